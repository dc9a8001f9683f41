//! One section of a weights file, emptied key by key so that what is left over is a slip.

use std::ops::RangeInclusive;

use toml::{Table, Value};

use crate::{domain::Code, hazard::Error};

/// A table of the file with the path that leads to it.
pub(super) struct Section {
    path: String,
    table: Table,
}

impl Section {
    /// The whole file.
    pub(super) fn whole(text: &str) -> Result<Self, Error> {
        let table = text.parse().map_err(|source| Error::NotToml {
            source: Box::new(source),
        })?;
        Ok(Self {
            path: String::new(),
            table,
        })
    }

    /// A table found in a list.
    pub(super) fn listed(path: String, value: Value) -> Result<Self, Error> {
        match value {
            Value::Table(table) => Ok(Self { path, table }),
            other => Err(wrong_type(path, &other, "a table")),
        }
    }

    /// Where this section stands, for messages.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The full name of one of its keys.
    pub(super) fn full(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    pub(super) fn section(&mut self, key: &str) -> Result<Self, Error> {
        let value = self.take(key)?;
        Self::listed(self.full(key), value)
    }

    pub(super) fn number(&mut self, key: &str, within: RangeInclusive<f64>) -> Result<f64, Error> {
        let value = self.take(key)?;
        number(self.full(key), &value, within)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Exactly `N` numbers.
    pub(super) fn numbers<const N: usize>(
        &mut self,
        key: &str,
        within: RangeInclusive<f64>,
    ) -> Result<[f64; N], Error> {
        let full = self.full(key);
        let values = self.list(key)?;
        let mut numbers = [0.0; N];
        if values.len() != N {
            let given = Value::Array(values);
            return Err(wrong_type(full, &given, "a list of four numbers"));
        }
        for (number_read, value) in numbers.iter_mut().zip(&values) {
            *number_read = number(full.clone(), value, within.clone())?;
        }
        Ok(numbers)
    }

    pub(super) fn whole_number(
        &mut self,
        key: &str,
        within: RangeInclusive<i64>,
    ) -> Result<u64, Error> {
        let full = self.full(key);
        let value = self.take(key)?;
        let Some(given) = value.as_integer() else {
            return Err(wrong_type(full, &value, "a whole number"));
        };
        match u64::try_from(given) {
            Ok(read) if within.contains(&given) => Ok(read),
            _ => Err(Error::WholeOutOfRange {
                key: full,
                value: given,
                low: *within.start(),
                high: *within.end(),
            }),
        }
    }

    pub(super) fn text(&mut self, key: &str) -> Result<String, Error> {
        let full = self.full(key);
        match self.take(key)? {
            Value::String(text) => Ok(text),
            other => Err(wrong_type(full, &other, "a word in quotes")),
        }
    }

    pub(super) fn list(&mut self, key: &str) -> Result<Vec<Value>, Error> {
        let full = self.full(key);
        match self.take(key)? {
            Value::Array(values) => Ok(values),
            other => Err(wrong_type(full, &other, "a list")),
        }
    }

    /// One word out of those allowed here.
    pub(super) fn word<C: Code + PartialEq>(
        &mut self,
        key: &str,
        allowed: &[C],
    ) -> Result<C, Error> {
        let text = self.text(key)?;
        word(self.full(key), text, allowed)
    }

    /// Several words out of those allowed here, none twice.
    pub(super) fn words<C: Code + PartialEq>(
        &mut self,
        key: &str,
        allowed: &[C],
    ) -> Result<Vec<C>, Error> {
        let full = self.full(key);
        let mut words = Vec::new();
        for value in self.list(key)? {
            let Value::String(text) = value else {
                return Err(wrong_type(full, &value, "a word in quotes"));
            };
            let found = word(full.clone(), text.clone(), allowed)?;
            if words.contains(&found) {
                return Err(Error::Twice {
                    key: full,
                    value: text,
                });
            }
            words.push(found);
        }
        Ok(words)
    }

    /// The names that are left.
    pub(super) fn names(&self) -> Vec<String> {
        self.table.keys().cloned().collect()
    }

    /// Refuses what nobody has read.
    pub(super) fn done(self) -> Result<(), Error> {
        match self.table.keys().next() {
            None => Ok(()),
            Some(key) => Err(Error::UnknownKey {
                key: self.full(key),
            }),
        }
    }

    fn take(&mut self, key: &str) -> Result<Value, Error> {
        self.table.remove(key).ok_or_else(|| Error::Missing {
            key: self.full(key),
        })
    }
}

fn number(key: String, value: &Value, within: RangeInclusive<f64>) -> Result<f64, Error> {
    // Whole numbers of a weights file are metres and counts, far below 2^53.
    #[allow(clippy::cast_precision_loss, reason = "metres and counts fit exactly")]
    let given = match value {
        Value::Float(given) => *given,
        Value::Integer(given) => *given as f64,
        other => return Err(wrong_type(key, other, "a number")),
    };
    if within.contains(&given) {
        return Ok(given);
    }
    let (low, high) = within.into_inner();
    Err(Error::OutOfRange {
        key,
        value: given,
        low,
        high,
    })
}

fn word<C: Code + PartialEq>(key: String, text: String, allowed: &[C]) -> Result<C, Error> {
    match C::from_code(&text).filter(|found| allowed.contains(found)) {
        Some(found) => Ok(found),
        None => Err(Error::UnknownWord {
            key,
            value: text,
            allowed: allowed
                .iter()
                .map(|word| word.code())
                .collect::<Vec<_>>()
                .join(", "),
        }),
    }
}

fn wrong_type(key: String, given: &Value, expected: &'static str) -> Error {
    Error::WrongType {
        key,
        given: given.to_string(),
        expected,
    }
}
