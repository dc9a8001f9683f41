//! Where a device says that it was, and how far that may be wrong.

use serde::{Deserialize, Serialize};

/// A position that a device measured. Only a checked one is kept with a visit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Degrees east, −180 to 180.
    pub lon: f64,
    /// Degrees north, −90 to 90.
    pub lat: f64,
    /// The device's own estimate of its error in metres, 0 to 10,000.
    pub accuracy_m: f64,
}

/// A position that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{field}' of the position is not between {low} and {high}; correct it, or leave the position out"
)]
pub struct WrongPosition {
    /// Which number.
    field: &'static str,
    /// Smallest allowed.
    low: i32,
    /// Largest allowed.
    high: i32,
}

/// Farther off than this a position tells nothing about which settlement it is.
const FARTHEST_M: i32 = 10_000;
/// Digits kept of degrees: seven are a centimetre, and every database keeps them.
const DEGREE_STEPS: f64 = 1e7;

impl Position {
    /// The position, to the centimetre.
    ///
    /// # Errors
    /// [`WrongPosition`] where a number is out of its range or none.
    ///
    /// ```
    /// use jalon::domain::Position;
    /// let here = Position { lon: 1.4, lat: 43.6, accuracy_m: 12.0 };
    /// assert_eq!(here.checked(), Ok(here));
    /// assert!(Position { lat: 91.0, ..here }.checked().is_err());
    /// assert!(Position { accuracy_m: f64::NAN, ..here }.checked().is_err());
    /// ```
    pub fn checked(self) -> Result<Self, WrongPosition> {
        within("lon", self.lon, (-180, 180))?;
        within("lat", self.lat, (-90, 90))?;
        within("accuracy_m", self.accuracy_m, (0, FARTHEST_M))?;
        let short = |degrees: f64| (degrees * DEGREE_STEPS).round() / DEGREE_STEPS;
        Ok(Self {
            lon: short(self.lon),
            lat: short(self.lat),
            accuracy_m: (self.accuracy_m * 10.0).round() / 10.0,
        })
    }
}

fn within(field: &'static str, value: f64, (low, high): (i32, i32)) -> Result<(), WrongPosition> {
    if (f64::from(low)..=f64::from(high)).contains(&value) {
        return Ok(());
    }
    Err(WrongPosition { field, low, high })
}
