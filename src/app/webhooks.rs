//! Other systems told of what changes here: addresses made, altered, tried and taken out by whoever runs
//! the installation. `telling` sends.
//!
//! A secret stands nowhere: it is worked out of the key of the installation, the address's id and a
//! number, and shown when that number is new. Several servers of one database share that key.

mod telling;

use serde_json::json;
use ureq::http::Uri;
use uuid::Uuid;

use super::{Error, Jalon, remote_file::is_public, webhook::is_this_machine};
use crate::{
    access,
    config::AlertSettings,
    domain::{
        Act, DeliveryState, EntryError, EventKind, NewWebhook, Person, Reach, Resource, Webhook,
        WebhookChange, WebhookDelivery,
    },
};

/// Letters of an address at most.
const URL_MOST: usize = 500;
/// Addresses of one territory at most.
const WEBHOOKS_MOST: usize = 50;
/// How a secret begins, so that a leaked one is found.
const SECRET_PREFIX: &str = "jlnwh_";

impl Jalon {
    /// Every address that is told, oldest first.
    ///
    /// # Errors
    /// A right that is not held.
    pub async fn webhooks(&self, person: &Person) -> Result<Vec<Webhook>, Error> {
        self.runs_webhooks(person, Act::Read)?;
        Ok(self.store.webhooks(&self.territory).await?)
    }

    /// Makes an address that is told of what changes from now on, with its secret, shown this once.
    ///
    /// # Errors
    /// An address that may not be used, no kind of event, too many addresses.
    pub async fn add_webhook(
        &self,
        new: &NewWebhook,
        person: &Person,
    ) -> Result<(Webhook, String), Error> {
        self.runs_webhooks(person, Act::Write)?;
        check_url(&new.url, &self.alert)?;
        let all = self.store.webhooks(&self.territory).await?;
        if all.len() >= WEBHOOKS_MOST {
            let allowed =
                format!("one of at most {WEBHOOKS_MOST}; take out one that is not needed");
            return Err(EntryError::of("url", &new.url, allowed).into());
        }
        let now = self.clock.now();
        let mut webhook = Webhook {
            id: self.clock.new_id(),
            url: new.url.clone(),
            events: checked_events(&new.events)?,
            is_active: true,
            secret_number: 1,
            told: 0,
            tries: 0,
            next_at: now,
            is_stopped: false,
            created_at: now,
            created_by: person.name.clone(),
        };
        let secret = self.webhook_secret(&webhook)?;
        let detail = json!({ "host": host_of(&webhook.url), "events": webhook.events });
        let event = self.event((&person.name, "webhook-add"), subject(webhook.id), detail);
        let added = self
            .store
            .add_webhook(&self.territory, &mut webhook, &event);
        added.await?;
        Ok((webhook, secret))
    }

    /// Alters an address; a new secret is shown this once.
    ///
    /// # Errors
    /// As [`add_webhook`](Self::add_webhook), and when there is no such address.
    pub async fn change_webhook(
        &self,
        id: Uuid,
        change: &WebhookChange,
        person: &Person,
    ) -> Result<(Webhook, Option<String>), Error> {
        self.runs_webhooks(person, Act::Write)?;
        let mut webhook = self.one_webhook(id).await?;
        if let Some(url) = &change.url {
            check_url(url, &self.alert)?;
            webhook.url.clone_from(url);
        }
        if let Some(events) = &change.events {
            webhook.events = checked_events(events)?;
        }
        if let Some(active) = change.active {
            webhook.is_active = active;
        }
        let passed = if change.skip {
            self.passed_over(&mut webhook).await?
        } else {
            None
        };
        if change.skip || change.active == Some(true) || change.url.is_some() {
            (webhook.is_stopped, webhook.tries) = (false, 0);
            webhook.next_at = self.clock.now();
        }
        webhook.secret_number += u32::from(change.new_secret);
        let shown = change.new_secret.then(|| self.webhook_secret(&webhook));
        let secret = shown.transpose()?;
        let detail = json!({
            "host": host_of(&webhook.url), "events": webhook.events, "active": webhook.is_active,
            "secret_number": webhook.secret_number, "skipped": passed.as_ref().map(|one| one.change),
        });
        let event = self.event((&person.name, "webhook-change"), subject(id), detail);
        let changed = (&webhook, passed.as_ref());
        let is_there = self.store.change_webhook(&self.territory, changed, &event);
        if is_there.await? {
            Ok((webhook, secret))
        } else {
            Err(Error::NoWebhook)
        }
    }

    /// Takes an address out, with all that was noted of it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn remove_webhook(&self, id: Uuid, person: &Person) -> Result<(), Error> {
        self.runs_webhooks(person, Act::Write)?;
        let event = self.event((&person.name, "webhook-remove"), subject(id), json!({}));
        let removed = self.store.remove_webhook(&self.territory, id, &event);
        if removed.await? {
            Ok(())
        } else {
            Err(Error::NoWebhook)
        }
    }

    /// What became of telling an address, newest change first.
    ///
    /// # Errors
    /// When there is none.
    pub async fn webhook_deliveries(
        &self,
        id: Uuid,
        limit: u32,
        person: &Person,
    ) -> Result<Vec<WebhookDelivery>, Error> {
        self.runs_webhooks(person, Act::Read)?;
        self.one_webhook(id).await?;
        let told = self.store.webhook_deliveries(&self.territory, (id, limit));
        Ok(told.await?)
    }

    async fn one_webhook(&self, id: Uuid) -> Result<Webhook, Error> {
        let found = self.store.webhook(&self.territory, id).await?;
        found.ok_or(Error::NoWebhook)
    }

    /// The change that waits is passed over, if one does.
    async fn passed_over(&self, webhook: &mut Webhook) -> Result<Option<WebhookDelivery>, Error> {
        let next = self.next_for(webhook).await?;
        let Some(found) = next.found.filter(|_| webhook.tries > 0) else {
            return Ok(None);
        };
        webhook.told = found.change;
        Ok(Some(WebhookDelivery {
            change: found.change,
            event: found.event,
            state: DeliveryState::Skipped,
            tries: webhook.tries,
            at: self.clock.now(),
            answer: String::new(),
        }))
    }

    /// The secret that signs what an address is sent.
    fn webhook_secret(&self, webhook: &Webhook) -> Result<String, Error> {
        let name = format!("webhook {} {}", webhook.id, webhook.secret_number);
        let mark = self.seal.mark(&self.territory, &name)?;
        Ok(format!("{SECRET_PREFIX}{mark}"))
    }

    fn runs_webhooks(&self, person: &Person, act: Act) -> Result<(), Error> {
        let of = (Resource::Settings, act);
        if access::may(person, &self.territory, of, Reach::Territory) {
            Ok(())
        } else {
            Err(Error::NotAllowed { act })
        }
    }
}

fn subject(id: Uuid) -> String {
    format!("webhook/{id}")
}

/// The host of an address: a path may hold a key of the other system.
fn host_of(url: &str) -> String {
    let uri: Option<Uri> = url.parse().ok();
    let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
    host.to_owned()
}

fn checked_events(given: &[EventKind]) -> Result<Vec<EventKind>, EntryError> {
    let mut events = given.to_vec();
    events.sort_unstable();
    events.dedup();
    if events.is_empty() {
        return Err(EntryError::of("events", "", "at least one kind of event"));
    }
    Ok(events)
}

/// TLS and the open internet, but for hosts that the settings list; the own network where they allow it.
fn check_url(url: &str, settings: &AlertSettings) -> Result<(), Error> {
    let refused = |why| Error::Webhook {
        url: url.chars().take(100).collect(),
        why,
    };
    let not_one = "write https://HOST/PATH, in 500 letters at most";
    let uri: Uri = url.parse().map_err(|_| refused(not_one))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(refused(not_one));
    };
    if url.len() > URL_MOST || !matches!(scheme, "http" | "https") {
        return Err(refused(not_one));
    }
    if authority.as_str().contains('@') {
        return Err(refused(
            "leave the password out: what is sent is signed instead",
        ));
    }
    if is_trusted(&uri, settings) {
        return Ok(());
    }
    if scheme == "http" {
        return Err(refused(
            "write https://, or have `alert.webhook_hosts` of jalon.toml list it with http:// before it",
        ));
    }
    let host = authority.host();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let is_open = bare.parse().is_ok_and(is_public) || bare.parse::<std::net::IpAddr>().is_err();
    if !is_open || is_this_machine(host) {
        return Err(refused(
            "it is in the own network; `webhook_private = true` under [alert] of jalon.toml allows that",
        ));
    }
    Ok(())
}

/// Whether the settings vouch for a host, so that it may lie in the own network.
fn is_trusted(uri: &Uri, settings: &AlertSettings) -> bool {
    let (scheme, authority) = (uri.scheme_str(), uri.authority());
    let (Some(scheme), Some(authority)) = (scheme, authority) else {
        return false;
    };
    settings.webhook_private || super::webhook::is_listed(scheme, authority.as_str(), settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_network_is_told_nothing_unless_the_settings_allow_it() {
        let closed = AlertSettings::default();
        let listed = AlertSettings {
            webhook_hosts: vec!["http://siren.lan:8080".to_owned()],
            ..AlertSettings::default()
        };
        let open = AlertSettings {
            webhook_private: true,
            ..AlertSettings::default()
        };
        for (url, by_default, when_listed, when_open) in [
            ("https://hooks.city.example/x", true, true, true),
            ("http://hooks.city.example/x", false, false, true),
            ("http://siren.lan:8080/x", false, true, true),
            ("https://127.0.0.1/x", false, false, true),
            ("https://localhost/x", false, false, true),
            ("https://10.1.2.3/x", false, false, true),
            ("https://[::1]/x", false, false, true),
            ("https://169.254.169.254/latest", false, false, true),
            ("https://a:b@hooks.city.example/x", false, false, false),
            ("ftp://hooks.city.example/x", false, false, false),
            ("/x", false, false, false),
        ] {
            let told = [&closed, &listed, &open].map(|settings| check_url(url, settings).is_ok());
            assert_eq!(told, [by_default, when_listed, when_open], "{url}");
        }
    }
}
