//! A layer as a GeoPackage 1.3 with an index of boxes (OGC 12-128r17), through SQLite itself.

use std::path::Path;

use futures::StreamExt;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Sqlite,
    query::Query,
    sqlite::{SqliteArguments, SqliteConnectOptions, SqliteConnection},
};
use tokio::runtime::{Builder, Runtime};

use super::database::quoted;
use crate::{
    formats::export::{
        ExportError, ExportFormat, ExportRow, ExportShape, FileWriter, Sheet, System,
    },
    spatial::{Bbox, Holds, SourceGeometry, Value},
};

/// Rows that are inserted by one statement.
const ROWS: usize = 100;

/// The column of shapes.
const SHAPE: &str = "geom";

/// The tables that every GeoPackage has.
const TABLES: &str = include_str!("tables.sql");

/// A GeoPackage that is being written.
pub(in crate::formats) struct Writer {
    runtime: Runtime,
    connection: SqliteConnection,
    sheet: Sheet,
    waiting: Vec<ExportRow>,
    extent: Option<Bbox>,
    written: u64,
}

impl Writer {
    /// Makes the file and its tables.
    pub(in crate::formats) fn create(path: &Path, sheet: &Sheet) -> Result<Self, ExportError> {
        let runtime = Builder::new_current_thread().enable_time().build()?;
        // Nothing reads the file before it is whole: no journal is needed, and the table of
        // contents comes last.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(false)
            .pragma("journal_mode", "off")
            .pragma("synchronous", "off")
            .pragma("application_id", "1196444487")
            .pragma("user_version", "10300")
            .disable_statement_logging();
        let connection = runtime.block_on(options.connect()).map_err(failed)?;
        let mut writer = Self {
            runtime,
            connection,
            sheet: sheet.clone(),
            waiting: Vec::with_capacity(ROWS),
            extent: None,
            written: 0,
        };
        writer.run("begin".to_owned())?;
        writer.run(TABLES.to_owned())?;
        writer.describe()?;
        Ok(writer)
    }

    /// Runs statements whose names are quoted by the caller and that hold no values.
    fn run(&mut self, sql: String) -> Result<(), ExportError> {
        let mut done = sqlx::raw_sql(AssertSqlSafe(sql)).execute_many(&mut self.connection);
        self.runtime
            .block_on(async move {
                while let Some(one) = done.next().await {
                    one?;
                }
                Ok(())
            })
            .map_err(failed)
    }

    /// Runs a statement with values.
    fn execute(&mut self, query: Query<'_, Sqlite, SqliteArguments>) -> Result<(), ExportError> {
        let done = self.runtime.block_on(query.execute(&mut self.connection));
        done.map(drop).map_err(failed)
    }

    /// The tables of the layer, and what the file says of them.
    fn describe(&mut self) -> Result<(), ExportError> {
        let sheet = self.sheet.clone();
        let (system, mercator) = (sheet.system, System::of(3857));
        let known = [Some(System::lon_lat()), Some(system), mercator];
        for system in known.into_iter().flatten() {
            let code = i64::from(system.epsg);
            let row = sqlx::query(
                "insert or ignore into gpkg_spatial_ref_sys \
                 (srs_name, srs_id, organization, organization_coordsys_id, definition) \
                 values ($1, $2, 'EPSG', $2, $3)",
            );
            self.execute(row.bind(system.name).bind(code).bind(system.wkt))?;
        }
        self.run(table(&sheet))?;
        let row = sqlx::query("insert into gpkg_geometry_columns values ($1, $2, $3, $4, 0, 0)");
        let code = i64::from(system.epsg);
        let row = row.bind(sheet.name.clone()).bind(SHAPE);
        self.execute(row.bind(kind(sheet.shape)).bind(code))?;
        for column in &sheet.columns {
            let row = sqlx::query(
                "insert into gpkg_data_columns (table_name, column_name, description) \
                 values ($1, $2, $3)",
            );
            let row = row.bind(sheet.name.clone()).bind(column.name.clone());
            self.execute(row.bind(column.meaning.clone()))?;
        }
        Ok(())
    }

    fn pass_on(&mut self) -> Result<(), ExportError> {
        let rows = std::mem::take(&mut self.waiting);
        if rows.is_empty() {
            return Ok(());
        }
        self.written += rows.len() as u64;
        let boxes: Vec<(i64, Bbox)> = rows.iter().filter_map(boxed).collect();
        let code = i32::try_from(self.sheet.system.epsg).unwrap_or(-1);
        let sql = insertion(&self.sheet, rows.len());
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for row in rows {
            query = query
                .bind(number(&row))
                .bind(blob(&row, self.sheet.shape, code));
            for (column, value) in self.sheet.columns.iter().zip(row.values) {
                query = bound(query, column.holds, value);
            }
        }
        let done = self.runtime.block_on(query.execute(&mut self.connection));
        done.map_err(failed)?;
        self.index(&boxes)
    }

    /// Adds boxes to the index.
    fn index(&mut self, boxes: &[(i64, Bbox)]) -> Result<(), ExportError> {
        for (_, bbox) in boxes {
            self.extent = Some(self.extent.map_or(*bbox, |extent| extent.union(*bbox)));
        }
        if boxes.is_empty() {
            return Ok(());
        }
        let places = places(boxes.len(), 5);
        let index = quoted(&index_name(&self.sheet));
        let sql = format!("insert into {index} (id, minx, maxx, miny, maxy) values {places}");
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (number, bbox) in boxes {
            query = query.bind(*number).bind(bbox.west).bind(bbox.east);
            query = query.bind(bbox.south).bind(bbox.north);
        }
        let done = self.runtime.block_on(query.execute(&mut self.connection));
        done.map(drop).map_err(failed)
    }

    /// The layer in the table of contents.
    fn list(&mut self) -> Result<(), ExportError> {
        let sheet = &self.sheet;
        let row = sqlx::query(
            "insert into gpkg_contents values ($1, 'features', $2, $3, $4, $5, $6, $7, $8, $9)",
        );
        let row = row.bind(sheet.name.clone()).bind(sheet.title.clone());
        let row = row.bind(sheet.description());
        let row = row.bind(milliseconds(&sheet.written_at));
        let extent = self.extent;
        let row = row
            .bind(extent.map(|extent| extent.west))
            .bind(extent.map(|extent| extent.south))
            .bind(extent.map(|extent| extent.east))
            .bind(extent.map(|extent| extent.north));
        let row = row.bind(i64::from(sheet.system.epsg));
        self.execute(row)
    }

    /// How QGIS draws the layer, in the table where it looks for that.
    fn style(&mut self) -> Result<(), ExportError> {
        let Some(qml) = self.sheet.qml.clone() else {
            return Ok(());
        };
        self.run(include_str!("styles.sql").to_owned())?;
        let row = sqlx::query(
            "insert into layer_styles (f_table_catalog, f_table_schema, f_table_name, \
             f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, \
             update_time) values ('', '', $1, $2, $1, $3, '', 1, $4, '', $5)",
        );
        let row = row.bind(self.sheet.name.clone()).bind(SHAPE).bind(qml);
        let row = row.bind(self.sheet.title.clone());
        self.execute(row.bind(milliseconds(&self.sheet.written_at)))
    }
}

impl FileWriter for Writer {
    fn add(&mut self, row: &ExportRow) -> Result<(), ExportError> {
        self.waiting.push(row.clone());
        if self.waiting.len() == ROWS {
            self.pass_on()?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.pass_on()?;
        self.list()?;
        self.style()?;
        let index = index_triggers(&self.sheet);
        self.run(index)?;
        self.run("commit".to_owned())?;
        let Self {
            runtime,
            connection,
            ..
        } = *self;
        runtime.block_on(connection.close()).map_err(failed)
    }
}

fn failed(error: sqlx::Error) -> ExportError {
    ExportError::failed(ExportFormat::GeoPackage, error)
}

fn kind(shape: ExportShape) -> &'static str {
    match shape {
        ExportShape::Point => "POINT",
        ExportShape::Points => "MULTIPOINT",
        ExportShape::Line => "LINESTRING",
        ExportShape::Lines => "MULTILINESTRING",
        ExportShape::Polygons => "MULTIPOLYGON",
    }
}

/// The layer's own table and its index.
fn table(sheet: &Sheet) -> String {
    let columns: Vec<String> = sheet
        .columns
        .iter()
        .map(|column| {
            let kind = match column.holds {
                Holds::Text => "TEXT",
                Holds::Integer => "INTEGER",
                Holds::Number => "DOUBLE",
                Holds::Bool => "BOOLEAN",
                Holds::Day => "DATE",
                Holds::Moment => "DATETIME",
            };
            format!(", {} {kind}", quoted(&column.name))
        })
        .collect();
    let columns = columns.concat();
    let (table, shape) = (quoted(&sheet.name), kind(sheet.shape));
    let index = quoted(&index_name(sheet));
    format!(
        "create table {table} (fid INTEGER primary key autoincrement not null, \
         {SHAPE} {shape}{columns});
         create virtual table {index} using rtree(id, minx, maxx, miny, maxy);"
    )
}

fn index_name(sheet: &Sheet) -> String {
    format!("rtree_{}_{SHAPE}", sheet.name)
}

/// What keeps the index true when a program edits the file (OGC 12-128r17, F.3), and the line that
/// says so. Names are letters, digits and `_`, so they stand in names of triggers as they are.
fn index_triggers(sheet: &Sheet) -> String {
    include_str!("index.sql")
        .replace("{t}", &sheet.name)
        .replace("{c}", SHAPE)
}

/// `insert into … values (…), (…)` for so many rows.
fn insertion(sheet: &Sheet, rows: usize) -> String {
    let columns: Vec<String> = sheet
        .columns
        .iter()
        .map(|column| format!(", {}", quoted(&column.name)))
        .collect();
    let columns = columns.concat();
    let places = places(rows, sheet.columns.len() + 2);
    let table = quoted(&sheet.name);
    format!("insert into {table} (fid, {SHAPE}{columns}) values {places}")
}

/// `(?, ?), (?, ?)` for so many rows of so many values.
fn places(rows: usize, values: usize) -> String {
    let row = format!("({})", vec!["?"; values].join(", "));
    vec![row; rows].join(", ")
}

fn bound(
    query: Query<'_, Sqlite, SqliteArguments>,
    holds: Holds,
    value: Value,
) -> Query<'_, Sqlite, SqliteArguments> {
    match value {
        Value::Null => query.bind(None::<i64>),
        Value::Bool(yes) => query.bind(yes),
        Value::Integer(number) => query.bind(number),
        Value::Number(number) => query.bind(number),
        Value::Text(text) if holds == Holds::Moment => query.bind(milliseconds(&text)),
        Value::Text(text) => query.bind(text),
    }
}

/// Numbers of records are far below the largest that SQLite counts to.
fn number(row: &ExportRow) -> i64 {
    i64::try_from(row.number).unwrap_or(i64::MAX)
}

fn boxed(row: &ExportRow) -> Option<(i64, Bbox)> {
    let drawing = row.drawing.as_ref()?;
    let bbox = Bbox::around(drawing.coords().copied())?;
    Some((number(row), bbox))
}

/// The shape with its header (OGC 12-128r17, 2.1.3): little-endian, the box before it except for
/// points, which are their own.
fn blob(row: &ExportRow, shape: ExportShape, code: i32) -> Option<Vec<u8>> {
    const WITH_BOX: u8 = 0b0000_0011;
    const PLAIN: u8 = 0b0000_0001;
    /// Bytes of a list's head before its first member.
    const HEAD: usize = 9;
    let drawing: &SourceGeometry = row.drawing.as_ref()?;
    let wkb = drawing.to_wkb();
    let mut blob = vec![b'G', b'P', 0];
    if shape == ExportShape::Point {
        blob.push(PLAIN);
        blob.extend(code.to_le_bytes());
        blob.extend(wkb.get(HEAD..)?);
        return Some(blob);
    }
    let (_, bbox) = boxed(row)?;
    blob.push(WITH_BOX);
    blob.extend(code.to_le_bytes());
    for edge in [bbox.west, bbox.east, bbox.south, bbox.north] {
        blob.extend(edge.to_le_bytes());
    }
    let start = if shape == ExportShape::Line { HEAD } else { 0 };
    blob.extend(wkb.get(start..)?);
    Some(blob)
}

/// A moment as GeoPackage writes it: in UTC, with three decimals of a second.
fn milliseconds(moment: &str) -> String {
    let Some(seconds) = moment.get(..19).filter(|_| moment.ends_with('Z')) else {
        return moment.to_owned();
    };
    let part = moment[19..].trim_start_matches('.').trim_end_matches('Z');
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    format!("{seconds}.{part}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_three_decimals() {
        for (given, written) in [
            ("2026-03-09T08:00:00Z", "2026-03-09T08:00:00.000Z"),
            ("2026-03-09T08:00:00.5Z", "2026-03-09T08:00:00.500Z"),
            ("2026-03-09T08:00:00.123456Z", "2026-03-09T08:00:00.123Z"),
            ("2026-03-09T08:00:00+01:00", "2026-03-09T08:00:00+01:00"),
        ] {
            assert_eq!(milliseconds(given), written);
        }
    }
}
