//! Making shapes valid: what a drawing means, by rules that reports name.
//!
//! A ring holds what it winds around (non-zero winding, in whatever direction), a polygon is its
//! shell without its holes, several polygons are united. A shape that is valid already keeps
//! every coordinate; a mended one moves by less than a thousandth of a millimetre, unless only a coarser
//! grid makes it valid.

mod grid;
mod tangle;
mod tidy;

use std::collections::BTreeSet;

use geo_types::{Coord, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

use super::{
    Footprint, InvalidShape, MendRule, Shape, ShapeFault, SourceGeometry, footprint::is_on_earth,
    validity,
};
use grid::Grid;

/// Most points one shape may have; sources with more are cut into parts by their makers.
pub const MOST_POINTS: usize = 1_000_000;

/// Polygons as written: each a list of rings (the first is the shell), each a list of points.
pub(super) type Polygons = [Vec<Vec<Coord<f64>>>];

/// Why a shape cannot be made valid.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum Unmendable {
    /// There is no point in it.
    #[error("the shape is empty; give it points or leave the record out")]
    Empty,
    /// It has too many points.
    #[error("the shape has {points} points, more than {MOST_POINTS}; cut it into smaller parts")]
    TooLarge {
        /// How many it has.
        points: usize,
    },
    /// A coordinate is not a number.
    #[error("a coordinate is not a finite number; correct it in the file")]
    NotFinite,
    /// A coordinate is not a longitude and latitude.
    #[error(
        "coordinate {x}, {y} is outside longitude -180..180 or latitude -90..90; give the file's own reference system with --crs"
    )]
    OutOfRange {
        /// First ordinate.
        x: f64,
        /// Second ordinate.
        y: f64,
    },
    /// Nothing of it has any extent.
    #[error("the shape has no extent; draw it again")]
    NoExtent,
    /// Its edges cross or come close too often.
    #[error("the shape's edges cross too often to be mended; draw it again or cut it into parts")]
    TooTangled,
    /// What the rules make of it is still not valid.
    #[error("the shape cannot be made valid; draw it again")]
    StillInvalid(
        /// What is wrong with it.
        #[source]
        ShapeFault,
    ),
}

impl Footprint {
    /// The valid area that the polygons mean, with the rules that were needed; none for a shape
    /// that was valid. Rings need not be closed; points repeated in a row are left out.
    ///
    /// # Errors
    /// [`Unmendable`] says what to correct.
    ///
    /// ```
    /// use jalon::spatial::{Footprint, MendRule};
    /// let bow_tie = [(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)];
    /// let rings = vec![bow_tie.map(Into::into).to_vec()];
    /// let (footprint, rules) = Footprint::mended(&[rings]).unwrap();
    /// assert_eq!(rules, [MendRule::RingUncrossed]);
    /// assert_eq!(footprint.polygons().0.len(), 2);
    /// ```
    pub fn mended(polygons: &[Vec<Vec<Coord<f64>>>]) -> Result<(Self, Vec<MendRule>), Unmendable> {
        check_coords(polygons.iter().flatten().flatten(), is_on_earth)?;
        let (valid, rules) = mended(polygons)?;
        let footprint = Self::from_checked(valid).map_err(|fault| match fault {
            InvalidShape::NotSimple(fault) => Unmendable::StillInvalid(fault),
            InvalidShape::Empty | InvalidShape::OutOfRange => Unmendable::NoExtent,
        })?;
        Ok((footprint, rules))
    }
}

impl Shape {
    /// The valid shape that a source's shape means, with the rules that were needed.
    /// Lines without length are left out, points repeated in a row too.
    ///
    /// # Errors
    /// [`Unmendable`] says what to correct.
    pub fn mended(source: SourceGeometry) -> Result<(Self, Vec<MendRule>), Unmendable> {
        check_coords(source.coords(), is_on_earth)?;
        match source {
            SourceGeometry::Points(points) => {
                let points = points.into_iter().map(Point::from).collect();
                Ok((Self::Points(MultiPoint(points)), Vec::new()))
            }
            SourceGeometry::Lines(lines) => mended_lines(lines),
            SourceGeometry::Polygons(polygons) => {
                let (footprint, rules) = Footprint::mended(&polygons)?;
                Ok((Self::Area(footprint), rules))
            }
        }
    }
}

/// Lines of two different points or more.
fn mended_lines(lines: Vec<Vec<Coord<f64>>>) -> Result<(Shape, Vec<MendRule>), Unmendable> {
    let drawn = lines.iter().filter(|line| !line.is_empty()).count();
    let long: Vec<LineString<f64>> = lines
        .into_iter()
        .map(|mut line| {
            line.dedup();
            LineString(line)
        })
        .filter(|line| line.0.len() > 1)
        .collect();
    if long.is_empty() {
        return Err(Unmendable::NoExtent);
    }
    let rules = if long.len() < drawn {
        vec![MendRule::EmptyPartDropped]
    } else {
        Vec::new()
    };
    Ok((Shape::Lines(MultiLineString(long)), rules))
}

/// The valid shape on a plane of any unit.
pub(super) fn mended_on_plane(
    polygons: &Polygons,
) -> Result<(MultiPolygon<f64>, Vec<MendRule>), Unmendable> {
    check_coords(polygons.iter().flatten().flatten(), |_| true)?;
    mended(polygons)
}

/// Coordinates are few enough, finite, and in their range.
fn check_coords<'a>(
    coords: impl Iterator<Item = &'a Coord<f64>>,
    is_in_range: impl Fn(Coord<f64>) -> bool,
) -> Result<(), Unmendable> {
    let mut points = 0;
    for &Coord { x, y } in coords {
        points += 1;
        if !(x.is_finite() && y.is_finite()) {
            return Err(Unmendable::NotFinite);
        }
        if !is_in_range(Coord { x, y }) {
            return Err(Unmendable::OutOfRange { x, y });
        }
    }
    match points {
        0 => Err(Unmendable::Empty),
        _ if points > MOST_POINTS => Err(Unmendable::TooLarge { points }),
        _ => Ok(()),
    }
}

/// The mend of polygons whose coordinates are checked.
fn mended(polygons: &Polygons) -> Result<(MultiPolygon<f64>, Vec<MendRule>), Unmendable> {
    let mut rules = BTreeSet::new();
    let tidy = tidy::tidied(polygons, &mut rules);
    if tidy.is_empty() {
        return Err(Unmendable::NoExtent);
    }
    let drawn = multi_polygon(tidy);
    if validity::check(&drawn).is_ok() {
        return Ok((drawn, rules.into_iter().collect()));
    }
    tangle::check(&drawn)?;
    let mut fault = None;
    for grid in Grid::finest_first(&drawn) {
        let mended = grid.mended(&drawn, &mut rules);
        if mended.0.is_empty() {
            return Err(Unmendable::NoExtent);
        }
        match validity::check(&mended) {
            Ok(()) => return Ok((mended, rules.into_iter().collect())),
            Err(remaining) => fault = Some(remaining),
        }
    }
    Err(fault.map_or(Unmendable::NoExtent, Unmendable::StillInvalid))
}

fn multi_polygon(polygons: Vec<Vec<Vec<Coord<f64>>>>) -> MultiPolygon<f64> {
    polygons
        .into_iter()
        .filter_map(|rings| {
            let mut lines = rings.into_iter().map(LineString);
            Some(Polygon::new(lines.next()?, lines.collect()))
        })
        .collect()
}

#[cfg(test)]
mod tests;
