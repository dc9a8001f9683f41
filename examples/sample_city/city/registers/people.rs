//! Households, who accompanies them, and the steps of their plans.

use jalon::domain::SettlementStatus as Status;
use time::{Date, Duration, macros::date};

use super::{
    super::{draw::Draw, placements::Move},
    Family, Rows, TODAY, WORKERS,
    rows::{if_past, yes_no},
};

const WISHES: [(&str, u32); 5] = [
    ("ordinary_housing", 68),
    ("adapted_housing", 8),
    ("stay_in_place", 6),
    ("voluntary_return", 4),
    ("undecided", 14),
];

/// Steps of a plan, with the partner who carries each.
const STEPS: [(&str, &str, &str); 7] = [
    ("administrative", "Domiciliation", "VILLE"),
    ("health", "Ouverture des droits santé", "SANTE"),
    ("schooling", "Inscription scolaire", "ECOLE"),
    ("employment", "Rendez-vous pour l'emploi", "EMPLOI"),
    ("language", "Atelier de français", "SEUIL"),
    ("housing", "Demande de logement social", "VILLE"),
    ("citizenship", "Atelier de vie en immeuble", "RIVES"),
];

/// The day after which those who left in the emergency are accompanied where they are.
const AFTER_EMERGENCY: Date = date!(2026 - 01 - 05);

pub(super) fn tables(draw: &mut Draw, families: &[Family], moves: &[Move]) -> Vec<Rows> {
    let started: Vec<Option<Date>> = families
        .iter()
        .map(|family| started(draw, family, moves))
        .collect();
    vec![
        households(draw, families),
        accompaniments(families, &started),
        steps(draw, families, &started),
    ]
}

/// When somebody began to accompany a household, where somebody does.
fn started(draw: &mut Draw, family: &Family, moves: &[Move]) -> Option<Date> {
    let weeks = Duration::weeks(draw.whole(13, 21).into());
    match (family.moved, family.site.0.status) {
        (Some(_), Status::Emergency) => Some(AFTER_EMERGENCY),
        (Some(at), _) => Some(moves[at].moved_on - weeks),
        (None, Status::Accompaniment | Status::MovePlanned | Status::Moving) => {
            Some(TODAY - weeks + Duration::weeks(4))
        }
        _ => None,
    }
}

fn households(draw: &mut Draw, families: &[Family]) -> Rows {
    let columns = "code,state,settlement,operator,arrived_on,size,adults,minors_0_2,minors_3_5,minors_6_11,minors_12_15,minors_16_17,consent,consent_on,wish,rooms_needed,needs_ground_floor,needs_step_free,needs_school_near,rent_most_eur";
    let mut rows = Rows::of("household", columns);
    for family in families {
        rows.line(&household(draw, family));
    }
    rows
}

/// Who has been met is told of with needs and wish; of others only what can be seen is known.
fn household(draw: &mut Draw, family: &Family) -> String {
    let (site, settlement) = &family.site;
    let state = match site.status {
        Status::Reported | Status::Confirmed => "identified",
        Status::Diagnosis if draw.below(2) == 0 => "identified",
        Status::Stabilised => "kept_in_place",
        _ => "assessed",
    };
    let arrived = site.installed_on + Duration::days(draw.below(200).into());
    let people = family.size;
    let adults = if people == 1 {
        1
    } else {
        draw.whole(1, 2) + draw.below(people) / 5
    };
    let mut minors = [0_u32; 5];
    for _ in adults..people {
        minors[draw.below(5) as usize] += 1;
    }
    let minors_told = minors.map(|number| number.to_string()).join(",");
    let (code, operator) = (&family.code, operator(family));
    let seen = format!(
        "{code},{state},{settlement},{operator},{},{people},{adults},{minors_told}",
        if_past(arrived)
    );
    if state == "identified" {
        return format!("{seen},,,,,,,,");
    }
    let wish = draw.weighted(&WISHES, |(_, weight)| *weight).0;
    let step_free = draw.below(12) == 0;
    let ground_floor = yes_no(step_free || draw.below(20) == 0);
    let school = yes_no(minors[1] + minors[2] > 0);
    let rooms = 1 + people.min(8) / 2;
    let rent = 260 + 90 * rooms + 10 * draw.below(12);
    let met = if_past(arrived + Duration::days(260));
    format!(
        "{seen},public_task,{met},{wish},{rooms},{ground_floor},{},{school},{rent}",
        yes_no(step_free)
    )
}

/// The association that works with a household.
fn operator(family: &Family) -> &'static str {
    if family.site.1.ends_with(['1', '3', '5', '7', '9']) {
        "SEUIL"
    } else {
        "RIVES"
    }
}

/// The code of a household's accompaniment.
pub(super) fn accompaniment(family: &Family) -> String {
    format!("A-{}", family.code)
}

fn accompaniments(families: &[Family], started: &[Option<Date>]) -> Rows {
    let columns = "code,household,organisation,referent,started_on,planned_until,next_review_on";
    let mut rows = Rows::of("accompaniment", columns);
    for (at, (family, started)) in (0_u32..).zip(families.iter().zip(started)) {
        let Some(started) = started else { continue };
        // The months on the site, and the year after the move.
        let until = *started + Duration::weeks(17 + 52);
        let review = if until > TODAY {
            (TODAY + Duration::days((at % 40).into())).to_string()
        } else {
            String::new()
        };
        rows.add(&[
            &accompaniment(family),
            &family.code,
            &operator(family),
            &format!("worker-{:02}", at % WORKERS + 1),
            started,
            &until,
            &review,
        ]);
    }
    rows
}

fn steps(draw: &mut Draw, families: &[Family], started: &[Option<Date>]) -> Rows {
    let columns = "code,state,household,axis,label,organisation,due_on,done_on";
    let mut rows = Rows::of("plan_step", columns);
    let mut number = 0;
    for (family, started) in families.iter().zip(started) {
        let Some(started) = started else { continue };
        let first = draw.below(3) as usize;
        for (axis, label, partner) in STEPS.iter().skip(first).step_by(2) {
            number += 1;
            let due = *started + Duration::days(draw.whole(14, 110).into());
            let (state, done) = match draw.below(20) {
                0 => ("dropped", String::new()),
                1..=3 if due + Duration::weeks(26) > TODAY => ("in_progress", String::new()),
                _ if due <= TODAY => ("done", due.to_string()),
                _ => ("todo", String::new()),
            };
            rows.add(&[
                &format!("PS{number:04}"),
                &state,
                &family.code,
                axis,
                label,
                partner,
                &due,
                &done,
            ]);
        }
    }
    rows
}

/// The accompaniments that are over: households that live in a home for a year.
pub(super) fn ended(families: &[Family], moves: &[Move]) -> Rows {
    let mut rows = Rows::of("accompaniment", "code,state,ended_on,ending");
    for family in families {
        let Some(one) = family.moved.map(|at| &moves[at]) else {
            continue;
        };
        let year_later = one.moved_on + Duration::weeks(52);
        if one.kind.is_home() && year_later <= TODAY {
            rows.add(&[&accompaniment(family), &"ended", &year_later, &"autonomous"]);
        }
    }
    rows
}
