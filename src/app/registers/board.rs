//! What the rehousing board shows: households by stage, and the follow-ups, proposals and moves that wait.

use crate::{
    access,
    app::{Error, Jalon},
    domain::{Act, Language, Register, Words},
    publish::{self, BoardFound, BoardView, EntryView},
    store::EntriesAsked,
};

use super::{Look, WHOLE_PAGE, rights::Own};

/// Which board is asked for.
#[derive(Clone, Debug)]
pub struct BoardAsked {
    /// Only the households of the settlement of this code.
    pub settlement: Option<String>,
    /// Households of a stage, and things of a list, at most.
    pub most: usize,
    /// In which language states are told.
    pub language: Language,
}

impl Jalon {
    /// Households by stage with what waits for somebody, as far as whoever looks may read; the look is
    /// written down.
    ///
    /// # Errors
    /// Without the right to read of households, one's own at least; a settlement that there is none of.
    pub async fn board(&self, asked: &BoardAsked, look: Look<'_>) -> Result<BoardView, Error> {
        self.looked(look, (Register::Household, "board")).await?;
        if let Some(code) = &asked.settlement
            && !access::sites(look.person, &self.territory, Act::Read).holds(code)
        {
            return Err(Error::NoSettlement { code: code.clone() });
        }
        let own = Own::of(self, look.person).await?;
        let found = BoardFound {
            households: self.told(&own, look, (Register::Household, "")).await?,
            follow_ups: self.told(&own, look, (Register::FollowUp, "due")).await?,
            proposals: self
                .told(&own, look, (Register::Proposal, "proposed"))
                .await?,
            moves: self.told(&own, look, (Register::Move, "planned")).await?,
        };
        if let Some(code) = &asked.settlement {
            self.settlement_id(code)?;
        }
        let words = Words::of(asked.language);
        let today = self.clock.now().date();
        let as_asked = (today, asked.most, &words);
        Ok(publish::board(found, asked.settlement.as_deref(), as_asked))
    }

    /// The entries of a register in a state, or in any, with the fields that whoever looks may read.
    pub(super) async fn told(
        &self,
        own: &Own,
        look: Look<'_>,
        (register, state): (Register, &str),
    ) -> Result<Vec<EntryView>, Error> {
        let resource = register.resource();
        let reach = access::reach(look.person, &self.territory, resource, Act::Read);
        let classes = access::classes(look.person, &self.territory, resource);
        let asked = EntriesAsked {
            state: (!state.is_empty()).then(|| state.to_owned()),
            ..EntriesAsked::of(register, WHOLE_PAGE)
        };
        let mut found = Vec::new();
        let shown = |entry| {
            let entry = own.shown(entry, reach);
            let told = entry.map(|one| publish::register_entry(&one, |class| classes.sees(class)));
            found.extend(told);
        };
        self.each_entry(asked, shown).await?;
        Ok(found)
    }
}
