//! Incidents as the team sees them.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::domain::{Audience, Incident, IncidentKind, IncidentSeverity, PeopleBand};

/// What has happened on a settlement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IncidentView {
    /// Number of the change that filed it; null where it stands beside a score.
    pub number: Option<u64>,
    /// Code of the settlement.
    pub settlement: String,
    /// What has happened.
    pub kind: IncidentKind,
    /// On which day; ISO 8601.
    pub on: String,
    /// Longitude and latitude in degrees, where the place is known.
    pub place: Option<[f64; 2]>,
    /// How bad it was.
    pub severity: IncidentSeverity,
    /// How many have died.
    pub deaths: PeopleBand,
    /// How many were injured.
    pub injured: PeopleBand,
    /// What happened.
    pub narrative: Option<String>,
    /// Who wrote it down.
    pub by: String,
    /// When it was written down.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// An incident under its number; `None` when the audience may not know of it.
#[must_use]
pub fn filed_incident(
    audience: Audience,
    incident: &Incident,
    (number, settlement): (Option<u64>, &str),
) -> Option<IncidentView> {
    (audience == Audience::Team).then(|| IncidentView {
        number,
        settlement: settlement.to_owned(),
        kind: incident.kind,
        on: incident.on.to_string(),
        place: incident.place.map(|place| [place.x, place.y]),
        severity: incident.severity,
        deaths: incident.deaths,
        injured: incident.injured,
        narrative: incident.narrative.clone(),
        by: incident.by.clone(),
        at: incident.at,
    })
}
