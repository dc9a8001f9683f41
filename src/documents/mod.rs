//! A document to hand over: one small model, and its four writers.
//!
//! `model` is what a document is made of; `pdf` lays it out on A4 pages with the tags that screen readers
//! follow, `xlsx` makes a workbook of its tables, `docx` a text to go on writing in, `csv` writes its first table. None of them knows what a
//! document is about: `reports` does.

mod model;
mod plain;
mod pdf;
mod xlsx;
mod docx;
mod csv;

pub use model::{Bar, Block, Cell, Document, Paper, Picture, Table};

use crate::domain::DocumentFormat;

/// A document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file breaks a rule of PDF/UA-1, or cannot be put together.
    #[error("the document cannot be written as PDF: {fault}; take it as XLSX, and report this")]
    Pdf {
        /// Which rule, in the words of the writer.
        fault: String,
    },
    /// The workbook cannot be put together.
    #[error("the document cannot be written as a workbook; take it as PDF, and report this")]
    Workbook(#[source] rust_xlsxwriter::XlsxError),
    /// The parts of a text cannot be packed.
    #[error("the document cannot be written for a word processor; take it as PDF, and report this")]
    Packed(#[source] std::io::Error),
    /// A document without a table has no rows.
    #[error("this document holds no table; take it as PDF")]
    NoTable,
}

impl Document {
    /// The file in a format.
    ///
    /// # Errors
    /// [`Error`].
    pub fn written(&self, format: DocumentFormat) -> Result<Vec<u8>, Error> {
        match format {
            DocumentFormat::Pdf => pdf::written(self),
            DocumentFormat::Docx => docx::written(self),
            DocumentFormat::Xlsx => xlsx::written(self),
            DocumentFormat::Csv => csv::written(self),
        }
    }
}

#[cfg(test)]
mod tests;
