//! Why a file cannot be written.

use std::io;

use super::ExportFormat;

/// Why a file cannot be written; what was begun is of no use.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The system refuses.
    #[error("the file cannot be written; check the folder, its permissions and the space left")]
    Unwritten(#[from] io::Error),
    /// The format has no room for so much.
    #[error("{format} holds at most {most}; ask for less, or for GeoPackage")]
    NoRoom {
        /// The format.
        format: ExportFormat,
        /// What it holds.
        most: &'static str,
    },
    /// A shape is no place in the reference system, and the format writes no feature without one.
    #[error(
        "a shape lies outside the reference system, and {format} cannot leave it out; ask for longitude and latitude"
    )]
    NoPlace {
        /// The format.
        format: ExportFormat,
    },
    /// The format's own writer fails.
    #[error("the {format} file cannot be written")]
    Failed {
        /// The format.
        format: ExportFormat,
        /// What its writer says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl ExportError {
    /// A failure of a format's writer.
    pub(in crate::formats) fn failed(
        format: ExportFormat,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Failed {
            format,
            source: source.into(),
        }
    }
}
