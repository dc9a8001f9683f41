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
    /// When the text is no valid weights file, the note is empty, or these weights are in force
    /// already: nothing is stored then.
    pub async fn set_weights(
        &self,
        text: String,
        note: &str,
        actor: &str,
    ) -> Result<(WeightsVersion, Scored), Error> {
        let model = Model::parse(&text)?;
        if note.trim().is_empty() {
            return Err(Error::WithoutNote);
        }
        if model.sha256() == self.model().sha256() {
            return Err(Error::SameWeights);
        }
        let new = WeightsVersion {
            version: 0,
            sha256: model.sha256().to_owned(),
            text,
            note: note.trim().to_owned(),
            actor: actor.to_owned(),
            at: self.clock.now(),
        };
        let detail = json!({ "sha256": new.sha256, "note": new.note });
        let event = self.event((actor, "weights-set"), "weights".to_owned(), detail);
        let set = self.store.set_weights(&self.territory, new, &event).await?;
        Ok((set, self.score(actor).await?))
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
