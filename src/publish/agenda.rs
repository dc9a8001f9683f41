//! The agenda of those who decide: their next sessions, what waits for a decision and until when, and what the latest
//! session has decided. Households are codes.

use std::collections::BTreeMap;

use serde::Serialize;
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339};
use utoipa::ToSchema;

use super::{
    EntryView, WordView,
    board::{named, word},
};
use crate::domain::Words;

/// What waits for a decision, session by session.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgendaView {
    /// The moment it was made for; RFC 3339.
    pub at: String,
    /// Decisions that wait, all of them.
    pub waiting: usize,
    /// How many of them are past their day or hour.
    pub late: usize,
    /// Of which decisions whoever asks is told: of the others nothing is counted or said here.
    pub told: DecisionsTold,
    /// The sessions that are planned, by day.
    pub sessions: Vec<AgendaSessionView>,
    /// What waits and is on the agenda of none of these sessions.
    pub others: Vec<AgendaItemView>,
    /// The latest session that was held.
    pub held: Option<AgendaHeldView>,
    /// Sessions, and things that wait, for which the lists have no room.
    pub left_out: usize,
}

/// Of which decisions somebody is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionsTold {
    /// Of all.
    #[default]
    All,
    /// Of those about settlements and households that one may know of.
    Part,
    /// Of none about a household.
    NoHousehold,
}

/// A session that is planned.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgendaSessionView {
    /// Its code.
    pub code: String,
    /// Who meets.
    pub body: WordView,
    /// On which day; ISO 8601.
    pub planned_on: String,
    /// Days until then, negative where that day is over and nobody has said that it was held.
    pub days_left: i64,
    /// Where.
    pub venue: Option<String>,
    /// Who is asked to come: names of organisations, codes of those that may not be known.
    pub organisations: Vec<String>,
    /// What waits for it, what is due first at the head.
    pub items: Vec<AgendaItemView>,
}

/// Something that waits for a decision.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgendaItemView {
    /// Code of the decision.
    pub code: String,
    /// Who decides.
    pub body: WordView,
    /// What it is about.
    pub subject: WordView,
    /// On the agenda, or deferred.
    pub state: WordView,
    /// Code of the session that it was put down for.
    pub meeting: Option<String>,
    /// Code of the settlement.
    pub settlement: Option<String>,
    /// Its name.
    pub settlement_name: Option<String>,
    /// Code of the household.
    pub household: Option<String>,
    /// Code of the operation.
    pub operation: Option<String>,
    /// By which day; ISO 8601.
    pub due_on: Option<String>,
    /// By which hour, where it is urgent; RFC 3339.
    pub due_at: Option<String>,
    /// Days until that day, negative where it is over.
    pub days_left: Option<i64>,
    /// Minutes until that hour, negative where it is over.
    pub minutes_left: Option<i64>,
    /// Whether its day or hour is over.
    pub is_late: bool,
}

/// A session that was held, and what it has decided.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgendaHeldView {
    /// Its code.
    pub code: String,
    /// Who met.
    pub body: WordView,
    /// On which day; ISO 8601.
    pub held_on: String,
    /// What was written down.
    pub minutes: Option<String>,
    /// What it has decided.
    pub decided: Vec<AgendaDecidedView>,
}

/// Something that was decided.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgendaDecidedView {
    /// Code of the decision.
    pub code: String,
    /// What it is about.
    pub subject: WordView,
    /// Validated or refused.
    pub state: WordView,
    /// Where a household is led to.
    pub orientation: Option<WordView>,
    /// Code of the settlement.
    pub settlement: Option<String>,
    /// Code of the household.
    pub household: Option<String>,
}

/// What it is made of: entries as far as whoever asks may read them.
#[derive(Debug, Default)]
pub struct AgendaFound {
    /// Every session.
    pub meetings: Vec<EntryView>,
    /// Every decision.
    pub decisions: Vec<EntryView>,
    /// The organisations that may be known.
    pub organisations: Vec<EntryView>,
    /// Names of settlements by their codes.
    pub settlements: BTreeMap<String, String>,
    /// Which decisions these are.
    pub told: DecisionsTold,
}

/// The agenda at a moment, with `most` sessions and `most` things that wait; of one body where it is named.
#[must_use]
pub fn agenda(
    mut found: AgendaFound,
    body: Option<&str>,
    (now, most, words): (OffsetDateTime, usize, &Words),
) -> AgendaView {
    if let Some(body) = body {
        found.meetings.retain(|one| one.text("body") == body);
        found.decisions.retain(|one| one.text("body") == body);
    }
    let telling = Telling { now, words, found };
    let mut waiting = telling.waiting();
    let (total, late) = (
        waiting.len(),
        waiting.iter().filter(|one| one.is_late).count(),
    );
    waiting.truncate(most);
    let planned = telling.planned();
    let left_out = (total - waiting.len()) + planned.len().saturating_sub(most);
    let sessions = planned
        .into_iter()
        .take(most)
        .map(|one| telling.session(one, &mut waiting));
    AgendaView {
        at: now.format(&Rfc3339).unwrap_or_default(),
        waiting: total,
        late,
        told: telling.found.told,
        sessions: sessions.collect(),
        held: telling.held(),
        others: waiting,
        left_out,
    }
}

struct Telling<'a> {
    now: OffsetDateTime,
    words: &'a Words,
    found: AgendaFound,
}

impl Telling<'_> {
    /// What waits, what is due first at the head; what has no day comes last.
    fn waiting(&self) -> Vec<AgendaItemView> {
        let is_open = |one: &&EntryView| matches!(one.state.as_str(), "on_agenda" | "deferred");
        let open = self.found.decisions.iter().filter(is_open);
        let mut items: Vec<_> = open.map(|one| self.item(one)).collect();
        items.sort_by_key(|one| {
            let hours = one.minutes_left.unwrap_or(i64::MAX);
            let days = one.days_left.unwrap_or(i64::MAX);
            (
                hours.min(days.saturating_mul(24 * 60)),
                days,
                one.code.clone(),
            )
        });
        items
    }

    fn item(&self, one: &EntryView) -> AgendaItemView {
        let due_at = one.moment("due_at");
        let due_on = one.day("due_on");
        let minutes_left = due_at.map(|at| (at - self.now).whole_minutes());
        let days_left = due_on.map(|day| self.days_until(day));
        AgendaItemView {
            code: one.code.clone(),
            body: word(one.text("body"), self.words),
            subject: word(one.text("subject"), self.words),
            state: word(&one.state, self.words),
            meeting: named(one, "meeting"),
            settlement: named(one, "settlement"),
            settlement_name: self.found.settlements.get(one.text("settlement")).cloned(),
            household: named(one, "household"),
            operation: named(one, "operation"),
            due_on: due_on.map(|day| day.to_string()),
            due_at: due_at.and_then(|at| at.format(&Rfc3339).ok()),
            days_left,
            minutes_left,
            // The hour is the stricter of the two where both are known.
            is_late: due_at.map_or_else(
                || days_left.is_some_and(|days| days < 0),
                |at| at < self.now,
            ),
        }
    }

    /// The sessions that are planned and have a day, by day.
    fn planned(&self) -> Vec<(Date, &EntryView)> {
        let planned = self
            .found
            .meetings
            .iter()
            .filter(|one| one.state == "planned");
        let mut days: Vec<_> = planned
            .filter_map(|one| Some((one.day("planned_on")?, one)))
            .collect();
        days.sort_by_key(|(day, one)| (*day, one.code.clone()));
        days
    }

    /// A session, with what is on its agenda taken out of what waits.
    fn session(
        &self,
        (day, one): (Date, &EntryView),
        waiting: &mut Vec<AgendaItemView>,
    ) -> AgendaSessionView {
        let is_its = |item: &mut AgendaItemView| item.meeting.as_deref() == Some(&one.code);
        AgendaSessionView {
            code: one.code.clone(),
            body: word(one.text("body"), self.words),
            planned_on: day.to_string(),
            days_left: self.days_until(day),
            venue: named(one, "venue"),
            organisations: self.organisations(one),
            items: waiting.extract_if(.., is_its).collect(),
        }
    }

    fn organisations(&self, meeting: &EntryView) -> Vec<String> {
        let codes = meeting
            .fields
            .get("organisations")
            .and_then(serde_json::Value::as_array);
        let codes = codes
            .into_iter()
            .flatten()
            .filter_map(serde_json::Value::as_str);
        let name = |code: &str| {
            let known = self.found.organisations.iter();
            let mut known = known.filter(|one| one.code == code && !one.text("name").is_empty());
            known.next().map_or(code, |one| one.text("name")).to_owned()
        };
        codes.map(name).collect()
    }

    /// The session that was held last, with what it has decided.
    fn held(&self) -> Option<AgendaHeldView> {
        let held = self.found.meetings.iter().filter(|one| one.state == "held");
        let days = held.filter_map(|one| Some((one.day("held_on")?, one)));
        let (day, one) = days.max_by_key(|(day, one)| (*day, one.code.clone()))?;
        let is_taken = |of: &&EntryView| {
            of.text("meeting") == one.code && matches!(of.state.as_str(), "validated" | "refused")
        };
        let decided = self.found.decisions.iter().filter(is_taken);
        Some(AgendaHeldView {
            code: one.code.clone(),
            body: word(one.text("body"), self.words),
            held_on: day.to_string(),
            minutes: named(one, "minutes"),
            decided: decided.map(|of| self.decided(of)).collect(),
        })
    }

    fn decided(&self, one: &EntryView) -> AgendaDecidedView {
        AgendaDecidedView {
            code: one.code.clone(),
            subject: word(one.text("subject"), self.words),
            state: word(&one.state, self.words),
            orientation: named(one, "orientation").map(|way| word(&way, self.words)),
            settlement: named(one, "settlement"),
            household: named(one, "household"),
        }
    }

    fn days_until(&self, day: Date) -> i64 {
        (day - self.now.date()).whole_days()
    }
}

#[cfg(test)]
mod tests;
