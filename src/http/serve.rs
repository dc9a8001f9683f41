//! Listening: opens the address, serves, follows changes, ends without cutting anyone off.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::net::TcpListener;

use super::{Door, connections, metrics, router};
use crate::{
    app::{Basemap, Jalon},
    domain::{Audience, ClockVerdict},
};

/// How often changes made by other processes are looked for.
const FOLLOW_EVERY: Duration = Duration::from_secs(1);
/// How often it is looked whether the day's work is done.
const KEEP_EVERY: Duration = Duration::from_hours(1);
/// How long requests under way may take to finish at the end.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Someone else listens there.
    #[error(
        "port {port} is already in use; choose another one with --port (demo), --bind or --metrics (serve), or stop the program that uses it"
    )]
    PortInUse {
        /// Which port.
        port: u16,
    },
    /// The address cannot be listened at.
    #[error("{address} cannot be listened at; choose another address with --bind")]
    CannotListen {
        /// Which address.
        address: SocketAddr,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The team's records would be open to the network.
    #[error(
        "{address} can be reached from other machines and nobody has an account: the team's records are served on 127.0.0.1 only; make an account with `jalon user add --admin NAME`, or add --public to serve neighbourhood figures to everybody"
    )]
    OpenToOthers {
        /// Which address.
        address: SocketAddr,
    },
}

/// An open address that nobody is served at yet.
pub struct Listener {
    socket: TcpListener,
    audience: Audience,
    basemap: Option<Basemap>,
    metrics: Option<TcpListener>,
    is_demo: bool,
}

impl Listener {
    /// Opens the address for a server that asks nobody for a name.
    ///
    /// # Errors
    /// [`Error::OpenToOthers`] when the team's records would be open to other machines.
    pub async fn open(address: SocketAddr, audience: Audience) -> Result<Self, Error> {
        if audience == Audience::Team && !address.ip().is_loopback() {
            return Err(Error::OpenToOthers { address });
        }
        Self::open_guarded(address, audience).await
    }

    /// Opens the address for a server whose users sign in.
    pub async fn open_guarded(address: SocketAddr, audience: Audience) -> Result<Self, Error> {
        Ok(Self {
            socket: listen(address).await?,
            audience,
            basemap: None,
            metrics: None,
            is_demo: false,
        })
    }

    /// The same with a map to draw beneath ours.
    #[must_use]
    pub fn with_basemap(mut self, basemap: Basemap) -> Self {
        self.basemap = Some(basemap);
        self
    }

    /// The same for the invented city.
    #[must_use]
    pub fn of_demo(mut self) -> Self {
        self.is_demo = true;
        self
    }

    /// The same with numbers for Prometheus at an address of their own, to be read by whoever reaches it.
    ///
    /// # Errors
    /// [`Error::PortInUse`] and [`Error::CannotListen`].
    pub async fn with_metrics(mut self, address: SocketAddr) -> Result<Self, Error> {
        self.metrics = Some(listen(address).await?);
        Ok(self)
    }

    /// The address people type.
    #[must_use]
    pub fn address(&self) -> String {
        written(&self.socket)
    }

    /// The address of the numbers for Prometheus, where there are any.
    #[must_use]
    pub fn metrics_address(&self) -> Option<String> {
        let metrics = self.metrics.as_ref()?;
        Some(format!("{}metrics", written(metrics)))
    }
}

fn written(socket: &TcpListener) -> String {
    match socket.local_addr() {
        Ok(address) => format!("http://{address}/"),
        Err(_) => "an unknown address".to_owned(),
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address).await.map_err(|source| {
        if source.kind() == std::io::ErrorKind::AddrInUse {
            Error::PortInUse {
                port: address.port(),
            }
        } else {
            Error::CannotListen { address, source }
        }
    })
}

/// Serves until the process is asked to end, then lets requests under way finish.
pub async fn serve(jalon: Arc<Jalon>, listener: Listener) {
    let following = tokio::spawn(follow(jalon.clone()));
    let telling = (listener.audience == Audience::Team).then(|| tokio::spawn(tell(jalon.clone())));
    let keeping =
        (listener.audience == Audience::Team).then(|| tokio::spawn(keep_house(jalon.clone())));
    let (ending, mut ended) = tokio::sync::watch::channel(false);
    let door = Door::new(jalon, listener.audience);
    let door = match listener.basemap {
        Some(basemap) => door.with_basemap(basemap),
        None => door,
    };
    let door = if listener.is_demo {
        door.of_demo()
    } else {
        door
    };
    let watched = listener.metrics;
    let watched = watched.map(|socket| tokio::spawn(metrics::serve(socket, door.clone())));
    let serving = connections::serve(listener.socket, router(door), async move {
        asked_to_end().await;
        ending.send_replace(true);
    });
    let too_long = async {
        // The channel closes only after the word was given, so either way the wait is over.
        let _closed = ended.wait_for(|&ended| ended).await;
        tokio::time::sleep(LAST_REQUESTS).await;
    };
    tokio::select! {
        () = serving => {}
        () = too_long => {}
    }
    following.abort();
    for task in [keeping, telling, watched].into_iter().flatten() {
        task.abort();
    }
}

/// Takes over what other processes change in the database.
async fn follow(jalon: Arc<Jalon>) {
    loop {
        tokio::time::sleep(FOLLOW_EVERY).await;
        if let Err(error) = jalon.refresh().await {
            tracing::warn!(error = ?error, "changes cannot be followed; trying again");
        }
    }
}

/// Tells other systems what has changed.
async fn tell(jalon: Arc<Jalon>) {
    loop {
        tokio::time::sleep(FOLLOW_EVERY).await;
        if let Err(error) = jalon.tell_webhooks().await {
            tracing::warn!(?error, "webhooks cannot be told; trying again");
        }
    }
}

/// What is done once a day or when it is due: the head of the record is signed, the counts of the week are
/// given out to the team, a backup is taken, and what was kept for long enough is erased.
async fn keep_house(jalon: Arc<Jalon>) {
    loop {
        keep_house_now(&jalon).await;
        tokio::time::sleep(KEEP_EVERY).await;
    }
}

/// The same once; each part looks itself whether it is due.
pub async fn keep_house_now(jalon: &Jalon) {
    if let Err(error) = jalon.sign_head().await {
        tracing::error!(
            ?error,
            "the record of changes has no signed head of today yet"
        );
    }
    if jalon.has_accounts()
        && let Err(error) = jalon.give_out_the_week().await
    {
        tracing::error!(
            ?error,
            "the team without households has no counts of this week"
        );
    }
    match jalon.backup_when_due().await {
        Ok(Some(taken)) => tracing::info!(bytes = taken.bytes, "a backup was taken"),
        Ok(None) => {}
        Err(error) => tracing::error!(?error, "the backup that is due could not be taken"),
    }
    match jalon.retention_run().await {
        Ok(report) if report.clock == ClockVerdict::Disagrees => {
            tracing::error!("the clock has jumped: nothing is erased before it agrees with itself");
        }
        Ok(_) => {}
        Err(error) => {
            tracing::error!(?error, "what was kept for long enough is not all erased");
        }
    }
}

/// Ends on Ctrl-C or a polite signal.
async fn asked_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
