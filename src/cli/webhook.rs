//! `jalon webhook`: which other systems are told what changes.

use clap::Subcommand;
use uuid::Uuid;

use super::{
    Error,
    args::{Shared, word},
    open, output,
};
use crate::{
    app::Jalon,
    domain::{Code, DeliveryState, EventKind, NewWebhook, Person, WebhookChange, WebhookDelivery},
    publish,
};

/// What can be typed behind `jalon webhook`.
#[derive(Debug, Subcommand)]
pub(super) enum WebhookCommand {
    /// List the addresses that are told, with how far each was
    List,
    /// Make an address that is told what changes from now on, and print its secret, this once
    Add {
        /// Where it is told: an address with https, a host and a path
        url: String,
        /// Of what it is told (repeatable)
        #[arg(long = "event", value_name = "KIND", required = true, value_parser = word::<EventKind>)]
        events: Vec<EventKind>,
    },
    /// Stop telling an address for a while
    Pause(One),
    /// Go on telling an address, also after a change was given up
    Resume {
        #[command(flatten)]
        of: One,
        /// Pass over the change that waits or was given up
        #[arg(long)]
        skip: bool,
    },
    /// Make a new secret and print it, this once; the old one signs nothing more
    NewSecret(One),
    /// Take an address out, with all that was noted of it
    Remove(One),
    /// Send a trial to an address, at once and once
    Try(One),
    /// What became of telling an address, the latest first
    Deliveries {
        #[command(flatten)]
        of: One,
        /// How many at most
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1_000))]
        limit: u32,
    },
}

/// One address.
#[derive(Debug, clap::Args)]
pub(super) struct One {
    /// Its id, as `jalon webhook list` prints it
    id: Uuid,
}

/// Carries it out.
pub(super) async fn run(shared: &Shared, asked: WebhookCommand) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let person = Person::operator("cli");
    let by = &person;
    match asked {
        WebhookCommand::List => list(shared, &jalon, by).await,
        WebhookCommand::Add { url, events } => {
            let new = NewWebhook { url, events };
            let (webhook, secret) = jalon.add_webhook(&new, by).await?;
            told(shared, &webhook, Some(secret))
        }
        WebhookCommand::Pause(of) => {
            let change = WebhookChange {
                active: Some(false),
                ..WebhookChange::default()
            };
            alter(shared, &jalon, (of.id, change, by)).await
        }
        WebhookCommand::Resume { of, skip } => {
            let change = WebhookChange {
                active: Some(true),
                skip,
                ..WebhookChange::default()
            };
            alter(shared, &jalon, (of.id, change, by)).await
        }
        WebhookCommand::NewSecret(of) => {
            let change = WebhookChange {
                new_secret: true,
                ..WebhookChange::default()
            };
            alter(shared, &jalon, (of.id, change, by)).await
        }
        WebhookCommand::Remove(of) => {
            jalon.remove_webhook(of.id, by).await?;
            output::line(&format!("{} is told nothing more", of.id))
        }
        WebhookCommand::Try(of) => {
            let trial = jalon.try_webhook(of.id, by).await?;
            deliveries(shared, &[trial])
        }
        WebhookCommand::Deliveries { of, limit } => {
            let found = jalon.webhook_deliveries(of.id, limit, by).await?;
            deliveries(shared, &found)
        }
    }
}

async fn alter(
    shared: &Shared,
    jalon: &Jalon,
    (id, change, by): (Uuid, WebhookChange, &Person),
) -> Result<(), Error> {
    let (webhook, secret) = jalon.change_webhook(id, &change, by).await?;
    told(shared, &webhook, secret)
}

async fn list(shared: &Shared, jalon: &Jalon, by: &Person) -> Result<(), Error> {
    let all = jalon.webhooks(by).await?;
    let views: Vec<_> = all.iter().map(publish::webhook).collect();
    if shared.json {
        return output::json(&views);
    }
    let rows = all.iter().map(|one| {
        vec![
            one.id.to_string(),
            one.url.clone(),
            state_of(one).to_owned(),
            one.told.to_string(),
            codes(&one.events),
        ]
    });
    let head = ["id", "address", "state", "told to change", "of"];
    output::line(&output::table(&head, &[3], rows.collect()))
}

/// An address after it was made or altered; its secret is on a line of its own, for a script to keep.
fn told(
    shared: &Shared,
    webhook: &crate::domain::Webhook,
    secret: Option<String>,
) -> Result<(), Error> {
    if shared.json {
        let view = publish::webhook(webhook);
        return output::json(&serde_json::json!({ "webhook": view, "secret": secret }));
    }
    let (id, url, events) = (webhook.id, &webhook.url, codes(&webhook.events));
    let state = state_of(webhook);
    output::line(&format!("{id}  {url}  {state}: {events}"))?;
    match secret {
        Some(secret) => {
            output::note("its secret, which is not shown again:");
            output::line(&secret)
        }
        None => Ok(()),
    }
}

fn state_of(webhook: &crate::domain::Webhook) -> &'static str {
    match webhook {
        one if !one.is_active => "paused",
        one if one.is_stopped => "stopped: a change was given up",
        one if one.tries > 0 => "trying again",
        _ => "told",
    }
}

fn deliveries(shared: &Shared, all: &[WebhookDelivery]) -> Result<(), Error> {
    if shared.json {
        let views: Vec<_> = all.iter().map(publish::webhook_delivery).collect();
        return output::json(&views);
    }
    let rows = all.iter().map(|one| {
        let what = one.event.map_or("trial", EventKind::code);
        vec![
            one.at.date().to_string(),
            one.change.to_string(),
            what.to_owned(),
            outcome(one.state).to_owned(),
            one.tries.to_string(),
            one.answer.clone(),
        ]
    });
    let head = ["on", "change", "what", "state", "tries", "answer"];
    output::line(&output::table(&head, &[1, 4], rows.collect()))
}

fn outcome(state: DeliveryState) -> &'static str {
    state.code()
}

fn codes(events: &[EventKind]) -> String {
    let codes: Vec<&str> = events.iter().map(|kind| kind.code()).collect();
    codes.join(", ")
}
