//! Where each household went: gathered in the social housing of a few neighbourhoods in the
//! first year, more spread in the second, over the whole city in the third.

use jalon::domain::{PlacementKind as Kind, SettlementStatus};
use time::{Date, Duration, macros::date};

use super::{draw::Draw, neighbourhoods::Neighbourhood, sites::sites};

/// The days on which the second and the third year begin.
const NEW_YEARS: [Date; 2] = [date!(2024 - 11 - 01), date!(2025 - 11 - 01)];

/// Kinds of home and outcome with how often each came up in the three years, in percent.
const KINDS: [(Kind, [u32; 3]); 11] = [
    (Kind::SocialRental, [60, 48, 40]),
    (Kind::PrivateRental, [3, 8, 14]),
    (Kind::RentalIntermediation, [6, 12, 17]),
    (Kind::HousingFirst, [2, 3, 4]),
    (Kind::AdaptedHousing, [5, 5, 4]),
    (Kind::AccompaniedHousing, [6, 6, 6]),
    (Kind::Hotel, [5, 4, 3]),
    (Kind::Shelter, [5, 5, 4]),
    (Kind::InsertionSite, [3, 4, 3]),
    (Kind::HostFamily, [2, 2, 2]),
    (Kind::VoluntaryReturn, [3, 3, 3]),
];

/// The same for the days after an emergency.
const EMERGENCY_KINDS: [(Kind, u32); 2] = [(Kind::Hotel, 11), (Kind::Shelter, 7)];

/// Who else lets: private owners as one, and one agency.
pub(super) const PRIVATE: &str = "Propriétaire privé";
pub(super) const AGENCY: &str = "Agence du Seuil";

/// Social landlords that exist nowhere else.
pub(super) const SOCIAL_LANDLORDS: [&str; 13] = [
    "Habitat du Loriot",
    "Logis de la Huppe",
    "Toits du Martinet",
    "Foyers du Milan",
    "Résidences du Guêpier",
    "Demeures de la Mésange",
    "Office du Héron",
    "Coopérative du Verdier",
    "Maisons du Pinson",
    "Bâtir l'Aigrette",
    "Société de la Sittelle",
    "Logements du Rougequeue",
    "Union du Chardonneret",
];

/// How many social landlords have homes in one neighbourhood.
const LANDLORDS_A_NEIGHBOURHOOD: usize = 3;

/// One household's move; neighbourhood and landlord are blank where it led to no home.
pub(super) struct Move {
    pub(super) moved_on: Date,
    pub(super) origin: String,
    pub(super) kind: Kind,
    pub(super) neighbourhood: String,
    pub(super) landlord: &'static str,
    pub(super) programme: &'static str,
    /// Whether the children changed school, in the words of the file.
    pub(super) school: &'static str,
}

/// The moves in the order of their days; programmes and schools are drawn from the second stream.
pub(super) fn draw([draw, beside]: [&mut Draw; 2], neighbourhoods: &[Neighbourhood]) -> Vec<Move> {
    let offers: Vec<_> = neighbourhoods
        .iter()
        .map(|one| Offer::draw(one, draw))
        .collect();
    let mut moves = Vec::new();
    for (number, site) in (1..).zip(sites()) {
        let Some(departure) = site.departure else {
            continue;
        };
        for _ in 0..departure.households {
            let moved_on = day(departure.from, departure.to, draw);
            let kind = if site.status == SettlementStatus::Emergency {
                draw.weighted(&EMERGENCY_KINDS, |(_, weight)| *weight).0
            } else {
                draw.weighted(&KINDS, |(_, weights)| weights[year(moved_on)])
                    .0
            };
            let (neighbourhood, landlord) = home(kind, year(moved_on), &offers, draw);
            moves.push(Move {
                moved_on,
                origin: format!("S{number:02}"),
                kind,
                neighbourhood,
                landlord,
                programme: "",
                school: "",
            });
        }
    }
    moves.sort_by_key(|one| one.moved_on);
    for one in &mut moves {
        let often = |(_, weights): &(_, [u32; 3])| weights[year(one.moved_on)];
        one.programme = beside.weighted(&PROGRAMMES, often).0;
        let school = beside.weighted(&SCHOOL, |(_, weight)| *weight).0;
        one.school = if one.kind.is_home() { school } else { "" };
    }
    moves
}

/// A neighbourhood with the social landlords who let there.
struct Offer<'a> {
    neighbourhood: &'a Neighbourhood,
    landlords: [&'static str; LANDLORDS_A_NEIGHBOURHOOD],
}

impl<'a> Offer<'a> {
    fn draw(neighbourhood: &'a Neighbourhood, draw: &mut Draw) -> Self {
        let landlords = std::array::from_fn(|_| *draw.weighted(&SOCIAL_LANDLORDS, |_| 1));
        Self {
            neighbourhood,
            landlords,
        }
    }

    /// How likely a home is found there in a year.
    fn weight(&self, year: usize) -> u32 {
        let one = self.neighbourhood;
        match year {
            0 if one.deprived => 3 * one.social_homes,
            0 | 1 => one.social_homes,
            _ => one.households,
        }
    }
}

/// The neighbourhood and the landlord of a home; both blank for any other outcome.
fn home(kind: Kind, year: usize, offers: &[Offer<'_>], draw: &mut Draw) -> (String, &'static str) {
    if !kind.is_home() {
        return (String::new(), "");
    }
    let offer = draw.weighted(offers, |offer| offer.weight(year));
    let landlord = match kind {
        Kind::PrivateRental => PRIVATE,
        Kind::RentalIntermediation | Kind::HousingFirst => AGENCY,
        _ => draw.weighted(&offer.landlords, |_| 1),
    };
    (offer.neighbourhood.code.clone(), landlord)
}

fn day(from: Date, to: Date, draw: &mut Draw) -> Date {
    let days = u32::try_from((to - from).whole_days()).unwrap_or_default();
    from + Duration::days(draw.whole(0, days).into())
}

/// 0, 1 or 2.
fn year(day: Date) -> usize {
    NEW_YEARS.iter().filter(|&&begins| begins <= day).count()
}

/// The programmes that rehouse, with how often each came up in the three years, in percent.
pub(super) const PROGRAMMES: [(&str, [u32; 3]); 3] = [
    ("Plan des Berges", [70, 35, 15]),
    ("Plan du Rail", [20, 40, 35]),
    ("Clés en main", [10, 25, 50]),
];

/// What is recorded about school: the children changed it, kept it, or nothing is said.
const SCHOOL: [(&str, u32); 3] = [("yes", 38), ("no", 34), ("", 28)];

/// The text of the file. Codes are given in the order of the moves, so that they say nothing else.
pub(super) fn file(moves: &[Move]) -> String {
    let rows = (1..).zip(moves).map(|(number, one)| {
        format!(
            "{},{},{},{},{},{},{},{}\n",
            household(number),
            one.kind,
            one.moved_on,
            one.origin,
            one.neighbourhood,
            one.landlord,
            one.programme,
            one.school
        )
    });
    let header = "household,kind,moved_on,origin,neighbourhood,landlord,programme,school_changed\n";
    std::iter::once(header.to_owned()).chain(rows).collect()
}

/// The code of a household.
pub(super) fn household(number: usize) -> String {
    format!("H{number:03}")
}
