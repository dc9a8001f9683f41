//! A run of scoring that goes on by itself, and can be asked how far it is.

use std::sync::{Arc, PoisonError};

use time::OffsetDateTime;

use super::{Jalon, Scored, ScoringProgress};

/// The latest run that was started here.
#[derive(Clone, Debug, Default)]
pub struct ScoringJob {
    /// When it was started; `None` while none was.
    pub started_at: Option<OffsetDateTime>,
    /// When it ended.
    pub ended_at: Option<OffsetDateTime>,
    /// How far it is.
    pub progress: ScoringProgress,
    /// What it came to, when it ended well.
    pub scored: Option<Scored>,
    /// Why it ended without its result.
    pub error: Option<String>,
}

impl ScoringJob {
    /// Whether it runs now.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.started_at.is_some() && self.ended_at.is_none()
    }
}

impl Jalon {
    /// How far the latest run is.
    #[must_use]
    pub fn scoring_job(&self) -> ScoringJob {
        self.job().clone()
    }

    /// Starts a run, unless one is running; whoever asked need not wait.
    #[must_use]
    pub fn start_scoring(self: &Arc<Self>, actor: &str) -> ScoringJob {
        let mut job = self.job();
        if !job.is_running() {
            *job = ScoringJob {
                started_at: Some(self.clock.now()),
                ..ScoringJob::default()
            };
            let (jalon, actor) = (self.clone(), actor.to_owned());
            tokio::spawn(async move { jalon.run_scoring(&actor).await });
        }
        job.clone()
    }

    async fn run_scoring(&self, actor: &str) {
        let scored = self
            .score_with(actor, |progress| self.job().progress = progress)
            .await;
        let mut job = self.job();
        job.ended_at = Some(self.clock.now());
        match scored {
            Ok(scored) => job.scored = Some(scored),
            Err(error) => {
                tracing::error!(?error, "a run of scoring ended early");
                job.error = Some(error.to_string());
            }
        }
    }

    fn job(&self) -> std::sync::MutexGuard<'_, ScoringJob> {
        self.job.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
