//! Overrides and imminent danger: appended, lifted by another row, never changed.

use time::Date;

use super::{Error, Result, Store, Wanted, filed::due_day, row::Row, value::Value};
use crate::domain::{
    AuditEvent, Code, Filed, Lifting, Override, SettlementId, Territory, Verdict, VerdictKind,
};

const ADD: &str = "
    insert into override_entry (territory, change, id, settlement, kind, class, reason, author,
        at, until_day)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

const LIFT: &str = "
    insert into override_lifting (territory, change, entry, reason, author, at)
    values ($1, $2, $3, $4, $5, $6)";

/// A question for overrides with what has become of each.
macro_rules! overrides_where {
    ($rest:literal) => {
        concat!(
            "
    select entry.change as number, identity.code as settlement_code, entry.id, entry.settlement,
           entry.kind, entry.class, entry.reason, entry.author, entry.at, entry.until_day,
           lifting.reason as lifting_reason, lifting.author as lifting_author,
           lifting.at as lifting_at,
           exists (
               select 1 from override_entry as later
               where later.territory = entry.territory and later.settlement = entry.settlement
                 and later.kind = entry.kind and later.change > entry.change
           ) as is_replaced
    from override_entry as entry
    join settlement_identity as identity
      on identity.territory = entry.territory and identity.id = entry.settlement
    left join override_lifting as lifting
      on lifting.territory = entry.territory and lifting.entry = entry.id
    where entry.territory = $1 and ($2 = '' or identity.code = $2)
      and ",
            $rest
        )
    };
}

const PAGE: &str = overrides_where!(
    "entry.change < $3 and entry.kind = $5
    order by entry.change desc limit $4"
);

const IN_FORCE: &str = overrides_where!(
    "entry.until_day >= $3 and lifting.entry is null and not exists (
        select 1 from override_entry as later
        where later.territory = entry.territory and later.settlement = entry.settlement
          and later.kind = entry.kind and later.change > entry.change
    )
    order by entry.change desc"
);

impl Store {
    /// Appends an override; the newest of its kind and settlement is the one that counts.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the settlement was never imported.
    pub async fn add_override(
        &self,
        territory: &Territory,
        said: &Override,
        event: &AuditEvent,
    ) -> Result<u64> {
        let row = |number| row(territory, said, number);
        self.file((territory, event), ADD, row).await
    }

    /// Appends overrides, all or none.
    pub async fn add_overrides(
        &self,
        territory: &Territory,
        all: &[(Override, AuditEvent)],
    ) -> Result<()> {
        let row = |said, number| row(territory, said, number);
        self.file_all((territory, all), ADD, row).await
    }

    /// Takes an override back.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it was taken back before.
    pub async fn lift_override(
        &self,
        territory: &Territory,
        (said, lifting): (&Override, &Lifting),
        event: &AuditEvent,
    ) -> Result<u64> {
        let row = |number| {
            Ok(vec![
                territory.as_str().into(),
                number,
                said.id.into(),
                lifting.reason.as_str().into(),
                lifting.by.as_str().into(),
                Value::moment(lifting.at)?,
            ])
        };
        self.file((territory, event), LIFT, row).await
    }

    /// Overrides of one kind with what has become of them, newest first.
    pub async fn overrides(
        &self,
        territory: &Territory,
        kind: VerdictKind,
        wanted: Wanted<'_>,
    ) -> Result<Vec<Filed<Override>>> {
        let mut values = wanted.values(territory);
        values.push(kind.code().into());
        self.filed(PAGE, values, read).await
    }

    /// The overrides that hold on a day, of one settlement or of all: at most one of each kind and
    /// settlement.
    pub async fn overrides_in_force(
        &self,
        territory: &Territory,
        settlement: Option<&str>,
        today: Date,
    ) -> Result<Vec<Filed<Override>>> {
        let values = vec![
            territory.as_str().into(),
            settlement.unwrap_or_default().into(),
            Value::day(Some(today))?,
        ];
        self.filed(IN_FORCE, values, read).await
    }
}

fn row<'a>(
    territory: &'a Territory,
    said: &'a Override,
    number: Value<'a>,
) -> Result<Vec<Value<'a>>> {
    Ok(vec![
        territory.as_str().into(),
        number,
        said.id.into(),
        said.settlement.0.into(),
        said.verdict.kind().code().into(),
        said.verdict.class().map(Code::code).into(),
        said.reason.as_str().into(),
        said.by.as_str().into(),
        Value::moment(said.at)?,
        Value::day(Some(said.until))?,
    ])
}

fn read(row: &Row) -> Result<Override> {
    Ok(Override {
        id: row.id("id")?,
        settlement: SettlementId(row.id("settlement")?),
        verdict: verdict(row)?,
        reason: row.get("reason")?,
        by: row.get("author")?,
        at: row.moment("at")?,
        until: due_day(row, "until_day")?,
        replaced: row.get("is_replaced")?,
        lifted: lifting(row)?,
    })
}

fn verdict(row: &Row) -> Result<Verdict> {
    Ok(match row.word("kind")? {
        VerdictKind::Class => Verdict::Class(row.word("class")?),
        VerdictKind::ImminentDanger => Verdict::ImminentDanger,
    })
}

fn lifting(row: &Row) -> Result<Option<Lifting>, Error> {
    let Some(reason) = row.get("lifting_reason")? else {
        return Ok(None);
    };
    Ok(Some(Lifting {
        reason,
        by: row.get("lifting_author")?,
        at: row.moment("lifting_at")?,
    }))
}
