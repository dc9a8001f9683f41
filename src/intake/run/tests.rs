//! Whole files of a few invented records, from readings to the report.

use geo_types::Coord;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    domain::{LandmarkKind, Peril, SettlementId},
    formats::{DeclaredCrs, FeatureFault},
    intake::{Classes, Mapping},
    spatial::{Bbox, Properties, Value},
};

mod offers;

/// A square of a hundredth of a degree near Toulouse, the further east the larger the number.
fn square(step: f64) -> SourceGeometry {
    let (x, y, side) = (1.3 + step * 0.02, 43.6, 0.01);
    let ring = [
        (x, y),
        (x + side, y),
        (x + side, y + side),
        (x, y + side),
        (x, y),
    ];
    SourceGeometry::Polygons(vec![vec![ring.into_iter().map(Into::into).collect()]])
}

fn point(x: f64, y: f64) -> SourceGeometry {
    SourceGeometry::Points(vec![Coord { x, y }])
}

fn columns(pairs: &[(&str, &str)]) -> Properties {
    let values = pairs
        .iter()
        .map(|&(name, text)| (name.to_owned(), Value::from(text.to_owned())));
    values.collect()
}

fn file(records: Vec<(Option<SourceGeometry>, Properties)>) -> Vec<Item> {
    (1..)
        .zip(records)
        .map(|(number, (geometry, properties))| {
            Ok(Reading::Feature(SourceFeature {
                number,
                geometry,
                properties,
            }))
        })
        .collect()
}

fn heading(crs: DeclaredCrs) -> Heading {
    Heading {
        format: "test".to_owned(),
        file_layer: None,
        crs,
        columns: Vec::new(),
        notes: Vec::new(),
    }
}

fn counting_ids() -> NewId {
    let mut last = 0;
    Box::new(move || {
        last += 1;
        Uuid::from_u128(last)
    })
}

fn take_in(plan: Plan, readings: Vec<Item>) -> Result<(Vec<Record>, ImportReport), Error> {
    let heading = heading(DeclaredCrs::Epsg(4326));
    let mut intake = Intake::new(plan, heading, readings.into_iter(), counting_ids())?;
    let mut records = Vec::new();
    loop {
        let batch = intake.next_records(2)?;
        if batch.is_empty() {
            break;
        }
        records.extend(batch);
    }
    Ok((records, intake.finish()?))
}

fn settlements() -> Plan {
    Plan::new(LayerKind::Settlements, "sites.geojson")
}

fn flood() -> Plan {
    Plan::new(LayerKind::Zones(Peril::Flood), "plan.gpkg")
}

fn whys(report: &ImportReport) -> Vec<&str> {
    report.refusals.iter().map(|r| r.why.as_str()).collect()
}

#[test]
fn a_settlement_keeps_its_id_when_its_code_is_known() {
    let old = SettlementId(Uuid::from_u128(77));
    let mut plan = settlements();
    plan.known.insert("B2".to_owned(), old);
    let readings = file(vec![
        (
            Some(square(0.0)),
            columns(&[("code", "B1"), ("menages", "12")]),
        ),
        (
            Some(square(1.0)),
            columns(&[("code", "B2"), ("menages", "many")]),
        ),
    ]);

    let (records, report) = take_in(plan, readings).unwrap();

    let [Record::Settlement(first), Record::Settlement(second)] = &records[..] else {
        panic!("{records:?}");
    };
    assert_eq!(first.id, SettlementId(Uuid::from_u128(1)));
    assert_eq!((first.households, first.name.as_str()), (Some(12), "B1"));
    assert_eq!((second.id, second.households), (old, None));
    assert_eq!(
        report.warnings,
        ["1 record (feature 2): the value of households cannot be read, and is left empty"]
    );
    assert_eq!(report.mapping["households"], "menages");
}

#[test]
fn a_code_that_is_taken_is_refused_with_the_feature_that_has_it() {
    let readings = file(vec![
        (Some(square(0.0)), columns(&[("code", "B1")])),
        (Some(square(1.0)), columns(&[("code", "B1")])),
    ]);

    let (_, report) = take_in(settlements(), readings).unwrap();

    assert_eq!(
        whys(&report),
        ["code \"B1\" already belongs to feature 1; give each record its own code"]
    );
}

#[test]
fn records_without_a_code_get_the_same_one_each_time() {
    let readings = || {
        file(vec![
            (Some(square(0.0)), columns(&[("nom", "La Berge")])),
            (Some(square(1.0)), columns(&[("nom", "La Berge")])),
            (Some(square(2.0)), columns(&[("nom", "")])),
        ])
    };

    let codes = || -> Vec<String> {
        let (records, report) = take_in(settlements(), readings()).unwrap();
        assert!(report.warnings[0].starts_with("3 records (feature 1, 2, 3): no code"));
        let code = |record| match record {
            Record::Settlement(settlement) => settlement.code,
            other => panic!("{other:?}"),
        };
        records.into_iter().map(code).collect()
    };

    assert_eq!(codes(), ["la-berge", "S0002", "S0003"]);
    assert_eq!(codes(), codes());
}

#[test]
fn shapes_of_the_wrong_kind_are_refused_with_advice() {
    let readings = file(vec![
        (Some(point(1.4, 43.6)), columns(&[("code", "B1")])),
        (None, columns(&[("code", "B2")])),
        (
            Some(SourceGeometry::Polygons(Vec::new())),
            columns(&[("code", "B3")]),
        ),
        (Some(square(0.0)), columns(&[("code", "B4")])),
    ]);

    let (records, report) = take_in(settlements(), readings).unwrap();

    assert_eq!(records.len(), 1);
    assert_eq!(
        whys(&report),
        [
            "its shape does not fit a layer of “Settlements”, which needs an area; draw its outline, or a circle \
             around the point as large as the place",
            "it has no shape; draw it or leave it out of the file",
            "it has no shape; draw it or leave it out of the file",
        ]
    );
    assert_eq!(report.refusals[0].place.name.as_deref(), Some("B1"));
}

#[test]
fn a_railway_of_points_is_refused_and_a_hydrant_of_one_is_kept() {
    let landmarks = |kind| Plan::new(LayerKind::Landmarks(kind), "lines.kml");
    let readings = || file(vec![(Some(point(1.4, 43.6)), columns(&[("nom", "A")]))]);

    let (records, _) = take_in(landmarks(LandmarkKind::Hydrant), readings()).unwrap();

    assert_eq!(records.len(), 1);
    assert!(matches!(
        take_in(landmarks(LandmarkKind::Railway), readings()),
        Err(Error::NothingKept { .. })
    ));
}

#[test]
fn repeated_records_are_left_out_and_repeated_shapes_are_kept() {
    let zone = |class| (Some(square(0.0)), columns(&[("nivalea", class)]));
    let readings = file(vec![zone("F"), zone("F"), zone("M")]);

    let (records, report) = take_in(flood(), readings).unwrap();

    assert_eq!(records.len(), 2);
    let duplicates = &report.duplicates;
    assert_eq!((duplicates.same_record, duplicates.same_shape), (1, 1));
    assert_eq!(duplicates.places.len(), 2);
}

#[test]
fn zones_of_another_peril_of_no_hazard_and_of_no_known_class_are_told_apart() {
    let zone = |step, class, kind| {
        let row = columns(&[("niveaualea", class), ("typealea", kind)]);
        (Some(square(step)), row)
    };
    let readings = file(vec![
        zone(0.0, "04", "113"),
        zone(1.0, "04", "124"),
        zone(2.0, "00", "113"),
        zone(3.0, "99", "113"),
        zone(4.0, "06", "999"),
    ]);

    let (records, report) = take_in(flood(), readings).unwrap();

    let severities: Vec<_> = records
        .iter()
        .map(|record| match record {
            Record::HazardZone(zone) => (zone.severity.get(), zone.source_class.as_str()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(severities, [(3, "04"), (4, "06")]);
    assert_eq!(
        whys(&report),
        [
            "it is about another peril (type \"124\"), not flood: left out",
            "class \"00\" says that there is no hazard: left out",
            "class \"99\" is not known; known are 00 to 07; say what it means with \
             --class-map 99=N, 0 (none) to 4 (very high)",
        ]
    );
    assert_eq!(report.warnings.len(), 3);
}

#[test]
fn zones_without_a_class_need_one_for_all() {
    let readings = || {
        let row = columns(&[("gid", "7"), ("scenario", "02 moyen")]);
        file(vec![(Some(square(0.0)), row)])
    };
    let mut with_class = flood();
    with_class.classes = Classes::all(2.try_into().unwrap());

    let error = take_in(flood(), readings()).unwrap_err();
    let (records, report) = take_in(with_class, readings()).unwrap();

    assert!(report.warnings[0].starts_with("column \"scenario\" is not read"));
    assert_eq!(
        error.to_string(),
        "no column looks like the class of a layer of flood; the file has gid, scenario; name \
         one with --map class=COLUMN, or give every zone one severity with --class 1 (low) to 4 (very high)"
    );
    assert!(matches!(&records[0], Record::HazardZone(zone) if zone.severity.get() == 2));
}

#[test]
fn a_placement_needs_a_day_and_a_code_but_no_home() {
    let row = |household, day, origin| {
        columns(&[
            ("menage", household),
            ("date_relogement", day),
            ("site", origin),
            ("type_logement", "Logement social"),
        ])
    };
    let plan = Plan::new(LayerKind::Placements, "moves.csv");
    let readings = file(vec![
        (None, row("H-014", "09/03/2024", "B1")),
        (
            Some(point(1.44, 43.6)),
            row("H-015", "2024-03-10", "Nowhere"),
        ),
        (None, row("Famille Martin", "2024-03-10", "B1")),
        (None, row("H-016", "2024", "B1")),
        (None, row("H-014", "2025-01-02", "B1")),
    ]);

    let (records, report) = take_in(plan, readings).unwrap();

    let [
        Record::Placement(first),
        Record::Placement(second),
        Record::Placement(again),
    ] = &records[..]
    else {
        panic!("{records:?}");
    };
    assert_eq!(first.moved_on, time::macros::date!(2024 - 03 - 09));
    assert_eq!(first.origin.as_deref(), Some("B1"));
    assert_eq!((second.home.is_some(), &second.origin), (true, &None));
    assert_eq!(again.household, "H-014");
    let text = serde_json::to_string(&report).unwrap();
    assert!(
        !text.contains("Martin") && !text.contains("H-014"),
        "{text}"
    );
    assert!(whys(&report)[1].contains("\"2024\" in column \"date_relogement\""));
}

#[test]
fn no_record_kept_is_an_error_with_the_whole_account() {
    let readings = file(vec![(Some(point(1.4, 43.6)), columns(&[("code", "B1")]))]);

    let error = take_in(settlements(), readings).unwrap_err();

    let Error::NothingKept { report } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(report.tally.refused, 1);
    assert!(
        error
            .to_string()
            .starts_with("none of the 1 records of sites.geojson was kept; the first, feature 1:")
    );
}

#[test]
fn metres_without_a_system_are_an_error_before_any_record() {
    let readings = file(vec![(
        Some(point(574_000.0, 6_279_000.0)),
        columns(&[("nom", "A")]),
    )]);
    let plan = Plan::new(LayerKind::Landmarks(LandmarkKind::Hydrant), "points.csv");
    let heading = heading(DeclaredCrs::Undeclared);
    let mut intake = Intake::new(plan, heading, readings.into_iter(), counting_ids()).unwrap();

    let error = intake.next_records(1).unwrap_err();

    assert_eq!(
        error.to_string(),
        "feature 1 is at 574000, 6279000, which is no longitude and latitude, and the file names \
         no reference system; it looks like Lambert-93: give --crs EPSG:2154"
    );
}

#[test]
fn records_outside_the_territory_are_kept_with_a_warning() {
    let mut plan = settlements();
    plan.territory = Some(Bbox {
        west: 1.29,
        south: 43.5,
        east: 1.32,
        north: 43.7,
    });
    let readings = file(vec![
        (Some(square(0.0)), columns(&[("code", "B1")])),
        (Some(square(9.0)), columns(&[("code", "B2")])),
    ]);

    let (records, report) = take_in(plan, readings).unwrap();

    assert_eq!(records.len(), 2);
    assert!(report.warnings[0].starts_with("1 record (feature 2): outside the territory"));
}

#[test]
fn a_column_that_the_first_records_lack_is_found() {
    let readings = file(vec![
        (Some(square(0.0)), columns(&[])),
        (
            Some(square(1.0)),
            columns(&[("code", "B2"), ("remarque", "x")]),
        ),
    ]);

    let (_, report) = take_in(settlements(), readings).unwrap();

    assert_eq!(report.mapping["code"], "code");
    assert_eq!(report.columns_left_out, ["remarque"]);
}

#[test]
fn lists_of_places_end_where_counts_go_on() {
    let mut records: Vec<_> = (0..80).map(|_| (None, columns(&[("code", "B")]))).collect();
    records.push((Some(square(0.0)), columns(&[("code", "B")])));

    let (_, report) = take_in(settlements(), file(records)).unwrap();

    assert_eq!((report.tally.refused, report.refusals.len()), (80, 50));
}

/// Any record that a file could hold, good or bad.
fn any_reading() -> impl Strategy<Value = (u8, u8, u8, u8)> {
    (0..6_u8, 0..3_u8, 0..5_u8, 0..4_u8)
}

#[allow(clippy::unnecessary_wraps, reason = "an item of a source is a result")]
fn reading(number: u64, (shape, step, class, kind): (u8, u8, u8, u8)) -> Item {
    let geometry = match shape {
        0 => None,
        1 => Some(SourceGeometry::Polygons(Vec::new())),
        2 => Some(point(f64::NAN, 43.6)),
        3 => {
            let fault = FeatureFault::NotFinite;
            return Ok(Reading::Refused { number, fault });
        }
        _ => Some(square(f64::from(step))),
    };
    let class = ["Fai", "TF", "Nul", "?", ""][usize::from(class)];
    let kind = ["113", "124", "999", "zone"][usize::from(kind)];
    let row = [
        ("nivalea", class),
        ("typealea", kind),
        ("code", class),
        ("date", "2024-03-09"),
        ("menage", "H1"),
    ];
    Ok(Reading::Feature(SourceFeature {
        number,
        geometry,
        properties: columns(&row),
    }))
}

proptest! {
    #[test]
    fn every_record_read_is_accepted_refused_or_repeated(
        parts in prop::collection::vec(any_reading(), 0..40),
        layer in 0..4_usize,
    ) {
        let kind = [
            LayerKind::Zones(Peril::Flood),
            LayerKind::Settlements,
            LayerKind::Landmarks(LandmarkKind::Hydrant),
            LayerKind::Placements,
        ][layer];
        let mut plan = Plan::new(kind, "any");
        plan.mapping = match kind {
            LayerKind::Zones(_) => Mapping::from_toml("class = \"nivalea\"").unwrap(),
            _ => Mapping::new(),
        };
        let readings: Vec<_> = (1..).zip(&parts).map(|(n, part)| reading(n, *part)).collect();

        let report = match take_in(plan, readings) {
            Ok((records, report)) => {
                prop_assert_eq!(records.len() as u64, report.tally.accepted);
                report
            }
            Err(Error::NothingKept { report }) => *report,
            // A file without one record has no columns either.
            Err(Error::ColumnMissing { .. } | Error::NoSuchColumn { .. }) => return Ok(()),
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        };

        let tally = report.tally;
        prop_assert_eq!(tally.read, parts.len() as u64);
        let counted = tally.accepted + tally.refused + report.duplicates.same_record;
        prop_assert_eq!(tally.read, counted);
        prop_assert!(tally.mended <= tally.accepted);
    }
}
