//! How users and programs come in: links that work once, sessions, tokens. Only digests are kept.

use super::{Result, Store, audit, row::Row, users, value::Value};
use crate::domain::{ApiToken, AuditEvent, LinkKind, Session, Territory};
use time::OffsetDateTime;
use uuid::Uuid;

/// Sessions or tokens of one list at most.
const MOST: u32 = 500;

const ADD_LINK: &str = "
    insert into user_link (digest, holder, kind, ends_at) values ($1, $2, $3, $4)";
/// A new link replaces the earlier ones of its kind.
const END_LINKS: &str = "delete from user_link where holder = $1 and kind = $2";
const LINK: &str = "select holder, kind, ends_at from user_link where digest = $1";
const USE_LINK: &str = "delete from user_link where digest = $1 returning holder";

const ADD_SESSION: &str = "
    insert into user_session
        (id, digest, holder, device, is_field_device, factor_due, created_at, seen_at, sign_on_mark)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const SESSION: &str = "
    select id, holder, device, is_field_device, factor_due, created_at, seen_at
    from user_session where digest = $1";
const SESSIONS: &str = "
    select id, holder, device, is_field_device, factor_due, created_at, seen_at
    from user_session where holder = $1 order by seen_at desc, id limit $2";
/// A session that was begun while the clock was ahead begins now, or it would never end.
const SEEN: &str = "
    update user_session
    set seen_at = $2, created_at = case when created_at > $2 then $2 else created_at end
    where id = $1";
const END_SESSION: &str = "delete from user_session where holder = $1 and id = $2 returning id";

const ADD_TOKEN: &str = "
    insert into api_token
        (id, digest, name, holder, scopes, territory, change, created_at, ends_at, networks)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const TOKEN: &str = "
    select id, name, holder, scopes, territory, created_at, ends_at, networks
    from api_token where id = $1 and digest = $2";
const TOKENS: &str = "
    select id, name, holder, scopes, territory, created_at, ends_at, networks
    from api_token where $1 = '' or holder = $1 order by id limit $2";
const ACCEPTED: &str = "select version from user_charter where holder = $1 and version = $2";
const ACCEPT: &str = "
    insert into user_charter (holder, version, accepted_at) values ($1, $2, $3)
    on conflict (holder, version) do nothing";

const END_TOKEN: &str = "
    delete from api_token where id = $1 and ($2 = '' or holder = $2) returning id";

/// How a session begins.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// In which way, in a word for the record of changes.
    pub way: &'a str,
    /// The link that it uses up, by its digest.
    pub link: Option<&'a str>,
    /// What the session of the city's sign-on is kept as that let somebody in.
    pub sign_on: Option<&'a str>,
}

/// A link that works once.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Whose.
    pub holder: Uuid,
    /// What it is for.
    pub kind: LinkKind,
    /// When it ends.
    pub ends_at: OffsetDateTime,
}

impl Store {
    /// Keeps a link in the place of the user's earlier ones of its kind.
    pub async fn add_link(
        &self,
        territory: &Territory,
        (digest, link): (&str, &Link),
        event: &AuditEvent,
    ) -> Result<()> {
        let kind = crate::domain::Code::code(link.kind);
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        let values = vec![link.holder.into(), kind.into()];
        transaction.rows(END_LINKS, values).await?;
        let values = vec![
            digest.into(),
            link.holder.into(),
            kind.into(),
            Value::moment(link.ends_at)?,
        ];
        transaction.rows(ADD_LINK, values).await?;
        transaction.commit().await
    }

    /// The link of a digest, used by nobody yet.
    pub async fn link(&self, digest: &str) -> Result<Option<Link>> {
        let rows = self.database.rows(LINK, vec![digest.into()]).await?;
        let read = |row: &Row| {
            Ok(Link {
                holder: row.id("holder")?,
                kind: row.word("kind")?,
                ends_at: row.moment("ends_at")?,
            })
        };
        rows.first().map(read).transpose()
    }

    /// Uses up a link to choose a password, which ends the user's sessions; tells whether it was there
    /// to be used.
    pub async fn accept_invitation(
        &self,
        territory: &Territory,
        (digest, holder, kept): (&str, Uuid, &str),
        event: &AuditEvent,
    ) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        let used = transaction.rows(USE_LINK, vec![digest.into()]).await?;
        if used.is_empty() {
            return Ok(false);
        }
        users::set_password(&mut transaction, holder, kept).await?;
        users::end_sessions(&mut transaction, holder).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Begins a session; one that is begun with a link uses it up. Tells whether it was begun.
    pub async fn add_session(
        &self,
        territory: &Territory,
        (session, digest, beginning): (&Session, &str, Beginning<'_>),
        event: &AuditEvent,
    ) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        if let Some(link) = beginning.link
            && transaction
                .rows(USE_LINK, vec![link.into()])
                .await?
                .is_empty()
        {
            return Ok(false);
        }
        let values = vec![
            session.id.into(),
            digest.into(),
            session.holder.into(),
            session.device.as_str().into(),
            u32::from(session.is_field_device).into(),
            u32::from(session.factor_due).into(),
            Value::moment(session.created_at)?,
            Value::moment(session.seen_at)?,
            Value::Text(beginning.sign_on.map(Into::into)),
        ];
        transaction.rows(ADD_SESSION, values).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The session of a digest.
    pub async fn session(&self, digest: &str) -> Result<Option<Session>> {
        let rows = self.database.rows(SESSION, vec![digest.into()]).await?;
        rows.first().map(session).transpose()
    }

    /// A user's sessions, those used last first.
    pub async fn sessions(&self, holder: Uuid) -> Result<Vec<Session>> {
        let key = vec![holder.into(), MOST.into()];
        let rows = self.database.rows(SESSIONS, key).await?;
        rows.iter().map(session).collect()
    }

    /// Writes down when a session was last used.
    pub async fn session_seen(&self, session: Uuid, at: OffsetDateTime) -> Result<()> {
        let values = vec![session.into(), Value::moment(at)?];
        self.if_found(SEEN, values).await.map(|_| ())
    }

    /// Ends a session of a user; tells whether there was one.
    pub async fn end_session(
        &self,
        territory: &Territory,
        (holder, session): (Uuid, Uuid),
        event: &AuditEvent,
    ) -> Result<bool> {
        let values = vec![holder.into(), session.into()];
        self.if_changed((territory, event), END_SESSION, values)
            .await
    }

    /// Keeps a token.
    pub async fn add_token(
        &self,
        territory: &Territory,
        (token, digest): (&ApiToken, &str),
        event: &AuditEvent,
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, event).await?;
        let values = vec![
            token.id.into(),
            digest.into(),
            token.name.as_str().into(),
            Value::Text(token.holder.map(|id| id.to_string().into())),
            Value::json(&token.scopes)?,
            token.territory.as_str().into(),
            change.into(),
            Value::moment(token.created_at)?,
            Value::moment(token.ends_at)?,
            Value::json(&token.networks)?,
        ];
        transaction.rows(ADD_TOKEN, values).await?;
        transaction.commit().await
    }

    /// Whether an account has accepted a version of the charter.
    pub async fn has_accepted(&self, holder: Uuid, version: &str) -> Result<bool> {
        let key = vec![holder.into(), version.into()];
        Ok(!self.database.rows(ACCEPTED, key).await?.is_empty())
    }

    /// Keeps that an account has accepted a version of the charter, once.
    pub async fn accept_charter(
        &self,
        territory: &Territory,
        (holder, version): (Uuid, &str),
        event: &AuditEvent,
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        let values = vec![holder.into(), version.into(), Value::moment(event.at)?];
        transaction.rows(ACCEPT, values).await?;
        transaction.commit().await
    }

    /// The token of an id, when this is its digest.
    pub async fn token(&self, id: Uuid, digest: &str) -> Result<Option<ApiToken>> {
        let key = vec![id.into(), digest.into()];
        let rows = self.database.rows(TOKEN, key).await?;
        rows.first().map(token).transpose()
    }

    /// A user's tokens, or all; oldest first.
    pub async fn tokens(&self, holder: Option<Uuid>) -> Result<Vec<ApiToken>> {
        let key = vec![text(holder), MOST.into()];
        let rows = self.database.rows(TOKENS, key).await?;
        rows.iter().map(token).collect()
    }

    /// Takes a token back, of this user only where one is given; tells whether there was one.
    pub async fn end_token(
        &self,
        territory: &Territory,
        (id, holder): (Uuid, Option<Uuid>),
        event: &AuditEvent,
    ) -> Result<bool> {
        let values = vec![id.into(), text(holder)];
        self.if_changed((territory, event), END_TOKEN, values).await
    }
}

fn text(id: Option<Uuid>) -> Value<'static> {
    id.map(|id| id.to_string()).unwrap_or_default().into()
}

fn session(row: &Row) -> Result<Session> {
    let (is_field_device, factor_due): (u32, u32) =
        (row.count("is_field_device")?, row.count("factor_due")?);
    Ok(Session {
        id: row.id("id")?,
        holder: row.id("holder")?,
        device: row.get("device")?,
        is_field_device: is_field_device == 1,
        factor_due: factor_due == 1,
        created_at: row.moment("created_at")?,
        seen_at: row.moment("seen_at")?,
    })
}

fn token(row: &Row) -> Result<ApiToken> {
    let holder: Option<String> = row.get("holder")?;
    let territory: String = row.get("territory")?;
    Ok(ApiToken {
        id: row.id("id")?,
        name: row.get("name")?,
        holder: match holder {
            Some(_) => Some(row.id("holder")?),
            None => None,
        },
        scopes: row.json("scopes")?,
        networks: row.json("networks")?,
        territory: Territory::try_from(territory).map_err(super::row::damaged("territory"))?,
        created_at: row.moment("created_at")?,
        ends_at: row.moment("ends_at")?,
    })
}
