//! Why one record is not kept, each reason with what to do about it.

use crate::{
    domain::{LayerKind, Peril},
    spatial::{CrsError, Unmendable},
};

/// Why a record is not kept.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    #[error("it has no shape; draw it or leave it out of the file")]
    NoShape,
    #[error("its shape is {found}, and a layer of {layer} needs {needed}")]
    WrongShape {
        found: &'static str,
        layer: LayerKind,
        needed: &'static str,
    },
    #[error(transparent)]
    Unmendable(#[from] Unmendable),
    #[error(transparent)]
    OutOfReach(#[from] CrsError),
    #[error(
        "a coordinate is no longitude -180 to 180 and latitude -90 to 90; correct it in the file"
    )]
    NotDegrees,
    #[error("code {code:?} already belongs to feature {first}; give each record its own code")]
    CodeTaken { code: String, first: u64 },
    #[error(
        "it says neither a neighbourhood nor a place; fill in one of them, for nobody can be proposed a home that lies nowhere"
    )]
    NowhereOffered,
    #[error(
        "it says neither rooms nor for how many people; fill in column {column:?} (3 or T3) or people_most"
    )]
    NoSize { column: String },
    #[error("it fits {least} people at least and {most} at most, so nobody; correct one of them")]
    FitsNobody { least: u32, most: u32 },
    #[error("it counts no home; leave it out, or give 1 or more in column {column:?}")]
    NoHomes { column: String },
    #[error("its code is longer than {most} letters; name a shorter column with --map code=COLUMN")]
    CodeTooLong { most: usize },
    #[error("column {column:?} gives no class; fill it in or give every zone one with --class")]
    NoClass { column: String },
    #[error(
        "class {class:?} is not known; known are {known}; say what it means with --class-map {class}=N, 0 (none) to 4 (very high)"
    )]
    UnknownClass { class: String, known: &'static str },
    #[error("class {class:?} says that there is no hazard: left out")]
    NoHazard { class: String },
    #[error("it is about another peril (type {declared:?}), not {peril}: left out")]
    OtherPeril { declared: String, peril: Peril },
    #[error(
        "type {declared:?} is not known to be {peril}; keep zones of every type with --map type="
    )]
    StrangePeril { declared: String, peril: Peril },
    #[error("column {column:?} gives no day of the move; fill it in as 2024-03-09 or 09/03/2024")]
    NoDay { column: String },
    #[error(
        "{text:?} in column {column:?} is not a day between 1900 and 2200; write 2024-03-09 or 09/03/2024"
    )]
    NotADay { text: String, column: String },
    // The value is not shown: if it is a name, a report is no place for it.
    #[error(
        "its household code is not a code: it needs a digit and no spelled-out words, for it must never be a name"
    )]
    HouseholdNamed,
}
