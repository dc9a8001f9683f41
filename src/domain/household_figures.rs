//! Counts of households that leave the registers: which tables there are, and one frozen publication.
//!
//! A table counts every household once, by classes. A table may refine another: each of its classes
//! lies in one of the other's. No class of a table is otherwise a part of a class of another one:
//! whoever subtracted them would find the few in between.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;

use super::{Audience, code_list};

code_list! {
    /// A table of counts of households.
    HouseholdTable {
        /// All households.
        All = "all",
        /// Where they stand: on the way, sheltered, in a home, gone.
        Situation = "situation",
        /// The same with the kinds of homes told apart.
        Home = "home",
        /// The same with what has become of them told apart.
        Outcome = "outcome",
        /// How many people they are.
        Size = "size",
        /// What they wish.
        Wish = "wish",
    }
}

impl HouseholdTable {
    /// The table whose classes this one's lie in; none for [`All`](Self::All).
    #[must_use]
    pub const fn refines(self) -> Option<Self> {
        match self {
            Self::All => None,
            Self::Situation | Self::Size | Self::Wish => Some(Self::All),
            Self::Home | Self::Outcome => Some(Self::Situation),
        }
    }

    /// Its classes, in the order of the counts.
    #[must_use]
    pub const fn classes(self) -> &'static [&'static str] {
        match self {
            Self::All => &["households"],
            Self::Situation => &["on_the_way", "sheltered", "in_a_home", "gone"],
            Self::Home => &[
                "on_the_way",
                "sheltered",
                "social_home",
                "private_home",
                "accompanied_home",
                "kept_in_place",
                "other_home",
                "gone",
            ],
            Self::Outcome => &[
                "on_the_way",
                "sheltered",
                "housed",
                "sustained",
                "voluntary_return",
                "declined",
                "lost_contact",
                "exited",
            ],
            Self::Size => &["1_2", "3_4", "5_6", "7_more", "unknown"],
            Self::Wish => &[
                "ordinary_housing",
                "stay_in_place",
                "adapted_housing",
                "voluntary_return",
                "undecided",
                "unknown",
            ],
        }
    }

    /// In which class of the table that it refines each of its classes lies.
    #[must_use]
    pub const fn within(self) -> &'static [usize] {
        match self {
            Self::All => &[],
            Self::Situation => &[0, 0, 0, 0],
            Self::Home => &[0, 1, 2, 2, 2, 2, 2, 3],
            Self::Outcome => &[0, 1, 2, 2, 3, 3, 3, 3],
            Self::Size => &[0, 0, 0, 0, 0],
            Self::Wish => &[0, 0, 0, 0, 0, 0],
        }
    }
}

code_list! {
    /// A step of the nested parts of the territory.
    PartLevel {
        /// All of it.
        Whole = "whole",
        /// A municipality or district, where such a layer was imported.
        District = "district",
        /// A neighbourhood.
        Neighbourhood = "neighbourhood",
        /// Of the households of a neighbourhood those that came from one other. Such parts are counted
        /// in all only, and listed only where they are told: that there is one says that somebody came.
        Flow = "flow",
    }
}

/// A part of the territory that households are counted in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FiguresPart {
    /// Level and code: `neighbourhood/W`; `neighbourhood/-` is nowhere that is known.
    pub id: String,
    /// Of what kind.
    pub level: PartLevel,
    /// What people call it.
    pub name: String,
    /// The part that it lies in, which stands before it; none for the whole.
    pub within: Option<String>,
    /// Where its households came from, for a flow: the code of a neighbourhood, `-` where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

impl FiguresPart {
    /// Whether it tells of a way, and not of a place.
    #[must_use]
    pub fn is_flow(&self) -> bool {
        self.level == PartLevel::Flow
    }
}

/// One line that may be told: a part, counted by the classes of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FiguresLine {
    /// The id of the part.
    pub part: String,
    /// Number of the publication that told it first: an older line is repeated until the newer one
    /// may be told.
    pub publication: u64,
    /// The day it holds for.
    #[serde(with = "crate::domain::iso_day")]
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// Households by the classes of the table.
    pub counts: Vec<u32>,
}

/// One table with the lines that may be told; parts without a line are hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FiguresTable {
    /// Which table.
    pub table: HouseholdTable,
    /// What the counts of a line count, in order.
    pub classes: Vec<String>,
    /// The lines, in the order of the parts.
    pub lines: Vec<FiguresLine>,
}

/// What one publication tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HouseholdFigures {
    /// The parts of the territory, from the whole down.
    pub parts: Vec<FiguresPart>,
    /// The tables.
    pub tables: Vec<FiguresTable>,
}

/// Counts of households as they were given out, for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Its number in the territory, from 1.
    pub number: u64,
    /// Number of the change that made it.
    pub change: u64,
    /// For whom.
    pub audience: Audience,
    /// The month or the week it stands for: `2026-11`, `2026-W47`. There is one for each.
    pub period: String,
    /// The day its new lines hold for.
    pub as_of: Date,
    /// When it was made.
    pub made_at: OffsetDateTime,
    /// By whom.
    pub made_by: String,
    /// No group of fewer households was told.
    pub least: u32,
    /// What it tells.
    pub figures: HouseholdFigures,
    /// SHA-256 of the figures as they are stored, in hexadecimal.
    pub checksum: String,
}

/// One household's place and classes, or several alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HouseholdCounts(BTreeMap<(String, HouseholdTable), Vec<u32>>);

impl HouseholdCounts {
    /// Counts households of a class in a neighbourhood.
    pub fn add(&mut self, (place, table): (&str, HouseholdTable), class: usize, households: u32) {
        let line = self.0.entry((place.to_owned(), table));
        let line = line.or_insert_with(|| vec![0; table.classes().len()]);
        if let Some(count) = line.get_mut(class) {
            *count = count.saturating_add(households);
        }
    }

    /// The counts of a neighbourhood by the classes of a table.
    #[must_use]
    pub fn of(&self, place: &str, table: HouseholdTable) -> Vec<u32> {
        let line = self.0.get(&(place.to_owned(), table)).cloned();
        line.unwrap_or_else(|| vec![0; table.classes().len()])
    }

    /// Every count above nought: place, table, class, households.
    pub fn counted(&self) -> impl Iterator<Item = (&str, HouseholdTable, usize, u32)> {
        self.0.iter().flat_map(|((place, table), line)| {
            let told = line.iter().enumerate().filter(|(_, count)| **count > 0);
            told.map(|(class, count)| (place.as_str(), *table, class, *count))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Code;

    #[test]
    fn every_class_lies_in_a_class_of_the_table_that_it_refines() {
        for table in HouseholdTable::ALL {
            let Some(coarse) = table.refines() else {
                continue;
            };
            assert_eq!(table.within().len(), table.classes().len(), "{table}");
            let most = coarse.classes().len();
            assert!(table.within().iter().all(|class| *class < most), "{table}");
        }
    }

    #[test]
    fn a_table_stands_behind_the_one_that_it_refines() {
        for (at, table) in HouseholdTable::ALL.iter().enumerate() {
            let coarse = table.refines();
            let before =
                coarse.and_then(|of| HouseholdTable::ALL.iter().position(|one| *one == of));
            assert!(before < Some(at), "{table}");
        }
    }
}
