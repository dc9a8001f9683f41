//! Nested lists of positions, as GeoJSON and WKT write them, and the shapes they make.

use std::cell::Cell;

use geo_types::Coord;

use super::{FeatureFault, Limits, error::shown};
use crate::spatial::SourceGeometry;

/// A list of positions, however deep. Each list knows from its first item what it holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Nest {
    /// `[]`
    Empty,
    /// `[x, y]`
    Position(Coord<f64>),
    /// `[[x, y], …]`
    Positions(Vec<Coord<f64>>),
    /// Lists of lists.
    Lists(Vec<Nest>),
}

/// The kinds of shape that are made of one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Point,
    MultiPoint,
    LineString,
    MultiLineString,
    Polygon,
    MultiPolygon,
}

impl Kind {
    /// The kind of this name, in any case.
    pub(super) fn named(name: &str) -> Option<Self> {
        const KINDS: [(&str, Kind); 6] = [
            ("Point", Kind::Point),
            ("MultiPoint", Kind::MultiPoint),
            ("LineString", Kind::LineString),
            ("MultiLineString", Kind::MultiLineString),
            ("Polygon", Kind::Polygon),
            ("MultiPolygon", Kind::MultiPolygon),
        ];
        let same = |(known, _): &&(&str, Kind)| known.eq_ignore_ascii_case(name);
        KINDS.iter().find(same).map(|(_, kind)| *kind)
    }
}

/// Why a kind that is not of the six is not read.
pub(super) fn unread_kind(name: &str) -> FeatureFault {
    const CURVES: [&str; 6] = [
        "CircularString",
        "CompoundCurve",
        "CurvePolygon",
        "MultiCurve",
        "MultiSurface",
        "Curve",
    ];
    let curve = CURVES.iter().find(|c| c.eq_ignore_ascii_case(name));
    match curve {
        Some(kind) => FeatureFault::Curve { kind },
        None => FeatureFault::UnknownKind { kind: shown(name) },
    }
}

/// Counts the points and parts of one shape, so that none grows without end.
#[derive(Debug)]
pub(super) struct Tally {
    left: Cell<u64>,
    limit: u64,
}

impl Tally {
    /// Nothing counted yet.
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            left: Cell::new(limits.max_vertices_per_shape),
            limit: limits.max_vertices_per_shape,
        }
    }

    /// Counts one point or part.
    pub(super) fn one(&self) -> Result<(), FeatureFault> {
        self.many(1)
    }

    /// Counts points before they are read.
    pub(super) fn many(&self, count: u64) -> Result<(), FeatureFault> {
        let limit = self.limit;
        let left = self.left.get().checked_sub(count);
        self.left
            .set(left.ok_or(FeatureFault::TooManyVertices { limit })?);
        Ok(())
    }

    /// Counts a position and checks its numbers.
    pub(super) fn position(&self, x: f64, y: f64) -> Result<Coord<f64>, FeatureFault> {
        self.one()?;
        finite(x, y)
    }
}

/// A position of two finite numbers.
pub(super) fn finite(x: f64, y: f64) -> Result<Coord<f64>, FeatureFault> {
    if x.is_finite() && y.is_finite() {
        Ok(Coord { x, y })
    } else {
        Err(FeatureFault::NotFinite)
    }
}

/// The shape of a kind from its lists.
pub(super) fn shape(kind: Kind, nest: Nest) -> Result<SourceGeometry, FeatureFault> {
    use SourceGeometry::{Lines, Points, Polygons};
    let made = match kind {
        Kind::Point => position(&nest).map(Points),
        Kind::MultiPoint => positions(nest).map(Points),
        Kind::LineString => positions(nest).map(|line| Lines(unless_empty(line))),
        Kind::MultiLineString => each(nest, positions).map(Lines),
        Kind::Polygon => each(nest, positions).map(|rings| Polygons(unless_empty(rings))),
        Kind::MultiPolygon => each(nest, |rings| each(rings, positions)).map(Polygons),
    };
    made.ok_or_else(|| FeatureFault::Misshapen {
        kind: format!("{kind:?}"),
    })
}

/// A list of the one part, or of none when it is empty.
fn unless_empty<T>(part: Vec<T>) -> Vec<Vec<T>> {
    if part.is_empty() {
        Vec::new()
    } else {
        vec![part]
    }
}

fn position(nest: &Nest) -> Option<Vec<Coord<f64>>> {
    match nest {
        Nest::Position(at) => Some(vec![*at]),
        Nest::Empty => Some(Vec::new()),
        Nest::Positions(_) | Nest::Lists(_) => None,
    }
}

fn positions(nest: Nest) -> Option<Vec<Coord<f64>>> {
    match nest {
        Nest::Positions(list) => Some(list),
        Nest::Empty => Some(Vec::new()),
        Nest::Position(_) | Nest::Lists(_) => None,
    }
}

fn each<T>(nest: Nest, part: impl Fn(Nest) -> Option<T>) -> Option<Vec<T>> {
    match nest {
        Nest::Lists(lists) => lists.into_iter().map(part).collect(),
        Nest::Empty => Some(Vec::new()),
        Nest::Position(_) | Nest::Positions(_) => None,
    }
}

/// A collection as one shape, if all its members are of one kind.
pub(super) fn united(
    members: impl IntoIterator<Item = SourceGeometry>,
) -> Result<SourceGeometry, FeatureFault> {
    use SourceGeometry::{Lines, Points, Polygons};
    let mut members = members.into_iter();
    let Some(mut all) = members.next() else {
        return Ok(Points(Vec::new()));
    };
    for member in members {
        match (&mut all, member) {
            (Points(all), Points(more)) => all.extend(more),
            (Lines(all), Lines(more)) => all.extend(more),
            (Polygons(all), Polygons(more)) => all.extend(more),
            _ => return Err(FeatureFault::MixedCollection),
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Coord<f64> {
        Coord { x, y }
    }

    #[test]
    fn lists_that_do_not_fit_the_kind_are_named() {
        let ring = Nest::Positions(vec![at(0.0, 0.0), at(1.0, 0.0)]);

        let wrong = shape(Kind::Polygon, ring.clone());
        let right = shape(Kind::LineString, ring);

        assert_eq!(
            wrong.unwrap_err().to_string(),
            "the coordinates are not nested as a Polygon needs; export the file again"
        );
        assert!(matches!(right, Ok(SourceGeometry::Lines(lines)) if lines.len() == 1));
    }

    #[test]
    fn an_empty_list_is_an_empty_shape_of_its_kind() {
        for kind in ["Point", "LINESTRING", "polygon", "MultiPolygon"] {
            let made = shape(Kind::named(kind).unwrap(), Nest::Empty).unwrap();

            assert!(made.is_empty(), "{kind}");
        }
    }

    #[test]
    fn a_collection_of_one_kind_is_one_shape_and_a_mixed_one_is_refused() {
        let point = SourceGeometry::Points(vec![at(0.0, 0.0)]);
        let line = SourceGeometry::Lines(vec![vec![at(0.0, 0.0), at(1.0, 1.0)]]);

        let two = united([point.clone(), point.clone()]).unwrap();
        let mixed = united([point, line]);

        assert_eq!(two.coords().count(), 2);
        assert_eq!(mixed, Err(FeatureFault::MixedCollection));
    }

    #[test]
    fn the_tally_stops_at_the_limit_not_before() {
        let tally = Tally::new(Limits {
            max_vertices_per_shape: 2,
            ..Limits::default()
        });

        assert!(tally.position(0.0, 0.0).is_ok());
        assert!(tally.position(0.0, 0.0).is_ok());
        assert_eq!(
            tally.position(0.0, 0.0),
            Err(FeatureFault::TooManyVertices { limit: 2 })
        );
    }
}
