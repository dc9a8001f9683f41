//! Which format a file has: its first bytes decide, then its extension.

use std::{fmt, fs::File, io::Read, path::Path};

use super::Error;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One GeoJSON text (RFC 7946, and its predecessor with `crs`).
    GeoJson,
    /// One GeoJSON text a line, or a text sequence (RFC 8142).
    GeoJsonLines,
    /// OGC GeoPackage.
    GeoPackage,
    /// ESRI Shapefile.
    Shapefile,
    /// FlatGeobuf 3.
    FlatGeobuf,
    /// Separated values with a WKT column, coordinates, or attributes only.
    Csv,
    /// OGC KML 2.
    Kml,
}

impl Format {
    /// The name people use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON",
            Self::GeoJsonLines => "line-delimited GeoJSON",
            Self::GeoPackage => "GeoPackage",
            Self::Shapefile => "Shapefile",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::Csv => "CSV",
            Self::Kml => "KML",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Bytes that are looked at.
const HEAD: u64 = 4096;

/// Finds the format.
pub(super) fn format_of(path: &Path, file: &str) -> Result<Format, Error> {
    let mut head = Vec::new();
    File::open(path)
        .and_then(|opened| opened.take(HEAD).read_to_end(&mut head))
        .map_err(|e| Error::unreadable(file, e))?;
    let extension = path.extension().and_then(|ext| ext.to_str());
    let extension = extension.unwrap_or_default().to_ascii_lowercase();
    by_magic(&head)
        .or_else(|| by_text(&head, &extension))
        .unwrap_or(Err(Found::Nothing))
        .map_err(|found| found.error(file))
}

/// What stands in the place of data.
#[derive(Clone, Copy)]
enum Found {
    Nothing,
    Empty,
    Utf16,
    WebPage,
    Xml,
    Packed,
    Grid,
    List,
}

impl Found {
    /// The words for it.
    fn error(self, file: &str) -> Error {
        let (found, advice) = match self {
            Self::Nothing => {
                return Error::UnknownFormat {
                    file: file.to_owned(),
                };
            }
            Self::Empty => ("an empty file", "get it again from its source"),
            Self::Utf16 => ("UTF-16 text", "save it as UTF-8"),
            Self::WebPage => (
                "a web page",
                "download the data itself, not the page about it",
            ),
            Self::Xml => ("XML, but not KML", "export it as GeoJSON or GeoPackage"),
            Self::Packed => ("a compressed file", "unpack it first, or give a zip"),
            Self::Grid => (
                "a grid of cells (TIFF)",
                "import depths of water with `jalon import depth`",
            ),
            Self::List => (
                "a JSON list, not GeoJSON",
                "wrap the features in a FeatureCollection",
            ),
        };
        Error::NotData {
            file: file.to_owned(),
            found,
            advice,
        }
    }
}

/// Formats with a signature.
fn by_magic(head: &[u8]) -> Option<Result<Format, Found>> {
    const SIGNATURES: [(&[u8], Result<Format, Found>); 13] = [
        (b"SQLite format 3\0", Ok(Format::GeoPackage)),
        (b"fgb", Ok(Format::FlatGeobuf)),
        (b"\x00\x00\x27\x0a", Ok(Format::Shapefile)),
        (b"\xff\xfe", Err(Found::Utf16)),
        (b"\xfe\xff", Err(Found::Utf16)),
        (b"\x1f\x8b", Err(Found::Packed)),
        (b"7z\xbc\xaf", Err(Found::Packed)),
        (b"\x28\xb5\x2f\xfd", Err(Found::Packed)),
        (b"Rar!", Err(Found::Packed)),
        (b"II*\0", Err(Found::Grid)),
        (b"MM\0*", Err(Found::Grid)),
        (b"II+\0", Err(Found::Grid)),
        (b"MM\0+", Err(Found::Grid)),
    ];
    if head.is_empty() {
        return Some(Err(Found::Empty));
    }
    SIGNATURES
        .into_iter()
        .find_map(|(magic, found)| head.starts_with(magic).then_some(found))
}

/// Formats of text, told by their first sign.
fn by_text(head: &[u8], extension: &str) -> Option<Result<Format, Found>> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = text.trim_ascii_start();
    let first = text.first().copied().unwrap_or(b' ');
    match first {
        b'{' if is_lines(extension) => Some(Ok(Format::GeoJsonLines)),
        b'{' => Some(Ok(Format::GeoJson)),
        b'\x1e' => Some(Ok(Format::GeoJsonLines)),
        b'[' if extension.ends_with("json") => Some(Err(Found::List)),
        b'<' => Some(by_markup(text)),
        _ if matches!(extension, "csv" | "tsv" | "txt") => Some(Ok(Format::Csv)),
        _ => by_extension(extension),
    }
}

/// A broken file of a known extension gets its reader's own message.
fn by_extension(extension: &str) -> Option<Result<Format, Found>> {
    match extension {
        "geojson" | "json" => Some(Ok(Format::GeoJson)),
        _ if is_lines(extension) => Some(Ok(Format::GeoJsonLines)),
        "gpkg" => Some(Ok(Format::GeoPackage)),
        "shp" => Some(Ok(Format::Shapefile)),
        "fgb" => Some(Ok(Format::FlatGeobuf)),
        "kml" => Some(Ok(Format::Kml)),
        _ => None,
    }
}

/// The extensions in use for one text a line.
fn is_lines(extension: &str) -> bool {
    matches!(
        extension,
        "geojsonl" | "geojsonseq" | "geojsons" | "ndjson" | "ndgeojson" | "jsonl"
    )
}

/// KML, a web page, or other XML.
fn by_markup(text: &[u8]) -> Result<Format, Found> {
    let text = String::from_utf8_lossy(text).to_ascii_lowercase();
    if text.contains("<kml") || text.contains(":kml") || text.contains("opengis.net/kml") {
        return Ok(Format::Kml);
    }
    if text.contains("<html") || text.contains("<!doctype html") {
        return Err(Found::WebPage);
    }
    Err(Found::Xml)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn found(name: &str, bytes: &[u8]) -> Result<Format, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        format_of(&path, name).map_err(|e| e.to_string())
    }

    #[test]
    fn content_wins_over_the_extension() {
        assert_eq!(
            found("a.csv", b" {\"type\":\"Point\"}"),
            Ok(Format::GeoJson)
        );
        assert_eq!(found("a.json", b"fgb\x03fgb\x00"), Ok(Format::FlatGeobuf));
        assert_eq!(found("a.bin", b"\xef\xbb\xbf{}"), Ok(Format::GeoJson));
        assert_eq!(found("a.xml", b"<?xml?><kml>"), Ok(Format::Kml));
        assert_eq!(found("a.dat", b"\x1e{}\n"), Ok(Format::GeoJsonLines));
    }

    #[test]
    fn what_is_not_data_is_named() {
        for (name, bytes, says) in [
            ("a.geojson", &b"<!DOCTYPE html><html>"[..], "a web page"),
            ("a.geojson", b"\xff\xfe{\0", "UTF-16"),
            ("a.geojson", b"", "an empty file"),
            ("a.geojson.gz", b"\x1f\x8b\x08", "a compressed file"),
            ("a.json", b"[[[", "a JSON list"),
            ("a.gml", b"<gml/>", "XML, but not KML"),
            ("a.bin", b"\x01\x02", "not a format that can be read"),
        ] {
            let error = found(name, bytes).unwrap_err();

            assert!(error.contains(says), "{error}");
            assert!(error.starts_with(name), "{error}");
        }
    }
}
