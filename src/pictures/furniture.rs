//! What stands on a map besides the map: its scale, and a line that says what it is.

use tiny_skia::PathBuilder;

use super::{
    canvas::{Picture, Written},
    frame::MapFrame,
    legend::Legend,
    text::{self, Weight},
};
use crate::{
    domain::Words,
    looks::{Colour, Line, Theme, greys},
};

/// The longest a scale bar may be, in pixels and as a share of the map.
const LONGEST_BAR: (f64, f64) = (140.0, 0.3);

/// From the picture's edge, in pixels.
const MARGIN_PX: f32 = 8.0;

const SIZE_PX: f32 = 11.0;

/// What stands on a map besides the map.
pub struct Furniture<'a> {
    /// The line at the foot of the map: what it shows, as of when.
    pub line: &'a str,
    /// The language of the scale.
    pub words: &'a Words,
    /// Lights on or off.
    pub theme: Theme,
    /// The legend, if there is room for it.
    pub legend: Option<&'a Legend>,
}

impl Furniture<'_> {
    /// Draws scale and line at the foot of the map.
    pub fn draw(&self, picture: &mut Picture, frame: &MapFrame) {
        let width = self.bar(picture, frame);
        self.foot(picture, width);
        if let Some(legend) = self.legend.and_then(|legend| legend.picture(frame.scale())) {
            let margin = MARGIN_PX * picture.scale();
            let left = float(picture.width()) - float(legend.width()) - margin;
            picture.put(&legend, (nearest(left), nearest(margin)));
        }
    }

    /// Draws the scale to the left; tells how wide it is, in pixels of the picture.
    #[allow(clippy::cast_possible_truncation, reason = "a length in pixels")]
    fn bar(&self, picture: &mut Picture, frame: &MapFrame) -> f32 {
        let metres_a_pixel = frame.ground_metres_a_pixel();
        let (width, height) = frame.pixels();
        let room_px = (f64::from(width / frame.scale()) * LONGEST_BAR.1).min(LONGEST_BAR.0);
        let metres = round_length(room_px * metres_a_pixel);
        let scale = picture.scale();
        let length = (metres / metres_a_pixel) as f32 * scale;
        let (left, foot) = (MARGIN_PX * scale, float(height) - MARGIN_PX * scale);
        let mut path = PathBuilder::new();
        path.move_to(left, foot - 5.0 * scale);
        path.line_to(left, foot);
        path.line_to(left + length, foot);
        path.line_to(left + length, foot - 5.0 * scale);
        if let Some(path) = path.finish() {
            picture.stroke(&path, Line::whole(self.halo(), 4.0), 0.0);
            picture.stroke(&path, Line::whole(self.ink(), 1.5), 0.0);
        }
        let said = self.length(metres);
        let middle = (left + length / 2.0, foot - 10.0 * scale);
        picture.write(middle, &self.written(&said));
        let words = text::width(&said, SIZE_PX * scale, Weight::Plain);
        left + length.max(words) + MARGIN_PX * scale
    }

    /// The line to the right, shortened to what the scale leaves.
    fn foot(&self, picture: &mut Picture, taken: f32) {
        let scale = picture.scale();
        let (width, height) = (float(picture.width()), float(picture.height()));
        let room = width - taken - MARGIN_PX * scale;
        let line = text::shortened(self.line, (SIZE_PX * scale, Weight::Plain), room);
        let length = text::width(&line, SIZE_PX * scale, Weight::Plain);
        let start = (
            width - MARGIN_PX * scale - length,
            height - MARGIN_PX * scale,
        );
        picture.write_from(start, &self.written(&line));
    }

    fn length(&self, metres: f64) -> String {
        let (name, amount) = if metres >= 1000.0 {
            ("map-scale-km", metres / 1000.0)
        } else {
            ("map-scale-m", metres)
        };
        let amount = self.words.number(amount, 0);
        self.words.say_with(name, &[("length", amount.into())])
    }

    fn written<'b>(&self, text: &'b str) -> Written<'b> {
        Written {
            text,
            size_px: SIZE_PX,
            weight: Weight::Plain,
            ink: self.ink(),
            halo: Some(self.halo()),
        }
    }

    fn ink(&self) -> Colour {
        greys(self.theme).ring
    }

    fn halo(&self) -> Colour {
        greys(self.theme).halo
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a picture has few pixels to a side"
)]
fn float(pixels: u32) -> f32 {
    pixels as f32
}

#[allow(clippy::cast_possible_truncation, reason = "a place in a picture")]
fn nearest(pixel: f32) -> i32 {
    pixel.round() as i32
}

/// The longest of 1, 2 or 5 times a power of ten that is not longer; at least one metre.
fn round_length(most: f64) -> f64 {
    let power = 10_f64.powf(most.max(1.0).log10().floor());
    let fits = [5.0, 2.0].into_iter().find(|times| times * power <= most);
    fits.unwrap_or(1.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_as_long_as_people_count() {
        for (most, length) in [
            (0.3, 1.0),
            (1.0, 1.0),
            (4.9, 2.0),
            (5.0, 5.0),
            (99.0, 50.0),
            (1999.0, 1000.0),
        ] {
            assert!((round_length(most) - length).abs() < 1e-9, "{most}");
        }
    }
}
