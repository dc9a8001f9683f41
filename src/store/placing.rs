//! Proposals of homes and the decisions about them: appended, never changed.

use super::{Result, Store, row::Row, value::Value};
use crate::domain::{
    AuditEvent, Code, PlacingDecision, PlacingProposal, PlacingReport, PlacingRules, Territory,
};

const ADD: &str = "
    insert into placing_proposal (territory, change, id, families_asked, families_placed, rules,
        report, note, author, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

const DECIDE: &str = "
    insert into placing_decision (territory, change, proposal, outcome, reason, author, at)
    values ($1, $2, $3, $4, $5, $6, $7)";

/// A question for proposals with their decisions.
macro_rules! proposals_where {
    ($report:literal, $rest:literal) => {
        concat!(
            "
    select proposal.change as number, proposal.id, proposal.families_asked,
           proposal.families_placed, proposal.note, proposal.author, proposal.at,
           decision.outcome, decision.reason, decision.author as decision_author,
           decision.at as decision_at",
            $report,
            "
    from placing_proposal as proposal
    left join placing_decision as decision
      on decision.territory = proposal.territory and decision.proposal = proposal.id
    where proposal.territory = $1 and ",
            $rest
        )
    };
}

const PAGE: &str = proposals_where!(
    "",
    "proposal.change < $2 order by proposal.change desc limit $3"
);

const ONE: &str = proposals_where!(
    ", proposal.rules, proposal.report",
    "proposal.change = $2 order by proposal.change limit 1"
);

impl Store {
    /// Appends a proposal with what it proposes, and returns the number that people name it by.
    pub async fn add_placing(
        &self,
        territory: &Territory,
        (proposal, rules, report): (&PlacingProposal, &PlacingRules, &PlacingReport),
        event: &AuditEvent,
    ) -> Result<u64> {
        let row = |number| {
            Ok(vec![
                territory.as_str().into(),
                number,
                proposal.id.into(),
                proposal.families_asked.into(),
                proposal.families_placed.into(),
                Value::json(rules)?,
                Value::json(report)?,
                proposal.note.as_deref().into(),
                proposal.by.as_str().into(),
                Value::moment(proposal.at)?,
            ])
        };
        self.file((territory, event), ADD, row).await
    }

    /// Appends the decision about a proposal.
    ///
    /// # Errors
    /// [`Error::Conflict`](super::Error::Conflict) when it has been decided before.
    pub async fn decide_placing(
        &self,
        territory: &Territory,
        (proposal, decision): (&PlacingProposal, &PlacingDecision),
        event: &AuditEvent,
    ) -> Result<u64> {
        let row = |number| {
            Ok(vec![
                territory.as_str().into(),
                number,
                proposal.id.into(),
                decision.outcome.code().into(),
                decision.reason.as_str().into(),
                decision.by.as_str().into(),
                Value::moment(decision.at)?,
            ])
        };
        self.file((territory, event), DECIDE, row).await
    }

    /// Proposals filed before the change of a number, newest first.
    pub async fn placings(
        &self,
        territory: &Territory,
        (before, limit): (u64, u32),
    ) -> Result<Vec<PlacingProposal>> {
        let key = vec![territory.as_str().into(), before.into(), limit.into()];
        let rows = self.database.rows(PAGE, key).await?;
        rows.iter().map(read).collect()
    }

    /// The proposal of a number with its rules and what it proposes, if there is one.
    pub async fn placing(
        &self,
        territory: &Territory,
        number: u64,
    ) -> Result<Option<(PlacingProposal, PlacingRules, PlacingReport)>> {
        let key = vec![territory.as_str().into(), number.into()];
        let rows = self.database.rows(ONE, key).await?;
        let whole = |row: &Row| Ok((read(row)?, row.json("rules")?, row.json("report")?));
        rows.first().map(whole).transpose()
    }
}

fn read(row: &Row) -> Result<PlacingProposal> {
    Ok(PlacingProposal {
        number: row.count("number")?,
        id: row.id("id")?,
        families_asked: row.count("families_asked")?,
        families_placed: row.count("families_placed")?,
        note: row.get("note")?,
        by: row.get("author")?,
        at: row.moment("at")?,
        decision: decision(row)?,
    })
}

fn decision(row: &Row) -> Result<Option<PlacingDecision>> {
    let outcome: Option<String> = row.get("outcome")?;
    if outcome.is_none() {
        return Ok(None);
    }
    Ok(Some(PlacingDecision {
        outcome: row.word("outcome")?,
        reason: row.get("reason")?,
        by: row.get("decision_author")?,
        at: row.moment("decision_at")?,
    }))
}
