//! One of the two databases, and one transaction in it, as native pools of `sqlx`.

use std::{path::Path, sync::Arc};

use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use sqlx::{Postgres, SqlSafeStr, SqlStr, Sqlite, SqlitePool};
use tokio::sync::Semaphore;

use super::{
    Error, Result,
    ballast::Ballast,
    dialect,
    row::Row,
    server::Server,
    value::{Value, arguments},
};

/// The pools of one database.
#[derive(Clone, Debug)]
pub(super) enum Database {
    /// One connection writes; the readers are opened read-only and never wait for it.
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
        /// Places for those who wait for their turn to write.
        waiting: Arc<Semaphore>,
        ballast: Arc<Ballast>,
    },
    Postgres(Server),
}

/// A transaction that may write; dropped without [`Transaction::commit`] it leaves nothing behind.
#[derive(Debug)]
pub(super) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>, Arc<Ballast>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Database {
    /// Opens the database of an address and brings its tables up to date.
    pub(super) async fn open(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            // What stands after '?' in such addresses would silently become part of a file name.
            if path.is_empty() || path.starts_with(':') || path.contains('?') {
                return Err(Error::Address);
            }
            dialect::open_sqlite(Path::new(path)).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            dialect::open_postgres(url).await
        } else {
            Err(Error::Address)
        }
    }

    /// The rows of a question.
    pub(super) async fn rows(
        &self,
        sql: impl SqlSafeStr,
        values: Vec<Value<'_>>,
    ) -> Result<Vec<Row>> {
        let sql = sql.into_sql_str();
        match self {
            Self::Sqlite { read, .. } => {
                let query = sqlx::query_with(sql, arguments::<Sqlite>(values)?);
                let rows = query.fetch_all(read).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Self::Postgres(server) => {
                let query = sqlx::query_with(sql, arguments::<Postgres>(values)?);
                let rows = query.fetch_all(&mut *server.connection().await?).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// Begins a transaction that may write.
    pub(super) async fn begin(&self) -> Result<Transaction> {
        match self {
            Self::Sqlite {
                write,
                waiting,
                ballast,
                ..
            } => {
                ballast.hold().await?;
                let _place = waiting.try_acquire().map_err(dialect::too_many_wait)?;
                let begun = write.begin_with(dialect::BEGIN).await;
                let begun = begun.map_err(dialect::busy_if_waited)?;
                Ok(Transaction::Sqlite(begun, Arc::clone(ballast)))
            }
            Self::Postgres(server) => Ok(Transaction::Postgres(server.begin().await?)),
        }
    }

    /// Whether there is room to write; PostgreSQL's disk is its own operator's care.
    pub(super) async fn room(&self) -> Result<()> {
        match self {
            Self::Sqlite { ballast, .. } => ballast.hold().await,
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Writes the file anew without what was deleted, and empties the log.
    pub(super) async fn compact(&self) -> Result<()> {
        let Self::Sqlite { write, .. } = self else {
            return Ok(());
        };
        for sql in dialect::COMPACT {
            sqlx::query(sql).execute(write).await?;
        }
        Ok(())
    }

    /// Closes every connection; the writer last, because it folds the log into the file.
    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite { read, write, .. } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(server) => server.close().await,
        }
    }
}

impl Transaction {
    /// The rows of a question, or of a change that returns some.
    pub(super) async fn rows(
        &mut self,
        sql: impl SqlSafeStr,
        values: Vec<Value<'_>>,
    ) -> Result<Vec<Row>> {
        match self.rows_of_either(sql.into_sql_str(), values).await {
            Err(error) => Err(self.make_room_after(error)),
            rows => rows,
        }
    }

    /// The rows of a question, one after the other.
    pub(super) fn stream(&mut self, sql: impl SqlSafeStr) -> BoxStream<'_, Result<Row>> {
        let sql = sql.into_sql_str();
        match self {
            Self::Sqlite(transaction, _) => sqlx::query(sql)
                .fetch(&mut **transaction)
                .map_ok(Row::Sqlite)
                .map_err(Error::from)
                .boxed(),
            Self::Postgres(transaction) => sqlx::query(sql)
                .fetch(&mut **transaction)
                .map_ok(Row::Postgres)
                .map_err(Error::from)
                .boxed(),
        }
    }

    /// Makes everything of this transaction last.
    pub(super) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(transaction, ballast) => {
                let done = transaction.commit().await.map_err(Error::from);
                done.map_err(|error| ballast.give_back_if_full(error))
            }
            Self::Postgres(transaction) => Ok(transaction.commit().await?),
        }
    }

    /// Passes the error on; after "disk full" SQLite needs the ballast's room to tidy up.
    pub(super) fn make_room_after(&self, error: Error) -> Error {
        match self {
            Self::Sqlite(_, ballast) => ballast.give_back_if_full(error),
            Self::Postgres(_) => error,
        }
    }

    async fn rows_of_either(&mut self, sql: SqlStr, values: Vec<Value<'_>>) -> Result<Vec<Row>> {
        match self {
            Self::Sqlite(transaction, _) => {
                let query = sqlx::query_with(sql, arguments::<Sqlite>(values)?);
                let rows = query.fetch_all(&mut **transaction).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Self::Postgres(transaction) => {
                let query = sqlx::query_with(sql, arguments::<Postgres>(values)?);
                let rows = query.fetch_all(&mut **transaction).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }
}
