//! What has been kept for long enough, erased on both databases; the guards that keep a clock that jumps
//! from erasing; the signed heads of the record.

mod authors;

use std::sync::Arc;

use axum::{
    body::Body,
    http::{Request, header::HOST},
};
use jalon::{
    app::{Clock, FilePlace, Jalon, NewFile},
    domain::{
        Audience, ClockVerdict, ErasureGround, HeadFault, NewEntry, Person, Register, Resource,
        RetentionClass, RetentionReport, VisitId,
    },
    http::{Door, keep_house_now, router},
    store::EntriesAsked,
};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, SqliteConnection};
use time::{Duration, OffsetDateTime, macros::datetime};

use uuid::Uuid;

use crate::support::{TestTown, ask};

const SETTINGS: &str = "[retention]\nhousehold_months = 24\njournal_months = 24\n\
    visit_photo_months = 24\nlegal_months = 24\nidle_account_months = 24\n\
    closed_account_months = 24\n";
/// A day on which everything of the tests is due.
const NOW: OffsetDateTime = datetime!(2026-11-20 04:00 UTC);
/// A day on which it was written.
const THEN: OffsetDateTime = datetime!(2023-02-01 10:00 UTC);

async fn towns() -> Vec<TestTown> {
    let mut towns = vec![TestTown::small_with(SETTINGS).await];
    towns.extend(TestTown::small_on_postgres_with(SETTINGS).await);
    towns
}

async fn at(town: &TestTown, now: OffsetDateTime) -> Jalon {
    town.opened_with(Clock::fixed(now)).await
}

async fn run_at(town: &TestTown, now: OffsetDateTime) -> RetentionReport {
    at(town, now).await.retention_run().await.unwrap()
}

/// Runs on two days that agree.
async fn run(town: &TestTown) -> RetentionReport {
    run_at(town, NOW - Duration::DAY).await;
    run_at(town, NOW).await
}

fn erased(report: &RetentionReport, class: RetentionClass) -> (u64, u64) {
    let line = report
        .lines
        .iter()
        .find(|line| line.class == class)
        .unwrap();
    (line.due, line.erased)
}

async fn add(jalon: &Jalon, register: Register, (state, fields): (&str, Value)) -> String {
    let given = NewEntry {
        state: Some(state.to_owned()),
        fields: serde_json::from_value(fields).unwrap(),
        ..NewEntry::default()
    };
    let person = Person::operator("test");
    let added = jalon.add_entry(register, &given, (&person, None)).await;
    added.unwrap().code
}

/// A household that left on a day.
async fn left(jalon: &Jalon, on: &str) -> String {
    let fields =
        json!({ "size": 3, "departure": "rehoused", "left_on": on, "note": "zirkonpetrel" });
    add(jalon, Register::Household, ("exited", fields)).await
}

async fn codes(town: &TestTown, register: Register) -> Vec<String> {
    let store = jalon::store::Store::open(town.database_url())
        .await
        .unwrap();
    let asked = EntriesAsked::of(register, 1_000);
    let all = store.entries(town.jalon.territory(), &asked).await.unwrap();
    all.into_iter().map(|entry| entry.code).collect()
}

#[tokio::test]
async fn a_clock_that_jumps_erases_nothing_until_it_agrees_with_itself() {
    for town in towns().await {
        let then = at(&town, THEN).await;
        let oldest = left(&then, "2021-03-01").await;
        let other = left(&then, "2022-03-01").await;
        let recent = left(&at(&town, NOW).await, "2026-03-01").await;
        let jumps = [
            (NOW, ClockVerdict::FirstReading),
            (NOW + Duration::HOUR, ClockVerdict::SameDay),
            (NOW + Duration::days(400), ClockVerdict::Disagrees),
            (NOW - Duration::days(730), ClockVerdict::Disagrees),
            (NOW + Duration::days(1), ClockVerdict::Disagrees),
        ];

        for (now, verdict) in jumps {
            let report = run_at(&town, now).await;

            assert_eq!(report.clock, verdict, "{now}");
            assert!(!report.is_run, "{now}");
            assert_eq!(codes(&town, Register::Household).await.len(), 3, "{now}");
        }
        let agreed = run_at(&town, NOW + Duration::days(2)).await;
        let again = run_at(&town, NOW + Duration::days(2)).await;

        // A hundredth of three is none; one a run may go, the oldest.
        assert_eq!(erased(&agreed, RetentionClass::Households), (2, 1));
        assert_eq!(again.clock, ClockVerdict::SameDay);
        let left = codes(&town, Register::Household).await;
        assert_eq!(left, [other, recent]);
        assert!(!left.contains(&oldest));
    }
}

#[tokio::test]
async fn a_rehearsal_tells_what_a_run_would_erase_and_changes_nothing() {
    for town in towns().await {
        let then = at(&town, THEN).await;
        left(&then, "2021-03-01").await;
        let events = town.audit().await.len();

        let told = at(&town, NOW).await.retention_rehearsed().await.unwrap();

        assert_eq!(erased(&told, RetentionClass::Households), (1, 1));
        assert_eq!(told.lines[0].oldest.unwrap().to_string(), "2021-03-01");
        assert!(!told.is_run);
        assert_eq!(town.audit().await.len(), events);
        assert_eq!(codes(&town, Register::Household).await.len(), 1);
    }
}

#[tokio::test]
async fn no_run_takes_more_than_a_hundredth_of_a_register() {
    let town = TestTown::small_with(SETTINGS).await;
    let then = at(&town, THEN).await;
    let rows: Vec<String> = (0..300)
        .map(|number| format!("E{number:03};exited;rehoused;2021-03-01"))
        .collect();
    let file = format!("code;state;departure;left_on\n{}\n", rows.join("\n"));
    let person = Person::operator("test");
    let known = (file.as_bytes(), jalon::app::KnownRows::Refuse);
    let taken = then
        .take_in_register(Register::Household, known, &person)
        .await;
    taken.unwrap();

    let report = run(&town).await;

    assert_eq!(erased(&report, RetentionClass::Households), (300, 3));
    assert_eq!(codes(&town, Register::Household).await.len(), 297);
    assert_eq!(town.audit().await.last().unwrap().action, "retention-run");
}

#[tokio::test]
async fn a_household_that_was_taken_out_goes_when_its_time_is_up() {
    for town in towns().await {
        let then = at(&town, THEN).await;
        let person = Person::operator("test");
        let by = jalon::app::EntryBy {
            person: &person,
            revision: None,
        };
        let fields = json!({ "size": 3, "note": "zirkonpetrel" });
        let long_ago = add(&then, Register::Household, ("identified", fields.clone())).await;
        let lately = add(&then, Register::Household, ("identified", fields.clone())).await;
        add(&then, Register::Household, ("identified", fields)).await;
        let out = then.remove_entry((Register::Household, &long_ago), "twice", by);
        out.await.unwrap();
        let now = at(&town, NOW).await;
        now.remove_entry((Register::Household, &lately), "twice", by)
            .await
            .unwrap();

        let report = run(&town).await;

        assert_eq!(erased(&report, RetentionClass::Households), (1, 1));
        let receipts = now.erasures(&person).await.unwrap();
        assert_eq!(receipts.len(), 1);
        assert!(receipts[0].receipt.erased.revisions >= 2);
        let again = now.erase_household(&lately, (ErasureGround::PersonAsks, &person));
        assert!(again.await.unwrap().is_new, "the other one was still kept");
    }
}

#[tokio::test]
async fn a_closed_account_has_no_name_when_its_time_is_up() {
    for town in towns().await {
        let person = Person::operator("test");
        let then = at(&town, THEN).await;
        for name in ["c.petit", "d.grand", "e.moyen"] {
            then.add_user(name, &[], &person).await.unwrap();
        }
        then.disable_user("c.petit", &person).await.unwrap();
        at(&town, NOW)
            .await
            .disable_user("d.grand", &person)
            .await
            .unwrap();

        let report = run(&town).await;

        assert_eq!(erased(&report, RetentionClass::ClosedAccounts), (1, 1));
        let now = at(&town, NOW).await;
        let users = now.users("", 500).await.unwrap();
        let names: Vec<&str> = users.iter().map(|user| user.name.as_str()).collect();
        // The third one was idle, and is closed by the same run; its name stays until it is time.
        assert_eq!(names.len(), 3);
        assert_eq!(names[..2], ["d.grand", "e.moyen"]);
        assert!(names[2].starts_with("gone-"), "{names:?}");
        assert!(users.iter().all(|user| user.disabled_at.is_some()));
        // Once is enough: a run of later finds nothing more of it.
        let later = at(&town, NOW + Duration::DAY).await;
        let line = later.retention_run().await.unwrap();
        assert_eq!(erased(&line, RetentionClass::ClosedAccounts).0, 0);
    }
}

/// The work of the days, hour by hour, as the server does it, with a clock that goes as it is told.
#[tokio::test]
async fn the_work_of_the_day_is_done_once_a_day_and_waits_while_the_clock_jumps() {
    for town in towns().await {
        let then = at(&town, THEN).await;
        for month in 1..=4 {
            left(&then, &format!("2021-0{month}-01")).await;
        }
        let time = Arc::new(std::sync::Mutex::new(NOW));
        let told = time.clone();
        let clock = Clock::of(move || *told.lock().unwrap());
        let jalon = town.opened_with(clock).await;
        let at_hour = async |days: i64, hour: i64| {
            *time.lock().unwrap() = NOW + Duration::days(days) + Duration::hours(hour);
            keep_house_now(&jalon).await;
            codes(&town, Register::Household).await.len()
        };

        assert_eq!(at_hour(0, 0).await, 4, "the first day nothing goes");
        assert_eq!(at_hour(0, 5).await, 4);
        assert_eq!(at_hour(1, 0).await, 3);
        assert_eq!(at_hour(1, 1).await, 3, "once a day");
        assert_eq!(at_hour(400, 0).await, 3, "the clock has jumped on");
        assert_eq!(at_hour(400, 2).await, 3);
        assert_eq!(at_hour(-730, 0).await, 3, "and back");
        assert_eq!(at_hour(2, 0).await, 3, "and is right again");
        assert_eq!(at_hour(3, 0).await, 2);
        let heads = jalon.prove_heads().await.unwrap();
        // Of each day that the clock told, one head.
        assert_eq!((heads.heads, heads.faults), (6, vec![]));
    }
}

/// A document beside a visit, as the clock of a system tells; its id.
async fn visit_photo(jalon: &Arc<Jalon>) -> Uuid {
    let router = router(Door::new(jalon.clone(), Audience::Team));
    let body = json!({ "by": "agent-01", "answers": { "pests": "no" } });
    let request = Request::post("/api/settlements/S1/visits")
        .header(HOST, "127.0.0.1:8080")
        .body(Body::from(body.to_string()))
        .unwrap();
    let visited = ask(router, request).await.json();
    let id = visited["visit"]["id"].as_str().unwrap().parse().unwrap();
    let sent = NewFile {
        name: "plan.pdf".to_owned(),
        bytes: b"%PDF-1.7\n% made up\n%%EOF\n".to_vec(),
    };
    let place = FilePlace::Visit(VisitId(id));
    let added = jalon
        .add_file(&place, sent, &Person::operator("test"))
        .await;
    added.unwrap().file.id
}

#[tokio::test]
async fn journal_photos_owners_and_accounts_go_when_their_time_is_up() {
    for town in towns().await {
        let then = at(&town, THEN).await;
        let note = json!({ "on": "2022-12-01", "text": "zirkonpetrel" });
        add(&then, Register::JournalEntry, ("recorded", note)).await;
        let case = json!({ "settlement": "S1", "kind": "court", "bailiff": "zirkonpetrel" });
        let case = add(&then, Register::LegalProcedure, ("dropped", case)).await;
        let person = Person::operator("test");
        let then = Arc::new(then);
        // Who has no account yet need not sign in.
        let photo = visit_photo(&then).await;
        let invitation = then.add_user("c.petit", &[], &person).await;
        invitation.unwrap();

        let report = run(&town).await;

        assert_eq!(erased(&report, RetentionClass::VisitPhotos), (1, 1));
        assert_eq!(erased(&report, RetentionClass::Journal), (1, 1));
        assert_eq!(erased(&report, RetentionClass::Legal), (1, 1));
        assert_eq!(erased(&report, RetentionClass::Accounts), (1, 1));
        assert!(codes(&town, Register::JournalEntry).await.is_empty());
        let cases = codes(&town, Register::LegalProcedure).await;
        assert_eq!(cases, std::slice::from_ref(&case));
        let look = jalon::app::Look {
            person: &person,
            purpose: None,
        };
        let now = at(&town, NOW).await;
        let kept = now
            .entry((Register::LegalProcedure, &case), look)
            .await
            .unwrap();
        assert_eq!(kept.body.text("bailiff"), None);
        assert_eq!(kept.body.text("kind"), Some("court"));
        let gone = now.open_file(photo, look).await.unwrap_err();
        assert!(gone.to_string().contains("removed"), "{gone}");
    }
}

#[tokio::test]
async fn readings_are_cut_off_and_the_chain_of_those_that_are_left_still_stands() {
    for town in towns().await {
        let person = Person::operator("test");
        let read = async |jalon: &Jalon, subject: &str| {
            let of = (Resource::Household, subject);
            jalon.log_read(&person, of, "review").await.unwrap();
        };
        let then = at(&town, THEN).await;
        read(&then, "household/H1").await;
        let now = at(&town, NOW).await;
        for _ in 0..2 {
            read(&now, "household/H2").await;
        }

        let report = run(&town).await;
        read(&now, "household/H3").await;

        assert_eq!(erased(&report, RetentionClass::AccessLog), (1, 1));
        let left = now.readings(u64::MAX, 10).await.unwrap();
        let subjects: Vec<&str> = left.iter().map(|(_, one)| one.subject.as_str()).collect();
        assert_eq!(subjects, ["household/H3", "household/H2", "household/H2"]);
        let proofs = now.prove_records().await.unwrap();
        assert_eq!(proofs[1].faults, []);
        assert_eq!(proofs[1].records, 3);
        // Whoever takes out others finds the database closed.
        assert!(tamper(&town, "delete from reading").await.is_err());
    }
}

async fn tamper(town: &TestTown, sql: &'static str) -> Result<(), sqlx::Error> {
    let url = town.database_url();
    if url.starts_with("postgres") {
        let mut server = PgConnection::connect(url).await?;
        sqlx::raw_sql(sql).execute(&mut server).await.map(|_| ())
    } else {
        let mut file = SqliteConnection::connect(url).await?;
        sqlx::raw_sql(sql).execute(&mut file).await.map(|_| ())
    }
}

#[tokio::test]
async fn a_signed_head_tells_of_a_record_that_was_written_anew() {
    let town = TestTown::small_with(SETTINGS).await;
    let now = at(&town, NOW).await;

    assert!(now.sign_head().await.unwrap());
    assert!(!now.sign_head().await.unwrap());
    let proof = now.prove_heads().await.unwrap();
    assert_eq!((proof.heads, proof.faults), (1, vec![]));

    // Another first digit, whatever it was.
    let anew = "drop trigger audit_chain_is_not_changed; \
        update audit_chain \
        set digest = case substr(digest, 1, 1) when 'f' then '0' else 'f' end || substr(digest, 2) \
        where seq = (select change from audit_head);";
    tamper(&town, anew).await.unwrap();
    let day = NOW.date();
    let faults = now.prove_heads().await.unwrap().faults;
    assert_eq!(faults, [HeadFault::Rewritten(day)]);

    let as_well = "drop trigger audit_head_is_not_changed; \
        update audit_head \
        set digest = case substr(digest, 1, 1) when 'f' then '0' else 'f' end || substr(digest, 2);";
    tamper(&town, as_well).await.unwrap();
    let faults = now.prove_heads().await.unwrap().faults;
    assert_eq!(faults, [HeadFault::Forged(day)]);
}

#[tokio::test]
async fn a_head_of_another_key_is_told_from_ones_own() {
    let town = TestTown::small_with(SETTINGS).await;
    let now = at(&town, NOW).await;
    now.sign_head().await.unwrap();

    std::fs::remove_file(town.folder.path().join("data/installation.key")).unwrap();
    let other = at(&town, NOW).await;

    let faults = other.prove_heads().await.unwrap().faults;
    assert_eq!(faults, [HeadFault::OtherKey(NOW.date())]);
}

/// Asks the team's server as the operator, as on a day.
async fn asked(jalon: &Arc<Jalon>, body: Option<Value>) -> crate::support::Answer {
    let router = router(Door::new(jalon.clone(), Audience::Team));
    let method = if body.is_some() { "POST" } else { "GET" };
    let request = Request::builder()
        .method(method)
        .uri("/api/retention")
        .header(HOST, "127.0.0.1:8080");
    let body = body.map_or(Body::empty(), |body| Body::from(body.to_string()));
    ask(router, request.body(body).unwrap()).await
}

#[tokio::test]
async fn a_run_by_hand_wants_a_reason_and_what_was_looked_at_and_keeps_to_the_rules() {
    for town in towns().await {
        let then = at(&town, THEN).await;
        let oldest = left(&then, "2021-03-01").await;
        left(&then, "2022-03-01").await;
        let run = |seen: &Value| json!({ "reason": "asked for by the city", "seen": seen });

        let first = Arc::new(at(&town, NOW).await);
        let seen = asked(&first, None).await.json()["seen"].clone();
        let unread = asked(&first, Some(run(&seen))).await.json();
        let second = Arc::new(at(&town, NOW + Duration::DAY).await);
        let told = asked(&second, None).await.json();
        let short = json!({ "reason": "now", "seen": told["seen"] });
        let short = asked(&second, Some(short)).await;
        let blind = asked(&second, Some(run(&"something else".into()))).await;
        let still = codes(&town, Register::Household).await.len();
        let done = asked(&second, Some(run(&told["seen"]))).await.json();
        let again = asked(&second, None).await.json()["seen"].clone();
        let again = asked(&second, Some(run(&again))).await.json();

        assert_eq!(
            (&unread["clock"], &unread["is_run"]),
            (&"first_reading".into(), &false.into())
        );
        assert_eq!(short.status.as_u16(), 422, "{}", short.text());
        assert!(short.text().contains("10 to 500"), "{}", short.text());
        assert_eq!(blind.status.as_u16(), 412, "{}", blind.text());
        assert_eq!(still, 2);
        assert_eq!(done["is_run"], true, "{done}");
        assert!(!codes(&town, Register::Household).await.contains(&oldest));
        assert_eq!(codes(&town, Register::Household).await.len(), 1);
        assert_eq!(
            (&again["clock"], &again["is_run"]),
            (&"same_day".into(), &false.into())
        );
        let events = town.audit().await;
        let run = events.iter().find(|one| one.action == "retention-run");
        assert_eq!(run.unwrap().detail["reason"], "asked for by the city");
    }
}
