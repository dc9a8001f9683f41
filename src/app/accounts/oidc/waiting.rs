//! Those who are at the sign-on just now: each may come back once, soon, with the same browser.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// How long somebody may take there.
const LONGEST: Duration = Duration::minutes(10);
/// How long a word of the sign-on is believed, with the difference of both clocks.
const BELIEVED_FOR: Duration = Duration::seconds(super::id_token::OLDEST_S + 120);
/// How many may be there at a time; whoever comes then has those forgotten who went first.
const MOST: usize = 10_000;

/// What is known of somebody who is at the sign-on.
#[derive(Clone, Debug)]
pub(super) struct Away {
    /// What was given to their browser, as a digest.
    pub(super) browser: String,
    /// What must stand in the token.
    pub(super) nonce: String,
    /// What proves that the code was asked for here (RFC 7636).
    pub(super) verifier: String,
    /// When they went.
    pub(super) since: OffsetDateTime,
}

/// All who are there, by what they bring back; and what the sign-on said of those who came in.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    away: Mutex<HashMap<String, Away>>,
    tokens: Mutex<HashMap<Uuid, String>>,
    told: Mutex<HashMap<String, OffsetDateTime>>,
}

impl Waiting {
    /// Somebody goes.
    pub(super) fn put(&self, state: String, away: Away) {
        let mut all = lock(&self.away);
        if all.len() >= MOST {
            let now = away.since;
            all.retain(|_, of| now - of.since < LONGEST);
        }
        if all.len() >= MOST
            && let Some(first) = all.iter().min_by_key(|(_, of)| of.since)
        {
            let first = first.0.clone();
            all.remove(&first);
        }
        all.insert(state, away);
    }

    /// Somebody comes back, once.
    pub(super) fn take(&self, state: &str, now: OffsetDateTime) -> Option<Away> {
        let away = lock(&self.away).remove(state)?;
        (now - away.since < LONGEST).then_some(away)
    }

    /// Keeps the token of a session, to be shown when it ends.
    pub(super) fn keep_token(&self, session: Uuid, token: String) {
        let mut tokens = lock(&self.tokens);
        if tokens.len() >= MOST {
            tokens.clear();
        }
        tokens.insert(session, token);
    }

    /// Whether something is told for the first time, by its id; for as long as it would be believed.
    pub(super) fn is_new(&self, id: &str, now: OffsetDateTime) -> bool {
        let mut told = lock(&self.told);
        if told.len() >= MOST {
            told.retain(|_, since| now - *since < BELIEVED_FOR);
        }
        told.insert(id.to_owned(), now).is_none()
    }

    /// The token of a session that ends.
    pub(super) fn token(&self, session: Uuid) -> Option<String> {
        lock(&self.tokens).remove(&session)
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
