//! Several categories against `PySAL`, and against R where `PySAL` has no value.

use jalon::dispersal::{
    Told, Undefined,
    groups::{
        Groups, RankOrder, corners, dissimilarity, divergence, diversity, gini, global_distortion,
        information, largest_distortion, local_distortion, local_mix, location_quotients,
        normalised_exposure, rank_order, relative_diversity, simpson_concentration,
        simpson_interaction, squared_variation,
    },
};
use serde_json::Value;

use crate::dispersal_cases::{Case, cases};

/// What R prints of an index, four decimals.
const PRINTED: f64 = 5.1e-5;
/// How many corners `PySAL` takes as seeds.
const SEEDS: usize = 4;

type Index = fn(&Groups) -> Told;

fn groups(case: &Case) -> Groups {
    let names = case.expected["groups"].as_array().unwrap();
    let row = |feature: &Value| {
        let counts = names
            .iter()
            .map(|name| feature["properties"][name.as_str().unwrap()].as_f64());
        counts.collect::<Option<Vec<f64>>>().unwrap()
    };
    Groups::new(case.features.iter().map(row).collect()).unwrap()
}

/// Numbers of `PySAL`; it has none where a category is empty, where R says that it changes nothing.
fn numbers(expected: &Value) -> bool {
    expected.is_number()
}

#[test]
fn golden_groups_indices_match_pysal() {
    let indices: &[(&str, Index)] = &[
        ("MultiDissim", dissimilarity),
        ("MultiGini", gini),
        ("MultiInfoTheory", information),
        ("MultiDivergence", divergence),
        ("MultiDiversity", diversity),
        ("MultiNormExposure", normalised_exposure),
        ("MultiRelativeDiversity", relative_diversity),
        ("MultiSquaredCoefVar", squared_variation),
        ("SimpsonsConcentration", simpson_concentration),
        ("SimpsonsInteraction", simpson_interaction),
    ];
    for case in cases() {
        let groups = groups(&case);
        let pysal = &case.expected["pysal"]["multigroup"];
        for (name, index) in indices.iter().filter(|(name, _)| numbers(&pysal[name])) {
            case.compare(name, index(&groups), &pysal[name]);
        }
    }
}

#[test]
fn golden_groups_indices_match_r_also_with_an_empty_category() {
    let printed: &[(&str, Index)] = &[
        ("HMulti", information),
        ("DMulti", dissimilarity),
        ("GiniMulti", gini),
        ("PMulti", normalised_exposure),
        ("RelDivers", relative_diversity),
        ("HShannon", diversity),
        ("ISimpson", simpson_interaction),
    ];
    for case in cases() {
        let groups = groups(&case);
        let oracle = &case.expected["r_oracle"];
        let elbers = &oracle["elbers"]["four_groups_M_H"];
        if numbers(&elbers["M"]) {
            case.compare("M", divergence(&groups), &elbers["M"]);
            case.compare("H", information(&groups), &elbers["H"]);
        }
        for (name, index) in printed {
            if let Some(theirs) = oracle["OasisR"][name].as_f64() {
                let ours = index(&groups).unwrap();
                assert!(
                    (ours - theirs).abs() < PRINTED,
                    "{} {name}: {ours}, {theirs}",
                    case.name
                );
            }
        }
    }
}

#[test]
fn golden_groups_rank_order_matches_pysal() {
    for case in cases() {
        let groups = groups(&case);
        let pysal = &case.expected["pysal"]["multigroup"];
        for (name, index) in [
            ("RankOrderInfoTheory[degree=2]", RankOrder::Information),
            ("RankOrderSqrt[degree=2]", RankOrder::SquareRoot),
            ("RankOrderVarianceRatio[degree=2]", RankOrder::VarianceRatio),
        ] {
            let ours = rank_order(&groups, index, 2).map(|fit| fit.index);
            case.compare(name, ours, &pysal[name]);
        }
    }
}

#[test]
fn golden_groups_local_mixes_and_quotients_match_pysal() {
    for case in cases() {
        let groups = groups(&case);
        let pysal = &case.expected["pysal"]["local"];
        let listed = |key: &str| pysal[key].as_array().cloned().unwrap_or_default();
        let (mixes, quotients) = (local_mix(&groups), location_quotients(&groups));
        for (unit, mix) in mixes.iter().enumerate() {
            // What PySAL answers for an empty unit differs by index: we owe the reason.
            let Ok(mix) = mix else { continue };
            for (key, ours) in [
                ("MultiLocalDiversity", mix.diversity),
                ("MultiLocalEntropy", mix.entropy),
                ("MultiLocalSimpsonConcentration", mix.concentration),
                ("MultiLocalSimpsonInteraction", mix.interaction),
            ] {
                listed(key)
                    .get(unit)
                    .inspect(|theirs| case.compare(key, Ok(ours), theirs));
            }
            let rows = listed("MultiLocationQuotient");
            let row = rows
                .get(unit)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            for (ours, theirs) in quotients[unit].iter().zip(row) {
                case.compare("LQ", *ours, theirs);
            }
        }
    }
}

#[test]
fn golden_groups_distortion_matches_pysal() {
    for case in cases() {
        let Some(expected) =
            case.expected["pysal"]["local"]["LocalDistortion[normalize=False]"].as_array()
        else {
            continue;
        };
        let (groups, places) = (groups(&case), case.places());
        let local = local_distortion(&groups, &places).unwrap();
        for (ours, theirs) in local.into_iter().zip(expected) {
            case.compare("local distortion", Ok(ours), theirs);
        }
        let global = global_distortion(&groups, &places).unwrap();
        let pysal = &case.expected["pysal"]["multigroup"];
        case.compare(
            "distortion",
            global,
            &pysal["GlobalDistortion[normalize=False]"],
        );
        let largest: Vec<f64> = corners(&places)
            .into_iter()
            .map(|seed| largest_distortion(&groups, &places, seed).unwrap())
            .collect();
        let theirs = &pysal["GlobalDistortion[normalize=True,default]"];
        let scaled = |largest: f64| global.map(|global| global / largest);
        assert!(
            by_seeds(&largest).any(|largest| close(scaled(largest), theirs)),
            "{}: no choice of corners gives {theirs}",
            case.name
        );
    }
}

/// The largest over four corners evenly spaced from each possible beginning, both ways round.
fn by_seeds(largest: &[f64]) -> impl Iterator<Item = f64> {
    let around = largest.len();
    let spaced = move |begin: usize, back: bool| {
        let taken = (0..SEEDS).map(|k| {
            if around > SEEDS {
                k * around / SEEDS
            } else {
                k % around
            }
        });
        let at = taken.map(|k| {
            if back {
                (begin + around - k) % around
            } else {
                (begin + k) % around
            }
        });
        at.map(|at| largest[at]).fold(0.0, f64::max)
    };
    (0..around).flat_map(move |begin| [spaced(begin, false), spaced(begin, true)])
}

fn close(ours: Result<f64, Undefined>, theirs: &Value) -> bool {
    let (Ok(ours), Some(theirs)) = (ours, theirs.as_f64()) else {
        return false;
    };
    (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1e-6) || (ours.is_nan() && theirs == 0.0)
}
