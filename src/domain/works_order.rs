//! Work asked for on a settlement: water points, toilets, safer wiring … until it is done.

use std::collections::BTreeMap;

use serde::Deserialize;
use time::{Date, Duration, Month, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{EntryError, Origin, SettlementId, code_list, each_once, entry};

code_list! {
    /// What is to be done.
    WorksKind {
        /// A tap or another source of water.
        WaterPoint = "water_point",
        /// Toilets and washing places.
        Toilets = "toilets",
        /// Bins, skips, clearing of waste.
        WasteCollection = "waste_collection",
        /// Wiring, boards, earthing.
        ElectricalSafety = "electrical_safety",
        /// Extinguishers, smoke and carbon monoxide alarms.
        FireEquipment = "fire_equipment",
        /// A way in and out, for people and for engines.
        AccessPath = "access_path",
        /// Lighting of ways and toilets.
        Lighting = "lighting",
        /// Rats, insects.
        PestControl = "pest_control",
        /// Walls, roofs, slopes.
        Structural = "structural",
        /// Drains against standing water.
        Drainage = "drainage",
        /// Anything else; the note says what.
        Other = "other",
    }
}

/// Work asked for on one settlement.
#[derive(Clone, Debug, PartialEq)]
pub struct WorksOrder {
    /// For ever.
    pub id: Uuid,
    /// Which settlement.
    pub settlement: SettlementId,
    /// What is to be done.
    pub kind: WorksKind,
    /// Since when it is asked for.
    pub requested_on: Date,
    /// When it should be done.
    pub due_on: Option<Date>,
    /// Who is to do it.
    pub team: Option<String>,
    /// What it costs, in hundredths of a euro.
    pub cost_cents: Option<u64>,
    /// Anything else about it.
    pub note: Option<String>,
    /// Who asked for it.
    pub by: String,
    /// When it was written down.
    pub at: OffsetDateTime,
    /// Its end, once it has one.
    pub ending: Option<WorksEnding>,
}

code_list! {
    /// How an order ends.
    Ending {
        /// The work is done.
        Done = "done",
        /// It will not be done.
        Cancelled = "cancelled",
    }
}

/// The end of a works order.
#[derive(Clone, Debug, PartialEq)]
pub struct WorksEnding {
    /// Done or cancelled.
    pub how: Ending,
    /// On which day.
    pub on: Date,
    /// Anything else about it; for a cancelled one, why.
    pub note: Option<String>,
    /// Who says so.
    pub by: String,
    /// When it was written down.
    pub at: OffsetDateTime,
    /// What was seen on the spot when it was done: question to answer.
    pub answers: BTreeMap<String, serde_json::Value>,
}

code_list! {
    /// How far an order has come.
    WorksStatus {
        /// Asked for, and not late.
        Open = "open",
        /// Asked for, and later than it should be.
        Overdue = "overdue",
        /// Done.
        Done = "done",
        /// Not going to be done.
        Cancelled = "cancelled",
    }
}

/// A works order as it is entered.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewWorksOrder {
    /// Code of the settlement.
    pub settlement: String,
    /// What is to be done.
    #[schema(value_type = WorksKind)]
    pub kind: String,
    /// Since when it is asked for; today unless given, never later.
    pub requested_on: String,
    /// When it should be done: from that day to ten years after.
    pub due_on: String,
    /// Who is to do it: up to 80 characters.
    pub team: String,
    /// What it costs in euros: 0 to 100,000,000.
    pub cost_eur: Option<f64>,
    /// Anything else about it: up to 1,000 characters.
    pub note: String,
    /// Who asks: 2 to 80 characters.
    pub by: String,
}

/// The end of a works order as it is entered.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewEnding {
    /// On which day: from the day it was asked for to today, today unless given.
    pub on: String,
    /// Anything else about it: up to 1,000 characters; a cancelled order needs it.
    pub note: String,
    /// Who says so: 2 to 80 characters.
    pub by: String,
    /// What was seen on the spot: question → number, `yes`, `no` or `unknown`, each once. Makes a visit.
    #[serde(deserialize_with = "each_once")]
    #[schema(value_type = Object)]
    pub answers: BTreeMap<String, serde_json::Value>,
}

/// The most an order may cost, in euros.
const DEAREST_EUR: f64 = 100_000_000.0;
/// Before this nothing was written down here; an earlier day is a slip of the pen.
const EARLIEST: Date = match Date::from_calendar_date(1990, Month::January, 1) {
    Ok(day) => day,
    Err(_) => Date::MIN,
};

impl WorksOrder {
    /// What was entered, checked.
    ///
    /// # Errors
    /// A kind that is none, a day out of range, one that is due before it is requested, a negative
    /// cost, a text too long.
    pub fn entered(new: &NewWorksOrder, origin: Origin) -> Result<Self, EntryError> {
        let today = origin.at.date();
        let requested_on = entry::day_if_any("requested_on", &new.requested_on, EARLIEST..=today)?
            .unwrap_or(today);
        let latest = requested_on.saturating_add(Duration::days(3_653));
        Ok(Self {
            id: origin.id,
            settlement: origin.settlement,
            kind: entry::word("kind", &new.kind)?,
            requested_on,
            due_on: entry::day_if_any("due_on", &new.due_on, requested_on..=latest)?,
            team: entry::text_if_any("team", &new.team, 80)?,
            cost_cents: new.cost_eur.map(cents).transpose()?,
            note: entry::text_if_any("note", &new.note, 1_000)?,
            by: entry::author(&new.by)?,
            at: origin.at,
            ending: None,
        })
    }

    /// The end that was entered for this order, checked; its answers are checked by whoever knows
    /// the questions.
    ///
    /// # Errors
    /// A day before the order was requested or in the future; a cancelled order without a reason,
    /// or with answers.
    pub fn ended(
        &self,
        how: Ending,
        new: &NewEnding,
        at: OffsetDateTime,
    ) -> Result<WorksEnding, EntryError> {
        let today = at.date();
        if how == Ending::Cancelled && !new.answers.is_empty() {
            let given = new.answers.keys().next().map_or("", String::as_str);
            let allowed = "no answers: nothing was done that could be seen";
            return Err(EntryError::of("answers", given, allowed));
        }
        let on = entry::day_if_any("on", &new.on, self.requested_on..=today)?;
        Ok(WorksEnding {
            how,
            on: on.unwrap_or(today),
            note: match how {
                Ending::Done => entry::text_if_any("note", &new.note, 1_000)?,
                Ending::Cancelled => Some(entry::text("note", &new.note, 3..=1_000)?),
            },
            by: entry::author(&new.by)?,
            at,
            answers: new.answers.clone(),
        })
    }

    /// How far it has come by a day.
    #[must_use]
    pub fn status(&self, today: Date) -> WorksStatus {
        match (&self.ending, self.due_on) {
            (Some(ending), _) if ending.how == Ending::Done => WorksStatus::Done,
            (Some(_), _) => WorksStatus::Cancelled,
            (None, Some(due_on)) if due_on < today => WorksStatus::Overdue,
            (None, _) => WorksStatus::Open,
        }
    }

    /// What it costs in euros.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "costs are below 2^53 cents by a factor of a million"
    )]
    pub fn cost_eur(&self) -> Option<f64> {
        self.cost_cents.map(|cents| cents as f64 / 100.0)
    }
}

/// Euros as whole hundredths, so that sums are exact.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked before"
)]
fn cents(euros: f64) -> Result<u64, EntryError> {
    if (0.0..=DEAREST_EUR).contains(&euros) {
        return Ok((euros * 100.0).round() as u64);
    }
    let allowed = "euros from 0 to 100000000";
    Err(EntryError::of("cost_eur", &euros.to_string(), allowed))
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    fn origin() -> Origin {
        Origin {
            id: Uuid::nil(),
            at: datetime!(2026-06-15 12:00 UTC),
            settlement: SettlementId(Uuid::nil()),
        }
    }

    fn asked() -> NewWorksOrder {
        NewWorksOrder {
            kind: "toilets".to_owned(),
            requested_on: "2026-06-01".to_owned(),
            due_on: "2026-06-10".to_owned(),
            by: "sanitation team".to_owned(),
            cost_eur: Some(1200.5),
            ..NewWorksOrder::default()
        }
    }

    fn refusal(change: impl FnOnce(&mut NewWorksOrder)) -> String {
        let mut asked = asked();
        change(&mut asked);
        WorksOrder::entered(&asked, origin())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn an_order_is_late_from_the_day_after_it_is_due() {
        let order = WorksOrder::entered(&asked(), origin()).unwrap();

        assert_eq!(order.status(date!(2026 - 06 - 10)), WorksStatus::Open);
        assert_eq!(order.status(date!(2026 - 06 - 11)), WorksStatus::Overdue);
        assert_eq!(order.cost_eur(), Some(1200.5));
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        assert!(refusal(|new| new.due_on = "2026-05-31".into()).contains("`due_on`"));
        assert!(refusal(|new| new.requested_on = "2026-06-16".into()).contains("`requested_on`"));
        assert!(refusal(|new| new.cost_eur = Some(-0.01)).contains("`cost_eur` is \"-0.01\""));
        assert!(refusal(|new| new.cost_eur = Some(f64::NAN)).contains("`cost_eur`"));
        assert!(refusal(|new| new.kind = "palace".into()).contains("one of water_point, toilets"));
        assert!(refusal(|new| new.by = String::new()).contains("`by` is missing"));
    }

    #[test]
    fn an_order_cannot_be_done_before_it_was_requested_nor_cancelled_without_a_reason() {
        let order = WorksOrder::entered(&asked(), origin()).unwrap();
        let mut end = NewEnding {
            on: "2026-05-31".to_owned(),
            by: "works team".to_owned(),
            ..NewEnding::default()
        };

        let early = order.ended(Ending::Done, &end, origin().at).unwrap_err();
        end.on = "2026-06-02".to_owned();
        let done = order.ended(Ending::Done, &end, origin().at).unwrap();
        let cancelled = order.ended(Ending::Cancelled, &end, origin().at);

        assert!(early.to_string().contains("from 2026-06-01 to 2026-06-15"));
        assert_eq!(done.on, date!(2026 - 06 - 02));
        assert!(
            cancelled
                .unwrap_err()
                .to_string()
                .contains("`note` is missing")
        );
    }
}
