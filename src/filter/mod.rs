//! Which features are asked for: CQL2, read as text or as JSON, checked, and judged on features.
//!
//! `text` and `json` read the two encodings into one `Expr`; `plan` checks it against the columns
//! there are and makes a `Rule`; `judge` asks a rule of a feature. Nothing of a filter becomes part
//! of another language: no text of it reaches a database. Lengths, depths and numbers of parts
//! are bounded before anything is done.
//!
//! Source: OGC 21-065r2, Common Query Language (CQL2). Beyond it there is `s_dwithin`, with a
//! distance in metres as its third argument.

mod error;
mod expr;
mod lexer;
mod text;
mod json;
mod time;
mod pattern;
mod drawn;
mod relation;
mod rule;
mod plan;
mod judge;

pub use self::time::Period;
pub use drawn::boxes;
pub use error::Error;
pub use text::corners;

use crate::spatial::{Bbox, CrsError, Feature, Holds, SourceGeometry};
use rule::Rule;

/// Longest filter, in bytes.
pub const MOST_BYTES: usize = 64 * 1024;
/// Deepest nesting of a filter.
pub const MOST_DEPTH: usize = 32;
/// Most names, values and operators of a filter.
pub const MOST_PARTS: usize = 2_000;
/// Most points of all shapes of a filter.
pub const MOST_POINTS: u64 = 10_000;
/// What the shape of a feature is called in filters.
pub const GEOMETRY: &str = "geometry";

/// What a filter may speak of.
pub struct Terms<'a> {
    /// The columns of the features.
    pub columns: &'a [(&'static str, Holds)],
    /// Turns coordinates of the filter's shapes into longitude and latitude.
    pub to_lon_lat: &'a dyn Fn(&mut SourceGeometry) -> Result<(), CrsError>,
}

/// A filter that has been read and checked.
///
/// ```
/// use jalon::{filter::{Filter, Terms}, spatial::{Feature, Holds, Properties, Shape, Value}};
/// let terms = Terms { columns: &[("score", Holds::Number)], to_lon_lat: &|_| Ok(()) };
/// let filter = Filter::from_text("score BETWEEN 40 AND 60 OR score IS NULL", &terms)?;
/// let with = |score| Feature {
///     id: 1,
///     shape: Shape::Points(vec![(1.44, 43.6)].into()),
///     properties: Properties::from_iter([("score", score)]),
/// };
/// assert!(filter.passes(&with(Value::Number(40.0))));
/// assert!(filter.passes(&with(Value::Null)));
/// assert!(!filter.passes(&with(Value::Number(39.9))));
/// # Ok::<(), jalon::filter::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Filter(Rule);

impl Filter {
    /// Reads CQL2 text.
    ///
    /// # Errors
    /// What is wrong, and where; nothing is guessed.
    pub fn from_text(text: &str, terms: &Terms<'_>) -> Result<Self, Error> {
        let expr = text::read(within(text)?)?;
        Ok(Self(plan::rule(expr, terms)?))
    }

    /// Reads CQL2 JSON.
    ///
    /// # Errors
    /// What is wrong, and where; nothing is guessed.
    pub fn from_json(text: &str, terms: &Terms<'_>) -> Result<Self, Error> {
        let expr = json::read(within(text)?)?;
        Ok(Self(plan::rule(expr, terms)?))
    }

    /// Whether the feature passes; not when that hangs on a value that is null.
    #[must_use]
    pub fn passes(&self, feature: &Feature) -> bool {
        judge::holds(&self.0, feature) == Some(true)
    }

    /// A box that whatever passes touches, if the filter tells one.
    #[must_use]
    pub fn bbox(&self) -> Option<Bbox> {
        self.0.bbox()
    }
}

fn within(text: &str) -> Result<&str, Error> {
    if text.len() > MOST_BYTES {
        return Err(Error::TooLong { bytes: text.len() });
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
