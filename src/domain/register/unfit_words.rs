//! Words that must not stand in a note: what they are about is never written down here.
//!
//! A warning, not a refusal: a word may be innocent, and whoever writes must be able to save. Only words
//! for the matter itself are looked for; a list of names of groups would be the very thing it guards against.

use super::{Body, FieldKind, Register};
use crate::domain::code_list;

code_list! {
    /// What a note should not speak of.
    Unfit {
        /// Where people come from, or what others count them as.
        Origin = "origin",
        /// What they believe.
        Religion = "religion",
        /// Their health; needs say what is needed instead.
        Health = "health",
        /// What they are accused of.
        Offence = "offence",
        /// What somebody thinks of them.
        Judgement = "judgement",
    }
}

/// How such words begin, without accents, in French and English.
const BEGINNINGS: [(Unfit, &[&str]); 5] = [
    (
        Unfit::Origin,
        &[
            "ethni",
            "nationalit",
            "racial",
            "racis",
            "immigr",
            "apatride",
            "stateless",
        ],
    ),
    (
        Unfit::Religion,
        &["religi", "croyan", "faith", "confessionn"],
    ),
    (
        Unfit::Health,
        &[
            "maladi",
            "malade",
            "illness",
            "disease",
            "handicap",
            "disabilit",
            "disabled",
            "cancer",
            "diabet",
            "seroposit",
            "hiv",
            "tubercul",
            "depressi",
            "psychiatr",
            "enceinte",
            "pregnan",
            "alcool",
            "alcohol",
            "addict",
            "toxicoman",
        ],
    ),
    (
        Unfit::Offence,
        &[
            "delinqu",
            "criminel",
            "criminal",
            "prison",
            "detenu",
            "offender",
            "garde a vue",
        ],
    ),
    (
        Unfit::Judgement,
        &[
            "faineant", "menteu", "voleu", "profiteu", "lazy", "liar", "thief", "thieves",
            "scroung",
        ],
    ),
];

/// What a text seems to speak of and should not.
///
/// ```
/// use jalon::domain::{Unfit, unfit_words};
/// assert_eq!(unfit_words("Besoin d'un accès de plain-pied"), []);
/// assert_eq!(unfit_words("La mère est handicapée, le père en PRISON"), [Unfit::Health, Unfit::Offence]);
/// ```
#[must_use]
pub fn unfit_words(text: &str) -> Vec<Unfit> {
    let plain: String = text.chars().map(bare).collect();
    let begins = |beginning: &str| {
        plain.match_indices(beginning).any(|(at, _)| {
            let before = plain[..at].chars().next_back();
            before.is_none_or(|letter| !letter.is_alphanumeric())
        })
    };
    let found = BEGINNINGS
        .iter()
        .filter(|(_, beginnings)| beginnings.iter().any(|one| begins(one)));
    found.map(|(unfit, _)| *unfit).collect()
}

impl Body {
    /// The notes that seem to speak of what should not be written, by the names of their fields.
    #[must_use]
    pub fn unfit_notes(&self, register: Register) -> Vec<(&'static str, Unfit)> {
        let notes = register
            .fields()
            .iter()
            .filter(|field| matches!(field.kind, FieldKind::Prose(_) | FieldKind::Text(_)));
        notes
            .filter_map(|field| Some((field.name, unfit_words(self.text(field.name)?))))
            .flat_map(|(name, found)| found.into_iter().map(move |unfit| (name, unfit)))
            .collect()
    }
}

/// A letter in small and without its accent.
fn bare(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' | 'À' | 'Â' | 'Ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
        'î' | 'ï' | 'Î' | 'Ï' => 'i',
        'ô' | 'ö' | 'Ô' | 'Ö' => 'o',
        'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => 'u',
        'ç' | 'Ç' => 'c',
        other => other.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_by_its_beginning_not_within_another() {
        assert_eq!(unfit_words("entreprisons"), []);
        assert_eq!(unfit_words("Séropositif ?"), [Unfit::Health]);
        assert_eq!(unfit_words("sans nationalité connue"), [Unfit::Origin]);
    }

    #[test]
    fn the_words_of_the_work_are_innocent() {
        for text in [
            "diagnostic social fait, site d'origine S12",
            "accès de plain-pied, école à 300 m, loyer trop haut",
            "three rooms, lift, near the school; moved on for the better",
        ] {
            assert_eq!(unfit_words(text), [], "{text}");
        }
    }
}
