//! The rehousing board: households by stage, homes by landlord, the agenda of those who decide. Team only.

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
use crate::{
    app::{AgendaAsked, BoardAsked, HomesBoardAsked},
    domain::Language,
    publish::{AgendaView, BoardView, HomesBoardView},
};

/// The routes of the board.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(board))
        .routes(routes!(homes_board))
        .routes(routes!(agenda))
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
        Ok(BoardAsked {
            settlement: self.settlement,
            most: most(self.limit.as_deref())?,
            language: self.lang.unwrap_or(Language::French),
        })
    }
}

fn most(limit: Option<&str>) -> Result<usize, Problem> {
    let Some(text) = limit else {
        return Ok(USUAL);
    };
    digits(text)
        .and_then(|number| usize::try_from(number).ok())
        .filter(|number| (1..=MOST).contains(number))
        .ok_or_else(|| Problem::parameter("limit", "a whole number from 1 to 200"))
}

/// Which homes are meant.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichHomes {
    /// Code of an organisation: only its homes.
    landlord: Option<String>,
    /// Rows of a list at most: 1 to 200, 20 unless given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
    /// `fr` or `en`; French unless given.
    #[param(inline)]
    lang: Option<Language>,
}

/// Homes by landlord and by convention, and those that no household is offered: no address. Team only.
#[utoipa::path(get, path = "/api/board/homes", operation_id = "homes_board",
    params(WhichHomes,
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters")),
    responses(
        (status = 200, description = "The homes of today, as far as whoever asks may read of them", body = HomesBoardView),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No landlord of this code for this audience", body = Problem),
        (status = 422, description = "What for is not said", body = Problem)))]
pub(super) async fn homes_board(
    DoorFor(door, person): DoorFor,
    Query(which): Query<WhichHomes>,
    headers: HeaderMap,
) -> Result<Json<HomesBoardView>, Problem> {
    door.team_only()?;
    let asked = HomesBoardAsked {
        most: most(which.limit.as_deref())?,
        landlord: which.landlord,
        language: which.lang.unwrap_or(Language::French),
    };
    let look = look(&person, &headers);
    Ok(Json(door.jalon.homes_board(&asked, look).await?))
}

/// Which agenda is meant.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichAgenda {
    /// `steering_group`, `orientation_cell` or `emergency_cell`: only what it decides.
    body: Option<String>,
    /// Sessions, and things that wait, at most: 1 to 200, 20 unless given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
    /// `fr` or `en`; French unless given.
    #[param(inline)]
    lang: Option<Language>,
}

/// The next sessions, what waits for a decision and until when, and what the latest session decided. Team only.
#[utoipa::path(get, path = "/api/board/agenda", operation_id = "agenda",
    params(WhichAgenda,
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters")),
    responses(
        (status = 200, description = "What waits now, as far as whoever asks may read of it", body = AgendaView),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 422, description = "No such body, or what for is not said", body = Problem)))]
pub(super) async fn agenda(
    DoorFor(door, person): DoorFor,
    Query(which): Query<WhichAgenda>,
    headers: HeaderMap,
) -> Result<Json<AgendaView>, Problem> {
    door.team_only()?;
    let asked = AgendaAsked {
        most: most(which.limit.as_deref())?,
        body: which.body,
        language: which.lang.unwrap_or(Language::French),
    };
    let look = look(&person, &headers);
    Ok(Json(door.jalon.agenda(&asked, look).await?))
}
