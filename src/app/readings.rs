//! The record of changes and of readings: written down, listed, and proved to be whole.

use super::{AccountError, Error, Jalon};
use crate::{
    domain::{AuditEvent, ChainProof, Person, Reading, Resource},
    store::{Chain, ChangesAsked, Towards},
};

/// Characters of a purpose: fewer say nothing, more is a story about somebody.
pub(super) const PURPOSE: std::ops::RangeInclusive<usize> = 3..=200;

impl Jalon {
    /// Writes down that somebody reads what is known of households or courts. Nothing is shown to
    /// whoever does not say what for.
    ///
    /// `subject` names whom or which list, as `household/H001`; `purpose` is theirs to word.
    ///
    /// # Errors
    /// [`AccountError::NoPurpose`], and whatever keeps the store from writing: then nothing may be
    /// shown either.
    pub async fn log_read(
        &self,
        person: &Person,
        (resource, subject): (Resource, &str),
        purpose: &str,
    ) -> Result<(), Error> {
        let purpose = purpose.trim();
        if !PURPOSE.contains(&purpose.chars().count()) {
            return Err(AccountError::NoPurpose.into());
        }
        let reading = Reading {
            at: self.clock.now(),
            actor: person.name.clone(),
            resource,
            subject: subject.to_owned(),
            purpose: purpose.to_owned(),
        };
        self.store.add_reading(&self.territory, &reading).await?;
        Ok(())
    }

    /// Who has read what, newest first, before the number `before`; `u64::MAX` begins.
    pub async fn readings(&self, before: u64, limit: u32) -> Result<Vec<(u64, Reading)>, Error> {
        Ok(self.store.readings(&self.territory, before, limit).await?)
    }

    /// What was changed, oldest first, after the number `after`; 0 begins.
    pub async fn changes(&self, after: u64, limit: u32) -> Result<Vec<(u64, AuditEvent)>, Error> {
        Ok(self
            .store
            .audit_events(&self.territory, after, limit)
            .await?)
    }

    /// Those of the changes that are looked for.
    pub async fn changes_chosen(
        &self,
        asked: &ChangesAsked,
        page: (Towards, u32),
    ) -> Result<Vec<(u64, AuditEvent)>, Error> {
        let territory = &self.territory;
        Ok(self.store.changes_chosen(territory, asked, page).await?)
    }

    /// Goes through both chains, of changes and of readings, from their beginning.
    pub async fn prove_records(&self) -> Result<[ChainProof; 2], Error> {
        let prove = |chain| self.store.prove(&self.territory, chain, (None, u64::MAX));
        let mut readings = prove(Chain::Readings).await?;
        self.prove_cut(&mut readings).await?;
        Ok([prove(Chain::Changes).await?, readings])
    }

    /// Whether the change of this number still has the digest that was kept elsewhere.
    ///
    /// # Errors
    /// Whatever keeps the store from reading.
    pub async fn is_kept(&self, seq: u64, digest: &str) -> Result<bool, Error> {
        let upto = self
            .store
            .prove(&self.territory, Chain::Changes, (None, seq))
            .await?;
        Ok(upto.head == Some((seq, digest.to_owned())))
    }
}
