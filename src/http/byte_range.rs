//! Which part of a file a client asks for (RFC 9110, section 14).

use std::ops::Range;

use axum::http::{
    HeaderMap,
    header::{IF_RANGE, RANGE},
};

/// What is to be sent of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it.
    Whole,
    /// A part.
    Part(Range<u64>),
    /// A part that the file does not have.
    Beyond,
}

/// What the headers ask for of a file of so many bytes. A range that cannot be read, several at
/// once, or one of an older edition ask for the whole.
pub(super) fn wanted(headers: &HeaderMap, size: u64, etag: &str) -> Wanted {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    if text(IF_RANGE).is_some_and(|known| known != etag) {
        return Wanted::Whole;
    }
    let range = text(RANGE).and_then(|range| range.strip_prefix("bytes="));
    match range.and_then(|range| range.trim().split_once('-')) {
        Some((from, to)) => part(from.trim(), to.trim(), size),
        None => Wanted::Whole,
    }
}

fn part(from: &str, to: &str, size: u64) -> Wanted {
    let range = match (from.parse::<u64>().ok(), to.parse::<u64>().ok()) {
        (Some(from), Some(to)) if from <= to => from..size.min(to.saturating_add(1)),
        (Some(from), None) if to.is_empty() => from..size,
        (None, Some(last)) if from.is_empty() => size.saturating_sub(last)..size,
        _ => return Wanted::Whole,
    };
    if range.is_empty() {
        Wanted::Beyond
    } else {
        Wanted::Part(range)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn asked(pairs: &[(HeaderName, &'static str)]) -> Wanted {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect();
        wanted(&headers, 100, "\"a\"")
    }

    #[test]
    fn a_part_is_what_the_standard_says() {
        for (range, expected) in [
            ("bytes=0-9", Wanted::Part(0..10)),
            ("bytes=90-", Wanted::Part(90..100)),
            ("bytes=-5", Wanted::Part(95..100)),
            ("bytes=-500", Wanted::Part(0..100)),
            ("bytes=50-18446744073709551615", Wanted::Part(50..100)),
            ("bytes=100-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=9-0", Wanted::Whole),
            ("bytes=0-1,5-6", Wanted::Whole),
            ("bytes=x-1", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
        ] {
            assert_eq!(asked(&[(RANGE, range)]), expected, "{range}");
        }
    }

    #[test]
    fn a_part_of_another_edition_is_the_whole() {
        assert_eq!(
            asked(&[(RANGE, "bytes=0-9"), (IF_RANGE, "\"a\"")]),
            Wanted::Part(0..10)
        );
        assert_eq!(
            asked(&[(RANGE, "bytes=0-9"), (IF_RANGE, "\"b\"")]),
            Wanted::Whole
        );
    }
}
