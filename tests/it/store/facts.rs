//! Invented records to store, small enough to check in the head.

use std::collections::BTreeMap;

use geo_types::{Coord, MultiPoint, Rect, line_string};
use jalon::{
    domain::{
        AnswerSource, Assessment, AssessmentId, AuditEvent, Band, DepthBlock, Duplicates, Factor,
        FactorScore, HazardClass, HazardZone, HousingOffer, ImportReport, Landmark, LandmarkKind,
        LayerKind, LayerVersion, Mend, Neighbourhood, Part, PeopleFit, Peril, Place, Placement,
        PlacementKind, QuestionGroup, QuestionScore, Record, Refusal, Reply, Score, Settlement,
        SettlementId, SettlementKind, SettlementStatus, Severity, Speed, StudyArea, Tally,
        Territory, Water,
    },
    spatial::{Bbox, CellGrid, Footprint, MendRule, Shape},
    store::{NewVersion, Store},
};
use time::macros::{date, datetime};
use uuid::Uuid;

pub(super) fn territory() -> Territory {
    Territory::default()
}

/// A square of a thousandth of a degree, each number its own place.
fn square(number: u32) -> Footprint {
    let (row, column) = (f64::from(number / 1_000), f64::from(number % 1_000));
    let corner = Coord {
        x: 1.0 + column * 0.001,
        y: 43.0 + row * 0.001,
    };
    let opposite = Coord {
        x: corner.x + 0.001,
        y: corner.y + 0.001,
    };
    Footprint::new(Rect::new(corner, opposite).to_polygon().into()).unwrap()
}

pub(super) fn zone(number: u32) -> Record {
    zone_of_class(number, "Fort")
}

pub(super) fn zone_of_class(number: u32, source_class: &str) -> Record {
    Record::HazardZone(HazardZone {
        peril: Peril::Flood,
        severity: Severity::try_from(u8::try_from(number % 4).unwrap() + 1).unwrap(),
        source_class: source_class.to_owned(),
        footprint: square(number),
    })
}

/// Zones 1 to `count`.
pub(super) fn zones(count: u32) -> Vec<Record> {
    (1..=count).map(zone).collect()
}

/// A settlement with an id of its own at each call.
pub(super) fn settlement(code: &str) -> Record {
    Record::Settlement(Settlement {
        id: SettlementId(Uuid::now_v7()),
        code: code.to_owned(),
        name: "Quai des Saules".to_owned(),
        kind: SettlementKind::Shantytown,
        status: SettlementStatus::Diagnosis,
        households: Some(14),
        people: None,
        installed_on: Some(date!(2021 - 11 - 03)),
        footprint: square(1),
    })
}

/// Records of every sort, with and without what may be missing.
pub(super) fn every_sort_of_record() -> Vec<(LayerKind, Vec<Record>)> {
    let railway = LayerKind::Landmarks(LandmarkKind::Railway);
    let hydrants = LayerKind::Landmarks(LandmarkKind::Hydrant);
    vec![
        (LayerKind::Settlements, settlements()),
        (LayerKind::Neighbourhoods, neighbourhoods()),
        (LayerKind::Zones(Peril::Flood), zones(4)),
        (
            railway,
            vec![Record::Landmark(Landmark {
                kind: LandmarkKind::Railway,
                name: Some("Ligne de l’Est".to_owned()),
                shape: Shape::Lines(line_string![(x: 1.4, y: 43.6), (x: 1.5, y: 43.7)].into()),
            })],
        ),
        (
            LayerKind::Study(Peril::Flood),
            vec![study_area(Some("PPRI")), study_area(None)],
        ),
        (LayerKind::Depth, vec![depth_block()]),
        (
            hydrants,
            vec![Record::Landmark(Landmark {
                kind: LandmarkKind::Hydrant,
                name: None,
                shape: Shape::Points(MultiPoint::from(vec![(1.4, 43.6), (1.41, 43.6)])),
            })],
        ),
        (LayerKind::Placements, placements()),
        (LayerKind::Offers, offers()),
    ]
}

fn depth_block() -> Record {
    let grid = CellGrid {
        crs: "EPSG:2154".to_owned(),
        origin: (574_000.1, 6_280_000.2).into(),
        step: (5.0, -1.0 / 3.0).into(),
        columns: 400,
        rows: 200,
    };
    let cells = [Some(0.1), None, Some(0.0)].map(|depth_m| Water {
        depth_m,
        speed: depth_m.map(|_| Speed::Fast),
    });
    let bbox = grid.bbox((64, 128), (67, 129)).unwrap();
    let block = DepthBlock::new(grid, ((64, 128), (3, 1)), bbox, &cells);
    Record::DepthBlock(block.unwrap())
}

fn study_area(name: Option<&str>) -> Record {
    Record::StudyArea(StudyArea {
        peril: Peril::Flood,
        name: name.map(str::to_owned),
        footprint: square(1),
    })
}

fn settlements() -> Vec<Record> {
    let Record::Settlement(full) = settlement("S1") else {
        unreachable!("it is a settlement")
    };
    let bare = Settlement {
        id: SettlementId(Uuid::now_v7()),
        code: "S2".to_owned(),
        households: None,
        people: Some(u32::MAX),
        installed_on: None,
        ..full.clone()
    };
    vec![Record::Settlement(full), Record::Settlement(bare)]
}

fn neighbourhoods() -> Vec<Record> {
    let full = Neighbourhood {
        code: "N1".to_owned(),
        name: "Les Saules".to_owned(),
        population: Some(4_210.5),
        households: Some(0.1 + 0.2),
        social_homes: Some(0.0),
        deprived: Some(false),
        footprint: square(2),
    };
    let bare = Neighbourhood {
        code: "N2".to_owned(),
        population: None,
        households: None,
        social_homes: None,
        deprived: None,
        ..full.clone()
    };
    let deprived = Neighbourhood {
        code: "N3".to_owned(),
        deprived: Some(true),
        ..full.clone()
    };
    [full, bare, deprived].map(Record::Neighbourhood).into()
}

fn placements() -> Vec<Record> {
    let full = Placement {
        household: "H-0017".to_owned(),
        kind: PlacementKind::SocialRental,
        moved_on: date!(2024 - 02 - 29),
        origin: Some("S1".to_owned()),
        neighbourhood: Some("N1".to_owned()),
        programme: Some("Programme des Berges".to_owned()),
        landlord: Some("Habitat Garonne".to_owned()),
        school_changed: Some(true),
        home: Some(Coord {
            x: 1.434_567_890_123,
            y: 43.6,
        }),
    };
    let bare = Placement {
        origin: None,
        neighbourhood: None,
        programme: None,
        landlord: None,
        school_changed: None,
        home: None,
        ..full.clone()
    };
    // A household may move twice.
    vec![Record::Placement(full), Record::Placement(bare)]
}

fn offers() -> Vec<Record> {
    let full = HousingOffer {
        code: "O1".to_owned(),
        landlord: Some("Habitat Garonne".to_owned()),
        neighbourhood: Some("N1".to_owned()),
        place: Some(Coord { x: 1.4345, y: 43.6 }),
        homes: 3,
        rooms: Some(4),
        people: PeopleFit::new(3, 6).unwrap(),
        step_free: Some(true),
        available_from: Some(date!(2026 - 11 - 15)),
        rent_cents: Some(61_250),
    };
    let bare = HousingOffer {
        code: "O2".to_owned(),
        landlord: None,
        neighbourhood: None,
        homes: 1,
        rooms: None,
        step_free: None,
        available_from: None,
        rent_cents: None,
        ..full.clone()
    };
    vec![Record::HousingOffer(full), Record::HousingOffer(bare)]
}

pub(crate) fn event() -> AuditEvent {
    AuditEvent {
        at: datetime!(2024-05-01 08:30:00.123456789 UTC),
        actor: "cli".to_owned(),
        action: "import".to_owned(),
        subject: "layer/flood/1".to_owned(),
        detail: serde_json::json!({ "accepted": 3, "share": 0.1 }),
    }
}

pub(crate) fn new_version(kind: LayerKind) -> NewVersion {
    NewVersion {
        source: "zones d’aléa.gpkg".to_owned(),
        report: report(kind),
        bbox: Some(Bbox {
            west: 1.0,
            south: 43.0,
            east: 1.1,
            north: 43.1,
        }),
        imported_at: datetime!(2024-05-01 10:30 +2),
        withdrawn: false,
    }
}

fn report(kind: LayerKind) -> ImportReport {
    let place = Place {
        feature: 12,
        name: Some("Z12".to_owned()),
    };
    ImportReport {
        file: "zones d’aléa.gpkg".to_owned(),
        file_layer: Some("zones".to_owned()),
        format: "GeoPackage".to_owned(),
        crs: "EPSG:2154".to_owned(),
        layer: kind,
        dry_run: false,
        mapping: BTreeMap::from([("severity".to_owned(), "alea".to_owned())]),
        columns_left_out: vec!["gid".to_owned()],
        tally: Tally {
            read: 5,
            accepted: 3,
            mended: 1,
            refused: 1,
        },
        mends: vec![Mend {
            place: place.clone(),
            rules: vec![MendRule::RingUncrossed],
        }],
        refusals: vec![Refusal {
            place: place.clone(),
            why: "the shape is empty".to_owned(),
        }],
        duplicates: Duplicates {
            same_record: 1,
            same_shape: 0,
            places: vec![place],
        },
        warnings: vec!["one zone lies outside the city".to_owned()],
    }
}

/// Imports records as one version.
pub(super) async fn import(store: &Store, kind: LayerKind, records: &[Record]) -> LayerVersion {
    let mut import = store.begin_import(&territory(), kind).await.unwrap();
    for batch in records.chunks(1_000) {
        import.append(batch).await.unwrap();
    }
    import.commit(new_version(kind), &event()).await.unwrap()
}

/// A score of a settlement, made at a second of 1970.
pub(super) fn assessment(of: &Record, value: f64, second: i64) -> Assessment {
    let Record::Settlement(settlement) = of else {
        panic!("only settlements are assessed")
    };
    Assessment {
        id: AssessmentId(Uuid::now_v7()),
        settlement: settlement.id,
        at: time::OffsetDateTime::from_unix_timestamp(second).unwrap(),
        model_version: "1.0".to_owned(),
        weights_sha256: "ab".repeat(32),
        input_digest: "cd".repeat(32),
        score: Score {
            value,
            low: value - 1.0 / 3.0,
            high: value + 1.0 / 3.0,
            class: HazardClass::C,
            band: Band::Moderate,
        },
        factors: vec![flood(value), sanitation()],
        vulnerability_points: 0.1,
        vulnerability: Some(QuestionGroup {
            name: "items".to_owned(),
            deficit: 0.2,
            questions: vec![QuestionScore {
                question: "under5_share".to_owned(),
                weight: 1.0,
                deficit: Some(0.2),
                reply: Some(Reply::Number(0.05)),
                source: Some(AnswerSource::Visit {
                    on: date!(2026 - 03 - 04),
                }),
                stale: false,
            }],
        }),
    }
}

fn flood(points: f64) -> FactorScore {
    FactorScore {
        factor: Factor::Flood,
        value: 0.7,
        low: 0.7,
        high: 0.7,
        points,
        parts: vec![Part::Zones {
            peril: Peril::Flood,
            layer_version: 2,
            shares: [0.1, 0.2, 0.3, 1.0 / 3.0],
            distances_m: [Some(0.0), None, Some(12.25), None],
            unknown_share: 0.125,
            value: 0.7,
        }],
    }
}

fn sanitation() -> FactorScore {
    FactorScore {
        factor: Factor::Sanitation,
        value: 0.3,
        low: 0.0,
        high: 0.6,
        points: 0.0,
        parts: vec![Part::Unanswered { high: 0.6 }],
    }
}
