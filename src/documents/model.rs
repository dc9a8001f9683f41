//! What a document is made of: a title, blocks one below the other, and a line at the foot of each page.

use time::Date;

use super::plain::plain;
use crate::domain::{Language, Words};

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is.
    pub title: String,
    /// In which language it is written.
    pub language: Language,
    /// As of which day.
    pub day: Date,
    /// The paper of a single sheet, on its side, whose picture fills it; none for A4 as tables need it.
    pub paper: Option<Paper>,
    /// What stands in it, from top to bottom.
    pub blocks: Vec<Block>,
    /// What stands at the foot of each page: the day, where it comes from, who may read it.
    pub foot: String,
}

/// The paper of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 297 by 210 millimetres.
    A4,
    /// 420 by 297 millimetres.
    A3,
}

/// A piece of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// The title of what follows.
    Heading(String),
    /// A text; its line breaks are kept.
    Paragraph(String),
    /// What is known, one thing a line: its name and itself.
    Facts(Vec<(String, Cell)>),
    /// Rows under named columns.
    Table(Table),
    /// Amounts to compare with the eye.
    Bars {
        /// What they are.
        title: String,
        /// One bar each.
        bars: Vec<Bar>,
    },
    /// A picture.
    Picture(Picture),
    /// Room to write by hand: what is asked, and how many lines.
    Lines(String, u8),
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it shows; the name of its sheet.
    pub title: String,
    /// Names of its columns.
    pub columns: Vec<String>,
    /// One cell a column each.
    pub rows: Vec<Vec<Cell>>,
    /// What stands there while it has no rows.
    pub empty: String,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Nothing,
    /// It is known, but too small a count to be told: the least that is.
    Hidden(u32),
    /// Room to write by hand.
    Blank,
    /// A text.
    Text(String),
    /// A text beside a square of a colour (red, green, blue), which says nothing that the text does not.
    Signed(String, [u8; 3]),
    /// A number and how many decimals it is told with.
    Number(f64, usize),
    /// An amount in euros.
    Euros(f64),
    /// A share from 0 to 1, told in percent.
    Share(f64),
    /// A day.
    Day(Date),
}

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it measures.
    pub label: String,
    /// How much, from 0.
    pub value: f64,
    /// The same in words, with its unit.
    pub told: String,
}

/// A picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The picture as a PNG file.
    pub png: Vec<u8>,
    /// Pixels from left to right, and from top to bottom.
    pub size: (u32, u32),
    /// What is to be seen, for those who do not see it.
    pub told: String,
}

impl Table {
    /// A table without rows yet.
    #[must_use]
    pub fn new(title: String, columns: Vec<String>) -> Self {
        Self {
            title,
            columns,
            ..Self::default()
        }
    }
}

impl Cell {
    /// A text, or nothing where it is blank.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() {
            Self::Nothing
        } else {
            Self::Text(text)
        }
    }

    /// A count.
    #[must_use]
    pub fn count(count: impl TryInto<u32>) -> Self {
        let count = count.try_into();
        count.map_or(Self::Nothing, |count| Self::Number(f64::from(count), 0))
    }

    /// Whether it is a number, and stands at the right edge of its column.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(
            self,
            Self::Number(..) | Self::Euros(_) | Self::Share(_) | Self::Hidden(_)
        )
    }

    /// The cell as people read it; a dash where nothing is known.
    ///
    /// ```
    /// use jalon::{documents::Cell, domain::{Language, Words}};
    /// let words = Words::of(Language::French);
    /// assert_eq!(Cell::Number(12.5, 1).told(&words), "12,5");
    /// assert_eq!(Cell::Nothing.told(&words), "–");
    /// ```
    #[must_use]
    pub fn told(&self, words: &Words) -> String {
        match self {
            Self::Nothing => "–".to_owned(),
            Self::Blank => String::new(),
            Self::Hidden(least) => words.say_with("report-hidden", &[("least", (*least).into())]),
            Self::Text(text) | Self::Signed(text, _) => plain(text),
            Self::Number(value, decimals) => words.number(*value, *decimals),
            Self::Euros(value) => {
                let amount = words.amount(*value);
                words.say_with("report-euros", &[("amount", amount.into())])
            }
            Self::Share(share) => {
                let percent = words.number(100.0 * share, 0);
                words.say_with("share", &[("percent", percent.into())])
            }
            Self::Day(day) => words.day(*day),
        }
    }
}
