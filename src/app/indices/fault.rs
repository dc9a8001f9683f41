//! What may be wrong with a file of counts, its shapes, or what is asked of them.

use crate::{dispersal, formats, intake::Subject, spatial::CrsError};

/// Why no index could be told. Files are named without their folder, rows are counted from 1.
#[derive(Debug, thiserror::Error)]
pub enum IndicesFault {
    /// A file cannot be read.
    #[error(transparent)]
    File(Box<formats::Error>),
    /// A column that was named is not there.
    #[error("{file} has no column {column:?}; it has: {columns}")]
    NoColumn {
        /// The file.
        file: String,
        /// The column asked for.
        column: String,
        /// The columns it has.
        columns: String,
    },
    /// A column could not be guessed.
    #[error("no column of {file} is known to be {what}; name it with {option}, one of: {columns}")]
    NotGuessed {
        /// The file.
        file: String,
        /// What the column should hold.
        what: &'static str,
        /// The option that names it.
        option: &'static str,
        /// The columns it has.
        columns: String,
    },
    /// A column that is never read.
    #[error(
        "column {column:?} speaks of {subject} and is never read; the group is households of a programme or a kind of tenure"
    )]
    NeverRead {
        /// The column.
        column: String,
        /// What it speaks of.
        subject: Subject,
    },
    /// One category cannot be apart from anything.
    #[error("{given} categories were named; name from 2 to {most}")]
    Categories {
        /// How many were named.
        given: usize,
        /// How many are taken.
        most: usize,
    },
    /// Rows that cannot be counted.
    #[error("{file} cannot be used: {}; correct the file", listed(faults, *more))]
    Rows {
        /// The file.
        file: String,
        /// The first of them, with row and column.
        faults: Vec<String>,
        /// How many more there are.
        more: usize,
    },
    /// A file without a row.
    #[error("{file} has no row to count; check that it is the right file")]
    Empty {
        /// The file.
        file: String,
    },
    /// More rows than are taken.
    #[error("{file} has more than {most} rows; cut the area into parts")]
    TooMany {
        /// The file.
        file: String,
        /// How many are taken.
        most: usize,
    },
    /// No key of one file is in the other.
    #[error(
        "no key of {counts} (column {counts_key:?}, such as {}) is a key of {shapes} (column {shapes_key:?}, such as {}); name the columns with --key and --shape-key",
        examples[0], examples[1]
    )]
    NothingJoined {
        /// The file of counts.
        counts: String,
        /// Its column.
        counts_key: String,
        /// The file of shapes.
        shapes: String,
        /// Its column.
        shapes_key: String,
        /// A key of each.
        examples: Box<[String; 2]>,
    },
    /// The reference system of shapes is not said or cannot be used.
    #[error(
        "{file}: the reference system of the shapes is not known; name it with --crs, such as EPSG:2154"
    )]
    NoCrs {
        /// The file.
        file: String,
        /// Why, where one is named.
        #[source]
        source: Option<CrsError>,
    },
    /// Coordinates that are no places.
    #[error("{file}: the shapes cannot be laid on a plane; check the reference system (--crs)")]
    Plane {
        /// The file.
        file: String,
        /// Why.
        #[source]
        source: CrsError,
    },
    /// A name that is no index here.
    #[error("there is no index {name:?} of {of}; choose among: {known}")]
    NoIndex {
        /// The name asked for.
        name: String,
        /// What it should be an index of.
        of: &'static str,
        /// The names there are.
        known: String,
    },
    /// Something that needs to know where units lie.
    #[error("{what} needs to know where the units lie; add --shapes")]
    NeedsShapes {
        /// What was asked.
        what: String,
    },
    /// Something that is not offered for what was counted.
    #[error("{what}; {advice}")]
    NotOffered {
        /// What was asked.
        what: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// A number of draws or a kernel out of range, or counts that contradict each other.
    #[error(transparent)]
    Counts(#[from] dispersal::Error),
}

impl From<formats::Error> for IndicesFault {
    fn from(error: formats::Error) -> Self {
        Self::File(Box::new(error))
    }
}

fn listed(faults: &[String], more: usize) -> String {
    let shown = faults.join("; ");
    match more {
        0 => shown,
        more => format!("{shown}; and {more} more"),
    }
}

/// Collects faults and keeps the first of them.
#[derive(Debug, Default)]
pub(super) struct Faults {
    shown: Vec<String>,
    more: usize,
}

/// Faults that are shown: enough to see a pattern.
const MOST_SHOWN: usize = 10;

impl Faults {
    pub(super) fn add(&mut self, fault: String) {
        if self.shown.len() < MOST_SHOWN {
            self.shown.push(fault);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn first(&self) -> Option<&str> {
        self.shown.first().map(String::as_str)
    }

    pub(super) fn extend(&mut self, others: Self) {
        for fault in others.shown {
            self.add(fault);
        }
        self.more += others.more;
    }

    /// Nothing, or the refusal of the file.
    pub(super) fn finish(self, file: &str) -> Result<(), IndicesFault> {
        if self.shown.is_empty() {
            return Ok(());
        }
        Err(IndicesFault::Rows {
            file: file.to_owned(),
            faults: self.shown,
            more: self.more,
        })
    }
}
