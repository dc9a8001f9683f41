//! One tile: shapes of every layer from the ground up, then signs, then words.

use std::collections::HashSet;

use geo_types::Coord;
use tiny_skia::{Path, PathBuilder};

use super::{
    canvas::Picture,
    labels,
    pieces::{At, Piece, pieces},
};
use crate::{
    looks::{Label, LayerLook, Line, Mark, Paint, Sign},
    spatial::{DEEPEST_ZOOM, Feature, Footprint, Shape, TileId},
    tiles::{self, EXTENT, Sketched},
};

/// Corners of one layer that are drawn on a tile at most, largest features first.
const MOST_CORNERS: usize = 200_000;

/// Signs of one layer that are drawn on a tile at most.
const MOST_SIGNS: usize = 20_000;

/// How far a sign reaches from its place, in pixels.
const SIGN_REACH_PX: f64 = 14.0;

/// Pixels past the picture in which lines are still drawn.
const LINE_MARGIN_PX: f64 = 8.0;

/// Projected metres around the world.
pub(super) const WORLD_M: f64 = 40_075_016.685_578_49;

/// A layer to draw: its look, and its features in reach of the tile.
#[derive(Clone, Debug)]
pub struct PictureLayer {
    /// How it is drawn.
    pub look: LayerLook,
    /// The features, as the audience may see them.
    pub features: Vec<Feature>,
}

/// A tile as a picture of some size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PictureTile {
    id: TileId,
    side_px: u32,
    scale: u32,
}

/// A picture, and what there was no room for.
#[derive(Debug)]
pub struct DrawnPicture {
    /// The picture.
    pub picture: Picture,
    /// How many features of each layer were left aside, smallest first; in the order of the layers.
    pub left_out: Vec<usize>,
}

impl PictureTile {
    /// A tile whose side is so many pixels at a scale of one. At another scale there are so many
    /// times as many pixels, and everything is drawn so many times as large.
    #[must_use]
    pub fn new(id: TileId, side_px: u32, scale: u32) -> Self {
        Self { id, side_px, scale }
    }

    /// Which tile.
    #[must_use]
    pub fn id(&self) -> TileId {
        self.id
    }

    /// How far past the tile's sides a layer's features count, as a share of the side.
    #[must_use]
    pub fn reach(&self, look: &LayerLook) -> f64 {
        let words = look.label.is_some_and(|label| self.shows(&label));
        let px = if words || look.has_letters(self.metres_a_pixel()) {
            labels::REACH_PX
        } else if look.has_signs() {
            SIGN_REACH_PX
        } else {
            0.0
        };
        (px / f64::from(self.side_px)).max(tiles::BUFFER_SHARE)
    }

    /// Whether nothing of an area is drawn, as small as it is.
    #[must_use]
    pub fn leaves_out(&self, look: &LayerLook, area: &Footprint) -> bool {
        let only_shapes = look.label.is_none() && !look.has_signs();
        only_shapes && tiles::is_speck(self.id, area)
    }

    #[allow(clippy::cast_precision_loss, reason = "a scale is a small number")]
    pub(super) fn scale(&self) -> f32 {
        self.scale as f32
    }

    /// Projected metres a pixel, at a scale of one.
    pub(super) fn metres_a_pixel(&self) -> f64 {
        WORLD_M / f64::from(self.id.tiles_per_side()) / f64::from(self.side_px)
    }

    /// The deepest zoom whose tiles of 512 pixels show nothing larger.
    ///
    /// ```
    /// use jalon::{pictures::PictureTile, spatial::TileId};
    /// let tile = TileId::new(12, 2064, 1495)?;
    /// assert_eq!(PictureTile::new(tile, 256, 1).zoom_of_512_px(), 11);
    /// # Ok::<(), jalon::spatial::NoSuchTile>(())
    /// ```
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the zooms there are"
    )]
    pub fn zoom_of_512_px(&self) -> u8 {
        let larger = (f64::from(self.side_px) / 512.0).log2();
        let zoom = f64::from(self.id.z()) + larger;
        zoom.floor().clamp(0.0, f64::from(DEEPEST_ZOOM)) as u8
    }

    pub(super) fn shows(&self, label: &Label) -> bool {
        label
            .coarsest
            .is_none_or(|coarsest| self.metres_a_pixel() < coarsest)
    }

    /// Pixels a side.
    fn pixels(&self) -> u32 {
        self.side_px * self.scale
    }

    fn pixels_a_unit(&self) -> f64 {
        f64::from(self.pixels()) / f64::from(EXTENT)
    }

    /// The width of some degrees of longitude, in pixels.
    #[allow(clippy::cast_possible_truncation, reason = "a width in pixels")]
    pub(super) fn pixels_of_lon(&self, degrees: f64) -> f32 {
        let tiles = degrees / 360.0 * f64::from(self.id.tiles_per_side());
        (tiles * f64::from(self.pixels())) as f32
    }

    /// The whole pixel at a place: the same on every tile, so that what stands there is drawn alike.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "places far off are never drawn"
    )]
    pub(super) fn whole_pixel(&self, place: Coord<f64>) -> (f32, f32) {
        let (x, y) = self.at(tiles::place_on(self.id, place));
        ((x + 0.5).floor() as f32, (y + 0.5).floor() as f32)
    }

    #[allow(clippy::cast_precision_loss, reason = "at most 2^35")]
    fn at(&self, point: tiles::TilePoint) -> At {
        let factor = self.pixels_a_unit();
        (point.x as f64 * factor, point.y as f64 * factor)
    }

    /// The picture's corner within the cells that hatches repeat in, all over the world.
    #[allow(clippy::cast_precision_loss, reason = "less than a cell")]
    fn within_cell(&self) -> (f32, f32) {
        let cell = u64::from(crate::looks::Hatch::STEP_PX * self.scale);
        let rest = |tile: u32| (u64::from(tile) * u64::from(self.pixels())) % cell;
        (-(rest(self.id.x()) as f32), -(rest(self.id.y()) as f32))
    }
}

/// Draws the layers, each with all features in its reach; `None` where no memory is asked for.
///
/// The words may be kept whole within edges: left, top, right, bottom, in pixels of the tile.
#[must_use]
pub fn draw(
    tile: &PictureTile,
    layers: &[PictureLayer],
    edges: Option<(f32, f32, f32, f32)>,
) -> Option<DrawnPicture> {
    let picture = Picture::new((tile.pixels(), tile.pixels()), tile.scale)?;
    let mut pen = TilePen { tile, picture };
    let mut left_out = vec![0; layers.len()];
    let mut order: Vec<usize> = (0..layers.len()).collect();
    order.sort_by_key(|&at| layers[at].look.floor);
    for &at in &order {
        left_out[at] += pen.shapes(&layers[at]);
    }
    // Discs of settlements lie above points.
    for &at in order.iter().rev() {
        left_out[at] += pen.signs(&layers[at]);
    }
    let words = layers.iter().flat_map(|layer| {
        let discs = labels::discs(tile, layer);
        discs.into_iter().chain(labels::words(tile, layer))
    });
    labels::write(&mut pen.picture, words.collect(), edges);
    let picture = pen.picture;
    Some(DrawnPicture { picture, left_out })
}

/// Signs at a pixel, with the class and the number of their feature.
type Placed = (usize, u64, (f32, f32), Vec<Sign>);

struct TilePen<'a> {
    tile: &'a PictureTile,
    picture: Picture,
}

impl TilePen<'_> {
    /// Draws areas and lines; tells how many were left aside.
    fn shapes(&mut self, layer: &PictureLayer) -> usize {
        let features: Vec<&Feature> = layer.features.iter().collect();
        let sketch = tiles::sketch(self.tile.id, &features, MOST_CORNERS);
        let classes: Vec<Vec<usize>> = sketch
            .features
            .iter()
            .map(|sketched| {
                layer
                    .look
                    .classes_of(&sketched.feature.properties)
                    .collect()
            })
            .collect();
        for (class, mark) in layer.look.passes() {
            let of_class = sketch.features.iter().zip(&classes);
            let of_class = of_class.filter(|(sketched, classes)| {
                classes.contains(&class) && mark.on.is_of(&sketched.feature.shape)
            });
            self.pass(
                &of_class.map(|(sketched, _)| sketched).collect::<Vec<_>>(),
                mark,
            );
        }
        sketch.left_out
    }

    /// All features of a pass are one path: where they touch there is no seam, and where they
    /// overlap nothing is drawn twice.
    fn pass(&mut self, features: &[&Sketched], mark: Mark) {
        match mark.paint {
            Paint::Fill(colour) => {
                if let Some(path) = self.areas(features) {
                    self.picture.fill(&path, colour);
                }
            }
            Paint::Hatch(hatch) => {
                if let Some(path) = self.areas(features) {
                    let corner = self.tile.within_cell();
                    self.picture.hatch(&path, hatch, corner);
                }
            }
            Paint::Line(line) => self.lines(features, line),
            Paint::Sign(_) => {}
        }
    }

    fn areas(&self, features: &[&Sketched]) -> Option<Path> {
        let mut path = PathBuilder::new();
        let parts = features.iter().flat_map(|sketched| &sketched.parts);
        for ring in parts.flatten() {
            let places: Vec<At> = ring.iter().map(|&point| self.tile.at(point)).collect();
            trace(&mut path, &places);
            path.close();
        }
        path.finish()
    }

    fn lines(&mut self, features: &[&Sketched], line: Line) {
        let side = f64::from(self.tile.pixels());
        let margin = LINE_MARGIN_PX * f64::from(self.tile.scale);
        let whole = features.iter().flat_map(|sketched| &sketched.lines);
        let in_sight = whole.flat_map(|way| {
            let places: Vec<At> = way.iter().map(|&point| self.tile.at(point)).collect();
            pieces(&places, (side, margin))
        });
        if line.dash.is_empty() {
            let mut path = PathBuilder::new();
            in_sight.for_each(|piece| draw_piece(&mut path, &piece));
            if let Some(path) = path.finish() {
                self.picture.stroke(&path, line, 0.0);
            }
        } else {
            for piece in in_sight.collect::<Vec<_>>() {
                self.dashed(&piece, line);
            }
        }
    }

    /// The dashes repeat, so only the rest of the way before matters.
    #[allow(clippy::cast_possible_truncation, reason = "less than one repetition")]
    fn dashed(&mut self, piece: &Piece, line: Line) {
        let mut path = PathBuilder::new();
        draw_piece(&mut path, piece);
        let repetition = f64::from(line.dash.iter().sum::<f32>()) * f64::from(self.tile.scale);
        if let Some(path) = path.finish() {
            let before = (piece.begins_px % repetition) as f32;
            self.picture.stroke(&path, line, before);
        }
    }

    /// Draws signs, worst on top; tells how many were left aside. What is drawn at one pixel
    /// already looks the same.
    fn signs(&mut self, layer: &PictureLayer) -> usize {
        let metres = self.tile.metres_a_pixel();
        let mut signs: Vec<Placed> = Vec::new();
        for feature in &layer.features {
            if let Some((class, of)) = layer.look.signs_of(feature) {
                let places = sign_places(&feature.shape).into_iter();
                let places = places.map(|place| self.tile.whole_pixel(place));
                let places = places.filter(|&place| self.is_in_sight(place));
                signs.extend(places.map(|place| (class, feature.id, place, of.clone())));
            }
        }
        signs.sort_by(|a, b| (a.0, b.1).cmp(&(b.0, a.1)));
        let mut drawn = HashSet::new();
        signs.retain(|(class, _, (x, y), _)| drawn.insert((*class, x.to_bits(), y.to_bits())));
        let too_many = signs.len().saturating_sub(MOST_SIGNS);
        for (_, _, place, of) in signs.iter().skip(too_many) {
            for sign in of {
                self.picture.sign(*place, &sign.at(metres));
            }
        }
        too_many
    }

    fn is_in_sight(&self, (x, y): (f32, f32)) -> bool {
        let reach = SIGN_REACH_PX * f64::from(self.tile.scale);
        let window = -reach..=f64::from(self.tile.pixels()) + reach;
        window.contains(&f64::from(x)) && window.contains(&f64::from(y))
    }
}

/// Where the signs of a shape stand.
fn sign_places(shape: &Shape) -> Vec<Coord<f64>> {
    match shape {
        Shape::Points(points) => points.iter().map(|point| point.0).collect(),
        Shape::Area(footprint) => vec![footprint.bbox().centre()],
        Shape::Lines(_) => Vec::new(),
    }
}

fn draw_piece(path: &mut PathBuilder, piece: &Piece) {
    if piece.is_ring {
        trace(path, &piece.points[..piece.points.len() - 1]);
        path.close();
    } else {
        trace(path, &piece.points);
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "within a picture and its margin"
)]
fn trace(path: &mut PathBuilder, places: &[At]) {
    for (number, &(x, y)) in places.iter().enumerate() {
        if number == 0 {
            path.move_to(x as f32, y as f32);
        } else {
            path.line_to(x as f32, y as f32);
        }
    }
}
