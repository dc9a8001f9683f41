//! An invented city of flood zones: places up to 30 km from the centre, more small ones than large.

use std::f64::consts::TAU;

use geo_types::{Coord, LineString, Polygon};
use jalon::spatial::Footprint;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

const CORNERS: u32 = 80;

/// The middle of the city.
pub(crate) const CENTRE: Coord<f64> = Coord {
    x: 1.444,
    y: 43.604,
};

/// A meandering outline around a place up to 30 km from the centre, with a surveyor's noise on it;
/// 20 m to 1.5 km wide. With another spread than 1 the city is so many times as wide and as high.
pub(crate) fn outline(spread: f64, random: &mut ChaCha8Rng) -> Footprint {
    let share: f64 = random.random();
    let radius = 0.0002 + 0.01 * share.powi(6);
    let middle = Coord {
        x: CENTRE.x + spread * random.random_range(-0.4..0.4),
        y: CENTRE.y + spread * random.random_range(-0.27..0.27),
    };
    let (bend, turn) = (random.random_range(0.0..TAU), random.random_range(0.0..TAU));
    let corner = |i: u32, noise: f64| {
        let angle = TAU * f64::from(i) / f64::from(CORNERS);
        let wave = 1.0 + 0.3 * (3.0 * angle + bend).sin() + 0.15 * (7.0 * angle + turn).sin();
        Coord {
            x: middle.x + radius * (wave + noise) * angle.cos(),
            y: middle.y + radius * (wave + noise) * angle.sin() * 0.72,
        }
    };
    let mut ring: LineString<f64> = (0..CORNERS)
        .map(|i| corner(i, random.random_range(-0.01..0.01)))
        .collect();
    ring.close();
    Footprint::new(Polygon::new(ring, vec![]).into()).unwrap()
}
