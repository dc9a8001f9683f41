//! Accounts: who comes in, how far they get, and what those get who try without a right.

mod administration;
mod board;
mod board_sides;
mod charter;
mod clock;
mod counts;
mod door;
mod glass;
mod hostile;
mod landlords;
mod limits;
mod plain;
mod provider;
mod registers;
mod sign_on;
mod sign_on_ended;
mod table;

use axum::{
    body::Body,
    http::{
        Method, Request, StatusCode,
        header::{CONTENT_TYPE, COOKIE, HOST, SET_COOKIE},
    },
};
use jalon::domain::{Audience, LinkKind, NewGrant, Person, Role};
use serde_json::{Value, json};

use crate::support::{Answer, TestTown, ask};

/// Settings under which nobody needs a second factor.
pub(crate) const WITHOUT_FACTOR: &str = "[accounts]\nsecond_factor_optional = true\n";
/// A password that may be chosen.
const PASSWORD: &str = "girafe tunnel avoine piano";

/// The operator of the machine.
fn operator() -> Person {
    Person::operator("cli")
}

/// A user with these grants, made by the operator.
pub(crate) async fn user(town: &TestTown, name: &str, grants: &[NewGrant]) {
    let made = town.jalon.add_user(name, grants, &operator()).await;
    assert_eq!(made.unwrap().name, name);
}

/// A link that works once.
async fn link(town: &TestTown, name: &str, kind: LinkKind) -> String {
    let made = town.jalon.add_link(name, kind, &operator()).await;
    made.unwrap()
}

/// A user with one role, who has come in: the cookie they show.
pub(crate) async fn inside(town: &TestTown, name: &str, grant: NewGrant) -> String {
    user(town, name, &[grant]).await;
    let link = link(town, name, LinkKind::SignIn).await;
    let form = json!({ "link": link });
    cookie(&send(town, (Method::POST, "/api/session"), "", Some(form)).await)
}

/// A user with a role and a password, without a second factor, and the cookie of their session.
async fn with_password(town: &TestTown, name: &str, role: Role) -> String {
    user(town, name, &[NewGrant::of(role)]).await;
    let link = link(town, name, LinkKind::Invitation).await;
    let form = json!({ "link": link, "password": PASSWORD });
    let address = (Method::POST, "/api/session/invitation");
    cookie(&send(town, address, "", Some(form)).await)
}

/// The cookie that an answer has a browser keep.
fn cookie(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let kept = answer.headers[SET_COOKIE].to_str().unwrap();
    kept.split(';').next().unwrap().to_owned()
}

/// Asks as whoever has this cookie; a blank one is nobody's.
async fn send(town: &TestTown, asked: (Method, &str), cookie: &str, form: Option<Value>) -> Answer {
    let router = town.router(Audience::Team);
    ask(router, request(asked, cookie, form)).await
}

/// A question of whoever has this cookie.
pub(crate) fn request(
    (method, address): (Method, &str),
    cookie: &str,
    form: Option<Value>,
) -> Request<Body> {
    let mut request = Request::builder()
        .method(method)
        .uri(address)
        .header(HOST, "127.0.0.1:8080");
    if !cookie.is_empty() {
        request = request.header(COOKIE, cookie);
    }
    let body = match form {
        Some(form) => {
            request = request.header(CONTENT_TYPE, "application/json");
            Body::from(form.to_string())
        }
        None => Body::empty(),
    };
    request.body(body).unwrap()
}

async fn get(town: &TestTown, address: &str, cookie: &str) -> Answer {
    send(town, (Method::GET, address), cookie, None).await
}
