//! A settlement and its score as the team sees them; the public has no view of either.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::domain::{
    Assessment, Audience, Casework, Code, Factor, FactorScore, HazardClass, QuestionGroup, Rank,
    RankChance, Score, Settlement, SettlementKind, SettlementStatus,
};

/// How many reasons stand beside a score in the ranking.
const REASONS_SHOWN: usize = 3;

/// A settlement without its shape.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SettlementView {
    /// Short name, unique within the territory.
    pub code: String,
    /// What people call the place.
    pub name: String,
    /// What people live in there.
    pub kind: SettlementKind,
    /// How far the work has come.
    pub status: SettlementStatus,
    /// Number of households, when counted.
    pub households: Option<u32>,
    /// Number of people, when counted.
    pub people: Option<u32>,
    /// Code of the neighbourhood it lies in.
    pub neighbourhood: Option<String>,
    /// Since when, as far as known; ISO 8601.
    pub installed_on: Option<String>,
    /// West, south, east, north in degrees.
    pub bbox: [f64; 4],
    /// Longitude and latitude of the middle of the box.
    pub centre: [f64; 2],
}

/// One line of the ranking.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RankedView {
    /// Place by the score shown, 1 the most dangerous.
    pub rank: u32,
    /// Best place its bounds allow.
    pub rank_best: u32,
    /// Worst place its bounds allow.
    pub rank_worst: u32,
    /// Which settlement.
    pub settlement: SettlementView,
    /// Its score.
    pub score: Score,
    /// The class that an officer's word gives it, while it holds; the score stays as computed.
    pub overridden_class: Option<HazardClass>,
    /// Whether imminent danger is declared: such settlements are listed first, whatever their rank.
    pub imminent_danger: bool,
    /// The largest contributions, largest first.
    pub reasons: Vec<ReasonView>,
    /// When it was assessed.
    #[serde(with = "time::serde::rfc3339")]
    pub assessed_at: OffsetDateTime,
    /// How its rank is spread over drawn weights; absent unless draws were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance: Option<RankChance>,
}

/// Points of a score that come from one factor.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ReasonView {
    /// Which danger.
    pub factor: Factor,
    /// Points out of 100.
    pub points: f64,
    /// Whether anything about it is known; otherwise the points are those of a middling value.
    pub known: bool,
}

/// A score with everything it is made of.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssessmentView {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Version of the method.
    pub model_version: String,
    /// SHA-256 of the weights, in hexadecimal.
    pub weights_sha256: String,
    /// The result.
    pub score: Score,
    /// Factors, largest contribution first; all points and `vulnerability_points` sum to the score.
    pub factors: Vec<FactorScore>,
    /// Points that vulnerability adds.
    pub vulnerability_points: f64,
    /// The answers that vulnerability is made of; null in assessments of the first releases.
    pub vulnerability: Option<QuestionGroup>,
}

/// The settlement for the audience; `None` when it may not know of it.
#[must_use]
pub fn settlement(
    audience: Audience,
    settlement: &Settlement,
    neighbourhood: Option<String>,
) -> Option<SettlementView> {
    let bbox = settlement.footprint.bbox();
    let centre = bbox.centre();
    (audience == Audience::Team).then(|| SettlementView {
        code: settlement.code.clone(),
        name: settlement.name.clone(),
        kind: settlement.kind,
        status: settlement.status,
        households: settlement.households,
        people: settlement.people,
        neighbourhood,
        installed_on: settlement.installed_on.map(|date| date.to_string()),
        bbox: bbox.to_array(),
        centre: [centre.x, centre.y],
    })
}

/// One line of the ranking, given what the audience may see of the settlement.
#[must_use]
pub fn ranked(
    settlement: SettlementView,
    assessment: &Assessment,
    (rank, casework): (Rank, &Casework),
) -> RankedView {
    RankedView {
        rank: rank.position,
        rank_best: rank.best,
        rank_worst: rank.worst,
        settlement,
        score: assessment.score,
        overridden_class: casework
            .class
            .as_ref()
            .and_then(|said| said.verdict.class()),
        imminent_danger: casework.danger.is_some(),
        reasons: reasons(&assessment.factors),
        assessed_at: assessment.at,
        chance: None,
    }
}

/// The assessment for an audience that may see its settlement.
#[must_use]
pub fn assessment(assessment: &Assessment) -> AssessmentView {
    AssessmentView {
        at: assessment.at,
        model_version: assessment.model_version.clone(),
        weights_sha256: assessment.weights_sha256.clone(),
        score: assessment.score,
        factors: assessment.factors.clone(),
        vulnerability_points: assessment.vulnerability_points,
        vulnerability: assessment.vulnerability.clone(),
    }
}

/// The factors that give points, largest first.
fn reasons(factors: &[FactorScore]) -> Vec<ReasonView> {
    let mut reasons: Vec<ReasonView> = factors
        .iter()
        .filter(|scored| scored.points > 0.0)
        .map(|scored| ReasonView {
            factor: scored.factor,
            points: scored.points,
            known: scored.is_known(),
        })
        .collect();
    reasons.sort_by(|a, b| {
        b.points
            .total_cmp(&a.points)
            .then_with(|| a.factor.code().cmp(b.factor.code()))
    });
    reasons.truncate(REASONS_SHOWN);
    reasons
}
