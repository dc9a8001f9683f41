//! An answer written piece by piece, as fast as the client reads: memory holds one piece.

use std::{io, sync::Arc};

use axum::body::{Body, Bytes};
use futures::{StreamExt, stream};
use serde_json::Value as Json;

use super::{
    asking::{Asking, escaped},
    collections::title,
    html::{self, Sheet},
    link::Link,
    parameters::Wanted,
    reference::Reference,
};
use crate::{
    app::{
        Atlas, AtlasLayer, features,
        selection::{self, ItemId, Selection},
    },
    domain::LayerKind,
    formats,
    http::Door,
    publish,
    spatial::{Feature, Properties, Shape, SourceGeometry},
};

/// Bytes of a piece, about.
const PIECE_BYTES: usize = 128 * 1024;

/// What stands around the features, and how each of them is written.
pub(super) struct Frame {
    before: String,
    after: String,
    between: &'static str,
    /// Where features are told one by one, on pages for people.
    items: Option<String>,
}

impl Frame {
    /// A GeoJSON feature collection whose other members are in `head`.
    pub(super) fn geojson(head: &str) -> Self {
        let open = head.strip_suffix('}').unwrap_or(head);
        Self {
            before: format!(r#"{open},"features":["#),
            after: "]}".to_owned(),
            between: ",",
            items: None,
        }
    }

    /// A page with a table, one row for each feature.
    pub(super) fn html(
        asking: &Asking,
        (kind, selection): (LayerKind, &Selection),
        links: &[Link],
    ) -> Self {
        let words = asking.words();
        let blanks = [
            ("matched", selection.matched.into()),
            ("returned", selection.numbers.len().into()),
        ];
        let page = Sheet::new(title(kind, &words))
            .paragraph(words.say_with("ogc-found", &blanks))
            .links(links)
            .table([vec![html::HERE.to_owned()]].into_iter())
            .page(asking);
        let row = html::row(&[html::HERE.to_owned()]);
        let (before, after) = page.split_once(&row).unwrap_or((&page, ""));
        let heads = publish::columns(kind).iter().map(|column| column.name);
        Self {
            before: format!("{before}{}", html::heads(["id"].into_iter().chain(heads))),
            after: after.to_owned(),
            between: "",
            items: Some(asking.at(&format!("/collections/{kind}/items"))),
        }
    }
}

/// A page of features that is still to be written.
pub(super) struct Pages {
    door: Door,
    work: Arc<Work>,
    /// Features written so far; `None` once the end is written too.
    at: Option<usize>,
}

struct Work {
    atlas: Arc<Atlas>,
    layer: Arc<AtlasLayer>,
    numbers: Vec<u64>,
    wanted: Wanted,
    frame: Frame,
    audience: crate::domain::Audience,
}

impl Pages {
    pub(super) fn new(
        (door, atlas, layer): (Door, Arc<Atlas>, Arc<AtlasLayer>),
        selection: Selection,
        wanted: Wanted,
        frame: Frame,
    ) -> Self {
        let work = Work {
            audience: door.audience,
            atlas,
            layer,
            numbers: selection.numbers,
            wanted,
            frame,
        };
        Self {
            door,
            work: Arc::new(work),
            at: Some(0),
        }
    }

    /// The body; each piece is made on the threads that compute, when the client takes it.
    pub(super) fn into_body(self) -> Body {
        // Whoever compresses the body asks once more after its end.
        Body::from_stream(stream::unfold(self, Self::next).fuse())
    }

    async fn next(mut self) -> Option<(io::Result<Bytes>, Self)> {
        let (at, work) = (self.at.take()?, self.work.clone());
        let made = self.door.workers.compute_in_turn(move || work.piece(at));
        match made.await {
            Ok((piece, next)) => {
                self.at = next;
                Some((Ok(Bytes::from(piece)), self))
            }
            Err(_) => Some((Err(io::Error::other("a piece could not be made")), self)),
        }
    }
}

impl Work {
    /// The piece that begins with a feature, and where the next one begins.
    fn piece(&self, from: usize) -> (String, Option<usize>) {
        let mut piece = if from == 0 {
            self.frame.before.clone()
        } else {
            String::new()
        };
        for (at, number) in self.numbers.iter().enumerate().skip(from) {
            if piece.len() >= PIECE_BYTES {
                return (piece, Some(at));
            }
            if at > 0 {
                piece.push_str(self.frame.between);
            }
            piece.push_str(&self.feature(*number));
        }
        piece.push_str(&self.frame.after);
        (piece, None)
    }

    /// Records were found in this same layer as this same audience, so each is there.
    fn feature(&self, number: u64) -> String {
        let kind = self.layer.version.kind;
        let found = self.layer.record(number).and_then(|record| {
            let item = features::item(&self.atlas, (self.audience, kind), (number, record))?;
            Some((selection::id_of(number, record), item))
        });
        let Some((id, item)) = found else {
            return "null".to_owned();
        };
        match &self.frame.items {
            None => geojson(&id, &item, &self.wanted),
            Some(items) => table_row(items, &id, &item),
        }
    }
}

/// The id as JSON.
pub(super) fn id_json(id: &ItemId) -> Json {
    match id {
        ItemId::Number(number) => Json::from(*number),
        ItemId::Code(code) => Json::from(code.as_str()),
    }
}

/// The id as a part of an address.
pub(super) fn id_in_address(id: &ItemId) -> String {
    match id {
        ItemId::Number(number) => number.to_string(),
        ItemId::Code(code) => escaped(code),
    }
}

fn geojson(id: &ItemId, item: &Feature, wanted: &Wanted) -> String {
    let columns: Properties = item
        .properties
        .iter()
        .filter(|(name, _)| wanted.writes(name))
        .map(|(name, value)| (name, value.clone()))
        .collect();
    format!(
        r#"{{"type":"Feature","id":{},"geometry":{},"properties":{}}}"#,
        id_json(id),
        geometry(&item.shape, wanted.reference),
        formats::geojson_properties(&columns),
    )
}

/// The shape in a reference system; null where it is no place in that system.
pub(super) fn geometry(shape: &Shape, reference: Reference) -> String {
    if reference.is_default() {
        return formats::geojson_geometry(shape);
    }
    let mut drawing = SourceGeometry::from(shape);
    match reference.project(&mut drawing) {
        Ok(()) => formats::geojson_drawing(&drawing, reference.decimals()),
        Err(_) => "null".to_owned(),
    }
}

fn table_row(items: &str, id: &ItemId, item: &Feature) -> String {
    let address = format!("{items}/{}?f=html", id_in_address(id));
    let shown = match id {
        ItemId::Number(number) => number.to_string(),
        ItemId::Code(code) => code.clone(),
    };
    let mut cells = vec![html::anchor(&address, &shown)];
    cells.extend(item.properties.iter().map(|(_, value)| html::value(value)));
    html::row(&cells)
}
