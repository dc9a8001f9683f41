//! Source class → severity: the one table of how published risk plans are read.
//!
//! Classes are those of the COVADIS standard for risk prevention plans (`nivalea`:
//! Fai, M, F …), of its successor, the CNIG `GeoPackage` model (`niveaualea`: 00 to 07), of
//! regulatory zoning in both (`typereg`: 01 to 07), and the words and numbers people use.

use std::{borrow::Cow, collections::BTreeMap};

use super::{Error, fold};
use crate::domain::{Peril, Severity};

/// What a class of the source means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The source says that there is no hazard.
    NoHazard,
    /// A hazard of this severity.
    Hazard(Severity),
}

/// Severity for natural perils, severity for industrial ones, spellings; 0 is no hazard.
///
/// For natural perils a "plus" is the next severity up, so as not to lose it; the guide for
/// industrial ones puts `M+` with `M`, `F+` with `F` and `TF+` with `TF`. Spellings are
/// folded: small letters, no accents, no blanks.
const LEVELS: &[(u8, u8, &str)] = &[
    (
        0,
        0,
        "0 00 nul nulle neant negligeable nulounegligeable null none nulo nula",
    ),
    (1, 1, "1 01 fai fa faible low bajo baja"),
    (
        2,
        2,
        "2 02 m mod moy modere moderee moyen moyenne moyenoumodere",
    ),
    (2, 2, "medium moderate medio media moderado moderada"),
    (3, 2, "03 m+ moyen+ modere+ moyenplus"),
    (3, 3, "3 04 f fort forte eleve elevee high alto alta"),
    (4, 3, "05 f+ fort+ fortplus"),
    (
        4,
        4,
        "4 06 tf tresfort tresforte treseleve treselevee majeur tresfortoumajeur",
    ),
    (4, 4, "veryhigh muyalto muyalta"),
    (
        4,
        4,
        "07 tf+ tresfort+ tresfortplus aggrave tresfortplusouaggrave",
    ),
];

/// Kinds of regulatory zone. A rule is not a level of hazard, but where only the rules are
/// published they are its nearest trace: the stricter the rule, the worse the hazard.
const RULES: &[(&str, u8)] = &[
    ("01", 0), // rules outside the hazard
    ("02", 2), // building under conditions
    ("03", 3), // no building
    ("04", 4), // no building at all
];

/// What a column of classes is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// Letters, words, and numbers from 1 (low) to 4 (very high).
    Levels,
    /// The standards' codes from 00 to 07.
    Codes,
    /// Kinds of regulatory zone.
    Rules,
}

impl Writing {
    /// How the column of this name is written.
    pub(super) fn of(column: &str) -> Self {
        match fold::squeezed(column).as_str() {
            "niveaualea" | "nivaleast" | "nivaleastd" => Self::Codes,
            "typereg" | "typereglement" => Self::Rules,
            _ => Self::Levels,
        }
    }
}

/// How the classes of one layer are read: the table above, and what was given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classes {
    for_all: Option<Severity>,
    given: BTreeMap<String, Level>,
}

impl Classes {
    /// The table as it stands.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One severity for every zone, for files that hold no class.
    #[must_use]
    pub fn all(severity: Severity) -> Self {
        Self {
            for_all: Some(severity),
            ..Self::default()
        }
    }

    /// The severity that every zone has, if one was given.
    #[must_use]
    pub fn for_all(&self) -> Option<Severity> {
        self.for_all
    }

    /// Adds what was typed as `class=severity`, 0 for no hazard; it wins over the table.
    ///
    /// ```
    /// use jalon::domain::{Peril, Severity};
    /// use jalon::intake::{Classes, Level};
    /// let mut classes = Classes::new();
    /// classes.add("R=4")?;
    /// let very_high = Level::Hazard(Severity::try_from(4).unwrap());
    /// assert_eq!(classes.read("zone", "R", Peril::Flood), Some(very_high));
    /// assert_eq!(classes.read("zone", "B", Peril::Flood), None);
    /// # Ok::<(), jalon::intake::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::MalformedPair`] when it is not a class, `=` and a number from 0 to 4.
    pub fn add(&mut self, pair: &str) -> Result<(), Error> {
        let read = || {
            let (class, severity) = pair.rsplit_once('=')?;
            let level = level(severity.trim().parse().ok()?)?;
            Some((fold::squeezed(class), level)).filter(|(class, _)| !class.is_empty())
        };
        let (class, level) = read().ok_or_else(|| Error::MalformedPair {
            given: pair.to_owned(),
            expected: "--class-map R=4, with 0 for no hazard or 1 (low) to 4 (very high)",
        })?;
        self.given.insert(class, level);
        Ok(())
    }

    /// What a class means; `None` when neither the table nor what was given knows it.
    ///
    /// ```
    /// use jalon::domain::{Peril, Severity};
    /// use jalon::intake::{Classes, Level};
    /// let fort = Some(Level::Hazard(Severity::try_from(3).unwrap()));
    /// assert_eq!(Classes::new().read("nivalea", "F", Peril::Flood), fort);
    /// assert_eq!(Classes::new().read("niveaualea", "04", Peril::Flood), fort);
    /// ```
    #[must_use]
    pub fn read(&self, column: &str, class: &str, peril: Peril) -> Option<Level> {
        let folded = fold::squeezed(class);
        let given = self.given.get(&folded).copied();
        given.or_else(|| read_table(Writing::of(column), &folded, peril))
    }
}

fn read_table(writing: Writing, folded: &str, peril: Peril) -> Option<Level> {
    let spelled = match writing {
        Writing::Levels => without_lead(folded).into(),
        Writing::Codes => with_zero(folded),
        Writing::Rules => return read_rule(folded),
    };
    let is_spelled = |spellings: &str| spellings.split(' ').any(|known| known == spelled);
    let (natural, industrial, _) = LEVELS
        .iter()
        .find(|(_, _, spellings)| is_spelled(spellings))?;
    level(match peril {
        Peril::Pprt => *industrial,
        _ => *natural,
    })
}

/// `alea fort` and `niveau fort` are `fort`.
fn without_lead(folded: &str) -> &str {
    const LEADS: &[&str] = &["aleas", "alea", "niveau", "exposition"];
    let rest = LEADS.iter().find_map(|lead| folded.strip_prefix(lead));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(folded)
}

/// A code that lost its zero, in a column that is known to hold codes: there 4 is "fort".
fn with_zero(folded: &str) -> Cow<'_, str> {
    match folded.len() {
        1 => format!("0{folded}").into(),
        _ => folded.into(),
    }
}

fn read_rule(folded: &str) -> Option<Level> {
    let rule = with_zero(folded);
    let (_, severity) = RULES.iter().find(|(code, _)| *code == rule)?;
    level(*severity)
}

fn level(severity: u8) -> Option<Level> {
    match severity {
        0 => Some(Level::NoHazard),
        _ => Severity::try_from(severity).ok().map(Level::Hazard),
    }
}

/// The classes that a column of this name may hold, for messages.
pub(super) fn known_classes(column: &str) -> &'static str {
    match Writing::of(column) {
        Writing::Levels => {
            "Fai, M, M+, F, F+, TF, TF+, Nul, 1 to 4, 00 to 07, faible to très fort and low to very high"
        }
        Writing::Codes => "00 to 07",
        Writing::Rules => "01 to 04",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn severity(column: &str, class: &str, peril: Peril) -> Option<u8> {
        match Classes::new().read(column, class, peril)? {
            Level::NoHazard => Some(0),
            Level::Hazard(severity) => Some(severity.get()),
        }
    }

    #[test]
    fn the_letters_of_the_older_standard_have_these_severities() {
        for (class, expected) in [
            ("Nul", 0),
            ("Fai", 1),
            ("M", 2),
            ("M+", 3),
            ("F", 3),
            ("F+", 4),
            ("TF", 4),
            ("TF+", 4),
        ] {
            assert_eq!(
                severity("nivalea", class, Peril::Flood),
                Some(expected),
                "{class}"
            );
        }
    }

    #[test]
    fn the_codes_of_the_newer_standard_are_not_read_as_numbers_from_1_to_4() {
        for (code, expected) in [
            ("00", 0),
            ("01", 1),
            ("02", 2),
            ("03", 3),
            ("04", 3),
            ("05", 4),
            ("06", 4),
            ("07", 4),
        ] {
            assert_eq!(
                severity("niveaualea", code, Peril::Landslide),
                Some(expected),
                "{code}"
            );
        }
        assert_eq!(severity("niveaualea", "4", Peril::Flood), Some(3));
        assert_eq!(severity("classe", "4", Peril::Flood), Some(4));
        assert_eq!(severity("niveaualea", "99", Peril::Flood), None);
    }

    #[test]
    fn a_plus_changes_nothing_for_industrial_perils() {
        for (class, expected) in [("M+", 2), ("F+", 3), ("TF+", 4)] {
            assert_eq!(
                severity("nivalea", class, Peril::Pprt),
                Some(expected),
                "{class}"
            );
        }
    }

    #[test]
    fn words_are_read_in_any_case_with_or_without_accents() {
        for (class, expected) in [
            ("Aléa Très Fort", 4),
            ("TRES FORT", 4),
            ("modéré", 2),
            ("Moyenne", 2),
            ("low", 1),
            ("very high", 4),
            ("Alto", 3),
        ] {
            assert_eq!(
                severity("niveau", class, Peril::Clay),
                Some(expected),
                "{class}"
            );
        }
    }

    #[test]
    fn the_stricter_the_rule_of_a_zone_the_higher_its_severity() {
        let read = |rule| severity("typereg", rule, Peril::Flood);

        assert_eq!(
            ["01", "02", "03", "04"].map(read),
            [Some(0), Some(2), Some(3), Some(4)]
        );
        assert_eq!(read("05"), None);
    }

    #[test]
    fn no_spelling_stands_on_two_lines() {
        let spellings: Vec<_> = LEVELS
            .iter()
            .flat_map(|(_, _, spellings)| spellings.split(' '))
            .collect();
        let unique: std::collections::BTreeSet<_> = spellings.iter().collect();

        assert_eq!(unique.len(), spellings.len());
    }

    #[test]
    fn what_is_given_wins_over_the_table() {
        let mut classes = Classes::new();
        classes.add("F = 4").unwrap();
        classes.add("blanc=0").unwrap();

        assert_eq!(classes.read("c", "f", Peril::Flood), level(4));
        assert_eq!(
            classes.read("c", "Blanc", Peril::Flood),
            Some(Level::NoHazard)
        );
        for malformed in ["R", "R=5", "=3", "R=high"] {
            assert!(classes.add(malformed).is_err(), "{malformed}");
        }
    }
}
