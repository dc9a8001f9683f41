//! A change taken back, with all that followed from it.

use super::desk_work::DeskWork;
use crate::{
    app::Error,
    domain::{Deed, Register, RegisterEntry},
};

/// Puts back what every entry was before a change; an entry that it began is taken out.
pub(super) async fn undo(
    work: &mut DeskWork<'_>,
    number: u64,
) -> Result<Vec<RegisterEntry>, Error> {
    undo_if(work, number, may_take_back).await
}

/// Whoever brought a home to another state by an offer or a move, and may not write homes themselves, takes
/// that back with it.
fn may_take_back(work: &DeskWork<'_>, entry: &RegisterEntry) -> Result<(), Error> {
    let followed = entry.register == Register::HousingUnit && entry.changed.1 == work.person.name;
    work.may_write(entry)
        .or_else(|refused| if followed { Ok(()) } else { Err(refused) })
}

/// The same with another rule of who may: one change of many kinds of records has one right.
pub(super) async fn undo_if<'a>(
    work: &mut DeskWork<'a>,
    number: u64,
    may: fn(&DeskWork<'a>, &RegisterEntry) -> Result<(), Error>,
) -> Result<Vec<RegisterEntry>, Error> {
    if work.desk.is_erased(number).await? {
        let why = "something that it had changed was erased".to_owned();
        return Err(Error::NotUndone { number, why });
    }
    let touched = work.desk.touched_by(number).await?;
    if touched.is_empty() {
        let why = "it changed no register".to_owned();
        return Err(Error::NotUndone { number, why });
    }
    let mut undone = Vec::new();
    for id in touched {
        let Some(mut entry) = work.desk.entry_of(id).await? else {
            continue;
        };
        may(work, &entry)?;
        if entry.change != number {
            let why = format!(
                "{} {} was changed again by change {}; take that one back first",
                entry.register, entry.code, entry.change
            );
            return Err(Error::NotUndone { number, why });
        }
        restore(work, &mut entry, number).await?;
        undone.push(entry);
    }
    // What leads to an entry that is taken out is taken out with it, or was changed since.
    for entry in undone.iter().filter(|entry| entry.is_removed) {
        work.refuse_if_led_to(entry).await?;
    }
    Ok(undone)
}

/// An entry may be changed more than once by one change: what it was before the first counts.
async fn restore(
    work: &mut DeskWork<'_>,
    entry: &mut RegisterEntry,
    number: u64,
) -> Result<(), Error> {
    let before = work.desk.before(entry.id, number).await?;
    match before {
        None => entry.is_removed = true,
        Some(before) => {
            let Some(body) = before.body else {
                let why = format!(
                    "the fields of {} {} were erased",
                    entry.register, entry.code
                );
                return Err(Error::NotUndone { number, why });
            };
            entry.state = before.state;
            entry.body = body;
            entry.is_removed = before.is_removed;
        }
    }
    let reason = format!("change {number} taken back");
    work.write(entry, (Deed::Undone, Some(&reason), None)).await
}
