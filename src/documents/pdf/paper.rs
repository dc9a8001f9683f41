//! What stands on a page: marks in points from its left upper corner.

use super::letters::Weight;
use crate::documents::Picture;

/// A colour: red, green, blue.
pub(super) type Colour = [u8; 3];

/// The colour of letters, of small print, of rules, of what lies behind heads, and of bars.
pub(super) const BLACK: Colour = [26, 26, 26];
pub(super) const GREY: Colour = [90, 90, 90];
pub(super) const RULE: Colour = [190, 190, 190];
pub(super) const SHADE: Colour = [236, 239, 243];
pub(super) const BAR: Colour = [43, 92, 138];

/// One mark.
pub(super) enum Mark {
    /// A line of letters that stands on y.
    Letters {
        x: f32,
        y: f32,
        text: String,
        look: (f32, Weight),
        colour: Colour,
    },
    /// A filled box: left, top, width, height.
    Box([f32; 4], Colour),
    /// A picture in such a box.
    Picture([f32; 4], Picture),
}

/// Who is told of a piece of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Whoever reads: it is the content of this number.
    Content(usize),
    /// Nobody: it only helps the eye.
    Looks,
    /// Nobody: it is the foot of the page.
    Foot,
}

/// A page: its pieces in the order they are drawn.
#[derive(Default)]
pub(super) struct Page(pub(super) Vec<(Told, Vec<Mark>)>);
