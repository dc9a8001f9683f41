//! CQL2 text, by the order of its operators: or, and, not, comparisons, sums, products, powers.

use super::{
    Error, MOST_POINTS,
    expr::{Allowance, Expr},
    lexer::{Lexer, Token},
    time::Moment,
};
use crate::formats::{self, Limits};

const SHAPES: [&str; 7] = [
    "point",
    "linestring",
    "polygon",
    "multipoint",
    "multilinestring",
    "multipolygon",
    "geometrycollection",
];

/// Reads a whole filter.
pub(super) fn read(text: &str) -> Result<Expr, Error> {
    let mut parser = Parser {
        lexer: Lexer::new(text),
        allowance: Allowance::default(),
    };
    let expr = parser.either()?;
    match parser.lexer.peek()? {
        Token::End => Ok(expr),
        _ => Err(parser.lexer.unexpected("the end, AND or OR")),
    }
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    allowance: Allowance,
}

impl Parser<'_> {
    /// `a OR b OR …`
    fn either(&mut self) -> Result<Expr, Error> {
        self.allowance.enter()?;
        let mut parts = vec![self.both()?];
        while self.keyword("or")? {
            parts.push(self.both()?);
        }
        self.allowance.leave();
        Ok(joined("or", parts))
    }

    /// `a AND b AND …`
    fn both(&mut self) -> Result<Expr, Error> {
        let mut parts = vec![self.negated()?];
        while self.keyword("and")? {
            parts.push(self.negated()?);
        }
        Ok(joined("and", parts))
    }

    /// `NOT a`; two of them are none.
    fn negated(&mut self) -> Result<Expr, Error> {
        let mut negated = false;
        while self.keyword("not")? {
            self.allowance.part()?;
            negated = !negated;
        }
        let expr = self.compared()?;
        Ok(if negated {
            Expr::call("not", [expr])
        } else {
            expr
        })
    }

    /// A sum, and what it is compared with.
    fn compared(&mut self) -> Result<Expr, Error> {
        let left = self.sum()?;
        if let Some(symbol) = self.symbol(&["=", "<>", "<=", ">=", "<", ">"])? {
            return Ok(Expr::call(symbol, [left, self.sum()?]));
        }
        if self.keyword("is")? {
            let negated = self.keyword("not")?;
            self.expect_keyword("null", "NULL")?;
            return Ok(maybe_not(negated, Expr::call("isnull", [left])));
        }
        let mut ahead = Parser {
            lexer: self.lexer.clone(),
            allowance: Allowance::default(),
        };
        let negated = ahead.keyword("not")?;
        for word in ["like", "between", "in"] {
            if ahead.keyword(word)? {
                self.lexer = ahead.lexer;
                return Ok(maybe_not(negated, self.worded(word, left)?));
            }
        }
        Ok(left)
    }

    fn worded(&mut self, word: &str, left: Expr) -> Result<Expr, Error> {
        match word {
            "like" => Ok(Expr::call("like", [left, self.sum()?])),
            "between" => {
                let low = self.sum()?;
                self.expect_keyword("and", "AND")?;
                Ok(Expr::call("between", [left, low, self.sum()?]))
            }
            _ => {
                self.expect("(")?;
                let list = Expr::List(self.arguments()?);
                Ok(Expr::call("in", [left, list]))
            }
        }
    }

    fn sum(&mut self) -> Result<Expr, Error> {
        let mut left = self.product()?;
        while let Some(symbol) = self.symbol(&["+", "-"])? {
            left = Expr::call(symbol, [left, self.product()?]);
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expr, Error> {
        let mut left = self.power()?;
        loop {
            if let Some(symbol) = self.symbol(&["*", "/", "%"])? {
                left = Expr::call(symbol, [left, self.power()?]);
            } else if self.keyword("div")? {
                left = Expr::call("div", [left, self.power()?]);
            } else {
                return Ok(left);
            }
        }
    }

    fn power(&mut self) -> Result<Expr, Error> {
        let base = self.signed()?;
        if self.symbol(&["^"])?.is_some() {
            return Ok(Expr::call("^", [base, self.signed()?]));
        }
        Ok(base)
    }

    fn signed(&mut self) -> Result<Expr, Error> {
        let mut negative = false;
        while let Some(sign) = self.symbol(&["-", "+"])? {
            negative ^= sign == "-";
        }
        Ok(match (negative, self.primary()?) {
            (false, value) => value,
            (true, Expr::Number(number)) => Expr::Number(-number),
            (true, value) => Expr::call("-", [Expr::Number(0.0), value]),
        })
    }

    fn primary(&mut self) -> Result<Expr, Error> {
        self.allowance.part()?;
        let before = self.lexer.clone();
        match self.lexer.next()? {
            Token::Number(number) => Ok(Expr::Number(number)),
            Token::Text(text) => Ok(Expr::Text(text)),
            Token::Quoted(name) => Ok(Expr::Name(name)),
            Token::Symbol("(") => {
                let expr = self.either()?;
                self.expect(")")?;
                Ok(expr)
            }
            Token::Name(name) => self.named(name, &before),
            _ => Err(before.unexpected("a name, a value or a bracket")),
        }
    }

    /// A constant, a shape, a function or a column.
    fn named(&mut self, name: String, before: &Lexer<'_>) -> Result<Expr, Error> {
        let word = name.to_ascii_lowercase();
        match &word[..] {
            "true" => return Ok(Expr::Bool(true)),
            "false" => return Ok(Expr::Bool(false)),
            "and" | "or" | "not" | "like" | "between" | "in" | "is" | "null" => {
                return Err(before.unexpected("a name or a value"));
            }
            _ => {}
        }
        if SHAPES.contains(&&word[..]) && self.opens_shape()? {
            return self.shape(&name);
        }
        if self.symbol(&["("])?.is_none() {
            return Ok(Expr::Name(name));
        }
        self.allowance.enter()?;
        let arguments = self.arguments()?;
        self.allowance.leave();
        function(word, arguments)
    }

    /// Whether coordinates follow, maybe after a word for their dimensions.
    fn opens_shape(&self) -> Result<bool, Error> {
        let mut ahead = self.lexer.clone();
        Ok(match ahead.next()? {
            Token::Symbol(symbol) => symbol == "(",
            Token::Name(name) => {
                let dimensions = ["z", "m", "zm"];
                dimensions.contains(&&name.to_ascii_lowercase()[..])
                    && ahead.next()? == Token::Symbol("(")
            }
            _ => false,
        })
    }

    fn shape(&mut self, name: &str) -> Result<Expr, Error> {
        let wanted = "a shape with a closing bracket";
        let here = self.lexer.clone();
        let rest = self.lexer.through_bracket();
        let rest = rest.ok_or_else(|| here.unexpected(wanted))?;
        let limits = Limits {
            max_vertices_per_shape: MOST_POINTS,
            ..Limits::default()
        };
        Ok(Expr::Shape(formats::wkt_shape(
            &format!("{name}{rest}"),
            limits,
        )?))
    }

    /// What stands between brackets, the first one read already.
    fn arguments(&mut self) -> Result<Vec<Expr>, Error> {
        let mut arguments = Vec::new();
        if self.symbol(&[")"])?.is_some() {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.either()?);
            if self.symbol(&[","])?.is_none() {
                self.expect(")")?;
                return Ok(arguments);
            }
        }
    }

    /// Reads a keyword, if it is the next word.
    fn keyword(&mut self, word: &str) -> Result<bool, Error> {
        let mut ahead = self.lexer.clone();
        let found = matches!(ahead.next()?, Token::Name(name) if name.eq_ignore_ascii_case(word));
        if found {
            self.lexer = ahead;
        }
        Ok(found)
    }

    fn expect_keyword(&mut self, word: &str, wanted: &'static str) -> Result<(), Error> {
        if self.keyword(word)? {
            return Ok(());
        }
        Err(self.lexer.unexpected(wanted))
    }

    /// Reads one of these symbols, if it is the next word.
    fn symbol(&mut self, symbols: &[&str]) -> Result<Option<&'static str>, Error> {
        let mut ahead = self.lexer.clone();
        match ahead.next()? {
            Token::Symbol(symbol) if symbols.contains(&symbol) => {
                self.lexer = ahead;
                Ok(Some(symbol))
            }
            _ => Ok(None),
        }
    }

    fn expect(&mut self, symbol: &'static str) -> Result<(), Error> {
        if self.symbol(&[symbol])?.is_some() {
            return Ok(());
        }
        Err(self.lexer.unexpected(symbol))
    }
}

/// A function; some write values.
fn function(name: String, arguments: Vec<Expr>) -> Result<Expr, Error> {
    let wrong = |wanted| Error::Arguments {
        operator: name.clone(),
        wanted,
    };
    match (&name[..], &arguments[..]) {
        ("date", [Expr::Text(day)]) => Ok(Expr::Moment(Moment::of_day(day)?)),
        ("timestamp", [Expr::Text(moment)]) => Ok(Expr::Moment(Moment::of_moment(moment)?)),
        ("date" | "timestamp", _) => Err(wrong("one text")),
        ("interval", [from, to]) => Ok(Expr::Interval(Box::new([from.clone(), to.clone()]))),
        ("interval", _) => Err(wrong("a beginning and an end")),
        ("bbox" | "envelope", numbers) => {
            let numbers: Option<Vec<f64>> = numbers.iter().map(plain_number).collect();
            let corners = numbers.and_then(|numbers| corners(&numbers));
            corners
                .map(Expr::Box)
                .ok_or_else(|| wrong("four or six numbers"))
        }
        _ => Ok(Expr::Call(name, arguments)),
    }
}

fn plain_number(expr: &Expr) -> Option<f64> {
    match expr {
        Expr::Number(number) => Some(*number),
        _ => None,
    }
}

/// The corners of a box of two or three dimensions; heights are dropped.
#[must_use]
pub fn corners(numbers: &[f64]) -> Option<[f64; 4]> {
    match *numbers {
        [west, south, east, north] | [west, south, _, east, north, _] => {
            Some([west, south, east, north])
        }
        _ => None,
    }
}

fn joined(operator: &str, mut parts: Vec<Expr>) -> Expr {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    Expr::call(operator, parts)
}

fn maybe_not(negated: bool, expr: Expr) -> Expr {
    if negated {
        Expr::call("not", [expr])
    } else {
        expr
    }
}
