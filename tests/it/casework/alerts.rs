//! Alert mode through the doors: from a level, from a file, sent on, and fast enough.

use hmac::{Hmac, KeyInit, Mac};
use jalon::{
    app::{AlertRequest, Forecast},
    config::{AlertSettings, Secret},
    domain::Severity,
};
use sha2::Sha256;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::*;
use crate::support::square;

const SECRET: &str = "a secret of the test";

fn forecast_over_s2(properties: &Value) -> String {
    let mut zone = square("forecast", 1.4355, 43.60, 0.02);
    zone["properties"] = properties.clone();
    json!({"type": "FeatureCollection", "features": [zone]}).to_string()
}

async fn upload(town: &TestTown, address: &str, text: &str) -> Answer {
    let body = format!(
        "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"crue.geojson\"\r\n\
         Content-Type: application/geo+json\r\n\r\n{text}\r\n--xyz--\r\n"
    );
    let request = Request::post(address)
        .header(HOST, "127.0.0.1:8080")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=xyz")
        .body(Body::from(body))
        .unwrap();
    ask(town.router(Team), request).await
}

#[tokio::test]
async fn a_level_names_the_settlement_its_share_its_households_and_whom_to_call() {
    for town in towns().await {
        put(
            &town,
            "/api/teams/bank",
            &json!({"phone": "112", "settlements": ["S1"]}),
        )
        .await;
        put(&town, "/api/settlements/S1/danger", &said(30)).await;
        put(&town, "/api/settlements/S1/override", &said_class("E")).await;
        let layers = town.get(Team, "/api/status").await.json()["layers"].clone();

        let alert = post(&town, "/api/alerts/severity/3?message=fr", &json!({}))
            .await
            .json();

        let touched = alert["settlements"].as_array().unwrap();
        assert_eq!(touched.len(), 1, "{alert}");
        let s1 = &touched[0];
        assert_eq!((&s1["code"], &s1["worst"]), (&json!("S1"), &json!(4)));
        assert!((s1["share"].as_f64().unwrap() - 0.5).abs() < 1e-5, "{s1}");
        assert_eq!(
            (&s1["households"], &s1["people"]),
            (&json!(1000), &json!(2500))
        );
        assert!(
            matches!(s1["households_touched"].as_u64(), Some(500 | 501)),
            "{s1}"
        );
        assert_eq!(s1["contact"]["phone"], "112");
        assert_eq!(
            (&s1["imminent_danger"], &s1["overridden_class"]),
            (&json!(true), &json!("E"))
        );
        assert_eq!(alert["totals"]["looked_at"], 2);
        let body = alert["message"]["body"].as_str().unwrap();
        assert!(
            body.contains("DANGER IMMINENT") && body.contains("à appeler : bank, 112"),
            "{body}"
        );
        assert_eq!(
            alert["message"]["subject"],
            "Alerte : 1 site touché, 1000 ménages"
        );
        assert_eq!(town.get(Team, "/api/status").await.json()["layers"], layers);
    }
}

#[tokio::test]
async fn a_file_is_measured_and_not_stored_and_without_classes_it_counts_as_the_worst() {
    let town = TestTown::small().await;

    let plain = upload(&town, "/api/alerts/flood", &forecast_over_s2(&json!({})))
        .await
        .json();
    let classed = forecast_over_s2(&json!({"nivalea": "M"}));
    let classed = upload(&town, "/api/alerts/flood", &classed).await.json();

    let first = |alert: &Value| alert["settlements"][0].clone();
    assert_eq!(
        (&first(&plain)["code"], &first(&plain)["worst"]),
        (&json!("S2"), &json!(4))
    );
    assert!((first(&plain)["share"].as_f64().unwrap() - 0.5).abs() < 1e-5);
    assert!(
        plain["warnings"].to_string().contains("no classes"),
        "{plain}"
    );
    assert_eq!(
        plain["source"],
        json!({"of": "file", "name": "crue.geojson", "zones": 1})
    );
    assert_eq!(first(&classed)["worst"], 2);
    let flood = town.get(Team, "/api/layers/flood/items").await.json();
    assert_eq!(flood["numberMatched"], 1, "the forecast is no layer");
}

#[tokio::test]
async fn a_file_that_is_no_forecast_and_a_level_that_is_none_are_refused() {
    let town = TestTown::small().await;
    let empty = TestTown::empty().await;

    let broken = upload(&town, "/api/alerts/flood", "{\"type\": \"FeatureColl").await;
    let level = post(&town, "/api/alerts/severity/5", &json!({})).await;
    let no_layer = post(&empty, "/api/alerts/severity/1", &json!({})).await;
    let stranger = "/api/alerts/severity/1?webhook=https://evil.example/x";
    let stranger = post(&town, stranger, &json!({})).await;

    assert_eq!(
        broken.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        broken.json()
    );
    assert_eq!(level.status, StatusCode::BAD_REQUEST);
    assert_eq!(no_layer.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        stranger.json()["detail"]
            .as_str()
            .unwrap()
            .contains("alert.webhook_hosts")
    );
}

/// Answers one request after another with these statuses and returns what was asked.
async fn host_that_answers(
    statuses: &'static [&'static str],
) -> (String, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/alert", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        let mut asked = Vec::new();
        for status in statuses {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !is_whole(&request) {
                assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0);
            }
            let answer =
                format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
            asked.push(String::from_utf8(request).unwrap());
        }
        asked
    });
    (url, serving)
}

fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let lines = request
        .split("\r\n")
        .filter_map(|line| line.split_once(": "));
    lines
        .into_iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    header(head, "content-length").is_some_and(|length| length.parse() == Ok(body.len()))
}

/// The town's records behind a system that may send alerts on.
async fn sending(town: &TestTown) -> Jalon {
    let flags = Flags {
        data_dir: Some(town.folder.path().join("data")),
        ..Flags::default()
    };
    let settings = Settings {
        alert: AlertSettings {
            webhook_private: false,
            webhook_hosts: Vec::new(),
            secret: Secret::new(SECRET.to_owned()).ok(),
        },
        ..Settings::load(flags).unwrap()
    };
    Jalon::open(&settings, Clock::system()).await.unwrap()
}

fn level(webhook: Option<String>) -> AlertRequest {
    AlertRequest {
        forecast: Forecast::Level(Severity::ALL[0]),
        webhook,
        actor: "test".to_owned(),
    }
}

#[tokio::test]
async fn a_webhook_that_fails_once_gets_the_same_signed_alert_again() {
    let town = TestTown::small().await;
    let (url, serving) = host_that_answers(&["503 Busy", "204 No Content"]).await;

    let alerted = sending(&town).await.alert(level(Some(url))).await.unwrap();

    let delivery = alerted.delivery.unwrap();
    assert_eq!((delivery.tries, delivery.fault), (2, None));
    let asked = serving.await.unwrap();
    let alert_id = |request: &String| header(request, "x-jalon-alert").unwrap().to_owned();
    assert_eq!(alert_id(&asked[0]), alert_id(&asked[1]));
    let (head, body) = asked[1].split_once("\r\n\r\n").unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    let signed = format!("{}.{body}", header(head, "x-jalon-timestamp").unwrap());
    mac.update(signed.as_bytes());
    let expected: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    assert_eq!(
        header(head, "x-jalon-signature"),
        Some(format!("sha256={expected}").as_str())
    );
    let sent: Value = serde_json::from_str(body).unwrap();
    assert_eq!(sent["settlements"][0]["code"], "S1");
}

#[tokio::test]
async fn a_webhook_that_refuses_or_redirects_is_not_asked_again_and_the_alert_is_still_given() {
    let town = TestTown::small().await;
    for refusal in [&["403 Forbidden"][..], &["302 Found"][..]] {
        let (url, serving) = host_that_answers(refusal.to_vec().leak()).await;

        let alerted = sending(&town).await.alert(level(Some(url))).await.unwrap();

        let delivery = alerted.delivery.unwrap();
        assert_eq!(delivery.tries, 1, "{delivery:?}");
        assert!(delivery.fault.unwrap().contains(&refusal[0][..3]));
        assert_eq!(alerted.alert.touched.len(), 1);
        assert_eq!(serving.await.unwrap().len(), 1);
    }
}
