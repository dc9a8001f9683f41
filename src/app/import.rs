//! A file becomes the next version of a layer: whole, or not at all.
//!
//! One thread reads and converts; batches of records pass through a short queue into one database
//! transaction, so memory does not grow with the file. The layer version, its records, its report
//! and the audit event are committed together.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use serde_json::json;
use tokio::{sync::mpsc, task::JoinHandle};

use super::{Error, Jalon, load::is_hazard};
use crate::{
    domain::{
        AuditEvent, ImportReport, Language, LayerKind, LayerVersion, Record, SettlementId, Speed,
        Words,
    },
    formats::{GeoTiff, OpenOptions, Progress, Source},
    intake::{Classes, DepthIntake, DepthPlan, Intake, Mapping, Plan},
    spatial::Bbox,
    store::{Import, NewVersion},
};

/// Records that pass to the database at a time.
const BATCH: usize = 500;
/// Batches that may wait: reading runs ahead of writing by this much and no more.
const BATCHES_WAITING: usize = 4;

/// Records that a rehearsal shows, and corners of their shapes, at most.
const SHOWN: usize = 500;
const SHOWN_CORNERS: usize = 100_000;

/// A file to import, and how.
#[derive(Clone, Debug)]
pub struct ImportFile {
    /// Where it is.
    pub path: PathBuf,
    /// Which layer it becomes.
    pub kind: LayerKind,
    /// Which layer inside the file, where there are several.
    pub file_layer: Option<String>,
    /// Reference system, if not the file's own: `EPSG:2154`.
    pub crs: Option<String>,
    /// Columns given for fields; the others are guessed.
    pub mapping: Mapping,
    /// How the classes of zones are read.
    pub classes: Classes,
    /// Whether the records of the layer's current version stay beside the new ones: a second map of
    /// the same peril. Otherwise the file replaces them.
    pub adds: bool,
    /// How fast the water of a depth grid runs.
    pub speed: Option<Speed>,
    /// Grid of classes of speed beside a depth grid.
    pub speed_grid: Option<PathBuf>,
    /// Whether anything is stored.
    pub rehearsal: Rehearsal,
    /// Who asks: `cli`, `http` or an account.
    pub actor: String,
    /// In which language they are told what became of it.
    pub language: Language,
}

impl ImportFile {
    /// A file with everything guessed and nothing given.
    #[must_use]
    pub fn new(kind: LayerKind, path: PathBuf, actor: &str) -> Self {
        Self {
            path,
            kind,
            file_layer: None,
            crs: None,
            mapping: Mapping::new(),
            classes: Classes::new(),
            adds: false,
            speed: None,
            speed_grid: None,
            rehearsal: Rehearsal::No,
            actor: actor.to_owned(),
            language: Language::English,
        }
    }
}

/// Whether an import stores anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rehearsal {
    /// It is for real.
    No,
    /// Read and report only.
    StoreNothing,
}

/// The first records of a rehearsal.
#[derive(Default)]
struct Shown {
    records: Vec<Record>,
    corners: usize,
}

impl Shown {
    /// Keeps a record while there is room for it.
    fn keep(&mut self, record: Record) {
        self.corners += record.corners();
        if self.records.len() < SHOWN && self.corners <= SHOWN_CORNERS {
            self.records.push(record);
        }
    }
}

/// What became of an import.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The account.
    pub report: ImportReport,
    /// The new version of the layer; `None` after a rehearsal.
    pub version: Option<u32>,
    /// Settlements that were assessed again because of it.
    pub assessed: usize,
    /// After a rehearsal the first records, to be looked at before they are stored.
    pub shown: Vec<Record>,
}

impl Jalon {
    /// Imports a file, then assesses again what it made stale.
    ///
    /// # Errors
    /// When the file cannot be read to its end, nothing in it can be kept, or the database
    /// refuses: the database is then exactly as before.
    pub async fn import(
        &self,
        file: ImportFile,
        on_progress: impl Fn(Progress) + Send + 'static,
    ) -> Result<Imported, Error> {
        // Two grids need not have the same cells: a second one replaces the first.
        if file.adds && (!is_hazard(file.kind) || file.kind == LayerKind::Depth) {
            return Err(Error::CannotAdd { layer: file.kind });
        }
        let mut shown = Vec::new();
        let (report, version) = match file.rehearsal {
            Rehearsal::No => {
                let (report, version) = self.store_all(&file, on_progress).await?;
                (report, Some(version))
            }
            Rehearsal::StoreNothing => {
                let (report, first) = self.rehearse(&file, on_progress).await?;
                shown = first;
                (report, None)
            }
        };
        let mut imported = Imported {
            report,
            version: version.map(|version| version.version),
            assessed: 0,
            shown,
        };
        if imported.version.is_some() {
            match self.score(&file.actor).await {
                Ok(scored) => imported.assessed = scored.assessed,
                Err(error) => {
                    let warning = not_assessed(&error, file.language);
                    imported.report.warnings.push(warning);
                }
            }
        }
        Ok(imported)
    }

    /// Writes batches as they are read, and commits when all is read.
    async fn store_all(
        &self,
        file: &ImportFile,
        on_progress: impl Fn(Progress) + Send + 'static,
    ) -> Result<(ImportReport, LayerVersion), Error> {
        let mut import = self.store.begin_import(&self.territory, file.kind).await?;
        let plan = self.plan(file, import.settlement_ids().await?);
        let kept = if file.adds {
            self.take_over(file.kind, &mut import).await?
        } else {
            None
        };
        let (mut arriving, reading) = self.start_reading(file, plan, on_progress);
        let mut bbox = kept.as_ref().and_then(|kept| kept.bbox);
        while let Some(batch) = arriving.recv().await {
            let boxes = batch.iter().filter_map(Record::bbox);
            bbox = bbox.into_iter().chain(boxes).reduce(Bbox::union);
            import.append(&batch).await?;
        }
        // The queue closes when reading ends, well or badly; on an error `import` is dropped
        // here, which takes everything back.
        let mut report = reading.await??;
        report.warnings.extend(self.edits_replaced(file).await?);
        let source = match &kept {
            Some(kept) => format!("{}, {}", kept.source, report.file),
            None => report.file.clone(),
        };
        let new = NewVersion {
            source,
            report: report.clone(),
            bbox,
            imported_at: self.clock.now(),
            withdrawn: false,
        };
        let event = AuditEvent {
            at: self.clock.now(),
            actor: file.actor.clone(),
            action: "import".to_owned(),
            subject: format!("layer/{}", file.kind),
            detail: json!({
                "file": report.file,
                "tally": report.tally,
                "added_to_version": kept.map(|kept| kept.version),
            }),
        };
        let version = import.commit(new, &event).await?;
        Ok((report, version))
    }

    /// Copies the records of the layer's current version, which no other import can change now.
    async fn take_over(
        &self,
        kind: LayerKind,
        import: &mut Import,
    ) -> Result<Option<LayerVersion>, Error> {
        self.reload().await?;
        let Some(layer) = self.atlas().layer(kind).cloned() else {
            return Ok(None);
        };
        let batch_after = |taken: usize| -> Vec<Record> {
            let left = layer.records().skip(taken).take(BATCH);
            left.map(|(_, record)| record.clone()).collect()
        };
        let mut taken = 0;
        loop {
            let batch = batch_after(taken);
            if batch.is_empty() {
                return Ok(Some(layer.version.clone()));
            }
            import.append(&batch).await?;
            taken += batch.len();
        }
    }

    /// Reads to the end and stores nothing; the first records are kept to be shown.
    async fn rehearse(
        &self,
        file: &ImportFile,
        on_progress: impl Fn(Progress) + Send + 'static,
    ) -> Result<(ImportReport, Vec<Record>), Error> {
        let known = self.store.settlement_ids(&self.territory).await?;
        let plan = self.plan(file, known);
        let (mut arriving, reading) = self.start_reading(file, plan, on_progress);
        let mut shown = Shown::default();
        while let Some(batch) = arriving.recv().await {
            for record in batch {
                shown.keep(record);
            }
        }
        let mut report = reading.await??;
        report.warnings.extend(self.edits_replaced(file).await?);
        Ok((report, shown.records))
    }

    /// A file of settlements takes the place of what was edited since the file before.
    async fn edits_replaced(&self, file: &ImportFile) -> Result<Option<String>, Error> {
        let kind = file.kind;
        if kind != LayerKind::Settlements {
            return Ok(None);
        }
        self.reload().await?;
        let is_edited = self
            .atlas()
            .layer(kind)
            .is_some_and(|layer| layer.edited > 0);
        Ok(is_edited.then(|| Words::of(file.language).say("taken-in-edits-replaced")))
    }

    pub(super) fn plan(&self, file: &ImportFile, known: HashMap<String, SettlementId>) -> Plan {
        Plan {
            kind: file.kind,
            file: file_name(&file.path),
            mapping: file.mapping.clone(),
            crs: file.crs.clone(),
            classes: file.classes.clone(),
            known,
            territory: self
                .atlas()
                .layer(LayerKind::Neighbourhoods)
                .and_then(|layer| layer.version.bbox),
            dry_run: file.rehearsal == Rehearsal::StoreNothing,
            language: file.language,
        }
    }

    /// Starts a thread that reads and converts; its batches arrive at the receiver.
    pub(super) fn start_reading(
        &self,
        file: &ImportFile,
        plan: Plan,
        on_progress: impl Fn(Progress) + Send + 'static,
    ) -> Arriving {
        if file.kind == LayerKind::Depth {
            return start_reading_grid(file, plan, on_progress);
        }
        let (batches, arriving) = mpsc::channel(BATCHES_WAITING);
        let path = file.path.clone();
        let options = OpenOptions {
            layer: file.file_layer.clone(),
            ..OpenOptions::default()
        };
        let clock = self.clock.clone();
        let reading = tokio::task::spawn_blocking(move || {
            let source = Source::open(&path, &options)?;
            let done = source.progress();
            let mut intake = Intake::of(plan, source, Box::new(move || clock.new_id()))?;
            // A receiver that is gone has failed, and says so itself.
            let mut is_wanted = true;
            while is_wanted {
                let batch = intake.next_records(BATCH)?;
                on_progress(done.clone());
                is_wanted = !batch.is_empty() && batches.blocking_send(batch).is_ok();
            }
            Ok(intake.finish()?)
        });
        (arriving, reading)
    }
}

/// Batches of records, and the report when all have come.
type Arriving = (
    mpsc::Receiver<Vec<Record>>,
    JoinHandle<Result<ImportReport, Error>>,
);

/// The same for a depth grid, whose records are blocks of cells.
fn start_reading_grid(
    file: &ImportFile,
    plan: Plan,
    on_progress: impl Fn(Progress) + Send + 'static,
) -> Arriving {
    let (batches, arriving) = mpsc::channel(BATCHES_WAITING);
    let (path, speed_grid) = (file.path.clone(), file.speed_grid.clone());
    let plan = DepthPlan {
        crs: plan.crs,
        speed: file.speed,
        territory: plan.territory,
        dry_run: plan.dry_run,
    };
    let reading = tokio::task::spawn_blocking(move || {
        let depths = GeoTiff::open(&path)?;
        let speeds = speed_grid.map(|path| GeoTiff::open(&path)).transpose()?;
        let done = depths.progress();
        let mut intake = DepthIntake::new(plan, depths, speeds)?;
        let mut is_wanted = true;
        while is_wanted {
            let batch = intake.next_records(BATCH)?;
            on_progress(done.clone());
            is_wanted = !batch.is_empty() && batches.blocking_send(batch).is_ok();
        }
        Ok(intake.finish()?)
    });
    (arriving, reading)
}

/// The layer is stored by now, so this is no failure of the import.
fn not_assessed(error: &Error, language: Language) -> String {
    tracing::error!(?error, "an import could not be followed by scoring");
    Words::of(language).say("taken-in-not-assessed")
}

/// The file's own name, without the folders above it.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
