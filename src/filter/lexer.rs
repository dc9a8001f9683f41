//! CQL2 text to words, one at a time.

use super::Error;

/// A word of a filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name or keyword.
    Name(String),
    /// A name in double quotes: never a keyword.
    Quoted(String),
    /// A text in single quotes.
    Text(String),
    Number(f64),
    Symbol(&'static str),
    End,
}

/// Longer symbols before those they begin with.
const SYMBOLS: [&str; 15] = [
    "<>", "<=", ">=", "(", ")", ",", "=", "<", ">", "+", "-", "*", "/", "%", "^",
];

/// The text that is still to be read.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    whole: &'a str,
    /// In bytes; always between two letters.
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(whole: &'a str) -> Self {
        Self { whole, at: 0 }
    }

    /// The next word, which stays.
    pub(super) fn peek(&self) -> Result<Token, Error> {
        self.clone().next()
    }

    /// The next word.
    pub(super) fn next(&mut self) -> Result<Token, Error> {
        self.skip_spaces();
        let Some(first) = self.rest().chars().next() else {
            return Ok(Token::End);
        };
        match first {
            '\'' => Ok(Token::Text(self.quoted('\'')?)),
            '"' => Ok(Token::Quoted(self.quoted('"')?)),
            _ if first.is_alphabetic() || first == '_' => Ok(Token::Name(self.name())),
            _ if first.is_ascii_digit() || first == '.' => self.number(),
            _ => self.symbol(),
        }
    }

    /// What is wrong at the next word.
    pub(super) fn unexpected(&self, wanted: &'static str) -> Error {
        let mut here = self.clone();
        here.skip_spaces();
        let shown: String = here.rest().chars().take(20).collect();
        Error::Unexpected {
            at: here.whole[..here.at].chars().count() + 1,
            found: if shown.is_empty() {
                "the end".to_owned()
            } else {
                format!("{shown:?}")
            },
            wanted,
        }
    }

    /// The text from here to the end of the bracket that opens next, if one does.
    pub(super) fn through_bracket(&mut self) -> Option<&'a str> {
        let from = self.at;
        let mut depth = 0_usize;
        for (at, letter) in self.rest().char_indices() {
            match letter {
                '(' => depth += 1,
                ')' => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if letter == ')' && depth == 0 {
                self.at = from + at + 1;
                return Some(&self.whole[from..self.at]);
            }
        }
        None
    }

    fn rest(&self) -> &'a str {
        &self.whole[self.at..]
    }

    fn skip_spaces(&mut self) {
        self.at = self.whole.len() - self.rest().trim_start().len();
    }

    /// Letters, digits and the marks that join words in names.
    fn name(&mut self) -> String {
        let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':');
        let name: String = self.rest().chars().take_while(|c| joins(*c)).collect();
        self.at += name.len();
        name
    }

    /// A text up to its closing quote; two quotes, or one after a backslash, stand for one.
    fn quoted(&mut self, quote: char) -> Result<String, Error> {
        let mut text = String::new();
        let mut letters = self.rest().char_indices().skip(1).peekable();
        while let Some((at, letter)) = letters.next() {
            let next = letters.peek().map(|(_, next)| *next);
            match letter {
                _ if letter == quote && next == Some(quote) => {
                    letters.next();
                    text.push(quote);
                }
                _ if letter == quote => {
                    self.at += at + quote.len_utf8();
                    return Ok(text);
                }
                '\\' if next == Some(quote) => {
                    letters.next();
                    text.push(quote);
                }
                _ => text.push(letter),
            }
        }
        Err(self.unexpected("a text with a closing quote"))
    }

    fn number(&mut self) -> Result<Token, Error> {
        let (rest, mut end) = (self.rest(), 0);
        let bytes = rest.as_bytes();
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        end = digits(end);
        if bytes.get(end) == Some(&b'.') {
            end = digits(end + 1);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            end = digits(end + 1 + sign);
        }
        let number = rest[..end].parse().ok().filter(|n: &f64| n.is_finite());
        let number = number.ok_or_else(|| self.unexpected("a number"))?;
        self.at += end;
        Ok(Token::Number(number))
    }

    fn symbol(&mut self) -> Result<Token, Error> {
        let symbol = SYMBOLS
            .into_iter()
            .find(|symbol| self.rest().starts_with(symbol))
            .ok_or_else(|| self.unexpected("a name, a value or an operator"))?;
        self.at += symbol.len();
        Ok(Token::Symbol(symbol))
    }
}
