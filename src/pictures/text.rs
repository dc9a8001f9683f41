//! Words as outlines, in the one typeface that the program carries (`DejaVu` Sans Condensed).

use std::sync::LazyLock;

use skrifa::{
    FontRef, GlyphId, MetadataProvider,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
};
use tiny_skia::{Path, PathBuilder};

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Bold,
}

/// Height of a capital letter, as a share of the letters' size.
pub(super) const CAPITAL: f32 = 0.73;

/// More characters of one text than this are not looked at.
const LONGEST: usize = 200;

static PLAIN: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::new(dejavu::sans_condensed::regular()).ok());
static BOLD: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::new(dejavu::sans_condensed::bold()).ok());

impl Weight {
    pub(super) fn of(bold: bool) -> Self {
        if bold { Self::Bold } else { Self::Plain }
    }

    fn font(self) -> Option<&'static FontRef<'static>> {
        match self {
            Self::Plain => PLAIN.as_ref(),
            Self::Bold => BOLD.as_ref(),
        }
    }
}

/// How long a text is at a size, in the size's unit.
pub(super) fn width(text: &str, size: f32, weight: Weight) -> f32 {
    let Some(font) = weight.font() else {
        return 0.0;
    };
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    let advances = glyphs(font, text).map(|glyph| metrics.advance_width(glyph));
    advances.flatten().sum()
}

/// The outline of a text that begins at x, its letters standing on y.
pub(super) fn outline(
    (x, y): (f32, f32),
    text: &str,
    (size, weight): (f32, Weight),
) -> Option<Path> {
    let font = weight.font()?;
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    let outlines = font.outline_glyphs();
    let mut pen = Pen {
        path: PathBuilder::new(),
        at: (x, y),
    };
    for glyph in glyphs(font, text) {
        if let Some(outline) = outlines.get(glyph) {
            let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
            // A glyph that cannot be drawn leaves its gap; the other letters are still read.
            let _ = outline.draw(settings, &mut pen);
        }
        pen.at.0 += metrics.advance_width(glyph).unwrap_or(0.0);
    }
    pen.path.finish()
}

/// The text, shortened with an ellipsis if it is longer than there is room.
pub(super) fn shortened(text: &str, (size, weight): (f32, Weight), room: f32) -> String {
    if width(text, size, weight) <= room {
        return text.chars().take(LONGEST).collect();
    }
    let mut kept: Vec<char> = text.chars().take(LONGEST).collect();
    while kept.pop().is_some() {
        let shorter: String = kept.iter().collect::<String>().trim_end().to_owned() + "…";
        if width(&shorter, size, weight) <= room {
            return shorter;
        }
    }
    String::new()
}

fn glyphs(font: &FontRef<'static>, text: &str) -> impl Iterator<Item = GlyphId> {
    let charmap = font.charmap();
    text.chars()
        .take(LONGEST)
        .filter(|letter| !letter.is_control())
        .map(move |letter| charmap.map(letter).unwrap_or_default())
}

/// Fonts count y upwards, pictures downwards.
struct Pen {
    path: PathBuilder,
    at: (f32, f32),
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.at.0 + x, self.at.1 - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.at.0 + x, self.at.1 - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (dx, dy) = self.at;
        self.path.quad_to(dx + cx, dy - cy, dx + x, dy - y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (dx, dy) = self.at;
        self.path
            .cubic_to(dx + ax, dy - ay, dx + bx, dy - by, dx + x, dy - y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accented_letters_are_drawn_and_stand_above_plain_ones() {
        let top = |text| {
            outline((0.0, 0.0), text, (20.0, Weight::Plain))
                .unwrap()
                .bounds()
                .top()
        };

        assert!(top("É") < top("E") - 2.0);
        for letter in "éèêàçœÀŒßșțłż".chars() {
            let glyph = PLAIN.as_ref().unwrap().charmap().map(letter);
            assert!(
                glyph.is_some_and(|glyph| glyph != GlyphId::default()),
                "{letter}"
            );
        }
    }

    #[test]
    fn a_text_twice_as_long_is_twice_as_wide_and_bold_is_wider() {
        let one = width("Île", 12.0, Weight::Plain);

        assert!((width("ÎleÎle", 12.0, Weight::Plain) - 2.0 * one).abs() < 1e-3);
        assert!(width("Île", 12.0, Weight::Bold) > one);
        assert!(width("", 12.0, Weight::Plain).abs() < 1e-6);
    }

    #[test]
    fn a_text_without_room_is_shortened_or_left_out() {
        let look = (12.0, Weight::Plain);

        assert_eq!(shortened("Minimes", look, 200.0), "Minimes");
        let short = shortened("Saint-Martin-du-Touch", look, 60.0);
        assert!(
            short.ends_with('…') && width(&short, 12.0, Weight::Plain) <= 60.0,
            "{short}"
        );
        assert_eq!(shortened("Minimes", look, 1.0), "");
    }
}
