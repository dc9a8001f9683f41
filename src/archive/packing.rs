//! How the parts of an archive are packed, and unpacked within a limit.

use std::io::{self, Read, Write};

use super::{Error, Fault};

/// How bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstd,
}

impl Packing {
    /// The packing of this number in a PMTiles header.
    pub(super) fn of_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Plain),
            2 => Some(Self::Gzip),
            3 => Some(Self::Brotli),
            4 => Some(Self::Zstd),
            _ => None,
        }
    }

    /// What stands in `Content-Encoding`, if anything.
    #[must_use]
    pub fn encoding(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
            Self::Zstd => Some("zstd"),
        }
    }

    /// The bytes, unpacked, if they are no more than `most`: what is packed can claim to be a
    /// thousand times as long.
    ///
    /// # Errors
    /// A [`Fault`] at the place given.
    pub fn unpack(self, packed: &[u8], most: usize, place: &str) -> Result<Vec<u8>, Fault> {
        let cut = |what: io::Error| Fault::at(place, format!("it cannot be unpacked ({what})"));
        let mut rest = packed;
        let mut plain = Vec::new();
        let limit = most as u64 + 1;
        match self {
            Self::Plain => (&mut rest).take(limit).read_to_end(&mut plain),
            Self::Gzip => flate2::bufread::GzDecoder::new(&mut rest)
                .take(limit)
                .read_to_end(&mut plain),
            Self::Brotli => brotli::Decompressor::new(&mut rest, 4096)
                .take(limit)
                .read_to_end(&mut plain),
            Self::Zstd => zstd::Decoder::with_buffer(&mut rest)
                .and_then(|decoder| decoder.take(limit).read_to_end(&mut plain)),
        }
        .map_err(cut)?;
        if plain.len() > most {
            return Err(Fault::at(
                place,
                format!("it unpacks to more than {most} bytes"),
            ));
        }
        Ok(plain)
    }
}

/// The bytes packed as maps read them in a file, always to the same bytes.
///
/// # Errors
/// None that can be met: everything is written into memory.
pub fn gzip(plain: &[u8]) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::Io {
        file: "a tile".to_owned(),
        source,
    };
    let room = Vec::with_capacity(plain.len() / 2);
    let mut writer = flate2::write::GzEncoder::new(room, flate2::Compression::default());
    writer.write_all(plain).map_err(failed)?;
    writer.finish().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_as_it_went_in_and_no_longer_than_asked() {
        let plain = vec![7; 10_000];
        let packed = gzip(&plain).unwrap();

        assert_eq!(Packing::Gzip.unpack(&packed, 10_000, "x").unwrap(), plain);
        let refused = Packing::Gzip.unpack(&packed, 9_999, "tile 0/0/0");
        assert_eq!(
            refused.unwrap_err().to_string(),
            "at tile 0/0/0: it unpacks to more than 9999 bytes"
        );
    }

    #[test]
    fn what_is_cut_off_or_something_else_is_a_fault() {
        let packed = gzip(&[7; 100]).unwrap();

        assert!(Packing::Gzip.unpack(&packed[..20], 100, "x").is_err());
        for packing in [Packing::Gzip, Packing::Brotli, Packing::Zstd] {
            assert!(
                packing.unpack(b"hello, map", 100, "x").is_err(),
                "{packing:?}"
            );
        }
    }
}
