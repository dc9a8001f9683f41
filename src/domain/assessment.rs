//! The score of one settlement at one moment, with everything needed to trace it.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Factor, LandmarkKind, Peril, Reply, SettlementId, code_list};

/// Names one assessment; later ones sort after earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AssessmentId(pub Uuid);

code_list! {
    /// The class of a score: A < 20 <= B < 40 <= C < 60 <= D < 80 <= E by default.
    HazardClass {
        /// Very low.
        A = "A",
        /// Low.
        B = "B",
        /// Moderate.
        C = "C",
        /// High.
        D = "D",
        /// Critical.
        E = "E",
    }
}

code_list! {
    /// The class in words, or the admission that too little is known.
    Band {
        /// Class A.
        VeryLow = "very_low",
        /// Class B.
        Low = "low",
        /// Class C.
        Moderate = "moderate",
        /// Class D.
        High = "high",
        /// Class E.
        Critical = "critical",
        /// The bounds are more than two classes apart.
        InsufficientData = "insufficient_data",
    }
}

/// A score from 0 to 100 with exact bounds for what is not known: `low <= value <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Score {
    /// The score shown, unknowns counted at one half.
    pub value: f64,
    /// The score if every unknown were good.
    pub low: f64,
    /// The score if every unknown were bad.
    pub high: f64,
    /// Class of `value`.
    pub class: HazardClass,
    /// `class` in words, or insufficient data.
    pub band: Band,
}

/// One factor's share in a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FactorScore {
    /// Which danger.
    pub factor: Factor,
    /// Its value p in [0, 1), unknowns counted at one half.
    pub value: f64,
    /// Its value if every unknown were good.
    pub low: f64,
    /// Its value if every unknown were bad.
    pub high: f64,
    /// Points of the score that come from it; all points and those of vulnerability sum to the score.
    pub points: f64,
    /// What it is made of; empty when no layer or answer speaks of it.
    pub parts: Vec<Part>,
}

impl FactorScore {
    /// Whether another says the same, be it of other versions of the layers.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let undated = |factor: &Self| {
            let mut factor = factor.clone();
            for part in &mut factor.parts {
                part.forget_version();
            }
            factor
        };
        undated(self) == undated(other)
    }

    /// Whether anything at all about it was measured or answered; otherwise its points are those
    /// of a middling value.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.parts.is_empty() || self.parts.iter().any(Part::is_known)
    }
}

impl Part {
    fn forget_version(&mut self) {
        match self {
            Self::Zones { layer_version, .. }
            | Self::Depth { layer_version, .. }
            | Self::Nearness { layer_version, .. }
            | Self::OutsideStudy { layer_version, .. }
            | Self::UnmappedNearness { layer_version, .. } => *layer_version = 0,
            Self::Unanswered { .. } => {}
            Self::Checklist { groups, .. } => {
                let questions = groups.iter_mut().flat_map(|group| &mut group.questions);
                questions.for_each(QuestionScore::forget_version);
            }
        }
    }

    fn is_known(&self) -> bool {
        match self {
            Self::Zones { unknown_share, .. } | Self::Depth { unknown_share, .. } => {
                *unknown_share < 1.0
            }
            Self::Nearness { .. } | Self::Checklist { .. } => true,
            Self::OutsideStudy { .. } | Self::UnmappedNearness { .. } | Self::Unanswered { .. } => {
                false
            }
        }
    }
}

/// One layer's or checklist's say within a factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Part {
    /// Zones of one peril over or near the settlement.
    Zones {
        /// Which peril.
        peril: Peril,
        /// Version of the layer that was measured.
        layer_version: u32,
        /// Share of the settlement under each severity 1 to 4 alone, worst wins, each 0 to 1.
        shares: [f64; 4],
        /// Distance to each severity in metres; `None` beyond reach.
        distances_m: [Option<f64>; 4],
        /// Share of the settlement that lies outside what was studied, 0 to 1: not known.
        #[serde(default)]
        unknown_share: f64,
        /// Value p in [0, 1), the unknown share counted at one half of the worst.
        value: f64,
    },
    /// A depth grid over or near the settlement: classes of the water's depth and speed.
    Depth {
        /// Which peril: flood.
        peril: Peril,
        /// Version of the layer that was measured.
        layer_version: u32,
        /// Share of the settlement under each severity 1 to 4, each 0 to 1.
        shares: [f64; 4],
        /// Distance to each severity in metres; `None` beyond reach, or where a worse one is on
        /// the settlement.
        distances_m: [Option<f64>; 4],
        /// Share of the settlement outside the grid or without data, 0 to 1: not known.
        unknown_share: f64,
        /// Mean depth in metres where it is known; `None` where nothing is.
        mean_depth_m: Option<f64>,
        /// Greatest depth in metres on the settlement; `None` where nothing is known.
        max_depth_m: Option<f64>,
        /// Value p in [0, 1), the unknown share counted at one half of the worst.
        value: f64,
    },
    /// A line or point that threatens by being near.
    Nearness {
        /// What it is.
        landmark: LandmarkKind,
        /// Version of the layer that was measured.
        layer_version: u32,
        /// Distance in metres; `None` beyond reach.
        distance_m: Option<f64>,
        /// Value p in [0, 1).
        value: f64,
    },
    /// The settlement lies outside what a layer has studied: not known, which is not safe.
    OutsideStudy {
        /// Which peril.
        peril: Peril,
        /// Version of the layer.
        layer_version: u32,
        /// Highest value it could have.
        high: f64,
    },
    /// The settlement lies outside what a layer of lines or points has mapped: not known either.
    UnmappedNearness {
        /// What it is.
        landmark: LandmarkKind,
        /// Version of the layer.
        layer_version: u32,
        /// Highest value it could have.
        high: f64,
    },
    /// A checklist that nobody has answered yet.
    Unanswered {
        /// Highest value it could have: the checklist's cap.
        high: f64,
    },
    /// A checklist with at least one answer.
    Checklist {
        /// Its groups of questions; a plain checklist has one.
        groups: Vec<QuestionGroup>,
        /// Value p in [0, 1), unknowns counted at one half.
        value: f64,
        /// Its value if every unknown were good.
        low: f64,
        /// Its value if every unknown were bad.
        high: f64,
    },
}

/// Questions of a checklist that are weighed together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QuestionGroup {
    /// What the weights file calls it, for example `water`.
    pub name: String,
    /// Weighed deficit, 0 good to 1 bad, unknowns counted at one half.
    pub deficit: f64,
    /// Its questions, in the order of the weights file.
    pub questions: Vec<QuestionScore>,
}

/// What one question says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QuestionScore {
    /// What the weights file calls it, for example `litres_pd`.
    pub question: String,
    /// Its weight within the group; the weights of a group sum to 1.
    pub weight: f64,
    /// 0 good to 1 bad; `None` when nobody has answered.
    pub deficit: Option<f64>,
    /// Whether the answer is so old that it counts as partly unknown.
    pub stale: bool,
    /// The answer itself; null when nobody has answered.
    #[serde(default)]
    pub reply: Option<Reply>,
    /// Where the answer comes from; null when nobody has answered.
    #[serde(default)]
    pub source: Option<AnswerSource>,
}

impl QuestionScore {
    fn forget_version(&mut self) {
        if let Some(AnswerSource::Layer { layer_version, .. }) = &mut self.source {
            *layer_version = 0;
        }
    }
}

/// Where an answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum AnswerSource {
    /// Somebody has looked.
    Visit {
        /// The day on which it was last found to be so; ISO 8601.
        #[serde(with = "crate::domain::iso_day")]
        #[schema(value_type = String, format = Date)]
        on: Date,
    },
    /// Measured on the map in a straight line, not on the ground, because no visit has answered.
    Layer {
        /// What the distance leads to.
        landmark: LandmarkKind,
        /// Version of the layer that was measured.
        layer_version: u32,
        /// Whether nothing was found up to the distance given: it is at least that.
        at_least: bool,
    },
}

/// One assessment. It is appended and never changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// Names it.
    pub id: AssessmentId,
    /// Whose.
    pub settlement: SettlementId,
    /// When.
    pub at: OffsetDateTime,
    /// Version of the method, for example `1.0`.
    pub model_version: String,
    /// SHA-256 of the weights file, in hexadecimal.
    pub weights_sha256: String,
    /// SHA-256 of shape, layer versions and answers that went in, in hexadecimal:
    /// an assessment is stale when a fresh digest differs.
    pub input_digest: String,
    /// The result.
    pub score: Score,
    /// What it is made of, largest share first.
    pub factors: Vec<FactorScore>,
    /// Points that vulnerability adds.
    pub vulnerability_points: f64,
    /// The answers that vulnerability is made of; assessments of the first releases did not keep them.
    pub vulnerability: Option<QuestionGroup>,
}

/// That newer inputs came to the same assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The assessment that still holds.
    pub assessment: AssessmentId,
    /// Whose it is.
    pub settlement: SettlementId,
    /// Digest of the newer inputs.
    pub input_digest: String,
}

/// What one run of scoring came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoringRun {
    /// New results.
    pub assessments: Vec<Assessment>,
    /// Earlier results that newer inputs came to again.
    pub confirmations: Vec<Confirmation>,
}

impl From<Vec<Assessment>> for ScoringRun {
    fn from(assessments: Vec<Assessment>) -> Self {
        let confirmations = Vec::new();
        Self {
            assessments,
            confirmations,
        }
    }
}
