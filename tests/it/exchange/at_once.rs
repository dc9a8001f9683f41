//! The platform's spreadsheet and a list of settlements taken in at the same moment, with nothing there.

use std::{sync::Arc, time::Duration};

use jalon::{domain::LayerKind, store::Store};
use sqlx::{Connection, PgConnection, Row};

use super::{platform_file, take_in};
use crate::{
    store::facts::{event, new_version},
    support::TestTown,
};

/// How many of our connections wait for somebody else.
async fn waiting(server: &mut PgConnection) -> i64 {
    let sql = "select count(*) from pg_stat_activity \
        where datname = current_database() and wait_event_type = 'Lock'";
    let row = sqlx::query(sql).fetch_one(server).await.unwrap();
    row.get(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_settlements_and_the_platforms_sheet_wait_for_each_other_in_one_order() {
    let Some(town) = TestTown::empty_on_postgres().await else {
        return;
    };
    let town = Arc::new(town);
    let store = Store::open(town.database_url()).await.unwrap();
    let mut server = PgConnection::connect(town.database_url()).await.unwrap();
    let import = store
        .begin_import(town.jalon.territory(), LayerKind::Settlements)
        .await
        .unwrap();

    let other = town.clone();
    let taking =
        tokio::spawn(async move { take_in(&other, &platform_file(12, "Le moulin")).await });
    let patience = std::time::Instant::now();
    while waiting(&mut server).await == 0 {
        assert!(!taking.is_finished(), "nothing to wait for");
        assert!(patience.elapsed() < Duration::from_secs(20));
        tokio::task::yield_now().await;
    }
    let new = new_version(LayerKind::Settlements);
    import.commit(new, &event()).await.unwrap();

    let taken = taking.await.unwrap().unwrap();
    assert_eq!(taken.added, 1, "{:?}", taken.report);
    let layer = town.jalon.atlas();
    let layer = layer.layer(LayerKind::Settlements).unwrap();
    assert_eq!(
        layer.version.source,
        new_version(LayerKind::Settlements).source
    );
}
