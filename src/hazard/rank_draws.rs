//! How far the ranking depends on the weights and on what is not known: it is drawn many times.

mod drawn;
mod lanes;
mod site;

use std::borrow::Borrow;

use rayon::prelude::*;

use self::{
    drawn::Drawn,
    lanes::{LANES, Uniform},
    site::Site,
};
use super::{Model, RankDraws, SiteInputs};
use crate::domain::RankChance;

/// Up to so many settlements each rank is counted by itself; of more, neighbouring ranks are
/// counted together, so that the counts of 100,000 settlements still fit into 400 MB.
const RANKS_COUNTED: usize = 1_024;

/// Ranks held before they are counted, about 16 MB of them.
const RANKS_HELD: usize = 4_000_000;

/// Draws the ranking many times over and tells how each settlement's rank is spread.
///
/// In each draw ρ, β, F₀, κ, the values of each peril, the value of each landmark and the cap of
/// each checklist are multiplied by a number drawn evenly from `1 − spread` to `1 + spread` and kept
/// within 0 and 0.99. The severities of one peril are multiplied by the same number, so that a worse
/// one never counts less than a milder one. What is not known is drawn evenly between its bounds, for
/// each settlement by itself. Weights of questions and distances stay as they are.
///
/// The same seed gives the same result on any number of threads. Equal scores share the better place.
/// Of more than 1,024 settlements the percentiles are told to a 1,024th of the ranking, `rank_p05`
/// rounded to the better and the others to the worse. No settlements give no result; no draws count as one;
/// four thousand million are the most that can be counted.
///
/// Source: Saisana, Saltelli and Tarantola 2005; method 1.0, `docs/METHODS.md`.
///
/// Nothing but the checklists is not known of either site, and one of them is flooded besides:
///
/// ```
/// use jalon::{domain::Peril, hazard::{Model, RankDraws, SiteInputs, ZonesMeasured, ZonesSeen, draw_ranks}};
/// let measured = ZonesMeasured::Within { shares: [0.0, 0.0, 0.0, 1.0], distances_m: [None; 4], unknown_share: 0.0 };
/// let flood = ZonesSeen { peril: Peril::Flood, layer_version: 1, measured };
/// let flooded = SiteInputs { zones: vec![flood], ..SiteInputs::default() };
/// let draws = RankDraws { draws: 1_000, seed: 1, spread: 0.25, top_k: 1 };
/// let [dry, wet] = draw_ranks(Model::standard(), &[SiteInputs::default(), flooded], &draws)[..] else {
///     panic!("two sites have two chances")
/// };
/// assert!(wet.p_first > 0.99 && dry.p_first < 0.01);
/// assert_eq!((wet.rank_p05, wet.rank_p95, dry.rank_p50), (1, 1, 2));
/// ```
#[must_use]
pub fn draw_ranks<S: Borrow<SiteInputs>>(
    model: &Model,
    sites: &[S],
    draws: &RankDraws,
) -> Vec<RankChance> {
    let weights = model.weights();
    let sites: Vec<Site> = sites
        .iter()
        .map(|inputs| Site::resolved(weights, inputs.borrow()))
        .collect();
    if sites.is_empty() {
        return Vec::new();
    }
    let mut tallies = Tallies::new(sites.len(), draws);
    let lanes = LANES as u64;
    let blocks = tallies.draws.div_ceil(lanes);
    let at_once = blocks_at_once(sites.len());
    let mut ranks = vec![0; sites.len() * LANES * at_once];
    for first in (0..blocks).step_by(at_once) {
        let wanted = usize::try_from(blocks - first).map_or(at_once, |left| left.min(at_once));
        let ranks = &mut ranks[..wanted * sites.len() * LANES];
        ranks
            .par_chunks_mut(sites.len() * LANES)
            .enumerate()
            .for_each_init(Vec::new, |keys, (at, ranks)| {
                let mut uniform = Uniform::of_block(draws.seed, first + at as u64);
                let weights = Drawn::from(weights, draws.spread, &mut uniform);
                rank_block(&sites, &weights, &mut uniform, (ranks, keys));
            });
        tallies.count(ranks, first * lanes);
    }
    tallies.chances()
}

/// As many blocks as the ranks held allow, and one for each thread at least.
fn blocks_at_once(sites: usize) -> usize {
    (RANKS_HELD / (sites * LANES)).max(rayon::current_num_threads())
}

/// Ranks of all sites in one block of draws: those of the first site in every draw, then the next.
fn rank_block(
    sites: &[Site],
    drawn: &Drawn,
    uniform: &mut Uniform,
    (ranks, keys): (&mut [u32], &mut Vec<u64>),
) {
    for (site, scores) in sites.iter().zip(ranks.chunks_exact_mut(LANES)) {
        for (kept, score) in scores.iter_mut().zip(site.scores(drawn, uniform)) {
            // Scores are not negative, and then their bits stand in the same order as they do.
            *kept = score.to_bits();
        }
    }
    for lane in 0..LANES {
        keys.clear();
        let scores = ranks[lane..].iter().step_by(LANES);
        // Turned round, so that the highest score comes first.
        keys.extend(
            (0_u64..)
                .zip(scores)
                .map(|(at, score)| u64::from(!score) << 32 | at),
        );
        keys.sort_unstable();
        let (mut place, mut score) = (0, None);
        for (at, key) in (1_u32..).zip(&*keys) {
            if score != Some(key >> 32) {
                (place, score) = (at, Some(key >> 32));
            }
            #[allow(
                clippy::cast_possible_truncation,
                reason = "the low half is the site's place"
            )]
            let site = *key as u32 as usize;
            ranks[site * LANES + lane] = place;
        }
    }
}

/// How often each site has had each rank.
struct Tallies {
    counts: Vec<Tally>,
    draws: u64,
    top_k: u64,
    ranks_together: usize,
}

/// The same for one site.
struct Tally {
    by_rank: Vec<u32>,
    top: u64,
    first: u64,
}

impl Tallies {
    fn new(sites: usize, draws: &RankDraws) -> Self {
        let ranks_together = sites.div_ceil(RANKS_COUNTED);
        let tally = || Tally {
            by_rank: vec![0; sites.div_ceil(ranks_together)],
            top: 0,
            first: 0,
        };
        Self {
            counts: (0..sites).map(|_| tally()).collect(),
            draws: draws.draws.max(1),
            top_k: draws.top_k,
            ranks_together,
        }
    }

    /// Counts blocks of ranks, of which the first draw has this number.
    fn count(&mut self, ranks: &[u32], first_draw: u64) {
        let sites = self.counts.len();
        let wanted = usize::try_from(self.draws - first_draw).unwrap_or(usize::MAX);
        let (together, top_k) = (self.ranks_together, self.top_k);
        self.counts
            .par_iter_mut()
            .enumerate()
            .for_each(|(site, tally)| {
                let blocks = ranks.chunks_exact(sites * LANES);
                let mine = blocks.flat_map(|block| &block[site * LANES..(site + 1) * LANES]);
                for &rank in mine.take(wanted) {
                    tally.by_rank[(rank as usize - 1) / together] += 1;
                    tally.top += u64::from(u64::from(rank) <= top_k);
                    tally.first += u64::from(rank == 1);
                }
            });
    }

    #[allow(clippy::cast_precision_loss, reason = "draws are far below 2^53")]
    fn chances(&self) -> Vec<RankChance> {
        let draws = self.draws as f64;
        let chance = |tally: &Tally| RankChance {
            p_top: tally.top as f64 / draws,
            p_first: tally.first as f64 / draws,
            rank_p05: self.percentile(tally, 0.05).0,
            rank_p50: self.percentile(tally, 0.50).1,
            rank_p95: self.percentile(tally, 0.95).1,
        };
        self.counts.iter().map(chance).collect()
    }

    /// The smallest rank that a share of the draws does not exceed; best and worst of those that
    /// are counted together with it.
    #[allow(clippy::cast_precision_loss, reason = "draws are far below 2^53")]
    fn percentile(&self, tally: &Tally, share: f64) -> (u32, u32) {
        let wanted = share * self.draws as f64;
        let reached = tally.by_rank.iter().scan(0_u64, |sum, &count| {
            *sum += u64::from(count);
            Some(*sum)
        });
        let before = reached.take_while(|&sum| (sum as f64) < wanted).count();
        let best = before * self.ranks_together + 1;
        let worst = (best + self.ranks_together - 1).min(self.counts.len());
        let rank = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        (rank(best), rank(worst))
    }
}

#[cfg(test)]
mod tests;
