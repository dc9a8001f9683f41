//! Assessments: appended, read, never changed.

use sqlx::error::BoxDynError;

use super::{Clash, Error, Missing, Result, Store, audit, bulk::Target, row::Row, value::Value};
use crate::domain::{
    Assessment, AssessmentId, AuditEvent, Code, Confirmation, Score, ScoringRun, SettlementId,
    Territory,
};

const TARGET: Target = Target {
    into: "assessment (territory, id, change, settlement, at, model_version, weights_sha256, \
           input_digest, score_value, score_low, score_high, class, band, \
           vulnerability_points, explanation)",
    width: 15,
};

const CONFIRMATIONS: Target = Target {
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
        let change = audit::append(&mut transaction, territory, event).await?;
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
            .await?;
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
        Value::json(&assessment.factors)?,
    ])
}

fn read(row: &Row) -> Result<Assessment> {
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
        factors: row.json("explanation")?,
        vulnerability_points: row.get("vulnerability_points")?,
    })
}
