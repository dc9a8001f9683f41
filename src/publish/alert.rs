//! An alert as the team sees it, and as it is sent on.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::{ContactView, contact};
use crate::domain::{
    Alert, AlertSource, Audience, HazardClass, Score, Severity, TouchedSettlement,
};

/// Which settlements a forecast touches, worst first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlertView {
    /// When it was worked out.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// What was forecast.
    pub source: AlertSourceView,
    /// How much is touched altogether.
    pub totals: AlertTotals,
    /// The settlements that are touched, worst first.
    pub settlements: Vec<TouchedView>,
    /// What a person should know of the file.
    pub warnings: Vec<String>,
}

/// What an alert was worked out from.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum AlertSourceView {
    /// Areas of a file.
    File {
        /// Its name.
        name: String,
        /// Areas that were read.
        zones: usize,
    },
    /// Depths of a grid.
    Grid {
        /// Its name.
        name: String,
    },
    /// The zones of the current flood layer from a severity on.
    Level {
        /// The least severity that counts, 1 to 4.
        least: Severity,
        /// Version of the flood layer.
        layer_version: u32,
    },
}

/// How much is touched altogether.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct AlertTotals {
    /// Open settlements that were looked at.
    pub looked_at: usize,
    /// Settlements that are touched.
    pub settlements: usize,
    /// Households on them, where counted.
    pub households: u64,
    /// Households on the touched shares of their areas, each rounded up.
    pub households_touched: u64,
    /// People on them, where counted.
    pub people: u64,
    /// Touched settlements whose households nobody has counted.
    pub uncounted: usize,
}

/// One settlement that a forecast touches.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TouchedView {
    /// Its code.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Code of the neighbourhood it lies in.
    pub neighbourhood: Option<String>,
    /// Longitude and latitude of the middle of its box.
    pub centre: [f64; 2],
    /// The worst severity that touches it, 1 to 4.
    pub worst: Severity,
    /// Share of its area that is touched, 0 to 1; 0 where only the edge is.
    pub share: f64,
    /// Share of its area in each severity, worst wins, by severity 1 to 4.
    pub shares: [f64; 4],
    /// Its households, when counted.
    pub households: Option<u32>,
    /// Households on the touched share of its area, rounded up.
    pub households_touched: Option<u32>,
    /// Its people, when counted.
    pub people: Option<u32>,
    /// Its latest score, as computed.
    pub score: Option<Score>,
    /// The class that an officer's word gives it, while it holds.
    pub overridden_class: Option<HazardClass>,
    /// Whether imminent danger is declared.
    pub imminent_danger: bool,
    /// Whom to call.
    pub contact: Option<ContactView>,
}

/// The alert; `None` when the audience may not know of it.
#[must_use]
pub fn alert(audience: Audience, alert: &Alert) -> Option<AlertView> {
    (audience == Audience::Team).then(|| {
        let settlements: Vec<TouchedView> = alert
            .touched
            .iter()
            .map(|touched| view(audience, touched))
            .collect();
        AlertView {
            at: alert.at,
            source: source(&alert.source),
            totals: totals(alert.looked_at, &settlements),
            settlements,
            warnings: alert.warnings.clone(),
        }
    })
}

fn view(audience: Audience, touched: &TouchedSettlement) -> TouchedView {
    let settlement = &touched.settlement;
    let (share, centre) = (touched.share(), settlement.footprint.bbox().centre());
    TouchedView {
        code: settlement.code.clone(),
        name: settlement.name.clone(),
        neighbourhood: touched.neighbourhood.clone(),
        centre: [centre.x, centre.y],
        worst: touched.worst,
        share,
        shares: touched.shares,
        households: settlement.households,
        households_touched: settlement
            .households
            .map(|households| TouchedSettlement::households_on(share, households)),
        people: settlement.people,
        score: touched.score,
        overridden_class: touched.class,
        imminent_danger: touched.danger.is_some(),
        contact: touched
            .contact
            .as_ref()
            .and_then(|found| contact(audience, found)),
    }
}

fn source(source: &AlertSource) -> AlertSourceView {
    match source {
        AlertSource::File { name, zones } => AlertSourceView::File {
            name: name.clone(),
            zones: *zones,
        },
        AlertSource::Grid { name } => AlertSourceView::Grid { name: name.clone() },
        AlertSource::Level {
            least,
            layer_version,
        } => AlertSourceView::Level {
            least: *least,
            layer_version: *layer_version,
        },
    }
}

fn totals(looked_at: usize, settlements: &[TouchedView]) -> AlertTotals {
    let sum = |of: fn(&TouchedView) -> Option<u32>| {
        settlements.iter().filter_map(of).map(u64::from).sum()
    };
    AlertTotals {
        looked_at,
        settlements: settlements.len(),
        households: sum(|touched| touched.households),
        households_touched: sum(|touched| touched.households_touched),
        people: sum(|touched| touched.people),
        uncounted: settlements
            .iter()
            .filter(|touched| touched.households.is_none())
            .count(),
    }
}
