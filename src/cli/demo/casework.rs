//! What people of the sample city have written down, its days counted from today.

use std::collections::BTreeMap;

use serde::Deserialize;
use time::Duration;

use super::{Error, Sample};
use crate::{
    app::{Jalon, Wanted},
    domain::{Ending, NewEnding, NewIncident, NewOverride, NewTeam, NewWorksOrder, VerdictKind},
};

/// Who is named in the record of changes.
const ACTOR: &str = "demo";

/// The file, by sort.
#[derive(Deserialize)]
struct Written {
    teams: Vec<Team>,
    overrides: Vec<Said>,
    works: Vec<Works>,
    incidents: Vec<Incident>,
}

#[derive(Deserialize)]
struct Team {
    name: String,
    #[serde(flatten)]
    rest: NewTeam,
}

#[derive(Deserialize)]
struct Said {
    settlement: String,
    kind: VerdictKind,
    #[serde(default)]
    class: String,
    reason: String,
    by: String,
    until_in_days: i64,
}

#[derive(Deserialize)]
struct Works {
    settlement: String,
    kind: String,
    requested_days_ago: i64,
    due_days_ago: i64,
    done_days_ago: Option<i64>,
    #[serde(default)]
    team: String,
    cost_eur: Option<f64>,
    #[serde(default)]
    note: String,
    by: String,
    #[serde(default)]
    answers: BTreeMap<String, serde_json::Value>,
}

#[derive(Deserialize)]
struct Incident {
    settlement: String,
    kind: String,
    days_ago: i64,
    severity: String,
    deaths: String,
    injured: String,
    #[serde(default)]
    narrative: String,
    by: String,
}

/// Files it all, once: a second start finds the teams and leaves everything as it is.
pub(super) async fn load(jalon: &Jalon) -> Result<(), Error> {
    let any = Wanted {
        settlement: None,
        before: u64::MAX,
        limit: 1,
    };
    if !jalon.atlas().teams.is_empty() || !jalon.works_orders(any).await?.is_empty() {
        return Ok(());
    }
    let missing = || Error::Sample(std::io::ErrorKind::NotFound.into());
    let file = Sample::get("casework.json").ok_or_else(missing)?;
    let written: Written =
        serde_json::from_slice(&file.data).map_err(|error| Error::Sample(error.into()))?;
    for team in written.teams {
        let new = NewTeam {
            name: team.name,
            ..team.rest
        };
        jalon.set_team(&new, ACTOR).await?;
    }
    for said in written.overrides {
        file_override(jalon, said).await?;
    }
    for works in written.works {
        file_works(jalon, works).await?;
    }
    for incident in written.incidents {
        file_incident(jalon, incident).await?;
    }
    Ok(())
}

async fn file_override(jalon: &Jalon, said: Said) -> Result<(), Error> {
    let new = NewOverride {
        class: said.class,
        reason: said.reason,
        by: said.by,
        until: day(jalon, -said.until_in_days),
    };
    jalon
        .set_override(&said.settlement, (said.kind, &new), ACTOR)
        .await?;
    Ok(())
}

async fn file_works(jalon: &Jalon, works: Works) -> Result<(), Error> {
    let new = NewWorksOrder {
        settlement: works.settlement,
        kind: works.kind,
        requested_on: day(jalon, works.requested_days_ago),
        due_on: day(jalon, works.due_days_ago),
        team: works.team,
        cost_eur: works.cost_eur,
        note: works.note,
        by: works.by.clone(),
    };
    let filed = jalon.add_works_order(&new, ACTOR).await?;
    if let Some(days_ago) = works.done_days_ago {
        let end = NewEnding {
            on: day(jalon, days_ago),
            note: String::new(),
            by: works.by,
            answers: works.answers,
        };
        jalon
            .end_works_order(filed.number, (Ending::Done, &end), ACTOR)
            .await?;
    }
    Ok(())
}

async fn file_incident(jalon: &Jalon, incident: Incident) -> Result<(), Error> {
    let new = NewIncident {
        settlement: incident.settlement,
        kind: incident.kind,
        on: day(jalon, incident.days_ago),
        place: None,
        severity: incident.severity,
        deaths: incident.deaths,
        injured: incident.injured,
        narrative: incident.narrative,
        by: incident.by,
    };
    jalon.add_incident(&new, ACTOR).await?;
    Ok(())
}

/// The day so many days ago, or to come.
fn day(jalon: &Jalon, days_ago: i64) -> String {
    let today = jalon.clock().now().date();
    today.saturating_sub(Duration::days(days_ago)).to_string()
}
