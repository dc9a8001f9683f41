//! The two grids that tiles are cut from, as OGC 17-083r4 defines them.

use axum::{extract::Path, response::Response};
use serde_json::{Value, json};

use super::{asking::Asking, html::Sheet, link::JSON};
use crate::{
    http::error::Problem,
    spatial::{DEEPEST_ZOOM, TileGrid},
};

/// A grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct MatrixSet {
    pub(super) id: &'static str,
    pub(super) grid: TileGrid,
    /// Its name in the register.
    pub(super) uri: &'static str,
    /// The name of its reference system.
    pub(super) crs: &'static str,
    scale_set: &'static str,
    /// At zoom 0, by pixels of 0.28 mm.
    scale_denominator: f64,
    /// Metres or degrees to a pixel at zoom 0.
    cell: f64,
    corner: [f64; 2],
}

/// Half the length of the equator in Mercator metres.
const HALF_WORLD_M: f64 = 20_037_508.342_789_244;

/// Every grid. Source of the figures: OGC 17-083r4, annexes D.1 and D.2.
pub(super) const ALL: [MatrixSet; 2] = [
    MatrixSet {
        id: "WebMercatorQuad",
        grid: TileGrid::Mercator,
        uri: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
        crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
        scale_set: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        scale_denominator: 559_082_264.028_717_2,
        cell: 2.0 * HALF_WORLD_M / 256.0,
        corner: [-HALF_WORLD_M, HALF_WORLD_M],
    },
    MatrixSet {
        id: "WorldCRS84Quad",
        grid: TileGrid::Degrees,
        uri: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WorldCRS84Quad",
        crs: crate::app::reference::CRS84,
        scale_set: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleCRS84Quad",
        scale_denominator: 279_541_132.014_358_8,
        cell: 180.0 / 256.0,
        corner: [-180.0, 90.0],
    },
];

impl MatrixSet {
    /// The grid of an id.
    pub(super) fn of(id: &str) -> Result<Self, Problem> {
        let found = ALL.into_iter().find(|set| set.id == id);
        found.ok_or_else(|| {
            Problem::not_found("there is no such grid of tiles; /ogc/tileMatrixSets lists them")
        })
    }

    fn matrices(self) -> Vec<Value> {
        let matrix = |z: u8| {
            let side = f64::from(1_u32 << z);
            json!({
                "id": z.to_string(),
                "scaleDenominator": self.scale_denominator / side,
                "cellSize": self.cell / side,
                "cornerOfOrigin": "topLeft",
                "pointOfOrigin": self.corner,
                "tileWidth": 256,
                "tileHeight": 256,
                "matrixWidth": self.grid.columns(z),
                "matrixHeight": 1_u32 << z,
            })
        };
        (0..=DEEPEST_ZOOM).map(matrix).collect()
    }
}

/// All grids.
pub(super) async fn all(asking: Asking) -> Result<Response, Problem> {
    asking.finish()?;
    let links = asking.self_links(JSON);
    let address = |set: &MatrixSet| asking.at(&format!("/tileMatrixSets/{}", set.id));
    let sets = ALL.map(|set| {
        json!({
            "id": set.id,
            "title": set.id,
            "uri": set.uri,
            "crs": set.crs,
            "links": [asking.link("self", JSON, &format!("/tileMatrixSets/{}", set.id))],
        })
    });
    let document = json!({ "tileMatrixSets": sets, "links": links });
    asking.answer(JSON, &document, |words| {
        let addresses = ALL.iter().map(|set| {
            let page = format!("{}?f=html", address(set));
            (page, set.id.to_owned())
        });
        Sheet::new(words.say("ogc-matrix-sets"))
            .addresses(addresses)
            .links(&links)
    })
}

/// One grid.
pub(super) async fn one(Path(id): Path<String>, asking: Asking) -> Result<Response, Problem> {
    asking.finish()?;
    let set = MatrixSet::of(&id)?;
    let links = asking.self_links(JSON);
    let document = json!({
        "id": set.id,
        "title": set.id,
        "uri": set.uri,
        "crs": set.crs,
        "wellKnownScaleSet": set.scale_set,
        "tileMatrices": set.matrices(),
    });
    asking.answer(JSON, &document, |_| {
        Sheet::new(set.id.to_owned())
            .list([set.uri.to_owned(), set.crs.to_owned()].into_iter())
            .links(&links)
    })
}
