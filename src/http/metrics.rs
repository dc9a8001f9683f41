//! Numbers for Prometheus, at an address of their own: whoever watches the server has no account, and the
//! doors of the team and of the public have no window for it.
//!
//! No label says more than an address as its route is written, a method, a status and the code of a layer:
//! nothing of what was asked for, or by whom, is in them.

use std::time::{Duration, Instant};

use axum::{
    Router,
    extract::State,
    http::{Method, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{
        counter::{ConstCounter, Counter},
        family::Family,
        gauge::{ConstGauge, Gauge},
        histogram::Histogram,
    },
    registry::Registry,
};
use tokio::net::TcpListener;
use tower_http::timeout::TimeoutLayer;

use super::{Door, connections, rights};
use crate::app::{BackupState, Process, Vitals};

/// Times that are told apart, in seconds.
const BOUNDS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0,
];
/// What stands in the place of an address that no route has.
const NO_ROUTE: &str = "none";
/// Longer than the database is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What is counted while requests are answered. A clone counts on with the others.
#[derive(Clone)]
pub(super) struct Requests {
    answered: Family<Answered, Counter>,
    took: Family<Route, Histogram>,
    under_way: Gauge,
    tiles_drawn: Counter,
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            answered: Family::default(),
            took: Family::new_with_constructor(|| Histogram::new(BOUNDS)),
            under_way: Gauge::default(),
            tiles_drawn: Counter::default(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: &'static str,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Layer {
    layer: &'static str,
}

/// A request that is being answered. Where somebody hangs up before the answer it is dropped, and counted
/// nowhere.
pub(super) struct UnderWay<'a> {
    requests: &'a Requests,
    /// Its address as the route is written.
    pub(super) route: &'static str,
    method: &'static str,
    begun: Instant,
}

impl Requests {
    /// Begins a request to an address, as its route is written.
    pub(super) fn begin(&self, route: Option<&str>, method: &Method) -> UnderWay<'_> {
        self.under_way.inc();
        UnderWay {
            requests: self,
            route: route.and_then(rights::address).unwrap_or(NO_ROUTE),
            method: known(method),
            begun: Instant::now(),
        }
    }

    /// Counts a vector tile that was not kept.
    pub(super) fn tile_drawn(&self) {
        self.tiles_drawn.inc();
    }
}

impl UnderWay<'_> {
    /// Counts the answer; tells how long it took until its body begins.
    pub(super) fn answered(self, status: StatusCode) -> Duration {
        let (route, method, took) = (self.route, self.method, self.begun.elapsed());
        let answered = Answered {
            route,
            method,
            status: status.as_u16(),
        };
        self.requests.answered.get_or_create(&answered).inc();
        let times = self.requests.took.get_or_create(&Route { route });
        times.observe(took.as_secs_f64());
        took
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.requests.under_way.dec();
    }
}

/// Methods that anybody may make up are one.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// `/metrics` and nothing else, about what goes through a door and stands behind it.
pub fn metrics_router(door: Door) -> Router {
    let patience = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE);
    let routes = Router::new().route("/metrics", get(metrics));
    routes.layer(patience).with_state(door)
}

/// Tells numbers about a door, for as long as it is waited for.
pub(super) async fn serve(socket: TcpListener, door: Door) {
    connections::serve(socket, metrics_router(door), std::future::pending()).await;
}

async fn metrics(State(door): State<Door>) -> Response {
    let vitals = door.jalon.vitals().await;
    match written(&door, &vitals) {
        Ok(text) => ([(CONTENT_TYPE, MEDIA_TYPE)], text).into_response(),
        Err(error) => {
            tracing::error!(?error, "the numbers for Prometheus cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn written(door: &Door, vitals: &Vitals) -> Result<String, std::fmt::Error> {
    let mut registry = Registry::default();
    let own = registry.sub_registry_with_prefix("jalon");
    requests(own, &door.requests);
    work(own, door);
    database(own, vitals);
    upkeep(own, vitals);
    if let Some(now) = Process::now() {
        process(registry.sub_registry_with_prefix("process"), &now);
    }
    let mut text = String::new();
    text::encode(&mut text, &registry)?;
    Ok(text)
}

fn requests(to: &mut Registry, requests: &Requests) {
    to.register("http_requests", "Answers", requests.answered.clone());
    to.register(
        "http_request_duration_seconds",
        "Time until an answer begins",
        requests.took.clone(),
    );
    to.register(
        "http_requests_in_flight",
        "Requests that are being answered",
        requests.under_way.clone(),
    );
}

fn work(to: &mut Registry, door: &Door) {
    to.register(
        "tiles_drawn",
        "Vector tiles that were drawn, as they were not kept",
        door.requests.tiles_drawn.clone(),
    );
    let (tiles, bytes) = door.tiles.kept();
    gauge(to, ("tiles_kept", "Tiles in memory"), tiles);
    gauge(to, ("tiles_kept_bytes", "Memory that they take"), bytes);
    gauge(
        to,
        (
            "workers_free",
            "Calculations that could begin at once; none while everybody waits",
        ),
        door.workers.free() as u64,
    );
}

fn database(to: &mut Registry, vitals: &Vitals) {
    gauge(
        to,
        ("database_up", "1 where the database answers"),
        vitals.database.is_some().into(),
    );
    if let Some(took) = vitals.database {
        to.register(
            "database_answer_seconds",
            "Time that it took to answer just now",
            ConstGauge::new(took.as_secs_f64()),
        );
    }
    gauge(
        to,
        (
            "last_change",
            "Number of the last change that is shown: servers that share a database show the same one",
        ),
        vitals.change,
    );
    let records = Family::<Layer, Gauge>::default();
    for (kind, count) in &vitals.layers {
        let layer = kind.code();
        let count = i64::try_from(*count).unwrap_or(i64::MAX);
        records.get_or_create(&Layer { layer }).set(count);
    }
    to.register(
        "layer_records",
        "Records of each layer, those about households left out",
        records,
    );
}

fn upkeep(to: &mut Registry, vitals: &Vitals) {
    gauge(
        to,
        ("scoring_running", "1 while scores are worked out"),
        vitals.is_scoring.into(),
    );
    if vitals.backup != BackupState::NotAsked {
        gauge(
            to,
            (
                "backup_overdue",
                "1 where the newest backup is too old, or there is none",
            ),
            (vitals.backup == BackupState::Overdue).into(),
        );
    }
    if let Some(free) = vitals.free_bytes {
        gauge(
            to,
            ("disk_free_bytes", "Room on the disk of the data folder"),
            free,
        );
    }
    gauge(
        to,
        (
            "webhooks_waiting",
            "Addresses that did not take a change in and will be told again",
        ),
        vitals.webhooks_waiting as u64,
    );
    gauge(
        to,
        ("webhooks_stopped", "Addresses that were given up"),
        vitals.webhooks_stopped as u64,
    );
}

/// What every program for Prometheus tells of itself, under the names that all of them use.
fn process(to: &mut Registry, process: &Process) {
    to.register(
        "cpu_seconds",
        "Processor time, of the system for it too",
        ConstCounter::new(process.cpu.as_secs_f64()),
    );
    gauge(
        to,
        ("resident_memory_bytes", "Memory that is in use"),
        process.resident_bytes,
    );
    gauge(
        to,
        ("open_fds", "Files and connections"),
        process.open_files,
    );
    to.register(
        "start_time_seconds",
        "When it was started, since 1970",
        ConstGauge::new(process.started_at.as_secs_f64()),
    );
}

fn gauge(to: &mut Registry, (name, help): (&str, &str), value: u64) {
    to.register(name, help, ConstGauge::new(value));
}
