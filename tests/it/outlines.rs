//! Outlines that visits bring, on both databases: checked, kept with the visit, shown beside the shape that stands,
//! taken over in its place or set aside.

use axum::http::{Method, Request, StatusCode, header::IF_MATCH};
use jalon::domain::{
    Audience::{Public, Team},
    NewGrant, Role,
};
use serde_json::{Value, json};

use crate::{
    accounts::{WITHOUT_FACTOR, inside, request, user},
    support::{Answer, TestTown, ask},
};

const VISITS: &str = "/api/settlements/S1/visits";
const OUTLINES: &str = "/api/settlements/S1/outlines";
const ID: &str = "0192f000-0000-7000-8000-000000000011";

/// The towns on both databases, with a safety agent who has come in.
async fn towns() -> Vec<(TestTown, String)> {
    let mut towns = vec![TestTown::small_with(WITHOUT_FACTOR).await];
    towns.extend(TestTown::small_on_postgres_with(WITHOUT_FACTOR).await);
    let mut all = Vec::new();
    for town in towns {
        user(&town, "first", &[]).await;
        let agent = inside(&town, "agent-07", NewGrant::of(Role::SanitationSafety)).await;
        all.push((town, agent));
    }
    all
}

/// A corner of S1, 80 m to the east and 111 m to the north of it at most, and beyond it by as much.
fn corners() -> Value {
    json!([
        [1.4045, 43.602],
        [1.4065, 43.602],
        [1.4065, 43.603],
        [1.4045, 43.603]
    ])
}

fn visit(id: &str, corners: &Value) -> Value {
    json!({"id": id, "at": "2026-01-05T10:00:00Z", "by": "agent-07", "nothing_changed": true,
        "outline": {"how": "walked", "accuracy_m": 4.0, "corners": corners}})
}

async fn sent((town, cookie): (&TestTown, &str), address: &str, form: Value) -> Answer {
    let asked = request((Method::POST, address), cookie, Some(form));
    ask(town.router(Team), asked).await
}

/// Sends with the settlement as it was seen.
async fn taken((town, cookie): (&TestTown, &str), seen: Option<&str>, form: Value) -> Answer {
    let address = format!("{OUTLINES}/{ID}/taking");
    let (mut asked, body) = request((Method::POST, &address), cookie, Some(form)).into_parts();
    if let Some(seen) = seen {
        asked.headers.insert(IF_MATCH, seen.parse().unwrap());
    }
    ask(town.router(Team), Request::from_parts(asked, body)).await
}

async fn told((town, cookie): (&TestTown, &str), address: &str) -> Value {
    let asked = request((Method::GET, address), cookie, None);
    let answer = ask(town.router(Team), asked).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

fn near(value: &Value, due: f64) -> bool {
    (value.as_f64().unwrap() - due).abs() < due / 100.0
}

#[tokio::test]
async fn an_outline_comes_with_a_visit_and_the_settlement_keeps_its_shape_until_it_is_taken_over() {
    for (town, agent) in towns().await {
        let desk = (&town, agent.as_str());
        let before = told(desk, "/api/settlements/S1").await["geometry"].clone();

        let first = sent(desk, VISITS, visit(ID, &corners())).await;
        let again = sent(desk, VISITS, visit(ID, &corners())).await;
        let mut others = corners();
        others[1][0] = json!(1.4066);
        let other = sent(desk, VISITS, visit(ID, &others)).await;

        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
        assert_eq!(again.status, StatusCode::OK, "{}", again.text());
        assert_eq!(other.status, StatusCode::CONFLICT);
        assert_eq!(
            told(desk, "/api/settlements/S1").await["outlines_waiting"],
            1
        );
        let brought = &told(desk, VISITS).await["items"][0]["outline"];
        assert_eq!(brought["how"], "walked");
        assert!(near(&brought["area_m2"], 17_940.0), "{brought}");
        let seen = told(desk, OUTLINES).await;
        assert_eq!(seen["geometry"], before, "what stands is untouched");
        let proposed = &seen["items"][0];
        assert_eq!(
            (&proposed["visit"], &proposed["by"]),
            (&json!(ID), &json!("agent-07"))
        );
        assert!(near(&proposed["shared_m2"], 8_970.0), "{proposed}");

        let done = taken(
            desk,
            seen["etag"].as_str(),
            json!({"reason": "it has grown"}),
        )
        .await;

        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        let now = told(desk, "/api/settlements/S1").await["geometry"].clone();
        assert_ne!(now, before);
        assert_eq!(now, done.json()["items"][0]["geometry"]);
        assert_eq!(
            told(desk, "/api/settlements/S1").await["outlines_waiting"],
            0
        );
        let ruling = &done.json()["items"][0]["taken"];
        assert_eq!(
            (&ruling["by"], &ruling["reason"]),
            (&json!("agent-07"), &json!("it has grown"))
        );
        assert_eq!(town.jalon.stale().await.unwrap(), 0, "it is assessed anew");
        let new = done.json()["etag"].as_str().map(str::to_owned);
        assert_eq!(
            taken(desk, new.as_deref(), json!({})).await.status,
            StatusCode::CONFLICT
        );
    }
}

#[tokio::test]
async fn what_has_changed_since_it_was_looked_at_is_not_overwritten() {
    for (town, agent) in towns().await {
        let desk = (&town, agent.as_str());
        sent(desk, VISITS, visit(ID, &corners())).await;
        let seen = told(desk, OUTLINES).await;

        let unseen = taken(desk, None, json!({})).await;
        let renamed = json!({"properties": {"name": "another name"}});
        let patch = town
            .jalon
            .patch_settlement("S1", (&renamed, None), (&|_| true, "desk"));
        patch.await.unwrap();
        let stale = taken(desk, seen["etag"].as_str(), json!({})).await;

        assert_eq!(unseen.status, StatusCode::PRECONDITION_REQUIRED);
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        let left = told(desk, OUTLINES).await;
        assert_eq!(left["geometry"], seen["geometry"]);
        assert_eq!(left["items"][0]["taken"], Value::Null);
    }
}

#[tokio::test]
async fn an_outline_is_set_aside_with_a_reason_and_may_still_be_taken_over() {
    for (town, agent) in towns().await {
        let desk = (&town, agent.as_str());
        sent(desk, VISITS, visit(ID, &corners())).await;
        let address = format!("{OUTLINES}/{ID}/setting-aside");

        let silent = sent(desk, &address, json!({"reason": " "})).await;
        let aside = sent(desk, &address, json!({"reason": "the hedge, not the site"})).await;
        let again = sent(desk, &address, json!({"reason": "twice"})).await;

        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            silent.text().contains("why the outline is not taken over"),
            "{}",
            silent.text()
        );
        assert_eq!(aside.status, StatusCode::OK, "{}", aside.text());
        assert_eq!(again.status, StatusCode::CONFLICT);
        let item = &told(desk, OUTLINES).await["items"][0];
        assert_eq!(item["set_aside"]["reason"], "the hedge, not the site");
        assert_eq!(
            taken(desk, Some("*"), json!({})).await.status,
            StatusCode::OK
        );
    }
}

#[tokio::test]
async fn what_cannot_be_an_outline_is_refused_by_name_and_nothing_of_the_visit_is_kept() {
    for (town, agent) in towns().await {
        let desk = (&town, agent.as_str());
        let bow = json!([
            [1.4045, 43.602],
            [1.4065, 43.602],
            [1.4045, 43.603],
            [1.4065, 43.603]
        ]);
        let many: Vec<Value> = (0..600)
            .map(|at| json!([1.4 + f64::from(at) * 1e-6, 43.6]))
            .collect();
        let shifted = |lon: f64| {
            json!([
                [lon, 43.602],
                [lon + 0.001, 43.602],
                [lon + 0.001, 43.603],
                [lon, 43.603]
            ])
        };
        let cases = [
            (bow, "crosses or touches itself near its corner"),
            (
                json!([[1.4045, 43.602], [1.4065, 43.602]]),
                "2 different corners",
            ),
            (json!(many), "600 different corners"),
            (shifted(2.4), "more than 2000 m from the settlement"),
            (
                json!([[1.4, 43.6], [1.6, 43.6], [1.6, 43.7]]),
                "4 to 1000000 m²",
            ),
            (
                json!([[1.4, 43.6], [1.400_001, 43.6], [1.4, 43.600_001]]),
                "surrounds 0 m²",
            ),
            (
                json!([[1.4, 43.6], [1.401, 143.6], [1.4, 43.601]]),
                "corner 2 of the outline",
            ),
            (
                json!([[1.4, 43.6], "x", [1.4, 43.601]]),
                "the visit cannot be read",
            ),
        ];

        for (corners, due) in cases {
            let refused = sent(desk, VISITS, visit(ID, &corners)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{due}");
            let said = refused.json()["detail"].as_str().unwrap().to_owned();
            assert!(said.contains(due), "{said}");
        }
        assert_eq!(told(desk, VISITS).await["items"], json!([]));
    }
}

#[tokio::test]
async fn a_visit_that_is_stored_is_taken_again_also_when_the_settlement_has_moved_away_since() {
    for (town, agent) in towns().await {
        let desk = (&town, agent.as_str());
        sent(desk, VISITS, visit(ID, &corners())).await;
        let away = json!({"geometry": {"type": "Polygon", "coordinates":
            [[[1.435, 43.608], [1.436, 43.608], [1.436, 43.609], [1.435, 43.608]]]}});
        let moved = town
            .jalon
            .patch_settlement("S1", (&away, None), (&|_| true, "desk"));
        moved.await.unwrap();

        let again = sent(desk, VISITS, visit(ID, &corners())).await;
        let new = sent(
            desk,
            VISITS,
            visit("0192f000-0000-7000-8000-000000000012", &corners()),
        )
        .await;

        assert_eq!(again.status, StatusCode::OK, "{}", again.text());
        assert_eq!(new.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_withdrawn_visit_proposes_nothing_and_one_of_before_has_no_outline() {
    for (town, agent) in towns().await {
        let desk = (&town, agent.as_str());
        let plain = json!({"by": "agent-07", "nothing_changed": true});
        sent(desk, VISITS, plain).await;
        sent(desk, VISITS, visit(ID, &corners())).await;
        let withdrawal = format!("{VISITS}/{ID}/withdrawal");
        sent(
            desk,
            &withdrawal,
            json!({"by": "lead", "reason": "the site next door"}),
        )
        .await;

        assert_eq!(told(desk, OUTLINES).await["items"], json!([]));
        let late = taken(desk, Some("*"), json!({})).await;
        assert_eq!(late.status, StatusCode::NOT_FOUND, "{}", late.text());
        let visits = told(desk, VISITS).await["items"].clone();
        let brought: Vec<bool> = visits
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["outline"].is_object())
            .collect();
        assert_eq!(
            brought.iter().filter(|brought| **brought).count(),
            1,
            "{visits}"
        );
    }
}

#[tokio::test]
async fn whoever_only_reads_sees_proposals_and_decides_nothing_and_the_public_sees_none() {
    for (town, agent) in towns().await {
        sent((&town, &agent), VISITS, visit(ID, &corners())).await;
        let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;
        let reader = (&town, planner.as_str());

        let seen = told(reader, OUTLINES).await;
        let take = taken(reader, Some("*"), json!({})).await;
        let aside = format!("{OUTLINES}/{ID}/setting-aside");
        let aside = sent(reader, &aside, json!({"reason": "no"})).await;

        assert_eq!(seen["items"].as_array().unwrap().len(), 1);
        assert_eq!(
            (take.status, aside.status),
            (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN)
        );
        assert_eq!(
            town.get(Public, OUTLINES).await.status,
            StatusCode::NOT_FOUND
        );
        let elsewhere = format!("/api/settlements/S2/outlines/{ID}/taking");
        let (mut asked, body) =
            request((Method::POST, &elsewhere), &agent, Some(json!({}))).into_parts();
        asked.headers.insert(IF_MATCH, "*".parse().unwrap());
        let other = ask(town.router(Team), Request::from_parts(asked, body)).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "{}", other.text());
    }
}
