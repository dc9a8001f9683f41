//! What a layer asks of its tiles: a name, and what becomes of areas too small to see.

/// What becomes of an area that is under a pixel at the tile's zoom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SmallAreas {
    /// It is not drawn, and counted as too small.
    #[default]
    Dropped,
    /// It is drawn as one point, so that a place is never lost from sight.
    AsPoints,
}

/// A layer of a tile. A name alone is a layer whose small areas are dropped.
///
/// ```
/// use jalon::tiles::{SmallAreas, TileLayer};
/// let flood = TileLayer::from("flood");
/// assert_eq!(flood.small_areas, SmallAreas::Dropped);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TileLayer<'a> {
    /// What styles call the layer.
    pub name: &'a str,
    /// What becomes of areas under a pixel.
    pub small_areas: SmallAreas,
}

impl<'a> From<&'a str> for TileLayer<'a> {
    fn from(name: &'a str) -> Self {
        Self {
            name,
            small_areas: SmallAreas::default(),
        }
    }
}
