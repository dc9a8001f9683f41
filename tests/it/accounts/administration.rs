//! What whoever runs or audits an installation is told of it, and what they can do for others.

use axum::http::{Method, StatusCode};
use jalon::domain::{NewGrant, Role};
use serde_json::{Value, json};

use super::{WITHOUT_FACTOR, get, inside, send};
use crate::support::TestTown;

#[tokio::test]
async fn sessions_of_somebody_end_at_once_and_their_account_stays() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let admin = inside(&town, "admin", NewGrant::of(Role::TerritoryAdmin)).await;
    let agent = inside(&town, "agent", NewGrant::of(Role::SanitationSafety)).await;
    assert_eq!(
        get(&town, "/api/ranking", &agent).await.status,
        StatusCode::OK
    );

    let own = "/api/users/admin/sessions";
    let oneself = send(&town, (Method::DELETE, own), &admin, None).await;
    let by_agent = send(&town, (Method::DELETE, own), &agent, None).await;
    let address = "/api/users/agent/sessions";
    let ended = send(&town, (Method::DELETE, address), &admin, None).await;
    let nobody = send(
        &town,
        (Method::DELETE, "/api/users/nobody/sessions"),
        &admin,
        None,
    )
    .await;

    assert_eq!(oneself.status, StatusCode::FORBIDDEN);
    assert_eq!(by_agent.status, StatusCode::FORBIDDEN);
    assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.text());
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    let out = get(&town, "/api/ranking", &agent).await;
    assert_eq!(out.status, StatusCode::UNAUTHORIZED);
    let users = get(&town, "/api/users", &admin).await.json();
    let agent = &users["items"][1];
    assert_eq!(agent["name"], "agent");
    assert_eq!(agent["disabled_at"], Value::Null);
}

#[tokio::test]
async fn changes_are_found_by_whom_what_and_when_newest_first() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let auditor = inside(&town, "auditor", NewGrant::of(Role::DpoAuditor)).await;
    inside(&town, "agent", NewGrant::of(Role::SanitationSafety)).await;
    let numbers = |answer: &Value| -> Vec<u64> {
        let items = answer["items"].as_array().unwrap().iter();
        items.map(|one| one["number"].as_u64().unwrap()).collect()
    };

    let all = get(&town, "/api/audit?newest=true", &auditor).await.json();
    let page = get(&town, "/api/audit?newest=true&limit=2", &auditor)
        .await
        .json();
    let next = format!(
        "/api/audit?newest=true&limit=2&cursor={}",
        page["next"].as_str().unwrap()
    );
    let next = get(&town, &next, &auditor).await.json();
    let added = get(&town, "/api/audit?action=user-add", &auditor)
        .await
        .json();
    let about = get(&town, "/api/audit?subject=user/agent", &auditor)
        .await
        .json();
    let users = get(&town, "/api/audit?subject=user", &auditor).await.json();
    let wild = get(&town, "/api/audit?subject=us%25", &auditor)
        .await
        .json();
    let none = get(&town, "/api/audit?until=2001-01-01", &auditor)
        .await
        .json();
    let since = get(&town, "/api/audit?since=2001-01-01&actor=cli", &auditor)
        .await
        .json();
    let wrong = get(&town, "/api/audit?since=yesterday", &auditor).await;

    let listed = numbers(&all);
    assert!(
        listed.len() > 4 && listed.is_sorted_by(|a, b| a > b),
        "{listed:?}"
    );
    assert_eq!(numbers(&page), listed[..2]);
    assert_eq!(numbers(&next), listed[2..4]);
    assert_eq!(numbers(&added).len(), 2);
    let told = about["items"].as_array().unwrap();
    assert!(!told.is_empty() && told.iter().all(|one| one["subject"] == "user/agent"));
    assert!(
        numbers(&users).len() > told.len(),
        "all users' changes stand below `user`"
    );
    assert_eq!(numbers(&wild), [] as [u64; 0]);
    assert_eq!(numbers(&none), [] as [u64; 0]);
    let by = since["items"].as_array().unwrap();
    assert!(!by.is_empty() && by.iter().all(|one| one["actor"] == "cli"));
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_auditor_has_the_records_gone_through() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let auditor = inside(&town, "auditor", NewGrant::of(Role::DpoAuditor)).await;
    let admin = inside(&town, "admin", NewGrant::of(Role::TerritoryAdmin)).await;

    let proof = get(&town, "/api/audit/proof", &auditor).await.json();
    let refused = get(&town, "/api/audit/proof", &admin).await;

    assert_eq!(proof["whole"], true, "{proof}");
    assert!(proof["changes"]["records"].as_u64().unwrap() > 2);
    assert!(proof["changes"]["head"].as_str().unwrap().contains(':'));
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_installation_and_what_is_due_are_told_to_those_who_answer_for_it() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let auditor = inside(&town, "auditor", NewGrant::of(Role::DpoAuditor)).await;
    let runs = inside(&town, "runs", NewGrant::of(Role::PlatformAdmin)).await;

    let how = get(&town, "/api/installation", &runs).await.json();
    let closed = get(&town, "/api/installation", &auditor).await;
    let due = get(&town, "/api/retention", &auditor).await.json();
    let not_due = get(&town, "/api/retention", &runs).await;
    let by_hand = json!({ "reason": "asked for by the city", "seen": due["seen"] });
    let run = (Method::POST, "/api/retention");
    let not_run = send(&town, run, &runs, Some(by_hand)).await;

    assert_eq!(how["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(how["backup"], "not_asked");
    assert!(how["database_ms"].as_f64().unwrap() >= 0.0);
    let layers = how["layers"].as_array().unwrap();
    assert!(
        layers.iter().all(|one| one["layer"] != "placements"),
        "{layers:?}"
    );
    assert_eq!(closed.status, StatusCode::FORBIDDEN);
    assert_eq!(due["clock"], "first_reading");
    let classes = due["classes"].as_array().unwrap();
    let readings = classes
        .iter()
        .find(|one| one["class"] == "access_log")
        .unwrap();
    assert_eq!(
        (&readings["kept"], &readings["due"]),
        (&0.into(), &0.into())
    );
    assert_eq!(not_due.status, StatusCode::FORBIDDEN);
    assert_eq!(not_run.status, StatusCode::FORBIDDEN);
    // Asked twice, nothing was kept of the first look.
    let again = get(&town, "/api/retention", &auditor).await.json();
    assert_eq!(again["clock"], "first_reading");
}

#[tokio::test]
async fn a_grant_holds_until_a_day_that_is_written_as_a_day() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let admin = inside(&town, "admin", NewGrant::of(Role::TerritoryAdmin)).await;
    inside(&town, "agent", NewGrant::of(Role::SanitationSafety)).await;
    let grant =
        json!({ "role": "legal_officer", "until": "2031-12-31", "opens": ["R"], "sites": ["S1"] });

    let address = (Method::POST, "/api/users/agent/grants");
    let given = send(&town, address.clone(), &admin, Some(grant)).await;
    let tuple = json!({ "role": "planner", "until": [2031, 365] });
    let wrong = send(&town, address, &admin, Some(tuple)).await;

    assert_eq!(given.status, StatusCode::CREATED, "{}", given.text());
    assert_eq!(given.json()["until"], "2031-12-31");
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let users = get(&town, "/api/users", &admin).await.json();
    assert_eq!(users["items"][1]["grants"][1]["until"], "2031-12-31");
}
