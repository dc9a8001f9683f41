//! What there cannot be twice at once: a place where a household lives, and a home proposed to it.

use super::desk_work::DeskWork;
use crate::{
    app::Error,
    domain::{Register, RegisterEntry},
};

impl DeskWork<'_> {
    /// The rule that an entry breaks by being added beside another one, if there is one.
    pub(super) async fn doubled(&mut self, entry: &RegisterEntry) -> Result<Option<String>, Error> {
        match entry.register {
            Register::Stay if is_lived_in(entry) => self.lives_elsewhere(entry).await,
            Register::Proposal => self.is_proposed_already(entry).await,
            _ => Ok(None),
        }
    }

    async fn lives_elsewhere(&mut self, stay: &RegisterEntry) -> Result<Option<String>, Error> {
        let household = self.household_of(stay).await?;
        let stays = self.leading_to(&household, Register::Stay).await?;
        let other = stays
            .iter()
            .find(|one| one.code != stay.code && is_lived_in(one));
        Ok(other.map(|other| {
            format!(
                "household {} lives at settlement {} by stay {}, which has no last day yet",
                household.code,
                other.body.text("settlement").unwrap_or_default(),
                other.code
            )
        }))
    }

    /// Several households may be candidates for one home, each of them once.
    async fn is_proposed_already(
        &mut self,
        proposal: &RegisterEntry,
    ) -> Result<Option<String>, Error> {
        let household = self.household_of(proposal).await?;
        let proposals = self.leading_to(&household, Register::Proposal).await?;
        let home = proposal.body.text("unit");
        let other = proposals.iter().find(|one| {
            one.code != proposal.code && one.is_open_proposal() && one.body.text("unit") == home
        });
        Ok(other.map(|other| {
            format!(
                "home {} is proposed to household {} already, by {}",
                home.unwrap_or_default(),
                household.code,
                other.code
            )
        }))
    }
}

fn is_lived_in(stay: &RegisterEntry) -> bool {
    stay.body.day("until").is_none()
}
