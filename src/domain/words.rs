//! What things are called, in the languages people read; the same files serve the web page.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use time::Date;

use super::code_list;

code_list! {
    /// A language the product speaks.
    Language {
        /// French.
        French = "fr",
        /// English.
        English = "en",
    }
}

/// The words of one language.
pub struct Words(&'static FluentBundle<FluentResource>);

/// What the page says too, and what only the server says.
const FRENCH_TEXTS: [&str; 2] = [
    include_str!("../../text/fr.ftl"),
    include_str!("../../text/records.fr.ftl"),
];
const ENGLISH_TEXTS: [&str; 2] = [
    include_str!("../../text/en.ftl"),
    include_str!("../../text/records.en.ftl"),
];

static FRENCH: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle(unic_langid::langid!("fr"), FRENCH_TEXTS));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle(unic_langid::langid!("en"), ENGLISH_TEXTS));

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        match language {
            Language::French => Self(&FRENCH),
            Language::English => Self(&ENGLISH),
        }
    }

    /// The word of this name; a name that no file holds is returned as it is.
    ///
    /// ```
    /// use jalon::domain::{Language, Words};
    /// assert_eq!(Words::of(Language::French).say("factor-flood"), "inondation");
    /// ```
    #[must_use]
    pub fn say(&self, name: &str) -> String {
        self.say_with(name, &[])
    }

    /// The sentence of this name with its blanks filled in.
    #[must_use]
    pub fn say_with(&self, name: &str, blanks: &[(&'static str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.0.get_message(name).and_then(|message| message.value()) else {
            return name.to_owned();
        };
        let args: FluentArgs<'_> = blanks.iter().cloned().collect();
        let mut faults = Vec::new();
        self.0
            .format_pattern(pattern, Some(&args), &mut faults)
            .into_owned()
    }

    /// A day as the language writes it.
    ///
    /// ```
    /// use jalon::domain::{Language, Words};
    /// use time::macros::date;
    /// assert_eq!(Words::of(Language::French).day(date!(2026-03-09)), "09/03/2026");
    /// assert_eq!(Words::of(Language::English).day(date!(2026-03-09)), "2026-03-09");
    /// ```
    #[must_use]
    pub fn day(&self, day: Date) -> String {
        let blanks = [
            ("year", FluentValue::from(format!("{:04}", day.year()))),
            ("month", format!("{:02}", u8::from(day.month())).into()),
            ("day", format!("{:02}", day.day()).into()),
        ];
        self.say_with("day", &blanks)
    }

    /// A number as the language writes it, rounded to so many decimals.
    ///
    /// ```
    /// use jalon::domain::{Language, Words};
    /// assert_eq!(Words::of(Language::French).number(89.96, 1), "90,0");
    /// assert_eq!(Words::of(Language::English).number(89.96, 1), "90.0");
    /// ```
    #[must_use]
    pub fn number(&self, value: f64, decimals: usize) -> String {
        format!("{value:.decimals$}").replace('.', &self.say("decimal-mark"))
    }
}

impl Words {
    /// An amount as the language writes it, without decimals, in groups of three.
    ///
    /// ```
    /// use jalon::domain::{Language, Words};
    /// assert_eq!(Words::of(Language::English).amount(1_234_567.4), "1,234,567");
    /// assert_eq!(Words::of(Language::English).amount(-950.0), "-950");
    /// ```
    #[must_use]
    pub fn amount(&self, value: f64) -> String {
        let plain = format!("{:.0}", value.abs());
        let mark = self.say("group-mark");
        let mut told = if value <= -0.5 {
            "-".to_owned()
        } else {
            String::new()
        };
        for (at, digit) in plain.chars().enumerate() {
            if at > 0 && (plain.len() - at).is_multiple_of(3) {
                told.push_str(&mark);
            }
            told.push(digit);
        }
        told
    }
}

/// Faults in a file surface in its test, never before a user.
fn bundle(
    language: unic_langid::LanguageIdentifier,
    texts: [&str; 2],
) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks would show as boxes on terminals and in spreadsheets.
    bundle.set_use_isolating(false);
    for text in texts {
        let resource = FluentResource::try_new(text.to_owned());
        let resource = resource.unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn names(text: &str) -> impl Iterator<Item = &str> {
        let lines = text.lines();
        lines
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| Some(line.split_once('=')?.0.trim()))
    }

    #[test]
    fn no_name_stands_twice() {
        for texts in [FRENCH_TEXTS, ENGLISH_TEXTS] {
            let mut seen = BTreeSet::new();
            let twice: Vec<&str> = texts
                .into_iter()
                .flat_map(names)
                .filter(|name| !seen.insert(*name))
                .collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
    }

    #[test]
    fn both_languages_name_the_same_things() {
        for (french, english) in std::iter::zip(FRENCH_TEXTS, ENGLISH_TEXTS) {
            let in_french: BTreeSet<&str> = names(french).collect();
            let in_english: BTreeSet<&str> = names(english).collect();

            assert_eq!(in_french, in_english);
            assert!(FluentResource::try_new(french.to_owned()).is_ok());
            assert!(FluentResource::try_new(english.to_owned()).is_ok());
        }
    }
}
