//! A proposal of homes that was kept, and what was decided about it.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{EntryError, NewPlacing, PlacingRules, WaitingFamily, code_list, entry};

code_list! {
    /// What was decided.
    PlacingOutcome {
        /// The homes are offered to the families as proposed.
        Accepted = "accepted",
        /// They are not.
        Refused = "refused",
    }
}

/// A proposal that was kept, without what it proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacingProposal {
    /// By which people name it.
    pub number: u64,
    /// For ever.
    pub id: Uuid,
    /// Families that asked.
    pub families_asked: u32,
    /// Families with a home proposed.
    pub families_placed: u32,
    /// Anything else about it.
    pub note: Option<String>,
    /// Who proposes.
    pub by: String,
    /// When it was written down.
    pub at: OffsetDateTime,
    /// What was decided, once it is.
    pub decision: Option<PlacingDecision>,
}

/// What was decided about a proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacingDecision {
    /// Accepted or refused.
    pub outcome: PlacingOutcome,
    /// Why.
    pub reason: String,
    /// Who decided: a steering group or a person in charge.
    pub by: String,
    /// When it was written down.
    pub at: OffsetDateTime,
}

/// A proposal as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewPlacingProposal {
    /// The families, 1,000 at most.
    pub families: Vec<WaitingFamily>,
    /// The families as the text of a CSV file instead.
    pub families_csv: String,
    /// What the proposal is held to.
    pub rules: PlacingRules,
    /// Who proposes: 2 to 80 characters.
    pub by: String,
    /// Anything else about it: up to 1,000 characters.
    pub note: String,
}

/// A decision as it is entered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewPlacingDecision {
    /// Why: 3 to 1,000 characters.
    pub reason: String,
    /// Who decided: 2 to 80 characters.
    pub by: String,
}

impl NewPlacingProposal {
    /// What is asked of the planner, with who asks and what is said about it.
    ///
    /// # Errors
    /// No author, or a note too long.
    pub fn entered(self) -> Result<(NewPlacing, String, Option<String>), EntryError> {
        let by = entry::author(&self.by)?;
        let note = entry::text_if_any("note", &self.note, 1_000)?;
        let asked = NewPlacing {
            families: self.families,
            families_csv: self.families_csv,
            rules: self.rules,
        };
        Ok((asked, by, note))
    }
}

impl PlacingDecision {
    /// What was entered, checked.
    ///
    /// # Errors
    /// No reason, or no author.
    pub fn entered(
        outcome: PlacingOutcome,
        new: &NewPlacingDecision,
        at: OffsetDateTime,
    ) -> Result<Self, EntryError> {
        Ok(Self {
            outcome,
            reason: entry::text("reason", &new.reason, 3..=1_000)?,
            by: entry::author(&new.by)?,
            at,
        })
    }
}
