//! Belorme-sur-Garonne, a city that does not exist: one seed in, the same files out, everywhere.
//!
//! Every draw is a `ChaCha` number and every shape is made of sums, products and square roots,
//! which are the same to the last bit on every machine; sines and logarithms are not.

mod draw;
mod ground;
mod curve;
mod geojson;
mod river;
mod lines;
mod partition;
mod neighbourhoods;
mod sites;
mod settlements;
mod points;
mod placements;
mod offers;
mod families;
mod casework;
mod visits;
mod registers;

use draw::Draw;

/// Each part of the city draws from its own stream, so that a change in one leaves the others alone.
const SEED: u64 = 31_082_500;

/// The name and the text of every file of the sample.
pub(crate) fn files() -> Vec<(String, String)> {
    let river = river::River::draw(&mut Draw::stream(SEED, 1));
    let lines = lines::Lines::draw(&mut Draw::stream(SEED, 2));
    let neighbourhoods = neighbourhoods::draw(&mut Draw::stream(SEED, 3));
    let settlements = settlements::draw(&mut Draw::stream(SEED, 4), &river, &lines);
    let points = points::Points::draw(&mut Draw::stream(SEED, 5), &neighbourhoods);
    let streams = [&mut Draw::stream(SEED, 6), &mut Draw::stream(SEED, 9)];
    let moves = placements::draw(streams, &neighbourhoods);
    let offers = offers::draw(&mut Draw::stream(SEED, 8), &neighbourhoods);
    let families = families::draw(&mut Draw::stream(SEED, 9), &neighbourhoods);
    let visits = visits::draw(&mut Draw::stream(SEED, 7));
    let registers = registers::draw(|number| Draw::stream(SEED, number), &moves, &settlements);
    let maps = vec![
        (
            "neighbourhoods.geojson",
            neighbourhoods::file(&neighbourhoods),
        ),
        ("settlements.geojson", settlements),
        ("flood.geojson", river.flood_file()),
        ("railway.geojson", lines.railway_file()),
        ("main_road.geojson", lines.main_road_file()),
        ("motorway.geojson", lines.motorway_file()),
        ("hv_line.geojson", lines::hv_line_file()),
        ("hydrant.geojson", points.hydrant_file()),
        ("water_point.geojson", points.water_point_file()),
        ("waste_dump.geojson", points::waste_dump_file()),
        ("placements.csv", placements::file(&moves)),
        ("offers.csv", offers),
        ("families.csv", families),
        ("casework.json", casework::file()),
        ("visits.csv", visits),
    ];
    let maps = maps.into_iter().map(|(name, text)| (name.to_owned(), text));
    maps.chain(registers).collect()
}
