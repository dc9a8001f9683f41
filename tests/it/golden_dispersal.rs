//! Dispersal indices against `PySAL` and independent reference formulas, and against figures
//! measured on real data: every case found in the folders.
//!
//! The folders are `JALON_GOLDEN_DIR`, by default `../shared/golden`, and `JALON_DATA_DIR`, by
//! default `../shared/data`; where one is absent its tests say so and pass.

use std::fs;

use jalon::dispersal::{
    Counts, Undefined, chance_dissimilarity, colocation, dissimilarity, effective_units,
    interaction, isolation, local, summary,
};
use serde_json::Value;

use crate::dispersal_cases::{cases, features, folder, units};

/// Figures of the data checks are printed with five decimals.
const PRINTED: f64 = 5e-6;

#[test]
fn golden_dispersal_evenness_and_exposure_match_pysal_and_the_reference() {
    for case in cases() {
        let counts = case.counts("x");
        let (pysal, reference) = (
            &case.expected["pysal"]["singlegroup"],
            &case.expected["reference"],
        );
        for (index, ours) in [
            ("dissim", dissimilarity(&counts)),
            ("isolation", isolation(&counts)),
            ("interaction", interaction(&counts)),
        ] {
            case.compare(index, ours, &reference[index]);
        }
        // What PySAL answers for an empty group differs by index; the reason is the reference's.
        if counts.group() > 0.0 {
            case.compare("Dissim", dissimilarity(&counts), &pysal["Dissim"]);
            case.compare("Isolation", isolation(&counts), &pysal["Isolation"]);
            case.compare("Interaction", interaction(&counts), &pysal["Interaction"]);
        }
    }
}

#[test]
fn golden_dispersal_chance_alone_gives_the_exact_mean() {
    for case in cases() {
        let expected = &case.expected["reference"]["E0_dissim_person_permutation"];
        case.compare("E0", chance_dissimilarity(&case.counts("x")), expected);
    }
}

#[test]
fn golden_dispersal_colocation_has_its_ratio_and_interval() {
    for case in cases() {
        let found = colocation(&case.counts("x"));
        let expected = &case.expected["reference"]["colocation"];
        case.compare(
            "together",
            found.map(|one| one.together),
            &expected["same_neighbourhood_unbiased"],
        );
        case.compare("ratio", found.map(|one| one.ratio), &expected["ratio"]);
        if let Ok(found) = found {
            case.compare(
                "expected",
                Ok(found.expected),
                &expected["expected_if_spread"],
            );
            case.compare("low", Ok(found.low), &expected["ci95_normal_U"][0]);
            case.compare("high", Ok(found.high), &expected["ci95_normal_U"][1]);
        }
    }
}

#[test]
fn golden_dispersal_plain_counts_match_the_reference() {
    for case in cases() {
        let counts = case.counts("x");
        let summary = summary(&counts);
        let expected = &case.expected["reference"]["hill"];
        case.compare("q2", effective_units(&counts), &expected["q2_unbiased"]);
        let largest = summary.largest_share.value.ok_or(Undefined::NoGroup);
        case.compare("largest share", largest, &expected["max_share"]);
        let used = expected["q0_neighbourhoods_used"].as_u64().unwrap_or(0);
        assert_eq!(summary.units_used as u64, used, "{}", case.name);
    }
}

#[test]
fn golden_dispersal_location_quotients_match_pysal_for_every_group() {
    for case in cases() {
        let Some(expected) = case.expected["pysal"]["local"]["MultiLocationQuotient"].as_array()
        else {
            continue;
        };
        let groups = case.expected["groups"].as_array().unwrap();
        for (column, group) in groups.iter().enumerate() {
            let ours = local(&case.counts(group.as_str().unwrap()));
            assert_eq!(ours.len(), expected.len(), "{}", case.name);
            for (at, (ours, row)) in ours.iter().zip(expected).enumerate() {
                let quotient = ours.location_quotient;
                let quotient = quotient.value.ok_or_else(|| quotient.reason.unwrap());
                case.compare(&format!("{group} in {at}"), quotient, &row[column]);
            }
        }
    }
}

#[test]
fn data_toulouse_social_rent_persons_have_the_measured_dissimilarity_and_isolation() {
    let Some(features) = data("toulouse/grands_quartiers_logement_2019.geojson") else {
        return;
    };

    let counts = measured(&features, "p19_nper_rp_lochlmv", "p19_nper_rp");

    assert_eq!(counts.units().len(), 60);
    assert_printed(dissimilarity(&counts), 0.40486);
    assert_printed(isolation(&counts), 0.31000);
    assert_printed(
        dissimilarity(&measured(&features, "p19_rp_lochlmv", "p19_rp")),
        0.39690,
    );
}

#[test]
fn data_toulouse_two_hundred_metre_cells_have_the_measured_dissimilarity() {
    let Some(features) = data("toulouse/carreaux_200m_filosofi_toulouse.geojson") else {
        return;
    };

    assert_eq!(features.len(), 2_027);
    assert_printed(
        dissimilarity(&measured(&features, "Men_pauv", "Men")),
        0.24179,
    );
    assert_printed(
        dissimilarity(&measured(&features, "Log_soc", "Men")),
        0.71829,
    );
}

fn data(path: &str) -> Option<Vec<Value>> {
    let path = folder("JALON_DATA_DIR", "../shared/data").join(path);
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: no file {}", path.display());
        return None;
    };
    Some(features(serde_json::from_str(&text).unwrap()))
}

fn measured(features: &[Value], group: &str, total: &str) -> Counts {
    Counts::measured(units(features, group, total)).unwrap()
}

fn assert_printed(ours: Result<f64, Undefined>, printed: f64) {
    let ours = ours.unwrap();
    assert!(
        (ours - printed).abs() <= PRINTED,
        "{ours}, expected {printed}"
    );
}
