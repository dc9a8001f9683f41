//! The rehousing board: households by stage with what waits for somebody. Team only.

use axum::{Json, http::HeaderMap};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    asker::DoorFor,
    error::Problem,
    query::{Query, digits},
    registers::look,
};
use crate::{app::BoardAsked, domain::Language, publish::BoardView};

/// The route of the board.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new().routes(routes!(board))
}

/// Which board is meant.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichBoard {
    /// Code of a settlement: only its households.
    settlement: Option<String>,
    /// Households of a stage, and things of a list, at most: 1 to 200, 20 unless given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
    /// `fr` or `en`; French unless given.
    #[param(inline)]
    lang: Option<Language>,
}

/// Households of a stage shown unless asked otherwise, and at most.
const USUAL: usize = 20;
const MOST: usize = 200;

/// Households by stage, and the follow-ups, proposals and moves that wait: codes and needs. Team only.
#[utoipa::path(get, path = "/api/board", operation_id = "board",
    params(WhichBoard,
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters")),
    responses(
        (status = 200, description = "The board of today, as far as whoever asks may read of households", body = BoardView),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No settlement of this code for this audience", body = Problem),
        (status = 422, description = "What for is not said", body = Problem)))]
pub(super) async fn board(
    DoorFor(door, person): DoorFor,
    Query(which): Query<WhichBoard>,
    headers: HeaderMap,
) -> Result<Json<BoardView>, Problem> {
    door.team_only()?;
    let asked = which.asked()?;
    let board = door.jalon.board(&asked, look(&person, &headers)).await?;
    Ok(Json(board))
}

impl WhichBoard {
    fn asked(self) -> Result<BoardAsked, Problem> {
        let most = match &self.limit {
            None => USUAL,
            Some(text) => digits(text)
                .and_then(|number| usize::try_from(number).ok())
                .filter(|number| (1..=MOST).contains(number))
                .ok_or_else(|| Problem::parameter("limit", "a whole number from 1 to 200"))?,
        };
        Ok(BoardAsked {
            settlement: self.settlement,
            most,
            language: self.lang.unwrap_or(Language::French),
        })
    }
}
