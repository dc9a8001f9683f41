//! One entry of the record of who changed what.

use time::OffsetDateTime;

/// One change, written in the same transaction as the change itself.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEvent {
    /// When.
    pub at: OffsetDateTime,
    /// Who: an account, or `cli` for the operator at the machine.
    pub actor: String,
    /// What was done, for example `import`.
    pub action: String,
    /// To what, for example `layer/flood/3`.
    pub subject: String,
    /// Figures that explain it, as JSON; never personal data.
    pub detail: serde_json::Value,
}
