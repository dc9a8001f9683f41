//! The registers of the work, three years of it, in files as anyone may take them in.

mod rows;
mod partners;
mod people;
mod homes;
mod steering;
mod places;

use time::{Date, macros::date};

use super::{
    draw::Draw,
    placements::{Move, household},
    sites::{Site, sites},
};
use rows::Rows;

/// The last day of the story; what is due later waits.
const TODAY: Date = date!(2026 - 11 - 10);

/// Social workers, each a code.
const WORKERS: u32 = 5;

/// A household as the registers know it.
struct Family {
    code: String,
    /// The place of its settlement among the sites, and that settlement's code.
    site: (Site, String),
    size: u32,
    /// Its move among all, counted from 0, where it has moved.
    moved: Option<usize>,
}

/// The name and the text of every file, in the order in which they are taken in. Each part draws from streams of its
/// own, numbered from 20.
pub(super) fn draw(
    stream: impl Fn(u64) -> Draw,
    moves: &[Move],
    settlements: &str,
) -> Vec<(String, String)> {
    let families = families(&mut stream(20), moves, settlements);
    let tables = [
        partners::tables(&mut stream(21)),
        steering::operations(&mut stream(25)),
        people::tables(&mut stream(22), &families, moves),
        homes::tables(&mut stream(23), &families, moves),
        steering::tables(&mut stream(24), &homes::waiting(&families)),
        vec![partners::planned()],
        places::tables(&mut stream(26), settlements),
    ];
    let numbered = (1..).zip(tables.into_iter().flatten());
    numbered
        .map(|(number, rows): (u32, Rows)| {
            let name = format!("registers/{number:02}-{}.csv", rows.name());
            (name, rows.into_text())
        })
        .collect()
}

/// The five hundred households: those that have moved in the order of their moves, then the others by settlement.
fn families(draw: &mut Draw, moves: &[Move], settlements: &str) -> Vec<Family> {
    let sites: Vec<(String, Site)> = (1..)
        .zip(sites())
        .map(|(number, site)| (format!("S{number:02}"), site))
        .collect();
    let site_of = |code: &str| {
        let found = sites.iter().find(|(own, _)| own == code);
        found.map(|(code, site)| (*site, code.clone()))
    };
    let mut families: Vec<Family> = Vec::new();
    let mut add = |site: (Site, String), moved| {
        let code = household(families.len() + 1);
        families.push(Family {
            code,
            site,
            size: 1,
            moved,
        });
    };
    for (at, one) in moves.iter().enumerate() {
        if let Some(site) = site_of(&one.origin) {
            add(site, Some(at));
        }
    }
    for (code, site) in &sites {
        let left = site.departure.map_or(0, |departure| departure.households);
        for _ in left..site.households {
            add((*site, code.clone()), None);
        }
    }
    for (code, people) in people_of(settlements) {
        let mut own: Vec<&mut Family> = families
            .iter_mut()
            .filter(|family| family.site.1 == code)
            .collect();
        share(draw, people, &mut own);
    }
    families
}

/// People by settlement, as its layer tells them.
fn people_of(settlements: &str) -> Vec<(String, u32)> {
    let layer: serde_json::Value = serde_json::from_str(settlements).unwrap_or_default();
    let features = layer["features"].as_array().cloned().unwrap_or_default();
    let told = features.iter().filter_map(|feature| {
        let columns = &feature["properties"];
        let people = u32::try_from(columns["people"].as_u64()?).ok()?;
        Some((columns["code"].as_str()?.to_owned(), people))
    });
    told.collect()
}

/// Gives each of some households its people: one at least, nine at most, all of them together.
fn share(draw: &mut Draw, people: u32, families: &mut [&mut Family]) {
    let mut left = people.saturating_sub(u32::try_from(families.len()).unwrap_or_default());
    while left > 0 && families.iter().any(|family| family.size < 9) {
        let at = draw.below(u32::try_from(families.len()).unwrap_or(1)) as usize;
        // Small households are more frequent than large ones.
        if families[at].size < 2 + draw.below(8) {
            families[at].size += 1;
            left -= 1;
        }
    }
}
