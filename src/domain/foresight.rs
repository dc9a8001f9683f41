//! What a score and a rank hang on: parameters, answers, works, and what changed since before.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::{Factor, LandmarkKind, Peril, code_list};

/// What a part of a score, or a change of it, is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(tag = "of", content = "name", rename_all = "snake_case")]
pub enum Subject {
    /// Zones of one peril, and a grid that speaks of the same.
    Peril(Peril),
    /// The depth grid alone, as one part of a factor.
    Depth,
    /// Lines or points of one kind.
    Landmark(LandmarkKind),
    /// The checklist of one factor.
    Checklist(Factor),
    /// One question, as the weights file calls it.
    Question(String),
}

/// A score with its place among all, 1 the most dangerous.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Standing {
    /// Score from 0 to 100.
    pub score: f64,
    /// Place; equals share the better one.
    pub rank: u32,
}

code_list! {
    /// What is moved to see how a score follows.
    SwingKind {
        /// A number of the weights file, for all settlements.
        Weight = "weight",
        /// Something that is not known of this settlement.
        Unknown = "unknown",
    }
}

/// How far one thing alone moves a settlement's score and rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Swing {
    /// A number of the weights, or something not known.
    pub kind: SwingKind,
    /// Its key in the weights file, for example `areal.flood.v`; of an unknown, the question,
    /// peril or landmark, for example `pests`.
    pub key: String,
    /// With the number a quarter smaller, or the unknown good.
    pub lower: Standing,
    /// With the number a quarter larger, or the unknown bad.
    pub upper: Standing,
}

impl Swing {
    /// How many points lie between both ends.
    #[must_use]
    pub fn points(&self) -> f64 {
        (self.upper.score - self.lower.score).abs()
    }

    /// How many places lie between both ends.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.upper.rank.abs_diff(self.lower.rank)
    }
}

code_list! {
    /// In what way something would change a score.
    RemedyKind {
        /// It is not known; it may turn out to be good.
        FindOut = "find_out",
        /// It is bad and can be mended on the spot.
        Mend = "mend",
        /// Only living elsewhere changes it.
        Relocate = "relocate",
    }
}

/// What would change a score, taken alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Remedy {
    /// In what way.
    pub kind: RemedyKind,
    /// What.
    pub subject: Subject,
    /// The score if it were good.
    pub score: f64,
    /// By how many points the score would fall.
    pub gain: f64,
}

/// What would change a settlement's score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Remedies {
    /// The score as it is.
    pub score: f64,
    /// Each thing alone, largest gain first; their gains do not add up.
    pub alone: Vec<Remedy>,
    /// The works that together bring most: each the best one after those before it. `score` is
    /// what is left after it, `gain` what it adds to those before.
    pub together: Vec<Remedy>,
}

/// Why one part of a factor has moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Cause {
    /// The layer has another version, is new, or is gone.
    Layer {
        /// Version before; null when there was none.
        before: Option<u32>,
        /// Version after; null when there is none.
        after: Option<u32>,
    },
    /// The same layer says something else: the site's shape or its dwellings have changed.
    Site,
    /// A question is answered otherwise; deficits from 0 good to 1 bad, null when not known.
    Answer {
        /// Which question.
        question: String,
        /// Deficit before.
        before: Option<f64>,
        /// Deficit after.
        after: Option<f64>,
    },
    /// Nothing of the site: the weights count it otherwise.
    Weights,
}

/// How one part of a factor has moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PartMoved {
    /// Which layer or checklist.
    pub subject: Subject,
    /// Value p before; null when there was no such part or nothing was known of it.
    pub before: Option<f64>,
    /// Value p after; null when there is no such part or nothing is known of it.
    pub after: Option<f64>,
    /// Why.
    pub causes: Vec<Cause>,
}

/// How one factor's points have moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FactorMoved {
    /// Which danger.
    pub factor: Factor,
    /// Points before.
    pub before: f64,
    /// Points after.
    pub after: f64,
    /// What it is made of, where that has changed. When empty and the points differ, other
    /// factors have changed and the points are shared out anew.
    pub parts: Vec<PartMoved>,
}

impl FactorMoved {
    /// Points gained; negative when lost.
    #[must_use]
    pub fn gained(&self) -> f64 {
        self.after - self.before
    }
}

/// The difference between two assessments of one settlement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    /// When the earlier one was made.
    #[serde(with = "time::serde::rfc3339")]
    pub from: OffsetDateTime,
    /// When the later one was made.
    #[serde(with = "time::serde::rfc3339")]
    pub to: OffsetDateTime,
    /// Score before.
    pub before: f64,
    /// Score after.
    pub after: f64,
    /// Factors, the largest change first; their changes and that of vulnerability sum to the
    /// score's.
    pub factors: Vec<FactorMoved>,
    /// Points of vulnerability before.
    pub vulnerability_before: f64,
    /// Points of vulnerability after.
    pub vulnerability_after: f64,
    /// Answers about the people that have changed.
    pub vulnerability_causes: Vec<Cause>,
    /// Whether the weights are others.
    pub weights_changed: bool,
    /// Whether the method is another.
    pub method_changed: bool,
}
