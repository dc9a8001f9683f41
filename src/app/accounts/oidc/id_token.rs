//! What a sign-on says of somebody, believed only when it is signed by it, for us, now, and in answer to
//! our own question (OpenID Connect Core 1.0, 3.1.3.7).

use std::collections::HashMap;

use jsonwebtoken::{
    Algorithm, DecodingKey, Header, Validation, decode, decode_header,
    errors::ErrorKind,
    jwk::{Jwk, JwkSet},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use time::OffsetDateTime;

use super::signature::use_ring;

/// Kinds of signatures that are believed: none that is made with a secret that both sides know.
const BELIEVED: [Algorithm; 6] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::ES256,
    Algorithm::ES384,
];
/// How far the clocks of both sides may be apart, in seconds.
const LEEWAY_S: i64 = 60;
/// How old a token may be that was made for the question just asked, in seconds.
pub(super) const OLDEST_S: i64 = 600;

/// What must stand in the token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: OffsetDateTime,
}

/// What a sign-on says of somebody.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Claims {
    pub(super) sub: String,
    exp: i64,
    iat: i64,
    #[serde(default)]
    nonce: String,
    azp: Option<String>,
    aud: Value,
    pub(super) acr: Option<String>,
    #[serde(default)]
    pub(super) amr: Vec<String>,
    pub(super) preferred_username: Option<String>,
    /// All else, the groups among it.
    #[serde(flatten)]
    pub(super) rest: HashMap<String, Value>,
}

/// Why what a sign-on says is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongToken {
    /// No token at all.
    #[error("it is no signed token")]
    Shape,
    /// Unsigned, or signed in a way that is not believed.
    #[error("it is not signed by RS256, RS384, RS512, PS256, ES256 or ES384")]
    Algorithm,
    /// Signed by a key that the sign-on does not publish.
    #[error("the sign-on publishes no such key")]
    Key,
    /// The signature is another one.
    #[error("its signature is not the sign-on's")]
    Signature,
    /// From another sign-on.
    #[error("it is from another issuer")]
    Issuer,
    /// For another program.
    #[error("it is for another client")]
    Audience,
    /// Ended, or not of now.
    #[error("it has ended or is not of now; compare the clocks")]
    Time,
    /// The answer to another question.
    #[error("it answers another question")]
    Nonce,
    /// Something else than the word that somebody has signed out.
    #[error("it does not say that somebody has signed out")]
    NoLogout,
    /// The same word once more.
    #[error("it has been told before")]
    Repeated,
}

/// Whose word it must be, and to whom.
pub(super) type Parties<'a> = (&'a str, &'a str);

/// Checks a token by the keys that the sign-on publishes.
pub(super) fn checked(
    token: &str,
    keys: &JwkSet,
    expected: Expected<'_>,
) -> Result<Claims, WrongToken> {
    let parties = (expected.issuer, expected.client_id);
    let claims = signed::<Claims>(token, keys, parties)?;
    said_to_us_now(&claims, expected)?;
    Ok(claims)
}

/// What stands in a token that this issuer has signed for this client; times are left to the caller,
/// who has the clock of the house.
pub(super) fn signed<T: DeserializeOwned + Clone>(
    token: &str,
    keys: &JwkSet,
    (issuer, client_id): Parties<'_>,
) -> Result<T, WrongToken> {
    use_ring();
    let header = decode_header(token).map_err(|error| match error.kind() {
        // "none" is no algorithm, and neither is any that the crate does not know.
        ErrorKind::Json(_) | ErrorKind::InvalidAlgorithmName => WrongToken::Algorithm,
        _ => WrongToken::Shape,
    })?;
    if !BELIEVED.contains(&header.alg) {
        return Err(WrongToken::Algorithm);
    }
    let key = key(keys, &header).ok_or(WrongToken::Key)?;
    let key = DecodingKey::from_jwk(key).map_err(|_| WrongToken::Key)?;
    let mut validation = Validation::new(header.alg);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[client_id]);
    validation.validate_exp = false;
    let data = decode::<T>(token, &key, &validation).map_err(|error| wrong(error.kind()))?;
    Ok(data.claims)
}

/// Whether something that was said at one time and holds until another is of now.
pub(super) fn is_of_now((said_s, ends_s): (i64, i64), now: OffsetDateTime) -> bool {
    let now_s = now.unix_timestamp();
    now_s < ends_s.saturating_add(LEEWAY_S)
        && said_s <= now_s + LEEWAY_S
        && said_s >= now_s - OLDEST_S
}

fn said_to_us_now(claims: &Claims, expected: Expected<'_>) -> Result<(), WrongToken> {
    let is_of_now = is_of_now((claims.iat, claims.exp), expected.now);
    let for_several = claims.aud.as_array().is_some_and(|all| all.len() > 1);
    let is_for_us = match &claims.azp {
        Some(party) => party == expected.client_id,
        None => !for_several,
    };
    match (is_of_now, is_for_us) {
        (false, _) => Err(WrongToken::Time),
        (_, false) => Err(WrongToken::Audience),
        _ if claims.nonce != expected.nonce || claims.nonce.is_empty() => Err(WrongToken::Nonce),
        _ => Ok(()),
    }
}

/// The key that the token names; the only one where it names none.
fn key<'a>(keys: &'a JwkSet, header: &Header) -> Option<&'a Jwk> {
    match &header.kid {
        Some(id) => keys.find(id),
        None => keys.keys.first().filter(|_| keys.keys.len() == 1),
    }
}

fn wrong(kind: &ErrorKind) -> WrongToken {
    match kind {
        ErrorKind::InvalidSignature => WrongToken::Signature,
        ErrorKind::InvalidIssuer => WrongToken::Issuer,
        ErrorKind::InvalidAudience => WrongToken::Audience,
        ErrorKind::InvalidAlgorithm | ErrorKind::UnsupportedAlgorithm => WrongToken::Algorithm,
        ErrorKind::InvalidKeyFormat => WrongToken::Key,
        _ => WrongToken::Shape,
    }
}
