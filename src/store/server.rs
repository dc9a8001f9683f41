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
use tokio::{
    select,
    sync::Mutex,
    time::{sleep, timeout},
};

use super::Result;

/// Connections to a server.
const CONNECTIONS: u32 = 8;
/// How long a question waits for a connection: at the start for the first, later for one that others use.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it waits before it is looked whether the server is there at all.
const TURN: Duration = Duration::from_millis(300);
/// How long that look may take for a server that is near. With the turn before it, less than the second
/// within which we promise to say so.
const LOOK: Duration = Duration::from_millis(600);
/// How many times what the first connection took a look may take, if that is longer.
const FARTHER: u32 = 3;
/// For how long a look answers for others who wait.
const FRESH: Duration = Duration::from_millis(250);

/// A server and our connections to it. Cloning is cheap, and clones share them.
#[derive(Clone, Debug)]
pub(super) struct Server {
    pool: PgPool,
    look: Duration,
    /// When somebody last looked whether it is there, and whether it was.
    looked: Arc<Mutex<Option<(Instant, bool)>>>,
}

impl Server {
    /// Connects to it.
    pub(super) async fn connect(options: PgConnectOptions) -> Result<Self> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE);
        let begun = Instant::now();
        let pool = pool.connect_with(options).await?;
        Ok(Self {
            pool,
            look: LOOK.max(begun.elapsed() * FARTHER),
            looked: Arc::default(),
        })
    }

    /// A connection to ask by.
    pub(super) async fn connection(&self) -> Result<PoolConnection<Postgres>> {
        self.unless_away(self.pool.acquire()).await
    }

    /// A transaction.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Postgres>> {
        self.unless_away(self.pool.begin()).await
    }

    /// Waits for the questions under way, and closes the connections.
    pub(super) async fn close(&self) {
        self.pool.close().await;
    }

    /// What was asked of the pool, which is waited for as long as the server takes connections.
    async fn unless_away<T>(&self, asked: impl Future<Output = sqlx::Result<T>>) -> Result<T> {
        let mut asked = Box::pin(asked);
        loop {
            let is_there = async {
                sleep(TURN).await;
                // Both in boxes, or every future that asks something would carry their room.
                Box::pin(self.is_there()).await
            };
            select! {
                done = &mut asked => return Ok(done?),
                is_there = is_there => if !is_there {
                    return Err(sqlx::Error::PoolTimedOut.into());
                },
            }
        }
    }

    /// Whether it takes connections. One looks for all who wait, or they would be too many for it.
    async fn is_there(&self) -> bool {
        let mut looked = self.looked.lock().await;
        if let Some((at, was_there)) = *looked
            && at.elapsed() < FRESH
        {
            return was_there;
        }
        let options = self.pool.connect_options();
        let connecting = timeout(self.look, PgConnection::connect_with(&options)).await;
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
