//! Incidents: appended, never changed.

use time::Date;

use super::{Result, Store, Wanted, filed::due_day, row::Row, value::Value};
use crate::domain::{AuditEvent, Code, Filed, Incident, SettlementId, Territory};

const ADD: &str = "
    insert into incident (territory, change, id, settlement, kind, happened_on, lon, lat, severity,
        deaths, injured, narrative, author, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

/// A question for incidents.
macro_rules! incidents_where {
    ($rest:literal) => {
        concat!(
            "
    select incident.change as number, identity.code as settlement_code, incident.id,
           incident.settlement, incident.kind, incident.happened_on, incident.lon, incident.lat,
           incident.severity, incident.deaths, incident.injured, incident.narrative,
           incident.author, incident.at
    from incident
    join settlement_identity as identity
      on identity.territory = incident.territory and identity.id = incident.settlement
    where incident.territory = $1 and ",
            $rest
        )
    };
}

const PAGE: &str = incidents_where!(
    "($2 = '' or identity.code = $2) and incident.change < $3
    order by incident.change desc limit $4"
);

const SINCE: &str = incidents_where!(
    "incident.happened_on > $2 and incident.change < $3
    order by incident.change desc limit $4"
);

impl Store {
    /// Appends an incident and returns its number.
    ///
    /// # Errors
    /// [`Error::Conflict`](super::Error::Conflict) when the settlement was never imported.
    pub async fn add_incident(
        &self,
        territory: &Territory,
        incident: &Incident,
        event: &AuditEvent,
    ) -> Result<u64> {
        let row = |number| row(territory, incident, number);
        self.file((territory, event), ADD, row).await
    }

    /// Appends incidents, all or none.
    pub async fn add_incidents(
        &self,
        territory: &Territory,
        all: &[(Incident, AuditEvent)],
    ) -> Result<()> {
        let row = |incident, number| row(territory, incident, number);
        self.file_all((territory, all), ADD, row).await
    }

    /// Incidents, newest first as they were filed.
    pub async fn incidents(
        &self,
        territory: &Territory,
        wanted: Wanted<'_>,
    ) -> Result<Vec<Filed<Incident>>> {
        self.filed(PAGE, wanted.values(territory), read).await
    }

    /// Up to `limit` incidents that happened after a day, filed before the change of a number.
    pub async fn incidents_after(
        &self,
        territory: &Territory,
        day: Date,
        (before, limit): (u64, u32),
    ) -> Result<Vec<Filed<Incident>>> {
        let values = vec![
            territory.as_str().into(),
            Value::day(Some(day))?,
            before.into(),
            limit.into(),
        ];
        self.filed(SINCE, values, read).await
    }
}

fn row<'a>(
    territory: &'a Territory,
    incident: &'a Incident,
    number: Value<'a>,
) -> Result<Vec<Value<'a>>> {
    Ok(vec![
        territory.as_str().into(),
        number,
        incident.id.into(),
        incident.settlement.0.into(),
        incident.kind.code().into(),
        Value::day(Some(incident.on))?,
        incident.place.map(|place| place.x).into(),
        incident.place.map(|place| place.y).into(),
        incident.severity.code().into(),
        incident.deaths.code().into(),
        incident.injured.code().into(),
        incident.narrative.as_deref().into(),
        incident.by.as_str().into(),
        Value::moment(incident.at)?,
    ])
}

fn read(row: &Row) -> Result<Incident> {
    Ok(Incident {
        id: row.id("id")?,
        settlement: SettlementId(row.id("settlement")?),
        kind: row.word("kind")?,
        on: due_day(row, "happened_on")?,
        place: row.place("lon", "lat")?,
        severity: row.word("severity")?,
        deaths: row.word("deaths")?,
        injured: row.word("injured")?,
        narrative: row.get("narrative")?,
        by: row.get("author")?,
        at: row.moment("at")?,
    })
}
