//! A file of visits, one row each, to visits: all rows are read and every fault is told with its
//! row and column, so that a person mends the file once.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Error,
    mapping::Mapping,
    visit_cells::{Cell, cell, moment, ticked},
    visit_columns::{Chosen, FIELDS, QuestionColumns, Sense, VisitColumns},
};
use crate::{
    domain::{
        AskedQuestion, Code, Observation, PLACES_LISTED, Reply, RowRefusal, SettlementId, Visit,
        VisitDraft, VisitId, VisitMethod, VisitReport, WrongVisit,
    },
    formats::{self, Reading, Source},
    spatial::{Properties, Value},
};

/// Rows one file may have: they are held in memory until all are found good.
pub const VISITS_MOST: usize = 20_000;

/// What is decided before the first row.
#[derive(Clone, Debug)]
pub struct VisitPlan {
    /// What the file is called, without its folder.
    pub file: String,
    /// How its columns are named.
    pub columns: VisitColumns,
    /// Columns given for fields and questions; the others are guessed.
    pub mapping: Mapping,
    /// The questions that may be answered.
    pub questions: Vec<AskedQuestion>,
    /// The settlements by code.
    pub settlements: HashMap<String, SettlementId>,
    /// Who visited, where a row does not say.
    pub by: Option<String>,
    /// The team, where a row does not say.
    pub team: Option<String>,
    /// How it was visited, where a row does not say.
    pub method: VisitMethod,
    /// The time it is: no visit is later.
    pub now: OffsetDateTime,
}

/// The visits of one file, each with its row, and the account.
#[derive(Clone, Debug)]
pub struct VisitsRead {
    /// The visits with their rows, in the order of the file.
    pub visits: Vec<(u64, Visit)>,
    /// The account so far; what is new and what is known is for the store to tell.
    pub report: VisitReport,
}

/// What is wrong with a row: the column, where it is one, and a sentence.
type Fault = (Option<String>, String);

/// Reads every row.
///
/// # Errors
/// [`Error::VisitsRefused`] when a row cannot be used; [`Error`] when the file says neither where
/// nor when, is broken, or is too long.
pub fn read_visits(plan: &VisitPlan, source: Source) -> Result<VisitsRead, Error> {
    let (columns, notes) = (source.columns.clone(), source.notes.clone());
    let reader = Reader::new(plan, &columns)?;
    let mut read = VisitsRead {
        visits: Vec::new(),
        report: VisitReport {
            file: plan.file.clone(),
            columns: reader.chosen.shown(),
            not_read: reader.not_read(&columns),
            notes,
            ..VisitReport::default()
        },
    };
    for reading in source {
        reader.take(reading, &mut read)?;
        if read.visits.len() > VISITS_MOST {
            return Err(Error::TooManyVisits {
                file: plan.file.clone(),
                most: VISITS_MOST,
            });
        }
    }
    refuse_if_any(read)
}

impl VisitsRead {
    /// Refuses a row after all.
    pub fn refuse(&mut self, row: u64, column: Option<String>, why: String) {
        self.report.refused += 1;
        if self.report.refusals.len() < PLACES_LISTED {
            self.report.refusals.push(RowRefusal { row, column, why });
        }
    }
}

/// Passes the visits on, or refuses all of them when one is refused.
///
/// # Errors
/// [`Error::VisitsRefused`].
pub fn refuse_if_any(read: VisitsRead) -> Result<VisitsRead, Error> {
    if read.report.refused == 0 {
        return Ok(read);
    }
    Err(Error::VisitsRefused {
        report: Box::new(read.report),
    })
}

struct Reader<'a> {
    plan: &'a VisitPlan,
    chosen: Chosen,
}

impl<'a> Reader<'a> {
    fn new(plan: &'a VisitPlan, columns: &[String]) -> Result<Self, Error> {
        let chosen = Chosen::choose(plan.columns, &plan.mapping, &plan.questions, columns)?;
        for field in ["settlement", "at"] {
            if chosen.field(field).is_none() {
                return Err(Error::VisitColumnMissing {
                    field,
                    columns: columns.join(", "),
                });
            }
        }
        Ok(Self { plan, chosen })
    }

    fn not_read(&self, columns: &[String]) -> Vec<String> {
        let shown = self.chosen.shown();
        let read = |column: &&String| !shown.values().any(|read| read == *column);
        columns.iter().filter(read).cloned().collect()
    }

    fn take(
        &self,
        reading: Result<Reading, formats::Error>,
        read: &mut VisitsRead,
    ) -> Result<(), Error> {
        read.report.rows += 1;
        // A spreadsheet counts the names of the columns as row 1.
        match reading? {
            Reading::Refused { number, fault } => {
                read.refuse(number + 1, None, fault.to_string());
            }
            Reading::Feature(feature) => match self.visit(&feature.properties) {
                Ok(Some(visit)) => read.visits.push((feature.number + 1, visit)),
                Ok(None) => read.report.empty += 1,
                Err(faults) => {
                    for (column, why) in faults {
                        read.refuse(feature.number + 1, column, why);
                    }
                }
            },
        }
        Ok(())
    }

    /// The visit of a row; `None` when it answers nothing.
    fn visit(&self, row: &Properties) -> Result<Option<Visit>, Vec<Fault>> {
        let (observations, mut faults) = self.observations(row);
        let mut or_fault = |read: Result<Draft, Fault>| read.map_err(|fault| faults.push(fault));
        let draft = or_fault(self.draft(row)).ok();
        let Some(draft) = draft.filter(|_| faults.is_empty()) else {
            return Err(faults);
        };
        if observations.is_empty() && !draft.nothing_changed {
            return Ok(None);
        }
        let id = draft.id.unwrap_or_else(|| made_id(&draft, &observations));
        let visit = Visit::checked(
            VisitDraft {
                id: VisitId(id),
                settlement: draft.settlement,
                at: draft.at,
                by: draft.by,
                team: draft.team,
                method: draft.method,
                note: draft.note,
                position: None,
                outline: None,
                nothing_changed: draft.nothing_changed,
                observations,
            },
            self.plan.now,
        );
        visit.map(Some).map_err(|wrong| vec![self.blamed(&wrong)])
    }

    fn observations(&self, row: &Properties) -> (Vec<Observation>, Vec<Fault>) {
        let (mut observations, mut faults) = (Vec::new(), Vec::new());
        for asked in &self.chosen.questions {
            match observation(asked, row) {
                Ok(Some(observation)) => observations.push(observation),
                Ok(None) => {}
                Err(fault) => faults.push(fault),
            }
        }
        (observations, faults)
    }

    fn draft(&self, row: &Properties) -> Result<Draft, Fault> {
        let text = |field: &str| row.get(self.chosen.field(field)?)?.as_text();
        let fault = |field: &str, why: String| {
            let column = self.chosen.field(field).map(str::to_owned);
            (column, why)
        };
        let code = text("settlement")
            .ok_or_else(|| fault("settlement", "write the code of a settlement".to_owned()))?;
        let settlement = self.plan.settlements.get(&code).ok_or_else(|| {
            let why = format!("no settlement has the code {code:?}; `jalon rank` lists them");
            fault("settlement", why)
        })?;
        let when = text("at").unwrap_or_default();
        let at = moment(&when).ok_or_else(|| {
            let why =
                format!("{when:?} is not a date; write 2026-03-09, or 2026-03-09T14:30:00+01:00");
            fault("at", why)
        })?;
        let method = text("method").map(|word| {
            VisitMethod::from_code(&word).ok_or_else(|| {
                let known: Vec<_> = VisitMethod::ALL.iter().map(|one| one.code()).collect();
                fault(
                    "method",
                    format!("{word:?} is none of: {}", known.join(", ")),
                )
            })
        });
        let nothing_changed = ticked(
            self.chosen
                .field("nothing_changed")
                .and_then(|c| row.get(c)),
        )
        .ok_or_else(|| fault("nothing_changed", "write yes or no".to_owned()))?;
        let id = text("id").map(|given| {
            let plain = given.strip_prefix("uuid:").unwrap_or(&given).to_owned();
            Uuid::parse_str(&plain).map_err(|_| fault("id", format!("{given:?} is not a UUID")))
        });
        Ok(Draft {
            id: id.transpose()?,
            settlement: *settlement,
            at,
            by: text("by")
                .or_else(|| self.plan.by.clone())
                .unwrap_or_default(),
            team: text("team").or_else(|| self.plan.team.clone()),
            method: method.transpose()?.unwrap_or(self.plan.method),
            note: text("note"),
            nothing_changed,
        })
    }

    /// The column of the field that the visit is wrong in, where it is one.
    fn blamed(&self, wrong: &WrongVisit) -> Fault {
        let field = match wrong {
            WrongVisit::Future { .. } | WrongVisit::LongAgo { .. } => Some("at"),
            WrongVisit::Missing { field, .. } | WrongVisit::TooLong { field, .. } => {
                FIELDS.iter().map(|one| one.name).find(|name| name == field)
            }
            WrongVisit::Both => Some("nothing_changed"),
            WrongVisit::Empty
            | WrongVisit::Twice { .. }
            | WrongVisit::Position(_)
            | WrongVisit::Outline(_) => None,
        };
        let column = field.map(|field| self.chosen.field(field).unwrap_or(field).to_owned());
        (column, wrong.to_string())
    }
}

/// What a row says besides its answers.
struct Draft {
    id: Option<Uuid>,
    settlement: SettlementId,
    at: OffsetDateTime,
    by: String,
    team: Option<String>,
    method: VisitMethod,
    note: Option<String>,
    nothing_changed: bool,
}

fn observation(asked: &QuestionColumns, row: &Properties) -> Result<Option<Observation>, Fault> {
    let at = |column: &Option<String>| column.as_deref().and_then(|column| row.get(column));
    let value =
        cell(&asked.question, at(&asked.value)).map_err(|why| (asked.value.clone(), why))?;
    let nobody_could_tell = ticked(at(&asked.unknown)).ok_or_else(|| {
        let why = "write unknown, or leave the cell blank".to_owned();
        (asked.unknown.clone(), why)
    })?;
    let reply = match (value, nobody_could_tell) {
        (Cell::NotAsked, false) => return Ok(None),
        (Cell::NotAsked | Cell::Unknown, _) => None,
        (Cell::Reply(reply), false) => Some(turned(reply, asked.sense)),
        (Cell::Reply(_), true) => {
            let why =
                "the row gives an answer and says that nobody could tell; keep one".to_owned();
            return Err((asked.value.clone(), why));
        }
    };
    Ok(Some(Observation {
        question: asked.question.key.clone(),
        reply,
        note: at(&asked.note).and_then(Value::as_text),
    }))
}

fn turned(reply: Reply, sense: Sense) -> Reply {
    match (sense, reply) {
        (Sense::Opposite, Reply::Yes) => Reply::No,
        (Sense::Opposite, Reply::No) => Reply::Yes,
        (_, same) => same,
    }
}

/// An id made of what the row says, so that the same row taken in again is the same visit.
fn made_id(draft: &Draft, observations: &[Observation]) -> Uuid {
    let mut hash = Sha256::new();
    let told = (
        draft.settlement.0,
        draft.at.unix_timestamp_nanos(),
        &draft.by,
        &draft.team,
        draft.method.code(),
        &draft.note,
        observations,
    );
    hash.update(format!("{told:?}"));
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests;
