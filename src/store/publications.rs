//! Counts of households as they were given out: appended, never changed.

use super::{Desk, Error, Result, Store, row::Row, value::Value};
use crate::domain::{Audience, Code, Publication, Territory};

const ADD: &str = "
    insert into publication (territory, number, change, audience, period, as_of, made_at, made_by,
        least, figures, checksum)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

const LIST: &str = "
    select number, change, audience, period, as_of, made_at, made_by, least, figures, checksum
    from publication where territory = $1 and number > $2 order by number limit $3";

const LAST: &str = "
    select number, change, audience, period, as_of, made_at, made_by, least, figures, checksum
    from publication where territory = $1 and audience = $2 order by number desc limit 1";

/// Publications looked at, at most: what is published weekly for thirty years.
const MOST: u32 = 2_000;

impl Store {
    /// Every publication after a number, oldest first; 0 begins.
    pub async fn publications(
        &self,
        territory: &Territory,
        (after, limit): (u64, u32),
    ) -> Result<Vec<Publication>> {
        let key = vec![territory.as_str().into(), after.into(), limit.into()];
        let rows = self.database.rows(LIST, key).await?;
        rows.iter().map(read).collect()
    }

    /// The last publication for an audience.
    pub async fn last_publication(
        &self,
        territory: &Territory,
        audience: Audience,
    ) -> Result<Option<Publication>> {
        let key = vec![territory.as_str().into(), audience.code().into()];
        let rows = self.database.rows(LAST, key).await?;
        rows.first().map(read).transpose()
    }
}

impl Desk {
    /// Every publication, oldest first, while nobody else can add one.
    pub async fn publications(&mut self) -> Result<Vec<Publication>> {
        let (transaction, territory) = self.parts();
        let key = vec![territory.as_str().into(), 0_u64.into(), MOST.into()];
        let rows = transaction.rows(LIST, key).await?;
        rows.iter().map(read).collect()
    }

    /// Keeps a publication for good.
    pub async fn publish(&mut self, publication: &Publication) -> Result<()> {
        let (transaction, territory) = self.parts();
        let values = vec![
            territory.as_str().into(),
            publication.number.into(),
            publication.change.into(),
            publication.audience.code().into(),
            publication.period.as_str().into(),
            Value::day(Some(publication.as_of))?,
            Value::moment(publication.made_at)?,
            publication.made_by.as_str().into(),
            publication.least.into(),
            Value::json(&publication.figures)?,
            publication.checksum.as_str().into(),
        ];
        transaction.rows(ADD, values).await?;
        Ok(())
    }
}

fn read(row: &Row) -> Result<Publication> {
    Ok(Publication {
        number: row.count("number")?,
        change: row.count("change")?,
        audience: row.word::<Audience>("audience")?,
        period: row.get("period")?,
        as_of: row.day("as_of")?.ok_or(Error::Damaged {
            column: "as_of",
            source: None,
        })?,
        made_at: row.moment("made_at")?,
        made_by: row.get("made_by")?,
        least: row.count("least")?,
        figures: row.json("figures")?,
        checksum: row.get("checksum")?,
    })
}
