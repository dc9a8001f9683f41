//! The settings of a city's own sign-on (OpenID Connect).

use std::{collections::BTreeMap, net::IpAddr, net::SocketAddr, path::PathBuf};

use serde::Deserialize;

use super::{Error, Secret};

/// A city's own sign-on.
#[derive(Clone, Debug)]
pub struct OidcSettings {
    /// The issuer, exactly as its document names it; https, but on this machine.
    pub issuer: String,
    /// What we are called there.
    pub client_id: String,
    /// What proves that it is us.
    pub secret: Secret,
    /// Where the sign-on sends browsers back to: `https://HOST/api/session/sign-on/back`.
    pub redirect: String,
    /// What is asked for, `openid` among it.
    pub scope: String,
    /// The claim that names somebody's groups.
    pub groups_claim: String,
    /// The role of each group; who is in none of them does not come in.
    pub roles: BTreeMap<String, String>,
    /// Levels (`acr`) at which the sign-on has asked for a second factor.
    pub acr: Vec<String>,
    /// Ways (`amr`) that are a second factor.
    pub amr: Vec<String>,
    /// Where the sign-on sends browsers when it has signed them out.
    pub after_sign_out: Option<String>,
}

/// The part of a settings file about it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenOidc {
    issuer: String,
    client_id: String,
    client_secret_file: PathBuf,
    redirect: String,
    #[serde(default = "openid")]
    scope: String,
    #[serde(default = "groups")]
    groups_claim: String,
    roles: BTreeMap<String, String>,
    #[serde(default)]
    second_factor_acr: Vec<String>,
    #[serde(default)]
    second_factor_amr: Vec<String>,
    after_sign_out: Option<String>,
}

fn openid() -> String {
    "openid".to_owned()
}

fn groups() -> String {
    "groups".to_owned()
}

impl WrittenOidc {
    /// The settings, when they can be used.
    pub(super) fn checked(self) -> Result<OidcSettings, Error> {
        if !is_safe(&self.issuer) {
            return Err(Error::Oidc {
                why: "`issuer` must begin with https:// (http:// is for this machine only)",
            });
        }
        if !self.scope.split_whitespace().any(|word| word == "openid") {
            return Err(Error::Oidc {
                why: "`scope` must hold openid",
            });
        }
        let file = self.client_secret_file;
        let secret = std::fs::read_to_string(&file).map_err(|source| Error::OidcSecret {
            file: file.display().to_string(),
            source,
        })?;
        let secret = Secret::new(secret.trim().to_owned()).map_err(|_| Error::Oidc {
            why: "the secret in `client_secret_file` has fewer than 16 characters; have the sign-on make a longer one",
        })?;
        Ok(OidcSettings {
            issuer: self.issuer,
            client_id: self.client_id,
            secret,
            redirect: self.redirect,
            scope: self.scope,
            groups_claim: self.groups_claim,
            roles: self.roles,
            acr: self.second_factor_acr,
            amr: self.second_factor_amr,
            after_sign_out: self.after_sign_out,
        })
    }
}

/// Whether nobody can read along: TLS, or this machine.
fn is_safe(issuer: &str) -> bool {
    let Some(rest) = issuer.strip_prefix("http://") else {
        return issuer.starts_with("https://");
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let by_number = authority
        .parse::<SocketAddr>()
        .map(|address| address.ip())
        .or_else(|_| authority.parse::<IpAddr>())
        .is_ok_and(|address| address.is_loopback());
    by_number || authority.split(':').next() == Some("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_asked_over_tls_or_on_this_machine() {
        for (issuer, expected) in [
            ("https://sso.city.example/realms/city", true),
            ("http://127.0.0.1:9000", true),
            ("http://localhost:9000/x", true),
            ("http://[::1]:9000", true),
            ("http://sso.city.example", false),
            ("http://127.0.0.1.evil.example", false),
            ("http://localhost.evil.example", false),
            ("http://localhost@evil.example", false),
            ("ftp://127.0.0.1", false),
            ("", false),
        ] {
            assert_eq!(is_safe(issuer), expected, "{issuer}");
        }
    }
}
