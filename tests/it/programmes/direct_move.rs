//! The direct move into ordinary, desegregated housing: census, four months on the site, the move; by two
//! cities that share an installation's model and none of each other's families.

use super::*;

/// What every family is offered: kind of home, who lets it, neighbourhood, tenure, who guarantees the rent.
const HOMES: [(&str, usize, &str, &str, &str); 4] = [
    ("social_rental", 0, "W", "lease", "none"),
    ("social_rental", 1, "E", "lease", "none"),
    ("private_rental", 2, "E", "lease", "association"),
    ("housing_first", 3, "E", "sublease", "state"),
];

/// Who works in the programme, who lets homes, and the operation on the site.
struct Office<'c> {
    pilot: Colleague<'c>,
    worker: Colleague<'c>,
    programme: String,
    landlords: Vec<String>,
    committee: String,
}

impl<'c> Office<'c> {
    async fn of(city: &'c City) -> Self {
        let pilot = city.colleague("pilot", Role::OperatorCoordinator).await;
        let mut landlords = Vec::new();
        for (name, kind) in [
            ("Logis du Martinet", "social_landlord"),
            ("Toits de l'Autan", "social_landlord"),
            ("Propriétaires de l'Est", "private_landlord"),
            ("Agence du Seuil", "social_agency"),
        ] {
            let named = json!({ "name": name, "kind": kind });
            landlords.push(pilot.add("organisation", named).await);
        }
        let programme = json!({ "title": "Relogement direct", "topics": ["housing"],
            "households_a_year_least": 10 });
        let committee = json!({ "body": "steering_group", "planned_on": "2023-05-02",
            "organisations": landlords });
        Self {
            programme: pilot.add("action", programme).await,
            committee: pilot.add("meeting", committee).await,
            worker: city.worker("worker-02", &["S1"]).await,
            landlords,
            pilot,
        }
    }

    /// First phase: every family of the site is met.
    async fn counted(&self) {
        self.pilot.visit("S1").await;
        self.pilot.statuses("S1", &["confirmed", "diagnosis"]).await;
        self.pilot.counted("S1", (4, "2023-01-20")).await;
        self.pilot.statuses("S1", &["accompaniment"]).await;
    }

    /// Second phase: four months with each family, on the site.
    async fn accompanied(&self) -> String {
        let family = json!({ "settlement": "S1", "size": 4, "wish": "ordinary_housing", "rooms_needed": 4,
            "arrived_on": "2020-09-01" });
        let household = self.worker.add("household", family).await;
        self.worker
            .step(&format!("household/{household}"), ("assessed", ""))
            .await;
        let care = json!({ "household": household, "referent": "worker-02", "started_on": "2023-02-01",
            "planned_until": "2023-06-01", "next_review_on": "2023-03-15" });
        self.worker.add("accompaniment", care).await;
        for axis in ["administrative", "schooling", "housing"] {
            let step = json!({ "household": household, "axis": axis, "label": "application", "due_on": "2023-05-31" });
            let step = format!("plan_step/{}", self.worker.add("plan_step", step).await);
            self.worker.step(&step, ("done", "2023-05-15")).await;
        }
        household
    }

    /// City, State and associations decide about the site; no move is planned before.
    async fn decided(&self) {
        let early = self
            .pilot
            .try_status("S1", json!({ "to": "move_planned" }))
            .await;
        refused(&early, (409, "no decision about settlement S1"));
        let decision = json!({ "body": "steering_group", "subject": "site_resorption", "settlement": "S1",
            "meeting": self.committee });
        let decision = format!("decision/{}", self.pilot.add("decision", decision).await);
        self.pilot
            .step(
                &format!("meeting/{}", self.committee),
                ("held", "2023-05-02"),
            )
            .await;
        self.pilot
            .step(&decision, ("validated", "2023-05-02"))
            .await;
        self.pilot.statuses("S1", &["move_planned"]).await;
    }

    /// Third phase: families are told, a company carries their things, some of it is stored.
    async fn prepared(&self) -> String {
        let operation = json!({ "settlement": "S1", "kind": "rehousing", "programme": self.programme, "workers": 5,
            "moving_company": "Transports de la Garrigue", "storage": "hangar 3",
            "planned_from": "2023-05-22", "planned_until": "2023-06-02", "checklist": ["families_informed"] });
        let operation = self.pilot.add("operation", operation).await;
        let named = format!("operation/{operation}");
        let leap = self.pilot.try_to(&named, json!({ "to": "done" })).await;
        refused(&leap, (409, "under_way"));
        self.pilot
            .step(&named, ("families_informed", "2023-05-10"))
            .await;
        self.pilot.step(&named, ("under_way", "2023-05-22")).await;
        self.pilot.statuses("S1", &["moving"]).await;
        operation
    }

    /// A home is entered, proposed, accepted, and lived in from the first of June on.
    async fn rehoused(&self, (at, household): (usize, &str), operation: &str) {
        let (kind, landlord, neighbourhood, tenure, guarantee) = HOMES[at];
        let home = json!({ "kind": kind, "landlord": self.landlords[landlord], "neighbourhood": neighbourhood,
            "rooms": 4, "rent_eur": 480, "hazard_checked_on": "2023-05-01", "hazard_class": "E" });
        let prospect = self.pilot.add("housing_unit", home).await;
        let offer =
            json!({ "household": household, "unit": prospect, "proposed_on": "2023-05-12" });
        let early = self.worker.try_add("proposal", offer.clone()).await;
        refused(&early, (409, "is prospect, not available"));
        self.pilot
            .to(
                &format!("housing_unit/{prospect}"),
                json!({ "to": "available" }),
            )
            .await;
        let proposal = format!("proposal/{}", self.worker.add("proposal", offer).await);
        let word = self
            .worker
            .try_to(&format!("household/{household}"), json!({ "to": "housed" }))
            .await;
        refused(&word, (409, "has not moved into a home"));
        self.worker
            .step(&proposal, ("accepted", "2023-05-15"))
            .await;
        let moving = json!({ "household": household, "unit": prospect, "kind": kind, "origin": "S1",
            "neighbourhood": neighbourhood, "programme": self.programme, "operation": operation,
            "tenure": tenure, "guarantee": guarantee, "decided_on": "2023-05-02",
            "storage_until": "2023-07-15", "school_changed": true });
        let moving = self.worker.add("move", moving).await;
        let before = json!({ "to": "moved", "on": "2023-05-01" });
        let before = self.worker.try_to(&format!("move/{moving}"), before).await;
        refused(&before, (422, "2023-05-02"));
        let notice = format!("/api/reports/move_notice.pdf?about={moving}&lang=fr");
        assert_eq!(self.worker.get(&notice).await.status, StatusCode::OK);
        self.worker
            .step(&format!("move/{moving}"), ("moved", "2023-06-01"))
            .await;
    }
}

#[tokio::test]
async fn four_families_move_into_homes_of_four_landlords_and_live_there_two_years_later() {
    for city in City::on_both().await {
        let office = Office::of(&city).await;
        office.counted().await;
        let mut families = Vec::new();
        for _ in HOMES {
            families.push(office.accompanied().await);
        }
        office.decided().await;
        let operation = office.prepared().await;
        turned_down(&office, &families[0]).await;
        for (at, household) in families.iter().enumerate() {
            let open = office
                .pilot
                .try_status("S1", json!({ "to": "closed" }))
                .await;
            refused(&open, (409, household));
            office.rehoused((at, household), &operation).await;
        }
        let done = json!({ "to": "done", "on": "2023-06-02", "fields": { "people_moved": 16 } });
        office
            .pilot
            .to(&format!("operation/{operation}"), done)
            .await;
        office.pilot.statuses("S1", &["closed"]).await;
        left_again(&office, &families[3]).await;
        for household in &families[..3] {
            office.worker.still_housed(household).await;
        }

        counted_by_hand(&office).await;
        seen_by_landlord(&city, &office).await;
    }
}

/// A first home is refused, with a word on why, and is free for others.
async fn turned_down(office: &Office<'_>, household: &str) {
    let far = json!({ "kind": "social_rental", "landlord": office.landlords[0], "rooms": 3 });
    let far = office.pilot.home(far).await;
    let offer = json!({ "household": household, "unit": far, "proposed_on": "2023-05-03" });
    let offer = format!("proposal/{}", office.worker.add("proposal", offer).await);
    let unsaid = office
        .worker
        .try_to(&offer, json!({ "to": "refused" }))
        .await;
    refused(&unsaid, (422, "`refusal` is missing"));
    let no = json!({ "to": "refused", "on": "2023-05-08", "fields": { "refusal": "too_far" } });
    office.worker.to(&offer, no).await;
    assert_eq!(
        office.worker.state(&format!("household/{household}")).await,
        "accompanied"
    );
}

/// A family leaves its home in autumn: the home is free, nothing more falls due, and it is accompanied on.
async fn left_again(office: &Office<'_>, household: &str) {
    let moved = office
        .worker
        .list(&format!("move?linked_to=household:{household}"))
        .await;
    let moved = format!("move/{}", moved[0]["code"].as_str().unwrap());
    let untold = office
        .worker
        .try_to(&moved, json!({ "to": "ended", "on": "2023-10-01" }))
        .await;
    refused(&untold, (422, "`end_cause` is missing"));
    let ended = json!({ "to": "ended", "on": "2023-10-01", "fields": { "end_cause": "evicted" } });
    office.worker.to(&moved, ended).await;
    let due = format!("follow_up?linked_to=household:{household}&state=due");
    assert!(office.worker.list(&due).await.is_empty());
    assert_eq!(
        office.worker.state(&format!("household/{household}")).await,
        "accompanied"
    );
}

async fn counted_by_hand(office: &Office<'_>) {
    let pilot = &office.pilot;
    let year = pilot
        .counts("activity?year=2023", "Households in the year")
        .await;
    let target = pilot
        .table("activity?year=2023", "Programmes and their yearly target")
        .await;
    let homes = pilot.table("housing_offer", "Homes by landlord").await;
    let waits = pilot.table("outcomes", "Time to a home").await;
    let later = pilot.table("outcomes", "Months later").await;

    assert_eq!(
        year[..3],
        expected(&[
            ("met in a social diagnosis", 4),
            ("accompaniment begun", 4),
            ("rehoused in ordinary homes", 4),
        ])
    );
    assert_eq!(target[0].last().unwrap(), "4");
    // Homes, free, reserved, lived in: the first landlord's refused home is free, the agency's is again.
    let counts: Vec<&[String]> = homes.iter().map(|row| &row[1..5]).collect();
    assert_eq!(
        counts,
        [
            ["2", "1", "0", "1"],
            ["1", "0", "0", "1"],
            ["1", "0", "0", "1"],
            ["1", "1", "0", "0"],
        ]
    );
    // From the first of February to the first of June are 120 days, from the second of May 30.
    assert_eq!(waits[0][1..], ["4", "120", "120", "120"]);
    assert_eq!(waits[1][1..], ["4", "30", "30", "30"]);
    for (row, months) in later.iter().zip(["3", "6", "12", "24"]) {
        assert_eq!(row[..4], [months, "3", "3", "0"]);
    }
}

/// Who lets homes sees nothing of the families that live in them, and takes no report of the programme.
async fn seen_by_landlord(city: &City, office: &Office<'_>) {
    let named = format!("/api/registers/organisation/{}", office.landlords[0]);
    let account = json!({ "accounts": "logis" });
    let changed = office
        .pilot
        .upon("*", (Method::PATCH, &named), account)
        .await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
    let landlord = city.colleague("logis", Role::Landlord).await;

    let homes = landlord.table("housing_offer", "Homes by landlord").await;
    assert_eq!(homes.len(), 1);
    assert_eq!(homes[0][1..5], ["2", "1", "0", "1"]);
    assert!(landlord.list("household").await.is_empty());
    for report in ["activity", "outcomes", "finance", "deadlines"] {
        let file = landlord.get(&format!("/api/reports/{report}.csv")).await;
        assert_eq!(file.status, StatusCode::FORBIDDEN, "{report}");
    }
}

/// Another city works in the same database: its pilot has no right in the first one, and neither finds
/// what the other has written.
#[tokio::test]
async fn two_cities_in_one_installation_know_nothing_of_each_others_families() {
    for city in City::on_both().await {
        let first = city.colleague("pilot", Role::OperatorCoordinator).await;
        first
            .add("household", json!({ "settlement": "S1", "size": 4 }))
            .await;
        let other = city.0.of_territory("causse").await;
        let grant = NewGrant {
            territory: Some(other.territory().clone()),
            ..NewGrant::of(Role::OperatorCoordinator)
        };
        let guest = city.granted("guest", grant).await;
        let other = jalon::http::router(jalon::http::Door::new(std::sync::Arc::new(other), Team));
        let there = |method: Method, body: Option<Value>| {
            let mut asked = request((method, "/api/registers/household"), &guest.cookie, body);
            let purpose = "work of the programme".parse().unwrap();
            asked.headers_mut().insert("x-purpose", purpose);
            ask(other.clone(), asked)
        };

        let made = there(Method::POST, Some(json!({ "fields": { "size": 3 } }))).await;
        let known = there(Method::GET, None).await;
        let here = guest.get("/api/registers/household").await;

        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        assert_eq!(made.json()["code"], "HH0001");
        assert_eq!(known.json()["items"].as_array().unwrap().len(), 1);
        assert_eq!(here.status, StatusCode::FORBIDDEN);
        let own = first.list("household").await;
        assert_eq!(own.len(), 1);
        assert_eq!(own[0]["fields"]["size"], 4);
    }
}
