//! The report in words, as one would say it at a meeting.

use fluent_bundle::FluentValue;

use crate::domain::{Language, Range, Spread, Words};

/// What is to be said.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The households against all households.
    pub overall: &'a Spread,
    /// The same against the homes on offer.
    pub on_offers: Option<&'a Spread>,
    /// Names of the neighbourhoods where they are gathered, the most gathered first.
    pub mainly: &'a [&'a str],
}

/// At most this chance of a ratio as far out by lot, and it is said not to be chance.
const REMARKABLE: f64 = 0.05;

/// What can be said of the co-location ratio against chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Gathered,
    Spread,
    AsChance,
}

impl Verdict {
    /// By the homes drawn by lot where they were drawn: near chance the interval's variance
    /// vanishes to first order (Hoeffding 1948), so the interval alone calls too much chance.
    fn of(spread: &Spread) -> Option<Self> {
        let is_remarkable = match spread.colocation_p {
            Some(p) => p <= REMARKABLE,
            None => spread.colocation_low? > 1.0 || spread.colocation_high? < 1.0,
        };
        match (is_remarkable, spread.colocation_ratio?) {
            (true, ratio) if ratio > 1.0 => Some(Self::Gathered),
            (true, ratio) if ratio < 1.0 => Some(Self::Spread),
            _ => Some(Self::AsChance),
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Gathered => "gathered",
            Self::Spread => "spread",
            Self::AsChance => "as_chance",
        }
    }
}

/// The report in a few plain sentences: how many and where, the headline with its interval, D beside
/// what chance gives with the verdict, priority neighbourhoods, and the homes on offer.
///
/// ```
/// use jalon::{dispersal::{Said, in_words}, domain::{Language, Spread}};
/// let few = Spread {
///     households: 3, neighbourhoods_used: 2, neighbourhoods: 2, too_few: true,
///     colocation_ratio: Some(0.7), colocation_low: Some(0.0), colocation_high: Some(1.9),
///     ..Spread::default()
/// };
/// assert_eq!(
///     in_words(Said { overall: &few, on_offers: None, mainly: &[] }, Language::English),
///     "3 households live in 2 of 2 neighbourhoods. Two of them taken at random share a \
///      neighbourhood 0.7 times as often as chance would have it (95% interval 0.0 to 1.9). \
///      That is too few to judge."
/// );
/// ```
#[must_use]
pub fn in_words(said: Said, language: Language) -> String {
    let words = Words::of(language);
    let overall = said.overall;
    let mut sentences = vec![counted(overall, &words), pairs(overall, &words)];
    sentences.extend(deprived(said, &words));
    if overall.too_few {
        sentences.extend((overall.households > 0).then(|| words.say("dispersal-too_few")));
    } else {
        sentences.insert(2, evenness(said, &words).unwrap_or_default());
        sentences.extend(said.on_offers.and_then(|spread| on_offers(spread, &words)));
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

fn counted(spread: &Spread, words: &Words) -> String {
    words.say_with(
        "dispersal-counts",
        &[
            ("households", FluentValue::from(spread.households)),
            ("used", FluentValue::from(spread.neighbourhoods_used)),
            ("units", FluentValue::from(spread.neighbourhoods)),
        ],
    )
}

fn pairs(spread: &Spread, words: &Words) -> String {
    let (Some(ratio), Some(low), Some(high)) = (
        spread.colocation_ratio,
        spread.colocation_low,
        spread.colocation_high,
    ) else {
        let why = spread.reason.map(|reason| words.say(reason));
        let why = why.unwrap_or_default();
        return words.say_with("dispersal-untold", &[("reason", why.into())]);
    };
    let blanks = [
        ("ratio", number(words, ratio, 1)),
        ("low", number(words, low, 1)),
        ("high", number(words, high, 1)),
    ];
    words.say_with("dispersal-colocation", &blanks)
}

/// D is never said without the D of chance, and never judged by itself.
fn evenness(said: Said, words: &Words) -> Option<String> {
    let spread = said.overall;
    let verdict = Verdict::of(spread)?;
    let places = match (verdict, said.mainly) {
        (Verdict::Gathered, [_, ..]) => words.say_with(
            "dispersal-mainly",
            &[("places", listed(said.mainly, words))],
        ),
        _ => String::new(),
    };
    let mut blanks = chance(spread, words)?;
    blanks.push(("verdict", verdict.code().into()));
    blanks.push(("mainly", places.into()));
    Some(words.say_with("dispersal-evenness", &blanks))
}

fn on_offers(spread: &Spread, words: &Words) -> Option<String> {
    let mut blanks = chance(spread, words)?;
    blanks.push(("verdict", Verdict::of(spread)?.code().into()));
    blanks.push(("ratio", number(words, spread.colocation_ratio?, 1)));
    blanks.push(("from", number(words, spread.colocation_low?, 1)));
    blanks.push(("to", number(words, spread.colocation_high?, 1)));
    Some(words.say_with("dispersal-on_offers", &blanks))
}

/// D, the D of chance, and the band of it where it was drawn.
fn chance(spread: &Spread, words: &Words) -> Option<Vec<(&'static str, FluentValue<'static>)>> {
    let d = spread.dissimilarity?;
    let chance = number(words, spread.dissimilarity_by_chance?, 2);
    let band = spread.dissimilarity_chance_band.map(|Range { low, high }| {
        let blanks = [
            ("low", number(words, low, 2)),
            ("high", number(words, high, 2)),
        ];
        words.say_with("dispersal-band", &blanks)
    });
    Some(vec![
        ("d", number(words, d, 2)),
        ("chance", chance),
        ("band", band.unwrap_or_default().into()),
    ])
}

fn deprived(said: Said, words: &Words) -> Option<String> {
    let percent = |share: f64| FluentValue::from(words.number(share * 100.0, 0));
    let (there, everybody) = (
        said.overall.deprived_share?,
        said.overall.deprived_share_of_yardstick?,
    );
    let offered = said.on_offers.and_then(|on| on.deprived_share_of_yardstick);
    let mut blanks = vec![("there", percent(there)), ("everybody", percent(everybody))];
    let name = match offered {
        Some(offered) => {
            blanks.push(("offered", percent(offered)));
            "dispersal-deprived_and_offers"
        }
        None => "dispersal-deprived",
    };
    Some(words.say_with(name, &blanks))
}

/// Names one after the other, the last after an "and".
fn listed(names: &[&str], words: &Words) -> FluentValue<'static> {
    let text = match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => {
            let blanks = [
                ("first", FluentValue::from(first.join(", "))),
                ("last", FluentValue::from((*last).to_owned())),
            ];
            words.say_with("dispersal-and", &blanks)
        }
    };
    text.into()
}

fn number(words: &Words, value: f64, decimals: usize) -> FluentValue<'static> {
    FluentValue::from(words.number(value, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The city of the method: 300 families, 57 of 60 neighbourhoods.
    fn city() -> Spread {
        Spread {
            households: 300,
            neighbourhoods_used: 57,
            neighbourhoods: 60,
            colocation_ratio: Some(1.31),
            colocation_low: Some(1.12),
            colocation_high: Some(1.49),
            dissimilarity: Some(0.203),
            dissimilarity_by_chance: Some(0.171),
            dissimilarity_chance_band: Some(Range {
                low: 0.14,
                high: 0.2,
            }),
            ..Spread::default()
        }
    }

    fn said(overall: &Spread, mainly: &[&str], language: Language) -> String {
        let on_offers = None;
        in_words(
            Said {
                overall,
                on_offers,
                mainly,
            },
            language,
        )
    }

    #[test]
    fn the_sentence_of_the_method_is_said_in_both_languages() {
        let english = said(&city(), &["A", "B"], Language::English);
        let french = said(&city(), &["A", "B"], Language::French);

        assert_eq!(
            english,
            "300 households live in 57 of 60 neighbourhoods. Two of them taken at random share a \
             neighbourhood 1.3 times as often as chance would have it (95% interval 1.1 to 1.5). \
             D is 0.20; chance alone gives 0.17 (0.14 to 0.20): more gathered than chance, mainly \
             in A and B."
        );
        assert!(
            french.ends_with(
                "D vaut 0,20 ; le hasard seul donne 0,17 (0,14 à 0,20) : plus regroupés que par \
                 hasard, surtout A et B."
            ),
            "{french}"
        );
    }

    #[test]
    fn the_verdict_hangs_on_the_draws_and_not_on_the_interval() {
        let drawn = Spread {
            colocation_low: Some(0.96),
            colocation_p: Some(0.002),
            ..city()
        };

        let said = said(&drawn, &[], Language::English);

        assert!(said.ends_with("more gathered than chance."), "{said}");
    }

    #[test]
    fn places_are_named_only_where_the_verdict_is_gathered() {
        let even = Spread {
            colocation_low: Some(0.9),
            ..city()
        };

        let said = said(&even, &["A"], Language::English);

        assert!(said.ends_with("nothing tells this from chance."), "{said}");
    }

    #[test]
    fn the_homes_on_offer_are_a_second_yardstick() {
        let (overall, offers) = (
            Spread {
                deprived_share: Some(0.4),
                deprived_share_of_yardstick: Some(0.2),
                ..city()
            },
            Spread {
                colocation_ratio: Some(0.98),
                colocation_low: Some(0.9),
                colocation_high: Some(1.07),
                deprived_share: Some(0.4),
                deprived_share_of_yardstick: Some(0.45),
                ..city()
            },
        );

        let english = in_words(
            Said {
                overall: &overall,
                on_offers: Some(&offers),
                mainly: &[],
            },
            Language::English,
        );

        assert!(
            english.contains(
                "40% live in priority neighbourhoods, against 20% of all households and 45% of the \
                 homes on offer."
            ),
            "{english}"
        );
        assert!(
            english.contains("Against the homes on offer the ratio is 1.0 (0.9 to 1.1)"),
            "{english}"
        );
    }

    #[test]
    fn a_single_household_is_said_in_the_singular() {
        let one = Spread {
            households: 1,
            neighbourhoods_used: 1,
            neighbourhoods: 2,
            too_few: true,
            ..Spread::default()
        };

        let english = said(&one, &[], Language::English);
        let french = said(&one, &[], Language::French);

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
        let nobody = Spread {
            neighbourhoods: 2,
            reason: Some("undefined-no_group"),
            too_few: true,
            ..Spread::default()
        };

        assert_eq!(
            said(&nobody, &[], Language::English),
            "0 households live in 0 of 2 neighbourhoods. \
             Spread cannot be told: no household of the programme has been placed."
        );
    }
}
