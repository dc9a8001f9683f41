//! What people have written down beside a settlement's computed score.

use super::{Incident, Override};

/// What stands beside a score today.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Casework {
    /// Another class, while an officer's word for it holds.
    pub class: Option<Override>,
    /// Imminent danger, while an officer's word for it holds.
    pub danger: Option<Override>,
    /// Incidents of the last twelve months, newest first.
    pub incidents: Vec<Incident>,
}

/// A record as it was filed: under which number, for which settlement.
#[derive(Clone, Debug, PartialEq)]
pub struct Filed<T> {
    /// Number of the change that filed it; people name it by this.
    pub number: u64,
    /// Code of the settlement.
    pub settlement: String,
    /// The record.
    pub record: T,
}
