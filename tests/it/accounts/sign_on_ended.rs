//! The word of a sign-on that somebody has signed out there: their sessions here end, and nobody else can
//! say it.

use axum::http::{Request, StatusCode, header::CONTENT_TYPE};
use serde_json::{Value, json};

use super::provider::{Door, Fault, Provider, first_cookie};
use crate::support::{Answer, ask};

const ADDRESS: &str = "/api/session/sign-on/ended";
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What a provider says when somebody has signed out, with these claims in the place of the usual ones;
/// null leaves one out.
fn word(provider: &Provider, id: &str, of: &Value) -> Value {
    let now = jalon::app::Clock::system().now().unix_timestamp();
    let mut claims = json!({
        "iss": provider.address, "aud": "jalon", "iat": now, "exp": now + 120, "jti": id,
        "sub": "7f3a", "events": { EVENT: {} },
    });
    let all = claims.as_object_mut().unwrap();
    all.extend(of.as_object().unwrap().clone());
    all.retain(|_, value| !value.is_null());
    claims
}

async fn told(door: &Door, token: &str) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("logout_token", token)
        .finish();
    told_body(door, body).await
}

async fn told_body(door: &Door, body: String) -> Answer {
    let request = Request::post(ADDRESS)
        .header("host", "jalon.city.example")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body.into())
        .unwrap();
    ask(door.router.clone(), request).await
}

async fn is_in(door: &Door, cookie: &str) -> bool {
    let who = door.look("/api/session", cookie).await.json();
    who["signed_in"] == true
}

#[tokio::test]
async fn who_signs_out_of_the_sign_on_is_out_here_at_once() {
    let door = Door::new().await;
    let [desk, phone] = [
        first_cookie(&door.come_in().await),
        first_cookie(&door.come_in().await),
    ];
    door.provider.says(Fault::None, json!({ "sub": "9c1b" }));
    let another = first_cookie(&door.come_in().await);
    // Both have been looked up a moment ago, which is remembered for a second.
    assert!(is_in(&door, &desk).await && is_in(&door, &another).await);

    let said = door
        .provider
        .signed(Fault::None, &word(&door.provider, "1", &json!({})));
    let answer = told(&door, &said).await;

    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text());
    assert!(!is_in(&door, &desk).await && !is_in(&door, &phone).await);
    assert!(is_in(&door, &another).await, "somebody else's goes on");
    let events = door.town.audit().await;
    let ended: Vec<_> = events
        .iter()
        .filter(|event| event.action == "sign-on-end")
        .collect();
    assert_eq!(ended.len(), 1);
}

#[tokio::test]
async fn a_session_of_the_sign_on_that_is_named_ends_alone() {
    let door = Door::new().await;
    door.provider
        .says(Fault::None, json!({ "sid": "at-the-desk" }));
    let desk = first_cookie(&door.come_in().await);
    door.provider
        .says(Fault::None, json!({ "sid": "on-the-phone" }));
    let phone = first_cookie(&door.come_in().await);

    let named = json!({ "sub": null, "sid": "at-the-desk" });
    let said = door
        .provider
        .signed(Fault::None, &word(&door.provider, "1", &named));
    let answer = told(&door, &said).await;

    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text());
    assert!(!is_in(&door, &desk).await);
    assert!(is_in(&door, &phone).await);
}

#[tokio::test]
async fn somebody_whom_nobody_knows_here_has_nothing_to_end() {
    let door = Door::new().await;
    let cookie = first_cookie(&door.come_in().await);

    for (id, whom) in [
        ("1", json!({ "sub": "a stranger" })),
        ("2", json!({ "sub": null, "sid": "x" })),
    ] {
        let said = door
            .provider
            .signed(Fault::None, &word(&door.provider, id, &whom));
        assert_eq!(
            told(&door, &said).await.status,
            StatusCode::NO_CONTENT,
            "{whom}"
        );
    }

    assert!(is_in(&door, &cookie).await);
}

#[tokio::test]
async fn a_word_that_is_not_the_sign_ons_own_ends_nothing() {
    let door = Door::new().await;
    let cookie = first_cookie(&door.come_in().await);
    let now = jalon::app::Clock::system().now().unix_timestamp();
    let own = json!({});

    for (fault, of, why) in [
        (Fault::OtherKey, &own, "signature"),
        (Fault::Altered, &own, "signature"),
        (Fault::Unsigned, &own, "not signed by"),
        (Fault::BySecret, &own, "not signed by"),
        (
            Fault::None,
            &json!({ "iss": "http://127.0.0.1:1" }),
            "another issuer",
        ),
        (
            Fault::None,
            &json!({ "aud": "another-program" }),
            "another client",
        ),
        (Fault::None, &json!({ "exp": now - 120 }), "has ended"),
        (Fault::None, &json!({ "iat": now - 3_600 }), "has ended"),
        (Fault::None, &json!({ "exp": null }), "no signed token"),
        (Fault::None, &json!({ "jti": null }), "no signed token"),
        (Fault::None, &json!({ "events": {} }), "signed out"),
        (
            Fault::None,
            &json!({ "events": { EVENT: "yes" } }),
            "signed out",
        ),
        (Fault::None, &json!({ "nonce": "x" }), "signed out"),
        (Fault::None, &json!({ "sub": null }), "signed out"),
    ] {
        let said = door.provider.signed(fault, &word(&door.provider, "1", of));
        let answer = told(&door, &said).await;

        assert_eq!(
            answer.status,
            StatusCode::BAD_REQUEST,
            "{fault:?} {of}: {}",
            answer.text()
        );
        assert!(
            answer.text().contains(why),
            "{fault:?} {of}: {}",
            answer.text()
        );
        assert!(is_in(&door, &cookie).await, "{fault:?} {of}");
    }
}

#[tokio::test]
async fn the_token_of_somebody_who_comes_in_signs_nobody_out_and_a_word_counts_once() {
    let door = Door::new().await;
    let coming_in = door.provider.token("a nonce");
    let said = door
        .provider
        .signed(Fault::None, &word(&door.provider, "1", &json!({})));

    let by_other_token = told(&door, &coming_in).await;
    let first = told(&door, &said).await;
    let cookie = first_cookie(&door.come_in().await);
    let again = told(&door, &said).await;

    assert_eq!(by_other_token.status, StatusCode::BAD_REQUEST);
    assert_eq!(first.status, StatusCode::NO_CONTENT);
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert!(is_in(&door, &cookie).await, "who has come in since stays");
}

#[tokio::test]
async fn a_body_without_a_word_is_refused() {
    let door = Door::new().await;

    for (body, status) in [
        (String::new(), StatusCode::BAD_REQUEST),
        ("logout_token=".into(), StatusCode::BAD_REQUEST),
        ("logout_token=a.b.c".into(), StatusCode::BAD_REQUEST),
        ("%ff=%fe&&=".into(), StatusCode::BAD_REQUEST),
        (
            format!("logout_token={}", "x".repeat(70_000)),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
    ] {
        let answer = told_body(&door, body).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
    }
}
