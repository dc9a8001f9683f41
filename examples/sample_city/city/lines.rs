//! Railways, roads and power lines.

use serde_json::json;

use super::{curve::Curve, draw::Draw, geojson, ground::Spot};

/// The lines that cross the city; settlements are sited by their distance to them.
pub(crate) struct Lines {
    /// The main line along the right bank.
    pub(crate) railway: Curve,
    /// The road along the left bank.
    pub(crate) river_road: Curve,
    /// The ring road between the city and the hills.
    pub(crate) motorway: Curve,
}

/// How far along the valley the lines run.
const ALONG_M: (f64, f64) = (-6_000.0, 6_000.0);

/// Where the branch to the old river port leaves the railway, and how it goes on.
const PORT_JUNCTION_M: f64 = 2_050.0;
const PORT_BRANCH: [(f64, f64); 4] = [
    (1_700.0, 900.0),
    (1_480.0, 640.0),
    (1_420.0, 420.0),
    (1_400.0, 180.0),
];

/// The road over the bridge, from the fields to the hills.
const BRIDGE_ROAD: [(f64, f64); 9] = [
    (-700.0, -3_500.0),
    (-560.0, -2_700.0),
    (-420.0, -1_900.0),
    (-300.0, -1_200.0),
    (-260.0, 0.0),
    (-250.0, 1_100.0),
    (-120.0, 2_200.0),
    (160.0, 3_300.0),
    (420.0, 4_700.0),
];

/// The road from the centre to the upstream villages.
const UPSTREAM_ROAD: [(f64, f64); 6] = [
    (-250.0, 1_100.0),
    (900.0, 1_750.0),
    (2_100.0, 2_050.0),
    (3_400.0, 2_120.0),
    (4_700.0, 2_380.0),
    (6_000.0, 2_500.0),
];

/// The power lines' ends: they run straight between them.
const HV_LINES: [(&str, [Spot; 2]); 2] = [
    (
        "Ligne des Coteaux",
        [Spot::new(-5_600.0, 3_900.0), Spot::new(4_900.0, -2_700.0)],
    ),
    (
        "Ligne du Barrage",
        [Spot::new(2_600.0, 4_600.0), Spot::new(5_900.0, 600.0)],
    ),
];

impl Lines {
    pub(crate) fn draw(draw: &mut Draw) -> Self {
        Self {
            railway: Curve::drawn(ALONG_M, 2_100.0, draw, |draw, _| {
                draw.between(980.0, 1_420.0)
            }),
            river_road: Curve::drawn(ALONG_M, 1_800.0, draw, |draw, _| {
                draw.between(-1_750.0, -1_250.0)
            }),
            motorway: Curve::drawn(ALONG_M, 2_520.0, draw, |draw, number| {
                // It bends away from the centre, where the city has grown widest.
                let bulge = [2_500.0, 3_150.0, 3_600.0, 3_500.0, 3_000.0, 2_600.0];
                bulge[number.min(5)] + draw.between(-120.0, 120.0)
            }),
        }
    }

    pub(crate) fn railway_file(&self) -> String {
        let junction = Spot::new(PORT_JUNCTION_M, self.railway.at(PORT_JUNCTION_M));
        let branch = [vec![junction], spots(&PORT_BRANCH)].concat();
        let main = self.railway.spots(ALONG_M, 150.0);
        file(
            "railway",
            &[
                ("Ligne de la vallée", main),
                ("Embranchement du port", branch),
            ],
        )
    }

    pub(crate) fn main_road_file(&self) -> String {
        file(
            "main_road",
            &[
                ("Route de la Rive", self.river_road.spots(ALONG_M, 180.0)),
                ("Avenue du Grand-Pont", spots(&BRIDGE_ROAD)),
                ("Route des Moulins", spots(&UPSTREAM_ROAD)),
            ],
        )
    }

    pub(crate) fn motorway_file(&self) -> String {
        let ring = self.motorway.spots(ALONG_M, 180.0);
        file("motorway", &[("Rocade de Belorme", ring)])
    }
}

/// The power lines with a pylon every few hundred metres; nothing is drawn.
pub(crate) fn hv_line_file() -> String {
    let lines = HV_LINES.map(|(name, [from, to])| {
        let pylons = (0..=30).map(|pylon| from.towards(to, f64::from(pylon) / 30.0));
        (name, pylons.collect())
    });
    file("hv_line", &lines)
}

fn spots(line: &[(f64, f64)]) -> Vec<Spot> {
    line.iter().map(|&(s, t)| Spot::new(s, t)).collect()
}

fn file(name: &str, lines: &[(&str, Vec<Spot>)]) -> String {
    let features: Vec<_> = lines
        .iter()
        .map(|(name, spots)| geojson::line(spots, &json!({ "name": name })))
        .collect();
    geojson::collection(name, &features)
}
