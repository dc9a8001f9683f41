//! What is put on a map: fills, hatches, lines, signs. Lengths are pixels at one pixel a point.

use super::Colour;
use crate::spatial::Shape;

/// What a mark is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The area of a feature.
    Area,
    /// A line.
    Line,
    /// The border of an area.
    Border,
    /// A point.
    Point,
    /// The middle of the box around an area.
    Middle,
}

impl On {
    /// Whether a shape has this to draw on.
    #[must_use]
    pub fn is_of(self, shape: &Shape) -> bool {
        match self {
            Self::Area | Self::Border | Self::Middle => matches!(shape, Shape::Area(_)),
            Self::Line => matches!(shape, Shape::Lines(_)),
            Self::Point => matches!(shape, Shape::Points(_)),
        }
    }

    /// Whether it is one place and not a way or an area.
    #[must_use]
    pub fn is_place(self) -> bool {
        matches!(self, Self::Point | Self::Middle)
    }
}

/// Something drawn of a feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// On what.
    pub on: On,
    /// Within its layer: higher ones lie on top.
    pub floor: u8,
    /// With what.
    pub paint: Paint,
}

impl Mark {
    /// A mark on the layer's ground floor.
    #[must_use]
    pub const fn new(on: On, paint: Paint) -> Self {
        Self {
            on,
            floor: 0,
            paint,
        }
    }

    /// The same on another floor of its layer.
    #[must_use]
    pub const fn at_floor(self, floor: u8) -> Self {
        Self { floor, ..self }
    }
}

/// How something is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Paint {
    /// One colour.
    Fill(Colour),
    /// Parallel lines with nothing between.
    Hatch(Hatch),
    /// A line.
    Line(Line),
    /// A small figure.
    Sign(Sign),
}

/// Parallel lines, [`Hatch::STEP_PX`] apart along both sides of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hatch {
    /// Which way they run.
    pub kind: HatchKind,
    /// Their colour.
    pub colour: Colour,
    /// Their width.
    pub width_px: f32,
}

impl Hatch {
    /// How far apart the lines are along either side.
    pub const STEP_PX: u32 = 8;
}

/// Which way the lines of a hatch run, left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HatchKind {
    /// Upwards.
    Rising,
    /// Downwards.
    Falling,
    /// Both.
    Crossed,
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Its colour.
    pub colour: Colour,
    /// Its width.
    pub width_px: f32,
    /// Lengths drawn and left out by turns; empty for a whole line.
    pub dash: &'static [f32],
}

impl Line {
    /// A whole line.
    #[must_use]
    pub const fn whole(colour: Colour, width_px: f32) -> Self {
        Self {
            colour,
            width_px,
            dash: &[],
        }
    }
}

/// A small figure at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sign {
    /// Its figure.
    pub shape: SignShape,
    /// From the middle to a corner.
    pub radius_px: f32,
    /// What it is filled with; a cross is only a line.
    pub fill: Option<Colour>,
    /// The line around it.
    pub edge: Line,
    /// A letter within.
    pub letter: Option<LetterLook>,
}

/// A figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignShape {
    /// A disc.
    Circle,
    /// A square with level sides.
    Square,
    /// A triangle that points up.
    Triangle,
    /// A square on its corner.
    Diamond,
    /// An upright cross.
    Cross,
}

/// A letter on a sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LetterLook {
    /// The letter.
    pub letter: char,
    /// Its colour.
    pub ink: Colour,
    /// Its height.
    pub size_px: f32,
    /// Projected metres a pixel from which on the sign is a dot without it.
    pub coarsest: f64,
}

impl Sign {
    /// Radius of a sign whose letter is left out, because the map is too small for it.
    pub const DOT_PX: f32 = 4.0;

    /// The sign where a pixel is so many projected metres.
    #[must_use]
    pub fn at(self, metres_a_pixel: f64) -> Self {
        match self.letter {
            Some(letter) if metres_a_pixel >= letter.coarsest => Self {
                radius_px: Self::DOT_PX,
                letter: None,
                ..self
            },
            _ => self,
        }
    }
}
