//! Shapes, neighbours and spatial indices against `PySAL`, libpysal and the published formulas.

use jalon::dispersal::{
    Centre, Counts, Decay, Surroundings, Told, Undefined, absolute_centralisation,
    absolute_concentration, correlation_ratio, delta, dissimilarity, egohoods, gini, information,
    interaction, isolation, local_centralisation, min_max, multiscalar_profile,
    neighbour_dissimilarity,
    places::{Bordered, Kernel, KernelShape, Linked, Located, Weights},
    proximity_profile, relative_centralisation, relative_concentration, shape_dissimilarity,
};
use serde_json::Value;

use crate::dispersal_cases::cases;

/// The drawings of the cases share their corners exactly.
const TOLERANCE_M: f64 = 1e-6;
/// A centre is known to a nanometre of Lambert-93, so a household near the reach to as little.
const HOUSEHOLDS: f64 = 1e-10;

type Index = fn(&Counts) -> Told;

fn rows(weights: &Weights) -> Vec<Vec<u64>> {
    let row = |unit| {
        weights
            .of(unit)
            .iter()
            .map(|entry| entry.0 as u64)
            .collect()
    };
    (0..weights.len()).map(row).collect()
}

#[test]
fn golden_places_have_the_areas_centres_and_neighbours_of_geos() {
    for case in cases() {
        let (shapes, places) = (case.shapes(), case.places());
        let geometry = &case.expected["geometry"];
        let sum: f64 = places.all().iter().map(|place| place.area_m2).sum();
        case.compare("area", Ok(sum), &geometry["area_sum"]);
        let sum: f64 = places.all().iter().map(|place| place.perimeter_m).sum();
        case.compare("perimeter", Ok(sum), &geometry["perimeter_sum"]);
        let listed = |key: &str| geometry[key].as_array().into_iter().flatten().enumerate();
        for (unit, centre) in listed("centroid") {
            let ours = places.all()[unit].centre;
            case.compare("x", Ok(ours.x), &centre[0]);
            case.compare("y", Ok(ours.y), &centre[1]);
        }
        for (key, weights) in [
            ("queen", Weights::queen(&shapes, TOLERANCE_M)),
            ("rook", Weights::rook(&shapes, TOLERANCE_M)),
        ] {
            let links: usize = rows(&weights).iter().map(Vec::len).sum();
            let islands: Vec<u64> = weights.islands().map(|unit| unit as u64).collect();
            assert_eq!(
                geometry[format!("{key}_links")],
                links,
                "{} {key}",
                case.name
            );
            assert_eq!(
                geometry[format!("{key}_islands")],
                Value::from(islands),
                "{}",
                case.name
            );
            for (unit, row) in geometry[key].as_object().into_iter().flatten() {
                let unit: usize = unit.parse().unwrap();
                assert_eq!(
                    *row,
                    Value::from(rows(&weights)[unit].clone()),
                    "{} {key} {unit}",
                    case.name
                );
            }
        }
        let borders = Weights::shared_border(&shapes, TOLERANCE_M);
        for (pair, length) in geometry["shared_boundary_m"]
            .as_object()
            .into_iter()
            .flatten()
        {
            let (one, other) = pair.split_once('-').unwrap();
            let (one, other): (usize, usize) = (one.parse().unwrap(), other.parse().unwrap());
            let found = borders.of(one).iter().find(|entry| entry.0 == other);
            case.compare(
                pair,
                found.map(|entry| entry.1).ok_or(Undefined::NoNeighbours),
                length,
            );
        }
    }
}

#[test]
fn golden_places_land_and_centre_match_pysal_and_the_reference() {
    for case in cases() {
        let (counts, places) = (case.counts("x"), case.places());
        let city = Located::new(&counts, &places).unwrap();
        let (pysal, reference) = (
            &case.expected["pysal"]["singlegroup"],
            &case.expected["reference"],
        );
        case.compare("delta", delta(city), &reference["delta"]);
        // Tied areas and distances leave the value to the order in which they are sorted.
        if case.expected["ties"]["areas_tied"] == false {
            case.compare(
                "ACO",
                absolute_concentration(city),
                &pysal["AbsoluteConcentration"],
            );
            case.compare(
                "RCO",
                relative_concentration(city),
                &pysal["RelativeConcentration"],
            );
        }
        if case.expected["ties"]["distances_to_mean_centre_tied"] != false || counts.group() <= 0.0
        {
            continue;
        }
        for (ending, centre) in [
            ("", Centre::Mean),
            ("[center=median]", Centre::Median),
            ("[center=population_weighted_mean]", Centre::Households),
            ("[center=largest_population]", Centre::MostHouseholds),
        ] {
            let name = format!("AbsoluteCentralization{ending}");
            case.compare(&name, absolute_centralisation(city, centre), &pysal[&name]);
            let name = format!("RelativeCentralization{ending}");
            case.compare(&name, relative_centralisation(city, centre), &pysal[&name]);
        }
        let absolute = &reference["absolute_centralisation[mean centre]"];
        case.compare("ACE", absolute_centralisation(city, Centre::Mean), absolute);
    }
}

#[test]
fn golden_places_local_centralisation_matches_pysal_where_it_is_told() {
    for case in cases() {
        let Some(expected) =
            case.expected["pysal"]["local"]["LocalRelativeCentralization[k=5]"].as_array()
        else {
            continue;
        };
        let (counts, places) = (case.counts("x"), case.places());
        let ours = local_centralisation(Located::new(&counts, &places).unwrap(), 5);
        assert_eq!(ours.len(), expected.len());
        for (unit, (ours, expected)) in ours.into_iter().zip(expected).enumerate() {
            // Where nobody of the group lives around, PySAL says 0 and we say why there is no value.
            if ours.is_ok() {
                case.compare(&format!("RCE around {unit}"), ours, expected);
            }
        }
    }
}

#[test]
fn golden_places_dissimilarity_across_borders_matches_pysal() {
    for case in cases() {
        let (counts, places, shapes) = (case.counts("x"), case.places(), case.shapes());
        let pysal = &case.expected["pysal"]["singlegroup"];
        let queen = Weights::queen(&shapes, TOLERANCE_M);
        let borders = Weights::shared_border(&shapes, TOLERANCE_M);
        let index =
            |weights: &Weights| neighbour_dissimilarity(Linked::new(&counts, weights).unwrap());
        case.compare("Morrill", index(&queen), &pysal["SpatialDissim"]);
        case.compare(
            "Wong",
            index(&borders),
            &pysal["BoundarySpatialDissim[standardize=False]"],
        );
        // With islands PySAL divides by 0; we leave them out.
        if queen.islands().next().is_none() {
            let row = queen.row_standardised();
            case.compare(
                "Morrill rows",
                index(&row),
                &pysal["SpatialDissim[standardize=True]"],
            );
            let row = borders.row_standardised();
            case.compare("Wong rows", index(&row), &pysal["BoundarySpatialDissim"]);
        } else {
            assert!(index(&queen.row_standardised()).is_ok() || counts.group() <= 0.0);
        }
        let city = Bordered::new(&counts, &places, &borders).unwrap();
        case.compare("PAR", shape_dissimilarity(city), &pysal["PARDissim"]);
        if counts.group() > 0.0 {
            let profile = proximity_profile(Linked::new(&counts, &queen).unwrap(), 1000);
            case.compare(
                "SPP",
                profile.map(|profile| profile.index),
                &pysal["SpatialProxProf"],
            );
        }
    }
}

#[test]
fn golden_places_clustering_matches_the_published_formulas() {
    for case in cases() {
        let (counts, places) = (case.counts("x"), case.places());
        let city = Located::new(&counts, &places).unwrap();
        let reference = &case.expected["reference"];
        for length in [500.0, 1000.0, 2000.0] {
            let around = Surroundings::of(city, Decay::new(length).unwrap());
            let expected =
                |index: &str| &reference[format!("{index}[exp(-d/{length}m),d_ii=0.6sqrt(a)]")];
            if *expected("dd_isolation") == Value::Null {
                continue;
            }
            case.compare(
                "SP",
                around.spatial_proximity(),
                expected("spatial_proximity"),
            );
            case.compare(
                "RCL",
                around.proximity_ratio(),
                expected("relative_clustering"),
            );
            case.compare(
                "ACL",
                around.absolute_clustering(),
                expected("absolute_clustering"),
            );
            case.compare("DDxPx", around.isolation(), expected("dd_isolation"));
            case.compare("DDxPy", around.interaction(), expected("dd_interaction"));
        }
    }
}

#[test]
fn golden_places_egohoods_match_the_unrounded_reference() {
    let indices: &[(&str, Index)] = &[
        ("Dissim", dissimilarity),
        ("Gini", gini),
        ("Entropy", information),
        ("Isolation", isolation),
        ("Interaction", interaction),
        ("MinMax", min_max),
        ("CorrelationR", correlation_ratio),
    ];
    for case in cases() {
        let (counts, places) = (case.counts("x"), case.places());
        let city = Located::new(&counts, &places).unwrap();
        let expected = &case.expected["implicit_spatial"];
        let Some(reach) = expected["bandwidth_m"].as_f64() else {
            continue;
        };
        let kernel = Kernel::new(KernelShape::Triangular, reach).unwrap();
        let around = egohoods(city, &kernel).unwrap();
        for (name, index) in indices {
            case.compare(name, index(&around), &expected["reference_unrounded"][name]);
            let profile =
                multiscalar_profile(city, KernelShape::Triangular, &[reach], index).unwrap();
            assert_eq!(profile[1], (reach, index(&around)), "{}", case.name);
        }
        let listed = |key: &str| expected[key].as_array().into_iter().flatten();
        for (key, of) in [("egohood_x", 0), ("egohood_t", 1)] {
            for (unit, expected) in around.units().iter().zip(listed(key)) {
                let (ours, expected) = ([unit.group, unit.total][of], expected.as_f64().unwrap());
                assert!(
                    (ours - expected).abs() <= HOUSEHOLDS * (1.0 + expected),
                    "{} {key}: {ours}, {expected}",
                    case.name
                );
            }
        }
    }
}
