//! Visits: added, validated, withdrawn, listed; a visit that counts is followed by a new score.

mod file;
mod given;

use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

pub use file::{VisitFile, VisitsImported};
pub use given::{GivenAnswer, NewVisit};

use super::{Error, Jalon, Known, Scored};
use crate::{
    domain::{
        AnswerNow, AnswerSource, AskedQuestion, AuditEvent, KnownAnswer, RecordedVisit, Ruling,
        SettlementId, VisitId, WrongVisit,
    },
    hazard::{Question, STALE_AFTER_DAYS},
    store::{Appended, Change},
};

/// What became of a visit that was given.
#[derive(Clone, Debug)]
pub struct AddedVisit {
    /// As it is stored.
    pub visit: RecordedVisit,
    /// Whether it was stored now; a visit sent again is stored once.
    pub is_new: bool,
    /// Settlements that were assessed again because of it.
    pub assessed: usize,
}

impl Jalon {
    /// Adds a visit to the settlement of a code; where it is validated, its answers count and the
    /// settlement is assessed again at once.
    ///
    /// # Errors
    /// Nothing is stored when an answer, the date or the settlement is wrong, or when the id names
    /// a visit of other content.
    pub async fn add_visit(
        &self,
        code: &str,
        given: NewVisit,
        actor: &str,
    ) -> Result<AddedVisit, Error> {
        let settlement = self.known(code, |known| known.settlement.id)?;
        let mut recorded = given.checked(self, settlement)?;
        self.outline_is_near(code, &recorded).await?;
        self.without_erased(std::slice::from_mut(&mut recorded))
            .await?;
        let id = recorded.visit.id;
        let event = self.event((actor, "visit"), subject(id), json!({ "settlement": code }));
        let adding = async |change: Change<'_>| {
            let visits = std::slice::from_ref(&recorded);
            let appended = self.store.append_visits(&self.territory, visits, change);
            Ok(appended.await?)
        };
        let (appended, assessed) = if recorded.validated.is_some() {
            self.rescored_by((settlement, &event), adding).await?
        } else {
            (adding(Change::from(&event)).await?, 0)
        };
        Ok(AddedVisit {
            visit: self.store.visit(&self.territory, id).await?,
            is_new: appended.new > 0,
            assessed,
        })
    }

    /// Makes sure that an outline lies where the settlement is. A visit that is stored already is not refused
    /// because the settlement has another shape since: the device that sends it again would keep it for ever.
    async fn outline_is_near(&self, code: &str, given: &RecordedVisit) -> Result<(), Error> {
        let Some(outline) = &given.visit.outline else {
            return Ok(());
        };
        let shape = self.known(code, |known| known.settlement.footprint.clone())?;
        let near = outline.near(&shape).map_err(WrongVisit::from);
        if near.is_err() && self.stored_visit(given.visit.id).await?.is_none() {
            near?;
        }
        Ok(())
    }

    /// Up to `limit` visits of the settlement of a code, newest first, after the visit `after`.
    pub async fn visits(
        &self,
        code: &str,
        after: Option<VisitId>,
        limit: u32,
    ) -> Result<Vec<RecordedVisit>, Error> {
        let settlement = self.known(code, |known| known.settlement.id)?;
        let visits = self
            .store
            .visits_of(&self.territory, settlement, (after, limit));
        Ok(visits.await?)
    }

    /// Makes sure that a visit is one of the settlement of a code.
    pub async fn visit_is_of(&self, code: &str, id: VisitId) -> Result<(), Error> {
        let settlement = self.known(code, |known| known.settlement.id)?;
        let visit = self.store.visit(&self.territory, id).await?;
        if visit.visit.settlement == settlement {
            return Ok(());
        }
        Err(Error::VisitElsewhere {
            code: code.to_owned(),
            id: id.0,
        })
    }

    /// Lets a visit's answers count from now on.
    pub async fn validate_visit(
        &self,
        id: VisitId,
        by: &str,
        actor: &str,
    ) -> Result<RecordedVisit, Error> {
        let ruling = Ruling::validation(self.clock.now(), by)?;
        let event = self.event((actor, "validate"), subject(id), json!({}));
        let settlement = self.settlement_visited(id).await?;
        let ruled = self.rescored_by((settlement, &event), async |change| {
            let ruled = self
                .store
                .validate_visit(&self.territory, id, (&ruling, change));
            Ok(ruled.await?)
        });
        Ok(ruled.await?.0)
    }

    /// Lets a visit count no longer; it is kept with the reason.
    pub async fn withdraw_visit(
        &self,
        id: VisitId,
        (by, reason): (&str, &str),
        actor: &str,
    ) -> Result<RecordedVisit, Error> {
        let ruling = Ruling::withdrawal(self.clock.now(), by, reason)?;
        let event = self.event((actor, "withdraw"), subject(id), json!({}));
        let settlement = self.settlement_visited(id).await?;
        let ruled = self.rescored_by((settlement, &event), async |change| {
            let ruled = self
                .store
                .withdraw_visit(&self.territory, id, (&ruling, change));
            Ok(ruled.await?)
        });
        Ok(ruled.await?.0)
    }

    /// Every question with what is known today about the settlement of a code.
    pub fn answers(&self, code: &str) -> Result<Vec<AnswerNow>, Error> {
        let atlas = self.atlas();
        let known = atlas.settlement(code).ok_or_else(|| no_settlement(code))?;
        let answers = atlas.inputs(known).answers;
        let now = |(group, question): (&str, AskedQuestion)| {
            let answer = answers.to(&question.key).zip(answers.source(&question.key));
            let answer = answer.map(|(answer, source)| KnownAnswer {
                reply: answer.reply,
                source,
                age_days: answer.age_days,
                stale: answer.age_days > STALE_AFTER_DAYS,
                visit: brought_by(known, &question.key)
                    .filter(|_| matches!(source, AnswerSource::Visit { .. })),
            });
            AnswerNow {
                group: group.to_owned(),
                question,
                answer,
            }
        };
        let groups = atlas.model.weights().question_groups();
        let asked = groups.flat_map(|(name, set)| {
            let questions = set.questions.iter();
            questions.map(move |question| (name, question.asked()))
        });
        Ok(asked.map(now).collect())
    }

    /// Every question that a visit may answer, in the order of the weights file.
    #[must_use]
    pub fn questions(&self) -> Vec<AskedQuestion> {
        let model = self.model();
        model.weights().questions().map(Question::asked).collect()
    }

    fn known<T>(&self, code: &str, part: impl Fn(&Known) -> T) -> Result<T, Error> {
        let atlas = self.atlas();
        let known = atlas.settlement(code).ok_or_else(|| no_settlement(code))?;
        Ok(part(known))
    }

    async fn settlement_visited(&self, id: VisitId) -> Result<SettlementId, Error> {
        let visit = self.store.visit(&self.territory, id).await?;
        Ok(visit.visit.settlement)
    }

    async fn assess_after_visits(&self, actor: &str) -> usize {
        assessed(self.score(actor).await)
    }

    async fn append_all(
        &self,
        visits: &[RecordedVisit],
        event: &AuditEvent,
    ) -> Result<Appended, Error> {
        let appended = self.store.append_visits(&self.territory, visits, event);
        Ok(appended.await?)
    }

    /// A visit stored earlier under this id, if there is one.
    pub(super) async fn stored_visit(&self, id: VisitId) -> Result<Option<RecordedVisit>, Error> {
        use crate::store::{Error as StoreError, Missing};
        match self.store.visit(&self.territory, id).await {
            Ok(visit) => Ok(Some(visit)),
            Err(StoreError::NotFound {
                missing: Missing::Visit { .. },
            }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn fresh_visit_id(&self) -> Uuid {
        self.clock.new_id()
    }

    fn this_moment(&self) -> OffsetDateTime {
        self.clock.now()
    }
}

fn brought_by(known: &Known, question: &str) -> Option<VisitId> {
    let told = known.answers.iter().find(|told| told.question == question);
    told.map(|told| told.visit)
}

/// The visits are stored by now, so that a failure to assess is no failure of theirs.
fn assessed(scored: Result<Scored, Error>) -> usize {
    match scored {
        Ok(scored) => scored.assessed,
        Err(error) => {
            tracing::error!(?error, "a visit could not be followed by scoring");
            0
        }
    }
}

fn subject(id: VisitId) -> String {
    format!("visit/{}", id.0)
}

fn no_settlement(code: &str) -> Error {
    Error::NoSettlement {
        code: code.to_owned(),
    }
}
