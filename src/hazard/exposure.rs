//! What lies over and near one settlement: shares and distances, the raw matter of a score.
//!
//! Whoever calls picks candidates from an index with [`reach`]; what is beyond it changes nothing.

use geo_types::Coord;

use crate::domain::Severity;
use crate::spatial::{Bbox, Footprint, Shape, Vicinity, cover_m2, look_around};

/// Share of a site below which ground is rounding and no ground.
const ROUNDING: f64 = 1e-9;

/// How the zones of one peril lie to a settlement, by severity 1 to 4.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Share of the area where each severity is the worst, 0 to 1.
    pub shares: [f64; 4],
    /// Distance to the nearest zone of each severity in metres, 0 where one touches;
    /// `None` where none is within reach.
    pub distances_m: [Option<f64>; 4],
}

/// The box that candidates must touch to be within `reach_m` metres of the settlement.
#[must_use]
pub fn reach(settlement: &Footprint, reach_m: f64) -> Bbox {
    Vicinity::box_around(settlement, reach_m)
}

/// Measures the zones of one peril; distances beyond `near_m` are not told.
///
/// ```
/// use jalon::{domain::Severity, hazard::coverage, spatial::Footprint};
/// let square = |west: f64, east: f64| {
///     let ring = [(west, 0.0), (east, 0.0), (east, 0.001), (west, 0.001)];
///     Footprint::mended(&[vec![ring.map(Into::into).to_vec()]]).unwrap().0
/// };
/// let [low, moderate, ..] = Severity::ALL;
/// // The site is 111.32 m wide; one zone covers its western half, one begins 55.66 m east of it.
/// let (site, half, beside) = (square(0.0, 0.001), square(-0.001, 0.0005), square(0.0015, 0.002));
/// let found = coverage(&site, [(low, &half), (moderate, &beside)], 500.0);
/// assert!((found.shares[0] - 0.5).abs() < 1e-9 && found.shares[1] == 0.0);
/// assert_eq!(found.distances_m[0], Some(0.0));
/// assert!((found.distances_m[1].unwrap() - 55.66).abs() < 0.01);
/// assert_eq!(found.distances_m[2], None);
/// ```
#[must_use]
pub fn coverage<'a>(
    settlement: &Footprint,
    zones: impl IntoIterator<Item = (Severity, &'a Footprint)>,
    near_m: f64,
) -> Coverage {
    let mut by_severity: [Vec<&Footprint>; 4] = Default::default();
    for (severity, zone) in zones {
        by_severity[severity.index()].push(zone);
    }
    let cover = cover_m2(settlement, &by_severity);
    let around = Vicinity::of(settlement, near_m);
    Coverage {
        shares: cover.shares(),
        distances_m: std::array::from_fn(|severity| {
            if cover.covers(severity) {
                return Some(0.0);
            }
            around.nearest_area_m(by_severity[severity].iter().copied())
        }),
    }
}

/// Share of the settlement's area that a study has not looked at, 0 to 1: ground outside its
/// outline, unless a zone is drawn there. Nothing studied and no zone gives 1.
///
/// ```
/// use jalon::{hazard::unknown_share, spatial::Footprint};
/// let square = |west: f64, east: f64| {
///     let ring = [(west, 0.0), (east, 0.0), (east, 0.001), (west, 0.001)];
///     Footprint::mended(&[vec![ring.map(Into::into).to_vec()]]).unwrap().0
/// };
/// let (site, studied, zone) = (square(0.0, 0.001), square(-0.001, 0.0005), square(0.0004, 0.0007));
/// assert!((unknown_share(&site, [&studied, &zone]) - 0.3).abs() < 1e-9);
/// ```
#[must_use]
pub fn unknown_share<'a>(
    settlement: &Footprint,
    studied: impl IntoIterator<Item = &'a Footprint>,
) -> f64 {
    let [known] = cover_m2(settlement, &[studied.into_iter().collect()]).shares();
    match 1.0 - known {
        // What rounding leaves of a site that lies wholly inside or wholly outside.
        under if under < ROUNDING => 0.0,
        over if over > 1.0 - ROUNDING => 1.0,
        share => share,
    }
}

/// Distance in metres to the nearest of some zones however far, up to `furthest_m`, 0 where one
/// touches; `None` where there is none.
///
/// `touching` gives the zones whose boxes touch a box, as an index finds them: it is asked for
/// what is near by first, and for more only when nothing is there.
///
/// ```
/// use jalon::{hazard::nearest_zone_m, spatial::{Bbox, Footprint}};
/// let square = |west: f64, east: f64| {
///     let ring = [(west, 0.0), (east, 0.0), (east, 0.001), (west, 0.001)];
///     Footprint::mended(&[vec![ring.map(Into::into).to_vec()]]).unwrap().0
/// };
/// let (site, zone) = (square(0.0, 0.001), square(0.011, 0.012));
/// let touching = |bbox: Bbox| Some(&zone).filter(|zone| zone.bbox().intersects(&bbox));
/// // A hundredth of a degree along the equator is 1,113.2 m.
/// assert!((nearest_zone_m(&site, 5_000.0, touching).unwrap() - 1_113.2).abs() < 0.1);
/// assert_eq!(nearest_zone_m(&site, 1_000.0, touching), None);
/// ```
pub fn nearest_zone_m<'a, Z>(
    settlement: &Footprint,
    furthest_m: f64,
    touching: impl Fn(Bbox) -> Z,
) -> Option<f64>
where
    Z: IntoIterator<Item = &'a Footprint>,
{
    look_around(settlement, furthest_m, |around| {
        around.nearest_area_m(touching(around.bbox()))
    })
}

/// Share of the households whose dwelling stands in each severity, worst wins, by severity 1 to 4;
/// all 0 when no household is counted. A dwelling on an edge stands in the zone.
///
/// `dwellings` are places with the number of households that live there.
#[must_use]
pub fn household_shares(
    zones: &[(Severity, &Footprint)],
    dwellings: &[(Coord<f64>, f64)],
) -> [f64; 4] {
    let mut counts = [0.0; 4];
    for (place, households) in dwellings {
        let over = zones.iter().filter(|(_, zone)| zone.holds(*place));
        if let Some(worst) = over.map(|(severity, _)| severity.index()).max() {
            counts[worst] += households;
        }
    }
    let all: f64 = dwellings.iter().map(|(_, households)| households).sum();
    counts.map(|count| if all > 0.0 { count / all } else { 0.0 })
}

/// Distance in metres to the nearest of some lines or points, 0 where one touches; `None` where
/// none is within reach.
#[must_use]
pub fn nearest_m<'a>(
    settlement: &Footprint,
    landmarks: impl IntoIterator<Item = &'a Shape>,
    reach_m: f64,
) -> Option<f64> {
    Vicinity::of(settlement, reach_m).nearest_m(landmarks)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "quarters and nought are exact")]
mod tests {
    use geo_types::{LineString, MultiLineString};

    use super::*;

    fn square(west: f64, side: f64) -> Footprint {
        let (east, north) = (west + side, side);
        let ring = [(west, 0.0), (east, 0.0), (east, north), (west, north)];
        let ring = ring.map(Coord::from).to_vec();
        Footprint::mended(&[vec![ring]]).unwrap().0
    }

    #[test]
    fn the_worst_severity_counts_where_zones_overlap_for_ground_and_for_households() {
        let (site, right) = (square(0.0, 0.002), square(0.001, 0.002));
        let [low, .., very_high] = Severity::ALL;
        let zones = [(very_high, &right), (low, &site)];
        let dwellings = [
            (
                Coord {
                    x: 0.0005,
                    y: 0.001,
                },
                3.0,
            ),
            (
                Coord {
                    x: 0.0015,
                    y: 0.001,
                },
                1.0,
            ),
        ];

        let found = coverage(&site, zones, 100.0);

        assert!((found.shares[0] - 0.5).abs() < 1e-9, "{found:?}");
        assert!((found.shares[3] - 0.5).abs() < 1e-9, "{found:?}");
        assert_eq!(found.distances_m, [Some(0.0), None, None, Some(0.0)]);
        assert_eq!(household_shares(&zones, &dwellings), [0.75, 0.0, 0.0, 0.25]);
    }

    #[test]
    fn without_zones_or_households_every_share_is_nought() {
        let found = coverage(&square(0.0, 0.001), [], 100.0);

        assert_eq!(found.shares, [0.0; 4]);
        assert_eq!(found.distances_m, [None; 4]);
        assert_eq!(household_shares(&[], &[]), [0.0; 4]);
    }

    #[test]
    fn a_landmark_beyond_reach_is_not_told() {
        let site = square(0.0, 0.001);
        let line = LineString::from(vec![(0.002, -1.0), (0.002, 1.0)]);
        let line = Shape::Lines(MultiLineString(vec![line]));

        let distance_m = nearest_m(&site, [&line], 200.0);

        assert!(
            (distance_m.unwrap() - 111.32).abs() < 0.01,
            "{distance_m:?}"
        );
        assert_eq!(nearest_m(&site, [&line], 100.0), None);
        assert_eq!(nearest_m(&site, [], 100.0), None);
    }
}
