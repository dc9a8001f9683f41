//! FlatGeobuf 3: a header, an index that is passed over, and features one by one.
//!
//! The file is framed here and each part verified before it is looked at; the crate's own
//! reader takes memory as the file says, and trusts the lists inside a shape.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    sync::atomic::Ordering::Relaxed,
};

use flatgeobuf::{
    ColumnType, Geometry, GeometryType, Header, size_prefixed_root_as_feature,
    size_prefixed_root_as_header,
};
use geo_types::Coord;

use super::{
    DeclaredCrs, Error, FeatureFault, Format, Limits, Progress, Reading, Source,
    nest::{Tally, finite, united, unread_kind},
    source::Found,
};
use crate::spatial::{Properties, SourceFeature, SourceGeometry};

mod values;
pub(super) mod write;

use values::properties;

/// Longest header: thousands of columns with their descriptions.
const LONGEST_HEADER: u32 = 10 << 20;

/// Bytes of one node of the index.
const NODE: u64 = 40;

/// Opens a FlatGeobuf file.
pub(super) fn open(found: &Found) -> Result<Source, Error> {
    let broken = |detail: String| Error::Broken {
        file: found.file.clone(),
        format: Format::FlatGeobuf,
        place: "at its start".to_owned(),
        detail,
    };
    let mut input = BufReader::new(found.open()?);
    let bytes = header_bytes(&mut input).map_err(broken)?;
    let header = size_prefixed_root_as_header(&bytes).map_err(|e| broken(e.to_string()))?;
    let index = index_length(&header)
        .filter(|index| *index <= found.bytes)
        .ok_or_else(|| broken("its number of features does not fit its length".to_owned()))?;
    let at = 8 + bytes.len() as u64 + index;
    input
        .seek(SeekFrom::Start(at))
        .map_err(|e| Error::unreadable(&found.file, e))?;
    let progress = Progress::of(found.bytes);
    let count = Some(header.features_count()).filter(|count| *count > 0);
    let features = Features {
        input,
        at,
        kind: header.geometry_type(),
        columns: columns(header.columns()),
        buffer: Vec::new(),
        number: 0,
        count,
        file: found.file.clone(),
        progress: progress.clone(),
        limits: found.limits(),
    };
    let names = features.columns.iter().map(|(name, _)| name.clone());
    let names = names.collect();
    let mut source = Source::new(Format::FlatGeobuf, progress, Box::new(features));
    source.columns = names;
    source.total = count;
    source.crs = declared(&header);
    source.file_layer = header.name().map(str::to_owned);
    Ok(source)
}

/// The header with its length before it.
fn header_bytes(input: &mut impl Read) -> Result<Vec<u8>, String> {
    let short = |_: io::Error| "the file is shorter than its header".to_owned();
    let mut head = [0; 12];
    input.read_exact(&mut head).map_err(short)?;
    let [b'f', b'g', b'b', 0..=3, b'f', b'g', b'b', _, length @ ..] = head else {
        return Err("it does not begin as FlatGeobuf up to version 3 does".to_owned());
    };
    let said = u32::from_le_bytes(length);
    if said > LONGEST_HEADER {
        return Err(format!("its header says it has {said} bytes"));
    }
    let mut bytes = length.to_vec();
    input
        .take(said.into())
        .read_to_end(&mut bytes)
        .map_err(short)?;
    if (bytes.len() as u64) < 4 + u64::from(said) {
        return Err("the file is shorter than its header".to_owned());
    }
    Ok(bytes)
}

/// Bytes of the index, `None` where its numbers overflow.
fn index_length(header: &Header<'_>) -> Option<u64> {
    let (mut level, size) = (header.features_count(), u64::from(header.index_node_size()));
    if level == 0 || size < 2 {
        return Some(0);
    }
    let mut nodes = level;
    while level > 1 {
        level = level.div_ceil(size);
        nodes = nodes.checked_add(level)?;
    }
    // A single feature still has a root above it.
    let nodes = if header.features_count() == 1 {
        2
    } else {
        nodes
    };
    nodes.checked_mul(NODE)
}

type Column = (String, ColumnType);

fn columns<'a>(list: Option<impl IntoIterator<Item = flatgeobuf::Column<'a>>>) -> Vec<Column> {
    let columns = list.into_iter().flatten();
    columns
        .map(|column| (column.name().to_owned(), column.type_()))
        .collect()
}

fn declared(header: &Header<'_>) -> DeclaredCrs {
    let Some(crs) = header.crs() else {
        return DeclaredCrs::Undeclared;
    };
    let of_epsg = crs.org().is_none_or(|org| org.eq_ignore_ascii_case("epsg"));
    match (u32::try_from(crs.code()), crs.wkt()) {
        (Ok(code), _) if code > 0 && of_epsg => DeclaredCrs::Epsg(code),
        (_, Some(wkt)) if !wkt.is_empty() => DeclaredCrs::Wkt(wkt.to_owned()),
        _ => crs
            .code_string()
            .map_or(DeclaredCrs::Undeclared, DeclaredCrs::from_name),
    }
}

/// The features that are still to be read.
struct Features {
    input: BufReader<File>,
    at: u64,
    kind: GeometryType,
    columns: Vec<Column>,
    buffer: Vec<u8>,
    number: u64,
    count: Option<u64>,
    file: String,
    progress: Progress,
    limits: Limits,
}

impl Features {
    /// The length of the next feature, `None` at the end.
    fn length(&mut self) -> Result<Option<u32>, String> {
        self.progress.done.store(self.at, Relaxed);
        if self.count == Some(self.number) {
            return Ok(None);
        }
        let left = self.progress.total.saturating_sub(self.at);
        if left == 0 && self.count.is_none() {
            return Ok(None);
        }
        let mut length = [0; 4];
        self.input
            .read_exact(&mut length)
            .map_err(|_| "the file ends too early; it is truncated".to_owned())?;
        let length = u32::from_le_bytes(length);
        if u64::from(length) > left - 4 {
            return Err(format!(
                "the next feature says it has {length} bytes where {} are left",
                left - 4
            ));
        }
        self.at += 4 + u64::from(length);
        Ok(Some(length))
    }

    /// The next record; an error is one of the file, a fault one of the record.
    fn read(&mut self) -> Result<Option<Reading>, String> {
        let Some(length) = self.length()? else {
            return Ok(None);
        };
        self.number += 1;
        let record = if u64::from(length) > self.limits.max_record_bytes {
            self.input
                .seek(SeekFrom::Start(self.at))
                .map_err(|e| e.to_string())?;
            Err(FeatureFault::TooLong {
                limit: self.limits.max_record_bytes,
            })
        } else {
            self.buffer.clear();
            self.buffer.extend(length.to_le_bytes());
            let taken = (&mut self.input)
                .take(length.into())
                .read_to_end(&mut self.buffer);
            taken.map_err(|e| e.to_string())?;
            self.record()
        };
        let number = self.number;
        Ok(Some(match record {
            Ok((geometry, properties)) => Reading::Feature(SourceFeature {
                number,
                geometry,
                properties,
            }),
            Err(fault) => Reading::Refused { number, fault },
        }))
    }

    fn record(&self) -> Result<(Option<SourceGeometry>, Properties), FeatureFault> {
        let feature = size_prefixed_root_as_feature(&self.buffer)
            .map_err(|e| FeatureFault::malformed(e.to_string()))?;
        let shape = feature.geometry().map(|geometry| {
            let kind = match self.kind {
                GeometryType::Unknown => geometry.type_(),
                kind => kind,
            };
            let parts = Parts {
                tally: Tally::new(self.limits),
                limits: self.limits,
            };
            parts.shape(&geometry, kind, 0)
        });
        let own = feature.columns().map(|list| columns(Some(list)));
        let bytes = feature.properties().map(|list| list.bytes());
        let columns = own.as_ref().unwrap_or(&self.columns);
        let properties = properties(bytes.unwrap_or_default(), columns, self.limits)?;
        Ok((shape.transpose()?, properties))
    }
}

impl Iterator for Features {
    type Item = Result<Reading, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = self.read().map_err(|detail| Error::Broken {
            file: self.file.clone(),
            format: Format::FlatGeobuf,
            place: format!("after feature {}", self.number),
            detail,
        });
        read.transpose()
    }
}

/// Makes shapes of one feature's lists.
struct Parts {
    tally: Tally,
    limits: Limits,
}

impl Parts {
    fn shape(
        &self,
        geometry: &Geometry<'_>,
        kind: GeometryType,
        depth: u32,
    ) -> Result<SourceGeometry, FeatureFault> {
        use SourceGeometry::{Lines, Points, Polygons};
        if depth > self.limits.max_depth {
            return Err(FeatureFault::TooDeep {
                limit: self.limits.max_depth,
            });
        }
        match kind {
            GeometryType::Point | GeometryType::MultiPoint => self.points(geometry).map(Points),
            GeometryType::LineString | GeometryType::MultiLineString => {
                self.lines(geometry).map(Lines)
            }
            GeometryType::Polygon => Ok(Polygons(self.polygon(geometry)?)),
            GeometryType::MultiPolygon if geometry.parts().is_none() => {
                Ok(Polygons(self.polygon(geometry)?))
            }
            GeometryType::MultiPolygon => {
                let rings = |part| self.polygon(&part);
                let parts: Result<Vec<_>, _> =
                    geometry.parts().into_iter().flatten().map(rings).collect();
                Ok(Polygons(parts?.into_iter().flatten().collect()))
            }
            GeometryType::GeometryCollection => {
                let member = |part: Geometry<'_>| self.shape(&part, part.type_(), depth + 1);
                let members: Result<Vec<_>, _> =
                    geometry.parts().into_iter().flatten().map(member).collect();
                united(members?)
            }
            other => Err(unread_kind(other.variant_name().unwrap_or("unknown"))),
        }
    }

    /// No polygon without rings, or one with them all.
    fn polygon(&self, geometry: &Geometry<'_>) -> Result<Vec<Vec<Vec<Coord<f64>>>>, FeatureFault> {
        let rings = self.lines(geometry)?;
        Ok(if rings.is_empty() {
            Vec::new()
        } else {
            vec![rings]
        })
    }

    /// The positions cut where the list of ends says; one line where there is no list.
    fn lines(&self, geometry: &Geometry<'_>) -> Result<Vec<Vec<Coord<f64>>>, FeatureFault> {
        let points = self.points(geometry)?;
        let Some(ends) = geometry.ends().filter(|ends| ends.len() > 1) else {
            return Ok(if points.is_empty() {
                Vec::new()
            } else {
                vec![points]
            });
        };
        self.tally.many(ends.len() as u64)?;
        let mut start = 0;
        ends.iter()
            .map(|end| {
                let end = usize::try_from(end).unwrap_or(usize::MAX);
                let line = points
                    .get(start..end)
                    .ok_or_else(|| FeatureFault::malformed("its parts do not follow each other"))?;
                start = end;
                Ok(line.to_vec())
            })
            .collect()
    }

    fn points(&self, geometry: &Geometry<'_>) -> Result<Vec<Coord<f64>>, FeatureFault> {
        let Some(numbers) = geometry.xy() else {
            return Ok(Vec::new());
        };
        self.tally.many(1 + numbers.len() as u64 / 2)?;
        let (xs, ys) = (numbers.iter().step_by(2), numbers.iter().skip(1).step_by(2));
        let pairs = xs
            .zip(ys)
            .filter(|(x, y)| !(x.is_nan() && y.is_nan() && numbers.len() == 2));
        pairs.map(|(x, y)| finite(x, y)).collect()
    }
}

#[cfg(test)]
mod tests;
