//! A layer is one imported set of records; each import is a new version that keeps the old ones.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Code, ImportReport, LandmarkKind, NeighbourhoodSystem, Peril, Territory};
use crate::spatial::Bbox;

/// What a layer holds. Its [`code`](LayerKind::code) names the layer within a territory,
/// so importing the same kind again makes the next version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LayerKind {
    /// Settlements.
    Settlements,
    /// The territory's own neighbourhoods, which settlements and placements name.
    Neighbourhoods,
    /// Neighbourhoods of another system.
    System(NeighbourhoodSystem),
    /// Zones of one peril.
    Zones(Peril),
    /// The outline of what a study of one peril has looked at.
    Study(Peril),
    /// Depths of the water of a flood, cell by cell.
    Depth,
    /// Landmarks of one kind, as lines or points.
    Landmarks(LandmarkKind),
    /// Placements.
    Placements,
    /// Homes on offer.
    Offers,
}

impl LayerKind {
    /// Every layer there can be.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Settlements, Self::Neighbourhoods]
            .into_iter()
            .chain(
                NeighbourhoodSystem::ALL
                    .iter()
                    .map(|&system| Self::System(system)),
            )
            .chain(Peril::ALL.iter().map(|&peril| Self::Zones(peril)))
            .chain(Peril::ALL.iter().map(|&peril| Self::Study(peril)))
            .chain([Self::Depth])
            .chain(LandmarkKind::ALL.iter().map(|&kind| Self::Landmarks(kind)))
            .chain([Self::Placements, Self::Offers])
    }

    /// The layer's code in addresses, files and the database: `settlements`, `flood`,
    /// `flood_study`, `railway` …
    ///
    /// ```
    /// use jalon::domain::{LayerKind, Peril};
    /// assert_eq!(LayerKind::Zones(Peril::Flood).code(), "flood");
    /// assert_eq!(LayerKind::from_code("flood"), Some(LayerKind::Zones(Peril::Flood)));
    /// ```
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Settlements => "settlements",
            Self::Neighbourhoods => "neighbourhoods",
            Self::System(system) => system_code(system),
            Self::Zones(peril) => peril.code(),
            Self::Study(peril) => study_code(peril),
            Self::Depth => "flood_depth",
            Self::Landmarks(kind) => kind.code(),
            Self::Placements => "placements",
            Self::Offers => "offers",
        }
    }

    /// The layer of the neighbourhoods of a system, or of the territory's own.
    #[must_use]
    pub fn of_system(system: Option<NeighbourhoodSystem>) -> Self {
        system.map_or(Self::Neighbourhoods, Self::System)
    }

    /// The layer of this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|kind| kind.code() == code)
    }
}

fn system_code(system: NeighbourhoodSystem) -> &'static str {
    match system {
        NeighbourhoodSystem::Iris => "neighbourhoods_iris",
        NeighbourhoodSystem::Grid => "neighbourhoods_grid",
        NeighbourhoodSystem::District => "neighbourhoods_district",
        NeighbourhoodSystem::Commune => "neighbourhoods_commune",
        NeighbourhoodSystem::SchoolArea => "neighbourhoods_school_area",
        NeighbourhoodSystem::Other => "neighbourhoods_other",
    }
}

fn study_code(peril: Peril) -> &'static str {
    match peril {
        Peril::Flood => "flood_study",
        Peril::Landslide => "landslide_study",
        Peril::Clay => "clay_study",
        Peril::Pprt => "pprt_study",
        Peril::Wildfire => "wildfire_study",
        Peril::PollutedSoil => "polluted_soil_study",
        Peril::Other => "other_study",
    }
}

impl std::fmt::Display for LayerKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for LayerKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for LayerKind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("no layer has this code"))
    }
}

/// Names one version of one layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LayerVersionId(pub Uuid);

/// One version of a layer: where it came from and what became of its file.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerVersion {
    /// Names this version.
    pub id: LayerVersionId,
    /// Whose records.
    pub territory: Territory,
    /// What it holds.
    pub kind: LayerKind,
    /// 1 for the first import of this kind, then one more each time.
    pub version: u32,
    /// What the file was called.
    pub source: String,
    /// Number of records kept.
    pub records: u64,
    /// The box around all shapes; `None` for records without shapes.
    pub bbox: Option<Bbox>,
    /// When it was imported.
    pub imported_at: OffsetDateTime,
    /// The whole account of the import.
    pub report: ImportReport,
    /// Whether it only says that there is no such layer any more: the first import was taken back.
    pub withdrawn: bool,
}
