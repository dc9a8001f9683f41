//! The receipt of an erasure: nothing in it is about the household.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::domain::{Code, ErasureGround, KeptReceipt, Language, Words};

/// That a household was erased: who, when, on what ground, how much, and where the record of changes says so.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ErasureView {
    /// Its number, from 1.
    pub number: u64,
    /// On what ground.
    pub ground: ErasureGround,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// By whom.
    pub by: String,
    /// Entries of registers that are gone.
    pub entries: u64,
    /// Revisions that are gone or blank, of these entries and of others that named the household.
    pub revisions: u64,
    /// Photos and documents that are gone.
    pub files: u64,
    /// Other records that no longer name the household.
    pub mentions: u64,
    /// Rows of imported files that are gone.
    pub rows_of_files: u64,
    /// The lines that the digest is taken of.
    pub lines: String,
    /// SHA-256 of the lines.
    pub digest: String,
    /// Number and digest of the change that holds the receipt's digest: `jalon audit verify --head`
    /// proves that it still stands.
    pub head: String,
}

/// The receipt as it is shown.
#[must_use]
pub fn erasure(kept: &KeptReceipt) -> ErasureView {
    let receipt = &kept.receipt;
    ErasureView {
        number: receipt.number,
        ground: receipt.ground,
        at: receipt.at,
        by: receipt.actor.clone(),
        entries: receipt.erased.entries,
        revisions: receipt.erased.revisions,
        files: receipt.erased.files,
        mentions: receipt.erased.mentions,
        rows_of_files: receipt.erased.rows_of_files,
        lines: receipt.lines(),
        digest: receipt.digest(),
        head: format!("{}:{}", kept.change, kept.chained),
    }
}

/// The receipt as people print it, to be given to whoever asked.
#[must_use]
pub fn erasure_in_words(kept: &KeptReceipt, language: Language) -> String {
    let words = Words::of(language);
    let view = erasure(kept);
    let counts = [
        ("erasure-entries", view.entries),
        ("erasure-revisions", view.revisions),
        ("erasure-files", view.files),
        ("erasure-mentions", view.mentions),
        ("erasure-rows-of-files", view.rows_of_files),
    ];
    let ground = words.say(&format!(
        "erasure-ground-{}",
        view.ground.code().replace('_', "-")
    ));
    let title = words.say_with(
        "erasure-title",
        &[("number", view.number.to_string().into())],
    );
    let at = format!(
        "{} {:02}:{:02} UTC",
        words.day(view.at.date()),
        view.at.hour(),
        view.at.minute()
    );
    let mut lines = vec![
        title,
        words.say_with(
            "erasure-who",
            &[("at", at.into()), ("by", view.by.clone().into())],
        ),
        words.say_with("erasure-ground", &[("ground", ground.into())]),
    ];
    lines.extend(counts.map(|(name, count)| words.say_with(name, &[("count", count.into())])));
    lines.push(words.say("erasure-kept"));
    lines.push(words.say_with("erasure-digest", &[("digest", view.digest.into())]));
    lines.push(words.say_with("erasure-head", &[("head", view.head.into())]));
    lines.join("\n") + "\n"
}
