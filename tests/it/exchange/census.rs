//! What the platform says of a social diagnosis, and what it does not say.

use jalon::{
    app::{EntryBy, Error, ListAsked, Look},
    domain::{Register, StateChange},
};
use serde_json::json;

use super::{operator, take_in, towns};
use crate::support::TestTown;

const SHEET: &str = "Commune,Appellation du site,Latitude,Longitude,Nombre de ménages,\
    Statut du diagnostic social,Date du diagnostic\n\
    Belorme,Le moulin,43.605,1.415,14,Réalisé,2026-02-10\n";

async fn brought(town: &TestTown, code: &str, to: &str) -> Result<(), Error> {
    let change = StateChange {
        to: to.to_owned(),
        // Nobody has visited it; that is another rule.
        overrides: to == "confirmed",
        reason: "Known to the platform for years".to_owned(),
        ..StateChange::default()
    };
    let person = operator();
    let brought = town.jalon.bring_settlement(code, &change, &person).await;
    brought.map(|_| ())
}

#[tokio::test]
async fn a_diagnosis_told_by_the_platform_opens_nothing_until_somebody_says_whom_it_met() {
    for town in towns().await {
        let done = take_in(&town, SHEET.as_bytes()).await.unwrap();
        assert_eq!(done.added, 1, "{:?}", done.report);
        let atlas = town.jalon.atlas();
        let site = atlas
            .settlements()
            .find(|known| known.settlement.name == "Le moulin");
        let code = &site.unwrap().settlement.code;
        let person = operator();
        let look = Look {
            person: &person,
            purpose: None,
        };
        let asked = ListAsked {
            limit: 10,
            ..ListAsked::default()
        };
        let census = town
            .jalon
            .entries(Register::Census, &asked, look)
            .await
            .unwrap();
        assert_eq!(census.len(), 1, "{:?}", done.report);
        assert_eq!(census[0].state, "done");
        assert_eq!(
            census[0].body.day("done_on").unwrap().to_string(),
            "2026-02-10"
        );
        assert_eq!(census[0].body.count("households_met"), None);

        brought(&town, code, "confirmed").await.unwrap();
        brought(&town, code, "diagnosis").await.unwrap();
        let early = brought(&town, code, "accompaniment").await.unwrap_err();
        let met = [("households_met".to_owned(), json!(12))].into();
        let by = EntryBy {
            person: &person,
            revision: None,
        };
        let key = (Register::Census, census[0].code.as_str());
        town.jalon.change_entry(key, &met, by).await.unwrap();
        let later = brought(&town, code, "accompaniment").await;

        assert!(early.to_string().contains("households_met"), "{early}");
        later.unwrap();
        let again = take_in(&town, SHEET.as_bytes()).await.unwrap();
        assert_eq!(
            (again.unchanged, again.change),
            (1, None),
            "{:?}",
            again.report
        );
    }
}
