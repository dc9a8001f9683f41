//! The value of a line or point that threatens by being near.

use super::{Cases, Linear, Nearness, Weights};

/// Value of one landmark kind in three cases.
pub(super) fn nearness_cases(weights: &Weights, linear: &Linear, nearness: Nearness) -> Cases {
    match nearness {
        Nearness::Metres(distance_m) => Cases::known(nearness_value(linear, distance_m)),
        Nearness::BeyondReach => Cases::known(0.0),
        Nearness::Unmapped => Cases::unknown(weights.unknown_mid, linear.value),
    }
}

/// Value p in [0, 1) of a line or point at a distance in metres.
///
/// `p = v·clamp((d_out − d)/(d_out − d_in), 0, 1)`: all of v up to `inner_m`, nothing from `outer_m` on.
///
/// Source: method 1.0, `docs/METHODS.md`; the distances are defaults to be set by the authority.
///
/// A main road 60 m away: 0.35·(100 − 60)/(100 − 5).
///
/// ```
/// use jalon::{domain::LandmarkKind, hazard::{Model, nearness_value}};
/// let road = &Model::standard().weights().linear[&LandmarkKind::MainRoad];
/// assert!((nearness_value(road, 60.0) - 0.35 * 40.0 / 95.0).abs() < 1e-12);
/// assert_eq!(nearness_value(road, 0.0), 0.35);
/// assert_eq!(nearness_value(road, 900.0), 0.0);
/// ```
#[must_use]
pub fn nearness_value(linear: &Linear, distance_m: f64) -> f64 {
    linear.value * share_left(linear, distance_m)
}

/// The share of a landmark's value that is left at a distance, 0 to 1.
pub(super) fn share_left(linear: &Linear, distance_m: f64) -> f64 {
    let span_m = linear.outer_m - linear.inner_m;
    ((linear.outer_m - distance_m) / span_m).clamp(0.0, 1.0)
}
