//! Spread or gathered: the report by neighbourhood and year.

use axum::Json;
use serde::Deserialize;
use time::{Date, format_description::well_known::Iso8601};
use utoipa::IntoParams;

use super::{
    asker::{Asker, Seen},
    error::Problem,
    query::Query,
};
use crate::{
    app,
    domain::{Code, DispersalAsked, Viewer},
    publish::{self, DispersalView},
};

/// Which report. The public is told one only, and whoever of the team may read of no household those
/// of the counts that were given out: two of neighbouring days, of parts or of other neighbourhoods
/// would tell of the few moves between them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// Count moves up to this day only, `YYYY-MM-DD`; today unless given. Team only.
    as_of: Option<String>,
    /// Count moves from this day on, and tell what has changed since the day before. Only for those
    /// who may read of households.
    since: Option<String>,
    /// Tell the same by `programme`, `landlord`, `year` or `kind`. Only for those who may read of
    /// households.
    by: Option<String>,
    /// Compare neighbourhoods, years and groups with all `households`, or with the homes on
    /// `offers`. Team only.
    yardstick: Option<String>,
    /// In which neighbourhoods: `iris`, `grid`, `district`, `commune`, `school_area`, `other`; the
    /// territory's own unless given. Only for those who may read of households.
    system: Option<String>,
}

impl Asked {
    fn read(&self) -> Result<DispersalAsked, Problem> {
        Ok(DispersalAsked {
            as_of: day("as_of", self.as_of.as_deref())?,
            since: day("since", self.since.as_deref())?,
            by: word("by", self.by.as_deref())?,
            yardstick: word("yardstick", self.yardstick.as_deref())?,
            system: word("system", self.system.as_deref())?,
        })
    }

    /// Refuses what is not open to a viewer: counts of a few moves could be found by it.
    fn check(&self, viewer: Viewer) -> Result<(), Problem> {
        let of_single_moves = [
            ("since", &self.since),
            ("by", &self.by),
            ("system", &self.system),
        ];
        let of_the_team = [("as_of", &self.as_of), ("yardstick", &self.yardstick)];
        let (closed, why) = match viewer {
            Viewer::CaseWorker => return Ok(()),
            Viewer::Planner => (
                of_single_moves.to_vec(),
                "asked by those who work with the households; leave it out",
            ),
            Viewer::Public => (
                [&of_single_moves[..], &of_the_team].concat(),
                "open to the public; leave it out",
            ),
        };
        let given = closed.iter().find(|(_, value)| value.is_some());
        given.map_or(Ok(()), |(name, _)| Err(Problem::parameter(name, why)))
    }
}

/// How rehoused households are spread over the neighbourhoods.
#[utoipa::path(get, path = "/api/dispersal", operation_id = "dispersal", params(Asked),
    responses(
        (status = 200, description = "The report", body = DispersalView),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No neighbourhoods yet, or no homes on offer", body = Problem)))]
pub(super) async fn dispersal(
    Seen(door, viewer): Seen,
    Asker(person): Asker,
    Query(asked): Query<Asked>,
) -> Result<Json<DispersalView>, Problem> {
    asked.check(viewer)?;
    let wanted = asked.read()?;
    let jalon = door.jalon.clone();
    let report = match viewer {
        Viewer::CaseWorker => {
            door.workers
                .compute(move || jalon.dispersal(wanted))
                .await??
        }
        Viewer::Planner => jalon.dispersal_given_out(wanted, &person).await?,
        Viewer::Public => {
            let told = door.workers.compute(move || jalon.public_dispersal());
            told.await?.map_err(|error| untold(&error))?
        }
    };
    Ok(Json(publish::dispersal(
        viewer,
        &report,
        door.jalon.atlas().least,
    )))
}

fn day(name: &str, text: Option<&str>) -> Result<Option<Date>, Problem> {
    let read = |text| {
        Date::parse(text, &Iso8601::DATE)
            .map_err(|_| Problem::parameter(name, "a day written YYYY-MM-DD"))
    };
    text.map(read).transpose()
}

fn word<W: Code>(name: &str, text: Option<&str>) -> Result<Option<W>, Problem> {
    let read = |text| {
        W::from_code(text).ok_or_else(|| {
            let words: Vec<_> = W::ALL.iter().map(|word| word.code()).collect();
            Problem::parameter(name, &format!("one of: {}", words.join(", ")))
        })
    };
    text.map(read).transpose()
}

/// The team's errors name neighbourhoods and counts, which the public must not learn this way.
fn untold(error: &app::Error) -> Problem {
    tracing::error!(?error, "the public report cannot be made");
    Problem::not_found("there are no figures to show at the moment")
}
