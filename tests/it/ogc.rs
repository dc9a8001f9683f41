//! OGC API, one module for each class of conformance that is claimed; tests are named after the
//! abstract tests of the standards.

mod features_core;
mod features_formats;
mod features_crs;
mod features_filter;
mod create_replace_delete;
mod update;
mod optimistic_locking;
mod cql2;
mod tiles;
mod hostile;
mod claims;
pub(crate) mod clients;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header::HOST},
};
use jalon::domain::Audience::{self, Team};
use serde_json::Value;

use crate::support::{Answer, TestTown, ask};

/// The address that links begin with.
const BASE: &str = "http://127.0.0.1:8080/ogc";

/// A town with its server, asked below the landing page.
struct Api {
    town: TestTown,
    router: Router,
}

impl Api {
    /// Two settlements, two neighbourhoods, one flood zone, one railway, seen by the team.
    async fn small() -> Self {
        Self::of(TestTown::small().await, Team)
    }

    fn of(town: TestTown, audience: Audience) -> Self {
        let router = town.router(audience);
        Self { town, router }
    }

    /// Asks with these headers.
    async fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(format!("/ogc{path}")).header(HOST, "127.0.0.1:8080");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        ask(self.router.clone(), request.body(Body::empty()).unwrap()).await
    }

    /// Asks, and takes nothing but a document.
    async fn json(&self, path: &str) -> Value {
        let answer = self.ask(path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", said(&answer));
        answer.json()
    }

    /// The status of an address.
    async fn status(&self, path: &str) -> u16 {
        self.ask(path, &[]).await.status.as_u16()
    }

    /// The ids of the features of an address.
    async fn ids(&self, path: &str) -> Vec<String> {
        ids(&self.json(path).await)
    }
}

fn ids(collection: &Value) -> Vec<String> {
    let features = collection["features"].as_array().unwrap();
    let text = |id: &Value| id.as_str().map_or(id.to_string(), str::to_owned);
    features
        .iter()
        .map(|feature| text(&feature["id"]))
        .collect()
}

fn said(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

fn kind(answer: &Answer) -> String {
    let kind = answer.headers.get("content-type");
    kind.map_or(String::new(), |kind| kind.to_str().unwrap().to_owned())
}

/// The first link of a relation and a media type.
fn link(document: &Value, rel: &str, media: &str) -> Option<String> {
    let links = document["links"].as_array()?;
    let found = links
        .iter()
        .find(|l| l["rel"] == rel && l["type"] == media)?;
    Some(found["href"].as_str()?.to_owned())
}

/// A text as a part of an address.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// The address of features that pass a filter.
fn filtered(collection: &str, filter: &str) -> String {
    format!("/collections/{collection}/items?filter={}", escaped(filter))
}
