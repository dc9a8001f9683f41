//! Asking a city's sign-on: only the host of its own issuer, over TLS, without redirects, briefly, and
//! not for more than a few hundred kilobytes.

use std::{io::Read, time::Duration};

use jsonwebtoken::jwk::JwkSet;
use serde::{Deserialize, de::DeserializeOwned};
use ureq::{Agent, http::Uri};

use crate::config::OidcSettings;

/// Longest time of one question.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of one answer at most.
const MOST_BYTES: u64 = 256 * 1024;

/// Why a sign-on could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// An address at which it is not asked.
    #[error(
        "the address {address} is not on the issuer's own host over https; nothing was sent to it"
    )]
    Elsewhere {
        /// Which.
        address: String,
    },
    /// No answer.
    #[error("it does not answer")]
    Silent(#[source] Box<ureq::Error>),
    /// An answer that is none.
    #[error("it answered {status}")]
    Refused {
        /// The status.
        status: u16,
    },
    /// Not what was asked for.
    #[error("its answer cannot be understood")]
    Unreadable,
    /// The document of another one.
    #[error("its document names another issuer; write the issuer exactly as it does")]
    OtherIssuer,
}

/// Where a sign-on is asked what (OpenID Connect Discovery 1.0, 3).
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Places {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    jwks_uri: String,
    pub(super) end_session_endpoint: Option<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

/// A sign-on, as it describes itself.
#[derive(Clone, Debug)]
pub(super) struct Provider {
    pub(super) places: Places,
    pub(super) keys: JwkSet,
}

/// What a code is exchanged for.
#[derive(Debug, Deserialize)]
pub(super) struct Exchanged {
    pub(super) id_token: String,
}

/// Reads what a sign-on says of itself, and its keys.
pub(super) fn discovered(settings: &OidcSettings) -> Result<Provider, ProviderError> {
    let issuer = settings.issuer.trim_end_matches('/');
    let address = format!("{issuer}/.well-known/openid-configuration");
    let places: Places = asked(settings, &address)?;
    if places.issuer != settings.issuer {
        return Err(ProviderError::OtherIssuer);
    }
    checked(settings, &places.authorization_endpoint)?;
    if let Some(address) = &places.end_session_endpoint {
        checked(settings, address)?;
    }
    let keys = asked(settings, &places.jwks_uri)?;
    Ok(Provider { places, keys })
}

/// Exchanges a code for what the sign-on says of somebody.
pub(super) fn exchanged(
    (settings, places): (&OidcSettings, &Places),
    (code, verifier): (&str, &str),
) -> Result<Exchanged, ProviderError> {
    checked(settings, &places.token_endpoint)?;
    let supported = &places.token_endpoint_auth_methods_supported;
    let in_header =
        supported.is_empty() || supported.iter().any(|way| way == "client_secret_basic");
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", &settings.redirect)
        .append_pair("code_verifier", verifier);
    let mut request = agent()
        .post(&places.token_endpoint)
        .header("content-type", "application/x-www-form-urlencoded");
    let secret = String::from_utf8_lossy(settings.secret.bytes()).into_owned();
    if in_header {
        request = request.header("authorization", basic(&settings.client_id, &secret));
    } else {
        form.append_pair("client_id", &settings.client_id)
            .append_pair("client_secret", &secret);
    }
    read(request.send(form.finish()))
}

/// RFC 6749, 2.3.1: both are encoded as in a form before they become a name and a password.
fn basic(client: &str, secret: &str) -> String {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", encoded(client), encoded(secret));
    format!("Basic {}", BASE64_STANDARD.encode(pair))
}

fn asked<T: DeserializeOwned>(settings: &OidcSettings, address: &str) -> Result<T, ProviderError> {
    checked(settings, address)?;
    read(agent().get(address).call())
}

fn agent() -> Agent {
    Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("jalon/", env!("CARGO_PKG_VERSION")))
        .build()
        .into()
}

fn read<T: DeserializeOwned>(
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<T, ProviderError> {
    let answer = answer.map_err(|error| ProviderError::Silent(Box::new(error)))?;
    let status = answer.status().as_u16();
    if !answer.status().is_success() {
        return Err(ProviderError::Refused { status });
    }
    let mut text = Vec::new();
    let mut body = answer.into_body().into_reader().take(MOST_BYTES);
    body.read_to_end(&mut text)
        .map_err(|_| ProviderError::Unreadable)?;
    serde_json::from_slice(&text).map_err(|_| ProviderError::Unreadable)
}

/// Whether an address is on the issuer's own host; a document could name any other.
fn checked(settings: &OidcSettings, address: &str) -> Result<(), ProviderError> {
    let host = |text: &str| {
        let uri: Uri = text.parse().ok()?;
        let plain = !uri.authority()?.as_str().contains('@');
        let pair = (
            uri.scheme_str()?.to_owned(),
            uri.authority()?.as_str().to_ascii_lowercase(),
        );
        plain.then_some(pair)
    };
    let own = host(&settings.issuer);
    if own.is_some() && host(address) == own {
        return Ok(());
    }
    Err(ProviderError::Elsewhere {
        address: address.chars().take(100).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Secret;

    #[test]
    fn only_the_issuers_own_host_is_asked() {
        let settings = OidcSettings {
            issuer: "https://sso.city.example/realms/city".into(),
            client_id: "jalon".into(),
            secret: Secret::new("x".repeat(16)).unwrap(),
            redirect: String::new(),
            scope: "openid".into(),
            groups_claim: "groups".into(),
            roles: std::collections::BTreeMap::new(),
            acr: Vec::new(),
            amr: Vec::new(),
            after_sign_out: None,
        };

        for (address, is_asked) in [
            ("https://sso.city.example/token", true),
            ("https://SSO.city.example/other/path", true),
            ("http://sso.city.example/token", false),
            ("https://sso.city.example:8443/token", false),
            ("https://sso.city.example.evil.example/token", false),
            ("https://evil.example/?sso.city.example", false),
            ("https://sso.city.example@evil.example/token", false),
            ("https://me@sso.city.example/token", false),
            ("https://169.254.169.254/latest", false),
            ("file:///etc/passwd", false),
            ("/token", false),
            ("", false),
        ] {
            assert_eq!(checked(&settings, address).is_ok(), is_asked, "{address}");
        }
    }

    /// RFC 6749, appendix B, and RFC 7617.
    #[test]
    fn the_secret_is_encoded_before_it_becomes_a_password() {
        assert_eq!(basic("jalon", "a b:ü"), "Basic amFsb246YStiJTNBJUMzJUJD");
    }
}
