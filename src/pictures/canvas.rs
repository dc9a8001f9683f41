//! How a paint becomes pixels. Places are pixels from the north-west corner; lengths of paints are
//! multiplied by the picture's scale.

use tiny_skia::{
    Color, FillRule, FilterQuality, LineCap, LineJoin, Paint as Ink, Path, PathBuilder, Pattern,
    Pixmap, PixmapPaint, Shader, SpreadMode, Stroke, StrokeDash, Transform,
};

use super::text::{self, CAPITAL, Weight};
use crate::looks::{Colour, Hatch, HatchKind, Line, Sign, SignShape};

/// A picture while it is drawn, and when it is done.
pub struct Picture {
    pub(super) pixels: Pixmap,
    scale: u32,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "picture of {} by {} pixels", self.width(), self.height())
    }
}

/// A text around a place.
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    pub(super) size_px: f32,
    pub(super) weight: Weight,
    pub(super) ink: Colour,
    pub(super) halo: Option<Colour>,
}

/// Width of the halo around words, half of it on each side.
const HALO_PX: f32 = 3.5;

impl Picture {
    /// An empty picture, all of it transparent; `None` without pixels, or with more than memory has
    /// numbers for. Lengths of paints are multiplied by the scale.
    #[must_use]
    pub fn new((width, height): (u32, u32), scale: u32) -> Option<Self> {
        Pixmap::new(width, height).map(|pixels| Self {
            pixels,
            scale: scale.max(1),
        })
    }

    /// Pixels from west to east.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.pixels.width()
    }

    /// Pixels from north to south.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.pixels.height()
    }

    /// What lengths are multiplied by.
    #[allow(clippy::cast_precision_loss, reason = "a scale is a small number")]
    pub(super) fn scale(&self) -> f32 {
        self.scale as f32
    }

    /// Covers everything with one colour.
    pub fn cover(&mut self, colour: Colour) {
        self.pixels.fill(shade(colour));
    }

    /// Puts another picture over this one, its corner at a place.
    pub fn put(&mut self, other: &Self, (x, y): (i32, i32)) {
        let paint = PixmapPaint::default();
        let (here, there) = (&mut self.pixels, other.pixels.as_ref());
        here.draw_pixmap(x, y, there, &paint, Transform::identity(), None);
    }

    pub(super) fn fill(&mut self, path: &Path, colour: Colour) {
        self.fill_with(path, Shader::SolidColor(shade(colour)));
    }

    /// The hatch is laid out from a place to the north-west, so that it goes on beyond the picture.
    pub(super) fn hatch(&mut self, path: &Path, hatch: Hatch, (x, y): (f32, f32)) {
        if let Some(cell) = self.cell(hatch) {
            let from = Transform::from_translate(x, y);
            let (repeat, nearest) = (SpreadMode::Repeat, FilterQuality::Nearest);
            self.fill_with(
                path,
                Pattern::new(cell.as_ref(), repeat, nearest, 1.0, from),
            );
        }
    }

    fn fill_with(&mut self, path: &Path, shader: Shader) {
        let ink = Ink {
            shader,
            ..Ink::default()
        };
        let rule = FillRule::Winding;
        self.pixels
            .fill_path(path, &ink, rule, Transform::identity(), None);
    }

    /// One cell of a hatch. The corners get a stroke of their own, so that neighbours join.
    #[allow(clippy::cast_precision_loss, reason = "a cell has few pixels")]
    fn cell(&self, hatch: Hatch) -> Option<Pixmap> {
        let side = Hatch::STEP_PX * self.scale;
        let step = side as f32;
        let mut path = PathBuilder::new();
        for shift in [-step, 0.0, step] {
            let (near, far) = (shift - step, shift + 2.0 * step);
            if hatch.kind != HatchKind::Falling {
                path.move_to(near, 2.0 * step);
                path.line_to(far, -step);
            }
            if hatch.kind != HatchKind::Rising {
                path.move_to(near, -step);
                path.line_to(far, 2.0 * step);
            }
        }
        let mut cell = Self::new((side, side), self.scale)?;
        cell.stroke(
            &path.finish()?,
            Line::whole(hatch.colour, hatch.width_px),
            0.0,
        );
        Some(cell.pixels)
    }

    /// Draws along a path whose dashes began so many pixels before it.
    pub(super) fn stroke(&mut self, path: &Path, line: Line, before_px: f32) {
        let ink = Ink {
            shader: Shader::SolidColor(shade(line.colour)),
            ..Ink::default()
        };
        let dash = line.dash.iter().map(|px| px * self.scale()).collect();
        let stroke = Stroke {
            width: line.width_px * self.scale(),
            line_cap: LineCap::Butt,
            line_join: LineJoin::Round,
            dash: StrokeDash::new(dash, before_px),
            ..Stroke::default()
        };
        self.pixels
            .stroke_path(path, &ink, &stroke, Transform::identity(), None);
    }

    pub(super) fn sign(&mut self, (x, y): (f32, f32), sign: &Sign) {
        let Some(path) = figure((x, y), sign.shape, sign.radius_px * self.scale()) else {
            return;
        };
        if let Some(fill) = sign.fill {
            self.fill(&path, fill);
        }
        self.stroke(&path, sign.edge, 0.0);
        if let Some(letter) = sign.letter {
            let written = Written {
                text: &letter.letter.to_string(),
                size_px: letter.size_px,
                weight: Weight::Bold,
                ink: letter.ink,
                halo: None,
            };
            self.write((x, y), &written);
        }
    }

    /// Writes around a place: capitals reach as far above it as below.
    pub(super) fn write(&mut self, (x, y): (f32, f32), written: &Written) {
        let size = written.size_px * self.scale();
        let width = text::width(written.text, size, written.weight);
        let start = (x - width / 2.0, y + CAPITAL / 2.0 * size);
        self.write_from(start, written);
    }

    /// Writes from a place on, the letters standing on it.
    pub(super) fn write_from(&mut self, start: (f32, f32), written: &Written) {
        let size = written.size_px * self.scale();
        if let Some(path) = text::outline(start, written.text, (size, written.weight)) {
            if let Some(halo) = written.halo {
                self.stroke(&path, Line::whole(halo, HALO_PX), 0.0);
            }
            self.fill(&path, written.ink);
        }
    }
}

fn shade(colour: Colour) -> Color {
    Color::from_rgba8(colour.red, colour.green, colour.blue, colour.alpha)
}

/// The outline of a figure around a place; of a cross its two strokes.
pub(super) fn figure((x, y): (f32, f32), shape: SignShape, radius: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    let corners: &[(f32, f32)] = match shape {
        SignShape::Circle => return PathBuilder::from_circle(x, y, radius),
        SignShape::Cross => {
            path.move_to(x, y - radius);
            path.line_to(x, y + radius);
            path.move_to(x - radius, y);
            path.line_to(x + radius, y);
            return path.finish();
        }
        SignShape::Square => &[
            (-0.707, -0.707),
            (0.707, -0.707),
            (0.707, 0.707),
            (-0.707, 0.707),
        ],
        SignShape::Diamond => &[(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)],
        SignShape::Triangle => &[(0.0, -1.0), (0.866, 0.5), (-0.866, 0.5)],
    };
    for (at, (dx, dy)) in corners.iter().enumerate() {
        let (x, y) = (x + dx * radius, y + dy * radius);
        if at == 0 {
            path.move_to(x, y);
        } else {
            path.line_to(x, y);
        }
    }
    path.close();
    path.finish()
}
