//! Those who try without a right.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{
        Method, Request, StatusCode,
        header::{CONTENT_TYPE, COOKIE, HOST},
    },
};
use jalon::domain::{Audience, NewGrant, Role, Territory};
use serde_json::json;
use time::macros::date;
use tower::ServiceExt;

use super::{PASSWORD, WITHOUT_FACTOR, get, inside, operator, send, user, with_password};
use crate::support::{TestTown, ask};

#[tokio::test]
async fn a_forged_or_altered_cookie_is_nobodys() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let planner = inside(&town, "a.martin", NewGrant::of(Role::Planner)).await;
    let altered = format!("{}b", &planner[..planner.len() - 1]);

    for forged in [
        altered.as_str(),
        "__Host-jalon=aaaaaaaa",
        "__Host-jalon=' or 1=1 --",
        "jalon=x",
    ] {
        let answer = get(&town, "/api/ranking", forged).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{forged}");
    }
}

#[tokio::test]
async fn a_grant_ends_with_its_last_day_and_one_elsewhere_is_none_here() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let ended = NewGrant {
        until: Some(date!(2020 - 01 - 01)),
        ..NewGrant::of(Role::Planner)
    };
    let elsewhere = NewGrant {
        territory: Some(Territory::try_from("cantal-15".to_owned()).unwrap()),
        ..NewGrant::of(Role::TerritoryAdmin)
    };
    let ended = inside(&town, "a.martin", ended).await;
    let elsewhere = inside(&town, "b.durand", elsewhere).await;

    for cookie in [ended, elsewhere] {
        for address in ["/api/ranking", "/api/settlements/S1", "/api/users"] {
            let answer = get(&town, address, &cookie).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
        }
    }
}

#[tokio::test]
async fn another_sites_page_changes_nothing_with_the_cookie_of_a_user() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let admin = inside(&town, "b.durand", NewGrant::of(Role::TerritoryAdmin)).await;
    let from = |name: &'static str, value: &'static str| {
        Request::post("/api/scoring")
            .header(HOST, "jalon.city.example")
            .header(COOKIE, &admin)
            .header(name, value)
            .body(Body::empty())
            .unwrap()
    };

    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let answer = ask(town.router(Audience::Team), from(name, value)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{value}");
        assert_eq!(answer.json()["type"], "about:blank#stranger");
    }
}

#[tokio::test]
async fn a_token_in_an_address_is_not_looked_at() {
    let town = TestTown::small().await;
    user(&town, "a.martin", &[]).await;
    let new = jalon::app::NewToken {
        networks: Vec::new(),
        name: "QGIS".into(),
        scopes: vec![jalon::domain::Scope::SitesRead],
        ends_at: town.jalon.clock().now() + time::Duration::days(1),
    };
    let (_, token) = town.jalon.add_token(&new, &operator()).await.unwrap();

    for name in ["token", "access_token", "api_key"] {
        let answer = get(&town, &format!("/api/ranking?{name}={token}"), "").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name}");
    }
}

#[tokio::test]
async fn who_attacks_an_account_does_not_shut_its_owner_out() {
    let town = TestTown::small().await;
    with_password(&town, "alice", Role::Planner).await;
    let router = town.router(Audience::Team);
    let try_from = async |address: [u8; 4], password: &str| {
        let form = json!({ "name": "alice", "password": password });
        let mut request = Request::post("/api/session")
            .header(HOST, "jalon.city.example")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(form.to_string()))
            .unwrap();
        let from = ConnectInfo(SocketAddr::from((address, 4_000)));
        request.extensions_mut().insert(from);
        router.clone().oneshot(request).await.unwrap().status()
    };

    let mut refused = 0;
    for _ in 0..300 {
        let status = try_from([203, 0, 113, 9], "not the one it is").await;
        refused += usize::from(status == StatusCode::TOO_MANY_REQUESTS);
    }
    let alice = try_from([10, 0, 0, 7], PASSWORD).await;

    assert_eq!(refused, 290);
    assert_eq!(alice, StatusCode::OK);
}

#[tokio::test]
async fn nobody_gives_themselves_a_right_or_makes_others_higher_than_they_are() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let admin = inside(&town, "b.durand", NewGrant::of(Role::TerritoryAdmin)).await;
    user(&town, "root", &[NewGrant::of(Role::PlatformAdmin)]).await;
    user(&town, "a.martin", &[]).await;
    let forbidden = async |method: Method, address: &str, form: serde_json::Value| {
        let answer = send(&town, (method, address), &admin, Some(form)).await;
        assert_eq!(
            answer.status,
            StatusCode::FORBIDDEN,
            "{address}: {}",
            answer.text()
        );
    };
    let grant = |role: &str| json!({ "role": role });

    let own = "/api/users/b.durand/grants";
    forbidden(Method::POST, own, grant("case_worker")).await;
    let other = "/api/users/a.martin/grants";
    forbidden(Method::POST, other, grant("platform_admin")).await;
    forbidden(Method::POST, other, grant("dpo_auditor")).await;
    forbidden(Method::POST, "/api/users/root/invitation", json!({})).await;
    forbidden(Method::DELETE, "/api/users/root", json!({})).await;
    forbidden(Method::DELETE, "/api/users/b.durand", json!({})).await;
    let given = send(&town, (Method::POST, other), &admin, Some(grant("planner"))).await;
    assert_eq!(given.status, StatusCode::CREATED, "{}", given.text());
}

#[tokio::test]
async fn a_case_worker_finds_the_settlements_of_the_grant_and_no_other() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let assigned = NewGrant {
        sites: vec!["S1".into()],
        ..NewGrant::of(Role::CaseWorker)
    };
    let worker = inside(&town, "c.petit", assigned).await;

    for (address, status) in [
        ("/api/settlements/S1", StatusCode::OK),
        ("/api/settlements/S2", StatusCode::NOT_FOUND),
        ("/api/settlements/S2/visits", StatusCode::NOT_FOUND),
        ("/api/settlements/nowhere", StatusCode::NOT_FOUND),
        ("/api/ranking", StatusCode::FORBIDDEN),
        ("/tiles/settlements/14/8256/5983.mvt", StatusCode::FORBIDDEN),
        (
            "/tiles/flood,settlements/14/8256/5983.mvt",
            StatusCode::FORBIDDEN,
        ),
        ("/ogc/collections/settlements/items", StatusCode::FORBIDDEN),
        (
            "/api/layers/settlements/settlements.geojson",
            StatusCode::FORBIDDEN,
        ),
    ] {
        let answer = get(&town, address, &worker).await;
        assert_eq!(answer.status, status, "{address}");
    }
    let one = get(&town, "/api/settlements/S2", &worker).await.json();
    let other = get(&town, "/api/settlements/S9", &worker).await.json();
    let blank = |detail: &serde_json::Value| detail.as_str().unwrap().replace("S2", "S9");
    assert_eq!(
        blank(&one["detail"]),
        other["detail"],
        "one cannot tell them apart"
    );
}
