//! Asks a rule of a feature: yes, no, or unknown where a value is null.

use std::{borrow::Cow, cmp::Ordering};

use super::{
    rule::{Arithmetic, Comparison, Kind, Rule, Span, Term},
    time::{Moment, Period},
};
use crate::spatial::{Feature, Value};

/// A value of a feature; `None` stands for null.
enum Found<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    Bool(bool),
    Moment(Moment),
}

/// Whether the rule holds; `None` where that is unknown.
pub(super) fn holds(rule: &Rule, feature: &Feature) -> Option<bool> {
    match rule {
        Rule::All(rules) => together(rules, feature, false),
        Rule::Any(rules) => together(rules, feature, true),
        Rule::Not(inner) => holds(inner, feature).map(|yes| !yes),
        Rule::True(term) => match found(term, feature)? {
            Found::Bool(yes) => Some(yes),
            _ => None,
        },
        Rule::IsNull(term) => Some(found(term, feature).is_none()),
        Rule::ShapeIsNull => Some(false),
        Rule::Constant(yes) => Some(*yes),
        Rule::Compare(comparison, left, right) => {
            let order = order(&found(left, feature)?, &found(right, feature)?)?;
            Some(fits(*comparison, order))
        }
        Rule::Between(value, low, high) => {
            let value = found(value, feature)?;
            let above = order(&value, &found(low, feature)?)?.is_ge();
            Some(above && order(&value, &found(high, feature)?)?.is_le())
        }
        Rule::In(value, list) => among(value, list, feature),
        Rule::Like(value, pattern) => match found(value, feature)? {
            Found::Text(text) => Some(pattern.fits(&text)),
            _ => None,
        },
        Rule::Shape(relation, drawn) => Some({
            let bbox = feature.shape.bbox()?;
            if bbox.intersects(&drawn.bbox) {
                relation.holds(&feature.shape, &drawn.geometry)
            } else {
                relation.holds_apart()
            }
        }),
        Rule::Near(drawn, distance_m) => {
            let other = drawn.shape.as_ref()?;
            let distance = feature.shape.distance_m(other, *distance_m);
            Some(distance.is_some_and(|distance| distance <= *distance_m))
        }
        Rule::Time(relation, one, other) => {
            Some(relation.holds(period(one, feature)?, period(other, feature)?))
        }
    }
}

/// Stops at the first rule that decides: a true one of any, a false one of all.
fn together(rules: &[Rule], feature: &Feature, decisive: bool) -> Option<bool> {
    let mut known = true;
    for rule in rules {
        match holds(rule, feature) {
            Some(yes) if yes == decisive => return Some(decisive),
            Some(_) => {}
            None => known = false,
        }
    }
    known.then_some(!decisive)
}

fn among(value: &Term, list: &[Term], feature: &Feature) -> Option<bool> {
    let value = found(value, feature)?;
    let mut known = true;
    for term in list {
        match found(term, feature).and_then(|term| order(&value, &term)) {
            Some(Ordering::Equal) => return Some(true),
            Some(_) => {}
            None => known = false,
        }
    }
    known.then_some(false)
}

fn fits(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::Unequal => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }
}

fn order(one: &Found<'_>, other: &Found<'_>) -> Option<Ordering> {
    match (one, other) {
        (Found::Text(one), Found::Text(other)) => Some(one.cmp(other)),
        (Found::Number(one), Found::Number(other)) => one.partial_cmp(other),
        (Found::Bool(one), Found::Bool(other)) => Some(one.cmp(other)),
        (Found::Moment(one), Found::Moment(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

fn found<'a>(term: &'a Term, feature: &'a Feature) -> Option<Found<'a>> {
    Some(match term {
        Term::Column(name, kind) => return of_column(feature.properties.get(name)?, *kind),
        Term::Text(text) => Found::Text(Cow::Borrowed(text)),
        Term::Number(number) => Found::Number(*number),
        Term::Bool(yes) => Found::Bool(*yes),
        Term::Moment(moment) => Found::Moment(*moment),
        Term::Folded(inner) => match found(inner, feature)? {
            Found::Text(text) => Found::Text(Cow::Owned(text.to_lowercase())),
            _ => return None,
        },
        Term::Calculated(arithmetic, parts) => {
            let [left, right] = &**parts;
            match (found(left, feature)?, found(right, feature)?) {
                (Found::Number(left), Found::Number(right)) => {
                    Found::Number(calculated(*arithmetic, left, right)?)
                }
                _ => return None,
            }
        }
    })
}

fn of_column(value: &Value, kind: Kind) -> Option<Found<'_>> {
    match (value, kind) {
        (Value::Text(text), Kind::Moment) => Moment::of_text(text).ok().map(Found::Moment),
        (Value::Text(text), _) => Some(Found::Text(Cow::Borrowed(text))),
        (Value::Bool(yes), _) => Some(Found::Bool(*yes)),
        (Value::Integer(_) | Value::Number(_), _) => value.as_number().map(Found::Number),
        (Value::Null, _) => None,
    }
}

/// Unknown where it is no number: a division by nothing.
fn calculated(arithmetic: Arithmetic, left: f64, right: f64) -> Option<f64> {
    let result = match arithmetic {
        Arithmetic::Plus => left + right,
        Arithmetic::Minus => left - right,
        Arithmetic::Times => left * right,
        Arithmetic::Over => left / right,
        Arithmetic::WholeOver => (left / right).trunc(),
        Arithmetic::Remainder => left % right,
        Arithmetic::Power => left.powf(right),
    };
    result.is_finite().then_some(result)
}

fn period(span: &Span, feature: &Feature) -> Option<Period> {
    let moment = |term: &Term| match found(term, feature)? {
        Found::Moment(moment) => Some(moment),
        _ => None,
    };
    let end = |term: &Option<Term>| match term {
        None => Some(None),
        Some(term) => moment(term).map(|Moment(at)| Some(at)),
    };
    match span {
        Span::Moment(term) => moment(term).map(Period::at),
        Span::Interval(from, to) => Some(Period {
            start: end(from)?,
            end: end(to)?,
        }),
    }
}
