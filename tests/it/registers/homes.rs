//! Where homes are, as the layers tell: how dangerous their ground is, and what a move keeps of where it went.

use axum::http::{Method, StatusCode, header::IF_MATCH};
use jalon::domain::{LayerKind, NeighbourhoodSystem};
use serde_json::{Value, json};

use super::{Office, ago};
use crate::support::square;

/// In the flood zone of the small town, and beside it.
const WET: [f64; 2] = [1.4075, 43.6025];
const DRY: [f64; 2] = [1.4255, 43.6105];

async fn change(office: &Office, (register, code): (&str, &str), fields: Value) -> Value {
    let address = format!("/api/registers/{register}/{code}");
    let any = (IF_MATCH.as_str(), "*");
    let changed = office
        .send((Method::PATCH, &address), &[any], &fields)
        .await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
    changed.json()["fields"].clone()
}

async fn home(office: &Office, fields: Value) -> Value {
    let mut all = json!({ "kind": "social_rental", "rooms": 3 });
    let more = fields.as_object().unwrap().clone();
    all.as_object_mut().unwrap().extend(more);
    let code = office.add("housing_unit", all).await;
    let mut entry = office.entry("housing_unit", &code).await;
    entry["fields"]["code"] = json!(code);
    entry["fields"].clone()
}

#[tokio::test]
async fn a_home_is_measured_where_its_place_is_told_and_nobody_is_written_over() {
    for office in Office::on_both().await {
        let wet = home(&office, json!({ "place": WET })).await;
        let dry = home(&office, json!({ "place": DRY })).await;
        let told = home(
            &office,
            json!({ "place": WET, "hazard_class": "B", "hazard_checked_on": ago(9) }),
        )
        .await;
        let nowhere = home(&office, json!({ "neighbourhood": "W" })).await;

        let (wet_class, dry_class) = (&wet["hazard_class"], &dry["hazard_class"]);
        assert_ne!(wet_class, dry_class, "{wet} {dry}");
        assert!(wet_class.as_str() > dry_class.as_str(), "{wet} {dry}");
        assert_eq!(wet["hazard_checked_on"], ago(0));
        assert_eq!(told["hazard_class"], "B");
        assert_eq!(told["hazard_checked_on"], ago(9));
        assert_eq!(nowhere.get("hazard_class"), None);

        // Another place is measured anew; another rent changes nothing of it.
        let code = wet["code"].as_str().unwrap();
        let key = ("housing_unit", code);
        let rent = change(&office, key, json!({ "rent_eur": 410 })).await;
        let moved = change(&office, key, json!({ "place": DRY })).await;
        assert_eq!(&rent["hazard_class"], wet_class);
        assert_eq!(&moved["hazard_class"], dry_class);
    }
}

#[tokio::test]
async fn a_move_keeps_where_it_went_as_the_layers_had_it_then() {
    for office in Office::on_both().await {
        let town = &office.0;
        for (system, code) in [
            (NeighbourhoodSystem::Commune, "99001"),
            (NeighbourhoodSystem::Iris, "990010101"),
        ] {
            let part = square(code, 1.39, 43.59, 0.1);
            town.import_json(LayerKind::System(system), &[part]).await;
        }
        let mut west = square("W", 1.40, 43.60, 0.02);
        west["properties"]["deprived"] = json!(true);
        let east = square("E", 1.42, 43.60, 0.02);
        town.import_json(LayerKind::Neighbourhoods, &[west, east])
            .await;
        let home = home(&office, json!({ "place": WET })).await;
        let mut moves = Vec::new();
        for went in [
            json!({ "kind": "social_rental", "unit": home["code"] }),
            json!({ "kind": "host_family", "place": DRY, "commune": "31555" }),
            json!({ "kind": "private_rental", "neighbourhood": "E" }),
            json!({ "kind": "voluntary_return", "destination_country": "nowhere" }),
        ] {
            let household = office
                .add("household", json!({ "settlement": "S1", "size": 3 }))
                .await;
            let mut fields = went;
            fields["household"] = json!(household);
            fields["origin"] = json!("S1");
            let code = office.add("move", fields).await;
            let made = json!({ "to": "moved", "on": ago(20) });
            moves.push(office.to("move", &code, made).await["fields"].clone());
        }

        let [rented, hosted, named, gone] = &moves[..] else {
            panic!("four moves")
        };
        assert_eq!(rented["neighbourhood"], "W", "{rented}");
        assert_eq!(rented["deprived"], true);
        assert_eq!(rented["commune"], "99001");
        assert_eq!(rented["iris"], "990010101");
        // S1 has its middle at 1.405, 43.6025: 0.0025° of longitude are 202 m there.
        let far = rented["origin_distance_m"].as_u64().unwrap();
        assert!((195..=210).contains(&far), "{far}");
        assert_eq!(hosted["commune"], "31555", "what somebody wrote stands");
        assert_eq!(hosted["neighbourhood"], "E");
        assert_eq!(named["neighbourhood"], "E");
        assert_eq!(named.get("commune"), None, "{named}");
        assert_eq!(gone.get("neighbourhood"), None, "{gone}");
    }
}
