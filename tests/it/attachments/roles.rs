//! Files as people of several roles: to whoever may not know what a file hangs on, it is not there.

use super::*;
use crate::accounts::{WITHOUT_FACTOR, inside, request, user};
use jalon::domain::{Code, NewGrant, Role};

/// Sends something as whoever has this cookie, with a purpose.
async fn with_purpose(
    town: &TestTown,
    asked: (Method, &str),
    (cookie, body): (&str, Vec<u8>),
) -> Answer {
    let mut asked = request(asked, cookie, None);
    let purpose = "monthly review".parse().unwrap();
    asked.headers_mut().insert("x-purpose", purpose);
    *asked.body_mut() = Body::from(body);
    ask(town.router(Team), asked).await
}

/// A household of which the pilot has a photo: the town, the pilot, the addresses of list and file.
async fn photographed() -> (TestTown, String, String, String) {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let fields = json!({ "fields": { "settlement": "S1", "size": 3 } });
    let address = (Method::POST, "/api/registers/household");
    let added = with_purpose(&town, address, (&pilot, fields.to_string().into())).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    let list = "/api/registers/household/HH0001/files".to_owned();
    let to = format!("{list}?name=a.jpg");
    let added = with_purpose(&town, (Method::POST, &to), (&pilot, photo(5))).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    let file = added.headers["location"].to_str().unwrap().to_owned();
    (town, pilot, list, file)
}

#[tokio::test]
async fn a_file_of_a_household_is_not_there_for_other_roles() {
    let (town, _, list, file) = photographed().await;
    for role in Role::ALL {
        if *role == Role::OperatorCoordinator {
            continue;
        }
        let cookie = inside(&town, role.code(), NewGrant::of(*role)).await;

        let gone = format!("{file}?reason=because");
        let nothing = || (cookie.as_str(), Vec::new());
        let opened = with_purpose(&town, (Method::GET, &file), nothing()).await;
        let removed = with_purpose(&town, (Method::DELETE, &gone), nothing()).await;
        let listed = with_purpose(&town, (Method::GET, &list), nothing()).await;

        assert_eq!(opened.status, StatusCode::NOT_FOUND, "{role}");
        assert_eq!(removed.status, StatusCode::NOT_FOUND, "{role}");
        assert!(
            [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&listed.status),
            "{role}: {}",
            listed.text()
        );
    }
    assert_eq!(with_bytes(&town).await, 1);
}

#[tokio::test]
async fn a_social_worker_opens_the_files_of_the_households_in_their_care() {
    let (town, pilot, list, file) = photographed().await;
    let worker = inside(&town, "worker-02", NewGrant::of(Role::CaseWorker)).await;
    let before = with_purpose(&town, (Method::GET, &file), (&worker, Vec::new())).await;
    let care = json!({ "fields": { "household": "HH0001", "referent": "worker-02", "started_on": "2026-01-05" } });
    let address = (Method::POST, "/api/registers/accompaniment");
    with_purpose(&town, address, (&pilot, care.to_string().into())).await;

    let opened = with_purpose(&town, (Method::GET, &file), (&worker, Vec::new())).await;
    let to = format!("{list}?name=b.jpg");
    let added = with_purpose(&town, (Method::POST, &to), (&worker, photo(99))).await;

    assert_eq!(before.status, StatusCode::NOT_FOUND);
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.text());
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
}

#[tokio::test]
async fn who_opens_a_file_of_a_household_says_what_for_and_is_written_down() {
    let (town, pilot, list, file) = photographed().await;
    let auditor = inside(&town, "auditor", NewGrant::of(Role::DpoAuditor)).await;

    let unsaid = ask(
        town.router(Team),
        request((Method::GET, &file), &pilot, None),
    )
    .await;
    let said = with_purpose(&town, (Method::GET, &file), (&pilot, Vec::new())).await;
    with_purpose(&town, (Method::GET, &list), (&pilot, Vec::new())).await;
    let reads = request((Method::GET, "/api/audit/reads"), &auditor, None);
    let log = ask(town.router(Team), reads).await.json();

    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(said.status, StatusCode::OK);
    let rows = log["items"].as_array().unwrap();
    let subjects: Vec<&str> = rows
        .iter()
        .map(|row| row["subject"].as_str().unwrap())
        .collect();
    let id = file.rsplit('/').next().unwrap();
    let one = format!("household/HH0001/file/{id}");
    assert_eq!(subjects, ["household/HH0001/files", one.as_str()]);
    assert!(rows.iter().all(|row| row["actor"] == "pilot"));
    assert!(rows.iter().all(|row| row["purpose"] == "monthly review"));
}

#[tokio::test]
async fn who_may_read_a_settlement_and_not_write_it_removes_nothing() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let safety = inside(&town, "safety", NewGrant::of(Role::SanitationSafety)).await;
    let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;
    let partner = NewGrant {
        sites: vec!["S2".to_owned()],
        ..NewGrant::of(Role::SanitationSafety)
    };
    let partner = inside(&town, "partner", partner).await;
    let to = (Method::POST, "/api/settlements/S1/files?name=a.jpg");
    let added = with_purpose(&town, to, (&safety, photo(5))).await;
    let file = added.headers["location"].to_str().unwrap().to_owned();
    let gone = format!("{file}?reason=because");

    let opened = ask(
        town.router(Team),
        request((Method::GET, &file), &planner, None),
    )
    .await;
    let removed = with_purpose(&town, (Method::DELETE, &gone), (&planner, Vec::new())).await;
    let elsewhere = ask(
        town.router(Team),
        request((Method::GET, &file), &partner, None),
    )
    .await;
    let nobody = ask(town.router(Team), request((Method::GET, &file), "", None)).await;
    let own = with_purpose(&town, (Method::DELETE, &gone), (&safety, Vec::new())).await;

    assert_eq!(
        opened.status,
        StatusCode::OK,
        "a photo of a place needs no purpose"
    );
    assert_eq!(removed.status, StatusCode::FORBIDDEN, "{}", removed.text());
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    assert_eq!(own.status, StatusCode::NO_CONTENT);
}
