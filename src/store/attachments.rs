//! Photos and documents: added with their bytes, listed without them, and blanked; never changed.

use uuid::Uuid;

use super::{Clash, Error, Result, Store, audit, database::Transaction, row::Row, value::Value};
use crate::domain::{
    AttachedTo, Attachment, AuditEvent, Code, FILES_OF_ONE, FileRemoval, Territory,
};

/// Rows of one thing told at most, those that were removed included.
const TOLD: u32 = 500;

const ADD: &str = "
    insert into attachment (territory, id, change, target_kind, target, file_name, kind, class, bytes,
        sha256, width, height, added_at, added_by, content)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

/// Those that are still there first, so that many removed ones push none of them out.
const OF_ONE: &str = "
    select id, target_kind, target, file_name, kind, class, bytes, sha256, width, height, added_at, added_by,
        removed_at, removed_by, removed_reason
    from attachment
    where territory = $1 and target_kind = $2 and target = $3
    order by case when removed_at is null then 0 else 1 end, added_at, id limit $4";

const BY_ID: &str = "
    select id, target_kind, target, file_name, kind, class, bytes, sha256, width, height, added_at, added_by,
        removed_at, removed_by, removed_reason
    from attachment where territory = $1 and id = $2";

const CONTENT: &str = "
    select content from attachment
    where territory = $1 and id = $2 and content is not null";

const REMOVE: &str = "
    update attachment
    set content = null, removed_change = $3, removed_at = $4, removed_by = $5, removed_reason = $6
    where territory = $1 and id = $2 and removed_at is null
    returning id";

/// How a file comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Somebody sends it now, and means to.
    ByHand,
    /// A device sends what it kept; whoever removed it meanwhile has decided later.
    FromQueue,
}

impl Store {
    /// Adds a file with its bytes. The same bytes sent to the same thing again are stored once: the
    /// file that is there already is told, and nothing is written. What was removed from there is added
    /// anew by a person, and told in its turn where a device sends again what it could not know of.
    ///
    /// # Errors
    /// [`Clash::FilesFull`].
    pub async fn add_attachment(
        &self,
        territory: &Territory,
        (file, content, sent): (&Attachment, Vec<u8>, Sent),
        event: &AuditEvent,
    ) -> Result<Option<Attachment>> {
        let mut transaction = self.database.begin().await?;
        // Whoever has a number holds up all others: what is counted below stands.
        let change = audit::append(&mut transaction, territory, event).await?;
        let rows = transaction.rows(OF_ONE, key_of(territory, file.on)).await?;
        let there: Result<Vec<Attachment>> = rows.iter().map(read).collect();
        let mut there = there?;
        if sent == Sent::ByHand {
            there.retain(|one| one.removed.is_none());
        }
        if let Some(same) = there.iter().find(|one| one.sha256 == file.sha256) {
            return Ok(Some(same.clone()));
        }
        let standing = there.iter().filter(|one| one.removed.is_none());
        if standing.count() >= FILES_OF_ONE as usize {
            return Err(Error::Conflict {
                clash: Clash::FilesFull,
                said: None,
            });
        }
        let mut values = row(territory, change, file)?;
        values.push(Value::from(content));
        transaction.rows(ADD, values).await?;
        transaction.commit().await?;
        Ok(None)
    }

    /// The files of a thing, oldest first, and then up to 500 of those that were removed.
    pub async fn attachments(
        &self,
        territory: &Territory,
        on: AttachedTo,
    ) -> Result<Vec<Attachment>> {
        let rows = self.database.rows(OF_ONE, key_of(territory, on)).await?;
        rows.iter().map(read).collect()
    }

    /// A file without its bytes, removed or not.
    pub async fn attachment(&self, territory: &Territory, id: Uuid) -> Result<Option<Attachment>> {
        let key = vec![territory.as_str().into(), id.into()];
        let rows = self.database.rows(BY_ID, key).await?;
        rows.first().map(read).transpose()
    }

    /// The bytes of a file; none where they were removed.
    pub async fn attachment_content(
        &self,
        territory: &Territory,
        id: Uuid,
    ) -> Result<Option<Vec<u8>>> {
        let key = vec![territory.as_str().into(), id.into()];
        let rows = self.database.rows(CONTENT, key).await?;
        rows.first().map(|row| row.get("content")).transpose()
    }

    /// Removes the bytes of a file; tells whether they were still there, and writes nothing when
    /// they were not.
    pub async fn remove_attachment(
        &self,
        territory: &Territory,
        (id, removal): (Uuid, &FileRemoval),
        event: &AuditEvent,
    ) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, event).await?;
        let was_there = remove(&mut transaction, territory, (change, id, removal)).await?;
        if was_there {
            transaction.commit().await?;
        }
        Ok(was_there)
    }
}

async fn remove(
    transaction: &mut Transaction,
    territory: &Territory,
    (change, id, removal): (u64, Uuid, &FileRemoval),
) -> Result<bool> {
    let values = vec![
        territory.as_str().into(),
        id.into(),
        change.into(),
        Value::moment(removal.at)?,
        removal.by.as_str().into(),
        removal.reason.as_str().into(),
    ];
    Ok(!transaction.rows(REMOVE, values).await?.is_empty())
}

fn key_of(territory: &Territory, on: AttachedTo) -> Vec<Value<'_>> {
    let (kind, id) = on.parts();
    vec![
        territory.as_str().into(),
        kind.into(),
        id.into(),
        TOLD.into(),
    ]
}

fn row<'a>(territory: &'a Territory, change: u64, file: &'a Attachment) -> Result<Vec<Value<'a>>> {
    let (kind, target) = file.on.parts();
    Ok(vec![
        territory.as_str().into(),
        file.id.into(),
        change.into(),
        kind.into(),
        target.into(),
        file.name.as_str().into(),
        file.kind.code().into(),
        file.class.code().into(),
        file.bytes.into(),
        file.sha256.as_str().into(),
        file.pixels.map(|(width, _)| width).into(),
        file.pixels.map(|(_, height)| height).into(),
        Value::moment(file.added.0)?,
        file.added.1.as_str().into(),
    ])
}

fn read(row: &Row) -> Result<Attachment> {
    let kind: String = row.get("target_kind")?;
    let on = AttachedTo::from_parts(&kind, row.id("target")?).ok_or(Error::Damaged {
        column: "target_kind",
        source: None,
    })?;
    let removed_at: Option<String> = row.get("removed_at")?;
    let removal = |_| -> Result<FileRemoval> {
        Ok(FileRemoval {
            at: row.moment("removed_at")?,
            by: row.get("removed_by")?,
            reason: row.get("removed_reason")?,
        })
    };
    let (width, height) = (row.maybe_count("width")?, row.maybe_count("height")?);
    Ok(Attachment {
        id: row.id("id")?,
        on,
        name: row.get("file_name")?,
        kind: row.word("kind")?,
        class: row.word("class")?,
        bytes: row.count("bytes")?,
        sha256: row.get("sha256")?,
        pixels: width.zip(height),
        added: (row.moment("added_at")?, row.get("added_by")?),
        removed: removed_at.map(removal).transpose()?,
    })
}
