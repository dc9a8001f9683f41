//! Where to go first: the settlements, most dangerous first.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime, format_description::well_known::Iso8601};
use utoipa::{IntoParams, ToSchema};

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

/// Of which day.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OfDay {
    /// The ranking as it was at the end of this day (UTC), `YYYY-MM-DD`: by the assessments, shapes and statuses of
    /// then, without what officers wrote beside them. As it is now unless given.
    as_of: Option<String>,
}

impl OfDay {
    fn day(&self) -> Result<Option<Date>, Problem> {
        let Some(text) = &self.as_of else {
            return Ok(None);
        };
        let day = Date::parse(text, &Iso8601::DATE).ok();
        let day = day.filter(|day| *day < Date::MAX);
        day.map(Some)
            .ok_or_else(|| Problem::parameter("as_of", "a day, such as 2026-03-31"))
    }
}

/// The days on which the ranking has moved.
#[derive(Serialize, ToSchema)]
pub(super) struct RankingDays {
    /// Days on which anything was assessed, oldest first; `as_of` between two of them tells the earlier.
    days: Vec<String>,
}

/// The days on which anything was assessed. Team only.
#[utoipa::path(get, path = "/api/ranking/days", operation_id = "ranking_days",
    responses(
        (status = 200, description = "Every day, oldest first", body = RankingDays),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn days(State(door): State<Door>) -> Result<Json<RankingDays>, Problem> {
    door.team_only()?;
    let days = door.jalon.ranking_days().await?;
    let days = days.iter().map(ToString::to_string).collect();
    Ok(Json(RankingDays { days }))
}

/// Open settlements, most dangerous first. Team only.
#[utoipa::path(get, path = "/api/ranking", operation_id = "ranking", params(Page, OfDay, Drawing),
    responses(
        (status = 200, description = "A page of the ranking", body = Ranking),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn ranking(
    State(door): State<Door>,
    asked: (Query<Page>, Query<OfDay>, Query<Drawing>),
) -> Result<Json<Ranking>, Problem> {
    let (Query(page), Query(of_day), Query(drawing)) = asked;
    let (limit, after) = (page.limit()?, page.after()?);
    door.team_only()?;
    if let Some(day) = of_day.day()? {
        drawing.refuse_beside("as_of")?;
        let rows = door.jalon.ranking_on(day).await?;
        return Ok(Json(page_of(rows, (limit, after))));
    }
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

/// A page of a ranking that is there whole.
fn page_of(rows: Vec<RankedView>, (limit, after): (usize, u64)) -> Ranking {
    let total = rows.len();
    let start = usize::try_from(after).unwrap_or(usize::MAX).min(total);
    let end = (start + limit).min(total);
    Ranking {
        assessed_at: rows.iter().map(|row| row.assessed_at).max(),
        total,
        next: (end < total).then(|| end.to_string()),
        items: rows.into_iter().take(end).skip(start).collect(),
    }
}
