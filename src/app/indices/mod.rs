//! Every index of dispersal on counts that someone brings, without a database; or on the territory.
//!
//! A file of counts is read whole and joined to its shapes by a key; what finds no partner is left
//! out and told. Shapes are laid on a plane where areas are true. [`of_files`] is the door for a
//! researcher's own files, [`Jalon::indices`](super::Jalon::indices) that for the territory.

mod fault;
mod columns;
mod sheet;
mod ground;
mod choice;
mod material;
mod figures;
mod chance;
mod units;

use std::path::PathBuf;

pub use choice::{ComparisonName, Neighbours, NullName, kernel, metres};
pub use columns::CountColumns;
pub use fault::IndicesFault;
pub use ground::ShapesFile;
pub use sheet::Quantity;
pub use units::Profile;

pub use crate::dispersal::{DIFFERENCES, PYSAL_VERSION, places::Kernel};

use super::Error;
use crate::{dispersal::Counts, publish::IndicesView, spatial::Footprint};
use material::Material;

/// A file of counts and what goes with it.
#[derive(Clone, Debug)]
pub struct CountsFiles {
    /// Where the counts are; a file of shapes with columns is one too.
    pub path: PathBuf,
    /// Which layer inside it, where there are several.
    pub layer: Option<String>,
    /// Its columns.
    pub columns: CountColumns,
    /// Whether its counts are whole.
    pub quantity: Quantity,
    /// The shapes, where the counts have none.
    pub shapes: Option<ShapesFile>,
    /// The reference system of the shapes, if not the file's own: `EPSG:2154`.
    pub crs: Option<String>,
    /// A second file with the same columns to compare with.
    pub against: Option<PathBuf>,
}

/// Which indices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Pick {
    /// All that fit what is given.
    #[default]
    All,
    /// Those of these names.
    Named(Vec<String>),
}

/// How draws are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawsWanted<N> {
    /// What is drawn.
    pub null: N,
    /// How many draws, 1 to a million.
    pub count: u32,
    /// The seed.
    pub seed: u64,
}

/// What is asked of counts.
#[derive(Clone, Debug, Default)]
pub struct IndicesAsked {
    /// Which indices.
    pub pick: Pick,
    /// Who is whose neighbour.
    pub neighbours: Neighbours,
    /// Gaps up to this many metres do not part neighbours.
    pub gap_m: f64,
    /// Count around each unit, weighed by this kernel, instead of in it.
    pub egohoods: Option<Kernel>,
    /// Whether the indices of each unit are told too.
    pub local: bool,
    /// Curves to be told.
    pub profiles: Vec<Profile>,
    /// Reaches of the multiscalar profile, in metres.
    pub reaches_m: Vec<f64>,
    /// Each index against chance.
    pub null: Option<DrawsWanted<NullName>>,
    /// What is drawn to compare with the second file.
    pub comparison: Option<DrawsWanted<ComparisonName>>,
}

/// Every index asked for of a researcher's own files; nothing is stored.
///
/// # Errors
/// [`Error::Indices`] says what is wrong, in which file, row and column.
pub fn of_files(files: &CountsFiles, asked: &IndicesAsked) -> Result<IndicesView, Error> {
    Ok(told(files, asked)?)
}

/// The same of the territory's neighbourhoods, with their outlines in the same order.
pub(super) fn of_territory(
    counts: Counts,
    outlines: &[&Footprint],
    asked: &IndicesAsked,
) -> Result<IndicesView, Error> {
    let material = Material::of_territory(counts, outlines)?;
    Ok(figures::tell(material, None, asked)?)
}

fn told(files: &CountsFiles, asked: &IndicesAsked) -> Result<IndicesView, IndicesFault> {
    let material = Material::read(files)?;
    let second = files.against.as_ref().map(|path| {
        let other = CountsFiles {
            path: path.clone(),
            shapes: None,
            against: None,
            ..files.clone()
        };
        Material::read(&other)
    });
    figures::tell(material, second.transpose()?.as_ref(), asked)
}
