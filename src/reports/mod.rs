//! The reports of the work: from views to documents.
//!
//! `plan` is the table of all reports: what each is made of, who may have it, and how it is written. Each
//! other file makes one report, or a few that belong together, out of [`Material`]: views that came through
//! `publish`, as far as whoever asks may read. Nothing here reads anything by itself.

mod plan;
mod material;
mod told;
mod ranking;

pub use material::Material;
pub use plan::{Asks, PLANS, Plan, plan};

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
    };
    teller.document(blocks)
}
