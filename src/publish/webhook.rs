//! What other systems are told of a change: that there was one, of which kind, and which record it is
//! about. Nothing that stands in a record, nobody's name, and no code of a household.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{AuditEvent, DeliveryState, EventKind, Territory, Webhook, WebhookDelivery};

/// A change, as others are told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnnouncementView {
    /// Number of the change: with each one greater, and the same when it is sent again. 0 for a trial.
    pub change: u64,
    /// Of what kind; null for a trial.
    pub event: Option<EventKind>,
    /// What was done: `settlement-change`, `visit` …; `ping` for a trial.
    pub action: String,
    /// What it was done to: `settlement/S01`, `register/census`, `layer/flood`, `visit/ID`; null where that
    /// would tell more than may be told.
    pub subject: Option<String>,
    /// Whose records.
    pub territory: String,
    /// When it was done.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// An address that is told, without its secret.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookView {
    /// Which one.
    pub id: Uuid,
    /// Where.
    pub url: String,
    /// Of what it is told.
    pub events: Vec<EventKind>,
    /// Whether anything is sent.
    pub active: bool,
    /// Whether nothing more is sent because a change was given up; `"active": true` goes on.
    pub stopped: bool,
    /// Number of the change up to which it was told.
    pub told: u64,
    /// How often the next one was tried in vain.
    pub tries: u32,
    /// When it is tried next, at the earliest.
    #[serde(with = "time::serde::rfc3339")]
    pub next_at: OffsetDateTime,
    /// Which of its secrets is in use, from 1.
    pub secret_number: u32,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// By whom.
    pub created_by: String,
}

/// What became of telling one change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookDeliveryView {
    /// Number of the change; 0 for a trial.
    pub change: u64,
    /// Of what kind it is; null for a trial.
    pub event: Option<EventKind>,
    /// What became of it.
    pub state: DeliveryState,
    /// How often it was sent.
    pub tries: u32,
    /// When last.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// What the other system answered last, or why it could not be reached.
    pub answer: String,
}

/// What subjects may begin with to be told.
const TOLD: [&str; 4] = ["settlement/", "register/", "layer/", "visit/"];

/// A change as others are told of it; `None` where they are told of no such change.
#[must_use]
pub fn announcement(
    territory: &Territory,
    (change, event): (u64, &AuditEvent),
) -> Option<AnnouncementView> {
    let kind = EventKind::of_action(&event.action)?;
    let is_told = TOLD.iter().any(|start| event.subject.starts_with(start));
    Some(AnnouncementView {
        change,
        event: Some(kind),
        action: event.action.clone(),
        subject: is_told.then(|| two_parts(&event.subject)),
        territory: territory.as_str().to_owned(),
        at: event.at,
    })
}

/// A trial.
#[must_use]
pub fn trial_announcement(territory: &Territory, at: OffsetDateTime) -> AnnouncementView {
    AnnouncementView {
        change: 0,
        event: None,
        action: "ping".to_owned(),
        subject: None,
        territory: territory.as_str().to_owned(),
        at,
    }
}

/// The kind and the name of a record, without what stands behind: `settlement/S01/works`.
fn two_parts(subject: &str) -> String {
    let parts: Vec<&str> = subject.splitn(3, '/').take(2).collect();
    parts.join("/")
}

/// An address without its secret.
#[must_use]
pub fn webhook(webhook: &Webhook) -> WebhookView {
    WebhookView {
        id: webhook.id,
        url: webhook.url.clone(),
        events: webhook.events.clone(),
        active: webhook.is_active,
        stopped: webhook.is_stopped,
        told: webhook.told,
        tries: webhook.tries,
        next_at: webhook.next_at,
        secret_number: webhook.secret_number,
        created_at: webhook.created_at,
        created_by: webhook.created_by.clone(),
    }
}

/// What became of telling one change.
#[must_use]
pub fn webhook_delivery(delivery: &WebhookDelivery) -> WebhookDeliveryView {
    WebhookDeliveryView {
        change: delivery.change,
        event: delivery.event,
        state: delivery.state,
        tries: delivery.tries,
        at: delivery.at,
        answer: delivery.answer.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;

    fn told(action: &str, subject: &str) -> Option<AnnouncementView> {
        let event = AuditEvent {
            at: datetime!(2026-03-10 12:00 UTC),
            actor: "Camille Untel".to_owned(),
            action: action.to_owned(),
            subject: subject.to_owned(),
            detail: json!({ "note": "Camille Untel" }),
        };
        announcement(&Territory::default(), (7, &event))
    }

    #[test]
    fn an_announcement_names_the_record_and_nothing_that_stands_in_it() {
        let visit = told("works-add", "settlement/S01/works").unwrap();
        let text = serde_json::to_string(&visit).unwrap();

        assert_eq!(visit.subject.as_deref(), Some("settlement/S01"));
        assert!(!text.contains("Untel"), "{text}");
        assert_eq!(told("publish", "publication/3").unwrap().subject, None);
    }

    #[test]
    fn who_comes_in_and_what_is_erased_is_told_to_nobody() {
        for action in [
            "sign-in",
            "user-add",
            "erase",
            "erasure-receipt",
            "subject-file",
        ] {
            assert_eq!(told(action, "settlement/S01"), None, "{action}");
        }
    }
}
