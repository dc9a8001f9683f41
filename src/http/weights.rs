//! The weights of the scores: what is in force, what another file would change, setting one.

use axum::{
    Json,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue,
        header::{ETAG, IF_MATCH},
    },
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    Door,
    asker::Asker,
    error::Problem,
    query::{Page, Query, digits},
};
use crate::{
    app::{MOST_VERSIONS, WEIGHTS_FILE_LIMIT, WeightsBy, features},
    publish::{self, WeightsView, WhatIfView},
};

/// The weights in force and the versions that were set.
#[derive(Serialize, ToSchema)]
pub(super) struct WeightsInForce {
    /// SHA-256 of the file in force, in hexadecimal.
    sha256: String,
    /// The file in force: TOML.
    text: String,
    /// Versions that were set, newest first, at most 100; none while the default is in force.
    versions: Vec<WeightsView>,
}

/// The text of weights.
#[derive(Serialize, ToSchema)]
pub(super) struct WeightsText {
    /// Which version; 0 for the default weights.
    version: u32,
    /// The file: TOML.
    text: String,
}

/// What a file of weights would change.
#[derive(Serialize, ToSchema)]
pub(super) struct WeightsTried {
    /// SHA-256 of the file, in hexadecimal.
    sha256: String,
    /// The keys whose values differ from those in force.
    changes: Vec<ChangeView>,
    /// Settlements in the ranking, on all pages.
    total: usize,
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The ranking as it would be, most dangerous first.
    items: Vec<WhatIfView>,
}

/// One key whose value differs.
#[derive(Serialize, ToSchema)]
struct ChangeView {
    /// The key with its sections.
    key: String,
    /// Its value in force; null where there is none.
    from: Option<String>,
    /// Its value in the file; null where there is none.
    to: Option<String>,
}

/// Why weights are set, and by whom.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Reason {
    /// Why: weights are a choice of values.
    note: String,
    /// Who sets them; `http` unless given.
    by: Option<String>,
}

/// Weights that were put in force.
#[derive(Serialize, ToSchema)]
pub(super) struct WeightsSet {
    /// The new version.
    set: WeightsView,
    /// Settlements that were assessed under it.
    assessed: usize,
}

/// The weights in force, word by word, and their history. Team only.
#[utoipa::path(get, path = "/api/weights", operation_id = "weights",
    responses(
        (status = 200, description = "The weights in force, with their ETag", body = WeightsInForce),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn weights(State(door): State<Door>) -> Result<Response, Problem> {
    door.team_only()?;
    let model = door.jalon.model();
    let versions = door.jalon.weights_versions(MOST_VERSIONS).await?;
    let mut response = Json(WeightsInForce {
        sha256: model.sha256().to_owned(),
        text: model.text().to_owned(),
        versions: versions.iter().map(publish::weights).collect(),
    })
    .into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", model.sha256())) {
        response.headers_mut().insert(ETAG, tag);
    }
    Ok(response)
}

/// The text of weights that were set, to be tried or set again; of 0, the default weights. Team only.
#[utoipa::path(get, path = "/api/weights/versions/{version}", operation_id = "weightsVersion",
    params(("version" = u32, Path, description = "Which of the newest 100; 0 for the default weights")),
    responses(
        (status = 200, description = "Its text", body = WeightsText),
        (status = 404, description = "No such version, or not for this audience", body = Problem)))]
pub(super) async fn version(
    State(door): State<Door>,
    Path(version): Path<String>,
) -> Result<Json<WeightsText>, Problem> {
    door.team_only()?;
    let missing = || Problem::not_found("no version of the weights has this number");
    let version = digits(&version).and_then(|number| u32::try_from(number).ok());
    let version = version.ok_or_else(missing)?;
    let text = door.jalon.weights_text(version).await?;
    let text = text.ok_or_else(missing)?;
    Ok(Json(WeightsText { version, text }))
}

/// What a file of weights would change, and the ranking under it; nothing is stored. Team only.
#[utoipa::path(post, path = "/api/weights/trial", operation_id = "tryWeights", params(Page),
    request_body(content = String, content_type = "application/toml"),
    responses(
        (status = 200, description = "What would change", body = WeightsTried),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem),
        (status = 413, description = "The file is too large", body = Problem),
        (status = 422, description = "The file cannot be used", body = Problem)))]
pub(super) async fn try_weights(
    State(door): State<Door>,
    Query(page): Query<Page>,
    text: String,
) -> Result<Json<WeightsTried>, Problem> {
    door.team_only()?;
    let (limit, after) = (page.limit()?, page.after()?);
    let text = small(text)?;
    let changes = door.jalon.weights_changes(&text)?;
    let tried = door.jalon.rank_under(&text).await?;
    let start = usize::try_from(after)
        .unwrap_or(usize::MAX)
        .min(tried.len());
    let end = (start + limit).min(tried.len());
    Ok(Json(WeightsTried {
        sha256: crate::app::Jalon::check_weights(&text)?,
        changes: changes
            .into_iter()
            .map(|change| ChangeView {
                key: change.key,
                from: change.from,
                to: change.to,
            })
            .collect(),
        total: tried.len(),
        next: (end < tried.len()).then(|| end.to_string()),
        items: tried[start..end]
            .iter()
            .filter_map(|tried| features::what_if(door.audience, tried))
            .collect(),
    }))
}

/// Puts a file of weights in force and assesses every settlement under it. Team only.
#[utoipa::path(put, path = "/api/weights", operation_id = "setWeights",
    params(Reason, ("If-Match" = Option<String>, Header, description = "The ETag of the weights that were looked at")),
    request_body(content = String, content_type = "application/toml"),
    responses(
        (status = 200, description = "The new version", body = WeightsSet),
        (status = 404, description = "Not for this audience", body = Problem),
        (status = 409, description = "These weights are in force already", body = Problem),
        (status = 412, description = "Others than those of If-Match are in force", body = Problem),
        (status = 413, description = "The file is too large", body = Problem),
        (status = 422, description = "The file cannot be used", body = Problem)))]
pub(super) async fn set_weights(
    State(door): State<Door>,
    Query(reason): Query<Reason>,
    asked: (Asker, HeaderMap),
    text: String,
) -> Result<Json<WeightsSet>, Problem> {
    door.team_only()?;
    let (Asker(person), headers) = asked;
    let by = WeightsBy {
        by: reason.by.as_deref().unwrap_or(&person.name),
        actor: &person.name,
        upon: upon(&headers),
    };
    let set = door.jalon.set_weights(small(text)?, &reason.note, by);
    let (set, scored) = set.await?;
    Ok(Json(WeightsSet {
        set: publish::weights(&set),
        assessed: scored.assessed,
    }))
}

/// Digest of the weights that `If-Match` names. A tag that is none names no weights that there are.
fn upon(headers: &HeaderMap) -> Option<&str> {
    let told = headers.get(IF_MATCH)?.to_str().unwrap_or_default().trim();
    // Compression may have made the tag weak.
    let bare = told.trim_start_matches("W/").trim_matches('"');
    (bare != "*").then_some(bare)
}

fn small(text: String) -> Result<String, Problem> {
    if text.len() <= WEIGHTS_FILE_LIMIT {
        return Ok(text);
    }
    Err(Problem::too_large(format!(
        "the file is larger than {} kB; no file of weights is",
        WEIGHTS_FILE_LIMIT / 1024
    )))
}
