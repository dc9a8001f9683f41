//! `jalon dispersal --counts`: every index on a researcher's own files, and `--index` on the territory.

use std::path::PathBuf;

use clap::Args;

use super::{
    super::{Error, output},
    index_csv, index_tables,
};
use crate::{
    app::indices::{
        ComparisonName, CountColumns, CountsFiles, DIFFERENCES, DrawsWanted, IndicesAsked, Kernel,
        Neighbours, NullName, PYSAL_VERSION, Pick, Profile, Quantity, ShapesFile, kernel, metres,
        of_files,
    },
    domain::{Language, Words},
    publish::IndicesView,
};

/// Flags of the indices; a file of counts needs no database.
#[derive(Debug, Args)]
#[command(next_help_heading = "Every index, of a file of counts or of the territory")]
pub(super) struct IndicesArgs {
    /// Count in this file instead of the database: CSV, GeoJSON or any format that `import` reads
    #[arg(long, value_name = "FILE")]
    counts: Option<PathBuf>,
    /// Shapes of its units, joined by their key; not needed where --counts has shapes
    #[arg(long, value_name = "FILE", requires = "counts")]
    shapes: Option<PathBuf>,
    /// Layer inside the file of counts, where there are several
    #[arg(long, value_name = "NAME", requires = "counts")]
    layer: Option<String>,
    /// Layer inside the file of shapes, where there are several
    #[arg(long, value_name = "NAME", requires = "shapes")]
    shape_layer: Option<String>,
    /// Column of the unit's key [default: guessed]
    #[arg(long, value_name = "COLUMN", requires = "counts")]
    key: Option<String>,
    /// Column of the key in the file of shapes [default: as --key]
    #[arg(long, value_name = "COLUMN", requires = "shapes")]
    shape_key: Option<String>,
    /// Column of the group [default: guessed]
    #[arg(long, value_name = "COLUMN", requires = "counts")]
    group: Option<String>,
    /// Column of everybody, the group among them [default: guessed]
    #[arg(long, value_name = "COLUMN", requires = "counts")]
    total: Option<String>,
    /// Columns of several categories in their order, instead of group and total
    #[arg(long, value_name = "COLUMN,COLUMN", value_delimiter = ',', requires = "counts",
        conflicts_with_all = ["group", "total"])]
    groups: Vec<String>,
    /// Take counts with fractions: quantities estimated from a sample
    #[arg(long, requires = "counts")]
    measured: bool,
    /// Reference system of the shapes, if the file does not say: EPSG:2154
    #[arg(long, value_name = "EPSG:CODE", requires = "counts")]
    crs: Option<String>,
    /// Which indices: all, or names as in docs/DISPERSAL-INDICES.md
    #[arg(long, value_name = "all|NAME,NAME")]
    index: Option<String>,
    /// Who is whose neighbour: queen, rook, knn:6, band:2000m, kernel:triangular:2000m
    #[arg(long, value_name = "WEIGHTS", default_value = "queen")]
    weights: Neighbours,
    /// Gaps and slivers up to so wide do not part neighbours
    #[arg(long, value_name = "DISTANCE", default_value = "1m", value_parser = metres)]
    gap: f64,
    /// Count around each unit instead of in it, by a kernel: triangular:2000m
    #[arg(long, value_name = "SHAPE:REACH", value_parser = kernel)]
    egohoods: Option<Kernel>,
    /// Tell the indices of each unit as well
    #[arg(long)]
    local: bool,
    /// Curves: concentration, proximity, multiscalar
    #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
    profile: Vec<Profile>,
    /// Reaches of the multiscalar profile: 500m,1km,2km
    #[arg(long, value_name = "DISTANCES", value_delimiter = ',', value_parser = metres)]
    reaches: Vec<f64>,
    /// Test the indices named against chance: systematic, evenness, person-permutation, bootstrap,
    /// geographic-permutation, systematic-permutation, even-permutation
    #[arg(long, value_name = "NULL")]
    null: Option<NullName>,
    /// A second file with the same columns, to test the difference
    #[arg(long, value_name = "FILE", requires = "counts", conflicts_with_all = ["shapes", "null"])]
    against: Option<PathBuf>,
    /// What is drawn to compare: random-label, bootstrap, person-permutation, composition, share,
    /// dual-composition
    #[arg(
        long,
        value_name = "NULL",
        default_value = "random-label",
        requires = "against"
    )]
    compare: ComparisonName,
    /// Draws of a test
    #[arg(long, default_value_t = 999)]
    draws: u32,
    /// Seed of the draws, to draw the same again
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print where our indices differ from PySAL's on purpose, with the published formula
    #[arg(long)]
    differences: bool,
}

/// How a view is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Print {
    /// Tables for people.
    Table,
    /// One document.
    Json,
    /// Rows for a spreadsheet.
    Csv,
}

impl Print {
    pub(super) fn of(json: bool, csv: bool) -> Self {
        match (json, csv) {
            (true, _) => Self::Json,
            (false, true) => Self::Csv,
            (false, false) => Self::Table,
        }
    }
}

impl IndicesArgs {
    /// Whether indices of the territory are asked for and not its report.
    pub(super) fn is_of_territory(&self) -> bool {
        let flags = self.local || self.null.is_some() || self.egohoods.is_some();
        flags || self.index.is_some() || !self.profile.is_empty()
    }

    /// Prints what was asked of a file of counts, or where we differ from `PySAL`.
    pub(super) fn run(&self, print: Print, lang: Language) -> Result<(), Error> {
        if self.differences {
            return differences(print);
        }
        let view = of_files(&self.files(), &self.asked())?;
        self::print(&view, print, lang)
    }

    /// Whether nothing of the database is needed.
    pub(super) fn is_of_files(&self) -> bool {
        self.counts.is_some() || self.differences
    }

    fn files(&self) -> CountsFiles {
        let shapes = self.shapes.clone().map(|path| ShapesFile {
            path,
            layer: self.shape_layer.clone(),
            key: self.shape_key.clone(),
        });
        CountsFiles {
            path: self.counts.clone().unwrap_or_default(),
            layer: self.layer.clone(),
            columns: CountColumns {
                key: self.key.clone(),
                group: self.group.clone(),
                total: self.total.clone(),
                categories: self.groups.clone(),
            },
            quantity: if self.measured {
                Quantity::Measured
            } else {
                Quantity::Households
            },
            shapes,
            crs: self.crs.clone(),
            against: self.against.clone(),
        }
    }

    /// What is asked of counts, whosever they are.
    pub(super) fn asked(&self) -> IndicesAsked {
        let names = |list: &str| list.split(',').map(|name| name.trim().to_owned()).collect();
        IndicesAsked {
            pick: match self.index.as_deref() {
                None | Some("all") => Pick::All,
                Some(list) => Pick::Named(names(list)),
            },
            neighbours: self.weights,
            gap_m: self.gap,
            egohoods: self.egohoods,
            local: self.local,
            profiles: self.profile.clone(),
            reaches_m: self.reaches.clone(),
            null: self.null.map(|null| self.draws_of(null)),
            comparison: self.against.as_ref().map(|_| self.draws_of(self.compare)),
        }
    }

    fn draws_of<N>(&self, null: N) -> DrawsWanted<N> {
        DrawsWanted {
            null,
            count: self.draws,
            seed: self.seed,
        }
    }
}

/// Prints a view.
pub(super) fn print(view: &IndicesView, print: Print, lang: Language) -> Result<(), Error> {
    match print {
        Print::Json => output::json(view),
        Print::Csv => index_csv::print(view),
        Print::Table => index_tables::print(view, &Words::of(lang)),
    }
}

/// Where we differ from `PySAL` on purpose.
fn differences(print: Print) -> Result<(), Error> {
    let all = DIFFERENCES;
    match print {
        Print::Json => output::json(&all),
        Print::Csv => {
            let rows = all.iter().map(|one| {
                [one.pysal, one.theirs, one.ours, one.formula, one.source]
                    .map(str::to_owned)
                    .to_vec()
            });
            index_csv::write(&index_csv::headed(
                &["index", "pysal", "ours", "formula", "source"],
                rows,
            ))
        }
        Print::Table => {
            output::line(&format!("compared with PySAL segregation {PYSAL_VERSION}"))?;
            for one in all {
                output::line("")?;
                output::line(one.pysal)?;
                output::line(&format!("  PySAL: {}", one.theirs))?;
                output::line(&format!("  ours: {}", one.ours))?;
                output::line(&format!("  published: {} ({})", one.formula, one.source))?;
            }
            Ok(())
        }
    }
}
