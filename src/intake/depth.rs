//! The intake of a depth grid: blocks of cells out, the report at the end.

use std::collections::BTreeMap;

use super::Error;
use crate::{
    domain::{
        BLOCK_SIDE, DepthBlock, Duplicates, ImportReport, LayerKind, Record, Speed, Tally, Water,
    },
    formats::{DeclaredCrs, GeoTiff},
    spatial::{Bbox, CellGrid, Crs},
};

/// Deeper water than this is no flood but another unit.
const DEEPEST_M: f32 = 100.0;
/// The speed that is taken where nobody gives one.
const ASSUMED_SPEED: Speed = Speed::Medium;

/// What is decided by the person who imports a grid.
#[derive(Clone, Debug)]
pub struct DepthPlan {
    /// Reference system given, for example `EPSG:2154`; it wins over the file's own.
    pub crs: Option<String>,
    /// How fast the water runs, everywhere; not beside a grid of speeds.
    pub speed: Option<Speed>,
    /// Where cells are expected; a grid outside is kept with a warning.
    pub territory: Option<Bbox>,
    /// Whether this is only a rehearsal.
    pub dry_run: bool,
}

/// First cell and size of a block, in columns and rows.
type Place = ((u32, u32), (u32, u32));

/// The intake of one grid.
pub struct DepthIntake {
    plan: DepthPlan,
    grid: CellGrid,
    depths: GeoTiff,
    speeds: Option<GeoTiff>,
    places: Box<dyn Iterator<Item = Place> + Send>,
    bbox: Bbox,
    no_data: u64,
}

impl DepthIntake {
    /// Checks the grid, and that the one of speeds has the same cells, before any cell is read.
    ///
    /// # Errors
    /// [`Error`] when the reference system is missing or wrong, or the two grids differ.
    pub fn new(plan: DepthPlan, depths: GeoTiff, speeds: Option<GeoTiff>) -> Result<Self, Error> {
        let grid = grid_of(&depths, plan.crs.as_deref())?;
        if let Some(speeds) = &speeds {
            if plan.speed.is_some() {
                return Err(fault(
                    &speeds.file,
                    "the speed of the water",
                    "given twice",
                    "one of --speed and --speed-grid",
                ));
            }
            check_same(&grid, speeds, plan.crs.as_deref())?;
        }
        let bbox = on_earth(&depths.file, &grid)?;
        Ok(Self {
            places: places(&depths),
            plan,
            grid,
            depths,
            speeds,
            bbox,
            no_data: 0,
        })
    }

    /// The next blocks, at most so many; none when the grid is at its end. Blocks without any
    /// data are left out.
    ///
    /// # Errors
    /// [`Error`] when the file cannot be read on or a cell cannot be; nothing may be kept then.
    pub fn next_records(&mut self, most: usize) -> Result<Vec<Record>, Error> {
        let mut records = Vec::new();
        while records.len() < most {
            let Some(place) = self.places.next() else {
                break;
            };
            records.extend(self.block(place)?.map(Record::DepthBlock));
        }
        Ok(records)
    }

    /// The report, once [`next_records`](Self::next_records) has given none.
    ///
    /// # Errors
    /// When not one cell holds a depth.
    pub fn finish(self) -> Result<ImportReport, Error> {
        let cells = u64::from(self.grid.columns) * u64::from(self.grid.rows);
        if self.no_data == cells {
            let found = format!("no data in all {cells}");
            return Err(fault(
                &self.depths.file,
                "its cells",
                found,
                "at least one depth",
            ));
        }
        let speed = match (&self.speeds, self.plan.speed) {
            (Some(speeds), _) => speeds.file.clone(),
            (None, speed) => format!("{} everywhere", speed.unwrap_or(ASSUMED_SPEED)),
        };
        let mapping = [
            ("depth".to_owned(), "band 1".to_owned()),
            ("speed".to_owned(), speed),
        ];
        Ok(ImportReport {
            warnings: self.warnings(cells),
            file: self.depths.file,
            file_layer: None,
            format: "GeoTIFF".to_owned(),
            crs: self.grid.crs,
            layer: LayerKind::Depth,
            dry_run: self.plan.dry_run,
            mapping: BTreeMap::from(mapping),
            columns_left_out: Vec::new(),
            tally: Tally {
                read: cells,
                accepted: cells,
                ..Tally::default()
            },
            mends: Vec::new(),
            refusals: Vec::new(),
            duplicates: Duplicates::default(),
        })
    }

    fn warnings(&self, cells: u64) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.no_data > 0 {
            warnings.push(format!(
                "{} of {cells} cells hold no data: what the water does there is unknown, not nil",
                self.no_data
            ));
        }
        if self.speeds.is_none() && self.plan.speed.is_none() {
            warnings.push(format!(
                "no speed of the water is given: {ASSUMED_SPEED} is taken everywhere; give --speed \
                 or --speed-grid"
            ));
        }
        let territory = self.plan.territory;
        if territory.is_some_and(|territory| !territory.intersects(&self.bbox)) {
            warnings.push(
                "the grid lies outside the territory; check the reference system and the file"
                    .to_owned(),
            );
        }
        warnings
    }

    /// The block at a place; `None` when it holds no data at all.
    fn block(&mut self, (first, size): Place) -> Result<Option<DepthBlock>, Error> {
        let depths = self.depths.window(first, size)?;
        let speeds = match &mut self.speeds {
            Some(speeds) => Some(speeds.window(first, size)?),
            None => None,
        };
        let mut cells = Vec::with_capacity(depths.len());
        for (at, depth_m) in depths.into_iter().enumerate() {
            let place = || cell_name(first, size.0, at);
            let depth_m = self.depth(depth_m, place)?;
            let speed = match &speeds {
                Some(speeds) => self.speed(depth_m, speeds[at], place)?,
                None => Some(self.plan.speed.unwrap_or(ASSUMED_SPEED)),
            };
            cells.push(Water { depth_m, speed });
        }
        let known = cells.iter().filter(|cell| cell.depth_m.is_some()).count();
        self.no_data += (cells.len() - known) as u64;
        if known == 0 {
            return Ok(None);
        }
        let bbox = self
            .grid
            .bbox(first, (first.0 + size.0, first.1 + size.1))?;
        let block = DepthBlock::new(self.grid.clone(), (first, size), bbox, &cells);
        block.map(Some).map_err(Error::Block)
    }

    fn depth(&self, depth_m: f32, place: impl Fn() -> String) -> Result<Option<f32>, Error> {
        match depth_m {
            unknown if unknown.is_nan() => Ok(None),
            // A depth of minus nought is none.
            depth_m if (0.0..=DEEPEST_M).contains(&depth_m) => Ok(Some(depth_m.abs())),
            depth_m => Err(fault(
                &self.depths.file,
                format!("the depth at {}", place()),
                format!("{depth_m} m"),
                "0 to 100 m, or the no-data value that the file declares (gdal_edit -a_nodata)",
            )),
        }
    }

    /// The class of speed of a cell; where there is no water it is not looked at.
    fn speed(
        &self,
        depth_m: Option<f32>,
        class: f32,
        place: impl Fn() -> String,
    ) -> Result<Option<Speed>, Error> {
        let classes = [(1.0, Speed::Slow), (2.0, Speed::Medium), (3.0, Speed::Fast)];
        let known = classes
            .into_iter()
            .find(|(number, _)| class.total_cmp(number).is_eq())
            .map(|(_, speed)| speed);
        let has_water = depth_m.is_some_and(|depth_m| depth_m > 0.0);
        if known.is_some() || class.is_nan() || !has_water {
            return Ok(known);
        }
        let file = self.speeds.as_ref().map_or("", |speeds| &speeds.file);
        Err(fault(
            file,
            format!("the class of speed at {}", place()),
            class.to_string(),
            "1 (slow), 2 (medium), 3 (fast) or no data",
        ))
    }
}

/// The cells with the system that was given, else the file's own.
fn grid_of(file: &GeoTiff, given: Option<&str>) -> Result<CellGrid, Error> {
    let crs = match (given, &file.crs) {
        (Some(name), _) => Crs::from_name(name)?,
        (None, DeclaredCrs::Epsg(code)) => Crs::from_epsg(*code).map_err(|_| {
            let allowed = "a code that is known with a projection that can be computed; give \
                           another one with --crs, or convert the file with gdalwarp";
            let found = format!("EPSG:{code}");
            fault(&file.file, "its reference system", found, allowed)
        })?,
        _ => {
            let allowed = "an EPSG code in its GeoKeys, or --crs EPSG:2154";
            return Err(fault(
                &file.file,
                "its reference system",
                "missing",
                allowed,
            ));
        }
    };
    Ok(CellGrid {
        crs: crs.name().to_owned(),
        origin: file.origin,
        step: file.step,
        columns: file.columns,
        rows: file.rows,
    })
}

/// The box around a grid whose corners can be where it says they are.
fn on_earth(file: &str, grid: &CellGrid) -> Result<Bbox, Error> {
    let crs = Crs::from_name(&grid.crs)?;
    let corners = [grid.corner(0, 0), grid.corner(grid.columns, grid.rows)];
    let in_degrees = |at: &geo_types::Coord<f64>| at.x.abs() <= 180.0 && at.y.abs() <= 90.0;
    let found = || {
        let [a, b] = corners;
        format!("{} to {}, {} to {}", a.x, b.x, a.y, b.y)
    };
    let key = format!("its extent in {}", grid.crs);
    if crs.is_geographic() && !corners.iter().all(in_degrees) {
        let allowed = "longitudes and latitudes; give the system of its numbers with --crs";
        return Err(fault(file, key, found(), allowed));
    }
    if !crs.is_geographic() && corners.iter().all(in_degrees) {
        let allowed = "metres; give --crs EPSG:4326 if they are degrees";
        return Err(fault(file, key, found(), allowed));
    }
    let bbox = grid.bbox((0, 0), (grid.columns, grid.rows));
    let fits = |bbox: &Bbox| Bbox::WORLD.grown(1.0, 1.0).contains(bbox.centre());
    match bbox {
        Ok(bbox) if fits(&bbox) => Ok(bbox),
        _ => Err(fault(file, key, found(), "places on Earth; check --crs")),
    }
}

fn check_same(grid: &CellGrid, speeds: &GeoTiff, given: Option<&str>) -> Result<(), Error> {
    /// Share of a cell by which two grids may be apart: rounding of what wrote them.
    const APART: f64 = 0.01;
    let other = grid_of(
        speeds,
        given
            .or(Some(&grid.crs))
            .filter(|_| given.is_some() || speeds.crs == DeclaredCrs::Undeclared),
    )?;
    let near = |a: geo_types::Coord<f64>, b: geo_types::Coord<f64>| {
        (a.x - b.x).abs() <= APART * grid.step.x.abs()
            && (a.y - b.y).abs() <= APART * grid.step.y.abs()
    };
    let end = |grid: &CellGrid| grid.corner(grid.columns, grid.rows);
    let same = grid.crs == other.crs
        && (grid.columns, grid.rows) == (other.columns, other.rows)
        && near(grid.origin, other.origin)
        && near(end(grid), end(&other));
    if same {
        return Ok(());
    }
    let words = |grid: &CellGrid| {
        format!(
            "{} by {} cells of {} by {} from {}, {} in {}",
            grid.columns,
            grid.rows,
            grid.step.x,
            grid.step.y,
            grid.origin.x,
            grid.origin.y,
            grid.crs
        )
    };
    let allowed = format!("the same as those of the depths: {}", words(grid));
    Err(fault(&speeds.file, "its cells", words(&other), allowed))
}

/// The blocks of a grid, in an order in which each strip or tile is read once.
fn places(file: &GeoTiff) -> Box<dyn Iterator<Item = Place> + Send> {
    let (columns, rows) = (file.columns, file.rows);
    // Small tiles are taken several at a time, so that blocks do not become small too.
    let whole_tiles = |side: u32| side * BLOCK_SIDE.div_ceil(side);
    let (wide, high) = if file.piece.0 >= columns {
        (columns, BLOCK_SIDE)
    } else {
        (whole_tiles(file.piece.0), whole_tiles(file.piece.1))
    };
    let steps = |from: u32, to: u32, step: u32| (from..to).step_by(step as usize);
    let regions = steps(0, rows, high)
        .flat_map(move |top| steps(0, columns, wide).map(move |left| (left, top)));
    Box::new(regions.flat_map(move |(left, top)| {
        let (right, bottom) = ((left + wide).min(columns), (top + high).min(rows));
        steps(top, bottom, BLOCK_SIDE).flat_map(move |row| {
            steps(left, right, BLOCK_SIDE).map(move |column| {
                let size = (BLOCK_SIDE.min(right - column), BLOCK_SIDE.min(bottom - row));
                ((column, row), size)
            })
        })
    }))
}

/// A cell as people count: from 1.
fn cell_name(first: (u32, u32), columns: u32, at: usize) -> String {
    let columns = columns as usize;
    let (column, row) = (
        first.0 as usize + at % columns,
        first.1 as usize + at / columns,
    );
    format!("column {}, row {}", column + 1, row + 1)
}

fn fault(
    file: &str,
    key: impl Into<String>,
    found: impl Into<String>,
    allowed: impl Into<String>,
) -> Error {
    Error::Source(crate::formats::Error::Grid {
        file: file.to_owned(),
        key: key.into(),
        found: found.into(),
        allowed: allowed.into(),
    })
}
