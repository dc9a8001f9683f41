//! Visits in either database: whole with their event, once, and never changed.

use jalon::{
    domain::{
        AuditEvent, CurrentAnswer, Finding, LayerKind, Observation, Position, Record,
        RecordedVisit, Reply, Ruling, SettlementId, Visit, VisitId, VisitMethod,
    },
    store::{Appended, Clash, Error, Missing},
};
use time::{OffsetDateTime, macros::datetime};
use uuid::Uuid;

use super::{
    facts::{import, settlement, territory},
    home::{Home, Kind, on_both},
};

const NOON: OffsetDateTime = datetime!(2026-03-10 12:00 UTC);

fn event(action: &str) -> AuditEvent {
    AuditEvent {
        at: NOON,
        actor: "test".to_owned(),
        action: action.to_owned(),
        subject: "visits".to_owned(),
        detail: serde_json::json!({}),
    }
}

fn ruling(reason: Option<&str>) -> Ruling {
    Ruling {
        at: NOON,
        by: "lead".to_owned(),
        reason: reason.map(str::to_owned),
    }
}

fn visit(
    number: u128,
    settlement: SettlementId,
    at: OffsetDateTime,
    replies: &[(&str, Option<Reply>)],
) -> RecordedVisit {
    let observations = replies.iter().map(|(question, reply)| Observation {
        question: (*question).to_owned(),
        reply: *reply,
        note: None,
    });
    let observations: Vec<_> = observations.collect();
    RecordedVisit {
        visit: Visit {
            id: VisitId(Uuid::from_u128(number)),
            settlement,
            at,
            by: "agent-07".to_owned(),
            team: None,
            method: VisitMethod::OnSite,
            note: Some("é".to_owned()),
            position: None,
            outline: None,
            finding: if observations.is_empty() {
                Finding::NothingChanged
            } else {
                Finding::Answers(observations)
            },
        },
        validated: Some(ruling(None)),
        withdrawn: None,
    }
}

async fn answers(home: &Home) -> Vec<(String, Reply, OffsetDateTime)> {
    let all = home.store.current_answers(&territory(), 0).await.unwrap();
    let told = |one: CurrentAnswer| (one.question, one.reply, one.at);
    all.into_iter().map(told).collect()
}

/// The one settlement that was imported.
async fn imported_site(home: &Home) -> SettlementId {
    let record = settlement("S1");
    import(
        &home.store,
        LayerKind::Settlements,
        std::slice::from_ref(&record),
    )
    .await;
    match record {
        Record::Settlement(settlement) => settlement.id,
        _ => unreachable!("a settlement is one"),
    }
}

on_both! {
    async fn the_latest_known_answer_stands_and_nothing_changed_dates_it_again(home: &Home) {
        let site = imported_site(home).await;
        let day = |day: u8| NOON.replace_day(day).unwrap();
        let visits = [
            visit(1, site, day(1), &[("litres_pd", Some(Reply::Number(7.5))), ("pests", Some(Reply::Yes))]),
            visit(2, site, day(2), &[("litres_pd", Some(Reply::Number(12.0))), ("pests", None)]),
            visit(3, site, day(3), &[]),
            visit(4, site, day(4), &[("pests", Some(Reply::No))]),
        ];
        let appended = home.store.append_visits(&territory(), &visits, &event("visit")).await;
        assert_eq!(appended.unwrap(), Appended { new: 4, known: 0 });

        let litres = |at| ("litres_pd".to_owned(), Reply::Number(12.0), at);
        let pests = |reply, at| ("pests".to_owned(), reply, at);
        assert_eq!(answers(home).await, [litres(day(3)), pests(Reply::No, day(4))]);

        let why = ruling(Some("another site"));
        let key = VisitId(Uuid::from_u128(4));
        let withdrawn = home.store.withdraw_visit(&territory(), key, (&why, &event("withdraw"))).await;
        withdrawn.unwrap();
        assert_eq!(answers(home).await, [litres(day(3)), pests(Reply::Yes, day(3))]);
    }

    async fn visits_are_read_as_they_were_given_and_stored_once(home: &Home) {
        let site = imported_site(home).await;
        let given = visit(1, site, NOON, &[("pests", None), ("water_m", Some(Reply::Number(0.1)))]);
        let mut other = given.clone();
        other.visit.by.push('0');
        let append = async |one: &RecordedVisit| {
            let one = std::slice::from_ref(one);
            home.store.append_visits(&territory(), one, &event("visit")).await
        };

        append(&given).await.unwrap();
        let change = home.store.last_change(&territory()).await.unwrap();
        let again = append(&given).await.unwrap();
        let refused = append(&other).await.unwrap_err();

        assert_eq!(again, Appended { new: 0, known: 1 });
        assert!(matches!(refused, Error::Conflict { clash: Clash::VisitTwice, .. }), "{refused:?}");
        assert_eq!(home.store.last_change(&territory()).await.unwrap(), change);
        assert_eq!(home.store.visit(&territory(), given.visit.id).await.unwrap(), given);
        let listed = home.store.visits_of(&territory(), site, (None, 10)).await.unwrap();
        assert_eq!(listed, [given]);
    }

    async fn a_visit_to_nowhere_and_a_ruling_on_none_are_refused_and_leave_nothing(home: &Home) {
        let nowhere = SettlementId(Uuid::from_u128(99));
        let lost = [visit(1, nowhere, NOON, &[])];
        let before = home.store.last_change(&territory()).await.unwrap();

        let refused = home.store.append_visits(&territory(), &lost, &event("visit")).await;
        let refused = refused.unwrap_err();
        let (none, why) = (VisitId(Uuid::from_u128(1)), ruling(None));
        let unruled = home.store.validate_visit(&territory(), none, (&why, &event("validate"))).await;
        let unruled = unruled.unwrap_err();

        let missing = |error: Error| match error {
            Error::NotFound { missing } => missing,
            other => panic!("{other:?}"),
        };
        assert_eq!(missing(refused), Missing::VisitedSettlement);
        assert_eq!(missing(unruled), Missing::Visit { id: none.0 });
        assert_eq!(home.store.last_change(&territory()).await.unwrap(), before);
    }

    async fn where_the_visitor_was_comes_back_as_it_went_in_and_is_part_of_the_visit(home: &Home) {
        let site = imported_site(home).await;
        let here = Position { lon: 1.412_345_6, lat: 43.6, accuracy_m: 8.5 };
        let mut given = visit(1, site, NOON, &[("pests", None)]);
        given.visit.position = Some(here);
        let elsewhere = {
            let mut moved = given.clone();
            moved.visit.position = None;
            moved
        };
        let append = async |one| {
            home.store.append_visits(&territory(), &[one], &event("visit")).await
        };

        append(given.clone()).await.unwrap();

        let stored = home.store.visit(&territory(), given.visit.id).await.unwrap();
        assert_eq!(stored.visit.position, Some(here));
        assert_eq!(append(given).await.unwrap(), Appended { new: 0, known: 1 });
        assert!(append(elsewhere).await.is_err(), "another visit under the same id");
    }

    async fn the_database_refuses_to_change_or_delete_a_visit(home: &Home) {
        let site = imported_site(home).await;
        let given = [visit(1, site, NOON, &[("pests", None)])];
        home.store.append_visits(&territory(), &given, &event("visit")).await.unwrap();

        for forbidden in [
            "update visit set note = 'x'",
            "update visit set accuracy_m = 1.0",
            "delete from visit",
            "update observation set reply = 'no'",
            "delete from observation",
            "update visit_ruling set ruled_by = 'x'",
            "delete from visit_ruling",
        ] {
            assert!(home.run(forbidden).await.is_err(), "{forbidden}");
        }
    }
}
