//! Nulls, decompositions and maps of significance against `PySAL`, esda, R and exact references.

use jalon::dispersal::{
    Counts, Told, Undefined,
    change::{
        Counterfactual, karmel_maclachlan, local_information, mora_ruiz_castillo,
        mutual_difference, shapley,
    },
    dissimilarity, gini,
    groups::Groups,
    hotspots,
    inference::{Comparison, Draws, Null, Tested, chance_band, one_value, two_values},
    information, isolation,
    places::{Linked, Weights},
    shrunken_quotients,
};
use serde_json::Value;

use crate::dispersal_cases::{Case, cases};

/// Draws for cases of up to a few hundred units, and for larger ones.
const MANY: u32 = 2_000;
const FEW: u32 = 100;
/// What rounding leaves of differences of indices.
const ROUNDING: f64 = 1e-12;
/// R stops fitting margins at this distance.
const FITTING: f64 = 1e-10;

type Index = fn(&Counts) -> Told;

fn draws(case: &Case) -> Draws {
    Draws::new(if case.features.len() > 500 { FEW } else { MANY }, 11).unwrap()
}

/// Mean, deviation and tail of ours against theirs, as far as both kinds of draws allow.
fn assert_alike(case: &Case, null: &str, ours: &Tested, theirs: &Value) {
    let Some(mean) = theirs["mean"].as_f64() else {
        return;
    };
    let deviation = theirs["sd"].as_f64().unwrap();
    let draws = f64::from(u32::try_from(ours.draws).unwrap());
    let other = theirs["mc_se_of_mean"]
        .as_f64()
        .unwrap_or(deviation / draws.sqrt());
    let error = ((deviation * deviation) / draws + other * other).sqrt();
    assert!(
        (ours.mean - mean).abs() <= 4.0 * error + ROUNDING,
        "{} {null}: {ours:?} {theirs}",
        case.name
    );
    let slack = (0.03 + 4.0 / (2.0 * draws).sqrt()) * deviation;
    assert!(
        (ours.deviation - deviation).abs() <= slack + ROUNDING,
        "{} {null}: {ours:?} {theirs}",
        case.name
    );
    let p = theirs["p_upper_(r+1)/(B+1)"].as_f64().unwrap();
    let slack = 4.0 * (2.0 * p * (1.0 - p) / draws).sqrt() + 2.0 / draws;
    // An even city has no noise: which side of equal draws rounding falls on is not told.
    if deviation > ROUNDING {
        assert!(
            (ours.p_upper - p).abs() <= slack,
            "{} {null}: {ours:?} {theirs}",
            case.name
        );
    }
}

#[test]
fn golden_inference_chance_bands_are_those_drawn_elsewhere() {
    for case in cases() {
        let nulls = &case.expected["nulls_Dissim"];
        let Ok(band) = chance_band(&case.counts("x"), draws(&case)) else {
            assert!(!nulls.is_object(), "{}", case.name);
            continue;
        };
        assert_alike(
            &case,
            "D",
            &band.dissimilarity,
            &nulls["person_permutation"],
        );
        let together = &nulls["person_permutation_colocation_ratio"];
        assert_alike(&case, "co-location", &band.colocation.unwrap(), together);
    }
}

#[test]
fn golden_inference_every_null_is_that_drawn_elsewhere() {
    for case in cases() {
        let (counts, nulls) = (case.counts("x"), &case.expected["nulls_Dissim"]);
        if !nulls.is_object() {
            continue;
        }
        let test = |null| one_value(&counts, null, draws(&case), dissimilarity).unwrap();
        for (name, null) in [
            ("systematic", Null::Systematic),
            ("evenness", Null::Evenness),
            ("person_permutation", Null::PersonPermutation),
        ] {
            assert_alike(&case, name, &test(null), &nulls[name]);
        }
        let value = dissimilarity(&counts).unwrap();
        assert_alike(
            &case,
            "bootstrap",
            &test(Null::Bootstrap { value }),
            &nulls["bootstrap_units"],
        );
    }
}

/// The case at its second date, where it has one.
fn later(case: &Case) -> Option<Counts> {
    let second = |feature: &Value| feature["properties"]["t2"].is_number();
    case.features
        .iter()
        .all(second)
        .then(|| case.counts_of("x2", "t2"))
}

fn off(ours: f64, theirs: &Value) -> bool {
    theirs
        .as_f64()
        .is_some_and(|theirs| (ours - theirs).abs() > ROUNDING)
}

#[test]
fn golden_inference_shapley_parts_match_pysal() {
    let indices: &[(&str, Index)] = &[
        ("Dissim", dissimilarity),
        ("Gini", gini),
        ("Entropy", information),
        ("Isolation", isolation),
    ];
    for case in cases() {
        let (Some(after), before) = (later(&case), case.counts("x")) else {
            continue;
        };
        for (name, index) in indices {
            for (way, counterfactual) in [
                ("composition", Counterfactual::Composition),
                ("share", Counterfactual::Share),
                ("dual_composition", Counterfactual::DualComposition),
            ] {
                let expected =
                    &case.expected["dynamics"][format!("DecomposeSegregation[{name},{way}]")];
                let ours = shapley([&before, &after], counterfactual, index).unwrap();
                let parts = [
                    ("c_s", ours.spatial),
                    ("c_a", ours.attribute),
                    ("s1_a1", ours.indices[0]),
                    ("s1_a2", ours.indices[1]),
                    ("s2_a1", ours.indices[2]),
                    ("s2_a2", ours.indices[3]),
                ];
                let wrong = parts
                    .into_iter()
                    .find(|(key, ours)| off(*ours, &expected[key]));
                assert_eq!(wrong, None, "{} {name} {way}: {expected}", case.name);
            }
        }
    }
}

#[test]
fn golden_inference_differences_of_two_dates_match_pysal() {
    for case in cases() {
        let (Some(after), before) = (later(&case), case.counts("x")) else {
            continue;
        };
        for (name, comparison) in [
            ("random_label", Comparison::RandomLabel),
            ("bootstrap", Comparison::Bootstrap),
            (
                "composition",
                Comparison::Swapped(Counterfactual::Composition),
            ),
            ("share", Comparison::Swapped(Counterfactual::Share)),
            (
                "dual_composition",
                Comparison::Swapped(Counterfactual::DualComposition),
            ),
        ] {
            let tested = two_values(
                [&before, &after],
                comparison,
                Draws::new(200, 3).unwrap(),
                dissimilarity,
            )
            .unwrap();
            let expected = &case.expected["dynamics"][format!("TwoValueTest[Dissim,{name}]")]["est_point_diff"];
            if expected.is_number() {
                case.compare(name, Ok(tested.value), expected);
            }
            assert!(tested.p_two_sided > 0.0 && tested.p_two_sided <= 1.0);
        }
    }
}

#[test]
fn golden_inference_changes_of_mutual_information_match_r() {
    let groups = |counts: &Counts| {
        let row = |unit: &jalon::dispersal::Unit| vec![unit.group, unit.total - unit.group];
        Groups::new(counts.units().iter().map(row).collect()).unwrap()
    };
    for case in cases() {
        let Some(after) = later(&case) else { continue };
        let (before, after) = (groups(&case.counts("x")), groups(&after));
        let oracle = &case.expected["r_oracle"]["elbers"];
        let change = mutual_difference(&before, &after).unwrap().unwrap();
        let fixed = karmel_maclachlan(&before, &after).unwrap().unwrap();
        let entropies = mora_ruiz_castillo(&before, &after).unwrap().unwrap();
        for (method, part, ours) in [
            ("shapley", "M1", change.before),
            ("shapley", "M2", change.after),
            ("shapley", "additions", change.additions),
            ("shapley", "removals", change.removals),
            ("shapley", "group_marginal", change.group_margin),
            ("shapley", "unit_marginal", change.unit_margin),
            ("shapley", "structural", change.structure),
            ("km", "group_marginal", fixed.group_margin),
            ("km", "unit_marginal", fixed.unit_margin),
            ("km", "interaction", fixed.interaction),
            ("km", "structural", fixed.structure),
            ("mrc", "group_marginal", entropies.group_margin),
            ("mrc", "unit_marginal", entropies.unit_margin),
            ("mrc", "structural", entropies.structure),
        ] {
            if let Some(theirs) = oracle[format!("mutual_difference_{method}")][part].as_f64() {
                assert!(
                    (ours - theirs).abs() <= FITTING,
                    "{} {method} {part}: {ours} {theirs}",
                    case.name
                );
            }
        }
    }
}

#[test]
fn golden_inference_local_information_matches_r() {
    for case in cases() {
        let names = case.expected["groups"].as_array().unwrap();
        let row = |feature: &Value| {
            let count = |name: &Value| {
                feature["properties"][name.as_str().unwrap()]
                    .as_f64()
                    .unwrap()
            };
            names.iter().map(count).collect::<Vec<f64>>()
        };
        let groups = Groups::new(case.features.iter().map(row).collect()).unwrap();
        let local = local_information(&groups);
        let expected = &case.expected["r_oracle"]["elbers"]["local_units_ls"];
        let units = expected["unit"].as_array().into_iter().flatten();
        for (unit, theirs) in units.zip(expected["ls"].as_array().into_iter().flatten()) {
            let unit = usize::try_from(unit.as_u64().unwrap()).unwrap();
            let ours = local[unit].unwrap();
            assert!(
                (ours - theirs.as_f64().unwrap()).abs() <= ROUNDING,
                "{} {unit}",
                case.name
            );
        }
    }
}

#[test]
fn golden_inference_hotspots_match_esda() {
    for case in cases() {
        let counts = case.counts("x");
        let queen = Weights::queen(&case.shapes(), 1e-6);
        let ours = hotspots(Linked::new(&counts, &queen).unwrap());
        let expected = case.expected["esda"]["Getis_Ord_Gi_star_z_binary_queen_rate"].as_array();
        for (unit, theirs) in expected.into_iter().flatten().enumerate() {
            // With equal shares esda divides rounding by rounding; an island of esda has no z.
            if let (Ok(z), Some(_)) = (ours[unit].z, theirs.as_f64()) {
                case.compare(&format!("Gi* {unit}"), Ok(z), theirs);
            }
        }
        for found in ours.iter().filter(|_| counts.group() > 0.0) {
            let (Ok(lower), Ok(upper)) = (found.p_lower, found.p_upper) else {
                continue;
            };
            assert!(
                lower + upper >= 1.0 - 1e-9 && lower + upper <= 2.0,
                "{found:?}"
            );
        }
    }
}

#[test]
fn golden_inference_shrunken_rates_match_the_reference() {
    for case in cases() {
        let expected = &case.expected["reference"]["eb_rates_marshall"];
        match shrunken_quotients(&case.counts("x")) {
            Ok(ours) => {
                case.compare("a", Ok(ours.variance), &expected["variance_component_a"]);
                case.compare("b", Ok(ours.share), &expected["b"]);
                let theirs = expected["rates"].as_array().into_iter().flatten();
                for (ours, theirs) in ours.rates.into_iter().zip(theirs) {
                    case.compare("rate", Ok(ours), theirs);
                }
            }
            Err(reason) => assert_eq!(reason, Undefined::NoGroup, "{}", case.name),
        }
    }
}
