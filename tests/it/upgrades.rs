//! Databases of every earlier step, brought to today: the same rows, on SQLite and on PostgreSQL.

mod older;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use jalon::store::Store;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use crate::support::TestTown;

/// The invented city, which has rows in nearly all tables.
struct City {
    folder: tempfile::TempDir,
}

impl City {
    fn loaded() -> Self {
        let city = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        done(&city.jalon(&["demo", "--load-only", "--data-dir", "today"]));
        let file = |name: &str, text: &[u8]| std::fs::write(city.folder.path().join(name), text);
        file("plan.pdf", b"%PDF-1.7\n% made up\n%%EOF\n").unwrap();
        let weights = city.jalon(&["weights", "show", "--data-dir", "today"]);
        let weights = String::from_utf8(weights.stdout).unwrap();
        let weights = weights.replacen("near_m = 50", "near_m = 60", 1);
        file("ours.toml", weights.as_bytes()).unwrap();
        for more in [
            "weights set ours.toml --note closer --by office",
            "user add anna --admin",
            "token add gis --scope sites:read",
            "file add settlement:S01 plan.pdf",
            "settlement edit S01 --households 9",
            "override lift S13 --reason mended --by office",
            "household erase H001 --ground person_asks --yes",
            "publish snapshot",
            "retention",
            "audit heads --sign",
        ] {
            let words: Vec<&str> = more.split(' ').chain(["--data-dir", "today"]).collect();
            done(&city.jalon(&words));
        }
        city
    }

    fn jalon(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_jalon"))
            .args(words)
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }

    fn file(&self, folder: &str) -> PathBuf {
        self.folder.path().join(folder).join("jalon.db")
    }
}

fn done(output: &Output) {
    assert!(output.status.success(), "{output:?}");
}

fn address(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

#[tokio::test]
async fn a_file_of_every_earlier_step_has_the_same_rows_today_and_a_record_that_holds() {
    let city = City::loaded();
    let (today, steps) = (city.file("today"), older::steps());
    let mut filled = 0;

    for &step in &steps {
        let folder = step.to_string();
        let file = city.file(&folder);
        let before = older::make(&file, step, &today).await;
        // Without it nobody can prove the signed heads.
        let key = |file: &Path| file.with_file_name("installation.key");
        std::fs::copy(key(&today), key(&file)).unwrap();
        filled = before.values().filter(|rows| !rows.is_empty()).count();

        let store = Store::open(&address(&file)).await.unwrap();
        store.close().await;

        assert_eq!(older::difference(&file, step, &before).await, None);
        assert_eq!(Some(&older::step_of(&file).await), steps.last());
        done(&city.jalon(&["audit", "verify", "--data-dir", &folder]));
    }

    assert!(filled > 32, "only {filled} tables have rows");
}

#[tokio::test]
async fn a_database_of_every_earlier_step_has_the_same_rows_today_on_postgresql() {
    let Some(today) = TestTown::nothing_on_postgres().await else {
        return;
    };
    let city = City::loaded();
    done(&city.jalon(&["migrate", "--data-dir", "today", "--to", &today]));
    let (server, name) = today.rsplit_once('/').unwrap();

    for step in older::steps() {
        let mut connection = PgConnection::connect(&format!("{server}/postgres"))
            .await
            .unwrap();
        let copy = format!("create database {name}_{step} template {name}");
        connection.execute(AssertSqlSafe(copy)).await.unwrap();
        let url = format!("{server}/{name}_{step}");
        let mut connection = PgConnection::connect(&url).await.unwrap();
        let tables = made_older(&mut connection, step).await;
        let before = all(&mut connection, &tables).await;

        let store = Store::open(&url).await.unwrap();
        store.close().await;

        let after = all(&mut connection, &tables).await;
        for ((table, before), after) in tables.iter().zip(before).zip(after) {
            assert!(before == after, "{} of step {step} differs", table.0);
        }
        done(&city.jalon(&[
            "audit",
            "verify",
            "--database-url",
            &url,
            "--data-dir",
            "today",
        ]));
        connection.close().await.unwrap();
    }
}

/// Tables with their columns, in the order they were made.
type Tables = Vec<(String, String)>;

/// Makes a database of today into one of a step; tells its tables.
async fn made_older(connection: &mut PgConnection, step: i64) -> Tables {
    let aside = "alter schema public rename to today; create schema public";
    sqlx::raw_sql(aside)
        .execute(&mut *connection)
        .await
        .unwrap();
    let migrator = older::up_to(step, "postgres");
    migrator
        .run_direct(None, &mut *connection, false)
        .await
        .unwrap();
    let asked = "
        select c.relname::text, string_agg(a.attname::text, ', ' order by a.attnum)
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
            and not a.attisdropped and c.relname <> 'jalon_migration'
        group by c.oid, c.relname order by c.oid";
    let tables: Tables = sqlx::query_as(asked)
        .fetch_all(&mut *connection)
        .await
        .unwrap();
    for (table, columns) in &tables {
        let known = older::known(table, step);
        let copy = format!(
            "insert into public.{table} ({columns}) select {columns} from today.{table} {known}"
        );
        connection.execute(AssertSqlSafe(copy)).await.unwrap();
    }
    connection
        .execute("drop schema today cascade")
        .await
        .unwrap();
    tables
}

/// The rows of tables, with these columns.
async fn all(connection: &mut PgConnection, tables: &Tables) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for (table, columns) in tables {
        let asked =
            format!("select line::text from (select {columns} from {table}) line order by 1");
        let rows = sqlx::query_scalar(AssertSqlSafe(asked)).fetch_all(&mut *connection);
        all.push(rows.await.unwrap());
    }
    all
}
