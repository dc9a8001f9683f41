//! One feature.

use axum::{
    extract::Path,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_TYPE, ETAG},
    },
    response::{IntoResponse, Response},
};

use serde_json::{Value, json};

use super::{
    asking::{Asking, Media},
    edits,
    html::Sheet,
    items::tell_reference,
    layer,
    link::{GEOJSON, HTML_PAGE, JSON},
    stream::{geometry, id_in_address, id_json},
};
use crate::{
    app::{
        features,
        question::Parameters as _,
        reference::Reference,
        selection::{self, ItemId},
    },
    formats,
    http::{asker::Seen, error::Problem},
    spatial::Feature,
};

/// The feature of an id.
pub(super) async fn item(
    Seen(door, viewer): Seen,
    Path((collection, id)): Path<(String, String)>,
    headers: HeaderMap,
    mut asking: Asking,
) -> Result<Response, Problem> {
    let atlas = door.jalon.atlas();
    let layer = layer(&door, &atlas, &collection)?;
    let reference = Reference::of("crs", asking.take("crs")?.as_deref())?;
    asking.finish()?;
    let kind = layer.version.kind;
    let found = selection::find(&layer, &id).and_then(|(number, record)| {
        let item = features::item(&atlas, (viewer, kind), (number, record))?;
        Some((selection::id_of(number, record), item))
    });
    let (id, item) = found.ok_or_else(|| {
        let detail = format!("{kind} has no feature {:?}", shortened(&id));
        Problem::not_found(detail)
    })?;
    let own = format!("/collections/{kind}/items/{}", id_in_address(&id));
    let mut links = asking.self_links(GEOJSON).to_vec();
    links.push(asking.link("collection", JSON, &format!("/collections/{kind}")));
    let mut response = if asking.media == Media::Html {
        let rows = item.properties.iter().map(|(name, value)| {
            let shown = value.as_text().unwrap_or_default();
            vec![name.to_owned(), shown]
        });
        let page = Sheet::new(own).table(rows).links(&links).page(&asking);
        ([(CONTENT_TYPE, HTML_PAGE)], page).into_response()
    } else {
        let etag = edits::etag(&item, reference);
        let tag = HeaderValue::from_str(&etag).map_err(|_| Problem::broken())?;
        if edits::is_known(&headers, &etag) {
            return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response());
        }
        let body = geojson(&id, &item, (reference, &[("links", json!(links))]));
        ([(CONTENT_TYPE, GEOJSON)], [(ETAG, tag)], body).into_response()
    };
    asking.tell_language(response.headers_mut());
    tell_reference(response.headers_mut(), reference.uri);
    Ok(response)
}

/// A feature with other members before its shape.
pub(super) fn geojson(
    id: &ItemId,
    item: &Feature,
    (reference, more): (Reference, &[(&str, Value)]),
) -> String {
    let more: Vec<String> = more
        .iter()
        .map(|(name, value)| format!(r#""{name}":{value},"#))
        .collect();
    format!(
        r#"{{"type":"Feature","id":{},{}"geometry":{},"properties":{}}}"#,
        id_json(id),
        more.concat(),
        geometry(&item.shape, reference),
        formats::geojson_properties(&item.properties),
    )
}

/// An id as it may be told again.
pub(super) fn shortened(id: &str) -> String {
    id.chars().take(40).collect()
}
