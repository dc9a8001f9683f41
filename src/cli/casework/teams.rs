//! `jalon team`.

use super::{ACTOR, TeamCommand, args::TeamSet, or_dash};
use crate::{
    cli::{Error, args::Shared, open, output},
    domain::{Audience, NewTeam},
    publish::{self, TeamView},
};

/// Sets, removes or lists teams.
pub(in crate::cli) async fn run(shared: &Shared, asked: TeamCommand) -> Result<(), Error> {
    match asked {
        TeamCommand::Set(asked) => set(shared, asked).await,
        TeamCommand::Remove { name } => {
            let (jalon, _) = open(shared, None).await?;
            jalon.remove_team(&name, ACTOR).await?;
            output::line(&format!("{name} is removed"))
        }
        TeamCommand::List => list(shared).await,
    }
}

async fn set(shared: &Shared, asked: TeamSet) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let new = NewTeam {
        name: asked.name,
        phone: asked.phone,
        email: asked.email,
        settlements: asked.covers,
        neighbourhoods: asked.neighbourhood,
        all: asked.all,
    };
    let team = jalon.set_team(&new, ACTOR).await?;
    if shared.json {
        return output::json(&publish::team(Audience::Team, &team));
    }
    output::line(&format!("{} is set", team.name))
}

async fn list(shared: &Shared) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let atlas = jalon.atlas();
    let views: Vec<TeamView> = atlas
        .teams
        .iter()
        .filter_map(|team| publish::team(Audience::Team, team))
        .collect();
    if shared.json {
        return output::json(&views);
    }
    let rows = views.iter().map(row).collect();
    let head = ["team", "phone", "mail", "in charge of"];
    output::line(&output::table(&head, &[], rows))
}

fn row(view: &TeamView) -> Vec<String> {
    let settlements = view.settlements.iter().cloned();
    let neighbourhoods = view.neighbourhoods.iter();
    let neighbourhoods = neighbourhoods.map(|code| format!("neighbourhood {code}"));
    let all = view.all.then(|| "every settlement".to_owned());
    let covers: Vec<String> = settlements.chain(neighbourhoods).chain(all).collect();
    vec![
        view.name.clone(),
        or_dash(view.phone.as_deref()),
        or_dash(view.email.as_deref()),
        covers.join(", "),
    ]
}
