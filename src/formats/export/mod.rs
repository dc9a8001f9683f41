//! Features to files: what is to be written, in which format, one feature after the other.
//!
//! Each format's writer stands beside its reader. Texts can be written in pieces, so that an
//! answer needs no file; the others need one. Memory holds a feature and, for formats with an
//! index, a box for each.

mod format;
mod sheet;
mod system;
mod error;
mod file;
mod text;

pub use error::ExportError;
pub use file::FileExport;
pub(super) use file::FileWriter;
pub use format::ExportFormat;
pub use sheet::{ExportColumn, ExportRow, ExportShape, Sheet};
pub use system::System;
pub use text::TextExport;
