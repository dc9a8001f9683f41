//! The nouns of the field, one word for one thing.
//!
//! | word | what it is |
//! |---|---|
//! | territory | the city or department whose records these are |
//! | settlement | a place where households live without a right to: shantytown, squat, encampment … |
//! | visit | somebody looked at a settlement on a day; only appended, it counts once validated |
//! | observation | one question asked on a visit: an answer, or that nobody could tell |
//! | neighbourhood | an ordinary part of the city, with its population and its homes |
//! | neighbourhood system | another way to part the same ground: census blocks, a grid |
//! | hazard zone | an area where one [`Peril`] has one [`Severity`] |
//! | study area | ground that a study of one [`Peril`] has looked at; beyond it nothing is known |
//! | depth grid | how deep and how fast the water of a flood is, cell by cell, in [`DepthBlock`]s |
//! | landmark | a line or point that a settlement is near to or far from: a railway, a hydrant |
//! | placement | one household's move into a home |
//! | housing offer | vacant homes of one kind that a landlord offers in one place |
//! | layer | one imported set of the above; each import is a version of its layer |
//! | assessment | the score of one settlement at one moment, with its explanation; only appended |
//! | weights | the numbers a territory has chosen for its scores; each choice is a version |
//! | dispersal report | how rehoused households are spread over the neighbourhoods |
//! | override | an officer's word beside a computed score: another class, or imminent danger |
//! | works order | work asked for on a settlement, until it is done or cancelled |
//! | incident | a fire, a flood or another event that has happened on a settlement |
//! | team | whom to call for a settlement |
//! | alert | which settlements a forecast touches, worst first |
//! | placing | a proposal of homes for families that wait for one |
//! | reading | somebody's look at what is known of households or courts; only appended |
//! | register | the records of one kind of the work: households, homes, decisions, follow-up … |
//! | erasure | a household taken out of everything; a receipt and counts are left |
//! | attachment | a photo or a document beside an entry, a settlement or a visit |
//! | audience | who is asking: the team, or the public |
//! | viewer | for whom counts of households are: those who work with them, the rest of the team, anybody |
//! | person | who exactly is asking: a user, a program with a token, the operator, the public |
//! | user | somebody who may sign in, by a name and a password |
//! | session | a user's stay, from signing in to signing out |
//! | token | what a program of a user comes in with |
//! | grant | a [`Role`] in a territory, until a day |
//!
//! No noun here has a place for ethnic origin, religion, nationality, diagnosis or record.

mod words;
mod territory;
mod settlement;
mod position;
mod visit;
mod outline;
mod observation;
mod question;
mod visit_report;
mod neighbourhood;
mod hazard_zone;
mod here;
mod hex;
mod spelling;
mod study_area;
mod depth_block;
mod landmark;
mod placement;
mod housing_offer;
mod layer;
mod record;
mod factor;
pub(crate) mod iso_day;
mod assessment;
mod foresight;
mod rank;
mod rank_chance;
mod import_report;
mod least_counts;
mod dispersal_report;
mod weights_version;
mod audience;
mod role;
mod person;
mod network;
mod user;
mod audit_event;
mod chain;
mod entry;
mod overrides;
mod works_order;
mod incident;
mod casework_file;
mod team;
mod casework;
mod alert;
mod placing;
mod placing_proposal;
mod register;
mod household_figures;
mod report_name;
mod attachment;
mod erasure;
mod retention;
mod audit_head;
mod webhook;
mod national;

pub use alert::{Alert, AlertSource, Delivery, TouchedSettlement};
pub use assessment::{
    AnswerSource, Assessment, AssessmentId, Band, Confirmation, FactorScore, HazardClass, Part,
    QuestionGroup, QuestionScore, Score, ScoringRun,
};
pub use attachment::{
    AttachedTo, Attachment, DOCUMENT_BYTES, FILES_OF_ONE, FileKind, FileRemoval, PHOTO_BYTES,
    PHOTO_PIXELS, PHOTO_SIDE, class_of_files, file_name,
};
pub use audience::{Audience, Viewer};
pub use audit_event::AuditEvent;
pub use audit_head::{AuditHead, HeadFault};
pub use casework::{Casework, Filed};
pub use casework_file::{CaseworkCell, CaseworkColumn, CaseworkFile};
pub use chain::{ChainFault, ChainLink, ChainProof, Reading, chain_digest, chain_faults};
pub use depth_block::{BLOCK_SIDE, DepthBlock, InvalidBlock, Speed, Water};
pub use dispersal_report::{
    Cut, DispersalAsked, DispersalReport, Drawn, Flow, GroupSpread, Journeys, MoveAccount,
    NeighbourhoodCount, PlacementEffect, Range, Significance, Spread, SpreadChange, Yardstick,
    YearSpread,
};
pub use entry::{EntryError, Origin};
pub use erasure::{
    Erased, ErasedHousehold, ErasedMove, ErasureGround, ErasureReceipt, KeptReceipt,
    moves_by_month, without_code,
};
pub use factor::Factor;
pub use foresight::{
    Cause, Difference, FactorMoved, PartMoved, Remedies, Remedy, RemedyKind, Standing, Subject,
    Swing, SwingKind,
};
pub use hazard_zone::{HazardZone, Peril, Severity};
pub use here::{HazardHere, HereSeen, Seen};
pub use hex::hex;
pub use household_figures::{
    FiguresLine, FiguresPart, FiguresTable, HouseholdCounts, HouseholdFigures, HouseholdTable,
    PartLevel, Publication,
};
pub use housing_offer::{HousingOffer, PeopleFit};
pub use import_report::{Duplicates, ImportReport, Mend, PLACES_LISTED, Place, Refusal, Tally};
pub use incident::{Incident, IncidentKind, IncidentSeverity, NewIncident, PeopleBand, named_in};
pub use landmark::{Landmark, LandmarkKind};
pub use layer::{LayerKind, LayerVersion, LayerVersionId};
pub use least_counts::LeastCounts;
pub use national::{
    NATIONAL_CENSUS, NATIONAL_CLOSINGS, NATIONAL_COLUMNS, NATIONAL_OWNERS, NATIONAL_POLICE,
    NationalCell, NationalColumn, NationalFact, national_degrees, national_kind, national_place,
};
pub use neighbourhood::{Neighbourhood, NeighbourhoodSystem};
pub use network::{Network, NoNetwork};
pub use observation::{AnswerNow, CurrentAnswer, KnownAnswer, Observation, Reply, each_once, told};
pub use outline::{Outline, OutlineDraft, OutlineMethod, ProposedOutline, WrongOutline};
pub use overrides::{
    Lifting, NewLifting, NewOverride, Override, OverrideState, Verdict, VerdictKind,
};
pub use person::{BrokenGlass, GlassNotice, Grant, Person, Way};
pub use placement::{Placement, PlacementKind};
pub use placing::{
    AlternativeHome, HomeChosen, LandlordAsked, NeighbourhoodChange, NewPlacing, PlacingBaseline,
    PlacingFigures, PlacingProof, PlacingReport, PlacingRules, ProposedHome, RulePrice, RuledOut,
    WaitingFamily,
};
pub use placing_proposal::{
    NewPlacingDecision, NewPlacingProposal, PlacingDecision, PlacingOutcome, PlacingProposal,
};
pub use position::{Position, WrongPosition};
pub use question::{AskedQuestion, Unit, WrongReply};
pub use rank::Rank;
pub use rank_chance::RankChance;
pub use record::Record;
pub use register::{
    Body, Deed, Field, FieldKind, Ledger, NewEntry, Register, RegisterEntry, RegisterRevision,
    StateChange, Unfit, Workflow, moment_text, unfit_words, word_name,
};
pub use report_name::{DocumentFormat, ReportName};
pub use retention::{
    ClockVerdict, RetentionClass, RetentionLine, RetentionReport, clock_verdict, months_before,
    most_in_a_run,
};
pub use role::{Act, DataClass, Reach, Resource, Role, Scope};
pub use settlement::{ClosureCause, Settlement, SettlementId, SettlementKind, SettlementStatus};
pub use spelling::{Spelled, Spelling, spelled};
pub use study_area::StudyArea;
pub use team::{Contact, Cover, NewTeam, Team, contact};
pub use territory::{InvalidTerritory, Territory};
pub use user::{ApiToken, LONGEST_TOKEN, LinkKind, NewGrant, Session, User, user_name};
pub use visit::{
    Finding, RecordedVisit, Ruling, Visit, VisitDraft, VisitId, VisitMethod, WrongVisit,
};
pub use visit_report::{RowRefusal, VisitReport};
pub use webhook::{DeliveryState, EventKind, NewWebhook, Webhook, WebhookChange, WebhookDelivery};
pub use weights_version::WeightsVersion;
pub use words::{Language, Words};
pub use works_order::{
    Ending, NewEnding, NewWorksOrder, WorksEnding, WorksKind, WorksOrder, WorksStatus,
};

/// A word of a closed list that is written the same in files, the database and the API.
pub trait Code: Sized + Copy + 'static {
    /// Every word, in the order people read them.
    const ALL: &'static [Self];

    /// The word as written.
    fn code(self) -> &'static str;

    /// The word that is written so, upper or lower case.
    #[must_use]
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|word| word.code().eq_ignore_ascii_case(code.trim()))
    }
}

/// Declares a closed list of words: the enum, its [`Code`] and its form in JSON. A word is taken as a
/// plain token: a `literal` reaches the API document's maker wrapped up, which then tells the
/// variant's name instead.
macro_rules! code_list {
    ($(#[$meta:meta])* $name:ident { $($(#[$word_meta:meta])* $word:ident = $code:tt,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        pub enum $name {
            $($(#[$word_meta])* #[serde(rename = $code)] $word,)+
        }

        impl $name {
            /// Every word as written, in the order people read them.
            pub const CODES: &'static [&'static str] = &[$($code,)+];
        }

        impl $crate::domain::Code for $name {
            const ALL: &'static [Self] = &[$(Self::$word,)+];

            fn code(self) -> &'static str {
                match self { $(Self::$word => $code,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad($crate::domain::Code::code(*self))
            }
        }
    };
}
use code_list;
