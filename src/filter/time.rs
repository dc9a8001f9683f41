//! Days, moments and periods, and how one lies to another.

use std::cmp::Ordering;

use time::{
    Date, OffsetDateTime, Time,
    format_description::well_known::{Iso8601, Rfc3339},
};

use super::Error;

/// A point in time; a day counts as its first moment, in universal time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(pub(super) OffsetDateTime);

impl Moment {
    /// A day as ISO 8601 writes it.
    pub(super) fn of_day(text: &str) -> Result<Self, Error> {
        let day = day(text).ok_or_else(|| not_a_time(text))?;
        Ok(Self(day.midnight().assume_utc()))
    }

    /// A moment as RFC 3339 writes it.
    pub(super) fn of_moment(text: &str) -> Result<Self, Error> {
        OffsetDateTime::parse(text, &Rfc3339)
            .map(Self)
            .map_err(|_| not_a_time(text))
    }

    /// Either of them.
    pub(super) fn of_text(text: &str) -> Result<Self, Error> {
        Self::of_day(text).or_else(|_| Self::of_moment(text))
    }
}

fn day(text: &str) -> Option<Date> {
    let plain = text.len() == 10;
    plain
        .then(|| Date::parse(text, &Iso8601::DATE).ok())
        .flatten()
}

fn not_a_time(text: &str) -> Error {
    Error::NotATime {
        text: text.chars().take(40).collect(),
    }
}

/// A time from its first to its last moment, both within it; without one it has no end there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first moment.
    pub start: Option<OffsetDateTime>,
    /// The last moment.
    pub end: Option<OffsetDateTime>,
}

impl Period {
    /// The whole of a day like `2026-05-01`.
    #[must_use]
    pub fn of_day(text: &str) -> Option<Self> {
        let day = day(text)?;
        let last = Time::from_hms_nano(23, 59, 59, 999_999_999).ok()?;
        Some(Self {
            start: Some(day.midnight().assume_utc()),
            end: Some(day.with_time(last).assume_utc()),
        })
    }

    /// A day, a moment, or two of them with `/` between; `..` or nothing is no end on that side.
    ///
    /// ```
    /// use jalon::filter::Period;
    /// let since = Period::of_text("2026-05-01/..").unwrap();
    /// assert!(since.meets(Period::of_day("2026-05-01").unwrap()));
    /// assert!(!since.meets(Period::of_day("2026-04-30").unwrap()));
    /// assert_eq!(Period::of_text("2026-05-02/2026-05-01"), None);
    /// ```
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let Some((from, to)) = text.split_once('/') else {
            return Self::of_one(text);
        };
        let end = |text: &str| match text {
            "" | ".." => Some(None),
            _ => Self::of_one(text).map(Some),
        };
        let (from, to) = (end(from)?, end(to)?);
        let period = Self {
            start: from.and_then(|from| from.start),
            end: to.and_then(|to| to.end),
        };
        let forwards = period
            .start
            .zip(period.end)
            .is_none_or(|(start, end)| start <= end);
        forwards.then_some(period)
    }

    fn of_one(text: &str) -> Option<Self> {
        Self::of_day(text).or_else(|| Moment::of_moment(text).ok().map(Self::at))
    }

    /// One moment.
    pub(super) fn at(Moment(moment): Moment) -> Self {
        Self {
            start: Some(moment),
            end: Some(moment),
        }
    }

    /// Whether the two have a moment in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        Relation::Intersects.holds(self, other)
    }

    /// The beginning, in the order of all ends of periods.
    fn first(self) -> End {
        self.start.map_or(End::Past, End::At)
    }

    fn last(self) -> End {
        self.end.map_or(End::Future, End::At)
    }
}

/// An end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Past,
    At(OffsetDateTime),
    Future,
}

/// How one time lies to another.
///
/// Source: CQL2, annex on the semantics of temporal functions, after Allen (1983).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    After,
    Before,
    Contains,
    Disjoint,
    During,
    Equals,
    FinishedBy,
    Finishes,
    Intersects,
    Meets,
    MetBy,
    OverlappedBy,
    Overlaps,
    StartedBy,
    Starts,
}

impl Relation {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "t_after" => Self::After,
            "t_before" => Self::Before,
            "t_contains" => Self::Contains,
            "t_disjoint" => Self::Disjoint,
            "t_during" => Self::During,
            "t_equals" => Self::Equals,
            "t_finishedby" => Self::FinishedBy,
            "t_finishes" => Self::Finishes,
            "t_intersects" => Self::Intersects,
            "t_meets" => Self::Meets,
            "t_metby" => Self::MetBy,
            "t_overlappedby" => Self::OverlappedBy,
            "t_overlaps" => Self::Overlaps,
            "t_startedby" => Self::StartedBy,
            "t_starts" => Self::Starts,
            _ => return None,
        })
    }

    pub(super) fn holds(self, one: Period, other: Period) -> bool {
        use Ordering::{Equal, Greater, Less};
        let starts = one.first().cmp(&other.first());
        let ends = one.last().cmp(&other.last());
        let after = one.first() > other.last();
        let before = one.last() < other.first();
        match self {
            Self::After => after,
            Self::Before => before,
            Self::Disjoint => after || before,
            Self::Intersects => !(after || before),
            Self::Equals => (starts, ends) == (Equal, Equal),
            Self::During => (starts, ends) == (Greater, Less),
            Self::Contains => (starts, ends) == (Less, Greater),
            Self::Finishes => (starts, ends) == (Greater, Equal),
            Self::FinishedBy => (starts, ends) == (Less, Equal),
            Self::Starts => (starts, ends) == (Equal, Less),
            Self::StartedBy => (starts, ends) == (Equal, Greater),
            Self::Meets => one.last() == other.first(),
            Self::MetBy => one.first() == other.last(),
            Self::Overlaps => (starts, ends) == (Less, Less) && one.last() > other.first(),
            Self::OverlappedBy => {
                (starts, ends) == (Greater, Greater) && one.first() < other.last()
            }
        }
    }
}
