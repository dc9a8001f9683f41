//! One household's move into a home: the fact that dispersal counts.

use geo_types::Coord;
use time::Date;

use super::code_list;

code_list! {
    /// What kind of home or outcome it is.
    PlacementKind {
        /// A social landlord's home.
        SocialRental = "social_rental",
        /// A private landlord's home.
        PrivateRental = "private_rental",
        /// Let by an association in between.
        RentalIntermediation = "rental_intermediation",
        /// Housing First.
        HousingFirst = "housing_first",
        /// A residence with services.
        AdaptedHousing = "adapted_housing",
        /// Accompanied, with a lease to be passed over.
        AccompaniedHousing = "accompanied_housing",
        /// A temporary place of accompaniment.
        InsertionSite = "insertion_site",
        /// A shelter.
        Shelter = "shelter",
        /// A hotel.
        Hotel = "hotel",
        /// With relatives or friends.
        HostFamily = "host_family",
        /// Kept in place after works.
        MaintainedInPlace = "maintained_in_place",
        /// A return wished by the household.
        VoluntaryReturn = "voluntary_return",
        /// Another settlement.
        OtherSite = "other_site",
        /// No solution found.
        NoSolution = "no_solution",
        /// Not known.
        Unknown = "unknown",
    }
}

impl PlacementKind {
    /// Whether the household lives in an ordinary home from now on: only these count for dispersal.
    #[must_use]
    pub fn is_home(self) -> bool {
        matches!(
            self,
            Self::SocialRental
                | Self::PrivateRental
                | Self::RentalIntermediation
                | Self::HousingFirst
                | Self::AdaptedHousing
                | Self::AccompaniedHousing
        )
    }
}

/// One household's move. The household has a code and no name.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// The household's code, unique within the territory.
    pub household: String,
    /// What kind of home.
    pub kind: PlacementKind,
    /// The day of the move, which is not the day of the decision.
    pub moved_on: Date,
    /// Code of the settlement the household came from.
    pub origin: Option<String>,
    /// Code of the neighbourhood it lives in now.
    pub neighbourhood: Option<String>,
    /// Under which programme it was rehoused.
    pub programme: Option<String>,
    /// Who lets the home.
    pub landlord: Option<String>,
    /// Whether its children changed school; `None` without children, or where nobody said.
    pub school_changed: Option<bool>,
    /// Where the home is; seen by case workers only, never drawn or exported.
    pub home: Option<Coord<f64>>,
}
