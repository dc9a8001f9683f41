//! One settlement added, replaced, changed in part or taken out, upon the current layer version.
//!
//! What is given passes the same checks and mends as an imported file, and is told with the same
//! notices. The edit, its audit event and, for a new place, its id for ever are one transaction;
//! then the settlement is assessed, and the next atlas holds it.

use std::{path::Path, sync::Arc};

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::{Atlas, Error, ImportFile, Jalon, Known, features, selection};
use crate::{
    domain::{
        Code, ImportReport, LayerKind, LayerVersionId, Placement, Record, Ruling, Settlement,
        SettlementStatus, VerdictKind, Viewer, VisitId, hex,
    },
    formats, intake,
    spatial::Feature,
    store::{self, Clash, EditOutcome, SettlementEdit, Wanted},
};

mod document;
mod outlines;

use document::{given, named, patched};
use outlines::Taking;

pub use outlines::Outlines;

/// How often an edit is decided anew when others change something meanwhile.
const TRIES: usize = 8;

/// The columns of a settlement that people give; the others are worked out.
pub const GIVEN: [&str; 7] = [
    "code",
    "name",
    "kind",
    "status",
    "households",
    "people",
    "installed_on",
];

/// What must be true of the [`revision`] of a settlement for an edit to be made.
pub type Condition<'a> = &'a (dyn Fn(&str) -> bool + Send + Sync);

/// A settlement after an edit.
#[derive(Clone, Debug)]
pub struct Edited {
    /// Its code.
    pub code: String,
    /// What was mended or could not be read, as after an import.
    pub report: Option<ImportReport>,
    /// What became of it.
    pub outcome: EditedTo,
}

/// What became of a settlement that was edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditedTo {
    /// It is new.
    Added,
    /// It is there, changed.
    Changed,
    /// It was asked to go, and is closed, because people have written down things about it.
    Closed,
    /// It is in the layer no longer.
    Removed,
}

/// What is to be done.
enum Asked<'a> {
    Add(&'a Json),
    Replace(&'a Json),
    Patch(&'a Json),
    Outline(&'a Taking),
    Remove,
}

impl Jalon {
    /// Adds a settlement from a GeoJSON feature.
    ///
    /// # Errors
    /// When the feature cannot be read, or its code is taken.
    pub async fn add_settlement(
        &self,
        (feature, crs): (&Json, Option<&str>),
        actor: &str,
    ) -> Result<Edited, Error> {
        let asked = Asked::Add(feature);
        self.edit(None, (asked, crs), (&|_| true, actor)).await
    }

    /// Puts a GeoJSON feature in the place of a settlement, whose code it keeps.
    ///
    /// # Errors
    /// When there is none, the condition does not hold, or the feature cannot be read.
    pub async fn replace_settlement(
        &self,
        code: &str,
        (feature, crs): (&Json, Option<&str>),
        by: (Condition<'_>, &str),
    ) -> Result<Edited, Error> {
        let asked = Asked::Replace(feature);
        self.edit(Some(code), (asked, crs), by).await
    }

    /// Changes what a JSON merge patch (RFC 7396) names.
    ///
    /// # Errors
    /// As [`replace_settlement`](Self::replace_settlement).
    pub async fn patch_settlement(
        &self,
        code: &str,
        (patch, crs): (&Json, Option<&str>),
        by: (Condition<'_>, &str),
    ) -> Result<Edited, Error> {
        let asked = Asked::Patch(patch);
        self.edit(Some(code), (asked, crs), by).await
    }

    /// Takes a settlement out of the layer; one that people have written down things about is
    /// closed instead. What was recorded stays recorded either way.
    ///
    /// # Errors
    /// When there is none, or the condition does not hold.
    pub async fn remove_settlement(
        &self,
        code: &str,
        by: (Condition<'_>, &str),
    ) -> Result<Edited, Error> {
        self.edit(Some(code), (Asked::Remove, None), by).await
    }

    /// Decides upon the newest atlas, and decides anew when something has changed meanwhile.
    async fn edit(
        &self,
        code: Option<&str>,
        (asked, crs): (Asked<'_>, Option<&str>),
        (condition, actor): (Condition<'_>, &str),
    ) -> Result<Edited, Error> {
        for _ in 0..TRIES {
            self.reload().await?;
            let atlas = self.atlas();
            let known = agreed(&atlas, code, condition)?;
            let decided = self.decide(&atlas, known.as_ref(), (&asked, crs)).await?;
            let event = self.event(
                (actor, decided.action()),
                format!("settlement/{}", decided.edit.settlement.code),
                decided.detail(),
            );
            match self.written(&decided, &event, atlas.change).await {
                Err(store::Error::Conflict {
                    clash: Clash::ChangedMeanwhile,
                    ..
                }) => {}
                Err(error) => return Err(error.into()),
                Ok(()) => return self.taken_in(decided, actor).await,
            }
        }
        Err(Error::Store(store::Error::Conflict {
            clash: Clash::ChangedMeanwhile,
            said: None,
        }))
    }

    async fn decide(
        &self,
        atlas: &Atlas,
        known: Option<&Known>,
        (asked, crs): (&Asked<'_>, Option<&str>),
    ) -> Result<Decided, Error> {
        let layer = atlas
            .layer(LayerKind::Settlements)
            .ok_or(Error::NoLayer {
                layer: LayerKind::Settlements,
            })?
            .version
            .id;
        match (asked, known) {
            (Asked::Remove, Some(known)) => self.removal(layer, known).await,
            (Asked::Add(feature), _) => {
                let feature = given(feature, None)?;
                let (settlement, report) = self.read_one(&feature, crs).await?;
                if atlas.settlement(&settlement.code).is_some() {
                    return Err(Error::CodeTaken {
                        code: settlement.code,
                    });
                }
                Ok(Decided::standing(
                    layer,
                    (settlement, report),
                    EditedTo::Added,
                ))
            }
            (Asked::Replace(feature), Some(known)) => {
                let feature = given(feature, Some(&known.settlement.code))?;
                let read = self.read_one(&feature, crs).await?;
                may_follow(&known.settlement, &read.0)?;
                Ok(Decided::standing(layer, read, EditedTo::Changed))
            }
            (Asked::Patch(patch), Some(known)) => {
                let (feature, crs) = patched(atlas, known, (patch, crs))?;
                let read = self.read_one(&feature, crs).await?;
                may_follow(&known.settlement, &read.0)?;
                Ok(Decided::standing(layer, read, EditedTo::Changed))
            }
            (Asked::Outline(taking), Some(known)) => {
                let (feature, _) = patched(atlas, known, (&taking.patch(), None))?;
                let read = self.read_one(&feature, None).await?;
                Ok(Decided {
                    outline: Some(taking.ruling()),
                    ..Decided::standing(layer, read, EditedTo::Changed)
                })
            }
            (_, None) => Err(Error::NoSettlement {
                code: String::new(),
            }),
        }
    }

    async fn removal(&self, layer: LayerVersionId, known: &Known) -> Result<Decided, Error> {
        let mut settlement = (*known.settlement).clone();
        let (outcome, edited) = if self.has_history(&settlement.code).await? {
            if let Some(rule) = self.lacking_outcomes(&settlement).await? {
                return Err(Error::Rule { rule });
            }
            settlement.status = SettlementStatus::Closed;
            (EditOutcome::Stands, EditedTo::Closed)
        } else {
            (EditOutcome::Removed, EditedTo::Removed)
        };
        Ok(Decided {
            edit: SettlementEdit {
                layer,
                settlement,
                outcome,
            },
            report: None,
            outcome: edited,
            outline: None,
        })
    }

    /// Whether people have written down anything about it: visits, casework, or a household's
    /// move from it. Assessments are worked out, and stay stored anyway.
    pub(super) async fn has_history(&self, code: &str) -> Result<bool, Error> {
        let wanted = Wanted {
            settlement: Some(code),
            before: u64::MAX,
            limit: 1,
        };
        let atlas = self.atlas();
        let from_here = |placement: &Placement| placement.origin.as_deref() == Some(code);
        if atlas.placements().any(from_here) {
            return Ok(true);
        }
        for kind in VerdictKind::ALL {
            if !self.overrides(*kind, wanted).await?.is_empty() {
                return Ok(true);
            }
        }
        let settlement = self.settlement_id(code)?;
        Ok(self
            .store
            .is_in_registers(&self.territory, settlement)
            .await?
            || !self.visits(code, None, 1).await?.is_empty()
            || !self.works_orders(wanted).await?.is_empty()
            || !self.incidents(wanted).await?.is_empty())
    }

    /// Reads a feature as an import would, and stores nothing.
    async fn read_one(
        &self,
        feature: &Json,
        crs: Option<&str>,
    ) -> Result<(Settlement, ImportReport), Error> {
        let folder = tempfile::tempdir().map_err(unwritten)?;
        let path = folder.path().join("settlement.geojson");
        write(&path, feature)?;
        let mut file = ImportFile::new(LayerKind::Settlements, path, "http");
        file.crs = crs.map(str::to_owned);
        for name in named(feature) {
            file.mapping.add(&format!("{name}={name}"))?;
        }
        let known = self.store.settlement_ids(&self.territory).await?;
        let plan = self.plan(&file, known);
        let (mut arriving, reading) = self.start_reading(&file, plan, |_| ());
        let mut records = Vec::new();
        while let Some(batch) = arriving.recv().await {
            records.extend(batch);
        }
        let report = reading.await??;
        match records.pop() {
            Some(Record::Settlement(settlement)) => Ok((settlement, report)),
            _ => Err(intake::Error::NothingKept {
                report: Box::new(report),
            }
            .into()),
        }
    }

    /// Assesses what was edited, so that whoever looks next sees it whole.
    async fn taken_in(&self, decided: Decided, actor: &str) -> Result<Edited, Error> {
        let code = decided.edit.settlement.code;
        if let Err(error) = self.rescore(&code, actor).await {
            tracing::error!(?error, "an edit could not be followed by scoring");
            self.reload().await?;
        }
        Ok(Edited {
            code,
            report: decided.report,
            outcome: decided.outcome,
        })
    }
}

/// The settlement of a code, if the condition holds for it.
fn agreed(
    atlas: &Atlas,
    code: Option<&str>,
    condition: Condition<'_>,
) -> Result<Option<Known>, Error> {
    let Some(code) = code else {
        return Ok(None);
    };
    let known = atlas.settlement(code).cloned();
    let known = known.ok_or_else(|| Error::NoSettlement {
        code: code.to_owned(),
    })?;
    let item = told(atlas, &known.settlement.code);
    if item.is_some_and(|item| condition(&revision(&item))) {
        Ok(Some(known))
    } else {
        Err(Error::ChangedSince {
            code: code.to_owned(),
        })
    }
}

/// An edit that is decided and still to be written.
struct Decided {
    edit: SettlementEdit,
    report: Option<ImportReport>,
    outcome: EditedTo,
    /// The visit whose outline the new shape is, with who decided that.
    outline: Option<(VisitId, Ruling)>,
}

impl Decided {
    fn standing(
        layer: LayerVersionId,
        (settlement, report): (Settlement, ImportReport),
        outcome: EditedTo,
    ) -> Self {
        Self {
            edit: SettlementEdit {
                layer,
                settlement,
                outcome: EditOutcome::Stands,
            },
            report: Some(report),
            outcome,
            outline: None,
        }
    }

    /// What the record of changes tells of it.
    fn detail(&self) -> Json {
        let mut detail = json!({ "mends": self.report.as_ref().map(|report| &report.mends) });
        if let Some((visit, _)) = &self.outline {
            detail["outline_of_visit"] = json!(visit);
        }
        detail
    }

    fn action(&self) -> &'static str {
        match self.outcome {
            EditedTo::Added => "settlement-add",
            EditedTo::Changed => "settlement-change",
            EditedTo::Closed => "settlement-close",
            EditedTo::Removed => "settlement-remove",
        }
    }
}

/// A digest of all that is told of a feature; another one whenever that is another.
#[must_use]
pub fn revision(item: &Feature) -> String {
    let text = [
        formats::geojson_geometry(&item.shape),
        formats::geojson_properties(&item.properties),
    ];
    hex(&Sha256::digest(text.concat()))
}

/// The settlement as the team sees it.
fn told(atlas: &Atlas, code: &str) -> Option<Feature> {
    let layer: &Arc<_> = atlas.layer(LayerKind::Settlements)?;
    let found = selection::find(layer, code)?;
    features::item(atlas, (Viewer::CaseWorker, LayerKind::Settlements), found)
}

/// A closed settlement gets a successor; it is not opened again. A status that rules stand before is
/// reached by its own door, which knows them.
fn may_follow(before: &Settlement, after: &Settlement) -> Result<(), Error> {
    let reopened = before.status == SettlementStatus::Closed && after.status.is_open();
    if reopened {
        return Err(Error::Reopened {
            code: before.code.clone(),
        });
    }
    let is_ruled = matches!(
        after.status,
        SettlementStatus::Accompaniment | SettlementStatus::MovePlanned | SettlementStatus::Closed
    );
    if is_ruled && after.status != before.status {
        return Err(Error::StatusRuled {
            code: before.code.clone(),
            status: after.status,
        });
    }
    Ok(())
}

fn write(path: &Path, feature: &Json) -> Result<(), Error> {
    std::fs::write(path, feature.to_string()).map_err(unwritten)
}

fn unwritten(source: std::io::Error) -> Error {
    Error::Io {
        file: "settlement.geojson".to_owned(),
        source,
    }
}
