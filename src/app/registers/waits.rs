//! What a move into a home waits for: the decision about its household, and the works where a family
//! is kept in place.

use super::{desk_work::DeskWork, follow::kind_of};
use crate::{
    app::Error,
    domain::{PlacementKind, Register, RegisterEntry},
    store::EntriesAsked,
};

/// What is decided of a household before it moves into a home or is kept in place.
const DECIDED: [&str; 4] = [
    "family_request",
    "orientation",
    "placement",
    "works_in_place",
];
/// Operations of one settlement looked at, at most.
const LOOKED_AT: u32 = 1_000;

impl DeskWork<'_> {
    /// The rule that a move breaks by being made now, if there is one. Who is sheltered, returns or
    /// leaves without a solution waits for nobody.
    pub(super) async fn awaited(&mut self, moved: &RegisterEntry) -> Result<Option<String>, Error> {
        let kind = kind_of(moved).unwrap_or(PlacementKind::Unknown);
        let is_kept = kind == PlacementKind::MaintainedInPlace;
        if !is_kept && !kind.is_home() {
            return Ok(None);
        }
        let household = self.household_of(moved).await?;
        if let Some(rule) = self.undecided(&household, kind).await? {
            return Ok(Some(rule));
        }
        // Who stays as the tenant of a home needs no works.
        let needs_works = is_kept && moved.body.text("unit").is_none();
        if needs_works && !self.works_are_done(moved, &household).await? {
            return Ok(Some(format!(
                "household {} is kept in place after works: no operation of kind works_in_place is done there",
                household.code
            )));
        }
        Ok(None)
    }

    /// What stands in the way of a kind of move in the decisions about a household: one that waits, or
    /// the latest one, which says otherwise.
    async fn undecided(
        &mut self,
        household: &RegisterEntry,
        kind: PlacementKind,
    ) -> Result<Option<String>, Error> {
        let mut about = self.leading_to(household, Register::Decision).await?;
        about.retain(|one| {
            let subject = one.body.text("subject");
            subject.is_some_and(|subject| DECIDED.contains(&subject))
        });
        let is_open = |one: &&RegisterEntry| matches!(one.state.as_str(), "on_agenda" | "deferred");
        if let Some(open) = about.iter().find(is_open) {
            return Ok(Some(format!(
                "decision {} about household {} is {}: it is not taken yet",
                open.code, household.code, open.state
            )));
        }
        let latest = about
            .iter()
            .max_by_key(|one| (one.body.day("decided_on"), one.change));
        Ok(latest.and_then(|one| {
            let orientation = one.body.text("orientation").unwrap_or_default();
            let agrees = one.state == "validated" && agrees(orientation, kind);
            let said = if one.state == "validated" {
                orientation
            } else {
                &one.state
            };
            (!agrees).then(|| {
                format!(
                    "decision {} about household {} says {said}, not {kind}",
                    one.code, household.code
                )
            })
        }))
    }

    /// Whether works in place are done: those that the move names, or any of the same place.
    async fn works_are_done(
        &mut self,
        moved: &RegisterEntry,
        household: &RegisterEntry,
    ) -> Result<bool, Error> {
        let is_done = |one: &RegisterEntry| {
            one.state == "done" && one.body.text("kind") == Some("works_in_place")
        };
        if let Some(code) = moved.body.text("operation").map(str::to_owned) {
            let named = self.linked((Register::Operation, &code)).await?;
            return Ok(is_done(&named));
        }
        let Some(settlement) = moved.settlement.or(household.settlement) else {
            return Ok(false);
        };
        let asked = EntriesAsked {
            settlement: Some(settlement),
            state: Some("done".to_owned()),
            ..EntriesAsked::of(Register::Operation, LOOKED_AT)
        };
        Ok(self.desk.entries(&asked).await?.iter().any(is_done))
    }
}

/// Whether a household that was oriented so may move so.
fn agrees(orientation: &str, kind: PlacementKind) -> bool {
    match orientation {
        "rehousing" => kind.is_home(),
        "kept_in_place" => kind == PlacementKind::MaintainedInPlace,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_orientation_that_names_no_home_stands_in_no_homes_way() {
        assert!(agrees("rehousing", PlacementKind::HousingFirst));
        assert!(!agrees("rehousing", PlacementKind::MaintainedInPlace));
        assert!(!agrees("kept_in_place", PlacementKind::SocialRental));
        assert!(agrees("", PlacementKind::SocialRental));
    }
}
