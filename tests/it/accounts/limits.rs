//! How much each caller may ask for: who asks too much is told when to come back, and nobody else is.

use std::net::{IpAddr, SocketAddr};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header::HOST},
};
use jalon::domain::{Audience, NewGrant, Role};
use tower::ServiceExt;

use super::{inside, request, user};
use crate::support::{Answer, TestTown, ask};

/// Few of everything, so that a test reaches it.
const FEW: &str = "[accounts]\nsecond_factor_optional = true\n\
    [limits]\napi_per_minute = 3\ntiles_per_minute = 4\npublic_tiles_per_minute = 2\nexports_per_hour = 2\n";

const TILE: &str = "/tiles/settlements/14/8256/5983.mvt";
const FILE: &str = "/api/layers/settlements/export.geojson";

async fn look(router: &Router, address: &str, cookie: &str) -> Answer {
    ask(
        router.clone(),
        request((Method::GET, address), cookie, None),
    )
    .await
}

/// The statuses of so many questions after each other.
async fn statuses(router: &Router, (address, cookie): (&str, &str), times: usize) -> Vec<u16> {
    let mut all = Vec::new();
    for _ in 0..times {
        all.push(look(router, address, cookie).await.status.as_u16());
    }
    all
}

#[tokio::test]
async fn who_asks_too_much_is_told_when_to_come_back_and_others_go_on() {
    let town = TestTown::small_with(FEW).await;
    let one = inside(&town, "a.martin", NewGrant::of(Role::Planner)).await;
    let other = inside(&town, "b.durand", NewGrant::of(Role::Planner)).await;
    let router = town.router(Audience::Team);

    let first = look(&router, "/api/ranking", &one).await;
    let more = statuses(&router, ("/api/ranking", &one), 2).await;
    let last = look(&router, "/api/ranking", &one).await;

    assert_eq!(first.headers["ratelimit-policy"], "\"api\";q=3;w=60");
    assert_eq!(first.headers["ratelimit"], "\"api\";r=2;t=20");
    assert_eq!(more, [200, 200]);
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(last.json()["type"], "about:blank#too-much");
    let wait_s: u64 = last.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=20).contains(&wait_s), "{wait_s}");
    assert_eq!(look(&router, "/api/ranking", &other).await.status, 200);
    assert_eq!(
        statuses(&router, (TILE, &one), 5).await,
        [204, 204, 204, 204, 429]
    );
    let door = look(&router, "/api/session", &one).await;
    assert_eq!(door.status, 200, "the door is not counted here");
}

#[tokio::test]
async fn an_account_takes_so_many_files_and_the_auditor_is_told_once() {
    let town = TestTown::small_with(FEW).await;
    let desk = inside(&town, "a.martin", NewGrant::of(Role::Planner)).await;
    let link = super::link(&town, "a.martin", jalon::domain::LinkKind::SignIn).await;
    let form = serde_json::json!({ "link": link });
    let address = (Method::POST, "/api/session");
    let phone = super::cookie(&super::send(&town, address, "", Some(form)).await);
    let router = town.router(Audience::Team);

    let at_desk = statuses(&router, (FILE, &desk), 2).await;
    let by_phone = statuses(&router, (FILE, &phone), 3).await;

    assert_eq!(at_desk, [200, 200]);
    assert_eq!(
        by_phone,
        [429, 429, 429],
        "a second session is no second allowance"
    );
    let events = town.audit().await;
    let told: Vec<_> = events
        .iter()
        .filter(|event| event.action == "export-limit")
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].actor.as_str(), told[0].subject.as_str()),
        ("a.martin", "user/a.martin")
    );
}

#[tokio::test]
async fn a_program_is_counted_by_its_token_and_a_false_one_by_its_address() {
    let town = TestTown::small_with(FEW).await;
    user(&town, "a.martin", &[]).await;
    let new = jalon::app::NewToken {
        networks: Vec::new(),
        name: "QGIS".into(),
        scopes: vec![jalon::domain::Scope::SitesRead],
        ends_at: town.jalon.clock().now() + time::Duration::days(1),
    };
    let (_, token) = town
        .jalon
        .add_token(&new, &super::operator())
        .await
        .unwrap();
    let router = town.router(Audience::Team);
    let with = async |token: &str| {
        let mut asked = Request::get("/api/ranking")
            .header(HOST, "jalon.city.example")
            .header("authorization", format!("Bearer {token}"))
            .body(Body::empty())
            .unwrap();
        let from = ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 4_000)));
        asked.extensions_mut().insert(from);
        router
            .clone()
            .oneshot(asked)
            .await
            .unwrap()
            .status()
            .as_u16()
    };

    let mut seen = Vec::new();
    for shown in [
        &token,
        "jln_false",
        &token,
        "jln_false",
        &token,
        "jln_false",
        &token,
        "jln_false",
    ] {
        seen.push(with(shown).await);
    }

    assert_eq!(seen, [200, 401, 200, 401, 200, 401, 429, 429]);
}

#[tokio::test]
async fn the_public_is_counted_by_address_and_this_machine_is_not() {
    let town = TestTown::small_with(FEW).await;
    let router = town.router(Audience::Public);
    let from = async |address: &str| {
        let mut asked = Request::get("/tiles/neighbourhoods/12/2064/1495.mvt")
            .header(HOST, "map.city.example")
            .body(Body::empty())
            .unwrap();
        let address: IpAddr = address.parse().unwrap();
        asked
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::new(address, 4_000)));
        router
            .clone()
            .oneshot(asked)
            .await
            .unwrap()
            .status()
            .as_u16()
    };
    let mut seen = Vec::new();

    for address in [
        "2001:db8::1",
        "2001:db8::2",
        "2001:db8::3",
        "2001:db8:0:1::1",
        "203.0.113.9",
        "127.0.0.1",
        "127.0.0.1",
        "127.0.0.1",
    ] {
        seen.push(from(address).await);
    }

    assert_eq!(seen, [200, 200, 429, 200, 200, 200, 200, 200]);
}

#[tokio::test]
async fn the_operator_without_accounts_asks_for_as_much_as_they_like() {
    let town = TestTown::small_with(FEW).await;
    let router = town.router(Audience::Team);

    let seen = statuses(&router, ("/api/ranking", ""), 20).await;
    let answer = look(&router, "/api/ranking", "").await;

    assert_eq!(seen, [200; 20]);
    assert!(!answer.headers.contains_key("ratelimit"));
}
