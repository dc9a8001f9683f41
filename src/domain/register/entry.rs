//! An entry of a register, as it stands and as it has come to stand so.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Body, Register};
use crate::domain::{SettlementId, code_list};

/// An entry as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterEntry {
    /// For ever.
    pub id: Uuid,
    /// Of which register.
    pub register: Register,
    /// Unique in its register, for ever; people say it on the phone.
    pub code: String,
    /// Its state in the register's [`Workflow`](super::Workflow).
    pub state: String,
    /// From 1, one more with each change: who changes an entry says which one was read.
    pub revision: u32,
    /// The settlement it speaks of.
    pub settlement: Option<SettlementId>,
    /// Its fields.
    pub body: Body,
    /// Whether it was taken out; it is kept, and shown to nobody who does not ask for it.
    pub is_removed: bool,
    /// When and by whom it was begun.
    pub created: (OffsetDateTime, String),
    /// When and by whom it was changed last.
    pub changed: (OffsetDateTime, String),
    /// Number of the change that did so.
    pub change: u64,
}

impl RegisterEntry {
    /// Whether it is a proposal whose home is waited for: no answer yet, or a yes.
    #[must_use]
    pub fn is_open_proposal(&self) -> bool {
        self.register == Register::Proposal
            && matches!(self.state.as_str(), "proposed" | "accepted")
    }
}

code_list! {
    /// What was done to an entry.
    Deed {
        /// It was begun.
        Created = "created",
        /// Fields were changed.
        Changed = "changed",
        /// Its state was changed.
        Moved = "moved",
        /// It was taken out.
        Removed = "removed",
        /// The change before was taken back.
        Undone = "undone",
        /// What it said of a household that was erased was taken out.
        Erased = "erased",
    }
}

/// One change of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterRevision {
    /// Which one, from 1.
    pub revision: u32,
    /// Number of the change.
    pub change: u64,
    /// What was done.
    pub deed: Deed,
    /// The state after it.
    pub state: String,
    /// Whether the entry was out after it.
    pub is_removed: bool,
    /// The fields after it; none once they were erased.
    pub body: Option<Body>,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// The rule that was set aside for that reason.
    pub overridden: Option<String>,
    /// When.
    pub at: OffsetDateTime,
    /// By whom.
    pub actor: String,
}

/// An entry as it is given.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewEntry {
    /// Its code: 1 to 40 characters, unique in its register; the next free one unless given.
    pub code: Option<String>,
    /// The state it is in already, for what is brought over from elsewhere; the first unless given.
    pub state: Option<String>,
    /// Values by the names of their fields.
    #[schema(value_type = Object)]
    pub fields: BTreeMap<String, Value>,
}

/// A new state as it is given.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StateChange {
    /// The state to go to.
    pub to: String,
    /// On which day; today unless given.
    pub on: String,
    /// Why: up to 500 characters.
    pub reason: String,
    /// Sets aside a rule that stands in the way; needs a reason of at least ten characters, which is kept.
    #[serde(rename = "override")]
    pub overrides: bool,
    /// Other values by the names of their fields.
    #[schema(value_type = Object)]
    pub fields: BTreeMap<String, Value>,
}
