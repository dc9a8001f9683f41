//! The five programmes of the field, each from the first report to a family that is still housed, through
//! the doors and by people with the rights of their roles, on both databases.

mod rural;
mod accompanied;
mod mediation;
mod mous;
mod direct_move;

use std::io::Cursor;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use calamine::{Reader, Xlsx};
use jalon::domain::{Audience::Team, NewGrant, Role};
use serde_json::{Value, json};

use crate::{
    accounts::{WITHOUT_FACTOR, inside, request},
    support::{Answer, TestTown, ask, ring},
};

/// The small town, where everybody has an account.
struct City(TestTown);

impl City {
    /// One on SQLite and, where there is a server, one on PostgreSQL.
    async fn on_both() -> Vec<Self> {
        let mut cities = vec![Self(TestTown::small_with(WITHOUT_FACTOR).await)];
        cities.extend(
            TestTown::small_on_postgres_with(WITHOUT_FACTOR)
                .await
                .map(Self),
        );
        cities
    }

    /// Somebody with one role, who has come in.
    async fn colleague(&self, name: &str, role: Role) -> Colleague<'_> {
        self.granted(name, NewGrant::of(role)).await
    }

    /// A social worker who may know of these settlements.
    async fn worker(&self, name: &str, sites: &[&str]) -> Colleague<'_> {
        let sites = sites.iter().map(|&site| site.to_owned()).collect();
        let grant = NewGrant {
            sites,
            ..NewGrant::of(Role::CaseWorker)
        };
        self.granted(name, grant).await
    }

    async fn granted(&self, name: &str, grant: NewGrant) -> Colleague<'_> {
        Colleague {
            town: &self.0,
            cookie: inside(&self.0, name, grant).await,
        }
    }
}

/// Somebody at work: each question goes with their session, and says what for.
struct Colleague<'c> {
    town: &'c TestTown,
    cookie: String,
}

impl Colleague<'_> {
    async fn ask(&self, asked: (Method, &str), body: Option<Value>) -> Answer {
        self.send(request(asked, &self.cookie, body)).await
    }

    /// The same upon a revision, or any (`*`).
    async fn upon(&self, revision: &str, asked: (Method, &str), body: Value) -> Answer {
        let mut asked = request(asked, &self.cookie, Some(body));
        asked
            .headers_mut()
            .insert("if-match", revision.parse().unwrap());
        self.send(asked).await
    }

    async fn send(&self, mut asked: Request<Body>) -> Answer {
        let purpose = "work of the programme".parse().unwrap();
        asked.headers_mut().insert("x-purpose", purpose);
        ask(self.town.router(Team), asked).await
    }

    async fn get(&self, address: &str) -> Answer {
        self.ask((Method::GET, address), None).await
    }

    async fn try_add(&self, register: &str, fields: Value) -> Answer {
        let address = format!("/api/registers/{register}");
        let body = Some(json!({ "fields": fields }));
        self.ask((Method::POST, &address), body).await
    }

    /// Adds an entry and returns its code.
    async fn add(&self, register: &str, fields: Value) -> String {
        let added = self.try_add(register, fields).await;
        assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
        added.json()["code"].as_str().unwrap().to_owned()
    }

    /// Tries to bring an entry, `household/HH0001`, to a state.
    async fn try_to(&self, entry: &str, given: Value) -> Answer {
        let address = format!("/api/registers/{entry}/state");
        self.upon("*", (Method::POST, &address), given).await
    }

    /// Brings an entry to a state.
    async fn to(&self, entry: &str, given: Value) {
        let brought = self.try_to(entry, given).await;
        assert_eq!(
            brought.status,
            StatusCode::OK,
            "{entry}: {}",
            brought.text()
        );
    }

    /// Brings an entry to a state on a day.
    async fn step(&self, entry: &str, (to, on): (&str, &str)) {
        self.to(entry, json!({ "to": to, "on": on })).await;
    }

    /// An entry as far as it may be read.
    async fn entry(&self, entry: &str) -> Value {
        let found = self.get(&format!("/api/registers/{entry}")).await;
        assert_eq!(found.status, StatusCode::OK, "{entry}: {}", found.text());
        found.json()
    }

    async fn state(&self, entry: &str) -> String {
        self.entry(entry).await["state"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Entries under conditions: `move?state=moved`.
    async fn list(&self, asked: &str) -> Vec<Value> {
        let found = self.get(&format!("/api/registers/{asked}")).await;
        assert_eq!(found.status, StatusCode::OK, "{asked}: {}", found.text());
        found.json()["items"].as_array().unwrap().clone()
    }

    /// Puts a settlement onto the map.
    async fn found(&self, (code, kind): (&str, &str), (lon, lat): (f64, f64)) {
        let feature = json!({ "type": "Feature",
            "properties": { "code": code, "name": format!("place {code}"), "kind": kind },
            "geometry": { "type": "Polygon", "coordinates": ring(lon, lat, 0.0002) } });
        let address = (Method::POST, "/ogc/collections/settlements/items");
        let mut asked = request(address, &self.cookie, Some(feature));
        let geojson = "application/geo+json".parse().unwrap();
        asked.headers_mut().insert("content-type", geojson);
        let made = self.send(asked).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    }

    async fn visit(&self, settlement: &str) {
        let body = json!({ "by": "agent-01", "answers": { "pests": "no" }, "validated": true });
        let address = format!("/api/settlements/{settlement}/visits");
        let kept = self.ask((Method::POST, &address), Some(body)).await;
        assert!(kept.status.is_success(), "{}", kept.text());
    }

    async fn try_status(&self, settlement: &str, given: Value) -> Answer {
        let address = format!("/api/settlements/{settlement}/status");
        self.ask((Method::POST, &address), Some(given)).await
    }

    /// Brings a settlement to one status after another.
    async fn statuses(&self, settlement: &str, to: &[&str]) {
        for to in to {
            let brought = self.try_status(settlement, json!({ "to": to })).await;
            assert_eq!(brought.status, StatusCode::OK, "{to}: {}", brought.text());
        }
    }

    /// The social diagnosis of a settlement, done on a day with so many households met.
    async fn counted(&self, settlement: &str, (met, on): (u32, &str)) {
        let census = json!({ "settlement": settlement, "households_expected": met });
        let census = format!("census/{}", self.add("census", census).await);
        let done = json!({ "to": "done", "on": on, "fields": { "households_met": met } });
        self.to(&census, done).await;
    }

    /// A home that can be offered.
    async fn home(&self, fields: Value) -> String {
        let unit = self.add("housing_unit", fields).await;
        let available = json!({ "to": "available" });
        self.to(&format!("housing_unit/{unit}"), available).await;
        unit
    }

    /// Sees a family again on each day that its follow-ups are due, and finds it housed.
    async fn still_housed(&self, household: &str) {
        let due = format!("follow_up?linked_to=household:{household}&state=due");
        for one in self.list(&due).await {
            let entry = format!("follow_up/{}", one["code"].as_str().unwrap());
            let on = &one["fields"]["due_on"];
            let untold = self.try_to(&entry, json!({ "to": "done", "on": on })).await;
            refused(&untold, (422, "`outcome` is missing"));
            let told = json!({ "outcome": "still_housed", "rent_paid": true });
            let done = json!({ "to": "done", "on": on, "fields": told });
            self.to(&entry, done).await;
        }
    }

    /// The rows of one table of a report, in English, without its head.
    async fn table(&self, report: &str, title: &str) -> Vec<Vec<String>> {
        let (name, asked) = report.split_once('?').unwrap_or((report, ""));
        let address = format!("/api/reports/{name}.xlsx?lang=en&{asked}");
        let file = self.get(&address).await;
        assert_eq!(file.status, StatusCode::OK, "{report}: {}", file.text());
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.body)).unwrap();
        let names = book.sheet_names();
        // The name of a sheet holds as many whole words of its title as 31 characters have room for.
        let begins = names.iter().filter(|name| title.starts_with(*name));
        let name = begins.max_by_key(|name| name.len());
        let name = name.unwrap_or_else(|| panic!("{title} is none of {names:?}"));
        let sheet = book.worksheet_range(name).unwrap();
        let rows = sheet.rows().skip(1);
        rows.map(|row| row.iter().map(ToString::to_string).collect())
            .collect()
    }

    /// Those rows of the same that have a number beside their name.
    async fn counts(&self, report: &str, title: &str) -> Vec<(String, u32)> {
        let mut rows = self.table(report, title).await;
        rows.retain(|row| !row[1].is_empty());
        rows.iter()
            .map(|row| (row[0].clone(), row[1].parse().unwrap()))
            .collect()
    }
}

/// Makes sure that something was refused, and why.
fn refused(answer: &Answer, (status, said): (u16, &str)) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
    assert!(answer.text().contains(said), "{}", answer.text());
}

/// Counts of a report as they are expected.
fn expected(counts: &[(&str, u32)]) -> Vec<(String, u32)> {
    let counts = counts.iter();
    counts
        .map(|(name, count)| ((*name).to_owned(), *count))
        .collect()
}
