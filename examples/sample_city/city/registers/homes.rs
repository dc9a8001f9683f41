//! Homes, their offer, the moves into them, and how families live there afterwards.

use jalon::domain::{PlacementKind as Kind, SettlementStatus as Status};
use time::{Date, Duration, macros::date};

use super::{
    super::{draw::Draw, placements::Move},
    Family, Rows, TODAY,
    partners::{landlord_code, programme_code},
    people,
    rows::yes_no,
};

/// Why homes were refused, in percent.
const REFUSALS: [(&str, u32); 8] = [
    ("too_far", 26),
    ("size", 18),
    ("school", 14),
    ("rent", 12),
    ("state_of_home", 10),
    ("neighbourhood", 9),
    ("work", 6),
    ("other", 5),
];

/// How a home was left, in a thousand.
const ENDS: [(Option<&str>, u32); 5] = [
    (None, 935),
    (Some("moved_on_better"), 24),
    (Some("returned_to_site"), 18),
    (Some("lost_contact"), 15),
    (Some("evicted"), 8),
];

/// Why and when a home was left.
type End = (&'static str, Date);

/// Days after a move on which its follow-ups fall due, about.
const FOLLOW_UPS: [i64; 4] = [92, 183, 365, 730];

pub(super) fn tables(draw: &mut Draw, families: &[Family], moves: &[Move]) -> Vec<Rows> {
    let ends: Vec<Option<End>> = moves.iter().map(|one| end(draw, one)).collect();
    let waiting = waiting(families);
    vec![
        units(draw, families, (moves, waiting.len())),
        proposals(draw, families, (moves, &waiting)),
        moved(draw, families, moves),
        follow_ups(draw, families, (moves, &ends)),
        ended(moves, &ends),
        people::ended(families, moves),
    ]
}

/// The code of the home that a household has moved into, and of the `number`-th that is vacant.
fn unit(family: &Family) -> String {
    format!("L-{}", family.code)
}

fn vacant(number: usize) -> String {
    format!("V{number:02}")
}

/// The move of a household into a home of its own.
fn home<'a>(family: &Family, moves: &'a [Move]) -> Option<&'a Move> {
    family
        .moved
        .map(|at| &moves[at])
        .filter(|one| one.kind.is_home())
}

fn convention(kind: Kind, landlord: &str) -> String {
    match (kind, landlord) {
        (Kind::AccompaniedHousing, "B07") => "CV16".to_owned(),
        (_, "AGENCE") => "CV14".to_owned(),
        (_, "PRIVES") => "CV15".to_owned(),
        (_, social) => social.replace('B', "CV"),
    }
}

fn units(draw: &mut Draw, families: &[Family], (moves, vacancies): (&[Move], usize)) -> Rows {
    let columns = "code,state,kind,landlord,convention,neighbourhood,produced,rooms,area_m2,floor,step_free,people_most,rent_eur,available_from,hazard_checked_on,hazard_class";
    let mut rows = Rows::of("housing_unit", columns);
    let mut add = |draw: &mut Draw, code: String, (one, size, from): (&Move, u32, Date)| {
        let rooms = 1 + size.min(8) / 2;
        let landlord = landlord_code(one.landlord);
        let checked = from - Duration::days(draw.whole(5, 30).into());
        rows.add(&[
            &code,
            &"available",
            &one.kind,
            &landlord,
            &convention(one.kind, &landlord),
            &one.neighbourhood,
            &"existing",
            &rooms,
            &(18 + 17 * rooms + draw.below(12)),
            &draw.below(6),
            &yes_no(draw.below(3) == 0),
            &(2 * rooms),
            &(190 + 85 * rooms + draw.below(90)),
            &from,
            &checked,
            &draw
                .weighted(&[("A", 6), ("B", 3), ("C", 1)], |(_, weight)| *weight)
                .0,
        ]);
    };
    for family in families {
        if let Some(one) = home(family, moves) {
            let from = one.moved_on - Duration::days(draw.whole(45, 70).into());
            add(draw, unit(family), (one, family.size, from));
        }
    }
    // What is vacant now is like what was let last.
    let lately = families
        .iter()
        .rev()
        .filter_map(|family| Some((family, home(family, moves)?)));
    for (number, (family, one)) in (1..).zip(lately.take(vacancies + 22)) {
        let from = date!(2026 - 10 - 01) + Duration::days(draw.below(60).into());
        add(draw, vacant(number), (one, family.size, from));
    }
    rows
}

/// The households to whom a home is proposed that they have not answered about.
pub(super) fn waiting(families: &[Family]) -> Vec<&Family> {
    families
        .iter()
        .filter(|family| family.moved.is_none())
        .filter(|family| matches!(family.site.0.status, Status::MovePlanned | Status::Moving))
        .take(18)
        .collect()
}

fn proposals(
    draw: &mut Draw,
    families: &[Family],
    (moves, waiting): (&[Move], &[&Family]),
) -> Rows {
    let columns = "code,state,household,unit,proposed_on,answer_due_on,answered_on,refusal";
    let mut rows = Rows::of("proposal", columns);
    let mut number = 0;
    let mut add = |state: &str,
                   (family, unit): (&Family, &str),
                   (on, answered, why): (Date, Option<Date>, &str)| {
        number += 1;
        let answered = answered.map_or_else(String::new, |day| day.to_string());
        rows.add(&[
            &format!("PR{number:04}"),
            &state,
            &family.code,
            &unit,
            &on,
            &(on + Duration::days(14)),
            &answered,
            &why,
        ]);
    };
    let housed: Vec<&Family> = families
        .iter()
        .filter(|family| home(family, moves).is_some())
        .collect();
    for (at, family) in housed.iter().enumerate() {
        let Some(one) = home(family, moves) else {
            continue;
        };
        if draw.below(4) == 0 {
            // A home that somebody else took later.
            let other = housed[(at + 1 + draw.below(9) as usize) % housed.len()];
            let on = one.moved_on - Duration::days(draw.whole(60, 95).into());
            let why = draw.weighted(&REFUSALS, |(_, weight)| *weight).0;
            add(
                "refused",
                (family, &unit(other)),
                (on, Some(on + Duration::days(9)), why),
            );
        }
        let on = one.moved_on - Duration::days(draw.whole(26, 40).into());
        let answered = on + Duration::days(draw.whole(2, 10).into());
        add(
            "accepted",
            (family, &unit(family)),
            (on, Some(answered), ""),
        );
    }
    for (number, family) in (1..).zip(waiting) {
        let on = TODAY - Duration::days(draw.whole(2, 12).into());
        add("proposed", (family, &vacant(number)), (on, None, ""));
    }
    rows
}

fn moved(draw: &mut Draw, families: &[Family], moves: &[Move]) -> Rows {
    let columns = "code,state,household,kind,unit,origin,neighbourhood,programme,operation,convention,decided_on,moved_on,tenure,rent_share,guarantee,school_changed,lease_passed_on";
    let mut rows = Rows::of("move", columns);
    for family in families {
        let Some((at, one)) = family.moved.map(|at| (at, &moves[at])) else {
            continue;
        };
        let is_home = one.kind.is_home();
        let landlord = landlord_code(one.landlord);
        let unit = if is_home { unit(family) } else { String::new() };
        let signed = if is_home {
            convention(one.kind, &landlord)
        } else {
            String::new()
        };
        let share = if is_home {
            format!("0.{}", draw.whole(12, 34))
        } else {
            String::new()
        };
        // An emergency is decided on the day.
        let before = if family.site.0.status == Status::Emergency {
            0
        } else {
            draw.whole(9, 20)
        };
        rows.add(&[
            &code(at),
            &"moved",
            &family.code,
            &one.kind,
            &unit,
            &one.origin,
            &one.neighbourhood,
            &programme_code(one.programme),
            &format!("OP-{}", one.origin),
            &signed,
            &(one.moved_on - Duration::days(before.into())),
            &one.moved_on,
            &(if passed_on(one).is_some() {
                "lease"
            } else {
                tenure(one.kind)
            }),
            &share,
            &(if is_home { "association" } else { "" }),
            &one.school,
            &passed_on(one).map_or(String::new(), |on| on.to_string()),
        ]);
    }
    for (number, family) in (moves.len()..).zip(families.iter().filter(|one| is_kept(one))) {
        rows.line(&kept_in_place(number, family));
    }
    rows
}

/// When the lease of an accompanied home became the household's own: about fourteen months later.
fn passed_on(one: &Move) -> Option<Date> {
    let on = one.moved_on + Duration::days(425);
    (one.kind == Kind::AccompaniedHousing && on <= TODAY).then_some(on)
}

/// Whether a household stays where it is: the works of its settlement are done.
fn is_kept(family: &Family) -> bool {
    family.moved.is_none() && family.site.0.status == Status::Stabilised
}

/// A household that is kept in place once the works are done.
fn kept_in_place(number: usize, family: &Family) -> String {
    let origin = &family.site.1;
    format!(
        "{},moved,{},maintained_in_place,,{origin},,,,,2025-03-04,2025-10-20,none,,,,",
        code(number),
        family.code
    )
}

/// The code of a move, in the order of their days.
fn code(at: usize) -> String {
    format!("MV{:04}", at + 1)
}

const fn tenure(kind: Kind) -> &'static str {
    match kind {
        Kind::SocialRental | Kind::PrivateRental => "lease",
        Kind::RentalIntermediation | Kind::HousingFirst => "sublease",
        Kind::AccompaniedHousing => "sliding_lease",
        Kind::AdaptedHousing => "occupancy_agreement",
        _ => "none",
    }
}

/// Whether a home was left, why and when.
fn end(draw: &mut Draw, one: &Move) -> Option<End> {
    let why = draw.weighted(&ENDS, |(_, weight)| *weight).0?;
    let on = one.moved_on + Duration::days(draw.whole(100, 420).into());
    (one.kind.is_home() && on <= TODAY).then_some((why, on))
}

/// The follow-ups that were made; the system has numbered them in the order of the moves.
fn follow_ups(
    draw: &mut Draw,
    families: &[Family],
    (moves, ends): (&[Move], &[Option<End>]),
) -> Rows {
    let columns = "code,state,done_on,outcome,rent_paid,school_attended,working";
    let mut rows = Rows::of("follow_up", columns);
    let mut number = 0;
    for (at, one) in moves.iter().enumerate() {
        if one.kind == Kind::VoluntaryReturn {
            number += 1;
            heard_of(&mut rows, (number, one.moved_on));
        }
        if !one.kind.is_home() {
            continue;
        }
        let size = families
            .iter()
            .find(|family| family.moved == Some(at))
            .map_or(1, |family| family.size);
        for days in FOLLOW_UPS {
            number += 1;
            let done = one.moved_on + Duration::days(days + i64::from(draw.whole(3, 25)));
            let is_over = ends[at].is_some_and(|(_, on)| on <= done);
            if done > TODAY || is_over || draw.below(25) == 0 {
                continue;
            }
            let school = if size > 2 {
                yes_no(draw.below(10) > 0)
            } else {
                ""
            };
            rows.add(&[
                &format!("FU{number:04}"),
                &"done",
                &done,
                &"still_housed",
                &yes_no(draw.below(14) > 0),
                &school,
                &yes_no(i64::from(draw.below(900)) < 180 + days / 2),
            ]);
        }
    }
    rows
}

/// A family that has returned is heard of half a year later.
fn heard_of(rows: &mut Rows, (number, moved_on): (u32, Date)) {
    let done = moved_on + Duration::days(190);
    if done <= TODAY {
        let code = format!("FU{number:04}");
        rows.add(&[&code, &"done", &done, &"contact_held", &"", &"", &""]);
    }
}

fn ended(moves: &[Move], ends: &[Option<End>]) -> Rows {
    let mut rows = Rows::of("move", "code,state,ended_on,end_cause");
    for (at, end) in ends.iter().enumerate().take(moves.len()) {
        if let Some((why, on)) = end {
            rows.add(&[&code(at), &"ended", on, why]);
        }
    }
    rows
}
