//! The columns of a layer: each name and each value is written once and referred to by its place.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use prost::{
    encoding::{WireType, bool, double, encode_key, encode_varint, sint64, uint64},
    length_delimiter_len,
};

use super::mvt;
use crate::spatial::{Properties, Value};

/// Names and values met so far, as they are written in the layer. They are found by a quick hash: a
/// tile holds no more of them than its budget, whoever chose them.
#[derive(Default)]
pub(super) struct Dictionary<'a> {
    names: HashMap<&'a str, u32, FixedState>,
    values: HashMap<Term<'a>, u32, FixedState>,
    /// The columns of the feature before: most features have the same ones in the same order, and
    /// often the same value, so that few are looked up.
    before: Vec<Column<'a>>,
    pub(super) written_names: Vec<u8>,
    pub(super) written_values: Vec<u8>,
}

/// A column with its places in the dictionary.
struct Column<'a> {
    name: (&'a str, u32),
    term: (Term<'a>, u32),
}

/// A state to return to: how many names and values there were, and their bytes.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    names: (usize, usize),
    values: (usize, usize),
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

    /// The value as a field of the layer.
    fn write(self, to: &mut Vec<u8>) {
        let mut begin = |len| write_length(mvt::LAYER_VALUES, len, to);
        match self {
            Self::Text(text) => {
                begin(framed(text.len()));
                write_bytes(mvt::VALUE_TEXT, text.as_bytes(), to);
            }
            Self::Number(bits) => {
                let number = f64::from_bits(bits);
                begin(double::encoded_len(mvt::VALUE_NUMBER, &number));
                double::encode(mvt::VALUE_NUMBER, &number, to);
            }
            Self::Truth(truth) => {
                begin(bool::encoded_len(mvt::VALUE_TRUTH, &truth));
                bool::encode(mvt::VALUE_TRUTH, &truth, to);
            }
            Self::Integer(n @ ..=-1) => {
                begin(sint64::encoded_len(mvt::VALUE_INTEGER, &n));
                sint64::encode(mvt::VALUE_INTEGER, &n, to);
            }
            Self::Integer(n) => {
                let natural = n.unsigned_abs();
                begin(uint64::encoded_len(mvt::VALUE_NATURAL, &natural));
                uint64::encode(mvt::VALUE_NATURAL, &natural, to);
            }
        }
    }
}

impl<'a> Dictionary<'a> {
    /// The columns as pairs of places, in the place of what `tags` held. Null is left out; of two
    /// columns of one name the first counts, since a tile may hold each name once.
    pub(super) fn tags(&mut self, properties: &'a Properties, tags: &mut Vec<u32>) {
        let mut before = std::mem::take(&mut self.before);
        tags.clear();
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
    }

    fn name(&mut self, name: &'a str) -> u32 {
        let next = place(self.names.len());
        *self.names.entry(name).or_insert_with(|| {
            write_bytes(mvt::LAYER_KEYS, name.as_bytes(), &mut self.written_names);
            next
        })
    }

    fn value(&mut self, term: Term<'a>) -> u32 {
        let next = place(self.values.len());
        *self.values.entry(term).or_insert_with(|| {
            term.write(&mut self.written_values);
            next
        })
    }

    /// Bytes of all names and values in the layer.
    pub(super) fn bytes(&self) -> usize {
        self.written_names.len() + self.written_values.len()
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            names: (self.names.len(), self.written_names.len()),
            values: (self.values.len(), self.written_values.len()),
        }
    }

    /// The names and values as they were at the mark.
    pub(super) fn return_to(&mut self, mark: Mark) {
        self.names
            .retain(|_, place| (*place as usize) < mark.names.0);
        self.values
            .retain(|_, place| (*place as usize) < mark.values.0);
        self.written_names.truncate(mark.names.1);
        self.written_values.truncate(mark.values.1);
        self.before.clear();
    }
}

/// Bytes of a field of this many bytes with its tag and length.
pub(super) fn framed(bytes: usize) -> usize {
    1 + length_delimiter_len(bytes) + bytes
}

/// Writes a field of bytes.
pub(super) fn write_bytes(field: u32, bytes: &[u8], to: &mut Vec<u8>) {
    write_length(field, bytes.len(), to);
    to.extend_from_slice(bytes);
}

/// Begins a field of so many bytes.
pub(super) fn write_length(field: u32, len: usize, to: &mut Vec<u8>) {
    encode_key(field, WireType::LengthDelimited, to);
    encode_varint(len as u64, to);
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
    use prost::Message;

    use super::*;

    fn tags<'a>(dictionary: &mut Dictionary<'a>, properties: &'a Properties) -> Vec<u32> {
        let mut tags = vec![7];
        dictionary.tags(properties, &mut tags);
        tags
    }

    fn names(dictionary: &Dictionary) -> Vec<String> {
        mvt::Layer::decode(&*dictionary.written_names).unwrap().keys
    }

    fn values(dictionary: &Dictionary) -> Vec<mvt::Value> {
        mvt::Layer::decode(&*dictionary.written_values)
            .unwrap()
            .values
    }

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

        assert_eq!(tags(&mut dictionary, &one), [0, 0, 1, 1]);
        assert_eq!(tags(&mut dictionary, &two), [1, 1, 0, 0]);
        assert_eq!(names(&dictionary), ["peril", "class"]);
        assert_eq!(values(&dictionary).len(), 2);
    }

    #[test]
    fn columns_and_values_taken_back_get_new_places() {
        let columns = |name: &'static str, text: &str| {
            Properties::from_iter([
                ("code", Value::from(text.to_owned())),
                (name, Value::Integer(1)),
            ])
        };
        let (kept, taken_back) = (columns("a", "x"), columns("b", "y"));
        let other = columns("c", "z");
        let mut dictionary = Dictionary::default();
        tags(&mut dictionary, &kept);
        let mark = dictionary.mark();
        assert_eq!(tags(&mut dictionary, &taken_back), [0, 2, 2, 1]);

        dictionary.return_to(mark);

        assert_eq!(tags(&mut dictionary, &other), [0, 2, 2, 1]);
        assert_eq!(names(&dictionary), ["code", "a", "c"]);
        assert_eq!(tags(&mut dictionary, &kept), [0, 0, 1, 1]);
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

        assert_eq!(tags(&mut dictionary, &columns), [0, 0]);
        assert_eq!(names(&dictionary), ["b"]);
        assert_eq!(values(&dictionary).len(), 1);
    }
}
