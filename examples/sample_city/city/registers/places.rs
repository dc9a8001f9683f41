//! What is known of settlements as places: ways in, where people came from, what stands there.

use super::{super::draw::Draw, Rows};

/// Streets near which settlements lie. None of them exists.
const STREETS: [&str; 6] = [
    "Chemin de la Digue",
    "Route du Confluent",
    "Impasse des Oseraies",
    "Chemin du Bac",
    "Rue du Vieux Moulin",
    "Chemin des Sablières",
];

const WAYS_IN: [&str; 4] = [
    "Par la digue et le portail côté nord",
    "À pied depuis l'arrêt de bus à 300 m",
    "Chemin carrossable sans demi-tour pour un camion",
    "Passage entre les deux hangars",
];

/// Who went on from one settlement to another.
const WENT_ON: [(&str, &str); 2] = [("S05", "S16"), ("S10", "S12")];

/// Code, centre and households of each settlement, as its layer tells them.
struct Ground {
    code: String,
    centre: (f64, f64),
    households: u32,
}

pub(super) fn tables(draw: &mut Draw, settlements: &str) -> Vec<Rows> {
    let grounds = grounds(settlements);
    vec![details(draw, &grounds), features(draw, &grounds)]
}

fn grounds(settlements: &str) -> Vec<Ground> {
    let layer: serde_json::Value = serde_json::from_str(settlements).unwrap_or_default();
    let features = layer["features"].as_array().cloned().unwrap_or_default();
    let told = features.iter().filter_map(|feature| {
        let columns = &feature["properties"];
        let ring = feature["geometry"]["coordinates"][0].as_array()?;
        let middle = |axis: usize| {
            let along = ring.iter().filter_map(|corner| corner[axis].as_f64());
            let ends = along.fold((f64::MAX, f64::MIN), |(low, high), at| {
                (low.min(at), high.max(at))
            });
            f64::midpoint(ends.0, ends.1)
        };
        Some(Ground {
            code: columns["code"].as_str()?.to_owned(),
            centre: (middle(0), middle(1)),
            households: u32::try_from(columns["households"].as_u64()?).ok()?,
        })
    });
    told.collect()
}

fn details(draw: &mut Draw, grounds: &[Ground]) -> Rows {
    let columns = "code,settlement,confidentiality,address,access_notes,shape_source,shape_accuracy_m,reinstalled,predecessors,resorption_target_year";
    let mut rows = Rows::of("site_details", columns);
    for ground in grounds {
        let street = draw.weighted(&STREETS, |_| 1);
        let way = draw.weighted(&WAYS_IN, |_| 1);
        let source = draw.weighted(&["survey_gps", "drawn", "imagery", "cadastre"], |_| 1);
        let came = WENT_ON.iter().find(|(to, _)| *to == ground.code);
        let year = match draw.below(3) {
            0 => String::new(),
            more => (2026 + more).to_string(),
        };
        rows.add(&[
            &format!("SD-{}", ground.code),
            &ground.code,
            &"normal",
            street,
            way,
            source,
            &draw.whole(2, 20),
            &came.map_or("", |_| "yes"),
            &came.map_or("", |(_, from)| from),
            &year,
        ]);
    }
    rows
}

fn features(draw: &mut Draw, grounds: &[Ground]) -> Rows {
    let columns = "code,settlement,kind,shape,how_many,condition,seen_on,known_from";
    let mut rows = Rows::of("site_feature", columns);
    for ground in grounds {
        let households = ground.households;
        for (kind, how_many) in [
            ("dwelling", households.max(1)),
            ("water_point", 1 + households / 20),
            ("toilet", households / 10),
            ("waste_point", u32::from(draw.below(3) > 0)),
            ("extinguisher", draw.below(4)),
        ] {
            if how_many == 0 {
                continue;
            }
            let beside = |at: f64, by: f64| format!("{:.5}", at + by);
            let (east, north) = (draw.between(-1e-4, 1e-4), draw.between(-1e-4, 1e-4));
            let (lon, lat) = ground.centre;
            let condition =
                draw.weighted(&["in_order", "in_order", "damaged", "out_of_use"], |_| 1);
            rows.add(&[
                &format!("SF-{}-{kind}", ground.code),
                &ground.code,
                &kind,
                &format!("{};{}", beside(lon, east), beside(lat, north)),
                &how_many,
                condition,
                &"2026-09-15",
                &"visit",
            ]);
        }
    }
    rows
}
