//! What every request says: which format, which language, which parameters, by which name.

use axum::{
    extract::{FromRequestParts, Query},
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_TYPE, HOST, VARY},
        request::Parts,
    },
    response::{IntoResponse, Response},
};

use super::{
    ROOT,
    html::Sheet,
    link::{HTML, HTML_PAGE, JSON, Link, TILE},
};
use crate::{
    app::question::{Parameters, WrongParameter},
    domain::{Code, Language, Words},
    http::{Door, error::Problem},
};

/// Most parameters of a request.
const MOST_PARAMETERS: usize = 100;

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// JSON, GeoJSON or a JSON schema, whichever the document is.
    Json,
    /// A page for people.
    Html,
    /// A vector tile.
    Tile,
    /// What a map needs to know of tiles.
    TileJson,
}

/// What a request says, its parameters still to be taken.
pub(super) struct Asking {
    pub(super) media: Media,
    pub(super) language: Language,
    /// Address of the landing page, as the client knows it.
    base: String,
    /// The rest of this document's address.
    path: String,
    /// Every parameter as sent, for the address of this and of other pages.
    sent: Vec<(String, String)>,
    /// Those that nobody has asked about yet.
    left: Vec<(String, String)>,
}

impl FromRequestParts<Door> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Problem> {
        let mut asking = Self::of_parameters(parts, door).await?;
        asking.media = match asking.take("f")?.as_deref() {
            None => accepted(&parts.headers)?,
            Some("json" | "geojson") => Media::Json,
            Some("html") => Media::Html,
            Some("mvt") => Media::Tile,
            Some("tilejson") => Media::TileJson,
            Some(_) => return Err(wrong_format()),
        };
        Ok(asking)
    }
}

/// What a request for a file says; the address names the format, whatever `Accept` says.
pub(super) struct AskingForFile(pub(super) Asking);

impl FromRequestParts<Door> for AskingForFile {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Problem> {
        Asking::of_parameters(parts, door).await.map(Self)
    }
}

impl Parameters for Asking {
    fn take(&mut self, name: &str) -> Result<Option<String>, WrongParameter> {
        let Some(at) = self.left.iter().position(|(own, _)| own == name) else {
            return Ok(None);
        };
        let (_, value) = self.left.swap_remove(at);
        if self.left.iter().any(|(own, _)| own == name) {
            return Err(WrongParameter::new(name, "given once"));
        }
        Ok(Some(value))
    }
}

impl Asking {
    async fn of_parameters(parts: &mut Parts, door: &Door) -> Result<Self, Problem> {
        let sent: Vec<(String, String)> = Query::from_request_parts(parts, door)
            .await
            .map(|Query(pairs)| pairs)
            .map_err(|_| Problem::parameter("query", "a list of name=value joined by &"))?;
        if sent.len() > MOST_PARAMETERS {
            let most = format!("one of at most {MOST_PARAMETERS}");
            return Err(Problem::parameter("query", &most));
        }
        Ok(Self {
            media: Media::Json,
            language: language(&parts.headers),
            base: base(&parts.headers),
            path: parts.uri.path().to_owned(),
            left: sent.clone(),
            sent,
        })
    }

    /// Refuses parameters that nobody has asked about, and formats of tiles.
    pub(super) fn finish(&self) -> Result<(), Problem> {
        if matches!(self.media, Media::Tile | Media::TileJson) {
            return Err(wrong_format());
        }
        self.finish_tile()
    }

    /// Refuses parameters that nobody has asked about.
    pub(super) fn finish_tile(&self) -> Result<(), Problem> {
        match self.left.first() {
            None => Ok(()),
            Some((name, _)) => {
                let name: String = name.chars().take(40).collect();
                Err(Problem::parameter(
                    &name,
                    "a parameter of this address; /ogc/api lists those there are",
                ))
            }
        }
    }

    /// Whether the address itself names a format.
    pub(super) fn names_format(&self) -> bool {
        self.sent.iter().any(|(name, _)| name == "f")
    }

    /// The words of the page's language.
    pub(super) fn words(&self) -> Words {
        Words::of(self.language)
    }

    /// An address below the landing page.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A link to an address below the landing page.
    pub(super) fn link(&self, rel: &'static str, media: &'static str, path: &str) -> Link {
        Link::new(rel, media, self.at(path))
    }

    /// This address with other parameters: each replaces one of its name, or removes it.
    pub(super) fn here_with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let path = self.path.strip_prefix(ROOT).unwrap_or_default();
        let kept = self.sent.iter().filter(|(name, _)| {
            let replaced = changes.iter().any(|(other, _)| other == name);
            !replaced
        });
        let added = changes
            .iter()
            .filter_map(|(name, value)| Some((*name, (*value)?)));
        let pairs: Vec<String> = kept
            .map(|(name, value)| (&name[..], &value[..]))
            .chain(added)
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
            .collect();
        let query = if pairs.is_empty() { "" } else { "?" };
        format!("{}{path}{query}{}", self.base, pairs.join("&"))
    }

    /// Links to this document, and to it in the other format.
    pub(super) fn self_links(&self, json: &'static str) -> [Link; 2] {
        let (own, other) = match self.media {
            Media::Html => ((HTML, "html"), (json, "json")),
            _ => ((json, "json"), (HTML, "html")),
        };
        let own_address = self.here_with(&[]);
        let other_address = self.here_with(&[("f", Some(other.1))]);
        [
            Link::new("self", own.0, own_address),
            Link::new("alternate", other.0, other_address),
        ]
    }

    /// A document as it was asked for.
    pub(super) fn answer(
        &self,
        json: &'static str,
        document: &impl serde::Serialize,
        sheet: impl FnOnce(&Words) -> Sheet,
    ) -> Result<Response, Problem> {
        let (media, body) = if self.media == Media::Html {
            let page = sheet(&self.words()).page(self);
            (HTML_PAGE, page.into_bytes())
        } else {
            let body = serde_json::to_vec(document).map_err(|_| Problem::broken())?;
            (json, body)
        };
        let mut response = body.into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
        self.tell_language(headers);
        Ok(response)
    }

    /// Headers that say what the answer hangs on.
    pub(super) fn tell_language(&self, headers: &mut HeaderMap) {
        let language = HeaderValue::from_static(self.language.code());
        headers.insert(CONTENT_LANGUAGE, language);
        let hangs_on = HeaderValue::from_static("accept, accept-language, host, x-forwarded-proto");
        headers.insert(VARY, hangs_on);
    }
}

/// The landing page as the client knows it; without a usable name, as a path of this server.
fn base(headers: &HeaderMap) -> String {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let plain = |host: &&str| {
        let of_a_name = |b: u8| b.is_ascii_alphanumeric() || b".-:[]".contains(&b);
        !host.is_empty() && host.bytes().all(of_a_name)
    };
    let is_tls = text(HeaderName::from_static("x-forwarded-proto")) == Some("https");
    let scheme = if is_tls { "https" } else { "http" };
    match text(HOST).filter(plain) {
        Some(host) => format!("{scheme}://{host}{ROOT}"),
        None => ROOT.to_owned(),
    }
}

/// The first format of `Accept` that there is, by its weight.
fn accepted(headers: &HeaderMap) -> Result<Media, Problem> {
    let Some(accept) = headers.get(ACCEPT) else {
        return Ok(Media::Json);
    };
    let mut best: Option<(f64, Media)> = None;
    let accept = accept.to_str().unwrap_or("*/*");
    for one in accept.split(',') {
        let mut parts = one.split(';').map(str::trim);
        let weight = |part: &str| part.strip_prefix("q=").and_then(|q| q.parse().ok());
        let media = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight: f64 = parts.find_map(weight).unwrap_or(1.0);
        let better = best.is_none_or(|(known, _)| weight > known) && weight > 0.0;
        if let Some(media) = media_named(&media).filter(|_| better) {
            best = Some((weight, media));
        }
    }
    best.map(|(_, media)| media)
        .ok_or_else(|| Problem::not_acceptable("this address answers with JSON or text/html"))
}

fn wrong_format() -> Problem {
    Problem::parameter(
        "f",
        "a format of this address: json, html, and for tiles mvt or tilejson",
    )
}

fn media_named(name: &str) -> Option<Media> {
    match name {
        HTML | "application/xhtml+xml" => Some(Media::Html),
        "" | "*/*" | "application/*" | JSON | TILE => Some(Media::Json),
        _ if name.ends_with("+json") => Some(Media::Json),
        _ => None,
    }
}

/// The first language of `Accept-Language` that there is; English where none is.
pub(in crate::http) fn language(headers: &HeaderMap) -> Language {
    let wanted = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let languages = wanted.unwrap_or_default().split(',');
    languages
        .filter_map(|one| one.trim().get(..2))
        .find_map(Language::from_code)
        .unwrap_or(Language::English)
}

/// A text as a part of an address.
pub(super) fn escaped(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}
