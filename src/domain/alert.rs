//! Which settlements a forecast touches, worst first; worked out when asked for, never stored.

use time::OffsetDateTime;

use super::{Contact, HazardClass, Override, Score, Settlement, Severity};

/// An alert for one forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// When it was worked out.
    pub at: OffsetDateTime,
    /// What was forecast.
    pub source: AlertSource,
    /// Open settlements that were looked at.
    pub looked_at: usize,
    /// Those that are touched, worst first.
    pub touched: Vec<TouchedSettlement>,
    /// What a person should know of the file.
    pub warnings: Vec<String>,
}

/// What an alert was worked out from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlertSource {
    /// Areas of a file.
    File {
        /// Its name without folders.
        name: String,
        /// Areas that were read.
        zones: usize,
    },
    /// Depths of a grid.
    Grid {
        /// Its name without folders.
        name: String,
    },
    /// The zones of the current flood layer from a severity on.
    Level {
        /// The least severity that counts.
        least: Severity,
        /// Version of the flood layer.
        layer_version: u32,
    },
}

/// One settlement that a forecast touches.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedSettlement {
    /// Which settlement.
    pub settlement: Settlement,
    /// Code of the neighbourhood it lies in.
    pub neighbourhood: Option<String>,
    /// Share of its area in each severity, worst wins, by severity 1 to 4.
    pub shares: [f64; 4],
    /// The worst severity that touches it.
    pub worst: Severity,
    /// Its latest score.
    pub score: Option<Score>,
    /// The class that an officer's word gives it.
    pub class: Option<HazardClass>,
    /// Imminent danger, while it is declared.
    pub danger: Option<Override>,
    /// Whom to call.
    pub contact: Option<Contact>,
}

impl TouchedSettlement {
    /// Share of its area that is touched, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.shares.iter().sum::<f64>().clamp(0.0, 1.0)
    }

    /// Households on the touched share of the area, rounded up: until dwellings are located, they
    /// are taken as spread evenly. At least one where any live there.
    ///
    /// ```
    /// # use jalon::domain::TouchedSettlement;
    /// assert_eq!(TouchedSettlement::households_on(0.25, 10), 3);
    /// assert_eq!(TouchedSettlement::households_on(0.0, 10), 1);
    /// assert_eq!(TouchedSettlement::households_on(1.0, 0), 0);
    /// ```
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count is between nought and that count"
    )]
    pub fn households_on(share: f64, households: u32) -> u32 {
        // A hair below a whole number comes of measuring, not of a household.
        let touched = (share.clamp(0.0, 1.0) * f64::from(households) - 1e-9).ceil() as u32;
        touched.clamp(households.min(1), households)
    }
}

/// What became of sending an alert on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The host it was sent to.
    pub host: String,
    /// How often it was tried.
    pub tries: u32,
    /// Why it did not arrive; nothing when it did.
    pub fault: Option<String>,
}
