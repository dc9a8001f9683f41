//! Clients that keep the server waiting: heads that never end, bodies that drip, answers nobody takes.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{
    Plan,
    installation::Server,
    load::settled,
    tally::Tally,
    wire::{Times, Wire},
};

/// How long a head or a body may keep the server waiting before it must have ended the connection.
const HEAD_OR_BODY: Duration = Duration::from_secs(14);
/// And an answer that is not taken.
const ANSWER: Duration = Duration::from_secs(45);
/// What making answers that nobody takes may take, until nothing more of them fits on the way.
const ANSWERS_MADE: Duration = Duration::from_secs(3);
/// How long the others are asked after that; the last of the slow ones are cut off soon after.
const MEANWHILE: Duration = Duration::from_secs(7);
/// Those who ask as one should, meanwhile.
const OTHERS: usize = 20;
/// How much slower they may be answered, and what is no matter.
const SLOWER: u32 = 2;
const NO_MATTER: Duration = Duration::from_millis(100);

/// A way to keep a server waiting.
#[derive(Clone, Copy)]
enum Way {
    Head,
    Body,
    Answer,
}

/// Of thirty, one takes no answer: the answers are megabytes, and making them is work.
fn way(at: u32) -> Way {
    match at % 30 {
        29 => Way::Answer,
        at if at % 2 == 0 => Way::Head,
        _ => Way::Body,
    }
}

/// Slow clients beside others: each is cut off in time, and the others do not feel it.
pub(crate) fn clients(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("slow clients");
    let home = tempfile::tempdir().unwrap();
    let town = settled(plan, home.path());
    let (server, _) = town.serve().expect("the server starts");
    let slow = (plan.trials * 15).min(900);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (before, meanwhile, ended) = runtime.block_on(async {
        others(&server, Duration::from_secs(1)).await;
        let before = others(&server, Duration::from_secs(4)).await;
        let slow = (0..slow).map(|at| held(&server, way(at)));
        let slow = futures::future::join_all(slow);
        let meanwhile = async {
            tokio::time::sleep(ANSWERS_MADE).await;
            others(&server, MEANWHILE).await
        };
        let (ended, meanwhile) = tokio::join!(slow, meanwhile);
        (before, meanwhile, ended)
    });
    for ended in ended {
        match ended {
            Ok(time) => {
                tally.trials += 1;
                tally.refused += 1;
                tally.worst = tally.worst.max(time);
            }
            Err(why) => tally.lost(&why),
        }
    }
    let (before, meanwhile) = (before.p99(), meanwhile.p99());
    if meanwhile > (before * SLOWER).max(NO_MATTER) {
        tally.lost(&format!("others waited {meanwhile:?}, before {before:?}"));
    }
    tally.note = format!(
        "each was cut off; p99 of others {:.1} ms before, {:.1} ms meanwhile",
        before.as_secs_f64() * 1e3,
        meanwhile.as_secs_f64() * 1e3
    );
    tally
}

/// The times of clients that keep to the rules.
async fn others(server: &Server, lasts: Duration) -> Times {
    let end = Instant::now() + lasts;
    let client = async || {
        let mut times = Vec::new();
        let mut wire = Wire::to(server).await.unwrap();
        while Instant::now() < end {
            let begun = Instant::now();
            let reply = wire.ask(("GET", "/api/settlements/S7"), "").await.unwrap();
            assert_eq!(reply.status, 200);
            times.push(begun.elapsed());
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        times
    };
    let clients = futures::future::join_all((0..OTHERS).map(|_| client()));
    Times::of(clients.await.into_iter().flatten())
}

/// Keeps the server waiting in some way; tells how long it took until it had enough.
async fn held(server: &Server, way: Way) -> Result<Duration, String> {
    let mut wire = Wire::to(server).await.map_err(|error| error.to_string())?;
    let begun = Instant::now();
    let (most, what) = match way {
        Way::Head => (HEAD_OR_BODY, "a head"),
        Way::Body => (HEAD_OR_BODY, "a body"),
        Way::Answer => (ANSWER, "an answer"),
    };
    let holding = async {
        match way {
            Way::Head => {
                drip(
                    &mut wire,
                    "GET /api/status HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ",
                )
                .await;
            }
            Way::Body => {
                let head = "POST /api/registers/organisation HTTP/1.1\r\nhost: 127.0.0.1\r\n\
                    content-type: application/json\r\ncontent-length: 9000\r\n\r\n{";
                drip(&mut wire, head).await;
            }
            Way::Answer => take_nothing(&mut wire).await,
        }
    };
    let ended = tokio::time::timeout(most, holding).await;
    ended.map_err(|_| format!("{what} held a connection for {most:?}"))?;
    Ok(begun.elapsed())
}

/// Sends a beginning, and then a letter a second, until the other side has enough: it answers, or it ends
/// the connection.
async fn drip(wire: &mut Wire, beginning: &str) {
    let stream = wire.stream();
    let mut sent = stream.write_all(beginning.as_bytes()).await;
    let mut heard = [0; 512];
    while sent.is_ok() {
        let hearing = tokio::time::timeout(Duration::from_secs(1), stream.read(&mut heard));
        if hearing.await.is_ok() {
            return;
        }
        sent = stream.write_all(b" ").await;
    }
}

/// Asks for far more than fits on the way, and takes none of it.
async fn take_nothing(wire: &mut Wire) {
    let stream = wire.stream();
    let question = "GET /api/layers/flood/items?limit=4000 HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";
    let mut sent = stream.write_all(question.repeat(100).as_bytes()).await;
    // Each letter is refused once the other side has ended the connection.
    while sent.is_ok() {
        tokio::time::sleep(Duration::from_secs(1)).await;
        sent = stream.write_all(b" ").await;
    }
}
