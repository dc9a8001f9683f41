//! Families that wait for a home, to try the placement planner with: invented, with codes only.

use super::{draw::Draw, neighbourhoods::Neighbourhood, sites::sites};

/// Families on the list.
const FAMILIES: u32 = 48;

/// People of a household with how often they come, in percent.
const PEOPLE: [(u32, u32); 7] = [(1, 12), (2, 18), (3, 20), (4, 20), (5, 15), (6, 10), (7, 5)];

/// The text of the file.
pub(crate) fn draw(draw: &mut Draw, neighbourhoods: &[Neighbourhood]) -> String {
    let open: Vec<String> = (1..)
        .zip(sites())
        .filter(|(_, site)| site.departure.is_none())
        .map(|(number, _): (u32, _)| format!("S{number:02}"))
        .collect();
    let mut file = String::from(
        "household,people,origin,step_free,wishes,refuses,school_lon,school_lat,work_lon,work_lat,farthest_m\n",
    );
    for number in 1..=FAMILIES {
        let people = draw.weighted(&PEOPLE, |(_, weight)| *weight).0;
        let origin = draw.weighted(&open, |_| 1);
        let step_free = if draw.below(8) == 0 { "yes" } else { "no" };
        let count = if draw.below(5) == 0 { 6 } else { 0 };
        let wishes = codes(draw, neighbourhoods, count);
        let count = u32::from(draw.below(6) == 0);
        let refuses = codes(draw, neighbourhoods, count);
        let has_school = people > 2;
        let school = place(draw, neighbourhoods, has_school);
        let has_work = draw.below(3) == 0;
        let work = place(draw, neighbourhoods, has_work);
        let farthest = if has_school && draw.below(4) == 0 {
            "4000"
        } else {
            ""
        };
        let line = format!(
            "F{number:03},{people},{origin},{step_free},{wishes},{refuses},{school},{work},{farthest}\n"
        );
        file.push_str(&line);
    }
    file
}

/// So many neighbourhoods, by code.
fn codes(draw: &mut Draw, neighbourhoods: &[Neighbourhood], count: u32) -> String {
    let drawn = (0..count).map(|_| draw.weighted(neighbourhoods, |_| 1).code.as_str());
    drawn.collect::<Vec<_>>().join("|")
}

/// A place near the middle of a neighbourhood as longitude and latitude, or two blanks.
fn place(draw: &mut Draw, neighbourhoods: &[Neighbourhood], is_known: bool) -> String {
    if !is_known {
        return ",".to_owned();
    }
    let moved = (draw.between(-300.0, 300.0), draw.between(-300.0, 300.0));
    let middle = draw.weighted(neighbourhoods, |_| 1).centre;
    let [lon, lat] = middle.moved(moved.0, moved.1).degrees();
    format!("{lon},{lat}")
}
