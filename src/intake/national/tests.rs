//! Files of the platform in all the ways people write them.

use time::macros::date;

use super::*;

fn plan() -> NationalPlan {
    NationalPlan {
        today: date!(2026 - 03 - 10),
        reads_law: true,
    }
}

fn read(csv: &str) -> Result<NationalRead, String> {
    read_national(&CellSheet::read(csv.as_bytes()).unwrap(), &plan())
}

#[test]
fn a_row_is_told_in_our_own_words_whatever_way_it_is_written() {
    let csv = "Appellation du site;Latitude;Longitude;Type de site;Date d’installation;\
        Y a-t-il des nuisibles à proximité ?;Nombre de personnes\n\
        Le pont;43,604;1.444;terrain;3/1/2024;Oui;12\n\
        NC;;;;;;\n";

    let read = read(csv).unwrap();

    assert_eq!((read.read, read.rows.len()), (1, 1), "{read:?}");
    let row = &read.rows[0];
    assert_eq!(row.place, Some((1.444, 43.604)));
    assert_eq!(row.text(NationalFact::Kind), Some("Terrain"));
    let since = row.day(NationalFact::InstalledOn);
    assert_eq!(since, Some(date!(2024 - 01 - 03)));
    assert_eq!(row.count(NationalFact::People), Some(12));
    let pests = NationalFact::Answer {
        question: "pests",
        is_turned: false,
    };
    assert_eq!(row.text(pests), Some("oui"));
}

#[test]
fn every_fault_is_told_with_its_row_and_column() {
    let csv = "Appellation du site;Latitude;Longitude;Date d'installation;Nombre de personnes\n\
        A;43.6;1.4;31/02/2024;x\n\
        B;1.4;143.6;01/01/2030;1\n\
        =1+1;43.6;1.4;;2\n";

    let read = read(csv).unwrap();

    let told: Vec<String> = read
        .refusals
        .iter()
        .map(|one| format!("{} {}", one.place.feature, one.why))
        .collect();
    assert_eq!(read.rows, []);
    for part in [
        "2 column \"Date d'installation\": \"31/02/2024\" is no day",
        "2 column \"Nombre de personnes\": \"x\" is no whole number",
        "3 column \"Date d'installation\": 2030-01-01 has not come yet",
        "4 column \"Appellation du site\": a formula",
    ] {
        assert!(
            told.iter().any(|one| one.contains(part)),
            "{part}: {told:?}"
        );
    }
}

#[test]
fn origins_are_left_unread_and_a_renamed_place_is_named() {
    let read_one =
        read("Appellation du site;Latitude;Longitude;Origines;Nationalité\nA;43.6;1.4;UE;x\n")
            .unwrap();
    let renamed = read("Appellation du site;Lat.;Longitude;Type de site\nA;43.6;1.4;Terrain\n");

    assert_eq!(read_one.columns_left_out, ["Origines", "Nationalité"]);
    assert!(read_one.warnings[0].contains("Origines, Nationalité"));
    assert!(!format!("{:?}", read_one.rows).contains("UE"));
    assert!(renamed.unwrap_err().contains("no column \"Latitude\""));
}

#[test]
fn both_degrees_may_stand_in_one_cell() {
    let csv = "Appellation du site;Latitude/Longitude;Type de site;Nombre de ménages\n\
        A;\"43.604, 1.444\";Terrain;3\n\
        B;\"43.604,-1.5\";Terrain;3\n\
        C;\"43,604\";Terrain;3\n";

    let read = read(csv).unwrap();

    let places: Vec<_> = read.rows.iter().map(|row| row.place).collect();
    assert_eq!(places, [Some((1.444, 43.604)), Some((-1.5, 43.604))]);
    assert_eq!(read.refusals[0].place.feature, 4);
}
