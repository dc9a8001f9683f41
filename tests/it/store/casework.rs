//! Casework is only appended, whoever asks the database.

use jalon::{
    domain::{Code, LayerKind, NewOverride, Origin, Override, Record, SettlementId, VerdictKind},
    store::{Clash, Error, Wanted},
};
use time::macros::datetime;
use uuid::Uuid;

use super::{
    facts::{event, import, settlement, territory},
    home::{Home, Kind, on_both},
};

fn said(of: SettlementId) -> Override {
    let new = NewOverride {
        class: "D".to_owned(),
        reason: "a cracked wall".to_owned(),
        by: "duty officer".to_owned(),
        until: "2026-06-01".to_owned(),
    };
    let origin = Origin {
        id: Uuid::now_v7(),
        at: datetime!(2026-05-01 08:00 UTC),
        settlement: of,
    };
    Override::entered(&new, VerdictKind::Class, origin).unwrap()
}

const ALL: Wanted<'static> = Wanted {
    settlement: None,
    before: u64::MAX,
    limit: 10,
};

on_both! {
    async fn an_override_comes_back_as_it_was_and_cannot_be_changed_or_deleted(home: &Home) {
        let record = settlement("S1");
        let Record::Settlement(site) = &record else { panic!("a settlement") };
        import(&home.store, LayerKind::Settlements, std::slice::from_ref(&record)).await;
        let said = said(site.id);

        home.store.add_override(&territory(), &said, &event()).await.unwrap();

        let kept = home.store.overrides(&territory(), VerdictKind::Class, ALL).await.unwrap();
        assert_eq!((&kept[0].record, kept[0].settlement.as_str()), (&said, "S1"));
        for sql in ["update override_entry set reason = 'x'", "delete from override_entry"] {
            assert!(home.run(sql).await.is_err(), "{sql}");
        }
    }

    async fn an_override_of_an_unknown_settlement_leaves_no_event_behind(home: &Home) {
        let said = said(SettlementId(Uuid::now_v7()));

        let refused = home.store.add_override(&territory(), &said, &event()).await;

        assert!(matches!(refused, Err(Error::Conflict { clash: Clash::Unlinked, .. })), "{refused:?}");
        assert_eq!(home.store.last_change(&territory()).await.unwrap(), 0);
        assert_eq!(VerdictKind::Class.code(), "class");
    }

    async fn every_casework_table_but_teams_refuses_change(home: &Home) {
        let triggers = match home.kind {
            Kind::Sqlite => home.texts("select tbl_name from sqlite_schema where type = 'trigger'").await,
            Kind::Postgres => home.texts("select event_object_table::text from information_schema.triggers").await,
        };

        for table in ["override_entry", "override_lifting", "works_order", "works_ending", "incident"] {
            assert!(triggers.contains(table), "{table}: {triggers:?}");
        }
    }
}
