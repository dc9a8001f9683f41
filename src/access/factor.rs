//! Second factors: codes that change every thirty seconds (TOTP, RFC 6238), and who must have one.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use time::OffsetDateTime;

use super::table::right;
use crate::domain::{Grant, Reach, Resource};

/// How long a code is shown, in seconds.
const STEP_SECONDS: i64 = 30;
/// Steps before and after the present one whose codes are taken: clocks differ.
const DRIFT: u64 = 1;
/// Digits of a code.
const DIGITS: usize = 6;

/// The code of a time step (RFC 4226, 5.3, with SHA-1 and six digits, as every authenticator has it).
///
/// The vectors of RFC 6238, appendix B, cut to six digits:
/// ```
/// use jalon::access::factor_code;
/// assert_eq!(factor_code(b"12345678901234567890", 59 / 30), "287082");
/// assert_eq!(factor_code(b"12345678901234567890", 1_111_111_109 / 30), "081804");
/// ```
#[must_use]
pub fn factor_code(key: &[u8], step: u64) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(key) else {
        return String::new();
    };
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash.last().copied().unwrap_or(0) & 0x0F);
    let cut = hash.iter().skip(offset).take(4);
    let number = cut.fold(0_u32, |all, byte| all << 8 | u32::from(*byte)) & 0x7FFF_FFFF;
    format!("{:0DIGITS$}", number % 1_000_000)
}

/// The time step of which this is the code, if it is one of now, a little earlier or a little later.
#[must_use]
pub fn factor_step(key: &[u8], code: &str, now: OffsetDateTime) -> Option<u64> {
    let present = u64::try_from(now.unix_timestamp() / STEP_SECONDS).ok()?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let near = present.saturating_sub(DRIFT)..=present + DRIFT;
    near.rev().find(|&step| factor_code(key, step) == code)
}

/// The address that an authenticator reads from a picture or a link; `key` in base 32.
#[must_use]
pub fn factor_address(user: &str, key: &str) -> String {
    let name: String = user.replace('@', "%40");
    format!("otpauth://totp/Jalon:{name}?secret={key}&issuer=Jalon")
}

/// Whether somebody with these grants must have a second factor: whoever sees where settlements
/// are, follows courts, or runs accounts, settings or the audit.
#[must_use]
pub fn needs_factor(grants: &[Grant]) -> bool {
    const GUARDED: [Resource; 5] = [
        Resource::Sites,
        Resource::Legal,
        Resource::Accounts,
        Resource::Settings,
        Resource::Audit,
    ];
    grants.iter().any(|grant| {
        let reads = |of: &Resource| right(grant.role, *of).read >= Reach::Own;
        !grant.opens.is_empty() || GUARDED.iter().any(reads)
    })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::domain::{Role, Territory};

    /// RFC 6238, appendix B, the rows of SHA-1, their last six digits.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let key = b"12345678901234567890";

        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000_u64, "353130"),
        ] {
            assert_eq!(factor_code(key, seconds / 30), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_taken_half_a_minute_early_or_late_and_no_more() {
        let (key, now) = (b"12345678901234567890", datetime!(2026-11-22 08:00 UTC));
        let present = now.unix_timestamp().unsigned_abs() / 30;

        for step in [present - 1, present, present + 1] {
            let code = factor_code(key, step);
            assert_eq!(factor_step(key, &code, now), Some(step));
        }
        for step in [present - 2, present + 2] {
            assert_eq!(factor_step(key, &factor_code(key, step), now), None);
        }
        assert_eq!(factor_step(key, "", now), None);
    }

    #[test]
    fn everybody_but_a_landlord_needs_a_second_factor() {
        let of = |role| Grant {
            id: Uuid::nil(),
            role,
            territory: Territory::default(),
            until: None,
            opens: Vec::new(),
            sites: Vec::new(),
        };

        assert!(!needs_factor(&[of(Role::Landlord)]));
        assert!(!needs_factor(&[]));
        for role in [Role::Planner, Role::DpoAuditor, Role::PlatformAdmin] {
            assert!(needs_factor(&[of(Role::Landlord), of(role)]), "{role}");
        }
    }
}
