//! The ranking for whoever has no script: who reads it, how they come in to it, and what stands in it.

use axum::{
    body::Body,
    http::{
        Method, Request, StatusCode,
        header::{ACCEPT_LANGUAGE, CONTENT_TYPE, HOST, LOCATION, SET_COOKIE},
    },
};
use jalon::domain::{Audience, LayerKind, NewGrant, Role};
use serde_json::json;

use super::{PASSWORD, WITHOUT_FACTOR, get, inside, with_password};
use crate::support::{Answer, TestTown, ask, ring};

/// Sends the form of the plain door.
async fn send(town: &TestTown, form: &[(&str, &str)], cookie: &str) -> Answer {
    ask(town.router(Audience::Team), form_of(form, cookie)).await
}

fn form_of(form: &[(&str, &str)], cookie: &str) -> Request<Body> {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    let mut asked = super::request((Method::POST, "/ranking/sign-in"), cookie, None);
    *asked.body_mut() = Body::from(body);
    let kind = "application/x-www-form-urlencoded".parse().unwrap();
    asked.headers_mut().insert(CONTENT_TYPE, kind);
    asked
}

#[tokio::test]
async fn the_list_is_read_without_script_in_two_languages() {
    let town = TestTown::small().await;
    let site = json!({ "type": "Feature",
        "properties": { "code": "S9", "name": "<script>alert(1)</script>", "households": 1 },
        "geometry": { "type": "Polygon", "coordinates": ring(1.405, 43.6, 0.001) } });
    town.import_json(LayerKind::Settlements, &[site]).await;
    let asked = |language: &str| {
        let request = Request::builder()
            .uri("/ranking")
            .header(HOST, "127.0.0.1:8080")
            .header(ACCEPT_LANGUAGE, language)
            .body(Body::empty())
            .unwrap();
        ask(town.router(Audience::Team), request)
    };

    let english = asked("en-GB").await;
    let french = asked("fr-FR,fr;q=0.9").await;
    let public = town.get(Audience::Public, "/ranking").await;

    assert_eq!(english.status, StatusCode::OK, "{}", english.text());
    let page = english.text();
    assert!(page.contains("<html lang=\"en\">") && page.contains("Where to go first"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; <small>S9</small>"));
    assert!(
        !page.contains("<script") && page.contains("one household"),
        "{page}"
    );
    let page = french.text();
    assert!(
        page.contains("<html lang=\"fr\">") && page.contains("un ménage"),
        "{page}"
    );
    assert_eq!(public.status, StatusCode::NOT_FOUND);
    let door = town.get(Audience::Public, "/ranking/sign-in").await;
    assert_eq!(door.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_comes_in_to_the_list_and_out_without_script() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    with_password(&town, "agent", Role::SanitationSafety).await;

    let away = get(&town, "/ranking", "").await;
    let form = get(&town, "/ranking/sign-in", "").await;
    let wrong = [("name", "\"><b>agent"), ("password", "wrong")];
    let wrong = send(&town, &wrong, "").await;
    let right = [("name", "agent"), ("password", PASSWORD), ("code", "")];
    let right = send(&town, &right, "").await;

    assert_eq!(away.status, StatusCode::SEE_OTHER);
    assert_eq!(away.headers[LOCATION], "/ranking/sign-in");
    assert!(form.text().contains("<form method=\"post\""));
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(
        wrong.text().contains("value=\"&quot;&gt;&lt;b&gt;agent\""),
        "{}",
        wrong.text()
    );
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text());
    assert_eq!(right.headers[LOCATION], "/ranking");
    let cookie = right.headers[SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap();
    let list = get(&town, "/ranking", cookie).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.text().contains("name=\"leave\""));
    let left = send(&town, &[("leave", "1")], cookie).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    assert_eq!(
        get(&town, "/ranking", cookie).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_role_that_does_not_reach_the_list_is_told_so_in_words() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let landlord = inside(&town, "landlord", NewGrant::of(Role::Landlord)).await;

    let told = get(&town, "/ranking", &landlord).await;

    assert_eq!(told.status, StatusCode::FORBIDDEN);
    assert!(told.text().contains("Your role does not reach this list"));
    assert!(!told.text().contains("<table"));
}

#[tokio::test]
async fn tries_at_the_plain_door_are_counted() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    with_password(&town, "agent", Role::SanitationSafety).await;
    let wrong = [("name", "agent"), ("password", "wrong")];

    // One router: tries are counted at one door.
    let router = town.router(Audience::Team);
    let mut last = ask(router.clone(), form_of(&wrong, "")).await;
    for _ in 0..10 {
        last = ask(router.clone(), form_of(&wrong, "")).await;
    }

    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.text().contains("Too many tries"), "{}", last.text());
}
