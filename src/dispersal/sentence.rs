//! The summary in words, as one would say it at a meeting.

use fluent_bundle::FluentValue;

use super::Summary;
use crate::domain::{Language, Words};

/// The summary in a few plain sentences.
///
/// ```
/// use jalon::{dispersal::{Counts, Unit, in_words, summary}, domain::Language};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 10.0), unit("B", 1.0, 10.0)])?;
/// assert_eq!(
///     in_words(&summary(&counts), Language::English),
///     "3 households live in 2 of 2 neighbourhoods. Two of them taken at random share a \
///      neighbourhood 0.7 times as often as chance would have it (95% interval 0.0 to 1.9). \
///      That is too few to judge."
/// );
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
#[must_use]
pub fn in_words(summary: &Summary, language: Language) -> String {
    let words = Words::of(language);
    let mut sentences = vec![counted(summary, &words), pairs(summary, &words)];
    if summary.too_few {
        sentences.extend((summary.households > 0).then(|| words.say("dispersal-too_few")));
    } else {
        sentences.extend(verdict(summary).map(|verdict| words.say(verdict)));
        sentences.extend(evenness(summary, &words));
    }
    sentences.join(" ")
}

fn counted(summary: &Summary, words: &Words) -> String {
    words.say_with(
        "dispersal-counts",
        &[
            ("households", FluentValue::from(summary.households)),
            ("used", FluentValue::from(summary.units_used)),
            ("units", FluentValue::from(summary.units)),
        ],
    )
}

fn pairs(summary: &Summary, words: &Words) -> String {
    let figure = |value: f64| FluentValue::from(words.number(value, 1));
    let (Some(ratio), Some(low), Some(high)) = (
        summary.colocation_ratio.value,
        summary.colocation_low,
        summary.colocation_high,
    ) else {
        return reason(summary, words);
    };
    let blanks = [
        ("ratio", figure(ratio)),
        ("low", figure(low)),
        ("high", figure(high)),
    ];
    words.say_with("dispersal-colocation", &blanks)
}

fn reason(summary: &Summary, words: &Words) -> String {
    let reason = summary.colocation_ratio.reason;
    let why = reason.map_or_else(String::new, |reason| words.say(reason.message()));
    words.say_with("dispersal-untold", &[("reason", why.into())])
}

/// What the interval allows to say.
fn verdict(summary: &Summary) -> Option<&'static str> {
    match (summary.colocation_low?, summary.colocation_high?) {
        (low, _) if low > 1.0 => Some("dispersal-gathered"),
        (_, high) if high < 1.0 => Some("dispersal-spread"),
        _ => Some("dispersal-as_chance"),
    }
}

fn evenness(summary: &Summary, words: &Words) -> Option<String> {
    let figure = |value: f64| FluentValue::from(words.number(value, 2));
    let blanks = [
        ("d", figure(summary.dissimilarity.value?)),
        ("chance", figure(summary.chance_dissimilarity.value?)),
    ];
    Some(words.say_with("dispersal-evenness", &blanks))
}

#[cfg(test)]
mod tests {
    use super::{
        super::{counts::tests::counts, summary},
        *,
    };

    #[test]
    fn households_all_in_one_place_are_said_to_be_gathered() {
        let gathered = summary(&counts(&[(40.0, 100.0), (0.0, 100.0)]));

        let english = in_words(&gathered, Language::English);
        let french = in_words(&gathered, Language::French);

        assert!(
            english.contains("2.0 times") && english.contains("more gathered"),
            "{english}"
        );
        assert!(
            french.contains("2,0 fois") && french.contains("plus regroupés"),
            "{french}"
        );
    }

    #[test]
    fn a_single_household_is_said_in_the_singular() {
        let one = summary(&counts(&[(1.0, 100.0), (0.0, 100.0)]));

        let english = in_words(&one, Language::English);
        let french = in_words(&one, Language::French);

        assert!(
            english.starts_with("1 household lives in 1 of 2"),
            "{english}"
        );
        assert!(
            french.starts_with("1 ménage vit dans 1 quartier sur 2"),
            "{french}"
        );
    }

    #[test]
    fn nobody_placed_is_said_and_not_judged() {
        let nobody = summary(&counts(&[(0.0, 100.0), (0.0, 100.0)]));

        let said = in_words(&nobody, Language::English);

        assert_eq!(
            said,
            "0 households live in 0 of 2 neighbourhoods. \
             Spread cannot be told: no household of the programme has been placed."
        );
    }
}
