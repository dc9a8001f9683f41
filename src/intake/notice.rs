//! Things worth a look that stop nothing, each said once with how often it happened.

use super::{
    field::Field,
    told::{said, text},
};
use crate::domain::Words;

/// One kind of thing worth a look.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Notice {
    /// A code was made for a record that has none.
    CodeMade,
    /// A word was met that the product does not know.
    UnknownWord { field: Field, word: String },
    /// A value was no number, date or yes and no.
    Unreadable { field: Field },
    /// Only the year of a date is known.
    YearOnly { field: Field },
    /// A place of origin did not look like a code, and was not kept.
    OriginDropped,
    /// A zone speaks of several perils at once.
    SeveralPerils,
    /// A zone speaks of another peril.
    OtherPeril { declared: String },
    /// A zone says that there is no hazard.
    NoHazard,
    /// The classes are rules of building, not levels of hazard.
    RuleForClass { column: String },
    /// A record lies outside the territory.
    Outside,
    /// More kinds of things than are worth listing.
    More,
}

impl Notice {
    /// The whole sentence for so many records, of which these are the first.
    pub(super) fn sentence(&self, words: &Words, (records, first): (u64, &[u64])) -> String {
        let places: Vec<_> = first.iter().map(u64::to_string).collect();
        let more = if records > places.len() as u64 {
            " …"
        } else {
            ""
        };
        let records = u32::try_from(records).unwrap_or(u32::MAX);
        let blanks = [
            ("records", f64::from(records).into()),
            ("first", format!("{}{more}", places.join(", ")).into()),
            ("what", self.says(words).into()),
        ];
        said(words, "noticed", &blanks)
    }

    fn says(&self, words: &Words) -> String {
        match self {
            Self::CodeMade => said(words, "code-made", &[]),
            Self::UnknownWord { field, word } => {
                let blanks = [("field", text(field.name())), ("word", text(word))];
                said(words, "unknown-word", &blanks)
            }
            Self::Unreadable { field } => {
                said(words, "unreadable", &[("field", text(field.name()))])
            }
            Self::YearOnly { field } => said(words, "year-only", &[("field", text(field.name()))]),
            Self::OriginDropped => said(words, "origin-dropped", &[]),
            Self::SeveralPerils => said(words, "several-perils", &[]),
            Self::OtherPeril { declared } => {
                said(words, "about-other-peril", &[("declared", text(declared))])
            }
            Self::NoHazard => said(words, "says-no-hazard", &[]),
            Self::RuleForClass { column } => {
                said(words, "rule-for-class", &[("column", text(column))])
            }
            Self::Outside => said(words, "outside", &[]),
            Self::More => said(words, "more-notices", &[]),
        }
    }
}
