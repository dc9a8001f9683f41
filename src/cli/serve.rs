//! `jalon serve`: the map, the API and tiles.

use super::{
    Error,
    args::{self, Shared},
    flags, opened, output,
};
use crate::{
    app::{self, Basemap},
    config::{BasemapSettings, Flags},
    domain::Audience,
    http::{self, Listener},
};

/// Who is served while there are no accounts.
const WITHOUT_ACCOUNTS: &str = "nobody has an account: whoever reaches this machine is its operator; \
    `jalon user add --admin NAME` makes the first";

/// Serves until asked to end.
pub(super) async fn run(shared: &Shared, asked: args::Serve) -> Result<(), Error> {
    let audience = audience(asked.public);
    let (jalon, settings) = opened(Flags {
        bind: asked.bind,
        metrics: asked.metrics,
        basemap: asked.basemap,
        basemap_private: asked.basemap_private.then_some(true),
        ..flags(shared)
    })
    .await?;
    let basemap = settings.basemap.map(basemap);
    let listener = if jalon.has_accounts() {
        Listener::open_guarded(settings.bind, audience).await?
    } else {
        if audience == Audience::Team {
            output::note(WITHOUT_ACCOUNTS);
        }
        Listener::open(settings.bind, audience).await?
    };
    let listener = match basemap {
        Some(opening) => listener.with_basemap(opening.await?),
        None => listener,
    };
    let listener = match settings.metrics {
        Some(address) => listener.with_metrics(address).await?,
        None => listener,
    };
    // An import that was cut off after its commit may have left scores behind.
    jalon.score("serve").await?;
    output::line(&format!(
        "serving the {audience} at {} (Ctrl-C ends)",
        listener.address()
    ))?;
    if let Some(address) = listener.metrics_address() {
        output::line(&format!("numbers for Prometheus at {address}"))?;
    }
    http::serve(jalon, listener).await;
    Ok(())
}

/// The map to draw beneath ours, opened off the threads that serve: it may lie behind a network.
async fn basemap(settings: BasemapSettings) -> Result<Basemap, app::Error> {
    tokio::task::spawn_blocking(move || Basemap::open(&settings)).await?
}

/// The audience that a `--public` flag names.
pub(super) fn audience(public: bool) -> Audience {
    if public {
        Audience::Public
    } else {
        Audience::Team
    }
}
