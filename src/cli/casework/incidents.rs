//! `jalon incident`.

use super::{
    ACTOR, IncidentCommand,
    args::{IncidentAdd, Listing},
    or_dash,
};
use crate::{
    cli::{Error, args::Shared, open, output},
    domain::{Audience, Filed, Incident, NewIncident},
    publish::{self, IncidentView},
};

/// Adds or lists incidents.
pub(in crate::cli) async fn run(shared: &Shared, asked: IncidentCommand) -> Result<(), Error> {
    match asked {
        IncidentCommand::Add(asked) => add(shared, asked).await,
        IncidentCommand::List(listing) => list(shared, listing).await,
    }
}

async fn add(shared: &Shared, asked: IncidentAdd) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let new = NewIncident {
        place: asked.place.as_deref().map(place).transpose()?,
        settlement: asked.site,
        kind: asked.kind,
        on: asked.on,
        severity: asked.severity,
        deaths: asked.deaths,
        injured: asked.injured,
        narrative: asked.narrative,
        by: asked.by,
    };
    let filed = jalon.add_incident(&new, ACTOR).await?;
    for warning in &filed.warnings {
        output::note(&format!("warning: {warning}"));
    }
    let incident = &filed.incident;
    if shared.json {
        return output::json(&view(incident));
    }
    output::line(&format!(
        "{}: {} of {} filed, number {}; the score stays as it is",
        incident.settlement, incident.record.kind, incident.record.on, incident.number
    ))
}

fn place(text: &str) -> Result<[f64; 2], Error> {
    let number = |text: &str| text.trim().parse().ok();
    text.split_once(',')
        .and_then(|(lon, lat)| Some([number(lon)?, number(lat)?]))
        .ok_or_else(|| Error::Usage {
            what: format!("--place {text:?} is not LON,LAT in degrees"),
            command: "incident add",
        })
}

async fn list(shared: &Shared, listing: Listing) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let found = jalon.incidents(listing.wanted()).await?;
    let views: Vec<IncidentView> = found.iter().filter_map(view).collect();
    if shared.json {
        return output::json(&views);
    }
    let rows = views.iter().map(row).collect();
    let head = [
        "number",
        "site",
        "what",
        "on",
        "severity",
        "deaths",
        "injured",
        "narrative",
    ];
    output::line(&output::table(&head, &[0], rows))?;
    listing.note_more(found.len(), found.last().map(|filed| filed.number));
    Ok(())
}

fn row(view: &IncidentView) -> Vec<String> {
    let number = view.number.map(|number| number.to_string());
    vec![
        number.unwrap_or_default(),
        view.settlement.clone(),
        view.kind.to_string(),
        view.on.clone(),
        view.severity.to_string(),
        view.deaths.to_string(),
        view.injured.to_string(),
        or_dash(view.narrative.as_deref()),
    ]
}

fn view(filed: &Filed<Incident>) -> Option<IncidentView> {
    let place = (Some(filed.number), filed.settlement.as_str());
    publish::filed_incident(Audience::Team, &filed.record, place)
}
