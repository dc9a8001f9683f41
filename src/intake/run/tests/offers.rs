//! Lists of vacant homes.

use super::*;

#[test]
fn an_offer_says_where_it_is_and_for_how_many() {
    let row = |code, neighbourhood, kind, most, homes| {
        columns(&[
            ("code_logement", code),
            ("bailleur", "Habitat du Loriot"),
            ("quartier", neighbourhood),
            ("type_logement", kind),
            ("occupants_max", most),
            ("nb_logements", homes),
            ("loyer", "412,50"),
            ("disponible_le", "01/12/2026"),
        ])
    };
    let readings = file(vec![
        (None, row("L1", "N03", "T3", "", "")),
        (Some(point(1.44, 43.6)), row("L2", "", "T2", "5", "4")),
        (None, row("L3", "", "T3", "", "")),
        (None, row("L4", "N03", "", "", "")),
        (None, row("L5", "N03", "T5", "2", "")),
        (None, row("L6", "N03", "T3", "", "0")),
        (None, row("L1", "N03", "T3", "", "")),
    ]);

    let (records, report) = take_in(Plan::new(LayerKind::Offers, "offers.csv"), readings).unwrap();

    let [Record::HousingOffer(three), Record::HousingOffer(two)] = &records[..] else {
        panic!("{records:?}");
    };
    assert_eq!((three.people.people(), three.homes), (2..=4, 1));
    assert_eq!((three.rent_cents, three.rooms), (Some(41_250), Some(3)));
    assert_eq!((two.people.people(), two.homes), (1..=5, 4));
    assert!(two.place.is_some() && two.neighbourhood.is_none());
    let whys = whys(&report);
    for (why, words) in whys.iter().zip([
        "neither a neighbourhood nor a place",
        "neither rooms nor",
        "so nobody",
        "counts no home",
        "already belongs to feature 1",
    ]) {
        assert!(why.contains(words), "{why}");
    }
    assert_eq!(whys.len(), 5);
}

#[test]
fn homes_alike_without_codes_are_as_many_homes() {
    let row = || columns(&[("quartier", "N03"), ("pieces", "3")]);
    let at = || Some(point(1.44, 43.6));
    let readings = file(vec![
        (at(), row()),
        (at(), row()),
        (None, row()),
        (None, row()),
    ]);

    let (records, _) = take_in(Plan::new(LayerKind::Offers, "offers.csv"), readings).unwrap();

    assert_eq!(records.len(), 4);
}
