//! One import: all records of a layer version, its audit event and its number in one transaction.

use std::collections::HashMap;

use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Clash, Error, Result, Store, audit,
    bulk::Target,
    database::Transaction,
    layers,
    records::{Key, belongs, table_of, values},
    value::Value,
};
use crate::{
    domain::{
        AuditEvent, ImportReport, LayerKind, LayerVersion, LayerVersionId, Record, SettlementId,
        Territory,
    },
    spatial::Bbox,
};

const IDENTITIES: Target<'static> = Target {
    into: "settlement_identity (territory, code, id)",
    width: 3,
};

/// What becomes known of a layer version while its file is read.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// What the file was called.
    pub source: String,
    /// The whole account of the import.
    pub report: ImportReport,
    /// The box around all shapes; `None` for records without shapes.
    pub bbox: Option<Bbox>,
    /// When.
    pub imported_at: OffsetDateTime,
    /// Whether it only says that there is no such layer any more: the first import was taken back.
    pub withdrawn: bool,
}

/// An import under way. Dropped without [`commit`](Import::commit) it leaves nothing behind.
#[derive(Debug)]
pub struct Import {
    transaction: Transaction,
    territory: Territory,
    kind: LayerKind,
    id: LayerVersionId,
    version: u32,
    records: u64,
    spoiled: bool,
}

impl Store {
    /// Begins the next version of a layer. Another import of the same layer waits until this one
    /// ends; on SQLite every other change does.
    ///
    /// # Errors
    /// [`Error::Busy`] after a minute of waiting, [`Error::Full`] when there is no room.
    pub async fn begin_import(&self, territory: &Territory, kind: LayerKind) -> Result<Import> {
        let mut transaction = self.database.begin().await?;
        let version = transaction
            .next(territory, &format!("layer/{kind}"))
            .await?;
        Ok(Import {
            transaction,
            territory: territory.clone(),
            kind,
            id: LayerVersionId(Uuid::now_v7()),
            version: u32::try_from(version).map_err(|_| Error::Damaged {
                column: "last",
                source: None,
            })?,
            records: 0,
            spoiled: false,
        })
    }
}

impl Import {
    /// The name the layer version will have.
    #[must_use]
    pub fn id(&self) -> LayerVersionId {
        self.id
    }

    /// The number the layer version will have.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The id of every settlement code known so far; while this import of settlements runs,
    /// no other one adds any.
    pub async fn settlement_ids(&mut self) -> Result<HashMap<String, SettlementId>> {
        let key = vec![self.territory.as_str().into()];
        let rows = self.transaction.rows(layers::SETTLEMENT_IDS, key).await?;
        layers::read_ids(&rows)
    }

    /// Adds records, in the order of the file; a thousand at a time is a good measure.
    ///
    /// # Errors
    /// [`Error::OtherLayer`] or [`Error::Unfit`] name the record; [`Error::Conflict`] when codes
    /// clash. After any error the import can only be dropped.
    pub async fn append(&mut self, records: &[Record]) -> Result<()> {
        // Also true when this future is dropped half-way.
        if std::mem::replace(&mut self.spoiled, true) {
            return Err(spoiled());
        }
        let key = Key {
            territory: self.territory.as_str(),
            layer_version: &self.id.0.to_string(),
            seq: self.records,
        };
        let rows = rows(self.kind, key, records)?;
        add_identities(&mut self.transaction, &self.territory, records).await?;
        let target = &table_of(self.kind).target;
        let inserted = self.transaction.insert(target, rows).await;
        inserted.map_err(|error| error.if_unlinked(Clash::CodeOfAnother))?;
        self.records += records.len() as u64;
        self.spoiled = false;
        Ok(())
    }

    /// Makes the layer version and its audit event last, together.
    pub async fn commit(mut self, new: NewVersion, event: &AuditEvent) -> Result<LayerVersion> {
        if self.spoiled {
            return Err(spoiled());
        }
        let layer = LayerVersion {
            id: self.id,
            territory: self.territory,
            kind: self.kind,
            version: self.version,
            source: new.source,
            records: self.records,
            bbox: new.bbox,
            imported_at: new.imported_at,
            report: new.report,
            withdrawn: new.withdrawn,
        };
        let change = audit::append(&mut self.transaction, &layer.territory, event).await?;
        layers::add(&mut self.transaction, &layer, change).await?;
        self.transaction.commit().await?;
        Ok(layer)
    }
}

/// The rows of records that follow the record of this key; refuses a record of another layer.
fn rows<'a>(layer: LayerKind, last: Key<'a>, records: &'a [Record]) -> Result<Vec<Vec<Value<'a>>>> {
    let row = |(seq, record)| {
        if !belongs(record, layer) {
            return Err(Error::OtherLayer { seq, layer });
        }
        let key = Key { seq, ..last };
        values(key, record).map_err(|source| Error::Unfit { seq, layer, source })
    };
    (last.seq + 1..).zip(records).map(row).collect()
}

/// Remembers the id of each settlement's code, unless the code has one.
pub(super) async fn add_identities(
    transaction: &mut Transaction,
    territory: &Territory,
    records: &[Record],
) -> Result<()> {
    let settlements = records.iter().filter_map(|record| match record {
        Record::Settlement(settlement) => Some(settlement),
        _ => None,
    });
    let rows: Vec<Vec<Value<'_>>> = settlements
        .map(|settlement| {
            vec![
                territory.as_str().into(),
                settlement.code.as_str().into(),
                settlement.id.0.into(),
            ]
        })
        .collect();
    transaction.insert_new(&IDENTITIES, rows).await
}

fn spoiled() -> Error {
    Error::Conflict {
        clash: Clash::ImportSpoiled,
        said: None,
    }
}
