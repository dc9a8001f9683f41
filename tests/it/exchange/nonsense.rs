//! Files that cannot be used: each is refused whole, with its row and column, and nothing is stored.

use axum::{
    body::Body,
    http::{
        Method, Request, StatusCode,
        header::{CONTENT_TYPE, COOKIE, HOST},
    },
};
use jalon::domain::{Audience::Team, NewGrant, Role};
use serde_json::Value;

use super::{csv, take_in};
use crate::{
    accounts::{WITHOUT_FACTOR, inside, request},
    support::{Answer, TestTown, ask},
};

const HEAD: &str =
    "Appellation du site;Latitude;Longitude;Date d'installation;Nombre de personnes;Référence";

#[tokio::test]
async fn a_file_with_a_fault_is_refused_whole_with_its_place() {
    let town = TestTown::small().await;
    let before = csv(&town).await;
    let long = format!("{};43.6;1.41;;1;", "x".repeat(10_000));
    let whole = |rows: &[&str]| format!("{HEAD}\n{}\n", rows.join("\n"));
    let good = "Le pont;43.605;1.415;;12;P1";
    for (file, told) in [
        (
            whole(&[good, "A;43.6;1.41;31/13/2024;1;"]),
            "row 3: column \"Date d'installation\"",
        ),
        (
            whole(&[good, "=1+1;43.6;1.41;;1;"]),
            "row 3: column \"Appellation du site\": a formula",
        ),
        (whole(&[good, &long]), "10000 characters"),
        (
            whole(&[good, "B;43.6;1.41;;1;P1"]),
            "row 3: P1 stands in row 2 already",
        ),
        (whole(&[good, "C;;;;1;"]), "row 3: no place"),
        (whole(&[good, "C;43.6;;;1;"]), "row 3: the place"),
        (whole(&[good, "D;543210;6280000;;1;"]), "no place on Earth"),
        (
            whole(&[good, "E;43.6;1.41;;-4;"]),
            "row 3: column \"Nombre de personnes\"",
        ),
        (
            whole(&[good, "F;43.6;1.41;01/01/2099;4;"]),
            "has not come yet",
        ),
        (whole(&[]), "no row below its titles"),
        (
            HEAD.replace("Latitude", "Latitud") + "\n" + good,
            "no column \"Latitude\"",
        ),
        (
            "a;b;c\n1;2;3\n".to_owned(),
            "titles of the national platform",
        ),
        ("\0\u{1}".to_owned(), "titles of the national platform"),
        ("PK\u{3}\u{4}".to_owned(), "the workbook cannot be read"),
    ] {
        let refused = take_in(&town, file.as_bytes())
            .await
            .unwrap_err()
            .to_string();

        assert!(refused.contains(told), "{told}: {refused}");
    }
    assert_eq!(csv(&town).await, before);
    assert!(town.jalon.atlas().settlement("P1").is_none());
}

/// Sends a file as somebody with a cookie.
async fn send(town: &TestTown, (cookie, how): (&str, &str), text: &str) -> Answer {
    let body = format!(
        "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"s.csv\"\r\n\r\n{text}\r\n--frontier--\r\n"
    );
    let request = Request::post(format!("/api/exchange/national{how}"))
        .header(HOST, "127.0.0.1:8080")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=frontier")
        .header(COOKIE, cookie)
        .body(Body::from(body))
        .unwrap();
    ask(town.router(Team), request).await
}

#[tokio::test]
async fn each_role_takes_in_and_out_what_it_may() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let agent = inside(&town, "agent", NewGrant::of(Role::SanitationSafety)).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;
    let lawyer = inside(&town, "lawyer", NewGrant::of(Role::LegalOfficer)).await;
    let worker = inside(&town, "worker", NewGrant::of(Role::CaseWorker)).await;
    let sheet = "Appellation du site;Latitude;Longitude;Identité du propriétaire\nLe pont;43.605;1.415;Untel\n";

    let tried = send(&town, (&pilot, "?dry_run=true"), sheet).await;
    let taken = send(&town, (&pilot, ""), sheet).await;
    let mut refused = Vec::new();
    for who in [&agent, &planner, &lawyer, &worker] {
        refused.push(send(&town, (who, ""), sheet).await.status);
    }

    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text());
    assert_eq!(tried.json()["change"], Value::Null);
    let told = tried.json()["sites"].clone();
    assert_eq!(told, taken.json()["sites"], "the trial says what is done");
    assert_eq!(told.as_array().unwrap().len(), 1);
    assert_eq!(told[0]["row"], 2);
    assert_eq!(told[0]["name"], "Le pont");
    assert_eq!(told[0]["is_new"], true);
    let columns = ["Appellation du site", "Latitude", "Longitude"];
    assert_eq!(told[0]["columns"], serde_json::json!(columns));
    assert_eq!(taken.json()["added"], 1, "{}", taken.text());
    assert!(taken.json()["change"].is_u64());
    assert!(
        taken.json()["report"]["warnings"]
            .to_string()
            .contains("Identité du propriétaire")
    );
    assert_eq!(refused, [StatusCode::FORBIDDEN; 4]);
    let file = "/api/exchange/national.csv";
    for (who, status) in [
        (&agent, StatusCode::OK),
        (&planner, StatusCode::OK),
        (&worker, StatusCode::FORBIDDEN),
        // Whoever may read of courts says what for.
        (&lawyer, StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let answer = ask(town.router(Team), request((Method::GET, file), who, None)).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        assert!(!answer.text().contains("Untel"));
    }
}
