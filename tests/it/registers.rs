//! The registers of the work through the doors, on both databases: entries, states, rules, undo.

mod doubled;
mod erasure;
mod files;
mod homes;
mod on_the_map;
mod publications;
mod receipts;
mod site_details;

use axum::{
    body::Body,
    http::{
        Method, Request, StatusCode,
        header::{CONTENT_TYPE, HOST, IF_MATCH},
    },
};
use jalon::{
    app::Clock,
    domain::Audience::{Public, Team},
};
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Answer, TestTown, ask};

/// The small town as the people of the programme use it.
struct Office(TestTown);

impl Office {
    /// One on SQLite and, where there is a server, one on PostgreSQL.
    async fn on_both() -> Vec<Self> {
        let mut offices = vec![Self(TestTown::small().await)];
        offices.extend(TestTown::small_on_postgres().await.map(Self));
        offices
    }

    async fn send(
        &self,
        (method, address): (Method, &str),
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header(HOST, "127.0.0.1:8080")
            .header(CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        ask(self.0.router(Team), request).await
    }

    async fn post(&self, address: &str, body: &Value) -> Answer {
        self.send((Method::POST, address), &[], body).await
    }

    /// Adds an entry and returns its code.
    async fn add(&self, register: &str, fields: Value) -> String {
        let body = json!({ "fields": fields });
        let added = self
            .post(&format!("/api/registers/{register}"), &body)
            .await;
        assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
        added.json()["code"].as_str().unwrap().to_owned()
    }

    /// Tries to bring an entry to a state.
    async fn try_to(&self, register: &str, code: &str, given: Value) -> Answer {
        let address = format!("/api/registers/{register}/{code}/state");
        let any = (IF_MATCH.as_str(), "*");
        self.send((Method::POST, &address), &[any], &given).await
    }

    /// Brings an entry to a state.
    async fn to(&self, register: &str, code: &str, given: Value) -> Value {
        let answer = self.try_to(register, code, given).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json()
    }

    /// Brings an entry to a state today.
    async fn step(&self, register: &str, code: &str, to: &str) {
        self.to(register, code, json!({ "to": to })).await;
    }

    async fn entry(&self, register: &str, code: &str) -> Value {
        let found = self
            .0
            .get(Team, &format!("/api/registers/{register}/{code}"))
            .await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.text());
        found.json()
    }

    async fn state(&self, register: &str, code: &str) -> String {
        self.entry(register, code).await["state"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// The entries of a register under conditions such as `?state=due`.
    async fn list(&self, register: &str, conditions: &str) -> Vec<Value> {
        let found = self
            .0
            .get(Team, &format!("/api/registers/{register}{conditions}"))
            .await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.text());
        found.json()["items"].as_array().unwrap().clone()
    }

    async fn try_status(&self, settlement: &str, given: Value) -> Answer {
        let address = format!("/api/settlements/{settlement}/status");
        self.post(&address, &given).await
    }

    async fn status(&self, settlement: &str, to: &str) {
        let answer = self.try_status(settlement, json!({ "to": to })).await;
        assert_eq!(answer.status, StatusCode::OK, "{to}: {}", answer.text());
    }

    async fn visit(&self, settlement: &str) {
        let body = json!({ "by": "agent-01", "answers": { "pests": "no" }, "validated": true });
        let answer = self
            .post(&format!("/api/settlements/{settlement}/visits"), &body)
            .await;
        assert!(answer.status.is_success(), "{}", answer.text());
    }
}

/// A day so many days ago.
fn ago(days: i64) -> String {
    (Clock::system().now().date() - Duration::days(days)).to_string()
}

fn field<'a>(entry: &'a Value, name: &str) -> &'a Value {
    &entry["fields"][name]
}

#[tokio::test]
async fn an_entry_is_told_as_it_stands_and_as_it_came_to_stand_so() {
    for office in Office::on_both().await {
        let code = office
            .add("household", json!({ "settlement": "S1", "size": 4 }))
            .await;
        let address = format!("/api/registers/household/{code}");

        let more = json!({ "size": "5", "needs_step_free": "oui" });
        let changed = office
            .send((Method::PATCH, &address), &[("if-match", "\"r1\"")], &more)
            .await;
        let history = office
            .0
            .get(Team, &format!("{address}/history"))
            .await
            .json();

        assert_eq!(code, "HH0001");
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
        assert_eq!(changed.headers["etag"], "\"r2\"");
        assert_eq!(field(&changed.json(), "size"), 5);
        assert_eq!(field(&changed.json(), "needs_step_free"), true);
        assert_eq!(history[0]["deed"], "changed");
        assert_eq!(history[1]["fields"]["size"], 4);
        let stays = office
            .list("stay", &format!("?linked_to=household:{code}"))
            .await;
        assert_eq!(field(&stays[0], "settlement"), "S1");
    }
}

#[tokio::test]
async fn a_settlement_that_is_closed_may_say_why_and_no_other_one() {
    for office in Office::on_both().await {
        let to = |to: &str, cause: &str| json!({ "to": to, "fields": { "cause": cause } });

        let early = office.try_status("S1", to("emergency", "resorbed")).await;
        office.status("S1", "emergency").await;
        let unknown = office.try_status("S1", to("closed", "tired")).await;
        let closed = office.try_status("S1", to("closed", "resorbed")).await;

        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.text().contains("cause"), "{}", early.text());
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unknown.text().contains("court_decision"),
            "{}",
            unknown.text()
        );
        assert_eq!(closed.status, StatusCode::OK, "{}", closed.text());
        let changes = office.list("status_change", "").await;
        let causes: Vec<&Value> = changes.iter().map(|one| field(one, "cause")).collect();
        assert_eq!(causes, [&Value::Null, &json!("resorbed")]);
    }
}

#[tokio::test]
async fn who_changes_an_entry_says_which_revision_was_read() {
    for office in Office::on_both().await {
        let code = office
            .add(
                "organisation",
                json!({ "name": "Logis du Martinet", "kind": "social_landlord" }),
            )
            .await;
        let address = format!("/api/registers/organisation/{code}");
        let patch = json!({ "homes_owned": 120 });

        let unsaid = office.send((Method::PATCH, &address), &[], &patch).await;
        let first = office
            .send((Method::PATCH, &address), &[("if-match", "\"r1\"")], &patch)
            .await;
        let late = office
            .send(
                (Method::PATCH, &address),
                &[("if-match", "\"r1\"")],
                &json!({ "homes_owned": 90 }),
            )
            .await;

        assert_eq!(unsaid.status, StatusCode::PRECONDITION_REQUIRED);
        assert_eq!(first.status, StatusCode::OK);
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        assert!(late.text().contains("revision 2"), "{}", late.text());
        assert_eq!(
            field(&office.entry("organisation", &code).await, "homes_owned"),
            120
        );
    }
}

#[tokio::test]
async fn a_request_sent_again_is_done_once_and_its_key_serves_no_other() {
    for office in Office::on_both().await {
        let key = [("idempotency-key", "phone-7/42")];
        let to = (Method::POST, "/api/registers/report");
        let told = json!({ "fields": { "channel": "phone", "received_on": ago(1), "text": "smoke at the canal" } });
        let other =
            json!({ "fields": { "channel": "phone", "received_on": ago(1), "text": "another" } });

        let first = office.send(to.clone(), &key, &told).await;
        let again = office.send(to.clone(), &key, &told).await;
        let refused = office.send(to, &key, &other).await;

        assert_eq!(
            (first.status, again.status),
            (StatusCode::CREATED, StatusCode::CREATED)
        );
        assert_eq!(first.json()["code"], again.json()["code"]);
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert_eq!(office.list("report", "").await.len(), 1);
    }
}

#[tokio::test]
async fn a_move_has_its_consequences_and_is_taken_back_with_them() {
    for office in Office::on_both().await {
        let household = office
            .add(
                "household",
                json!({ "settlement": "S1", "arrived_on": ago(400) }),
            )
            .await;
        office.step("household", &household, "assessed").await;
        office.step("household", &household, "accompanied").await;
        let unit = office
            .add(
                "housing_unit",
                json!({ "kind": "social_rental", "neighbourhood": "W" }),
            )
            .await;
        office.step("housing_unit", &unit, "available").await;
        let to_move = json!({ "household": household, "unit": unit, "kind": "social_rental" });
        let moving = office.add("move", to_move).await;

        let moved = office
            .to(
                "move",
                &moving,
                json!({ "to": "moved", "on": "2026-01-31" }),
            )
            .await;

        assert_eq!(field(&moved, "moved_on"), "2026-01-31");
        assert_eq!(office.state("household", &household).await, "housed");
        assert_eq!(office.state("housing_unit", &unit).await, "occupied");
        let due = office
            .list("follow_up", &format!("?linked_to=move:{moving}"))
            .await;
        let days: Vec<&Value> = due.iter().map(|one| field(one, "due_on")).collect();
        assert_eq!(
            days,
            ["2026-04-30", "2026-07-31", "2027-01-31", "2028-01-31"]
        );
        let stays = office.list("stay", "?settlement=S1").await;
        assert_eq!(field(&stays[0], "until"), "2026-01-31");

        let undo = format!("/api/registers/changes/{}/undo", moved["change"]);
        let undone = office.post(&undo, &Value::Null).await;

        assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
        assert_eq!(office.state("move", &moving).await, "planned");
        assert_eq!(office.state("household", &household).await, "accompanied");
        assert_eq!(office.state("housing_unit", &unit).await, "available");
        assert!(office.list("follow_up", "").await.is_empty());
        assert_eq!(
            *field(&office.list("stay", "").await[0], "until"),
            Value::Null
        );
        let again = office.post(&undo, &Value::Null).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn a_change_that_others_have_built_upon_is_not_taken_back() {
    let office = Office(TestTown::small().await);
    let landlord = office
        .add(
            "organisation",
            json!({ "name": "Logis", "kind": "social_landlord" }),
        )
        .await;
    let begun = office.entry("organisation", &landlord).await["change"].clone();
    office
        .add(
            "housing_unit",
            json!({ "kind": "social_rental", "landlord": landlord }),
        )
        .await;

    let undone = office
        .post(
            &format!("/api/registers/changes/{begun}/undo"),
            &Value::Null,
        )
        .await;
    let any = [("if-match", "*")];
    let address = format!("/api/registers/organisation/{landlord}?reason=twice");
    let removed = office
        .send((Method::DELETE, &address), &any, &Value::Null)
        .await;

    assert_eq!(undone.status, StatusCode::CONFLICT);
    assert!(
        undone.text().contains("housing_unit HU0001"),
        "{}",
        undone.text()
    );
    assert_eq!(removed.status, StatusCode::CONFLICT);
    assert_eq!(office.state("organisation", &landlord).await, "recorded");
}

#[tokio::test]
async fn no_settlement_is_closed_while_a_household_lacks_an_outcome() {
    for office in Office::on_both().await {
        office.add("household", json!({ "settlement": "S1" })).await;
        let started = office.try_status("S1", json!({ "to": "confirmed" })).await;
        assert!(started.text().contains("no visit"), "{}", started.text());
        office.visit("S1").await;
        for to in ["confirmed", "diagnosis"] {
            office.status("S1", to).await;
        }
        for (to, why) in [
            ("accompaniment", "no social diagnosis"),
            ("move_planned", "decision"),
        ] {
            let refused = office.try_status("S1", json!({ "to": to })).await;
            assert_eq!(refused.status, StatusCode::CONFLICT);
            assert!(refused.text().contains(why), "{}", refused.text());
            let brief = office
                .try_status(
                    "S1",
                    json!({ "to": to, "override": true, "reason": "hurry" }),
                )
                .await;
            assert_eq!(brief.status, StatusCode::UNPROCESSABLE_ENTITY);
            let reason = "the prefect has asked for it in writing";
            let set_aside = office
                .try_status(
                    "S1",
                    json!({ "to": to, "override": true, "reason": reason }),
                )
                .await;
            assert_eq!(set_aside.status, StatusCode::OK, "{}", set_aside.text());
            assert_eq!(field(&set_aside.json()["change"], "reason"), reason);
            assert!(
                field(&set_aside.json()["change"], "overridden")
                    .as_str()
                    .unwrap()
                    .contains(why)
            );
        }
        office.status("S1", "moving").await;

        let open = office.try_status("S1", json!({ "to": "closed" })).await;
        office.step("household", "HH0001", "declined").await;
        office.status("S1", "closed").await;
        let again = office.try_status("S1", json!({ "to": "reported" })).await;

        assert!(open.text().contains("HH0001"), "{}", open.text());
        assert_eq!(again.status, StatusCode::CONFLICT);
        let changes = office.list("status_change", "?settlement=S1").await;
        assert_eq!(changes.len(), 6);
        let ranking = office.0.get(Team, "/api/ranking").await.json();
        let codes: Vec<&Value> = ranking["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| &row["settlement"]["code"])
            .collect();
        assert_eq!(codes, ["S2"]);
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_a_sentence_and_nothing_is_stored() {
    for office in Office::on_both().await {
        let household = |fields: Value| ("household", json!({ "fields": fields }));
        for ((register, body), status, said) in [
            (household(json!({ "settlement": "S9" })), 404, "S9"),
            (household(json!({ "size": 0 })), 422, "from 1 to 30"),
            (
                household(json!({ "nationality": "x" })),
                422,
                "a field of household",
            ),
            (
                ("household", json!({ "code": "a b" })),
                422,
                "letters, digits",
            ),
            (
                ("household", json!({ "state": "rich" })),
                422,
                "one of identified",
            ),
            (("household", json!({ "name": "x" })), 400, "unknown field"),
            (
                (
                    "stay",
                    json!({ "fields": { "household": "HH9", "settlement": "S1", "since": ago(1) } }),
                ),
                404,
                "HH9",
            ),
            (
                (
                    "move",
                    json!({ "state": "moved", "fields": { "household": "HH9", "kind": "hotel" } }),
                ),
                422,
                "moved_on",
            ),
            (
                (
                    "housing_unit",
                    json!({ "fields": { "kind": "hotel", "neighbourhood": "N9" } }),
                ),
                422,
                "neighbourhood",
            ),
            (
                ("status_change", json!({ "fields": { "settlement": "S1" } })),
                403,
                "may not write",
            ),
            (("castle", json!({})), 404, "there are household"),
        ] {
            let refused = office
                .post(&format!("/api/registers/{register}"), &body)
                .await;
            assert_eq!(refused.status.as_u16(), status, "{}", refused.text());
            assert!(refused.text().contains(said), "{}", refused.text());
        }
        assert!(office.list("household", "").await.is_empty());
    }
}

#[tokio::test]
async fn an_entry_goes_no_way_that_its_register_does_not_know() {
    for office in Office::on_both().await {
        let first = office.add("household", json!({})).await;
        let twice = office
            .post("/api/registers/household", &json!({ "code": first }))
            .await;
        let leap = office
            .try_to("household", &first, json!({ "to": "sustained" }))
            .await;
        let homeless = office
            .try_to(
                "household",
                &first,
                json!({ "to": "assessed", "fields": { "size": 99 } }),
            )
            .await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        assert!(leap.text().contains("only assessed"), "{}", leap.text());
        assert_eq!(homeless.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(office.state("household", &first).await, "identified");
    }
}

#[tokio::test]
async fn a_household_is_housed_by_a_move_not_by_a_word() {
    let office = Office(TestTown::small().await);
    let code = office.add("household", json!({ "settlement": "S1" })).await;
    office.step("household", &code, "assessed").await;
    office.step("household", &code, "accompanied").await;

    let housed = office
        .try_to("household", &code, json!({ "to": "housed" }))
        .await;
    let proposed = office
        .try_to("household", &code, json!({ "to": "proposed" }))
        .await;

    assert!(housed.text().contains("has not moved"), "{}", housed.text());
    assert!(
        proposed.text().contains("no home is proposed"),
        "{}",
        proposed.text()
    );
}

#[tokio::test]
async fn the_public_is_told_of_no_register() {
    let office = Office(TestTown::small().await);
    office.add("household", json!({ "settlement": "S1" })).await;
    for address in [
        "/api/registers",
        "/api/registers/household",
        "/api/registers/household/HH0001",
        "/api/registers/household/HH0001/history",
        "/api/registers/household/entries.csv",
        "/api/registers/household/template.csv",
    ] {
        let answer = office.0.get(Public, address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn every_register_tells_what_it_holds_in_both_languages() {
    let office = Office(TestTown::small().await);

    let french = office.0.get(Team, "/api/registers?lang=fr").await.json();
    let english = office.0.get(Team, "/api/registers?lang=en").await.json();

    let household = |all: &Value| {
        let all = all.as_array().unwrap().iter();
        all.clone()
            .find(|one| one["register"] == "household")
            .unwrap()
            .clone()
    };
    assert_eq!(household(&french)["label"], "ménage");
    assert_eq!(household(&english)["states"][0]["next"][0], "assessed");
    let size = household(&english)["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|field| field["name"] == "size")
        .unwrap()
        .clone();
    assert_eq!(
        size,
        json!({ "name": "size", "label": "people", "kind": "count", "class": "H", "needed": false, "least": 1.0, "most": 30.0 })
    );
}

#[tokio::test]
async fn a_note_about_what_is_never_written_down_is_saved_with_a_warning() {
    let office = Office(TestTown::small().await);
    let note = "needs the lift; the father was in prison";

    let code = office.add("household", json!({ "note": note })).await;

    let entry = office.entry("household", &code).await;
    assert_eq!(field(&entry, "note"), note);
    assert_eq!(
        entry["warnings"],
        json!([{ "field": "note", "about": "offence" }])
    );
}
