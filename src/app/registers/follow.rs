//! What a change must not break, and what follows from it in other registers.

use serde_json::json;
use time::{Date, Month};

use super::desk_work::DeskWork;
use crate::{
    app::Error,
    domain::{Code, PlacementKind, Register, RegisterEntry},
};

/// Months after a move at which a household is asked how it lives.
const FOLLOW_UP_MONTHS: [u32; 4] = [3, 6, 12, 24];
/// Months after a voluntary return at which contact is sought.
const RETURN_MONTHS: [u32; 1] = [6];
/// From this follow-up on a household that still lives there is said to be sustained.
const SUSTAINED_MONTHS: u32 = 12;

impl DeskWork<'_> {
    /// The rule that an entry's new state breaks, if there is one.
    pub(super) async fn broken_rule(
        &mut self,
        entry: &RegisterEntry,
    ) -> Result<Option<String>, Error> {
        let state = entry.state.as_str();
        Ok(match (entry.register, state) {
            (Register::Household, "housed")
                if !self.has_moved(entry, PlacementKind::is_home).await? =>
            {
                Some(format!(
                    "household {} has not moved into a home: no move of it is recorded as moved",
                    entry.code
                ))
            }
            (Register::Household, "proposed") if self.open_proposals(entry).await? == 0 => {
                Some(format!(
                    "no home is proposed to household {} and waits for its answer",
                    entry.code
                ))
            }
            (Register::Household, "kept_in_place" | "voluntary_return")
                if !self
                    .has_moved(entry, |kind| outcome(kind) == Some(state))
                    .await? =>
            {
                Some(format!(
                    "no move of household {} records that outcome",
                    entry.code
                ))
            }
            (Register::Move, "moved") => self.awaited(entry).await?,
            _ => None,
        })
    }

    async fn has_moved(
        &mut self,
        household: &RegisterEntry,
        counts: impl Fn(PlacementKind) -> bool,
    ) -> Result<bool, Error> {
        let moves = self.leading_to(household, Register::Move).await?;
        Ok(moves
            .iter()
            .any(|one| one.state == "moved" && kind_of(one).is_some_and(&counts)))
    }

    async fn open_proposals(&mut self, household: &RegisterEntry) -> Result<usize, Error> {
        let proposals = self.leading_to(household, Register::Proposal).await?;
        Ok(proposals
            .iter()
            .filter(|one| one.is_open_proposal())
            .count())
    }

    /// Does what follows from an entry's state, new or other than before.
    pub(super) async fn follow(
        &mut self,
        entry: &RegisterEntry,
        before: Option<&str>,
    ) -> Result<(), Error> {
        match (entry.register, entry.state.as_str()) {
            (Register::Proposal, "proposed") => self.propose(entry).await,
            (Register::Proposal, "accepted") => self.reserve(entry).await,
            (Register::Proposal, _) => self.give_back(entry).await,
            (Register::Move, "moved") => self.settle(entry).await,
            (Register::Move, "ended") => self.end(entry).await,
            (Register::FollowUp, "done") => self.sustain(entry).await,
            (Register::Accompaniment, "under_way") if before.is_none() => {
                let mut household = self.household_of(entry).await?;
                self.advance(&mut household, ("accompanied", entry)).await
            }
            (Register::Household, _) if before.is_none() => self.arrive(entry).await,
            _ => Ok(()),
        }
    }

    pub(super) async fn household_of(
        &mut self,
        entry: &RegisterEntry,
    ) -> Result<RegisterEntry, Error> {
        let code = entry.body.text("household").unwrap_or_default().to_owned();
        self.linked((Register::Household, &code)).await
    }

    async fn unit_of(&mut self, entry: &RegisterEntry) -> Result<Option<RegisterEntry>, Error> {
        let Some(code) = entry.body.text("unit").map(str::to_owned) else {
            return Ok(None);
        };
        self.linked((Register::HousingUnit, &code)).await.map(Some)
    }

    /// A household that is entered with its settlement lives there.
    async fn arrive(&mut self, household: &RegisterEntry) -> Result<(), Error> {
        let Some(settlement) = household.body.text("settlement") else {
            return Ok(());
        };
        let since = household.body.day("arrived_on").unwrap_or(self.today());
        let stay = [
            ("household", json!(household.code)),
            ("settlement", json!(settlement)),
            ("since", json!(since.to_string())),
            ("because", json!("arrival")),
        ];
        self.add_following(Register::Stay, &stay).await?;
        Ok(())
    }

    async fn propose(&mut self, proposal: &RegisterEntry) -> Result<(), Error> {
        if let Some(unit) = self.unit_of(proposal).await?
            && unit.state != "available"
        {
            let rule = format!("home {} is {}, not available", unit.code, unit.state);
            return Err(Error::Rule { rule });
        }
        let mut household = self.household_of(proposal).await?;
        self.advance(&mut household, ("proposed", proposal)).await
    }

    async fn reserve(&mut self, proposal: &RegisterEntry) -> Result<(), Error> {
        let household = self.household_of(proposal).await?;
        if let Some(mut unit) = self.unit_of(proposal).await? {
            unit.body.set("reserved_for", household.code);
            self.advance(&mut unit, ("reserved", proposal)).await?;
        }
        Ok(())
    }

    /// The home is free again, and the household waits for another one.
    async fn give_back(&mut self, proposal: &RegisterEntry) -> Result<(), Error> {
        let mut household = self.household_of(proposal).await?;
        if let Some(mut unit) = self.unit_of(proposal).await?
            && unit.body.text("reserved_for") == Some(household.code.as_str())
        {
            unit.body.clear("reserved_for");
            self.advance(&mut unit, ("available", proposal)).await?;
        }
        if self.open_proposals(&household).await? == 0 && household.state == "proposed" {
            self.advance(&mut household, ("accompanied", proposal))
                .await?;
        }
        Ok(())
    }

    /// The household has moved: it has an outcome, its home is occupied, its stay is over, and
    /// follow-ups fall due.
    async fn settle(&mut self, moved: &RegisterEntry) -> Result<(), Error> {
        let mut household = self.household_of(moved).await?;
        let kind = kind_of(moved).unwrap_or(PlacementKind::Unknown);
        let on = moved.body.day("moved_on").unwrap_or(self.today());
        if let Some(state) = outcome(kind) {
            self.advance(&mut household, (state, moved)).await?;
        }
        if let Some(mut unit) = self.unit_of(moved).await? {
            self.advance(&mut unit, ("occupied", moved)).await?;
        }
        if kind != PlacementKind::MaintainedInPlace {
            self.end_stays(&household, on).await?;
        }
        for months in followed(kind) {
            let due = [
                ("move", json!(moved.code)),
                ("household", json!(household.code)),
                ("months", json!(months)),
                ("due_on", json!(months_after(on, *months).to_string())),
            ];
            self.add_following(Register::FollowUp, &due).await?;
        }
        Ok(())
    }

    async fn end_stays(&mut self, household: &RegisterEntry, on: Date) -> Result<(), Error> {
        for mut stay in self.leading_to(household, Register::Stay).await? {
            let began = stay.body.day("since");
            if stay.body.day("until").is_none() && began.is_none_or(|began| began <= on) {
                stay.body.set("until", on.to_string());
                let done = (crate::domain::Deed::Changed, None, None);
                self.write(&mut stay, done).await?;
            }
        }
        Ok(())
    }

    /// A home is left: it is free again, follow-ups that are due are dropped, and a household that
    /// is back on a settlement or lost is said to be.
    async fn end(&mut self, ended: &RegisterEntry) -> Result<(), Error> {
        if let Some(mut unit) = self.unit_of(ended).await? {
            unit.body.clear("reserved_for");
            self.advance(&mut unit, ("available", ended)).await?;
        }
        for mut due in self.leading_to(ended, Register::FollowUp).await? {
            self.advance(&mut due, ("dropped", ended)).await?;
        }
        let mut household = self.household_of(ended).await?;
        let next = match ended.body.text("end_cause") {
            Some("lost_contact") => "lost_contact",
            Some("returned_to_site" | "evicted" | "abandoned" | "moved_on_worse") => "accompanied",
            _ => return Ok(()),
        };
        self.advance(&mut household, (next, ended)).await
    }

    async fn sustain(&mut self, done: &RegisterEntry) -> Result<(), Error> {
        let lasts = done.body.text("outcome") == Some("still_housed");
        if lasts && done.body.count("months") >= Some(SUSTAINED_MONTHS) {
            let mut household = self.household_of(done).await?;
            self.advance(&mut household, ("sustained", done)).await?;
        }
        Ok(())
    }
}

/// Months after a move of a kind at which its household is asked how it lives.
fn followed(kind: PlacementKind) -> &'static [u32] {
    match kind {
        PlacementKind::MaintainedInPlace => &FOLLOW_UP_MONTHS,
        PlacementKind::VoluntaryReturn => &RETURN_MONTHS,
        _ if kind.is_home() => &FOLLOW_UP_MONTHS,
        _ => &[],
    }
}

pub(super) fn kind_of(entry: &RegisterEntry) -> Option<PlacementKind> {
    PlacementKind::from_code(entry.body.text("kind")?)
}

/// The state of a household that a move of a kind leads to.
fn outcome(kind: PlacementKind) -> Option<&'static str> {
    match kind {
        PlacementKind::MaintainedInPlace => Some("kept_in_place"),
        PlacementKind::VoluntaryReturn => Some("voluntary_return"),
        PlacementKind::Shelter
        | PlacementKind::Hotel
        | PlacementKind::InsertionSite
        | PlacementKind::HostFamily => Some("sheltered"),
        PlacementKind::OtherSite | PlacementKind::NoSolution | PlacementKind::Unknown => None,
        _ => Some("housed"),
    }
}

/// The same day so many months later, or the last of that month.
fn months_after(day: Date, months: u32) -> Date {
    let counted = u32::from(u8::from(day.month())) - 1 + months;
    let year = day.year() + i32::try_from(counted / 12).unwrap_or(0);
    let month = u8::try_from(counted % 12 + 1)
        .ok()
        .and_then(|month| Month::try_from(month).ok())
        .unwrap_or(Month::January);
    let last = month.length(year);
    Date::from_calendar_date(year, month, day.day().min(last)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_follow_up_of_the_end_of_a_month_stays_in_its_month() {
        assert_eq!(
            months_after(date!(2025 - 11 - 30), 3),
            date!(2026 - 02 - 28)
        );
        assert_eq!(
            months_after(date!(2026 - 01 - 31), 24),
            date!(2028 - 01 - 31)
        );
        assert_eq!(
            months_after(date!(2026 - 12 - 01), 12),
            date!(2027 - 12 - 01)
        );
    }
}
