//! Overrides, works, incidents, teams and alerts through the doors, on both databases.

mod alerts;
mod files;

use axum::{
    body::Body,
    http::{
        Method, Request, StatusCode,
        header::{CONTENT_TYPE, HOST},
    },
};
use jalon::{
    app::{Clock, Jalon},
    config::{Flags, Settings},
    domain::Audience::{self, Public, Team},
};
use serde_json::{Value, json};
use time::{Date, Duration};

use crate::support::{Answer, TestTown, ask};

/// The small town on SQLite and, where there is a server, on PostgreSQL.
async fn towns() -> Vec<TestTown> {
    let mut towns = vec![TestTown::small().await];
    towns.extend(TestTown::small_on_postgres().await);
    towns
}

async fn send(
    town: &TestTown,
    (audience, method, address): (Audience, Method, &str),
    body: &Value,
) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(HOST, "127.0.0.1:8080")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    ask(town.router(audience), request).await
}

async fn put(town: &TestTown, address: &str, body: &Value) -> Answer {
    send(town, (Team, Method::PUT, address), body).await
}

async fn post(town: &TestTown, address: &str, body: &Value) -> Answer {
    send(town, (Team, Method::POST, address), body).await
}

fn today() -> Date {
    Clock::system().now().date()
}

fn in_days(days: i64) -> String {
    (today() + Duration::days(days)).to_string()
}

fn said(days: i64) -> Value {
    json!({"reason": "the bank is giving way", "by": "duty officer", "until": in_days(days)})
}

fn said_class(class: &str) -> Value {
    let mut said = said(30);
    said["class"] = json!(class);
    said
}

async fn ranking(town: &TestTown) -> Vec<Value> {
    let ranking = town.get(Team, "/api/ranking").await.json();
    ranking["items"].as_array().unwrap().clone()
}

async fn items(town: &TestTown, address: &str) -> Vec<Value> {
    let list = town.get(Team, address).await.json();
    list["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_override_stands_beside_the_score_and_leaves_it_alone() {
    for town in towns().await {
        let before = ranking(&town).await;

        let set = put(&town, "/api/settlements/S2/override", &said_class("E")).await;

        assert_eq!(set.status, StatusCode::OK, "{}", set.json());
        let after = ranking(&town).await;
        let codes: Vec<&Value> = after.iter().map(|row| &row["settlement"]["code"]).collect();
        assert_eq!(codes, ["S1", "S2"]);
        assert_eq!(after[1]["score"], before[1]["score"]);
        assert_eq!(after[1]["overridden_class"], "E");
        assert_eq!(after[0]["overridden_class"], Value::Null);
        let detail = town.get(Team, "/api/settlements/S2").await.json();
        let english = detail["sentence"]["en"].as_str().unwrap();
        assert!(
            english.starts_with("An officer gives it class E (duty officer"),
            "{english}"
        );
        assert_eq!(
            detail["casework"]["class"]["reason"],
            "the bank is giving way"
        );
    }
}

#[tokio::test]
async fn imminent_danger_is_listed_first_with_its_rank_by_score_until_it_is_lifted() {
    for town in towns().await {
        put(&town, "/api/settlements/S2/danger", &said(30)).await;
        let flagged = ranking(&town).await;
        let tiles = town.get(Team, "/api/layers/settlements/items").await.json();

        let why = json!({"reason": "the bank is shored up", "by": "duty officer"});
        let lifted = post(&town, "/api/settlements/S2/danger/lift", &why).await;
        let again = post(&town, "/api/settlements/S2/danger/lift", &why).await;

        assert_eq!(flagged[0]["settlement"]["code"], "S2");
        assert_eq!(
            (&flagged[0]["rank"], &flagged[0]["imminent_danger"]),
            (&json!(2), &json!(true))
        );
        assert_eq!(tiles["features"][1]["properties"]["imminent_danger"], true);
        assert_eq!(lifted.status, StatusCode::OK, "{}", lifted.json());
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        assert_eq!(ranking(&town).await[0]["settlement"]["code"], "S1");
        let history = items(&town, "/api/dangers").await;
        assert_eq!(history[0]["state"], "lifted");
        assert_eq!(history[0]["lifted"]["reason"], "the bank is shored up");
    }
}

#[tokio::test]
async fn a_newer_override_replaces_the_older_one_and_lifting_it_does_not_bring_that_back() {
    let town = TestTown::small().await;
    put(&town, "/api/settlements/S2/override", &said_class("D")).await;
    put(&town, "/api/settlements/S2/override", &said_class("E")).await;

    let why = json!({"reason": "seen again", "by": "duty officer"});
    post(&town, "/api/settlements/S2/override/lift", &why).await;

    let states: Vec<Value> = items(&town, "/api/overrides?settlement=S2").await;
    let states: Vec<&Value> = states.iter().map(|said| &said["state"]).collect();
    assert_eq!(states, ["lifted", "replaced"]);
    assert_eq!(ranking(&town).await[1]["overridden_class"], Value::Null);
}

#[tokio::test]
async fn an_override_ends_by_itself_after_its_last_day() {
    let town = TestTown::small().await;
    put(&town, "/api/settlements/S2/danger", &said(2)).await;

    let seen_in = |days: i64| {
        let data_dir = Some(town.folder.path().join("data"));
        let clock = Clock::fixed(Clock::system().now() + Duration::days(days));
        async move {
            let flags = Flags {
                data_dir,
                ..Flags::default()
            };
            let jalon = Jalon::open(&Settings::load(flags).unwrap(), clock)
                .await
                .unwrap();
            let atlas = jalon.atlas();
            let danger = &atlas.settlement("S2").unwrap().casework.danger;
            (
                danger.is_some(),
                atlas.ranked().next().unwrap().settlement.code.clone(),
            )
        }
    };

    assert_eq!(seen_in(2).await, (true, "S2".to_owned()));
    assert_eq!(seen_in(3).await, (false, "S1".to_owned()));
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one table of everything that is refused"
)]
async fn a_value_that_cannot_be_taken_is_named_and_nothing_is_stored() {
    for town in towns().await {
        let mut no_reason = said_class("E");
        no_reason["reason"] = json!(" ");
        let mut ended = said_class("E");
        ended["until"] = json!("2020-01-01");
        let order = |key: &str, value: Value| {
            let mut order = json!({"settlement": "S1", "kind": "toilets", "by": "works team"});
            order[key] = value;
            order
        };
        let incident = |key: &str, value: Value| {
            let mut told = json!({"settlement": "S1", "kind": "fire", "on": "2026-01-05", "by": "fire service"});
            told[key] = value;
            told
        };
        let team = |key: &str, value: &str| {
            let mut team = json!({"phone": "112", "all": true});
            team[key] = json!(value);
            team
        };
        let (put, post) = (Method::PUT, Method::POST);
        for (method, address, body, status, named) in [
            (
                &put,
                "/api/settlements/S1/override",
                no_reason,
                422,
                "`reason` is missing",
            ),
            (
                &put,
                "/api/settlements/S1/override",
                ended,
                422,
                "`until` is \"2020-01-01\"",
            ),
            (
                &put,
                "/api/settlements/S1/override",
                said_class("F"),
                422,
                "A, B, C, D, E",
            ),
            (
                &put,
                "/api/settlements/S9/override",
                said_class("E"),
                404,
                "\"S9\"",
            ),
            (
                &put,
                "/api/settlements/S1/danger",
                said(367),
                422,
                "`until`",
            ),
            (
                &put,
                "/api/settlements/S1/danger",
                json!({"why": "x"}),
                400,
                "unknown field `why`",
            ),
            (
                &post,
                "/api/works",
                order("kind", json!("palace")),
                422,
                "water_point",
            ),
            (
                &post,
                "/api/works",
                order("cost_eur", json!(-1)),
                422,
                "`cost_eur` is \"-1\"",
            ),
            (
                &post,
                "/api/works",
                order("due_on", json!("2020-01-01")),
                422,
                "`due_on`",
            ),
            (
                &post,
                "/api/works",
                order("settlement", json!("S9")),
                404,
                "\"S9\"",
            ),
            (
                &post,
                "/api/works/7/done",
                json!({"by": "works team"}),
                404,
                "works order 7",
            ),
            (
                &post,
                "/api/incidents",
                incident("kind", json!("storm")),
                422,
                "co_poisoning",
            ),
            (
                &post,
                "/api/incidents",
                incident("on", json!("2999-01-01")),
                422,
                "`on`",
            ),
            (
                &post,
                "/api/incidents",
                incident("place", json!([43.6, 1.4])),
                422,
                "within 5 km",
            ),
            (
                &put,
                "/api/teams/north",
                team("phone", "call me"),
                422,
                "`phone` is \"call me\"",
            ),
            (
                &put,
                "/api/teams/north",
                team("email", "a@b"),
                422,
                "`email` is \"a@b\"",
            ),
            (
                &put,
                "/api/teams/north",
                json!({"phone": "112", "settlements": ["S9"]}),
                404,
                "S9",
            ),
        ] {
            let answer = send(&town, (Team, method.clone(), address), &body).await;

            let told = answer.json()["detail"].as_str().unwrap().to_owned();
            assert_eq!(answer.status.as_u16(), status, "{address}: {told}");
            assert!(told.contains(named), "{address}: {told}");
        }
        for list in ["overrides", "dangers", "works", "incidents", "teams"] {
            let list = items(&town, &format!("/api/{list}")).await;
            assert!(list.is_empty(), "{list:?}");
        }
    }
}

#[tokio::test]
async fn works_are_asked_for_done_once_and_keep_what_was_seen() {
    for town in towns().await {
        let order = json!({"settlement": "S1", "kind": "pest_control", "by": "sanitation team",
            "requested_on": in_days(-20), "due_on": in_days(-1), "cost_eur": 480.25});
        let asked = post(&town, "/api/works", &order).await.json();
        let done = json!({"by": "works team", "on": in_days(-2),
            "answers": {"pests": false, "litres_pd": 15}});
        let address = format!("/api/works/{}/done", asked["number"]);

        let wrong = json!({"by": "works team", "answers": {"surname": true}});
        let refused = post(&town, &address, &wrong).await;
        let open = items(&town, "/api/works?open=true").await;
        let ended = post(&town, &address, &done).await.json();
        let twice = post(&town, &address, &done).await;

        assert_eq!(asked["status"], "overdue");
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((open.len(), &open[0]["cost_eur"]), (1, &json!(480.25)));
        assert_eq!(ended["status"], "done");
        assert_eq!(twice.status, StatusCode::CONFLICT);
        assert!(items(&town, "/api/works?open=true").await.is_empty());
        let kept = &items(&town, "/api/works?settlement=S1").await[0]["ending"];
        assert_eq!(kept["answers"], json!({"litres_pd": 15, "pests": false}));
        assert_eq!(kept["on"], in_days(-2));
    }
}

#[tokio::test]
async fn pages_of_a_list_join_without_a_gap_or_a_repeat() {
    for town in towns().await {
        for note in 0..5 {
            let order = json!({"settlement": "S1", "kind": "other", "by": "works team",
                "note": note.to_string()});
            post(&town, "/api/works", &order).await;
        }

        let (mut notes, mut cursor) = (Vec::new(), Some("0".to_owned()));
        while let Some(after) = cursor {
            let page = town
                .get(Team, &format!("/api/works?limit=2&cursor={after}"))
                .await;
            let page = page.json();
            let page_items = page["items"].as_array().unwrap();
            notes.extend(page_items.iter().map(|order| order["note"].clone()));
            cursor = page["next"].as_str().map(str::to_owned);
        }

        assert_eq!(notes, ["4", "3", "2", "1", "0"]);
    }
}

#[tokio::test]
async fn an_incident_is_told_beside_the_score_which_stays_and_names_are_warned_of() {
    for town in towns().await {
        let score = ranking(&town).await[0]["score"].clone();
        let told = |days: i64| {
            json!({"settlement": "S1", "kind": "fire", "on": in_days(days), "deaths": "none",
                "injured": "2-5", "severity": "serious", "place": [1.405, 43.6025],
                "narrative": "stove fire, seen by Mme Exemple", "by": "fire service"})
        };

        let filed = post(&town, "/api/incidents", &told(-10)).await.json();
        let old = post(&town, "/api/incidents", &told(-400)).await;

        assert_eq!(old.status, StatusCode::OK);
        assert!(
            filed["warnings"][0]
                .as_str()
                .unwrap()
                .contains("Mme Exemple"),
            "{filed}"
        );
        let detail = town.get(Team, "/api/settlements/S1").await.json();
        let sentence = |language: &str| detail["sentence"][language].as_str().unwrap().to_owned();
        assert!(
            sentence("en")
                .starts_with("In the last 12 months: one fire. Incidents do not change the score.")
        );
        assert!(sentence("fr").starts_with("Au cours des 12 derniers mois : un incendie."));
        assert_eq!(detail["casework"]["incidents"].as_array().unwrap().len(), 1);
        assert_eq!(ranking(&town).await[0]["score"], score);
        assert_eq!(items(&town, "/api/incidents").await.len(), 2);
    }
}

#[tokio::test]
async fn the_closest_team_is_the_one_to_call_and_a_team_is_replaced_by_name() {
    for town in towns().await {
        let contact = async |site: &str| {
            let detail = town
                .get(Team, &format!("/api/settlements/{site}"))
                .await
                .json();
            detail["contact"].clone()
        };
        assert_eq!(contact("S1").await, Value::Null);

        put(
            &town,
            "/api/teams/city",
            &json!({"phone": "112", "all": true}),
        )
        .await;
        put(
            &town,
            "/api/teams/east",
            &json!({"email": "east@city.example", "neighbourhoods": ["E"]}),
        )
        .await;
        put(
            &town,
            "/api/teams/bank",
            &json!({"phone": "+33 5 61 00 00 00", "settlements": ["S1"]}),
        )
        .await;
        let (first, second) = (contact("S1").await, contact("S2").await);
        put(
            &town,
            "/api/teams/bank",
            &json!({"phone": "15", "settlements": ["S2"]}),
        )
        .await;

        assert_eq!(
            (&first["team"], &second["team"]),
            (&json!("bank"), &json!("east"))
        );
        assert_eq!(contact("S1").await["team"], "city");
        assert_eq!(contact("S2").await["phone"], "15");
        let gone = send(
            &town,
            (Team, Method::DELETE, "/api/teams/bank"),
            &Value::Null,
        )
        .await;
        assert_eq!(gone.status, StatusCode::OK);
        assert_eq!(contact("S2").await["team"], "east");
    }
}

#[tokio::test]
async fn the_public_finds_no_casework_anywhere() {
    let town = TestTown::small().await;
    put(&town, "/api/settlements/S1/danger", &said(30)).await;
    let (get, put, post) = (Method::GET, Method::PUT, Method::POST);

    for (method, address) in [
        (&get, "/api/overrides"),
        (&get, "/api/dangers"),
        (&get, "/api/works"),
        (&get, "/api/incidents"),
        (&get, "/api/teams"),
        (&put, "/api/settlements/S1/override"),
        (&put, "/api/settlements/S1/danger"),
        (&post, "/api/settlements/S1/danger/lift"),
        (&post, "/api/works"),
        (&post, "/api/works/1/done"),
        (&post, "/api/incidents"),
        (&put, "/api/teams/north"),
        (&post, "/api/alerts/severity/1"),
    ] {
        let answer = send(&town, (Public, method.clone(), address), &json!({})).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {address}");
    }
    let document = town.get(Public, "/api/openapi.json").await.json();
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    let team_words = [
        "override",
        "danger",
        "works",
        "incidents",
        "teams",
        "alerts",
    ];
    assert!(
        !paths
            .iter()
            .any(|path| team_words.iter().any(|word| path.contains(word))),
        "{paths:?}"
    );
}
