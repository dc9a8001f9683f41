//! A file of visits: every row stored, or none.

use std::{collections::HashMap, path::PathBuf};

use serde_json::json;

use crate::{
    app::{Error, Jalon, Rehearsal, import::file_name},
    domain::{RecordedVisit, Ruling, SettlementId, VisitMethod, VisitReport},
    formats::{OpenOptions, Source},
    intake::{self, Mapping, VisitColumns, VisitPlan, VisitsRead},
};

/// A file of visits, and how to read it.
#[derive(Clone, Debug)]
pub struct VisitFile {
    /// Where it is.
    pub path: PathBuf,
    /// How its columns are named.
    pub columns: VisitColumns,
    /// Columns given for fields and questions; the others are guessed.
    pub mapping: Mapping,
    /// Who visited, where a row does not say.
    pub by: Option<String>,
    /// The team, where a row does not say.
    pub team: Option<String>,
    /// How it was visited, where a row does not say.
    pub method: VisitMethod,
    /// Whether the answers count at once.
    pub validated: bool,
    /// Whether anything is stored.
    pub rehearsal: Rehearsal,
    /// Who asks.
    pub actor: String,
}

/// What became of a file of visits.
#[derive(Clone, Debug)]
pub struct VisitsImported {
    /// The account.
    pub report: VisitReport,
    /// Settlements that were assessed again because of it.
    pub assessed: usize,
}

impl Jalon {
    /// Imports a file of visits, then assesses again what it made stale. A visit that is stored
    /// already is left as it is, so that the same export may be imported again with new rows.
    ///
    /// # Errors
    /// When one row cannot be used: nothing is stored then, and the report names every such row.
    pub async fn import_visits(&self, file: VisitFile) -> Result<VisitsImported, Error> {
        let plan = self.visit_plan(&file);
        let path = file.path.clone();
        let read = tokio::task::spawn_blocking(move || {
            let source = Source::open(&path, &OpenOptions::default())?;
            Ok::<VisitsRead, Error>(intake::read_visits(&plan, source)?)
        });
        let read = self.compared(read.await??).await?;
        let mut report = read.report;
        let mut visits = self.ruled(&file, read.visits.into_iter().map(|(_, visit)| visit))?;
        self.without_erased(&mut visits).await?;
        if file.rehearsal == Rehearsal::StoreNothing {
            report.dry_run = true;
            return Ok(VisitsImported {
                report,
                assessed: 0,
            });
        }
        let detail = json!({ "file": report.file, "rows": report.rows });
        let event = self.event((&file.actor, "import"), "visits".to_owned(), detail);
        let appended = self.append_all(&visits, &event).await?;
        (report.new, report.known) = (appended.new as u64, appended.known as u64);
        let assessed = if appended.new > 0 && file.validated {
            self.assess_after_visits(&file.actor).await
        } else {
            0
        };
        Ok(VisitsImported { report, assessed })
    }

    fn visit_plan(&self, file: &VisitFile) -> VisitPlan {
        VisitPlan {
            file: file_name(&file.path),
            columns: file.columns,
            mapping: file.mapping.clone(),
            questions: self.questions(),
            settlements: self.settlement_codes(),
            by: file.by.clone(),
            team: file.team.clone(),
            method: file.method,
            now: self.this_moment(),
        }
    }

    fn settlement_codes(&self) -> HashMap<String, SettlementId> {
        let atlas = self.atlas();
        let all = atlas.sites().iter().map(|known| &known.settlement);
        all.map(|settlement| (settlement.code.clone(), settlement.id))
            .collect()
    }

    /// Refuses rows whose id names a visit of other content, and counts those stored already.
    async fn compared(&self, mut read: VisitsRead) -> Result<VisitsRead, Error> {
        let mut known = 0;
        let mut clashes = Vec::new();
        let mut earlier = HashMap::new();
        for (row, visit) in &read.visits {
            let stored = self.stored_visit(visit.id).await?.map(|one| one.visit);
            let first = earlier.entry(visit.id).or_insert(visit);
            if stored.as_ref().is_some_and(|stored| stored != visit) {
                clashes.push((*row, "an earlier import"));
            } else if *first != visit {
                clashes.push((*row, "an earlier row"));
            } else if stored.is_some() {
                known += 1;
            }
        }
        for (row, whose) in clashes {
            let why = format!(
                "the visit has the id of one of {whose} and other content; a visit is never changed: withdraw the old one and give this one an id of its own"
            );
            read.refuse(row, read.report.columns.get("id").cloned(), why);
        }
        read.report.known = known;
        read.report.new = read.visits.len() as u64 - known;
        Ok(intake::refuse_if_any(read)?)
    }

    fn ruled(
        &self,
        file: &VisitFile,
        visits: impl Iterator<Item = crate::domain::Visit>,
    ) -> Result<Vec<RecordedVisit>, Error> {
        let now = self.this_moment();
        visits
            .map(|visit| {
                let by = file.by.as_deref().unwrap_or(&file.actor);
                let ruling = Ruling::validation(now, by)?;
                Ok(RecordedVisit {
                    validated: file.validated.then_some(ruling),
                    withdrawn: None,
                    visit,
                })
            })
            .collect()
    }
}
