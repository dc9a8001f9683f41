//! The only door out: what each audience sees of a record.
//!
//! Nothing leaves as a feature, a row or a figure except through here. The team sees settlements,
//! zones, landmarks and exact counts by neighbourhood; the public sees neighbourhoods only, with
//! small counts hidden so that they cannot be found again by subtraction. Nobody is shown the
//! place of a household's home.

mod layers;
mod columns;
mod settlement;
mod cluster;
mod weights;
mod visit;
mod outline;
mod foresight;
mod suppression;
mod dispersal;
mod indices;
mod casework;
mod here;
mod incident;
mod works;
mod team;
mod alert;
mod message;
mod placing;
mod register;
mod figures;
mod attachment;
mod board;
mod homes_board;
mod agenda;
mod erasure;
mod subject;
mod mediation;
mod national;
mod webhook;

pub use agenda::{
    AgendaDecidedView, AgendaFound, AgendaHeldView, AgendaItemView, AgendaSessionView, AgendaView,
    DecisionsTold, agenda,
};
pub use alert::{AlertSourceView, AlertTotals, AlertView, TouchedView, alert};
pub use attachment::{FileRemovalView, FileView, file};
pub use board::{
    BoardFound, BoardHouseholdView, BoardListView, BoardStageView, BoardView, BoardWaitView, board,
};
pub use casework::{
    CaseworkView, LiftingView, OverrideView, casework, casework_in_words, filed_override,
};
pub use cluster::cluster;
pub use columns::{Column, Standing, columns, item, tile_columns};
pub use dispersal::{
    AccountView, ChangeView, DispersalView, EffectView, FlowView, GroupView, JourneysView,
    NeighbourhoodView, RangeView, SpreadView, YearView, dispersal, last_public_year,
    tells_measures,
};
pub use erasure::{ErasureView, erasure, erasure_in_words};
pub use figures::{
    FiguresAsked, NOWHERE, PublicationView, flow_part, flow_place, flows_told, household_figures,
    part_id, publication, publication_columns, publication_rows,
};
pub use foresight::{
    AssessedView, DifferenceView, RemediesView, SensitivityView, SentenceView, assessed,
    difference, remedies, sensitivity,
};
pub use here::{HereAreaView, HereItemView, HereView, here};
pub use homes_board::{
    FreeHomeView, HomeCountsView, HomesBoardView, HomesFound, HomesLeftOutView,
    HomesOfConventionView, HomesOfLandlordView, OffersTold, RefusalView, homes_board,
};
pub use incident::{IncidentView, filed_incident};
pub use indices::{
    BasisView, CountedView, DrawnView, IndexTestView, IndexView, IndicesView, JoinView,
    LocalIndicesView, LocalRowView, PointView, ProfileView, ToldView,
};
pub use layers::{Beside, LayerGroup, feature, is_drawn, is_visible, layer_group, tile_fields};
pub use mediation::{
    MediationSum, PlannedRoundView, ResidenceView, planned_and_made, residences, residences_geojson,
};
pub use message::{Message, message};
pub use national::{NationalSite, national_entry, national_row};
pub use outline::{OutlineBrought, OutlineView, outline};
pub use placing::{
    PlacingDecisionView, PlacingProposalView, placing, placing_proposal, whole_placing_proposal,
};
pub use register::{
    EntryView, FieldView, RegisterView, RevisionView, StateView, UnfitView, WordView, register,
    register_cell, register_columns, register_entry, register_names, register_revision,
    register_row,
};
pub use settlement::{
    AssessmentView, RankedView, ReasonView, SettlementView, assessment, ranked, settlement,
};
pub use subject::{SubjectEntry, SubjectFound, SubjectView, subject, subject_in_words};
pub use suppression::hide_small_counts;
pub use team::{ContactView, TeamView, contact, team};
pub use visit::{AnswerView, ObservationView, RulingView, VisitView, answer, visit};
pub use webhook::{
    AnnouncementView, WebhookDeliveryView, WebhookView, announcement, trial_announcement, webhook,
    webhook_delivery,
};
pub use weights::{WeightsView, WhatIfView, weights, what_if};
pub use works::{WorksEndingView, WorksView, filed_works_order};
