//! What is measured: a city of 60 units, one of 3,000, and a land of 48,500.
//!
//! Counts and places are invented; the land's units crowd in towns as real ones do.

use geo_types::{Coord, MultiPolygon, Rect};
use jalon::dispersal::{
    Counts, Decay, Surroundings, Unit, dissimilarity, egohoods, every_index, every_index_of_places,
    gini,
    inference::{Draws, chance_band, proximity_band},
    information, isolation, modified_dissimilarity,
    places::{Bordered, Kernel, KernelShape, Linked, Located, Place, Places, Weights},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

pub(crate) const DRAWS: u32 = 5_000;
/// Side of a square of the mesh, in metres, and how many stand in a row.
pub(crate) const SIDE_M: f64 = 400.0;
pub(crate) const IN_A_ROW: u32 = 60;
const LAND_M: f64 = 740_000.0;
const TOWN_M: f64 = 9_000.0;

/// One thing to be measured.
pub(crate) struct Case {
    /// Its name, also for a process of its own.
    pub(crate) name: &'static str,
    /// The most milliseconds of CPU it may take, where there is a goal.
    pub(crate) goal_ms: Option<f64>,
    /// Makes the data, and hands out what is then timed; its number goes into the checks.
    pub(crate) make: fn() -> Box<dyn Fn() -> f64>,
}

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "D, Gini, H, isolation of 3,000 units",
        goal_ms: Some(0.2),
        make: || {
            let mesh = mesh();
            let indices = [dissimilarity, gini, information, isolation];
            Box::new(move || indices.iter().map(|index| index(&mesh).unwrap()).sum())
        },
    },
    Case {
        name: "every index of 3,000 units",
        goal_ms: Some(500.0),
        make: || {
            let (mesh, shapes) = (mesh(), mesh_shapes());
            let places = Places::of_shapes(&shapes).unwrap();
            let queen = Weights::queen(&shapes, 0.01);
            let borders = Weights::shared_border(&shapes, 0.01);
            Box::new(move || {
                let city = Bordered::new(&mesh, &places, &borders).unwrap();
                let touching = Linked::new(&mesh, &queen).unwrap();
                let told = every_index(&mesh).into_iter();
                let told = told.chain(every_index_of_places(city, touching));
                told.filter_map(|entry| entry.figure.value).sum()
            })
        },
    },
    Case {
        name: "neighbours of 3,000 shapes",
        goal_ms: None,
        make: || {
            let shapes = mesh_shapes();
            Box::new(move || number(Weights::queen(&shapes, 0.01).len()))
        },
    },
    Case {
        name: "kernel of 15 km on 48,500 units",
        goal_ms: Some(2_000.0),
        make: || {
            let (land, places) = (land(), land_places());
            let kernel = Kernel::new(KernelShape::Triangular, 15_000.0).unwrap();
            Box::new(move || {
                let city = Located::new(&land, &places).unwrap();
                dissimilarity(&egohoods(city, &kernel).unwrap()).unwrap()
            })
        },
    },
    Case {
        name: "proximity ratio of 48,500 units",
        goal_ms: None,
        make: || {
            let (land, places) = (land(), land_places());
            Box::new(move || {
                let city = Located::new(&land, &places).unwrap();
                Surroundings::of(city, Decay::KILOMETRE)
                    .proximity_ratio()
                    .unwrap()
            })
        },
    },
    Case {
        name: "modified D of 48,500 units",
        goal_ms: Some(10.0),
        make: || {
            let land = land();
            Box::new(move || modified_dissimilarity(&land).unwrap())
        },
    },
    Case {
        name: "5,000 draws, 300 families, 60 units",
        goal_ms: Some(50.0),
        make: || band_of(city()),
    },
    Case {
        name: "5,000 draws, 300 families, 48,500 units",
        goal_ms: Some(80.0),
        make: || band_of(land()),
    },
    Case {
        name: "999 draws of the proximity ratio, 48,500 units",
        goal_ms: None,
        make: || {
            let (land, places) = (land(), land_places());
            let draws = Draws::new(999, 1).unwrap();
            Box::new(move || {
                let city = Located::new(&land, &places).unwrap();
                proximity_band(city, Decay::KILOMETRE, draws).unwrap().mean
            })
        },
    },
];

fn band_of(counts: Counts) -> Box<dyn Fn() -> f64> {
    let draws = Draws::new(DRAWS, 1).unwrap();
    Box::new(move || chance_band(&counts, draws).unwrap().dissimilarity.mean)
}

/// 300 families over 60 units.
pub(crate) fn city() -> Counts {
    counts(60, 300.0)
}

/// 50,000 over 3,000 units.
pub(crate) fn mesh() -> Counts {
    counts(3_000, 50_000.0)
}

/// 300 over 48,500 units, as many as France has small areas.
pub(crate) fn land() -> Counts {
    counts(48_500, 300.0)
}

/// Units of 500 to 3,500 households, the group dealt out by lot.
fn counts(units: usize, group: f64) -> Counts {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut units: Vec<Unit> = (0..units)
        .map(|name| Unit {
            name: name.to_string(),
            group: 0.0,
            total: f64::from(random.random_range(500..3_500_u32)),
        })
        .collect();
    let mut left = group;
    while left > 0.0 {
        let at = random.random_range(0..units.len());
        units[at].group += 1.0;
        left -= 1.0;
    }
    Counts::households(units).unwrap()
}

/// Two thirds of the units in 150 towns, the rest anywhere.
fn land_places() -> Places {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let towns: Vec<Coord<f64>> = (0..150).map(|_| anywhere(&mut random)).collect();
    let place = |at: usize| {
        let centre = if at.is_multiple_of(3) {
            anywhere(&mut random)
        } else {
            let town = towns[random.random_range(0..towns.len())];
            town + anywhere(&mut random) * (TOWN_M / LAND_M)
        };
        Place {
            centre,
            area_m2: 4e6,
            perimeter_m: 8e3,
        }
    };
    Places::new((0..48_500).map(place).collect()).unwrap()
}

fn anywhere(random: &mut ChaCha8Rng) -> Coord<f64> {
    Coord {
        x: random.random_range(0.0..LAND_M),
        y: random.random_range(0.0..LAND_M),
    }
}

/// 60 by 50 squares.
fn mesh_shapes() -> Vec<MultiPolygon<f64>> {
    let square = |at: u32| {
        let low = Coord {
            x: f64::from(at % IN_A_ROW) * SIDE_M,
            y: f64::from(at / IN_A_ROW) * SIDE_M,
        };
        let side = Coord {
            x: SIDE_M,
            y: SIDE_M,
        };
        Rect::new(low, low + side).to_polygon().into()
    };
    (0..3_000).map(square).collect()
}

#[allow(clippy::cast_precision_loss, reason = "some thousand units")]
fn number(count: usize) -> f64 {
    count as f64
}
