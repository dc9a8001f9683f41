//! A database of its own for each test, on either side.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use jalon::store::Store;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, SqliteConnection,
    sqlite::SqliteConnectOptions,
};
use tempfile::TempDir;
use uuid::Uuid;

/// Tells the process to be killed which database to import into.
pub(super) const CHILD_URL: &str = "JALON_TEST_CHILD_URL";
/// What that process says, before the version it is importing, when it is in the middle.
pub(super) const CHILD_READY: &str = "in the middle of version ";

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Sqlite,
    Postgres,
}

/// A fresh database with its store.
pub(super) struct Home {
    pub(super) kind: Kind,
    pub(super) url: String,
    pub(super) store: Store,
    folder: TempDir,
}

/// A connection past the store.
pub(super) enum Hand {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Hand {
    /// Runs statements, with `;` between.
    pub(super) async fn run(&mut self, sql: String) {
        let sql = AssertSqlSafe(sql);
        let done = match self {
            Self::Sqlite(connection) => connection.execute(sql).await.map(|_| ()),
            Self::Postgres(connection) => sqlx::raw_sql(sql).execute(connection).await.map(|_| ()),
        };
        done.unwrap();
    }
}

/// How the killed process ended.
pub(super) struct Killed {
    pub(super) signal: Option<i32>,
}

impl Home {
    /// A fresh database, or `None` with a printed line where there is no server.
    pub(super) async fn new(kind: Kind) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let url = match kind {
            Kind::Sqlite => format!("sqlite://{}/first/jalon.db", folder.path().display()),
            Kind::Postgres => fresh_on_server().await?,
        };
        let store = Store::open(&url).await.unwrap();
        Some(Self {
            kind,
            url,
            store,
            folder,
        })
    }

    /// The address of one more empty database that nobody has opened yet.
    pub(super) async fn another(&self) -> String {
        match self.kind {
            Kind::Sqlite => format!("sqlite://{}/jalon.db", self.folder().join("more").display()),
            Kind::Postgres => fresh_on_server().await.unwrap(),
        }
    }

    /// A folder that goes away with the home.
    pub(super) fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Runs a statement past the store, as somebody with the database's own tools could.
    pub(super) async fn run(&self, sql: &'static str) -> sqlx::Result<()> {
        match self.kind {
            Kind::Sqlite => self.sqlite().await.execute(sql).await.map(|_| ()),
            Kind::Postgres => self.server().await.execute(sql).await.map(|_| ()),
        }
    }

    /// A connection past the store that has run a statement of its database's own first: that of SQLite,
    /// or that of PostgreSQL.
    pub(super) async fn hand(&self, [on_sqlite, on_postgres]: [&str; 2]) -> Hand {
        let (mut hand, first) = match self.kind {
            Kind::Sqlite => (Hand::Sqlite(self.sqlite().await), on_sqlite),
            Kind::Postgres => (Hand::Postgres(self.server().await), on_postgres),
        };
        hand.run(first.to_owned()).await;
        hand
    }

    /// The texts a question past the store comes to.
    pub(super) async fn texts(&self, sql: &'static str) -> BTreeSet<String> {
        let texts: Vec<String> = match self.kind {
            Kind::Sqlite => {
                let question = sqlx::query_scalar(sql);
                question.fetch_all(&mut self.sqlite().await).await.unwrap()
            }
            Kind::Postgres => {
                let question = sqlx::query_scalar(sql);
                question.fetch_all(&mut self.server().await).await.unwrap()
            }
        };
        texts.into_iter().collect()
    }

    /// Lets another process begin an import and kills it (`-9`) in the middle;
    /// returns its end and the version it had begun.
    pub(super) fn kill_in_mid_import(&self) -> (Killed, u32) {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::import_until_killed", "--nocapture"])
            .env(CHILD_URL, &self.url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let version = lines
            .map_while(Result::ok)
            .find_map(|line| Some(line.split_once(CHILD_READY)?.1.parse().unwrap()))
            .expect("the other process says when it is in the middle");
        child.kill().unwrap();
        let end = child.wait().unwrap();
        let signal = std::os::unix::process::ExitStatusExt::signal(&end);
        (Killed { signal }, version)
    }

    /// Closes the store and removes what a server would keep.
    pub(super) async fn leave(self) {
        self.store.close().await;
        if self.kind == Kind::Postgres {
            let name = self.url.rsplit('/').next().unwrap();
            let drop = format!("drop database {name} with (force)");
            let mut server = PgConnection::connect(&server_url().unwrap()).await.unwrap();
            server.execute(AssertSqlSafe(drop)).await.unwrap();
        }
    }

    async fn sqlite(&self) -> SqliteConnection {
        connect_to_file(Path::new(self.url.trim_start_matches("sqlite://"))).await
    }

    async fn server(&self) -> PgConnection {
        PgConnection::connect(&self.url).await.unwrap()
    }
}

/// Runs a statement in a SQLite file of no store.
pub(super) async fn run_on_sqlite(file: &Path, sql: &'static str) {
    let mut connection = connect_to_file(file).await;
    connection.execute(sql).await.unwrap();
    connection.close().await.unwrap();
}

async fn connect_to_file(file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(file);
    options.create_if_missing(true).connect().await.unwrap()
}

fn server_url() -> Option<String> {
    std::env::var("JALON_TEST_POSTGRES_URL").ok()
}

/// Makes a database on the server and returns its address.
pub(crate) async fn fresh_on_server() -> Option<String> {
    let Some(url) = server_url() else {
        eprintln!("skipped on PostgreSQL: JALON_TEST_POSTGRES_URL is not set");
        return None;
    };
    let name = format!("jalon_{}", Uuid::now_v7().simple());
    let mut server = PgConnection::connect(&url).await.unwrap();
    let create = format!("create database {name}");
    server.execute(AssertSqlSafe(create)).await.unwrap();
    let (address, _) = url.rsplit_once('/').unwrap();
    Some(format!("{address}/{name}"))
}

/// Declares tests that run the same body on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($(async fn $name:ident($home:ident: &Home) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn holds($home: &Home) $body

            #[tokio::test]
            async fn on_sqlite() {
                if let Some(home) = Home::new(Kind::Sqlite).await {
                    holds(&home).await;
                    home.leave().await;
                }
            }

            #[tokio::test]
            async fn on_postgres() {
                if let Some(home) = Home::new(Kind::Postgres).await {
                    holds(&home).await;
                    home.leave().await;
                }
            }
        }
    )+};
}
pub(super) use on_both;
