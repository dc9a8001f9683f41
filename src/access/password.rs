//! Passwords: which may be chosen, and how one is kept and checked (argon2id, RFC 9106).

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};

/// Least characters of a password.
pub const SHORTEST: usize = 12;
/// Most characters of a password.
pub const LONGEST: usize = 1_024;

/// Memory for one hash in KiB, rounds and lanes: the least that OWASP advises for argon2id.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// What every password of this house would be guessed with.
const CONTEXT: [&str; 8] = [
    "jalon",
    "belorme",
    "relogement",
    "rehousing",
    "bidonville",
    "settlement",
    "motdepasse",
    "password",
];

/// How many guesses a password must withstand at least, as a power of ten.
const LEAST_GUESSES_LOG10: f64 = 10.0;

/// A password that may not be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Too short.
    #[error("the password has fewer than {SHORTEST} characters; four words in a row are enough")]
    Short,
    /// Too long.
    #[error("the password has more than {LONGEST} characters; choose a shorter one")]
    Long,
    /// Among the first that anybody would try.
    #[error(
        "the password is among those that are guessed first; choose four words that have nothing to do with each other"
    )]
    Guessable,
}

/// Whether a user of this name may choose this password.
///
/// # Errors
/// [`WeakPassword`], for lengths, words of the context and whatever is guessed early.
pub fn check(password: &str, user_name: &str) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(WeakPassword::Short);
    }
    if length > LONGEST {
        return Err(WeakPassword::Long);
    }
    let mut context = vec![user_name];
    context.extend(user_name.split(['.', '-', '_', '@']));
    context.extend(CONTEXT);
    // The estimate looks at a hundred characters: nothing longer is guessed.
    let guesses = zxcvbn::zxcvbn(password, &context).guesses_log10();
    if guesses < LEAST_GUESSES_LOG10 {
        return Err(WeakPassword::Guessable);
    }
    Ok(())
}

/// A password as it is kept, with its salt and cost in the text. The salt is sixteen random bytes.
#[must_use]
pub fn kept(password: &str, salt: [u8; 16]) -> Option<String> {
    let hash: PasswordHash = hasher()?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .ok()?;
    Some(hash.to_string())
}

/// Whether this is the password that was kept. It takes as long for a wrong one as for the right one.
#[must_use]
pub fn is_right(password: &str, kept: &str) -> bool {
    let known = PasswordHash::new(kept);
    known.is_ok_and(|known| {
        Argon2::default()
            .verify_password(password.as_bytes(), &known)
            .is_ok()
    })
}

/// Whether a kept password was made at another cost than today's and is to be made anew.
#[must_use]
pub fn is_outdated(kept: &str) -> bool {
    let (memory, rounds, lanes) = COST;
    let now = format!("$argon2id$v=19$m={memory},t={rounds},p={lanes}$");
    !kept.starts_with(&now)
}

fn hasher() -> Option<Argon2<'static>> {
    let (memory, rounds, lanes) = COST;
    let cost = Params::new(memory, rounds, lanes, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, cost))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_refused_however_long() {
        for guessable in [
            "password1234",
            "jalon-jalon-jalon",
            "a.martin2026!!",
            "aaaaaaaaaaaaaaaaaaaa",
            "123456789012",
            "motdepasse2026",
        ] {
            assert_eq!(
                check(guessable, "a.martin"),
                Err(WeakPassword::Guessable),
                "{guessable}"
            );
        }
        assert_eq!(check("elevenchars", "a.martin"), Err(WeakPassword::Short));
        assert_eq!(
            check(&"x y".repeat(400), "a.martin"),
            Err(WeakPassword::Long)
        );
    }

    #[test]
    fn four_words_that_have_nothing_to_do_with_each_other_are_taken() {
        assert_eq!(check("girafe tunnel avoine piano", "a.martin"), Ok(()));
        assert_eq!(check("été-brûlé-ñandú-9-Ω", "a.martin"), Ok(()));
    }

    #[test]
    fn a_kept_password_is_right_once_and_at_todays_cost() {
        let kept = kept("girafe tunnel avoine piano", [7; 16]).unwrap();

        assert!(is_right("girafe tunnel avoine piano", &kept));
        assert!(!is_right("girafe tunnel avoine pianO", &kept));
        assert!(!is_outdated(&kept), "{kept}");
        assert!(is_outdated("$argon2id$v=19$m=4096,t=3,p=1$c2FsdA$aGFzaA"));
    }

    #[test]
    fn a_hash_that_another_argon2_made_is_understood() {
        // `echo -n "girafe tunnel" | argon2 saltsaltsaltsalt -id -m 12 -t 1 -p 1 -e` would make such
        // a text; damaged ones are simply not right.
        assert!(!is_right("girafe tunnel", "$argon2id$v=19$m=4096"));
        assert!(!is_right("girafe tunnel", ""));
    }
}
