//! A file that is written, feature by feature.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use super::{ExportError, ExportFormat, ExportRow, Sheet, TextExport};
use crate::formats::{flatgeobuf, geopackage, shapefile, xlsx};

/// A file that is being written; it is whole once [`finish`](Self::finish) has said so.
pub struct FileExport(Box<dyn FileWriter>);

/// What writes the features of one format.
pub(in crate::formats) trait FileWriter {
    /// Adds a feature.
    fn add(&mut self, row: &ExportRow) -> Result<(), ExportError>;
    /// Writes what comes last.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

impl FileExport {
    /// Begins a file, in the place of one that is there.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn create(format: ExportFormat, path: &Path, sheet: &Sheet) -> Result<Self, ExportError> {
        if let Some(text) = TextExport::new(format, sheet.clone()) {
            return Ok(Self(Box::new(TextFile::create(path, text)?)));
        }
        Ok(Self(match format {
            ExportFormat::FlatGeobuf => Box::new(flatgeobuf::write::Writer::create(path, sheet)?),
            ExportFormat::Shapefile => Box::new(shapefile::write::Writer::create(path, sheet)?),
            ExportFormat::Xlsx => Box::new(xlsx::Writer::create(path, sheet)?),
            // Texts have been taken care of above.
            _ => Box::new(geopackage::write::Writer::create(path, sheet)?),
        }))
    }

    /// Adds a feature.
    ///
    /// # Errors
    /// When the format has no room for it, or the file cannot be written.
    pub fn add(&mut self, row: &ExportRow) -> Result<(), ExportError> {
        self.0.add(row)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(self) -> Result<(), ExportError> {
        self.0.finish()
    }
}

/// A text in a file.
struct TextFile {
    text: TextExport,
    /// What is not in the file yet.
    piece: String,
    file: BufWriter<File>,
    written: usize,
}

impl TextFile {
    fn create(path: &Path, text: TextExport) -> Result<Self, ExportError> {
        Ok(Self {
            piece: text.begun(),
            text,
            file: BufWriter::new(File::create(path)?),
            written: 0,
        })
    }

    fn pass_on(&mut self) -> Result<(), ExportError> {
        self.file.write_all(self.piece.as_bytes())?;
        self.piece.clear();
        Ok(())
    }
}

impl FileWriter for TextFile {
    fn add(&mut self, row: &ExportRow) -> Result<(), ExportError> {
        self.text.add(&mut self.piece, self.written, row);
        self.written += 1;
        self.pass_on()
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.piece.push_str(&self.text.ended());
        self.pass_on()?;
        Ok(self.file.flush()?)
    }
}
