//! Assessments: appended, read, never changed.

use serde::{Deserialize, Serialize};
use sqlx::error::BoxDynError;

use super::{
    Clash, Error, Missing, Result, Store, audit, bulk::Target, database::Transaction, row::Row,
    value::Value,
};
use crate::domain::{
    Assessment, AssessmentId, AuditEvent, Code, Confirmation, FactorScore, QuestionGroup, Score,
    ScoringRun, SettlementId, Territory,
};

const TARGET: Target<'static> = Target {
    into: "assessment (territory, id, change, settlement, at, model_version, weights_sha256, \
           input_digest, score_value, score_low, score_high, class, band, \
           vulnerability_points, explanation)",
    width: 15,
};

const CONFIRMATIONS: Target<'static> = Target {
    into: "confirmation (territory, assessment, settlement, change, input_digest)",
    width: 5,
};

/// Of several confirmations of one assessment the last one counts, so it comes last.
const CONFIRMED: &str = "
    select assessment, settlement, input_digest from confirmation
    where territory = $1 and change > $2 order by change";

const LATEST: &str = "
    select id, settlement, at, model_version, weights_sha256, input_digest, score_value,
           score_low, score_high, class, band, vulnerability_points, explanation
    from assessment as this
    where territory = $1 and change > $2 and not exists (
        select 1 from assessment as later
        where later.territory = this.territory and later.settlement = this.settlement
          and (later.change, later.id) > (this.change, this.id)
    )
    order by settlement";

const LATEST_BY: &str = "
    select id, settlement, at, model_version, weights_sha256, input_digest, score_value,
           score_low, score_high, class, band, vulnerability_points, explanation
    from assessment as this
    where territory = $1 and change <= $2 and not exists (
        select 1 from assessment as later
        where later.territory = this.territory and later.settlement = this.settlement
          and later.change <= $2 and (later.change, later.id) > (this.change, this.id)
    )
    order by settlement";

const RUNS: &str = "
    select change, max(at) as at from assessment where territory = $1
    group by change order by change desc limit $2";

const OF_SETTLEMENT: &str = "
    select id, settlement, at, model_version, weights_sha256, input_digest, score_value,
           score_low, score_high, class, band, vulnerability_points, explanation
    from assessment
    where territory = $1 and settlement = $2
    order by change desc, id desc limit $3";

impl Store {
    /// Appends what a run of scoring came to and its audit event, together.
    ///
    /// # Errors
    /// [`Error::NotFound`] when a settlement was never imported.
    pub async fn append_assessments(
        &self,
        territory: &Territory,
        run: &ScoringRun,
        event: &AuditEvent,
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        append(&mut transaction, territory, (run, event)).await?;
        transaction.commit().await
    }

    /// The newest assessment of every settlement that was assessed after a change; 0 is before all.
    pub async fn latest_assessments(
        &self,
        territory: &Territory,
        after: u64,
    ) -> Result<Vec<Assessment>> {
        let key = vec![territory.as_str().into(), after.into()];
        let rows = self.database.rows(LATEST, key).await?;
        rows.iter().map(read).collect()
    }

    /// The newest assessment of every settlement as a change had left them.
    pub async fn assessments_by(
        &self,
        territory: &Territory,
        change: u64,
    ) -> Result<Vec<Assessment>> {
        let key = vec![territory.as_str().into(), change.into()];
        let rows = self.database.rows(LATEST_BY, key).await?;
        rows.iter().map(read).collect()
    }

    /// When the last `limit` changes that assessed anything were made, newest first.
    pub async fn scoring_moments(
        &self,
        territory: &Territory,
        limit: u32,
    ) -> Result<Vec<time::OffsetDateTime>> {
        let key = vec![territory.as_str().into(), limit.into()];
        let rows = self.database.rows(RUNS, key).await?;
        rows.iter().map(|row| row.moment("at")).collect()
    }

    /// What was confirmed after a change, the last one of a settlement last; 0 is before all.
    pub async fn latest_confirmations(
        &self,
        territory: &Territory,
        after: u64,
    ) -> Result<Vec<Confirmation>> {
        let key = vec![territory.as_str().into(), after.into()];
        let rows = self.database.rows(CONFIRMED, key).await?;
        let read = |row: &Row| {
            Ok(Confirmation {
                assessment: AssessmentId(row.id("assessment")?),
                settlement: SettlementId(row.id("settlement")?),
                input_digest: row.get("input_digest")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Up to `limit` assessments of a settlement, newest first.
    pub async fn assessments_of(
        &self,
        territory: &Territory,
        settlement: SettlementId,
        limit: u32,
    ) -> Result<Vec<Assessment>> {
        let key = vec![territory.as_str().into(), settlement.0.into(), limit.into()];
        let rows = self.database.rows(OF_SETTLEMENT, key).await?;
        rows.iter().map(read).collect()
    }
}

/// Appends within a transaction what a run of scoring came to, and its audit event.
pub(super) async fn append(
    transaction: &mut Transaction,
    territory: &Territory,
    (run, event): (&ScoringRun, &AuditEvent),
) -> Result<()> {
    let change = audit::append(transaction, territory, event).await?;
    let rows: Result<Vec<_>, _> = run
        .assessments
        .iter()
        .map(|assessment| row(territory, change, assessment))
        .collect();
    let inserted = transaction.insert(&TARGET, rows?).await;
    inserted.map_err(unknown_settlement)?;
    let confirmed = run.confirmations.iter().map(|one| {
        vec![
            territory.as_str().into(),
            one.assessment.0.into(),
            one.settlement.0.into(),
            change.into(),
            one.input_digest.as_str().into(),
        ]
    });
    transaction
        .insert(&CONFIRMATIONS, confirmed.collect())
        .await
}

fn unknown_settlement(error: Error) -> Error {
    match error {
        Error::Conflict {
            clash: Clash::Unlinked,
            ..
        } => Error::NotFound {
            missing: Missing::AssessedSettlement,
        },
        other => other,
    }
}

fn row<'a>(
    territory: &'a Territory,
    change: u64,
    assessment: &'a Assessment,
) -> Result<Vec<Value<'a>>, BoxDynError> {
    let score = &assessment.score;
    Ok(vec![
        territory.as_str().into(),
        assessment.id.0.into(),
        change.into(),
        assessment.settlement.0.into(),
        Value::moment(assessment.at)?,
        assessment.model_version.as_str().into(),
        assessment.weights_sha256.as_str().into(),
        assessment.input_digest.as_str().into(),
        score.value.into(),
        score.low.into(),
        score.high.into(),
        score.class.code().into(),
        score.band.code().into(),
        assessment.vulnerability_points.into(),
        Value::json(&Explanation {
            factors: &assessment.factors,
            vulnerability: assessment.vulnerability.as_ref(),
        })?,
    ])
}

/// What a score is made of, as it is kept.
#[derive(Serialize)]
struct Explanation<'a> {
    factors: &'a [FactorScore],
    vulnerability: Option<&'a QuestionGroup>,
}

/// The same as it is read: the first releases kept the factors alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum KeptExplanation {
    Whole {
        factors: Vec<FactorScore>,
        #[serde(default)]
        vulnerability: Option<QuestionGroup>,
    },
    Factors(Vec<FactorScore>),
}

fn read(row: &Row) -> Result<Assessment> {
    let (factors, vulnerability) = match row.json("explanation")? {
        KeptExplanation::Whole {
            factors,
            vulnerability,
        } => (factors, vulnerability),
        KeptExplanation::Factors(factors) => (factors, None),
    };
    Ok(Assessment {
        id: AssessmentId(row.id("id")?),
        settlement: SettlementId(row.id("settlement")?),
        at: row.moment("at")?,
        model_version: row.get("model_version")?,
        weights_sha256: row.get("weights_sha256")?,
        input_digest: row.get("input_digest")?,
        score: Score {
            value: row.get("score_value")?,
            low: row.get("score_low")?,
            high: row.get("score_high")?,
            class: row.word("class")?,
            band: row.word("band")?,
        },
        factors,
        vulnerability_points: row.get("vulnerability_points")?,
        vulnerability,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_of_the_first_releases_is_still_read() {
        let factors =
            r#"[{"factor":"flood","value":0.7,"low":0.7,"high":0.7,"points":70.0,"parts":[]}]"#;

        let kept: KeptExplanation = serde_json::from_str(factors).unwrap();

        assert!(
            matches!(kept, KeptExplanation::Factors(factors) if (factors[0].points - 70.0).abs() < 1e-12)
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        let group = QuestionGroup {
            name: "items".to_owned(),
            deficit: 0.5,
            questions: Vec::new(),
        };
        let written = Explanation {
            factors: &[],
            vulnerability: Some(&group),
        };

        let text = serde_json::to_string(&written).unwrap();

        let kept: KeptExplanation = serde_json::from_str(&text).unwrap();
        assert!(
            matches!(kept, KeptExplanation::Whole { vulnerability: Some(read), .. } if read == group)
        );
    }
}
