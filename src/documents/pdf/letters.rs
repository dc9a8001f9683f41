//! The letters of a page: how wide a text is, and where it is broken into lines.

use std::{collections::HashMap, sync::LazyLock};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
};

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// As in a text.
    Plain,
    /// As in a title.
    Bold,
}

/// One typeface, to measure with and to draw with: the one that pictures carry too.
struct Face {
    /// Glyph and width of each letter that it has, as a share of the letters' size.
    glyphs: HashMap<char, (u32, f32)>,
    drawn: Option<Font>,
}

static PLAIN: LazyLock<Face> = LazyLock::new(|| Face::of(dejavu::sans_condensed::regular()));
static BOLD: LazyLock<Face> = LazyLock::new(|| Face::of(dejavu::sans_condensed::bold()));

/// What stands for a letter that the typeface does not have.
const STRANGER: char = '\u{fffd}';

impl Face {
    fn of(bytes: &'static [u8]) -> Self {
        Self {
            glyphs: FontRef::new(bytes).map_or_else(|_| HashMap::new(), |font| glyphs_of(&font)),
            drawn: Font::new(bytes.into(), 0),
        }
    }

    /// The glyph of a letter and its width, as a share of the letters' size.
    fn glyph(&self, letter: char) -> (u32, f32) {
        let found = self.glyphs.get(&letter);
        let found = found.or_else(|| self.glyphs.get(&STRANGER));
        found.copied().unwrap_or_default()
    }
}

fn glyphs_of(font: &FontRef<'_>) -> HashMap<char, (u32, f32)> {
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    let mappings = font.charmap().mappings();
    let known = mappings.filter(|(_, glyph)| glyph.to_u32() != 0);
    known
        .filter_map(|(point, glyph)| {
            let width = metrics.advance_width(glyph).unwrap_or(0.0);
            Some((char::from_u32(point)?, (glyph.to_u32(), width)))
        })
        .collect()
}

impl Weight {
    fn face(self) -> &'static Face {
        match self {
            Self::Plain => &PLAIN,
            Self::Bold => &BOLD,
        }
    }

    /// The typeface to draw with.
    pub(super) fn font(self) -> Option<Font> {
        self.face().drawn.clone()
    }
}

/// How wide a text is at a size, in points.
pub(super) fn width(text: &str, (size, weight): (f32, Weight)) -> f32 {
    let face = weight.face();
    size * text.chars().map(|letter| face.glyph(letter).1).sum::<f32>()
}

/// The text as the typeface has it: a letter that it lacks becomes the sign for one.
pub(super) fn known(text: &str, weight: Weight) -> String {
    let has = |letter: &char| weight.face().glyphs.contains_key(letter);
    let letters = text.chars();
    letters
        .map(|letter| Some(letter).filter(has).unwrap_or(STRANGER))
        .collect()
}

/// The glyphs of a text in one line.
pub(super) fn glyphs(text: &str, weight: Weight) -> Vec<KrillaGlyph> {
    let face = weight.face();
    text.char_indices()
        .map(|(at, letter)| {
            let (glyph, advance) = face.glyph(letter);
            let range = at..at + letter.len_utf8();
            KrillaGlyph::new(GlyphId::new(glyph), advance, 0.0, 0.0, 0.0, range, None)
        })
        .collect()
}

/// The lines of a text in a column, broken between words; a word wider than the column is broken
/// between letters. There is one line at least.
pub(super) fn lines(text: &str, look: (f32, Weight), room: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = Line::default();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            line.add(word, (look, room), &mut lines);
        }
        lines.push(line.text);
    }
    lines
}

/// The line that is being filled.
#[derive(Default)]
struct Line {
    text: String,
    width: f32,
}

impl Line {
    fn add(&mut self, word: &str, (look, room): ((f32, Weight), f32), lines: &mut Vec<String>) {
        let wide = width(word, look);
        let gap = if self.text.is_empty() {
            0.0
        } else {
            width(" ", look)
        };
        if self.width + gap + wide <= room {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.width += gap + wide;
            return;
        }
        if !self.text.is_empty() {
            lines.push(std::mem::take(self).text);
        }
        if wide <= room {
            *self = Self {
                text: word.to_owned(),
                width: wide,
            };
            return;
        }
        for letter in word.chars() {
            let wide = width(letter.encode_utf8(&mut [0; 4]), look);
            if self.width + wide > room && !self.text.is_empty() {
                lines.push(std::mem::take(self).text);
            }
            self.text.push(letter);
            self.width += wide;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: (f32, Weight) = (10.0, Weight::Plain);

    #[test]
    fn lines_fit_and_lose_no_letter() {
        let text = "Un campement près de l’eau, inondé en mars; Saint-Martin-du-Touch-les-Bains";

        let lines = lines(text, LOOK, 80.0);

        assert!(lines.len() > 3);
        assert!(
            lines.iter().all(|line| width(line, LOOK) <= 80.01),
            "{lines:?}"
        );
        let bare = |text: &str| text.replace(' ', "");
        assert_eq!(bare(&lines.concat()), bare(text));
    }

    #[test]
    fn a_letter_that_the_typeface_lacks_is_told_to_be_missing() {
        assert_eq!(known("é€ß한", Weight::Plain).chars().last(), Some(STRANGER));
        assert!(
            known("é€ß œ – → ≥", Weight::Bold)
                .chars()
                .all(|one| one != STRANGER)
        );
    }
}
