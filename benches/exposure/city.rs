//! The seeded city: flood zones along invented rivers and scattered between them, and settlements.
//!
//! Both are written as the store holds them, as our own well-known binary; each record is its
//! length (4 bytes, little-endian), its class (1 byte, 0 for a settlement), and its shape.

use std::{
    f64::consts::TAU,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use geo_types::{Coord, LineString, Polygon};
use jalon::spatial::{Footprint, Shape};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Number of classes, the worst last.
pub(crate) const CLASSES: usize = 5;
/// Number of zones.
pub(crate) const ZONES: u32 = 200_000;
/// Settlements on file; a case reads as many of them as it needs.
pub(crate) const SETTLEMENTS: u32 = 100_000;
/// Another city needs another number here, so that no old file is taken for it.
const SEED: u64 = 31;
/// Records to a page, as many as the service reads from its store at a time.
pub(crate) const PAGE: usize = 5_000;

const WEST: f64 = 1.20;
const EAST: f64 = 1.70;
const SOUTH: f64 = 43.45;
const NORTH: f64 = 43.80;
/// Metres to a degree of latitude here; a degree of longitude is 0.724 of it.
const DEGREE_M: f64 = 111_100.0;
const COS: f64 = 0.724;
const RIVERS: u32 = 8;
const HECTARE_M2: f64 = 10_000.0;

/// Where the two files are.
pub(crate) struct City {
    /// Flood zones.
    pub(crate) zones: PathBuf,
    /// Settlements.
    pub(crate) settlements: PathBuf,
}

/// A record of one of the files.
pub(crate) struct Drawn {
    /// 1 to [`CLASSES`]; 0 for a settlement.
    pub(crate) class: u8,
    /// Its shape, as the store holds it.
    pub(crate) wkb: Vec<u8>,
}

impl City {
    /// The files of this folder, written if they are not there yet.
    pub(crate) fn in_folder(folder: &Path) -> io::Result<Self> {
        let file = |name: &str| folder.join(format!("{name}-{SEED}.bin"));
        let city = Self {
            zones: file("flood-zones"),
            settlements: file("settlements"),
        };
        fs::create_dir_all(folder)?;
        let mut random = ChaCha8Rng::seed_from_u64(SEED);
        write(&city.zones, ZONES, || zone(&mut random))?;
        let mut random = ChaCha8Rng::seed_from_u64(SEED + 1);
        write(&city.settlements, SETTLEMENTS, || settlement(&mut random))?;
        Ok(city)
    }
}

/// Reads up to `most` records, a page at a time.
pub(crate) fn pages(path: &Path, most: usize) -> io::Result<impl Iterator<Item = Vec<Drawn>>> {
    let mut file = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut left = most;
    let mut record = move || {
        left = left.checked_sub(1)?;
        let mut head = [0; 5];
        file.read_exact(&mut head).ok()?;
        let [a, b, c, d, class] = head;
        let mut wkb = vec![0; usize::try_from(u32::from_le_bytes([a, b, c, d])).ok()?];
        file.read_exact(&mut wkb).ok()?;
        Some(Drawn { class, wkb })
    };
    Ok(std::iter::from_fn(move || {
        let page: Vec<Drawn> = std::iter::from_fn(&mut record).take(PAGE).collect();
        (!page.is_empty()).then_some(page)
    }))
}

/// Writes a whole file or none.
fn write(
    path: &Path,
    records: u32,
    mut draw: impl FnMut() -> (u8, Polygon<f64>),
) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let unfinished = path.with_extension("unfinished");
    let mut file = BufWriter::new(File::create(&unfinished)?);
    for _ in 0..records {
        let (class, shape) = draw();
        let shape = Footprint::new(shape.into()).map_err(io::Error::other)?;
        let wkb = Shape::Area(shape).to_wkb();
        let length = u32::try_from(wkb.len()).map_err(io::Error::other)?;
        file.write_all(&length.to_le_bytes())?;
        file.write_all(&[class])?;
        file.write_all(&wkb)?;
    }
    file.flush()?;
    fs::rename(unfinished, path)
}

/// A zone of one of five classes: half of them lie along rivers, half anywhere. Large zones have
/// more corners; one large zone in ten has an island that stays dry.
fn zone(random: &mut ChaCha8Rng) -> (u8, Polygon<f64>) {
    let corners = corners_of_zone(random);
    let middle = if random.random_bool(0.5) {
        along_a_river(random)
    } else {
        anywhere(random)
    };
    let radius_m = 30.0 * (f64::from(corners) / 60.0).powf(0.75) * (0.8 * normal(random)).exp();
    let blob = Blob::new(middle, radius_m, 4.0, random);
    let class = random.random_range(1..=5);
    if corners < 100 || random.random_bool(0.9) {
        return (class, Polygon::new(blob.ring(corners, 1.0, random), vec![]));
    }
    let island = corners / 4;
    let shell = blob.ring(corners - island, 1.0, random);
    let hole = blob.ring(island, 0.4, random);
    (class, Polygon::new(shell, vec![hole]))
}

/// 20 to 400, 80 on average, more often few than many.
fn corners_of_zone(random: &mut ChaCha8Rng) -> u32 {
    loop {
        let more = -60.8 * (1.0 - random.random::<f64>()).ln();
        if more <= 380.0 {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "0 to 380"
            )]
            return 20 + more.round() as u32;
        }
    }
}

/// A settlement anywhere, 0.1 to 5 ha, more often small than large, with 5 to 40 corners.
fn settlement(random: &mut ChaCha8Rng) -> (u8, Polygon<f64>) {
    let corners = random.random_range(5..=40);
    let area_m2 = 0.1 * HECTARE_M2 * 50.0_f64.powf(random.random::<f64>());
    let blob = Blob::new(anywhere(random), (area_m2 / TAU * 2.0).sqrt(), 2.0, random);
    (0, Polygon::new(blob.ring(corners, 1.0, random), vec![]))
}

fn anywhere(random: &mut ChaCha8Rng) -> Coord<f64> {
    Coord {
        x: random.random_range(WEST..EAST),
        y: random.random_range(SOUTH..NORTH),
    }
}

/// A place within some hundred metres of a river that bends through the whole city.
fn along_a_river(random: &mut ChaCha8Rng) -> Coord<f64> {
    let river = random.random_range(0..RIVERS);
    let (course, number) = (random.random::<f64>(), f64::from(river));
    let bend = 0.02 * (TAU * (3.0 * course + 0.37 * number)).sin()
        + 0.005 * (TAU * (11.0 * course + 0.61 * number)).sin();
    let across = (number + 0.5) / f64::from(RIVERS);
    let aside = 400.0 / DEGREE_M * normal(random);
    let place = if river % 2 == 0 {
        Coord {
            x: WEST + (EAST - WEST) * across + bend + aside / COS,
            y: SOUTH + (NORTH - SOUTH) * course,
        }
    } else {
        Coord {
            x: WEST + (EAST - WEST) * course,
            y: SOUTH + (NORTH - SOUTH) * across + bend + aside,
        }
    };
    Coord {
        x: place.x.clamp(WEST, EAST),
        y: place.y.clamp(SOUTH, NORTH),
    }
}

/// A number of the normal distribution (Box and Muller 1958).
fn normal(random: &mut ChaCha8Rng) -> f64 {
    let (a, b): (f64, f64) = (1.0 - random.random::<f64>(), random.random());
    (-2.0 * a.ln()).sqrt() * (TAU * b).cos()
}

/// A wavy outline around a middle, stretched one way; rings of the same blob lie in one another.
struct Blob {
    middle: Coord<f64>,
    radius_m: f64,
    stretch: f64,
    turn: f64,
    waves: [f64; 2],
}

impl Blob {
    fn new(middle: Coord<f64>, radius_m: f64, most_stretch: f64, random: &mut ChaCha8Rng) -> Self {
        Self {
            middle,
            radius_m,
            stretch: random.random_range(1.0..most_stretch).sqrt(),
            turn: random.random_range(0.0..TAU),
            waves: [random.random_range(0.0..TAU), random.random_range(0.0..TAU)],
        }
    }

    /// A ring around the middle, which sees every corner, so that no two edges cross.
    fn ring(&self, corners: u32, size: f64, random: &mut ChaCha8Rng) -> LineString<f64> {
        let corner = |i: u32, noise: f64| {
            let angle = TAU * f64::from(i) / f64::from(corners);
            let [bend, ripple] = self.waves;
            let wave = 0.25 * (3.0 * angle + bend).sin() + 0.12 * (7.0 * angle + ripple).sin();
            let reach_m = self.radius_m * size * (1.0 + wave + noise);
            let (along, across) = (
                reach_m * angle.cos() * self.stretch,
                reach_m * angle.sin() / self.stretch,
            );
            let (sin, cos) = self.turn.sin_cos();
            self.middle
                + Coord {
                    x: (along * cos - across * sin) / (DEGREE_M * COS),
                    y: (along * sin + across * cos) / DEGREE_M,
                }
        };
        let mut ring: LineString<f64> = (0..corners)
            .map(|i| corner(i, random.random_range(-0.05..0.05)))
            .collect();
        ring.close();
        ring
    }
}
