//! The five programmes of the field, each as its people would carry it, on both databases.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Office, ago, field};

/// A household of a settlement that somebody accompanies.
async fn accompanied(office: &Office, settlement: &str, operator: &str) -> String {
    let household = office
        .add(
            "household",
            json!({ "settlement": settlement, "size": 4, "operator": operator }),
        )
        .await;
    office.step("household", &household, "assessed").await;
    let start = json!({ "household": household, "organisation": operator, "referent": "worker-02", "started_on": ago(120) });
    office.add("accompaniment", start).await;
    assert_eq!(office.state("household", &household).await, "accompanied");
    household
}

async fn organisation(office: &Office, name: &str, kind: &str) -> String {
    office
        .add("organisation", json!({ "name": name, "kind": kind }))
        .await
}

/// A home that can be offered.
async fn home(office: &Office, fields: Value) -> String {
    let unit = office.add("housing_unit", fields).await;
    office.step("housing_unit", &unit, "available").await;
    unit
}

#[tokio::test]
async fn mous_of_a_large_city() {
    for office in Office::on_both().await {
        let operator = organisation(&office, "Association du Seuil", "operator_association").await;
        let programme = office.add("action", json!({ "title": "Plan des Berges", "topics": ["health", "schooling", "site_safety", "employment"], "operators": [operator] })).await;
        office.visit("S1").await;
        office.status("S1", "confirmed").await;
        office.status("S1", "diagnosis").await;
        let census = office.add("census", json!({ "settlement": "S1", "operator": operator, "planned_until": ago(-120), "households_expected": 2 })).await;
        office
            .to(
                "census",
                &census,
                json!({ "to": "done", "fields": { "households_met": 2 } }),
            )
            .await;
        let returning = accompanied(&office, "S1", &operator).await;
        let sheltered = accompanied(&office, "S1", &operator).await;
        for axis in ["health", "schooling", "site_safety", "employment"] {
            let step = json!({ "settlement": "S1", "programme": programme, "axis": axis, "label": "first round", "due_on": ago(-30) });
            let step = office.add("site_step", step).await;
            office.step("site_step", &step, "done").await;
        }
        office.status("S1", "accompaniment").await;

        // Voluntary return is a branch of its own: the country stands with the move, and nowhere else.
        let back = office.add("move", json!({ "household": returning, "kind": "voluntary_return", "origin": "S1", "destination_country": "elsewhere" })).await;
        office
            .to("move", &back, json!({ "to": "moved", "on": ago(3) }))
            .await;
        assert_eq!(
            office.state("household", &returning).await,
            "voluntary_return"
        );

        flooded(&office, &sheltered).await;
        assert_eq!(
            office.list("status_change", "?settlement=S1").await.len(),
            5
        );
    }
}

/// The emergency lane: the water comes, a decision within a day, a permit, shelter, accompaniment on.
async fn flooded(office: &Office, household: &str) {
    office.status("S1", "emergency").await;
    let decision = office
        .list("decision", "?settlement=S1&state=on_agenda")
        .await
        .remove(0);
    let permit = office
        .list("planning_approval", "?settlement=S1")
        .await
        .remove(0);
    assert_eq!(field(&decision, "due_on").as_str(), Some(ago(-1).as_str()));
    assert_eq!(field(&decision, "body"), "emergency_cell");
    let (decision, permit) = (
        decision["code"].as_str().unwrap(),
        permit["code"].as_str().unwrap(),
    );
    office.step("decision", decision, "validated").await;
    office.step("planning_approval", permit, "filed").await;
    let unnamed = office
        .try_to("planning_approval", permit, json!({ "to": "granted" }))
        .await;
    assert!(
        unnamed.text().contains("`act` is missing"),
        "{}",
        unnamed.text()
    );
    let act = json!({ "to": "granted", "fields": { "act": "2026-117" } });
    office.to("planning_approval", permit, act).await;
    let shelter = home(office, json!({ "kind": "shelter", "people_most": 40 })).await;
    let moving = office
        .add(
            "move",
            json!({ "household": household, "kind": "shelter", "unit": shelter, "origin": "S1" }),
        )
        .await;
    office.step("move", &moving, "moved").await;
    assert_eq!(office.state("household", household).await, "sheltered");
    // A shelter is no end: the settlement stays open for them, and they are accompanied on.
    let closed = office.try_status("S1", json!({ "to": "closed" })).await;
    assert!(closed.text().contains(household), "{}", closed.text());
    office.status("S1", "accompaniment").await;
    office.step("household", household, "accompanied").await;
}

#[tokio::test]
async fn direct_move_into_ordinary_housing() {
    for office in Office::on_both().await {
        let operator = organisation(&office, "Passerelles", "operator_association").await;
        let landlord = organisation(&office, "Logis du Martinet", "social_landlord").await;
        let agency = organisation(&office, "Agence du Seuil", "social_agency").await;
        counted(&office).await;
        office.status("S1", "accompaniment").await;
        let families = [
            accompanied(&office, "S1", &operator).await,
            accompanied(&office, "S1", &operator).await,
        ];
        let homes = [
            home(&office, json!({ "kind": "social_rental", "landlord": landlord, "neighbourhood": "W", "rooms": 4 })).await,
            home(&office, json!({ "kind": "rental_intermediation", "landlord": agency, "neighbourhood": "E", "rooms": 3 })).await,
        ];
        let committee = office.add("meeting", json!({ "body": "steering_group", "planned_on": ago(0), "organisations": [landlord, agency] })).await;
        let decision = office.add("decision", json!({ "body": "steering_group", "subject": "site_resorption", "settlement": "S1", "meeting": committee })).await;
        office.step("meeting", &committee, "held").await;
        office.step("decision", &decision, "validated").await;
        office.status("S1", "move_planned").await;
        let operation = office.add("operation", json!({ "settlement": "S1", "kind": "rehousing", "workers": 5, "moving_company": "Transports de la Garrigue", "storage": "hangar 3" })).await;
        office
            .step("operation", &operation, "families_informed")
            .await;
        office.step("operation", &operation, "under_way").await;
        office.status("S1", "moving").await;

        for (household, unit) in std::iter::zip(&families, &homes) {
            rehoused(&office, (household, unit), &operation).await;
        }
        office
            .to(
                "operation",
                &operation,
                json!({ "to": "done", "fields": { "people_moved": 8 } }),
            )
            .await;
        office.status("S1", "closed").await;
        assert_eq!(office.list("follow_up", "?state=due").await.len(), 8);
        assert_eq!(
            office
                .list("household", "?settlement=S1&state=housed")
                .await
                .len(),
            2
        );
        sustained(&office, &families[0]).await;
    }
}

/// A visit, and the social diagnosis of a settlement.
async fn counted(office: &Office) {
    office.visit("S1").await;
    office.status("S1", "confirmed").await;
    office.status("S1", "diagnosis").await;
    let census = json!({ "settlement": "S1", "households_expected": 2 });
    let census = office.add("census", census).await;
    let met = json!({ "to": "done", "fields": { "households_met": 2 } });
    office.to("census", &census, met).await;
}

/// A home is proposed and accepted, and the family moves.
async fn rehoused(office: &Office, (household, unit): (&str, &str), operation: &str) {
    let proposal = json!({ "household": household, "unit": unit, "proposed_on": ago(20) });
    let proposal = office.add("proposal", proposal).await;
    assert_eq!(office.state("household", household).await, "proposed");
    office.step("proposal", &proposal, "accepted").await;
    assert_eq!(office.state("housing_unit", unit).await, "reserved");
    let moving = json!({ "household": household, "unit": unit, "kind": "social_rental", "origin": "S1",
        "operation": operation, "tenure": "lease", "decided_on": ago(20) });
    let moving = office.add("move", moving).await;
    office
        .to("move", &moving, json!({ "to": "moved", "on": ago(10) }))
        .await;
}

/// A year later the family still lives there.
async fn sustained(office: &Office, household: &str) {
    let due = office
        .list("follow_up", &format!("?linked_to=household:{household}"))
        .await;
    for one in due
        .iter()
        .filter(|one| field(one, "months").as_u64() <= Some(12))
    {
        let code = one["code"].as_str().unwrap();
        let unsaid = office
            .try_to("follow_up", code, json!({ "to": "done" }))
            .await;
        assert_eq!(
            unsaid.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            unsaid.text()
        );
        let told = json!({ "to": "done", "fields": { "outcome": "still_housed", "rent_paid": true, "school_attended": true } });
        office.to("follow_up", code, told).await;
    }
    assert_eq!(office.state("household", household).await, "sustained");
}

#[tokio::test]
async fn mediation_between_landlords() {
    for office in Office::on_both().await {
        let landlords = [
            organisation(&office, "Logis du Martinet", "social_landlord").await,
            organisation(&office, "Toits de l'Autan", "social_landlord").await,
        ];
        let insertion = organisation(&office, "Chantier du Lac", "insertion_structure").await;
        let agreement = office.add("convention", json!({ "kind": "landlords_mediation", "partners": landlords, "starts_on": ago(300) })).await;
        office
            .to(
                "convention",
                &agreement,
                json!({ "to": "signed", "on": ago(310) }),
            )
            .await;
        let programme = office.add("action", json!({ "title": "Médiation du Lac", "topics": ["mediation"], "pilots": landlords })).await;

        for (residence, contacts) in [("Tour A", 12), ("Tour B", 7)] {
            office.add("mediation_round", json!({ "programme": programme, "kind": "round", "on": ago(2), "from_hour": 20, "until_hour": 24,
                "residence": residence, "neighbourhood": "W", "mediators": 6, "contacts": contacts,
                "themes": ["noise", "waste"], "referrals": 1, "referred_to": [insertion] })).await;
        }
        office.add("mediation_round", json!({ "programme": programme, "kind": "phone_line", "on": ago(2), "contacts": 4, "themes": "noise;conflict" })).await;
        let late = json!({ "fields": { "kind": "round", "on": ago(-2) } });
        let future = office.post("/api/registers/mediation_round", &late).await;

        let rounds = office
            .list("mediation_round", &format!("?linked_to=action:{programme}"))
            .await;
        let contacts: u64 = rounds
            .iter()
            .filter_map(|one| field(one, "contacts").as_u64())
            .sum();
        assert_eq!((rounds.len(), contacts), (3, 23));
        assert_eq!(field(&rounds[2], "themes"), &json!(["noise", "conflict"]));
        assert_eq!(
            office
                .list(
                    "mediation_round",
                    &format!("?linked_to=organisation:{insertion}")
                )
                .await
                .len(),
            2
        );
        assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_rural_departments_programme() {
    for office in Office::on_both().await {
        let programme = office.add("action", json!({ "title": "Logement indigne", "topics": ["works", "housing"], "households_a_year_least": 20, "households_a_year_most": 30 })).await;
        let session = office
            .add(
                "meeting",
                json!({ "body": "steering_group", "planned_on": ago(15) }),
            )
            .await;
        let mut requests = Vec::new();
        for orientation in ["kept_in_place", "rehousing"] {
            requests.push(requested(&office, &session, orientation).await);
        }
        let stays = office.add("move", json!({ "household": requests[0], "kind": "maintained_in_place", "programme": programme })).await;
        office
            .to("move", &stays, json!({ "to": "moved", "on": ago(5) }))
            .await;
        let municipal = home(
            &office,
            json!({ "kind": "rental_intermediation", "produced": "municipal" }),
        )
        .await;
        office.step("household", &requests[1], "accompanied").await;
        let sublet = office.add("move", json!({ "household": requests[1], "unit": municipal, "kind": "rental_intermediation", "tenure": "sublease", "programme": programme })).await;
        office
            .to("move", &sublet, json!({ "to": "moved", "on": ago(5) }))
            .await;

        let states = [
            office.state("household", &requests[0]).await,
            office.state("household", &requests[1]).await,
        ];
        assert_eq!(states, ["kept_in_place", "housed"]);
        // Who is kept in place has not left.
        let here = office
            .list("stay", &format!("?linked_to=household:{}", requests[0]))
            .await;
        assert_eq!(*field(&here[0], "until"), Value::Null);
        let moves = office
            .list(
                "move",
                &format!("?linked_to=action:{programme}&state=moved"),
            )
            .await;
        assert_eq!(moves.len(), 2);
        assert_eq!(
            office
                .list(
                    "decision",
                    &format!("?linked_to=meeting:{session}&state=validated")
                )
                .await
                .len(),
            2
        );
    }
}

/// A family's request, which the session validates and orients.
async fn requested(office: &Office, session: &str, orientation: &str) -> String {
    let family = json!({ "settlement": "S2", "size": 2, "wish": "stay_in_place" });
    let household = office.add("household", family).await;
    office.step("household", &household, "assessed").await;
    let decision = json!({ "body": "steering_group", "subject": "family_request", "meeting": session, "household": household });
    let decision = office.add("decision", decision).await;
    let validated =
        json!({ "to": "validated", "on": ago(15), "fields": { "orientation": orientation } });
    office.to("decision", &decision, validated).await;
    household
}

#[tokio::test]
async fn accompanied_housing_with_a_lease_that_is_passed_over() {
    for office in Office::on_both().await {
        let landlord = organisation(&office, "Toits de l'Autan", "social_landlord").await;
        let association = organisation(&office, "Passerelles", "operator_association").await;
        let programme = json!({ "title": "Logement accompagné", "operators": [association] });
        let programme = office.add("action", programme).await;
        let agreement = office.add("convention", json!({ "kind": "accompanied_housing", "landlord": landlord, "partners": [association], "homes": 12, "homes_new_households": 8, "homes_existing_tenants": 4, "follow_up_months": 18, "starts_on": ago(200) })).await;
        let draft = office
            .try_to("convention", &agreement, json!({ "to": "ended" }))
            .await;
        assert_eq!(draft.status, StatusCode::CONFLICT);
        office.step("convention", &agreement, "signed").await;
        office.add("finance", json!({ "programme": programme, "year": 2026, "source": "state", "grant": "BOP-177", "planned_eur": 40000, "executed_eur": 38250.5 })).await;
        let household = accompanied(&office, "S1", &association).await;
        let unit = home(&office, json!({ "kind": "accompanied_housing", "landlord": landlord, "convention": agreement, "neighbourhood": "E" })).await;
        let moving = office.add("move", json!({ "household": household, "unit": unit, "kind": "accompanied_housing", "convention": agreement, "tenure": "sliding_lease" })).await;
        office
            .to("move", &moving, json!({ "to": "moved", "on": ago(190) }))
            .await;
        for axis in ["administrative", "employment"] {
            office.add("plan_step", json!({ "household": household, "axis": axis, "label": "support partner engaged", "organisation": association })).await;
        }

        let passed = json!({ "lease_passed_on": ago(4), "tenure": "lease" });
        let address = format!("/api/registers/move/{moving}");
        let passed = office
            .send(
                (axum::http::Method::PATCH, &address),
                &[("if-match", "*")],
                &passed,
            )
            .await;
        let accompaniment = office
            .list(
                "accompaniment",
                &format!("?linked_to=household:{household}"),
            )
            .await;
        let code = accompaniment[0]["code"].as_str().unwrap();
        office
            .to(
                "accompaniment",
                code,
                json!({ "to": "ended", "on": ago(4), "fields": { "ending": "autonomous" } }),
            )
            .await;

        assert_eq!(field(&passed.json(), "tenure"), "lease");
        let reserved = office
            .list(
                "housing_unit",
                &format!("?linked_to=convention:{agreement}&state=occupied"),
            )
            .await;
        assert_eq!(reserved.len(), 1);
        let spent = office
            .list("finance", &format!("?linked_to=action:{programme}"))
            .await;
        assert_eq!(field(&spent[0], "executed_eur"), 38250.5);
    }
}
