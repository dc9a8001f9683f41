//! Teams: set, removed, listed.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Atlas, Error, Jalon};
use crate::domain::{AuditEvent, Contact, Cover, EntryError, NewTeam, Team, contact};

/// Teams of one territory.
const MOST_TEAMS: usize = 500;

impl Atlas {
    /// How to reach the team in charge of a settlement.
    #[must_use]
    pub fn contact(&self, settlement: &str, neighbourhood: Option<&str>) -> Option<Contact> {
        contact(&self.teams, settlement, neighbourhood)
    }
}

impl Jalon {
    /// Adds a team, or puts it in the place of the one of this name.
    ///
    /// # Errors
    /// A value that cannot be taken; a settlement or neighbourhood that is not there.
    pub async fn set_team(&self, new: &NewTeam, actor: &str) -> Result<Team, Error> {
        let set = self.checked_team(new, &mut BTreeSet::new(), actor)?;
        let all = std::slice::from_ref(&set);
        self.store.set_teams(&self.territory, all).await?;
        self.reload().await?;
        Ok(set.0)
    }

    /// A team as it is set, with its event; `added` are the names of others that come with it.
    pub(super) fn checked_team(
        &self,
        new: &NewTeam,
        added: &mut BTreeSet<String>,
        actor: &str,
    ) -> Result<(Team, AuditEvent), Error> {
        let team = Team::entered(new)?;
        let atlas = self.atlas();
        for cover in &team.covers {
            check_exists(&atlas, cover)?;
        }
        let is_new = !atlas.teams.iter().any(|known| known.name == team.name);
        if is_new {
            added.insert(team.name.clone());
        }
        if is_new && atlas.teams.len() + added.len() > MOST_TEAMS {
            let allowed = format!("the name of one of the {MOST_TEAMS} teams, or remove one");
            return Err(EntryError::of("name", &team.name, allowed))?;
        }
        let event = self.event(
            (actor, "team-set"),
            format!("team/{}", team.name),
            json!({ "covers": team.covers.len() }),
        );
        Ok((team, event))
    }

    /// Removes the team of a name.
    ///
    /// # Errors
    /// [`Error::NoTeam`].
    pub async fn remove_team(&self, name: &str, actor: &str) -> Result<(), Error> {
        let event = self.event((actor, "team-remove"), format!("team/{name}"), json!({}));
        let was_there = self
            .store
            .remove_team(&self.territory, name, &event)
            .await?;
        if !was_there {
            return Err(Error::NoTeam {
                name: name.to_owned(),
            });
        }
        self.reload().await
    }
}

fn check_exists(atlas: &Atlas, cover: &Cover) -> Result<(), Error> {
    match cover {
        Cover::Settlement(code) if atlas.settlement(code).is_none() => {
            Err(Error::NoSettlement { code: code.clone() })
        }
        Cover::Neighbourhood(code) if !atlas.neighbourhoods().any(|one| one.code == *code) => {
            let allowed = "the code of a neighbourhood of the current layer";
            Err(EntryError::of("neighbourhoods", code, allowed))?
        }
        _ => Ok(()),
    }
}
