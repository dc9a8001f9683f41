//! Shapes as well-known binary (OGC 06-103r4, section 8): what databases and GeoPackage files hold.
//!
//! Bytes of others are read with a bound on everything: no count is believed beyond the bytes
//! that are there, nothing nests. The `wkb` crate takes curve types for plain ones (it looks at
//! three bits of the type only) and its members at their word, so it is not used here.

use geo_types::{Coord, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

use super::{Footprint, InvalidShape, Shape, SourceGeometry};

/// Type codes, without the thousands that stand for Z and M.
const POINT: u32 = 1;
const LINE: u32 = 2;
const POLYGON: u32 = 3;
const MULTI_POINT: u32 = 4;
const MULTI_LINE: u32 = 5;
const MULTI_POLYGON: u32 = 6;
const COLLECTION: u32 = 7;
/// Bits by which PostGIS marks Z, M and a reference system.
const HAS_Z: u32 = 0x8000_0000;
const HAS_M: u32 = 0x4000_0000;
const HAS_SRID: u32 = 0x2000_0000;

/// Why bytes are not a shape.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum WkbError {
    /// The bytes end before the shape does.
    #[error("the shape's bytes end too early; the file is damaged, fetch it again")]
    TooShort,
    /// The shape ends before the bytes do.
    #[error("{count} bytes follow the shape; the file is damaged, fetch it again")]
    TooLong {
        /// How many.
        count: usize,
    },
    /// The first byte says neither big nor little endian.
    #[error("byte order {byte} is neither 0 nor 1; these bytes are not well-known binary")]
    ByteOrder {
        /// The byte.
        byte: u8,
    },
    /// A curve, a surface made of facets or a type nobody has defined.
    #[error(
        "shape type {code} (a curve or another special type) is not supported; convert it to lines or polygons first, for example with ogr2ogr -nlt CONVERT_TO_LINEAR"
    )]
    Type {
        /// The type as written.
        code: u32,
    },
    /// A collection of shapes of several kinds.
    #[error("a collection of shapes is not supported; split it into points, lines and polygons")]
    Collection,
    /// A member of a multiple shape is of another type than the whole.
    #[error("a shape of type {whole} holds one of type {member}; the file is damaged")]
    Member {
        /// Type of the whole.
        whole: u32,
        /// Type of the member.
        member: u32,
    },
    /// The area is not one that this service has written.
    #[error("the stored area is damaged; import its layer again")]
    Damaged(
        /// What is wrong with it.
        #[source]
        InvalidShape,
    ),
}

/// The shape in bytes from anywhere; Z and M are dropped, an empty shape has no parts.
///
/// # Errors
/// [`WkbError`] for bytes that are damaged or hold curves or collections.
///
/// ```
/// use jalon::spatial::{SourceGeometry, source_from_wkb};
/// let point = [&[1, 1, 0, 0, 0][..], &1.5_f64.to_le_bytes(), &43.5_f64.to_le_bytes()].concat();
/// assert_eq!(source_from_wkb(&point), Ok(SourceGeometry::Points(vec![(1.5, 43.5).into()])));
/// ```
pub fn source_from_wkb(bytes: &[u8]) -> Result<SourceGeometry, WkbError> {
    let mut reader = Reader { bytes };
    let head = reader.head()?;
    let source = match head.kind {
        POINT => SourceGeometry::Points(reader.point(head)?.into_iter().collect()),
        LINE => SourceGeometry::Lines(vec![reader.line(head)?]),
        POLYGON => SourceGeometry::Polygons(vec![reader.rings(head)?]),
        MULTI_POINT => {
            let points = reader.members(head, Reader::point)?;
            SourceGeometry::Points(points.into_iter().flatten().collect())
        }
        MULTI_LINE => SourceGeometry::Lines(reader.members(head, Reader::line)?),
        MULTI_POLYGON => SourceGeometry::Polygons(reader.members(head, Reader::rings)?),
        _ => return Err(WkbError::Collection),
    };
    match reader.bytes.len() {
        0 => Ok(source),
        count => Err(WkbError::TooLong { count }),
    }
}

impl Shape {
    /// The shape as little-endian, two-dimensional well-known binary, always of a multiple type.
    #[must_use]
    pub fn to_wkb(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self {
            Self::Points(points) => {
                write_head(&mut bytes, MULTI_POINT, points.0.len());
                for point in points {
                    write_type(&mut bytes, POINT);
                    write_coord(&mut bytes, point.0);
                }
            }
            Self::Lines(lines) => {
                write_head(&mut bytes, MULTI_LINE, lines.0.len());
                for line in lines {
                    write_type(&mut bytes, LINE);
                    write_line(&mut bytes, line);
                }
            }
            Self::Area(footprint) => return footprint.to_wkb(),
        }
        bytes
    }

    /// The shape that [`Shape::to_wkb`] wrote. Rings are not compared with each other again, so
    /// that a server is ready at once; use [`source_from_wkb`] for bytes of others.
    ///
    /// # Errors
    /// [`WkbError`] for bytes that are damaged.
    pub fn from_own_wkb(bytes: &[u8]) -> Result<Self, WkbError> {
        match source_from_wkb(bytes)? {
            SourceGeometry::Points(points) => {
                let points = points.into_iter().map(Point::from).collect();
                Ok(Self::Points(MultiPoint(points)))
            }
            SourceGeometry::Lines(lines) => {
                let lines = lines.into_iter().map(LineString).collect();
                Ok(Self::Lines(MultiLineString(lines)))
            }
            SourceGeometry::Polygons(polygons) => {
                let polygons: MultiPolygon<f64> = polygons
                    .into_iter()
                    .filter_map(|rings| {
                        let mut lines = rings.into_iter().map(LineString);
                        Some(Polygon::new(lines.next()?, lines.collect()))
                    })
                    .collect();
                Footprint::from_checked(polygons)
                    .map(Self::Area)
                    .map_err(WkbError::Damaged)
            }
        }
    }
}

impl Footprint {
    /// The area as little-endian, two-dimensional well-known binary: a multiple polygon.
    #[must_use]
    pub fn to_wkb(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_head(&mut bytes, MULTI_POLYGON, self.polygons().0.len());
        for polygon in self.polygons() {
            write_head(&mut bytes, POLYGON, 1 + polygon.interiors().len());
            write_line(&mut bytes, polygon.exterior());
            for hole in polygon.interiors() {
                write_line(&mut bytes, hole);
            }
        }
        bytes
    }
}

impl SourceGeometry {
    /// The shape as little-endian, two-dimensional well-known binary, always of a multiple type.
    /// Rings are written as they are.
    #[must_use]
    pub fn to_wkb(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self {
            Self::Points(points) => {
                write_head(&mut bytes, MULTI_POINT, points.len());
                for point in points {
                    write_type(&mut bytes, POINT);
                    write_coord(&mut bytes, *point);
                }
            }
            Self::Lines(lines) => {
                write_head(&mut bytes, MULTI_LINE, lines.len());
                for line in lines {
                    write_type(&mut bytes, LINE);
                    write_coords(&mut bytes, line);
                }
            }
            Self::Polygons(polygons) => {
                write_head(&mut bytes, MULTI_POLYGON, polygons.len());
                for rings in polygons {
                    write_rings(&mut bytes, rings);
                }
            }
        }
        bytes
    }
}

fn write_type(bytes: &mut Vec<u8>, kind: u32) {
    bytes.push(1);
    bytes.extend(kind.to_le_bytes());
}

fn write_head(bytes: &mut Vec<u8>, kind: u32, members: usize) {
    write_type(bytes, kind);
    write_count(bytes, members);
}

/// Counts fit: a shape holds at most [`super::MOST_POINTS`] points.
fn write_count(bytes: &mut Vec<u8>, count: usize) {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    bytes.extend(count.to_le_bytes());
}

fn write_line(bytes: &mut Vec<u8>, line: &LineString<f64>) {
    write_coords(bytes, &line.0);
}

fn write_rings(bytes: &mut Vec<u8>, rings: &[Vec<Coord<f64>>]) {
    write_head(bytes, POLYGON, rings.len());
    for ring in rings {
        write_coords(bytes, ring);
    }
}

fn write_coords(bytes: &mut Vec<u8>, coords: &[Coord<f64>]) {
    write_count(bytes, coords.len());
    for &coord in coords {
        write_coord(bytes, coord);
    }
}

fn write_coord(bytes: &mut Vec<u8>, coord: Coord<f64>) {
    bytes.extend(coord.x.to_le_bytes());
    bytes.extend(coord.y.to_le_bytes());
}

/// What stands before a shape.
#[derive(Clone, Copy)]
struct Head {
    big_endian: bool,
    kind: u32,
    /// Numbers to a point: 2, 3 or 4.
    ordinates: usize,
}

/// The bytes not read yet.
struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn head(&mut self) -> Result<Head, WkbError> {
        let [byte] = self.take()?;
        let big_endian = match byte {
            0 => true,
            1 => false,
            _ => return Err(WkbError::ByteOrder { byte }),
        };
        let code = self.number(big_endian)?;
        if code & HAS_SRID != 0 {
            self.number(big_endian)?;
        }
        let plain = code & !(HAS_Z | HAS_M | HAS_SRID);
        let (thousands, kind) = (plain / 1000, plain % 1000);
        if thousands > 3 || !(POINT..=COLLECTION).contains(&kind) {
            return Err(WkbError::Type { code });
        }
        let z = code & HAS_Z != 0 || matches!(thousands, 1 | 3);
        let m = code & HAS_M != 0 || matches!(thousands, 2 | 3);
        Ok(Head {
            big_endian,
            kind,
            ordinates: 2 + usize::from(z) + usize::from(m),
        })
    }

    /// The members of a multiple shape, each with its own head.
    fn members<T>(
        &mut self,
        whole: Head,
        read: impl Fn(&mut Self, Head) -> Result<T, WkbError>,
    ) -> Result<Vec<T>, WkbError> {
        const SHORTEST_MEMBER: usize = 9;
        let count = self.count(whole, SHORTEST_MEMBER)?;
        let mut members = Vec::with_capacity(count);
        for _ in 0..count {
            let head = self.head()?;
            if head.kind != whole.kind - 3 {
                return Err(WkbError::Member {
                    whole: whole.kind,
                    member: head.kind,
                });
            }
            members.push(read(self, head)?);
        }
        Ok(members)
    }

    fn rings(&mut self, head: Head) -> Result<Vec<Vec<Coord<f64>>>, WkbError> {
        const SHORTEST_RING: usize = 4;
        let count = self.count(head, SHORTEST_RING)?;
        let mut rings = Vec::with_capacity(count);
        for _ in 0..count {
            rings.push(self.line(head)?);
        }
        Ok(rings)
    }

    fn line(&mut self, head: Head) -> Result<Vec<Coord<f64>>, WkbError> {
        let count = self.count(head, head.ordinates * size_of::<f64>())?;
        // A list that grows as it is read takes up to twice the room, and shapes are most of what
        // the service holds.
        let mut line = Vec::with_capacity(count);
        for _ in 0..count {
            line.push(self.coord(head)?);
        }
        Ok(line)
    }

    /// The point, or `None` where both numbers are NaN: that is how an empty point is written.
    fn point(&mut self, head: Head) -> Result<Option<Coord<f64>>, WkbError> {
        let coord = self.coord(head)?;
        Ok(Some(coord).filter(|coord| !(coord.x.is_nan() && coord.y.is_nan())))
    }

    fn coord(&mut self, head: Head) -> Result<Coord<f64>, WkbError> {
        let x = self.ordinate(head.big_endian)?;
        let y = self.ordinate(head.big_endian)?;
        for _ in 2..head.ordinates {
            self.ordinate(head.big_endian)?;
        }
        Ok(Coord { x, y })
    }

    /// A count of things that take `shortest` bytes or more each, so that there can be no more
    /// of them than the bytes left allow.
    fn count(&mut self, head: Head, shortest: usize) -> Result<usize, WkbError> {
        let count = self.number(head.big_endian)?;
        usize::try_from(count)
            .ok()
            .filter(|count| *count <= self.bytes.len() / shortest)
            .ok_or(WkbError::TooShort)
    }

    fn number(&mut self, big_endian: bool) -> Result<u32, WkbError> {
        let bytes = self.take()?;
        Ok(if big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
    }

    fn ordinate(&mut self, big_endian: bool) -> Result<f64, WkbError> {
        let bytes = self.take()?;
        Ok(if big_endian {
            f64::from_be_bytes(bytes)
        } else {
            f64::from_le_bytes(bytes)
        })
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], WkbError> {
        let (front, rest) = self.bytes.split_first_chunk().ok_or(WkbError::TooShort)?;
        self.bytes = rest;
        Ok(*front)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
        (0..text.len()).step_by(2).map(digit).collect()
    }

    fn square() -> Footprint {
        let ring = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)];
        let hole = [(0.5, 0.5), (0.5, 1.0), (1.0, 1.0), (0.5, 0.5)];
        let polygon = Polygon::new(ring.to_vec().into(), vec![hole.to_vec().into()]);
        Footprint::new(polygon.into()).unwrap()
    }

    fn shapes() -> [Shape; 3] {
        let points = vec![(1.0, 2.0), (3.0, 4.0)];
        [
            Shape::Points(points.clone().into()),
            Shape::Lines(MultiLineString(vec![points.into()])),
            Shape::Area(square()),
        ]
    }

    #[test]
    fn what_is_written_is_read_back() {
        for shape in shapes() {
            assert_eq!(Shape::from_own_wkb(&shape.to_wkb()), Ok(shape));
        }
    }

    // The bytes are those of shapely 2.2 (GEOS 3.14).
    #[test]
    fn bytes_of_other_programs_are_read_and_z_is_dropped() {
        let big_endian_z = hex("00000003e93ff000000000000040000000000000004008000000000000");
        let extended = hex("0101000020e6100000000000000000f03f0000000000000040");
        let empty_point = hex("0101000000000000000000f87f000000000000f87f");
        let at_one_two = SourceGeometry::Points(vec![Coord { x: 1.0, y: 2.0 }]);

        assert_eq!(source_from_wkb(&big_endian_z).as_ref(), Ok(&at_one_two));
        assert_eq!(source_from_wkb(&extended).as_ref(), Ok(&at_one_two));
        assert!(source_from_wkb(&empty_point).unwrap().is_empty());
    }

    #[test]
    fn curves_and_collections_are_refused_by_name() {
        for code in 8..=17_u32 {
            let bytes = [&[1][..], &code.to_le_bytes(), &[0; 40]].concat();
            assert_eq!(source_from_wkb(&bytes), Err(WkbError::Type { code }));
        }
        let nested: Vec<u8> = [1, 7, 0, 0, 0, 1, 0, 0, 0].repeat(100_000);
        assert_eq!(source_from_wkb(&nested), Err(WkbError::Collection));
    }

    #[test]
    fn a_count_beyond_the_bytes_is_refused_before_memory_is_taken() {
        for kind in 2..=6_u32 {
            let bytes = [&[1][..], &kind.to_le_bytes(), &u32::MAX.to_le_bytes()].concat();
            assert_eq!(source_from_wkb(&bytes), Err(WkbError::TooShort));
        }
    }

    #[test]
    fn a_point_among_polygons_is_refused() {
        let mut bytes = Shape::Area(square()).to_wkb();
        bytes[10] = 1;

        let refused = source_from_wkb(&bytes);

        assert_eq!(
            refused,
            Err(WkbError::Member {
                whole: 6,
                member: 1
            })
        );
    }

    #[test]
    fn every_cut_of_good_bytes_is_refused() {
        for shape in shapes() {
            let bytes = shape.to_wkb();
            for end in 0..bytes.len() {
                assert!(source_from_wkb(&bytes[..end]).is_err());
            }
            let longer = [bytes.as_slice(), &[0]].concat();
            assert_eq!(
                source_from_wkb(&longer),
                Err(WkbError::TooLong { count: 1 })
            );
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            drop(source_from_wkb(&bytes));
        }

        #[test]
        fn no_change_of_a_byte_makes_it_panic(at in 0..150_usize, byte: u8) {
            for shape in shapes() {
                let mut bytes = shape.to_wkb();
                let at = at % bytes.len();
                bytes[at] = byte;
                drop(source_from_wkb(&bytes));
                drop(Shape::from_own_wkb(&bytes));
            }
        }
    }
}
