//! What is known about one settlement: zones measured, distances, answers of a visit.

use std::collections::BTreeMap;

use super::{Error, Model, Scale};
use crate::domain::{LandmarkKind, Peril};

/// Everything a score is made of, weights excepted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteInputs {
    /// One entry for each layer of zones; a peril without a layer has none.
    pub zones: Vec<ZonesSeen>,
    /// What the depth grid says, where there is one: of the same flood as the flood zones.
    pub depth: Option<DepthSeen>,
    /// One entry for each layer of landmarks; a kind without a layer has none.
    pub nearness: Vec<NearnessSeen>,
    /// Answers of the latest visit.
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

/// Answers of a visit, question by question; a question without an entry is unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers(BTreeMap<String, Answer>);

/// One answer with its age.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// What was said or measured.
    pub reply: Reply,
    /// Days since the visit.
    pub age_days: u32,
}

/// What was said or measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reply {
    /// A number, in the unit that the question's name ends with.
    Number(f64),
    /// The thing asked about is there.
    Yes,
    /// It is not.
    No,
}

impl Answers {
    /// Checks answers against the questions of the weights.
    ///
    /// # Errors
    /// A question that is not asked; a number where yes or no is due, or the other way round;
    /// a number that is infinite or not a number.
    pub fn checked(
        model: &Model,
        answers: impl IntoIterator<Item = (String, Answer)>,
    ) -> Result<Self, Error> {
        let mut kept = BTreeMap::new();
        for (question, answer) in answers {
            check(model, &question, answer.reply)?;
            kept.insert(question, answer);
        }
        Ok(Self(kept))
    }

    /// The answer to a question.
    #[must_use]
    pub fn to(&self, question: &str) -> Option<Answer> {
        self.0.get(question).copied()
    }
}

fn check(model: &Model, question: &str, reply: Reply) -> Result<(), Error> {
    let Some(asked) = model
        .weights()
        .questions()
        .find(|asked| asked.key == question)
    else {
        return Err(Error::UnknownQuestion {
            question: question.to_owned(),
        });
    };
    let expected = match (asked.scale, reply) {
        (Scale::YesIsBad, Reply::Yes | Reply::No) => return Ok(()),
        (Scale::Ramp { .. }, Reply::Number(number)) if number.is_finite() => return Ok(()),
        (Scale::YesIsBad, Reply::Number(_)) => "yes or no",
        (Scale::Ramp { .. }, _) => "a number",
    };
    Err(Error::WrongReply {
        question: question.to_owned(),
        expected,
    })
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
