//! Coming in: invitations, passwords, second factors, links, tokens, and going out.

use std::time::Instant;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header::HOST},
};
use jalon::{
    access::{factor_code, from_letters},
    app::{NewToken, SignIn},
    domain::{Audience, LinkKind, NewGrant, Role, Scope},
};
use serde_json::json;
use time::Duration;

use super::{
    PASSWORD, WITHOUT_FACTOR, cookie, get, inside, link, operator, send, user, with_password,
};
use crate::support::{TestTown, ask};

#[tokio::test]
async fn the_first_account_closes_every_address_but_the_door() {
    let town = TestTown::small().await;
    let before = get(&town, "/api/ranking", "").await.status;

    user(&town, "a.martin", &[NewGrant::of(Role::Planner)]).await;

    assert_eq!(before, StatusCode::OK);
    let after = get(&town, "/api/ranking", "").await;
    assert_eq!(after.status, StatusCode::UNAUTHORIZED);
    assert_eq!(after.json()["type"], "about:blank#not-signed-in");
    for address in ["/api/session", "/health/ready", "/api/openapi.json"] {
        let open = get(&town, address, "").await.status;
        assert!(open.is_success(), "{address}");
    }
}

#[tokio::test]
async fn another_process_that_makes_the_first_account_closes_this_server() {
    let town = TestTown::small().await;
    let other = town.opened_again().await;

    other.add_user("a.martin", &[], &operator()).await.unwrap();
    town.jalon.refresh().await.unwrap();

    let after = get(&town, "/api/ranking", "").await;
    assert_eq!(after.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_invited_user_chooses_a_password_sets_a_factor_and_works() {
    for town in [
        Some(TestTown::small().await),
        TestTown::small_on_postgres().await,
    ] {
        let Some(town) = town else { continue };
        let mine = with_password(&town, "a.martin", Role::SanitationSafety).await;

        let due = get(&town, "/api/ranking", &mine).await;
        assert_eq!(due.json()["type"], "about:blank#factor-due");
        let key = send(&town, (Method::POST, "/api/session/factor"), &mine, None).await;
        let key = from_letters(key.json()["key"].as_str().unwrap()).unwrap();
        let now = town.jalon.clock().now().unix_timestamp().unsigned_abs() / 30;
        let code = factor_code(&key, now);
        let form = json!({ "code": code });
        let set = send(
            &town,
            (Method::PUT, "/api/session/factor"),
            &mine,
            Some(form),
        )
        .await;

        let recovery = set.json()["recovery_codes"].as_array().unwrap().clone();
        assert_eq!(recovery.len(), 10);
        for (cookie, status) in [(&cookie(&set), 200), (&mine, 401)] {
            let answer = get(&town, "/api/ranking", cookie).await;
            assert_eq!(answer.status, status, "the session is renewed");
        }
        // The door asks for the factor from now on, and takes each code once.
        let given = |code: Option<&str>| SignIn {
            name: "A.Martin".into(),
            password: PASSWORD.into(),
            code: code.map(str::to_owned),
            ..SignIn::default()
        };
        let said = |error: jalon::app::Error| error.to_string();
        let missing = town.jalon.sign_in(given(None)).await.map_err(said);
        assert!(missing.unwrap_err().contains("code"));
        let again = town.jalon.sign_in(given(Some(&code))).await.map_err(said);
        assert!(again.is_err(), "the code that set the factor works no more");
        let next = factor_code(&key, now + 1);
        town.jalon.sign_in(given(Some(&next))).await.unwrap();
        assert!(town.jalon.sign_in(given(Some(&next))).await.is_err());
        let spare = recovery[0].as_str();
        town.jalon.sign_in(given(spare)).await.unwrap();
        assert!(town.jalon.sign_in(given(spare)).await.is_err());
    }
}

#[tokio::test]
async fn what_is_done_is_written_down_under_the_users_name() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let admin = inside(&town, "b.durand", NewGrant::of(Role::TerritoryAdmin)).await;
    let team = json!({ "phone": "05 00 00 00 00", "all": true });

    let address = (Method::PUT, "/api/teams/North");
    let set = send(&town, address, &admin, Some(team)).await;

    assert_eq!(set.status, StatusCode::OK, "{}", set.text());
    let events = town.audit().await;
    let last = events.last().unwrap();
    assert_eq!(
        (last.action.as_str(), last.actor.as_str()),
        ("team-set", "b.durand")
    );
    assert!(events.iter().any(|event| event.action == "sign-in"));
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_get_the_same_answer() {
    let town = TestTown::small().await;
    with_password(&town, "a.martin", Role::Planner).await;
    let answer = async |name: &str| {
        let form = json!({ "name": name, "password": "not the one it is" });
        let answer = send(&town, (Method::POST, "/api/session"), "", Some(form)).await;
        let mut body = answer.json();
        body["request_id"] = json!(null);
        (answer.status, body)
    };

    let (wrong, unknown) = (answer("a.martin").await, answer("nobody").await);

    assert_eq!(wrong, unknown);
    assert_eq!(wrong.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn each_refusal_costs_one_hash_and_takes_as_long_whoever_has_the_name() {
    let town = TestTown::small().await;
    with_password(&town, "a.martin", Role::Planner).await;
    user(&town, "without.password", &[]).await;
    with_password(&town, "closed", Role::Planner).await;
    let closed = town.jalon.disable_user("closed", &operator()).await;
    closed.unwrap();
    let long = "x".repeat(100_000);
    let wrong = "not the one it is";

    for (name, password) in [
        ("a.martin", wrong),
        ("a.martin", ""),
        ("a.martin", &long),
        ("nobody", wrong),
        ("nobody", ""),
        ("nobody", &long),
        ("no name at all, with signs: \u{0}'", wrong),
        ("", wrong),
        ("without.password", wrong),
        ("without.password", ""),
        ("closed", PASSWORD),
    ] {
        let before = town.jalon.passwords_hashed();
        let given = SignIn {
            name: name.to_owned(),
            password: password.to_owned(),
            ..SignIn::default()
        };

        let began = Instant::now();
        let refused = town.jalon.sign_in(given).await;

        assert!(refused.is_err(), "{name:?}");
        // More than any of them takes, so that it tells nothing.
        assert!(began.elapsed() >= Duration::milliseconds(250), "{name:?}");
        let hashed = town.jalon.passwords_hashed() - before;
        assert_eq!(hashed, 1, "{name:?}");
    }
}

#[tokio::test]
async fn a_link_lets_in_once_and_an_invitation_is_no_link() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "a.martin", &[NewGrant::of(Role::Planner)]).await;
    let link = link(&town, "a.martin", LinkKind::SignIn).await;
    let form = json!({ "link": link });
    let door = (Method::POST, "/api/session");

    let first = send(&town, door.clone(), "", Some(form.clone())).await;
    let second = send(&town, door.clone(), "", Some(form)).await;

    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(second.json()["type"], "about:blank#used-link");
    let invitation = super::link(&town, "a.martin", LinkKind::Invitation).await;
    let form = json!({ "link": invitation });
    let third = send(&town, door, "", Some(form)).await;
    assert_eq!(third.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_weak_password_leaves_the_invitation_as_it_was() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "a.martin", &[NewGrant::of(Role::Planner)]).await;
    let link = link(&town, "a.martin", LinkKind::Invitation).await;
    let accept = async |password: &str| {
        let form = json!({ "link": link, "password": password });
        send(
            &town,
            (Method::POST, "/api/session/invitation"),
            "",
            Some(form),
        )
        .await
    };

    let weak = accept("motdepasse2026").await;
    let good = accept(PASSWORD).await;

    assert_eq!(weak.json()["type"], "about:blank#weak-password");
    assert_eq!(good.status, StatusCode::OK);
    assert_eq!(accept(PASSWORD).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_signs_out_or_is_shut_out_is_out_at_once() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let planner = inside(&town, "a.martin", NewGrant::of(Role::Planner)).await;
    let other = inside(&town, "b.durand", NewGrant::of(Role::Planner)).await;
    assert_eq!(
        get(&town, "/api/ranking", &planner).await.status,
        StatusCode::OK
    );

    let gone = send(&town, (Method::DELETE, "/api/session"), &planner, None).await;
    town.jalon
        .disable_user("b.durand", &operator())
        .await
        .unwrap();

    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    for cookie in [planner, other] {
        let after = get(&town, "/api/ranking", &cookie).await;
        assert_eq!(after.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_token_works_as_bearer_and_basic_within_its_scopes_until_it_is_taken_back() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "a.martin", &[]).await;
    let new = NewToken {
        networks: Vec::new(),
        name: "QGIS".into(),
        scopes: vec![Scope::SitesRead],
        ends_at: town.jalon.clock().now() + Duration::days(30),
    };
    let (token, shown) = town.jalon.add_token(&new, &operator()).await.unwrap();
    let asked = async |address: &str, header: String| {
        let request = Request::get(address)
            .header(HOST, "jalon.city.example")
            .header("authorization", header);
        let request = request.body(Body::empty()).unwrap();
        ask(town.router(Audience::Team), request).await.status
    };
    let bearer = || format!("Bearer {shown}");

    assert_eq!(asked("/api/ranking", bearer()).await, StatusCode::OK);
    assert_eq!(
        asked("/api/dispersal", bearer()).await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(asked("/api/tokens", bearer()).await, StatusCode::FORBIDDEN);
    let forged = format!("Bearer {}aaaa", &shown[..shown.len() - 4]);
    assert_eq!(asked("/api/status", forged).await, StatusCode::UNAUTHORIZED);

    town.jalon.end_token(token.id, &operator()).await.unwrap();
    assert_eq!(
        asked("/api/ranking", bearer()).await,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_token_lasts_a_year_at_most_and_has_a_scope() {
    let town = TestTown::small().await;
    let new = |days, scopes: &[Scope]| NewToken {
        networks: Vec::new(),
        name: "QGIS".into(),
        scopes: scopes.to_vec(),
        ends_at: town.jalon.clock().now() + Duration::days(days),
    };

    for wrong in [
        new(367, &[Scope::SitesRead]),
        new(30, &[]),
        new(-1, &[Scope::Export]),
    ] {
        assert!(town.jalon.add_token(&wrong, &operator()).await.is_err());
    }
}
