//! ESRI Shapefile (white paper of July 1998): shapes and their table, read side by side.
//!
//! Both files are read here byte by byte, every count checked against the file's length: the
//! shape of a broken record is refused and reading goes on, and rings stay as written.

mod dbf;
mod rings;
mod shp;
pub(super) mod write;

use std::{
    fs,
    path::{Path, PathBuf},
};

use encoding_rs::Encoding;

use self::{dbf::Table, shp::Shapes};
use super::{
    DeclaredCrs, Error, Format, Progress, Reading, Source,
    source::Found,
    text::{decoded, encoding_named},
};
use crate::spatial::SourceFeature;

/// Longest `.prj` and `.cpg` file that is looked at.
const LONGEST_SIDE_FILE: u64 = 1 << 16;

/// Opens a shapefile by its `.shp`.
pub(super) fn open(found: &Found) -> Result<Source, Error> {
    let Some(table) = sibling(&found.path, "dbf") else {
        return Err(Error::MissingPart {
            file: found.file.clone(),
            part: ".dbf",
        });
    };
    let mut notes = Vec::new();
    let table = Table::open(&table, found, declared_encoding(found, &mut notes))?;
    let progress = Progress::of(found.bytes);
    let shapes = Shapes::open(found, &progress, &mut notes)?;
    let (columns, total) = (table.columns(), table.count());
    notes.extend(table.note());
    let pairs = Pairs {
        shapes,
        table,
        number: 0,
        file: found.file.clone(),
    };
    let mut source = Source::new(Format::Shapefile, progress, Box::new(pairs));
    source.columns = columns;
    source.total = Some(total);
    source.crs = declared_crs(found);
    source.notes = notes;
    let name = found.path.file_stem().unwrap_or_default();
    source.file_layer = Some(name.to_string_lossy().into_owned());
    Ok(source)
}

/// Shapes with their rows.
struct Pairs {
    shapes: Shapes,
    table: Table,
    number: u64,
    file: String,
}

impl Pairs {
    fn broken(&self, detail: String) -> Error {
        Error::Broken {
            file: self.file.clone(),
            format: Format::Shapefile,
            place: format!("after feature {}", self.number),
            detail,
        }
    }

    /// The next pair that is not marked as deleted.
    fn read(&mut self) -> Result<Option<Reading>, Error> {
        loop {
            let shape = self.shapes.read().map_err(|e| self.broken(e.to_string()))?;
            let row = self.table.read().map_err(|e| self.broken(e.to_string()))?;
            let (shape, row) =
                match (shape, row) {
                    (None, None) => return Ok(None),
                    (Some(shape), Some(row)) => (shape, row),
                    (None, Some(_)) => {
                        return Err(self
                            .broken("the .dbf has more rows than the .shp has shapes".to_owned()));
                    }
                    (Some(_), None) => {
                        return Err(self
                            .broken("the .shp has more shapes than the .dbf has rows".to_owned()));
                    }
                };
            let Some(columns) = row else {
                continue;
            };
            self.number += 1;
            let number = self.number;
            return Ok(Some(match (shape, columns) {
                (Ok(geometry), Ok(properties)) => Reading::Feature(SourceFeature {
                    number,
                    geometry,
                    properties,
                }),
                (Err(fault), _) | (_, Err(fault)) => Reading::Refused { number, fault },
            }));
        }
    }
}

impl Iterator for Pairs {
    type Item = Result<Reading, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// The file of the same name with another extension, in any case.
fn sibling(shp: &Path, extension: &str) -> Option<PathBuf> {
    let exact = shp.with_extension(extension);
    if exact.is_file() {
        return Some(exact);
    }
    let wanted = exact.file_name()?.to_string_lossy().to_lowercase();
    let folder = shp.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let same = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().to_lowercase() == wanted && path.is_file()
    };
    entries.flatten().map(|entry| entry.path()).find(same)
}

/// A short text file beside the `.shp`.
fn side_text(found: &Found, extension: &str) -> Option<String> {
    let path = sibling(&found.path, extension)?;
    let about = fs::metadata(&path).ok()?;
    if about.len() > LONGEST_SIDE_FILE {
        return None;
    }
    let text = decoded(&fs::read(&path).ok()?).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn declared_crs(found: &Found) -> DeclaredCrs {
    side_text(found, "prj").map_or(DeclaredCrs::Undeclared, DeclaredCrs::Wkt)
}

fn declared_encoding(found: &Found, notes: &mut Vec<String>) -> Option<&'static Encoding> {
    let name = side_text(found, "cpg")?;
    let encoding = encoding_named(&name);
    if encoding.is_none() {
        let name: String = name.chars().take(40).collect();
        notes.push(format!(
            "the .cpg file names the unknown encoding {name}; check the accents"
        ));
    }
    encoding
}

#[cfg(test)]
mod tests;
