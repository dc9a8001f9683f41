//! Columns that are never read: ethnic origin, religion, nationality, health, the
//! law, and people's names and addresses. They are refused even when asked for.
//!
//! Words are recognised in French, English and Spanish by how they begin. No name of any
//! group stands here: whatever is not mapped is not read, so none is needed.

use super::fold;
use crate::domain::{LandmarkKind, LayerKind};

/// What a column that is never read speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Ethnic or cultural origin.
    Ethnicity,
    /// Religion.
    Religion,
    /// Nationality or country of origin.
    Nationality,
    /// Health or handicap.
    Health,
    /// Offences and proceedings.
    Justice,
    /// Who someone is: names, and ways to reach them.
    Identity,
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Ethnicity => "ethnic origin",
            Self::Religion => "religion",
            Self::Nationality => "nationality",
            Self::Health => "health",
            Self::Justice => "offences or proceedings",
            Self::Identity => "who someone is",
        })
    }
}

/// Beginnings of words.
const STEMS: &[(Subject, &str)] = &[
    (Subject::Ethnicity, "ethni etnia etnic racial"),
    (Subject::Religion, "relig culte confession croyan faith"),
    (
        Subject::Nationality,
        "nationali nacional citizen citoyennet ciudadan etrang foreign extranjer immigr \
            inmigr migrant passport passeport pasaporte birthplace",
    ),
    (
        Subject::Health,
        "sante health salud maladi disease enfermed patholog handicap disab \
            discapac vaccin vacuna grossesse pregnan medic",
    ),
    (
        Subject::Justice,
        "delit infraction condamn crimin casier offence convict",
    ),
    (
        Subject::Identity,
        "prenom surname firstname lastname forename apellido alcalde telephon telefon \
            phone email courriel contact representant responsable proprietaire owner",
    ),
];

/// Whole words; as beginnings they would hit innocent ones (`paysage`, `trace`, `mairie`).
const WORDS: &[(Subject, &str)] = &[
    (Subject::Ethnicity, "race raza tribu tribe caste"),
    (Subject::Nationality, "pays country pais etr imm naturalise"),
    (Subject::Justice, "penal"),
    (Subject::Identity, "mail tel nss maire mayor elu elue elus"),
];

/// Words that name a person where each record is a household.
const NAMES: &str = "nom noms name names nombre apellidos";

/// What makes a column one that is never read, if anything does.
pub(super) fn subject_of(column: &str, kind: LayerKind) -> Option<Subject> {
    let words = fold::words(column);
    let health_centres = kind == LayerKind::Landmarks(LandmarkKind::HealthCentre);
    let found = words.iter().find_map(|word| subject_of_word(word));
    match found {
        Some(Subject::Health) if health_centres => None,
        Some(subject) => Some(subject),
        None if names_a_person(&words, kind) => Some(Subject::Identity),
        None => None,
    }
}

/// What a column of counts by unit speaks of, if it is one that is never read.
///
/// ```
/// use jalon::intake::{Subject, never_counted};
/// assert_eq!(never_counted("pop_immigree"), Some(Subject::Nationality));
/// assert_eq!(never_counted("social_rent"), None);
/// ```
#[must_use]
pub fn never_counted(column: &str) -> Option<Subject> {
    subject_of(column, LayerKind::Neighbourhoods)
}

fn subject_of_word(word: &str) -> Option<Subject> {
    let by_stem = STEMS
        .iter()
        .find(|(_, stems)| stems.split(' ').any(|stem| word.starts_with(stem)));
    let by_word = WORDS
        .iter()
        .find(|(_, words)| words.split(' ').any(|whole| word == whole));
    by_stem.or(by_word).map(|(subject, _)| *subject)
}

/// A settlement and a landlord may have a name, a household has a code.
fn names_a_person(words: &[String], kind: LayerKind) -> bool {
    let household = |word: &String| matches!(word.as_str(), "famille" | "family" | "familia");
    let name = |word: &String| NAMES.split(' ').any(|name| word == name);
    let alone = kind == LayerKind::Placements && words.len() == 1;
    words.iter().any(name) && (alone || words.iter().any(household))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_about_who_people_are_have_a_subject() {
        for (column, subject) in [
            ("origine_ethnique", Subject::Ethnicity),
            ("Religion", Subject::Religion),
            ("nationalite", Subject::Nationality),
            ("paysOrigine", Subject::Nationality),
            ("etat_sante", Subject::Health),
            ("maire_de_quartier", Subject::Identity),
            ("nom_elu", Subject::Identity),
            ("nom_famille", Subject::Identity),
        ] {
            assert_eq!(
                subject_of(column, LayerKind::Settlements),
                Some(subject),
                "{column}"
            );
        }
    }

    #[test]
    fn columns_that_only_look_alike_are_read() {
        for column in [
            "p19_nper_rp",
            "nom_quartier",
            "element",
            "paysage",
            "trace",
            "mairie",
            "nivalea",
            "nb_familles",
            "code_insee",
        ] {
            assert_eq!(subject_of(column, LayerKind::Settlements), None, "{column}");
        }
    }

    #[test]
    fn a_name_alone_is_a_persons_only_where_records_are_households() {
        assert_eq!(
            subject_of("nom", LayerKind::Placements),
            Some(Subject::Identity)
        );
        assert_eq!(subject_of("nom", LayerKind::Neighbourhoods), None);
        assert_eq!(subject_of("nom_bailleur", LayerKind::Placements), None);
    }

    #[test]
    fn a_health_centre_may_be_called_one() {
        let centres = LayerKind::Landmarks(LandmarkKind::HealthCentre);

        assert_eq!(subject_of("nom_centre_sante", centres), None);
        assert!(subject_of("nom_centre_sante", LayerKind::Settlements).is_some());
    }
}
