//! The `.shp` file: shapes, one record after the other.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    sync::atomic::Ordering::Relaxed,
};

use geo_types::Coord;

use super::rings;
use crate::{
    formats::{
        Error, FeatureFault, Format, Limits, Progress,
        nest::{Tally, finite},
        source::Found,
    },
    spatial::SourceGeometry,
};

/// Length of the file's header.
const HEADER: u64 = 100;

/// A shape as written, none, or why it is refused.
type Shape = Result<Option<SourceGeometry>, FeatureFault>;

/// The shapes that are still to be read.
pub(super) struct Shapes {
    input: BufReader<File>,
    at: u64,
    end: u64,
    content: Vec<u8>,
    progress: Progress,
    limits: Limits,
}

impl Shapes {
    /// Opens the file and checks its header against its length.
    pub(super) fn open(
        found: &Found,
        progress: &Progress,
        notes: &mut Vec<String>,
    ) -> Result<Self, Error> {
        let broken = |detail: String| Error::Broken {
            file: found.file.clone(),
            format: Format::Shapefile,
            place: "at its start".to_owned(),
            detail,
        };
        let mut input = BufReader::new(found.open()?);
        let mut header = [0; 100];
        input
            .read_exact(&mut header)
            .map_err(|_| broken("the .shp file is shorter than its header".to_owned()))?;
        if !header.starts_with(&[0, 0, 0x27, 0x0a]) {
            return Err(broken("the .shp file does not begin as one".to_owned()));
        }
        let said = 2 * u64::from(big(&header, 24));
        if said > found.bytes || said < HEADER {
            let held = found.bytes;
            return Err(broken(format!(
                "the header says {said} bytes and the file holds {held}"
            )));
        }
        if said < found.bytes {
            notes.push("bytes after the end that the .shp header names are not read".to_owned());
        }
        Ok(Self {
            input,
            at: HEADER,
            end: said,
            content: Vec::new(),
            progress: progress.clone(),
            limits: found.limits(),
        })
    }

    /// The next shape; an error is one of the file, a fault one of the record.
    pub(super) fn read(&mut self) -> io::Result<Option<Shape>> {
        let left = self.end - self.at;
        self.progress.done.store(self.at, Relaxed);
        if left < 8 {
            self.progress.done.store(self.progress.total, Relaxed);
            return Ok(None);
        }
        let mut header = [0; 8];
        self.input.read_exact(&mut header)?;
        let length = 2 * u64::from(big(&header, 4));
        if length > left - 8 {
            return Err(io::Error::other(format!(
                "the next shape says it has {length} bytes where {} are left",
                left - 8
            )));
        }
        self.at += 8 + length;
        if length > self.limits.max_record_bytes {
            self.input.seek(SeekFrom::Start(self.at))?;
            return Ok(Some(Err(FeatureFault::TooLong {
                limit: self.limits.max_record_bytes,
            })));
        }
        self.content.clear();
        (&mut self.input)
            .take(length)
            .read_to_end(&mut self.content)?;
        Ok(Some(shape(&self.content, self.limits)))
    }
}

/// A shape from the content of its record; heights and measures are dropped.
fn shape(content: &[u8], limits: Limits) -> Shape {
    let record = Content {
        bytes: content,
        tally: Tally::new(limits),
    };
    match record.number(0)? {
        0 => Ok(None),
        1 | 11 | 21 => Ok(Some(SourceGeometry::Points(record.points(4, 1)?))),
        8 | 18 | 28 => {
            let count = record.number(36)?;
            Ok(Some(SourceGeometry::Points(record.points(40, count)?)))
        }
        3 | 13 | 23 => Ok(Some(SourceGeometry::Lines(record.parts()?))),
        5 | 15 | 25 => {
            let polygons = rings::grouped(record.parts()?)?;
            Ok(Some(SourceGeometry::Polygons(polygons)))
        }
        31 => Err(FeatureFault::UnknownKind {
            kind: "MultiPatch".to_owned(),
        }),
        other => Err(FeatureFault::UnknownKind {
            kind: format!("number {other}"),
        }),
    }
}

/// The bytes of one record.
struct Content<'a> {
    bytes: &'a [u8],
    tally: Tally,
}

impl Content<'_> {
    fn number(&self, at: usize) -> Result<u32, FeatureFault> {
        let bytes = self.bytes.get(at..).and_then(<[u8]>::first_chunk);
        bytes
            .map(|bytes| u32::from_le_bytes(*bytes))
            .ok_or_else(too_short)
    }

    fn float(&self, at: usize) -> Result<f64, FeatureFault> {
        let bytes = self.bytes.get(at..).and_then(<[u8]>::first_chunk);
        bytes
            .map(|bytes| f64::from_le_bytes(*bytes))
            .ok_or_else(too_short)
    }

    /// So many positions from this byte on.
    fn points(&self, at: usize, count: u32) -> Result<Vec<Coord<f64>>, FeatureFault> {
        self.tally.many(count.into())?;
        let count = usize::try_from(count).map_err(|_| too_short())?;
        if self.bytes.len().saturating_sub(at) / 16 < count {
            return Err(too_short());
        }
        (0..count)
            .map(|i| finite(self.float(at + 16 * i)?, self.float(at + 16 * i + 8)?))
            .collect()
    }

    /// The lines or rings, cut where the list of parts says.
    fn parts(&self) -> Result<Vec<Vec<Coord<f64>>>, FeatureFault> {
        let (parts, points) = (self.number(36)?, self.number(40)?);
        self.tally.many(parts.into())?;
        let parts = usize::try_from(parts).map_err(|_| too_short())?;
        if self.bytes.len().saturating_sub(44) / 4 < parts {
            return Err(too_short());
        }
        let all = self.points(44 + 4 * parts, points)?;
        let starts = (0..parts).map(|i| self.number(44 + 4 * i));
        let ends = (1..parts).map(|i| self.number(44 + 4 * i));
        starts
            .zip(ends.chain([Ok(points)]))
            .map(|(start, end)| {
                let (start, end) = (index(start?), index(end?));
                let part = all
                    .get(start..end)
                    .ok_or_else(|| FeatureFault::malformed("its parts do not follow each other"))?;
                Ok(part.to_vec())
            })
            .collect()
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn too_short() -> FeatureFault {
    FeatureFault::malformed("its counts do not fit its length")
}

/// A big-endian number that is there: the caller gives an array.
fn big(bytes: &[u8], at: usize) -> u32 {
    let four = bytes.get(at..).and_then(<[u8]>::first_chunk);
    four.map_or(0, |four| u32::from_be_bytes(*four))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A polygon record from its parts' starts and its points.
    fn polygon(starts: &[u32], said: u32, points: &[(f64, f64)]) -> Vec<u8> {
        let mut bytes = 5u32.to_le_bytes().to_vec();
        bytes.extend([0; 32]);
        bytes.extend(u32::try_from(starts.len()).unwrap().to_le_bytes());
        bytes.extend(said.to_le_bytes());
        bytes.extend(starts.iter().flat_map(|s| s.to_le_bytes()));
        for (x, y) in points {
            bytes.extend(x.to_le_bytes());
            bytes.extend(y.to_le_bytes());
        }
        bytes
    }

    const TRIANGLE: [(f64, f64); 4] = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0)];

    #[test]
    fn counts_that_lie_are_faults() {
        for (record, says) in [
            (polygon(&[0], 5, &TRIANGLE), "do not fit its length"),
            (
                polygon(&[0], u32::MAX, &TRIANGLE),
                "more than 1000000 vertices",
            ),
            (polygon(&[3, 1], 4, &TRIANGLE), "do not follow each other"),
            (polygon(&[0, 9], 4, &TRIANGLE), "do not follow each other"),
            (vec![5, 0, 0], "do not fit its length"),
            (31u32.to_le_bytes().to_vec(), "MultiPatch"),
            (polygon(&[0], 4, &[(f64::NAN, 0.0); 4]), "not finite"),
        ] {
            let fault = shape(&record, Limits::default()).unwrap_err().to_string();

            assert!(fault.contains(says), "{fault}");
        }
    }

    #[test]
    fn a_null_shape_is_none_and_a_polygon_keeps_its_ring() {
        let null = shape(&[0; 4], Limits::default());
        let triangle = shape(&polygon(&[0], 4, &TRIANGLE), Limits::default());

        assert_eq!(null, Ok(None));
        assert_eq!(triangle.unwrap().unwrap().coords().count(), 4);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_shape_or_a_fault(
            kind in 0u8..32,
            tail in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let mut record = vec![kind, 0, 0, 0];
            record.extend(tail);
            let _ = shape(&record, Limits::default());
        }
    }
}
