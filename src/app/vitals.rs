//! How the system is at this moment, in numbers, for whoever watches over it. None is about people.

use std::time::{Duration, Instant};

use super::{BackupState, Jalon, doctor::free_bytes, registered};
use crate::domain::LayerKind;

/// A database that takes longer does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// How the system is.
#[derive(Clone, Debug)]
pub struct Vitals {
    /// How long the database took to answer a question; `None` where it did not.
    pub database: Option<Duration>,
    /// Number of the last change that is shown.
    pub change: u64,
    /// How many records each layer has; layers about households are left out.
    pub layers: Vec<(LayerKind, u64)>,
    /// Whether scores are being worked out.
    pub is_scoring: bool,
    /// How it stands with the backups that the server takes by itself.
    pub backup: BackupState,
    /// Bytes that are free on the disk of the data folder, where that can be told.
    pub free_bytes: Option<u64>,
    /// Addresses that are told of changes: those that did not take the last one in, and will be told again.
    pub webhooks_waiting: usize,
    /// And those that were given up.
    pub webhooks_stopped: usize,
}

impl Jalon {
    /// How the system is now. What cannot be told is left out: this never fails, for it is asked when
    /// something else does.
    pub async fn vitals(&self) -> Vitals {
        let atlas = self.atlas();
        let layers = atlas.layers.iter();
        let layers = layers.filter(|(kind, _)| !registered::KINDS.contains(kind));
        let database = self.database_answers().await;
        let webhooks = match database {
            Some(_) => tokio::time::timeout(PATIENCE, self.store.webhooks(&self.territory)).await,
            None => Ok(Ok(Vec::new())),
        };
        let webhooks = webhooks.unwrap_or(Ok(Vec::new())).unwrap_or_default();
        let (stopped, others): (Vec<_>, Vec<_>) =
            webhooks.iter().partition(|webhook| webhook.is_stopped);
        Vitals {
            database,
            change: atlas.change,
            layers: layers
                .map(|(kind, layer)| (*kind, layer.version.records))
                .collect(),
            is_scoring: self.scoring_job().is_running(),
            backup: self.backup_state(),
            free_bytes: free_bytes(&self.data_dir),
            webhooks_waiting: others.iter().filter(|webhook| webhook.tries > 0).count(),
            webhooks_stopped: stopped.len(),
        }
    }

    async fn database_answers(&self) -> Option<Duration> {
        let begun = Instant::now();
        let answer = tokio::time::timeout(PATIENCE, self.store.ping()).await;
        matches!(answer, Ok(Ok(()))).then(|| begun.elapsed())
    }
}
