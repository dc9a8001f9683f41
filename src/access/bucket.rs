//! How much is left of an allowance: so many questions at once, which grow back evenly.
//!
//! All that is kept of a caller is the moment at which nothing would be missing any more (the virtual
//! scheduling of ITU-T I.371, annex A, a token bucket of two numbers less).

use time::{Duration, OffsetDateTime};

/// So many within so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Questions at once, from 1 up.
    pub most: u32,
    /// How long it takes until all of them have grown back.
    pub window: Duration,
}

/// What an allowance comes to after a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// When nothing will be missing any more: to be kept for the next question.
    pub full_at: OffsetDateTime,
    /// Questions that may follow at once.
    pub left: u32,
}

/// Takes one from an allowance of which nothing is missing from `full_at` on.
///
/// A clock that was set back shuts nobody out for longer than one window.
///
/// # Errors
/// How long to wait, when nothing is left.
///
/// Two a minute, asked three times at once: the third waits the half minute in which one grows back.
/// ```
/// use jalon::access::{Allowance, take};
/// use time::{Duration, OffsetDateTime};
/// let two = Allowance { most: 2, window: Duration::MINUTE };
/// let now = OffsetDateTime::UNIX_EPOCH;
/// let first = take(two, now, now).unwrap();
/// assert_eq!((first.left, first.full_at - now), (1, Duration::seconds(30)));
/// let second = take(two, first.full_at, now).unwrap();
/// assert_eq!(second.left, 0);
/// assert_eq!(take(two, second.full_at, now), Err(Duration::seconds(30)));
/// ```
pub fn take(
    of: Allowance,
    full_at: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<Taken, Duration> {
    let one = of.window / of.most.max(1);
    let full_at = full_at.clamp(now, now + of.window) + one;
    let missing = full_at - now;
    if missing > of.window {
        return Err(missing - of.window);
    }
    let left = (of.window - missing).whole_nanoseconds() / one.whole_nanoseconds().max(1);
    Ok(Taken {
        full_at,
        left: u32::try_from(left).unwrap_or(of.most),
    })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const SIX_HUNDRED: Allowance = Allowance {
        most: 600,
        window: Duration::MINUTE,
    };
    const NOW: OffsetDateTime = datetime!(2026-11-22 08:00 UTC);

    /// How many of these are let through at one moment, and when nothing will be missing.
    fn let_through(
        of: Allowance,
        (full_at, now): (OffsetDateTime, OffsetDateTime),
        asked: u32,
    ) -> (u32, OffsetDateTime) {
        (0..asked).fold((0, full_at), |(through, full_at), _| {
            match take(of, full_at, now) {
                Ok(taken) => (through + 1, taken.full_at),
                Err(_) => (through, full_at),
            }
        })
    }

    #[test]
    fn all_are_let_through_at_once_and_then_as_many_as_grow_back() {
        let (at_once, full_at) = let_through(SIX_HUNDRED, (NOW, NOW), 1_000);
        let later = NOW + Duration::seconds(6);
        let (grown, _) = let_through(SIX_HUNDRED, (full_at, later), 1_000);

        assert_eq!(at_once, 600);
        assert_eq!(grown, 60);
    }

    #[test]
    fn an_allowance_that_does_not_divide_evenly_is_still_whole() {
        for most in [1, 7, 11, 1_000_003] {
            let of = Allowance {
                most,
                window: Duration::MINUTE,
            };
            let (through, _) = let_through(of, (NOW, NOW), most.min(1_000) + 1);
            assert_eq!(through, most.min(1_001), "{most}");
        }
    }

    #[test]
    fn a_clock_set_back_by_a_year_costs_one_window() {
        let in_a_year = NOW + Duration::days(365);

        let (through, _) = let_through(SIX_HUNDRED, (in_a_year, NOW), 1_000);
        let later = NOW + Duration::MINUTE;
        let (after, _) = let_through(SIX_HUNDRED, (NOW + Duration::MINUTE, later), 1_000);

        assert_eq!(through, 0);
        assert_eq!(after, 600);
    }
}
