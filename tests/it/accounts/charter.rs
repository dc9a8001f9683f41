//! The charter: read and accepted at the door by everybody, anew when it changes; and tokens that work from some
//! addresses only.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header::HOST},
};
use jalon::{
    app::{AccountError, Error, NewToken},
    domain::{Audience::Team, Network, NewGrant, Role, Scope},
};
use serde_json::{Value, json};
use time::Duration;

use super::{WITHOUT_FACTOR, get, inside, operator, send, user};
use crate::support::{Answer, TestTown, ask};

/// A town whose charter says this.
async fn town_with(text: &str) -> (TestTown, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("charter.txt");
    std::fs::write(&file, text).unwrap();
    let settings = format!("{WITHOUT_FACTOR}charter = {:?}\n", file.to_str().unwrap());
    (TestTown::small_with(&settings).await, folder)
}

async fn accept(town: &TestTown, cookie: &str, version: &Value) -> Answer {
    let address = (Method::POST, "/api/session/charter");
    send(town, address, cookie, Some(json!({ "version": version }))).await
}

#[tokio::test]
async fn nobody_works_before_the_charter_is_accepted_as_it_stands() {
    let (town, _folder) = town_with("Nobody copies what is known of a family.\n").await;
    user(&town, "first", &[]).await;
    let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;

    let who = get(&town, "/api/session", &planner).await.json();
    let before = get(&town, "/api/ranking", &planner).await;
    let other = accept(&town, &planner, &json!("another")).await;
    let still = get(&town, "/api/ranking", &planner).await;
    let accepted = accept(&town, &planner, &who["charter"]["version"]).await;
    let after = get(&town, "/api/ranking", &planner).await;
    let again = accept(&town, &planner, &who["charter"]["version"]).await;

    assert_eq!(
        who["charter"]["text"],
        "Nobody copies what is known of a family.\n"
    );
    assert_eq!(who["rights"], json!([]));
    for refused in [before, still] {
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text().contains("charter-due"), "{}", refused.text());
    }
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.text());
    assert_eq!(accepted.status, StatusCode::NO_CONTENT);
    assert_eq!(again.status, StatusCode::NO_CONTENT);
    assert_eq!(after.status, StatusCode::OK, "{}", after.text());
    let who_now = get(&town, "/api/session", &planner).await.json();
    assert_eq!(who_now["charter"], Value::Null);
    // Another session of the same account has read it, another account has not.
    let next = send(
        &town,
        (Method::POST, "/api/session/charter"),
        "",
        Some(json!({ "version": "x" })),
    );
    assert_eq!(next.await.status, StatusCode::UNAUTHORIZED);
    let officer = inside(&town, "officer", NewGrant::of(Role::LegalOfficer)).await;
    let waits = get(&town, "/api/ranking", &officer).await;
    assert_eq!(waits.status, StatusCode::FORBIDDEN);
    let kept = town.audit().await;
    let noted = kept.iter().find(|event| event.action == "charter-accept");
    assert_eq!(noted.unwrap().detail["version"], who["charter"]["version"]);
}

#[tokio::test]
async fn an_account_accepts_a_version_once_and_another_version_anew() {
    let mut towns = vec![TestTown::small().await];
    towns.extend(TestTown::small_on_postgres().await);
    for town in towns {
        user(&town, "planner", &[]).await;
        let planner = town.jalon.user_named("planner").await.unwrap().id;
        let store = jalon::store::Store::open(town.database_url()).await;
        let store = store.unwrap();
        let event = jalon::domain::AuditEvent {
            at: town.jalon.clock().now(),
            actor: "planner".to_owned(),
            action: "charter-accept".to_owned(),
            subject: "user/planner".to_owned(),
            detail: json!({}),
        };

        let before = store.has_accepted(planner, "one").await.unwrap();
        for _ in 0..2 {
            let accepted = (planner, "one");
            let kept = store.accept_charter(town.jalon.territory(), accepted, &event);
            kept.await.unwrap();
        }

        assert!(!before);
        assert!(store.has_accepted(planner, "one").await.unwrap());
        assert!(!store.has_accepted(planner, "two").await.unwrap());
    }
}

async fn asked_from(town: &TestTown, token: &str, from: Option<[u8; 4]>) -> Answer {
    let request = Request::get("/api/ranking")
        .header(HOST, "jalon.city.example")
        .header("authorization", format!("Bearer {token}"));
    let mut request = request.body(Body::empty()).unwrap();
    if let Some(address) = from {
        let from = ConnectInfo(SocketAddr::from((address, 4_000)));
        request.extensions_mut().insert(from);
    }
    ask(town.router(Team), request).await
}

#[tokio::test]
async fn a_token_of_one_network_works_from_nowhere_else() {
    let mut towns = vec![TestTown::small_with(WITHOUT_FACTOR).await];
    towns.extend(TestTown::small_on_postgres().await);
    for town in towns {
        user(&town, "a.martin", &[]).await;
        let office: Network = "10.2.0.0/16".parse().unwrap();
        let new = NewToken {
            name: "QGIS".into(),
            scopes: vec![Scope::SitesRead],
            networks: vec![office],
            ends_at: town.jalon.clock().now() + Duration::days(30),
        };
        let (_, token) = town.jalon.add_token(&new, &operator()).await.unwrap();

        let inside = asked_from(&town, &token, Some([10, 2, 7, 9])).await;
        let outside = asked_from(&town, &token, Some([10, 3, 0, 1])).await;
        let unknown = asked_from(&town, &token, None).await;
        let listed = town.jalon.tokens(&operator()).await.unwrap();
        let many = NewToken {
            networks: vec![office; 21],
            ..new.clone()
        };
        let many = town.jalon.add_token(&many, &operator()).await;

        assert_eq!(inside.status, StatusCode::OK, "{}", inside.text());
        for refused in [outside, unknown] {
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
            assert!(refused.text().contains("other addresses only"));
        }
        assert_eq!(listed[0].networks, [office]);
        assert!(matches!(many, Err(Error::Account(AccountError::Token))));
    }
}
