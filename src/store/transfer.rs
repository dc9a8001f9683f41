//! Everything one database holds, written into an empty one of the other kind and compared there row by row.
//!
//! Tables and columns are read from the two databases themselves, so that no table can be forgotten:
//! SQLite tells order, columns and keys, PostgreSQL what each column holds.

use futures::TryStreamExt;
use sqlx::AssertSqlSafe;

use super::{
    Error, Result, Store,
    bulk::Target,
    database::{Database, Transaction},
    row::Row,
    value::Value,
};

/// In the order they were made: a row refers to tables that were there before.
const TABLES: &str = "
    select name from sqlite_schema
    where type = 'table' and name not like 'sqlite~_%' escape '~' and name <> 'jalon_migration'
    order by rowid";

/// `pk` is the place in the key, from 1; 0 for what is not in it.
const COLUMNS: &str = "select name, pk from pragma_table_info($1) order by cid";

const KINDS: &str = "
    select column_name::text as name, data_type::text as kind from information_schema.columns
    where table_schema = current_schema() and table_name = $1";

/// Rows that travel together: enough for the other side to be busy, few enough to hold.
const ROWS_AT_ONCE: usize = 500;
/// A photo has up to 25 MB: of such a few travel together.
const BYTES_AT_ONCE: usize = 8 << 20;

/// How many rows of a table were carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transferred {
    /// The table.
    pub table: String,
    /// Its rows.
    pub rows: u64,
}

/// What a column holds, on its way from one database to the other.
#[derive(Clone, Copy)]
enum Kind {
    Integer,
    Real,
    Flag,
    Text,
    Bytes,
}

struct Column {
    name: String,
    kind: Kind,
    /// Its place in the key, from 1.
    in_key: Option<u64>,
}

struct Table {
    name: String,
    columns: Vec<Column>,
}

/// Everything of one store, about to be carried into another that holds nothing yet.
pub struct Transfer<'s> {
    from: &'s Store,
    into: &'s Store,
    tables: Vec<Table>,
}

impl Store {
    /// Looks whether everything can be carried into another store.
    ///
    /// # Errors
    /// [`Error::SameKind`], [`Error::HoldsData`].
    pub async fn transfer<'s>(&'s self, into: &'s Self) -> Result<Transfer<'s>> {
        let tables = tables(&self.database, &into.database).await?;
        for table in &tables {
            table.must_be_empty(&into.database).await?;
        }
        Ok(Transfer {
            from: self,
            into,
            tables,
        })
    }
}

impl Transfer<'_> {
    /// Writes all rows, compares every one, and keeps all of them or none. Nobody writes where they come
    /// from meanwhile: they wait, or are told that another change is being written.
    ///
    /// # Errors
    /// [`Error::Differs`], and whatever reading and writing meet.
    pub async fn carry_out(&self) -> Result<Vec<Transferred>> {
        let mut source = self.from.database.begin_alone(&self.tables).await?;
        let mut target = self.into.database.begin().await?;
        let mut done = Vec::new();
        for table in &self.tables {
            table.copy(&mut source, &mut target).await?;
            done.push(Transferred {
                table: table.name.clone(),
                rows: table.compare(&mut source, &mut target).await?,
            });
        }
        target.commit().await?;
        Ok(done)
    }
}

impl Database {
    /// Begins a transaction during which nobody else writes.
    async fn begin_alone(&self, tables: &[Table]) -> Result<Transaction> {
        let mut transaction = self.begin().await?;
        if let Transaction::Postgres(_) = transaction {
            let names: Vec<&str> = tables.iter().map(|table| &*table.name).collect();
            let lock = format!("lock table {} in share mode", names.join(", "));
            let isolate = "set transaction isolation level repeatable read".to_owned();
            // In this order: what is seen is what stands at the first question after the lock.
            for sql in [isolate, lock] {
                transaction.rows(AssertSqlSafe(sql), Vec::new()).await?;
            }
        }
        Ok(transaction)
    }
}

/// The tables of two databases, one of each kind.
async fn tables(one: &Database, other: &Database) -> Result<Vec<Table>> {
    let (lite, server) = match (one, other) {
        (Database::Sqlite { .. }, Database::Postgres(_)) => (one, other),
        (Database::Postgres(_), Database::Sqlite { .. }) => (other, one),
        _ => return Err(Error::SameKind),
    };
    let mut tables = Vec::new();
    for row in lite.rows(TABLES, Vec::new()).await? {
        let name: String = row.get("name")?;
        let columns = columns(lite, server, &name).await?;
        tables.push(Table { name, columns });
    }
    Ok(tables)
}

async fn columns(lite: &Database, server: &Database, table: &str) -> Result<Vec<Column>> {
    let kinds = server.rows(KINDS, vec![table.into()]).await?;
    let mut columns = Vec::new();
    for row in lite.rows(COLUMNS, vec![table.into()]).await? {
        let name: String = row.get("name")?;
        let in_key = Some(row.count("pk")?).filter(|place| *place > 0);
        let kind = kind_of(&name, &kinds)?;
        columns.push(Column { name, kind, in_key });
    }
    Ok(columns)
}

fn kind_of(column: &str, kinds: &[Row]) -> Result<Kind> {
    for row in kinds {
        if row.get::<String>("name")? == column {
            return match &*row.get::<String>("kind")? {
                "bigint" => Ok(Kind::Integer),
                "double precision" => Ok(Kind::Real),
                "boolean" => Ok(Kind::Flag),
                "bytea" => Ok(Kind::Bytes),
                "text" => Ok(Kind::Text),
                other => Err(unlike(format!(
                    "column {column} is {other}, which is not carried over"
                ))),
            };
        }
    }
    Err(unlike(format!("PostgreSQL has no column {column}")))
}

/// Tables of the two kinds that are not those of one program.
fn unlike(what: String) -> Error {
    Error::Other {
        source: what.into(),
    }
}

impl Table {
    /// A question for all rows, in the order of their key.
    fn all(&self, on: &Transaction) -> String {
        let mut key: Vec<&Column> = self.columns.iter().filter(|c| c.in_key.is_some()).collect();
        key.sort_by_key(|column| column.in_key);
        let ordered = key.into_iter().map(|column| match (on, column.kind) {
            // Bytes, as SQLite orders texts; the database may have been made for a language.
            (Transaction::Postgres(_), Kind::Text) => format!("{} collate \"C\"", column.name),
            _ => column.name.clone(),
        });
        let key = ordered.collect::<Vec<_>>().join(", ");
        format!("select {} from {} order by {key}", self.list(), self.name)
    }

    fn list(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| &*column.name).collect();
        names.join(", ")
    }

    async fn must_be_empty(&self, on: &Database) -> Result<()> {
        let sql = format!("select 1 as one from {} limit 1", self.name);
        let rows = on.rows(AssertSqlSafe(sql), Vec::new()).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let table = self.name.clone();
        Err(Error::HoldsData { table })
    }

    async fn copy(&self, source: &mut Transaction, target: &mut Transaction) -> Result<()> {
        let into = format!("{} ({})", self.name, self.list());
        let to = Target {
            into: &into,
            width: self.columns.len(),
        };
        let sql = self.all(source);
        let mut rows = source.stream(AssertSqlSafe(sql));
        let (mut waiting, mut bytes) = (Vec::new(), 0);
        while let Some(row) = rows.try_next().await? {
            let values = self.values(&row)?;
            bytes += values.iter().map(Value::len).sum::<usize>();
            waiting.push(values);
            if waiting.len() >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE {
                target.insert(&to, std::mem::take(&mut waiting)).await?;
                bytes = 0;
            }
        }
        target.insert(&to, waiting).await
    }

    /// Reads both sides again, and counts the rows that are the same.
    async fn compare(&self, source: &mut Transaction, target: &mut Transaction) -> Result<u64> {
        let (here, there) = (self.all(source), self.all(target));
        let mut here = source.stream(AssertSqlSafe(here));
        let mut there = target.stream(AssertSqlSafe(there));
        let mut rows = 0;
        loop {
            let is_same = match (here.try_next().await?, there.try_next().await?) {
                (None, None) => return Ok(rows),
                (Some(one), Some(other)) => self.values(&one)? == self.values(&other)?,
                _ => false,
            };
            rows += 1;
            if !is_same {
                let table = self.name.clone();
                return Err(Error::Differs { table, row: rows });
            }
        }
    }

    fn values(&self, row: &Row) -> Result<Vec<Value<'static>>> {
        let columns = self.columns.iter().enumerate();
        let value = |(place, column): (usize, &Column)| {
            Ok(match column.kind {
                Kind::Integer => Value::Integer(row.at(place)?),
                Kind::Real => Value::Real(row.at(place)?),
                Kind::Flag => Value::Flag(row.at(place)?),
                Kind::Text => Value::Text(row.at::<Option<String>>(place)?.map(Into::into)),
                Kind::Bytes => Value::Bytes(row.at(place)?),
            })
        };
        columns.map(value).collect()
    }
}
