//! The value of zones: half the worst class touched, half the mean over the site, closeness a little.

use super::{Areal, Cases, DepthMeasured, SiteInputs, Weights, ZonesMeasured};
use crate::domain::Peril;

/// How closeness and small overlaps count, for all perils.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closeness {
    /// Share of the site from which a zone counts as fully present, above 0 to 1.
    pub full_share: f64,
    /// How much a zone that is only close counts, 0 to 1.
    pub kappa: f64,
}

impl From<&Weights> for Closeness {
    fn from(weights: &Weights) -> Self {
        Self {
            full_share: weights.full_share,
            kappa: weights.kappa,
        }
    }
}

/// Areas of one peril over and near a site, drawn as zones or as cells of a grid.
pub(super) struct Ground {
    pub(super) shares: [f64; 4],
    pub(super) distances_m: [Option<f64>; 4],
    /// Share of the site of which nothing is known: from no source.
    pub(super) unknown_share: f64,
}

/// The peril that depth grids speak of.
pub(super) const DEPTH_PERIL: Peril = Peril::Flood;

impl Ground {
    /// What each source says of a peril: its zones, and the depth grid where it speaks of the same.
    pub(super) fn of_peril(inputs: &SiteInputs, peril: Peril) -> Vec<Self> {
        let zones = inputs.zones.iter().find(|seen| seen.peril == peril);
        let zones = zones.map(|seen| &seen.measured);
        let depth = inputs.depth.as_ref().filter(|_| peril == DEPTH_PERIL);
        let depth = depth.map(|seen| &seen.measured);
        let unknown_to_zones = zones.map_or(1.0, ZonesMeasured::unknown_share);
        let unknown_to_grid = depth.map_or(1.0, |depth| depth.unknown_share);
        let drawn = zones.map(|zones| Self::of_zones(zones, unknown_to_grid));
        let grid = depth.map(|depth| Self::of_depth(depth, unknown_to_zones));
        drawn.into_iter().chain(grid).collect()
    }

    /// What zones say; of the ground that they have not studied only
    /// `unknown_elsewhere` is unknown to the other source of the same peril too (1 without one).
    pub(super) fn of_zones(measured: &ZonesMeasured, unknown_elsewhere: f64) -> Self {
        let (shares, distances_m) = match *measured {
            ZonesMeasured::Within {
                shares,
                distances_m,
                ..
            } => (shares, distances_m),
            ZonesMeasured::OutsideStudy => ([0.0; 4], [None; 4]),
        };
        Self {
            shares,
            distances_m,
            unknown_share: measured.unknown_share().min(unknown_elsewhere),
        }
    }

    /// What a depth grid says, in the same way.
    pub(super) fn of_depth(measured: &DepthMeasured, unknown_elsewhere: f64) -> Self {
        Self {
            shares: measured.shares,
            distances_m: measured.distances_m,
            unknown_share: measured.unknown_share.min(unknown_elsewhere),
        }
    }

    /// Value in three cases: what is unknown is free, in between, or of the worst severity.
    pub(super) fn cases(&self, weights: &Weights, areal: &Areal) -> Cases {
        let value = |shares| zones_value(areal, weights.into(), shares, &self.distances_m);
        let (sure, worst) = (value(&self.shares), value(&self.worst_shares()));
        Cases::between(weights.unknown_mid, sure, worst)
    }

    /// The shares were all that is unknown of the worst severity; severities rise, so it is the last.
    pub(super) fn worst_shares(&self) -> [f64; 4] {
        let mut worst = self.shares;
        worst[3] += self.unknown_share;
        worst
    }
}

/// Value p in [0, 1) of zones over or near a site.
///
/// `p = max(½ max v·min(1, F/F₀) + ½ Σ f·v, κ max v·(1 − d/near)₊)` over the four severities, where
/// f is the share under a severity alone, F the share under it or worse, d the distance to it in
/// metres (`None` beyond reach). The worst class touched counts, but a sliver does not; the mean
/// keeps the extent visible. A severity with a share is at distance 0 whatever is said of it,
/// so the value is continuous when a zone begins to overlap the site. No share and no distance
/// gives 0. Shares are taken within 0 and 1.
///
/// Source: method 1.0, `docs/METHODS.md`; the highest class touched after `InaSAFE`.
///
/// A tenth of the site in the worst class: ½·0.95 + ½·0.1·0.95.
///
/// ```
/// use jalon::{domain::Peril, hazard::{Closeness, Model, zones_value}};
/// let flood = &Model::standard().weights().areal[&Peril::Flood];
/// let closeness = Closeness { full_share: 0.1, kappa: 0.3 };
/// let p = zones_value(flood, closeness, &[0.0, 0.0, 0.0, 0.1], &[None; 4]);
/// assert!((p - 0.5225).abs() < 1e-12);
/// ```
#[must_use]
pub fn zones_value(
    areal: &Areal,
    closeness: Closeness,
    shares: &[f64; 4],
    distances_m: &[Option<f64>; 4],
) -> f64 {
    let (mut share_or_worse, mut worst, mut mean, mut near) = (0.0_f64, 0.0_f64, 0.0, 0.0_f64);
    for severity in (0..4).rev() {
        let value = areal.values[severity];
        let share = shares[severity].clamp(0.0, 1.0);
        share_or_worse += share;
        worst = worst.max(value * (share_or_worse / closeness.full_share).min(1.0));
        mean += share * value;
        let gap_m = if share > 0.0 {
            Some(0.0)
        } else {
            distances_m[severity]
        };
        near = near.max(value * remaining(gap_m, areal.near_m));
    }
    (0.5 * worst + 0.5 * mean).max(closeness.kappa * near)
}

/// 1 at the zone's edge, 0 from `near_m` on and for perils whose closeness never counts.
pub(super) fn remaining(gap_m: Option<f64>, near_m: f64) -> f64 {
    match gap_m {
        Some(gap_m) if near_m > 0.0 => (1.0 - gap_m / near_m).clamp(0.0, 1.0),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hazard::Model;

    fn flood(shares: [f64; 4], distances_m: [Option<f64>; 4]) -> f64 {
        let weights = Model::standard().weights();
        zones_value(
            &weights.areal[&Peril::Flood],
            weights.into(),
            &shares,
            &distances_m,
        )
    }

    fn within(shares: [f64; 4], gap_m: Option<f64>, unknown_share: f64) -> Cases {
        let weights = Model::standard().weights();
        let measured = ZonesMeasured::Within {
            shares,
            distances_m: [None, None, None, gap_m],
            unknown_share,
        };
        Ground::of_zones(&measured, 1.0).cases(weights, &weights.areal[&Peril::Flood])
    }

    #[test]
    fn ground_that_nobody_has_studied_is_free_at_best_and_the_worst_class_at_worst() {
        let half = within([0.5, 0.0, 0.0, 0.0], None, 0.5);

        let (low, high) = (
            flood([0.5, 0.0, 0.0, 0.0], [None; 4]),
            flood([0.5, 0.0, 0.0, 0.5], [None; 4]),
        );
        assert!((half.low - low).abs() < 1e-12 && (half.high - high).abs() < 1e-12);
        assert!(
            (half.value - f64::midpoint(low, high)).abs() < 1e-12,
            "{half:?}"
        );
    }

    #[test]
    fn a_site_that_nobody_has_studied_at_all_is_as_unknown_as_one_outside() {
        let weights = Model::standard().weights();
        let flood = &weights.areal[&Peril::Flood];

        assert_eq!(
            within([0.0; 4], None, 1.0),
            Ground::of_zones(&ZonesMeasured::OutsideStudy, 1.0).cases(weights, flood)
        );
    }

    #[test]
    fn outside_the_study_anything_from_nothing_to_the_worst_is_possible() {
        let weights = Model::standard().weights();
        let cases = Ground::of_zones(&ZonesMeasured::OutsideStudy, 1.0);

        assert_eq!(
            cases.cases(weights, &weights.areal[&Peril::Flood]),
            Cases::unknown(0.5, 0.95)
        );
    }

    #[test]
    fn what_another_source_has_looked_at_is_not_unknown() {
        let weights = Model::standard().weights();
        let looked_at = Ground::of_zones(&ZonesMeasured::OutsideStudy, 0.0);

        assert_eq!(
            looked_at.cases(weights, &weights.areal[&Peril::Flood]),
            Cases::known(0.0)
        );
    }

    #[test]
    fn a_zone_at_the_edge_counts_three_tenths_of_its_value() {
        let p = flood([0.0; 4], [None, None, None, Some(0.0)]);

        assert!((p - 0.3 * 0.95).abs() < 1e-12, "{p}");
    }

    #[test]
    fn a_zone_fifty_metres_away_counts_nothing() {
        assert!(flood([0.0; 4], [None, None, None, Some(50.0)]).abs() < 1e-12);
    }

    #[test]
    fn clay_next_door_counts_nothing() {
        let weights = Model::standard().weights();
        let clay = &weights.areal[&Peril::Clay];

        let p = zones_value(clay, weights.into(), &[0.0; 4], &[Some(0.0); 4]);

        assert!(p.abs() < 1e-12, "{p}");
    }

    proptest! {
        #[test]
        fn a_sliver_of_the_worst_class_moves_the_value_by_no_more_than_a_sliver(
            two in 0.0..0.9_f64, sliver in 1e-9..1e-3_f64,
        ) {
            let before = flood([0.0, two, 0.0, 0.0], [None, None, None, Some(0.0)]);
            let after = flood([0.0, two - sliver * two, 0.0, sliver], [None, None, None, Some(0.0)]);

            prop_assert!((after - before).abs() <= 6.0 * sliver, "{before} {after}");
        }

        #[test]
        fn more_of_a_worse_class_never_makes_a_site_safer(
            shares in prop::array::uniform4(0.0..0.25_f64), from in 0..3_usize, part in 0.0..1.0_f64,
        ) {
            let mut worse = shares;
            worse[from] -= shares[from] * part;
            worse[from + 1] += shares[from] * part;

            prop_assert!(flood(worse, [None; 4]) + 1e-12 >= flood(shares, [None; 4]));
        }

        #[test]
        fn more_that_is_unknown_never_lowers_what_is_shown(
            low in 0.0..0.5_f64, high in 0.0..0.3_f64, near in 0.0..60.0_f64,
            unknown in 0.0..0.2_f64, more in 0.0..0.2_f64,
        ) {
            let at = |unknown_share| within([low, 0.0, high, 0.0], Some(near), unknown_share);
            let (less, more) = (at(unknown), at(unknown + more));

            prop_assert!(more.value + 1e-12 >= less.value && more.high + 1e-12 >= less.high);
            prop_assert!(less.low <= less.value && less.value <= less.high);
            prop_assert!((more.low - less.low).abs() < 1e-12);
        }

        #[test]
        fn closer_never_makes_a_site_safer(near in 0.0..80.0_f64, by in 0.0..80.0_f64) {
            let at = |d| flood([0.0, 0.01, 0.0, 0.0], [None, None, Some(d), None]);

            prop_assert!(at(near) >= at(near + by));
        }
    }
}
