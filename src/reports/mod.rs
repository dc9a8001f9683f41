//! The reports of the work: from views to documents.
//!
//! `plan` is the table of all reports: what each is made of, who may have it, and how it is written. Each
//! other file makes one report, or a few that belong together, out of [`Material`]: views that came through
//! `publish`, as far as whoever asks may read. Nothing here reads anything by itself.

mod plan;
mod material;
mod told;
mod ranking;
mod site;
mod steering;
mod activity;
mod homes;
mod finance;
mod mediation;
mod deadlines;
mod census;
mod household;
mod dispersal;
mod quality;
mod records;
mod figures;
mod map_sheet;

pub use map_sheet::{MapLayerTold, MapSheet, map_sheet};
pub use material::{LayerTold, Material, RecordsTold};
pub use plan::{Also, Asks, PLANS, Plan, plan};
pub use site::SiteTold;

use crate::{
    documents::Document,
    domain::{ReportName, Words},
};
use told::Teller;

/// The report that some material was gathered for.
#[must_use]
pub fn report(material: &Material) -> Document {
    let teller = Teller {
        material,
        words: Words::of(material.language),
    };
    let blocks = match material.report {
        ReportName::DangerousSites => ranking::blocks(&teller),
        ReportName::SiteSheet => site::sheet(&teller),
        ReportName::RoundSheet => ranking::round(&teller),
        ReportName::EmergencyFile => site::emergency(&teller),
        ReportName::Steering => steering::blocks(&teller),
        ReportName::Activity => activity::of_year(&teller),
        ReportName::Outcomes => activity::outcomes(&teller),
        ReportName::HousingOffer => homes::blocks(&teller),
        ReportName::Finance => finance::blocks(&teller),
        ReportName::Mediation => mediation::blocks(&teller),
        ReportName::Deadlines => deadlines::blocks(&teller),
        ReportName::CensusForm => census::form(&teller),
        ReportName::Census => census::summary(&teller),
        ReportName::OrientationFile => household::cases(&teller),
        ReportName::HouseholdPlan => household::plan(&teller),
        ReportName::MoveNotice => household::notice(&teller),
        ReportName::Dispersal => dispersal::blocks(&teller),
        ReportName::Quality => quality::blocks(&teller),
        ReportName::AccessLog => records::blocks(&teller),
        ReportName::HouseholdFigures | ReportName::PublicSnapshot => figures::blocks(&teller),
    };
    teller.document(blocks)
}
