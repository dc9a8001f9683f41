//! What the board shows of homes: by landlord, by convention, and those that nobody is offered.

use crate::{
    access,
    app::{Error, Jalon},
    domain::{Act, Language, Person, Reach, Register, Resource, Words},
    publish::{self, EntryView, HomesBoardView, HomesFound, OffersTold},
};

use super::{Look, rights::Own};

/// Which homes are asked for.
#[derive(Clone, Debug)]
pub struct HomesBoardAsked {
    /// Only those of the landlord of this code.
    pub landlord: Option<String>,
    /// Rows of a list at most.
    pub most: usize,
    /// In which language words are told.
    pub language: Language,
}

impl Jalon {
    /// Homes by landlord and by convention with what became of their offers, as far as whoever looks may
    /// read; the look is written down where it tells of households.
    ///
    /// # Errors
    /// Without the right to read of homes, one's own at least; a landlord that there is none of.
    pub async fn homes_board(
        &self,
        asked: &HomesBoardAsked,
        look: Look<'_>,
    ) -> Result<HomesBoardView, Error> {
        self.looked(look, (Register::HousingUnit, "board")).await?;
        let own = Own::of(self, look.person).await?;
        let offers = self.offers_told(&own, look.person);
        let mut found = HomesFound {
            units: self.told(&own, look, (Register::HousingUnit, "")).await?,
            conventions: self.told(&own, look, (Register::Convention, "")).await?,
            organisations: self.told(&own, look, (Register::Organisation, "")).await?,
            proposals: Vec::new(),
            offers,
        };
        if offers != OffersTold::None {
            found.proposals = self.told(&own, look, (Register::Proposal, "")).await?;
        }
        if let Some(code) = &asked.landlord
            && !names_landlord(&found, code)
        {
            return Err(Error::NoEntry {
                register: Register::Organisation,
                code: code.clone(),
            });
        }
        let words = Words::of(asked.language);
        let as_asked = (self.clock.now().date(), asked.most, &words);
        Ok(publish::homes_board(
            found,
            asked.landlord.as_deref(),
            as_asked,
        ))
    }

    /// Of which offers somebody is told. Without the right to read of a household it is of none: how many
    /// offers of a landlord were refused on a day may be one family's answer.
    fn offers_told(&self, own: &Own, person: &Person) -> OffersTold {
        let reach = |of| access::reach(person, &self.territory, of, Act::Read);
        let of_households = reach(Resource::Household);
        if of_households < Reach::Own {
            OffersTold::None
        } else if reach(Resource::Homes) == Reach::Own {
            OffersTold::Open
        } else if own.knows_all(of_households) {
            OffersTold::All
        } else {
            OffersTold::Own
        }
    }
}

/// Whether anything that may be known names a landlord.
fn names_landlord(found: &HomesFound, code: &str) -> bool {
    let names = |one: &EntryView| one.text("landlord") == code;
    found.organisations.iter().any(|one| one.code == code)
        || found.units.iter().any(names)
        || found.conventions.iter().any(names)
}
