//! The spreadsheet of the French national platform: its columns in their order, which fact of ours each
//! holds, and the words that stand for ours in its cells.
//!
//! The titles are the platform's own, as its open sources write them. `docs/EXCHANGE.md` tells the same.

mod columns;

use time::Date;

use super::SettlementKind;

pub use columns::NATIONAL_COLUMNS;

/// One column of the spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NationalColumn {
    /// The part of the sheet that it stands in.
    pub section: &'static str,
    /// Its title, letter by letter.
    pub title: &'static str,
    /// What it holds of ours.
    pub fact: NationalFact,
}

/// What a column of the spreadsheet holds of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NationalFact {
    /// Nothing that is kept here: written blank, and not read.
    Nothing,
    /// What is never kept or given out: origins of people, names of those who work there, what they
    /// wrote. Written blank, and never read.
    Never,
    /// The name of the commune that the site lies in; worked out, and not read.
    Commune,
    /// The code of the same.
    CommuneCode,
    /// What people call the site.
    Name,
    /// Its address.
    Address,
    /// How one gets in.
    AccessNotes,
    /// Whether its people came from another site.
    Reinstalled,
    /// What is said of that.
    ReinstallationNote,
    /// By which year it is to be resorbed.
    ResorptionTarget,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// What people live in.
    Kind,
    /// Since when.
    InstalledOn,
    /// When somebody first told of it.
    ReportedOn,
    /// When it was closed.
    ClosedOn,
    /// Why it was closed, by one of the platform's words.
    ClosedCause,
    /// The same in words of one's own.
    ClosedBecause,
    /// Public or private land.
    OwnerKind,
    /// Whose the land is.
    Owner,
    /// People on the site.
    People,
    /// Households on the site.
    Households,
    /// Whether a question of visits was answered with yes; where it is turned, with no.
    Answer {
        /// What the weights file calls the question.
        question: &'static str,
        /// Whether the platform asks it the other way round.
        is_turned: bool,
    },
    /// The answer to the question about pests in words; worked out, and not read.
    PestsStatus,
    /// How far the social diagnosis has come.
    CensusState,
    /// When it was done, or is to be.
    CensusOn,
    /// Who does it.
    CensusBy,
    /// Whether the owner has complained.
    Complaint,
    /// Whether a case is before a court.
    Court,
    /// Whether the court has decided.
    CourtDecided,
    /// When.
    CourtDecidedOn,
    /// Which court.
    CourtBy,
    /// Whether there is an appeal.
    Appeal,
    /// Whether the police was asked for help.
    Police,
    /// Whether there is an order to leave.
    Order,
    /// By when.
    OrderLeaveBy,
    /// Who has given it.
    OrderBy,
    /// When.
    OrderOn,
    /// Whether there is an order because the place is unfit to live in.
    Insalubrity,
    /// Who has given it.
    InsalubrityBy,
    /// When.
    InsalubrityOn,
    /// The office of the bailiff.
    Bailiff,
    /// The day of the latest answers.
    UpdatedOn,
    /// Our code of the site: a column of ours, after the platform's own.
    Reference,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NationalCell {
    /// Nothing.
    Blank,
    /// Words.
    Text(String),
    /// A whole number.
    Count(u32),
    /// A day.
    Day(Date),
}

impl NationalFact {
    /// Whether it is told only to those who may read of courts and owners.
    #[must_use]
    pub const fn is_restricted(self) -> bool {
        matches!(
            self,
            Self::OwnerKind
                | Self::Owner
                | Self::Complaint
                | Self::Court
                | Self::CourtDecided
                | Self::CourtDecidedOn
                | Self::CourtBy
                | Self::Appeal
                | Self::Police
                | Self::Order
                | Self::OrderLeaveBy
                | Self::OrderBy
                | Self::OrderOn
                | Self::Insalubrity
                | Self::InsalubrityBy
                | Self::InsalubrityOn
                | Self::Bailiff
        )
    }

    /// Whether it is worked out of the others and of the map, and never read.
    #[must_use]
    pub const fn is_derived(self) -> bool {
        matches!(self, Self::Commune | Self::CommuneCode | Self::PestsStatus)
    }

    /// Whether a file's column of it is read.
    #[must_use]
    pub const fn is_read(self) -> bool {
        !matches!(self, Self::Nothing | Self::Never) && !self.is_derived()
    }
}

/// The platform's word for a kind of settlement: it knows land and buildings only.
///
/// ```
/// use jalon::domain::{SettlementKind, national_kind};
/// assert_eq!(national_kind(SettlementKind::Encampment), "Terrain");
/// ```
#[must_use]
pub const fn national_kind(kind: SettlementKind) -> &'static str {
    match kind {
        SettlementKind::Shantytown
        | SettlementKind::Encampment
        | SettlementKind::VehicleSite
        | SettlementKind::InsertionSite => "Terrain",
        SettlementKind::Squat | SettlementKind::UnfitDwelling => "Immeuble bâti",
        SettlementKind::Unknown => "Inconnu",
    }
}

/// The platform's words for how far the police was asked, with ours.
pub const NATIONAL_POLICE: [(&str, &str); 4] = [
    ("none", "Non demandé"),
    ("requested", "Demandé"),
    ("granted", "Obtenu"),
    ("unknown", "Inconnu"),
];

/// The platform's words for why a site was closed, with ours; of those it has no word for, `other` comes first.
pub const NATIONAL_CLOSINGS: [(&str, &str); 10] = [
    ("resorbed", "Résorption progressive du site"),
    (
        "court_decision",
        "Décision de justice suite à une plainte du propriétaire",
    ),
    ("prefect_order", "Décision administrative de la Préfecture"),
    ("mayor_order", "Décision administrative de la Commune"),
    ("other", "Autre"),
    ("unknown", "Raison inconnue"),
    ("emergency", "Autre"),
    ("spontaneous", "Autre"),
    ("disaster", "Autre"),
    ("merged", "Autre"),
];

/// The platform's words for the social diagnosis: planned and done.
pub const NATIONAL_CENSUS: [&str; 2] = ["Prévu", "Réalisé"];

/// The platform's words for whose the land is.
pub const NATIONAL_OWNERS: [&str; 3] = ["Public", "Privé", "Inconnu"];

/// A degree as it stands in a cell: to a tenth of a metre.
///
/// ```
/// assert_eq!(jalon::domain::national_degrees(43.600_000_4), "43.6");
/// ```
#[must_use]
pub fn national_degrees(degrees: f64) -> String {
    let rounded = (degrees * 1e6).round() / 1e6;
    format!("{rounded}")
}

/// The place of a fact's column in [`NATIONAL_COLUMNS`]; every fact that is written has one.
#[must_use]
pub fn national_place(fact: NationalFact) -> Option<usize> {
    NATIONAL_COLUMNS
        .iter()
        .position(|column| column.fact == fact)
}
