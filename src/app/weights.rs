//! The weights of a territory: set with a note, kept as versions, tried without being set.

use std::sync::Arc;

use rayon::prelude::*;
use serde_json::json;

use super::{Atlas, Error, Jalon, Known, Scored};
use crate::{
    domain::{Rank, Score, Territory, WeightsVersion},
    hazard::{self, Model, WeightsChange},
    store::Store,
};

/// A file of weights is a page of numbers; nothing that is one is longer.
pub const WEIGHTS_FILE_LIMIT: usize = 256 * 1024;

/// Versions that are listed, and can be taken up again.
pub const MOST_VERSIONS: u32 = 100;

/// Who sets weights.
#[derive(Clone, Copy, Debug)]
pub struct WeightsBy<'a> {
    /// Who has decided it.
    pub by: &'a str,
    /// In whose name it stands in the record of changes.
    pub actor: &'a str,
    /// Digest of the weights that are to be replaced; whichever are in force where there is none.
    pub upon: Option<&'a str>,
}

impl<'a> WeightsBy<'a> {
    /// Somebody who decides and does it, whatever is in force.
    #[must_use]
    pub fn just(by: &'a str) -> Self {
        Self {
            by,
            actor: by,
            upon: None,
        }
    }
}

/// What a settlement's score and rank would be under other weights.
#[derive(Clone)]
pub struct WhatIf {
    /// The settlement, with its score as it is.
    pub known: Known,
    /// The rank as it is.
    pub rank_now: Rank,
    /// The score under the other weights.
    pub score: Score,
    /// The rank under the other weights, among all settlements.
    pub rank: Rank,
}

impl Jalon {
    /// Puts weights in force and assesses every settlement under them.
    ///
    /// # Errors
    /// When the text is no valid weights file, the note is empty, these weights are in force already, or
    /// others than those that were looked at: nothing is stored then.
    pub async fn set_weights(
        &self,
        text: String,
        note: &str,
        WeightsBy { by, actor, upon }: WeightsBy<'_>,
    ) -> Result<(WeightsVersion, Scored), Error> {
        let model = Model::parse(&text)?;
        if note.trim().is_empty() {
            return Err(Error::WithoutNote);
        }
        if model.sha256() == self.model().sha256() {
            return Err(Error::SameWeights);
        }
        let in_force = self.store.weights_in_force(&self.territory).await?;
        let digest = in_force
            .as_deref()
            .unwrap_or_else(|| Model::standard().sha256());
        if upon.is_some_and(|upon| upon != digest) {
            return Err(Error::WeightsChanged);
        }
        let new = WeightsVersion {
            version: 0,
            sha256: model.sha256().to_owned(),
            text,
            note: note.trim().to_owned(),
            actor: by.to_owned(),
            at: self.clock.now(),
        };
        let detail = json!({ "sha256": new.sha256, "note": new.note });
        let event = self.event((actor, "weights-set"), "weights".to_owned(), detail);
        let upon = upon.is_some().then_some(in_force);
        let set = self
            .store
            .set_weights(&self.territory, (new, upon), &event)
            .await?;
        let set = set.ok_or(Error::WeightsChanged)?;
        Ok((set, self.score(actor).await?))
    }

    /// The text of a version that was set; of 0, the default weights.
    pub async fn weights_text(&self, version: u32) -> Result<Option<String>, Error> {
        if version == 0 {
            return Ok(Some(Model::standard_text().to_owned()));
        }
        let mut all = self.weights_versions(MOST_VERSIONS).await?.into_iter();
        let found = all.find(|one| one.version == version);
        Ok(found.map(|one| one.text))
    }

    /// SHA-256 of weights that can be used.
    ///
    /// # Errors
    /// What is wrong with them, with the key, what it holds and what it may hold.
    pub fn check_weights(text: &str) -> Result<String, Error> {
        Ok(Model::parse(text)?.sha256().to_owned())
    }

    /// Up to `limit` versions of the weights that were set, newest first. While there are none,
    /// the default weights are in force.
    pub async fn weights_versions(&self, limit: u32) -> Result<Vec<WeightsVersion>, Error> {
        Ok(self.store.weights_versions(&self.territory, limit).await?)
    }

    /// What other weights change in those that are in force.
    pub fn weights_changes(&self, text: &str) -> Result<Vec<WeightsChange>, Error> {
        Model::parse(text)?;
        Ok(hazard::weights_changes(self.model().text(), text)?)
    }

    /// The ranking as it would be under other weights, most dangerous first. Nothing is stored.
    pub async fn rank_under(&self, text: &str) -> Result<Vec<WhatIf>, Error> {
        let (atlas, model) = (self.atlas(), Model::parse(text)?);
        Ok(tokio::task::spawn_blocking(move || rank_under(&atlas, &model)).await?)
    }
}

fn rank_under(atlas: &Atlas, model: &Model) -> Vec<WhatIf> {
    let ranked: Vec<&Known> = atlas.ranked().collect();
    let scores: Vec<Score> = ranked
        .par_iter()
        .map(|known| hazard::assess(model, &atlas.inputs_under(model, known)).score)
        .collect();
    let ranks = hazard::ranks(&scores);
    let mut tried: Vec<WhatIf> = ranked
        .into_iter()
        .zip(scores)
        .zip(ranks)
        .filter_map(|((known, score), rank)| {
            Some(WhatIf {
                known: known.clone(),
                rank_now: atlas.rank_of(known)?,
                score,
                rank,
            })
        })
        .collect();
    // Stable: equals stay in the order that they have now.
    tried.sort_by_key(|tried| tried.rank.position);
    tried
}

/// The weights in force, taken over from an atlas that has them.
pub(super) async fn in_force(
    store: &Store,
    territory: &Territory,
    old: &Atlas,
) -> Result<Arc<Model>, Error> {
    let Some(sha256) = store.weights_in_force(territory).await? else {
        return Ok(Arc::new(Model::standard().clone()));
    };
    if sha256 == old.model.sha256() {
        return Ok(old.model.clone());
    }
    let newest = store.weights_versions(territory, 1).await?;
    let parsed = newest.first().map(|newest| {
        Model::parse(&newest.text).map_err(|source| Error::StoredWeights {
            version: newest.version,
            source: Box::new(source),
        })
    });
    parsed
        .unwrap_or_else(|| Ok(Model::standard().clone()))
        .map(Arc::new)
}
