//! PostgreSQL with a hot standby that has each change before it is acknowledged: the first is killed under
//! those who write, the second takes its place.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::{Connection, Executor, PgConnection};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    runtime::Runtime,
};

use super::{
    Plan,
    installation::Installation,
    kills::{gone, moment, write_until_cut},
    postgres::{Postgres, healing, not_tried},
    tally::Tally,
};

/// How long a standby may take to follow.
const PATIENCE: Duration = Duration::from_secs(30);

/// The database that takes changes in is killed, its standby is promoted and found at the same address:
/// the server goes on without a restart, and has everything that was acknowledged.
pub(crate) fn takes_over(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("PostgreSQL fails over");
    let runtime = Runtime::new().unwrap();
    let mut acknowledged = 0;
    for trial in 0..plan.trials.div_ceil(50) {
        let Some(first) = Postgres::started() else {
            return not_tried(tally);
        };
        let second = first.standby();
        runtime.block_on(wait_for_it(&first.url()));
        let now = Arc::new(AtomicU16::new(first.port));
        let address = runtime.block_on(relay(now.clone()));
        let home = tempfile::tempdir().unwrap();
        let url = format!("postgres://jalon@{address}/postgres");
        let town = Installation::new(&plan.program, home.path().join("data")).on(&url);
        let (server, _) = town.serve().expect("the server starts");
        let noted = write_until_cut(&server, trial, || {
            std::thread::sleep(Duration::from_millis(300));
            std::thread::sleep(moment(&mut plan.random, Duration::from_millis(700)));
            first.kill();
        });
        acknowledged += noted.len();
        let begun = Instant::now();
        second.promote();
        now.store(second.port, Ordering::Relaxed);
        match healing(&server) {
            Ok(_) => tally.judged(gone(&server, &noted), begun.elapsed()),
            Err(why) => tally.lost(&why),
        }
    }
    tally.note =
        format!("{acknowledged} changes acknowledged; the time is from the word to promote on");
    tally
}

/// From now on nothing is acknowledged that the standby does not have on its disk.
async fn wait_for_it(url: &str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    for sql in [
        "alter system set synchronous_standby_names = '*'",
        "select pg_reload_conf()",
    ] {
        connection.execute(sql).await.unwrap();
    }
    let asked = "select count(*) from pg_stat_replication where sync_state = 'sync'";
    let begun = Instant::now();
    while sqlx::query_scalar::<_, i64>(asked)
        .fetch_one(&mut connection)
        .await
        .unwrap()
        == 0
    {
        assert!(begun.elapsed() < PATIENCE, "the standby does not follow");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// An address behind which the database is whose port is told, as a floating address of a cluster.
async fn relay(port: Arc<AtomicU16>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut asker, _)) = listener.accept().await {
            let port = port.load(Ordering::Relaxed);
            tokio::spawn(async move {
                // Where nobody listens the asker is hung up on, which is all there is to know.
                let mut database = TcpStream::connect(("127.0.0.1", port)).await?;
                copy_bidirectional(&mut asker, &mut database).await
            });
        }
    });
    address
}
