//! What the board shows of those who decide: their sessions, and what waits for them.

use crate::{
    app::{Error, Jalon},
    domain::{EntryError, FieldKind, Language, Register, Words},
    publish::{self, AgendaFound, AgendaView},
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
