//! Where to go first: the settlements, most dangerous first.

use axum::{Json, extract::State};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::{
    Door,
    error::Problem,
    foresight::Drawing,
    query::{Page, Query},
};
use crate::{
    app::{Known, features},
    publish::RankedView,
};

/// A page of the ranking.
#[derive(Serialize, ToSchema)]
pub(super) struct Ranking {
    /// When the latest of them was assessed; null when none is.
    #[serde(with = "time::serde::rfc3339::option")]
    assessed_at: Option<OffsetDateTime>,
    /// Settlements in the ranking, on all pages.
    total: usize,
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The settlements of this page, most dangerous first.
    items: Vec<RankedView>,
}

/// Open settlements, most dangerous first. Team only.
#[utoipa::path(get, path = "/api/ranking", operation_id = "ranking", params(Page, Drawing),
    responses(
        (status = 200, description = "A page of the ranking", body = Ranking),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn ranking(
    State(door): State<Door>,
    Query(page): Query<Page>,
    Query(drawing): Query<Drawing>,
) -> Result<Json<Ranking>, Problem> {
    let (limit, after) = (page.limit()?, page.after()?);
    door.team_only()?;
    let atlas = door.jalon.atlas();
    let ranked: Vec<&Known> = atlas.ranked().collect();
    let start = usize::try_from(after)
        .unwrap_or(usize::MAX)
        .min(ranked.len());
    let end = (start + limit).min(ranked.len());
    let chances = drawing
        .chances(&door, atlas.clone())
        .await?
        .unwrap_or_default();
    let items = (start..end)
        .filter_map(|at| {
            let mut row = features::ranked(&atlas, door.audience, ranked[at])?;
            row.chance = chances.get(at).copied();
            Some(row)
        })
        .collect();
    Ok(Json(Ranking {
        assessed_at: ranked
            .iter()
            .filter_map(|known| Some(known.assessment.as_ref()?.at))
            .max(),
        total: ranked.len(),
        next: (end < ranked.len()).then(|| end.to_string()),
        items,
    }))
}
