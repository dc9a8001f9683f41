//! What mediators have done around each residence in a year, for the map.

use super::{Error, Jalon};
use crate::{
    access,
    domain::{Act, DataClass, Person, Reach, Register, Resource},
    publish::{self, ResidenceView},
};

impl Jalon {
    /// Rounds and calls of a year by residence; of the current one unless given.
    ///
    /// # Errors
    /// Without the right to read about sites throughout the territory.
    pub async fn residences(
        &self,
        year: Option<i32>,
        person: &Person,
    ) -> Result<Vec<ResidenceView>, Error> {
        let of = (Resource::Sites, Act::Read);
        if !access::may(person, &self.territory, of, Reach::Territory) {
            return Err(Error::NotAllowed { act: Act::Read });
        }
        let year = year.unwrap_or(self.clock.now().year());
        let rounds = self
            .whole_register(Register::MediationRound, person)
            .await?;
        let open = |class| matches!(class, DataClass::Public | DataClass::Internal);
        let rounds = rounds.iter().map(|one| publish::register_entry(one, open));
        let of_year =
            |one: &publish::EntryView| one.day("on").is_some_and(|day| day.year() == year);
        let rounds: Vec<publish::EntryView> = rounds.filter(of_year).collect();
        Ok(publish::residences(&rounds))
    }
}
