//! The layers of the load test as files: seeded, so that two runs ask for the same tiles.

use std::{
    f64::consts::{PI, TAU},
    fmt::Write as _,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use jalon::domain::LayerKind;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{FLOOD, city};

const ZONES: u32 = 200_000;
const SETTLEMENTS: u32 = 20_000;
const NEIGHBOURHOODS: u32 = 2_000;

const WEST: f64 = 1.05;
const SOUTH: f64 = 43.34;
const WIDTH: f64 = 0.79;
const HEIGHT: f64 = 0.53;
/// Metres to a degree of latitude; a degree of longitude is `COS` of it here.
const DEGREE_M: f64 = 111_100.0;
const COS: f64 = 0.724;

/// Writes the files, each a line for a feature.
pub(crate) fn write(folder: &Path) -> Vec<(LayerKind, PathBuf)> {
    write_one_in(1, folder)
}

/// Writes one feature of so many, as dense, on less ground around the middle.
pub(crate) fn write_one_in(of: u32, folder: &Path) -> Vec<(LayerKind, PathBuf)> {
    let spread = f64::from(of).sqrt().recip();
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let layers = [
        (LayerKind::Neighbourhoods, NEIGHBOURHOODS),
        (FLOOD, ZONES),
        (LayerKind::Settlements, SETTLEMENTS),
    ];
    let written = layers.map(|(kind, count)| {
        let file = folder.join(format!("{kind}.geojsonl"));
        let mut lines = BufWriter::new(File::create(&file).unwrap());
        for number in 0..count / of {
            let (properties, ring) = feature((kind, number), (spread, &mut random));
            writeln!(
                lines,
                r#"{{"type":"Feature","id":{number},"properties":{properties},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#
            )
            .unwrap();
        }
        lines.flush().unwrap();
        (kind, file)
    });
    written.into()
}

fn feature(
    (kind, number): (LayerKind, u32),
    (spread, random): (f64, &mut ChaCha8Rng),
) -> (String, String) {
    match kind {
        FLOOD => {
            let class = ["Fa", "M", "F", "TF"][number as usize % 4];
            let outline = city::outline(spread, random);
            let ring = outline.polygons().0[0].exterior().coords();
            (
                format!(r#"{{"nivalea":"{class}"}}"#),
                text(ring.map(|c| (c.x, c.y))),
            )
        }
        LayerKind::Neighbourhoods => {
            let (column, row) = (f64::from(number % 50), f64::from(number / 50));
            let (west, south) = (WEST + column * WIDTH / 50.0, SOUTH + row * HEIGHT / 40.0);
            let (east, north) = (west + WIDTH / 50.0, south + HEIGHT / 40.0);
            let ring = [
                (west, south),
                (east, south),
                (east, north),
                (west, north),
                (west, south),
            ];
            (
                format!(r#"{{"code":"N{number}","name":"quarter {number}","households":900}}"#),
                text(ring),
            )
        }
        _ => (
            format!(r#"{{"code":"S{number}","name":"place {number}","households":12}}"#),
            text(site(spread, random)),
        ),
    }
}

/// 0.1 to 5 ha, 5 to 40 corners, anywhere.
fn site(spread: f64, random: &mut ChaCha8Rng) -> Vec<(f64, f64)> {
    let hectares: f64 = random.random_range(0.1..5.0);
    let radius = (hectares * 10_000.0 / PI).sqrt() / DEGREE_M;
    let x = WEST + WIDTH / 2.0 + spread * (random.random_range(0.0..WIDTH) - WIDTH / 2.0);
    let y = SOUTH + HEIGHT / 2.0 + spread * (random.random_range(0.0..HEIGHT) - HEIGHT / 2.0);
    let corners = random.random_range(5..=40_u32);
    let mut ring: Vec<(f64, f64)> = (0..corners)
        .map(|corner| {
            let angle = TAU * f64::from(corner) / f64::from(corners);
            let reach = radius * random.random_range(0.9..1.1);
            (x + reach * angle.cos() / COS, y + reach * angle.sin())
        })
        .collect();
    ring.push(ring[0]);
    ring
}

fn text(ring: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut text = String::new();
    for (x, y) in ring {
        let comma = if text.is_empty() { "" } else { "," };
        write!(text, "{comma}[{x:.7},{y:.7}]").unwrap();
    }
    text
}
