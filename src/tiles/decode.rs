//! Reads tiles back, for the tests: a second reading of the specification.

use prost::Message;

use super::{grid::Point, mvt};
use crate::spatial::Value;

/// A feature as a map would see it.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    pub(super) id: u64,
    pub(super) kind: mvt::GeometryKind,
    pub(super) properties: Vec<(String, Value)>,
    /// Points, lines or rings, as the commands draw them; rings without a repeated last point.
    pub(super) paths: Vec<Vec<Point>>,
}

/// The features of the only layer; none for an empty tile.
pub(super) fn decode(bytes: &[u8]) -> Vec<Decoded> {
    let tile = mvt::Tile::decode(bytes).unwrap();
    let Some(layer) = tile.layers.first() else {
        return Vec::new();
    };
    assert_eq!(
        (layer.version, layer.extent, tile.layers.len()),
        (2, Some(4096), 1)
    );
    layer.features.iter().map(|f| decoded(f, layer)).collect()
}

fn decoded(feature: &mvt::Feature, layer: &mvt::Layer) -> Decoded {
    let pairs = feature.tags.chunks(2).map(|pair| {
        let (key, value) = (pair[0] as usize, pair[1] as usize);
        (layer.keys[key].clone(), plain(&layer.values[value]))
    });
    Decoded {
        id: feature.id.unwrap(),
        kind: feature.kind(),
        properties: pairs.collect(),
        paths: paths(&feature.geometry),
    }
}

fn plain(value: &mvt::Value) -> Value {
    let set = [
        value.text.clone().map(Value::from),
        value.number.map(Value::Number),
        value.natural.map(|n| Value::Integer(n.try_into().unwrap())),
        value.integer.map(Value::Integer),
        value.truth.map(Value::Bool),
    ];
    let mut set = set.into_iter().flatten();
    let only = set.next().unwrap();
    assert!(set.next().is_none(), "a value has exactly one field");
    only
}

fn paths(commands: &[u32]) -> Vec<Vec<Point>> {
    let mut paths: Vec<Vec<Point>> = Vec::new();
    let mut at = Point::default();
    let mut rest = commands.iter();
    while let Some(&command) = rest.next() {
        let (id, count) = (command & 7, command >> 3);
        assert!(count > 0, "a command draws something");
        assert!(
            matches!(id, 1 | 2) || (id, count) == (7, 1),
            "a known command"
        );
        let moves = if id == 7 { 0 } else { count };
        for _ in 0..moves {
            at.x += unzigzag(*rest.next().unwrap());
            at.y += unzigzag(*rest.next().unwrap());
            match id {
                1 => paths.push(vec![at]),
                _ => paths.last_mut().unwrap().push(at),
            }
        }
    }
    paths
}

fn unzigzag(n: u32) -> i64 {
    let half = i64::from(n >> 1);
    if n & 1 == 1 { -half - 1 } else { half }
}
