//! The signed heads of the record of changes and of readings: one a day, and the proof of all.

use serde_json::json;

use super::{Error, Jalon};
use crate::domain::{AuditHead, ChainFault, ChainProof, HeadFault};

/// Heads read at a time.
const PAGE: u32 = 1_000;
/// In whose name they are signed.
const ACTOR: &str = "heads";

/// What going through the heads has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadsProof {
    /// Heads gone through.
    pub heads: u64,
    /// What is wrong with some.
    pub faults: Vec<HeadFault>,
}

impl Jalon {
    /// Signs the head of today, unless there is one; tells whether there was none.
    ///
    /// # Errors
    /// When the key of the installation cannot be read, and whatever keeps the store from writing.
    pub async fn sign_head(&self) -> Result<bool, Error> {
        let day = self.clock.now().date();
        let eve = day.previous_day().unwrap_or(day).to_string();
        let newest = self.store.heads(&self.territory, (&eve, 1)).await?;
        // One of a later day was signed while the clock was ahead, and is none of today.
        if newest.first().is_some_and(|head| head.day == day) {
            return Ok(false);
        }
        let event = self.event((ACTOR, "audit-head"), day.to_string(), json!({}));
        let mut desk = self.store.desk(&self.territory, &event).await?;
        let (changes, readings) = desk.ends_of_chains().await?;
        let mut head = AuditHead {
            day,
            changes,
            readings,
            public_key: String::new(),
            signature: String::new(),
        };
        let (public_key, signature) = self.seal.sign(&head.lines(self.territory.as_str()))?;
        head.public_key = public_key;
        head.signature = signature;
        desk.keep_head(&head).await?;
        desk.commit().await?;
        Ok(true)
    }

    /// Heads after a day such as `2026-11-01`, oldest first; blank begins.
    ///
    /// # Errors
    /// Whatever keeps the store from reading.
    pub async fn heads(&self, after: &str, limit: u32) -> Result<Vec<AuditHead>, Error> {
        Ok(self.store.heads(&self.territory, (after, limit)).await?)
    }

    /// Goes through every head: whether its signature is its own, was made with this installation's key,
    /// and whether both chains still have the digests that were signed.
    ///
    /// # Errors
    /// When the key of the installation cannot be read, and whatever keeps the store from reading.
    pub async fn prove_heads(&self) -> Result<HeadsProof, Error> {
        let mut proof = HeadsProof::default();
        let mut after = String::new();
        loop {
            let heads = self.heads(&after, PAGE).await?;
            let Some(last) = heads.last() else {
                return Ok(proof);
            };
            after = last.day.to_string();
            for head in &heads {
                proof.heads += 1;
                proof.faults.extend(self.fault_of(head).await?);
            }
        }
    }

    async fn fault_of(&self, head: &AuditHead) -> Result<Option<HeadFault>, Error> {
        let signed = head.lines(self.territory.as_str());
        if !super::seal::is_signed(&signed, (&head.public_key, &head.signature)) {
            return Ok(Some(HeadFault::Forged(head.day)));
        }
        if self.seal.public_key()? != head.public_key {
            return Ok(Some(HeadFault::OtherKey(head.day)));
        }
        let at = (head.changes.0, head.readings.0);
        let (change, reading) = self.store.digests_at(&self.territory, at).await?;
        let cut = self.store.cut(&self.territory).await?;
        // What was read before the cut is gone, and was in order then.
        let is_cut = cut.is_some_and(|cut| cut.seq >= head.readings.0) || head.readings.0 == 0;
        let is_same = change.as_deref() == Some(head.changes.1.as_str())
            && (is_cut || reading.as_deref() == Some(head.readings.1.as_str()));
        Ok((!is_same).then_some(HeadFault::Rewritten(head.day)))
    }

    /// Where older readings were erased, whether the record of changes tells of just that.
    pub(super) async fn prove_cut(&self, proof: &mut ChainProof) -> Result<(), Error> {
        let Some(cut) = self.store.cut(&self.territory).await? else {
            return Ok(());
        };
        let before = cut.change.saturating_sub(1);
        let events = self.store.audit_events(&self.territory, before, 1).await?;
        let told = json!({ "until": cut.seq, "digest": cut.digest });
        let is_told = events
            .first()
            .is_some_and(|(_, event)| event.action == "retention-readings" && event.detail == told);
        if !is_told {
            proof.faults.push(ChainFault::Altered(cut.seq));
        }
        Ok(())
    }
}
