//! A PostgreSQL server behind a pool of connections, which says soon when it is away.
//!
//! The pool itself tries a server that refuses it until its patience ends. Patience is for a connection that
//! others use; whoever asks a server that is away is to be told so at once.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use sqlx::{
    Connection, PgConnection, PgPool, Postgres, Transaction,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::{sync::Mutex, time::timeout};

use super::Result;

/// Connections to a server.
const CONNECTIONS: u32 = 8;
/// How long a question waits for a connection that others use.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it waits before it is looked whether the server is there at all.
const TURN: Duration = Duration::from_millis(500);
/// How long that look may take, and for how long it answers for others who wait.
const LOOK: Duration = Duration::from_millis(250);

/// A server and our connections to it. Cloning is cheap, and clones share them.
#[derive(Clone, Debug)]
pub(super) struct Server {
    pool: PgPool,
    /// When somebody last looked whether it is there, and whether it was.
    looked: Arc<Mutex<Option<(Instant, bool)>>>,
}

impl Server {
    /// Connects to it.
    pub(super) async fn connect(options: PgConnectOptions) -> Result<Self> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(TURN);
        Ok(Self {
            pool: pool.connect_with(options).await?,
            looked: Arc::default(),
        })
    }

    /// A connection to ask by.
    pub(super) async fn connection(&self) -> Result<PoolConnection<Postgres>> {
        let begun = Instant::now();
        loop {
            match self.pool.acquire().await {
                Err(sqlx::Error::PoolTimedOut) if self.may_wait_on(begun).await => {}
                done => return Ok(done?),
            }
        }
    }

    /// A transaction.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Postgres>> {
        let begun = Instant::now();
        loop {
            match self.pool.begin().await {
                Err(sqlx::Error::PoolTimedOut) if self.may_wait_on(begun).await => {}
                done => return Ok(done?),
            }
        }
    }

    /// Waits for the questions under way, and closes the connections.
    pub(super) async fn close(&self) {
        self.pool.close().await;
    }

    /// Whether a turn without a connection means that others use them, and patience lasts.
    async fn may_wait_on(&self, begun: Instant) -> bool {
        begun.elapsed() < PATIENCE && self.is_there().await
    }

    /// Whether it takes connections. One looks for all who wait, or they would be too many for it.
    async fn is_there(&self) -> bool {
        let mut looked = self.looked.lock().await;
        if let Some((at, was_there)) = *looked
            && at.elapsed() < LOOK
        {
            return was_there;
        }
        let options = self.pool.connect_options();
        let connecting = timeout(LOOK, PgConnection::connect_with(&options)).await;
        let is_there = match connecting {
            Ok(Ok(connection)) => {
                connection.close().await.ok();
                true
            }
            _ => false,
        };
        *looked = Some((Instant::now(), is_there));
        is_there
    }
}
