//! Doors for programs and browsers: the web page, the API, tiles, health.
//!
//! A handler asks `app`, passes what it gets through `publish` for the server's [`Audience`], and
//! answers. Statuses stand in `error`; the limits of every door in `limits`.

mod limits;
mod error;
mod query;
mod number;
mod metrics;
mod body;
mod guard;
mod asker;
mod keys;
mod rights;
mod attempts;
mod allowances;
mod openapi;
mod status;
mod ranking;
mod scoring;
mod webhooks;
mod weights;
mod settlements;
mod site_place;
mod visits;
mod sealed;
mod outlines;
mod foresight;
mod here;
mod layers;
mod dispersal;
mod packing;
mod pieces;
mod saved;
mod tile_cache;
mod tiles;
mod pictures;
mod basemap;
mod byte_range;
mod maps;
mod mediation;
mod styles;
mod ogc;
mod imports;
mod board;
mod casework;
mod charter;
mod receipts;
mod registers;
mod reports;
mod figures;
mod erasures;
mod exchange;
mod files;
mod alerts;
mod session;
mod glass;
mod sign_on;
mod users;
mod tokens;
mod audit;
mod installation;
mod placing;
mod health;
mod page;
mod plain;
mod connections;
mod serve;

use std::{ops::Deref, sync::Arc};

use axum::{Router, middleware};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer,
};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use metrics::metrics_router;
pub use openapi::{document, document_3_1};
pub use serve::{Error, Listener, keep_house_now, serve};

use crate::{
    app::{Basemap, Jalon},
    domain::Audience,
};

/// What every handler knows. Cloning is cheap: each layer of each request takes its own.
#[derive(Clone)]
pub struct Door(Arc<Shared>);

/// What stands behind a door: the same for all its copies.
#[derive(Clone)]
pub struct Shared {
    jalon: Arc<Jalon>,
    audience: Audience,
    workers: limits::Workers,
    attempts: attempts::Attempts,
    allowances: allowances::Allowances,
    numbers: Arc<number::Numbers>,
    requests: metrics::Requests,
    tiles: tile_cache::TileCache,
    basemap: Option<Arc<Basemap>>,
    /// Whether it shows the invented city.
    is_demo: bool,
    /// Held while the records are gone through from their beginning.
    proving: Arc<tokio::sync::Mutex<()>>,
}

impl Deref for Door {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Door {
    /// A door to the system for one audience.
    #[must_use]
    pub fn new(jalon: Arc<Jalon>, audience: Audience) -> Self {
        Self(Arc::new(Shared {
            allowances: allowances::Allowances::new(jalon.limits()),
            numbers: Arc::default(),
            requests: metrics::Requests::default(),
            jalon,
            audience,
            workers: limits::Workers::default(),
            attempts: attempts::Attempts::default(),
            tiles: tile_cache::TileCache::of_bytes(limits::TILE_CACHE_BYTES),
            basemap: None,
            is_demo: false,
            proving: Arc::default(),
        }))
    }

    /// The same with a map to draw beneath ours.
    #[must_use]
    pub fn with_basemap(mut self, basemap: Basemap) -> Self {
        Arc::make_mut(&mut self.0).basemap = Some(Arc::new(basemap));
        self
    }

    /// The same for the invented city: the page offers a tour there.
    #[must_use]
    pub fn of_demo(mut self) -> Self {
        Arc::make_mut(&mut self.0).is_demo = true;
        self
    }

    /// The same without tiles kept in memory: each is drawn for each request, so that benchmarks can
    /// tell what drawing costs.
    #[must_use]
    pub fn without_tile_cache(mut self) -> Self {
        Arc::make_mut(&mut self.0).tiles = tile_cache::TileCache::none();
        self
    }

    /// Refuses whoever is not of the team, as if nothing were there.
    fn team_only(&self) -> Result<(), error::Problem> {
        match self.audience {
            Audience::Team => Ok(()),
            Audience::Public => Err(error::Problem::no_such_address()),
        }
    }
}

/// All routes, ready to be served or asked directly by a test.
pub fn router(door: Door) -> Router {
    let (api, _) = api_routes().split_for_parts();
    let (imports, _) = import_routes().split_for_parts();
    let (rows, _) = row_routes().split_for_parts();
    let within =
        |time| TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, time);
    let quick = Router::new()
        .merge(api)
        .merge(openapi::routes())
        .merge(ogc::routes())
        .merge(page::routes())
        .merge(plain::routes())
        .layer(within(limits::REQUEST_TIME));
    Router::new()
        .merge(quick)
        .merge(rows.layer(within(limits::ROWS_TIME)))
        .merge(imports)
        .merge(ogc::export_routes())
        .fallback(error::no_such_address)
        // Together they are one layer to axum: it would box each of many, and copy it with all beneath
        // for every request.
        .layer((
            CompressionLayer::new().gzip(true).br(true),
            middleware::from_fn_with_state(door.clone(), error::number_and_render),
            CatchPanicLayer::custom(error::after_panic),
            middleware::from_fn_with_state(door.clone(), guard::stand_at_the_door),
        ))
        .with_state(door)
}

/// The routes that answer within moments, with their part of the API document.
fn api_routes() -> OpenApiRouter<Door> {
    OpenApiRouter::with_openapi(openapi::Described::openapi())
        .routes(routes!(status::status))
        .routes(routes!(ranking::ranking))
        .routes(routes!(ranking::days))
        .routes(routes!(scoring::start, scoring::progress))
        .routes(routes!(weights::weights, weights::set_weights))
        .routes(routes!(weights::try_weights))
        .routes(routes!(weights::version))
        .routes(routes!(settlements::settlement))
        .routes(routes!(visits::add, visits::list))
        .routes(routes!(visits::validate))
        .routes(routes!(visits::withdraw))
        .routes(routes!(visits::answers))
        .routes(routes!(foresight::moved))
        .routes(routes!(foresight::works))
        .routes(routes!(foresight::sensitivity))
        .routes(routes!(foresight::history))
        .routes(routes!(layers::items))
        .routes(routes!(dispersal::dispersal))
        .routes(routes!(tiles::tile))
        .routes(routes!(tiles::tile_json))
        .routes(routes!(basemap::tile))
        .routes(routes!(basemap::tile_json))
        .routes(routes!(basemap::file))
        .routes(routes!(maps::legend))
        .routes(routes!(maps::map))
        .routes(routes!(styles::style))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(health::backup))
        .routes(routes!(alerts::alert_by_severity))
        .merge(casework::routes())
        .merge(registers::routes())
        .merge(board::routes())
        .merge(here::routes())
        .merge(reports::routes())
        .merge(mediation::routes())
        .merge(site_place::routes())
        .merge(receipts::routes())
        .merge(figures::routes())
        .merge(erasures::routes())
        .merge(exchange::routes())
        .merge(webhooks::routes())
        .merge(files::routes())
        .merge(sealed::routes())
        .merge(outlines::routes())
        .merge(placing::routes())
        .merge(session::routes())
        .merge(glass::routes())
        .merge(sign_on::routes())
        .merge(users::routes())
        .merge(tokens::routes())
        .merge(audit::routes())
        .merge(installation::routes())
}

/// The routes that take rows of registers and casework in, each with a change of its own.
fn row_routes() -> OpenApiRouter<Door> {
    OpenApiRouter::with_openapi(openapi::Described::openapi())
        .merge(registers::files::upload_routes())
        .merge(casework::files::upload_routes())
}

/// The routes that take a file, and may take minutes.
fn import_routes() -> OpenApiRouter<Door> {
    OpenApiRouter::with_openapi(openapi::Described::openapi())
        .routes(routes!(imports::import))
        .routes(routes!(imports::undo))
        .routes(routes!(alerts::alert_by_file))
        .routes(routes!(alerts::alert_by_depth))
        .merge(files::upload_routes())
        .merge(sealed::upload_routes())
        .merge(exchange::upload_routes())
        .layer(imports::no_body_limit())
}
