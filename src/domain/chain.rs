//! The chain of the record of changes: what a digest is made of, and what a break in it tells.

use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use super::{Resource, hex};

/// One link: a record as it is stored, with its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// Its number; each is one more than the one before.
    pub seq: u64,
    /// The texts of its record, in the order of the columns.
    pub texts: Vec<String>,
    /// Its digest; none where the record was never chained.
    pub digest: Option<String>,
}

/// What is wrong at one place of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainFault {
    /// The record of this number, or its digest, is not as it was written, or follows another one.
    Altered(u64),
    /// Records of these numbers, first and last, are gone.
    Missing(u64, u64),
}

impl std::fmt::Display for ChainFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Altered(seq) => write!(f, "{seq} is not as it was written"),
            Self::Missing(first, last) if first == last => write!(f, "{first} is gone"),
            Self::Missing(first, last) => write!(f, "{first} to {last} are gone"),
        }
    }
}

/// The digest of a record that follows the one of digest `previous`; blank for the first.
///
/// SHA-256 over number and texts, each behind its length, so that no text can pass for the end of
/// another; in hexadecimal.
#[must_use]
pub fn chain_digest(previous: &str, seq: u64, texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    hash.update(seq.to_be_bytes());
    for text in [previous].iter().chain(texts) {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        hash.update(length.to_be_bytes());
        hash.update(text.as_bytes());
    }
    hex(&hash.finalize())
}

/// What is wrong with links that follow `before`, its number and digest; `(0, "")` begins.
///
/// Each link is checked against the digest that the one before it claims, so that a fault is told
/// where it is, and not again for all that follows.
#[must_use]
pub fn chain_faults(before: (u64, &str), links: &[ChainLink]) -> Vec<ChainFault> {
    let mut faults = Vec::new();
    let (mut last, mut previous) = before;
    for link in links {
        if link.seq > last + 1 {
            faults.push(ChainFault::Missing(last + 1, link.seq - 1));
        }
        let texts: Vec<&str> = link.texts.iter().map(String::as_str).collect();
        let claimed = link.digest.as_deref().unwrap_or_default();
        if chain_digest(previous, link.seq, &texts) != claimed {
            faults.push(ChainFault::Altered(link.seq));
        }
        (last, previous) = (link.seq, claimed);
    }
    faults
}

/// What going through a chain has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainProof {
    /// Records gone through.
    pub records: u64,
    /// Number and digest of the last one, to be kept elsewhere: only that tells whether somebody has
    /// written the whole chain anew.
    pub head: Option<(u64, String)>,
    /// What is wrong; 1,000 at most.
    pub faults: Vec<ChainFault>,
}

/// Somebody's look at what is known of households or courts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: String,
    /// At what.
    pub resource: Resource,
    /// Whose, or which list: `household/H001`.
    pub subject: String,
    /// What for, in their words.
    pub purpose: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(length: u64) -> Vec<ChainLink> {
        let mut links: Vec<ChainLink> = Vec::new();
        for seq in 1..=length {
            let previous = links.last().and_then(|link| link.digest.clone());
            let texts = vec![format!("actor-{seq}"), "visit".to_owned()];
            let read: Vec<&str> = texts.iter().map(String::as_str).collect();
            let digest = chain_digest(&previous.unwrap_or_default(), seq, &read);
            links.push(ChainLink {
                seq,
                texts,
                digest: Some(digest),
            });
        }
        links
    }

    #[test]
    fn a_chain_as_it_was_written_has_no_fault() {
        assert_eq!(chain_faults((0, ""), &chain(100)), []);
        assert_eq!(chain_faults((0, ""), &[]), []);
    }

    #[test]
    fn letters_moved_from_one_text_to_the_next_are_seen() {
        let one = chain_digest("", 1, &["ab", "c"]);

        assert_ne!(one, chain_digest("", 1, &["a", "bc"]));
        assert_ne!(one, chain_digest("", 2, &["ab", "c"]));
        assert_ne!(one, chain_digest("ab", 1, &["c"]));
    }

    #[test]
    fn each_row_altered_moved_or_taken_out_is_found() {
        let whole = chain(200);
        for at in 0..whole.len() - 1 {
            let seq = whole[at].seq;
            let mut altered = whole.clone();
            altered[at].texts[0].push('x');
            let mut removed = whole.clone();
            removed.remove(at);
            let mut swapped = whole.clone();
            let texts = swapped[at].texts.clone();
            swapped[at].texts = std::mem::replace(&mut swapped[at + 1].texts, texts);
            let mut rewritten = altered.clone();
            let texts: Vec<&str> = altered[at].texts.iter().map(String::as_str).collect();
            let previous = at
                .checked_sub(1)
                .and_then(|before| whole[before].digest.clone());
            rewritten[at].digest = Some(chain_digest(&previous.unwrap_or_default(), seq, &texts));

            let faults = |links: &[ChainLink]| chain_faults((0, ""), links);
            assert_eq!(faults(&altered), [ChainFault::Altered(seq)]);
            assert_eq!(faults(&removed)[0], ChainFault::Missing(seq, seq));
            assert!(faults(&swapped).contains(&ChainFault::Altered(seq)));
            assert_eq!(faults(&rewritten), [ChainFault::Altered(seq + 1)]);
        }
    }
}
