//! What lies behind one settlement's score: why it moved, what would change it, what it hangs on.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    Door,
    error::Problem,
    query::{Query, digits},
};
use crate::{
    app::{
        self, Atlas, DrawsAsked, Jalon, Since, explain_difference, explain_remedies,
        explain_sensitivity,
    },
    domain::{Audience, Language, RankChance},
    publish::{self, AssessedView, DifferenceView, RemediesView, SensitivityView, SentenceView},
};

/// Lines unless asked otherwise, and at most.
const LINES: (usize, usize) = (20, 1_000);

/// How many lines are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Lines {
    /// How many at most: 1 to 1000, 20 unless given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000)]
    limit: Option<String>,
}

impl Lines {
    fn limit(&self) -> Result<usize, Problem> {
        let (usual, most) = LINES;
        let given = number("limit", self.limit.as_deref())?.map(usize::try_from);
        match given {
            None => Ok(usual),
            Some(Ok(limit)) if (1..=most).contains(&limit) => Ok(limit),
            Some(_) => Err(Problem::parameter("limit", "a whole number from 1 to 1000")),
        }
    }
}

/// With which assessment the latest is compared.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct From {
    /// A day, `YYYY-MM-DD`, for the assessment that was the latest at its end; or the id of an
    /// assessment. The one before the latest unless given.
    from: Option<String>,
}

/// How the ranking is drawn.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Drawing {
    /// How often the weights and what is not known are drawn, to tell the chance of each rank:
    /// 1 to 100000, less for more than 4,000 settlements. Without it nothing is drawn.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 100_000)]
    draws: Option<String>,
    /// The chance of being among so many first; as in the weights unless given.
    #[param(value_type = Option<u64>, minimum = 1)]
    top: Option<String>,
    /// The seed, to draw the same again; as in the weights unless given.
    #[param(value_type = Option<u64>)]
    seed: Option<String>,
}

impl Drawing {
    /// Draws are made of what is known now: beside another day they would mean nothing.
    pub(super) fn refuse_beside(&self, name: &str) -> Result<(), Problem> {
        let asked = self.draws.is_some() || self.top.is_some() || self.seed.is_some();
        if asked {
            let why = format!("possible without `{name}`; leave one of them out");
            return Err(Problem::parameter("draws", &why));
        }
        Ok(())
    }

    /// The chances of all settlements in the order of the atlas's ranking, if draws are asked for.
    pub(super) async fn chances(
        &self,
        door: &Door,
        atlas: Arc<Atlas>,
    ) -> Result<Option<Vec<RankChance>>, Problem> {
        let asked = DrawsAsked {
            draws: number("draws", self.draws.as_deref())?,
            seed: number("seed", self.seed.as_deref())?,
            top_k: number("top", self.top.as_deref())?,
        };
        if asked.draws.is_none() {
            return Ok(None);
        }
        let draws = atlas.rank_draws(asked)?;
        let drawing = move || atlas.rank_chances(&draws);
        Ok(Some(door.workers.compute(drawing).await?))
    }
}

/// A settlement's assessments.
#[derive(Serialize, ToSchema)]
pub(super) struct History {
    /// Newest first.
    items: Vec<AssessedView>,
}

/// Why a settlement's score has moved since an earlier assessment. Team only.
#[utoipa::path(get, path = "/api/settlements/{code}/moved", operation_id = "moved",
    params(("code" = String, Path, description = "Code of the settlement"), From),
    responses(
        (status = 200, description = "The difference", body = DifferenceView),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No such settlement or earlier assessment", body = Problem)))]
pub(super) async fn moved(
    State(door): State<Door>,
    Path(code): Path<String>,
    Query(asked): Query<From>,
) -> Result<Json<DifferenceView>, Problem> {
    let jalon = of_the_team(&door, &code)?;
    let since = match &asked.from {
        None => Since::TheOneBefore,
        Some(text) => text
            .parse()
            .map_err(|wanted| Problem::parameter("from", wanted))?,
    };
    let difference = jalon.difference(&code, since).await?;
    let sentence = both(|language| explain_difference(&difference, language));
    Ok(Json(publish::difference(difference, sentence)))
}

/// What would change a settlement's score: things to find out, works, and the best works together.
/// Team only.
#[utoipa::path(get, path = "/api/settlements/{code}/works", operation_id = "works",
    params(("code" = String, Path, description = "Code of the settlement"), Lines),
    responses(
        (status = 200, description = "What would change the score", body = RemediesView),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No such settlement", body = Problem)))]
pub(super) async fn works(
    State(door): State<Door>,
    Path(code): Path<String>,
    Query(asked): Query<Lines>,
) -> Result<Json<RemediesView>, Problem> {
    let (jalon, limit) = (of_the_team(&door, &code)?, asked.limit()?);
    let working = move || jalon.remedies(&code, limit);
    let mut remedies = door.workers.compute(working).await??;
    let sentence = both(|language| explain_remedies(&remedies, language));
    remedies.alone.truncate(limit);
    Ok(Json(publish::remedies(remedies, sentence)))
}

/// Which number of the weights, and which thing not known, a settlement's rank hangs on most. Team
/// only.
#[utoipa::path(get, path = "/api/settlements/{code}/sensitivity", operation_id = "sensitivity",
    params(("code" = String, Path, description = "Code of the settlement"), Lines),
    responses(
        (status = 200, description = "What it hangs on", body = SensitivityView),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No such settlement", body = Problem)))]
pub(super) async fn sensitivity(
    State(door): State<Door>,
    Path(code): Path<String>,
    Query(asked): Query<Lines>,
) -> Result<Json<SensitivityView>, Problem> {
    let (jalon, limit) = (of_the_team(&door, &code)?, asked.limit()?);
    let working = move || jalon.sensitivity(&code);
    let swings = door.workers.compute(working).await??;
    let sentence = both(|language| explain_sensitivity(&swings, language));
    Ok(Json(publish::sensitivity(swings, limit, sentence)))
}

/// A settlement's assessments, newest first. Team only.
#[utoipa::path(get, path = "/api/settlements/{code}/history", operation_id = "history",
    params(("code" = String, Path, description = "Code of the settlement"), Lines),
    responses(
        (status = 200, description = "Its assessments", body = History),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No such settlement", body = Problem)))]
pub(super) async fn history(
    State(door): State<Door>,
    Path(code): Path<String>,
    Query(asked): Query<Lines>,
) -> Result<Json<History>, Problem> {
    let (jalon, limit) = (of_the_team(&door, &code)?, asked.limit()?);
    let limit = u32::try_from(limit).unwrap_or(u32::MAX);
    let items = jalon.history(&code, limit).await?;
    Ok(Json(History {
        items: items.iter().map(publish::assessed).collect(),
    }))
}

/// The public finds no settlement, whatever is asked about it.
fn of_the_team(door: &Door, code: &str) -> Result<Arc<Jalon>, Problem> {
    match door.audience {
        Audience::Team => Ok(door.jalon.clone()),
        Audience::Public => Err(Problem::from(app::Error::NoSettlement {
            code: code.to_owned(),
        })),
    }
}

fn number(name: &str, text: Option<&str>) -> Result<Option<u64>, Problem> {
    let read = |text| digits(text).ok_or_else(|| Problem::parameter(name, "a whole number"));
    text.map(read).transpose()
}

/// The same in two languages.
pub(super) fn both(said: impl Fn(Language) -> String) -> SentenceView {
    SentenceView {
        fr: said(Language::French),
        en: said(Language::English),
    }
}
