//! A city's own sign-on, and everything that a provider of one could say wrongly.

use axum::http::{Method, StatusCode, header::LOCATION};
use jalon::domain::Role;
use serde_json::json;

use super::{
    operator,
    provider::{BACK, Door, Fault, Key, Provider, SECRET, first_cookie},
    request,
};
use crate::support::ask;

#[tokio::test]
async fn who_comes_from_the_sign_on_has_the_roles_of_their_groups_each_time() {
    let door = Door::new().await;
    let of = |groups: &[&str]| json!({ "preferred_username": "A.Martin", "groups": groups });

    door.provider.says(Fault::None, of(&["planners", "choir"]));
    let first = door.come_in().await;
    let planner = first_cookie(&first);
    let who = door.look("/api/session", &planner).await.json();
    door.provider.says(Fault::None, of(&["lawyers"]));
    let lawyer = first_cookie(&door.come_in().await);
    let now = door.look("/api/session", &lawyer).await.json();

    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    assert_eq!(first.headers[LOCATION], "/");
    assert_eq!(
        (&who["name"], &who["roles"]),
        (&json!("a.martin"), &json!(["planner"]))
    );
    assert_eq!(who["factor_due"], false);
    assert_eq!(
        (&now["name"], &now["roles"]),
        (&json!("a.martin"), &json!(["legal_officer"]))
    );
    let ended = door.look("/api/ranking", &planner).await;
    assert_eq!(
        ended.status,
        StatusCode::UNAUTHORIZED,
        "the role has changed"
    );
    let users = door.town.jalon.users("", 500).await.unwrap();
    assert_eq!(
        users.len(),
        2,
        "one account, found again by issuer and subject"
    );
}

#[tokio::test]
async fn a_name_that_somebody_has_here_is_not_taken_over() {
    let door = Door::new().await;
    door.provider
        .says(Fault::None, json!({ "preferred_username": "first" }));

    let cookie = first_cookie(&door.come_in().await);

    let who = door.look("/api/session", &cookie).await.json();
    assert!(who["name"].as_str().unwrap().starts_with("sso-"), "{who}");
}

#[tokio::test]
async fn what_a_sign_on_says_wrongly_lets_nobody_in() {
    let provider = Provider::start().await;
    wrong_words_let_nobody_in(&provider).await;
}

#[tokio::test]
async fn what_a_sign_on_with_an_rsa_key_says_wrongly_lets_nobody_in() {
    let provider = Provider::start_with(Key::of_rsa("first")).await;
    let door = Door::of(provider.clone()).await;

    let right = door.come_in().await;

    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text());
    wrong_words_let_nobody_in(&provider).await;
}

#[tokio::test]
async fn a_new_key_of_the_sign_on_is_asked_for_and_an_old_one_ends() {
    let old = Key::of_rsa("first");
    let new = Key::of_rsa_next("next");
    let provider = Provider::start_with(old.clone()).await;
    let door = Door::of(provider.clone()).await;

    let before = door.come_in().await;
    provider.signs_with(&new, &[&old, &new]);
    let after = door.come_in().await;
    provider.signs_with(&Key::of_curve("made-up"), &[&new]);
    let unknown = [door.come_in().await, door.come_in().await];

    assert_eq!(before.status, StatusCode::SEE_OTHER, "{}", before.text());
    assert_eq!(after.status, StatusCode::SEE_OTHER, "{}", after.text());
    for refused in unknown {
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
        assert!(refused.text().contains("no such key"), "{}", refused.text());
    }
    let asked = provider.asked.load(std::sync::atomic::Ordering::Relaxed);
    assert_eq!(
        asked, 2,
        "made-up names of keys do not have it asked each time"
    );
    // A server that starts now knows the key that is published now, and no older one.
    let later = Door::of(provider.clone()).await;
    provider.signs_with(&old, &[&new]);
    assert_eq!(later.come_in().await.status, StatusCode::UNAUTHORIZED);
    provider.signs_with(&new, &[&new]);
    assert_eq!(later.come_in().await.status, StatusCode::SEE_OTHER);
}

/// At a server of its own for each fault: tries from one address are counted.
async fn wrong_words_let_nobody_in(provider: &std::sync::Arc<Provider>) {
    for (fault, status, word) in [
        (Fault::Nonce, 401, "another question"),
        (Fault::Audience, 401, "another client"),
        (Fault::Issuer, 401, "another issuer"),
        (Fault::Ended, 401, "has ended"),
        (Fault::Unsigned, 401, "not signed by"),
        (Fault::BySecret, 401, "not signed by"),
        (Fault::Altered, 401, "signature"),
        (Fault::OtherKey, 401, "signature"),
        (Fault::NoGroup, 403, "no group"),
        (Fault::UnknownGroup, 403, "no group"),
        (Fault::WithoutFactor, 403, "second factor"),
    ] {
        let door = Door::of(provider.clone()).await;
        door.provider.says(fault, json!({}));

        let answer = door.come_in().await;

        assert_eq!(answer.status, status, "{fault:?}: {}", answer.text());
        let detail = answer.json()["detail"].to_string();
        assert!(detail.contains(word), "{fault:?}: {detail}");
        assert!(!answer.headers.contains_key("set-cookie"), "{fault:?}");
        assert_eq!(door.sessions_begun().await, 0, "{fault:?}");
        let users = door.town.jalon.users("", 500).await.unwrap();
        assert_eq!(
            users.len(),
            1,
            "{fault:?}: nobody is kept who may not come in"
        );
    }
}

#[tokio::test]
async fn a_person_who_is_not_let_in_is_told_why_at_the_door_and_not_by_a_document_for_programs() {
    let provider = Provider::start().await;
    for (fault, word) in [
        (Fault::Nonce, "not-believed"),
        (Fault::NoGroup, "no-group"),
        (Fault::WithoutFactor, "sign-on-without-factor"),
    ] {
        let door = Door::of(provider.clone()).await;
        door.provider.says(fault, json!({}));
        let sent = door.go().await;
        let back = door.at_provider(&sent).await;
        let mut asked = request((Method::GET, &back), &sent.cookie, None);
        let accept = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";
        asked
            .headers_mut()
            .insert("accept", accept.parse().unwrap());

        let answer = ask(door.router.clone(), asked).await;

        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let address = format!("/sign-in?refused={word}");
        assert_eq!(answer.headers[LOCATION], *address);
        assert!(!answer.headers.contains_key("set-cookie"), "{fault:?}");
        assert_eq!(door.sessions_begun().await, 0, "{fault:?}");
    }
}

#[tokio::test]
async fn only_the_browser_that_was_sent_comes_back_and_once() {
    let door = Door::new().await;
    let sent = door.go().await;
    let other = door.go().await;
    let back = door.at_provider(&sent).await;
    let code = back.split(['=', '&']).nth(1).unwrap();

    let wrong_state = format!("/api/session/sign-on/back?code={code}&state=guessed");
    let guessed = door.look(&wrong_state, &sent.cookie).await;
    let again = door.go().await;
    let theirs = door.at_provider(&again).await;
    let elsewhere = door.look(&theirs, &other.cookie).await;
    let without = door.look(&door.at_provider(&other).await, "").await;
    let right = door.look(&back, &sent.cookie).await;
    let twice = door.look(&back, &sent.cookie).await;

    for (refused, name) in [
        (&guessed, "state"),
        (&elsewhere, "browser"),
        (&without, "none"),
        (&twice, "code"),
    ] {
        assert_eq!(
            refused.status,
            StatusCode::UNAUTHORIZED,
            "{name}: {}",
            refused.text()
        );
        assert!(!refused.headers.contains_key("set-cookie"), "{name}");
    }
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text());
    assert_eq!(door.sessions_begun().await, 1);
}

#[tokio::test]
async fn who_leaves_is_sent_to_the_way_out_of_the_sign_on() {
    let door = Door::new().await;
    let cookie = first_cookie(&door.come_in().await);

    let out = request((Method::POST, "/api/session/sign-on/out"), &cookie, None);
    let left = ask(door.router.clone(), out).await;

    let address = left.json()["address"].as_str().unwrap().to_owned();
    assert!(
        address.starts_with(&format!(
            "{}/leave?client_id=jalon&id_token_hint=ey",
            door.provider.address
        )),
        "{address}"
    );
    assert!(address.ends_with("&post_logout_redirect_uri=https%3A%2F%2Fjalon.city.example%2F"));
    assert_eq!(
        door.look("/api/ranking", &cookie).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_closed_account_does_not_come_in_by_the_sign_on_either() {
    let door = Door::new().await;
    door.provider
        .says(Fault::None, json!({ "preferred_username": "a.martin" }));
    door.come_in().await;
    door.town
        .jalon
        .disable_user("a.martin", &operator())
        .await
        .unwrap();

    let answer = door.come_in().await;

    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    assert_eq!(door.sessions_begun().await, 1);
}

#[tokio::test]
async fn a_closed_account_stays_closed_when_it_has_no_name_any_more() {
    let door = Door::new().await;
    door.provider
        .says(Fault::None, json!({ "preferred_username": "a.martin" }));
    door.come_in().await;
    let jalon = &door.town.jalon;
    jalon.disable_user("a.martin", &operator()).await.unwrap();
    let later = jalon.clock().now() + time::Duration::days(60);
    for day in 0..2 {
        let clock = jalon::app::Clock::fixed(later + time::Duration::days(day));
        let then = door.town.opened_with(clock).await;
        then.retention_run().await.unwrap();
    }
    let users = jalon.users("", 500).await.unwrap();
    assert!(users.iter().any(|user| user.name.starts_with("gone-")));
    assert!(users.iter().all(|user| user.name != "a.martin"));

    let answer = door.come_in().await;

    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    assert_eq!(jalon.users("", 500).await.unwrap().len(), users.len());
}

#[tokio::test]
async fn a_group_with_a_role_that_there_is_not_keeps_the_server_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, SECRET).unwrap();
    let text = format!(
        "[oidc]\nissuer = 'https://sso.city.example'\nclient_id = 'jalon'\nclient_secret_file = '{}'\n\
         redirect = '{BACK}'\n[oidc.roles]\nplanners = 'king'\n",
        secret.display()
    );
    std::fs::write(folder.path().join("jalon.toml"), text).unwrap();
    let flags = jalon::config::Flags {
        data_dir: Some(folder.path().to_owned()),
        ..Default::default()
    };
    let settings = jalon::config::Settings::load(flags).unwrap();

    let opened = jalon::app::Jalon::open(&settings, jalon::app::Clock::system()).await;

    let Err(refused) = opened else {
        panic!("a role that there is not was taken");
    };
    let planner = jalon::domain::Code::code(Role::Planner);
    assert!(refused.to_string().contains(planner), "{refused}");
}
