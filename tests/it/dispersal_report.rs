//! The dispersal report through the whole house: what is counted, told, and kept back.

use jalon::domain::{
    Audience::{Public, Team},
    Code, LayerKind, NeighbourhoodSystem,
};
use serde_json::{Value, json};

use crate::support::{TestTown, ring, square};

const HEAD: &str =
    "household;kind;moved_on;origin;neighbourhood;landlord;programme;school_changed;lon;lat";

/// The small town with other placements.
async fn town_with(rows: &[&str]) -> TestTown {
    let town = TestTown::small().await;
    import_moves(&town, rows).await;
    town
}

async fn import_moves(town: &TestTown, rows: &[&str]) {
    let csv = format!("{HEAD}\n{}\n", rows.join("\n"));
    town.import_text(LayerKind::Placements, "moves.csv", &csv)
        .await
        .unwrap();
}

/// Households that moved into a neighbourhood on one day, numbered from a first.
fn many(first: u32, households: u32, rest: &str) -> Vec<String> {
    let row = |n: u32| format!("H{n:03};social_rental;{rest}");
    (first..first + households).map(row).collect()
}

async fn report(town: &TestTown, query: &str) -> Value {
    town.get(Team, &format!("/api/dispersal{query}"))
        .await
        .json()
}

fn sum(account: &Value) -> u64 {
    let parts = account.as_object().unwrap().iter();
    parts
        .filter(|(name, _)| !matches!(name.as_str(), "records" | "in_several"))
        .map(|(_, count)| count.as_u64().unwrap())
        .sum()
}

#[tokio::test]
async fn every_recorded_move_is_counted_or_left_out_for_one_reason() {
    let town = town_with(&[
        "H001;social_rental;2024-03-01;S1;W;L1;;;;",
        // Moved on: its first home no longer counts.
        "H002;social_rental;2024-03-01;S1;W;L1;;;;",
        "H002;social_rental;2024-09-01;S1;E;L1;;;;",
        "H003;hotel;2024-03-01;S1;W;;;;;",
        "H004;social_rental;2024-03-01;S1;nowhere;L1;;;;",
        // By its place: inside W, then far outside.
        "H005;social_rental;2024-03-01;S1;;L1;;;1.41;43.61",
        "H006;social_rental;2024-03-01;S1;;L1;;;1.50;43.70",
        "H007;social_rental;2024-03-01;S1;;L1;;;;",
        "H008;social_rental;2025-06-01;S1;E;L1;;;;",
        "H009;social_rental;2023-01-01;S1;E;L1;;;;",
    ])
    .await;

    let report = report(&town, "?since=2024-01-01&as_of=2024-12-31").await;

    let account = &report["account"];
    assert_eq!(account["records"], 10);
    assert_eq!(sum(account), 10, "{account}");
    for (name, count) in [
        ("counted", 3),
        ("later", 1),
        ("earlier", 1),
        ("moved_again", 1),
        ("not_a_home", 1),
        ("unknown_neighbourhood", 1),
        ("outside", 1),
        ("without_place", 1),
    ] {
        assert_eq!(account[name], count, "{name} of {account}");
    }
    assert_eq!(report["overall"]["households"], 3);
}

#[tokio::test]
async fn the_default_report_tells_the_whole_table() {
    let town = TestTown::small().await;

    let report = report(&town, "").await;

    let overall = &report["overall"];
    let number = |name: &str| overall[name].as_f64().unwrap_or_else(|| panic!("{name}"));
    // x = (30, 10) of 40, w = (½, ½).
    assert!((number("colocation_ratio") - (30.0 * 29.0 + 90.0) / (40.0 * 39.0) / 0.5).abs() < 1e-9);
    assert!((number("effective_neighbourhoods") - 1560.0 / 960.0).abs() < 1e-9);
    assert!((number("largest_share") - 0.75).abs() < 1e-9);
    assert!((number("isolation") - (0.75 * 0.03 + 0.25 * 0.01)).abs() < 1e-9);
    let (band, d) = (
        &overall["dissimilarity_chance_band"],
        number("dissimilarity"),
    );
    assert!(band["low"].as_f64().unwrap() < number("dissimilarity_by_chance"));
    assert!(band["high"].as_f64().unwrap() < d, "{overall}");
    assert!(number("dissimilarity_p") < 0.01);
    let interval = &overall["dissimilarity_interval"];
    assert!(interval["low"].as_f64().unwrap() < d && d < interval["high"].as_f64().unwrap());
    assert!(number("proximity_ratio") > 0.0 && number("proximity_p") < 0.05);
    // The two touch, so each with its neighbour is the whole city: nothing to tell.
    let west = &report["neighbourhoods"][0];
    assert_eq!(west["significance"], "as_chance");
    assert!(
        west["shrunk_quotient"].as_f64().unwrap() < west["location_quotient"].as_f64().unwrap()
    );
    assert!(
        report["in_words"]["en"]
            .as_str()
            .unwrap()
            .contains("more gathered than chance")
    );
    // From S1 in W: 30 stayed there, 10 went east.
    assert_eq!(
        report["flows"],
        json!([
            {"settlement": "S1", "from": "W", "to": "W", "households": 30},
            {"settlement": "S1", "from": "W", "to": "E", "households": 10},
        ])
    );
    assert_eq!(report["journeys"]["measured"], 40);
    let km = report["journeys"]["median_km"].as_f64().unwrap();
    assert!((0.2..2.0).contains(&km), "{km}");
}

#[tokio::test]
async fn a_cut_tells_each_programme_and_its_parts_sum_to_the_whole() {
    let rows = [
        many(1, 35, "2024-03-01;S1;W;L1;North plan;yes;;"),
        many(101, 33, "2025-03-01;S1;E;L2;South plan;no;;"),
        many(201, 2, "2025-03-01;S1;E;L2;;;;"),
    ]
    .concat();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let town = town_with(&rows).await;

    let by_programme = report(&town, "?by=programme").await;

    let groups = by_programme["groups"].as_array().unwrap();
    let told: Vec<_> = groups
        .iter()
        .map(|group| {
            (
                group["name"].as_str(),
                group["households"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some("North plan"), 35),
            (Some("South plan"), 33),
            (None, 2)
        ]
    );
    assert!(groups[0]["dissimilarity_chance_band"]["low"].is_number());
    assert_eq!(
        (&groups[2]["dissimilarity"], &groups[2]["too_few"]),
        (&Value::Null, &json!(true))
    );
    let journeys = &by_programme["journeys"];
    assert_eq!(journeys["school_changed"], 35);
    assert_eq!(
        (&journeys["school_kept"], &journeys["school_not_told"]),
        (&json!(33), &json!(2))
    );
    let kinds = report(&town, "?by=kind").await;
    assert_eq!(kinds["groups"].as_array().unwrap().len(), 1);
    let years = report(&town, "?by=year").await;
    assert_eq!(years["groups"][0]["name"], "2024");
}

#[tokio::test]
async fn a_change_is_split_without_remainder_and_each_home_has_its_part() {
    let town = TestTown::small().await;

    let report = report(&town, "?since=2025-01-01").await;

    let change = &report["change"];
    assert_eq!(change["households"], json!([20, 40]));
    assert_eq!(change["dissimilarity"][0], Value::Null, "20 are too few");
    let effects = report["effects"].as_array().unwrap();
    assert_eq!(effects.len(), 20);
    let first = effects[0]["colocation"].as_f64().unwrap();
    let last = effects[19]["colocation"].as_f64().unwrap();
    assert!(first >= last, "the most gathering first");

    let rows = [
        many(1, 40, "2024-03-01;S1;W;L1;;;;"),
        many(101, 40, "2025-03-01;S1;E;L2;;;;"),
    ]
    .concat();
    import_moves(&town, &rows.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let report = self::report(&town, "?since=2025-01-01").await;
    let change = &report["change"];
    let number = |value: &Value| value.as_f64().unwrap();
    let d = |at: usize| number(&change["dissimilarity"][at]);
    let parts =
        number(&change["dissimilarity_by_place"]) + number(&change["dissimilarity_by_sharing"]);
    assert!(
        (parts - (d(1) - d(0))).abs() < 1e-12 && d(1) < d(0),
        "{change}"
    );
}

#[tokio::test]
async fn another_system_counts_homes_by_their_place_only() {
    let town = town_with(&[
        "H001;social_rental;2024-03-01;S1;W;L1;;;1.405;43.605",
        "H002;social_rental;2024-03-01;S1;E;L1;;;1.43;43.615",
        "H003;social_rental;2024-03-01;S1;E;L1;;;;",
        "H004;social_rental;2024-03-01;S1;W;L1;;;1.415;43.605",
    ])
    .await;
    let grid = LayerKind::System(NeighbourhoodSystem::Grid);
    let missing = town.get(Team, "/api/dispersal?system=grid").await;
    assert_eq!(missing.status, 404);
    town.import_json(
        grid,
        &[
            square("G1", 1.40, 43.60, 0.01),
            square("G2", 1.42, 43.61, 0.02),
        ],
    )
    .await;

    let report = report(&town, "?system=grid").await;

    assert_eq!(report["system"], "grid");
    let rehoused: Vec<_> = report["neighbourhoods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            (
                line["code"].as_str().unwrap(),
                line["rehoused"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(rehoused, [("G1", 1), ("G2", 1)]);
    assert_eq!(sum(&report["account"]), 4);
    assert_eq!(report["account"]["outside"], 1);
    assert_eq!(report["account"]["without_place"], 1);
    let status = town.get(Public, "/api/status").await.json();
    assert_eq!(
        status["layers"].as_array().unwrap().len(),
        1,
        "the public has one system"
    );
}

#[tokio::test]
async fn neighbourhoods_that_overlap_are_named_and_a_home_counts_once() {
    let town = town_with(&["H001;social_rental;2024-03-01;S1;;L1;;;1.425;43.605"]).await;
    town.import_json(
        LayerKind::Neighbourhoods,
        &[
            square("W", 1.40, 43.60, 0.03),
            square("E", 1.42, 43.60, 0.02),
        ],
    )
    .await;

    let report = report(&town, "").await;

    assert_eq!(report["overlapping"], json!(["W", "E"]));
    assert_eq!(report["account"]["counted"], 1);
    assert_eq!(report["account"]["in_several"], 1);
    assert_eq!(report["neighbourhoods"][0]["rehoused"], 1);
}

#[tokio::test]
async fn neighbourhoods_without_households_are_a_clear_error() {
    let town = TestTown::small().await;
    let bare = json!({"type": "Feature", "properties": {"code": "W"},
        "geometry": {"type": "Polygon", "coordinates": ring(1.40, 43.60, 0.02)}});
    town.import_json(LayerKind::Neighbourhoods, &[bare]).await;

    let answer = town.get(Team, "/api/dispersal").await;

    assert_eq!(answer.status, 422);
    assert!(
        answer.json()["detail"]
            .as_str()
            .unwrap()
            .contains("--map households=COLUMN")
    );
}

#[tokio::test]
async fn days_that_cannot_be_are_refused() {
    let town = TestTown::small().await;

    for (query, status) in [
        ("?as_of=2999-01-01", 422),
        ("?since=2025-06-01&as_of=2025-01-01", 422),
        ("?since=soon", 400),
        ("?by=origin", 400),
        ("?yardstick=stock", 400),
        ("?system=quarters", 400),
        ("?yardstick=offers", 404),
    ] {
        let answer = town.get(Team, &format!("/api/dispersal{query}")).await;
        assert_eq!(answer.status, status, "{query}");
    }
}

#[tokio::test]
async fn the_public_is_told_no_part_and_no_home() {
    let town = TestTown::small().await;

    let public = town.get(Public, "/api/dispersal").await.json();

    for name in ["groups", "effects", "overlapping", "flows"] {
        assert_eq!(public[name], json!([]), "{name}");
    }
    for name in [
        "on_offers",
        "offers",
        "journeys",
        "change",
        "account",
        "since",
    ] {
        assert_eq!(public[name], Value::Null, "{name}");
    }
    for line in public["neighbourhoods"].as_array().unwrap() {
        for name in [
            "shrunk_quotient",
            "gi_star",
            "p_more",
            "significance",
            "offers",
        ] {
            assert_eq!(line[name], Value::Null, "{name}");
        }
    }
    for query in [
        "since=2024-01-01",
        "by=year",
        "system=grid",
        "yardstick=offers",
    ] {
        let answer = town.get(Public, &format!("/api/dispersal?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
    }
}

#[tokio::test]
async fn the_public_sees_large_flows_between_neighbourhoods() {
    let rows = [
        many(1, 30, "2024-03-01;S1;W;L1;;;;"),
        many(101, 20, "2024-03-01;S1;E;L1;;;;"),
        many(201, 4, "2024-03-01;;E;L1;;;;"),
    ]
    .concat();
    let town = town_with(&rows.iter().map(String::as_str).collect::<Vec<_>>()).await;

    let public = town.get(Public, "/api/dispersal").await.json();

    // Of E's 24 the 4 of unknown origin would be what is left of 24 less 20.
    assert_eq!(
        public["flows"],
        json!([{"settlement": null, "from": "W", "to": "W", "households": 30}])
    );
    // Both counts are told, so the figures over them may be too.
    assert!(public["overall"]["dissimilarity"].is_number());
    assert_eq!(public["neighbourhoods"][0]["significance"], "as_chance");
}

#[tokio::test]
async fn the_map_carries_significance_and_the_shrunken_quotient() {
    let town = TestTown::small().await;

    let items = town
        .get(Team, "/api/layers/neighbourhoods/items")
        .await
        .json();
    let tiles = town.get(Team, "/tiles/neighbourhoods.json").await.json();

    let columns = &items["features"][0]["properties"];
    assert_eq!(columns["significance"], "as_chance");
    assert!(columns["shrunk_quotient"].is_number());
    let fields = &tiles["vector_layers"][0]["fields"];
    assert!(fields["significance"].is_string() && fields["shrunk_quotient"].is_string());
}

#[test]
fn every_system_has_a_layer_of_its_own() {
    for &system in NeighbourhoodSystem::ALL {
        let kind = LayerKind::System(system);
        assert_eq!(LayerKind::from_code(kind.code()), Some(kind));
        assert!(kind.code().ends_with(system.code()));
    }
}

#[tokio::test]
async fn the_homes_on_offer_are_the_second_yardstick() {
    let town = TestTown::small().await;
    // Three homes of four are in the west, where three families of four went.
    let csv = "code;landlord;neighbourhood;homes;rooms\nO1;L1;W;6;3\nO2;L1;E;2;3\n";
    town.import_text(LayerKind::Offers, "offers.csv", csv)
        .await
        .unwrap();

    let report = report(&town, "?yardstick=offers").await;

    let on_offers = &report["on_offers"];
    assert_eq!(report["offers"], 8);
    assert_eq!(on_offers["dissimilarity"], 0.0);
    let ratio = on_offers["colocation_ratio"].as_f64().unwrap();
    assert!((ratio - (30.0 * 29.0 + 90.0) / (40.0 * 39.0) / 0.625).abs() < 1e-9);
    assert!(on_offers["colocation_p"].as_f64().unwrap() > 0.05);
    let west = &report["neighbourhoods"][0];
    assert_eq!(
        (&west["location_quotient"], &west["offers"]),
        (&json!(1.0), &json!(6))
    );
    // Against all households the same families are gathered.
    assert!(report["overall"]["colocation_p"].as_f64().unwrap() < 0.05);
    let said = report["in_words"]["en"].as_str().unwrap();
    assert!(said.contains("more gathered than chance"), "{said}");
    assert!(said.ends_with("nothing tells this from chance."), "{said}");
    let public = town.get(Public, "/api/dispersal").await.json();
    assert_eq!(public["neighbourhoods"][0]["offers"], Value::Null);
}
