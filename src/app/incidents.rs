//! Incidents: filed with a warning where they may name somebody, and listed.

use geo_types::{MultiPoint, Point};
use serde_json::json;

use super::{Error, Jalon};
use crate::{
    domain::{AuditEvent, EntryError, Filed, Incident, NewIncident, named_in},
    hazard,
    spatial::Shape,
    store::Wanted,
};

/// An incident farther from its settlement than this belongs to another, or its place is turned.
const FARTHEST_M: f64 = 5_000.0;

/// An incident that has just been filed.
#[derive(Clone, Debug)]
pub struct IncidentFiled {
    /// The incident.
    pub incident: Filed<Incident>,
    /// What a person should look at again.
    pub warnings: Vec<String>,
}

impl Jalon {
    /// Files an incident.
    ///
    /// # Errors
    /// A settlement that is not there, a place far from it, or a value that cannot be taken.
    pub async fn add_incident(
        &self,
        new: &NewIncident,
        actor: &str,
    ) -> Result<IncidentFiled, Error> {
        let (record, event) = self.checked_incident(new, actor)?;
        let settlement = new.settlement.trim().to_owned();
        let number = self
            .store
            .add_incident(&self.territory, &record, &event)
            .await?;
        self.reload().await?;
        let warnings = warnings(&record);
        let incident = Filed {
            number,
            settlement,
            record,
        };
        Ok(IncidentFiled { incident, warnings })
    }

    /// An incident as it is filed, with its event.
    pub(super) fn checked_incident(
        &self,
        new: &NewIncident,
        actor: &str,
    ) -> Result<(Incident, AuditEvent), Error> {
        let record = Incident::entered(new, self.origin(&new.settlement)?)?;
        let settlement = new.settlement.trim();
        self.check_nearness(settlement, &record)?;
        let event = self.event(
            (actor, "incident-add"),
            format!("settlement/{settlement}/incident"),
            json!({ "id": record.id, "kind": record.kind, "on": record.on.to_string() }),
        );
        Ok((record, event))
    }

    /// Incidents, newest first.
    pub async fn incidents(&self, wanted: Wanted<'_>) -> Result<Vec<Filed<Incident>>, Error> {
        Ok(self.store.incidents(&self.territory, wanted).await?)
    }

    fn check_nearness(&self, code: &str, incident: &Incident) -> Result<(), Error> {
        let atlas = self.atlas();
        let (Some(place), Some(known)) = (incident.place, atlas.settlement(code)) else {
            return Ok(());
        };
        let at = Shape::Points(MultiPoint(vec![Point(place)]));
        if hazard::nearest_m(&known.settlement.footprint, [&at], FARTHEST_M).is_some() {
            return Ok(());
        }
        let given = format!("{},{}", place.x, place.y);
        let allowed = format!(
            "longitude, then latitude, within {} km of settlement {code}",
            FARTHEST_M / 1_000.0
        );
        Err(EntryError::of("place", &given, allowed))?
    }
}

/// What a person should look at again.
pub(super) fn warnings(incident: &Incident) -> Vec<String> {
    let found = incident.narrative.as_deref().map(named_in);
    let found = found.unwrap_or_default();
    if found.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "the narrative may name or find somebody ({}); an incident is filed without names, and \
         cannot be changed: ask the data protection officer if it does",
        found.join(", ")
    )]
}
