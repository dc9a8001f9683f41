//! Counts of rehoused households by neighbourhood, as people see them who may or may not read of a
//! household: on the map, in the report, in files.

use axum::http::{Method, StatusCode};
use jalon::{
    app::NewToken,
    domain::{Audience, LayerKind, LeastCounts, NewGrant, Person, Role, Scope},
};
use serde_json::Value;
use time::Duration;

use super::{WITHOUT_FACTOR, get, inside, send, user};
use crate::support::{TestTown, square};

/// Four neighbourhoods side by side, with so many rehoused households in each.
async fn spread(town: &TestTown, homes: [usize; 4]) {
    let west = [1.40, 1.42, 1.44, 1.46];
    let squares: Vec<Value> = std::iter::zip(["A", "B", "C", "D"], west)
        .map(|(code, west)| square(code, west, 43.60, 0.02))
        .collect();
    town.import_json(LayerKind::Neighbourhoods, &squares).await;
    move_in(town, homes).await;
}

async fn move_in(town: &TestTown, homes: [usize; 4]) {
    let all = std::iter::zip(["A", "B", "C", "D"], homes)
        .flat_map(|(code, homes)| (0..homes).map(move |at| (code, at)));
    let rows: Vec<String> = all
        .map(|(code, at)| format!("{code}{at:03};social_rental;2025-03-01;S1;{code};L1"))
        .collect();
    let head = "household;kind;moved_on;origin;neighbourhood;landlord";
    let csv = format!("{head}\n{}\n", rows.join("\n"));
    let moved = town.import_text(LayerKind::Placements, "moves.csv", &csv);
    moved.await.unwrap();
    town.jalon.refresh().await.unwrap();
}

/// A town with a planner and a coordinator in it: their cookies.
async fn staffed(homes: [usize; 4]) -> (TestTown, String, String) {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    spread(&town, homes).await;
    user(&town, "first", &[]).await;
    let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    (town, planner, pilot)
}

fn counts(of: &Value) -> Vec<Option<u64>> {
    let lines = of.as_array().unwrap().iter();
    lines.map(|line| line["rehoused"].as_u64()).collect()
}

/// The counts of the map's features, in the order of their codes.
async fn drawn(town: &TestTown, cookie: &str) -> Vec<Option<u64>> {
    let found = get(town, "/api/layers/neighbourhoods/items", cookie).await;
    let found = found.json();
    let each = found["features"].as_array().unwrap().iter();
    let columns = each.map(|one| one["properties"].clone()).collect();
    counts(&Value::Array(columns))
}

#[tokio::test]
async fn who_may_read_of_no_household_is_told_the_counts_that_were_given_out() {
    let (town, planner, pilot) = staffed([20, 12, 3, 2]).await;

    let exact = get(&town, "/api/dispersal", &pilot).await.json();
    let told = get(&town, "/api/dispersal", &planner).await.json();
    town.jalon.refresh().await.unwrap();

    let all = [Some(20), Some(12), Some(3), Some(2)];
    let large = [Some(20), Some(12), None, None];
    assert_eq!(counts(&exact["neighbourhoods"]), all);
    assert_eq!(counts(&told["neighbourhoods"]), large, "{told}");
    assert_eq!(drawn(&town, &pilot).await, all);
    assert_eq!(drawn(&town, &planner).await, large);
    // Five are left for two neighbourhoods in which as many live: estimated as three and two.
    assert_eq!(told["overall"]["households"], 37);
    assert_eq!(
        told["overall"]["colocation_ratio"],
        exact["overall"]["colocation_ratio"]
    );
    assert_eq!(told["given_out"], 1);
    for single in ["groups", "effects"] {
        assert_eq!(told[single].as_array().unwrap().len(), 0, "{single}");
    }
    // Where they came from is known of nobody here.
    let ways = told["flows"].as_array().unwrap();
    let ways: Vec<_> = ways.iter().map(|way| &way["households"]).collect();
    assert_eq!(ways, [20, 12]);
    assert_eq!(
        (&told["account"], &told["journeys"]),
        (&Value::Null, &Value::Null)
    );
    let words = told["in_words"]["en"].as_str().unwrap();
    assert!(
        words.contains("none of fewer than 5 households; 2 neighbourhoods"),
        "{words}"
    );
}

#[tokio::test]
async fn ways_from_where_to_where_are_told_as_they_were_given_out() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let (from_west, from_east) = (["S1"; 9].as_slice(), ["S2"; 3].as_slice());
    let rows = |to: &'static str, from: &[&'static str]| -> Vec<String> {
        let row = |(at, origin): (usize, &&str)| {
            format!("{to}{origin}{at};social_rental;2025-03-01;{origin};{to};Toits")
        };
        from.iter().enumerate().map(row).collect()
    };
    let all = [
        rows("W", from_west),
        rows("W", &["S2"; 8]),
        rows("E", from_east),
        rows("E", &["S1"; 12]),
    ];
    let head = "household;kind;moved_on;origin;neighbourhood;landlord";
    let csv = format!("{head}\n{}\n", all.concat().join("\n"));
    let moved = town.import_text(LayerKind::Placements, "moves.csv", &csv);
    moved.await.unwrap();
    town.jalon.refresh().await.unwrap();
    user(&town, "first", &[]).await;
    let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let ways = |report: &Value| -> Vec<(String, String, u64)> {
        let all = report["flows"].as_array().unwrap().iter();
        let text = |way: &Value, name: &str| way[name].as_str().unwrap().to_owned();
        let way = |way: &Value| {
            (
                text(way, "from"),
                text(way, "to"),
                way["households"].as_u64().unwrap(),
            )
        };
        all.map(way).collect()
    };

    let exact = get(&town, "/api/dispersal", &pilot).await.json();
    let told = get(&town, "/api/dispersal", &planner).await.json();

    assert_eq!(ways(&exact).len(), 4, "{exact}");
    // Three went from S2 into E; told beside the fifteen of E, the twelve would tell of them.
    let large = ways(&exact)
        .into_iter()
        .filter(|way| way.1 == "W")
        .collect::<Vec<_>>();
    assert_eq!(ways(&told), large, "{told}");
    assert!(
        told["flows"]
            .as_array()
            .unwrap()
            .iter()
            .all(|way| way["settlement"].is_null())
    );
    let words = told["in_words"]["en"].as_str().unwrap();
    assert!(
        words.contains("2 ways from where to where are told"),
        "{words}"
    );
    assert!(words.contains("hidden because they are small"), "{words}");
}

#[tokio::test]
async fn counts_of_smaller_groups_than_the_city_tells_by_now_are_read_no_more() {
    let (town, planner, _) = staffed([20, 12, 3, 2]).await;
    let before = get(&town, "/api/dispersal", &planner).await.json();
    let town = town.telling([13, 21]).await;

    let hidden = get(&town, "/api/publications/1", &planner).await;
    let after = get(&town, "/api/dispersal", &planner).await.json();
    town.jalon.refresh().await.unwrap();
    let anew = get(&town, "/api/publications/2", &planner).await.json();

    assert_eq!(
        counts(&before["neighbourhoods"]),
        [Some(20), Some(12), None, None]
    );
    assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{}", hidden.text());
    let large = [Some(20), None, None, None];
    assert_eq!(counts(&after["neighbourhoods"]), large, "{after}");
    assert_eq!(drawn(&town, &planner).await, large);
    assert_eq!(
        (&after["given_out"], &anew["least"]),
        (&2.into(), &13.into())
    );
    assert!(anew["period"].as_str().unwrap().ends_with("-k13"), "{anew}");
}

/// What a city may raise the least groups to, in its settings.
const RAISED: &str = "[counts]\nplanner_least = 13\npublic_least = 21\n";

#[tokio::test]
async fn a_city_that_raises_the_least_group_raises_it_everywhere() {
    let town = TestTown::small_with(&format!("{RAISED}{WITHOUT_FACTOR}")).await;
    spread(&town, [40, 20, 12, 3]).await;
    user(&town, "first", &[]).await;
    let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;

    let seen_by_few = get(&town, "/api/dispersal", &planner).await.json();
    town.jalon.refresh().await.unwrap();
    let public = town.get(Audience::Public, "/api/dispersal").await.json();
    let exact = get(&town, "/api/dispersal", &pilot).await.json();

    let all = [Some(40), Some(20), Some(12), Some(3)];
    let [large, larger] = [
        [Some(40), Some(20), None, None],
        [Some(40), None, None, None],
    ];
    assert_eq!(counts(&exact["neighbourhoods"]), all);
    assert_eq!(
        counts(&seen_by_few["neighbourhoods"]),
        large,
        "{seen_by_few}"
    );
    assert_eq!(drawn(&town, &planner).await, large);
    assert_eq!(counts(&public["neighbourhoods"]), larger, "{public}");
    assert!(
        seen_by_few["in_words"]["en"]
            .as_str()
            .unwrap()
            .contains("none of fewer than 13 households")
    );
    let lower = town
        .jalon
        .publish_figures(Audience::Public, (Some(20), &Person::operator("cli")))
        .await
        .unwrap_err();
    assert!(lower.to_string().contains("choose 21 to"), "{lower}");
    let published = town
        .jalon
        .publish_figures(Audience::Public, (None, &Person::operator("cli")))
        .await
        .unwrap();
    assert_eq!(published.least, 21);
    let told = published
        .figures
        .tables
        .iter()
        .flat_map(|table| &table.lines);
    for count in told.flat_map(|line| &line.counts) {
        assert!(*count == 0 || *count >= 21, "{count}");
    }
}

#[test]
fn the_least_that_settings_may_say_is_what_is_promised() {
    let settings = jalon::config::CountSettings::default();

    let promised = LeastCounts::PROMISED;
    assert_eq!(settings.planner_least, promised.team);
    assert_eq!(settings.public_least, promised.public);
}

#[tokio::test]
async fn a_lower_number_than_is_promised_keeps_the_server_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    for (written, said) in [
        ("public_least = 10", "write 11 to 1000 households"),
        ("planner_least = 4", "write 5 to 1000 households"),
    ] {
        let text = format!("[counts]\n{written}\n");
        std::fs::write(folder.path().join("jalon.toml"), text).unwrap();
        let flags = jalon::config::Flags {
            data_dir: Some(folder.path().to_owned()),
            ..Default::default()
        };

        let refused = jalon::config::Settings::load(flags).unwrap_err();

        assert!(refused.to_string().contains(said), "{refused}");
    }
}

#[tokio::test]
async fn one_family_more_changes_nothing_that_planners_see_within_the_week() {
    let (town, planner, pilot) = staffed([20, 12, 3, 2]).await;
    let asked = [
        "/api/dispersal",
        "/api/layers/neighbourhoods/items",
        "/api/layers/neighbourhoods/export.csv",
        "/ogc/collections/neighbourhoods/items?filter=rehoused%20%3E%203",
        "/tiles/neighbourhoods/11/1032/746.mvt",
        "/api/maps/neighbourhoods.png?width=200&height=200",
    ];
    // Whoever asks first has this week's counts given out.
    get(&town, "/api/dispersal", &planner).await;
    town.jalon.refresh().await.unwrap();
    let mut before = Vec::new();
    for address in asked {
        let answer = get(&town, address, &planner).await;
        assert!(answer.status.is_success(), "{address}: {}", answer.text());
        before.push((
            answer.headers.get("etag").cloned(),
            without_times(&answer.body),
        ));
    }
    let exact = get(&town, "/api/dispersal", &pilot).await;

    move_in(&town, [21, 12, 4, 2]).await;

    for (address, before) in std::iter::zip(asked, before) {
        let answer = get(&town, address, &planner).await;
        let after = (
            answer.headers.get("etag").cloned(),
            without_times(&answer.body),
        );
        assert!(after == before, "{address}");
    }
    assert_ne!(get(&town, "/api/dispersal", &pilot).await.body, exact.body);
}

/// The text of an answer without the moment it was made at.
fn without_times(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    match text.find("\"timeStamp\":\"") {
        Some(at) => (text[..at].to_owned() + &text[at + 35..]).into_bytes(),
        None => body.to_vec(),
    }
}

#[tokio::test]
async fn what_single_moves_could_be_told_from_is_asked_by_those_who_may_read_of_them() {
    let (town, planner, pilot) = staffed([20, 12, 6, 7]).await;
    for question in ["since=2025-01-01", "by=landlord", "system=iris"] {
        let address = format!("/api/dispersal?{question}");

        let refused = get(&town, &address, &planner).await;
        let allowed = get(&town, &address, &pilot).await;

        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{question}");
        let detail = refused.json()["detail"].as_str().unwrap().to_owned();
        assert!(
            detail.contains("those who work with the households"),
            "{detail}"
        );
        assert_ne!(allowed.status, StatusCode::BAD_REQUEST, "{question}");
    }
    let early = get(&town, "/api/dispersal?as_of=2020-01-01", &planner).await;
    assert_eq!(early.status, StatusCode::NOT_FOUND, "{}", early.text());
}

#[tokio::test]
async fn a_program_without_the_scope_of_people_is_told_no_more_than_a_planner() {
    let (town, _, _) = staffed([20, 12, 3, 2]).await;
    let new = NewToken {
        networks: Vec::new(),
        name: "map".into(),
        scopes: vec![Scope::DispersalRead],
        ends_at: town.jalon.clock().now() + Duration::days(30),
    };
    let made = town.jalon.add_token(&new, &super::operator()).await;
    let (_, token) = made.unwrap();

    let mut asked = super::request((Method::GET, "/api/dispersal"), "", None);
    let bearer = format!("Bearer {token}").parse().unwrap();
    asked.headers_mut().insert("authorization", bearer);
    let router = town.router(jalon::domain::Audience::Team);
    let told = crate::support::ask(router, asked).await.json();

    assert_eq!(
        counts(&told["neighbourhoods"]),
        [Some(20), Some(12), None, None],
        "{told}"
    );
}

#[tokio::test]
async fn a_proposal_from_exact_counts_is_not_shown_whole_to_planners() {
    let (town, planner, pilot) = staffed([20, 12, 3, 2]).await;
    let homes = "code;neighbourhood;landlord;homes;people_most\nO1;C;L1;1;6\n";
    let offers = town.import_text(LayerKind::Offers, "offers.csv", homes);
    offers.await.unwrap();
    // Whoever asks first has this week's counts given out.
    get(&town, "/api/dispersal", &planner).await;
    town.jalon.refresh().await.unwrap();
    let wanted = || {
        let family = serde_json::json!({ "household": "F1", "people": 3 });
        Some(serde_json::json!({ "families": [family], "by": "board" }))
    };
    let keep = (Method::POST, "/api/placing/proposals");

    let exact = send(&town, keep.clone(), &pilot, wanted()).await.json();
    let given = send(&town, keep, &planner, wanted()).await.json();
    let read = async |proposal: &Value, cookie: &str| {
        let address = format!("/api/placing/proposals/{}", proposal["number"]);
        get(&town, &address, cookie).await.json()
    };

    assert_eq!(before(&exact), [(20, "A"), (12, "B"), (3, "C"), (2, "D")]);
    assert_eq!(before(&given), before(&exact), "as estimated");
    assert_eq!(before(&read(&exact, &pilot).await), before(&exact));
    assert_eq!(read(&exact, &planner).await["report"], Value::Null);
    assert_eq!(read(&exact, &planner).await["families_placed"], 1);
    assert_eq!(before(&read(&given, &planner).await), before(&given));
}

/// Families of each neighbourhood before a proposal.
fn before(proposal: &Value) -> Vec<(u64, &str)> {
    let lines = proposal["report"]["neighbourhoods"].as_array();
    let lines = lines.unwrap_or_else(|| panic!("{proposal}")).iter();
    let line = |line: &'_ Value| line["before"].as_u64().unwrap();
    let mut counts: Vec<(u64, &str)> = lines
        .map(|one| (line(one), one["code"].as_str().unwrap()))
        .collect();
    counts.sort_by_key(|(_, code)| *code);
    counts
}
