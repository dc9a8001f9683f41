//! Looking ahead and back: how sure a rank is, what it hangs on, what would change a score, and why
//! it has moved.

use rayon::prelude::*;
use time::{Date, format_description::well_known::Iso8601};
use uuid::Uuid;

use super::{Atlas, Error, Jalon, Known};
use crate::{
    domain::{Assessment, AssessmentId, Difference, RankChance, Remedies, Swing},
    hazard::{self, RankDraws, SiteInputs},
};

/// Draws at most, whatever is asked for.
const DRAWS_MOST: u64 = 100_000;
/// Draws times settlements at most: about half a minute on two cores.
const DRAWN_SCORES_MOST: u64 = 400_000_000;
/// Works told one after the other at most.
const STEPS_MOST: usize = 50;
/// Assessments of one settlement looked through or listed at most.
const HISTORY_MOST: u32 = 1_000;

/// How a ranking is to be drawn; what is not said is as in the weights.
#[derive(Clone, Copy, Debug, Default)]
pub struct DrawsAsked {
    /// Number of draws.
    pub draws: Option<u64>,
    /// The seed.
    pub seed: Option<u64>,
    /// Among how many first.
    pub top_k: Option<u64>,
}

/// With which assessment the latest one is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The one before.
    TheOneBefore,
    /// The one that was the latest at the end of a day.
    Day(Date),
    /// This one.
    Assessment(AssessmentId),
}

impl std::str::FromStr for Since {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(day) = Date::parse(text, &Iso8601::DATE) {
            return Ok(Self::Day(day));
        }
        Uuid::try_parse(text)
            .map(|id| Self::Assessment(AssessmentId(id)))
            .map_err(|_| "a day written YYYY-MM-DD or the id of an assessment")
    }
}

impl Atlas {
    /// The open and assessed settlement of this code, with its latest assessment.
    ///
    /// # Errors
    /// Which of this it is not.
    pub fn assessed(&self, code: &str) -> Result<(&Known, &Assessment), Error> {
        let code = || code.to_owned();
        let known = self
            .settlement(&code())
            .ok_or_else(|| Error::NoSettlement { code: code() })?;
        if !known.settlement.status.is_open() {
            return Err(Error::Ended { code: code() });
        }
        let assessment = known.assessment.as_deref();
        let assessment = assessment.ok_or_else(|| Error::NotAssessed { code: code() })?;
        Ok((known, assessment))
    }

    /// How the ranking is drawn where the asker leaves it open.
    ///
    /// # Errors
    /// More draws than can be worked out while somebody waits.
    pub fn rank_draws(&self, asked: DrawsAsked) -> Result<RankDraws, Error> {
        let usual = self.model.weights().rank_draws;
        let sites = self.ranked().count().max(1);
        let most = (DRAWN_SCORES_MOST / u64::try_from(sites).unwrap_or(u64::MAX)).min(DRAWS_MOST);
        let draws = asked.draws.unwrap_or(usual.draws.min(most));
        within("draws", draws, most)?;
        let top_k = asked.top_k.unwrap_or(usual.top_k);
        within("top", top_k, u64::MAX)?;
        Ok(RankDraws {
            draws,
            seed: asked.seed.unwrap_or(usual.seed),
            top_k,
            ..usual
        })
    }

    /// How each settlement's rank is spread over the draws, in the order of the ranking.
    #[must_use]
    pub fn rank_chances(&self, draws: &RankDraws) -> Vec<RankChance> {
        hazard::draw_ranks(&self.model, &ranked_inputs(self), draws)
    }
}

impl Jalon {
    /// What a settlement's rank and score hang on, largest first.
    ///
    /// # Errors
    /// No such settlement, or not an open and assessed one.
    pub fn sensitivity(&self, code: &str) -> Result<Vec<Swing>, Error> {
        let atlas = self.atlas();
        atlas.assessed(code)?;
        let at = atlas
            .ranked()
            .position(|known| known.settlement.code == code);
        let swings = at.and_then(|at| {
            let spread = atlas.model.weights().rank_draws.spread;
            hazard::sensitivity(&atlas.model, &ranked_inputs(&atlas), at, spread)
        });
        swings.ok_or_else(|| Error::NotAssessed {
            code: code.to_owned(),
        })
    }

    /// What would change a settlement's score, and the best `steps` works together.
    ///
    /// # Errors
    /// No such settlement, or not an open and assessed one.
    pub fn remedies(&self, code: &str, steps: usize) -> Result<Remedies, Error> {
        let atlas = self.atlas();
        let (known, _) = atlas.assessed(code)?;
        let (inputs, steps) = (atlas.inputs(known), steps.min(STEPS_MOST));
        Ok(hazard::remedies(&atlas.model, &inputs, steps))
    }

    /// The latest assessments of a settlement, newest first, 1,000 at most.
    ///
    /// # Errors
    /// No such settlement, or a database that fails.
    pub async fn history(&self, code: &str, limit: u32) -> Result<Vec<Assessment>, Error> {
        let atlas = self.atlas();
        let known = atlas.settlement(code).ok_or_else(|| Error::NoSettlement {
            code: code.to_owned(),
        })?;
        let limit = limit.min(HISTORY_MOST);
        let (store, territory) = (&self.store, &self.territory);
        Ok(store
            .assessments_of(territory, known.settlement.id, limit)
            .await?)
    }

    /// The difference between an earlier assessment of a settlement and its latest.
    ///
    /// # Errors
    /// No such settlement, or no assessment of it to compare with.
    pub async fn difference(&self, code: &str, since: Since) -> Result<Difference, Error> {
        let history = self.history(code, HISTORY_MOST).await?;
        let (latest, earlier) = history.split_first().ok_or_else(|| Error::NotAssessed {
            code: code.to_owned(),
        })?;
        let found = match since {
            Since::TheOneBefore => earlier.first(),
            Since::Day(day) => history.iter().find(|one| one.at.date() <= day),
            Since::Assessment(id) => history.iter().find(|one| one.id == id),
        };
        let before = found.ok_or_else(|| Error::NothingToCompare {
            code: code.to_owned(),
        })?;
        Ok(hazard::difference(before, latest))
    }
}

fn within(what: &'static str, given: u64, most: u64) -> Result<(), Error> {
    if (1..=most).contains(&given) {
        return Ok(());
    }
    Err(Error::OutOfLimits { what, given, most })
}

/// What is known of each ranked settlement, in the order of the ranking.
fn ranked_inputs(atlas: &Atlas) -> Vec<SiteInputs> {
    let ranked: Vec<&Known> = atlas.ranked().collect();
    ranked
        .into_par_iter()
        .map(|known| atlas.inputs(known))
        .collect()
}
