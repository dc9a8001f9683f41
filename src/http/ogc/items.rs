//! Features of a collection: found at once, written page by page as a stream.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderName, HeaderValue, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use time::format_description::well_known::Rfc3339;

use super::{
    asking::{Asking, Media},
    cursor, layer,
    link::{GEOJSON, HTML_PAGE, JSON, Link},
    stream::{Features, Frame},
};
use crate::{
    app::{
        question::{self, Parameters as _, Wanted},
        reference::Reference,
        selection::{self, Selection},
    },
    domain::LayerKind,
    http::{Door, asker::Seen, error::Problem, pieces},
};

/// Features on a page unless asked otherwise.
pub(super) const LIMIT_DEFAULT: usize = 100;
/// Features on a page at most; who asks for more gets this many.
pub(super) const LIMIT_MOST: usize = 10_000;

/// A page that is asked for, and the reference system of its coordinates.
pub(super) struct Page {
    pub(super) wanted: Wanted,
    pub(super) reference: Reference,
}

impl Page {
    /// Takes every parameter there is and refuses the rest.
    fn taken(asking: &mut Asking, kind: LayerKind) -> Result<Self, Problem> {
        let mut wanted = question::wanted(asking, kind)?;
        wanted.asked.limit = wanted.limit.unwrap_or(LIMIT_DEFAULT).min(LIMIT_MOST);
        if let Some(text) = asking.take("cursor")? {
            wanted.asked.after = Some(cursor::read(&text, wanted.asked.sort.len())?);
        }
        let reference = Reference::of("crs", asking.take("crs")?.as_deref())?;
        asking.finish()?;
        Ok(Self { wanted, reference })
    }
}

/// Sets the flag when whoever asked has gone, or has waited too long.
pub(super) struct StopWhenGone(pub(super) Arc<AtomicBool>);

impl Drop for StopWhenGone {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The features that were asked for.
pub(super) async fn items(
    Seen(door, viewer): Seen,
    Path(id): Path<String>,
    mut asking: Asking,
) -> Result<Response, Problem> {
    let atlas = door.jalon.atlas();
    let layer = layer(&door, &atlas, &id)?;
    let page = Page::taken(&mut asking, layer.version.kind)?;
    let stop = Arc::new(AtomicBool::new(false));
    let _gone = StopWhenGone(stop.clone());
    let asked = page.wanted.asked.clone();
    let (searched, held) = (layer.clone(), atlas.clone());
    let search = move || selection::select((&held, &searched), viewer, &asked, &stop);
    let selection = door.workers.compute(search).await?;
    let links = links(&asking, &selection, &id);
    let frame = match asking.media {
        Media::Html => Frame::html(&asking, (layer.version.kind, &selection), &links),
        _ => Frame::geojson(&head(&door, &selection, &links)),
    };
    let reference = page.reference;
    let features = Features::new((viewer, atlas, layer), selection, page, frame);
    let body = pieces::body(&door.workers, features);
    Ok(answer(&asking, body, reference.uri))
}

fn answer(asking: &Asking, body: Body, reference: &'static str) -> Response {
    let media = match asking.media {
        Media::Html => HTML_PAGE,
        _ => GEOJSON,
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    asking.tell_language(headers);
    tell_reference(headers, reference);
    response
}

/// The reference system of the coordinates, for clients that asked for another than the usual.
pub(super) fn tell_reference(headers: &mut axum::http::HeaderMap, reference: &str) {
    if let Ok(value) = HeaderValue::from_str(&format!("<{reference}>")) {
        headers.insert(HeaderName::from_static("content-crs"), value);
    }
}

fn links(asking: &Asking, selection: &Selection, id: &str) -> Vec<Link> {
    let mut links = asking.self_links(GEOJSON).to_vec();
    if let Some(end) = &selection.end {
        let cursor = cursor::written(end);
        let address = asking.here_with(&[("cursor", Some(&cursor))]);
        links.push(Link::new("next", links[0].media, address));
    }
    links.push(asking.link("collection", JSON, &format!("/collections/{id}")));
    links
}

/// What stands before the features.
fn head(door: &Door, selection: &Selection, links: &[Link]) -> String {
    let now = door.jalon.clock().now();
    let at = now.replace_nanosecond(0).unwrap_or(now).format(&Rfc3339);
    serde_json::json!({
        "type": "FeatureCollection",
        "links": links,
        "timeStamp": at.unwrap_or_default(),
        "numberMatched": selection.matched,
        "numberReturned": selection.numbers.len(),
    })
    .to_string()
}
