//! A visit as a program or a file gives it, before anything of it is believed.

use std::collections::BTreeMap;

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    app::{Error, Jalon},
    domain::{
        Observation, OutlineDraft, Position, RecordedVisit, Reply, Ruling, SettlementId, Visit,
        VisitDraft, VisitId, VisitMethod, each_once, told,
    },
    hazard, intake,
};

/// A visit as it is given: the body of a request, or a file of answers.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVisit {
    /// Names the visit, best a version 7 UUID made on the device; made here when it is absent.
    /// The same visit sent twice is stored once.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// When: a day or a moment in ISO 8601, never after today; now when it is absent.
    #[serde(default)]
    pub at: Option<String>,
    /// Who: a code or a role. No name is needed.
    #[serde(default)]
    pub by: Option<String>,
    /// Of which team.
    #[serde(default)]
    pub team: Option<String>,
    /// How; on site when it is absent.
    #[serde(default)]
    pub method: Option<VisitMethod>,
    /// What the visitor adds, up to 2,000 characters.
    #[serde(default)]
    pub note: Option<String>,
    /// Where the visitor's device was, if it was asked.
    #[serde(default)]
    pub position: Option<Position>,
    /// The line around the settlement, as the visitor walked along it or drew it. It is a proposal: the
    /// settlement keeps its shape until somebody takes it over.
    #[serde(default)]
    pub outline: Option<OutlineDraft>,
    /// Whether all is as it was when last asked; there are no answers then.
    #[serde(default)]
    pub nothing_changed: bool,
    /// Question → answer, each once; a question that was not asked is left out.
    #[serde(default, deserialize_with = "each_once")]
    #[schema(value_type = BTreeMap<String, Reply>)]
    pub answers: BTreeMap<String, GivenAnswer>,
    /// Whether the answers count at once; otherwise the visit waits to be validated.
    #[serde(default)]
    pub validated: bool,
}

/// An answer alone, or with a note: `350`, `"yes"`, `"unknown"`,
/// `{"reply": 350, "note": "paced out"}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(
    untagged,
    deny_unknown_fields,
    expecting = "an answer is a number, \"yes\", \"no\" or \"unknown\", or {\"reply\": …, \"note\": …}"
)]
pub enum GivenAnswer {
    /// The answer.
    Alone(#[serde(with = "told")] Option<Reply>),
    /// The answer with a note.
    Noted {
        /// The answer.
        #[serde(with = "told")]
        reply: Option<Reply>,
        /// The note.
        note: Option<String>,
    },
}

impl NewVisit {
    /// Reads the document of a visit.
    ///
    /// # Errors
    /// [`Error::NoVisit`].
    pub fn from_json(text: &[u8]) -> Result<Self, Error> {
        let no_visit = |why: String| Error::NoVisit { why };
        // Without names, a list would be read by the order of the fields.
        if text.trim_ascii_start().starts_with(b"[") {
            return Err(no_visit("it is a list, not an object".to_owned()));
        }
        serde_json::from_slice(text).map_err(|error| no_visit(error.to_string()))
    }

    /// The visit, each answer checked against its question.
    pub(super) fn checked(
        self,
        jalon: &Jalon,
        settlement: SettlementId,
    ) -> Result<RecordedVisit, Error> {
        let now = jalon.this_moment();
        let at = self.at.map_or(Ok(now), |given| {
            intake::moment(&given).ok_or(Error::When { given })
        })?;
        let observations: Vec<Observation> = self.answers.into_iter().map(observation).collect();
        check(&jalon.model(), &observations)?;
        let visit = Visit::checked(
            VisitDraft {
                id: VisitId(self.id.unwrap_or_else(|| jalon.fresh_visit_id())),
                settlement,
                at,
                by: self.by.unwrap_or_default(),
                team: self.team,
                method: self.method.unwrap_or(VisitMethod::OnSite),
                note: self.note,
                position: self.position,
                outline: self.outline,
                nothing_changed: self.nothing_changed,
                observations,
            },
            now,
        )?;
        let ruling = Ruling::validation(now, &visit.by)?;
        Ok(RecordedVisit {
            validated: self.validated.then_some(ruling),
            withdrawn: None,
            visit,
        })
    }
}

fn observation((question, given): (String, GivenAnswer)) -> Observation {
    let (reply, note) = match given {
        GivenAnswer::Alone(reply) => (reply, None),
        GivenAnswer::Noted { reply, note } => (reply, note),
    };
    Observation {
        question,
        reply,
        note,
    }
}

/// A question nobody asks is refused also where nobody could tell.
fn check(model: &hazard::Model, observations: &[Observation]) -> Result<(), Error> {
    for observation in observations {
        hazard::check_told(model, &observation.question, observation.reply)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_answered_twice_or_an_answer_with_an_unknown_key_is_refused_by_name() {
        let refusal = |text: &str| {
            NewVisit::from_json(text.as_bytes())
                .unwrap_err()
                .to_string()
        };

        let twice = refusal(r#"{"answers": {"water_m": 1, "pests": "no", "water_m": 500}}"#);
        let slip = NewVisit::from_json(br#"{"answers": {"water_m": {"reply": 3, "nota": ""}}}"#);

        assert!(twice.contains("'water_m' is answered twice"), "{twice}");
        assert!(slip.is_err());
    }
}
