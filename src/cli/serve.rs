//! `jalon serve`: the map, the API and tiles.

use super::{
    Error,
    args::{self, Shared},
    open, output,
};
use crate::{
    domain::Audience,
    http::{self, Listener},
};

/// Serves until asked to end.
pub(super) async fn run(shared: &Shared, asked: args::Serve) -> Result<(), Error> {
    let audience = audience(asked.public);
    let (jalon, settings) = open(shared, asked.bind).await?;
    let listener = Listener::open(settings.bind, audience).await?;
    // An import that was cut off after its commit may have left scores behind.
    jalon.score("serve").await?;
    output::line(&format!(
        "serving the {audience} at {} (Ctrl-C ends)",
        listener.address()
    ))?;
    http::serve(jalon, listener).await?;
    Ok(())
}

/// The audience that a `--public` flag names.
pub(super) fn audience(public: bool) -> Audience {
    if public {
        Audience::Public
    } else {
        Audience::Team
    }
}
