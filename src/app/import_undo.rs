//! Taking an import back: what was there before becomes the newest version of the layer, and the file's
//! own version stays among the old ones. Refused once anybody has built upon it.

use std::collections::BTreeSet;

use serde_json::json;

use super::{AtlasLayer, Error, Jalon, load};
use crate::{
    domain::{AuditEvent, ImportReport, LayerKind, LayerVersion, Record},
    spatial::Bbox,
    store::NewVersion,
};

/// Records that pass to the database at a time.
const BATCH: usize = 500;

/// Why an import is not taken back any more.
#[derive(Debug, thiserror::Error)]
pub enum BuiltUpon {
    /// Another file, or another undoing, came after it.
    #[error(
        "version {version} of {layer} is not the newest any more, so it is not taken back; import the file you want, or take the newer one back first"
    )]
    Newer {
        /// Which layer.
        layer: LayerKind,
        /// Its version.
        version: u32,
    },
    /// Settlements were edited one by one upon it.
    #[error(
        "settlements were changed one by one since version {version} was imported, so it is not taken back; export them and import the list you want"
    )]
    Edited {
        /// The version.
        version: u32,
    },
    /// Something was written about a settlement that only this import has.
    #[error(
        "settlement {code} came with version {version}, and people have written about it since, so it is not taken back; close it where it should not be there"
    )]
    WrittenAbout {
        /// The version.
        version: u32,
        /// The settlement.
        code: String,
    },
}

/// What became of an undoing.
#[derive(Clone, Debug)]
pub struct ImportUndone {
    /// The new version of the layer.
    pub version: u32,
    /// The version whose records it holds again; `None` where there was no layer before.
    pub brought_back: Option<u32>,
    /// How many records it holds.
    pub records: u64,
    /// Settlements that were assessed again because of it.
    pub assessed: usize,
}

impl Jalon {
    /// Takes an import back, then assesses again what that made stale.
    ///
    /// # Errors
    /// [`Error::NoSuchVersion`]; [`BuiltUpon`] when anything has come after it. Nothing is changed then.
    pub async fn undo_import(
        &self,
        (kind, version): (LayerKind, u32),
        actor: &str,
    ) -> Result<ImportUndone, Error> {
        self.refresh().await?;
        let two = self.store.layer_versions(&self.territory, kind, 2).await?;
        let mut two = two.into_iter();
        let newest = two.next().filter(|newest| newest.version >= version);
        let newest = newest.filter(|newest| !newest.withdrawn);
        let newest = newest.ok_or(Error::NoSuchVersion {
            layer: kind,
            version,
        })?;
        if newest.version > version {
            return Err(BuiltUpon::Newer {
                layer: kind,
                version,
            }
            .into());
        }
        let before = match two.next().filter(|before| !before.withdrawn) {
            Some(before) => Some(load::whole_layer(&self.store, before).await?),
            None => None,
        };
        if kind == LayerKind::Settlements {
            self.check_nobody_built(&newest, before.as_deref()).await?;
        }
        let undone = self.bring_back((&newest, before.as_deref()), actor).await?;
        // The layer is what it was by now, so this is no failure of the undoing.
        match self.score(actor).await {
            Ok(scored) => Ok(ImportUndone {
                assessed: scored.assessed,
                ..undone
            }),
            Err(error) => {
                tracing::error!(?error, "an undone import could not be followed by scoring");
                Ok(undone)
            }
        }
    }

    /// Whether nobody has edited the settlements of an import, nor written about one that came with it.
    async fn check_nobody_built(
        &self,
        newest: &LayerVersion,
        before: Option<&AtlasLayer>,
    ) -> Result<(), Error> {
        let version = newest.version;
        let edits = self.store.settlement_edits(newest, (0, 1)).await?;
        if !edits.is_empty() {
            return Err(BuiltUpon::Edited { version }.into());
        }
        let records = before.into_iter().flat_map(AtlasLayer::records);
        let known: BTreeSet<&str> = records
            .filter_map(|(_, record)| match record {
                Record::Settlement(settlement) => Some(settlement.code.as_str()),
                _ => None,
            })
            .collect();
        let atlas = self.atlas();
        let new = atlas.sites().iter().map(|known| &known.settlement.code);
        for code in new.filter(|code| !known.contains(code.as_str())) {
            if self.has_history(code).await? {
                let code = code.clone();
                return Err(BuiltUpon::WrittenAbout { version, code }.into());
            }
        }
        Ok(())
    }

    /// Stores what was there before as the next version, if nobody was faster.
    async fn bring_back(
        &self,
        (newest, before): (&LayerVersion, Option<&AtlasLayer>),
        actor: &str,
    ) -> Result<ImportUndone, Error> {
        let (kind, version) = (newest.kind, newest.version);
        let mut import = self.store.begin_import(&self.territory, kind).await?;
        if import.version() != version + 1 {
            return Err(BuiltUpon::Newer {
                layer: kind,
                version,
            }
            .into());
        }
        let records: Vec<Record> = before
            .into_iter()
            .flat_map(AtlasLayer::records)
            .map(|(_, record)| record.clone())
            .collect();
        for batch in records.chunks(BATCH) {
            import.append(batch).await?;
        }
        let boxes = records.iter().filter_map(Record::bbox);
        let now = self.clock.now();
        let of_before = before.map(|before| &before.version);
        let brought_back = of_before.map(|before| before.version);
        let new = NewVersion {
            source: of_before.map_or_else(String::new, |before| before.source.clone()),
            report: of_before.map_or_else(|| nothing(kind), |before| before.report.clone()),
            bbox: boxes.reduce(Bbox::union),
            imported_at: now,
            withdrawn: before.is_none(),
        };
        let event = AuditEvent {
            at: now,
            actor: actor.to_owned(),
            action: "import-undo".to_owned(),
            subject: format!("layer/{kind}"),
            detail: json!({ "version": version, "brought_back": brought_back }),
        };
        let stored = import.commit(new, &event).await?;
        Ok(ImportUndone {
            version: stored.version,
            brought_back,
            records: stored.records,
            assessed: 0,
        })
    }
}

/// The account of a version that holds nothing: there was no layer before.
fn nothing(layer: LayerKind) -> ImportReport {
    ImportReport {
        file: String::new(),
        file_layer: None,
        format: String::new(),
        crs: String::new(),
        layer,
        dry_run: false,
        mapping: std::collections::BTreeMap::new(),
        columns_left_out: Vec::new(),
        tally: crate::domain::Tally::default(),
        mends: Vec::new(),
        refusals: Vec::new(),
        duplicates: crate::domain::Duplicates::default(),
        warnings: Vec::new(),
    }
}
