//! Hydrants, water points and waste dumps.

use serde_json::json;

use super::{draw::Draw, geojson, ground::Spot, neighbourhoods::Neighbourhood};

/// Dumps that grew at the edge of fields, by where people say they are.
const WASTE_DUMPS: [(&str, f64, f64); 3] = [
    ("Ancienne gravière", -3_160.0, -640.0),
    ("Bout du port", 1_720.0, 300.0),
    ("Chemin de la Rocade", 2_650.0, 3_310.0),
];

/// Points by kind.
pub(crate) struct Points {
    hydrants: Vec<Spot>,
    water_points: Vec<Spot>,
}

impl Points {
    pub(crate) fn draw(draw: &mut Draw, neighbourhoods: &[Neighbourhood]) -> Self {
        let mut around = |reach_m: f64| -> Vec<Spot> {
            neighbourhoods
                .iter()
                .map(|one| {
                    let (s, t) = (
                        draw.between(-reach_m, reach_m),
                        draw.between(-reach_m, reach_m),
                    );
                    one.centre.moved(s, t)
                })
                .collect()
        };
        let hydrants = [around(250.0), around(600.0), around(600.0)].concat();
        let mut water_points = around(450.0);
        water_points.truncate(18);
        Self {
            hydrants,
            water_points,
        }
    }

    pub(crate) fn hydrant_file(&self) -> String {
        numbered("hydrant", "PI", &self.hydrants)
    }

    pub(crate) fn water_point_file(&self) -> String {
        numbered("water_point", "Fontaine", &self.water_points)
    }
}

/// The waste dumps are where they are: nothing is drawn.
pub(crate) fn waste_dump_file() -> String {
    let features =
        WASTE_DUMPS.map(|(name, s, t)| geojson::point(Spot::new(s, t), &json!({ "name": name })));
    geojson::collection("waste_dump", &features)
}

fn numbered(name: &str, what: &str, spots: &[Spot]) -> String {
    let features: Vec<_> = (1..)
        .zip(spots)
        .map(|(number, &spot)| geojson::point(spot, &json!({ "name": format!("{what} {number}") })))
        .collect();
    geojson::collection(name, &features)
}
