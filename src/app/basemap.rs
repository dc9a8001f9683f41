//! A map to draw beneath ours: a PMTiles file on this machine or on object storage.

use std::{path::Path, sync::Arc};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{Error, remote_file::RemoteFile};
use crate::domain::hex;
use crate::{
    archive::{self, FileRanges, Packing, Ranges, Reader, TileKind, TilePlace},
    config::BasemapSettings,
    spatial::TileId,
};

/// Bytes of an unpacked tile at most.
const PLAIN_TILE_BYTES: usize = 16 * 1024 * 1024;

/// A map to draw beneath ours.
pub struct Basemap {
    reader: Reader,
    metadata: Map<String, Value>,
    edition: String,
}

impl Basemap {
    /// Opens the file that the settings name: a path, or an address of HTTP.
    ///
    /// # Errors
    /// When it cannot be read, is no PMTiles 3, or lies where the settings do not allow.
    pub fn open(settings: &BasemapSettings) -> Result<Self, Error> {
        let source = settings.source.as_str();
        let ranges: Arc<dyn Ranges> = if source.contains("://") {
            Arc::new(RemoteFile::open(settings)?)
        } else {
            Arc::new(FileRanges::open(Path::new(source))?)
        };
        let reader = Reader::open(ranges)?;
        let digest = Sha256::digest(format!("{} {:?}", reader.ranges().tag(), reader.header()));
        Ok(Self {
            metadata: reader.metadata()?,
            edition: hex(&digest[..16]),
            reader,
        })
    }

    /// Names the file's content.
    #[must_use]
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// What its tiles are.
    #[must_use]
    pub fn kind(&self) -> TileKind {
        self.reader.header().kind
    }

    /// How its tiles are packed.
    #[must_use]
    pub fn packing(&self) -> Packing {
        self.reader.header().tile_packing
    }

    /// Whose data it shows, as the map prints it, without HTML.
    #[must_use]
    pub fn attribution(&self) -> Option<String> {
        let text = self.metadata.get("attribution")?.as_str()?;
        let plain = without_html(text);
        (!plain.is_empty()).then_some(plain)
    }

    /// The file itself.
    #[must_use]
    pub fn file(&self) -> &Arc<dyn Ranges> {
        self.reader.ranges()
    }

    /// A tile as it is stored, or `None` where there is none.
    ///
    /// # Errors
    /// When the file cannot be read, or is broken there.
    pub fn tile(&self, tile: TileId) -> Result<Option<Vec<u8>>, Error> {
        let Some(place) = TilePlace::of(tile) else {
            return Ok(None);
        };
        Ok(self.reader.tile(place)?)
    }

    /// A stored tile, unpacked.
    ///
    /// # Errors
    /// When it is broken, or longer than 16 MiB.
    pub fn unpacked(&self, stored: &[u8]) -> Result<Vec<u8>, Error> {
        let unpacked = self.packing().unpack(stored, PLAIN_TILE_BYTES, "a tile");
        unpacked.map_err(|fault| {
            Error::Archive(archive::Error::Broken {
                file: self.file().name().to_owned(),
                fault,
            })
        })
    }

    /// The TileJSON 3.0 of its tiles, which are at an address with `{z}`, `{x}` and `{y}`.
    #[must_use]
    pub fn document(&self, address: &str) -> Value {
        let header = self.reader.header();
        let (lon, lat, zoom) = header.centre;
        let mut document = json!({
            "tilejson": "3.0.0",
            "tiles": [address],
            "scheme": "xyz",
            "bounds": header.bounds.to_array(),
            "center": [lon, lat, zoom],
            "minzoom": header.zooms.start(),
            "maxzoom": header.zooms.end(),
        });
        for name in ["name", "description", "attribution", "vector_layers"] {
            if let Some(told) = self.metadata.get(name) {
                document[name] = told.clone();
            }
        }
        document
    }

    /// First and last zoom.
    #[must_use]
    pub fn zooms(&self) -> (u8, u8) {
        let zooms = &self.reader.header().zooms;
        (*zooms.start(), *zooms.end())
    }
}

/// The text between tags: links of an attribution are shown as their words.
fn without_html(text: &str) -> String {
    let mut is_tag = false;
    let kept = text.chars().filter(|&c| {
        let was_tag = is_tag;
        is_tag = c == '<' || (is_tag && c != '>');
        !is_tag && !was_tag
    });
    let plain: String = kept.take(500).collect();
    let plain = plain
        .replace("&copy;", "©")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribution_loses_its_tags_and_keeps_its_words() {
        let told = "<a href=\"https://example.org/x\">&copy; Mapmakers</a> &amp; <b>City</b>";

        assert_eq!(without_html(told), "© Mapmakers & City");
        assert_eq!(without_html("<script>"), "");
    }
}
