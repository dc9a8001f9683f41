//! Walks one feature through the steps, from degrees to drawing commands.

use geo_types::{Coord, LineString, MultiLineString, MultiPoint, Polygon};
use prost::length_delimiter_len;

use super::{
    TileLayer, check, clip,
    clip::Place,
    commands,
    grid::{Detail, Grid, PIXEL_AREA_2, Part, Point, Ring, area_2},
    layer::SmallAreas,
    mvt::GeometryKind,
    repair, thin,
};
use crate::spatial::{Feature, Footprint, Shape, TileId};

/// One tile at one detail, to draw features on.
pub(super) struct Canvas {
    grid: Grid,
    small_areas: SmallAreas,
}

/// A feature as it is drawn on a tile.
pub(super) struct Stroke<'a> {
    pub(super) feature: &'a Feature,
    pub(super) kind: GeometryKind,
    pub(super) commands: Vec<u32>,
}

impl Stroke<'_> {
    /// Bytes of the commands in the tile.
    pub(super) fn geometry_bytes(&self) -> usize {
        let bytes = |&command: &u32| length_delimiter_len(command as usize);
        self.commands.iter().map(bytes).sum()
    }
}

/// What became of a feature.
pub(super) enum Outcome<T> {
    /// It is drawn.
    Drawn(T),
    /// It touches the tile but is under a pixel.
    TooSmall,
    /// It does not touch the tile.
    Outside,
}

/// What is drawn of a feature, in tile units.
pub(super) enum Marks {
    Points(Vec<Point>),
    Lines(Vec<Vec<Point>>),
    Area(Vec<Part>),
}

impl Marks {
    fn commands(&self) -> (GeometryKind, Vec<u32>) {
        match self {
            Self::Points(points) => (GeometryKind::Points, commands::of_points(points)),
            Self::Lines(lines) => (GeometryKind::Lines, commands::of_lines(lines)),
            Self::Area(parts) => (GeometryKind::Area, commands::of_area(parts)),
        }
    }
}

impl Canvas {
    pub(super) fn new(tile: TileId, detail: Detail, layer: TileLayer) -> Self {
        Self {
            grid: Grid::new(tile, detail),
            small_areas: layer.small_areas,
        }
    }

    pub(super) fn draw<'a>(&self, feature: &'a Feature) -> Outcome<Stroke<'a>> {
        match self.marks(feature) {
            Outcome::Drawn(marks) => {
                let (kind, commands) = marks.commands();
                Outcome::Drawn(Stroke {
                    feature,
                    kind,
                    commands,
                })
            }
            Outcome::TooSmall => Outcome::TooSmall,
            Outcome::Outside => Outcome::Outside,
        }
    }

    /// What a feature leaves on the tile and its buffer.
    pub(super) fn marks(&self, feature: &Feature) -> Outcome<Marks> {
        match &feature.shape {
            Shape::Points(points) => self.points(points),
            Shape::Lines(lines) => self.lines(lines),
            Shape::Area(footprint) => self.area(footprint),
        }
    }

    /// Every line and border of a feature, from end to end, borders closed: what is dashed must
    /// begin where it begins, not where a tile cuts it.
    pub(super) fn whole_lines(&self, shape: &Shape) -> Vec<Vec<Point>> {
        let lines = match shape {
            Shape::Points(_) => Vec::new(),
            Shape::Lines(lines) => self.thinned(lines),
            Shape::Area(footprint) => {
                let parts = footprint
                    .polygons()
                    .iter()
                    .map(|polygon| self.part(polygon));
                parts.flatten().map(closed).collect()
            }
        };
        lines.into_iter().filter(|line| line.len() > 1).collect()
    }

    fn points(&self, points: &MultiPoint<f64>) -> Outcome<Marks> {
        let snapped = points.iter().map(|point| self.grid.snap(point.0));
        let mut kept: Vec<Point> = snapped.filter(|&point| clip::holds(point)).collect();
        kept.sort_unstable_by_key(|point| (point.x, point.y));
        kept.dedup();
        drawn(!kept.is_empty(), || Marks::Points(kept))
    }

    /// Lines have no smallest size, so that one made of many short pieces does not fall apart;
    /// they go only when a single grid point is left of them.
    fn lines(&self, lines: &MultiLineString<f64>) -> Outcome<Marks> {
        let thinned = self.thinned(lines);
        if thinned.is_empty() {
            return Outcome::TooSmall;
        }
        let kept: Vec<_> = thinned.iter().flat_map(|line| on_window(line)).collect();
        drawn(!kept.is_empty(), || Marks::Lines(kept))
    }

    fn thinned(&self, lines: &MultiLineString<f64>) -> Vec<Vec<Point>> {
        let thinned = lines
            .iter()
            .map(|line| thin::line(self.snapped(line.coords())));
        thinned.filter(|line| !line.is_empty()).collect()
    }

    fn area(&self, footprint: &Footprint) -> Outcome<Marks> {
        let corners = self.grid.corners(footprint.bbox());
        let parts: Vec<Part> = footprint
            .polygons()
            .iter()
            .map(|polygon| self.part(polygon))
            .filter(|part| !part.is_empty())
            .collect();
        let whole: i128 = parts.iter().flatten().map(|ring| area_2(ring)).sum();
        if whole < PIXEL_AREA_2 {
            return self.small_area(corners);
        }
        let kept = valid(parts_on_window(visible(parts)));
        drawn(!kept.is_empty(), || Marks::Area(kept))
    }

    fn small_area(&self, [low, high]: [Point; 2]) -> Outcome<Marks> {
        let middle = Coord {
            x: i64::midpoint(low.x, high.x),
            y: i64::midpoint(low.y, high.y),
        };
        match self.small_areas {
            SmallAreas::Dropped => Outcome::TooSmall,
            SmallAreas::AsPoints => drawn(clip::holds(middle), || Marks::Points(vec![middle])),
        }
    }

    /// The shell and the holes that have any extent; empty when the shell has none.
    fn part(&self, polygon: &Polygon<f64>) -> Part {
        let shell = self.ring(polygon.exterior());
        if shell.is_empty() {
            return Part::new();
        }
        let holes = polygon.interiors().iter().map(|hole| self.ring(hole));
        std::iter::once(shell)
            .chain(holes.filter(|hole| !hole.is_empty()))
            .collect()
    }

    /// The ring backwards: counter-clockwise where north is up is clockwise where y goes down,
    /// and shells must be clockwise on the tile.
    fn ring(&self, ring: &LineString<f64>) -> Ring {
        thin::ring(self.snapped(ring.0.iter().skip(1).rev()))
    }

    fn snapped<'a>(
        &self,
        places: impl Iterator<Item = &'a Coord<f64>>,
    ) -> impl Iterator<Item = Point> {
        places.map(|&place| self.grid.snap(place))
    }
}

fn closed(mut ring: Ring) -> Ring {
    ring.extend(ring.first().copied());
    ring
}

fn drawn(is_on_tile: bool, marks: impl FnOnce() -> Marks) -> Outcome<Marks> {
    if is_on_tile {
        Outcome::Drawn(marks())
    } else {
        Outcome::Outside
    }
}

/// The parts and holes of a pixel or more; the largest part alone if none is, as together they are.
fn visible(mut parts: Vec<Part>) -> Vec<Part> {
    let shell_area = |part: &Part| part.first().map_or(0, |shell| area_2(shell));
    let largest = parts.iter().map(shell_area).max().unwrap_or(0);
    let least = largest.min(PIXEL_AREA_2);
    parts.retain(|part| shell_area(part) >= least);
    for part in &mut parts {
        let shell = part.first().cloned();
        part.retain(|ring| Some(ring) == shell.as_ref() || area_2(ring) <= -PIXEL_AREA_2);
    }
    parts
}

fn parts_on_window(parts: Vec<Part>) -> Vec<Part> {
    parts
        .into_iter()
        .map(part_on_window)
        .filter(|part| !part.is_empty())
        .collect()
}

fn part_on_window(part: Part) -> Part {
    match part.first().map(|shell| clip::place(shell)) {
        None | Some(Place::Outside) => return Part::new(),
        Some(Place::Inside) => return part,
        Some(Place::Across) => {}
    }
    let mut rings = part.iter().map(|ring| thin::ring(clip::ring(ring)));
    let Some(shell) = rings.next().filter(|shell| !shell.is_empty()) else {
        return Part::new();
    };
    std::iter::once(shell)
        .chain(rings.filter(|hole| !hole.is_empty()))
        .collect()
}

fn valid(parts: Vec<Part>) -> Vec<Part> {
    if check::is_plainly_valid(&parts) {
        parts
    } else {
        repair::repaired(&parts)
    }
}

/// The pieces of a line on the window.
fn on_window(line: &[Point]) -> Vec<Vec<Point>> {
    match clip::place(line) {
        Place::Inside => vec![line.to_vec()],
        Place::Outside => Vec::new(),
        Place::Across => clip::line(line)
            .into_iter()
            .map(thin::line)
            .filter(|piece| !piece.is_empty())
            .collect(),
    }
}
