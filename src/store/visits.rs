//! Visits with their observations: appended and ruled upon, never changed.

mod outlines;
mod read;

use std::collections::HashMap;

use sqlx::error::BoxDynError;

pub use outlines::OutlineDecision;

use super::{
    Clash, Desk, Error, Missing, Result, Store, assessments, audit, bulk::Target,
    database::Transaction, value::Value,
};
use crate::domain::{
    AuditEvent, Code, CurrentAnswer, Finding, Observation, RecordedVisit, Reply, Ruling,
    ScoringRun, Territory, Visit, VisitId,
};

const VISITS: Target<'static> = Target {
    into: "visit (territory, id, change, settlement, at, visited_by, team, method, \
           nothing_changed, note, lon, lat, accuracy_m)",
    width: 13,
};

const OBSERVATIONS: Target<'static> = Target {
    into: "observation (territory, visit, question, reply, number, note)",
    width: 6,
};

const OF_CHANGE: &str = "
    select id from visit
    where territory = $1 and change = $2 and not exists (
        select 1 from visit_ruling
        where visit_ruling.territory = visit.territory and visit_ruling.visit = visit.id
          and decision = 'withdrawn')
    order by id";

const RULINGS: Target<'static> = Target {
    into: "visit_ruling (territory, visit, decision, change, at, ruled_by, reason)",
    width: 7,
};

/// What became of visits that were given to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Stored now.
    pub new: usize,
    /// Stored before with the same content: left as they are.
    pub known: usize,
}

/// What the answers that stand after a change come to, with the event that tells of it; nothing
/// where the settlement's assessment stays as it is.
pub type Rescore<'a> = &'a (dyn Fn(&[CurrentAnswer]) -> Option<(ScoringRun, AuditEvent)> + Sync);

/// A change to the visits of one settlement: the event that tells of it and the score that
/// follows are stored with it, so that the disk is waited for once.
#[derive(Clone, Copy)]
pub struct Change<'a> {
    event: &'a AuditEvent,
    rescore: Option<Rescore<'a>>,
}

impl<'a> Change<'a> {
    /// A change followed by a score.
    #[must_use]
    pub fn rescored(event: &'a AuditEvent, rescore: Rescore<'a>) -> Self {
        let rescore = Some(rescore);
        Self { event, rescore }
    }

    async fn follow(
        self,
        transaction: &mut Transaction,
        territory: &Territory,
        change: u64,
    ) -> Result<()> {
        let Some(rescore) = self.rescore else {
            return Ok(());
        };
        let answers = transaction
            .current_answers(territory, change.saturating_sub(1))
            .await?;
        if let Some((run, event)) = rescore(&answers) {
            assessments::append(transaction, territory, (&run, &event)).await?;
        }
        Ok(())
    }
}

impl<'a> From<&'a AuditEvent> for Change<'a> {
    fn from(event: &'a AuditEvent) -> Self {
        let rescore = None;
        Self { event, rescore }
    }
}

/// What may be decided about a visit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decision {
    Validated,
    Withdrawn,
}

impl Decision {
    fn code(self) -> &'static str {
        match self {
            Self::Validated => "validated",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Store {
    /// Appends visits, what is decided about them and their audit event, together or not at all.
    /// A visit that is stored already with the same content is left as it is, so that a device
    /// may send it again; where all are, no event is written either.
    ///
    /// # Errors
    /// [`Clash::VisitTwice`] when an id names a visit of other content, [`Error::NotFound`] when
    /// a settlement was never imported.
    pub async fn append_visits(
        &self,
        territory: &Territory,
        visits: &[RecordedVisit],
        change: impl Into<Change<'_>>,
    ) -> Result<Appended> {
        let cause = change.into();
        let mut transaction = self.database.begin().await?;
        // The event comes first: its number makes others who append wait until we have looked.
        let change = audit::append(&mut transaction, territory, cause.event).await?;
        let mut new: HashMap<VisitId, &RecordedVisit> = HashMap::new();
        let mut order = Vec::new();
        for given in visits {
            let id = given.visit.id;
            let stored = match new.get(&id) {
                Some(earlier) => Some(earlier.visit.clone()),
                None => transaction.visit(territory, id).await?.map(|one| one.visit),
            };
            match stored {
                Some(stored) if stored == given.visit => {}
                Some(_) => return Err(clash(Clash::VisitTwice)),
                None => {
                    new.insert(id, given);
                    order.push(given);
                }
            }
        }
        let appended = Appended {
            new: order.len(),
            known: visits.len() - order.len(),
        };
        if appended.new > 0 {
            insert(&mut transaction, territory, change, &order).await?;
            cause.follow(&mut transaction, territory, change).await?;
            transaction.commit().await?;
        }
        Ok(appended)
    }

    /// Lets a visit's answers count. One that counts already is left as it is.
    ///
    /// # Errors
    /// [`Missing::Visit`], or [`Clash::VisitWithdrawn`].
    pub async fn validate_visit(
        &self,
        territory: &Territory,
        id: VisitId,
        (ruling, change): (&Ruling, impl Into<Change<'_>>),
    ) -> Result<RecordedVisit> {
        let cause = change.into();
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, cause.event).await?;
        let mut stored = visit_or_missing(&mut transaction, territory, id).await?;
        if stored.withdrawn.is_some() {
            return Err(clash(Clash::VisitWithdrawn));
        }
        if stored.validated.is_none() {
            let row = ruling_row(territory, change, (id, Decision::Validated), ruling)?;
            transaction.insert(&RULINGS, vec![row]).await?;
            cause.follow(&mut transaction, territory, change).await?;
            transaction.commit().await?;
            stored.validated = Some(ruling.clone());
        }
        Ok(stored)
    }

    /// Lets a visit count no longer; it is kept. The same reason twice changes nothing.
    ///
    /// # Errors
    /// [`Missing::Visit`], or [`Clash::VisitWithdrawn`] for another reason than before.
    pub async fn withdraw_visit(
        &self,
        territory: &Territory,
        id: VisitId,
        (ruling, change): (&Ruling, impl Into<Change<'_>>),
    ) -> Result<RecordedVisit> {
        let cause = change.into();
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, cause.event).await?;
        let mut stored = visit_or_missing(&mut transaction, territory, id).await?;
        match &stored.withdrawn {
            Some(before) if before.reason == ruling.reason => {}
            Some(_) => return Err(clash(Clash::VisitWithdrawn)),
            None => {
                let row = ruling_row(territory, change, (id, Decision::Withdrawn), ruling)?;
                transaction.insert(&RULINGS, vec![row]).await?;
                cause.follow(&mut transaction, territory, change).await?;
                transaction.commit().await?;
                stored.withdrawn = Some(ruling.clone());
            }
        }
        Ok(stored)
    }
}

impl Desk {
    /// Appends visits with what is decided about them.
    ///
    /// # Errors
    /// An id that names a visit already.
    pub async fn append_visits(&mut self, visits: &[RecordedVisit]) -> Result<()> {
        let change = self.change();
        let (transaction, territory) = self.parts();
        let all: Vec<&RecordedVisit> = visits.iter().collect();
        insert(transaction, territory, change, &all).await
    }

    /// Lets the visits that a change brought count no longer; tells how many that were.
    pub async fn withdraw_visits_of(&mut self, of: u64, ruling: &Ruling) -> Result<usize> {
        let change = self.change();
        let (transaction, territory) = self.parts();
        let key = vec![territory.as_str().into(), of.into()];
        let found = transaction.rows(OF_CHANGE, key).await?;
        let ids: Result<Vec<VisitId>> =
            found.iter().map(|row| Ok(VisitId(row.id("id")?))).collect();
        let ids = ids?;
        let rows: Result<Vec<_>, BoxDynError> = ids
            .iter()
            .map(|id| ruling_row(territory, change, (*id, Decision::Withdrawn), ruling))
            .collect();
        transaction.insert(&RULINGS, rows?).await?;
        Ok(ids.len())
    }
}

async fn visit_or_missing(
    transaction: &mut Transaction,
    territory: &Territory,
    id: VisitId,
) -> Result<RecordedVisit> {
    let found = transaction.visit(territory, id).await?;
    found.ok_or_else(|| missing(id))
}

async fn insert(
    transaction: &mut Transaction,
    territory: &Territory,
    change: u64,
    visits: &[&RecordedVisit],
) -> Result<()> {
    let (mut rows, mut observations, mut rulings) = (Vec::new(), Vec::new(), Vec::new());
    for one in visits {
        rows.push(visit_row(territory, change, &one.visit)?);
        for observation in one.visit.observations() {
            observations.push(observation_row(territory, one.visit.id, observation));
        }
        let decided = [
            (Decision::Validated, &one.validated),
            (Decision::Withdrawn, &one.withdrawn),
        ];
        for (decision, ruling) in decided {
            if let Some(ruling) = ruling {
                let key = (one.visit.id, decision);
                rulings.push(ruling_row(territory, change, key, ruling)?);
            }
        }
    }
    let inserted = transaction.insert(&VISITS, rows).await;
    inserted.map_err(unknown_settlement)?;
    outlines::insert(transaction, territory, visits).await?;
    transaction.insert(&OBSERVATIONS, observations).await?;
    transaction.insert(&RULINGS, rulings).await
}

fn clash(clash: Clash) -> Error {
    Error::Conflict { clash, said: None }
}

fn missing(id: VisitId) -> Error {
    Error::NotFound {
        missing: Missing::Visit { id: id.0 },
    }
}

fn unknown_settlement(error: Error) -> Error {
    match error {
        Error::Conflict {
            clash: Clash::Unlinked,
            ..
        } => Error::NotFound {
            missing: Missing::VisitedSettlement,
        },
        other => other,
    }
}

fn visit_row<'a>(
    territory: &'a Territory,
    change: u64,
    visit: &'a Visit,
) -> Result<Vec<Value<'a>>, BoxDynError> {
    Ok(vec![
        territory.as_str().into(),
        visit.id.0.into(),
        change.into(),
        visit.settlement.0.into(),
        Value::moment(visit.at)?,
        visit.by.as_str().into(),
        visit.team.as_deref().into(),
        visit.method.code().into(),
        Value::Flag(Some(visit.finding == Finding::NothingChanged)),
        visit.note.as_deref().into(),
        visit.position.map(|at| at.lon).into(),
        visit.position.map(|at| at.lat).into(),
        visit.position.map(|at| at.accuracy_m).into(),
    ])
}

fn observation_row<'a>(
    territory: &'a Territory,
    visit: VisitId,
    observation: &'a Observation,
) -> Vec<Value<'a>> {
    let (word, number) = match observation.reply {
        None => ("unknown", None),
        Some(Reply::Yes) => ("yes", None),
        Some(Reply::No) => ("no", None),
        Some(Reply::Number(number)) => ("number", Some(number)),
    };
    vec![
        territory.as_str().into(),
        visit.0.into(),
        observation.question.as_str().into(),
        word.into(),
        number.into(),
        observation.note.as_deref().into(),
    ]
}

fn ruling_row<'a>(
    territory: &'a Territory,
    change: u64,
    (visit, decision): (VisitId, Decision),
    ruling: &'a Ruling,
) -> Result<Vec<Value<'a>>, BoxDynError> {
    Ok(vec![
        territory.as_str().into(),
        visit.0.into(),
        decision.code().into(),
        change.into(),
        Value::moment(ruling.at)?,
        ruling.by.as_str().into(),
        ruling.reason.as_deref().into(),
    ])
}
