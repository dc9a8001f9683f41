//! A place where households live without a right to: what the whole service is about.

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use super::code_list;
use crate::spatial::Footprint;

/// Names one settlement for ever, also across re-imports of its layer.
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
#[serde(transparent)]
pub struct SettlementId(pub Uuid);

code_list! {
    /// What people live in there.
    SettlementKind {
        /// Self-built dwellings on open ground.
        Shantytown = "shantytown",
        /// A building occupied without a title.
        Squat = "squat",
        /// Tents.
        Encampment = "encampment",
        /// Inhabited vehicles and caravans.
        VehicleSite = "vehicle_site",
        /// A temporary place of accompaniment opened by the city.
        InsertionSite = "insertion_site",
        /// A single dwelling unfit to live in.
        UnfitDwelling = "unfit_dwelling",
        /// Not known.
        Unknown = "unknown",
    }
}

code_list! {
    /// How far the work has come.
    SettlementStatus {
        /// Someone has said it is there.
        Reported = "reported",
        /// A visit has found it.
        Confirmed = "confirmed",
        /// The technical and social diagnosis is under way.
        Diagnosis = "diagnosis",
        /// Households are accompanied on site.
        Accompaniment = "accompaniment",
        /// A home or another outcome is decided for each household.
        MovePlanned = "move_planned",
        /// Households are moving.
        Moving = "moving",
        /// Nobody lives there any more.
        Closed = "closed",
        /// Kept in place after works, until a review.
        Stabilised = "stabilised",
        /// A duplicate or a false report.
        Rejected = "rejected",
        /// Being made safe at once.
        Emergency = "emergency",
        /// Not known.
        Unknown = "unknown",
    }
}

code_list! {
    /// Why nobody lives in a settlement any more.
    ClosureCause {
        /// Its households were accompanied to homes or other outcomes.
        Resorbed = "resorbed",
        /// A court has decided.
        CourtDecision = "court_decision",
        /// An order of the prefect.
        PrefectOrder = "prefect_order",
        /// An order of the mayor.
        MayorOrder = "mayor_order",
        /// It was made safe at once.
        Emergency = "emergency",
        /// The households have left by themselves.
        Spontaneous = "spontaneous",
        /// Fire, flood or collapse.
        Disaster = "disaster",
        /// It was the same place as another one.
        Merged = "merged",
        /// Another reason.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
}

impl SettlementStatus {
    /// Whether households may still live there: a closed or rejected place is not ranked.
    ///
    /// ```
    /// use jalon::domain::SettlementStatus;
    /// assert!(SettlementStatus::Unknown.is_open());
    /// assert!(!SettlementStatus::Closed.is_open());
    /// ```
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Rejected)
    }

    /// The statuses that may follow. From every open one a place may have to be made safe at once;
    /// a closed one gets a successor and is not opened again.
    ///
    /// ```
    /// use jalon::domain::SettlementStatus;
    /// assert!(SettlementStatus::Closed.next().is_empty());
    /// assert!(SettlementStatus::Moving.next().contains(&SettlementStatus::Closed));
    /// ```
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        use SettlementStatus::{
            Accompaniment, Closed, Confirmed, Diagnosis, Emergency, MovePlanned, Moving, Rejected,
            Stabilised, Unknown,
        };
        match self {
            Self::Reported => &[Confirmed, Rejected, Emergency],
            Confirmed => &[Diagnosis, Stabilised, Rejected, Emergency],
            Diagnosis => &[Accompaniment, Stabilised, Rejected, Emergency],
            Accompaniment => &[MovePlanned, Stabilised, Emergency],
            MovePlanned => &[Moving, Accompaniment, Emergency],
            Moving => &[Closed, Accompaniment, Emergency],
            Stabilised => &[Diagnosis, Accompaniment, Closed, Emergency],
            Emergency => &[Accompaniment, Closed],
            Unknown => &[Confirmed, Diagnosis, Accompaniment, Rejected, Emergency],
            Closed | Rejected => &[],
        }
    }
}

/// One settlement as its layer last described it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settlement {
    /// For ever.
    pub id: SettlementId,
    /// Short and unique within the territory; people say it on the phone.
    pub code: String,
    /// What people call the place.
    pub name: String,
    /// What people live in there.
    pub kind: SettlementKind,
    /// How far the work has come.
    pub status: SettlementStatus,
    /// Number of households, when counted.
    pub households: Option<u32>,
    /// Number of people, when counted.
    pub people: Option<u32>,
    /// Since when, as far as known.
    pub installed_on: Option<Date>,
    /// Where it is; internal, never public.
    pub footprint: Footprint,
}
