//! The chain of the record of changes: made for what was written before it, and broken by whoever
//! alters a row.

use jalon::{
    domain::{AuditEvent, ChainFault, Reading, Resource},
    store::{Chain, Store},
};
use serde_json::json;
use time::macros::datetime;

use super::{
    home::{Hand, Home, Kind, on_both},
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

/// What each database itself refuses, as long as its triggers are there.
const UNGUARDED: [&str; 2] = [
    "drop trigger audit_event_is_not_changed; drop trigger audit_event_is_not_deleted;
    drop trigger audit_chain_is_not_changed; drop trigger audit_chain_is_not_deleted;
    drop trigger reading_is_not_changed; drop trigger reading_is_not_deleted;
    pragma synchronous = off; pragma foreign_keys = off;",
    "alter table audit_event disable trigger all; alter table audit_chain disable trigger all;
    alter table reading disable trigger all; set synchronous_commit = off;",
];

/// Alterations of one record, and what puts each right: everything that is written of it, its digest, the
/// record taken out alone and with its digest. `$1` is its number.
const OF_EVENTS: [[&str; 2]; 8] = [
    [
        "update audit_event set actor = 'nobody' where seq = $1",
        "update audit_event set actor = 'cli' where seq = $1",
    ],
    [
        "update audit_event set at = '2026-01-02T00:00:00.000000000Z' where seq = $1",
        "update audit_event set at = '2026-01-01T00:00:00.000000000Z' where seq = $1",
    ],
    [
        "update audit_event set action = 'score' where seq = $1",
        "update audit_event set action = 'visit' where seq = $1",
    ],
    [
        "update audit_event set subject = subject || '0' where seq = $1",
        "update audit_event set subject = 'visit/' || seq where seq = $1",
    ],
    [
        "update audit_event set detail = '{ }' where seq = $1",
        "update audit_event set detail = '{}' where seq = $1",
    ],
    [
        "update audit_chain set digest = 'x' || digest where seq = $1",
        "update audit_chain set digest = substr(digest, 2) where seq = $1",
    ],
    [
        "update audit_event set territory = 'gone' where seq = $1",
        "update audit_event set territory = 'main' where seq = $1",
    ],
    [
        "update audit_event set territory = 'gone' where seq = $1;
        update audit_chain set territory = 'gone' where seq = $1",
        "update audit_event set territory = 'main' where seq = $1;
        update audit_chain set territory = 'main' where seq = $1",
    ],
];
const OF_READINGS: [[&str; 2]; 7] = [
    [
        "update reading set actor = 'nobody' where seq = $1",
        "update reading set actor = 'c.petit' where seq = $1",
    ],
    [
        "update reading set at = '2' || at where seq = $1",
        "update reading set at = substr(at, 2) where seq = $1",
    ],
    [
        "update reading set resource = 'legal' where seq = $1",
        "update reading set resource = 'household' where seq = $1",
    ],
    [
        "update reading set subject = subject || '0' where seq = $1",
        "update reading set subject = 'household/H' || seq where seq = $1",
    ],
    [
        "update reading set purpose = 'none' where seq = $1",
        "update reading set purpose = 'preparing the move' where seq = $1",
    ],
    [
        "update reading set digest = 'x' || digest where seq = $1",
        "update reading set digest = substr(digest, 2) where seq = $1",
    ],
    [
        "update reading set territory = 'gone' where seq = $1",
        "update reading set territory = 'main' where seq = $1",
    ],
];

/// Alters each of so many records, one after the other, and puts it right; the numbers of those that the
/// proof over what comes after the records before does not name.
async fn missed(
    (store, hand): (&Store, &mut Hand),
    (chain, records): (Chain, u64),
    alterations: &[[&str; 2]],
) -> Vec<u64> {
    let mut missed = Vec::new();
    let mut known: Option<(u64, String)> = None;
    let kinds = u64::try_from(alterations.len()).unwrap();
    for number in 1..=records {
        let [alter, mend] = alterations[usize::try_from(number % kinds).unwrap()];
        let number_in = |sql: &str| sql.replace("$1", &number.to_string());
        // What is taken out at the end is told only by the last number that was given out.
        let most = if number == records { u64::MAX } else { 2 };
        hand.run(number_in(alter)).await;
        let found = store
            .prove(&territory(), chain, (known.clone(), most))
            .await
            .unwrap();
        hand.run(number_in(mend)).await;
        let is_named = |fault: &ChainFault| match fault {
            ChainFault::Altered(at) => *at == number,
            ChainFault::Missing(first, last) => (first..=last).contains(&&number),
        };
        if !found.faults.iter().any(is_named) {
            missed.push(number);
        }
        let whole = store.prove(&territory(), chain, (known, 1)).await.unwrap();
        assert_eq!(whole.faults, [], "{number} was put right");
        known = whole.head;
    }
    missed
}

on_both! {
    async fn each_of_ten_thousand_events_altered_or_taken_out_is_found(home: &Home) {
        home.run(OLD_EVENTS).await.unwrap();
        let store = Store::open(&home.url).await.unwrap();
        let before = store.prove(&territory(), Chain::Changes, WHOLE).await.unwrap();
        assert_eq!((before.records, before.faults), (10_000, vec![]));
        let mut hand = home.hand(UNGUARDED).await;

        let chain = (Chain::Changes, 10_000);
        assert_eq!(missed((&store, &mut hand), chain, &OF_EVENTS).await, [] as [u64; 0]);

        hand.run("delete from audit_chain where seq > 9998".to_owned()).await;
        hand.run("delete from audit_event where seq > 9998".to_owned()).await;
        let cut = store.prove(&territory(), Chain::Changes, WHOLE).await.unwrap();
        assert_eq!(cut.faults, [ChainFault::Missing(9_999, 10_000)]);
        store.close().await;
    }

    async fn each_reading_altered_or_taken_out_is_found(home: &Home) {
        for number in 1..=500 {
            let reading = Reading {
                at: datetime!(2026-11-22 08:00 UTC),
                actor: "c.petit".into(),
                resource: Resource::Household,
                subject: format!("household/H{number}"),
                purpose: "preparing the move".into(),
            };
            home.store.add_reading(&territory(), &reading).await.unwrap();
        }
        let mut hand = home.hand(UNGUARDED).await;

        let chain = (Chain::Readings, 500);
        assert_eq!(missed((&home.store, &mut hand), chain, &OF_READINGS).await, [] as [u64; 0]);
    }
}
