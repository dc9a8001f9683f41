//! Proposals that are kept, and what is decided about them.

use std::sync::Arc;

use serde_json::json;

use super::Offers;
use crate::{
    app::{Error, Jalon},
    domain::{
        NewPlacingDecision, NewPlacingProposal, PlacingDecision, PlacingOutcome, PlacingProposal,
        PlacingReport, PlacingRules, Viewer,
    },
};

impl Jalon {
    /// Works out a proposal from the stored offers and keeps it. Where families go every day is not
    /// kept.
    ///
    /// # Errors
    /// As [`Jalon::placing`], and without an author.
    pub async fn add_placing(
        self: &Arc<Self>,
        new: NewPlacingProposal,
        (actor, viewer): (&str, Viewer),
    ) -> Result<(PlacingProposal, PlacingRules, PlacingReport), Error> {
        let (asked, by, note) = new.entered()?;
        let jalon = self.clone();
        let working = move || {
            let report = jalon.placing(&asked, (&Offers::Stored, viewer))?;
            Ok::<_, Error>((asked.rules, report))
        };
        let (rules, report) = tokio::task::spawn_blocking(working).await??;
        let mut proposal = PlacingProposal {
            number: 0,
            id: self.clock.new_id(),
            families_asked: report.families_asked,
            families_placed: report.families_placed,
            note,
            by,
            at: self.clock.now(),
            decision: None,
        };
        let event = self.event(
            (actor, "placing-propose"),
            "placing".to_owned(),
            json!({
                "id": proposal.id,
                "by": proposal.by,
                "asked": report.families_asked,
                "placed": report.families_placed,
            }),
        );
        proposal.number = self
            .store
            .add_placing(&self.territory, (&proposal, &rules, &report), &event)
            .await?;
        Ok((proposal, rules, report))
    }

    /// Writes down what was decided about the proposal of a number.
    ///
    /// # Errors
    /// No such proposal, one that was decided before, or a decision without reason or author.
    pub async fn decide_placing(
        &self,
        number: u64,
        (outcome, new): (PlacingOutcome, &NewPlacingDecision),
        actor: &str,
    ) -> Result<(PlacingProposal, PlacingRules, PlacingReport), Error> {
        let (mut proposal, rules, report) = self.kept_placing(number).await?;
        let decision = PlacingDecision::entered(outcome, new, self.clock.now())?;
        let event = self.event(
            (actor, "placing-decide"),
            format!("placing/{number}"),
            json!({ "outcome": outcome, "by": decision.by }),
        );
        self.store
            .decide_placing(&self.territory, (&proposal, &decision), &event)
            .await?;
        proposal.decision = Some(decision);
        Ok((proposal, rules, report))
    }

    /// The proposal of a number with its rules and what it proposes.
    ///
    /// # Errors
    /// [`Error::NoPlacing`].
    pub async fn kept_placing(
        &self,
        number: u64,
    ) -> Result<(PlacingProposal, PlacingRules, PlacingReport), Error> {
        let found = self.store.placing(&self.territory, number).await?;
        found.ok_or(Error::NoPlacing { number })
    }

    /// Proposals filed before the change of a number, newest first; `u64::MAX` begins.
    pub async fn kept_placings(
        &self,
        before: u64,
        limit: u32,
    ) -> Result<Vec<PlacingProposal>, Error> {
        Ok(self
            .store
            .placings(&self.territory, (before, limit))
            .await?)
    }
}
