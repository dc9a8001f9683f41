//! From what is written to a rule: names become columns, and what cannot be compared is refused.

use super::{
    Error, GEOMETRY, Terms,
    drawn::Drawn,
    expr::{Allowance, Expr},
    pattern::Pattern,
    relation,
    rule::{Arithmetic, Comparison, Kind, Rule, Span, Term},
    time::{self, Moment},
};
use crate::spatial::{Holds, LONGEST_REACH_M};

/// The rule of a filter.
pub(super) fn rule(expr: Expr, terms: &Terms<'_>) -> Result<Rule, Error> {
    Planner {
        terms,
        allowance: Allowance::default(),
    }
    .rule(expr)
}

struct Planner<'a> {
    terms: &'a Terms<'a>,
    /// Chains of sums nest deeper than their brackets do.
    allowance: Allowance,
}

impl Planner<'_> {
    fn rule(&mut self, expr: Expr) -> Result<Rule, Error> {
        self.allowance.enter()?;
        let rule = match expr {
            Expr::Call(name, arguments) => self.called(name, arguments)?,
            other => Rule::True(self.of_kind(other, Kind::Bool, "a condition")?),
        };
        self.allowance.leave();
        Ok(rule)
    }

    fn called(&mut self, name: String, arguments: Vec<Expr>) -> Result<Rule, Error> {
        if let Some(comparison) = comparison(&name) {
            let [left, right] = exactly(&name, arguments, "two values")?;
            return self.compared(comparison, left, right);
        }
        if let Some(relation) = relation::Relation::named(&name) {
            let [one, other] = exactly(&name, arguments, "two shapes")?;
            return self.shapes(&name, relation, [one, other]);
        }
        if let Some(relation) = time::Relation::named(&name) {
            let [one, other] = exactly(&name, arguments, "two times")?;
            return Ok(Rule::Time(relation, self.span(one)?, self.span(other)?));
        }
        match &name[..] {
            "and" => Ok(Rule::All(self.rules(arguments)?)),
            "or" => Ok(Rule::Any(self.rules(arguments)?)),
            "not" => {
                let [inner] = exactly(&name, arguments, "one condition")?;
                Ok(Rule::Not(Box::new(self.rule(inner)?)))
            }
            "isnull" => {
                let [value] = exactly(&name, arguments, "one value")?;
                self.is_null(value)
            }
            "between" => {
                let [value, low, high] = exactly(&name, arguments, "a value and two bounds")?;
                self.between(value, low, high)
            }
            "in" => {
                let [value, list] = exactly(&name, arguments, "a value and a list")?;
                self.among(value, list)
            }
            "like" => {
                let [value, pattern] = exactly(&name, arguments, "a text and a pattern")?;
                self.like(value, pattern)
            }
            "s_dwithin" => self.near(arguments),
            _ => Err(Error::UnknownOperator { name }),
        }
    }

    fn rules(&mut self, arguments: Vec<Expr>) -> Result<Vec<Rule>, Error> {
        if arguments.is_empty() {
            return Err(wrong("and", "one condition or more"));
        }
        arguments.into_iter().map(|part| self.rule(part)).collect()
    }

    fn compared(&mut self, comparison: Comparison, left: Expr, right: Expr) -> Result<Rule, Error> {
        let (left, right) = alike(self.term(left)?, self.term(right)?)?;
        Ok(Rule::Compare(comparison, left, right))
    }

    fn is_null(&mut self, value: Expr) -> Result<Rule, Error> {
        if is_geometry(&value) {
            return Ok(Rule::ShapeIsNull);
        }
        Ok(Rule::IsNull(self.term(value)?))
    }

    fn between(&mut self, value: Expr, low: Expr, high: Expr) -> Result<Rule, Error> {
        let value = self.term(value)?;
        let (value, low) = alike(value, self.term(low)?)?;
        let (value, high) = alike(value, self.term(high)?)?;
        Ok(Rule::Between(value, low, high))
    }

    fn among(&mut self, value: Expr, list: Expr) -> Result<Rule, Error> {
        let Expr::List(list) = list else {
            return Err(wrong("in", "a list of values"));
        };
        let mut value = self.term(value)?;
        let mut terms = Vec::new();
        for item in list {
            let (same, term) = alike(value, self.term(item)?)?;
            value = same;
            terms.push(term);
        }
        Ok(Rule::In(value, terms))
    }

    fn like(&mut self, value: Expr, pattern: Expr) -> Result<Rule, Error> {
        let text = match self.of_kind(pattern, Kind::Text, "a pattern")? {
            Term::Text(text) => text,
            Term::Folded(inner) => match *inner {
                Term::Text(text) => text.to_lowercase(),
                _ => return Err(wrong("like", "a pattern that is written out")),
            },
            _ => return Err(wrong("like", "a pattern that is written out")),
        };
        let value = self.of_kind(value, Kind::Text, "a text and a pattern")?;
        Ok(Rule::Like(value, Pattern::new(&text)))
    }

    fn shapes(
        &mut self,
        name: &str,
        relation: relation::Relation,
        [one, other]: [Expr; 2],
    ) -> Result<Rule, Error> {
        match (is_geometry(&one), is_geometry(&other)) {
            (true, false) => Ok(Rule::Shape(relation, Box::new(self.drawn(name, other)?))),
            (false, true) => {
                let drawn = self.drawn(name, one)?;
                Ok(Rule::Shape(relation.turned(), Box::new(drawn)))
            }
            (true, true) => Err(wrong(
                name,
                "the shape of a feature and one that is written out",
            )),
            (false, false) => {
                let (one, other) = (self.drawn(name, one)?, self.drawn(name, other)?);
                let shape = one
                    .shape
                    .ok_or_else(|| wrong(name, "shapes with an area"))?;
                Ok(Rule::Constant(relation.holds(&shape, &other.geometry)))
            }
        }
    }

    fn near(&mut self, arguments: Vec<Expr>) -> Result<Rule, Error> {
        let name = "s_dwithin";
        let wanted = "the geometry, a shape and a distance of 0 to 100000 in metres";
        let mut arguments = arguments.into_iter();
        let drawn = match (arguments.next(), arguments.next()) {
            (Some(one), Some(other)) if is_geometry(&one) => other,
            (Some(one), Some(other)) if is_geometry(&other) => one,
            _ => return Err(wrong(name, wanted)),
        };
        let distance_m = match (arguments.next(), arguments.next(), arguments.next()) {
            (Some(Expr::Number(distance_m)), None, None) => distance_m,
            (Some(Expr::Number(distance_m)), Some(Expr::Text(unit) | Expr::Name(unit)), None)
                if matches!(&unit[..], "m" | "meter" | "meters" | "metre" | "metres") =>
            {
                distance_m
            }
            _ => return Err(wrong(name, wanted)),
        };
        if !(0.0..=LONGEST_REACH_M).contains(&distance_m) {
            return Err(wrong(name, wanted));
        }
        Ok(Rule::Near(Box::new(self.drawn(name, drawn)?), distance_m))
    }

    fn drawn(&mut self, name: &str, expr: Expr) -> Result<Drawn, Error> {
        match expr {
            Expr::Shape(source) => Drawn::of_shape(source, self.terms),
            Expr::Box(corners) => Drawn::of_box(corners, self.terms),
            Expr::Name(name) => Err(self.unknown(&name)),
            _ => Err(wrong(name, "two shapes")),
        }
    }

    fn span(&mut self, expr: Expr) -> Result<Span, Error> {
        let Expr::Interval(ends) = expr else {
            return Ok(Span::Moment(self.moment(expr)?));
        };
        let [from, to] = *ends;
        let mut end = |end: Expr| match end {
            Expr::Text(text) if text == ".." => Ok(None),
            other => self.moment(other).map(Some),
        };
        Ok(Span::Interval(end(from)?, end(to)?))
    }

    fn moment(&mut self, expr: Expr) -> Result<Term, Error> {
        let wanted = "a day, a moment or a column of them";
        match expr {
            Expr::Text(text) => Ok(Term::Moment(Moment::of_text(&text)?)),
            other => self.of_kind(other, Kind::Moment, wanted),
        }
    }

    fn of_kind(&mut self, expr: Expr, kind: Kind, wanted: &'static str) -> Result<Term, Error> {
        let term = self.term(expr)?;
        if term.kind() == kind {
            return Ok(term);
        }
        Err(wrong("the filter", wanted))
    }

    fn term(&mut self, expr: Expr) -> Result<Term, Error> {
        Ok(match expr {
            Expr::Name(name) => self.column(&name)?,
            Expr::Text(text) => Term::Text(text),
            Expr::Number(number) => Term::Number(number),
            Expr::Bool(yes) => Term::Bool(yes),
            Expr::Moment(moment) => Term::Moment(moment),
            Expr::Call(name, arguments) => {
                self.allowance.enter()?;
                let term = self.calculated(name, arguments)?;
                self.allowance.leave();
                term
            }
            Expr::Interval(_) | Expr::Shape(_) | Expr::Box(_) | Expr::List(_) => {
                return Err(wrong("a comparison", "texts, numbers, days or columns"));
            }
        })
    }

    fn calculated(&mut self, name: String, arguments: Vec<Expr>) -> Result<Term, Error> {
        if name == "casei" {
            let [text] = exactly(&name, arguments, "one text")?;
            let text = self.of_kind(text, Kind::Text, "texts where case is ignored")?;
            return Ok(Term::Folded(Box::new(text)));
        }
        let Some(arithmetic) = arithmetic(&name) else {
            return Err(Error::UnknownOperator { name });
        };
        let [left, right] = exactly(&name, arguments, "two numbers")?;
        let left = self.of_kind(left, Kind::Number, "numbers to calculate with")?;
        let right = self.of_kind(right, Kind::Number, "numbers to calculate with")?;
        Ok(Term::Calculated(arithmetic, Box::new([left, right])))
    }

    fn column(&self, name: &str) -> Result<Term, Error> {
        let found = self.terms.columns.iter().find(|(own, _)| *own == name);
        let Some((name, holds)) = found else {
            return Err(self.unknown(name));
        };
        let kind = match holds {
            Holds::Text => Kind::Text,
            Holds::Integer | Holds::Number => Kind::Number,
            Holds::Bool => Kind::Bool,
            Holds::Day | Holds::Moment => Kind::Moment,
        };
        Ok(Term::Column(name, kind))
    }

    fn unknown(&self, name: &str) -> Error {
        let names: Vec<&str> = self.terms.columns.iter().map(|(name, _)| *name).collect();
        Error::UnknownName {
            name: name.chars().take(40).collect(),
            known: format!("{GEOMETRY}, {}", names.join(", ")),
        }
    }
}

fn is_geometry(expr: &Expr) -> bool {
    matches!(expr, Expr::Name(name) if name == GEOMETRY)
}

/// Two terms of one kind; a text beside a moment is read as one.
fn alike(left: Term, right: Term) -> Result<(Term, Term), Error> {
    match (left, right) {
        (left, Term::Text(text)) if left.kind() == Kind::Moment => {
            Ok((left, Term::Moment(Moment::of_text(&text)?)))
        }
        (Term::Text(text), right) if right.kind() == Kind::Moment => {
            Ok((Term::Moment(Moment::of_text(&text)?), right))
        }
        (left, right) if left.kind() == right.kind() => Ok((left, right)),
        _ => Err(wrong(
            "a comparison",
            "two texts, two numbers, two days, or two of yes and no",
        )),
    }
}

fn comparison(name: &str) -> Option<Comparison> {
    Some(match name {
        "=" => Comparison::Equal,
        "<>" => Comparison::Unequal,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

fn arithmetic(name: &str) -> Option<Arithmetic> {
    Some(match name {
        "+" => Arithmetic::Plus,
        "-" => Arithmetic::Minus,
        "*" => Arithmetic::Times,
        "/" => Arithmetic::Over,
        "div" => Arithmetic::WholeOver,
        "%" => Arithmetic::Remainder,
        "^" => Arithmetic::Power,
        _ => return None,
    })
}

fn exactly<const N: usize>(
    name: &str,
    arguments: Vec<Expr>,
    wanted: &'static str,
) -> Result<[Expr; N], Error> {
    arguments.try_into().map_err(|_| wrong(name, wanted))
}

fn wrong(operator: &str, wanted: &'static str) -> Error {
    Error::Arguments {
        operator: operator.to_owned(),
        wanted,
    }
}
