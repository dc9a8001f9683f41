//! Which table of a GeoPackage is read, and whether it is a plain one.

use sqlx::{Row, sqlite::SqliteRow};

use super::database::{Database, broken, quoted};
use crate::formats::{DeclaredCrs, Error, source::Found, text::cleaned};

/// Everything the file defines, but indices.
const SCHEMA: &str = "select type, name, tbl_name, coalesce(sql, '') \
    from sqlite_master where type in ('table', 'view', 'trigger') order by name limit 20000";

/// The layers the file lists.
const CONTENTS: &str = "select table_name, data_type from gpkg_contents \
    where data_type in ('features', 'attributes') order by table_name limit 1000";

/// The column of a layer's shapes.
const GEOMETRY: &str = "select column_name, srs_id from gpkg_geometry_columns \
    where lower(table_name) = lower($1) limit 1";

/// A reference system by its number in the file.
const REFERENCE_SYSTEM: &str = "select organization, organization_coordsys_id, definition \
    from gpkg_spatial_ref_sys where srs_id = cast($1 as integer) limit 1";

/// The columns of a table; those with `hidden` are computed.
const COLUMNS: &str = "select name, type, hidden from pragma_table_xinfo($1) limit 2100";

/// A column that is passed on.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// Whether 0 and 1 mean no and yes.
    pub(super) is_boolean: bool,
}

/// The table that is read.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) name: String,
    pub(super) geometry: Option<String>,
    pub(super) columns: Vec<Column>,
    pub(super) crs: DeclaredCrs,
    pub(super) total: u64,
    pub(super) notes: Vec<String>,
    /// The file's name, for messages.
    pub(super) file: String,
    pub(super) limits: crate::formats::Limits,
}

impl Layer {
    /// The layer that was asked for, or the only one with shapes.
    pub(super) fn choose(database: &mut Database, found: &Found) -> Result<Self, Error> {
        let schema = Schema::read(database)?;
        schema.check_tables_of_contents(database)?;
        let listed = listed(database)?;
        let name = chosen(&listed, found)?;
        let table = schema.plain_table(&name, &database.file)?;
        let mut layer = Self {
            geometry: None,
            columns: Vec::new(),
            crs: DeclaredCrs::Undeclared,
            total: database.count(format!("select count(*) from {}", quoted(&table)))?,
            notes: wal_note(found),
            file: found.file.clone(),
            limits: found.limits(),
            name: table,
        };
        if schema.holds("gpkg_geometry_columns") {
            layer.read_geometry(database)?;
        }
        layer.read_columns(database)?;
        Ok(layer)
    }

    fn read_geometry(&mut self, database: &mut Database) -> Result<(), Error> {
        let rows = database.rows(GEOMETRY, &[&self.name])?;
        let Some(row) = rows.first() else {
            return Ok(());
        };
        self.geometry = Some(text(row, 0, &database.file)?);
        let number: i64 = row.try_get_unchecked(1).unwrap_or(0);
        let rows = database.rows(REFERENCE_SYSTEM, &[&number.to_string()])?;
        if let Some(row) = rows.first() {
            self.crs = declared(row, &database.file)?;
        }
        Ok(())
    }

    fn read_columns(&mut self, database: &mut Database) -> Result<(), Error> {
        let mut found_geometry = self.geometry.is_none();
        for row in database.rows(COLUMNS, &[&self.name])? {
            let name = text(&row, 0, &database.file)?;
            let kind = text(&row, 1, &database.file)?;
            let is_computed = row.try_get_unchecked::<i64, _>(2).unwrap_or(0) != 0;
            let is_geometry = self.geometry.as_ref() == Some(&name);
            found_geometry |= is_geometry && !is_computed;
            let is_bytes = kind.to_ascii_lowercase().contains("blob");
            if is_computed || (is_bytes && !is_geometry) {
                let shown = cleaned(&name);
                self.notes.push(format!(
                    "the column {shown} holds bytes or is computed, and is not read"
                ));
            } else if !is_geometry {
                self.columns.push(Column {
                    name,
                    is_boolean: kind.eq_ignore_ascii_case("boolean"),
                });
            }
        }
        if found_geometry {
            return Ok(());
        }
        Err(Error::UnsafeLayer {
            file: database.file.clone(),
            layer: self.name.clone(),
            reason: "its column of shapes is computed or missing".to_owned(),
        })
    }
}

/// What the file defines: kind, name, table, statement.
struct Schema(Vec<[String; 4]>);

impl Schema {
    fn read(database: &mut Database) -> Result<Self, Error> {
        let rows = database.rows(SCHEMA, &[])?;
        let entry = |row: &SqliteRow| {
            let at = |i| text(row, i, &database.file);
            Ok([at(0)?, at(1)?, at(2)?, at(3)?])
        };
        rows.iter().map(entry).collect::<Result<_, _>>().map(Self)
    }

    fn holds(&self, name: &str) -> bool {
        self.named(name).is_some()
    }

    /// A table or view by its name, as SQLite compares names.
    fn named(&self, name: &str) -> Option<&[String; 4]> {
        let same =
            |entry: &&[String; 4]| entry[0] != "trigger" && entry[1].eq_ignore_ascii_case(name);
        self.0.iter().find(same)
    }

    /// The tables that say what the file holds must be there, and plain.
    fn check_tables_of_contents(&self, database: &Database) -> Result<(), Error> {
        for name in ["gpkg_contents", "gpkg_spatial_ref_sys"] {
            if !self.holds(name) {
                return Err(Error::NoLayer {
                    file: database.file.clone(),
                    advice: "it is an SQLite file without a GeoPackage's tables",
                });
            }
        }
        for name in [
            "gpkg_contents",
            "gpkg_spatial_ref_sys",
            "gpkg_geometry_columns",
        ] {
            if self.holds(name) {
                self.plain_table(name, &database.file)?;
            }
        }
        Ok(())
    }

    /// The table's own spelling, if nothing on it would run.
    fn plain_table(&self, name: &str, file: &str) -> Result<String, Error> {
        let refuse = |reason: String| Error::UnsafeLayer {
            file: file.to_owned(),
            layer: cleaned(name).into_owned(),
            reason,
        };
        let Some([kind, own, _, sql]) = self.named(name) else {
            return Err(refuse("the file lists it but does not hold it".to_owned()));
        };
        if kind != "table" {
            return Err(refuse(
                "it is a view, which runs a query of the file's own".to_owned(),
            ));
        }
        let head = sql.trim_start().to_ascii_lowercase();
        if head.starts_with("create virtual") {
            return Err(refuse("it is a virtual table, which runs code".to_owned()));
        }
        match self.strange_trigger(own) {
            Some(trigger) => Err(refuse(format!(
                "it carries the trigger {}, which GeoPackage does not know",
                cleaned(trigger)
            ))),
            None => Ok(own.clone()),
        }
    }

    /// A trigger on the table that no writer of such files makes.
    fn strange_trigger(&self, table: &str) -> Option<&str> {
        const KNOWN: [&str; 4] = [
            "rtree_",
            "trigger_insert_feature_count_",
            "trigger_delete_feature_count_",
            "gpkg_",
        ];
        let strange = self.0.iter().find(|[kind, name, on, _]| {
            let name = name.to_ascii_lowercase();
            kind == "trigger"
                && on.eq_ignore_ascii_case(table)
                && !KNOWN.iter().any(|known| name.starts_with(known))
        });
        strange.map(|[_, name, _, _]| name.as_str())
    }
}

/// The layers listed: name, and whether they have shapes.
fn listed(database: &mut Database) -> Result<Vec<(String, bool)>, Error> {
    let rows = database.rows(CONTENTS, &[])?;
    let entry = |row: &SqliteRow| {
        let kind = text(row, 1, &database.file)?;
        Ok((text(row, 0, &database.file)?, kind == "features"))
    };
    rows.iter().map(entry).collect()
}

/// The layer asked for, else the only one with shapes, else the only one.
fn chosen(listed: &[(String, bool)], found: &Found) -> Result<String, Error> {
    let (file, layers) = (
        found.file.clone(),
        listed.iter().map(|(name, _)| cleaned(name).into_owned()),
    );
    if let Some(layer) = &found.options.layer {
        let same = |name: &String| name.eq_ignore_ascii_case(layer);
        return layers.clone().find(same).ok_or_else(|| Error::NoSuchLayer {
            file,
            layer: layer.clone(),
            layers: layers.collect(),
        });
    }
    let shaped: Vec<_> = listed.iter().filter(|(_, shaped)| *shaped).collect();
    match (shaped.as_slice(), listed) {
        ([(only, _)], _) | ([], [(only, _)]) => Ok(only.clone()),
        ([], []) => Err(Error::NoLayer {
            file,
            advice: "give a GeoPackage with a table of features",
        }),
        _ => Err(Error::SeveralLayers {
            file,
            layers: layers.collect(),
        }),
    }
}

fn declared(row: &SqliteRow, file: &str) -> Result<DeclaredCrs, Error> {
    let organization = text(row, 0, file)?;
    let code: i64 = row.try_get_unchecked(1).unwrap_or(0);
    let definition = text(row, 2, file)?;
    Ok(match u32::try_from(code) {
        Ok(code) if code > 0 && organization.eq_ignore_ascii_case("epsg") => {
            DeclaredCrs::Epsg(code)
        }
        _ if definition.contains('[') => DeclaredCrs::Wkt(definition),
        _ => DeclaredCrs::Undeclared,
    })
}

/// A file in use has its newest rows beside it, where an immutable reader does not look.
fn wal_note(found: &Found) -> Vec<String> {
    let mut beside = found.path.clone().into_os_string();
    beside.push("-wal");
    let pending = std::fs::metadata(beside).is_ok_and(|about| about.len() > 0);
    if pending {
        vec!["another program has unsaved changes in this file; close it and read again".to_owned()]
    } else {
        Vec::new()
    }
}

/// A text of the file's own tables; null is empty.
fn text(row: &SqliteRow, column: usize, file: &str) -> Result<String, Error> {
    row.try_get_unchecked::<Option<String>, _>(column)
        .map(Option::unwrap_or_default)
        .map_err(|e| broken(file, "in its tables of contents".to_owned(), &e))
}
