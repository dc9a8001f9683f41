//! A filter that has been checked: every name is a column, every comparison between like and like.

use super::{
    drawn::Drawn,
    pattern::Pattern,
    relation,
    time::{self, Moment},
};
use crate::spatial::Bbox;

/// What a feature must be.
#[derive(Clone, Debug)]
pub(super) enum Rule {
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Not(Box<Rule>),
    /// A column that is true, or a constant.
    True(Term),
    IsNull(Term),
    /// The shape of a feature is never null.
    ShapeIsNull,
    Compare(Comparison, Term, Term),
    Between(Term, Term, Term),
    In(Term, Vec<Term>),
    Like(Term, Pattern),
    Shape(relation::Relation, Box<Drawn>),
    /// Of two shapes that a filter writes both.
    Constant(bool),
    Near(Box<Drawn>, f64),
    Time(time::Relation, Span, Span),
}

/// A comparison of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What kind of value a term has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Bool,
    Moment,
}

/// A value, or what leads to one.
#[derive(Clone, Debug)]
pub(super) enum Term {
    Column(&'static str, Kind),
    Text(String),
    Number(f64),
    Bool(bool),
    Moment(Moment),
    /// In small letters.
    Folded(Box<Term>),
    Calculated(Arithmetic, Box<[Term; 2]>),
}

/// What two numbers are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Plus,
    Minus,
    Times,
    Over,
    WholeOver,
    Remainder,
    Power,
}

/// A moment, or the time from one to another; `None` is no end on that side.
#[derive(Clone, Debug)]
pub(super) enum Span {
    Moment(Term),
    Interval(Option<Term>, Option<Term>),
}

impl Term {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Column(_, kind) => *kind,
            Self::Text(_) | Self::Folded(_) => Kind::Text,
            Self::Number(_) | Self::Calculated(..) => Kind::Number,
            Self::Bool(_) => Kind::Bool,
            Self::Moment(_) => Kind::Moment,
        }
    }
}

impl Rule {
    /// A box that whatever passes touches, if the rule tells one.
    pub(super) fn bbox(&self) -> Option<Bbox> {
        match self {
            Self::All(rules) => rules.iter().find_map(Self::bbox),
            Self::Any(rules) => {
                let boxes: Option<Vec<Bbox>> = rules.iter().map(Self::bbox).collect();
                boxes?.into_iter().reduce(Bbox::union)
            }
            Self::Shape(relation, drawn) if !relation.holds_apart() => Some(drawn.bbox),
            Self::Near(drawn, distance_m) => Some(drawn.bbox.grown_by_m(*distance_m)),
            _ => None,
        }
    }
}
