//! `jalon doctor`: what is wrong with this installation, and what to do.

use super::{Error, args::Shared, flags, output};
use crate::{
    app::{Clock, Finding, Health, examine},
    config::Settings,
};

/// Looks at everything, tells of each thing how it stands, and ends with an error where one was found.
pub(super) async fn run(shared: &Shared) -> Result<(), Error> {
    let settings = Settings::load(flags(shared)).map_err(crate::app::Error::from)?;
    let found = examine(&settings, &Clock::system()).await;
    if shared.json {
        output::json(&found)?;
    } else {
        for finding in &found {
            output::line(&in_words(finding))?;
        }
    }
    let errors = found
        .iter()
        .filter(|one| one.state == Health::Error)
        .count();
    if errors == 0 {
        return Ok(());
    }
    Err(Error::Ailing { errors })
}

fn in_words(finding: &Finding) -> String {
    let state = match finding.state {
        Health::Ok => "ok     ",
        Health::Warning => "warning",
        Health::Error => "error  ",
    };
    let told = format!("{state}  {}: {}", finding.check, finding.said);
    match finding.advice {
        Some(advice) => format!("{told}\n         → {advice}"),
        None => told,
    }
}
