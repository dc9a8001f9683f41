//! Secrets made of random bytes: sessions, links, tokens, recovery codes; kept as a hash only.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How a token begins, so that a leaked one is found.
pub const TOKEN_PREFIX: &str = "jln_";

/// Letters of a secret: no 0, 1, 8 or 9, which are taken for other letters (RFC 4648, base 32).
const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Random bytes as letters that survive being read out: five bits each.
///
/// ```
/// assert_eq!(jalon::access::letters(b"foobar"), "mzxw6ytboi");
/// ```
#[must_use]
pub fn letters(bytes: &[u8]) -> String {
    let bit = |at: usize| {
        let byte = bytes.get(at / 8).copied().unwrap_or(0);
        usize::from(byte >> (7 - at % 8) & 1)
    };
    (0..bytes.len() * 8)
        .step_by(5)
        .map(|start| (start..start + 5).fold(0, |five, at| five << 1 | bit(at)))
        .map(|five| char::from(LETTERS[five]))
        .collect()
}

/// The bytes that letters stand for, in either case; `None` where they are none.
///
/// ```
/// assert_eq!(jalon::access::from_letters("MZXW6YTBOI"), Some(b"foobar".to_vec()));
/// ```
#[must_use]
pub fn from_letters(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for letter in text.bytes() {
        let five = LETTERS
            .iter()
            .position(|&is| is == letter.to_ascii_lowercase());
        held = (held << 5 | u32::try_from(five?).ok()?) & 0xFFF;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

/// What is kept of a secret. Secrets of 256 random bits need no salt and no slow hash: nobody can go
/// through them.
#[must_use]
pub fn digest(secret: &str) -> String {
    let hash = Sha256::digest(secret.as_bytes());
    letters(&hash)
}

/// A token as it is shown once.
#[must_use]
pub fn token(id: Uuid, random: &[u8; 32]) -> String {
    format!("{TOKEN_PREFIX}{}_{}", id.simple(), letters(random))
}

/// Which token somebody claims to have; `None` where the text is no token.
#[must_use]
pub fn token_id(text: &str) -> Option<Uuid> {
    let (id, _) = text.strip_prefix(TOKEN_PREFIX)?.split_once('_')?;
    Uuid::try_parse(id).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_itself_and_its_digest_hangs_on_every_letter() {
        let id = Uuid::from_u128(7);
        let token = token(id, &[255; 32]);

        assert_eq!(token_id(&token), Some(id));
        assert_eq!(token.len(), 4 + 32 + 1 + 52);
        assert_ne!(digest(&token), digest(&token[..token.len() - 1]));
        assert_eq!(token_id("jln_nothing"), None);
    }
}
