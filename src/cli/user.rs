//! `jalon user` and `jalon token`: who may come in, made by the operator of the machine.

use clap::{Args, Subcommand};
use time::{Date, Duration, macros::format_description};
use uuid::Uuid;

use super::{
    Error,
    args::{Shared, word},
    open, output,
};
use crate::{
    app::NewToken,
    config::Settings,
    domain::{Code, DataClass, LinkKind, Network, NewGrant, Person, Role, Scope, User},
};

/// Users listed at a time.
const PAGE: u32 = 500;

/// What `jalon user` does.
#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Add a user and print a link that lets them in once
    Add(Add),
    /// List the users with their grants
    List,
    /// Print a new invitation, for who has lost a password
    Invite(Name),
    /// Give a user a role
    Grant(Given),
    /// Take a grant back
    Revoke {
        /// The user's name
        name: String,
        /// Id of the grant, as `jalon user list` prints it
        grant: Uuid,
    },
    /// Close an account: whoever is in with it is out
    Disable(Name),
    /// Take a lost second factor away: the next sign-in sets up a new one
    ResetFactor(Name),
}

#[derive(Debug, Args)]
pub(super) struct Name {
    /// The user's name
    name: String,
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// The user's name: 2 to 64 small letters, digits, '.', '-', '_' or '@'
    name: String,
    /// Runs the installation and the territory: both roles of administrators
    #[arg(long)]
    admin: bool,
    /// A role (repeatable)
    #[arg(long = "role", value_name = "ROLE", value_parser = word::<Role>)]
    roles: Vec<Role>,
}

#[derive(Debug, Args)]
pub(super) struct Given {
    /// The user's name
    name: String,
    /// The role
    #[arg(value_parser = word::<Role>)]
    role: Role,
    /// Its last day
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<Date>,
    /// What it opens beyond the role: H (households), R (courts and owners)
    #[arg(long, value_name = "H|R", value_parser = word::<DataClass>)]
    opens: Vec<DataClass>,
    /// Code of a settlement it is for (repeatable) [default: all that the role reaches]
    #[arg(long = "site", value_name = "CODE")]
    sites: Vec<String>,
}

/// What `jalon token` does.
#[derive(Debug, Subcommand)]
pub(super) enum TokenCommand {
    /// Make a token for a program and print it, this once
    Add {
        /// What it is for
        name: String,
        /// What it may be used for (repeatable)
        #[arg(long = "scope", value_name = "SCOPE", required = true, value_parser = word::<Scope>)]
        scopes: Vec<Scope>,
        /// Range of addresses that it works from, such as 10.2.0.0/16 (repeatable) [default: from all]
        #[arg(long = "from", value_name = "ADDRESS/BITS")]
        networks: Vec<Network>,
        /// Days until it ends
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=366))]
        days: u16,
    },
    /// List the tokens of everybody
    List,
    /// Take a token back
    Revoke {
        /// Its id, as `jalon token list` prints it
        id: Uuid,
    },
}

fn operator() -> Person {
    Person::operator("cli")
}

/// Carries out `jalon user`.
pub(super) async fn users(shared: &Shared, asked: UserCommand) -> Result<(), Error> {
    let (jalon, settings) = open(shared, None).await?;
    let by = operator();
    match asked {
        UserCommand::Add(asked) => {
            let admin = [Role::PlatformAdmin, Role::TerritoryAdmin];
            let admin = admin.into_iter().filter(|_| asked.admin);
            let roles = asked.roles.into_iter().chain(admin);
            let grants: Vec<NewGrant> = roles.map(NewGrant::of).collect();
            let user = jalon.add_user(&asked.name, &grants, &by).await?;
            invite(&jalon, &settings, &user.name).await
        }
        UserCommand::List => list(shared, &jalon).await,
        UserCommand::Invite(Name { name }) => invite(&jalon, &settings, &name).await,
        UserCommand::Grant(asked) => {
            let new = NewGrant {
                until: asked.until,
                opens: asked.opens,
                sites: asked.sites,
                ..NewGrant::of(asked.role)
            };
            let grant = jalon.grant(&asked.name, &new, &by).await?;
            output::line(&format!(
                "{} is now {} ({})",
                asked.name, grant.role, grant.id
            ))
        }
        UserCommand::Revoke { name, grant } => {
            jalon.revoke(&name, grant, &by).await?;
            output::line(&format!("the grant of {name} is taken back"))
        }
        UserCommand::Disable(Name { name }) => {
            jalon.disable_user(&name, &by).await?;
            output::line(&format!("the account of {name} is closed"))
        }
        UserCommand::ResetFactor(Name { name }) => {
            jalon.remove_factor(&name, &by).await?;
            output::line(&format!(
                "{name} sets up a new second factor at the next sign-in"
            ))
        }
    }
}

async fn invite(jalon: &crate::app::Jalon, settings: &Settings, name: &str) -> Result<(), Error> {
    let secret = jalon
        .add_link(name, LinkKind::Invitation, &operator())
        .await?;
    output::line(&format!(
        "{name} chooses a password here, once, within seven days (the server must run):\n  \
         http://{}/invitation#{secret}",
        settings.bind
    ))
}

async fn list(shared: &Shared, jalon: &crate::app::Jalon) -> Result<(), Error> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let page = jalon.users(&after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.name);
        all.extend(page);
    }
    if shared.json {
        let told: Vec<_> = all.iter().map(as_json).collect();
        return output::json(&told);
    }
    let rows = all.iter().flat_map(rows).collect();
    let head = ["user", "state", "role", "until", "opens", "sites", "grant"];
    output::line(&output::table(&head, &[], rows))
}

fn rows(user: &User) -> Vec<Vec<String>> {
    let state = state(user);
    if user.grants.is_empty() {
        let blank = std::iter::repeat_n(String::new(), 5);
        return vec![
            [user.name.clone(), state.to_owned()]
                .into_iter()
                .chain(blank)
                .collect(),
        ];
    }
    let row = |grant: &crate::domain::Grant| {
        let opens: Vec<&str> = grant.opens.iter().map(|class| class.code()).collect();
        vec![
            user.name.clone(),
            state.to_owned(),
            grant.role.to_string(),
            grant.until.map(|day| day.to_string()).unwrap_or_default(),
            opens.join(" "),
            grant.sites.join(" "),
            grant.id.to_string(),
        ]
    };
    user.grants.iter().map(row).collect()
}

fn state(user: &User) -> &'static str {
    match (
        user.disabled_at.is_some(),
        user.has_password,
        user.has_factor,
    ) {
        (true, ..) => "closed",
        (false, false, _) => "invited",
        (false, true, false) => "password only",
        (false, true, true) => "second factor",
    }
}

fn as_json(user: &User) -> serde_json::Value {
    let grant = |grant: &crate::domain::Grant| {
        serde_json::json!({
            "id": grant.id,
            "role": grant.role,
            "territory": grant.territory,
            "until": grant.until.map(|day| day.to_string()),
            "opens": grant.opens,
            "sites": grant.sites,
        })
    };
    serde_json::json!({
        "name": user.name,
        "state": state(user),
        "grants": user.grants.iter().map(grant).collect::<Vec<_>>(),
    })
}

/// Carries out `jalon token`.
pub(super) async fn tokens(shared: &Shared, asked: TokenCommand) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let by = operator();
    match asked {
        TokenCommand::Add {
            name,
            scopes,
            networks,
            days,
        } => {
            let ends_at = jalon.clock().now() + Duration::days(days.into());
            let new = NewToken {
                name,
                scopes,
                networks,
                ends_at,
            };
            let (_, shown) = jalon.add_token(&new, &by).await?;
            output::line(&shown)
        }
        TokenCommand::List => {
            let found = jalon.tokens(&by).await?;
            let row = |token: &crate::domain::ApiToken| {
                let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.code()).collect();
                vec![
                    token.id.to_string(),
                    token.name.clone(),
                    scopes.join(" "),
                    token.ends_at.date().to_string(),
                ]
            };
            let head = ["token", "name", "scopes", "ends"];
            let rows = found.iter().map(row).collect();
            output::line(&output::table(&head, &[], rows))
        }
        TokenCommand::Revoke { id } => {
            jalon.end_token(id, &by).await?;
            output::line(&format!("the token {id} works no more"))
        }
    }
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| "not a day such as 2026-12-31".to_owned())
}
