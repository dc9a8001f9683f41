//! Censuses, operations, sessions, decisions, permits, procedures and what people have told.

use jalon::domain::SettlementStatus as Status;
use time::{Date, Duration, Month, macros::date};

use super::{
    super::{
        draw::Draw,
        sites::{Site, sites},
    },
    Family, Rows, TODAY,
};

/// Work on a settlement by axis, with who carries it.
const SITE_STEPS: [(&str, &str, &str); 5] = [
    ("health", "Permanence de la protection maternelle", "SANTE"),
    ("schooling", "Recensement des enfants à scolariser", "ECOLE"),
    ("site_safety", "Diagnostic incendie", "FEU"),
    ("sanitation", "Bennes et point d'eau", "VILLE"),
    ("employment", "Chantier d'insertion", "CHANTIER"),
];

const REPORTS: [(&str, &str, &str); 8] = [
    ("phone", "S05", "Tentes sous le pont depuis une semaine"),
    ("mail", "S10", "Plusieurs caravanes le long de la route"),
    ("web", "S04", "De la lumière le soir dans le bâtiment fermé"),
    ("police", "S12", "Maison au bord de la voie habitée"),
    ("phone", "S05", "Feu de bois sous le pont"),
    ("team", "S16", "Passerelle emportée par la crue"),
    ("mail", "S08", "Câbles au sol près des pylônes"),
    ("web", "S06", "Enfants au bord de la rocade"),
];

fn settlements() -> impl Iterator<Item = (String, Site)> {
    (1..)
        .zip(sites())
        .map(|(number, site): (u32, Site)| (format!("S{number:02}"), site))
}

/// What moves lead to: the operations, and the censuses before them.
pub(super) fn operations(draw: &mut Draw) -> Vec<Rows> {
    vec![censuses(draw), operations_of_sites()]
}

pub(super) fn tables(draw: &mut Draw, waiting: &[&Family]) -> Vec<Rows> {
    vec![
        meetings(),
        decisions(waiting),
        approvals(),
        site_steps(draw),
        parcels(draw),
        procedures(),
        reports(),
        journal(draw),
    ]
}

fn censuses(draw: &mut Draw) -> Rows {
    let columns = "code,state,settlement,operator,planned_from,planned_until,started_on,done_on,households_expected,households_met,households_refused";
    let mut rows = Rows::of("census", columns);
    for (code, site) in settlements() {
        let is_done = !matches!(
            site.status,
            Status::Reported | Status::Confirmed | Status::Diagnosis
        );
        if !is_done && site.status != Status::Diagnosis {
            continue;
        }
        let from = match site.departure {
            Some(departure) => departure.from - Duration::weeks(34),
            None if is_done => date!(2024 - 03 - 04),
            None => TODAY - Duration::weeks(draw.whole(3, 10).into()),
        };
        let until = from + Duration::weeks(16);
        let (state, done, met) = if is_done {
            ("done", until.to_string(), site.households.to_string())
        } else {
            ("in_progress", String::new(), String::new())
        };
        rows.add(&[
            &format!("CE-{code}"),
            &state,
            &code,
            &"SEUIL",
            &from,
            &until,
            &from,
            &done,
            &site.households,
            &met,
            &(if is_done { "0" } else { "" }),
        ]);
    }
    rows
}

fn operations_of_sites() -> Rows {
    let columns = "code,state,settlement,kind,emergency,operator,planned_from,planned_until,informed_on,started_on,done_on,workers,moving_company,checklist,people_moved";
    let mut rows = Rows::of("operation", columns);
    for (code, site) in settlements() {
        let Some(departure) = site.departure else {
            continue;
        };
        let is_emergency = site.status == Status::Emergency;
        let is_done = is_emergency || site.status == Status::Closed;
        let (state, done) = if is_done {
            ("done", departure.to.to_string())
        } else {
            ("under_way", String::new())
        };
        let (kind, emergency, notice) = if is_emergency {
            ("relocation", "yes", 0)
        } else {
            ("rehousing", "no", 30)
        };
        let ready = if is_done {
            "contracts_prepared;families_informed;contracts_signed;water_cut_planned;waste_cleared;site_secured"
        } else {
            "contracts_prepared;families_informed"
        };
        rows.add(&[
            &format!("OP-{code}"),
            &state,
            &code,
            &kind,
            &emergency,
            &"SEUIL",
            &departure.from,
            &departure.to,
            &(departure.from - Duration::days(notice)),
            &departure.from,
            &done,
            &5,
            &"Déménagements du Confluent",
            &ready,
            &"",
        ]);
    }
    rows
}

/// The first Tuesday of each month from the first one on, and a month ahead.
fn sessions() -> Vec<Date> {
    let months = (11..=12)
        .map(|month| (2023, month))
        .chain((2024..=2026).flat_map(|year| (1..=12).map(move |month| (year, month))));
    months
        .filter_map(|(year, month)| {
            Date::from_calendar_date(year, Month::try_from(month).ok()?, 1).ok()
        })
        .map(|first| {
            let days = (8 - i64::from(first.weekday().number_days_from_monday())).rem_euclid(7);
            first + Duration::days(days)
        })
        .collect()
}

/// The code and the day of the last session of the steering group by a day, or else of the first.
fn session_by(day: Date) -> (String, Date) {
    let (before, after): (Vec<Date>, Vec<Date>) =
        sessions().into_iter().partition(|held| *held <= day);
    let held = before.last().or(after.first()).copied().unwrap_or(day);
    (format!("CP-{}", &held.to_string()[..7]), held)
}

fn meetings() -> Rows {
    let columns = "code,state,body,planned_on,held_on,venue,organisations,minutes";
    let mut rows = Rows::of("meeting", columns);
    for day in sessions() {
        let (code, _) = session_by(day);
        let is_held = day <= TODAY;
        let (state, held, minutes) = if is_held {
            (
                "held",
                day.to_string(),
                "Points de l'ordre du jour examinés. Prochaine séance le mois suivant.",
            )
        } else {
            ("planned", String::new(), "")
        };
        rows.add(&[
            &code,
            &state,
            &"steering_group",
            &day,
            &held,
            &"Hôtel de ville",
            &"VILLE;ETAT;AGGLO;DEPT;SEUIL;RIVES",
            &minutes,
        ]);
    }
    let night = date!(2025 - 12 - 11);
    rows.add(&[
        &"CU-2025-12",
        &"held",
        &"emergency_cell",
        &night,
        &night,
        &"Préfecture",
        &"VILLE;ETAT;FEU;SEUIL",
        &"Crue annoncée : mise à l'abri dès le lendemain.",
    ]);
    for weeks in (0..12).rev() {
        let day = date!(2026 - 11 - 05) - Duration::weeks(2 * weeks);
        rows.add(&[
            &format!("CO-{day}"),
            &"held",
            &"orientation_cell",
            &day,
            &day,
            &"Maison des associations",
            &"VILLE;SEUIL;RIVES;AGENCE",
            &"",
        ]);
    }
    rows.add(&[
        &format!("CO-{CASES_ON}"),
        &"planned",
        &"orientation_cell",
        &CASES_ON,
        &"",
        &"Maison des associations",
        &"VILLE;SEUIL;RIVES;AGENCE",
        &"",
    ]);
    rows
}

/// The next session of the orientation cell, and how many cases it looks at.
const CASES_ON: Date = date!(2026 - 11 - 19);
const CASES: usize = 6;

/// Decisions about settlements, then the cases of households that the orientation cell will look at.
fn decisions(waiting: &[&Family]) -> Rows {
    let columns = "code,state,body,subject,meeting,settlement,operation,due_on,decided_on,orientation,members,minutes,household";
    let mut rows = Rows::of("decision", columns);
    for (code, site) in settlements() {
        if let Some(decided) = decision(&code, &site) {
            rows.line(&format!("DE-{code},{decided},"));
        }
    }
    for family in waiting.iter().take(CASES) {
        let code = &family.code;
        rows.line(&format!(
            "DE-{code},on_agenda,orientation_cell,orientation,CO-{CASES_ON},,,{CASES_ON},,,,,{code}"
        ));
    }
    rows
}

/// What was decided of a settlement, or is to be.
fn decision(code: &str, site: &Site) -> Option<String> {
    Some(match (site.departure, site.status) {
        (Some(departure), Status::Emergency) => {
            let on = departure.from - Duration::days(1);
            format!(
                "validated,emergency_cell,site_emergency,CU-2025-12,{code},OP-{code},{},{on},shelter,6,Mise à l'abri de tous les ménages avant la crue.",
                departure.from
            )
        }
        (Some(departure), _) => {
            let (session, on) = session_by(departure.from - Duration::weeks(6));
            format!(
                "validated,steering_group,site_resorption,{session},{code},OP-{code},,{on},rehousing,9,"
            )
        }
        (None, Status::Diagnosis) => {
            let (session, due) = session_by(date!(2026 - 12 - 31));
            format!("on_agenda,steering_group,site_resorption,{session},{code},,{due},,,,")
        }
        (None, Status::Stabilised) => {
            let (session, on) = session_by(date!(2025 - 03 - 31));
            format!(
                "validated,steering_group,works_in_place,{session},{code},,,{on},kept_in_place,8,"
            )
        }
        _ => return None,
    })
}

fn approvals() -> Rows {
    let columns =
        "code,state,settlement,operation,kind,authority,due_on,filed_on,decided_on,act,expires_on";
    let mut rows = Rows::of("planning_approval", columns);
    for line in [
        "PA01,granted,S01,OP-S01,emergency_permit,Préfecture,2025-12-20,2025-12-13,2025-12-15,AU-2025-117,2026-12-15",
        "PA02,filed,S01,OP-S01,temporary_occupation,Ville,2026-11-30,2026-10-26,,,",
        "PA03,to_file,S17,OP-S17,demolition,Ville,2026-10-15,,,,",
        "PA04,granted,S11,,works,Agglomération,2025-06-30,2025-04-14,2025-05-27,PC-2025-0412,",
    ] {
        rows.line(line);
    }
    rows
}

fn site_steps(draw: &mut Draw) -> Rows {
    let columns = "code,state,settlement,operation,axis,label,organisation,due_on,done_on";
    let mut rows = Rows::of("site_step", columns);
    let mut number = 0;
    for (code, site) in settlements() {
        if matches!(site.status, Status::Reported | Status::Confirmed) {
            continue;
        }
        let begins = match site.departure {
            Some(departure) => departure.from - Duration::weeks(17),
            None => TODAY - Duration::weeks(6),
        };
        for (axis, label, partner) in SITE_STEPS {
            number += 1;
            let due = begins + Duration::days(draw.whole(10, 100).into());
            let (state, done) = match draw.below(12) {
                0 => ("in_progress", String::new()),
                _ if due <= TODAY => ("done", due.to_string()),
                _ => ("todo", String::new()),
            };
            let operation = site
                .departure
                .map_or_else(String::new, |_| format!("OP-{code}"));
            rows.add(&[
                &format!("SS{number:03}"),
                &state,
                &code,
                &operation,
                &axis,
                &label,
                &partner,
                &due,
                &done,
            ]);
        }
    }
    rows
}

fn parcels(draw: &mut Draw) -> Rows {
    let owners = [
        ("city", "Ville de Belorme-sur-Garonne"),
        ("railway", "Compagnie du rail"),
        ("company", "Foncière du Confluent"),
        ("metropole", "Agglomération de Belorme"),
        ("private", "Indivision du Verger"),
    ];
    let mut rows = Rows::of("parcel", "code,settlement,cadastral_id,owner_kind,owner");
    for (code, _) in settlements() {
        let (kind, owner) = *draw.weighted(&owners, |_| 1);
        let section = ["AB", "AK", "BC", "ZD"][draw.below(4) as usize];
        rows.add(&[
            &format!("PC-{code}"),
            &code,
            &format!("{section} {:04}", draw.whole(1, 480)),
            &kind,
            &owner,
        ]);
    }
    rows
}

fn procedures() -> Rows {
    let columns = "code,state,settlement,kind,authority,started_on,hearing_on,decided_on,leave_by,appeal_until,police,parcels,act";
    let mut rows = Rows::of("legal_procedure", columns);
    for line in [
        "LP01,enforced,S20,court,Tribunal judiciaire,2023-05-15,2023-09-12,2023-10-03,2024-03-31,2023-11-03,none,PC-S20,RG 23/0417",
        "LP02,decided,S07,court,Tribunal judiciaire,2025-11-20,2026-03-10,2026-04-07,2026-12-31,2026-05-07,none,PC-S07,RG 25/1182",
        "LP03,open,S03,owner_complaint,Compagnie du rail,2026-06-22,2026-12-08,,,,none,PC-S03,",
        "LP04,decided,S12,insalubrity_order,Préfecture,2026-02-16,,2026-05-18,2027-05-18,,none,PC-S12,AP-2026-051",
        "LP05,dropped,S11,court,Tribunal judiciaire,2024-01-15,,,,,none,PC-S11,",
    ] {
        rows.line(line);
    }
    rows
}

fn reports() -> Rows {
    let mut rows = Rows::of(
        "report",
        "code,state,channel,received_on,text,settlement,same_as",
    );
    for (number, (channel, settlement, text)) in (1_u32..).zip(REPORTS) {
        let received = TODAY - Duration::days(i64::from(150 - 17 * number));
        let (state, same) = if number == 5 {
            ("duplicate", "RE01")
        } else {
            ("linked", "")
        };
        rows.add(&[
            &format!("RE{number:02}"),
            &state,
            &channel,
            &received,
            &text,
            &settlement,
            &same,
        ]);
    }
    rows.add(&[
        &"RE09",
        &"received",
        &"phone",
        &(TODAY - Duration::days(1)),
        &"Cabanes derrière l'ancienne gare de triage",
        &"",
        &"",
    ]);
    rows
}

fn journal(draw: &mut Draw) -> Rows {
    let mut rows = Rows::of("journal_entry", "code,settlement,on,tags,text");
    let open = settlements().filter(|(_, site)| site.status.is_open());
    for (number, (code, site)) in (1..).zip(open) {
        let on = TODAY - Duration::days(draw.whole(1, 45).into());
        let (tag, text) = match site.status {
            Status::Reported | Status::Confirmed => ("visit", "Premier contact sur place."),
            Status::Diagnosis => ("visit", "Entretiens du diagnostic en cours."),
            Status::Emergency => (
                "meeting",
                "Point avec les hôtels : tous les ménages sont suivis.",
            ),
            _ => (
                "meeting",
                "Réunion avec les familles sur les prochaines propositions.",
            ),
        };
        rows.add(&[&format!("JE{number:02}"), &code, &on, &tag, &text]);
    }
    rows
}
