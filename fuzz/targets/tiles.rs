//! Shapes out of bytes, drawn as tiles: whatever is drawn must be a tile that every map can draw,
//! with as many features as were kept, and the same a second time. Bytes read as a tile must never panic.
#![no_main]

use jalon::{
    spatial::{Feature, Properties, Shape, SourceGeometry, TileGrid, TileId, Value},
    tiles::{Budget, SmallAreas, TileLayer, encode, inspect},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _any = inspect(bytes);
    let Some((tile, layer, budget, rest)) = asked(bytes) else {
        return;
    };
    let features: Vec<Feature> = rest
        .split(|&byte| byte == 0xff)
        .take(8)
        .enumerate()
        .filter_map(|(id, bytes)| feature(tile, id, bytes))
        .collect();
    let features: Vec<&Feature> = features.iter().collect();
    let drawn = encode(tile, layer, &features, budget);
    let again = encode(tile, layer, &features, budget);
    assert!(again == drawn, "what is drawn from memory is what was drawn");
    let layers = inspect(&drawn.bytes).expect("what is drawn is a tile");
    let held: usize = layers.iter().map(|layer| layer.features).sum();
    assert_eq!(held, drawn.kept);
    assert!(drawn.kept + drawn.left_out + drawn.too_small <= features.len());
});

fn asked(bytes: &[u8]) -> Option<(TileId, TileLayer<'static>, Budget, &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    let z = head[0] % 20;
    let side = 1_u32 << z;
    let (x, y) = (
        u32::from(head[1]) * 7919 % side,
        u32::from(head[2]) * 104_729 % side,
    );
    let grid = match head[3] & 1 {
        0 => TileGrid::Mercator,
        _ => TileGrid::Degrees,
    };
    let layer = TileLayer {
        name: "layer",
        small_areas: match head[3] & 2 {
            0 => SmallAreas::Dropped,
            _ => SmallAreas::AsPoints,
        },
    };
    let budget = match head[3] & 4 {
        0 => Budget::default(),
        _ => Budget::of_bytes(200),
    };
    Some((TileId::of(grid, z, (x, y)).ok()?, layer, budget, rest))
}

/// Points about the tile, two bytes each: from a tile's side before it to one behind.
fn feature(tile: TileId, id: usize, bytes: &[u8]) -> Option<Feature> {
    let (kind, bytes) = bytes.split_first()?;
    let bbox = tile.bbox();
    let along = |byte: u8, from: f64, to: f64| from + (to - from) * (f64::from(byte) / 64.0 - 1.5);
    let path = |bytes: &[u8]| -> Vec<_> {
        bytes
            .chunks_exact(2)
            .map(|pair| {
                let lon = along(pair[0], bbox.west, bbox.east).clamp(-180.0, 180.0);
                let lat = along(pair[1], bbox.south, bbox.north).clamp(-90.0, 90.0);
                (lon, lat).into()
            })
            .collect()
    };
    let paths =
        |bytes: &[u8]| -> Vec<Vec<_>> { bytes.split(|&byte| byte == 0xfe).map(path).collect() };
    let source = match kind % 3 {
        0 => SourceGeometry::Points(path(bytes)),
        1 => SourceGeometry::Lines(paths(bytes)),
        _ => SourceGeometry::Polygons(bytes.split(|&byte| byte == 0xfd).map(paths).collect()),
    };
    let (shape, _) = Shape::mended(source).ok()?;
    let text = String::from_utf8_lossy(bytes).into_owned();
    Some(Feature {
        id: id as u64,
        shape,
        properties: Properties::from_iter([
            ("text", Value::from(text)),
            ("kind", Value::Integer(i64::from(*kind) - 100)),
            ("share", Value::Number(f64::from(*kind) / 7.0)),
        ]),
    })
}
