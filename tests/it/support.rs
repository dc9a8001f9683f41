//! A small invented town and the doors to it, for tests that go through the whole house.

use std::{path::PathBuf, sync::Arc};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header::HOST},
};
use http_body_util::BodyExt;
use jalon::{
    app::{Clock, ImportFile, Imported, Jalon},
    config::{Flags, Settings},
    domain::{Audience, LandmarkKind, LayerKind, Peril},
    http::{Door, router},
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::store::home::fresh_on_server;

/// Says on which database the towns of tests stand that name none: `postgres`, or SQLite.
const TOWNS: &str = "JALON_TEST_TOWNS";

/// A system on an embedded database in a folder of its own.
pub(crate) struct TestTown {
    pub(crate) folder: TempDir,
    pub(crate) jalon: Arc<Jalon>,
    settings: Settings,
}

impl TestTown {
    /// A system with nothing in it, on SQLite.
    pub(crate) async fn empty() -> Self {
        Self::empty_on(None).await
    }

    /// A system with nothing in it, on the database of an address.
    async fn empty_on(database_url: Option<String>) -> Self {
        Self::empty_in(tempfile::tempdir().unwrap(), database_url).await
    }

    async fn empty_in(folder: TempDir, database_url: Option<String>) -> Self {
        let database_url = match database_url {
            None if std::env::var(TOWNS).is_ok_and(|on| on == "postgres") => {
                fresh_on_server().await
            }
            given => given,
        };
        let settings = Settings::load(Flags {
            data_dir: Some(folder.path().join("data")),
            database_url,
            ..Flags::default()
        })
        .unwrap();
        let jalon = Jalon::open(&settings, Clock::system()).await.unwrap();
        Self {
            folder,
            jalon: Arc::new(jalon),
            settings,
        }
    }

    /// The same records, opened by another process.
    pub(crate) async fn opened_again(&self) -> Jalon {
        Jalon::open(&self.settings, Clock::system()).await.unwrap()
    }

    /// The same database, for another territory.
    pub(crate) async fn of_territory(&self, code: &str) -> Jalon {
        let settings = Settings {
            territory: Some(code.to_owned()),
            ..self.settings.clone()
        };
        Jalon::open(&settings, Clock::system()).await.unwrap()
    }

    /// The same records, with another clock.
    pub(crate) async fn opened_with(&self, clock: Clock) -> Jalon {
        Jalon::open(&self.settings, clock).await.unwrap()
    }

    /// The same records, opened again for a city that tells planners and the public of no smaller groups.
    pub(crate) async fn telling(mut self, [planner_least, public_least]: [u32; 2]) -> Self {
        self.settings.counts.planner_least = planner_least;
        self.settings.counts.public_least = public_least;
        self.jalon = Arc::new(self.opened_again().await);
        self
    }

    /// Two neighbourhoods, two sites of which one lies half in a very high flood zone, a railway,
    /// and forty households rehoused: thirty west, ten east.
    pub(crate) async fn small() -> Self {
        Self::empty().await.settled().await
    }

    /// The same under settings, as a file holds them.
    pub(crate) async fn small_with(settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        std::fs::write(folder.path().join("data/jalon.toml"), settings).unwrap();
        Self::empty_in(folder, None).await.settled().await
    }

    /// The address of the database.
    pub(crate) fn database_url(&self) -> &str {
        &self.settings.database_url
    }

    /// What has been written down of changes, oldest first.
    pub(crate) async fn audit(&self) -> Vec<jalon::domain::AuditEvent> {
        let store = jalon::store::Store::open(&self.settings.database_url)
            .await
            .unwrap();
        let events = store
            .audit_events(self.jalon.territory(), 0, 10_000)
            .await
            .unwrap();
        events.into_iter().map(|(_, event)| event).collect()
    }

    /// The same on PostgreSQL, or `None` with a printed line where there is no server.
    pub(crate) async fn small_on_postgres() -> Option<Self> {
        let url = fresh_on_server().await?;
        Some(Self::empty_on(Some(url)).await.settled().await)
    }

    /// The address of an empty database on PostgreSQL that nobody has opened yet.
    pub(crate) async fn nothing_on_postgres() -> Option<String> {
        fresh_on_server().await
    }

    /// A system with nothing in it, on PostgreSQL, or `None` with a printed line.
    pub(crate) async fn empty_on_postgres() -> Option<Self> {
        let url = fresh_on_server().await?;
        Some(Self::empty_on(Some(url)).await)
    }

    /// The same under settings, as a file holds them.
    pub(crate) async fn small_on_postgres_with(settings: &str) -> Option<Self> {
        let url = fresh_on_server().await?;
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        std::fs::write(folder.path().join("data/jalon.toml"), settings).unwrap();
        Some(Self::empty_in(folder, Some(url)).await.settled().await)
    }

    async fn settled(self) -> Self {
        let town = self;
        let west = square("W", 1.40, 43.60, 0.02);
        let east = square("E", 1.42, 43.60, 0.02);
        town.import_json(LayerKind::Neighbourhoods, &[west, east])
            .await;
        town.import_json(
            LayerKind::Zones(Peril::Flood),
            &[json!({"type": "Feature", "properties": {"nivalea": "TF"},
                "geometry": {"type": "Polygon", "coordinates": ring(1.405, 43.6, 0.005)}})],
        )
        .await;
        town.import_json(
            LayerKind::Landmarks(LandmarkKind::Railway),
            &[json!({"type": "Feature", "properties": {"name": "line"},
                "geometry": {"type": "LineString", "coordinates": [[1.40, 43.619], [1.44, 43.619]]}})],
        )
        .await;
        town.import_json(
            LayerKind::Settlements,
            &[
                square("S1", 1.4045, 43.602, 0.001),
                square("S2", 1.435, 43.606, 0.001),
            ],
        )
        .await;
        let rows: Vec<String> = (0..40)
            .map(|i| {
                let neighbourhood = if i < 30 { "W" } else { "E" };
                format!(
                    "H{i:03};social_rental;202{}-03-01;S1;{neighbourhood};L1",
                    4 + i % 2
                )
            })
            .collect();
        let csv = format!(
            "household;kind;moved_on;origin;neighbourhood;landlord\n{}\n",
            rows.join("\n")
        );
        town.import_text(LayerKind::Placements, "placements.csv", &csv)
            .await
            .unwrap();
        town
    }

    /// Writes a GeoJSON file of these features and imports it.
    pub(crate) async fn import_json(&self, kind: LayerKind, features: &[Value]) -> Imported {
        let text = json!({"type": "FeatureCollection", "features": features}).to_string();
        self.import_text(kind, &format!("{kind}.geojson"), &text)
            .await
            .unwrap()
    }

    /// Writes a file and imports it.
    pub(crate) async fn import_text(
        &self,
        kind: LayerKind,
        name: &str,
        text: &str,
    ) -> Result<Imported, jalon::app::Error> {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        self.jalon.import(file(kind, path), |_| ()).await
    }

    /// Asks the server of an audience.
    pub(crate) async fn get(&self, audience: Audience, address: &str) -> Answer {
        let request = Request::get(address)
            .header(HOST, "127.0.0.1:8080")
            .body(Body::empty())
            .unwrap();
        ask(self.router(audience), request).await
    }

    /// The routes of an audience.
    pub(crate) fn router(&self, audience: Audience) -> Router {
        router(Door::new(self.jalon.clone(), audience))
    }
}

/// An import of a file as it is.
pub(crate) fn file(kind: LayerKind, path: PathBuf) -> ImportFile {
    ImportFile::new(kind, path, "test")
}

/// What a server answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&self.body)))
    }
}

/// Sends one request through the routes.
pub(crate) async fn ask(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    Answer {
        status: head.status,
        headers: head.headers,
        body: body.collect().await.unwrap().to_bytes().to_vec(),
    }
}

/// A square feature with a code, counts and its south-west corner.
pub(crate) fn square(code: &str, west: f64, south: f64, side: f64) -> Value {
    json!({"type": "Feature",
        "properties": {"code": code, "name": format!("place {code}"), "households": 1000, "population": 2500},
        "geometry": {"type": "Polygon", "coordinates": ring(west, south, side)}})
}

pub(crate) fn ring(west: f64, south: f64, side: f64) -> Value {
    let (east, north) = (west + side, south + side);
    json!([[
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south]
    ]])
}
