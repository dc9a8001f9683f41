//! Tables, facts and bars: cells side by side, rows that break over pages, heads that stand again.

use super::{
    flow::{Flow, LEADING, SIDE},
    letters::{self, Weight},
    paper::{BAR, BLACK, Colour, Mark, RULE, SHADE},
    tree::{Kind, Place},
};
use crate::documents::Bar;

/// Size of letters in a cell, in points.
const SIZE: f32 = 8.5;
const LINE: f32 = SIZE * LEADING;
/// Free to the left and right of a text, and above and below it.
const BESIDE: f32 = 4.0;
const OVER: f32 = 3.0;
/// A square of colour with the gap behind it.
const SIGN: f32 = 7.0;
const SIGN_GAP: f32 = 4.0;
/// A column is not made wider than this for its text, nor wider than that for one word.
const WISHED_MOST: f32 = 240.0;
const WORD_MOST: f32 = 96.0;
/// Room to write by hand: how wide at least, and lines of print beside it.
const BLANK: f32 = 100.0;
const BLANK_LINES: usize = 2;
/// Rows measured to find how wide columns are.
const MEASURED: usize = 400;
/// Letters of one cell measured and shown.
const SHOWN: usize = 2_000;

/// A cell as it is shown.
pub(super) struct Told {
    pub(super) text: String,
    pub(super) colour: Option<Colour>,
    pub(super) is_number: bool,
    /// Whether it is room to write by hand.
    pub(super) is_blank: bool,
}

/// A cell in its lines.
struct Laid {
    kind: Kind,
    lines: Vec<String>,
    weight: Weight,
    colour: Option<Colour>,
    is_number: bool,
}

/// A table with named columns.
pub(super) fn table(flow: &mut Flow, heads: &[String], rows: &[Vec<Told>]) {
    let widths = widths(flow.width(), heads, rows);
    let numbers = numbers(heads.len(), rows);
    let place = flow.tree.add(Kind::Table);
    let head_row = |widths: &[f32]| -> Vec<Laid> {
        let cells = heads.iter().zip(widths).zip(&numbers);
        cells
            .map(|((name, wide), is_number)| Laid {
                kind: Kind::ColumnHead,
                lines: letters::lines(name, (SIZE, Weight::Bold), wide - 2.0 * BESIDE),
                weight: Weight::Bold,
                colour: None,
                is_number: *is_number,
            })
            .collect()
    };
    let head = head_row(&widths);
    let thead = flow.tree.add_in(place, Kind::Head);
    flow.need(height(&head) + 2.0 * LINE + 2.0 * OVER);
    row(flow, (Some(thead), &head), (&widths, None));
    let body = flow.tree.add_in(place, Kind::Body);
    for cells in rows {
        let cells = cells.iter().zip(&widths).zip(&numbers);
        let laid: Vec<Laid> = cells
            .map(|((cell, wide), is_number)| Laid {
                is_number: *is_number,
                ..laid(cell, *wide)
            })
            .collect();
        row(flow, (Some(body), &laid), (&widths, Some(&head)));
    }
    flow.y += 8.0;
}

/// What is known, one thing a row, without heads.
pub(super) fn facts(flow: &mut Flow, facts: &[(String, String)]) {
    let names = facts
        .iter()
        .map(|(name, _)| letters::width(name, (SIZE, Weight::Bold)));
    let widest = names.fold(60.0, f32::max) + 2.0 * BESIDE;
    let first = widest.min(0.4 * flow.width());
    let widths = [first, flow.width() - first];
    let place = flow.tree.add(Kind::Table);
    for (name, text) in facts {
        let cells = [
            Laid {
                kind: Kind::RowHead,
                lines: letters::lines(name, (SIZE, Weight::Bold), first - 2.0 * BESIDE),
                weight: Weight::Bold,
                colour: None,
                is_number: false,
            },
            laid(
                &Told {
                    text: text.clone(),
                    colour: None,
                    is_number: false,
                    is_blank: false,
                },
                widths[1],
            ),
        ];
        row(flow, (Some(place), &cells), (&widths, None));
    }
    flow.y += 8.0;
}

/// Amounts as bars, the longest as wide as there is room; their words stand beside them.
pub(super) fn bars(flow: &mut Flow, bars: &[Bar]) {
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let widths = [0.34 * flow.width(), 0.16 * flow.width()];
    let (left, room) = (SIDE + widths[0] + widths[1] + 6.0, 0.48 * flow.width());
    let place = flow.tree.add(Kind::Table);
    for bar in bars {
        let cell = |text: &str, is_number| Told {
            text: text.to_owned(),
            colour: None,
            is_number,
            is_blank: false,
        };
        let mut name = laid(&cell(&bar.label, false), widths[0]);
        name.kind = Kind::RowHead;
        let cells = [name, laid(&cell(&bar.told, true), widths[1])];
        row(flow, (Some(place), &cells), (&widths, None));
        let share = if most > 0.0 {
            (bar.value / most).clamp(0.0, 1.0)
        } else {
            0.0
        };
        #[expect(clippy::cast_possible_truncation, reason = "a share of a page's width")]
        let wide = (share as f32 * room).max(0.5);
        let top = flow.y - height(&cells) + OVER + 1.0;
        flow.adorn(vec![Mark::Box([left, top, wide, SIZE], BAR)]);
    }
    flow.y += 8.0;
}

fn laid(cell: &Told, wide: f32) -> Laid {
    let sign = cell.colour.map_or(0.0, |_| SIGN + SIGN_GAP);
    let room = (wide - 2.0 * BESIDE - sign).max(SIZE);
    let mut text: String = cell.text.chars().take(SHOWN).collect();
    if text.len() < cell.text.len() {
        text.push('…');
    }
    let mut lines = letters::lines(&text, (SIZE, Weight::Plain), room);
    if cell.is_blank {
        lines.resize(BLANK_LINES, String::new());
    }
    Laid {
        kind: Kind::Cell,
        lines,
        weight: Weight::Plain,
        colour: cell.colour,
        is_number: cell.is_number,
    }
}

fn height(cells: &[Laid]) -> f32 {
    tall(most_lines(cells))
}

#[expect(clippy::cast_precision_loss, reason = "lines of a cell are few")]
fn tall(lines: usize) -> f32 {
    lines as f32 * LINE + 2.0 * OVER
}

fn most_lines(cells: &[Laid]) -> usize {
    cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1)
}

/// Puts a row on the page. One that has no room goes to the next page, below the heads once more; one
/// that is higher than a page is broken between lines.
fn row(
    flow: &mut Flow,
    (place, cells): (Option<Place>, &[Laid]),
    (widths, head): (&[f32], Option<&[Laid]>),
) {
    let knots: Option<Vec<Place>> = place.map(|place| {
        let tr = flow.tree.add_in(place, Kind::Row);
        let kinds = cells.iter().map(|cell| cell.kind.clone());
        kinds.map(|kind| flow.tree.add_in(tr, kind)).collect()
    });
    let lines = most_lines(cells);
    let again = head.map_or(0.0, height);
    let fits_a_page = tall(lines) + again <= flow.whole_room();
    let mut from = 0;
    while from < lines {
        let left = lines - from;
        let fitting = if tall(left) <= flow.room() {
            left
        } else {
            fitting(flow.room())
        };
        if fitting < left && (fits_a_page || fitting < 3) {
            flow.turn();
            if let Some(head) = head {
                row(flow, (None, head), (widths, None));
            }
            if fits_a_page {
                slice(flow, (knots.as_deref(), cells), (widths, from..lines));
                return;
            }
            continue;
        }
        slice(
            flow,
            (knots.as_deref(), cells),
            (widths, from..from + fitting),
        );
        from += fitting;
    }
}

/// How many lines of a row there is room for.
fn fitting(room: f32) -> usize {
    let lines = ((room - 2.0 * OVER) / LINE).floor().max(0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "lines of a page, not below 0"
    )]
    let lines = lines as usize;
    lines
}

/// Some lines of a row's cells; without places in the tree they are only looked at.
fn slice(
    flow: &mut Flow,
    (knots, cells): (Option<&[Place]>, &[Laid]),
    (widths, lines): (&[f32], std::ops::Range<usize>),
) {
    let high = tall(lines.len());
    let wide: f32 = widths.iter().sum();
    if cells
        .iter()
        .any(|cell| matches!(cell.kind, Kind::ColumnHead))
    {
        flow.adorn(vec![Mark::Box([SIDE, flow.y, wide, high], SHADE)]);
    }
    let mut x = SIDE;
    for (at, (cell, wide)) in cells.iter().zip(widths).enumerate() {
        let marks = marks(cell, (x, flow.y, *wide), lines.clone());
        let (looks, letters): (Vec<Mark>, Vec<Mark>) = marks
            .into_iter()
            .partition(|mark| matches!(mark, Mark::Box(..)));
        if !looks.is_empty() {
            flow.adorn(looks);
        }
        match knots.and_then(|knots| knots.get(at)) {
            _ if letters.is_empty() => {}
            Some(knot) => flow.put(*knot, letters),
            None => flow.adorn(letters),
        }
        x += wide;
    }
    flow.y += high;
    let rule = [SIDE, flow.y - 0.25, wide, 0.5];
    flow.adorn(vec![Mark::Box(rule, RULE)]);
}

fn marks(cell: &Laid, (x, y, wide): (f32, f32, f32), lines: std::ops::Range<usize>) -> Vec<Mark> {
    let look = (SIZE, cell.weight);
    let mut marks = Vec::new();
    let mut left = x + BESIDE;
    if let Some(colour) = cell.colour {
        if lines.start == 0 {
            marks.push(Mark::Box([left, y + OVER + 2.0, SIGN, SIGN], colour));
        }
        left += SIGN + SIGN_GAP;
    }
    let mut foot = y + OVER + SIZE;
    for line in cell
        .lines
        .get(lines.start..lines.end.min(cell.lines.len()))
        .unwrap_or_default()
    {
        let x = if cell.is_number {
            x + wide - BESIDE - letters::width(line, look)
        } else {
            left
        };
        if !line.is_empty() {
            marks.push(Mark::Letters {
                x,
                y: foot,
                text: line.clone(),
                look,
                colour: BLACK,
            });
        }
        foot += LINE;
    }
    marks
}

/// Whether the cells of each column are numbers.
fn numbers(columns: usize, rows: &[Vec<Told>]) -> Vec<bool> {
    let is_number = |at: usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(at));
        cells.any(|cell| cell.is_number)
            && rows
                .iter()
                .filter_map(|row| row.get(at))
                .all(|cell| cell.is_number || cell.text == "–")
    };
    (0..columns).map(is_number).collect()
}

/// How wide each column is: what its texts wish for where there is room for all of them, otherwise its
/// longest word and a part of what is left.
fn widths(room: f32, heads: &[String], rows: &[Vec<Told>]) -> Vec<f32> {
    let (mut wished, mut least) = (Vec::new(), Vec::new());
    for (at, head) in heads.iter().enumerate() {
        let cells = rows.iter().take(MEASURED).filter_map(|row| row.get(at));
        let mut wish = letters::width(head, (SIZE, Weight::Bold)).min(WISHED_MOST);
        let mut word = longest_word(head, Weight::Bold);
        for cell in cells {
            let sign = cell.colour.map_or(0.0, |_| SIGN + SIGN_GAP);
            let text: String = cell.text.chars().take(SHOWN.min(200)).collect();
            let wide = letters::width(&text, (SIZE, Weight::Plain)) + sign;
            let blank = if cell.is_blank { BLANK } else { 0.0 };
            wish = wish.max(wide.min(WISHED_MOST)).max(blank);
            word = word
                .max(longest_word(&text, Weight::Plain) + sign)
                .max(blank);
        }
        wished.push(wish + 2.0 * BESIDE + 1.0);
        least.push(word.min(WORD_MOST) + 2.0 * BESIDE + 1.0);
    }
    let (all, words): (f32, f32) = (wished.iter().sum(), least.iter().sum());
    if all <= room {
        return wished.iter().map(|wish| wish * room / all).collect();
    }
    if words >= room {
        return least.iter().map(|word| word * room / words).collect();
    }
    let part = (room - words) / (all - words).max(1.0);
    std::iter::zip(&wished, &least)
        .map(|(wish, word)| word + (wish - word).max(0.0) * part)
        .collect()
}

fn longest_word(text: &str, weight: Weight) -> f32 {
    let words = text.split([' ', '\n']);
    words
        .map(|word| letters::width(word, (SIZE, weight)))
        .fold(0.0, f32::max)
}
