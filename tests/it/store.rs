//! What the store promises, on SQLite and on PostgreSQL alike.
//!
//! The PostgreSQL half needs the address of a server in `JALON_TEST_POSTGRES_URL`
//! (`scripts/postgres run -- cargo test`); each test makes a database of its own there.

mod casework;
mod chain;
mod distance;
pub(crate) mod facts;
pub(crate) mod home;
mod visits;

use std::{
    collections::{BTreeSet, HashSet},
    time::Instant,
};

use jalon::{
    domain::{
        Assessment, LandmarkKind, LayerKind, LayerVersion, LayerVersionId, Peril, Record,
        ScoringRun, Settlement, Territory,
    },
    store::{Clash, EditOutcome, Error, Missing, SettlementEdit, Store},
};
use uuid::Uuid;

use facts::{
    assessment, event, every_sort_of_record, import, new_version, settlement, territory, zone,
    zones,
};
use home::{Home, Kind, on_both};

const FLOOD: LayerKind = LayerKind::Zones(Peril::Flood);

/// All records of a layer version, read in small pages.
async fn records_of(store: &Store, layer: &LayerVersion) -> Vec<Record> {
    let (mut found, mut last) = (Vec::new(), 0);
    loop {
        let page = store.records_page(layer, last, 7).await.unwrap();
        let Some((seq, _)) = page.last() else {
            return found;
        };
        last = *seq;
        found.extend(page.into_iter().map(|(_, record)| record));
    }
}

/// A run of scoring that came to these.
fn run(assessments: &[Assessment]) -> ScoringRun {
    assessments.to_vec().into()
}

async fn audited(store: &Store) -> Vec<u64> {
    let events = store.audit_events(&territory(), 0, 1_000).await.unwrap();
    events.into_iter().map(|(seq, _)| seq).collect()
}

/// Who waits for somebody else's lock.
const WAITING: &str = "
    select query from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'";

on_both! {
    async fn every_sort_of_record_comes_back_as_it_was(home: &Home) {
        for (kind, records) in every_sort_of_record() {
            let layer = import(&home.store, kind, &records).await;

            assert_eq!(records_of(&home.store, &layer).await, records, "{kind}");
        }
    }

    async fn a_layer_version_comes_back_as_it_was(home: &Home) {
        let layer = import(&home.store, FLOOD, &zones(3)).await;
        let trains = LayerKind::Landmarks(LandmarkKind::Railway);
        let empty = import(&home.store, trains, &[]).await;

        assert_eq!((layer.version, layer.records), (1, 3));
        assert_eq!(
            home.store.layer_versions(&territory(), FLOOD, 9).await.unwrap(),
            vec![layer.clone()]
        );
        assert_eq!(
            home.store.current_layers(&territory()).await.unwrap(),
            vec![layer, empty]
        );
    }

    async fn a_new_version_keeps_the_old_one_with_its_records(home: &Home) {
        let first = import(&home.store, FLOOD, &zones(3)).await;
        let second = import(&home.store, FLOOD, &zones(5)).await;

        assert_eq!((first.version, second.version), (1, 2));
        assert_eq!(
            home.store.current_layers(&territory()).await.unwrap(),
            vec![second.clone()]
        );
        assert_eq!(
            home.store.layer_versions(&territory(), FLOOD, 9).await.unwrap(),
            vec![second.clone(), first.clone()]
        );
        assert_eq!(records_of(&home.store, &first).await, zones(3));
        assert_eq!(records_of(&home.store, &second).await, zones(5));
    }

    async fn a_dropped_import_leaves_nothing_behind(home: &Home) {
        let old = import(&home.store, LayerKind::Settlements, &[settlement("S1")]).await;
        let mut import_to_drop = home.store
            .begin_import(&territory(), LayerKind::Settlements)
            .await
            .unwrap();
        import_to_drop.append(&[settlement("S1b"), settlement("S2")]).await.unwrap();
        assert_eq!(import_to_drop.version(), 2);

        drop(import_to_drop);

        let layers = home.store.current_layers(&territory()).await.unwrap();
        assert_eq!(layers, vec![old]);
        assert_eq!(audited(&home.store).await, [1]);
        let ids = home.store.settlement_ids(&territory()).await.unwrap();
        assert_eq!(ids.into_keys().collect::<Vec<_>>(), ["S1"]);
        let next = import(&home.store, LayerKind::Settlements, &[settlement("S2")]).await;
        assert_eq!(next.version, 2);
    }

    async fn an_import_that_failed_half_way_cannot_be_committed(home: &Home) {
        let mut failing = home.store.begin_import(&territory(), FLOOD).await.unwrap();
        failing.append(&zones(60)).await.unwrap();
        let stray = settlement("S1");

        let failed = failing.append(&[zone(1), stray]).await.unwrap_err();
        let more = failing.append(&zones(1)).await.unwrap_err();
        let done = failing.commit(new_version(FLOOD), &event()).await.unwrap_err();

        assert!(matches!(failed, Error::OtherLayer { seq: 62, .. }), "{failed}");
        for error in [more, done] {
            assert!(matches!(error, Error::Conflict { clash: Clash::ImportSpoiled, .. }));
        }
        assert_eq!(home.store.current_layers(&territory()).await.unwrap(), vec![]);
    }

    async fn a_zone_of_another_peril_is_not_of_the_layer(home: &Home) {
        let wildfire = LayerKind::Zones(Peril::Wildfire);
        let mut import = home.store.begin_import(&territory(), wildfire).await.unwrap();

        let refused = import.append(&[zone(1)]).await.unwrap_err();

        assert!(matches!(refused, Error::OtherLayer { seq: 1, .. }), "{refused}");
    }

    async fn one_reads_the_old_version_while_an_import_is_under_way(home: &Home) {
        let old = import(&home.store, FLOOD, &zones(3)).await;
        let mut running = home.store.begin_import(&territory(), FLOOD).await.unwrap();
        running.append(&zones(100)).await.unwrap();

        let seen = home.store.current_layers(&territory()).await.unwrap();
        let other_process = Store::open(&home.url).await.unwrap();

        assert_eq!(seen, vec![old.clone()]);
        assert_eq!(records_of(&other_process, &old).await, zones(3));
        running.commit(new_version(FLOOD), &event()).await.unwrap();
        let seen = other_process.current_layers(&territory()).await.unwrap();
        assert_eq!(seen[0].version, 2);
    }

    async fn imports_of_one_layer_wait_for_each_other(home: &Home) {
        let other_process = Store::open(&home.url).await.unwrap();
        let stores = [&home.store, &other_process, &home.store, &other_process].map(Store::clone);

        // Spawned, as a server does with its requests.
        let running = stores.map(|store| {
            tokio::spawn(async move { import(&store, FLOOD, &zones(120)).await })
        });
        let layers: Vec<_> = futures::future::join_all(running)
            .await
            .into_iter()
            .map(Result::unwrap)
            .collect();

        let versions: BTreeSet<_> = layers.iter().map(|layer| layer.version).collect();
        assert_eq!(versions, BTreeSet::from([1, 2, 3, 4]));
        for layer in &layers {
            assert_eq!(records_of(&other_process, layer).await.len(), 120);
        }
        assert_eq!(audited(&home.store).await, [1, 2, 3, 4]);
    }

    async fn a_settlement_added_while_an_import_brings_it_fails_no_import(home: &Home) {
        let layer = import(&home.store, LayerKind::Settlements, &[settlement("S1")]).await;
        let mut running = home.store
            .begin_import(&territory(), LayerKind::Settlements)
            .await
            .unwrap();
        let Record::Settlement(new) = settlement("S2") else { unreachable!() };
        running.append(&[Record::Settlement(new.clone())]).await.unwrap();
        let store = home.store.clone();
        let edit = SettlementEdit { layer: layer.id, settlement: new, outcome: EditOutcome::Stands };

        let adding = tokio::spawn(async move {
            store.edit_settlement(&territory(), (&edit, &event()), 1).await
        });
        // It holds what it takes first, and waits for the rest.
        while home.kind == Kind::Postgres && home.texts(WAITING).await.is_empty() {
            tokio::task::yield_now().await;
        }
        running.commit(new_version(LayerKind::Settlements), &event()).await.unwrap();

        let added = adding.await.unwrap();
        let is_decided_anew = matches!(
            added,
            Err(Error::Conflict { clash: Clash::ChangedMeanwhile, .. })
        );
        assert!(is_decided_anew, "{added:?}");
    }

    async fn a_settlement_code_keeps_its_id_over_imports(home: &Home) {
        let Record::Settlement(known) = settlement("S1") else { unreachable!() };
        import(&home.store, LayerKind::Settlements, &[Record::Settlement(known.clone())]).await;
        import(&home.store, LayerKind::Settlements, &[settlement("S2")]).await;

        let mut third = home.store
            .begin_import(&territory(), LayerKind::Settlements)
            .await
            .unwrap();
        let ids_inside = third.settlement_ids().await.unwrap();
        let moved = Settlement { name: "Moved".into(), ..known.clone() };
        third.append(&[Record::Settlement(moved)]).await.unwrap();
        third.commit(new_version(LayerKind::Settlements), &event()).await.unwrap();

        let ids = home.store.settlement_ids(&territory()).await.unwrap();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids["S1"], known.id);
        assert_eq!(ids, ids_inside);
    }

    async fn a_known_code_with_a_new_id_is_refused(home: &Home) {
        import(&home.store, LayerKind::Settlements, &[settlement("S1")]).await;
        let mut second = home.store
            .begin_import(&territory(), LayerKind::Settlements)
            .await
            .unwrap();

        let refused = second.append(&[settlement("S1")]).await.unwrap_err();

        assert!(matches!(refused, Error::Conflict { clash: Clash::CodeOfAnother, .. }), "{refused:?}");
    }

    async fn a_code_twice_in_one_layer_is_refused(home: &Home) {
        let first = settlement("S1");
        let mut import = home.store
            .begin_import(&territory(), LayerKind::Settlements)
            .await
            .unwrap();

        let refused = import.append(&[first.clone(), first]).await.unwrap_err();

        assert!(matches!(refused, Error::Conflict { clash: Clash::SettlementTwice, .. }), "{refused:?}");
    }

    async fn pages_leave_out_no_record_and_repeat_none(home: &Home) {
        let mut long = home.store.begin_import(&territory(), FLOOD).await.unwrap();
        for batch in zones(173).chunks(40) {
            long.append(batch).await.unwrap();
        }
        let layer = long.commit(new_version(FLOOD), &event()).await.unwrap();

        let (mut seen, mut last) = (Vec::new(), 0);
        while let Some(&(seq, _)) = home.store.records_page(&layer, last, 10).await.unwrap().last() {
            seen.extend(last + 1..=seq);
            last = seq;
        }
        let middle = home.store.records_page(&layer, 60, 3).await.unwrap();

        assert_eq!(seen, (1..=173).collect::<Vec<_>>());
        assert_eq!(middle.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [61, 62, 63]);
        assert_eq!(middle[0].1, zone(61));
    }

    async fn a_version_that_is_not_there_is_not_found(home: &Home) {
        let layer = import(&home.store, FLOOD, &zones(3)).await;
        let unknown = LayerVersion { id: LayerVersionId(Uuid::from_u128(7)), ..layer };

        let missing = home.store.records_page(&unknown, 0, 10).await.unwrap_err();

        let due = Missing::LayerVersion { layer: FLOOD, version: 1 };
        assert!(matches!(missing, Error::NotFound { missing } if missing == due), "{missing:?}");
    }

    async fn territories_do_not_see_each_other(home: &Home) {
        import(&home.store, FLOOD, &zones(3)).await;
        import(&home.store, LayerKind::Settlements, &[settlement("S1")]).await;
        let elsewhere = Territory::try_from("elsewhere".to_owned()).unwrap();

        let first = home.store.begin_import(&elsewhere, FLOOD).await.unwrap();

        assert_eq!(first.version(), 1);
        drop(first);
        assert_eq!(home.store.current_layers(&elsewhere).await.unwrap(), vec![]);
        assert!(home.store.settlement_ids(&elsewhere).await.unwrap().is_empty());
        assert!(home.store.audit_events(&elsewhere, 0, 9).await.unwrap().is_empty());
    }

    async fn any_text_comes_back_but_for_nul(home: &Home) {
        let texts = ["", "Haut-Pré – l’île 🏚", "\u{202E}rtl\u{7}", "'; drop table layer_version; --"];
        let mut records: Vec<_> = (1..).zip(texts).map(|(n, text)| facts::zone_of_class(n, text)).collect();
        records.push(facts::zone_of_class(9, "a\0b"));

        let layer = import(&home.store, FLOOD, &records).await;

        records.pop();
        records.push(facts::zone_of_class(9, "ab"));
        assert_eq!(records_of(&home.store, &layer).await, records);
    }

    async fn the_newest_assessment_of_each_settlement_is_the_one_appended_last(home: &Home) {
        let (one, two) = (settlement("S1"), settlement("S2"));
        import(&home.store, LayerKind::Settlements, &[one.clone(), two.clone()]).await;
        // The clock of whoever scored may go backwards: what counts is what came last.
        let old = [assessment(&one, 40.0, 2_000), assessment(&two, 60.0, 2_000)];
        let new = [assessment(&one, 41.5, 1_000)];

        home.store.append_assessments(&territory(), &run(&old), &event()).await.unwrap();
        home.store.append_assessments(&territory(), &run(&new), &event()).await.unwrap();

        let latest = home.store.latest_assessments(&territory(), 0).await.unwrap();
        assert_eq!(latest.len(), 2);
        assert!(latest.contains(&new[0]) && latest.contains(&old[1]));
        assert_eq!(
            home.store.assessments_of(&territory(), old[0].settlement, 9).await.unwrap(),
            vec![new[0].clone(), old[0].clone()]
        );
        assert_eq!(audited(&home.store).await, [1, 2, 3]);
    }

    async fn an_assessment_of_an_unknown_settlement_is_refused_with_its_event(home: &Home) {
        let stray = assessment(&settlement("S1"), 40.0, 1_000);

        let refused = home.store
            .append_assessments(&territory(), &run(&[stray]), &event())
            .await
            .unwrap_err();

        let due = Missing::AssessedSettlement;
        assert!(matches!(refused, Error::NotFound { missing } if missing == due), "{refused:?}");
        assert!(audited(&home.store).await.is_empty());
    }

    async fn an_assessment_is_not_stored_twice(home: &Home) {
        let site = settlement("S1");
        import(&home.store, LayerKind::Settlements, std::slice::from_ref(&site)).await;
        let score = [assessment(&site, 40.0, 1_000)];
        home.store.append_assessments(&territory(), &run(&score), &event()).await.unwrap();

        let refused = home.store
            .append_assessments(&territory(), &run(&score), &event())
            .await
            .unwrap_err();

        assert!(matches!(refused, Error::Conflict { clash: Clash::AssessmentTwice, .. }), "{refused:?}");
    }

    async fn the_database_itself_refuses_to_change_what_is_only_appended(home: &Home) {
        let site = settlement("S1");
        import(&home.store, LayerKind::Settlements, std::slice::from_ref(&site)).await;
        let score = assessment(&site, 40.0, 1_000);
        home.store.append_assessments(&territory(), &run(&[score]), &event()).await.unwrap();

        for change in [
            "update assessment set score_value = 1.0",
            "delete from assessment",
            "update audit_event set actor = 'somebody else'",
            "delete from audit_event",
        ] {
            let refused = home.run(change).await.unwrap_err().to_string();
            assert!(refused.contains("only appended"), "{change}: {refused}");
        }
        // SQLite has no truncate.
        if home.kind == Kind::Postgres {
            assert!(home.run("truncate assessment").await.is_err());
        }
    }

    async fn changes_are_numbered_without_gaps_whoever_makes_them(home: &Home) {
        let other_process = Store::open(&home.url).await.unwrap();
        let site = settlement("S1");
        import(&home.store, LayerKind::Settlements, std::slice::from_ref(&site)).await;

        let scores: Vec<_> = (0..20).map(|n| [assessment(&site, 40.0, n)]).collect();
        let here = territory();
        let appended = scores.iter().enumerate().map(|(n, score)| {
            let store = if n % 2 == 0 { &home.store } else { &other_process };
            let here = &here;
            async move { store.append_assessments(here, &run(score), &event()).await }
        });
        for done in futures::future::join_all(appended).await {
            done.unwrap();
        }

        assert_eq!(audited(&home.store).await, (1..=21).collect::<Vec<_>>());
        let tail = home.store.audit_events(&territory(), 19, 1).await.unwrap();
        assert_eq!(tail, vec![(20, event())]);
    }

    async fn a_damaged_shape_is_an_error_and_nothing_worse(home: &Home) {
        let layer = import(&home.store, FLOOD, &zones(2)).await;
        let cut = match home.kind {
            Kind::Sqlite => "update hazard_zone set shape = x'0106000000ffffffff' where seq = 2",
            Kind::Postgres => r"update hazard_zone set shape = '\x0106000000ffffffff' where seq = 2",
        };
        home.run(cut).await.unwrap();

        let error = home.store.records_page(&layer, 0, 9).await.unwrap_err();

        assert!(matches!(error, Error::Damaged { column: "shape", .. }), "{error:?}");
    }

    async fn a_database_of_a_later_program_is_refused(home: &Home) {
        import(&home.store, FLOOD, &zones(2)).await;
        home.run(
            "insert into jalon_migration (version, description, success, checksum, execution_time)
             select 9999, 'later', success, checksum, 0 from jalon_migration where version = 1",
        )
        .await
        .unwrap();

        let refused = Store::open(&home.url).await.unwrap_err();

        assert!(matches!(refused, Error::NewerSchema { found: 9999, .. }), "{refused:?}");
        assert!(refused.to_string().contains("9999"));
    }

    async fn several_may_open_a_new_database_at_once(home: &Home) {
        let url = home.another().await;

        let opened = futures::future::join_all((0..4).map(|_| Store::open(&url))).await;

        for store in opened {
            store.unwrap().ping().await.unwrap();
        }
    }

    async fn a_killed_import_leaves_the_old_layer(home: &Home) {
        let old = import(&home.store, FLOOD, &zones(3)).await;

        let (killed, begun) = home.kill_in_mid_import();

        assert_eq!((killed.signal, begun), (Some(9), 2));
        let store = Store::open(&home.url).await.unwrap();
        assert_eq!(store.current_layers(&territory()).await.unwrap(), vec![old]);
        assert_eq!(import(&store, FLOOD, &zones(1)).await.version, 2);
    }

    async fn twenty_thousand_zones_come_back_as_many(home: &Home) {
        let all = zones(20_000);
        let start = Instant::now();

        let layer = import(&home.store, FLOOD, &all).await;
        let written = start.elapsed();
        let start = Instant::now();
        let mut read = HashSet::new();
        for page in 0..10 {
            let page = home.store.records_page(&layer, page * 2_000, 2_000).await.unwrap();
            read.extend(page.into_iter().map(|(seq, _)| seq));
        }
        let rate = |seconds: f64| 20_000.0 / seconds;

        assert_eq!(read.len(), 20_000);
        println!(
            "{:?}: {:.0} zones/s written, {:.0} zones/s read",
            home.kind,
            rate(written.as_secs_f64()),
            rate(start.elapsed().as_secs_f64()),
        );
    }
}

/// Not a test of its own: the process that `a_killed_import_leaves_the_old_layer` kills.
#[tokio::test]
async fn import_until_killed() {
    let Ok(url) = std::env::var(home::CHILD_URL) else {
        return;
    };
    let store = Store::open(&url).await.unwrap();
    let mut import = store.begin_import(&territory(), FLOOD).await.unwrap();
    import.append(&zones(5_000)).await.unwrap();

    println!("{}{}", home::CHILD_READY, import.version());
    // Waits to be killed, or for the end of whoever started it.
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    let (Some(lite), Some(server)) = (
        Home::new(Kind::Sqlite).await,
        Home::new(Kind::Postgres).await,
    ) else {
        return;
    };

    let of_sqlite = lite
        .texts(
            "select tables.name || '.' || columns.name from sqlite_schema as tables
             join pragma_table_info(tables.name) as columns
             where tables.type = 'table'",
        )
        .await;
    let of_postgres = server
        .texts(
            "select table_name || '.' || column_name from information_schema.columns
             where table_schema = 'public'",
        )
        .await;

    assert!(of_sqlite.contains("hazard_zone.shape"));
    assert_eq!(of_sqlite, of_postgres);
    server.leave().await;
}

#[test]
fn both_databases_take_the_same_steps() {
    let steps = |folder: &str| -> BTreeSet<_> {
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect()
    };

    assert_eq!(steps("migrations/sqlite"), steps("migrations/postgres"));
}

#[tokio::test]
async fn a_file_of_another_program_is_refused_and_left_as_it_was() {
    let home = Home::new(Kind::Sqlite).await.unwrap();
    let file = home.folder().join("survey.gpkg");
    let url = format!("sqlite://{}", file.display());
    home::run_on_sqlite(&file, "create table gpkg_contents (table_name text)").await;
    let before = std::fs::read(&file).unwrap();

    let refused = Store::open(&url).await.unwrap_err();

    assert!(matches!(refused, Error::Foreign { .. }), "{refused:?}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_damaged() {
    let home = Home::new(Kind::Sqlite).await.unwrap();
    let file = home.folder().join("notes.db");
    std::fs::write(&file, "Rive gauche, 12 caravanes. ".repeat(400)).unwrap();

    let refused = Store::open(&format!("sqlite://{}", file.display()))
        .await
        .unwrap_err();

    assert!(matches!(refused, Error::DamagedFile { .. }), "{refused:?}");
}

#[tokio::test]
async fn an_address_that_names_no_database_is_refused() {
    for address in [
        "",
        "jalon.db",
        "mysql://u@h/d",
        "sqlite://",
        "sqlite::memory:",
        "sqlite:///tmp/a.db?mode=ro",
    ] {
        let refused = Store::open(address).await.unwrap_err();
        assert!(matches!(refused, Error::Address), "{address}: {refused:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable_and_its_password_stays_secret() {
    let refused = Store::open("postgres://jalon:s3cret@127.0.0.1:1/jalon")
        .await
        .unwrap_err();

    assert!(matches!(refused, Error::Unavailable { .. }), "{refused:?}");
    assert!(!format!("{refused} {refused:?}").contains("s3cret"));
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let home = Home::new(Kind::Sqlite).await.unwrap();
    let file = home.folder().join("file");
    std::fs::write(&file, "").unwrap();

    let url = format!("sqlite://{}/jalon.db", file.display());
    let refused = Store::open(&url).await.unwrap_err();

    assert!(matches!(refused, Error::File { .. }), "{refused:?}");
    assert!(refused.to_string().contains("file/jalon.db"), "{refused}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_database_and_its_folder_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new(Kind::Sqlite).await.unwrap();
    let folder = home.folder().join("new");
    let file = folder.join("jalon.db");

    let store = Store::open(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();

    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.clone()), 0o700);
    assert_eq!(mode(file), 0o600);
    assert_eq!(mode(folder.join("jalon.db-wal")), 0o600);
    drop(store);
}

#[tokio::test]
async fn only_so_many_wait_for_the_one_who_writes_and_others_are_told_at_once() {
    let home = Home::new(Kind::Sqlite).await.unwrap();
    let (territory, change) = (territory(), event());
    let writing = home.store.desk(&territory, &change).await.unwrap();
    let begun = Instant::now();
    let mut all: Vec<_> = (0..70)
        .map(|_| Box::pin(home.store.desk(&territory, &change)))
        .collect();

    let mut refused = 0;
    for waiting in &mut all {
        match futures::poll!(waiting) {
            std::task::Poll::Ready(Err(Error::Busy { .. })) => refused += 1,
            std::task::Poll::Ready(other) => panic!("{:?}", other.err()),
            std::task::Poll::Pending => {}
        }
    }
    let told_after = begun.elapsed();
    drop(all);
    drop(writing);
    let next = home.store.desk(&territory, &change).await;

    assert_eq!(refused, 6);
    assert!(told_after.as_secs() < 5, "{told_after:?}");
    next.unwrap();
    home.leave().await;
}
