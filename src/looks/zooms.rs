//! At which zooms each layer has tiles: one table for tiles, TileJSON, styles, archives and the page.

use crate::domain::{LandmarkKind, LayerKind};

/// The zooms of a layer's tiles, for tiles shown 512 pixels wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zooms {
    /// The first zoom with tiles; below it a tile is empty.
    pub first: u8,
    /// The last zoom that maps need: they draw its tiles larger beyond it. Whoever asks for a
    /// deeper tile gets one, drawn exactly.
    pub last: u8,
    /// The last zoom at which tiles hold clusters in the place of records, if any do.
    pub clusters_to: Option<u8>,
}

impl Zooms {
    /// Whether tiles of this zoom hold clusters.
    #[must_use]
    pub fn clusters_at(self, zoom: u8) -> bool {
        self.clusters_to.is_some_and(|last| zoom <= last)
    }

    const fn of(first: u8, last: u8) -> Self {
        Self {
            first,
            last,
            clusters_to: None,
        }
    }
}

/// The zooms of a layer.
///
/// A settlement is a few pixels wide from zoom 11 on; before that, clusters tell more. A zone of some
/// hundred metres is under a pixel below zoom 6, and a hydrant is nobody's question below zoom 9. At
/// zoom 14 a unit of a tile is 0.6 m at the equator: finer than anybody knows a neighbourhood.
///
/// ```
/// use jalon::{domain::LayerKind, looks::zooms};
/// let settlements = zooms(LayerKind::Settlements);
/// assert!(settlements.clusters_at(10) && !settlements.clusters_at(11));
/// assert_eq!(zooms(LayerKind::Neighbourhoods).last, 14);
/// ```
#[must_use]
pub fn zooms(kind: LayerKind) -> Zooms {
    match kind {
        LayerKind::Settlements => Zooms {
            clusters_to: Some(10),
            ..Zooms::of(0, 16)
        },
        LayerKind::Neighbourhoods | LayerKind::System(_) | LayerKind::Study(_) => Zooms::of(4, 14),
        LayerKind::Zones(_) => Zooms::of(6, 16),
        LayerKind::Landmarks(kind) => Zooms::of(first_of_landmarks(kind), 16),
        LayerKind::Depth | LayerKind::Placements | LayerKind::Offers => Zooms::of(0, 16),
    }
}

fn first_of_landmarks(kind: LandmarkKind) -> u8 {
    match kind {
        LandmarkKind::Railway | LandmarkKind::Motorway | LandmarkKind::HvLine => 5,
        LandmarkKind::MainRoad | LandmarkKind::GasPipeline => 7,
        LandmarkKind::WasteDump | LandmarkKind::HealthCentre => 8,
        LandmarkKind::Hydrant | LandmarkKind::WaterPoint => 9,
    }
}
