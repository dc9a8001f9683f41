//! Every number of the method by name, and the class that a score falls into.

use std::collections::BTreeMap;

use crate::domain::{AskedQuestion, Code, Factor, HazardClass, LandmarkKind, Peril, Unit};

/// Every number that the score depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// What an unknown counts in the score shown, 0 to 1.
    pub unknown_mid: f64,
    /// Scores at which classes B, C, D and E begin.
    pub class_limits: [f64; 4],
    /// Share of the gap above the worst danger that all others can close, 0 to 1.
    pub rho: f64,
    /// How much vulnerability amplifies, 0 to 1.
    pub beta: f64,
    /// Share of the site from which a zone counts as fully present, above 0 to 1.
    pub full_share: f64,
    /// How much a zone that is only close counts, 0 to 1.
    pub kappa: f64,
    /// The factors of the score.
    pub factors: Vec<Factor>,
    /// How each peril counts.
    pub areal: BTreeMap<Peril, Areal>,
    /// How each threatening landmark counts.
    pub linear: BTreeMap<LandmarkKind, Linear>,
    /// What is asked on the spot.
    pub checklists: Vec<Checklist>,
    /// What makes the people on the site more vulnerable.
    pub vulnerability: QuestionSet,
    /// How ranks are drawn.
    pub rank_draws: RankDraws,
}

/// How zones of one peril count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Areal {
    /// The factor they belong to.
    pub factor: Factor,
    /// Value of each severity, mildest first, 0 to 0.99.
    pub values: [f64; 4],
    /// Distance in metres at which closeness stops counting; 0 when it never counts.
    pub near_m: f64,
}

/// How nearness to one kind of landmark counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// The factor it belongs to.
    pub factor: Factor,
    /// Value at the landmark, 0 to 0.99.
    pub value: f64,
    /// Distance in metres up to which the full value counts.
    pub inner_m: f64,
    /// Distance in metres from which nothing counts.
    pub outer_m: f64,
}

/// A checklist for one factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Checklist {
    /// Where it stands in the file, for example `checklist.fire`.
    pub key: String,
    /// The factor it belongs to.
    pub factor: Factor,
    /// The value that a checklist with every answer bad has, 0 to 0.99.
    pub cap: f64,
    /// Its groups; a plain checklist has one.
    pub groups: Vec<QuestionSet>,
}

/// Questions that are weighed together; their weights sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionSet {
    /// What the file calls it.
    pub name: String,
    /// Its questions.
    pub questions: Vec<Question>,
}

/// What the file calls the only set of a checklist.
const WHOLE: &str = "items";

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What the file calls it.
    pub key: String,
    /// Its weight within its set.
    pub weight: f64,
    /// How its answer becomes a deficit.
    pub scale: Scale,
}

/// How an answer becomes a deficit, 0 good to 1 bad.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Yes is bad.
    YesIsBad,
    /// A number that is good at one end and bad at the other.
    Ramp {
        /// Deficit 0 here and beyond.
        good: f64,
        /// Deficit 1 here and beyond.
        bad: f64,
    },
}

/// How ranks are drawn to see how far they depend on the weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankDraws {
    /// Number of draws.
    pub draws: u64,
    /// The seed, so that anyone can draw the same again.
    pub seed: u64,
    /// Each weight is multiplied by a number between 1 − spread and 1 + spread.
    pub spread: f64,
    /// The probability of being among this many first is reported.
    pub top_k: u64,
}

impl Question {
    /// What may be answered.
    #[must_use]
    pub fn asked(&self) -> AskedQuestion {
        AskedQuestion {
            key: self.key.clone(),
            unit: match self.scale {
                Scale::YesIsBad => Unit::YesNo,
                Scale::Ramp { .. } => Unit::of_number(&self.key),
            },
        }
    }
}

impl Weights {
    /// The class of a score; a score on a limit belongs to the higher class.
    ///
    /// ```
    /// use jalon::{domain::HazardClass, hazard::Model};
    /// assert_eq!(Model::standard().weights().class_of(39.9), HazardClass::B);
    /// assert_eq!(Model::standard().weights().class_of(40.0), HazardClass::C);
    /// ```
    #[must_use]
    pub fn class_of(&self, score: f64) -> HazardClass {
        let reached = self.class_limits.iter().filter(|&&limit| score >= limit);
        HazardClass::ALL[reached.count()]
    }

    /// The questions as a form asks them: the sets of the checklists and of vulnerability, each under
    /// the name of its checklist where that has one set only, else under its own.
    pub fn question_groups(&self) -> impl Iterator<Item = (&str, &QuestionSet)> {
        let checklists = self.checklists.iter().flat_map(|checklist| {
            checklist.groups.iter().map(move |set| match &*set.name {
                WHOLE => (checklist.factor.code(), set),
                name => (name, set),
            })
        });
        checklists.chain([("vulnerability", &self.vulnerability)])
    }

    /// Every question that a visit may answer.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.question_groups().flat_map(|(_, set)| &set.questions)
    }
}
