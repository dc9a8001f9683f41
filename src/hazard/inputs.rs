//! What is known about one settlement: zones measured, distances, answers of a visit.

use std::collections::BTreeMap;

use super::{Error, Model};
use crate::domain::{AnswerSource, LandmarkKind, Peril, Reply};

/// Everything a score is made of, weights excepted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteInputs {
    /// One entry for each layer of zones; a peril without a layer has none.
    pub zones: Vec<ZonesSeen>,
    /// What the depth grid says, where there is one: of the same flood as the flood zones.
    pub depth: Option<DepthSeen>,
    /// One entry for each layer of landmarks; a kind without a layer has none.
    pub nearness: Vec<NearnessSeen>,
    /// Answers of visits, and distances measured where none has answered.
    pub answers: Answers,
}

/// What one layer of zones says about the settlement.
#[derive(Clone, Debug, PartialEq)]
pub struct ZonesSeen {
    /// Which peril.
    pub peril: Peril,
    /// Version of the layer that was measured.
    pub layer_version: u32,
    /// What was measured.
    pub measured: ZonesMeasured,
}

/// Zones over and near a settlement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ZonesMeasured {
    /// At least a part of the settlement lies within what was studied, or a zone is near.
    Within {
        /// Share of the settlement, or of its households, under each severity alone, worst wins;
        /// each 0 to 1, together at most 1.
        shares: [f64; 4],
        /// Distance to each severity in metres; `None` beyond reach.
        distances_m: [Option<f64>; 4],
        /// Share of the settlement outside what was studied and outside all zones, 0 to 1;
        /// with the shares at most 1.
        unknown_share: f64,
    },
    /// The settlement lies outside: not known, which is not safe.
    OutsideStudy,
}

impl ZonesMeasured {
    /// Share of the settlement that was not studied, 0 to 1.
    #[must_use]
    pub fn unknown_share(&self) -> f64 {
        match self {
            Self::Within { unknown_share, .. } => *unknown_share,
            Self::OutsideStudy => 1.0,
        }
    }
}

/// What a depth grid says about the settlement.
#[derive(Clone, Debug, PartialEq)]
pub struct DepthSeen {
    /// Version of the layer that was measured.
    pub layer_version: u32,
    /// What was measured.
    pub measured: DepthMeasured,
}

/// A depth grid over and near a settlement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DepthMeasured {
    /// Share of the settlement under each severity, each 0 to 1, together at most 1.
    pub shares: [f64; 4],
    /// Distance in metres to each severity worse than those on the settlement; `None` beyond
    /// reach and for the others.
    pub distances_m: [Option<f64>; 4],
    /// Share of the settlement outside the grid or without data, 0 to 1.
    pub unknown_share: f64,
    /// Mean depth in metres where it is known; `None` where nothing is.
    pub mean_depth_m: Option<f64>,
    /// Greatest depth in metres on the settlement; `None` where nothing is known.
    pub max_depth_m: Option<f64>,
}

impl DepthMeasured {
    /// Of a settlement that no grid says anything of.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            shares: [0.0; 4],
            distances_m: [None; 4],
            unknown_share: 1.0,
            mean_depth_m: None,
            max_depth_m: None,
        }
    }
}

/// What one layer of landmarks says about the settlement.
#[derive(Clone, Debug, PartialEq)]
pub struct NearnessSeen {
    /// What it is.
    pub landmark: LandmarkKind,
    /// Version of the layer that was measured.
    pub layer_version: u32,
    /// How near.
    pub nearness: Nearness,
}

/// How near the nearest landmark of one kind is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Nearness {
    /// Metres from the settlement's edge; 0 when they touch.
    Metres(f64),
    /// Farther than anything that counts.
    BeyondReach,
    /// The layer has not mapped this place: not known.
    Unmapped,
}

/// Answers, question by question; a question without an entry is unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers(BTreeMap<String, Sourced>);

/// One answer with its age.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// What was said or measured.
    pub reply: Reply,
    /// Days since it was last found to be so.
    pub age_days: u32,
}

/// An answer with where it comes from, where that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sourced {
    answer: Answer,
    source: Option<AnswerSource>,
}

impl Answers {
    /// Checks answers against the questions of the weights.
    ///
    /// # Errors
    /// A question that is not asked; a number where yes or no is due, or the other way round;
    /// a number that is infinite, not a number, or out of the range of its unit.
    pub fn checked(
        model: &Model,
        answers: impl IntoIterator<Item = (String, Answer)>,
    ) -> Result<Self, Error> {
        let mut kept = Self::default();
        for (question, answer) in answers {
            check_reply(model, &question, answer.reply)?;
            let source = None;
            kept.0.insert(question, Sourced { answer, source });
        }
        Ok(kept)
    }

    /// Adds an answer whose source is known, in the place of one that is there.
    ///
    /// # Errors
    /// As [`Answers::checked`].
    pub fn add(
        &mut self,
        model: &Model,
        question: &str,
        (answer, source): (Answer, AnswerSource),
    ) -> Result<(), Error> {
        check_reply(model, question, answer.reply)?;
        let source = Some(source);
        self.0
            .insert(question.to_owned(), Sourced { answer, source });
        Ok(())
    }

    /// The answer to a question.
    #[must_use]
    pub fn to(&self, question: &str) -> Option<Answer> {
        Some(self.0.get(question)?.answer)
    }

    /// Where the answer to a question comes from, where that is known.
    #[must_use]
    pub fn source(&self, question: &str) -> Option<AnswerSource> {
        self.0.get(question)?.source
    }

    /// Every answer with where it comes from, in the order of the questions' names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Answer, Option<AnswerSource>)> {
        self.0
            .iter()
            .map(|(question, one)| (question.as_str(), one.answer, one.source))
    }

    /// Supposes an answer in the place of what is known.
    pub(super) fn set(&mut self, question: String, answer: Answer) {
        let source = None;
        self.0.insert(question, Sourced { answer, source });
    }
}

/// Checks one answer against the questions of the weights.
///
/// # Errors
/// As [`Answers::checked`].
///
/// ```
/// use jalon::{domain::Reply, hazard::{Model, check_reply}};
/// let model = Model::standard();
/// assert!(check_reply(model, "litres_pd", Reply::Number(12.0)).is_ok());
/// let refusal = check_reply(model, "pests", Reply::Number(12.0)).unwrap_err();
/// assert_eq!(
///     refusal.to_string(),
///     "the answer to 'pests' is not yes or no; write yes or no, or unknown",
/// );
/// ```
pub fn check_reply(model: &Model, question: &str, reply: Reply) -> Result<(), Error> {
    check_told(model, question, Some(reply))
}

/// As [`check_reply`]; nobody could tell where there is no reply, which fits every question.
///
/// # Errors
/// As [`Answers::checked`].
pub fn check_told(model: &Model, question: &str, reply: Option<Reply>) -> Result<(), Error> {
    let asked = model
        .weights()
        .questions()
        .find(|asked| asked.key == question)
        .ok_or_else(|| Error::UnknownQuestion {
            question: question.to_owned(),
        })?;
    Ok(reply.map_or(Ok(()), |reply| asked.asked().check(reply))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(question: &str, reply: Reply) -> String {
        let answer = Answer { reply, age_days: 0 };
        Answers::checked(Model::standard(), [(question.to_owned(), answer)])
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn an_answer_of_the_wrong_kind_is_refused() {
        assert!(refusal("pests", Reply::Number(3.0)).contains("is not yes or no"));
        assert!(refusal("litres_pd", Reply::Yes).contains("is not a number"));
        assert!(refusal("litres_pd", Reply::Number(f64::NAN)).contains("is not a number"));
    }

    #[test]
    fn an_answer_to_a_question_nobody_asks_is_refused() {
        assert!(refusal("surname", Reply::Yes).contains("no checklist asks 'surname'"));
    }
}
