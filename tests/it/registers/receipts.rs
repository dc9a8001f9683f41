//! Receipts: whoever told of a place asks what became of that, and learns nothing else.

use axum::{
    body::Body,
    http::{
        Method, Request, StatusCode,
        header::{ACCEPT_LANGUAGE, CONTENT_TYPE, HOST},
    },
};
use jalon::domain::Audience::{self, Public, Team};
use serde_json::{Value, json};

use super::Office;
use crate::support::{Answer, ask};

async fn asked(office: &Office, audience: Audience, receipt: &str) -> Answer {
    let body = json!({ "receipt": receipt }).to_string();
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/receipts")
        .header(HOST, "127.0.0.1:8080")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(body));
    ask(office.0.router(audience), request.unwrap()).await
}

/// The page of receipts with what was typed there.
async fn page(office: &Office, typed: &str) -> Answer {
    let body: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("receipt", typed)
        .finish();
    let request = Request::builder()
        .method(Method::POST)
        .uri("/receipt")
        .header(HOST, "127.0.0.1:8080")
        .header(ACCEPT_LANGUAGE, "fr-FR,fr;q=0.9")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body));
    ask(office.0.router(Public), request.unwrap()).await
}

async fn reported(office: &Office) -> (String, String) {
    let report = json!({ "channel": "phone", "received_on": "2026-01-05", "text": "Des tentes sous le pont de Mme Untel." });
    let code = office.add("report", report).await;
    let receipt = office.entry("report", &code).await["receipt"].clone();
    (code, receipt.as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_receipt_tells_what_became_of_a_report_and_nothing_of_the_place() {
    for office in Office::on_both().await {
        let (code, receipt) = reported(&office).await;

        let fresh = asked(&office, Public, &receipt).await;
        office
            .to(
                "report",
                &code,
                json!({ "to": "linked", "fields": { "settlement": "S1", "answered_on": "2026-01-09" } }),
            )
            .await;
        let linked = asked(&office, Team, &receipt.to_lowercase().replace('-', " ")).await;
        let followed = asked(&office, Public, &receipt.replace('-', " - ")).await;
        let read = page(&office, &receipt).await;

        assert_eq!(fresh.status, StatusCode::OK, "{}", fresh.text());
        assert_eq!(fresh.json()["state"], "received");
        assert_eq!(fresh.json()["answered_on"], Value::Null);
        // The code of a report is not the same in small letters.
        assert_eq!(linked.status, StatusCode::NOT_FOUND);
        assert_eq!(followed.json()["state"], "linked", "{}", followed.text());
        assert_eq!(followed.json()["received_on"], "2026-01-05");
        assert_eq!(followed.json()["answered_on"], "2026-01-09");
        assert_eq!(read.status, StatusCode::OK);
        assert!(read.text().contains("05/01/2026"), "{}", read.text());
        for told in [fresh.text(), followed.text(), read.text()] {
            let mut hidden = ["S1", "tentes", "Untel", "phone", "place S"].iter();
            assert!(hidden.all(|hidden| !told.contains(hidden)), "{told}");
        }
    }
}

#[tokio::test]
async fn only_the_whole_receipt_of_a_report_that_stands_is_answered() {
    for office in Office::on_both().await {
        let (code, receipt) = reported(&office).await;
        let (_, other) = reported(&office).await;
        let secret = |receipt: &str| receipt.split_once('-').unwrap().1.to_owned();
        let none = asked(&office, Public, "RE0009-ABCD-EFGH-IJKL").await;

        for tried in [
            format!("{code}-ABCD-EFGH-IJKL"),
            format!("{code}-{}", secret(&other)),
            format!("S1-{}", secret(&receipt)),
            receipt[..receipt.len() - 1].to_owned(),
        ] {
            let refused = asked(&office, Public, &tried).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{tried}");
            assert_eq!(refused.json()["detail"], none.json()["detail"]);
        }
        let typed = page(&office, "<script>alert(1)</script>").await;
        assert_eq!(typed.status, StatusCode::NOT_FOUND);
        assert!(!typed.text().contains("script"), "{}", typed.text());

        let removed = format!("/api/registers/report/{code}?reason=kept%20by%20error");
        let any = (axum::http::header::IF_MATCH.as_str(), "*");
        let removed = office
            .send((Method::DELETE, &removed), &[any], &json!({}))
            .await;
        assert_eq!(removed.status, StatusCode::NO_CONTENT, "{}", removed.text());
        let gone = asked(&office, Public, &receipt).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn receipts_cannot_be_tried_through() {
    let office = Office::on_both().await.remove(0);
    let router = office.0.router(Public);
    let mut answers = Vec::new();
    for _ in 0..12 {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/receipts")
            .header(HOST, "127.0.0.1:8080")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(
                json!({ "receipt": "RE0001-ABCD-EFGH-IJKL" }).to_string(),
            ));
        answers.push(ask(router.clone(), request.unwrap()).await.status.as_u16());
    }

    assert_eq!(answers[..10], [404; 10]);
    assert_eq!(answers[10..], [429; 2]);
}
