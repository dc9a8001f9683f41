//! One site: its sheet for a visit or a meeting, and the statement of its exposure for the emergency file.

use serde_json::Value;
use time::{Date, format_description::well_known::Iso8601};

use super::{ranking::signed, told::Teller};
use crate::{
    documents::{Bar, Block, Cell, Table},
    domain::{Code, Part, Register},
    publish::{AssessmentView, EntryView, IncidentView, SettlementView, VisitView, WorksView},
};

/// What is known of the one site that a report is about.
#[derive(Clone, Debug)]
pub struct SiteTold {
    /// The site.
    pub settlement: SettlementView,
    /// Its latest assessment.
    pub assessment: Option<AssessmentView>,
    /// The score in words, with what people have written down beside it.
    pub sentence: String,
    /// Works that were ordered, newest first.
    pub works: Vec<WorksView>,
    /// Incidents, newest first.
    pub incidents: Vec<IncidentView>,
    /// Visits, newest first.
    pub visits: Vec<VisitView>,
}

/// The sheet: facts, map, score and its reasons, works, incidents, visits; courts for those who may read.
pub(super) fn sheet(teller: &Teller<'_>) -> Vec<Block> {
    let Some(site) = &teller.material.site else {
        return vec![teller.paragraph("report-nothing")];
    };
    let mut blocks = vec![facts(teller, site), Block::Paragraph(site.sentence.clone())];
    blocks.extend(teller.material.map.clone().map(Block::Picture));
    blocks.extend(site.assessment.as_ref().map(|one| bars(teller, one)));
    blocks.push(Block::Table(works(teller, site)));
    blocks.push(Block::Table(incidents(teller, site)));
    blocks.push(Block::Table(visits(teller, site)));
    blocks.extend(of_the_site(
        teller,
        Register::SiteFeature,
        &["kind", "how_many", "condition", "seen_on", "note"],
    ));
    blocks.extend(of_the_site(
        teller,
        Register::SiteStep,
        &["axis", "label", "state", "due_on", "done_on"],
    ));
    blocks.extend(of_the_site(
        teller,
        Register::Operation,
        &[
            "kind",
            "state",
            "planned_from",
            "planned_until",
            "people_moved",
        ],
    ));
    blocks.extend(of_the_site(
        teller,
        Register::StatusChange,
        &["on", "from_status", "to_status", "reason"],
    ));
    blocks.extend(of_the_site(
        teller,
        Register::LegalProcedure,
        &[
            "kind",
            "authority",
            "state",
            "decided_on",
            "leave_by",
            "appeal_until",
            "act",
        ],
    ));
    blocks.extend(of_the_site(
        teller,
        Register::Parcel,
        &["cadastral_id", "owner_kind", "owner"],
    ));
    blocks
}

/// The emergency file: how the site is exposed and by which layers, approvals with their deadlines.
pub(super) fn emergency(teller: &Teller<'_>) -> Vec<Block> {
    let Some(site) = &teller.material.site else {
        return vec![teller.paragraph("report-nothing")];
    };
    let mut blocks = vec![facts(teller, site), Block::Paragraph(site.sentence.clone())];
    blocks.extend(teller.material.map.clone().map(Block::Picture));
    blocks.push(Block::Table(exposure(teller, site)));
    blocks.push(Block::Table(sources(teller)));
    let approvals = [
        "code",
        "kind",
        "authority",
        "state",
        "due_on",
        "filed_on",
        "decided_on",
        "act",
    ];
    blocks.extend(of_the_site(teller, Register::PlanningApproval, &approvals));
    blocks.extend(of_the_site(
        teller,
        Register::Decision,
        &[
            "code",
            "body",
            "subject",
            "state",
            "due_on",
            "due_at",
            "decided_on",
            "taken_at",
        ],
    ));
    blocks.extend(of_the_site(
        teller,
        Register::Operation,
        &[
            "code",
            "kind",
            "state",
            "emergency",
            "planned_from",
            "planned_until",
        ],
    ));
    blocks.push(Block::Table(incidents(teller, site)));
    blocks
}

fn facts(teller: &Teller<'_>, site: &SiteTold) -> Block {
    let place = &site.settlement;
    let number =
        |count: Option<u32>| count.map_or(Cell::Nothing, |n| Cell::Number(f64::from(n), 0));
    let mut facts = vec![
        ("report-code", Cell::text(place.code.as_str())),
        ("table-name", Cell::text(place.name.as_str())),
        (
            "report-kind",
            Cell::text(teller.say(&format!("report-kind-{}", place.kind))),
        ),
        ("report-state", Cell::text(teller.word(place.status.code()))),
        (
            "report-neighbourhood",
            Cell::text(place.neighbourhood.clone().unwrap_or_default()),
        ),
        ("report-households", number(place.households)),
        ("table-people", number(place.people)),
        (
            "report-installed",
            place.installed_on.as_deref().map_or(Cell::Nothing, day),
        ),
        (
            "report-centre",
            Cell::text(format!("{:.5} · {:.5}", place.centre[0], place.centre[1])),
        ),
    ];
    if let Some(assessment) = &site.assessment {
        let score = assessment.score;
        let band = teller.say(&format!("band-{}", score.band));
        facts.push((
            "report-class",
            signed(score.class, format!("{} {band}", score.class)),
        ));
        let bounds = format!(
            "{} ({}–{})",
            teller.words.number(score.value, 1),
            teller.words.number(score.low, 0),
            teller.words.number(score.high, 0),
        );
        facts.push(("report-score", Cell::text(bounds)));
        facts.push(("table-when", Cell::Day(assessment.at.date())));
    }
    let mut told: Vec<(String, Cell)> = facts
        .into_iter()
        .map(|(name, cell)| (teller.say(name), cell))
        .collect();
    told.extend(place_facts(teller));
    Block::Facts(told)
}

/// What is written down of the place, and where its people went on to; nothing where nobody has written any.
fn place_facts(teller: &Teller<'_>) -> Vec<(String, Cell)> {
    let about = teller.material.about.as_deref().unwrap_or_default();
    let all = teller.material.entries.get(&Register::SiteDetails);
    let all = || all.into_iter().flatten();
    let mut facts = Vec::new();
    if let Some(details) = all().find(|entry| entry.text("settlement") == about) {
        let fields = Register::SiteDetails.fields().iter();
        let fields = fields.filter(|field| field.name != "settlement");
        let told = fields.filter(|field| details.fields.contains_key(field.name));
        facts.extend(told.map(|field| {
            (
                teller.say(&field.label_name()),
                teller.cell(details, field.name),
            )
        }));
    }
    let came_from_here = |entry: &&EntryView| {
        let origins = entry.fields.get("predecessors").and_then(Value::as_array);
        origins.is_some_and(|origins| origins.iter().any(|one| one == about))
    };
    let successors: Vec<&str> = all()
        .filter(came_from_here)
        .map(|entry| entry.text("settlement"))
        .collect();
    if !successors.is_empty() {
        facts.push((
            teller.say("report-successors"),
            Cell::text(successors.join(", ")),
        ));
    }
    facts
}

fn day(text: &str) -> Cell {
    Date::parse(text, &Iso8601::DATE).map_or(Cell::Nothing, Cell::Day)
}

/// The points of each factor, which with those of vulnerability sum to the score.
fn bars(teller: &Teller<'_>, assessment: &AssessmentView) -> Block {
    let told = |label: String, value: f64| Bar {
        label,
        value,
        told: teller.words.number(value, 1),
    };
    let factors = assessment
        .factors
        .iter()
        .filter(|factor| !factor.parts.is_empty());
    let mut bars: Vec<Bar> = factors
        .map(|factor| {
            told(
                teller.say(&format!("factor-{}", factor.factor)),
                factor.points,
            )
        })
        .collect();
    bars.push(told(
        teller.say("vulnerability"),
        assessment.vulnerability_points,
    ));
    Block::Bars {
        title: teller.say("report-table-points"),
        bars,
    }
}

fn works(teller: &Teller<'_>, site: &SiteTold) -> Table {
    let columns = [
        "report-kind",
        "report-state",
        "report-requested",
        "report-due",
        "report-team",
        "report-note",
    ];
    let mut table = teller.table("report-table-works", &columns);
    table.rows = site
        .works
        .iter()
        .map(|order| {
            vec![
                Cell::text(teller.say(&format!("report-works-kind-{}", order.kind))),
                Cell::text(teller.say(&format!("report-works-{}", order.status))),
                day(&order.requested_on),
                order.due_on.as_deref().map_or(Cell::Nothing, day),
                Cell::text(order.team.clone().unwrap_or_default()),
                Cell::text(order.note.clone().unwrap_or_default()),
            ]
        })
        .collect();
    table
}

fn incidents(teller: &Teller<'_>, site: &SiteTold) -> Table {
    let columns = [
        "report-day",
        "report-kind",
        "report-severity",
        "report-note",
    ];
    let mut table = teller.table("report-table-incidents", &columns);
    table.rows = site
        .incidents
        .iter()
        .map(|incident| {
            vec![
                day(&incident.on),
                Cell::text(teller.say(&format!("report-incident-kind-{}", incident.kind))),
                Cell::text(teller.say(&format!("report-incident-{}", incident.severity))),
                Cell::text(incident.narrative.clone().unwrap_or_default()),
            ]
        })
        .collect();
    table
}

fn visits(teller: &Teller<'_>, site: &SiteTold) -> Table {
    let columns = [
        "report-day",
        "report-by",
        "report-how",
        "report-answers",
        "report-note",
    ];
    let mut table = teller.table("report-table-visits", &columns);
    table.rows = site
        .visits
        .iter()
        .map(|visit| {
            vec![
                Cell::Day(visit.at.date()),
                Cell::text(visit.by.as_str()),
                Cell::text(teller.say(&format!("method-{}", visit.method))),
                Cell::count(visit.answers.len()),
                Cell::text(visit.note.clone().unwrap_or_default()),
            ]
        })
        .collect();
    table
}

/// Entries of a register that speak of the site; nothing where they may not be read.
fn of_the_site(teller: &Teller<'_>, register: Register, fields: &[&str]) -> Option<Block> {
    let all = teller.material.entries.get(&register)?;
    let code = teller.material.about.as_deref()?;
    let own = all.iter().filter(|entry| entry.text("settlement") == code);
    let title = format!("report-table-{register}").replace('_', "-");
    Some(Block::Table(teller.entries(
        (&title, register),
        fields,
        own,
    )))
}

/// One row a layer: the share of the site in each severity, or the distance to what threatens it.
fn exposure(teller: &Teller<'_>, site: &SiteTold) -> Table {
    let columns = [
        "report-layer",
        "severity-4",
        "severity-3",
        "severity-2",
        "severity-1",
        "report-not-known",
        "report-distance",
    ];
    let mut table = teller.table("report-table-exposure", &columns);
    let factors = site.assessment.iter().flat_map(|one| &one.factors);
    table.rows = factors
        .flat_map(|factor| &factor.parts)
        .filter_map(|part| exposed(teller, part))
        .collect();
    table
}

fn exposed(teller: &Teller<'_>, part: &Part) -> Option<Vec<Cell>> {
    let nearest =
        |distances: &[Option<f64>; 4]| distances.iter().flatten().copied().reduce(f64::min);
    let metres = |distance: Option<f64>| distance.map_or(Cell::Nothing, |m| Cell::Number(m, 0));
    let row = |name: String, shares: &[f64; 4], unknown: f64, distance: Option<f64>| {
        let shares = shares.iter().rev().map(|share| Cell::Share(*share));
        let layer = std::iter::once(Cell::text(teller.say(&name)));
        layer
            .chain(shares)
            .chain([Cell::Share(unknown), metres(distance)])
            .collect()
    };
    match part {
        Part::Zones {
            peril,
            shares,
            distances_m,
            unknown_share,
            ..
        } => Some(row(
            format!("layer-{peril}"),
            shares,
            *unknown_share,
            nearest(distances_m),
        )),
        Part::Depth {
            shares,
            distances_m,
            unknown_share,
            ..
        } => Some(row(
            "layer-flood_depth".to_owned(),
            shares,
            *unknown_share,
            nearest(distances_m),
        )),
        Part::Nearness {
            landmark,
            distance_m,
            ..
        } => {
            let mut cells = vec![Cell::text(teller.say(&format!("layer-{landmark}")))];
            cells.extend([const { Cell::Nothing }; 5]);
            cells.push(metres(*distance_m));
            Some(cells)
        }
        Part::OutsideStudy { peril, .. } => {
            Some(row(format!("layer-{peril}"), &[0.0; 4], 1.0, None))
        }
        Part::UnmappedNearness { .. } | Part::Unanswered { .. } | Part::Checklist { .. } => None,
    }
}

fn sources(teller: &Teller<'_>) -> Table {
    let columns = [
        "report-layer",
        "report-version",
        "report-file",
        "report-imported",
    ];
    let mut table = teller.table("report-table-sources", &columns);
    let layers = teller.material.layers.iter();
    table.rows = layers
        .filter(|layer| layer.is_danger)
        .map(|layer| {
            vec![
                Cell::text(teller.say(&format!("layer-{}", layer.kind))),
                Cell::Number(f64::from(layer.version), 0),
                Cell::text(layer.source.as_str()),
                Cell::Day(layer.imported_at.date()),
            ]
        })
        .collect();
    table
}
