//! JSON walked by its brackets and quotes: where a value begins and ends, and no more.
//!
//! Nothing here recurses and nothing is kept but what is asked for, so neither depth nor
//! length of a text can exhaust the machine.

use std::io::{self, BufRead};

use crate::formats::{FeatureFault, Limits};

/// What a walk may meet.
#[derive(Debug)]
pub(super) enum ScanFault {
    /// The system failed.
    Io(io::Error),
    /// The text ends inside a value.
    EndsEarly,
    /// Another sign than the one that is due.
    Unexpected {
        /// The sign.
        found: char,
        /// What should stand there.
        due: &'static str,
    },
}

impl From<io::Error> for ScanFault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What became of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// It is in the buffer.
    Whole,
    /// It is longer than may be kept; the buffer is empty.
    TooLong,
    /// It is nested deeper than is read; the buffer may hold it.
    TooDeep,
}

impl Kept {
    /// The fault of a record that was not kept whole.
    pub(super) fn fault(self, limits: Limits) -> Option<FeatureFault> {
        match self {
            Self::Whole => None,
            Self::TooLong => Some(FeatureFault::TooLong {
                limit: limits.max_record_bytes,
            }),
            Self::TooDeep => Some(FeatureFault::TooDeep {
                limit: limits.max_depth,
            }),
        }
    }
}

/// How much of a value is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Longest text.
    pub(super) bytes: u64,
    /// Deepest nesting.
    pub(super) depth: u32,
}

impl Bounds {
    /// Nothing is kept.
    pub(super) const SKIP: Self = Self {
        bytes: 0,
        depth: u32::MAX,
    };

    /// What a record may take.
    pub(super) fn of_record(limits: Limits) -> Self {
        Self {
            bytes: limits.max_record_bytes,
            depth: limits.max_depth,
        }
    }
}

/// A walk over JSON text.
pub(super) struct Scanner<R> {
    input: R,
    at: u64,
}

impl<R: BufRead> Scanner<R> {
    /// A walk from here, `at` bytes into the file.
    pub(super) fn new(input: R, at: u64) -> Self {
        Self { input, at }
    }

    /// Bytes into the file.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The next sign that is not white, without taking it; a byte order mark counts as white.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, ScanFault> {
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let start = self.at;
            let is_white = |(i, byte): (usize, &u8)| {
                byte.is_ascii_whitespace() || (start + i as u64) < 3 && is_mark(*byte)
            };
            let white = chunk
                .iter()
                .enumerate()
                .take_while(|s| is_white(*s))
                .count();
            let next = chunk.get(white).copied();
            self.consume(white);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    /// The next sign, which must be there.
    pub(super) fn need(&mut self) -> Result<u8, ScanFault> {
        self.peek()?.ok_or(ScanFault::EndsEarly)
    }

    /// Takes a sign if it is the next.
    pub(super) fn take(&mut self, sign: u8) -> Result<bool, ScanFault> {
        let is_next = self.peek()? == Some(sign);
        if is_next {
            self.consume(1);
        }
        Ok(is_next)
    }

    /// Takes a sign that is due.
    pub(super) fn expect(&mut self, sign: u8, due: &'static str) -> Result<(), ScanFault> {
        let found = self.need()?;
        if found != sign {
            return Err(unexpected(found, due));
        }
        self.consume(1);
        Ok(())
    }

    /// Passes over one value and keeps it in the buffer, within bounds.
    pub(super) fn value(
        &mut self,
        buffer: &mut Vec<u8>,
        bounds: Bounds,
    ) -> Result<Kept, ScanFault> {
        buffer.clear();
        let first = self.need()?;
        if matches!(first, b',' | b':' | b']' | b'}') {
            return Err(unexpected(first, "a value"));
        }
        let mut walk = Walk::default();
        let mut too_long = false;
        while !walk.has_ended() {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                walk.end_of_text()?;
                break;
            }
            let used = walk.over(chunk);
            too_long |= (buffer.len() + used) as u64 > bounds.bytes;
            if too_long {
                *buffer = Vec::new();
            } else {
                buffer.extend_from_slice(&chunk[..used]);
            }
            self.consume(used);
        }
        Ok(match (walk.deepest > bounds.depth, too_long) {
            (true, _) => Kept::TooDeep,
            (false, true) => Kept::TooLong,
            (false, false) => Kept::Whole,
        })
    }

    fn consume(&mut self, bytes: usize) {
        self.input.consume(bytes);
        self.at += bytes as u64;
    }
}

fn unexpected(found: u8, due: &'static str) -> ScanFault {
    ScanFault::Unexpected {
        found: char::from(found),
        due,
    }
}

/// A byte of UTF-8's byte order mark.
fn is_mark(byte: u8) -> bool {
    matches!(byte, 0xef | 0xbb | 0xbf)
}

/// Where in a value a walk is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    /// Between texts, in brackets or before the first sign.
    #[default]
    Lists,
    /// In quotes.
    Text,
    /// After a backslash in quotes.
    Escape,
    /// In a number, true, false or null outside brackets.
    Word,
    /// Behind the value.
    Nothing,
}

/// A walk over one value.
#[derive(Default)]
struct Walk {
    depth: u32,
    deepest: u32,
    within: Within,
}

impl Walk {
    /// Whether the value is behind.
    fn has_ended(&self) -> bool {
        self.within == Within::Nothing
    }

    /// Walks on; says how many bytes belong to the value.
    fn over(&mut self, chunk: &[u8]) -> usize {
        let mut i = 0;
        while i < chunk.len() && !self.has_ended() {
            i += match self.within {
                Within::Lists => self.over_sign(&chunk[i..]),
                Within::Text => self.over_text(&chunk[i..]),
                Within::Escape => {
                    self.within = Within::Text;
                    1
                }
                Within::Word => self.over_word(&chunk[i..]),
                Within::Nothing => 0,
            };
        }
        i
    }

    /// One sign, and the numbers, commas and spaces before it.
    fn over_sign(&mut self, chunk: &[u8]) -> usize {
        let is_plain = |byte: &&u8| !IS_SIGN[usize::from(**byte)];
        let plain = match self.depth {
            0 => 0,
            _ => chunk.iter().take_while(is_plain).count(),
        };
        match chunk.get(plain) {
            None => return plain,
            Some(b'"') => self.within = Within::Text,
            Some(b'[' | b'{') => {
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
            }
            Some(b']' | b'}') => {
                self.depth -= 1;
                self.end_if_outside();
            }
            Some(_) => self.within = Within::Word,
        }
        plain + 1
    }

    /// To the closing quote or a backslash, if one is here.
    fn over_text(&mut self, chunk: &[u8]) -> usize {
        let stop = |byte: &u8| matches!(byte, b'"' | b'\\');
        let Some(at) = chunk.iter().position(stop) else {
            return chunk.len();
        };
        if chunk[at] == b'\\' {
            self.within = Within::Escape;
        } else {
            self.within = Within::Lists;
            self.end_if_outside();
        }
        at + 1
    }

    /// A number, true, false or null outside brackets.
    fn over_word(&mut self, chunk: &[u8]) -> usize {
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}');
        let end = chunk.iter().position(ends);
        if end.is_some() {
            self.within = Within::Nothing;
        }
        end.unwrap_or(chunk.len())
    }

    fn end_if_outside(&mut self) {
        if self.depth == 0 {
            self.within = Within::Nothing;
        }
    }

    /// The end of the text ends a word, and nothing else.
    fn end_of_text(&self) -> Result<(), ScanFault> {
        if self.within == Within::Word {
            Ok(())
        } else {
            Err(ScanFault::EndsEarly)
        }
    }
}

/// The signs that a walk inside brackets stops at.
const IS_SIGN: [bool; 256] = {
    let mut table = [false; 256];
    table[b'"' as usize] = true;
    table[b'[' as usize] = true;
    table[b']' as usize] = true;
    table[b'{' as usize] = true;
    table[b'}' as usize] = true;
    table
};

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use proptest::prelude::*;

    use super::*;

    fn bounds(bytes: u64, depth: u32) -> Bounds {
        Bounds { bytes, depth }
    }

    /// The first value, read through a buffer of so many bytes.
    fn first(text: &str, buffer: usize) -> Result<String, ScanFault> {
        let mut kept = Vec::new();
        let input = BufReader::with_capacity(buffer, text.as_bytes());
        Scanner::new(input, 0).value(&mut kept, bounds(1000, 9))?;
        Ok(String::from_utf8(kept).unwrap())
    }

    #[test]
    fn a_value_ends_where_it_should_whatever_the_size_of_the_buffer() {
        for (text, value) in [
            (
                " {\"a\":[1,{\"b\":\"}\"}]} tail",
                "{\"a\":[1,{\"b\":\"}\"}]}",
            ),
            ("\"a\\\"]\\\\\", 2", "\"a\\\"]\\\\\""),
            ("-1.5e3, 2", "-1.5e3"),
            ("null]", "null"),
            ("[[], [\"[\"]] ]", "[[], [\"[\"]]"),
        ] {
            for buffer in [1, 2, 3, 7, 100] {
                assert_eq!(first(text, buffer).unwrap(), value);
            }
        }
    }

    #[test]
    fn a_value_cut_short_is_seen() {
        for text in ["[1, 2", "{\"a\": \"b", "\"a\\", "[[]", ""] {
            assert!(
                matches!(first(text, 8), Err(ScanFault::EndsEarly)),
                "{text}"
            );
        }
        assert!(matches!(
            first("]", 8),
            Err(ScanFault::Unexpected { found: ']', .. })
        ));
    }

    #[test]
    fn too_long_and_too_deep_values_are_passed_over() {
        let text = format!("{}{} 7", "[".repeat(100_000), "]".repeat(100_000));
        let mut scanner = Scanner::new(text.as_bytes(), 0);
        let mut kept = Vec::new();

        let deep = scanner.value(&mut kept, bounds(u64::MAX, 32)).unwrap();
        let next = scanner.value(&mut kept, bounds(9, 9)).unwrap();

        assert_eq!((deep, next), (Kept::TooDeep, Kept::Whole));
        assert_eq!(kept, b"7");
        let long = Scanner::new(&b"[1,2,3]"[..], 0).value(&mut kept, bounds(3, 9));
        assert_eq!((long.unwrap(), kept.len()), (Kept::TooLong, 0));
    }

    proptest! {
        #[test]
        fn a_json_text_is_one_value(number in -1e9..1e9f64, text in ".{0,30}") {
            let value = serde_json::json!({"a": [number, [text.clone()]], text: null});
            let written = value.to_string();

            prop_assert_eq!(first(&written, 5).unwrap(), written);
        }
    }
}
