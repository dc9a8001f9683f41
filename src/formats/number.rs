//! Numbers as texts hold them: so many decimals at most, and no zeros at the end.

use std::fmt::Write;

/// Whole numbers up to here are exact in a floating-point number.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Sixteen digits of such a number or ten of a small one, its point and its sign: more than enough.
const LONGEST: usize = 24;

/// Writes a finite number with so many decimals at most, one or more; zero has no sign.
///
/// The scaled number is rounded and its digits are written; the plain way, which the test
/// compares, takes five times as long, and a large answer is nearly all numbers.
pub(super) fn write_number(text: &mut String, value: f64, decimals: usize) {
    let decimals = decimals.clamp(1, 9);
    let scale = 10_u64.pow(u32::try_from(decimals).unwrap_or(9));
    #[expect(clippy::cast_precision_loss, reason = "at most 10^9, which is exact")]
    let scaled = (value * scale as f64).round();
    if scaled.abs() >= EXACT {
        return write_plainly(text, value, decimals);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a whole number below 2^53 is exact"
    )]
    let scaled = scaled as i64;
    push_digits(text, scaled, decimals);
}

/// Writes a whole number of so many decimal places, from its last digit to its first.
fn push_digits(text: &mut String, scaled: i64, decimals: usize) {
    let mut digits = [b'0'; LONGEST];
    let (mut at, mut rest) = (LONGEST, scaled.unsigned_abs());
    for _ in 0..decimals {
        let digit = last_digit(rest);
        rest /= 10;
        if digit > b'0' || at < LONGEST {
            at -= 1;
            digits[at] = digit;
        }
    }
    if at < LONGEST {
        at -= 1;
        digits[at] = b'.';
    }
    loop {
        at -= 1;
        digits[at] = last_digit(rest);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if scaled < 0 {
        at -= 1;
        digits[at] = b'-';
    }
    text.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

fn last_digit(number: u64) -> u8 {
    b'0' + u8::try_from(number % 10).unwrap_or_default()
}

/// The same by the standard library, for numbers of any size.
fn write_plainly(text: &mut String, value: f64, decimals: usize) {
    let before = text.len();
    // Writing to a string does not fail.
    let _ = write!(text, "{value:.decimals$}");
    text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    if &text[before..] == "-0" {
        text.replace_range(before.., "0");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(value: f64, decimals: usize) -> String {
        let mut text = String::new();
        write_number(&mut text, value, decimals);
        text
    }

    #[test]
    fn zeros_at_the_end_and_the_sign_of_zero_are_left_out() {
        assert_eq!(written(1.440_000_012_345, 7), "1.44");
        assert_eq!(written(-0.000_000_001, 7), "0");
        assert_eq!(written(-0.05, 7), "-0.05");
        assert_eq!(written(100.0, 7), "100");
        assert_eq!(written(6_278_000.125, 2), "6278000.13");
        assert_eq!(written(-1e17, 7), "-100000000000000000");
    }

    proptest! {
        #[test]
        fn digits_are_those_of_the_plain_way_up_to_one_in_the_last(value in -2e7..2e7f64) {
            let mut plain = String::new();
            write_plainly(&mut plain, value, 7);

            let quick: f64 = written(value, 7).parse().unwrap();

            let plain: f64 = plain.parse().unwrap();
            prop_assert!((quick - plain).abs() <= 1.01e-7, "{quick} {plain}");
            prop_assert!((quick - value).abs() <= 0.51e-7 + 4e-9, "{quick} {value}");
        }
    }
}
