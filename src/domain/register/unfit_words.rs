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

/// How such words begin, without accents: in French and English; in Romanian, Spanish, Italian, Portuguese, German
/// and Turkish; in Bulgarian; in Arabic, where articles are written onto words, anywhere in one.
const BEGINNINGS: [(Unfit, &[&str]); 5] = [
    (
        Unfit::Origin,
        &[
            "ethni",
            "nationalit",
            "racial",
            "racis",
            "immigr",
            "apatrid",
            "stateless",
            "etni",
            "rasial",
            "imigra",
            "nacionalid",
            "inmigra",
            "nazionalit",
            "razzial",
            "apolid",
            "staatenlos",
            "rassist",
            "einwander",
            "migrationshinter",
            "milliyet",
            "uyruk",
            "gocmen",
            "етни",
            "националност",
            "расов",
            "имигра",
            "без гражданство",
            "جنسيه",
            "عرقي",
            "اثني",
            "مهاجر",
        ],
    ),
    (
        Unfit::Religion,
        &[
            "religi",
            "croyan",
            "faith",
            "confessionn",
            "credint",
            "creenci",
            "credenz",
            "crenca",
            "glaubens",
            "inanc",
            "dindar",
            "mezhep",
            "религи",
            "вероизповед",
            "ديانه",
            "ديني",
            "عقيده",
        ],
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
            "bolnav",
            "boala",
            "dizabil",
            "insarcinat",
            "enfermeda",
            "enfermo",
            "discapac",
            "embaraz",
            "drogadic",
            "malat",
            "disabil",
            "incint",
            "gravidanz",
            "gravidez",
            "tossicodip",
            "alcolis",
            "doenc",
            "doente",
            "krank",
            "behinder",
            "schwanger",
            "drogenabh",
            "krebs",
            "alkohol",
            "hastalik",
            "hastalig",
            "engelli",
            "hamile",
            "kanser",
            "alkol",
            "bagimli",
            "болест",
            "болен",
            "болна",
            "инвалид",
            "увреждан",
            "бременн",
            "диабет",
            "туберкул",
            "алкохол",
            "наркоман",
            "депреси",
            "مريض",
            "مرض",
            "اعاقه",
            "معاق",
            "سرطان",
            "سكري",
            "ادمان",
            "كحول",
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
            "infractor",
            "infractiun",
            "inchiso",
            "puscari",
            "detinut",
            "delincu",
            "delito",
            "carcel",
            "carcer",
            "pregiudicat",
            "prisao",
            "criminos",
            "gefangnis",
            "straftat",
            "strafta",
            "vorbestraft",
            "kriminel",
            "haftling",
            "suclu",
            "hapis",
            "mahkum",
            "sabika",
            "затворник",
            "престъп",
            "осъден",
            "криминал",
            "سجن",
            "مجرم",
            "جريمه",
            "محكوم",
        ],
    ),
    (
        Unfit::Judgement,
        &[
            "faineant",
            "menteu",
            "voleu",
            "profiteu",
            "lazy",
            "liar",
            "thief",
            "thieves",
            "scroung",
            "lenes",
            "mincinos",
            "profitor",
            "mentiros",
            "ladron",
            "perezos",
            "bugiard",
            "ladro",
            "fannullon",
            "preguicos",
            "ladrao",
            "faulenz",
            "lugner",
            "dieb",
            "schmarotz",
            "tembel",
            "yalanci",
            "hirsiz",
            "мързел",
            "лъжец",
            "крадец",
            "крадли",
            "паразит",
            "كسول",
            "كذاب",
            "لصوص",
            "حرامي",
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
            beginning.starts_with(is_arabic)
                || before.is_none_or(|letter| !letter.is_alphanumeric())
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

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{06FF}')
}

/// A letter in small and without its accent.
fn bare(letter: char) -> char {
    match letter.to_lowercase().next().unwrap_or(letter) {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'ă' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' | 'ì' | 'ı' => 'i',
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        'ç' => 'c',
        'ğ' => 'g',
        'ñ' => 'n',
        'ș' | 'ş' => 's',
        'ț' | 'ţ' => 't',
        'أ' | 'إ' | 'آ' => 'ا',
        'ة' => 'ه',
        other => other,
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
    fn they_are_found_in_the_languages_that_colleagues_write_in() {
        for (text, about) in [
            ("Mama este însărcinată", Unfit::Health),
            ("fără cetățenie, NAȚIONALITATE necunoscută", Unfit::Origin),
            ("padre con una enfermedad", Unfit::Health),
            ("madre incinta, padre in carcere", Unfit::Health),
            ("doença crónica", Unfit::Health),
            ("Vater im Gefängnis", Unfit::Offence),
            ("HASTALIĞI var", Unfit::Health),
            ("Бащата е НАРКОМАН", Unfit::Health),
            ("крадец", Unfit::Judgement),
            ("الأب في السجن", Unfit::Offence),
            ("الجنسية غير معروفة", Unfit::Origin),
        ] {
            assert!(unfit_words(text).contains(&about), "{text}");
        }
    }

    #[test]
    fn every_beginning_is_written_as_texts_are_read() {
        for beginning in BEGINNINGS.iter().flat_map(|(_, all)| all.iter()) {
            let read: String = beginning.chars().map(bare).collect();
            assert_eq!(read, *beginning);
            assert!(beginning.chars().count() >= 3, "{beginning}");
        }
    }

    #[test]
    fn the_words_of_the_work_are_innocent() {
        for text in [
            "diagnostic social fait, site d'origine S12",
            "accès de plain-pied, école à 300 m, loyer trop haut",
            "three rooms, lift, near the school; moved on for the better",
            "enfermé dans le hangar, éclairage déficient, fédération de locataires, pain rassis",
            "president of the council, deficiencies of the roof, brick wall",
            "trei camere, aproape de școală; doi copii; chiria e prea mare",
            "tres habitaciones cerca de la escuela, muro de ladrillo, sin ascensor",
            "drei Zimmer, Aufzug, Schule in der Nähe; Umzug am Montag",
            "три стаи, близо до училището; входът е затворен",
            "ثلاث غرف قرب المدرسة",
        ] {
            assert_eq!(unfit_words(text), [], "{text}");
        }
    }
}
