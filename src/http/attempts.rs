//! How often one may try to come in: by account and address together, and by address; never by
//! account alone, or whoever knows a name could shut its owner out.

use std::{net::IpAddr, num::NonZeroU32, sync::Arc, time::Duration};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::error::Problem;

/// Tries at once for one account from one address; then one a minute.
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);
/// Tries from one address within an hour.
const PER_HOUR: NonZeroU32 = NonZeroU32::MIN.saturating_add(99);
/// Pairs and addresses remembered before those at rest are forgotten.
const REMEMBERED: usize = 50_000;

/// Who has tried of late.
#[derive(Clone)]
pub(super) struct Attempts {
    pairs: Arc<DefaultKeyedRateLimiter<(String, IpAddr)>>,
    addresses: Arc<DefaultKeyedRateLimiter<IpAddr>>,
}

impl Default for Attempts {
    fn default() -> Self {
        let pair = Quota::with_period(Duration::from_mins(1)).map(|q| q.allow_burst(BURST));
        Self {
            pairs: Arc::new(RateLimiter::dashmap(
                pair.unwrap_or(Quota::per_minute(NonZeroU32::MIN)),
            )),
            addresses: Arc::new(RateLimiter::dashmap(Quota::per_hour(PER_HOUR))),
        }
    }
}

impl Attempts {
    /// Counts a try; `account` is whatever was typed.
    ///
    /// Those whose address is not known, as in a test without a network, share one.
    pub(super) fn count(&self, account: &str, from: Option<IpAddr>) -> Result<(), Problem> {
        let from = from.unwrap_or(IpAddr::from([0, 0, 0, 0]));
        if self.pairs.len() > REMEMBERED {
            self.pairs.retain_recent();
        }
        if self.addresses.len() > REMEMBERED {
            self.addresses.retain_recent();
        }
        let account: String = account.trim().to_lowercase().chars().take(64).collect();
        // The pair first: a try that it refuses costs the address nothing, so that one person's
        // forgotten password does not shut out the office.
        let pair = self.pairs.check_key(&(account, from));
        let refused = pair.is_err() || self.addresses.check_key(&from).is_err();
        if refused {
            return Err(Problem::too_many_tries());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_tries_then_no_more_from_there_and_others_still_come_in() {
        let attempts = Attempts::default();
        let (attacker, alice) = (IpAddr::from([203, 0, 113, 9]), IpAddr::from([10, 0, 0, 7]));

        let let_through = (0..1_000)
            .filter(|_| attempts.count("alice", Some(attacker)).is_ok())
            .count();

        assert_eq!(let_through, 10);
        assert!(attempts.count(" Alice", Some(attacker)).is_err());
        assert!(attempts.count("alice", Some(alice)).is_ok());
        assert!(attempts.count("bruno", Some(attacker)).is_ok());
    }

    #[test]
    fn a_hundred_names_from_one_address_are_enough_for_an_hour() {
        let attempts = Attempts::default();
        let attacker = IpAddr::from([203, 0, 113, 9]);

        let let_through = (0..1_000)
            .filter(|name| {
                attempts
                    .count(&format!("user{name}"), Some(attacker))
                    .is_ok()
            })
            .count();

        assert_eq!(let_through, 100);
        assert!(
            attempts
                .count("user1", Some(IpAddr::from([10, 0, 0, 7])))
                .is_ok()
        );
    }
}
