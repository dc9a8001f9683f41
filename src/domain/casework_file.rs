//! What of casework is told and taken in as files of rows, and in which columns.

use super::code_list;

code_list! {
    /// A sort of casework that is a file of rows.
    CaseworkFile {
        /// Works orders.
        Works = "works",
        /// How works orders have ended.
        WorksEnds = "works_ends",
        /// Incidents.
        Incidents = "incidents",
        /// Officers' classes and imminent danger.
        Overrides = "overrides",
        /// Whom to call.
        Teams = "teams",
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseworkCell {
    /// What is told and not taken in: a row that is taken in has none.
    Filed,
    /// Text, a day or a word.
    Text,
    /// A number.
    Number,
    /// Longitude and latitude in degrees, with `;` between.
    Place,
    /// Codes with `;` between.
    Codes,
    /// `yes`, or nothing.
    Yes,
}

use CaseworkCell::{Codes, Filed, Number, Place, Text, Yes};

/// A column: its name, and what it holds.
pub type CaseworkColumn = (&'static str, CaseworkCell);

impl CaseworkFile {
    /// The names of the columns that a row fills in.
    pub fn filled_in(self) -> impl Iterator<Item = &'static str> {
        let columns = self.columns().iter();
        columns.filter_map(|(name, cell)| (*cell != Filed).then_some(*name))
    }

    /// The columns, in the order people read them.
    #[must_use]
    pub const fn columns(self) -> &'static [CaseworkColumn] {
        match self {
            Self::Works => &[
                ("number", Filed),
                ("status", Filed),
                ("settlement", Text),
                ("kind", Text),
                ("requested_on", Text),
                ("due_on", Text),
                ("team", Text),
                ("cost_eur", Number),
                ("note", Text),
                ("by", Text),
            ],
            Self::WorksEnds => &[
                ("number", Number),
                ("settlement", Filed),
                ("kind", Filed),
                ("how", Text),
                ("on", Text),
                ("note", Text),
                ("by", Text),
            ],
            Self::Incidents => &[
                ("number", Filed),
                ("settlement", Text),
                ("kind", Text),
                ("on", Text),
                ("place", Place),
                ("severity", Text),
                ("deaths", Text),
                ("injured", Text),
                ("narrative", Text),
                ("by", Text),
            ],
            Self::Overrides => &[
                ("number", Filed),
                ("state", Filed),
                ("settlement", Text),
                ("kind", Text),
                ("class", Text),
                ("reason", Text),
                ("until", Text),
                ("by", Text),
            ],
            Self::Teams => &[
                ("name", Text),
                ("phone", Text),
                ("email", Text),
                ("settlements", Codes),
                ("neighbourhoods", Codes),
                ("all", Yes),
            ],
        }
    }
}
