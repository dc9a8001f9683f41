//! What teams saw at the settlements, in the format that `jalon visit import` reads.
//!
//! Some sites are visited often, some long ago, some never; some questions were not asked and
//! some could not be told, so that answers of every age and kind stand in the sample.

use jalon::domain::{SettlementKind, SettlementStatus};
use time::{Date, Duration, macros::date};
use uuid::Builder;

use super::{
    draw::Draw,
    sites::{Site, sites},
};

/// The last day on which anybody of the sample went out.
const LAST_DAY: Date = date!(2026 - 10 - 30);
/// Each of so many sites has never been visited.
const UNVISITED_EVERY: usize = 6;

/// A question of the weights with what is usual on a bad and on a fair site.
struct Asked {
    key: &'static str,
    range: Range,
}

#[derive(Clone, Copy)]
enum Range {
    /// A number between these two, with so many decimals.
    Number(f64, f64, usize),
    /// Yes on so many of a hundred sites.
    Yes(u32),
}

const ASKED: [Asked; 24] = [
    asked("spacing_m", Range::Number(0.4, 3.0, 1)),
    asked("hydrant_m", Range::Number(60.0, 520.0, 0)),
    asked("no_fire_engine_access", Range::Yes(35)),
    asked("combustible_share", Range::Number(0.2, 0.95, 2)),
    asked("improvised_energy", Range::Yes(60)),
    asked("health_centre_m", Range::Number(600.0, 5_500.0, 0)),
    asked("single_access", Range::Yes(55)),
    asked("litres_pd", Range::Number(5.0, 30.0, 0)),
    asked("water_m", Range::Number(5.0, 650.0, 0)),
    asked("persons_per_tap", Range::Number(20.0, 300.0, 0)),
    asked("stagnant_water", Range::Yes(45)),
    asked("persons_per_toilet", Range::Number(12.0, 60.0, 0)),
    asked("open_defecation", Range::Yes(30)),
    asked("toilet_m", Range::Number(10.0, 120.0, 0)),
    asked("toilets_unlit_or_unlocked", Range::Yes(65)),
    asked("no_hand_washing", Range::Yes(50)),
    asked("waste_piling", Range::Yes(60)),
    asked("no_bin_within_100m", Range::Yes(40)),
    asked("irregular_collection", Range::Yes(45)),
    asked("pests", Range::Yes(70)),
    asked("m2_per_person", Range::Number(15.0, 70.0, 0)),
    asked("under5_share", Range::Number(0.05, 0.25, 2)),
    asked("reduced_mobility_share", Range::Number(0.0, 0.12, 2)),
    asked("precarious_share", Range::Number(0.1, 1.0, 2)),
];

const fn asked(key: &'static str, range: Range) -> Asked {
    Asked { key, range }
}

/// The text of the file, visits in the order of their days.
pub(crate) fn draw(draw: &mut Draw) -> String {
    let mut rows: Vec<(Date, String)> = Vec::new();
    for (number, site) in (1..).zip(sites()) {
        let code = format!("S{number:02}");
        if number % UNVISITED_EVERY == 0 || site.status == SettlementStatus::Closed {
            continue;
        }
        rows.extend(of_site(&code, &site, draw));
    }
    rows.sort();
    let keys: Vec<&str> = ASKED.iter().map(|one| one.key).collect();
    let header = format!(
        "id,settlement,at,by,team,method,nothing_changed,{}\n",
        keys.join(",")
    );
    let rows = rows.into_iter().map(|(_, row)| row);
    std::iter::once(header).chain(rows).collect()
}

/// A first visit that asks nearly everything, perhaps a shorter one later, perhaps a last one
/// that found nothing changed.
fn of_site(code: &str, site: &Site, draw: &mut Draw) -> Vec<(Date, String)> {
    let first = LAST_DAY - Duration::days(draw.whole(15, 800).into());
    let mut days = vec![(first, Scope::Whole)];
    let left = u32::try_from((LAST_DAY - first).whole_days()).unwrap_or_default();
    if left > 60 && draw.below(100) < 60 {
        let later = first + Duration::days(draw.whole(30, left).into());
        let scope = if draw.below(100) < 35 {
            Scope::NothingChanged
        } else {
            Scope::Part
        };
        days.push((later, scope));
    }
    days.into_iter()
        .filter(|(day, _)| *day >= site.installed_on)
        .map(|(day, scope)| (day, row(code, site, (day, scope), draw)))
        .collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Whole,
    Part,
    NothingChanged,
}

fn row(code: &str, site: &Site, (day, scope): (Date, Scope), draw: &mut Draw) -> String {
    let id = id(draw);
    let agent = draw.whole(1, 5);
    let team = ["salubrite", "mediation"][usize::from(draw.below(100) < 30)];
    let by_phone = draw.below(100) >= 80 && scope != Scope::Whole;
    let method = if by_phone { "phone" } else { "on_site" };
    let changed = if scope == Scope::NothingChanged {
        "yes"
    } else {
        ""
    };
    let answers: Vec<String> = ASKED
        .iter()
        .map(|one| answer(one, site, scope, draw))
        .collect();
    format!(
        "{id},{code},{day},agent-{agent:02},{team},{method},{changed},{}\n",
        answers.join(",")
    )
}

/// What is written in the cell; blank where it was not asked.
fn answer(asked: &Asked, site: &Site, scope: Scope, draw: &mut Draw) -> String {
    let asked_for = match scope {
        Scope::Whole => 88,
        Scope::Part => 30,
        Scope::NothingChanged => 0,
    };
    // The same number of draws for every cell keeps one answer from moving all others.
    let (chance, told, value) = (draw.below(100), draw.below(100), draw.between(0.0, 1.0));
    let in_a_building = matches!(
        site.kind,
        SettlementKind::Squat | SettlementKind::UnfitDwelling
    );
    match asked.range {
        _ if chance >= asked_for => String::new(),
        _ if told < 6 => "unknown".to_owned(),
        Range::Number(low, high, decimals) => {
            format!("{:.decimals$}", low + (high - low) * value)
        }
        Range::Yes(percent) => {
            let percent = if in_a_building { percent / 2 } else { percent };
            let is_so = value * 100.0 < f64::from(percent);
            if is_so { "yes" } else { "no" }.to_owned()
        }
    }
}

fn id(draw: &mut Draw) -> String {
    let mut bytes = [0; 16];
    for byte in &mut bytes {
        *byte = u8::try_from(draw.below(256)).unwrap_or_default();
    }
    Builder::from_random_bytes(bytes).into_uuid().to_string()
}
