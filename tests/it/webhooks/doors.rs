//! The doors of webhooks: who may, what is shown once, which addresses are refused.

use axum::http::{Method, StatusCode};
use jalon::domain::{
    Audience::{Public, Team},
    NewGrant, Role,
};
use serde_json::{Value, json};

use super::{ALLOWED, Received, body, is_signed, receiver};
use crate::{
    accounts::{WITHOUT_FACTOR, inside, request},
    support::{Answer, TestTown, ask},
};

async fn send(
    town: &TestTown,
    asked: (Method, &str),
    (cookie, form): (&str, Option<Value>),
) -> Answer {
    ask(town.router(Team), request(asked, cookie, form)).await
}

/// A town with somebody who runs it, their cookie, and a webhook of theirs.
struct Made {
    town: TestTown,
    admin: String,
    address: String,
    secret: String,
    url: String,
    received: Received,
}

impl Made {
    async fn new() -> Self {
        let town = TestTown::small_with(&format!("{ALLOWED}{WITHOUT_FACTOR}")).await;
        let admin = inside(&town, "admin", NewGrant::of(Role::PlatformAdmin)).await;
        let (url, received) = receiver(&["202 Accepted"]).await;
        let form = json!({ "url": url, "events": ["visit", "layer", "visit"] });
        let made = send_new(&town, admin.clone(), form).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let made = made.json();
        assert_eq!(made["webhook"]["events"], json!(["visit", "layer"]));
        let id = made["webhook"]["id"].as_str().unwrap();
        Self {
            address: format!("/api/webhooks/{id}"),
            secret: made["secret"].as_str().unwrap().to_owned(),
            town,
            admin,
            url,
            received,
        }
    }

    /// Asks as whoever runs the town, below the webhook's own address.
    async fn ask(&self, method: Method, below: &str, form: Option<Value>) -> Answer {
        let address = format!("{}{below}", self.address);
        send(&self.town, (method, &address), (&self.admin, form)).await
    }

    /// Sends a trial, and what of it arrived.
    async fn ping(&self) -> String {
        let told = self.ask(Method::POST, "/ping", None).await;
        assert_eq!(told.json()["state"], "delivered", "{}", told.text());
        self.received.lock().unwrap().remove(0)
    }
}

#[tokio::test]
async fn whoever_runs_the_installation_makes_and_tries_and_others_do_not() {
    let made = Made::new().await;
    let planner = inside(&made.town, "planner", NewGrant::of(Role::Planner)).await;
    let form = json!({ "url": made.url, "events": ["visit"] });

    let refused = send_new(&made.town, planner, form).await;
    let told = made.ping().await;
    let listed = (Method::GET, "/api/webhooks");
    let listed = send(&made.town, listed, (&made.admin, None)).await;
    let noted = made.ask(Method::GET, "/deliveries", None).await;
    let hidden = made.town.get(Public, "/api/webhooks").await;

    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(body(&told)["action"], "ping");
    assert!(is_signed(&told, &made.secret));
    assert!(listed.text().contains(&made.url) && !listed.text().contains(&made.secret));
    let noted = &noted.json()["items"];
    assert_eq!(noted.as_array().unwrap().len(), 1, "{noted}");
    assert_eq!(
        (&noted[0]["change"], &noted[0]["state"]),
        (&json!(0), &json!("delivered"))
    );
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_new_secret_signs_from_then_on_and_what_is_removed_is_gone() {
    let made = Made::new().await;
    let renew = json!({ "new_secret": true, "active": false });

    let renewed = made.ask(Method::PATCH, "", Some(renew)).await.json();
    let told = made.ping().await;
    let gone = made.ask(Method::DELETE, "", None).await;
    let again = made.ask(Method::DELETE, "", None).await;

    let webhook = &renewed["webhook"];
    assert_eq!(
        (&webhook["active"], &webhook["secret_number"]),
        (&json!(false), &json!(2))
    );
    assert!(is_signed(&told, renewed["secret"].as_str().unwrap()));
    assert!(!is_signed(&told, &made.secret));
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let mut events = made.town.audit().await;
    events.retain(|one| one.action.starts_with("webhook-"));
    assert_eq!(events.len(), 3);
    let tells_path = |detail: &Value| detail.to_string().contains("/hook");
    assert!(
        !events.iter().any(|one| tells_path(&one.detail)),
        "a path may hold a key"
    );
}

async fn send_new(town: &TestTown, cookie: String, form: Value) -> Answer {
    send(town, (Method::POST, "/api/webhooks"), (&cookie, Some(form))).await
}

#[tokio::test]
async fn the_own_network_and_half_a_webhook_are_refused() {
    let town = TestTown::small().await;
    for (form, told) in [
        (
            json!({ "url": "http://127.0.0.1:9/x", "events": ["visit"] }),
            "write https://",
        ),
        (
            json!({ "url": "https://127.0.0.1/x", "events": ["visit"] }),
            "own network",
        ),
        (
            json!({ "url": "https://192.168.0.7/x", "events": ["visit"] }),
            "own network",
        ),
        (
            json!({ "url": "https://u:p@hooks.example/x", "events": ["visit"] }),
            "password",
        ),
        (
            json!({ "url": "https://hooks.example/x", "events": [] }),
            "at least one kind",
        ),
        (
            json!({ "url": "https://hooks.example/x", "events": ["sign_in"] }),
            "sign_in",
        ),
        (
            json!({ "url": "hooks", "events": ["visit"] }),
            "write https://HOST/PATH",
        ),
    ] {
        let refused = send_new(&town, String::new(), form).await;
        assert!(
            refused.status.is_client_error(),
            "{told}: {}",
            refused.status
        );
        assert!(refused.text().contains(told), "{told}: {}", refused.text());
    }
    let listed = town.get(Team, "/api/webhooks").await;
    assert_eq!(listed.json()["items"], json!([]));
}
