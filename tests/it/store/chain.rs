//! The chain of the record of changes: made for what was written before it, and broken by whoever
//! alters a row.

use jalon::{
    domain::{AuditEvent, ChainFault, Reading, Resource},
    store::{Chain, Store},
};
use serde_json::json;
use sqlx::{Connection, Executor, SqliteConnection};
use time::macros::datetime;

use super::{
    home::{Home, Kind, on_both},
    territory,
};

const WHOLE: (Option<(u64, String)>, u64) = (None, u64::MAX);

fn event(number: u32) -> AuditEvent {
    AuditEvent {
        at: datetime!(2026-11-22 08:00 UTC),
        actor: "a.martin\0".into(),
        action: "visit".into(),
        subject: format!("visit/{number} \"quoted\" é"),
        detail: json!({ "settlement": "S\u{1}1", "points": 0.1 }),
    }
}

on_both! {
    async fn what_is_written_is_chained_and_found_whole(home: &Home) {
        for number in 1..=5 {
            home.store.append_event(&territory(), &event(number)).await.unwrap();
        }

        let proof = home.store.prove(&territory(), Chain::Changes, WHOLE).await.unwrap();

        assert_eq!((proof.records, proof.faults), (5, vec![]));
        assert_eq!(proof.head.unwrap().0, 5);
        let altered = home.run("update audit_chain set digest = 'x'").await;
        assert!(altered.is_err(), "digests are only appended");
    }

    async fn readings_are_chained_too_and_listed_newest_first(home: &Home) {
        for subject in ["household/H1", "household/H2"] {
            let reading = Reading {
                at: datetime!(2026-11-22 08:00 UTC),
                actor: "c.petit".into(),
                resource: Resource::Household,
                subject: subject.into(),
                purpose: "preparing the move".into(),
            };
            home.store.add_reading(&territory(), &reading).await.unwrap();
        }

        let listed = home.store.readings(&territory(), u64::MAX, 9).await.unwrap();
        let proof = home.store.prove(&territory(), Chain::Readings, WHOLE).await.unwrap();

        assert_eq!(listed[0].1.subject, "household/H2");
        assert_eq!((proof.records, proof.faults), (2, vec![]));
        assert!(home.run("delete from reading").await.is_err());
    }
}

/// Ten thousand events past the store, as a version without a chain would have written them.
const OLD_EVENTS: &str = "
    with recursive number(seq) as (select 1 union all select seq + 1 from number where seq < 10000)
    insert into audit_event (territory, seq, at, actor, action, subject, detail)
    select 'main', seq, '2026-01-01T00:00:00.000000000Z', 'cli', 'visit', 'visit/' || seq, '{}'
    from number;
    insert into counter (territory, name, last) values ('main', 'change', 10000)
    on conflict (territory, name) do update set last = 10000;";

/// What the database itself refuses, as long as its triggers are there.
const UNGUARDED: &str = "
    drop trigger audit_event_is_not_changed; drop trigger audit_event_is_not_deleted;
    drop trigger audit_chain_is_not_changed; drop trigger audit_chain_is_not_deleted;
    pragma synchronous = off; pragma foreign_keys = off;";

/// An alteration of the row of a number, and what puts it right.
const ALTERATIONS: [(&str, &str); 6] = [
    (
        "update audit_event set actor = 'nobody' where seq = $1",
        "update audit_event set actor = 'cli' where seq = $1",
    ),
    (
        "update audit_event set at = '2026-01-02T00:00:00.000000000Z' where seq = $1",
        "update audit_event set at = '2026-01-01T00:00:00.000000000Z' where seq = $1",
    ),
    (
        "update audit_event set action = 'score' where seq = $1",
        "update audit_event set action = 'visit' where seq = $1",
    ),
    (
        "update audit_event set subject = subject || '0' where seq = $1",
        "update audit_event set subject = 'visit/' || seq where seq = $1",
    ),
    (
        "update audit_event set detail = '{ }' where seq = $1",
        "update audit_event set detail = '{}' where seq = $1",
    ),
    (
        "update audit_event set territory = 'gone' where seq = $1",
        "update audit_event set territory = 'main' where seq = $1",
    ),
];

#[tokio::test]
async fn each_of_ten_thousand_rows_altered_one_after_the_other_is_found() {
    let home = Home::new(Kind::Sqlite).await.unwrap();
    home.run(OLD_EVENTS).await.unwrap();
    let store = Store::open(&home.url).await.unwrap();
    let before = store
        .prove(&territory(), Chain::Changes, WHOLE)
        .await
        .unwrap();
    assert_eq!((before.records, before.faults), (10_000, vec![]));
    let file = home.url.trim_start_matches("sqlite://");
    let mut hand = SqliteConnection::connect(file).await.unwrap();
    hand.execute(UNGUARDED).await.unwrap();

    let mut missed = Vec::new();
    let mut known: Option<(u64, String)> = None;
    for number in 1..=10_000_u64 {
        let (alter, mend) = ALTERATIONS[usize::try_from(number % 6).unwrap()];
        let seq = i64::try_from(number).unwrap();
        sqlx::query(alter)
            .bind(seq)
            .execute(&mut hand)
            .await
            .unwrap();
        let asked = (known.clone(), 2);
        let found = store
            .prove(&territory(), Chain::Changes, asked)
            .await
            .unwrap();
        sqlx::query(mend)
            .bind(seq)
            .execute(&mut hand)
            .await
            .unwrap();
        let is_named = |fault: &ChainFault| {
            matches!(fault, ChainFault::Altered(at) if *at == number)
                || matches!(fault, ChainFault::Missing(first, last) if (first..=last).contains(&&number))
        };
        // Whoever takes the last row out leaves a gap to the last number that was given out.
        let is_last_removed = number == 10_000 && number % 6 == 5;
        if !found.faults.iter().any(is_named) && !is_last_removed {
            missed.push(number);
        }
        let asked = (known, 1);
        let whole = store
            .prove(&territory(), Chain::Changes, asked)
            .await
            .unwrap();
        known = whole.head;
    }

    assert_eq!(missed, [] as [u64; 0]);
    hand.execute(
        "delete from audit_chain where seq > 9998; delete from audit_event where seq > 9998",
    )
    .await
    .unwrap();
    let cut = store
        .prove(&territory(), Chain::Changes, WHOLE)
        .await
        .unwrap();
    assert_eq!(cut.faults, [ChainFault::Missing(9_999, 10_000)]);
}
