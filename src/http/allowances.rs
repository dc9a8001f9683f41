//! How much each caller may ask for: the API by token or session, tiles likewise, the public by
//! address, files by account. The operator at the machine asks for as much as they like.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::http::{HeaderMap, HeaderValue, Method};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{
    error::Problem,
    rights::{self, Need},
};
use crate::{
    access::{self, Allowance},
    config::LimitSettings,
    domain::{Audience, Person, Way},
};

/// Callers remembered before those who have asked least are forgotten.
const REMEMBERED: usize = 50_000;

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Caller {
    Token(Uuid),
    Session(Uuid),
    Account(Uuid),
    Address(IpAddr),
}

/// What is asked for, as far as it is counted; each has its own allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Asked {
    Api,
    Tiles,
    PublicTiles,
    Exports,
    /// That it was written down that an account has no export left.
    ExportsNoted,
}

impl Asked {
    /// The name of its policy in headers.
    const fn name(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Tiles => "tiles",
            Self::PublicTiles => "public-tiles",
            Self::Exports | Self::ExportsNoted => "exports",
        }
    }

    /// What one caller may ask for; `None` for as much as they like.
    fn allowance(self, limits: &LimitSettings) -> Option<Allowance> {
        let (most, window) = match self {
            Self::Api => (limits.api_per_minute, Duration::MINUTE),
            Self::Tiles => (limits.tiles_per_minute, Duration::MINUTE),
            Self::PublicTiles => (limits.public_tiles_per_minute, Duration::MINUTE),
            Self::Exports => (limits.exports_per_hour, Duration::HOUR),
            Self::ExportsNoted => (1, Duration::HOUR),
        };
        (most > 0).then_some(Allowance { most, window })
    }
}

/// What is counted of a question; `None` where nothing is: what costs next to nothing, and the door,
/// which counts tries by itself.
pub(super) fn asked(audience: Audience, path: &str, method: &Method) -> Option<Asked> {
    let need = rights::need(path, method)?;
    let is_tile = path.starts_with("/tiles/{layer}/")
        || path.starts_with("/basemap/")
        || path == "/basemap.pmtiles"
        || path.ends_with("/{matrix}/{row}/{column}");
    let files = ["/entries.csv", "/file.zip", "/api/reports/{file}"];
    let takes_away = need == Need::LayerFile || files.iter().any(|ending| path.ends_with(ending));
    match audience {
        _ if need == Need::Anyone => None,
        Audience::Team if is_tile => Some(Asked::Tiles),
        Audience::Public if is_tile => Some(Asked::PublicTiles),
        Audience::Team if takes_away && *method == Method::GET => Some(Asked::Exports),
        _ => Some(Asked::Api),
    }
}

/// Who is counted for a question; `None` for the operator, for whom nothing is.
pub(super) fn caller(asker: Option<&Person>, what: Asked, from: Option<IpAddr>) -> Option<Caller> {
    let way = asker.map_or(&Way::Public, |person| &person.way);
    match (way, asker.and_then(|person| person.user)) {
        (Way::Operator, _) => None,
        // Many sessions must not be many allowances of files.
        (_, Some(user)) if what == Asked::Exports => Some(Caller::Account(user)),
        (Way::Token { id, .. }, _) => Some(Caller::Token(*id)),
        (Way::Session { id, .. }, _) => Some(Caller::Session(*id)),
        // What comes from this machine is the operator's; a proxy here is named in the settings, so
        // that the address is the one it tells.
        (Way::Public, _) => from.filter(|from| !from.is_loopback()).map(Caller::Address),
    }
}

/// What a caller has left, for the headers of the answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    name: &'static str,
    of: Allowance,
    left: u32,
    full_in: Duration,
    /// How long to wait, where nothing was left.
    wait: Option<Duration>,
}

impl Standing {
    /// Writes the headers of draft-ietf-httpapi-ratelimit-headers-10, and `Retry-After` where the
    /// question was refused (RFC 9110, 10.2.3).
    pub(super) fn write(&self, headers: &mut HeaderMap) {
        let (name, of) = (self.name, self.of);
        let window_s = of.window.whole_seconds();
        let full_in_s = whole_seconds(self.full_in);
        for (header, text) in [
            (
                "ratelimit-policy",
                format!("\"{name}\";q={};w={window_s}", of.most),
            ),
            (
                "ratelimit",
                format!("\"{name}\";r={};t={full_in_s}", self.left),
            ),
        ] {
            headers.extend(
                HeaderValue::from_str(&text)
                    .ok()
                    .map(|value| (axum::http::HeaderName::from_static(header), value)),
            );
        }
        if let Some(wait) = self.wait {
            headers.insert("retry-after", whole_seconds(wait).into());
        }
    }

    /// Whether nothing was left.
    pub(super) fn is_over(&self) -> bool {
        self.wait.is_some()
    }

    /// The refusal, where nothing was left.
    pub(super) fn refusal(&self) -> Option<Problem> {
        let wait_s = whole_seconds(self.wait?);
        Some(Problem::too_much(self.name, self.of.most, wait_s))
    }
}

/// Seconds, the begun one counted whole: who waits so long does not come too early.
fn whole_seconds(time: Duration) -> u64 {
    let seconds = time
        .whole_nanoseconds()
        .max(0)
        .unsigned_abs()
        .div_ceil(1_000_000_000);
    u64::try_from(seconds).unwrap_or(u64::MAX)
}

/// What callers have asked for of late.
#[derive(Clone)]
pub(super) struct Allowances {
    limits: LimitSettings,
    full_at: Arc<Mutex<HashMap<(Asked, Caller), OffsetDateTime>>>,
    importing: Arc<Mutex<HashMap<Caller, u32>>>,
}

impl Allowances {
    pub(super) fn new(limits: LimitSettings) -> Self {
        Self {
            limits,
            full_at: Arc::default(),
            importing: Arc::default(),
        }
    }

    /// Counts a question; `None` where there is no limit.
    pub(super) fn count(
        &self,
        (what, caller): (Asked, Caller),
        now: OffsetDateTime,
    ) -> Option<Standing> {
        let of = what.allowance(&self.limits)?;
        let mut full_at = lock(&self.full_at);
        if full_at.len() >= REMEMBERED {
            forget_those_who_ask_least(&mut full_at, now);
        }
        let until = full_at.entry((what, caller)).or_insert(now);
        // Kept, or a clock that was set back would shut everybody out until it is that time again.
        *until = (*until).min(now + of.window);
        let taken = access::take(of, *until, now);
        if let Ok(taken) = taken {
            *until = taken.full_at;
        }
        Some(Standing {
            name: what.name(),
            of,
            left: taken.map_or(0, |taken| taken.left),
            full_in: *until - now,
            wait: taken.err(),
        })
    }

    /// Whether it is to be written down that an account has no export left: once an hour.
    pub(super) fn is_to_be_noted(&self, caller: Caller, now: OffsetDateTime) -> bool {
        let counted = self.count((Asked::ExportsNoted, caller), now);
        counted.is_some_and(|standing| standing.wait.is_none())
    }

    /// A place among the imports of whoever asks.
    pub(super) fn import_place(&self, person: &Person) -> Result<Option<ImportPlace>, Problem> {
        let most = self.limits.imports_at_once;
        let caller = match (&person.way, person.user) {
            (Way::Operator | Way::Public, _) => return Ok(None),
            _ if most == 0 => return Ok(None),
            (_, Some(user)) => Caller::Account(user),
            (Way::Token { id, .. } | Way::Session { id, .. }, None) => Caller::Token(*id),
        };
        let mut importing = lock(&self.importing);
        let running = importing.entry(caller).or_default();
        if *running >= most {
            return Err(Problem::imports_running(most));
        }
        *running += 1;
        Ok(Some(ImportPlace {
            caller,
            importing: self.importing.clone(),
        }))
    }
}

/// A place among the imports of a caller, until it is dropped.
pub(super) struct ImportPlace {
    caller: Caller,
    importing: Arc<Mutex<HashMap<Caller, u32>>>,
}

impl Drop for ImportPlace {
    fn drop(&mut self) {
        let mut importing = lock(&self.importing);
        let left = importing
            .get(&self.caller)
            .map_or(0, |n| n.saturating_sub(1));
        if left == 0 {
            importing.remove(&self.caller);
        } else {
            importing.insert(self.caller, left);
        }
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Forgets all of whom nothing is missing, which changes nothing; where too many are left, those of
/// whom least is missing, so that whoever asks most stays counted.
fn forget_those_who_ask_least<K: Copy + Eq + std::hash::Hash>(
    full_at: &mut HashMap<K, OffsetDateTime>,
    now: OffsetDateTime,
) {
    full_at.retain(|_, until| *until > now);
    if full_at.len() > REMEMBERED / 2 {
        let mut moments: Vec<OffsetDateTime> = full_at.values().copied().collect();
        let middle = moments.len() / 2;
        let (_, &mut middle, _) = moments.select_nth_unstable(middle);
        full_at.retain(|_, until| *until > middle);
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-22 08:00 UTC);

    fn address(number: u32) -> Caller {
        Caller::Address(IpAddr::from(number.to_be_bytes()))
    }

    fn refused(allowances: &Allowances, asked: (Asked, Caller), now: OffsetDateTime) -> bool {
        let standing = allowances.count(asked, now);
        standing.is_some_and(|standing| standing.refusal().is_some())
    }

    #[test]
    fn who_has_asked_too_much_waits_and_nobody_else_does() {
        let allowances = Allowances::new(LimitSettings::default());
        let (one, other) = (address(1), address(2));

        let through = (0..1_000)
            .filter(|_| !refused(&allowances, (Asked::Api, one), NOW))
            .count();

        assert_eq!(through, 600);
        assert!(!refused(&allowances, (Asked::Api, other), NOW));
        assert!(!refused(&allowances, (Asked::Tiles, one), NOW));
        let later = NOW + Duration::milliseconds(100);
        assert!(!refused(&allowances, (Asked::Api, one), later));
    }

    #[test]
    fn nought_switches_a_limit_off() {
        let limits = LimitSettings {
            api_per_minute: 0,
            ..LimitSettings::default()
        };

        let counted = Allowances::new(limits).count((Asked::Api, address(1)), NOW);

        assert!(counted.is_none());
    }

    #[test]
    fn callers_from_everywhere_take_bounded_room_and_the_busiest_stays_counted() {
        let allowances = Allowances::new(LimitSettings::default());
        let busiest = (Asked::Api, address(0));
        while !refused(&allowances, busiest, NOW) {}

        for number in 1..200_000 {
            allowances.count((Asked::Api, address(number)), NOW);
        }

        assert!(lock(&allowances.full_at).len() <= REMEMBERED);
        assert!(refused(&allowances, busiest, NOW));
    }

    #[test]
    fn headers_say_what_is_left_and_how_long_to_wait() {
        let limits = LimitSettings {
            exports_per_hour: 2,
            ..LimitSettings::default()
        };
        let (allowances, asked) = (Allowances::new(limits), (Asked::Exports, address(1)));
        let headers = |standing: Standing| {
            let mut headers = HeaderMap::new();
            standing.write(&mut headers);
            headers
        };

        let first = headers(allowances.count(asked, NOW).unwrap());
        allowances.count(asked, NOW);
        let third = headers(allowances.count(asked, NOW).unwrap());

        assert_eq!(first["ratelimit-policy"], "\"exports\";q=2;w=3600");
        assert_eq!(first["ratelimit"], "\"exports\";r=1;t=1800");
        assert!(!first.contains_key("retry-after"));
        assert_eq!(third["ratelimit"], "\"exports\";r=0;t=3600");
        assert_eq!(third["retry-after"], "1800");
    }

    #[test]
    fn an_account_has_its_places_for_imports_and_gets_them_back() {
        let allowances = Allowances::new(LimitSettings::default());
        let person = Person {
            user: Some(Uuid::nil()),
            way: Way::Session {
                id: Uuid::nil(),
                second_factor_due: false,
                charter_due: false,
            },
            ..Person::public()
        };

        let first = allowances.import_place(&person).unwrap();
        let _second = allowances.import_place(&person).unwrap();
        let third = allowances.import_place(&person).is_err();
        drop(first);

        assert!(third);
        assert!(allowances.import_place(&person).is_ok());
        assert!(matches!(
            allowances.import_place(&Person::operator("http")),
            Ok(None)
        ));
    }
}
