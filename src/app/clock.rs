//! The one place that reads the time and makes ids from it; tests hand in a fixed one.

use std::sync::Arc;

use time::OffsetDateTime;
use uuid::{NoContext, Timestamp, Uuid};

/// Tells the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> OffsetDateTime + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn system() -> Self {
        Self(Arc::new(OffsetDateTime::now_utc))
    }

    /// A clock that stands still.
    #[must_use]
    pub fn fixed(at: OffsetDateTime) -> Self {
        Self(Arc::new(move || at))
    }

    /// A clock that goes as it is told, for what ends by itself.
    #[must_use]
    pub fn of(now: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Now, to the millisecond: what every database keeps without rounding.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        let now = (self.0)();
        now.replace_millisecond(now.millisecond()).unwrap_or(now)
    }

    /// A fresh id that sorts by time.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        let now = (self.0)();
        let seconds = u64::try_from(now.unix_timestamp()).unwrap_or_default();
        Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.nanosecond()))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn ids_made_in_the_same_instant_differ() {
        let clock = Clock::fixed(datetime!(2026-01-02 03:04:05.678_9 UTC));

        assert_ne!(clock.new_id(), clock.new_id());
        assert_eq!(clock.now(), datetime!(2026-01-02 03:04:05.678 UTC));
    }
}
