//! What the board shows of those who decide: their sessions, and what waits for them.

use crate::{
    access::{self, SitesSeen},
    app::{Error, Jalon},
    domain::{Act, EntryError, FieldKind, Language, Person, Reach, Register, Resource, Words},
    publish::{self, AgendaFound, AgendaView, DecisionsTold},
};

use super::{Look, rights::Own};

/// Which agenda is asked for.
#[derive(Clone, Debug)]
pub struct AgendaAsked {
    /// Only that of this body.
    pub body: Option<String>,
    /// Sessions, and things that wait, at most.
    pub most: usize,
    /// In which language words are told.
    pub language: Language,
}

impl Jalon {
    /// The sessions that are planned and what waits for a decision, as far as whoever looks may read; the
    /// look is written down where it tells of households.
    ///
    /// # Errors
    /// Without the right to read of what is decided, one's own at least; a body that there is none of.
    pub async fn agenda(&self, asked: &AgendaAsked, look: Look<'_>) -> Result<AgendaView, Error> {
        if let Some(body) = &asked.body {
            known_body(body)?;
        }
        self.looked(look, (Register::Decision, "agenda")).await?;
        let own = Own::of(self, look.person).await?;
        let mut found = AgendaFound {
            meetings: self.told(&own, look, (Register::Meeting, "")).await?,
            decisions: self.told(&own, look, (Register::Decision, "")).await?,
            organisations: self.told(&own, look, (Register::Organisation, "")).await?,
            told: self.decisions_told(&own, look.person),
            ..AgendaFound::default()
        };
        let atlas = self.atlas();
        let sites = found.decisions.iter().map(|one| one.text("settlement"));
        let named = sites.filter_map(|code| Some((code, atlas.settlement(code)?)));
        found.settlements = named
            .map(|(code, known)| (code.to_owned(), known.settlement.name.clone()))
            .collect();
        let words = Words::of(asked.language);
        let as_asked = (self.clock.now(), asked.most, &words);
        Ok(publish::agenda(found, asked.body.as_deref(), as_asked))
    }

    /// Of which decisions somebody is told: an agenda that leaves some out must not look as if nothing waited.
    fn decisions_told(&self, own: &Own, person: &Person) -> DecisionsTold {
        let reach = |of| access::reach(person, &self.territory, of, Act::Read);
        let sites = access::sites(person, &self.territory, Act::Read);
        if reach(Resource::Household) < Reach::Own {
            DecisionsTold::NoHousehold
        } else if own.knows_all(reach(Resource::Steering)) && matches!(sites, SitesSeen::All) {
            DecisionsTold::All
        } else {
            DecisionsTold::Part
        }
    }
}

/// Refuses a word that no body is called by.
fn known_body(body: &str) -> Result<(), Error> {
    let field = Register::Meeting.field("body");
    let Some(FieldKind::Word(words)) = field.map(|field| field.kind) else {
        return Ok(());
    };
    if words.contains(&body) {
        return Ok(());
    }
    let allowed = format!("one of {}", words.join(", "));
    Err(EntryError::of("body", body, allowed).into())
}
