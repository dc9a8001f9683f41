//! An area where one peril has one severity, as a risk plan or a study draws it.

use serde::{Deserialize, Serialize};

use super::code_list;
use crate::spatial::Footprint;

code_list! {
    /// What threatens within an area.
    Peril {
        /// Water from a river, a stream or run-off.
        Flood = "flood",
        /// Landslide, rock fall, subsidence, cavities.
        Landslide = "landslide",
        /// Shrinking and swelling clay: damages buildings, seldom people.
        Clay = "clay",
        /// Technological risk around an industrial plant.
        Pprt = "pprt",
        /// Wildfire.
        Wildfire = "wildfire",
        /// Polluted soil.
        PollutedSoil = "polluted_soil",
        /// Any other peril drawn as areas.
        Other = "other",
    }
}

/// How severe a peril is within a zone: 1 low, 2 moderate, 3 high, 4 very high.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(try_from = "u8", into = "u8")]
#[schema(value_type = u8, minimum = 1, maximum = 4)]
pub struct Severity(u8);

/// A severity that is none of the four.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("severity {given} is not 1 (low), 2 (moderate), 3 (high) or 4 (very high)")]
pub struct InvalidSeverity {
    given: u8,
}

impl Severity {
    /// The four severities, mildest first.
    pub const ALL: [Self; 4] = [Self(1), Self(2), Self(3), Self(4)];

    /// 1 to 4.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }

    /// 0 to 3, for tables that hold one value a severity.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0) - 1
    }
}

impl TryFrom<u8> for Severity {
    type Error = InvalidSeverity;

    fn try_from(given: u8) -> Result<Self, InvalidSeverity> {
        match given {
            1..=4 => Ok(Self(given)),
            _ => Err(InvalidSeverity { given }),
        }
    }
}

impl From<Severity> for u8 {
    fn from(severity: Severity) -> Self {
        severity.0
    }
}

/// One zone of a hazard layer.
#[derive(Clone, Debug, PartialEq)]
pub struct HazardZone {
    /// What threatens.
    pub peril: Peril,
    /// How severely.
    pub severity: Severity,
    /// The class as the source writes it, for people who know the plan.
    pub source_class: String,
    /// Where.
    pub footprint: Footprint,
}
