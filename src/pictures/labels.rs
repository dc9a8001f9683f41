//! Which words stand on a tile, and where.
//!
//! Words that would lie on more important ones are left out, whether or not those stand: so it
//! depends only on what is near, and two tiles that share a word agree on it.

use geo_types::Coord;

use super::{
    canvas::{Picture, Written},
    text::{self, Weight},
    tile::{PictureLayer, PictureTile},
};
use crate::{
    looks::Label,
    spatial::{Feature, Footprint, Shape},
};

/// The widest a word may be, in pixels at a scale of one; longer ones are shortened.
const WIDEST_PX: f32 = 150.0;

/// How far from a tile there may be words that decide what stands on it, in pixels: half of a
/// word that reaches in, and a word beside it.
pub(super) const REACH_PX: f64 = 1.5 * WIDEST_PX as f64;

/// Room around words, in pixels.
const ROOM_PX: f32 = 3.0;

/// Words with the place of their middle; without text, a place that is taken.
pub(super) struct Word {
    at: (f32, f32),
    half: (f32, f32),
    text: String,
    label: Label,
    /// Less important ones have greater ones: floor, class, id.
    order: (u8, usize, u64),
}

impl Word {
    fn covers(&self, other: &Self) -> bool {
        let apart = (
            (self.at.0 - other.at.0).abs(),
            (self.at.1 - other.at.1).abs(),
        );
        apart.0 < self.half.0 + other.half.0 && apart.1 < self.half.1 + other.half.1
    }

    fn is_within(&self, (left, top, right, bottom): (f32, f32, f32, f32)) -> bool {
        self.at.0 - self.half.0 >= left
            && self.at.0 + self.half.0 <= right
            && self.at.1 - self.half.1 >= top
            && self.at.1 + self.half.1 <= bottom
    }
}

/// Discs with a letter, which words make room for.
pub(super) fn discs(tile: &PictureTile, layer: &PictureLayer) -> Vec<Word> {
    let radius_of = |feature: &Feature| {
        let (_, signs) = layer.look.signs_of(feature)?;
        let signs = signs.iter().map(|sign| sign.at(tile.metres_a_pixel()));
        let lettered = signs.filter(|sign| sign.letter.is_some());
        lettered.map(|sign| sign.radius_px).reduce(f32::max)
    };
    let disc = |feature: &Feature| {
        let half = radius_of(feature)? * tile.scale();
        Some(Word {
            at: tile.whole_pixel(feature.shape.bbox()?.centre()),
            half: (half, half),
            text: String::new(),
            label: layer.look.label?,
            order: (0, 0, feature.id),
        })
    };
    layer.features.iter().filter_map(disc).collect()
}

/// The words of a layer, where it has any at this size of the map.
pub(super) fn words(tile: &PictureTile, layer: &PictureLayer) -> Vec<Word> {
    let Some(label) = layer.look.label.filter(|label| tile.shows(label)) else {
        return Vec::new();
    };
    layer
        .features
        .iter()
        .filter_map(|feature| word(tile, (layer, label), feature))
        .collect()
}

fn word(
    tile: &PictureTile,
    (layer, label): (&PictureLayer, Label),
    feature: &Feature,
) -> Option<Word> {
    let scale = tile.scale();
    let look = (label.size_px * scale, Weight::of(label.bold));
    let written = feature.properties.get(label.column)?.as_text()?;
    let (place, room) = place(feature, label.must_fit)?;
    let text = text::shortened(&written, look, WIDEST_PX * scale);
    let width = text::width(&text, look.0, look.1);
    let fits = !label.must_fit || (text == written && width <= tile.pixels_of_lon(room));
    if text.is_empty() || !fits {
        return None;
    }
    let (x, y) = tile.whole_pixel(place);
    let class = layer.look.classes_of(&feature.properties).last();
    let half_room = ROOM_PX * scale / 2.0;
    Some(Word {
        at: (x, y + label.below_px * scale),
        half: (width / 2.0 + half_room, look.0 / 2.0 + half_room),
        text,
        label,
        order: (
            u8::MAX - layer.look.floor,
            usize::MAX - class.unwrap_or(0),
            feature.id,
        ),
    })
}

/// Where words stand on a feature, and how wide it is there in degrees.
fn place(feature: &Feature, must_fit: bool) -> Option<(Coord<f64>, f64)> {
    match &feature.shape {
        Shape::Area(footprint) if must_fit => widest_span(footprint),
        shape => Some((shape.bbox()?.centre(), f64::INFINITY)),
    }
}

/// The middle and width of the widest part of an area along the middle of its box.
fn widest_span(footprint: &Footprint) -> Option<(Coord<f64>, f64)> {
    let lat = footprint.bbox().centre().y;
    let rings = footprint.polygons().iter();
    let rings =
        rings.flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let mut crossings: Vec<f64> = rings
        .flat_map(geo_types::LineString::lines)
        .filter(|edge| (edge.start.y > lat) != (edge.end.y > lat))
        .map(|edge| edge.start.x + (lat - edge.start.y) / (edge.end.y - edge.start.y) * edge.dx())
        .collect();
    crossings.sort_unstable_by(f64::total_cmp);
    let (spans, _) = crossings.as_chunks::<2>();
    let widest = spans
        .iter()
        .max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))?;
    let middle = Coord {
        x: f64::midpoint(widest[0], widest[1]),
        y: lat,
    };
    Some((middle, widest[1] - widest[0]))
}

/// Writes the words that stand; on a picture with edges only those that are whole.
pub(super) fn write(
    picture: &mut Picture,
    mut words: Vec<Word>,
    within: Option<(f32, f32, f32, f32)>,
) {
    words.sort_unstable_by_key(|word| word.order);
    if let Some(edges) = within {
        words.retain(|word| word.text.is_empty() || word.is_within(edges));
    }
    for at in standing(&words) {
        let Word {
            at, text, label, ..
        } = &words[at];
        let written = Written {
            text,
            size_px: label.size_px,
            weight: Weight::of(label.bold),
            ink: label.colours.0,
            halo: Some(label.colours.1),
        };
        picture.write(*at, &written);
    }
}

/// The numbers of the words that no more important one lies on.
fn standing(words: &[Word]) -> Vec<usize> {
    let mut by_x: Vec<usize> = (0..words.len()).collect();
    by_x.sort_unstable_by(|&a, &b| left(&words[a]).total_cmp(&left(&words[b])));
    let mut is_covered = vec![false; words.len()];
    for (turn, &a) in by_x.iter().enumerate() {
        let right = words[a].at.0 + words[a].half.0;
        let near = by_x[turn + 1..].iter();
        for &b in near.take_while(|&&b| left(&words[b]) < right) {
            if words[a].covers(&words[b]) {
                is_covered[a.max(b)] = true;
            }
        }
    }
    (0..words.len()).filter(|&at| !is_covered[at]).collect()
}

fn left(word: &Word) -> f32 {
    word.at.0 - word.half.0
}
