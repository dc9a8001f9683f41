//! Sending an alert on: to hosts that the settings list or to this machine, signed, within seconds.
//!
//! An alert holds exact places where people live, so a host is never taken from a request alone, no
//! redirect is followed, and the receiver can tell that the alert is ours and new.

use std::{net::IpAddr, time::Duration};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use time::OffsetDateTime;
use ureq::http::Uri;
use uuid::Uuid;

use super::Error;
use crate::{
    config::{AlertSettings, Secret},
    domain::{Delivery, hex},
};

/// Longest time of one try, from the name's address to the answer's head.
const PATIENCE: Duration = Duration::from_secs(4);
/// One try, and one more.
const TRIES: u32 = 2;
/// RFC 6585, section 4: the host has its hands full and may take it a moment later.
const TOO_MANY_REQUESTS: u16 = 429;

/// An address that an alert may be sent to.
#[derive(Debug)]
pub(super) struct Webhook {
    url: Uri,
    host: String,
    is_here: bool,
    secret: Secret,
}

/// What is sent.
#[derive(Debug)]
pub(super) struct Parcel {
    /// The same on every try, so that the receiver can leave out a second one.
    pub(super) id: Uuid,
    /// When the alert was worked out.
    pub(super) at: OffsetDateTime,
    /// The alert as JSON.
    pub(super) body: Vec<u8>,
}

impl Webhook {
    /// The address, when it may be used.
    ///
    /// # Errors
    /// [`Error::Webhook`] with the reason.
    pub(super) fn checked(url: &str, settings: &AlertSettings) -> Result<Self, Error> {
        let refused = |why| Error::Webhook {
            url: url.chars().take(100).collect(),
            why,
        };
        let not_one = "write http://HOST/PATH or https://HOST/PATH";
        let uri: Uri = url.parse().map_err(|_| refused(not_one))?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(refused(not_one));
        };
        if !matches!(scheme, "http" | "https") {
            return Err(refused(not_one));
        }
        if authority.as_str().contains('@') {
            return Err(refused(
                "leave the password out: the alert is signed instead",
            ));
        }
        let host = authority.host().to_owned();
        let is_here = is_this_machine(&host);
        if !is_here && !is_listed(scheme, authority.as_str(), settings) {
            return Err(refused(
                "its host is not listed in `alert.webhook_hosts` of jalon.toml (with http:// before it for a host without TLS)",
            ));
        }
        let secret = settings.secret.clone().ok_or_else(|| {
            refused("an alert is always signed; set JALON_ALERT_SECRET to 16 characters or more")
        })?;
        Ok(Self {
            url: uri,
            host,
            is_here,
            secret,
        })
    }

    /// The host without its port.
    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// Sends the parcel; tries once more when the host did not take it in and may yet.
    pub(super) fn send(&self, parcel: &Parcel) -> Delivery {
        let agent = self.agent();
        let mut delivery = Delivery {
            host: self.host.clone(),
            tries: 0,
            fault: None,
        };
        while delivery.tries < TRIES {
            delivery.tries += 1;
            let outcome = self.attempt(&agent, parcel);
            delivery.fault = outcome.as_ref().err().map(|(fault, _)| fault.clone());
            if !matches!(outcome, Err((_, May::TakeItYet))) {
                break;
            }
        }
        if let Some(fault) = &delivery.fault {
            tracing::warn!(host = self.host, fault, "an alert could not be sent on");
        }
        delivery
    }

    fn agent(&self) -> ureq::Agent {
        let mut config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent(concat!("jalon/", env!("CARGO_PKG_VERSION")));
        if self.is_here {
            config = config.proxy(None);
        }
        config.build().into()
    }

    fn attempt(&self, agent: &ureq::Agent, parcel: &Parcel) -> Result<(), (String, May)> {
        let timestamp = parcel.at.unix_timestamp().to_string();
        let sent = agent
            .post(&self.url)
            .header("content-type", "application/json")
            .header("x-jalon-alert", parcel.id.to_string())
            .header("x-jalon-timestamp", &timestamp)
            .header(
                "x-jalon-signature",
                signature(&self.secret, &timestamp, &parcel.body),
            )
            .send(&parcel.body[..]);
        let answer = sent
            .map_err(|error| (error.to_string(), May::TakeItYet))?
            .status();
        if answer.is_success() {
            return Ok(());
        }
        let busy = answer.is_server_error() || answer.as_u16() == TOO_MANY_REQUESTS;
        let may = if busy {
            May::TakeItYet
        } else {
            May::NeverTakeIt
        };
        Err((format!("the host answered {answer}"), may))
    }
}

/// Whether trying once more can help.
#[derive(Clone, Copy, Debug)]
enum May {
    TakeItYet,
    NeverTakeIt,
}

/// HMAC-SHA256 (RFC 2104) over the time, a dot and the body: the time is part of what is signed, so
/// that an old alert cannot be sent again as a new one.
pub(super) fn signature(secret: &Secret, timestamp: &str, body: &[u8]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.bytes()) else {
        // HMAC takes keys of every length; an empty signature would only be refused.
        return String::new();
    };
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    format!("sha256={}", hex(&mac.finalize().into_bytes()))
}

pub(super) fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let is_loopback = bare
        .parse()
        .is_ok_and(|address: IpAddr| address.is_loopback());
    is_loopback || host.eq_ignore_ascii_case("localhost")
}

/// Whether the settings list the host: `host` or `host:port` for https, with `http://` before it
/// for http.
pub(super) fn is_listed(scheme: &str, authority: &str, settings: &AlertSettings) -> bool {
    settings.webhook_hosts.iter().any(|listed| {
        let (listed_scheme, listed) = match listed.split_once("://") {
            Some(pair) => pair,
            None => ("https", listed.as_str()),
        };
        let listed = listed.trim_end_matches('/');
        listed_scheme == scheme && listed.eq_ignore_ascii_case(authority)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(hosts: &[&str]) -> AlertSettings {
        AlertSettings {
            webhook_hosts: hosts.iter().map(|&host| host.to_owned()).collect(),
            webhook_private: false,
            secret: Secret::new("a secret of the test".to_owned()).ok(),
        }
    }

    #[test]
    fn only_listed_hosts_and_this_machine_are_sent_to() {
        let settings = settings(&["hooks.city.example", "http://siren.lan:8080"]);
        for (url, is_allowed) in [
            ("https://hooks.city.example/alert", true),
            ("http://hooks.city.example/alert", false),
            ("https://hooks.city.example:8443/alert", false),
            ("https://hooks.city.example.evil.example/", false),
            ("https://evil.example/?hooks.city.example", false),
            ("https://hooks.city.example@evil.example/", false),
            ("http://siren.lan:8080/x", true),
            ("http://siren.lan/x", false),
            ("http://127.0.0.1:9000/x", true),
            ("http://[::1]:9000/x", true),
            ("http://localhost/x", true),
            ("http://127.0.0.1.evil.example/x", false),
            ("http://169.254.169.254/latest", false),
            ("ftp://127.0.0.1/x", false),
            ("/x", false),
            ("", false),
        ] {
            let checked = Webhook::checked(url, &settings);
            assert_eq!(checked.is_ok(), is_allowed, "{url}");
        }
    }

    #[test]
    fn without_a_secret_nothing_is_sent() {
        let unsigned = AlertSettings::default();

        let refused = Webhook::checked("http://127.0.0.1:9/x", &unsigned).unwrap_err();

        assert!(
            refused.to_string().contains("JALON_ALERT_SECRET"),
            "{refused}"
        );
    }

    /// `printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 'a secret of the test'`
    #[test]
    fn the_signature_is_the_one_that_openssl_makes() {
        let secret = Secret::new("a secret of the test".to_owned()).unwrap();

        let signed = signature(&secret, "1700000000", br#"{"a":1}"#);

        assert_eq!(
            signed,
            "sha256=79d6f5024f3b9867ff18db9db735bfc20196f097771dc4045949f3f74b622a4d"
        );
    }
}
