//! Addresses of other systems that are told what changes: listed, made, altered, tried, taken out. Team
//! only, for whoever runs the installation.

use axum::{Json, extract::Path, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    Door,
    asker::DoorFor,
    body::{self, Form},
    error::Problem,
    query::Query,
};
use crate::{
    app,
    domain::{NewWebhook, Webhook, WebhookChange},
    publish::{self, WebhookDeliveryView, WebhookView},
};

/// Deliveries listed unless asked otherwise, and at most.
const LISTED: u32 = 100;
const LISTED_MOST: u32 = 1_000;

/// Every route of webhooks.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(webhooks, add_webhook))
        .routes(routes!(change_webhook, remove_webhook))
        .routes(routes!(try_webhook))
        .routes(routes!(deliveries))
        .layer(body::form_limit())
}

/// The addresses that are told.
#[derive(Serialize, ToSchema)]
pub(super) struct Webhooks {
    /// Oldest first; 50 at most.
    items: Vec<WebhookView>,
}

/// An address that was just made or altered.
#[derive(Serialize, ToSchema)]
pub(super) struct WebhookMade {
    /// What signs everything that is sent, where it is new. It is not shown again.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    /// What is known of it from now on.
    webhook: WebhookView,
}

/// What became of telling an address.
#[derive(Serialize, ToSchema)]
pub(super) struct WebhookDeliveries {
    /// Newest change first.
    items: Vec<WebhookDeliveryView>,
}

/// How many are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Many {
    /// How many at most: 1 to 1000, 100 unless given.
    limit: Option<u32>,
}

/// Every address that is told what changes. Team only.
#[utoipa::path(get, path = "/api/webhooks", operation_id = "webhooks",
    responses(
        (status = 200, description = "Every address, without secrets", body = Webhooks),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn webhooks(DoorFor(door, person): DoorFor) -> Result<Json<Webhooks>, Problem> {
    door.team_only()?;
    let found = door.jalon.webhooks(&person).await?;
    let items = found.iter().map(publish::webhook).collect();
    Ok(Json(Webhooks { items }))
}

/// Makes an address that is told of what changes from now on. Team only.
#[utoipa::path(post, path = "/api/webhooks", operation_id = "add_webhook", request_body = NewWebhook,
    responses(
        (status = 201, description = "The address and, this once, its secret", body = WebhookMade),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem),
        (status = 422, description = "An address that may not be used, or no kind of event", body = Problem)))]
pub(super) async fn add_webhook(
    DoorFor(door, person): DoorFor,
    Form(new): Form<NewWebhook>,
) -> Result<(StatusCode, Json<WebhookMade>), Problem> {
    door.team_only()?;
    let (made, secret) = door.jalon.add_webhook(&new, &person).await?;
    Ok((StatusCode::CREATED, made_view(&made, Some(secret))))
}

/// Alters an address, goes on after a change was given up, or makes a new secret. Team only.
#[utoipa::path(patch, path = "/api/webhooks/{id}", operation_id = "change_webhook",
    params(("id" = Uuid, Path, description = "Which one")), request_body = WebhookChange,
    responses(
        (status = 200, description = "The address and, where it is new, its secret", body = WebhookMade),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such address for this audience", body = Problem),
        (status = 422, description = "An address that may not be used, or no kind of event", body = Problem)))]
pub(super) async fn change_webhook(
    DoorFor(door, person): DoorFor,
    Path(id): Path<String>,
    Form(change): Form<WebhookChange>,
) -> Result<Json<WebhookMade>, Problem> {
    door.team_only()?;
    let changed = door.jalon.change_webhook(named(&id)?, &change, &person);
    let (webhook, secret) = changed.await?;
    Ok(made_view(&webhook, secret))
}

/// Takes an address out, with all that was noted of it. Team only.
#[utoipa::path(delete, path = "/api/webhooks/{id}", operation_id = "remove_webhook",
    params(("id" = Uuid, Path, description = "Which one")),
    responses(
        (status = 204, description = "It is told nothing more"),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such address for this audience", body = Problem)))]
pub(super) async fn remove_webhook(
    DoorFor(door, person): DoorFor,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    door.team_only()?;
    door.jalon.remove_webhook(named(&id)?, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a trial to an address, at once and once. Team only.
#[utoipa::path(post, path = "/api/webhooks/{id}/ping", operation_id = "try_webhook",
    params(("id" = Uuid, Path, description = "Which one")),
    responses(
        (status = 200, description = "What was answered", body = WebhookDeliveryView),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such address for this audience", body = Problem)))]
pub(super) async fn try_webhook(
    DoorFor(door, person): DoorFor,
    Path(id): Path<String>,
) -> Result<Json<WebhookDeliveryView>, Problem> {
    door.team_only()?;
    let told = door.jalon.try_webhook(named(&id)?, &person).await?;
    Ok(Json(publish::webhook_delivery(&told)))
}

/// What became of telling an address, with its last answer. Team only.
#[utoipa::path(get, path = "/api/webhooks/{id}/deliveries", operation_id = "webhook_deliveries",
    params(("id" = Uuid, Path, description = "Which one"), Many),
    responses(
        (status = 200, description = "Newest change first; the last 1,000 are kept", body = WebhookDeliveries),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such address for this audience", body = Problem)))]
pub(super) async fn deliveries(
    DoorFor(door, person): DoorFor,
    Path(id): Path<String>,
    Query(many): Query<Many>,
) -> Result<Json<WebhookDeliveries>, Problem> {
    door.team_only()?;
    let limit = many.limit.unwrap_or(LISTED);
    if !(1..=LISTED_MOST).contains(&limit) {
        return Err(Problem::parameter("limit", "a whole number from 1 to 1000"));
    }
    let found = door.jalon.webhook_deliveries(named(&id)?, limit, &person);
    let found = found.await?;
    let items = found.iter().map(publish::webhook_delivery).collect();
    Ok(Json(WebhookDeliveries { items }))
}

fn made_view(webhook: &Webhook, secret: Option<String>) -> Json<WebhookMade> {
    Json(WebhookMade {
        secret,
        webhook: publish::webhook(webhook),
    })
}

fn named(id: &str) -> Result<Uuid, Problem> {
    let id = id.parse().map_err(|_| app::Error::NoWebhook)?;
    Ok(id)
}
