//! Changes told to addresses: in the order of the record of changes, each at least once, one server at a
//! time. What is not taken in is sent again after a while that grows; then it is given up, and nothing
//! more is sent before somebody says so.

use std::time::Duration as Patience;

use futures::future::join_all;
use time::{Duration, OffsetDateTime};
use ureq::unversioned::transport::DefaultConnector;
use uuid::Uuid;

use super::is_trusted;
use crate::{
    app::{Error, Jalon, remote_file::OpenResolver, webhook::signature},
    config::Secret,
    domain::{Act, DeliveryState, EventKind, Person, Webhook, WebhookDelivery},
    publish::{self, AnnouncementView},
};

/// Longest time of one try.
const PATIENCE: Patience = Patience::from_secs(4);
/// Changes sent to one address before others of this server have their turn.
const AT_ONCE: usize = 20;
/// How long a server may keep an address to itself: more than it needs for that.
const LEASE: Duration = Duration::seconds(150);
/// Tries of one change before it is given up: with the waits between them, ten hours.
const TRIES: u32 = 20;
/// The first wait; each is twice the one before, up to the longest.
const FIRST_WAIT: Duration = Duration::seconds(5);
const LONGEST_WAIT: Duration = Duration::HOUR;
/// Changes looked through at a time.
const LOOKED_AT: u32 = 500;
/// Letters of an answer that are kept.
const ANSWER: usize = 200;

/// The next change that an address is to be told of.
pub(super) struct Next {
    /// The change; none among those looked at.
    pub(super) found: Option<AnnouncementView>,
    /// How far was looked, where that is worth keeping.
    through: Option<u64>,
}

impl Jalon {
    /// Tells every address what it is due; tells how many changes were taken in.
    ///
    /// # Errors
    /// Whatever keeps the store from reading or writing: what was not written down is sent again.
    pub async fn tell_webhooks(&self) -> Result<usize, Error> {
        let now = self.clock.now();
        let mut due = self.store.webhooks(&self.territory).await?;
        due.retain(|one| one.is_active && !one.is_stopped && one.next_at <= now);
        // Each by itself: an address that hangs holds up no other.
        let told = join_all(due.into_iter().map(|webhook| self.tell(webhook))).await;
        told.into_iter().sum()
    }

    /// Sends a trial to an address, at once and once; nothing waits for it, and the latest one is noted.
    ///
    /// # Errors
    /// A right that is not held, no such address.
    pub async fn try_webhook(&self, id: Uuid, person: &Person) -> Result<WebhookDelivery, Error> {
        self.runs_webhooks(person, Act::Write)?;
        let webhook = self.one_webhook(id).await?;
        let told = publish::trial_announcement(&self.territory, self.clock.now());
        let outcome = self.send_to(&webhook, &told).await?;
        let mut trial = noted((&told, 1), (outcome, self.clock.now()));
        if trial.state == DeliveryState::Waiting {
            trial.state = DeliveryState::GivenUp;
        }
        let noted = self.store.note_trial(&self.territory, (id, &trial));
        noted.await?;
        Ok(trial)
    }

    async fn tell(&self, webhook: Webhook) -> Result<usize, Error> {
        let next = self.next_for(&webhook).await?;
        if next.found.is_none() && next.through.is_none() {
            return Ok(0);
        }
        let (lease, now) = (self.clock.new_id(), self.clock.now());
        let taken = (webhook.id, lease);
        let taken = self
            .store
            .lease_webhook(&self.territory, taken, (now, now + LEASE));
        let Some(mut webhook) = taken.await? else {
            return Ok(0);
        };
        let told = self.tell_some(&mut webhook, lease).await;
        let left = (webhook.id, lease);
        let left = self.store.leave_webhook(&self.territory, left, now);
        left.await?;
        told
    }

    async fn tell_some(&self, webhook: &mut Webhook, lease: Uuid) -> Result<usize, Error> {
        let mut told = 0;
        for _ in 0..AT_ONCE {
            let next = self.next_for(webhook).await?;
            let Some(found) = next.found else {
                webhook.told = next.through.unwrap_or(webhook.told);
                self.note(webhook, lease, None).await?;
                break;
            };
            let outcome = self.send_to(webhook, &found).await?;
            let is_taken_in = outcome.is_ok();
            let mut delivery = noted((&found, webhook.tries + 1), (outcome, self.clock.now()));
            follow(webhook, &mut delivery);
            // Somebody who has changed the address meanwhile has taken the lease away: what they say counts.
            if !self.note(webhook, lease, Some(&delivery)).await? || !is_taken_in {
                break;
            }
            told += 1;
        }
        Ok(told)
    }

    async fn note(
        &self,
        webhook: &Webhook,
        lease: Uuid,
        delivery: Option<&WebhookDelivery>,
    ) -> Result<bool, Error> {
        let of = (webhook, lease);
        Ok(self
            .store
            .note_webhook(&self.territory, of, delivery)
            .await?)
    }

    /// The next change that an address is to be told of, among those that follow what it was told.
    pub(super) async fn next_for(&self, webhook: &Webhook) -> Result<Next, Error> {
        let events = self
            .store
            .audit_events(&self.territory, webhook.told, LOOKED_AT)
            .await?;
        let wants =
            |kind: Option<EventKind>| kind.is_some_and(|kind| webhook.events.contains(&kind));
        let found = events.iter().find_map(|(change, event)| {
            let told = publish::announcement(&self.territory, (*change, event))?;
            wants(told.event).then_some(told)
        });
        let is_long = events.len() * 2 > LOOKED_AT as usize;
        let through = events.last().map(|(change, _)| *change);
        Ok(Next {
            through: through.filter(|_| is_long && found.is_none()),
            found,
        })
    }

    /// Sends, and tells what was answered.
    async fn send_to(
        &self,
        webhook: &Webhook,
        told: &AnnouncementView,
    ) -> Result<Result<String, String>, Error> {
        let secret = Secret::new(self.webhook_secret(webhook)?)?;
        let body = serde_json::to_vec(told).unwrap_or_default();
        let allows_private = webhook
            .url
            .parse()
            .is_ok_and(|uri| is_trusted(&uri, &self.alert));
        let parcel = Sent {
            url: webhook.url.clone(),
            name: format!("{}-{}", webhook.id, told.change),
            at: self.clock.now(),
            allows_private,
            body,
        };
        Ok(tokio::task::spawn_blocking(move || parcel.send(&secret)).await?)
    }
}

/// What is sent once.
struct Sent {
    url: String,
    /// The same whenever the same change is sent.
    name: String,
    at: OffsetDateTime,
    allows_private: bool,
    body: Vec<u8>,
}

impl Sent {
    fn send(&self, secret: &Secret) -> Result<String, String> {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent(concat!("jalon/", env!("CARGO_PKG_VERSION")))
            .build();
        // Resolved once, by the agent that connects: a name cannot become another address between.
        let resolver = OpenResolver::new(self.allows_private);
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), resolver);
        let timestamp = self.at.unix_timestamp().to_string();
        let sent = agent
            .post(&self.url)
            .header("content-type", "application/json")
            .header("x-jalon-delivery", &self.name)
            .header("x-jalon-timestamp", &timestamp)
            .header(
                "x-jalon-signature",
                signature(secret, &timestamp, &self.body),
            )
            .send(&self.body[..]);
        let answer = sent.map_err(|error| error.to_string())?.status();
        let told = format!("the host answered {answer}");
        if answer.is_success() {
            Ok(told)
        } else if answer.is_redirection() {
            Err(format!("{told}; redirects are not followed"))
        } else {
            Err(told)
        }
    }
}

fn noted(
    (told, tries): (&AnnouncementView, u32),
    (outcome, at): (Result<String, String>, OffsetDateTime),
) -> WebhookDelivery {
    let (state, answer) = match outcome {
        Ok(answer) => (DeliveryState::Delivered, answer),
        Err(answer) => (DeliveryState::Waiting, answer),
    };
    WebhookDelivery {
        change: told.change,
        event: told.event,
        state,
        tries,
        at,
        answer: answer.chars().take(ANSWER).collect(),
    }
}

/// Where an address stands after a try.
fn follow(webhook: &mut Webhook, delivery: &mut WebhookDelivery) {
    if delivery.state == DeliveryState::Delivered {
        (webhook.told, webhook.tries) = (delivery.change, 0);
        webhook.next_at = delivery.at;
        return;
    }
    webhook.tries = delivery.tries;
    webhook.next_at = delivery.at + wait_after(webhook.tries);
    if webhook.tries >= TRIES {
        webhook.is_stopped = true;
        delivery.state = DeliveryState::GivenUp;
    }
}

/// How long to wait after so many tries.
fn wait_after(tries: u32) -> Duration {
    let doubled = 2_i32.saturating_pow(tries.saturating_sub(1).min(20));
    (FIRST_WAIT * doubled).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_are_bounded_and_all_tries_take_ten_hours() {
        let waits: Vec<i64> = (1..=4)
            .map(|tries| wait_after(tries).whole_seconds())
            .collect();
        let all: Duration = (1..TRIES).map(wait_after).sum();

        assert_eq!(waits, [5, 10, 20, 40]);
        assert_eq!(wait_after(u32::MAX), Duration::HOUR);
        // 5 s doubled ten times come to 5,115 s; nine waits of an hour follow.
        assert_eq!(all, Duration::seconds(5_115 + 9 * 3_600));
    }
}
