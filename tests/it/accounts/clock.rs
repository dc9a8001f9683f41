//! A clock that jumps, on by four hundred days and back by two years: nobody is shut out for longer than it
//! takes to sign in again, and nothing that ends by itself lives on for ever.

use std::sync::{Arc, Mutex};

use axum::http::{Method, StatusCode};
use jalon::{
    app::{Clock, Jalon, SignIn},
    domain::{Audience, Person, Role},
    http::{Door, router},
};
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::{PASSWORD, WITHOUT_FACTOR, request, with_password};
use crate::support::{Answer, TestTown, ask};

/// A town whose clock goes as it is told.
struct Town {
    /// Its folder goes away with it.
    _of: TestTown,
    jalon: Arc<Jalon>,
    time: Arc<Mutex<OffsetDateTime>>,
    router: axum::Router,
}

impl Town {
    async fn new() -> Self {
        let town =
            TestTown::small_with(&format!("[limits]\napi_per_minute = 5\n{WITHOUT_FACTOR}")).await;
        with_password(&town, "a.martin", Role::Planner).await;
        let time = Arc::new(Mutex::new(Clock::system().now()));
        let told = time.clone();
        let clock = Clock::of(move || *told.lock().unwrap());
        let jalon = Arc::new(town.opened_with(clock).await);
        Self {
            router: router(Door::new(jalon.clone(), Audience::Team)),
            _of: town,
            jalon,
            time,
        }
    }

    fn goes(&self, by: Duration) {
        *self.time.lock().unwrap() += by;
    }

    async fn sign_in(&self) -> String {
        let given = SignIn {
            name: "a.martin".to_owned(),
            password: PASSWORD.to_owned(),
            ..SignIn::default()
        };
        self.jalon.sign_in(given).await.unwrap().secret
    }

    async fn person(&self, secret: &str) -> Option<Person> {
        self.jalon.person_by_session(secret).await.unwrap()
    }

    async fn ranking(&self, secret: &str) -> Answer {
        let cookie = format!("__Host-jalon={secret}");
        let asked = request(
            (Method::GET, "/api/ranking"),
            &cookie,
            None::<serde_json::Value>,
        );
        ask(self.router.clone(), asked).await
    }
}

#[tokio::test]
async fn who_is_in_stays_in_while_the_clock_is_behind_and_comes_in_again_when_it_is_ahead() {
    let town = Town::new().await;
    let first = town.sign_in().await;
    assert!(town.person(&first).await.is_some());

    town.goes(Duration::days(400));
    assert!(
        town.person(&first).await.is_none(),
        "it has ended by that clock"
    );
    let ahead = town.sign_in().await;
    assert!(town.person(&ahead).await.is_some());
    town.goes(-Duration::days(400));
    assert!(town.person(&first).await.is_some(), "nothing was deleted");

    town.goes(-Duration::days(730));
    assert!(town.person(&first).await.is_some());
    assert!(town.person(&ahead).await.is_some());
    let behind = town.sign_in().await;
    assert!(town.person(&behind).await.is_some());
    town.goes(Duration::days(730));
    let again = town.sign_in().await;
    assert!(town.person(&again).await.is_some());
}

#[tokio::test]
async fn a_session_of_a_clock_that_was_ahead_ends_like_any_other_once_it_was_used() {
    let town = Town::new().await;
    town.goes(Duration::days(400));
    let ahead = town.sign_in().await;
    town.goes(-Duration::days(400));

    assert!(town.person(&ahead).await.is_some());
    town.goes(Duration::minutes(29));
    assert!(town.person(&ahead).await.is_some());
    town.goes(Duration::minutes(31));

    assert!(town.person(&ahead).await.is_none());
}

#[tokio::test]
async fn an_allowance_that_was_used_up_grows_back_after_the_clock_was_set_back() {
    let town = Town::new().await;
    let secret = town.sign_in().await;
    while town.ranking(&secret).await.status != StatusCode::TOO_MANY_REQUESTS {}

    town.goes(-Duration::days(730));
    let at_once = town.ranking(&secret).await;
    town.goes(Duration::minutes(1));
    let later = town.ranking(&secret).await;

    assert_eq!(at_once.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(later.status, StatusCode::OK, "{}", later.text());
    let told = json!(later.json());
    assert!(told["items"].is_array(), "{told}");
}
