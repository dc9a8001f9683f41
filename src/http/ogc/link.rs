//! Links of a document to others.

use serde::Serialize;

/// Media types that are answered with.
pub(super) const JSON: &str = "application/json";
pub(super) const GEOJSON: &str = "application/geo+json";
pub(super) const HTML: &str = "text/html";
pub(super) const HTML_PAGE: &str = "text/html; charset=utf-8";
pub(super) const TILE: &str = crate::tiles::MEDIA_TYPE;
pub(super) const SCHEMA: &str = "application/schema+json";
pub(super) const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";

/// A link (RFC 8288).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Link {
    /// Where to.
    pub(super) href: String,
    /// How the other document relates to this one.
    pub(super) rel: &'static str,
    /// What it is written in.
    #[serde(rename = "type")]
    pub(super) media: &'static str,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    /// Whether the address has blanks in `{}`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) templated: bool,
}

impl Link {
    pub(super) fn new(rel: &'static str, media: &'static str, href: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            rel,
            media,
            title: None,
            templated: false,
        }
    }

    pub(super) fn templated(mut self) -> Self {
        self.templated = true;
        self
    }

    pub(super) fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }
}
