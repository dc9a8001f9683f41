//! Homes on offer: what a planner can propose to families that wait for one.

use std::ops::RangeInclusive;

use geo_types::Coord;
use time::Date;

/// Homes of one kind that one landlord offers in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct HousingOffer {
    /// Unique within the territory.
    pub code: String,
    /// Who lets them.
    pub landlord: Option<String>,
    /// Code of the neighbourhood they lie in; `None` where only the place is known.
    pub neighbourhood: Option<String>,
    /// Where they are; seen by the team only, never drawn or exported.
    pub place: Option<Coord<f64>>,
    /// How many such homes are vacant, 1 or more.
    pub homes: u32,
    /// Habitable rooms of each, kitchen and bathroom not counted.
    pub rooms: Option<u32>,
    /// How many people a household may count to live there, 1 or more.
    pub people: PeopleFit,
    /// Whether one gets in and about without a step; `None` when the source does not say.
    pub step_free: Option<bool>,
    /// The day from which one can move in; `None` at once.
    pub available_from: Option<Date>,
    /// Rent of a month with charges, in cents.
    pub rent_cents: Option<u64>,
}

/// The least and the most people of a household that a home fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeopleFit {
    least: u32,
    most: u32,
}

impl PeopleFit {
    /// From the least to the most people; `None` where that is nobody.
    #[must_use]
    pub fn new(least: u32, most: u32) -> Option<Self> {
        let least = least.max(1);
        (least <= most).then_some(Self { least, most })
    }

    /// What a number of habitable rooms fits where the landlord says nothing else: at most one
    /// person more than rooms; and at least one person fewer than rooms, for with fewer people
    /// French law calls a home under-occupied (code de la construction et de l'habitation, L621-2).
    /// Both ends are held at 1.
    ///
    /// A home of three rooms fits two to four people:
    ///
    /// ```
    /// use jalon::domain::PeopleFit;
    /// let three_rooms = PeopleFit::of_rooms(3);
    /// assert_eq!(three_rooms.people(), 2..=4);
    /// assert!(!three_rooms.fits(5));
    /// ```
    #[must_use]
    pub fn of_rooms(rooms: u32) -> Self {
        Self {
            least: rooms.saturating_sub(1).max(1),
            most: rooms.saturating_add(1),
        }
    }

    /// Whether a household of so many people fits.
    #[must_use]
    pub fn fits(self, people: u32) -> bool {
        self.people().contains(&people)
    }

    /// From the least to the most people.
    #[must_use]
    pub fn people(self) -> RangeInclusive<u32> {
        self.least..=self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_that_fits_nobody_cannot_be_made() {
        assert_eq!(PeopleFit::new(4, 3), None);
        assert_eq!(PeopleFit::new(0, 0), None);
        assert_eq!(PeopleFit::new(0, 2).map(PeopleFit::people), Some(1..=2));
    }

    #[test]
    fn one_room_fits_one_or_two() {
        assert_eq!(PeopleFit::of_rooms(1).people(), 1..=2);
        assert_eq!(PeopleFit::of_rooms(2).people(), 1..=3);
        assert_eq!(
            PeopleFit::of_rooms(u32::MAX).people(),
            u32::MAX - 1..=u32::MAX
        );
    }
}
