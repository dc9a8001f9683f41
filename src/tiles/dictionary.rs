//! The columns of a layer: each name and each value is written once and referred to by its place.

use std::collections::HashMap;

use prost::{Message, length_delimiter_len};

use super::mvt;
use crate::spatial::{Properties, Value};

/// Names and values met so far, with the bytes they take in the layer.
#[derive(Default)]
pub(super) struct Dictionary<'a> {
    names: HashMap<&'a str, u32>,
    values: HashMap<Term<'a>, u32>,
    /// The columns of the feature before: most features have the same ones in the same order, and
    /// often the same value, so that few are looked up.
    before: Vec<Column<'a>>,
    pub(super) written_names: Vec<String>,
    pub(super) written_values: Vec<mvt::Value>,
    pub(super) bytes: usize,
}

/// A column with its places in the dictionary.
struct Column<'a> {
    name: (&'a str, u32),
    term: (Term<'a>, u32),
}

/// A state to return to.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    names: usize,
    values: usize,
    bytes: usize,
}

/// A value that can be compared: numbers by their bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Term<'a> {
    Truth(bool),
    Integer(i64),
    Number(u64),
    Text(&'a str),
}

impl<'a> Term<'a> {
    /// `None` for what a tile cannot say: no value, or a number that is none.
    fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::Bool(truth) => Some(Self::Truth(*truth)),
            Value::Integer(n) => Some(Self::Integer(*n)),
            Value::Number(n) => n.is_finite().then(|| Self::Number(n.to_bits())),
            Value::Text(text) => Some(Self::Text(text)),
        }
    }

    fn message(self) -> mvt::Value {
        let mut message = mvt::Value::default();
        match self {
            Self::Truth(truth) => message.truth = Some(truth),
            Self::Integer(n) => match u64::try_from(n) {
                Ok(natural) => message.natural = Some(natural),
                Err(_) => message.integer = Some(n),
            },
            Self::Number(bits) => message.number = Some(f64::from_bits(bits)),
            Self::Text(text) => message.text = Some(text.to_owned()),
        }
        message
    }
}

impl<'a> Dictionary<'a> {
    /// The columns as pairs of places. Null is left out; of two columns of one name the first
    /// counts, since a tile may hold each name once.
    pub(super) fn tags(&mut self, properties: &'a Properties) -> Vec<u32> {
        let mut before = std::mem::take(&mut self.before);
        let mut tags = Vec::with_capacity(2 * before.len());
        let mut columns = 0;
        for (name, value) in properties.iter() {
            let Some(term) = Term::of(value) else {
                continue;
            };
            let known = before.get(columns);
            let name = match known {
                Some(column) if column.name.0 == name => column.name,
                _ => (name, self.name(name)),
            };
            if tags.iter().step_by(2).any(|&used| used == name.1) {
                continue;
            }
            let term = match known {
                Some(column) if column.term.0 == term => column.term,
                _ => (term, self.value(term)),
            };
            tags.extend([name.1, term.1]);
            let column = Column { name, term };
            match before.get_mut(columns) {
                Some(place) => *place = column,
                None => before.push(column),
            }
            columns += 1;
        }
        before.truncate(columns);
        self.before = before;
        tags
    }

    fn name(&mut self, name: &'a str) -> u32 {
        let next = place(self.written_names.len());
        *self.names.entry(name).or_insert_with(|| {
            self.bytes += framed(name.len());
            self.written_names.push(name.to_owned());
            next
        })
    }

    fn value(&mut self, term: Term<'a>) -> u32 {
        let next = place(self.written_values.len());
        *self.values.entry(term).or_insert_with(|| {
            let message = term.message();
            self.bytes += framed(message.encoded_len());
            self.written_values.push(message);
            next
        })
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            names: self.written_names.len(),
            values: self.written_values.len(),
            bytes: self.bytes,
        }
    }

    /// The names and values as they were at the mark.
    pub(super) fn return_to(&mut self, mark: Mark) {
        self.written_names.truncate(mark.names);
        self.written_values.truncate(mark.values);
        self.names.retain(|_, place| (*place as usize) < mark.names);
        self.values
            .retain(|_, place| (*place as usize) < mark.values);
        self.before.clear();
        self.bytes = mark.bytes;
    }
}

/// Bytes of a field of this many bytes with its tag and length.
pub(super) fn framed(bytes: usize) -> usize {
    1 + length_delimiter_len(bytes) + bytes
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "2^32 values are past any budget"
)]
fn place(len: usize) -> u32 {
    len as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_met_twice_is_written_once() {
        let one = Properties::from_iter([
            ("peril", Value::Text("flood".into())),
            ("class", Value::Integer(3)),
        ]);
        let two = Properties::from_iter([
            ("class", Value::Integer(3)),
            ("peril", Value::Text("flood".into())),
        ]);
        let mut dictionary = Dictionary::default();

        assert_eq!(dictionary.tags(&one), [0, 0, 1, 1]);
        assert_eq!(dictionary.tags(&two), [1, 1, 0, 0]);
        assert_eq!(dictionary.written_names, ["peril", "class"]);
        assert_eq!(dictionary.written_values.len(), 2);
    }

    #[test]
    fn columns_and_values_taken_back_get_new_places() {
        let columns = |name: &'static str, text: &str| {
            Properties::from_iter([
                ("code", Value::Text(text.into())),
                (name, Value::Integer(1)),
            ])
        };
        let (kept, taken_back) = (columns("a", "x"), columns("b", "y"));
        let other = columns("c", "z");
        let mut dictionary = Dictionary::default();
        dictionary.tags(&kept);
        let mark = dictionary.mark();
        assert_eq!(dictionary.tags(&taken_back), [0, 2, 2, 1]);

        dictionary.return_to(mark);

        assert_eq!(dictionary.tags(&other), [0, 2, 2, 1]);
        assert_eq!(dictionary.written_names, ["code", "a", "c"]);
        assert_eq!(dictionary.tags(&kept), [0, 0, 1, 1]);
    }

    #[test]
    fn null_and_repeated_columns_are_left_out() {
        let columns = Properties::from_iter([
            ("a", Value::Null),
            ("b", Value::Bool(true)),
            ("b", Value::Bool(false)),
            ("c", Value::Number(f64::NAN)),
        ]);
        let mut dictionary = Dictionary::default();

        assert_eq!(dictionary.tags(&columns), [0, 0]);
        assert_eq!(dictionary.written_names, ["b"]);
        assert_eq!(dictionary.written_values.len(), 1);
    }
}
