//! Things worth a look that stop nothing, each said once with how often it happened.

use super::field::Field;

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
    pub(super) fn sentence(&self, records: u64, first: &[u64]) -> String {
        let places: Vec<_> = first.iter().map(u64::to_string).collect();
        let more = if records > places.len() as u64 {
            " …"
        } else {
            ""
        };
        let count = if records == 1 {
            "1 record".to_owned()
        } else {
            format!("{records} records")
        };
        format!(
            "{count} (feature {}{more}): {}",
            places.join(", "),
            self.says()
        )
    }

    fn says(&self) -> String {
        match self {
            Self::CodeMade => "no code, so one was made from the name or the number in the file; \
                 a code of your own stays the same when the file changes"
                .to_owned(),
            Self::UnknownWord { field, word } => {
                format!(
                    "the {} {word:?} is not known, and kept as unknown",
                    field.name()
                )
            }
            Self::Unreadable { field } => {
                format!(
                    "the value of {} cannot be read, and is left empty",
                    field.name()
                )
            }
            Self::YearOnly { field } => {
                format!("{} gives the year only, kept as 1 January", field.name())
            }
            Self::OriginDropped => "the origin does not look like a settlement's code, \
                 and is not kept"
                .to_owned(),
            Self::SeveralPerils => "several perils at once, kept for this one".to_owned(),
            Self::OtherPeril { declared } => {
                format!("about another peril (type {declared:?}), left out")
            }
            Self::NoHazard => "the source says that there is no hazard, left out".to_owned(),
            Self::RuleForClass { column } => format!(
                "column {column:?} holds rules of building, taken as severities \
                 (02 as 2, 03 as 3, 04 as 4); the plan's own hazard map is better"
            ),
            Self::Outside => {
                "outside the territory; check the reference system and the file".to_owned()
            }
            Self::More => "other things worth a look, too many kinds to list".to_owned(),
        }
    }
}
