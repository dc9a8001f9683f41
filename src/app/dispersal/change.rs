//! What has changed between two days, and which homes moved the figures.

use super::moves::{City, Moved, Window};
use crate::{
    dispersal::{
        self, Counts, TOO_FEW, Told,
        change::{Counterfactual, Marginal, marginal_effects, shapley},
        colocation, dissimilarity,
    },
    domain::{PlacementEffect, SpreadChange},
};

/// All who had moved by the day before the window against all who had by its end; `None` for a
/// window without a beginning.
pub(super) fn change(city: City, window: Window) -> Result<Option<SpreadChange>, dispersal::Error> {
    let Some(from) = window.since.and_then(time::Date::previous_day) else {
        return Ok(None);
    };
    let at = |until| {
        let (moved, _) = city.moves(Window { since: None, until });
        city.ground.counts(moved.iter().map(|one| one.unit))
    };
    let (before, after) = (at(from)?, at(window.until)?);
    let enough = !is_few(&before) && !is_few(&after);
    let parts = shapley(
        [&after, &before],
        Counterfactual::Composition,
        dissimilarity,
    );
    let parts = parts.ok().filter(|_| enough);
    Ok(Some(SpreadChange {
        from,
        to: window.until,
        households: [households(&before), households(&after)],
        colocation_ratio: [ratio(&before).ok(), ratio(&after).ok()],
        dissimilarity: [index(&before), index(&after)],
        dissimilarity_by_place: parts.map(|parts| parts.spatial),
        dissimilarity_by_sharing: parts.map(|parts| parts.attribute),
    }))
}

/// What each home does, the most gathering first.
pub(super) fn effects(city: City, moved: &[Moved], counts: &Counts) -> Vec<PlacementEffect> {
    let by_unit: Vec<Option<Marginal>> = marginal_effects(counts);
    let few = is_few(counts);
    let one = |moved: &Moved| PlacementEffect {
        household: moved.placement.household.clone(),
        neighbourhood: city.ground.totals[moved.unit].name.clone(),
        moved_on: moved.placement.moved_on,
        colocation: by_unit[moved.unit].and_then(|effect| effect.colocation.ok()),
        dissimilarity: by_unit[moved.unit]
            .and_then(|effect| effect.dissimilarity.ok())
            .filter(|_| !few),
    };
    let mut effects: Vec<PlacementEffect> = moved.iter().map(one).collect();
    let strength = |effect: &PlacementEffect| effect.colocation.unwrap_or(f64::NEG_INFINITY);
    effects.sort_by(|a, b| strength(b).total_cmp(&strength(a)));
    effects
}

fn ratio(counts: &Counts) -> Told {
    colocation(counts).map(|found| found.ratio)
}

fn index(counts: &Counts) -> Option<f64> {
    dissimilarity(counts).ok().filter(|_| !is_few(counts))
}

fn is_few(counts: &Counts) -> bool {
    u64::from(households(counts)) < TOO_FEW
}

fn households(counts: &Counts) -> u32 {
    super::whole_number(counts.group())
}
