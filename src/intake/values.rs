//! Values of columns as people write them: counts, dates, yes and no.

use time::{Date, Month};

use super::fold;
use crate::spatial::Value;

/// Years that a date of this work can have; others are slips of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// More rooms than any home that is let to one household.
const MOST_ROOMS: u32 = 20;

/// A rent above this is a slip of the pen.
const MOST_CENTS: f64 = 1e8;

/// A date, or the year alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// A day.
    Exact(Date),
    /// 1 January of a year of which no more is known.
    YearOnly(Date),
}

/// A whole count from 0 up; `None` when the value is none.
pub(super) fn count(value: &Value) -> Option<u32> {
    let number = value.as_number()?;
    let whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and within range, as just checked"
    )]
    whole.then_some(number as u32)
}

/// A count that a census may give as a fraction; `None` when it is negative or no number.
pub(super) fn amount(value: &Value) -> Option<f64> {
    value.as_number().filter(|n| n.is_finite() && *n >= 0.0)
}

/// Habitable rooms as a number, or as French files write them: `T3`, `F2`, `T1 bis`.
pub(super) fn rooms(value: &Value) -> Option<u32> {
    let text = fold::squeezed(&value.as_text()?);
    let coded = text.strip_prefix(['t', 'f']);
    let coded = coded.map(|rest| rest.trim_end_matches("bis").trim_end_matches('+'));
    match coded {
        Some(digits) => digits.parse().ok(),
        None => count(value),
    }
    .filter(|rooms| (1..=MOST_ROOMS).contains(rooms))
}

/// An amount of money in cents.
pub(super) fn cents(value: &Value) -> Option<u64> {
    let amount = (amount(value)? * 100.0).round();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and within range, as just checked"
    )]
    (amount <= MOST_CENTS).then_some(amount as u64)
}

/// Yes or no in three languages, or as 1 and 0.
pub(super) fn yes(value: &Value) -> Option<bool> {
    match fold::squeezed(&value.as_text()?).as_str() {
        "true" | "1" | "yes" | "y" | "oui" | "o" | "vrai" | "si" | "s" | "t" => Some(true),
        "false" | "0" | "no" | "n" | "non" | "faux" | "f" => Some(false),
        _ => None,
    }
}

/// A date written year first or day first, with any of `-`, `/`, `.` or blank between, a time
/// of day after it or not. The order month, day, year is never guessed.
pub(super) fn day(value: &Value) -> Option<Day> {
    let text = value.as_text()?;
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    let numbers: Vec<_> = date.split(['-', '/', '.', '_']).collect();
    match numbers[..] {
        [year] if year.len() == 4 => date_of(year, "1", "1").map(Day::YearOnly),
        [compact] if compact.len() == 8 && compact.is_ascii() => {
            let (year, rest) = compact.split_at(4);
            let (month, day) = rest.split_at(2);
            date_of(year, month, day).map(Day::Exact)
        }
        [year, month, day] if year.len() == 4 => date_of(year, month, day).map(Day::Exact),
        [day, month, year] if year.len() == 4 => date_of(year, month, day).map(Day::Exact),
        _ => None,
    }
}

fn date_of(year: &str, month: &str, day: &str) -> Option<Date> {
    let number = |text: &str| -> Option<u16> {
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| plain)
    };
    let year = i32::from(number(year)?);
    let month = Month::try_from(u8::try_from(number(month)?).ok()?).ok()?;
    let day = u8::try_from(number(day)?).ok()?;
    let date = Date::from_calendar_date(year, month, day).ok()?;
    YEARS.contains(&year).then_some(date)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn text(text: &str) -> Value {
        Value::from(text.to_owned())
    }

    #[test]
    fn the_same_day_is_read_from_every_way_it_is_written() {
        for written in [
            "2024-03-09",
            "09/03/2024",
            "9.3.2024",
            "2024/03/09",
            "2024_03_09",
            "20240309",
            "2024-03-09T10:30:00Z",
            "2024-03-09 00:00:00",
            " 09-03-2024 ",
        ] {
            let read = day(&text(written));
            assert_eq!(read, Some(Day::Exact(date!(2024 - 03 - 09))), "{written}");
        }
    }

    #[test]
    fn days_that_do_not_exist_or_lie_centuries_off_are_no_dates() {
        for written in [
            "2024-02-30",
            "03/15/2024",
            "1024-03-09",
            "2201-01-01",
            "24-03-09",
            "+024-01-01",
            "mars 2024",
            "",
            "2024-03",
            "é0240309",
        ] {
            assert_eq!(day(&text(written)), None, "{written}");
        }
    }

    #[test]
    fn a_year_alone_says_so() {
        let year = Some(Day::YearOnly(date!(1990 - 01 - 01)));

        assert_eq!(day(&Value::Integer(1990)), year);
        assert_eq!(day(&Value::Number(1990.0)), year);
    }

    #[test]
    fn only_whole_counts_from_zero_up_are_counts() {
        assert_eq!(count(&text("1 250")), Some(1250));
        assert_eq!(count(&Value::Number(44.0)), Some(44));
        for not in [
            Value::Number(44.5),
            Value::Integer(-1),
            Value::Null,
            Value::Number(1e10),
        ] {
            assert_eq!(count(&not), None, "{not:?}");
        }
    }

    #[test]
    fn a_census_amount_may_be_a_fraction_but_never_negative() {
        assert_eq!(amount(&text("5286,34")), Some(5286.34));
        assert_eq!(amount(&Value::Integer(-3)), None);
    }

    #[test]
    fn rooms_are_read_as_numbers_and_as_french_types() {
        for (written, rooms_read) in [("3", 3), ("T3", 3), ("F2", 2), ("T1 bis", 1), ("t5+", 5)] {
            assert_eq!(rooms(&text(written)), Some(rooms_read), "{written}");
        }
        for not in ["0", "studio", "T", "21", "-2", "2,5"] {
            assert_eq!(rooms(&text(not)), None, "{not}");
        }
    }

    #[test]
    fn a_rent_is_kept_in_cents() {
        assert_eq!(cents(&text("412,5")), Some(41_250));
        assert_eq!(cents(&Value::Integer(0)), Some(0));
        assert_eq!(cents(&Value::Integer(-1)), None);
        assert_eq!(cents(&Value::Number(1e30)), None);
    }

    #[test]
    fn yes_and_no_are_read_in_three_languages() {
        assert_eq!(
            [
                text("Oui"),
                text("sí"),
                Value::Bool(true),
                Value::Integer(1)
            ]
            .map(|v| yes(&v)),
            [Some(true); 4]
        );
        assert_eq!(
            [text("non"), text("No"), Value::Bool(false)].map(|v| yes(&v)),
            [Some(false); 3]
        );
        assert_eq!(yes(&text("peut-être")), None);
    }
}
