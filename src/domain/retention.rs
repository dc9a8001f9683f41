//! How long things are kept, and when a clock is believed: what is erased cannot be taken back.

use serde::{Deserialize, Serialize};
use time::{Date, Duration, Month, OffsetDateTime};

use super::code_list;

/// Two readings of the clock agree when the later one is at most so far from the earlier one.
const AGREE_WITHIN: Duration = Duration::days(8);

code_list! {
    /// A class of things that are kept for a time.
    RetentionClass {
        /// Households, after they have left the programme or were taken out.
        Households = "households",
        /// Names of owners and papers of courts, after the settlement was closed or the case ended.
        Legal = "legal",
        /// Notes of the day.
        Journal = "journal",
        /// Photos of visits.
        VisitPhotos = "visit_photos",
        /// Who has read what.
        AccessLog = "access_log",
        /// Accounts that nobody uses.
        Accounts = "accounts",
        /// Names of accounts that are closed.
        ClosedAccounts = "closed_accounts",
    }
}

/// What the clock is worth for erasing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockVerdict {
    /// It was read on an earlier day, at most eight days ago: it is believed.
    Agrees,
    /// It was not read before.
    FirstReading,
    /// It was read today already.
    SameDay,
    /// It has gone back, or on by more than eight days.
    Disagrees,
}

/// Whether a reading of the clock may be believed, given the one before.
///
/// ```
/// use jalon::domain::{ClockVerdict, clock_verdict};
/// use time::{Duration, macros::datetime};
///
/// let now = datetime!(2026-11-23 04:00 UTC);
///
/// assert_eq!(clock_verdict(None, now), ClockVerdict::FirstReading);
/// assert_eq!(clock_verdict(Some(now - Duration::DAY), now), ClockVerdict::Agrees);
/// assert_eq!(clock_verdict(Some(now - Duration::days(400)), now), ClockVerdict::Disagrees);
/// assert_eq!(clock_verdict(Some(now + Duration::days(730)), now), ClockVerdict::Disagrees);
/// assert_eq!(clock_verdict(Some(now - Duration::HOUR), now), ClockVerdict::SameDay);
/// ```
#[must_use]
pub fn clock_verdict(before: Option<OffsetDateTime>, now: OffsetDateTime) -> ClockVerdict {
    match before {
        None => ClockVerdict::FirstReading,
        Some(before) if before.date() == now.date() => ClockVerdict::SameDay,
        Some(before) if before > now || now - before > AGREE_WITHIN => ClockVerdict::Disagrees,
        Some(_) => ClockVerdict::Agrees,
    }
}

/// How many of so many things may be erased in one run: a hundredth, and one at least.
///
/// ```
/// use jalon::domain::most_in_a_run;
///
/// assert_eq!(most_in_a_run(5_000), 50);
/// assert_eq!(most_in_a_run(99), 1);
/// assert_eq!(most_in_a_run(0), 1);
/// ```
#[must_use]
pub fn most_in_a_run(all: u64) -> u64 {
    (all / 100).max(1)
}

/// The same day so many months earlier, or the last of that month.
///
/// ```
/// use jalon::domain::months_before;
/// use time::macros::date;
///
/// assert_eq!(months_before(date!(2026-05-31), 3), date!(2026-02-28));
/// assert_eq!(months_before(date!(2026-01-15), 12), date!(2025-01-15));
/// ```
#[must_use]
pub fn months_before(day: Date, months: u32) -> Date {
    let all = i64::from(day.year()) * 12 + i64::from(u8::from(day.month())) - 1 - i64::from(months);
    let year = i32::try_from(all.div_euclid(12)).unwrap_or(day.year());
    let month = u8::try_from(all.rem_euclid(12) + 1)
        .ok()
        .and_then(|month| Month::try_from(month).ok())
        .unwrap_or(Month::January);
    let last = month.length(year);
    Date::from_calendar_date(year, month, day.day().min(last)).unwrap_or(day)
}

/// What a run has found and done of one class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RetentionLine {
    /// Which class.
    pub class: RetentionClass,
    /// Months for which it is kept.
    pub months: u32,
    /// How many there are.
    pub kept: u64,
    /// How many are due.
    pub due: u64,
    /// The day from which the oldest that is due counts.
    #[serde(
        skip_serializing_if = "Option::is_none",
        with = "crate::domain::iso_day::option"
    )]
    pub oldest: Option<Date>,
    /// How many were erased, or would be.
    pub erased: u64,
}

/// What a run has found and done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RetentionReport {
    /// What the clock is worth.
    pub clock: ClockVerdict,
    /// Whether anything may have been erased.
    pub is_run: bool,
    /// A line for each class that has a time.
    pub lines: Vec<RetentionLine>,
}
