//! What people have written down, as of a day; and how a new piece of it is filed.

use std::collections::HashMap;

use time::{Date, Duration};

use super::{Error, Jalon, Known};
use crate::{
    domain::{AuditEvent, Casework, Filed, Incident, Origin, SettlementId, Territory, VerdictKind},
    store::Store,
};

/// Incidents read at a time.
const PAGE: u32 = 5_000;

/// What stands beside the scores on a day, by settlement.
pub(super) async fn current(
    store: &Store,
    territory: &Territory,
    today: Date,
) -> Result<HashMap<SettlementId, Casework>, Error> {
    let mut all: HashMap<SettlementId, Casework> = HashMap::new();
    for filed in store.overrides_in_force(territory, None, today).await? {
        let said = filed.record;
        let casework = all.entry(said.settlement).or_default();
        match said.verdict.kind() {
            VerdictKind::Class => casework.class = Some(said),
            VerdictKind::ImminentDanger => casework.danger = Some(said),
        }
    }
    for filed in incidents_after(store, territory, year_before(today)).await? {
        let incident = filed.record;
        let casework = all.entry(incident.settlement).or_default();
        casework.incidents.push(incident);
    }
    for casework in all.values_mut() {
        casework
            .incidents
            .sort_by_key(|incident| std::cmp::Reverse(incident.on));
    }
    Ok(all)
}

async fn incidents_after(
    store: &Store,
    territory: &Territory,
    day: Date,
) -> Result<Vec<Filed<Incident>>, Error> {
    let (mut found, mut before) = (Vec::new(), u64::MAX);
    loop {
        let page = store
            .incidents_after(territory, day, (before, PAGE))
            .await?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        before = last.number;
        found.extend(page);
    }
}

/// The same day a year before; of 29 February, the 28th.
fn year_before(today: Date) -> Date {
    today
        .replace_year(today.year() - 1)
        .unwrap_or_else(|_| today.saturating_sub(Duration::days(366)))
}

impl Jalon {
    /// The origin of a record that is filed now for the settlement of a code.
    pub(super) fn origin(&self, code: &str) -> Result<Origin, Error> {
        let atlas = self.atlas();
        let known: &Known = atlas.settlement(code.trim()).ok_or(Error::NoSettlement {
            code: code.to_owned(),
        })?;
        Ok(Origin {
            id: self.clock.new_id(),
            at: self.clock.now(),
            settlement: known.settlement.id,
        })
    }

    /// The id of the settlement of a code.
    pub(super) fn settlement_id(&self, code: &str) -> Result<SettlementId, Error> {
        self.origin(code).map(|origin| origin.settlement)
    }

    /// An event of now. Texts that people wrote stay out of it: they stand in the record itself.
    pub(super) fn event(
        &self,
        (actor, action): (&str, &str),
        subject: String,
        detail: serde_json::Value,
    ) -> AuditEvent {
        AuditEvent {
            at: self.clock.now(),
            actor: actor.to_owned(),
            action: action.to_owned(),
            subject,
            detail,
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_year_before_a_leap_day_is_the_day_before_it() {
        assert_eq!(year_before(date!(2024 - 02 - 29)), date!(2023 - 02 - 28));
        assert_eq!(year_before(date!(2026 - 11 - 22)), date!(2025 - 11 - 22));
    }
}
