//! The guesses are tried on the column names of real files.

use super::*;
use crate::domain::{LandmarkKind, Peril};

fn choose(kind: LayerKind, given: &[&str], columns: &[&str]) -> Result<Columns, Error> {
    let mut mapping = Mapping::new();
    for pair in given {
        mapping.add(pair).unwrap();
    }
    let columns: Vec<_> = columns.iter().map(|&c| c.to_owned()).collect();
    Columns::choose(kind, &mapping, &columns)
}

fn shown(kind: LayerKind, columns: &[&str]) -> String {
    let chosen = choose(kind, &[], columns).unwrap().shown();
    let pairs: Vec<_> = chosen.iter().map(|(f, c)| format!("{f}={c}")).collect();
    pairs.join(" ")
}

#[test]
fn census_columns_of_neighbourhoods_are_recognised_in_any_year() {
    for year in ["19", "21"] {
        let columns = [
            "geo_point_2d",
            "grd_quart",
            "lib_grd_quart",
            "code_insee",
            "p#_log",
            "p#_rp",
            "p#_rp_loc",
            "p#_men",
            "p#_pmen",
            "p#_rp_lochlmv",
            "p#_nper_rp",
            "p#_nper_rp_lochlmv",
        ]
        .map(|column| column.replace('#', year));
        let columns: Vec<_> = columns.iter().map(String::as_str).collect();

        assert_eq!(
            shown(LayerKind::Neighbourhoods, &columns),
            "code=grd_quart households=p#_men name=lib_grd_quart population=p#_nper_rp \
             social_homes=p#_rp_lochlmv"
                .replace('#', year)
        );
    }
}

#[test]
fn a_number_and_a_name_of_a_neighbourhood_are_told_apart_and_its_mayor_is_not_read() {
    assert_eq!(
        shown(
            LayerKind::Neighbourhoods,
            &[
                "geo_point_2d",
                "quartier",
                "nom_quartier",
                "maire_de_quartier"
            ]
        ),
        "code=quartier name=nom_quartier"
    );
}

#[test]
fn grid_cells_feed_population_households_and_social_homes() {
    assert_eq!(
        shown(
            LayerKind::Neighbourhoods,
            &[
                "fid",
                "IdINSPIRE",
                "Id_carr1km",
                "Depcom",
                "Ind",
                "Men",
                "Men_pauv",
                "Log_soc"
            ]
        ),
        "code=IdINSPIRE households=Men population=Ind social_homes=Log_soc"
    );
}

#[test]
fn names_cut_to_ten_letters_by_a_shapefile_are_recognised() {
    assert_eq!(
        shown(
            LayerKind::Settlements,
            &[
                "renabap_id",
                "nombre_bar",
                "cantidad_f",
                "cantidad_v",
                "anio_de_cr",
                "clasificac"
            ]
        ),
        "code=renabap_id name=nombre_bar kind=clasificac households=cantidad_f \
         installed_on=anio_de_cr"
            .split(' ')
            .map(str::to_owned)
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
            .join(" ")
    );
}

#[test]
fn risk_plans_of_both_french_standards_are_recognised() {
    let flood = LayerKind::Zones(Peril::Flood);

    assert_eq!(
        shown(
            flood,
            &[
                "id_zone",
                "coderisque",
                "multi_alea",
                "nivalea",
                "nivalea_st"
            ]
        ),
        "class=nivalea type=coderisque"
    );
    assert_eq!(
        shown(
            flood,
            &[
                "idzonealea",
                "codeprocedure",
                "typealea",
                "niveaualea",
                "occurence"
            ]
        ),
        "class=niveaualea type=typealea"
    );
    assert_eq!(shown(flood, &["ID", "COMMUNE", "ALEA"]), "type=ALEA");
}

#[test]
fn what_is_given_wins_and_its_column_feeds_nothing_else() {
    let chosen = choose(
        LayerKind::Neighbourhoods,
        &["name=NOM-QUART", "code="],
        &["code", "name", "nom_quart"],
    )
    .unwrap();

    assert_eq!(chosen.get(Field::Name), Some("nom_quart"));
    assert_eq!(chosen.get(Field::Code), None);
    assert!(!chosen.read("name"));
}

#[test]
fn a_column_that_is_not_there_is_answered_with_those_that_are() {
    let error = choose(LayerKind::Settlements, &["name=nome"], &["gid", "nom"]).unwrap_err();

    assert_eq!(
        error.to_string(),
        "field name cannot be read from column \"nome\": the file has gid, nom"
    );
}

#[test]
fn a_field_that_is_not_there_is_answered_with_those_that_are() {
    let railway = LayerKind::Landmarks(LandmarkKind::Railway);
    let error = choose(railway, &["title=nom"], &["nom"]).unwrap_err();

    assert_eq!(
        error.to_string(),
        "railway has no field \"title\"; its fields are name"
    );
}

#[test]
fn a_column_about_nationality_is_refused_even_when_asked_for() {
    let error = choose(
        LayerKind::Placements,
        &["origin=nationalite"],
        &["nationalite"],
    );

    assert!(matches!(error, Err(Error::NeverRead { .. })));
}

#[test]
fn the_word_origine_alone_is_not_guessed_because_it_may_be_a_country() {
    let columns = [
        "menage",
        "date_relogement",
        "origine",
        "pays",
        "quartier",
        "bailleur",
    ];

    assert_eq!(
        shown(LayerKind::Placements, &columns),
        "household=menage landlord=bailleur moved_on=date_relogement neighbourhood=quartier"
    );
}

#[test]
fn a_mapping_file_comes_back_as_it_was_written() {
    let mut mapping = Mapping::new();
    mapping.add("name = nom \"court\"").unwrap();
    mapping.add("code=").unwrap();

    assert_eq!(Mapping::from_toml(&mapping.to_toml()).unwrap(), mapping);
    assert!(Mapping::from_toml("name = [1]").is_err());
    assert!(Mapping::new().add("name").is_err());
}
