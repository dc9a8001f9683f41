//! A valid polygonal shape in WGS 84: what every area, distance and tile starts from.

use std::sync::{Arc, OnceLock};

use geo::{BoundingRect, CoordsIter, Winding};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::{
    Bbox, ShapeFault, TileGrid, WorldArea, WorldPoint,
    outline::{Ring, Runs},
    validity,
};

/// A valid, non-empty area in WGS 84: finite degrees within range, simple closed rings,
/// shells counter-clockwise and holes clockwise (RFC 7946), holes inside their shell.
#[derive(Clone, Debug)]
pub struct Footprint {
    /// Shared: a record, its feature and a thread that scores it hold the same points.
    shared: Arc<Shared>,
    bbox: Bbox,
    /// Beside the box, not behind the points: tiles look at it before anything else.
    bounds_on_world: [WorldPoint; 2],
}

/// The head of an area: where its points are, and what is worked out of them once somebody asks.
#[derive(Debug)]
struct Shared {
    polygons: Arc<MultiPolygon<f64>>,
    runs: Runs,
    on_world: OnceLock<WorldArea>,
}

impl Shared {
    fn of(polygons: Arc<MultiPolygon<f64>>) -> Arc<Self> {
        Arc::new(Self {
            polygons,
            runs: Runs::default(),
            on_world: OnceLock::new(),
        })
    }
}

impl PartialEq for Footprint {
    fn eq(&self, other: &Self) -> bool {
        self.polygons() == other.polygons()
    }
}

/// Why polygons are not a footprint.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum InvalidShape {
    /// There is no polygon, or none with a point.
    #[error("the shape is empty")]
    Empty,
    /// A longitude or latitude is not a number or out of range.
    #[error(
        "a coordinate is outside longitude -180..180 or latitude -90..90; give the file's own reference system with --crs"
    )]
    OutOfRange,
    /// A rule of simple features is broken.
    #[error("the shape is not valid; mend it or correct it in the file")]
    NotSimple(
        /// The rule and the place.
        #[source]
        ShapeFault,
    ),
}

impl Footprint {
    /// Checks the polygons and turns their rings to the standard direction.
    ///
    /// # Errors
    /// [`InvalidShape`] names the first rule that is broken; nothing is mended here.
    pub fn new(polygons: MultiPolygon<f64>) -> Result<Self, InvalidShape> {
        box_in_degrees(&polygons)?;
        validity::check(&polygons).map_err(InvalidShape::NotSimple)?;
        Self::from_checked(polygons)
    }

    /// Polygons that [`validity::check`] has passed.
    pub(super) fn from_checked(polygons: MultiPolygon<f64>) -> Result<Self, InvalidShape> {
        let bbox = box_in_degrees(&polygons)?;
        Ok(Self {
            shared: Shared::of(Arc::new(oriented(polygons))),
            bbox,
            bounds_on_world: TileGrid::Mercator.bounds_of(bbox),
        })
    }

    /// The polygons, shells counter-clockwise.
    #[must_use]
    pub fn polygons(&self) -> &MultiPolygon<f64> {
        &self.shared.polygons
    }

    /// The same area under a head that lies in memory taken now; the points stay where they are.
    #[must_use]
    pub(crate) fn laid_out(&self) -> Self {
        Self {
            shared: Shared::of(self.shared.polygons.clone()),
            ..*self
        }
    }

    /// The rings, polygon by polygon, in runs with a box around each.
    pub(super) fn rings(&self) -> impl Iterator<Item = Ring<'_>> {
        self.shared.runs.rings(&self.shared.polygons)
    }

    /// The area in steps of the Mercator world, made when first asked for.
    #[must_use]
    pub fn on_world(&self) -> &WorldArea {
        let made = &self.shared.on_world;
        made.get_or_init(|| WorldArea::of(self, TileGrid::Mercator))
    }

    /// The north-west and the south-east corner of the box in steps of the Mercator world.
    #[must_use]
    pub fn bounds_on_world(&self) -> [WorldPoint; 2] {
        self.bounds_on_world
    }

    /// Number of corners of all rings, each ring's repeated last one counted too.
    #[must_use]
    pub fn corners(&self) -> usize {
        self.polygons().coords_count()
    }

    /// The box around the area.
    #[must_use]
    pub fn bbox(&self) -> Bbox {
        self.bbox
    }
}

/// The box around the polygons, if every coordinate is a place on Earth.
fn box_in_degrees(polygons: &MultiPolygon<f64>) -> Result<Bbox, InvalidShape> {
    let rect = polygons.bounding_rect().ok_or(InvalidShape::Empty)?;
    let everywhere = polygons
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        .flat_map(LineString::coords)
        .all(|&point| is_on_earth(point));
    if everywhere {
        Bbox::around([rect.min(), rect.max()]).ok_or(InvalidShape::Empty)
    } else {
        Err(InvalidShape::OutOfRange)
    }
}

/// Whether the point is a longitude and a latitude.
pub(super) fn is_on_earth(point: Coord<f64>) -> bool {
    point.x.abs() <= 180.0 && point.y.abs() <= 90.0
}

/// The same polygons with shells counter-clockwise and holes clockwise.
fn oriented(polygons: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let turned = polygons.into_iter().map(|polygon| {
        let (mut shell, mut holes) = polygon.into_inner();
        shell.make_ccw_winding();
        // What was read point by point has room for up to twice as many, and stays for years.
        shell.0.shrink_to_fit();
        for hole in &mut holes {
            hole.make_cw_winding();
            hole.0.shrink_to_fit();
        }
        holes.shrink_to_fit();
        Polygon::new(shell, holes)
    });
    turned.collect()
}
