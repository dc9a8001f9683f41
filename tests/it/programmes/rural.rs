//! A rural department's programme: unfit dwellings, kept in place after works or rehoused.

use super::*;

const DWELLINGS: [&str; 3] = ["RU1", "RU2", "RU3"];
const TITLE: &str = "Logement digne du causse";

/// Who works in the programme, and what was entered first.
struct Office<'c> {
    pilot: Colleague<'c>,
    safety: Colleague<'c>,
    worker: Colleague<'c>,
    programme: String,
    session: String,
}

impl<'c> Office<'c> {
    async fn of(city: &'c City) -> Self {
        let pilot = city.colleague("pilot", Role::OperatorCoordinator).await;
        let programme = json!({ "title": TITLE, "topics": ["works", "housing"], "starts_on": "2023-01-01",
            "households_a_year_least": 20, "households_a_year_most": 30 });
        let programme = pilot.add("action", programme).await;
        let session = json!({ "body": "steering_group", "planned_on": "2023-02-15" });
        Self {
            session: pilot.add("meeting", session).await,
            safety: city.colleague("town-hall", Role::SanitationSafety).await,
            worker: city.worker("worker-02", &DWELLINGS).await,
            programme,
            pilot,
        }
    }

    /// A town hall tells of a dwelling; the team finds it.
    async fn reported(&self, dwelling: &str, lon: f64) {
        let told =
            json!({ "channel": "mail", "received_on": "2023-01-09", "text": "damp, no heating" });
        let report = self.safety.add("report", told).await;
        let report = format!("report/{report}");
        let lost = self.safety.try_to(&report, json!({ "to": "linked" })).await;
        refused(&lost, (422, "`settlement` is missing"));
        self.safety
            .found((dwelling, "unfit_dwelling"), (lon, 43.7))
            .await;
        let linked = json!({ "to": "linked", "fields": { "settlement": dwelling } });
        self.safety.to(&report, linked).await;
        self.safety.visit(dwelling).await;
        self.safety.statuses(dwelling, &["confirmed"]).await;
    }

    /// A family whose request stands on the agenda: its code, and that of the decision.
    async fn requested(&self, dwelling: &str) -> (String, String) {
        let family = json!({ "settlement": dwelling, "size": 3, "wish": "stay_in_place" });
        let household = self.worker.add("household", family).await;
        let assessed = ("assessed", "2023-01-20");
        self.worker
            .step(&format!("household/{household}"), assessed)
            .await;
        let request = json!({ "body": "steering_group", "subject": "family_request",
            "meeting": self.session, "household": household });
        let not_theirs = self.worker.try_add("decision", request.clone()).await;
        assert_eq!(not_theirs.status, StatusCode::FORBIDDEN);
        let decision = self.pilot.add("decision", request).await;
        (household, format!("decision/{decision}"))
    }

    async fn accompanied(&self, household: &str) {
        let care =
            json!({ "household": household, "referent": "worker-02", "started_on": "2023-02-20" });
        self.worker.add("accompaniment", care).await;
    }

    async fn moving(&self, household: &str, mut fields: Value) -> String {
        fields["household"] = household.into();
        fields["programme"] = self.programme.as_str().into();
        format!("move/{}", self.pilot.add("move", fields).await)
    }

    /// Kept in place: not before it is decided, not before the works are done, and in no other home.
    async fn kept(&self, (household, decision): (&str, &str)) {
        let stays = self
            .moving(
                household,
                json!({ "kind": "maintained_in_place", "origin": "RU1" }),
            )
            .await;
        let moved = json!({ "to": "moved", "on": "2023-07-03" });
        refused(
            &self.pilot.try_to(&stays, moved.clone()).await,
            (409, "not taken yet"),
        );
        validated(&self.pilot, decision, "kept_in_place").await;
        self.accompanied(household).await;
        refused(
            &self.pilot.try_to(&stays, moved.clone()).await,
            (409, "after works"),
        );
        let away = self
            .moving(household, json!({ "kind": "social_rental" }))
            .await;
        let away = self.pilot.try_to(&away, moved.clone()).await;
        refused(&away, (409, "says kept_in_place, not social_rental"));
        let works =
            json!({ "settlement": "RU1", "kind": "works_in_place", "programme": self.programme });
        let works = format!("operation/{}", self.pilot.add("operation", works).await);
        self.pilot.step(&works, ("under_way", "2023-03-06")).await;
        self.pilot.step(&works, ("done", "2023-06-30")).await;
        self.pilot.to(&stays, moved).await;
        self.pilot.statuses("RU1", &["stabilised"]).await;
    }

    /// Rehoused in a home of the town, which an association sublets.
    async fn rehoused(&self, (household, decision): (&str, &str)) {
        validated(&self.pilot, decision, "rehousing").await;
        self.accompanied(household).await;
        self.pilot.counted("RU2", (1, "2023-01-25")).await;
        self.pilot
            .statuses("RU2", &["diagnosis", "accompaniment"])
            .await;
        let planned = self
            .pilot
            .try_status("RU2", json!({ "to": "move_planned" }))
            .await;
        refused(&planned, (409, "no decision about settlement RU2"));
        let resorbed = json!({ "body": "steering_group", "subject": "site_resorption", "settlement": "RU2",
            "meeting": self.session });
        let resorbed = format!("decision/{}", self.pilot.add("decision", resorbed).await);
        self.pilot
            .step(&resorbed, ("validated", "2023-02-15"))
            .await;
        self.pilot
            .statuses("RU2", &["move_planned", "moving"])
            .await;
        let open = self
            .pilot
            .try_status("RU2", json!({ "to": "closed" }))
            .await;
        refused(&open, (409, household));
        let home = json!({ "kind": "rental_intermediation", "produced": "municipal", "rooms": 4 });
        let home = self.pilot.home(home).await;
        let sublet = self
            .moving(
                household,
                json!({ "kind": "rental_intermediation", "unit": home,
            "origin": "RU2", "tenure": "sublease", "decided_on": "2023-02-15" }),
            )
            .await;
        self.pilot.step(&sublet, ("moved", "2023-09-01")).await;
        self.pilot.statuses("RU2", &["closed"]).await;
    }
}

async fn validated(pilot: &Colleague<'_>, decision: &str, orientation: &str) {
    let given =
        json!({ "to": "validated", "on": "2023-02-15", "fields": { "orientation": orientation } });
    pilot.to(decision, given).await;
}

#[tokio::test]
async fn a_family_in_an_unfit_dwelling_is_kept_in_place_or_rehoused_and_still_housed_two_years_later()
 {
    for city in City::on_both().await {
        let office = Office::of(&city).await;
        for (at, dwelling) in DWELLINGS.into_iter().enumerate() {
            office
                .reported(dwelling, 1.45 + 0.01 * f64::from(u8::try_from(at).unwrap()))
                .await;
        }
        let kept = office.requested("RU1").await;
        let rehoused = office.requested("RU2").await;
        let turned_down = office.requested("RU3").await;
        seen_by_others(&city, &office, &kept).await;

        office.kept((&kept.0, &kept.1)).await;
        office.rehoused((&rehoused.0, &rehoused.1)).await;
        office
            .pilot
            .step(&turned_down.1, ("refused", "2023-02-15"))
            .await;
        let home = office
            .moving(&turned_down.0, json!({ "kind": "social_rental" }))
            .await;
        let home = office
            .pilot
            .try_to(&home, json!({ "to": "moved", "on": "2023-09-01" }))
            .await;
        refused(&home, (409, "says refused"));
        office
            .pilot
            .to(
                &format!("household/{}", turned_down.0),
                json!({ "to": "declined" }),
            )
            .await;

        for household in [&kept.0, &rehoused.0] {
            office.pilot.still_housed(household).await;
            let state = office.pilot.state(&format!("household/{household}")).await;
            assert_eq!(state, "sustained");
        }
        reported_to_funders(&city, &office).await;
    }
}

/// Who sits in the steering group reads a case until it is decided; other workers, town halls and
/// landlords never. A change upon an old revision is refused.
async fn seen_by_others(city: &City, office: &Office<'_>, (household, _): &(String, String)) {
    let member = city.colleague("member", Role::OrientationCell).await;
    let other = city.worker("worker-07", &DWELLINGS).await;
    let landlord = city.colleague("landlord", Role::Landlord).await;
    let address = format!("/api/registers/household/{household}");

    assert_eq!(member.get(&address).await.status, StatusCode::OK);
    assert_eq!(other.get(&address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(landlord.get(&address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        office.safety.get(&address).await.status,
        StatusCode::FORBIDDEN
    );
    let size = json!({ "size": 4 });
    let late = office
        .worker
        .upon("\"r1\"", (Method::PATCH, &address), size)
        .await;
    refused(&late, (412, "revision 2"));
    let done = office
        .worker
        .get("/api/reports/activity.csv?year=2023")
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
}

/// Two of three families have a home: one kept in place, one rehoused; 30,000 euros were spent.
async fn reported_to_funders(city: &City, office: &Office<'_>) {
    let pilot = &office.pilot;
    for (source, planned, spent) in [("departement", 25_000, 18_000), ("state", 15_000, 12_000)] {
        let line = json!({ "programme": office.programme, "year": 2023, "source": source,
            "planned_eur": planned, "executed_eur": spent });
        pilot.add("finance", line).await;
    }

    let year = pilot
        .counts("activity?year=2023", "Households in the year")
        .await;
    let target = pilot
        .table("activity?year=2023", "Programmes and their yearly target")
        .await;
    let homes = pilot.table("housing_offer", "Homes made, by kind").await;
    let later = pilot.table("outcomes", "Months later").await;
    let money = pilot
        .table("finance", "Money by programme, beside its moves")
        .await;

    assert_eq!(
        year,
        expected(&[
            ("met in a social diagnosis", 1),
            ("accompaniment begun", 2),
            ("rehoused in ordinary homes", 1),
            ("kept in place", 1),
            ("returned by their own wish", 0),
            ("other outcomes", 0),
            ("leases passed over to the household", 0),
            ("accompaniment ended, household on its own", 0),
        ])
    );
    assert_eq!(target[0][1..], [TITLE, "planned", "20", "30", "2"]);
    assert_eq!(homes, [["municipal home", "let by an association", "1"]]);
    for (row, months) in later.iter().zip(["3", "6", "12", "24"]) {
        assert_eq!(row[..4], [months, "2", "2", "0"]);
    }
    // 30,000 of 40,000 euros for two households: 15,000 each.
    assert_eq!(money[0][2..], ["40000", "30000", "0.75", "2", "15000"]);
    let planner = city.colleague("planner", Role::Planner).await;
    let hidden = planner.get("/api/reports/activity.csv?year=2023").await;
    assert_eq!(hidden.status, StatusCode::FORBIDDEN);
}
