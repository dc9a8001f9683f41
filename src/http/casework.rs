//! Overrides, imminent danger, works orders, incidents and teams. Team only.

mod overrides;
mod works;
mod incidents;
mod teams;
pub(super) mod files;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Door, body, error::Problem, query::Page};
use crate::app::Wanted;

/// Which records of a list are meant.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Of {
    /// Code of the one settlement that is meant.
    settlement: Option<String>,
}

/// Every route of casework.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(overrides::overrides))
        .routes(routes!(overrides::dangers))
        .routes(routes!(overrides::set_override))
        .routes(routes!(overrides::lift_override))
        .routes(routes!(overrides::flag_danger))
        .routes(routes!(overrides::lift_danger))
        .routes(routes!(works::works_orders, works::add_works_order))
        .routes(routes!(works::finish_works_order))
        .routes(routes!(works::cancel_works_order))
        .routes(routes!(incidents::incidents, incidents::add_incident))
        .routes(routes!(teams::teams))
        .routes(routes!(teams::set_team, teams::remove_team))
        .layer(body::form_limit())
        .merge(files::routes())
}

/// One more than a page, to know whether another one follows.
fn wanted<'a>(of: &'a Of, page: &Page) -> Result<Wanted<'a>, Problem> {
    let after = page.after()?;
    Ok(Wanted {
        settlement: of.settlement.as_deref(),
        before: if after == 0 { u64::MAX } else { after },
        limit: u32::try_from(page.limit()? + 1).unwrap_or(u32::MAX),
    })
}

/// Cuts the one that only told of another page, and says where that page begins.
fn cut<T>(
    mut items: Vec<T>,
    page: &Page,
    number: fn(&T) -> u64,
) -> Result<(Vec<T>, Option<String>), Problem> {
    let limit = page.limit()?;
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items
        .last()
        .filter(|_| more)
        .map(|last| number(last).to_string());
    Ok((items, next))
}
