//! The line around a settlement as a visitor walked along it or drew it: proposed, until somebody takes it over.
//!
//! Only its corners are kept. The track of a device between them would tell how a person moved.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use serde::Deserialize;
use time::OffsetDateTime;

use super::{Ruling, VisitId, code_list};
use crate::spatial::{Footprint, InvalidShape, ShapeFault, Vicinity};

code_list! {
    /// How an outline was made.
    OutlineMethod {
        /// Along the settlement, by the positions of a device.
        Walked = "walked",
        /// On the map.
        Drawn = "drawn",
    }
}

/// A valid line around a settlement.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// How it was made.
    pub how: OutlineMethod,
    /// The device's own estimate of its usual error in metres; `None` for what was drawn.
    pub accuracy_m: Option<f64>,
    /// What it surrounds.
    pub area: Footprint,
}

/// An outline as it was given, before it is checked.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutlineDraft {
    /// How it was made.
    pub how: OutlineMethod,
    /// The device's own estimate of its usual error in metres, 0 to 100.
    #[serde(default)]
    pub accuracy_m: Option<f64>,
    /// Longitude and latitude of each corner, in order, 3 to 500; the first one need not come again.
    #[schema(min_items = 3, max_items = 501)]
    pub corners: Vec<[f64; 2]>,
}

/// An outline that a visit proposes, with what was decided about it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedOutline {
    /// The visit that brought it.
    pub visit: VisitId,
    /// When that was.
    pub at: OffsetDateTime,
    /// Who: a code or a role.
    pub by: String,
    /// The outline.
    pub outline: Outline,
    /// Since when it is the settlement's shape.
    pub taken: Option<Ruling>,
    /// Since when it is set aside, and why.
    pub set_aside: Option<Ruling>,
}

/// An outline that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongOutline {
    /// It has too few corners to surround anything, or more than anybody draws.
    #[error(
        "the outline has {found} different corners, where {LEAST_CORNERS} to {MOST_CORNERS} are taken; walk or draw it anew, or leave it out"
    )]
    Corners {
        /// How many it has.
        found: usize,
    },
    /// A corner is no place on earth.
    #[error(
        "corner {number} of the outline is no longitude from -180 to 180 with a latitude from -90 to 90; correct it, or leave the outline out"
    )]
    Nowhere {
        /// Its number, from 1.
        number: usize,
    },
    /// Its own error cannot be.
    #[error(
        "'accuracy_m' of the outline is not between 0 and {MOST_ACCURACY_M}; leave out an outline that is less exact"
    )]
    Accuracy,
    /// It crosses or touches itself.
    #[error(
        "the outline crosses or touches itself near its corner {number}; move that corner, or leave the outline out"
    )]
    Crossed {
        /// The nearest corner, from 1.
        number: usize,
    },
    /// It surrounds too little or too much to be a settlement.
    #[error(
        "the outline surrounds {found} m², where {LEAST_M2} to {MOST_M2} m² are taken; walk or draw it anew, or leave it out"
    )]
    Area {
        /// What it surrounds, in square metres.
        found: u64,
    },
    /// It lies somewhere else.
    #[error(
        "the outline lies more than {FARTHEST_M} m from the settlement; look whether the visit is of another one, or leave the outline out"
    )]
    Far,
}

/// Fewest corners of an outline.
const LEAST_CORNERS: usize = 3;
/// Most corners of an outline: one every two metres around a settlement of six hectares.
const MOST_CORNERS: usize = 500;
/// Less exact than this, no outline of a settlement can be walked.
const MOST_ACCURACY_M: u32 = 100;
/// The smallest hut.
const LEAST_M2: u32 = 4;
/// A square kilometre: ten times the largest settlements known.
const MOST_M2: u32 = 1_000_000;
/// Farther off than this it is the outline of something else.
const FARTHEST_M: u32 = 2_000;
/// Digits kept of degrees: seven are a centimetre, and every database keeps them.
const DEGREE_STEPS: f64 = 1e7;

impl Outline {
    /// Makes sure that it lies where the settlement is.
    ///
    /// # Errors
    /// [`WrongOutline::Far`].
    pub fn near(&self, settlement: &Footprint) -> Result<(), WrongOutline> {
        let reach = Vicinity::of(settlement, f64::from(FARTHEST_M));
        match reach.distance_to_area(&self.area) {
            Some(_) => Ok(()),
            None => Err(WrongOutline::Far),
        }
    }
}

impl OutlineDraft {
    /// The outline with its corners to the centimetre; corners that come twice in a row are one.
    ///
    /// # Errors
    /// [`WrongOutline`].
    ///
    /// ```
    /// use jalon::domain::{OutlineDraft, OutlineMethod};
    /// let corners = vec![[1.4, 43.6], [1.401, 43.6], [1.401, 43.601], [1.4, 43.601]];
    /// let draft = OutlineDraft { how: OutlineMethod::Drawn, accuracy_m: None, corners };
    /// // 80.8 m by 111.1 m.
    /// let area_m2 = draft.clone().checked().unwrap().area.area_m2();
    /// assert!((area_m2 - 8_970.0).abs() < 10.0, "{area_m2}");
    /// let mut crossed = draft;
    /// crossed.corners.swap(1, 2);
    /// assert!(crossed.checked().is_err());
    /// ```
    pub fn checked(self) -> Result<Outline, WrongOutline> {
        let most = f64::from(MOST_ACCURACY_M);
        if self.accuracy_m.is_some_and(|m| !(0.0..=most).contains(&m)) {
            return Err(WrongOutline::Accuracy);
        }
        let ring = ring(&self.corners)?;
        let polygon = Polygon::new(LineString(ring.clone()), Vec::new());
        let area = Footprint::new(MultiPolygon(vec![polygon]));
        let area = area.map_err(|fault| wrong(&fault, &ring))?;
        let found = area.area_m2();
        if !(f64::from(LEAST_M2)..=f64::from(MOST_M2)).contains(&found) {
            return Err(WrongOutline::Area {
                found: whole(found),
            });
        }
        Ok(Outline {
            how: self.how,
            accuracy_m: self.accuracy_m.map(|m| (m * 10.0).round() / 10.0),
            area,
        })
    }
}

/// The different corners in a row, short, not yet closed.
fn ring(corners: &[[f64; 2]]) -> Result<Vec<Coord<f64>>, WrongOutline> {
    // Before anything is worked out of them: a body may hold thousands.
    if corners.len() > MOST_CORNERS + 1 {
        return Err(WrongOutline::Corners {
            found: corners.len(),
        });
    }
    for (at, [lon, lat]) in corners.iter().enumerate() {
        if !(-180.0..=180.0).contains(lon) || !(-90.0..=90.0).contains(lat) {
            return Err(WrongOutline::Nowhere { number: at + 1 });
        }
    }
    let short = |degrees: f64| (degrees * DEGREE_STEPS).round() / DEGREE_STEPS;
    let mut ring: Vec<Coord<f64>> = corners
        .iter()
        .map(|&[lon, lat]| Coord {
            x: short(lon),
            y: short(lat),
        })
        .collect();
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    if (LEAST_CORNERS..=MOST_CORNERS).contains(&ring.len()) {
        return Ok(ring);
    }
    Err(WrongOutline::Corners { found: ring.len() })
}

/// A fault by the number of the corner next to it: coordinates of a settlement stand in no message.
fn wrong(fault: &InvalidShape, ring: &[Coord<f64>]) -> WrongOutline {
    let at = match fault {
        InvalidShape::NotSimple(
            ShapeFault::EdgesCross { at }
            | ShapeFault::RingTouchesItself { at }
            | ShapeFault::TooFewPoints { at }
            | ShapeFault::HoleOutside { at }
            | ShapeFault::Overlap { at }
            | ShapeFault::Divided { at },
        ) => *at,
        InvalidShape::Empty | InvalidShape::OutOfRange => Coord::default(),
    };
    let off = |corner: &Coord<f64>| (corner.x - at.x).hypot(corner.y - at.y);
    let numbered = ring.iter().enumerate();
    let nearest = numbered.min_by(|(_, a), (_, b)| off(a).total_cmp(&off(b)));
    WrongOutline::Crossed {
        number: nearest.map_or(1, |(at, _)| at + 1),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an area is not negative, and less than that of the earth"
)]
fn whole(area_m2: f64) -> u64 {
    area_m2.round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(corners: &[[f64; 2]]) -> OutlineDraft {
        OutlineDraft {
            how: OutlineMethod::Walked,
            accuracy_m: Some(4.04),
            corners: corners.to_vec(),
        }
    }

    /// A square of so many degrees, its corner at 1.4 east and 43.6 north.
    fn square(side: f64) -> OutlineDraft {
        let (west, south) = (1.4, 43.6);
        let (east, north) = (west + side, south + side);
        draft(&[[west, south], [east, south], [east, north], [west, north]])
    }

    #[test]
    fn a_ring_that_is_closed_or_stands_still_or_turns_the_other_way_is_the_same_outline() {
        let plain = square(0.001).checked().unwrap();
        let mut other = square(0.001);
        other.corners.insert(1, other.corners[0]);
        other.corners.push(other.corners[0]);

        assert_eq!(other.checked().unwrap(), plain);
        let mut back = square(0.001);
        back.corners.reverse();
        let back = back.checked().unwrap().area.area_m2();
        assert!((back - plain.area.area_m2()).abs() < 1e-6);
        assert_eq!(plain.accuracy_m, Some(4.0));
    }

    #[test]
    fn what_surrounds_nothing_or_a_district_is_refused_with_its_area() {
        let said = |side: f64| square(side).checked().unwrap_err().to_string();

        assert!(
            said(0.000_01).contains("surrounds 1 m²"),
            "{}",
            said(0.000_01)
        );
        assert!(said(0.02).contains("4 to 1000000 m²"), "{}", said(0.02));
        assert!(square(0.01).checked().is_ok(), "90 hectares");
    }

    #[test]
    fn a_crossing_is_named_by_the_corner_next_to_it_and_no_place_is_told() {
        let mut bow = square(0.001);
        bow.corners.swap(2, 3);

        let said = bow.checked().unwrap_err().to_string();

        assert!(said.contains("near its corner"), "{said}");
        assert!(!said.contains("43.6") && !said.contains("1.4"), "{said}");
    }

    #[test]
    fn two_corners_a_thousand_corners_and_no_place_on_earth_are_refused() {
        let two = draft(&[[1.4, 43.6], [1.401, 43.6], [1.4, 43.6]]);
        let many: Vec<[f64; 2]> = (0..1_000).map(|at| [f64::from(at) * 1e-5, 43.6]).collect();
        let mut nowhere = square(0.001);
        nowhere.corners[2] = [1.4, f64::NAN];

        assert_eq!(two.checked(), Err(WrongOutline::Corners { found: 2 }));
        assert_eq!(
            draft(&many).checked(),
            Err(WrongOutline::Corners { found: 1_000 })
        );
        assert_eq!(nowhere.checked(), Err(WrongOutline::Nowhere { number: 3 }));
        let rough = OutlineDraft {
            accuracy_m: Some(400.0),
            ..square(0.001)
        };
        assert_eq!(rough.checked(), Err(WrongOutline::Accuracy));
    }

    #[test]
    fn an_outline_in_another_town_is_not_that_of_the_settlement() {
        let here = square(0.001).checked().unwrap();
        let mut there = square(0.001);
        for corner in &mut there.corners {
            corner[1] += 0.03;
        }

        assert_eq!(here.near(&here.area), Ok(()));
        let there = there.checked().unwrap();
        assert_eq!(there.near(&here.area), Err(WrongOutline::Far));
    }
}
