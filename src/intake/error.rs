//! Why an import stops before anything is kept. What concerns one record is a
//! [refusal](crate::domain::Refusal) instead, and stops nothing.

use super::never_read::Subject;
use crate::{
    domain::{ImportReport, LayerKind, VisitReport},
    formats,
    spatial::CrsError,
};

/// Why nothing of a file is kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A field was named that records of this layer do not have.
    #[error("{layer} has no field {given:?}; its fields are {fields}")]
    NoSuchField {
        /// As given.
        given: String,
        /// Which layer.
        layer: LayerKind,
        /// Those there are.
        fields: String,
    },
    /// A column was named that the file does not have.
    #[error("field {field} cannot be read from column {column:?}: the file has {columns}")]
    NoSuchColumn {
        /// The field.
        field: &'static str,
        /// As given.
        column: String,
        /// Those there are.
        columns: String,
    },
    /// A field that every record needs is fed by no column.
    #[error(
        "no column looks like the {field} of a layer of {layer}; the file has {columns}; name one with {advice}"
    )]
    ColumnMissing {
        /// The field.
        field: &'static str,
        /// Which layer.
        layer: LayerKind,
        /// Those there are.
        columns: String,
        /// What to type.
        advice: &'static str,
    },
    /// A column was named that speaks of what is never kept.
    #[error("column {column:?} speaks of {subject}, which is never read; choose another column")]
    NeverRead {
        /// As the file writes it.
        column: String,
        /// Of what.
        subject: Subject,
    },
    /// A pair such as `name=nom_quart` was not one.
    #[error("{given:?} is not a pair with '=' between; write it like {expected}")]
    MalformedPair {
        /// As given.
        given: String,
        /// How it should look.
        expected: &'static str,
    },
    /// A mapping file is not one.
    #[error("the mapping cannot be read; write one line per field, such as name = \"nom_quart\"")]
    MalformedMapping {
        /// What its parser says.
        #[source]
        source: toml::de::Error,
    },
    /// The reference system given or declared cannot be used.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// Degrees are expected, and the first coordinates are none.
    #[error(
        "feature {feature} is at {x}, {y}, which is no longitude and latitude, and {declared}; {advice}"
    )]
    NotDegrees {
        /// Its number in the file.
        feature: u64,
        /// First coordinate.
        x: f64,
        /// Second coordinate.
        y: f64,
        /// What the file says of its system.
        declared: String,
        /// What to type.
        advice: String,
    },
    /// Metres are expected, and the first coordinates are degrees.
    #[error(
        "feature {feature} is at {x}, {y}, which are degrees, and the file is said to be in {crs}; give --crs EPSG:4326 if they are longitude and latitude"
    )]
    NotMetres {
        /// Its number in the file.
        feature: u64,
        /// First coordinate.
        x: f64,
        /// Second coordinate.
        y: f64,
        /// The system given or declared.
        crs: String,
    },
    /// Latitude stands before longitude.
    #[error(
        "the file writes latitude before longitude: {evidence}; swap the two columns or axes, then import again"
    )]
    Swapped {
        /// How one sees it.
        evidence: String,
    },
    /// The file cannot be read to its end.
    #[error(transparent)]
    Source(#[from] formats::Error),
    /// The cells of a block do not fit it.
    #[error(transparent)]
    Block(#[from] crate::domain::InvalidBlock),
    /// A field was named that a visit does not have.
    #[error("a visit has no field or question {given:?}; it has {fields}")]
    NoSuchVisitField {
        /// As given.
        given: String,
        /// Those there are.
        fields: String,
    },
    /// A column was named that the file of visits does not have.
    #[error("{field} cannot be read from column {column:?}: the file has {columns}")]
    NoSuchVisitColumn {
        /// The field or question.
        field: String,
        /// As given.
        column: String,
        /// Those there are.
        columns: String,
    },
    /// A file of visits does not say where or when.
    #[error(
        "no column looks like the {field} of a visit; the file has {columns}; name one with --map {field}=COLUMN"
    )]
    VisitColumnMissing {
        /// The field.
        field: &'static str,
        /// Those there are.
        columns: String,
    },
    /// More rows than one file of visits may have.
    #[error("{file} holds more than {most} visits; split it into several files")]
    TooManyVisits {
        /// The file's name.
        file: String,
        /// How many are allowed.
        most: usize,
    },
    /// At least one visit cannot be stored, so none is.
    #[error("{}", visits_refused(report))]
    VisitsRefused {
        /// The whole account.
        report: Box<VisitReport>,
    },
    /// A list of families that cannot be used as it is.
    #[error("the list of families cannot be used ({refused} faults); {}", faults.join("; "))]
    FamiliesRefused {
        /// How many faults were found.
        refused: usize,
        /// The first of them, each with its row.
        faults: Vec<String>,
    },
    /// A file of the national platform with rows that cannot be used.
    #[error("{}", rows_refused(report))]
    NationalRefused {
        /// The whole account.
        report: Box<ImportReport>,
    },
    /// Not one record was kept.
    #[error("{}", nothing_kept(report))]
    NothingKept {
        /// The whole account.
        report: Box<ImportReport>,
    },
}

impl Error {
    /// The account of an import of which nothing could be kept.
    #[must_use]
    pub fn report(&self) -> Option<&ImportReport> {
        match self {
            Self::NothingKept { report } | Self::NationalRefused { report } => Some(report),
            _ => None,
        }
    }
}

fn rows_refused(report: &ImportReport) -> String {
    let (refused, file) = (report.tally.refused, &report.file);
    let Some(first) = report.refusals.first() else {
        return format!("{file} has no row below its titles; nothing was stored");
    };
    format!(
        "{refused} of the {} rows of {file} cannot be used, so none was stored; the first, row {}: {}",
        report.tally.read, first.place.feature, first.why
    )
}

fn visits_refused(report: &VisitReport) -> String {
    let (refused, file) = (report.refused, &report.file);
    let first = report.refusals.first().map(ToString::to_string);
    format!(
        "{refused} of the {} rows of {file} cannot be used, so none was stored; the first, {}",
        report.rows,
        first.unwrap_or_default()
    )
}

fn nothing_kept(report: &ImportReport) -> String {
    let (read, file) = (report.tally.read, &report.file);
    match report.refusals.first() {
        None => format!("{file} holds no record that could be kept ({read} read)"),
        Some(first) => format!(
            "none of the {read} records of {file} was kept; the first, feature {}: {}",
            first.place.feature, first.why
        ),
    }
}
