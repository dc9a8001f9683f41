//! Walks one feature through the steps, from degrees to drawing commands.

use geo_types::{Coord, MultiLineString, MultiPoint};

use super::{
    TileLayer, check, clip,
    clip::Place,
    commands,
    grid::{Detail, Grid, Part, Point, Ring},
    layer::SmallAreas,
    mvt::GeometryKind,
    repair, thin,
};
use crate::spatial::{Feature, Footprint, RingOnWorld, Shape, TileGrid, TileId, WorldArea};

/// One tile at one detail, to draw features on.
pub(super) struct Canvas {
    grid: Grid,
    small_areas: SmallAreas,
}

/// A feature as it is drawn on a tile.
pub(super) struct Stroke<'a, 'c> {
    pub(super) feature: &'a Feature,
    pub(super) kind: GeometryKind,
    /// Packed, as they stand in the tile.
    pub(super) commands: &'c [u8],
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

impl<T> Outcome<T> {
    fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        match self {
            Self::Drawn(drawn) => Outcome::Drawn(change(drawn)),
            Self::TooSmall => Outcome::TooSmall,
            Self::Outside => Outcome::Outside,
        }
    }
}

/// What is drawn of a feature, in tile units.
pub(super) enum Marks {
    Points(Vec<Point>),
    Lines(Vec<Vec<Point>>),
    Area(Vec<Part>),
}

impl Marks {
    fn write(&self, to: &mut Vec<u8>) -> GeometryKind {
        match self {
            Self::Points(points) => {
                commands::of_points(points, to);
                GeometryKind::Points
            }
            Self::Lines(lines) => {
                commands::of_lines(lines, to);
                GeometryKind::Lines
            }
            Self::Area(parts) => {
                commands::of_area(parts, to);
                GeometryKind::Area
            }
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

    /// Draws into a buffer, in the place of what it held: a tile has thousands of features, and
    /// memory asked for each would take longer than many a drawing.
    pub(super) fn draw<'a, 'c>(
        &self,
        feature: &'a Feature,
        into: &'c mut Vec<u8>,
    ) -> Outcome<Stroke<'a, 'c>> {
        into.clear();
        let drawn = self.write(&feature.shape, into);
        drawn.map(|kind| Stroke {
            feature,
            kind,
            commands: into,
        })
    }

    fn write(&self, shape: &Shape, to: &mut Vec<u8>) -> Outcome<GeometryKind> {
        let whole = self.whole_area(shape);
        if whole.is_some_and(|whole| self.write_kept(whole, to)) {
            return Outcome::Drawn(GeometryKind::Area);
        }
        let drawn = self.marks(shape).map(|marks| marks.write(to));
        if let (Some(whole), Outcome::Drawn(GeometryKind::Area)) = (whole, &drawn) {
            self.keep(whole, to);
        }
        drawn
    }

    /// An area that the tile does not cut, with the north-west corner of its box: it looks the same on
    /// every tile of the zoom.
    fn whole_area<'a>(&self, shape: &'a Shape) -> Option<(&'a WorldArea, Point)> {
        let Shape::Area(footprint) = shape else {
            return None;
        };
        let corners = self.grid.corners_of(footprint);
        let is_whole =
            self.grid.world() == TileGrid::Mercator && clip::place(&corners) == Place::Inside;
        is_whole.then(|| (footprint.on_world(), corners[0]))
    }

    /// Whether the area had been drawn before.
    fn write_kept(&self, (area, corner): (&WorldArea, Point), to: &mut Vec<u8>) -> bool {
        let written = area.with_drawing(self.grid.way_of_drawing(), |kept| {
            commands::moved(kept, corner, to)
        });
        written.flatten().is_some()
    }

    fn keep(&self, (area, corner): (&WorldArea, Point), commands: &[u8]) {
        let mut drawing = Vec::new();
        if commands::moved(commands, -corner, &mut drawing).is_some() {
            area.keep_drawing(self.grid.way_of_drawing(), drawing);
        }
    }

    /// What a shape leaves on the tile and its buffer.
    pub(super) fn marks(&self, shape: &Shape) -> Outcome<Marks> {
        match shape {
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
            Shape::Area(footprint) => self.on_world(footprint, |area| {
                let rings = area.rings();
                let thinned = rings.map(|ring| thin::far_ring(self.snapped_corners(ring)));
                thinned.map(closed).collect()
            }),
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
        let corners = self.grid.corners_of(footprint);
        let place = clip::place(&corners);
        if place == Place::Outside {
            return Outcome::Outside;
        }
        self.on_world(footprint, |area| match self.parts(area, place) {
            Some(kept) => drawn(!kept.is_empty(), || Marks::Area(kept)),
            None => self.small_area(corners),
        })
    }

    /// What is drawn of an area; `None` when it is under a pixel or has no extent.
    fn parts(&self, area: &WorldArea, place: Place) -> Option<Vec<Part>> {
        let pixel = self.grid.pixel_area();
        if area.size() < pixel {
            return None;
        }
        let rings = visible(area, pixel);
        let parts = parts(rings.map(|ring| (ring.is_shell, self.ring(ring, place))));
        if parts.is_empty() && self.is_flat(area) {
            return None;
        }
        Some(match place {
            Place::Inside => self.valid_whole(area, parts),
            Place::Across | Place::Outside => valid(parts),
        })
    }

    /// The parts of an area that is not cut, made valid. They are the same on every tile of a zoom, so
    /// what was found valid once is not looked at again.
    fn valid_whole(&self, area: &WorldArea, parts: Vec<Part>) -> Vec<Part> {
        let way = self.grid.way_of_drawing();
        if area.is_proven(way) {
            parts
        } else if check::is_plainly_valid(&parts) {
            area.prove(way);
            parts
        } else {
            repair::repaired(&parts)
        }
    }

    fn on_world<T>(&self, footprint: &Footprint, look: impl FnOnce(&WorldArea) -> T) -> T {
        match self.grid.world() {
            TileGrid::Mercator => look(footprint.on_world()),
            grid @ TileGrid::Degrees => look(&WorldArea::of(footprint, grid)),
        }
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

    /// The ring on the window, without idle points; empty when nothing of it has any extent.
    fn ring(&self, ring: RingOnWorld, place: Place) -> Ring {
        if place == Place::Inside {
            return thin::ring(self.snapped_corners(ring));
        }
        let snapped: Ring = self.snapped_corners(ring).collect();
        match clip::place(&snapped) {
            Place::Inside => thin::ring(snapped),
            Place::Outside => Ring::new(),
            Place::Across => thin::ring(clip::ring(&snapped)),
        }
    }

    /// Whether snapping left no extent of any ring, wherever it lies: a wall seen from afar.
    fn is_flat(&self, area: &WorldArea) -> bool {
        area.rings()
            .all(|ring| thin::far_ring(self.snapped_corners(ring)).is_empty())
    }

    fn snapped_corners(&self, ring: RingOnWorld) -> impl Iterator<Item = Point> {
        ring.corners.map(|corner| self.grid.nearest(corner))
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

/// The shells and holes of a pixel or more; the largest shell if none is, as together they are.
fn visible(area: &WorldArea, pixel: f64) -> impl Iterator<Item = RingOnWorld<'_>> {
    let shells = area.rings().filter(|ring| ring.is_shell);
    let largest = shells.map(|shell| shell.area).fold(0.0, f64::max);
    let least = pixel.min(largest);
    let mut is_in_sight = false;
    area.rings().filter(move |ring| {
        if ring.is_shell {
            is_in_sight = ring.area >= least;
            is_in_sight
        } else {
            is_in_sight && ring.area >= pixel
        }
    })
}

/// Shells with their holes; those without any extent are left out, a shell with its holes.
fn parts(rings: impl Iterator<Item = (bool, Ring)>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut has_shell = false;
    for (is_shell, ring) in rings {
        let has_extent = !ring.is_empty();
        if is_shell {
            has_shell = has_extent;
            parts.extend(has_extent.then(|| vec![ring]));
        } else if has_shell
            && has_extent
            && let Some(part) = parts.last_mut()
        {
            part.push(ring);
        }
    }
    parts
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
