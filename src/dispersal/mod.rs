//! Spread or gathered: indices of how rehoused households share the neighbourhoods. Pure calculation.
//!
//! [`Counts`] holds, for each unit of the city, the households of the programme and all
//! households. Each family of indices has a file: evenness (`D`, Gini, entropy, Atkinson), exposure,
//! co-location, local quotients; `chance` says what `D` would be by chance alone, because with few
//! households the usual indices report strong segregation for homes drawn by lot, and `corrected`
//! takes it out. [`places`] knows where units lie, and the spatial indices follow it; [`groups`]
//! holds several categories; [`inference`] says how sure a figure is, [`change`] what a difference
//! is made of. `batch` tells all by the names of `docs/DISPERSAL-INDICES.md`.
//!
//! An index that cannot be told is a reason ([`Undefined`]), never 0 or NaN. The group is
//! "households of the programme" and nothing else. `docs/METHODS.md` tells it in plain words.

mod error;
mod figure;
mod counts;
mod evenness;
mod gini;
mod entropy;
mod atkinson;
mod exposure;
mod profile;
mod colocation;
mod agglomeration;
mod local;
mod probability;
mod chance;
mod corrected;
pub mod places;
mod land;
mod centralisation;
mod borders;
mod clustering;
mod graph_profile;
mod egohood;
mod hotspots;
mod shrinkage;
mod allotment;
mod deprived;
mod quartiles;
pub mod groups;
pub mod placing;
pub mod change;
pub mod inference;
mod batch;
mod differences;
mod report;
mod sentence;

pub use agglomeration::{ellison_glaeser, inverse_simpson, typical_units};
pub use allotment::{Allotment, Stock};
pub use atkinson::{Aversion, atkinson, hutchens};
pub use batch::{
    Entry, IndexOfCounts, IndexOfGroups, distortion, every_index, every_index_of_groups,
    every_index_of_places, index_of_counts, index_of_groups, index_of_places, names_of_counts,
    names_of_groups, names_of_places,
};
pub use borders::{neighbour_dissimilarity, shape_dissimilarity};
pub use centralisation::{
    Centre, absolute_centralisation, local_centralisation, relative_centralisation,
};
pub use chance::{chance_dissimilarity, chance_gini};
pub use clustering::{Decay, Surroundings};
pub use colocation::{Colocation, colocation, effective_units};
pub use corrected::{
    bias_corrected_dissimilarity, density_corrected_dissimilarity, modified_dissimilarity,
    modified_gini,
};
pub use counts::{Counts, Unit, UnitTotal};
pub use deprived::{DeprivedShare, deprived_share};
pub use differences::{DIFFERENCES, Difference, PYSAL_VERSION};
pub use egohood::{egohoods, multiscalar_profile};
pub use entropy::{information, mutual_information};
pub use error::Error;
pub use evenness::{dissimilarity, gorard, min_max};
pub use exposure::{correlation_ratio, interaction, isolation, isolation_without_oneself};
pub use figure::{Figure, Told, Undefined};
pub use gini::gini;
pub use graph_profile::proximity_profile;
pub use hotspots::{Hotspot, hotspots};
pub use land::{absolute_concentration, delta, relative_concentration};
pub use local::{Local, local};
pub use profile::{ConcentrationProfile, concentration_profile};
pub use quartiles::{Quartiles, quartiles};
pub use report::{Summary, TOO_FEW, YearSummary, by_year, summary};
pub use sentence::{Said, in_words};
pub use shrinkage::{Shrunken, shrunken_quotients};
