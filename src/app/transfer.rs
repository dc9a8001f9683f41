//! All records from one database into another: from a SQLite file to PostgreSQL, or back.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::{Clock, Error, territory_of};
use crate::{
    config::Settings,
    domain::AuditEvent,
    store::{Store, Transferred},
};

/// The files of a SQLite database, behind its own name.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", ".ballast"];

/// Carries all records of these settings into an empty database of the other kind, and compares every
/// row there: all of them are kept, or none. That it was done is a line of the record of changes, in both.
///
/// # Errors
/// A database that holds rows already or is of the same kind, one that cannot be reached, no room.
pub async fn transfer(
    settings: &Settings,
    clock: &Clock,
    (into, by): (&str, &str),
) -> Result<Vec<Transferred>, Error> {
    let new_file = new_file(into);
    let done = carry(settings, clock, (into, by)).await;
    if let (Err(_), Some(file)) = (&done, new_file) {
        // It was made for this, and nothing is in it.
        for end in BESIDE {
            let mut name = file.clone().into_os_string();
            name.push(end);
            std::fs::remove_file(name).ok();
        }
    }
    done
}

async fn carry(
    settings: &Settings,
    clock: &Clock,
    (into, by): (&str, &str),
) -> Result<Vec<Transferred>, Error> {
    let territory = territory_of(settings)?;
    let from = Store::open(&settings.database_url).await?;
    let to = Store::open(into).await?;
    let event = AuditEvent {
        at: clock.now(),
        actor: by.to_owned(),
        action: "transfer".to_owned(),
        subject: "database".to_owned(),
        detail: json!({}),
    };
    let transfer = from.transfer(&to).await?;
    let desk = from.desk(&territory, &event).await?;
    desk.commit().await?;
    let done = transfer.carry_out().await;
    from.close().await;
    to.close().await;
    Ok(done?)
}

/// The SQLite file of an address, where it is not there yet.
fn new_file(address: &str) -> Option<PathBuf> {
    let path = address.strip_prefix("sqlite:")?;
    let path = Path::new(path.strip_prefix("//").unwrap_or(path));
    (!path.exists()).then(|| path.to_owned())
}
