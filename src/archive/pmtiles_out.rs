//! A spool to a PMTiles 3 file, by the crate `pmtiles`.

use std::{fs::File, path::Path};

use pmtiles::{Compression, PmTilesWriter, TileCoord, TileType};
use serde_json::Value;

use super::{About, Error, spool::Spool};

/// Writes the file: gzip tiles along the Hilbert curve, each content once.
pub(super) fn write(spool: &mut Spool, file: &Path, about: &About) -> Result<(), Error> {
    let target = spool.target().to_owned();
    let refused = |source| Error::writer(&target, source);
    let (bounds, centre) = (about.bounds_on_map(), about.bounds_on_map().centre());
    let out = File::create(file).map_err(|source| Error::io(&target, source))?;
    let mut writer = PmTilesWriter::new(TileType::Mvt)
        .precompressed(Compression::Gzip)
        .dedup_by_key::<[u8; 16]>()
        .min_zoom(*about.zooms.start())
        .max_zoom(*about.zooms.end())
        .bounds(bounds.west, bounds.south, bounds.east, bounds.north)
        .center(centre.x, centre.y)
        .center_zoom(about.centre_zoom())
        .metadata(Value::Object(about.metadata()).to_string())
        .create(out)
        .map_err(refused)?;
    spool.each(|line, bytes| {
        let Some(tile) = line.place.tile() else {
            return Ok(());
        };
        let coord = TileCoord::new(tile.z(), tile.x(), tile.y()).map_err(refused)?;
        writer
            .add_tile(coord, bytes, Some(line.digest))
            .map_err(refused)
    })?;
    writer.finalize().map_err(refused)
}
