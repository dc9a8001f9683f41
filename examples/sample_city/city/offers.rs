//! Vacant homes as landlords offer them in one autumn: most where the social housing is.

use jalon::domain::PeopleFit;
use time::{Date, Duration, macros::date};

use super::{
    draw::Draw,
    neighbourhoods::Neighbourhood,
    placements::{AGENCY, PRIVATE, SOCIAL_LANDLORDS},
};

/// The first day on which a home of the list becomes vacant.
const FROM: Date = date!(2026 - 11 - 01);

/// Rooms with how often each is let, in percent.
const ROOMS: [(u32, u32); 5] = [(1, 8), (2, 24), (3, 36), (4, 24), (5, 8)];

/// Who offers, in percent: social landlords, private owners, the agency.
const OFFERED_BY: [(Option<&str>, u32); 3] = [(None, 80), (Some(PRIVATE), 8), (Some(AGENCY), 12)];

/// One line of the list for so many social homes in a neighbourhood.
const SOCIAL_HOMES_A_LINE: u32 = 220;

/// The text of the file, in the order of the neighbourhoods.
pub(crate) fn draw(draw: &mut Draw, neighbourhoods: &[Neighbourhood]) -> String {
    let mut file = String::from(
        "code,landlord,neighbourhood,lon,lat,homes,rooms,people_most,step_free,available_from,rent\n",
    );
    let mut number = 0;
    for neighbourhood in neighbourhoods {
        for _ in 0..=neighbourhood.social_homes / SOCIAL_HOMES_A_LINE {
            number += 1;
            file += &line(number, neighbourhood, draw);
        }
    }
    file
}

fn line(number: u32, neighbourhood: &Neighbourhood, draw: &mut Draw) -> String {
    let landlord = draw.weighted(&OFFERED_BY, |(_, weight)| *weight).0;
    let landlord = landlord.unwrap_or_else(|| *draw.weighted(&SOCIAL_LANDLORDS, |_| 1));
    let rooms = draw.weighted(&ROOMS, |(_, weight)| *weight).0;
    let homes = 1 + draw.below(5) / 3;
    let available = FROM + Duration::days(draw.below(60).into());
    // Some landlords take one person more than the rooms would.
    let most = PeopleFit::of_rooms(rooms).people().end() + u32::from(draw.below(8) == 0);
    let step_free = match draw.below(10) {
        0..=2 => "yes",
        3..=8 => "no",
        _ => "",
    };
    let place = if draw.below(2) == 0 {
        ",".to_owned()
    } else {
        let moved = (draw.between(-250.0, 250.0), draw.between(-250.0, 250.0));
        let [lon, lat] = neighbourhood.centre.moved(moved.0, moved.1).degrees();
        format!("{lon},{lat}")
    };
    let rent = 210 + 85 * rooms + draw.below(90);
    format!(
        "O{number:03},{landlord},{},{place},{homes},{rooms},{most},{step_free},{available},{rent}\n",
        neighbourhood.code
    )
}
