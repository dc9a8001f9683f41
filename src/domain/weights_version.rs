//! A weights file that a territory has set, with the note that says why.

use time::OffsetDateTime;

/// One version of the weights; the last one set is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightsVersion {
    /// 1 for the first that was set, then one more each time.
    pub version: u32,
    /// SHA-256 of the text, in hexadecimal: assessments name their weights by it.
    pub sha256: String,
    /// The file, word by word.
    pub text: String,
    /// Why it was set.
    pub note: String,
    /// Who set it.
    pub actor: String,
    /// When.
    pub at: OffsetDateTime,
}
