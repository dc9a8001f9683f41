//! The collections: one for each layer that the audience may see.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Serialize;
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{
    asking::Asking,
    html::Sheet,
    layer, layers,
    link::{GEOJSON, HTML, JSON, Link, SCHEMA},
};
use crate::{
    app::{
        Atlas, AtlasLayer,
        reference::{self, CRS84},
        selection,
    },
    domain::{LayerKind, Viewer, Words},
    http::{Door, error::Problem},
};

/// The relation of a list of names to filter by.
const QUERYABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
/// The relation of a list of columns.
const COLUMNS: &str = "http://www.opengis.net/def/rel/ogc/1.0/schema";
/// The relation of a list of vector tiles.
const TILESETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

/// One collection.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Collection {
    id: &'static str,
    title: String,
    description: String,
    links: Vec<Link>,
    extent: Value,
    item_type: &'static str,
    crs: Vec<&'static str>,
    storage_crs: &'static str,
}

/// All collections.
pub(super) async fn collections(
    State(door): State<Door>,
    asking: Asking,
) -> Result<Response, Problem> {
    asking.finish()?;
    let atlas = door.jalon.atlas();
    let links = asking.self_links(JSON).to_vec();
    let extents = extents(&door, atlas.clone(), layers(&door, &atlas)).await?;
    let all: Vec<Collection> = extents
        .into_iter()
        .map(|found| described(found, &asking, Vec::new()))
        .collect();
    let crs: Vec<&str> = reference::ALL.iter().map(|known| known.uri).collect();
    let document = json!({ "links": links, "crs": crs, "collections": all });
    asking.answer(JSON, &document, |words| {
        let rows = all.iter().map(|collection| {
            let address = asking.at(&format!("/collections/{}?f=html", collection.id));
            (address, collection.title.clone())
        });
        Sheet::new(words.say("ogc-collections"))
            .addresses(rows)
            .links(&links)
    })
}

/// One collection.
pub(super) async fn collection(
    State(door): State<Door>,
    Path(id): Path<String>,
    asking: Asking,
) -> Result<Response, Problem> {
    asking.finish()?;
    let atlas = door.jalon.atlas();
    let layer = layer(&door, &atlas, &id)?;
    let own = asking.self_links(JSON).to_vec();
    let mut found = extents(&door, atlas, vec![layer]).await?;
    let found = found.pop().ok_or_else(Problem::broken)?;
    let document = described(found, &asking, own);
    asking.answer(JSON, &document, |_| {
        Sheet::new(document.title.clone())
            .paragraph(document.description.clone())
            .links(&document.links)
    })
}

/// Layers with where and when their records are, which takes a look at every record: not on the
/// threads that serve.
async fn extents(
    door: &Door,
    atlas: Arc<Atlas>,
    layers: Vec<Arc<AtlasLayer>>,
) -> Result<Vec<(Arc<AtlasLayer>, Value)>, Problem> {
    let audience = door.audience;
    let look = move || {
        let found = |layer: Arc<AtlasLayer>| {
            let extent = extent((&atlas, &layer), audience.into());
            (layer, extent)
        };
        layers.into_iter().map(found).collect()
    };
    door.workers.compute(look).await
}

fn described(
    (layer, extent): (Arc<AtlasLayer>, Value),
    asking: &Asking,
    mut links: Vec<Link>,
) -> Collection {
    let (kind, words) = (layer.version.kind, asking.words());
    let here = format!("/collections/{kind}");
    let title = title(kind, &words);
    let to = |rel, media, path: &str| asking.link(rel, media, &format!("{here}{path}"));
    if links.is_empty() {
        links.push(to("self", JSON, ""));
    }
    links.extend([
        to("items", GEOJSON, "/items").titled(title.clone()),
        to("items", HTML, "/items?f=html").titled(title.clone()),
        to(QUERYABLES, SCHEMA, "/queryables").titled(words.say("ogc-queryables")),
        to(COLUMNS, SCHEMA, "/schema").titled(words.say("ogc-schema")),
        to(TILESETS, JSON, "/tiles").titled(words.say("ogc-tiles")),
    ]);
    Collection {
        id: kind.code(),
        description: description(&layer, &words),
        title,
        links,
        extent,
        item_type: "feature",
        crs: reference::ALL.iter().map(|known| known.uri).collect(),
        storage_crs: CRS84,
    }
}

/// What people call a layer.
pub(super) fn title(kind: LayerKind, words: &Words) -> String {
    words.say(&format!("layer-{kind}"))
}

fn description(layer: &AtlasLayer, words: &Words) -> String {
    let blanks = [
        ("version", layer.version.version.into()),
        ("on", layer.version.imported_at.date().to_string().into()),
    ];
    words.say_with("ogc-collection", &blanks)
}

fn extent((atlas, layer): (&Atlas, &AtlasLayer), viewer: Viewer) -> Value {
    let mut extent = json!({});
    if let Some(bbox) = layer.version.bbox {
        extent["spatial"] = json!({ "bbox": [bbox.to_array()], "crs": CRS84 });
    }
    if let Some((first, last)) = selection::days((atlas, layer), viewer) {
        let written = |at: OffsetDateTime| at.format(&Rfc3339).ok();
        extent["temporal"] = json!({
            "interval": [[written(first), written(last)]],
            "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
        });
    }
    extent
}
