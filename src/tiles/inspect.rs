//! Whether bytes are a tile that every map can draw: MVT 2.1, read without trust.
//!
//! Nothing is decoded into memory of its own, so a tile costs no more than its bytes.

use std::collections::BTreeSet;

use super::{
    EXTENT,
    wire::{Field, Fields, Varints},
};

/// What a layer of a tile holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectedLayer {
    /// Its name.
    pub name: String,
    /// Tile units along the side.
    pub extent: u32,
    /// Number of features.
    pub features: usize,
}

/// Where a tile breaks the specification, and how.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}{what}", layer.as_ref().map(|name| format!("layer {name:?}, ")).unwrap_or_default(), feature.map(|at| format!("feature {at}: ")).unwrap_or_default())]
pub struct TileFault {
    /// The layer, if its name could be read.
    pub layer: Option<String>,
    /// The feature, counted from 1.
    pub feature: Option<usize>,
    /// What is wrong.
    pub what: &'static str,
}

impl TileFault {
    fn of_layer(layer: &str, what: &'static str) -> Self {
        Self {
            layer: Some(layer.to_owned()),
            feature: None,
            what,
        }
    }
}

impl From<&'static str> for TileFault {
    fn from(what: &'static str) -> Self {
        Self {
            layer: None,
            feature: None,
            what,
        }
    }
}

/// The layers of a tile, each found to be as MVT 2.1 says: names, columns and values that are
/// there, commands that draw something, shells clockwise on the screen and holes the other way,
/// and no ring without an area.
///
/// # Errors
/// The first [`TileFault`].
///
/// Source: Mapbox Vector Tile Specification 2.1, sections 4.1 to 4.4.
///
/// ```
/// use jalon::tiles::inspect;
/// assert!(inspect(&[]).unwrap().is_empty());
/// let without_version = [0x1a, 3, 0x0a, 1, b'a'];
/// assert_eq!(inspect(&without_version).unwrap_err().to_string(), "layer \"a\", the layer does not say that it is of version 2");
/// ```
pub fn inspect(tile: &[u8]) -> Result<Vec<InspectedLayer>, TileFault> {
    let mut layers = Vec::new();
    let mut names = BTreeSet::new();
    for field in Fields::of(tile) {
        if let (LAYERS, Field::Bytes(layer)) = field? {
            let layer = layer_of(layer)?;
            if !names.insert(layer.name.clone()) {
                return Err(TileFault::of_layer(
                    &layer.name,
                    "two layers have this name",
                ));
            }
            layers.push(layer);
        }
    }
    Ok(layers)
}

/// Numbers of fields in the schema.
const LAYERS: u64 = 3;
const VERSION: u64 = 15;
const NAME: u64 = 1;
const FEATURES: u64 = 2;
const KEYS: u64 = 3;
const VALUES: u64 = 4;
const UNITS: u64 = 5;
const TAGS: u64 = 2;
const KIND: u64 = 3;
const GEOMETRY: u64 = 4;

/// What a layer says of itself before its features are looked at.
#[derive(Default)]
struct Head<'a> {
    version: u64,
    name: Option<&'a [u8]>,
    extent: Option<u64>,
    keys: u64,
    values: u64,
}

fn layer_of(message: &[u8]) -> Result<InspectedLayer, TileFault> {
    let head = head_of(message)?;
    let name = head.name.map(std::str::from_utf8).transpose();
    let name = name
        .map_err(|_| "a layer whose name is no text")?
        .ok_or("a layer without a name")?;
    let fault = |what| TileFault::of_layer(name, what);
    if head.version != 2 {
        return Err(fault("the layer does not say that it is of version 2"));
    }
    let extent = head.extent.unwrap_or(EXTENT.into());
    let extent = u32::try_from(extent).ok().filter(|&units| units > 0);
    let extent = extent.ok_or_else(|| fault("the extent is nought or too large"))?;
    let mut features = 0;
    for field in Fields::of(message) {
        if let (FEATURES, Field::Bytes(feature)) = field.map_err(fault)? {
            features += 1;
            feature_holds(feature, &head).map_err(|what| TileFault {
                feature: Some(features),
                ..fault(what)
            })?;
        }
    }
    Ok(InspectedLayer {
        name: name.to_owned(),
        extent,
        features,
    })
}

fn head_of(message: &[u8]) -> Result<Head<'_>, &'static str> {
    let mut head = Head::default();
    for field in Fields::of(message) {
        match field? {
            (VERSION, Field::Varint(version)) => head.version = version,
            (NAME, Field::Bytes(name)) => head.name = Some(name),
            (UNITS, Field::Varint(extent)) => head.extent = Some(extent),
            (KEYS, Field::Bytes(key)) => {
                head.keys += 1;
                std::str::from_utf8(key).map_err(|_| "a column whose name is no text")?;
            }
            (VALUES, Field::Bytes(value)) => {
                head.values += 1;
                value_holds(value)?;
            }
            _ => {}
        }
    }
    Ok(head)
}

/// A value has exactly one field: text, a number of some kind, or yes or no.
fn value_holds(value: &[u8]) -> Result<(), &'static str> {
    let mut set = 0;
    for field in Fields::of(value) {
        match field? {
            (1, Field::Bytes(text)) => {
                set += 1;
                std::str::from_utf8(text).map_err(|_| "a value that is no text")?;
            }
            (2 | 3, Field::Fixed) | (4..=7, Field::Varint(_)) => set += 1,
            _ => {}
        }
    }
    if set == 1 {
        Ok(())
    } else {
        Err("a value that is none, or several")
    }
}

fn feature_holds(message: &[u8], head: &Head) -> Result<(), &'static str> {
    let (mut kind, mut geometry) = (0, None);
    for field in Fields::of(message) {
        match field? {
            (TAGS, Field::Bytes(tags)) => tags_hold(Varints(tags), head)?,
            (KIND, Field::Varint(number)) => kind = number,
            (GEOMETRY, Field::Bytes(commands)) if geometry.is_none() => geometry = Some(commands),
            (GEOMETRY, _) => return Err("a geometry in several pieces"),
            _ => {}
        }
    }
    let geometry = geometry.filter(|commands| !commands.is_empty());
    let pen = Pen::over(geometry.ok_or("no geometry")?);
    match kind {
        0 => Ok(()),
        1 => pen.points(),
        2 => pen.lines(),
        3 => pen.area(),
        _ => Err("a geometry of an unknown kind"),
    }
}

/// Pairs of places in the layer's columns and values; each column once.
fn tags_hold(mut tags: Varints, head: &Head) -> Result<(), &'static str> {
    let mut keys = BTreeSet::new();
    while !tags.is_empty() {
        let key = tags.varint()?;
        if tags.is_empty() {
            return Err("a column without a value");
        }
        let value = tags.varint()?;
        if key >= head.keys || value >= head.values {
            return Err("a column or value that the layer does not have");
        }
        if !keys.insert(key) {
            return Err("a column twice");
        }
    }
    Ok(())
}

const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;

/// Follows the commands of a geometry.
struct Pen<'a> {
    commands: Varints<'a>,
    at: (i64, i64),
}

impl<'a> Pen<'a> {
    fn over(geometry: &'a [u8]) -> Self {
        Self {
            commands: Varints(geometry),
            at: (0, 0),
        }
    }

    fn points(mut self) -> Result<(), &'static str> {
        for _ in 0..self.count_of(MOVE_TO)? {
            self.step()?;
        }
        if self.commands.is_empty() {
            Ok(())
        } else {
            Err("points with more than one command")
        }
    }

    fn lines(mut self) -> Result<(), &'static str> {
        while !self.commands.is_empty() {
            self.begin()?;
            for _ in 0..self.count_of(LINE_TO)? {
                self.draw()?;
            }
        }
        Ok(())
    }

    fn area(mut self) -> Result<(), &'static str> {
        let mut is_first = true;
        while !self.commands.is_empty() {
            match self.ring()? {
                0 => return Err("a ring without an area"),
                area if is_first && area < 0 => return Err("a hole before its shell"),
                _ => is_first = false,
            }
        }
        Ok(())
    }

    /// Twice the signed area of a ring.
    fn ring(&mut self) -> Result<i128, &'static str> {
        self.begin()?;
        let first = self.at;
        let count = self.count_of(LINE_TO)?;
        if count < 2 {
            return Err("a ring of fewer than three corners");
        }
        let mut area = 0;
        for _ in 0..count {
            let from = self.at;
            self.draw()?;
            area += cross(from, self.at);
        }
        if self.count_of(CLOSE_PATH)? != 1 {
            return Err("a ring that is closed more than once");
        }
        Ok(area + cross(self.at, first))
    }

    fn begin(&mut self) -> Result<(), &'static str> {
        if self.count_of(MOVE_TO)? != 1 {
            return Err("a line or ring that begins at several points");
        }
        self.step()?;
        Ok(())
    }

    /// The count of a command, which must be the one that has its turn.
    fn count_of(&mut self, wanted: u32) -> Result<u32, &'static str> {
        let command = self.commands.varint_32()?;
        match (command & 7, command >> 3) {
            (_, 0) => Err("a command that draws nothing"),
            (id, count) if id == wanted => Ok(count),
            _ => Err("a command out of its turn"),
        }
    }

    /// Moves the pen, and tells whether it has moved.
    fn step(&mut self) -> Result<bool, &'static str> {
        let way = (
            unzigzag(self.commands.varint_32()?),
            unzigzag(self.commands.varint_32()?),
        );
        self.at = (self.at.0 + way.0, self.at.1 + way.1);
        let is_near = |n: i64| i32::try_from(n).is_ok();
        if is_near(self.at.0) && is_near(self.at.1) {
            Ok(way != (0, 0))
        } else {
            Err("a point too far away")
        }
    }

    fn draw(&mut self) -> Result<(), &'static str> {
        if self.step()? {
            Ok(())
        } else {
            Err("a line of no length")
        }
    }
}

fn cross(a: (i64, i64), b: (i64, i64)) -> i128 {
    i128::from(a.0) * i128::from(b.1) - i128::from(b.0) * i128::from(a.1)
}

fn unzigzag(n: u32) -> i64 {
    let half = i64::from(n >> 1);
    if n & 1 == 1 { -half - 1 } else { half }
}

#[cfg(test)]
mod tests {
    use prost::Message;

    use super::*;
    use crate::tiles::mvt;

    fn tile(kind: mvt::GeometryKind, geometry: &[u32]) -> mvt::Tile {
        let feature = mvt::Feature {
            id: Some(1),
            tags: vec![0, 0],
            kind: Some(kind.into()),
            geometry: geometry.to_vec(),
        };
        let value = mvt::Value {
            natural: Some(3),
            ..mvt::Value::default()
        };
        let layer = mvt::Layer {
            version: 2,
            name: "flood".to_owned(),
            features: vec![feature],
            keys: vec!["class".to_owned()],
            values: vec![value],
            extent: None,
        };
        mvt::Tile {
            layers: vec![layer],
        }
    }

    fn fault(tile: &mvt::Tile) -> String {
        inspect(&tile.encode_to_vec()).unwrap_err().to_string()
    }

    /// The polygon of the specification, section 4.3.5.5.
    const TRIANGLE: [u32; 9] = [9, 6, 12, 18, 10, 12, 24, 44, 15];

    #[test]
    fn the_examples_of_the_specification_are_drawn() {
        use mvt::GeometryKind::{Area, Lines, Points};
        for (kind, geometry) in [
            (Points, &[17, 10, 14, 3, 9][..]),
            (Lines, &[9, 4, 4, 18, 0, 16, 16, 0]),
            (Area, &TRIANGLE),
        ] {
            let layers = inspect(&tile(kind, geometry).encode_to_vec()).unwrap();
            assert_eq!((layers[0].features, layers[0].extent), (1, 4096));
        }
    }

    #[test]
    fn geometry_that_no_map_can_draw_is_named() {
        use mvt::GeometryKind::{Area, Lines, Points};
        for (kind, geometry, said) in [
            (Points, &[][..], "no geometry"),
            (Points, &[1], "draws nothing"),
            (Points, &[17, 10, 14, 3], "cut off"),
            (Points, &[9, 2, 2, 9, 2, 2], "more than one command"),
            (Lines, &[9, 4, 4, 10, 0, 0], "no length"),
            (Lines, &[9, 4, 4, 15], "out of its turn"),
            (Area, &[9, 0, 0, 10, 2, 0, 15], "fewer than three"),
            (Area, &[9, 0, 0, 18, 2, 2, 2, 2, 15], "without an area"),
            (Area, &[9, 0, 0, 18, 0, 2, 2, 0, 15], "hole before"),
            (Lines, &[9, 0, u32::MAX - 1, 10, 0, 2], "too far"),
        ] {
            let said_of_it = fault(&tile(kind, geometry));
            assert!(
                said_of_it.contains(said),
                "{said_of_it:?} should name {said:?}"
            );
        }
    }

    #[test]
    fn columns_and_layers_that_are_not_as_they_should_be_are_named() {
        let good = tile(mvt::GeometryKind::Area, &TRIANGLE);
        let changed = |change: &dyn Fn(&mut mvt::Layer)| {
            let mut tile = good.clone();
            change(&mut tile.layers[0]);
            fault(&tile)
        };
        let twice = mvt::Tile {
            layers: [good.layers.clone(), good.layers.clone()].concat(),
        };

        assert!(changed(&|layer| layer.version = 1).contains("version 2"));
        assert!(changed(&|layer| layer.extent = Some(0)).contains("extent"));
        assert!(changed(&|layer| layer.keys.clear()).contains("does not have"));
        assert!(
            changed(&|layer| layer.values[0] = mvt::Value::default()).contains("none, or several")
        );
        assert!(
            changed(&|layer| layer.features[0].tags = vec![0]).contains("column without a value")
        );
        assert!(changed(&|layer| layer.features[0].tags = vec![0, 0, 0, 0]).contains("twice"));
        assert!(fault(&twice).contains("two layers"));
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let whole = tile(mvt::GeometryKind::Area, &TRIANGLE).encode_to_vec();
        for cut in 1..whole.len() {
            assert!(inspect(&whole[..cut]).is_err(), "cut at {cut}");
        }
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut flipped = whole.clone();
                flipped[at] ^= 1 << bit;
                let _any = inspect(&flipped);
            }
        }
    }
}
