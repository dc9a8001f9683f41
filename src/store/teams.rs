//! Teams: whom to call. The only casework that is replaced; its audit events say when.

use super::{Error, Result, Store, audit, database::Transaction, row::Row, value::Value};
use crate::domain::{AuditEvent, Cover, Team, Territory};

const SET: &str = "
    insert into team (territory, change, name, phone, email) values ($1, $2, $3, $4, $5)
    on conflict (territory, name)
    do update set change = excluded.change, phone = excluded.phone, email = excluded.email";

const COVER: &str = "
    insert into team_cover (territory, team, kind, code) values ($1, $2, $3, $4)";

const UNCOVER: &str = "delete from team_cover where territory = $1 and team = $2";

const REMOVE: &str = "delete from team where territory = $1 and name = $2 returning name";

const ALL: &str = "
    select team.name, team.phone, team.email, cover.kind, cover.code
    from team
    join team_cover as cover on cover.territory = team.territory and cover.team = team.name
    where team.territory = $1
    order by team.name, cover.kind, cover.code";

impl Store {
    /// Adds teams, or puts each in the place of the one of its name, all or none.
    pub async fn set_teams(&self, territory: &Territory, all: &[(Team, AuditEvent)]) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        for (team, event) in all {
            let number = audit::append(&mut transaction, territory, event).await?;
            put(&mut transaction, (territory, number), team).await?;
        }
        transaction.commit().await
    }

    /// Removes a team; tells whether there was one, and writes nothing when there was none.
    pub async fn remove_team(
        &self,
        territory: &Territory,
        name: &str,
        event: &AuditEvent,
    ) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        uncover(&mut transaction, territory, name).await?;
        let key = vec![territory.as_str().into(), name.into()];
        let was_there = !transaction.rows(REMOVE, key).await?.is_empty();
        if was_there {
            transaction.commit().await?;
        }
        Ok(was_there)
    }

    /// Every team, by name.
    pub async fn teams(&self, territory: &Territory) -> Result<Vec<Team>> {
        let key = vec![territory.as_str().into()];
        let mut teams: Vec<Team> = Vec::new();
        for row in &self.database.rows(ALL, key).await? {
            let name: String = row.get("name")?;
            let cover = cover(row)?;
            match teams.last_mut().filter(|team| team.name == name) {
                Some(team) => team.covers.push(cover),
                None => teams.push(Team {
                    name,
                    phone: row.get("phone")?,
                    email: row.get("email")?,
                    covers: vec![cover],
                }),
            }
        }
        Ok(teams)
    }
}

async fn put(
    transaction: &mut Transaction,
    (territory, number): (&Territory, u64),
    team: &Team,
) -> Result<()> {
    let values = vec![
        territory.as_str().into(),
        number.into(),
        team.name.as_str().into(),
        team.phone.as_deref().into(),
        team.email.as_deref().into(),
    ];
    transaction.rows(SET, values).await?;
    uncover(transaction, territory, &team.name).await?;
    for cover in &team.covers {
        let (kind, code) = words_of(cover);
        let values = vec![
            territory.as_str().into(),
            team.name.as_str().into(),
            kind.into(),
            code.into(),
        ];
        transaction.rows(COVER, values).await?;
    }
    Ok(())
}

async fn uncover(transaction: &mut Transaction, territory: &Territory, name: &str) -> Result<()> {
    let key: Vec<Value<'_>> = vec![territory.as_str().into(), name.into()];
    transaction.rows(UNCOVER, key).await?;
    Ok(())
}

fn words_of(cover: &Cover) -> (&'static str, &str) {
    match cover {
        Cover::All => ("all", ""),
        Cover::Neighbourhood(code) => ("neighbourhood", code),
        Cover::Settlement(code) => ("settlement", code),
    }
}

fn cover(row: &Row) -> Result<Cover> {
    let kind: String = row.get("kind")?;
    let code = row.get("code")?;
    match kind.as_str() {
        "all" => Ok(Cover::All),
        "neighbourhood" => Ok(Cover::Neighbourhood(code)),
        "settlement" => Ok(Cover::Settlement(code)),
        _ => Err(Error::Damaged {
            column: "kind",
            source: None,
        }),
    }
}
