//! A household's erasure: what hangs on it deleted, what names it blanked, a receipt and counts left.
//!
//! The database refuses to delete what is only appended, but for entries that stand in `erasing`: they
//! are put there and taken out again within one desk's transaction.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Desk, Error, Result, Store, audit, registers, row::Row, value::Value};
use crate::domain::{
    AuditEvent, Code, Erased, ErasedHousehold, ErasureReceipt, KeptReceipt, RegisterEntry,
    Spelling, Territory,
};

/// Rows read at a time.
const PAGE: u32 = 1_000;

const BEGIN: &str = "insert into erasing (territory, target) values ($1, $2)";

const END: &str = "delete from erasing where territory = $1";

const CHANGES: &str = "
    insert into erased_change (territory, change)
    select distinct territory, change from register_revision where territory = $1 and entry = $2
    on conflict do nothing";

const LINKS: &str =
    "delete from register_link where territory = $1 and (entry = $2 or target = $2)";

const REVISIONS: &str = "
    delete from register_revision where territory = $1 and entry = $2 returning revision";

const FILES: &str = "
    delete from attachment
    where territory = $1 and target_kind = 'entry' and target = $2 returning id";

/// A request sent again is refused as one of another content: it must not bring back what is gone.
const REQUESTS: &str = "
    update register_request set digest = '', code = ''
    where territory = $1 and register = $2 and code = $3";

const ENTRY: &str = "delete from register_entry where territory = $1 and id = $2";

const IMPORTED: &str = "
    delete from placement where territory = $1 and household = $2 returning seq";

const IMPORTED_AS: &str = "
    select distinct household from placement
    where territory = $1 and lower(household) like $2 and household > $3 order by household limit $4";

/// Codes of households that may be written alike.
const ALIKE: &str = "
    select code from register_entry
    where territory = $1 and register = 'household' and lower(code) like $2 and code > $3
    order by code limit $4";

const NAMING: &str = "
    select id, register, code, state, revision, change, settlement, body, is_removed,
           created_at, created_by, changed_at, changed_by
    from register_entry
    where territory = $1 and lower(body) like $2 and id > $3 order by id limit $4";

const NAMED_BEFORE: &str = "
    select distinct entry from register_revision
    where territory = $1 and (lower(body) like $2 or lower(reason) like $2) and entry > $3
    order by entry limit $4";

const LEADING: &str = "
    select distinct entry from register_link where territory = $1 and target = $2";

const TEXTS: &str = "
    select revision, body, reason from register_revision
    where territory = $1 and entry = $2 and (body is not null or reason is not null)";

const BLANK: &str = "
    update register_revision set body = null, reason = null, overridden = null
    where territory = $1 and entry = $2 and revision = $3";

const FAMILIES: &str = "
    select id, report, note from placing_proposal
    where territory = $1 and (lower(report) like $2 or lower(note) like $2) and id > $3 order by id limit $4";

const FAMILY_OUT: &str = "
    update placing_proposal set report = $3, note = $4 where territory = $1 and id = $2";

const COUNT: &str = "
    insert into erased_household (territory, traits, households) values ($1, $2, 1)
    on conflict (territory, traits) do update set households = erased_household.households + 1";

const COUNTED: &str = "
    select traits, households from erased_household where territory = $1 order by traits";

const IS_ERASED: &str = "select change from erased_change where territory = $1 and change = $2";

const KEEP: &str = "
    insert into erasure (territory, number, change, marker, ground, at, actor, entries, revisions,
        files, mentions, rows_of_files, digest, spelling)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

/// A question for receipts with the digest that the chain has given their event.
macro_rules! receipts_where {
    ($rest:literal) => {
        concat!(
            "
    select erasure.number, erasure.change, erasure.ground, erasure.at, erasure.actor, erasure.entries,
           erasure.revisions, erasure.files, erasure.mentions, erasure.rows_of_files,
           chain.digest as chained
    from erasure
    join audit_chain as chain
      on chain.territory = erasure.territory and chain.seq = erasure.change
    where erasure.territory = $1 and ",
            $rest
        )
    };
}

const BY_MARKER: &str = receipts_where!("erasure.marker = $2 order by erasure.number desc limit 1");

const NEWEST: &str = receipts_where!("erasure.number < $2 order by erasure.number desc limit $3");

const LAST: &str = "
    select cast(coalesce(max(change), 0) as bigint) as last from erasure where territory = $1";

/// A kept proposal of homes that names a family.
#[derive(Clone, Debug)]
pub struct NamingProposal {
    /// Its id.
    pub id: Uuid,
    /// What it proposes, as it is stored.
    pub report: serde_json::Value,
    /// What is said about it.
    pub note: Option<String>,
}

impl Store {
    /// The newest receipt of the household that a marker stands for.
    pub async fn erasure_of(
        &self,
        territory: &Territory,
        marker: &str,
    ) -> Result<Option<KeptReceipt>> {
        let key = vec![territory.as_str().into(), marker.into()];
        let rows = self.database.rows(BY_MARKER, key).await?;
        rows.first().map(receipt).transpose()
    }

    /// Receipts before a number, newest first; `u64::MAX` begins.
    pub async fn erasures(
        &self,
        territory: &Territory,
        (before, limit): (u64, u32),
    ) -> Result<Vec<KeptReceipt>> {
        let key = vec![territory.as_str().into(), before.into(), limit.into()];
        let rows = self.database.rows(NEWEST, key).await?;
        rows.iter().map(receipt).collect()
    }

    /// Number of the change of the last erasure, 0 before the first.
    pub async fn last_erasure(&self, territory: &Territory) -> Result<u64> {
        let key = vec![territory.as_str().into()];
        let rows = self.database.rows(LAST, key).await?;
        rows.first().map_or(Ok(0), |row| row.count("last"))
    }

    /// What counts and measures need of households that were erased, and how many are alike.
    pub async fn erased_households(
        &self,
        territory: &Territory,
    ) -> Result<Vec<(ErasedHousehold, u64)>> {
        let key = vec![territory.as_str().into()];
        let rows = self.database.rows(COUNTED, key).await?;
        rows.iter().map(counted).collect()
    }
}

impl Desk {
    /// How a household's code is written, where others have codes that are written alike.
    pub async fn spelling(&mut self, household: &str) -> Result<Spelling> {
        let code = Spelling::of(household);
        let others = self.texts_like((ALIKE, "code"), &code).await?;
        Ok(code.but_not(others))
    }

    /// Every text of one column that a code may stand in.
    async fn texts_like(
        &mut self,
        (sql, column): (&'static str, &'static str),
        code: &Spelling,
    ) -> Result<Vec<String>> {
        let mut found: Vec<String> = Vec::new();
        loop {
            let after = found.last().cloned().unwrap_or_default();
            let key = self.about(code, &after);
            let rows = self.parts().0.rows(sql, key).await?;
            if rows.is_empty() {
                return Ok(found);
            }
            for row in &rows {
                found.push(row.get(column)?);
            }
        }
    }

    /// Entries in whose fields a code stands, taken out ones included.
    pub async fn naming(&mut self, code: &Spelling) -> Result<Vec<RegisterEntry>> {
        let mut found: Vec<RegisterEntry> = Vec::new();
        let mut after = String::new();
        loop {
            let key = self.about(code, &after);
            let rows = self.parts().0.rows(NAMING, key).await?;
            let Some(last) = rows.last() else {
                return Ok(found);
            };
            after = last.id("id")?.to_string();
            for row in &rows {
                found.extend(if_naming(row, code)?);
            }
        }
    }

    /// Entries that lead to one of these, and those that may have named a code before.
    pub async fn naming_before(
        &mut self,
        code: &Spelling,
        targets: &[RegisterEntry],
    ) -> Result<BTreeSet<Uuid>> {
        let mut found = BTreeSet::new();
        for target in targets {
            let key = vec![self.here(), target.id.into()];
            for row in self.parts().0.rows(LEADING, key).await? {
                found.insert(row.id("entry")?);
            }
        }
        let mut after = String::new();
        loop {
            let key = self.about(code, &after);
            let rows = self.parts().0.rows(NAMED_BEFORE, key).await?;
            let Some(last) = rows.last() else {
                return Ok(found);
            };
            after = last.id("entry")?.to_string();
            for row in &rows {
                found.insert(row.id("entry")?);
            }
        }
    }

    /// Deletes entries with all that hangs on them; tells how many entries, revisions and files that were.
    pub async fn erase(&mut self, entries: &[RegisterEntry]) -> Result<Erased> {
        let mut erased = Erased::default();
        for entry in entries {
            let own = || -> Value<'static> { entry.id.into() };
            let here = self.here();
            let requests = vec![
                here.clone(),
                entry.register.code().into(),
                entry.code.clone().into(),
            ];
            let (transaction, _) = self.parts();
            let key = || vec![here.clone(), own()];
            for sql in [BEGIN, CHANGES, LINKS] {
                transaction.rows(sql, key()).await?;
            }
            let revisions = transaction.rows(REVISIONS, key()).await?;
            let files = transaction.rows(FILES, key()).await?;
            transaction.rows(REQUESTS, requests).await?;
            transaction.rows(ENTRY, key()).await?;
            erased.entries += 1;
            erased.revisions += count(&revisions);
            erased.files += count(&files);
        }
        self.end_erasing().await?;
        Ok(erased)
    }

    /// Deletes the photos and documents of an entry; tells how many there were.
    pub async fn erase_files(&mut self, entry: &RegisterEntry) -> Result<u64> {
        let key = vec![self.here(), entry.id.into()];
        let (transaction, _) = self.parts();
        transaction.rows(BEGIN, key.clone()).await?;
        let files = transaction.rows(FILES, key).await?;
        self.end_erasing().await?;
        Ok(count(&files))
    }

    /// Blanks the revisions of an entry whose text `names` something; tells how many.
    pub async fn blank_revisions(
        &mut self,
        entry: Uuid,
        names: impl Fn(&str) -> bool,
    ) -> Result<u64> {
        let key = vec![self.here(), entry.into()];
        let rows = self.parts().0.rows(TEXTS, key).await?;
        let mut blanked = 0;
        for row in &rows {
            let body: Option<String> = row.get("body")?;
            let texts: [Option<String>; 2] = [body.as_deref().map(plain), row.get("reason")?];
            if texts.iter().flatten().any(|text| names(text)) {
                let revision: u32 = row.count("revision")?;
                let key = vec![self.here(), entry.into(), revision.into()];
                self.parts().0.rows(BLANK, key).await?;
                blanked += 1;
            }
        }
        Ok(blanked)
    }

    /// Deletes the rows of imported placements of a household, in every version; tells how many.
    pub async fn erase_imported(&mut self, household: &Spelling) -> Result<u64> {
        let written = self
            .texts_like((IMPORTED_AS, "household"), household)
            .await?;
        let mut deleted = 0;
        for code in written.into_iter().filter(|code| household.is_nearly(code)) {
            let key = vec![self.here(), code.into()];
            deleted += count(&self.parts().0.rows(IMPORTED, key).await?);
        }
        Ok(deleted)
    }

    /// Kept proposals of homes in which a code may stand.
    pub async fn proposals_naming(&mut self, code: &Spelling) -> Result<Vec<NamingProposal>> {
        let mut found: Vec<NamingProposal> = Vec::new();
        loop {
            let after = found.last().map(|last| last.id.to_string());
            let key = self.about(code, &after.unwrap_or_default());
            let rows = self.parts().0.rows(FAMILIES, key).await?;
            if rows.is_empty() {
                return Ok(found);
            }
            for row in &rows {
                found.push(NamingProposal {
                    id: row.id("id")?,
                    report: row.json("report")?,
                    note: row.get("note")?,
                });
            }
        }
    }

    /// Puts a kept proposal in the place of itself, without what named a family.
    pub async fn clean_proposal(&mut self, proposal: &NamingProposal) -> Result<()> {
        let key = vec![self.here(), proposal.id.into()];
        let values = vec![
            self.here(),
            proposal.id.into(),
            Value::json(&proposal.report)?,
            Value::Text(proposal.note.clone().map(Into::into)),
        ];
        self.parts().0.rows(BEGIN, key).await?;
        self.parts().0.rows(FAMILY_OUT, values).await?;
        self.end_erasing().await
    }

    /// Counts a household among those that were like it.
    pub async fn count_erased(&mut self, household: &ErasedHousehold) -> Result<()> {
        let values = vec![self.here(), Value::json(household)?];
        self.parts().0.rows(COUNT, values).await?;
        Ok(())
    }

    /// What counts need of households that were erased, and how many are alike.
    pub async fn erased_households(&mut self) -> Result<Vec<(ErasedHousehold, u64)>> {
        let key = vec![self.here()];
        let rows = self.parts().0.rows(COUNTED, key).await?;
        rows.iter().map(counted).collect()
    }

    /// Whether something that a change has touched was erased.
    pub async fn is_erased(&mut self, change: u64) -> Result<bool> {
        let key = vec![self.here(), change.into()];
        Ok(!self.parts().0.rows(IS_ERASED, key).await?.is_empty())
    }

    /// The number of the next receipt.
    pub async fn next_erasure(&mut self) -> Result<u64> {
        let (transaction, territory) = self.parts();
        transaction.next(territory, "erasure").await
    }

    /// Keeps a receipt under the markers of its household's code and of all ways of writing it, with the event
    /// that holds its digest.
    pub async fn keep_receipt(
        &mut self,
        receipt: &ErasureReceipt,
        ((marker, spelling), event): ((&str, &str), &AuditEvent),
    ) -> Result<KeptReceipt> {
        let (transaction, territory) = self.parts();
        let change = audit::append(transaction, territory, event).await?;
        let erased = &receipt.erased;
        let values = vec![
            territory.as_str().into(),
            receipt.number.into(),
            change.into(),
            marker.into(),
            receipt.ground.code().into(),
            Value::moment(receipt.at)?,
            receipt.actor.as_str().into(),
            erased.entries.into(),
            erased.revisions.into(),
            erased.files.into(),
            erased.mentions.into(),
            erased.rows_of_files.into(),
            receipt.digest().into(),
            spelling.into(),
        ];
        transaction.rows(KEEP, values).await?;
        let key = vec![territory.as_str().into(), marker.into()];
        let rows = transaction.rows(BY_MARKER, key).await?;
        let kept = rows.first().map(self::receipt).transpose()?;
        kept.ok_or(Error::Damaged {
            column: "marker",
            source: None,
        })
    }

    async fn end_erasing(&mut self) -> Result<()> {
        let key = vec![self.here()];
        self.parts().0.rows(END, key).await?;
        Ok(())
    }

    fn here(&mut self) -> Value<'static> {
        self.parts().1.as_str().to_owned().into()
    }

    fn about(&mut self, code: &Spelling, after: &str) -> Vec<Value<'static>> {
        vec![
            self.here(),
            code.pattern().into(),
            after.to_owned().into(),
            PAGE.into(),
        ]
    }
}

/// The entry of a row, where a code stands in it as a word.
fn if_naming(row: &Row, code: &Spelling) -> Result<Option<RegisterEntry>> {
    let body: String = row.get("body")?;
    let is_named = code.stands_in(&plain(&body));
    is_named.then(|| registers::read(row)).transpose()
}

/// JSON with blanks where a line ends: the letter of `\n` would pass for a part of the next word.
fn plain(json: &str) -> String {
    ["\\n", "\\r", "\\t"]
        .iter()
        .fold(json.to_owned(), |text, sign| text.replace(sign, " "))
}

fn count(rows: &[Row]) -> u64 {
    u64::try_from(rows.len()).unwrap_or(u64::MAX)
}

fn counted(row: &Row) -> Result<(ErasedHousehold, u64)> {
    Ok((row.json("traits")?, row.count("households")?))
}

fn receipt(row: &Row) -> Result<KeptReceipt> {
    Ok(KeptReceipt {
        receipt: ErasureReceipt {
            number: row.count("number")?,
            ground: row.word("ground")?,
            at: row.moment("at")?,
            actor: row.get("actor")?,
            erased: Erased {
                entries: row.count("entries")?,
                revisions: row.count("revisions")?,
                files: row.count("files")?,
                mentions: row.count("mentions")?,
                rows_of_files: row.count("rows_of_files")?,
            },
        },
        change: row.count("change")?,
        chained: row.get("chained")?,
    })
}
