//! Features to records: what a file's columns, classes and coordinates mean here.
//!
//! A [`Plan`] says which layer a file becomes; [`Intake`] takes in one reading after another,
//! gives records in batches and ends with an [`ImportReport`](crate::domain::ImportReport)
//! whose counts add up. Columns that nobody mapped are not read, and columns that speak of
//! who people are never can be. Nothing here reads a file, a clock or a database.

mod error;
mod fold;
mod never_read;
mod field;
mod mapping;
mod risk_class;
mod peril_type;
mod kind_words;
mod values;
mod plan;
mod placing;
mod duplicates;
mod refused;
mod told;
mod notice;
mod account;
mod row;
mod code;
mod shaping;
mod offer;
mod convert;
mod run;
mod depth;
mod visit_cells;
mod visit_columns;
mod visit;
mod families;
mod attachment;
mod national;

pub use attachment::{CleanFile, UnfitFile, clean_file};
pub use code::{code_of_name, is_same_name};
pub use depth::{DepthIntake, DepthPlan};
pub use error::Error;
pub use families::{FAMILIES_MOST, FamiliesRead, check_family, read_families};
pub use mapping::Mapping;
pub use national::{NationalPlan, NationalRead, NationalRow, read_national};
pub use never_read::{Subject, never_counted};
pub use plan::{Heading, NewId, Plan};
pub use risk_class::{Classes, Level};
pub use run::Intake;
pub use visit::{VISITS_MOST, VisitPlan, VisitsRead, read_visits, refuse_if_any};
pub use visit_cells::moment;
pub use visit_columns::VisitColumns;
