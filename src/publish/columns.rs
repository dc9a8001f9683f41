//! The columns of each layer: what they are called, hold and mean, on the map and in full.

use super::{Beside, feature};
use crate::{
    domain::{Assessment, Audience, LayerKind, Rank, Record},
    spatial::{Feature, Holds, Properties, Value},
};

/// A column of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is called.
    pub name: &'static str,
    /// What it holds, where it is not null.
    pub holds: Holds,
    /// What it means.
    pub meaning: &'static str,
    /// Whether tiles hold it too, or only the whole record.
    pub on_map: bool,
}

/// What is known of a settlement beside its record and its assessment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing<'a> {
    /// Code of the neighbourhood it lies in.
    pub neighbourhood: Option<&'a str>,
    /// Its place in the ranking.
    pub rank: Option<Rank>,
}

const SETTLEMENTS: &[Column] = &[
    on_map("code", Holds::Text, "short name, unique"),
    on_map("name", Holds::Text, "what people call it"),
    on_map("kind", Holds::Text, "what people live in"),
    on_map("status", Holds::Text, "how far the work has come"),
    on_map("households", Holds::Integer, "number of households"),
    in_full("people", Holds::Integer, "number of people"),
    in_full(
        "neighbourhood",
        Holds::Text,
        "code of the neighbourhood it lies in",
    ),
    in_full("installed_on", Holds::Day, "since when, as far as known"),
    on_map("class", Holds::Text, "hazard class A to E"),
    on_map("band", Holds::Text, "class in words, or insufficient_data"),
    on_map("score", Holds::Number, "hazard score, 0 to 100"),
    on_map(
        "overridden_class",
        Holds::Text,
        "class an officer's word gives it; absent without one",
    ),
    on_map(
        "imminent_danger",
        Holds::Bool,
        "true while it is declared; absent otherwise",
    ),
    in_full(
        "rank",
        Holds::Integer,
        "place in the ranking, 1 the most dangerous",
    ),
    in_full("assessed_at", Holds::Moment, "when it was last assessed"),
];

/// What a cluster of settlements has beside `households`, `imminent_danger` and, where it is of one
/// settlement only, `code` and `name`.
const CLUSTERS: &[Column] = &[
    on_map(
        "count",
        Holds::Integer,
        "number of settlements gathered in the point; only at low zooms",
    ),
    on_map(
        "worst_class",
        Holds::Text,
        "worst hazard class among them, scored or by an officer's word",
    ),
];

const NEIGHBOURHOODS: &[Column] = &[
    on_map("code", Holds::Text, "short name, unique"),
    on_map("name", Holds::Text, "what people call it"),
    on_map("population", Holds::Number, "inhabitants"),
    on_map("households", Holds::Number, "households"),
    on_map("deprived", Holds::Bool, "priority neighbourhood or not"),
    on_map(
        "rehoused",
        Holds::Integer,
        "rehoused households; absent where hidden",
    ),
    on_map(
        "share",
        Holds::Number,
        "rehoused among all households, 0 to 1",
    ),
    on_map(
        "location_quotient",
        Holds::Number,
        "share here over share in the city",
    ),
    on_map(
        "shrunk_quotient",
        Holds::Number,
        "the same drawn towards 1 the fewer live here, for colour only",
    ),
    on_map(
        "significance",
        Holds::Text,
        "more, fewer or as_chance: here and around, against homes drawn by lot",
    ),
];

const ZONES: &[Column] = &[
    on_map("severity", Holds::Integer, "1 low to 4 very high"),
    on_map("source_class", Holds::Text, "class as the source writes it"),
];

const STUDIES: &[Column] = &[on_map("name", Holds::Text, "what people call the study")];

const LANDMARKS: &[Column] = &[
    on_map("kind", Holds::Text, "what it is"),
    on_map("name", Holds::Text, "what people call it"),
];

const fn on_map(name: &'static str, holds: Holds, meaning: &'static str) -> Column {
    Column {
        name,
        holds,
        meaning,
        on_map: true,
    }
}

const fn in_full(name: &'static str, holds: Holds, meaning: &'static str) -> Column {
    Column {
        name,
        holds,
        meaning,
        on_map: false,
    }
}

/// The columns a record of the layer has, in order; none for layers that are never drawn.
#[must_use]
pub fn columns(kind: LayerKind) -> &'static [Column] {
    match kind {
        LayerKind::Settlements => SETTLEMENTS,
        LayerKind::Neighbourhoods | LayerKind::System(_) => NEIGHBOURHOODS,
        LayerKind::Zones(_) => ZONES,
        LayerKind::Study(_) => STUDIES,
        LayerKind::Landmarks(_) => LANDMARKS,
        LayerKind::Depth | LayerKind::Placements | LayerKind::Offers => &[],
    }
}

/// The columns a tile of the layer may hold: of its records, and of their clusters.
pub fn tile_columns(kind: LayerKind) -> impl Iterator<Item = &'static Column> {
    let of_clusters = match kind {
        LayerKind::Settlements => CLUSTERS,
        _ => &[],
    };
    let of_records = columns(kind).iter().filter(|column| column.on_map);
    of_records.chain(of_clusters)
}

/// The record in full as the audience may see it, with every column of its layer, null where
/// nothing is known; `None` when it may not.
#[must_use]
pub fn item(
    audience: Audience,
    (kind, id, record): (LayerKind, u64, &Record),
    (beside, standing): (Beside<'_>, Standing<'_>),
) -> Option<Feature> {
    let mut seen = feature(audience, id, record, beside)?;
    if let Record::Settlement(settlement) = record {
        let more = &mut seen.properties;
        more.push("people", integer(settlement.people));
        more.push("neighbourhood", text(standing.neighbourhood));
        let installed = settlement.installed_on.map(|day| day.to_string());
        more.push("installed_on", text(installed.as_deref()));
        more.push("rank", integer(standing.rank.map(|rank| rank.position)));
        if let Beside::Assessment(Assessment { at, .. }, _) = beside {
            let moment = time::format_description::well_known::Rfc3339;
            more.push("assessed_at", text(at.format(&moment).ok().as_deref()));
        }
    }
    seen.properties = in_order(kind, &seen.properties);
    Some(seen)
}

fn in_order(kind: LayerKind, known: &Properties) -> Properties {
    let of = |column: &Column| known.get(column.name).cloned().unwrap_or(Value::Null);
    columns(kind)
        .iter()
        .map(|column| (column.name, of(column)))
        .collect()
}

fn text(text: Option<&str>) -> Value {
    text.map_or(Value::Null, |text| Value::from(text.to_owned()))
}

fn integer(number: Option<u32>) -> Value {
    number.map_or(Value::Null, |number| Value::Integer(number.into()))
}
