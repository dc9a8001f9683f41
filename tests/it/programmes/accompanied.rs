//! Accompanied housing: homes under a convention, support, and a lease that becomes the family's own.

use super::*;

/// Who works in the programme, and what was signed.
struct Office<'c> {
    pilot: Colleague<'c>,
    worker: Colleague<'c>,
    programme: String,
    landlord: String,
    association: String,
    convention: String,
}

impl<'c> Office<'c> {
    async fn of(city: &'c City) -> Self {
        let pilot = city.colleague("pilot", Role::OperatorCoordinator).await;
        let named = |name: &str, kind: &str| json!({ "name": name, "kind": kind });
        let landlord = named("Logis du Martinet", "social_landlord");
        let landlord = pilot.add("organisation", landlord).await;
        let association = named("Association du Seuil", "operator_association");
        let association = pilot.add("organisation", association).await;
        let programme = json!({ "title": "Logement accompagné", "operators": [association] });
        let convention = json!({ "kind": "accompanied_housing", "landlord": landlord, "partners": [association],
            "homes": 6, "homes_new_households": 5, "homes_existing_tenants": 1, "follow_up_months": 18,
            "terms": "a visit a month; a word with the landlord each quarter" });
        let convention = pilot.add("convention", convention).await;
        let signed = json!({ "to": "signed", "on": "2023-01-10" });
        let unbegun = pilot
            .try_to(&format!("convention/{convention}"), signed)
            .await;
        refused(&unbegun, (422, "`starts_on` is missing"));
        let signed =
            json!({ "to": "signed", "on": "2023-01-10", "fields": { "starts_on": "2023-02-01" } });
        pilot.to(&format!("convention/{convention}"), signed).await;
        Self {
            worker: city.worker("worker-02", &[]).await,
            programme: pilot.add("action", programme).await,
            pilot,
            landlord,
            association,
            convention,
        }
    }

    /// A family that asks for support, known and accompanied under the convention: its code, and that of
    /// the accompaniment.
    async fn accompanied(&self) -> (String, String) {
        let family = json!({ "size": 4, "wish": "ordinary_housing", "rooms_needed": 4 });
        let household = self.worker.add("household", family).await;
        self.worker
            .step(&format!("household/{household}"), ("assessed", ""))
            .await;
        let care = json!({ "household": household, "organisation": self.association, "referent": "worker-02",
            "convention": self.convention, "started_on": "2023-02-06", "planned_until": "2024-08-06" });
        let care = self.worker.add("accompaniment", care).await;
        (household, format!("accompaniment/{care}"))
    }

    async fn home(&self, rooms: u32) -> String {
        let home = json!({ "kind": "accompanied_housing", "landlord": self.landlord,
            "convention": self.convention, "rooms": rooms, "neighbourhood": "E" });
        self.pilot.home(home).await
    }

    /// Partners are engaged for what the family needs.
    async fn supported(&self, household: &str) {
        for (axis, partner, kind) in [
            ("health", "Maison de santé du Lac", "health"),
            ("employment", "Chantier du Lac", "insertion_structure"),
        ] {
            let partner = json!({ "name": partner, "kind": kind });
            let partner = self.pilot.add("organisation", partner).await;
            let step = json!({ "household": household, "axis": axis, "label": "first meeting",
                "organisation": partner, "due_on": "2023-04-28" });
            let step = format!("plan_step/{}", self.worker.add("plan_step", step).await);
            self.worker.step(&step, ("in_progress", "")).await;
            self.worker.step(&step, ("done", "2023-04-14")).await;
            let led = format!("plan_step?linked_to=organisation:{partner}&state=done");
            assert_eq!(self.worker.list(&led).await.len(), 1);
        }
    }

    /// A home too small is refused with a word on why; another one is accepted.
    async fn proposed(&self, household: &str) -> String {
        let homes = [self.home(2).await, self.home(4).await];
        let offer = |unit: &str| json!({ "household": household, "unit": unit, "proposed_on": "2023-02-10" });
        let small = self.worker.add("proposal", offer(&homes[0])).await;
        let small = format!("proposal/{small}");
        let unsaid = self.worker.try_to(&small, json!({ "to": "refused" })).await;
        refused(&unsaid, (422, "`refusal` is missing"));
        let no = json!({ "to": "refused", "on": "2023-02-12", "fields": { "refusal": "size" } });
        self.worker.to(&small, no).await;
        assert_eq!(
            self.pilot
                .state(&format!("housing_unit/{}", homes[0]))
                .await,
            "available"
        );
        let large = format!(
            "proposal/{}",
            self.worker.add("proposal", offer(&homes[1])).await
        );
        self.worker.step(&large, ("accepted", "2023-02-14")).await;
        assert_eq!(
            self.pilot
                .state(&format!("housing_unit/{}", homes[1]))
                .await,
            "reserved"
        );
        let [_, accepted] = homes;
        accepted
    }

    /// The cell decides, and reads the case until then; only then the family moves in as a subtenant.
    async fn moved_in(&self, (household, home): (&str, &str), member: &Colleague<'_>) -> String {
        let case =
            json!({ "body": "orientation_cell", "subject": "placement", "household": household });
        let case = format!("decision/{}", self.pilot.add("decision", case).await);
        let moving = json!({ "household": household, "unit": home, "kind": "accompanied_housing",
            "programme": self.programme, "convention": self.convention, "tenure": "sliding_lease",
            "decided_on": "2023-02-20" });
        let moving = format!("move/{}", self.worker.add("move", moving).await);
        let moved = json!({ "to": "moved", "on": "2023-03-01" });
        let early = self.worker.try_to(&moving, moved.clone()).await;
        refused(&early, (409, "not taken yet"));
        let made = json!({ "household": household, "unit": home, "kind": "accompanied_housing",
            "moved_on": "2023-03-01" });
        let made = Some(json!({ "state": "moved", "fields": made }));
        let made = self.worker.ask((Method::POST, "/api/registers/move"), made);
        refused(&made.await, (409, "not taken yet"));
        let address = format!("/api/registers/household/{household}");
        assert_eq!(member.get(&address).await.status, StatusCode::OK);
        self.pilot.step(&case, ("validated", "2023-02-20")).await;
        assert_eq!(member.get(&address).await.status, StatusCode::NOT_FOUND);
        self.worker.to(&moving, moved).await;
        moving
    }

    /// The lease becomes the family's own, and nobody has to accompany it any more.
    async fn on_its_own(&self, moving: &str, care: &str) {
        let address = format!("/api/registers/{moving}");
        let patch = (Method::PATCH, address.as_str());
        let passed = json!({ "lease_passed_on": "2024-09-02" });
        let subtenant = self.worker.upon("*", patch.clone(), passed).await;
        refused(
            &subtenant,
            (422, "lease: it was passed over to the household"),
        );
        let early = json!({ "lease_passed_on": "2023-02-28", "tenure": "lease" });
        let early = self.worker.upon("*", patch.clone(), early).await;
        refused(&early, (422, "2023-03-01"));
        let passed = json!({ "lease_passed_on": "2024-09-02", "tenure": "lease" });
        let passed = self.worker.upon("*", patch, passed).await;
        assert_eq!(passed.status, StatusCode::OK, "{}", passed.text());
        let unsaid = self.worker.try_to(care, json!({ "to": "ended" })).await;
        refused(&unsaid, (422, "`ending` is missing"));
        let ended =
            json!({ "to": "ended", "on": "2024-09-30", "fields": { "ending": "autonomous" } });
        self.worker.to(care, ended).await;
    }

    /// A family that has been the landlord's tenant stays in its home and is accompanied there.
    async fn stays_a_tenant(&self, household: &str) {
        let home = self.home(3).await;
        let stays = json!({ "household": household, "unit": home, "kind": "maintained_in_place",
            "programme": self.programme, "convention": self.convention, "tenure": "lease" });
        let stays = format!("move/{}", self.worker.add("move", stays).await);
        self.worker.step(&stays, ("moved", "2023-05-02")).await;
        assert_eq!(
            self.pilot.state(&format!("household/{household}")).await,
            "kept_in_place"
        );
        assert_eq!(
            self.pilot.state(&format!("housing_unit/{home}")).await,
            "occupied"
        );
    }
}

#[tokio::test]
async fn a_lease_is_passed_over_to_a_family_that_still_lives_there_two_years_later() {
    for city in City::on_both().await {
        let office = Office::of(&city).await;
        let member = city.colleague("member", Role::OrientationCell).await;
        let (household, care) = office.accompanied().await;
        let (tenant, _) = office.accompanied().await;

        office.supported(&household).await;
        let home = office.proposed(&household).await;
        let moving = office.moved_in((&household, &home), &member).await;
        office.stays_a_tenant(&tenant).await;
        office.on_its_own(&moving, &care).await;
        office.worker.still_housed(&household).await;

        let family = office.pilot.entry(&format!("household/{household}")).await;
        assert_eq!(family["state"], "sustained");
        let plan = format!("/api/reports/household_plan.pdf?about={household}");
        // Whose accompaniment has ended is no longer the worker's to read of, unless they wrote it down.
        assert_eq!(office.worker.get(&plan).await.status, StatusCode::OK);
        let other = city.worker("worker-07", &[]).await;
        assert_ne!(other.get(&plan).await.status, StatusCode::OK);
        reported_to_partners(&office).await;
        money_of_the_state(&city, &office).await;
    }
}

/// Three homes are entered under a convention for six: one free, two lived in.
async fn reported_to_partners(office: &Office<'_>) {
    let homes = office
        .pilot
        .table("housing_offer", "Homes by convention")
        .await;
    let signed = office.pilot.table("housing_offer", "Conventions").await;
    let begun = office
        .pilot
        .counts("activity?year=2023", "Households in the year")
        .await;
    let later = office
        .pilot
        .counts("activity?year=2024", "Households in the year")
        .await;
    let months = office.pilot.table("outcomes", "Months later").await;

    assert_eq!(
        homes[0][..5],
        [office.convention.as_str(), "3", "1", "0", "2"]
    );
    assert_eq!(signed[0][3..7], ["signed", "6", "5", "1"]);
    let of = |counts: &[(String, u32)], name: &str| {
        let found = counts.iter().find(|(told, _)| told == name);
        found.unwrap().1
    };
    assert_eq!(of(&begun, "accompaniment begun"), 2);
    assert_eq!(of(&begun, "rehoused in ordinary homes"), 1);
    assert_eq!(of(&begun, "kept in place"), 1);
    assert_eq!(of(&begun, "leases passed over to the household"), 0);
    assert_eq!(of(&later, "leases passed over to the household"), 1);
    assert_eq!(of(&later, "accompaniment ended, household on its own"), 1);
    for (row, months_later) in months.iter().zip(["3", "6", "12", "24"]) {
        assert_eq!(row[..4], [months_later, "1", "1", "0"]);
    }
}

/// The State's grant is a line of its own; workers do not see it.
async fn money_of_the_state(city: &City, office: &Office<'_>) {
    let grant = json!({ "programme": office.programme, "year": 2023, "source": "state",
        "grant": "EJ-2023-118", "planned_eur": 24_000, "executed_eur": 18_000 });
    office.pilot.add("finance", grant.clone()).await;

    let lines = office.pilot.table("finance", "Lines").await;
    let cost = office
        .pilot
        .table("finance", "Money by programme, beside its moves")
        .await;
    let worker = office.worker.try_add("finance", grant).await;
    let seen = city.colleague("admin", Role::TerritoryAdmin).await;

    assert_eq!(lines[0][4..], ["EJ-2023-118", "24000", "18000"]);
    // One family rehoused and one kept in its home, for 18,000 euros: 9,000 each.
    assert_eq!(cost[0][2..], ["24000", "18000", "0.75", "2", "9000"]);
    assert_eq!(worker.status, StatusCode::FORBIDDEN);
    assert_eq!(seen.list("finance").await.len(), 1);
}
