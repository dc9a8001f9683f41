//! What a legend says and where: one layout for pixels and for SVG.

use tiny_skia::{Path, PathBuilder, Rect};

use super::{
    canvas::{Picture, Written},
    text::{self, Weight},
};
use crate::{
    domain::Words,
    looks::{Colour, Entry, LayerLook, Line, Mark, On, Paint, Theme, greys},
};

/// Lengths of the layout, in pixels.
pub(super) const MARGIN: f32 = 10.0;
pub(super) const ROW: f32 = 20.0;
pub(super) const SWATCH: (f32, f32) = (24.0, 14.0);
pub(super) const GAP: f32 = 8.0;
pub(super) const SIZE: f32 = 12.0;

/// Radius of discs with a letter, so that rows stay apart.
const LARGEST_SIGN: f32 = 8.5;

/// The legend of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Legend {
    /// From top to bottom.
    pub rows: Vec<LegendRow>,
    /// Lights on or off.
    pub theme: Theme,
}

/// A line of a legend.
#[derive(Clone, Debug, PartialEq)]
pub enum LegendRow {
    /// What the samples below are of.
    Heading(String),
    /// A sample and what it means.
    Sample(Vec<Mark>, String),
}

impl Legend {
    /// The legend of layers, each as it is drawn: uppermost first.
    #[must_use]
    pub fn of(looks: &[LayerLook], words: &Words, theme: Theme) -> Self {
        let mut order: Vec<&LayerLook> = looks.iter().collect();
        order.sort_by_key(|look| std::cmp::Reverse(look.floor));
        let rows = order.into_iter().flat_map(|look| rows(look, words));
        Self {
            rows: rows.collect(),
            theme,
        }
    }

    /// Pixels wide and high, at a scale of one.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "a legend has few rows")]
    pub fn size(&self) -> (f32, f32) {
        let widths = self.rows.iter().map(|row| {
            let (text, weight, left) = row.words();
            left + text::width(text, SIZE, weight)
        });
        let widest = widths.fold(SWATCH.0, f32::max);
        let height = self.rows.len() as f32 * ROW;
        (
            (widest + 2.0 * MARGIN).ceil(),
            (height + 2.0 * MARGIN).ceil(),
        )
    }

    /// Ink, ground and edge.
    pub(super) fn colours(&self) -> [Colour; 3] {
        let shades = greys(self.theme);
        [shades.ring, shades.halo, shades.edge]
    }

    /// The legend as a picture; `None` where there is no memory for it.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a legend has few rows, and their words are short"
    )]
    pub fn picture(&self, scale: u32) -> Option<Picture> {
        let (width, height) = self.size();
        let pixels = (width as u32 * scale, height as u32 * scale);
        let mut picture = Picture::new(pixels, scale)?;
        let [ink, ground, edge] = self.colours();
        picture.cover(ground);
        let mut top = MARGIN;
        for row in &self.rows {
            draw_row(&mut picture, (row, top), (ink, edge));
            top += ROW;
        }
        Some(picture)
    }
}

impl LegendRow {
    /// What is written, how heavy, and how far from the left.
    pub(super) fn words(&self) -> (&str, Weight, f32) {
        match self {
            Self::Heading(text) => (text, Weight::Bold, 0.0),
            Self::Sample(_, text) => (text, Weight::Plain, SWATCH.0 + GAP),
        }
    }
}

/// A layer whose one sample has its name needs no heading.
fn rows(look: &LayerLook, words: &Words) -> Vec<LegendRow> {
    let name = format!("layer-{}", look.kind);
    let sample = |entry: &Entry| LegendRow::Sample(entry.marks.clone(), said(entry, words));
    match &look.legend[..] {
        [only] if only.word == name => vec![sample(only)],
        entries => std::iter::once(LegendRow::Heading(words.say(&name)))
            .chain(subject(look, words))
            .chain(entries.iter().map(sample))
            .collect(),
    }
}

/// What coloured neighbourhoods are coloured by.
fn subject(look: &LayerLook, words: &Words) -> Option<LegendRow> {
    let has_ranges = look.legend.iter().any(|entry| entry.range.is_some());
    has_ranges.then(|| LegendRow::Heading(words.say("legend-quotient")))
}

fn said(entry: &Entry, words: &Words) -> String {
    let word = words.say(&entry.word);
    let Some((low, high)) = entry.range else {
        return word;
    };
    let number = |edge: Option<f64>| edge.map_or(String::new(), |edge| brief(words, edge));
    let blanks = [("low", number(low).into()), ("high", number(high).into())];
    let range = entry.word.replace("quotient-", "quotient-range-");
    format!("{word} ({})", words.say_with(&range, &blanks))
}

/// A number with as many decimals as it needs, two at most.
fn brief(words: &Words, value: f64) -> String {
    let shortest = (0..2).find(|&decimals| {
        let rounded: f64 = format!("{value:.decimals$}").parse().unwrap_or(value);
        (rounded - value).abs() < 1e-9
    });
    words.number(value, shortest.unwrap_or(2))
}

fn draw_row(picture: &mut Picture, (row, top): (&LegendRow, f32), (ink, edge): (Colour, Colour)) {
    let scale = picture.scale();
    if let LegendRow::Sample(marks, _) = row {
        draw_sample(
            picture,
            &in_order(marks, edge),
            (MARGIN, top + (ROW - SWATCH.1) / 2.0),
        );
    }
    let (text, weight, left) = row.words();
    let written = Written {
        text,
        size_px: SIZE,
        weight,
        ink,
        halo: None,
    };
    let foot = top + ROW / 2.0 + text::CAPITAL / 2.0 * SIZE;
    picture.write_from(((MARGIN + left) * scale, foot * scale), &written);
}

fn draw_sample(picture: &mut Picture, marks: &[Mark], (left, top): (f32, f32)) {
    let scale = picture.scale();
    let (width, height) = SWATCH;
    let middle = ((left + width / 2.0) * scale, (top + height / 2.0) * scale);
    for mark in marks {
        match mark.paint {
            Paint::Sign(sign) => picture.sign(middle, &in_row(sign)),
            Paint::Line(line) => {
                let path = match mark.on {
                    On::Line => way(left * scale, (left + width) * scale, middle.1),
                    _ => sample_box((left, top), (scale, 0.5)),
                };
                if let Some(path) = path {
                    picture.stroke(&path, line, 0.0);
                }
            }
            Paint::Fill(colour) => {
                if let Some(path) = sample_box((left, top), (scale, 0.0)) {
                    picture.fill(&path, colour);
                }
            }
            Paint::Hatch(hatch) => {
                if let Some(path) = sample_box((left, top), (scale, 0.0)) {
                    picture.hatch(&path, hatch, (left * scale, top * scale));
                }
            }
        }
    }
}

/// The marks of a sample, lowest first; a filled one gets an edge, or pale ones would not be seen.
pub(super) fn in_order(marks: &[Mark], edge: Colour) -> Vec<Mark> {
    let mut marks = marks.to_vec();
    marks.sort_by_key(|mark| mark.floor);
    if marks
        .iter()
        .any(|mark| matches!(mark.paint, Paint::Fill(_)))
    {
        marks.push(Mark::new(On::Border, Paint::Line(Line::whole(edge, 1.0))));
    }
    marks
}

/// A sign no larger than its row.
pub(super) fn in_row(sign: crate::looks::Sign) -> crate::looks::Sign {
    crate::looks::Sign {
        radius_px: sign.radius_px.min(LARGEST_SIGN),
        ..sign
    }
}

fn way(from: f32, to: f32, y: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from, y);
    path.line_to(to, y);
    path.finish()
}

fn sample_box((left, top): (f32, f32), (scale, inset): (f32, f32)) -> Option<Path> {
    let (width, height) = SWATCH;
    let side = |at: f32| at * scale;
    let rect = Rect::from_ltrb(
        side(left + inset),
        side(top + inset),
        side(left + width - inset),
        side(top + height - inset),
    )?;
    Some(PathBuilder::from_rect(rect))
}
