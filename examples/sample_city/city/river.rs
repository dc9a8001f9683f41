//! The river and the four classes of its flood, from the channel outwards.

use serde_json::json;

use super::{
    curve::{Curve, stations},
    draw::Draw,
    geojson,
    ground::Spot,
};

/// How far along the valley the flood was studied.
const STUDIED_M: (f64, f64) = (-6_000.0, 6_000.0);

/// The stretches that the plan draws apart.
const REACHES: [(f64, f64); 3] = [
    (STUDIED_M.0, -2_300.0),
    (-2_300.0, 2_100.0),
    (2_100.0, STUDIED_M.1),
];

/// The plan's classes, worst first, and the least and the most metres that each adds on one bank.
const CLASSES: [(&str, f64, f64); 4] = [
    ("TF", 70.0, 130.0),
    ("F", 50.0, 210.0),
    ("M", 70.0, 300.0),
    ("Fai", 80.0, 420.0),
];

/// The course of the river and the outer edge of each class on each bank.
pub(crate) struct River {
    course: Curve,
    banks: [Bank; 2],
}

/// One side of the river.
struct Bank {
    /// -1 towards the left bank, 1 towards the right one.
    side: f64,
    widths: [Curve; 4],
}

impl River {
    pub(crate) fn draw(draw: &mut Draw) -> Self {
        let course = Curve::drawn(STUDIED_M, 1_650.0, draw, |draw, number| {
            let side = if number.is_multiple_of(2) { 1.0 } else { -1.0 };
            side * draw.between(160.0, 520.0)
        });
        // The left bank is lower: the flood spreads over the fields there.
        let banks = [Bank::draw(-1.0, 1.35, draw), Bank::draw(1.0, 0.9, draw)];
        Self { course, banks }
    }

    /// The middle of the channel at `s`.
    pub(crate) fn middle(&self, s: f64) -> f64 {
        self.course.at(s)
    }

    /// The text of the flood plan.
    pub(crate) fn flood_file(&self) -> String {
        let zones: Vec<_> = REACHES
            .iter()
            .flat_map(|&reach| self.zones(reach))
            .collect();
        let features: Vec<_> = zones
            .iter()
            .map(|(class, ring)| geojson::polygon(ring, &json!({ "nivalea": CLASSES[*class].0 })))
            .collect();
        geojson::collection("flood", &features)
    }

    /// The channel of a reach, and three bands on either bank, each with its class.
    fn zones(&self, reach: (f64, f64)) -> Vec<(usize, Vec<Spot>)> {
        let [left, right] = &self.banks;
        let mut zones = vec![(0, self.between(reach, (left, 1), (right, 1)))];
        for class in 1..CLASSES.len() {
            zones.push((class, self.between(reach, (left, class + 1), (left, class))));
            zones.push((
                class,
                self.between(reach, (right, class), (right, class + 1)),
            ));
        }
        zones
    }

    /// The ground of a reach between two edges, each the outer edge of that many classes on a bank.
    fn between(&self, reach: (f64, f64), from: (&Bank, usize), to: (&Bank, usize)) -> Vec<Spot> {
        let mut ring = self.edge(reach, from);
        ring.extend(self.edge(reach, to).into_iter().rev());
        ring
    }

    fn edge(&self, reach: (f64, f64), (bank, classes): (&Bank, usize)) -> Vec<Spot> {
        stations(reach, 110.0)
            .map(|s| Spot::new(s, self.middle(s) + bank.reach_m(classes, s)))
            .collect()
    }
}

impl Bank {
    fn draw(side: f64, wider: f64, draw: &mut Draw) -> Self {
        let widths = CLASSES.map(|(_, least, most)| {
            Curve::drawn(STUDIED_M, 880.0, draw, |draw, _| {
                wider * draw.between(least, most)
            })
        });
        Self { side, widths }
    }

    /// How far from the middle of the channel this many classes reach, in metres towards the right bank.
    fn reach_m(&self, classes: usize, s: f64) -> f64 {
        let widths = self.widths.iter().take(classes);
        self.side * widths.map(|width| width.at(s)).sum::<f64>()
    }
}
