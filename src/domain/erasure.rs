//! What is left of a household that was erased: a receipt, and a line of counts that it shares with
//! all that were like it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339};

use super::{HouseholdTable, Placement, PlacementKind, code_list, hex};

code_list! {
    /// On what ground a household is erased.
    ErasureGround {
        /// The people it is about have asked for it.
        PersonAsks = "person_asks",
        /// It should not have been kept.
        KeptInError = "kept_in_error",
        /// The time for which it may be kept is over.
        TimeIsUp = "time_is_up",
    }
}

/// What an erasure has taken away, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// Entries of registers.
    pub entries: u64,
    /// Revisions of them, and of others that named the household.
    pub revisions: u64,
    /// Photos and documents.
    pub files: u64,
    /// Places in other records that named the household.
    pub mentions: u64,
    /// Rows of imported files.
    pub rows_of_files: u64,
}

/// That a household was erased, without anything about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasureReceipt {
    /// Its number in the territory, from 1.
    pub number: u64,
    /// On what ground.
    pub ground: ErasureGround,
    /// When.
    pub at: OffsetDateTime,
    /// By whom.
    pub actor: String,
    /// What was taken away.
    pub erased: Erased,
}

impl ErasureReceipt {
    /// SHA-256 of the receipt's lines, in hexadecimal digits; the record of changes holds the same.
    ///
    /// ```text
    /// printf 'jalon erasure 1\nnumber 7\n…' | sha256sum
    /// ```
    #[must_use]
    pub fn digest(&self) -> String {
        hex(&Sha256::digest(self.lines()))
    }

    /// The lines that the digest is taken of.
    #[must_use]
    pub fn lines(&self) -> String {
        let Erased {
            entries,
            revisions,
            files,
            mentions,
            rows_of_files,
        } = self.erased;
        let at = self.at.format(&Rfc3339).unwrap_or_default();
        format!(
            "jalon erasure 1\nnumber {}\nground {}\nat {at}\nby {}\nentries {entries}\n\
             revisions {revisions}\nfiles {files}\nmentions {mentions}\nrows of files {rows_of_files}\n",
            self.number, self.ground, self.actor
        )
    }
}

/// A receipt with its place in the record of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReceipt {
    /// The receipt.
    pub receipt: ErasureReceipt,
    /// Number of the change that holds its digest.
    pub change: u64,
    /// The digest of the chain there.
    pub chained: String,
}

/// What counts and measures need of a household that was erased, and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedHousehold {
    /// The neighbourhood it is counted in; none where it is nowhere that is known.
    pub counted_in: Option<String>,
    /// Its class in each table of counts, by the table's name.
    pub classes: Vec<(HouseholdTable, String)>,
    /// Where it has lived, by months; one move a month, the last.
    pub moves: Vec<ErasedMove>,
}

/// A move of a household that was erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedMove {
    /// The first day of its month.
    #[serde(with = "crate::domain::iso_day")]
    pub month: Date,
    /// What kind of home or outcome it was.
    pub kind: PlacementKind,
    /// The neighbourhood it led to.
    pub neighbourhood: Option<String>,
}

/// The moves of one household to the month, in the order of days: of those of one month the last.
///
/// ```
/// use jalon::domain::{ErasedMove, PlacementKind, moves_by_month};
/// use time::macros::date;
///
/// let told = |day, kind| ErasedMove { month: day, kind, neighbourhood: None };
/// let moves = moves_by_month(vec![
///     told(date!(2026-03-09), PlacementKind::Hotel),
///     told(date!(2026-03-21), PlacementKind::SocialRental),
/// ]);
///
/// assert_eq!(moves, [told(date!(2026-03-01), PlacementKind::SocialRental)]);
/// ```
#[must_use]
pub fn moves_by_month(moves: Vec<ErasedMove>) -> Vec<ErasedMove> {
    let mut kept: Vec<ErasedMove> = Vec::new();
    for mut one in moves {
        one.month = one.month.replace_day(1).unwrap_or(one.month);
        kept.retain(|earlier| earlier.month != one.month);
        kept.push(one);
    }
    kept
}

impl ErasedHousehold {
    /// The placements of the `nth` household that was erased: a code that is nobody's, and the moves.
    #[must_use]
    pub fn placements(&self, nth: u64) -> Vec<Placement> {
        let placement = |one: &ErasedMove| Placement {
            household: format!("erased household {nth}"),
            kind: one.kind,
            moved_on: one.month,
            origin: None,
            neighbourhood: one.neighbourhood.clone(),
            programme: None,
            landlord: None,
            school_changed: None,
            home: None,
        };
        self.moves.iter().map(placement).collect()
    }

    /// Its class in a table.
    #[must_use]
    pub fn class_in(&self, table: HouseholdTable) -> Option<usize> {
        let known = self.classes.iter().find(|(of, _)| *of == table);
        let name = match (known, table) {
            (Some((_, name)), _) => name.as_str(),
            // Erased before outcomes were counted: every table counts the same households.
            (None, HouseholdTable::Outcome) => self.outcome_by_situation()?,
            (None, _) => return None,
        };
        table.classes().iter().position(|class| *class == name)
    }

    fn outcome_by_situation(&self) -> Option<&str> {
        let mut classes = self.classes.iter();
        let (_, name) = classes.find(|(of, _)| *of == HouseholdTable::Situation)?;
        Some(match name.as_str() {
            "in_a_home" => "housed",
            "gone" => "exited",
            other => other,
        })
    }
}

/// A text with a code in it replaced, where the code stands as a word of its own; `None` where it does not.
///
/// ```
/// use jalon::domain::without_code;
///
/// assert_eq!(without_code("HH1, not HH12", "HH1").as_deref(), Some("[…], not HH12"));
/// assert_eq!(without_code("HH12", "HH1"), None);
/// ```
#[must_use]
pub fn without_code(text: &str, code: &str) -> Option<String> {
    if code.is_empty() {
        return None;
    }
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let mut kept = String::new();
    let (mut from, mut found) = (0, false);
    for (at, _) in text.match_indices(code) {
        let behind = at + code.len();
        let is_word =
            !is_part(text[..at].chars().next_back()) && !is_part(text[behind..].chars().next());
        if is_word && at >= from {
            kept.push_str(&text[from..at]);
            kept.push_str("[…]");
            (from, found) = (behind, true);
        }
    }
    kept.push_str(&text[from..]);
    found.then_some(kept)
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn who_moves_in_and_out_within_a_month_is_where_it_was_at_its_end() {
        let step = |month, kind| ErasedMove {
            month,
            kind,
            neighbourhood: None,
        };

        let kept = moves_by_month(vec![
            step(date!(2026 - 02 - 27), PlacementKind::Hotel),
            step(date!(2026 - 03 - 02), PlacementKind::SocialRental),
            step(date!(2026 - 03 - 30), PlacementKind::NoSolution),
        ]);

        assert_eq!(
            kept,
            [
                step(date!(2026 - 02 - 01), PlacementKind::Hotel),
                step(date!(2026 - 03 - 01), PlacementKind::NoSolution),
            ]
        );
    }

    #[test]
    fn a_receipt_that_says_anything_else_has_another_digest() {
        let receipt = ErasureReceipt {
            number: 1,
            ground: ErasureGround::PersonAsks,
            at: datetime!(2026-11-23 10:00 UTC),
            actor: "dpo".to_owned(),
            erased: Erased::default(),
        };
        let mut other = receipt.clone();
        other.erased.files = 1;

        assert_eq!(receipt.digest().len(), 64);
        assert_ne!(receipt.digest(), other.digest());
    }

    #[test]
    fn who_was_erased_before_outcomes_were_counted_has_the_nearest_one() {
        let erased = ErasedHousehold {
            classes: vec![(HouseholdTable::Situation, "in_a_home".to_owned())],
            ..ErasedHousehold::default()
        };

        assert_eq!(erased.class_in(HouseholdTable::Outcome), Some(2));
        assert_eq!(erased.class_in(HouseholdTable::Wish), None);
    }

    #[test]
    fn a_code_between_signs_is_found_and_one_within_a_word_is_not() {
        assert_eq!(without_code("(HH-1)/HH-1", "HH-1").unwrap(), "([…])/[…]");
        assert_eq!(without_code("xHH-1", "HH-1"), None);
        assert_eq!(without_code("éHH1é", "HH1"), None);
    }
}
