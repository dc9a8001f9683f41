//! Where the cells of a GeoTIFF are (OGC 19-008r4): corner, size of a cell, reference system.

use std::{fs::File, io::BufReader};

use geo_types::Coord;
use tiff::{decoder::Decoder, tags::Tag};

use super::fault;
use crate::formats::{DeclaredCrs, Error};

/// Keys of the directory of keys.
const MODEL_TYPE: u16 = 1024;
const RASTER_TYPE: u16 = 1025;
const GEOGRAPHIC_TYPE: u16 = 2048;
const PROJECTED_TYPE: u16 = 3072;
/// The value of a key that says "as I describe it myself".
const USER_DEFINED: u16 = 32_767;
/// The raster type in which the corner is given for the middle of a cell.
const PIXEL_IS_POINT: u16 = 2;
/// A grid turned by less than this share of a cell a cell is not turned.
const TURNED: f64 = 1e-9;

/// Where the first cell is and how large each one is.
pub(super) struct Placed {
    pub(super) origin: Coord<f64>,
    pub(super) step: Coord<f64>,
    pub(super) crs: DeclaredCrs,
}

/// Reads the place of the cells.
pub(super) fn placed(decoder: &mut Decoder<BufReader<File>>, file: &str) -> Result<Placed, Error> {
    let keys = decoder
        .find_tag_unsigned_vec::<u16>(Tag::GeoKeyDirectoryTag)
        .ok()
        .flatten()
        .unwrap_or_default();
    let (mut origin, step) = corner_and_step(decoder, file)?;
    let all = [origin.x, origin.y, step.x, step.y];
    if all.iter().any(|number| !number.is_finite()) || step.x.abs() < 1e-12 || step.y.abs() < 1e-12
    {
        let found = format!("{} by {} from {}, {}", step.x, step.y, origin.x, origin.y);
        return Err(fault(
            file,
            "the size of its cells",
            found,
            "numbers other than 0",
        ));
    }
    if value_of(&keys, RASTER_TYPE) == Some(PIXEL_IS_POINT) {
        origin = origin - step / 2.0;
    }
    Ok(Placed {
        origin,
        step,
        crs: declared(&keys, file)?,
    })
}

fn corner_and_step(
    decoder: &mut Decoder<BufReader<File>>,
    file: &str,
) -> Result<(Coord<f64>, Coord<f64>), Error> {
    let mut numbers = |tag| decoder.get_tag_f64_vec(tag).unwrap_or_default();
    let matrix = numbers(Tag::ModelTransformationTag);
    if let [across, turn_x, _, x, turn_y, down, _, y, ..] = matrix[..] {
        if turn_x.abs() > TURNED * across.abs() || turn_y.abs() > TURNED * down.abs() {
            let found = format!("turned by {turn_x}, {turn_y} a cell");
            let allowed = "along the axes of its reference system; straighten it with gdalwarp";
            return Err(fault(
                file,
                "its grid (ModelTransformation)",
                found,
                allowed,
            ));
        }
        return Ok((Coord { x, y }, Coord { x: across, y: down }));
    }
    let (scale, tie) = (
        numbers(Tag::ModelPixelScaleTag),
        numbers(Tag::ModelTiepointTag),
    );
    let ([across, down, ..], [column, row, _, x, y, _]) = (&scale[..], &tie[..]) else {
        let found = match (scale.len(), tie.len()) {
            (0, 0) => "missing".to_owned(),
            (scales, ties) => format!("{scales} numbers of scale and {ties} of tie points"),
        };
        let key = "its place on Earth (georeference)";
        let allowed = "a ModelPixelScale with one ModelTiepoint, or a ModelTransformation; \
                       give its place with gdal_translate -a_ullr";
        return Err(fault(file, key, found, allowed));
    };
    let step = Coord {
        x: *across,
        y: -down,
    };
    let origin = Coord {
        x: x - column * step.x,
        y: y - row * step.y,
    };
    Ok((origin, step))
}

/// The reference system by its code.
fn declared(keys: &[u16], file: &str) -> Result<DeclaredCrs, Error> {
    let (geographic, projected) = (
        value_of(keys, GEOGRAPHIC_TYPE),
        value_of(keys, PROJECTED_TYPE),
    );
    let code = match value_of(keys, MODEL_TYPE) {
        None => projected.or(geographic),
        Some(1) => projected,
        Some(2) => geographic,
        Some(other) => {
            let allowed = "1 (projected) or 2 (longitude and latitude)";
            return Err(fault(
                file,
                "its kind of reference system (GTModelType)",
                other.to_string(),
                allowed,
            ));
        }
    };
    // A system that the file describes itself, or none, is left to whoever imports it.
    Ok(match code {
        None | Some(0 | USER_DEFINED) => DeclaredCrs::Undeclared,
        Some(code) => DeclaredCrs::Epsg(code.into()),
    })
}

/// The value of a key that stands in the directory itself.
fn value_of(keys: &[u16], wanted: u16) -> Option<u16> {
    let entries = keys.get(4..)?.chunks_exact(4);
    entries
        .filter(|entry| entry[0] == wanted && entry[1] == 0)
        .map(|entry| entry[3])
        .next()
}
