//! Connections: taken in, counted, and ended on whoever keeps us waiting.
//!
//! Each connection is an open file and some memory. A client that sends its request letter by letter, or
//! does not take its answer, would hold them for as long as it likes; enough of such clients would shut
//! everybody else out.

mod patient;
mod steady;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::ConnectInfo,
    http::{Request, Response},
};
use hyper::{
    body::Incoming,
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};

use patient::{Answering, Patient, Stage};
use steady::Steady;
pub(super) use steady::TooSlow;

/// Connections at once, where the system lets us open as many files.
const MOST: usize = 4_096;
/// Files that are open beside connections: the database, its log, what is being imported.
const OTHER_FILES: usize = 256;
/// Those who find no place are told so by so many at once; others are hung up on.
const TOLD_AT_ONCE: usize = 256;
/// How long whoever has an answer may wait before the next question.
const IDLE: Duration = Duration::from_mins(1);
/// The longest head of a request: an address of 64 kB, and room for its headers.
const HEAD_BYTES: usize = 80 * 1024;
/// How long is waited where the system has no room for another connection.
const NO_ROOM: Duration = Duration::from_millis(100);
/// How long whoever is turned away may take to hear it.
const TURNED_AWAY: Duration = Duration::from_secs(1);

/// Answers whoever connects until the end is asked for; then lets requests under way finish.
pub(super) async fn serve(socket: TcpListener, app: Router, end: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(places()));
    let told = Arc::new(Semaphore::new(TOLD_AT_ONCE));
    let (ending, ended) = watch::channel(false);
    let app = TowerToHyperService::new(app);
    let mut end = std::pin::pin!(end);
    loop {
        let (stream, from) = tokio::select! {
            connected = connected(&socket) => connected,
            () = &mut end => break,
        };
        if let Ok(place) = places.clone().try_acquire_owned() {
            let answering = answer(stream, (app.clone(), from), ended.clone());
            tokio::spawn(async move {
                answering.await;
                drop(place);
            });
        } else if let Ok(turn) = told.clone().try_acquire_owned() {
            tokio::spawn(async move {
                turn_away(stream).await;
                drop(turn);
            });
        }
    }
    drop((socket, ended));
    ending.send_replace(true);
    ending.closed().await;
}

/// The next who connects. Whoever was gone before we looked is nobody.
async fn connected(socket: &TcpListener) -> (TcpStream, SocketAddr) {
    use std::io::ErrorKind as Kind;
    loop {
        match socket.accept().await {
            Ok(connected) => return connected,
            Err(error)
                if matches!(
                    error.kind(),
                    Kind::ConnectionRefused | Kind::ConnectionAborted | Kind::ConnectionReset
                ) => {}
            Err(error) => {
                tracing::error!(?error, "nobody can connect; trying again");
                tokio::time::sleep(NO_ROOM).await;
            }
        }
    }
}

/// Answers one connection until it ends, or, after the word, until the request under way is answered.
async fn answer(
    stream: TcpStream,
    (app, from): (TowerToHyperService<Router>, SocketAddr),
    mut ended: watch::Receiver<bool>,
) {
    // An answer goes out at once, also where it does not fill a packet.
    stream.set_nodelay(true).ok();
    let stage = Arc::new(Stage::default());
    let seen = stage.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        let stage = stage.clone();
        stage.begin();
        let (mut head, body) = request.into_parts();
        let body = Steady::new(body);
        head.extensions.insert(ConnectInfo(from));
        head.extensions.insert(body.too_slow());
        let answer = app.call(Request::from_parts(head, body));
        async move {
            let answer: Response<axum::body::Body> = answer.await?;
            Ok::<_, std::convert::Infallible>(answer.map(|body| Answering::new(body, stage)))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(IDLE)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Patient::new(stream, seen)), service);
    let mut connection = std::pin::pin!(connection);
    // The channel closes only after the word was given, so either way it is the end.
    let end = async { drop(ended.wait_for(|&ended| ended).await) };
    let finished = tokio::select! {
        finished = connection.as_mut() => finished,
        () = end => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = finished {
        tracing::debug!(?error, "a connection was cut");
    }
}

/// Says to whoever finds no place when to come back. Hung up on at once, they might never read it.
async fn turn_away(mut stream: TcpStream) {
    const WHY: &str = r#"{"type":"about:blank#busy","title":"Service Unavailable","status":503,"detail":"the server is busy; try again in a few seconds","request_id":null}"#;
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\nretry-after: 2\r\nconnection: close\r\n\
        content-type: application/problem+json\r\ncontent-length: {}\r\n\r\n{WHY}",
        WHY.len()
    );
    let telling = async {
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await?;
        let mut unread = [0; 4096];
        while stream.read(&mut unread).await? > 0 {}
        std::io::Result::Ok(())
    };
    // Whoever does not listen has been told.
    drop(tokio::time::timeout(TURNED_AWAY, telling).await);
}

/// How many connections there may be: the system's usual number of open files is raised as far as it lets
/// us, and some are kept for the database.
#[cfg(unix)]
fn places() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let wanted = (MOST + OTHER_FILES) as u64;
    let limits = getrlimit(Resource::Nofile);
    let most = limits.maximum.unwrap_or(u64::MAX).min(wanted);
    let mut files = limits.current.unwrap_or(u64::MAX);
    if files < most {
        let raised = Rlimit {
            current: Some(most),
            ..limits
        };
        if setrlimit(Resource::Nofile, raised).is_ok() {
            files = most;
        }
    }
    let files = usize::try_from(files).unwrap_or(usize::MAX);
    files.saturating_sub(OTHER_FILES).clamp(64, MOST)
}

#[cfg(not(unix))]
fn places() -> usize {
    MOST
}
