//! One case: reads the city as the service reads its store, indexes it, measures every settlement.

use std::{fmt, path::Path, str::FromStr};

use jalon::{
    domain::Severity,
    hazard,
    spatial::{BoxIndex, Footprint, Shape, cover_m2},
};
use rayon::{ThreadPoolBuilder, prelude::*};
use serde_json::{Value, json};

use crate::{
    city::{CLASSES, City, pages},
    cost::{Meter, peak_mb},
};

/// Class from which a zone is "fort", counted from 0.
const STRONG: usize = 2;
/// How far the nearest strong zone is sought.
const FURTHEST_M: f64 = 50_000.0;
/// How far beside a settlement zones count in its score.
const NEAR_M: f64 = 50.0;

/// What is measured.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    /// Areas of all five classes, and the nearest strong zone however far.
    FiveClasses,
    /// What a score asks for: shares and distances up to 50 m of our four severities; classes 4
    /// and 5 are both severity 4 here.
    Scored,
}

/// A case of the table.
pub(crate) struct Case {
    pub(crate) sites: usize,
    pub(crate) threads: usize,
    pub(crate) way: Way,
}

struct Layer {
    zones: Vec<(usize, Footprint)>,
    boxes: BoxIndex,
}

/// Covered areas of all settlements, those touched by a strong zone, and the sum of distances.
#[derive(Clone, Copy, Default)]
struct Sums {
    covered: [f64; CLASSES],
    touched: u32,
    metres: f64,
}

/// Measures a case and tells what it cost.
pub(crate) fn run(city: &City, case: &Case) -> Value {
    let threads = ThreadPoolBuilder::new().num_threads(case.threads);
    threads.build().unwrap().install(|| measured(city, case))
}

fn measured(city: &City, case: &Case) -> Value {
    let (mut whole, mut meter) = (Meter::start(), Meter::start());
    let zones = read(&city.zones, usize::MAX);
    let sites = read(&city.settlements, case.sites);
    let read_s = meter.lap().cpu_s;
    let boxes: Vec<_> = zones.iter().map(|(_, zone)| zone.bbox()).collect();
    let layer = Layer {
        boxes: BoxIndex::new(&boxes),
        zones,
    };
    drop(boxes);
    let index_s = meter.lap().cpu_s;
    let of = |(_, site): &(usize, Footprint)| match case.way {
        Way::FiveClasses => layer.five_classes(site),
        Way::Scored => layer.scored(site),
    };
    let sums: Vec<Sums> = sites.par_iter().map(of).collect();
    let sums = sums.into_iter().fold(Sums::default(), Sums::and);
    let measure_s = meter.lap().cpu_s;
    let cost = whole.lap();
    json!({
        "case": case.name(), "sites": sites.len(),
        "read_s": read_s, "index_s": index_s, "measure_s": measure_s,
        "cpu_s": cost.cpu_s, "wall_s": cost.wall_s, "peak_mb": peak_mb(),
        "checks": sums.told(),
    })
}

/// Areas with their class from 0; what the service does to a record of its store.
fn read(path: &Path, most: usize) -> Vec<(usize, Footprint)> {
    let mut areas = Vec::new();
    for page in pages(path, most).unwrap() {
        let area = |record: &crate::city::Drawn| {
            let Shape::Area(area) = Shape::from_own_wkb(&record.wkb).unwrap() else {
                unreachable!("the city is made of areas");
            };
            (usize::from(record.class).saturating_sub(1), area)
        };
        areas.par_extend(page.par_iter().map(area));
    }
    areas
}

impl Layer {
    fn five_classes(&self, site: &Footprint) -> Sums {
        let mut by_class: [Vec<&Footprint>; CLASSES] = Default::default();
        for place in self.boxes.touching(site.bbox()) {
            let (class, zone) = &self.zones[place];
            by_class[*class].push(zone);
        }
        let cover = cover_m2(site, &by_class);
        let metres = if (STRONG..CLASSES).any(|class| cover.covers(class)) {
            Some(0.0)
        } else {
            hazard::nearest_zone_m(site, FURTHEST_M, |bbox| {
                let touching = self.boxes.touching(bbox).map(|place| &self.zones[place]);
                touching
                    .filter(|(class, _)| *class >= STRONG)
                    .map(|(_, zone)| zone)
            })
        };
        Sums {
            covered: cover.exclusive(),
            touched: u32::from(metres == Some(0.0)),
            metres: metres.unwrap_or(FURTHEST_M),
        }
    }

    fn scored(&self, site: &Footprint) -> Sums {
        let touching = self.boxes.touching(hazard::reach(site, NEAR_M));
        let zones = touching.map(|place| {
            let (class, zone) = &self.zones[place];
            (Severity::ALL[(*class).min(3)], zone)
        });
        let found = hazard::coverage(site, zones, NEAR_M);
        let mut covered = [0.0; CLASSES];
        covered[..4].copy_from_slice(&found.shares);
        Sums {
            covered,
            touched: u32::from(found.distances_m[STRONG..].contains(&Some(0.0))),
            metres: 0.0,
        }
    }
}

impl Sums {
    fn and(self, other: Self) -> Self {
        Self {
            covered: std::array::from_fn(|class| self.covered[class] + other.covered[class]),
            touched: self.touched + other.touched,
            metres: self.metres + other.metres,
        }
    }

    fn told(&self) -> String {
        let hectares = self.covered.map(|m2| format!("{:.3}", m2 / 10_000.0));
        format!(
            "{} ha under classes 1 to 5, {} touch class 3 or worse, the others {:.1} km in all",
            hectares.join(" + "),
            self.touched,
            self.metres / 1_000.0
        )
    }
}

impl Case {
    fn name(&self) -> String {
        let way = match self.way {
            Way::FiveClasses => "five classes and nearest strong",
            Way::Scored => "as scored, four severities",
        };
        format!("{way}, {} thr.", self.threads)
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scored = matches!(self.way, Way::Scored);
        write!(f, "{} {} {scored}", self.sites, self.threads)
    }
}

impl FromStr for Case {
    type Err = Box<dyn std::error::Error>;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let [sites, threads, scored] = text.split(' ').collect::<Vec<_>>()[..] else {
            return Err("a case is: settlements, threads, whether as scored".into());
        };
        Ok(Self {
            sites: sites.parse()?,
            threads: threads.parse()?,
            way: if scored.parse()? {
                Way::Scored
            } else {
                Way::FiveClasses
            },
        })
    }
}
