//! Spread or gathered: indices of how rehoused households share the neighbourhoods. Pure calculation.
//!
//! [`Counts`] holds, for each unit of the city, the households of the programme and all
//! households. Each family of indices has a file: evenness (`D`), exposure (isolation,
//! interaction), co-location, local quotients; `chance` says what `D` would be by chance alone,
//! because with few households the usual indices report strong segregation for homes drawn by lot.
//!
//! An index that cannot be told is a reason ([`Undefined`]), never 0 or NaN. The group is
//! "households of the programme" and nothing else. `docs/METHODS.md` tells it in plain words.

mod error;
mod figure;
mod counts;
mod evenness;
mod exposure;
mod colocation;
mod local;
mod probability;
mod chance;
mod report;
mod sentence;

pub use chance::chance_dissimilarity;
pub use colocation::{Colocation, colocation, effective_units};
pub use counts::{Counts, Unit, UnitTotal};
pub use error::Error;
pub use evenness::dissimilarity;
pub use exposure::{interaction, isolation};
pub use figure::{Figure, Undefined};
pub use local::{Local, local};
pub use report::{Summary, TOO_FEW, YearSummary, by_year, summary};
pub use sentence::in_words;
