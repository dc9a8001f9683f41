//! How sure a score is and what would change it, as the team sees it; the public has no view of it.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{Assessment, Difference, Remedies, Score, Swing};

/// The same in two languages.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SentenceView {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// One line of a settlement's history.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssessedView {
    /// Names the assessment.
    pub id: Uuid,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// The result.
    pub score: Score,
    /// Version of the method.
    pub model_version: String,
    /// SHA-256 of the weights, in hexadecimal.
    pub weights_sha256: String,
}

/// Why a score has moved.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DifferenceView {
    /// The difference, factor by factor and part by part.
    #[serde(flatten)]
    pub difference: Difference,
    /// The same in words.
    pub sentence: SentenceView,
}

/// What would change a score.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RemediesView {
    /// Each thing alone and the best works together.
    #[serde(flatten)]
    pub remedies: Remedies,
    /// The same in words.
    pub sentence: SentenceView,
}

/// What a rank and a score hang on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SensitivityView {
    /// Largest first.
    pub items: Vec<Swing>,
    /// The same in words.
    pub sentence: SentenceView,
}

/// One line of the history of a settlement that the audience may see.
#[must_use]
pub fn assessed(assessment: &Assessment) -> AssessedView {
    AssessedView {
        id: assessment.id.0,
        at: assessment.at,
        score: assessment.score,
        model_version: assessment.model_version.clone(),
        weights_sha256: assessment.weights_sha256.clone(),
    }
}

/// A difference between assessments of a settlement that the audience may see.
#[must_use]
pub fn difference(difference: Difference, sentence: SentenceView) -> DifferenceView {
    DifferenceView {
        difference,
        sentence,
    }
}

/// What would change the score of a settlement that the audience may see.
#[must_use]
pub fn remedies(remedies: Remedies, sentence: SentenceView) -> RemediesView {
    RemediesView { remedies, sentence }
}

/// What a settlement that the audience may see hangs on; `limit` lines at most.
#[must_use]
pub fn sensitivity(mut items: Vec<Swing>, limit: usize, sentence: SentenceView) -> SensitivityView {
    items.truncate(limit);
    SensitivityView { items, sentence }
}
