//! How far a PostgreSQL server may be.

use std::time::Duration;

use jalon::store::Store;
use sqlx::postgres::PgConnectOptions;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    time::sleep,
};

use super::{facts::territory, home::fresh_on_server};

/// A road to a server on which everybody who sets out stands still for a while; tells its port.
async fn slow_road(to: (String, u16), pause: Duration) -> u16 {
    let road = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = road.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut from, _)) = road.accept().await {
            let to = to.clone();
            tokio::spawn(async move {
                sleep(pause).await;
                let mut server = TcpStream::connect(to).await.unwrap();
                // Either side may hang up.
                let _ = copy_bidirectional(&mut from, &mut server).await;
            });
        }
    });
    port
}

#[tokio::test]
async fn a_server_that_takes_a_second_to_be_reached_is_waited_for_at_the_start() {
    let Some(url) = fresh_on_server().await else {
        return;
    };
    let there: PgConnectOptions = url.parse().unwrap();
    let to = (there.get_host().to_owned(), there.get_port());
    let port = slow_road(to.clone(), Duration::from_secs(1)).await;
    let by_road = url.replacen(&format!(":{}/", to.1), &format!(":{port}/"), 1);
    assert_ne!(by_road, url);

    let store = Store::open(&by_road).await.unwrap();

    let layers = store.current_layers(&territory()).await.unwrap();
    assert!(layers.is_empty());
}
