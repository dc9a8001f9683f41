//! Why a change is made, in the words of whoever makes it.

use crate::{
    app::Error,
    domain::{EntryError, StateChange},
};

/// Characters of a reason, and of one that sets a rule aside.
const REASON_MOST: usize = 500;
const OVERRIDE_LEAST: usize = 10;

/// The reason that was given; one that sets a rule aside is longer.
pub(super) fn checked_reason(given: &StateChange) -> Result<Option<String>, Error> {
    if given.overrides {
        return reason_of(&given.reason, OVERRIDE_LEAST).map(Some);
    }
    if given.reason.trim().is_empty() {
        return Ok(None);
    }
    reason_of(&given.reason, 1).map(Some)
}

pub(super) fn reason_of(reason: &str, least: usize) -> Result<String, Error> {
    let reason = reason.trim();
    let length = reason.chars().count();
    if (least..=REASON_MOST).contains(&length) {
        return Ok(reason.to_owned());
    }
    let allowed = format!("a text of {least} to {REASON_MOST} characters");
    Err(Error::Entry(EntryError::of("reason", reason, allowed)))
}
