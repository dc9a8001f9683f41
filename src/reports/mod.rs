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
mod work;

pub use material::Material;
pub use plan::{Asks, PLANS, Plan, plan};
pub use site::{LayerTold, SiteTold};

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
        ReportName::Steering => work::steering(&teller),
        ReportName::Activity => work::activity(&teller),
        ReportName::Outcomes => work::outcomes(&teller),
        ReportName::HousingOffer => work::homes(&teller),
        ReportName::Finance => work::finance(&teller),
        ReportName::Mediation => work::mediation(&teller),
    };
    teller.document(blocks)
}
