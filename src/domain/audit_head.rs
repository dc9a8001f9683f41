//! The head of both chains on a day, signed by the installation: whoever wrote the chains anew could
//! not sign them.

use time::Date;

/// The last records of both chains on a day, and who vouches for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditHead {
    /// The day.
    pub day: Date,
    /// Number and digest of the last change.
    pub changes: (u64, String),
    /// Number and digest of the last reading; `(0, "")` before the first.
    pub readings: (u64, String),
    /// The installation's Ed25519 key, in hexadecimal digits.
    pub public_key: String,
    /// Its signature of [`lines`](Self::lines), in hexadecimal digits.
    pub signature: String,
}

impl AuditHead {
    /// What is signed.
    #[must_use]
    pub fn lines(&self, territory: &str) -> String {
        let ((change, digest), (reading, read)) = (&self.changes, &self.readings);
        format!(
            "jalon head 1\nterritory {territory}\nday {}\nchanges {change}:{digest}\nreadings {reading}:{read}\n",
            self.day
        )
    }
}

/// What is wrong with a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadFault {
    /// The signature is not of these lines.
    Forged(Date),
    /// It was signed with another key than the one in the data folder.
    OtherKey(Date),
    /// The chain has another digest there.
    Rewritten(Date),
}

impl std::fmt::Display for HeadFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Forged(day) => write!(f, "the head of {day} does not bear its signature"),
            Self::OtherKey(day) => write!(
                f,
                "the head of {day} was signed with another key than installation.key of this data folder"
            ),
            Self::Rewritten(day) => {
                write!(
                    f,
                    "the record has changed since its head of {day} was signed"
                )
            }
        }
    }
}
