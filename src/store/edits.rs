//! Settlements that are added, changed or taken out one by one: appended upon a layer version.

use uuid::Uuid;

use super::{
    Clash, Desk, Error, NewVersion, Result, Store, audit,
    bulk::Target,
    database::Transaction,
    import::add_identities,
    layers,
    records::{read_settlement, write_settlement},
    row::Row,
    value::Value,
};
use crate::domain::{
    AuditEvent, LayerKind, LayerVersion, LayerVersionId, Record, Settlement, Territory,
};

const EDITS: Target<'static> = Target {
    into: "settlement_edit (territory, change, layer_version, is_removal, id, code, name, kind, \
       status, households, people, installed_on, shape, west, south, east, north)",
    width: 17,
};

const OF_LAYER: &str = "
    select change, is_removal, id, code, name, kind, status, households, people, installed_on,
           shape
    from settlement_edit
    where territory = $1 and layer_version = $2 and change > $3
    order by change limit $4";

const IDENTITY: &str = "
    select id from settlement_identity where territory = $1 and code = $2";

/// What is done to a settlement of a layer version.
#[derive(Clone, Debug)]
pub struct SettlementEdit {
    /// The layer version that was current.
    pub layer: LayerVersionId,
    /// The settlement as it is from now on, or was.
    pub settlement: Settlement,
    /// Whether it is in the layer from now on.
    pub outcome: EditOutcome,
}

/// Whether a settlement is in its layer after an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditOutcome {
    /// It is.
    Stands,
    /// It is not.
    Removed,
}

impl Store {
    /// A desk at which the layer of settlements may begin. An import of that layer takes its number
    /// first and that of its change last, and so does this: the other way round each would wait for
    /// the other.
    pub async fn desk_for_settlements(
        &self,
        territory: &Territory,
        event: &AuditEvent,
    ) -> Result<Desk> {
        let mut transaction = self.database.begin().await?;
        let layer = format!("layer/{}", LayerKind::Settlements);
        transaction.hold(territory, &layer).await?;
        let change = audit::append(&mut transaction, territory, event).await?;
        Ok(Desk {
            transaction,
            territory: territory.clone(),
            change,
        })
    }

    /// Appends an edit with its audit event, if nothing has changed since the change of the
    /// number `since`, upon which the edit was decided.
    ///
    /// # Errors
    /// [`Clash::ChangedMeanwhile`] when something has.
    pub async fn edit_settlement(
        &self,
        territory: &Territory,
        (edit, event): (&SettlementEdit, &AuditEvent),
        since: u64,
    ) -> Result<u64> {
        let mut transaction = self.database.begin().await?;
        let key = vec![
            territory.as_str().into(),
            edit.settlement.code.as_str().into(),
        ];
        // A code that nobody has yet may be one that an import is about to write: whoever takes the number of
        // the change before it waits for the import, which waits for that number.
        if transaction.rows(IDENTITY, key).await?.is_empty() {
            let layer = format!("layer/{}", LayerKind::Settlements);
            transaction.hold(territory, &layer).await?;
        }
        let change = audit::append(&mut transaction, territory, event).await?;
        if change != since + 1 {
            return Err(Error::Conflict {
                clash: Clash::ChangedMeanwhile,
                said: None,
            });
        }
        insert(&mut transaction, territory, (change, edit)).await?;
        transaction.commit().await?;
        Ok(change)
    }

    /// Up to `limit` edits of a layer version with the numbers of their changes, oldest first,
    /// after the change of a number; 0 begins.
    pub async fn settlement_edits(
        &self,
        layer: &LayerVersion,
        (after, limit): (u64, u32),
    ) -> Result<Vec<(u64, SettlementEdit)>> {
        let key = vec![
            layer.territory.as_str().into(),
            layer.id.0.into(),
            after.into(),
            limit.into(),
        ];
        let rows = self.database.rows(OF_LAYER, key).await?;
        let read = |row: &Row| {
            let edit = SettlementEdit {
                layer: layer.id,
                settlement: read_settlement(row)?,
                outcome: outcome(row)?,
            };
            Ok((row.count("change")?, edit))
        };
        rows.iter().map(read).collect()
    }
}

/// Writes an edit under the number of its change.
async fn insert(
    transaction: &mut Transaction,
    territory: &Territory,
    (change, edit): (u64, &SettlementEdit),
) -> Result<()> {
    let record = Record::Settlement(edit.settlement.clone());
    add_identities(transaction, territory, &[record]).await?;
    let mut row = vec![
        territory.as_str().into(),
        change.into(),
        edit.layer.0.into(),
        Value::Flag(Some(edit.outcome == EditOutcome::Removed)),
    ];
    write_settlement(&edit.settlement, &mut row)?;
    let inserted = transaction.insert(&EDITS, vec![row]).await;
    inserted.map_err(|error| error.if_unlinked(Clash::CodeOfAnother))
}

impl Desk {
    /// Writes an edit of a settlement, if nothing has changed since the change of the number
    /// `since`, upon which the edit was decided.
    ///
    /// # Errors
    /// [`Clash::ChangedMeanwhile`] when something has.
    pub async fn edit_settlement(&mut self, edit: &SettlementEdit, since: u64) -> Result<()> {
        if self.change() != since + 1 {
            return Err(Error::Conflict {
                clash: Clash::ChangedMeanwhile,
                said: None,
            });
        }
        let change = self.change();
        let (transaction, territory) = self.parts();
        insert(transaction, territory, (change, edit)).await
    }
}

impl Desk {
    /// Makes sure that nothing has changed since the change of the number `since`, upon which what is
    /// written here was decided.
    ///
    /// # Errors
    /// [`Clash::ChangedMeanwhile`] when something has.
    pub fn only_since(&self, since: u64) -> Result<()> {
        if self.change() == since + 1 {
            return Ok(());
        }
        Err(Error::Conflict {
            clash: Clash::ChangedMeanwhile,
            said: None,
        })
    }

    /// Writes one of several edits of this desk, with an event and a number of its own.
    pub async fn edit_also(&mut self, edit: &SettlementEdit, event: &AuditEvent) -> Result<u64> {
        let (transaction, territory) = self.parts();
        let change = audit::append(transaction, territory, event).await?;
        insert(transaction, territory, (change, edit)).await?;
        Ok(change)
    }

    /// Begins the layer of settlements with none in it, where there is no such layer yet; at a
    /// [desk for them](Store::desk_for_settlements).
    pub async fn begin_settlements(&mut self, new: NewVersion) -> Result<LayerVersion> {
        let change = self.change();
        let (transaction, territory) = self.parts();
        let kind = LayerKind::Settlements;
        let version = transaction
            .next(territory, &format!("layer/{kind}"))
            .await?;
        let layer = LayerVersion {
            id: LayerVersionId(Uuid::now_v7()),
            territory: territory.clone(),
            kind,
            version: u32::try_from(version).map_err(|_| Error::Damaged {
                column: "last",
                source: None,
            })?,
            source: new.source,
            records: 0,
            bbox: new.bbox,
            imported_at: new.imported_at,
            report: new.report,
            withdrawn: new.withdrawn,
        };
        layers::add(transaction, &layer, change).await?;
        Ok(layer)
    }
}

fn outcome(row: &Row) -> Result<EditOutcome> {
    let is_removal: bool = row.get("is_removal")?;
    Ok(if is_removal {
        EditOutcome::Removed
    } else {
        EditOutcome::Stands
    })
}
