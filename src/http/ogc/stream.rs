//! A page of features as pieces of an answer: GeoJSON for programs, a table for people.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{
    asking::{Asking, escaped},
    collections::title,
    html::{self, Sheet},
    items::Page,
    link::Link,
};
use crate::{
    app::{
        Atlas, AtlasLayer, features,
        reference::Reference,
        selection::{self, ItemId, Selection},
    },
    domain::{LayerKind, Viewer},
    formats,
    http::pieces::{PIECE_BYTES, Pieces},
    publish,
    spatial::{Feature, Properties, Shape, SourceGeometry},
};

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
pub(super) struct Features {
    atlas: Arc<Atlas>,
    layer: Arc<AtlasLayer>,
    numbers: Vec<u64>,
    page: Page,
    frame: Frame,
    viewer: Viewer,
}

impl Features {
    pub(super) fn new(
        (viewer, atlas, layer): (Viewer, Arc<Atlas>, Arc<AtlasLayer>),
        selection: Selection,
        page: Page,
        frame: Frame,
    ) -> Self {
        Self {
            viewer,
            atlas,
            layer,
            numbers: selection.numbers,
            page,
            frame,
        }
    }
}

impl Pieces for Features {
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
}

impl Features {
    /// Records were found in this same layer as this same viewer, so each is there.
    fn feature(&self, number: u64) -> String {
        let kind = self.layer.version.kind;
        let found = self.layer.record(number).and_then(|record| {
            let item = features::item(&self.atlas, (self.viewer, kind), (number, record))?;
            Some((selection::id_of(number, record), item))
        });
        let Some((id, item)) = found else {
            return "null".to_owned();
        };
        match &self.frame.items {
            None => geojson(&id, &item, &self.page),
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

fn geojson(id: &ItemId, item: &Feature, page: &Page) -> String {
    let columns: Properties = item
        .properties
        .iter()
        .filter(|(name, _)| page.wanted.writes(name))
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect();
    format!(
        r#"{{"type":"Feature","id":{},"geometry":{},"properties":{}}}"#,
        id_json(id),
        geometry(&item.shape, page.reference),
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
