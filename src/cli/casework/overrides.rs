//! `jalon override` and `jalon danger`.

use super::{
    ACTOR, DangerCommand, OverrideCommand,
    args::{Lift, Listing, Said},
};
use crate::{
    cli::{Error, args::Shared, open, output},
    domain::{
        Audience, Code, Filed, NewLifting, NewOverride, Override, OverrideState, VerdictKind,
    },
    publish::{self, OverrideView},
};

/// Sets, lifts or lists classes that stand beside scores.
pub(in crate::cli) async fn run(shared: &Shared, asked: OverrideCommand) -> Result<(), Error> {
    let kind = VerdictKind::Class;
    match asked {
        OverrideCommand::Set { site, class, said } => {
            set(shared, (&site, kind), new(said, class)).await
        }
        OverrideCommand::Lift(lifting) => lift(shared, kind, lifting).await,
        OverrideCommand::List(listing) => list(shared, kind, listing).await,
    }
}

/// Declares, lifts or lists imminent danger.
pub(in crate::cli) async fn danger(shared: &Shared, asked: DangerCommand) -> Result<(), Error> {
    let kind = VerdictKind::ImminentDanger;
    match asked {
        DangerCommand::Flag { site, said } => {
            set(shared, (&site, kind), new(said, String::new())).await
        }
        DangerCommand::Lift(lifting) => lift(shared, kind, lifting).await,
        DangerCommand::List(listing) => list(shared, kind, listing).await,
    }
}

fn new(said: Said, class: String) -> NewOverride {
    NewOverride {
        class,
        reason: said.reason,
        by: said.by,
        until: said.until,
    }
}

async fn set(
    shared: &Shared,
    (site, kind): (&str, VerdictKind),
    new: NewOverride,
) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let filed = jalon.set_override(site, (kind, &new), ACTOR).await?;
    let view = view(&filed, filed.record.at.date());
    if shared.json {
        return output::json(&view);
    }
    output::line(&format!(
        "{site}: {} until {} (number {}); the computed score stays as it is",
        verdict(&filed.record),
        filed.record.until,
        filed.number
    ))
}

async fn lift(shared: &Shared, kind: VerdictKind, asked: Lift) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let new = NewLifting {
        reason: asked.reason,
        by: asked.by,
    };
    let filed = jalon
        .lift_override(&asked.site, (kind, &new), ACTOR)
        .await?;
    if shared.json {
        return output::json(&view(&filed, jalon.clock().now().date()));
    }
    output::line(&format!(
        "{}: {} lifted",
        asked.site,
        verdict(&filed.record)
    ))
}

async fn list(shared: &Shared, kind: VerdictKind, listing: Listing) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let found = jalon.overrides(kind, listing.wanted()).await?;
    let today = jalon.clock().now().date();
    let views: Vec<OverrideView> = found
        .iter()
        .filter_map(|filed| view(filed, today))
        .collect();
    if shared.json {
        return output::json(&views);
    }
    let rows = views.iter().map(row).collect();
    let head = ["number", "site", "says", "state", "until", "by", "reason"];
    output::line(&output::table(&head, &[0], rows))?;
    listing.note_more(found.len(), found.last().map(|filed| filed.number));
    Ok(())
}

fn row(view: &OverrideView) -> Vec<String> {
    let number = view.number.map(|number| number.to_string());
    let says = match view.class {
        Some(class) => format!("class {class}"),
        None => "imminent danger".to_owned(),
    };
    let state = match (&view.lifted, view.state) {
        (Some(lifted), OverrideState::Lifted) => {
            format!(
                "lifted {} by {}: {}",
                lifted.at.date(),
                lifted.by,
                lifted.reason
            )
        }
        (_, state) => state.code().replace('_', " "),
    };
    vec![
        number.unwrap_or_default(),
        view.settlement.clone(),
        says,
        state,
        view.until.clone(),
        view.by.clone(),
        view.reason.clone(),
    ]
}

fn verdict(said: &Override) -> String {
    match said.verdict.class() {
        Some(class) => format!("class {class}"),
        None => "imminent danger".to_owned(),
    }
}

fn view(filed: &Filed<Override>, today: time::Date) -> Option<OverrideView> {
    publish::filed_override(Audience::Team, filed, today)
}
