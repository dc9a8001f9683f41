//! Proposals of homes through the doors, on both databases.

use axum::{
    body::Body,
    http::{
        Method, Request, StatusCode,
        header::{CONTENT_TYPE, HOST},
    },
};
use jalon::domain::{
    Audience::{self, Public, Team},
    LayerKind,
};
use serde_json::{Value, json};

use crate::support::{Answer, TestTown, ask};

/// Two homes west and two east, each of another landlord; one on ground that is flooded.
const OFFERS: &str = "\
code,landlord,neighbourhood,lon,lat,homes,rooms,step_free
O1,Logis Ouest,W,,,2,3,no
O2,Logis Est,E,,,2,3,yes
O3,Logis Est,,1.4075,43.6025,5,3,yes
";

/// The small town with homes on offer, on SQLite and, where there is a server, on PostgreSQL.
async fn towns() -> Vec<TestTown> {
    let mut towns = vec![TestTown::small().await];
    towns.extend(TestTown::small_on_postgres().await);
    for town in &towns {
        town.import_text(LayerKind::Offers, "offers.csv", OFFERS)
            .await
            .unwrap();
    }
    towns
}

async fn send(town: &TestTown, (audience, address): (Audience, &str), body: &Value) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header(HOST, "127.0.0.1:8080")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    ask(town.router(audience), request).await
}

async fn place(town: &TestTown, body: &Value) -> Value {
    let answer = send(town, (Team, "/api/placing"), body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

fn family(household: &str, people: u32) -> Value {
    json!({"household": household, "people": people, "origin": "S1"})
}

fn home<'a>(report: &'a Value, household: &str) -> &'a Value {
    let families = report["families"].as_array().unwrap();
    let found = families.iter().find(|one| one["household"] == household);
    &found.unwrap()["home"]
}

#[tokio::test]
async fn families_are_placed_where_few_live_and_never_on_dangerous_ground() {
    for town in towns().await {
        let families = [family("F1", 3), family("F2", 3)];

        let report = place(&town, &json!({"families": families})).await;

        assert_eq!(report["families_placed"], 2);
        assert_eq!(report["proof"], "best");
        for household in ["F1", "F2"] {
            assert_eq!(home(&report, household)["offer"], "O2");
        }
        let first = &report["families"][0];
        assert_eq!(first["ruled_out"]["danger"], 5);
        assert_eq!(first["homes_that_fit"], 4);
        assert_eq!(first["alternatives"][0]["home"]["offer"], "O1");
        let east = &report["neighbourhoods"][1];
        assert_eq!((&east["code"], &east["come"]), (&json!("E"), &json!(2)));
        let ratio = |when: &str| report[when]["colocation_ratio"].as_f64().unwrap();
        assert!(ratio("after") < ratio("before"), "{report}");
        let text = report.to_string();
        assert!(!text.contains("1.4075"), "the place of a home is told");
    }
}

#[tokio::test]
async fn needs_wishes_and_hands_decide_and_every_refusal_has_its_reason() {
    let town = &towns().await[0];
    let step_free = json!({"household": "F1", "people": 3, "step_free": true});
    let wishing = json!({"household": "F2", "people": 3, "wishes": ["W"]});
    let crowd = family("F3", 9);
    let rules = json!({"locks": {"F4": "O1"}});
    let families = [step_free, wishing, crowd, family("F4", 2)];

    let report = place(town, &json!({"families": families, "rules": rules})).await;

    assert_eq!(home(&report, "F1")["offer"], "O2");
    assert_eq!(home(&report, "F2")["offer"], "O1");
    assert_eq!(home(&report, "F3"), &Value::Null);
    assert_eq!(home(&report, "F4")["offer"], "O1");
    assert_eq!(report["families"][2]["ruled_out"]["size"], 4);
    assert_eq!(report["families"][3]["locked"], true);
    assert_eq!(report["clash"], json!(["size"]));
}

#[tokio::test]
async fn a_limit_holds_and_its_price_is_what_placing_without_it_gives() {
    let town = &towns().await[0];
    let families = [family("F1", 3), family("F2", 3), family("F3", 3)];
    let limited = json!({"landlord_caps": {"Logis Est": 0}});

    let free = place(town, &json!({"families": families})).await;
    let held = place(town, &json!({"families": families, "rules": limited})).await;

    assert_eq!(free["families_placed"], 3);
    assert_eq!(held["families_placed"], 2);
    assert_eq!(held["clash"], json!(["landlord_cap:Logis Est"]));
    let price = &held["prices"][0];
    assert_eq!(price["rule"], "landlord_cap:Logis Est");
    assert_eq!(price["placed_more"], 1);
    let unevenness = |report: &Value| report["after"]["unevenness"].as_f64().unwrap();
    let less = price["unevenness_less"].as_f64().unwrap();
    assert!((less - (unevenness(&held) - unevenness(&free))).abs() < 1e-9);
}

#[tokio::test]
async fn homes_set_by_hand_that_cannot_be_are_refused_with_the_reason() {
    let town = &towns().await[0];
    let families = [family("F1", 3), family("F2", 3), family("F3", 3)];
    for (locks, why) in [
        (json!({"F1": "O3"}), "danger"),
        (json!({"F1": "O9"}), "code of an offer"),
        (json!({"F9": "O1"}), "household of the list"),
        (
            json!({"F1": "O1", "F2": "O1", "F3": "O1"}),
            "by hand already",
        ),
    ] {
        let body = json!({"families": families, "rules": {"locks": locks}});

        let answer = send(town, (Team, "/api/placing"), &body).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(why), "{}", answer.text());
    }
}

#[tokio::test]
async fn a_family_is_never_named_and_never_asked_for_twice() {
    let town = &towns().await[0];
    for families in [
        json!([family("Martin", 3)]),
        json!([family("F1", 3), family("F1", 2)]),
        json!([family("F1", 0)]),
        json!([]),
    ] {
        let answer = send(town, (Team, "/api/placing"), &json!({"families": families})).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.text().contains("Martin"));
    }
}

#[tokio::test]
async fn a_kept_proposal_is_decided_once_with_reason_and_author() {
    for town in towns().await {
        let families = json!([{"household": "F1", "people": 3, "goes_to": [[1.4321, 43.61]]}]);
        let body = json!({"families": families, "by": "planner-1", "note": "spring"});

        let kept = send(&town, (Team, "/api/placing/proposals"), &body).await;

        assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
        let kept = kept.json();
        assert_eq!(kept["status"], "proposed");
        assert!(!kept.to_string().contains("1.4321"), "{kept}");
        let number = &kept["number"];
        let address = format!("/api/placing/proposals/{number}");
        let decision = json!({"by": "steering group", "reason": "near the school"});
        let accept = format!("{address}/accept");
        let unsigned = send(&town, (Team, &accept), &json!({"reason": "yes"})).await;
        assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
        let decided = send(&town, (Team, &accept), &decision).await.json();
        assert_eq!(decided["status"], "accepted");
        let refuse = format!("{address}/refuse");
        let again = send(&town, (Team, &refuse), &decision).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let found = town.get(Team, &address).await.json();
        assert_eq!(found["decision"]["by"], "steering group");
        assert_eq!(found["report"]["families"][0]["household"], "F1");
        let list = town.get(Team, "/api/placing/proposals").await.json();
        assert_eq!(list["items"][0]["number"], *number);
        assert_eq!(list["items"][0].get("report"), None);
    }
}

#[tokio::test]
async fn the_public_finds_no_door_to_proposals() {
    let town = &towns().await[0];
    let families = json!({"families": [family("F1", 3)], "by": "somebody"});

    for address in ["/api/placing", "/api/placing/proposals"] {
        let answer = send(town, (Public, address), &families).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
    for address in ["/api/placing/proposals", "/api/placing/proposals/1"] {
        let answer = town.get(Public, address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
    let document = town.get(Public, "/api/openapi.json").await.text();
    assert!(!document.contains("/api/placing"));
}
