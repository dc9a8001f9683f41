//! Spread or gathered: the report by neighbourhood and year.

use axum::{Json, extract::State};
use serde::Deserialize;
use time::{Date, format_description::well_known::Iso8601};
use utoipa::IntoParams;

use super::{Door, error::Problem, query::Query};
use crate::{
    app,
    domain::{Audience, Code, DispersalAsked},
    publish::{self, DispersalView},
};

/// Which report. The public is told one only: two of neighbouring days, of parts or of other
/// neighbourhoods would tell of the few moves between them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// Count moves up to this day only, `YYYY-MM-DD`; today unless given. Team only.
    as_of: Option<String>,
    /// Count moves from this day on, and tell what has changed since the day before. Team only.
    since: Option<String>,
    /// Tell the same by `programme`, `landlord`, `year` or `kind`. Team only.
    by: Option<String>,
    /// Compare neighbourhoods, years and groups with all `households`, or with the homes on
    /// `offers`. Team only.
    yardstick: Option<String>,
    /// In which neighbourhoods: `iris`, `grid`, `district`, `commune`, `school_area`, `other`; the
    /// territory's own unless given. Team only.
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

    /// The first parameter that is given.
    fn given(&self) -> Option<&'static str> {
        let all = [
            ("as_of", &self.as_of),
            ("since", &self.since),
            ("by", &self.by),
            ("yardstick", &self.yardstick),
            ("system", &self.system),
        ];
        let given = all.iter().find(|(_, value)| value.is_some());
        given.map(|(name, _)| *name)
    }
}

/// How rehoused households are spread over the neighbourhoods.
#[utoipa::path(get, path = "/api/dispersal", operation_id = "dispersal", params(Asked),
    responses(
        (status = 200, description = "The report", body = DispersalView),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No neighbourhoods yet, or no homes on offer", body = Problem)))]
pub(super) async fn dispersal(
    State(door): State<Door>,
    Query(asked): Query<Asked>,
) -> Result<Json<DispersalView>, Problem> {
    let wanted = match (door.audience, asked.given()) {
        (Audience::Public, Some(name)) => {
            return Err(Problem::parameter(name, "open to the public; leave it out"));
        }
        _ => asked.read()?,
    };
    let jalon = door.jalon.clone();
    let audience = door.audience;
    let report = door
        .workers
        .compute(move || match audience {
            Audience::Team => jalon.dispersal(wanted).map_err(Problem::from),
            Audience::Public => jalon.public_dispersal().map_err(|error| untold(&error)),
        })
        .await??;
    Ok(Json(publish::dispersal(audience, &report)))
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
