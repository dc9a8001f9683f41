//! The MOUS of a large city: diagnosis, four strands of work, voluntary return, and the emergency lane of a
//! flooded site whose families are sheltered, accompanied on and housed.

use jalon::app::Clock;
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

use super::*;

const TITLE: &str = "Plan des Berges";

/// A day so many days before today: a site is in danger now, not two years ago.
fn ago(days: i64) -> String {
    (Clock::system().now().date() - Duration::days(days)).to_string()
}

/// Who works in the programme.
struct Office<'c> {
    pilot: Colleague<'c>,
    safety: Colleague<'c>,
    worker: Colleague<'c>,
    operator: String,
    programme: String,
}

impl<'c> Office<'c> {
    async fn of(city: &'c City) -> Self {
        let pilot = city.colleague("pilot", Role::OperatorCoordinator).await;
        let operator = json!({ "name": "Association du Seuil", "kind": "operator_association" });
        let operator = pilot.add("organisation", operator).await;
        let programme = json!({ "title": TITLE, "operators": [operator], "households_a_year_least": 100,
            "topics": ["health", "schooling", "site_safety", "employment"] });
        Self {
            programme: pilot.add("action", programme).await,
            safety: city.colleague("safety", Role::SanitationSafety).await,
            worker: city.worker("worker-02", &["S1"]).await,
            operator,
            pilot,
        }
    }

    /// A site is found and visited; its diagnosis takes four months.
    async fn diagnosed(&self) {
        let early = self
            .safety
            .try_status("S1", json!({ "to": "confirmed" }))
            .await;
        refused(&early, (409, "no visit"));
        self.safety.visit("S1").await;
        self.safety.statuses("S1", &["confirmed"]).await;
        self.pilot.statuses("S1", &["diagnosis"]).await;
        let census = json!({ "settlement": "S1", "operator": self.operator, "planned_from": ago(430),
            "planned_until": ago(310), "households_expected": 3 });
        let census = format!("census/{}", self.pilot.add("census", census).await);
        self.pilot.step(&census, ("in_progress", &ago(430))).await;
        let waits = self
            .pilot
            .table("deadlines", "Social diagnoses not done")
            .await;
        // Planned until 310 days ago: so many days over.
        assert_eq!(waits[0][1], "S1");
        assert_eq!(waits[0].last().unwrap(), "-310");
        let early = self
            .pilot
            .try_status("S1", json!({ "to": "accompaniment" }))
            .await;
        refused(&early, (409, "no social diagnosis"));
        let done = json!({ "to": "done", "on": ago(320), "fields": { "households_met": 3 } });
        self.pilot.to(&census, done).await;
        for axis in ["health", "schooling", "site_safety", "employment"] {
            let step = json!({ "settlement": "S1", "programme": self.programme, "axis": axis,
                "label": "first round", "due_on": ago(300) });
            let step = format!("site_step/{}", self.safety.add("site_step", step).await);
            self.safety.step(&step, ("done", &ago(305))).await;
        }
        self.pilot.statuses("S1", &["accompaniment"]).await;
    }

    async fn accompanied(&self) -> String {
        let family = json!({ "settlement": "S1", "size": 4, "operator": self.operator, "arrived_on": ago(700) });
        let household = self.worker.add("household", family).await;
        self.worker
            .step(&format!("household/{household}"), ("assessed", ""))
            .await;
        let care = json!({ "household": household, "organisation": self.operator, "referent": "worker-02",
            "started_on": ago(300), "planned_until": ago(180), "next_review_on": ago(240) });
        self.worker.add("accompaniment", care).await;
        household
    }

    /// A family that wishes to return: assistance, departure, and word of it half a year later. The
    /// country stands with the move, and leaves it with no report.
    async fn returned(&self, household: &str) {
        for label in ["journey", "start money"] {
            let step = json!({ "household": household, "axis": "return", "label": label });
            let step = format!("plan_step/{}", self.worker.add("plan_step", step).await);
            self.worker.step(&step, ("done", &ago(260))).await;
        }
        let named = format!("household/{household}");
        let unmoved = self
            .worker
            .try_to(&named, json!({ "to": "voluntary_return" }))
            .await;
        refused(&unmoved, (409, "no move of household"));
        let back = json!({ "household": household, "kind": "voluntary_return", "origin": "S1",
            "programme": self.programme, "destination_country": "elsewhere" });
        let back = self.worker.add("move", back).await;
        self.worker
            .step(&format!("move/{back}"), ("moved", &ago(250)))
            .await;
        assert_eq!(self.worker.state(&named).await, "voluntary_return");
        let due = self
            .worker
            .list(&format!("follow_up?linked_to=move:{back}"))
            .await;
        assert_eq!(due.len(), 1);
        assert_eq!(due[0]["fields"]["months"], 6);
        let heard = json!({ "to": "done", "on": ago(60), "fields": { "outcome": "contact_held" } });
        let code = due[0]["code"].as_str().unwrap();
        self.worker.to(&format!("follow_up/{code}"), heard).await;
        let left = json!({ "to": "exited", "on": ago(60), "fields": { "departure": "returned" } });
        self.worker.to(&named, left).await;
        for address in [
            "/api/registers/move/entries.csv",
            "/api/registers/household/entries.csv",
        ] {
            let seen = self.safety.get(address).await;
            assert_eq!(seen.status, StatusCode::FORBIDDEN);
        }
    }

    /// The water comes: a decision within 24 hours, a permit with its deadline, shelter for every family.
    async fn flooded(&self, households: &[String]) {
        self.safety.statuses("S1", &["emergency"]).await;
        let decision = self
            .pilot
            .list("decision?settlement=S1&state=on_agenda")
            .await
            .remove(0);
        let moment =
            |text: &Value| OffsetDateTime::parse(text.as_str().unwrap(), &Rfc3339).unwrap();
        let begun = moment(&decision["created_at"]).truncate_to_second();
        let due = moment(&decision["fields"]["due_at"]);
        assert_eq!(due - begun, Duration::hours(24));
        assert_eq!(decision["fields"]["body"], "emergency_cell");
        let permit = self
            .pilot
            .list("planning_approval?settlement=S1")
            .await
            .remove(0);
        let permit = format!("planning_approval/{}", permit["code"].as_str().unwrap());
        let waits = self.pilot.table("deadlines", "Planning approvals").await;
        assert_eq!(waits[0].last().unwrap(), "1");
        let decision = format!("decision/{}", decision["code"].as_str().unwrap());
        self.pilot
            .to(
                &decision,
                json!({ "to": "validated", "fields": { "orientation": "shelter" } }),
            )
            .await;
        let clock = self
            .pilot
            .table("deadlines", "Decisions due at an hour")
            .await;
        assert_eq!(clock[0].last().unwrap(), "yes");
        self.pilot.to(&permit, json!({ "to": "filed" })).await;
        let unnamed = self.pilot.try_to(&permit, json!({ "to": "granted" })).await;
        refused(&unnamed, (422, "`act` is missing"));
        self.pilot
            .to(
                &permit,
                json!({ "to": "granted", "fields": { "act": "2026-117" } }),
            )
            .await;
        let shelter = self
            .pilot
            .home(json!({ "kind": "shelter", "people_most": 40 }))
            .await;
        for household in households {
            let moving = json!({ "household": household, "kind": "shelter", "unit": shelter, "origin": "S1" });
            let moving = format!("move/{}", self.pilot.add("move", moving).await);
            self.pilot.to(&moving, json!({ "to": "moved" })).await;
            assert_eq!(
                self.pilot.state(&format!("household/{household}")).await,
                "sheltered"
            );
        }
        let closed = self.pilot.try_status("S1", json!({ "to": "closed" })).await;
        refused(&closed, (409, &households[0]));
        self.pilot.statuses("S1", &["accompaniment"]).await;
    }

    /// From the shelter the cell orients one family to a home of its own.
    async fn housed(&self, household: &str) {
        let case =
            json!({ "body": "orientation_cell", "subject": "orientation", "household": household });
        let case = format!("decision/{}", self.pilot.add("decision", case).await);
        let given = json!({ "to": "validated", "fields": { "orientation": "rehousing" } });
        self.pilot.to(&case, given).await;
        self.worker
            .to(
                &format!("household/{household}"),
                json!({ "to": "accompanied" }),
            )
            .await;
        let home = self
            .pilot
            .home(json!({ "kind": "social_rental", "neighbourhood": "E" }))
            .await;
        let moving = json!({ "household": household, "unit": home, "kind": "social_rental", "origin": "S1",
            "programme": self.programme, "tenure": "lease" });
        let moving = format!("move/{}", self.worker.add("move", moving).await);
        self.worker.to(&moving, json!({ "to": "moved" })).await;
        assert_eq!(
            self.worker.state(&format!("household/{household}")).await,
            "housed"
        );
    }
}

#[tokio::test]
async fn a_site_is_diagnosed_flooded_made_safe_and_closed_when_every_family_has_an_outcome() {
    for city in City::on_both().await {
        let office = Office::of(&city).await;
        office.diagnosed().await;
        let returning = office.accompanied().await;
        let sheltered = [office.accompanied().await, office.accompanied().await];

        office.returned(&returning).await;
        office.flooded(&sheltered).await;
        office.housed(&sheltered[0]).await;
        let declined = format!("household/{}", sheltered[1]);
        let open = office
            .pilot
            .try_status("S1", json!({ "to": "move_planned" }))
            .await;
        assert_eq!(open.status, StatusCode::OK, "{}", open.text());
        office.pilot.statuses("S1", &["moving"]).await;
        let open = office
            .pilot
            .try_status("S1", json!({ "to": "closed" }))
            .await;
        refused(&open, (409, &sheltered[1]));
        office
            .worker
            .to(&declined, json!({ "to": "declined" }))
            .await;
        office.pilot.statuses("S1", &["closed"]).await;

        reported(&city, &office).await;
    }
}

/// Three families met: one returned, one housed from the shelter, one that went its own way.
async fn reported(city: &City, office: &Office<'_>) {
    let outcomes = office.pilot.counts("outcomes", "Outcomes").await;
    let returns = office
        .pilot
        .table("outcomes", "Returned, and heard of six months later")
        .await;
    let emergency = office
        .pilot
        .get("/api/reports/emergency_file.pdf?about=S1&lang=en")
        .await;
    let steps = office
        .pilot
        .list("site_step?settlement=S1&state=done")
        .await;
    let changes = office.pilot.list("status_change?settlement=S1").await;

    assert_eq!(
        outcomes,
        expected(&[
            ("shelter", 2),
            ("social rental home", 1),
            ("voluntary return", 1)
        ])
    );
    assert_eq!(returns, [["1", "1", "1", "0"]]);
    assert!(
        emergency.body.starts_with(b"%PDF-1.7"),
        "{}",
        emergency.text()
    );
    assert_eq!(steps.len(), 4);
    // Confirmed, diagnosis, accompaniment, emergency, accompaniment, move planned, moving, closed.
    assert_eq!(changes.len(), 8);
    let planner = city.colleague("planner", Role::Planner).await;
    let hidden = planner.get("/api/reports/outcomes.csv").await;
    assert_eq!(hidden.status, StatusCode::FORBIDDEN);
    let weekly = planner
        .get("/api/reports/household_figures.csv?lang=en")
        .await;
    // Three families are too few for any line but the heads of the columns.
    assert_eq!(weekly.text().lines().count(), 1, "{}", weekly.text());
}

/// A family of an emergency that is entered two years later is still housed: its follow-ups are made on
/// the days on which they were due, and an emergency decision that came late is told to have been late.
#[tokio::test]
async fn an_emergency_of_two_years_ago_is_told_with_its_late_decision_and_its_family_still_housed()
{
    for city in City::on_both().await {
        let office = Office::of(&city).await;
        office.safety.visit("S1").await;
        let emergency = json!({ "to": "emergency", "on": "2023-01-15" });
        let begun = office.safety.try_status("S1", emergency).await;
        assert_eq!(begun.status, StatusCode::OK, "{}", begun.text());
        let decision = office.pilot.list("decision?settlement=S1").await.remove(0);
        // The hour of that day is not known: it is counted from the day's end.
        assert_eq!(decision["fields"]["due_at"], "2023-01-17T00:00:00Z");
        let decision = format!("decision/{}", decision["code"].as_str().unwrap());
        let late = json!({ "to": "validated", "on": "2023-01-17", "fields": { "taken_at": "2023-01-17T09:30:00+01:00" } });
        office.pilot.to(&decision, late).await;
        let household = office.accompanied().await;
        let moving = json!({ "household": household, "kind": "social_rental", "origin": "S1",
            "programme": office.programme });
        let moving = format!("move/{}", office.worker.add("move", moving).await);
        office.worker.step(&moving, ("moved", "2023-03-01")).await;
        office.worker.still_housed(&household).await;

        let clock = office
            .pilot
            .table("deadlines", "Decisions due at an hour")
            .await;
        let later = office.pilot.table("outcomes", "Months later").await;
        assert_eq!(
            clock[0][4..],
            ["2023-01-17 00:00:00 UTC", "2023-01-17 08:30:00 UTC", "no"]
        );
        assert_eq!(later[3][..4], ["24", "1", "1", "0"]);
        assert_eq!(
            office.pilot.state(&format!("household/{household}")).await,
            "sustained"
        );
    }
}
