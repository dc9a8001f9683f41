//! The landing page: what there is, and where.

use axum::response::Response;
use serde_json::json;

use super::{
    asking::Asking,
    html::Sheet,
    link::{HTML, JSON, OPENAPI},
};
use crate::http::error::Problem;

/// The relation of the list of grids.
const TILING_SCHEMES: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes";

/// The landing page.
pub(super) async fn landing(asking: Asking) -> Result<Response, Problem> {
    asking.finish()?;
    let words = asking.words();
    let mut links = asking.self_links(JSON).to_vec();
    links.extend([
        asking
            .link("service-desc", OPENAPI, "/api")
            .titled(words.say("ogc-api")),
        asking
            .link("service-doc", HTML, "/api?f=html")
            .titled(words.say("ogc-api")),
        asking
            .link("conformance", JSON, "/conformance")
            .titled(words.say("ogc-conformance")),
        asking
            .link("data", JSON, "/collections")
            .titled(words.say("ogc-collections")),
        asking
            .link(TILING_SCHEMES, JSON, "/tileMatrixSets")
            .titled(words.say("ogc-matrix-sets")),
    ]);
    let document = json!({
        "title": words.say("ogc-title"),
        "description": words.say("ogc-description"),
        "links": links,
    });
    asking.answer(JSON, &document, |words| {
        Sheet::new(words.say("ogc-title"))
            .paragraph(words.say("ogc-description"))
            .links(&links)
    })
}
