//! What changes the rights of somebody who has come in: another role, another password, an hour of
//! reading with a reason, and looking around as another role.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use axum::http::{Method, StatusCode};
use jalon::{
    app::{Clock, Jalon},
    domain::{Audience, Code, NewGrant, Role},
    http::{Door, router},
};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime, macros::datetime};

use super::{PASSWORD, WITHOUT_FACTOR, cookie, get, inside, request, send, user, with_password};
use crate::support::{Answer, TestTown, ask};

#[tokio::test]
async fn another_role_ends_the_sessions_of_its_holder_and_nobody_elses() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let admin = inside(&town, "b.durand", NewGrant::of(Role::TerritoryAdmin)).await;
    let planner = inside(&town, "a.martin", NewGrant::of(Role::Planner)).await;
    let grants = "/api/users/a.martin/grants";

    let form = Some(json!({ "role": "legal_officer" }));
    let given = send(&town, (Method::POST, grants), &admin, form).await;
    let after_grant = get(&town, "/api/ranking", &planner).await;
    let again = super::link(&town, "a.martin", jalon::domain::LinkKind::SignIn).await;
    let entry = Some(json!({ "link": again }));
    let anew = cookie(&send(&town, (Method::POST, "/api/session"), "", entry).await);
    let between = get(&town, "/api/ranking", &anew).await;
    let grant = given.json()["id"].as_str().unwrap().to_owned();
    let taken = format!("{grants}/{grant}");
    send(&town, (Method::DELETE, &taken), &admin, None).await;
    let after_revocation = get(&town, "/api/ranking", &anew).await;

    assert_eq!(after_grant.status, StatusCode::UNAUTHORIZED);
    assert_eq!(between.status, StatusCode::OK);
    assert_eq!(after_revocation.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        get(&town, "/api/users", &admin).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn another_password_renews_the_session_that_chose_it_and_ends_all_others() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let desk = with_password(&town, "a.martin", Role::Planner).await;
    let form = Some(json!({ "name": "a.martin", "password": PASSWORD }));
    let phone = cookie(&send(&town, (Method::POST, "/api/session"), "", form).await);

    let form = Some(json!({ "old": PASSWORD, "new": "tambour orage lichen sept" }));
    let changed = send(&town, (Method::PUT, "/api/session/password"), &desk, form).await;
    let kept = changed.headers["set-cookie"].to_str().unwrap();
    let renewed = kept.split(';').next().unwrap();

    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.text());
    assert_ne!(renewed, desk);
    for (cookie, status) in [(&*desk, 401), (&*phone, 401), (renewed, 200)] {
        let answer = get(&town, "/api/ranking", cookie).await;
        assert_eq!(answer.status, status, "{cookie}");
    }
}

#[tokio::test]
async fn an_invitation_to_choose_anew_ends_the_sessions_of_before() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let before = with_password(&town, "a.martin", Role::Planner).await;

    let link = super::link(&town, "a.martin", jalon::domain::LinkKind::Invitation).await;
    let form = Some(json!({ "link": link, "password": "tambour orage lichen sept" }));
    let address = (Method::POST, "/api/session/invitation");
    let after = cookie(&send(&town, address, "", form).await);

    assert_eq!(get(&town, "/api/ranking", &before).await.status, 401);
    assert_eq!(get(&town, "/api/ranking", &after).await.status, 200);
}

/// A town whose clock can be moved on, with a household in its register.
struct Later {
    /// Its folder goes with it.
    _town: TestTown,
    jalon: Arc<Jalon>,
    minutes: Arc<AtomicI64>,
}

impl Later {
    async fn new(town: TestTown) -> Self {
        let minutes = Arc::new(AtomicI64::new(0));
        let moved = minutes.clone();
        let now = move || {
            let begin: OffsetDateTime = datetime!(2026-11-22 08:00 UTC);
            begin + Duration::minutes(moved.load(Ordering::Relaxed))
        };
        let jalon = town.opened_with(Clock::of(now)).await;
        let later = Self {
            _town: town,
            jalon: Arc::new(jalon),
            minutes,
        };
        let pilot = later.inside("pilot", Role::OperatorCoordinator).await;
        let form = json!({ "fields": { "settlement": "S1", "size": 3 } });
        let address = (Method::POST, "/api/registers/household");
        let made = later.send(address, &pilot, Some(form)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        later
    }

    async fn send(&self, asked: (Method, &str), cookie: &str, form: Option<Value>) -> Answer {
        let router = router(Door::new(self.jalon.clone(), Audience::Team));
        ask(router, request(asked, cookie, form)).await
    }

    async fn inside(&self, name: &str, role: Role) -> String {
        let operator = super::operator();
        let grants = [NewGrant::of(role)];
        self.jalon.add_user(name, &grants, &operator).await.unwrap();
        let kind = jalon::domain::LinkKind::SignIn;
        let link = self.jalon.add_link(name, kind, &operator).await.unwrap();
        let form = Some(json!({ "link": link }));
        cookie(&self.send((Method::POST, "/api/session"), "", form).await)
    }

    async fn look(&self, address: &str, cookie: &str) -> Answer {
        self.send((Method::GET, address), cookie, None).await
    }

    async fn break_glass(&self, cookie: &str, class: &str) -> Answer {
        let form = json!({ "class": class, "reason": "fire on the site, who is missing" });
        let address = (Method::POST, "/api/session/break-glass");
        self.send(address, cookie, Some(form)).await
    }

    async fn shut(&self, cookie: &str, class: &str) -> Answer {
        let address = format!("/api/session/break-glass/{class}");
        self.send((Method::DELETE, &address), cookie, None).await
    }
}

const HOUSEHOLD: &str = "/api/registers/household/HH0001";

#[tokio::test]
async fn glass_is_broken_for_an_hour_of_reading_and_everybody_concerned_is_told() {
    let mut towns = vec![TestTown::small_with(WITHOUT_FACTOR).await];
    towns.extend(TestTown::small_on_postgres_with(WITHOUT_FACTOR).await);
    for town in towns {
        an_hour(Later::new(town).await).await;
    }
}

async fn an_hour(later: Later) {
    let before = later.inside("b.durand", Role::TerritoryAdmin).await;
    let auditor = later.inside("auditor", Role::DpoAuditor).await;

    let closed = later.look(HOUSEHOLD, &before).await;
    let broken = later.break_glass(&before, "H").await;
    let admin = cookie(&broken);
    let open = later.look(HOUSEHOLD, &admin).await;
    let form = Some(json!({ "fields": { "size": 4 } }));
    let written = later.send((Method::PATCH, HOUSEHOLD), &admin, form).await;
    let who = later.look("/api/session", &admin).await.json();
    let notices = later.look("/api/notices", &auditor).await.json();
    let reads = later.look("/api/audit/reads", &auditor).await.json();
    let twice = later.break_glass(&admin, "H").await;
    later.minutes.store(19, Ordering::Relaxed);
    later.look("/api/session", &admin).await;
    later.minutes.store(40, Ordering::Relaxed);
    later.look("/api/session", &admin).await;
    later.minutes.store(59, Ordering::Relaxed);
    let at_the_end = later.look(HOUSEHOLD, &admin).await;
    later.minutes.store(60, Ordering::Relaxed);
    let ended = later.look(HOUSEHOLD, &admin).await;

    assert_eq!(closed.status, StatusCode::FORBIDDEN);
    assert_eq!(
        later.look(HOUSEHOLD, &before).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(open.json()["fields"]["size"], 3);
    assert_eq!(written.status, StatusCode::FORBIDDEN, "{}", written.text());
    assert_eq!(who["opened"][0]["class"], "H");
    assert_eq!(who["opened"][0]["ends_at"], "2026-11-22T09:00:00Z");
    assert_eq!(notices["items"][0]["who"], "b.durand");
    assert_eq!(
        notices["items"][0]["reason"],
        "fire on the site, who is missing"
    );
    assert_eq!(reads["items"][0]["actor"], "b.durand");
    assert_eq!(
        reads["items"][0]["purpose"],
        "fire on the site, who is missing"
    );
    assert_eq!(twice.status, StatusCode::FORBIDDEN);
    assert_eq!(at_the_end.status, StatusCode::OK, "{}", at_the_end.text());
    assert_eq!(ended.status, StatusCode::FORBIDDEN);
    let [changes, _] = later.jalon.prove_records().await.unwrap();
    assert!(changes.faults.is_empty());
    let events = later.jalon.changes(0, 1_000).await.unwrap();
    assert!(
        events
            .iter()
            .any(|(_, event)| event.action == "break-glass")
    );
}

#[tokio::test]
async fn glass_can_be_shut_before_its_hour_is_over_and_the_notice_says_when() {
    let mut towns = vec![TestTown::small_with(WITHOUT_FACTOR).await];
    towns.extend(TestTown::small_on_postgres_with(WITHOUT_FACTOR).await);
    for town in towns {
        shut_early(Later::new(town).await).await;
    }
}

async fn shut_early(later: Later) {
    let before = later.inside("b.durand", Role::TerritoryAdmin).await;
    let auditor = later.inside("auditor", Role::DpoAuditor).await;
    let session = later.look("/api/session", &before).await.json();
    let admin = cookie(&later.break_glass(&before, "H").await);
    let admin = cookie(&later.break_glass(&admin, "R").await);
    later.minutes.store(10, Ordering::Relaxed);

    let open = later.look("/api/session", &admin).await.json();
    let no_class = later.shut(&admin, "P").await;
    let others = later.shut(&auditor, "H").await;
    let shut = later.shut(&admin, "H").await;
    let twice = later.shut(&admin, "H").await;
    let closed = later.look(HOUSEHOLD, &admin).await;
    let after = later.look("/api/session", &admin).await.json();
    let notices = later.look("/api/notices", &auditor).await.json();
    let again = later.break_glass(&admin, "H").await;

    assert_eq!(session["may_open"], json!(["R", "H"]));
    assert_eq!(session["may_view_as"][0], "sanitation_safety");
    assert_eq!(open["may_open"], json!([]));
    let opened = open["opened"].as_array().unwrap();
    assert_eq!(opened.len(), 2, "{open}");
    assert_eq!(opened[0]["seconds_left"], 50 * 60);
    for missing in [no_class, others, twice] {
        assert_eq!(missing.status, StatusCode::NOT_FOUND, "{}", missing.text());
    }
    assert_eq!(shut.status, StatusCode::NO_CONTENT, "{}", shut.text());
    assert_eq!(closed.status, StatusCode::FORBIDDEN);
    let classes: Vec<_> = after["opened"].as_array().unwrap().iter().collect();
    assert_eq!(classes.len(), 1);
    assert_eq!(classes[0]["class"], "R", "the other one stays open");
    let of = |class: &str| {
        let mut items = notices["items"].as_array().unwrap().iter();
        items.find(|notice| notice["class"] == class).unwrap()
    };
    assert_eq!(of("H")["ended_at"], "2026-11-22T08:10:00Z");
    assert_eq!(of("R")["ended_at"], Value::Null);
    assert_eq!(again.status, StatusCode::OK, "{}", again.text());
    let events = later.jalon.changes(0, 1_000).await.unwrap();
    let ends: Vec<_> = events
        .iter()
        .filter(|(_, event)| event.action == "break-glass-end")
        .collect();
    assert_eq!(ends.len(), 1, "what failed stands nowhere");
    assert_eq!(ends[0].1.actor, "b.durand");
    let [changes, _] = later.jalon.prove_records().await.unwrap();
    assert!(changes.faults.is_empty());
}

#[tokio::test]
async fn only_roles_that_a_grant_could_open_it_for_break_glass() {
    let later = Later::new(TestTown::small_with(WITHOUT_FACTOR).await).await;
    for (role, class, status) in [
        (Role::TerritoryAdmin, "H", 200),
        (Role::TerritoryAdmin, "R", 200),
        (Role::OrientationCell, "R", 200),
        (Role::OrientationCell, "H", 403),
        (Role::LegalOfficer, "R", 403),
        (Role::Planner, "H", 403),
        (Role::Landlord, "R", 403),
        (Role::PlatformAdmin, "H", 403),
        (Role::TerritoryAdmin, "P", 403),
    ] {
        let name = format!("{}-{}", role.code(), class.to_lowercase());
        let cookie = later.inside(&name, role).await;

        let answer = later.break_glass(&cookie, class).await;

        assert_eq!(answer.status, status, "{role} {class}: {}", answer.text());
    }
    let admin = later.inside("admin", Role::TerritoryAdmin).await;
    let form = Some(json!({ "class": "H", "reason": " x " }));
    let address = (Method::POST, "/api/session/break-glass");
    let silent = later.send(address, &admin, form).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Asks for an address as whoever has this cookie, looking around as another role.
async fn as_role(town: &TestTown, asked: (Method, &str), (cookie, role): (&str, &str)) -> Answer {
    let mut asked = request(asked, cookie, None);
    asked
        .headers_mut()
        .insert("x-view-as", role.parse().unwrap());
    ask(town.router(Audience::Team), asked).await
}

#[tokio::test]
async fn who_looks_around_as_another_role_sees_what_both_see_and_changes_nothing() {
    let town = TestTown::small_with(&super::table::unhurried()).await;
    user(&town, "first", &[]).await;
    let admin = inside(&town, "b.durand", NewGrant::of(Role::TerritoryAdmin)).await;
    let planner = inside(&town, "a.martin", NewGrant::of(Role::Planner)).await;
    // Those of the table who see least like an administrator.
    let roles = [Role::Planner, Role::CaseWorker, Role::DpoAuditor];

    let mut compared = 0;
    for (address, let_in) in super::table::looked_at() {
        for role in roles {
            let seen = as_role(&town, (Method::GET, &address), (&admin, role.code())).await;

            let is_seen = !matches!(seen.status.as_u16(), 403 | 404);
            let expected = let_in.contains(&role) && let_in.contains(&Role::TerritoryAdmin);
            assert_eq!(is_seen, expected, "{role} {address}: {}", seen.text());
            compared += 1;
        }
    }
    let change = as_role(&town, (Method::POST, "/api/scoring"), (&admin, "planner")).await;
    let by_planner = as_role(&town, (Method::GET, "/api/ranking"), (&planner, "landlord")).await;
    let no_role = as_role(&town, (Method::GET, "/api/ranking"), (&admin, "king")).await;
    let who = as_role(&town, (Method::GET, "/api/session"), (&admin, "planner")).await;
    let gone = as_role(&town, (Method::GET, "/api/ranking"), ("", "planner")).await;

    assert!(compared > 100, "{compared}");
    assert_eq!(change.json()["type"], "about:blank#only-viewing");
    assert_eq!(by_planner.status, StatusCode::FORBIDDEN);
    assert_eq!(no_role.status, StatusCode::BAD_REQUEST);
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED, "{}", gone.text());
    assert_eq!(who.json()["viewing_as"], "planner");
}
