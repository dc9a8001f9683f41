//! An officer's word beside a computed score: another class, or imminent danger. It never replaces
//! the score, has a reason, an author and a last day, and its history is only added to.

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{EntryError, HazardClass, Origin, SettlementId, code_list, entry};

/// What an officer says of a settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It belongs into this class.
    Class(HazardClass),
    /// It cannot wait.
    ImminentDanger,
}

code_list! {
    /// Which sort of word it is; of each, the newest of a settlement counts.
    VerdictKind {
        /// Another class than the computed one.
        Class = "class",
        /// Imminent danger.
        ImminentDanger = "imminent_danger",
    }
}

impl Verdict {
    /// Which sort of word it is.
    #[must_use]
    pub fn kind(self) -> VerdictKind {
        match self {
            Self::Class(_) => VerdictKind::Class,
            Self::ImminentDanger => VerdictKind::ImminentDanger,
        }
    }

    /// The class, where it is one.
    #[must_use]
    pub fn class(self) -> Option<HazardClass> {
        match self {
            Self::Class(class) => Some(class),
            Self::ImminentDanger => None,
        }
    }
}

/// An officer's word on one settlement.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// For ever.
    pub id: Uuid,
    /// Which settlement.
    pub settlement: SettlementId,
    /// What is said.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Who says it.
    pub by: String,
    /// When it was said.
    pub at: OffsetDateTime,
    /// Last day on which it holds.
    pub until: Date,
    /// Whether a newer word of the same sort has been said of the settlement.
    pub replaced: bool,
    /// Its end before that day, when it was taken back.
    pub lifted: Option<Lifting>,
}

/// An override taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Lifting {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: OffsetDateTime,
}

code_list! {
    /// What has become of an override.
    OverrideState {
        /// It holds.
        InForce = "in_force",
        /// Its last day has passed.
        Ended = "ended",
        /// It was taken back.
        Lifted = "lifted",
        /// A newer one stands in its place.
        Replaced = "replaced",
    }
}

/// An override as it is entered. A class or `imminent_danger`, not both.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewOverride {
    /// A to E; absent for imminent danger.
    pub class: String,
    /// Why: 3 to 1,000 characters.
    pub reason: String,
    /// Who says it: 2 to 80 characters.
    pub by: String,
    /// Last day on which it holds: from tomorrow to 366 days from today.
    pub until: String,
}

/// The end of an override as it is entered.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewLifting {
    /// Why: 3 to 1,000 characters.
    pub reason: String,
    /// Who takes it back: 2 to 80 characters.
    pub by: String,
}

/// Days that an override can hold at most: beyond a year somebody has to look again.
const LONGEST_DAYS: i64 = 366;

impl Override {
    /// What was entered, checked.
    ///
    /// # Errors
    /// A reason, an author or a last day that is missing or out of range; a class that is none, or
    /// one beside imminent danger.
    pub fn entered(
        new: &NewOverride,
        kind: VerdictKind,
        origin: Origin,
    ) -> Result<Self, EntryError> {
        let today = origin.at.date();
        let tomorrow = today.saturating_add(Duration::DAY);
        let last = today.saturating_add(Duration::days(LONGEST_DAYS));
        let verdict = match kind {
            VerdictKind::Class => Verdict::Class(entry::word("class", &new.class)?),
            VerdictKind::ImminentDanger if new.class.is_empty() => Verdict::ImminentDanger,
            VerdictKind::ImminentDanger => {
                let allowed = "nothing: imminent danger has no class";
                return Err(EntryError::of("class", &new.class, allowed));
            }
        };
        Ok(Self {
            id: origin.id,
            settlement: origin.settlement,
            verdict,
            reason: entry::text("reason", &new.reason, REASON)?,
            by: entry::author(&new.by)?,
            at: origin.at,
            until: entry::day("until", &new.until, tomorrow..=last)?,
            replaced: false,
            lifted: None,
        })
    }

    /// What has become of it by a day; its last day is included.
    #[must_use]
    pub fn state(&self, today: Date) -> OverrideState {
        if self.lifted.is_some() {
            OverrideState::Lifted
        } else if self.replaced {
            OverrideState::Replaced
        } else if self.until < today {
            OverrideState::Ended
        } else {
            OverrideState::InForce
        }
    }
}

/// Characters of a reason.
const REASON: std::ops::RangeInclusive<usize> = 3..=1_000;

impl Lifting {
    /// What was entered, checked.
    ///
    /// # Errors
    /// A reason or an author that is missing.
    pub fn entered(new: &NewLifting, at: OffsetDateTime) -> Result<Self, EntryError> {
        Ok(Self {
            reason: entry::text("reason", &new.reason, REASON)?,
            by: entry::author(&new.by)?,
            at,
        })
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    fn origin() -> Origin {
        Origin {
            id: Uuid::nil(),
            at: datetime!(2026-01-01 12:00 UTC),
            settlement: SettlementId(Uuid::nil()),
        }
    }

    fn said(until: &str) -> NewOverride {
        NewOverride {
            class: "d".to_owned(),
            reason: "cracked wall above the path".to_owned(),
            by: "duty officer".to_owned(),
            until: until.to_owned(),
        }
    }

    #[test]
    fn an_override_holds_through_its_last_day_and_no_longer() {
        let said = Override::entered(&said("2026-01-31"), VerdictKind::Class, origin()).unwrap();

        assert_eq!(said.verdict, Verdict::Class(HazardClass::D));
        assert_eq!(said.state(date!(2026 - 01 - 31)), OverrideState::InForce);
        assert_eq!(said.state(date!(2026 - 02 - 01)), OverrideState::Ended);
    }

    #[test]
    fn today_and_more_than_a_year_are_no_last_day() {
        for (until, is_taken) in [
            ("2026-01-01", false),
            ("2026-01-02", true),
            ("2027-01-02", true),
            ("2027-01-03", false),
            ("soon", false),
        ] {
            let entered = Override::entered(&said(until), VerdictKind::Class, origin());
            assert_eq!(entered.is_ok(), is_taken, "{until}");
        }
    }

    #[test]
    fn imminent_danger_takes_no_class() {
        let refused = Override::entered(&said("2026-01-31"), VerdictKind::ImminentDanger, origin());

        assert!(
            refused
                .unwrap_err()
                .to_string()
                .contains("`class` is \"d\"")
        );
    }
}
