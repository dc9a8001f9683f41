//! A filter as written, whichever way: names, values and operators, not checked yet.

use super::{Error, MOST_DEPTH, MOST_PARTS, time::Moment};
use crate::spatial::SourceGeometry;

/// A part of a filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// The name of a column, or of the shape.
    Name(String),
    Text(String),
    Number(f64),
    Bool(bool),
    Moment(Moment),
    /// From and to, each a moment, a name, or `..` as text.
    Interval(Box<[Expr; 2]>),
    Shape(SourceGeometry),
    /// West, south, east, north, in the order of the reference system.
    Box([f64; 4]),
    List(Vec<Expr>),
    /// An operator or function, in small letters, with what it is applied to.
    Call(String, Vec<Expr>),
}

impl Expr {
    pub(super) fn call(name: &str, arguments: impl Into<Vec<Expr>>) -> Self {
        Self::Call(name.to_ascii_lowercase(), arguments.into())
    }
}

/// What is left of depth and number while a filter is read.
#[derive(Debug)]
pub(super) struct Allowance {
    parts: usize,
    depth: usize,
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            parts: MOST_PARTS,
            depth: MOST_DEPTH,
        }
    }
}

impl Allowance {
    /// Counts one part.
    pub(super) fn part(&mut self) -> Result<(), Error> {
        self.parts = self.parts.checked_sub(1).ok_or(Error::TooMany)?;
        Ok(())
    }

    /// Goes one bracket deeper.
    pub(super) fn enter(&mut self) -> Result<(), Error> {
        self.depth = self.depth.checked_sub(1).ok_or(Error::TooDeep)?;
        Ok(())
    }

    /// Comes back from a bracket.
    pub(super) fn leave(&mut self) {
        self.depth += 1;
    }
}
