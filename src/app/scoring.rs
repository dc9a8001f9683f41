//! Assessing settlements: only those that are not current, in batches, each kept as it is done.
//!
//! Whether an assessment is current is told in two steps. A quick digest names all that could
//! matter: weights, shape, the version of each layer, answers. Where it has changed, the settlement is
//! measured again; if that comes to the same result, the assessment is *confirmed* under the new
//! digest and no new one is appended: a new version of a layer far away moves nothing here.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use rayon::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Atlas, Error, Jalon, Known, answers, load::is_hazard};
use crate::{
    domain::{
        Assessment, AssessmentId, AuditEvent, Confirmation, CurrentAnswer, ScoringRun,
        SettlementId, hex,
    },
    hazard::{self, Outcome},
    store::Change,
};

/// Settlements assessed and stored at a time.
const BATCH: usize = 1_000;

/// How many settlements were assessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scored {
    /// Assessed now.
    pub assessed: usize,
    /// Left as they are: nothing that their score is made of has changed.
    pub unchanged: usize,
}

/// How far a run of scoring has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScoringProgress {
    /// Settlements looked at.
    pub done: usize,
    /// Settlements to look at.
    pub of: usize,
}

/// What became of a settlement that was measured again.
enum Looked {
    /// A new result, not yet dated and named.
    Moved {
        settlement: SettlementId,
        input_digest: String,
        outcome: Outcome,
    },
    /// The same result as before.
    Confirmed(Confirmation),
}

impl Jalon {
    /// Assesses every open settlement whose assessment is missing or stale.
    pub async fn score(&self, actor: &str) -> Result<Scored, Error> {
        self.score_with(actor, |_| {}).await
    }

    /// The same, telling how far it has come.
    pub async fn score_with(
        &self,
        actor: &str,
        on_progress: impl Fn(ScoringProgress),
    ) -> Result<Scored, Error> {
        // One at a time, on the newest layers: the assessment appended last is the one that counts.
        let _one_at_a_time = self.scoring.lock().await;
        self.reload().await?;
        let open = self.atlas().open_sites().count();
        let stale = self.stale_codes().await?;
        let mut scored = Scored {
            assessed: 0,
            unchanged: open - stale.len(),
        };
        let of = stale.len();
        for batch in stale.chunks(BATCH) {
            let done = self.assess(batch.to_vec(), actor).await?;
            scored.assessed += done.assessed;
            scored.unchanged += done.unchanged;
            on_progress(ScoringProgress {
                done: scored.assessed + scored.unchanged + of - open,
                of,
            });
        }
        Ok(scored)
    }

    /// Assesses one settlement after something about it has changed.
    pub async fn rescore(&self, code: &str, actor: &str) -> Result<Scored, Error> {
        let _one_at_a_time = self.scoring.lock().await;
        self.reload().await?;
        self.assess(vec![code.to_owned()], actor).await
    }

    /// Makes a change to the visits of one settlement, and assesses it by the answers that stand
    /// then, in one transaction; `making` is given the change to store. With what it returns comes
    /// the number of settlements that were assessed.
    pub(super) async fn rescored_by<T>(
        &self,
        (settlement, event): (SettlementId, &AuditEvent),
        making: impl AsyncFnOnce(Change<'_>) -> Result<T, Error>,
    ) -> Result<(T, usize), Error> {
        let _one_at_a_time = self.scoring.lock().await;
        self.reload().await?;
        let ground = self.measured(settlement).await?;
        let assessed = AtomicUsize::new(0);
        let rescore = |answers: &[CurrentAnswer]| {
            let (atlas, at) = ground.as_ref()?;
            let known = Known {
                answers: answers.into(),
                ..atlas.sites()[*at].as_ref().clone()
            };
            let (run, event) = self.run_of(look(atlas, &known), &event.actor)?;
            assessed.store(run.assessments.len(), Ordering::Relaxed);
            Some((run, event))
        };
        let made = making(Change::rescored(event, &rescore)).await?;
        self.reload().await?;
        Ok((made, assessed.into_inner()))
    }

    /// The atlas of the moment with the place of an open settlement, once the layers over it are
    /// measured: that may take a moment, and must not be waited for within a transaction.
    async fn measured(
        &self,
        settlement: SettlementId,
    ) -> Result<Option<(Arc<Atlas>, usize)>, Error> {
        let atlas = self.atlas();
        let measuring = move || {
            let at = atlas.place_of(settlement)?;
            let known = &atlas.sites()[at];
            known.settlement.status.is_open().then(|| {
                let _ = atlas.inputs(known);
                (atlas.clone(), at)
            })
        };
        Ok(tokio::task::spawn_blocking(measuring).await?)
    }

    /// How many open settlements are not assessed on the current layers, shapes and weights.
    pub async fn stale(&self) -> Result<usize, Error> {
        Ok(self.stale_codes().await?.len())
    }

    /// Codes of the open settlements whose quick digest is not that of their assessment.
    async fn stale_codes(&self) -> Result<Vec<String>, Error> {
        let atlas = self.atlas();
        let looking = move || {
            let open: Vec<&Known> = atlas.open_sites().collect();
            open.par_iter()
                .filter(|known| !is_current(known, &digest(&atlas, known)))
                .map(|known| known.settlement.code.clone())
                .collect()
        };
        Ok(tokio::task::spawn_blocking(looking).await?)
    }

    /// Measures settlements, stores what is new, and takes it into the atlas.
    async fn assess(&self, codes: Vec<String>, actor: &str) -> Result<Scored, Error> {
        let atlas = self.atlas();
        let looking = move || -> Vec<Looked> {
            let known = codes.par_iter().filter_map(|code| atlas.settlement(code));
            known
                .filter(|known| known.settlement.status.is_open())
                .filter_map(|known| look(&atlas, known))
                .collect()
        };
        let looked = tokio::task::spawn_blocking(looking).await?;
        let Some((run, event)) = self.run_of(looked, actor) else {
            return Ok(Scored::default());
        };
        self.store
            .append_assessments(&self.territory, &run, &event)
            .await?;
        self.reload().await?;
        Ok(Scored {
            assessed: run.assessments.len(),
            unchanged: run.confirmations.len(),
        })
    }

    /// What is stored of settlements that were measured, with its event; `None` for none.
    fn run_of(
        &self,
        looked: impl IntoIterator<Item = Looked>,
        actor: &str,
    ) -> Option<(ScoringRun, AuditEvent)> {
        let mut run = ScoringRun::default();
        for one in looked {
            match one {
                Looked::Confirmed(confirmation) => run.confirmations.push(confirmation),
                Looked::Moved {
                    settlement,
                    input_digest,
                    outcome,
                } => run
                    .assessments
                    .push(self.dated(settlement, input_digest, outcome)),
            }
        }
        if run.assessments.is_empty() && run.confirmations.is_empty() {
            return None;
        }
        let detail = json!({
            "assessed": run.assessments.len(),
            "confirmed": run.confirmations.len(),
            "weights_sha256": self.model().sha256(),
        });
        let event = self.event((actor, "score"), "settlements".to_owned(), detail);
        Some((run, event))
    }

    fn dated(
        &self,
        settlement: SettlementId,
        input_digest: String,
        outcome: Outcome,
    ) -> Assessment {
        let model = self.model();
        Assessment {
            id: AssessmentId(self.clock.new_id()),
            settlement,
            at: self.clock.now(),
            model_version: model.version().to_owned(),
            weights_sha256: model.sha256().to_owned(),
            input_digest,
            score: outcome.score,
            factors: outcome.factors,
            vulnerability_points: outcome.vulnerability_points,
            vulnerability: Some(outcome.vulnerability_group),
        }
    }
}

/// Measures a settlement that may be stale; `None` for one that is current.
fn look(atlas: &Atlas, known: &Known) -> Option<Looked> {
    let input_digest = digest(atlas, known);
    if is_current(known, &input_digest) {
        return None;
    }
    let outcome = hazard::assess(&atlas.model, &atlas.inputs(known));
    let confirmed = known
        .assessment
        .as_deref()
        .filter(|latest| is_confirmed_by(latest, atlas, &outcome));
    Some(match confirmed {
        Some(latest) => Looked::Confirmed(Confirmation {
            assessment: latest.id,
            settlement: latest.settlement,
            input_digest,
        }),
        None => Looked::Moved {
            settlement: known.settlement.id,
            input_digest,
            outcome,
        },
    })
}

/// Whether an assessment says what a new one would say, under the same weights.
fn is_confirmed_by(latest: &Assessment, atlas: &Atlas, outcome: &Outcome) -> bool {
    latest.weights_sha256 == atlas.model.sha256()
        && latest.model_version == atlas.model.version()
        && latest.score == outcome.score
        && latest.factors.len() == outcome.factors.len()
        && std::iter::zip(&latest.factors, &outcome.factors).all(|(was, is)| was.says_the_same(is))
        && (latest.vulnerability.as_ref()).is_none_or(|was| *was == outcome.vulnerability_group)
}

/// Whether the latest assessment was made of these inputs, or confirmed by them.
fn is_current(known: &Known, input_digest: &str) -> bool {
    let made_of = known.assessment.as_deref().map(|made| &*made.input_digest);
    made_of == Some(input_digest) || known.confirmed.as_deref() == Some(input_digest)
}

/// SHA-256 over all that could change the score: weights, shape, the version of each layer, and
/// the answers of visits.
fn digest(atlas: &Atlas, known: &Known) -> String {
    let mut hash = Sha256::new();
    hash.update(hazard::METHOD_VERSION);
    hash.update(atlas.model.sha256());
    hash.update(known.settlement.footprint.to_wkb());
    for (kind, layer) in &atlas.layers {
        if is_hazard(*kind) {
            hash.update(layer.version.id.0.as_bytes());
        }
    }
    answers::digest(&mut hash, &known.answers, atlas.today);
    hex(&hash.finalize())
}
