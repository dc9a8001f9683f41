//! The place in an order where a page ends, as a text that clients pass on and do not read.

use serde_json::{Value as Json, json};

use crate::{
    app::selection::{ItemId, Place},
    domain::hex,
    http::error::Problem,
    spatial::Value,
};

/// Longest cursor that is read, in bytes.
const LONGEST: usize = 8 * 1024;

/// The text of a place.
pub(super) fn written(place: &Place) -> String {
    let id = match &place.id {
        ItemId::Number(number) => json!(number),
        ItemId::Code(code) => json!(code),
    };
    let text = json!([id, place.values]).to_string();
    hex(text.as_bytes())
}

/// The place of a text, in an order of so many columns.
pub(super) fn read(text: &str, columns: usize) -> Result<Place, Problem> {
    place(text)
        .filter(|place| place.values.len() == columns)
        .ok_or_else(|| Problem::parameter("cursor", "that of a `next` link of the same request"))
}

fn place(text: &str) -> Option<Place> {
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    let (id, values): (Json, Vec<Value>) = serde_json::from_slice(&bytes?).ok()?;
    let id = match id {
        Json::String(code) => ItemId::Code(code),
        other => ItemId::Number(other.as_u64()?),
    };
    Some(Place { values, id })
}
