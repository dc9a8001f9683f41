//! Which perils a zone is about, as risk plans write it: codes of the national register of
//! prevention plans (`113`, or `1130000` in the older standard) and words.

use super::fold;
use crate::domain::{Code, Peril};

/// What a zone says of its peril.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Declared {
    /// Nothing that could be held against it.
    Nothing,
    /// Several perils at once, without saying which.
    Several,
    /// These perils.
    Perils(Vec<Peril>),
    /// Something that is not understood.
    Strange,
}

/// Codes by their beginning, the longest first.
const CODES: &[(&str, Peril)] = &[
    ("127", Peril::Clay),         // uneven settling of clay
    ("321", Peril::PollutedSoil), // mines: polluted water
    ("322", Peril::PollutedSoil), // mines: polluted soil
    ("11", Peril::Flood),
    ("12", Peril::Landslide),
    ("16", Peril::Wildfire),
    ("19", Peril::Flood), // tsunami
    ("21", Peril::Pprt),
    ("31", Peril::Landslide), // mines: ground that gives way
    ("1", Peril::Other),      // earthquake, avalanche, volcano, wind, radon
    ("2", Peril::Other),      // nuclear, dams, transport of dangerous goods
    ("3", Peril::Other),      // mines: gas, heat
];

/// The code for several perils at once.
const SEVERAL: &str = "999";

/// Beginnings of words, folded.
const WORDS: &[(Peril, &str)] = &[
    (
        Peril::Flood,
        "inond submersion crue ruissel debord remontee torrent flood inund",
    ),
    (
        Peril::Landslide,
        "mouvement glissement eboulement chute cavite effondrement affaissement tassement \
            minier landslide rockfall deslizamiento",
    ),
    (Peril::Clay, "argile retrait differentiel rga clay"),
    (Peril::Wildfire, "feu feux incendie wildfire incendio"),
    (
        Peril::Pprt,
        "technolog industri seveso toxique thermique surpression pprt",
    ),
    (Peril::PollutedSoil, "pollu"),
    (
        Peril::Other,
        "seisme sism avalanche volcan radon cyclone tempete nucleaire barrage",
    ),
];

/// Words of a level, which some files write into a column called after the peril.
const LEVEL_WORDS: &str = "nul faible modere moyen moyenne fort forte tres";

/// What the text of a type column says.
pub(super) fn declared(text: &str) -> Declared {
    let text = text.trim();
    if text.is_empty() {
        Declared::Nothing
    } else if text.bytes().all(|b| b.is_ascii_digit()) {
        by_code(text)
    } else {
        by_words(text)
    }
}

fn by_code(digits: &str) -> Declared {
    // The older standard fills codes up to seven digits with zeros.
    let code = match digits.len() {
        7 => digits.trim_end_matches('0'),
        _ => digits,
    };
    if code == SEVERAL || code == "9999999" {
        return Declared::Several;
    }
    let found = CODES.iter().find(|(start, _)| code.starts_with(start));
    found.map_or(Declared::Strange, |(_, peril)| {
        Declared::Perils(vec![*peril])
    })
}

fn by_words(text: &str) -> Declared {
    if let Some(peril) = Peril::from_code(text) {
        return Declared::Perils(vec![peril]);
    }
    let words = fold::words(text);
    let begins = |stems: &str| {
        let begun = |word: &String| stems.split(' ').any(|stem| word.starts_with(stem));
        words.iter().any(begun)
    };
    let perils: Vec<_> = WORDS
        .iter()
        .filter(|(_, stems)| begins(stems))
        .map(|(peril, _)| *peril)
        .collect();
    if begins("multi") {
        Declared::Several
    } else if !perils.is_empty() {
        Declared::Perils(perils)
    } else if begins(LEVEL_WORDS) {
        Declared::Nothing
    } else {
        Declared::Strange
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_standards_name_the_same_peril() {
        for (code, peril) in [
            ("113", Peril::Flood),
            ("1130000", Peril::Flood),
            ("124", Peril::Landslide),
            ("127", Peril::Clay),
            ("16", Peril::Wildfire),
            ("1600000", Peril::Wildfire),
            ("213", Peril::Pprt),
            ("312", Peril::Landslide),
            ("322", Peril::PollutedSoil),
            ("33", Peril::Other),
            ("13", Peril::Other),
            ("1300000", Peril::Other),
        ] {
            assert_eq!(declared(code), Declared::Perils(vec![peril]), "{code}");
        }
    }

    #[test]
    fn a_code_for_several_perils_is_held_against_none() {
        assert_eq!(declared("999"), Declared::Several);
        assert_eq!(declared("9999999"), Declared::Several);
        assert_eq!(declared("Multirisque"), Declared::Several);
    }

    #[test]
    fn words_may_name_two_perils() {
        assert_eq!(
            declared("Inondation et mouvement de terrain"),
            Declared::Perils(vec![Peril::Flood, Peril::Landslide])
        );
        assert_eq!(
            declared("Feu de forêt"),
            Declared::Perils(vec![Peril::Wildfire])
        );
        assert_eq!(declared("flood"), Declared::Perils(vec![Peril::Flood]));
    }

    #[test]
    fn a_level_in_the_column_of_types_declares_no_peril() {
        assert_eq!(declared("Moyen"), Declared::Nothing);
        assert_eq!(declared(" "), Declared::Nothing);
        assert_eq!(declared("zone 4"), Declared::Strange);
        assert_eq!(declared("07"), Declared::Strange);
    }
}
