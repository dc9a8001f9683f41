//! Where we differ from `PySAL` on purpose, in figures: printed for every case, and held to the
//! published formula. `cargo test --test it golden_differences -- --nocapture` shows the table.

use jalon::dispersal::{
    Counts, Decay, Surroundings, Told, bias_corrected_dissimilarity,
    density_corrected_dissimilarity, modified_dissimilarity, places::Located,
};
use serde_json::Value;

use crate::dispersal_cases::cases;

type OfCounts = fn(&Counts) -> Told;
type OfPlaces = fn(&Surroundings) -> Told;

/// `PySAL`'s name, the key of the published formula's figure, and ours.
const OF_COUNTS: &[(&str, &str, OfCounts)] = &[
    (
        "ModifiedDissim",
        "modified_dissim_exact",
        modified_dissimilarity,
    ),
    (
        "BiasCorrectedDissim",
        "bias_corrected_dissim_exact",
        bias_corrected_dissimilarity,
    ),
    (
        "DensityCorrectedDissim",
        "density_corrected_dissim",
        density_corrected_dissimilarity,
    ),
];
const OF_PLACES: &[(&str, &str, OfPlaces)] = &[
    ("SpatialProximity", "spatial_proximity", |around| {
        around.spatial_proximity()
    }),
    ("AbsoluteClustering", "absolute_clustering", |around| {
        around.absolute_clustering()
    }),
    ("RelativeClustering", "relative_clustering", |around| {
        around.proximity_ratio()
    }),
    ("DistanceDecayIsolation", "dd_isolation", |around| {
        around.isolation()
    }),
    ("DistanceDecayInteraction", "dd_interaction", |around| {
        around.interaction()
    }),
];

#[test]
fn golden_differences_from_pysal_are_those_of_the_published_formulas() {
    println!(
        "{:28} {:24} {:>14} {:>14} {:>14}",
        "case", "PySAL", "PySAL's", "published", "ours"
    );
    let mut apart = 0;
    for case in cases() {
        let counts = case.counts("x");
        let places = case.places();
        let around = Surroundings::of(Located::new(&counts, &places).unwrap(), Decay::KILOMETRE);
        let of_counts = OF_COUNTS
            .iter()
            .map(|&(pysal, key, index)| (pysal, key.to_owned(), index(&counts)));
        let of_places = OF_PLACES.iter().map(|&(pysal, key, index)| {
            (
                pysal,
                format!("{key}[exp(-d/1000m),d_ii=0.6sqrt(a)]"),
                index(&around),
            )
        });
        for (pysal, key, ours) in of_counts.chain(of_places) {
            let (theirs, published) = (
                &case.expected["pysal"]["singlegroup"][pysal],
                &case.expected["reference"][&key],
            );
            let told =
                ours.map_or_else(|reason| format!("{reason:?}"), |ours| format!("{ours:.9}"));
            println!(
                "{:28} {pysal:24} {:>14} {:>14} {told:>14}",
                case.name,
                shown(theirs),
                shown(published)
            );
            apart += usize::from(shown(theirs) != shown(published));
            case.compare(pysal, ours, published);
        }
    }
    println!("{apart} of PySAL's figures are not those of the published formula");
}

/// A figure of the expectations with nine decimals; draws by their mean, errors as such.
fn shown(value: &Value) -> String {
    match (
        value.as_f64(),
        value["mean_of_runs"].as_f64(),
        value.as_str(),
    ) {
        (Some(number), ..) | (None, Some(number), _) => format!("{number:.9}"),
        (None, None, Some(text)) => text.to_owned(),
        _ if value["error"].is_string() => "an exception".to_owned(),
        _ => "–".to_owned(),
    }
}
