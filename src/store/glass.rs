//! What was opened for an hour with a reason: only appended, with its event.

use super::{Result, Store, audit, row::Row, users, value::Value};
use crate::domain::{AuditEvent, BrokenGlass, Code, DataClass, GlassNotice, Session, Territory};
use time::OffsetDateTime;
use uuid::Uuid;

/// Those of a session that hold at a time, at most: one of each class.
const MOST: u32 = 10;

const ADD: &str = "
    insert into broken_glass
        (id, holder, session, class, reason, began_at, ends_at, territory, change)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

const OPEN: &str = "
    select id, class, reason, began_at, ends_at from broken_glass
    where session = $1 and ends_at > $2
        and not exists (select 1 from glass_ended where glass_ended.glass = broken_glass.id)
    order by ends_at limit $3";

const END: &str = "
    insert into glass_ended (glass, ended_at, territory, change) values ($1, $2, $3, $4)";

const NOTICES: &str = "
    select glass.id, glass.class, glass.reason, glass.began_at, glass.ends_at, glass.change,
        account.name, glass_ended.ended_at
    from broken_glass as glass
    join user_account as account on account.id = glass.holder
    left join glass_ended on glass_ended.glass = glass.id
    where glass.territory = $1 and glass.change < $2 order by glass.change desc limit $3";

impl Store {
    /// Opens a class for a session, which shows the secret of this digest from now on.
    pub async fn break_glass(
        &self,
        territory: &Territory,
        (glass, session, digest): (&BrokenGlass, &Session, &str),
        event: &AuditEvent,
    ) -> Result<u64> {
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, event).await?;
        let values = vec![
            glass.id.into(),
            session.holder.into(),
            session.id.into(),
            glass.class.code().into(),
            glass.reason.as_str().into(),
            Value::moment(glass.began_at)?,
            Value::moment(glass.ends_at)?,
            territory.as_str().into(),
            change.into(),
        ];
        transaction.rows(ADD, values).await?;
        users::renew_session(&mut transaction, (session.id, digest)).await?;
        transaction.commit().await?;
        Ok(change)
    }

    /// Shuts what is open of a class for a session, and says whether anything was.
    pub async fn end_broken_glass(
        &self,
        territory: &Territory,
        (session, class, now): (Uuid, DataClass, OffsetDateTime),
        event: &AuditEvent,
    ) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        // With a number among the changes nobody else shuts it meanwhile.
        let change = audit::append(&mut transaction, territory, event).await?;
        let key = vec![session.into(), Value::moment(now)?, MOST.into()];
        let rows = transaction.rows(OPEN, key).await?;
        let open: Vec<BrokenGlass> = rows.iter().map(glass).collect::<Result<_>>()?;
        let shut: Vec<_> = open.iter().filter(|glass| glass.class == class).collect();
        if shut.is_empty() {
            return Ok(false);
        }
        for glass in shut {
            let values = vec![
                glass.id.into(),
                Value::moment(now)?,
                territory.as_str().into(),
                change.into(),
            ];
            transaction.rows(END, values).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// What is open for a session now.
    pub async fn broken_glass(
        &self,
        session: Uuid,
        now: OffsetDateTime,
    ) -> Result<Vec<BrokenGlass>> {
        let key = vec![session.into(), Value::moment(now)?, MOST.into()];
        let rows = self.database.rows(OPEN, key).await?;
        rows.iter().map(glass).collect()
    }

    /// What was opened by whom, newest first, before the change of this number.
    pub async fn glass_notices(
        &self,
        territory: &Territory,
        before: u64,
        limit: u32,
    ) -> Result<Vec<GlassNotice>> {
        let before = before.min(i64::MAX.unsigned_abs());
        let key = vec![territory.as_str().into(), before.into(), limit.into()];
        let rows = self.database.rows(NOTICES, key).await?;
        let notice = |row: &Row| {
            Ok(GlassNotice {
                number: row.count("change")?,
                name: row.get("name")?,
                glass: glass(row)?,
                ended_at: row.maybe_moment("ended_at")?,
            })
        };
        rows.iter().map(notice).collect()
    }
}

fn glass(row: &Row) -> Result<BrokenGlass> {
    Ok(BrokenGlass {
        id: row.id("id")?,
        class: row.word("class")?,
        reason: row.get("reason")?,
        began_at: row.moment("began_at")?,
        ends_at: row.moment("ends_at")?,
    })
}
