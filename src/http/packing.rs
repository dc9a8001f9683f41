//! How a body travels: packed in a way that the client understands.

use std::{cell::RefCell, io::Write};

use axum::http::{HeaderMap, HeaderValue, header::ACCEPT_ENCODING};
use flate2::{Compress, FlushCompress, Status};

/// A way to pack a body, the smallest result first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Brotli,
    Zstd,
    Gzip,
    Plain,
}

const PACKED: [Packing; 3] = [Packing::Brotli, Packing::Zstd, Packing::Gzip];

/// Of 11: beyond it brotli takes many times as long to save a few hundredths.
const BROTLI_QUALITY: u32 = 5;
/// Of 24: brotli's window; no tile is longer than 2^20 bytes.
const BROTLI_WINDOW: u32 = 20;
/// Of 22.
const ZSTD_LEVEL: i32 = 6;
/// The largest window of gzip.
const GZIP_WINDOW_BITS: u8 = 15;
/// Room for its head and foot, and for the table of a small body.
const GZIP_FRAME: usize = 128;

impl Packing {
    /// What the client likes best of what we have, by RFC 9110, 12.5.3; plain if it says nothing.
    pub(super) fn accepted(headers: &HeaderMap) -> Self {
        let likes = Likes::read(headers);
        // Of equals the last is taken by `max_by`, so the smallest result comes last.
        let best = PACKED.into_iter().rev().max_by(|a, b| {
            let (a, b) = (likes.of(a.code()), likes.of(b.code()));
            a.total_cmp(&b)
        });
        best.filter(|best| likes.of(best.code()) > 0.0)
            .unwrap_or(Self::Plain)
    }

    /// Whether the client takes what is packed like this: `gzip`, `br` or `zstd`.
    pub(super) fn is_accepted(code: &str, headers: &HeaderMap) -> bool {
        Likes::read(headers).of(code) > 0.0
    }

    /// Its name in a header and in an `ETag`.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Zstd => "zstd",
            Self::Gzip => "gzip",
            Self::Plain => "identity",
        }
    }

    /// What stands in `Content-Encoding`, if anything.
    pub(super) fn header(self) -> Option<HeaderValue> {
        (self != Self::Plain).then(|| HeaderValue::from_static(self.code()))
    }

    /// The bytes, packed.
    ///
    /// # Errors
    /// None that can be met: everything is written into memory.
    pub(super) fn pack(self, plain: Vec<u8>) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Plain => Ok(plain),
            Self::Brotli => {
                let room = Vec::with_capacity(plain.len() / 2);
                let mut writer =
                    brotli::CompressorWriter::new(room, 1 << 16, BROTLI_QUALITY, BROTLI_WINDOW);
                writer.write_all(&plain)?;
                Ok(writer.into_inner())
            }
            Self::Zstd => zstd::bulk::compress(&plain, ZSTD_LEVEL),
            Self::Gzip => gzipped(&plain),
        }
    }
}

thread_local! {
    /// To begin anew takes a third of the time of making one, which is most of the time of a small tile.
    static GZIP: RefCell<Compress> =
        RefCell::new(Compress::new_gzip(flate2::Compression::default(), GZIP_WINDOW_BITS));
}

fn gzipped(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    GZIP.with_borrow_mut(|packer| {
        packer.reset();
        let mut packed = Vec::with_capacity(plain.len() / 2 + GZIP_FRAME);
        loop {
            let read = usize::try_from(packer.total_in()).map_err(std::io::Error::other)?;
            let rest = plain.get(read..).unwrap_or_default();
            let state = packer.compress_vec(rest, &mut packed, FlushCompress::Finish)?;
            if state == Status::StreamEnd {
                return Ok(packed);
            }
            packed.reserve(packed.capacity());
        }
    })
}

/// What `Accept-Encoding` says: names with how much each is liked, 0 to 1.
struct Likes<'a>(Vec<(&'a str, f32)>);

impl<'a> Likes<'a> {
    fn read(headers: &'a HeaderMap) -> Self {
        let told = headers.get_all(ACCEPT_ENCODING).into_iter();
        let told = told.filter_map(|value| value.to_str().ok());
        Self(told.flat_map(|text| text.split(',')).map(like).collect())
    }

    /// 0 for what is not named, unless `*` names all that is not.
    fn of(&self, code: &str) -> f32 {
        let named = |wanted: &str| {
            let mut all = self.0.iter();
            all.find(|(name, _)| name.eq_ignore_ascii_case(wanted))
        };
        named(code)
            .or_else(|| named("*"))
            .map_or(0.0, |(_, like)| *like)
    }
}

/// `br;q=0.8` as a name and a weight; 1 where there is none, 0 where it is no number.
fn like(item: &str) -> (&str, f32) {
    let mut parts = item.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.strip_prefix("q="));
    let weight = weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
    (name, weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(header: &'static str) -> Packing {
        let header = [(ACCEPT_ENCODING, HeaderValue::from_static(header))];
        Packing::accepted(&HeaderMap::from_iter(header))
    }

    #[test]
    fn a_client_gets_what_it_likes_best_and_of_equals_the_smallest() {
        assert_eq!(accepted("gzip, deflate, br, zstd"), Packing::Brotli);
        assert_eq!(accepted("gzip, zstd"), Packing::Zstd);
        assert_eq!(accepted("br;q=0.5, GZIP;q=0.8"), Packing::Gzip);
        assert_eq!(accepted("*"), Packing::Brotli);
        assert_eq!(accepted("br;q=0, *;q=0.1"), Packing::Zstd);
    }

    #[test]
    fn a_client_that_takes_nothing_packed_gets_it_plain() {
        assert_eq!(Packing::accepted(&HeaderMap::new()), Packing::Plain);
        for header in [
            "",
            "identity",
            "deflate",
            "gzip;q=0",
            "br;q=x",
            "gzip;q=NaN",
            ";;,,q=",
        ] {
            assert_eq!(accepted(header), Packing::Plain, "{header:?}");
        }
    }

    #[test]
    fn what_is_packed_comes_out_as_it_went_in() {
        let plain: Vec<u8> = (0_u8..100).flat_map(|at| [at; 400]).collect();
        let unpack = |packing: Packing| {
            let packed = packing.pack(plain.clone()).unwrap();
            let mut seen = Vec::new();
            let read: &mut dyn std::io::Read = match packing {
                Packing::Plain => &mut &*packed,
                Packing::Brotli => &mut brotli::Decompressor::new(&*packed, 4096),
                Packing::Zstd => &mut zstd::Decoder::new(&*packed).unwrap(),
                Packing::Gzip => &mut flate2::read::GzDecoder::new(&*packed),
            };
            read.read_to_end(&mut seen).unwrap();
            (seen, packed.len())
        };
        for packing in PACKED {
            let (seen, length) = unpack(packing);
            assert_eq!(seen, plain, "{packing:?}");
            assert!(length < plain.len(), "{packing:?}");
        }
        assert_eq!(unpack(Packing::Plain).0, plain);
    }
}
