//! MBTiles 1.3: tiles as rows of an SQLite file, which programs of field work open.
//!
//! Rows count from the south here, and from the north everywhere else in this program.

mod read;
mod write;

pub(super) use read::check;
pub(super) use write::write;

use std::{io, path::Path};

use super::Error;

/// SQLite's own number for a disk without room.
const NO_ROOM: &str = "13";

fn refused(file: &Path, source: sqlx::Error) -> Error {
    let code = source
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    if code.is_some_and(|code| code == NO_ROOM) {
        return Error::io(file, io::ErrorKind::StorageFull.into());
    }
    match source {
        sqlx::Error::Io(source) => Error::io(file, source),
        source => Error::MbTiles {
            file: file.display().to_string(),
            source: Box::new(source),
        },
    }
}
