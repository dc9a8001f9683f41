//! Thirty neighbourhoods, dense in the centre and wide at the edge, with their people and homes.

use serde_json::json;

use super::{
    draw::Draw,
    geojson,
    ground::{Spot, unit_circle},
    partition::partition,
};

/// The middle of the city, on the right bank.
const MIDDLE: Spot = Spot { s: 0.0, t: 900.0 };

/// Half the length and half the depth of the city, in metres.
const HALF_M: (f64, f64) = (5_900.0, 4_300.0);

/// A neighbourhood with at least this share of social homes, in percent, is a priority of the city policy.
const DEPRIVED_PERCENT: u32 = 55;

/// Name and share of social homes in percent, from the centre outwards.
const NAMES: [(&str, u32); 30] = [
    ("Vieux-Port", 14),
    ("Les Halles", 11),
    ("Grand-Pont", 18),
    ("Les Tanneurs", 27),
    ("La Gare", 31),
    ("Clos-Bénit", 9),
    ("Les Platanes", 22),
    ("La Tuilerie", 38),
    ("Port-Garaud-Neuf", 26),
    ("Les Cèdres", 68),
    ("La Filature", 34),
    ("Bellerive", 12),
    ("Les Grands-Prés", 63),
    ("Le Moulinet", 19),
    ("Saint-Orens-des-Eaux", 16),
    ("Les Écluses", 58),
    ("La Peyrade", 24),
    ("Montplaisir", 7),
    ("Les Vergers", 21),
    ("Le Parc", 71),
    ("Croix-Haute", 13),
    ("La Ramière", 17),
    ("Les Coteaux", 6),
    ("Cap-de-Ville", 61),
    ("Le Lac", 15),
    ("Les Saules", 20),
    ("Bois-Vert", 8),
    ("La Plaine", 12),
    ("Les Hauts-de-Belorme", 5),
    ("Le Mas-Neuf", 9),
];

/// One neighbourhood.
pub(crate) struct Neighbourhood {
    pub(crate) code: String,
    pub(crate) centre: Spot,
    pub(crate) households: u32,
    pub(crate) social_homes: u32,
    pub(crate) deprived: bool,
    name: &'static str,
    population: u32,
    ring: Vec<Spot>,
}

/// The neighbourhoods, from the centre outwards.
pub(crate) fn draw(draw: &mut Draw) -> Vec<Neighbourhood> {
    let centres = centres(draw);
    let rings = partition(&outline(), &centres, draw);
    let placed = NAMES.iter().zip(centres).zip(rings);
    (1..)
        .zip(placed)
        .map(|(number, ((&(name, social_percent), centre), ring))| {
            // The centre is built up to four floors, the edge in single houses.
            let households = draw.whole(1_500, 2_600) + (30 - number) * draw.whole(10, 45);
            Neighbourhood {
                code: format!("N{number:02}"),
                centre,
                households,
                social_homes: households * social_percent / 100,
                deprived: social_percent >= DEPRIVED_PERCENT,
                name,
                population: households * draw.whole(195, 255) / 100,
                ring,
            }
        })
        .collect()
}

/// The text of the layer's file.
pub(crate) fn file(neighbourhoods: &[Neighbourhood]) -> String {
    let features: Vec<_> = neighbourhoods
        .iter()
        .map(|one| {
            let columns = json!({
                "code": one.code,
                "name": one.name,
                "population": one.population,
                "households": one.households,
                "social_homes": one.social_homes,
                "deprived": one.deprived,
            });
            geojson::polygon(&one.ring, &columns)
        })
        .collect();
    geojson::collection("neighbourhoods", &features)
}

/// The limits of the city before its borders are bent.
fn outline() -> Vec<Spot> {
    unit_circle()
        .map(|(x, y)| MIDDLE.moved(x * HALF_M.0, y * HALF_M.1))
        .collect()
}

/// One centre for each name, no two too near, nearest to the middle first.
fn centres(draw: &mut Draw) -> Vec<Spot> {
    let mut centres: Vec<Spot> = Vec::new();
    // Asking a little less with every try makes sure that there is room for all.
    let mut patience = 1.0;
    while centres.len() < NAMES.len() {
        let (x, y) = (draw.between(-0.93, 0.93), draw.between(-0.93, 0.93));
        let spot = MIDDLE.moved(x * HALF_M.0, y * HALF_M.1);
        let outwards = outwards(spot);
        let apart_m = patience * (900.0 + 1_000.0 * outwards);
        let alone = centres.iter().all(|other| other.distance_m(spot) > apart_m);
        if outwards < 0.9 && alone {
            centres.push(spot);
        }
        patience *= 0.9995;
    }
    centres.sort_by(|a, b| outwards(*a).total_cmp(&outwards(*b)));
    centres
}

/// 0 in the middle, 1 at the limits of the city.
fn outwards(spot: Spot) -> f64 {
    let (x, y) = (
        (spot.s - MIDDLE.s) / HALF_M.0,
        (spot.t - MIDDLE.t) / HALF_M.1,
    );
    (x * x + y * y).sqrt()
}
