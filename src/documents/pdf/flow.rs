//! Blocks one below the other, page after page.

use super::{
    letters::{self, Weight},
    paper::{BLACK, Colour, GREY, Mark, Page, RULE, Told},
    tree::{Kind, Place, Tree},
};
use crate::documents::{Paper, Picture};

/// A4 in points.
const A4: (f32, f32) = (595.28, 841.89);
/// A3 in points.
const A3: (f32, f32) = (841.89, 1190.55);
/// How much of a page a picture may take, and of a sheet that is made for it.
const PICTURE: f32 = 0.5;
const WHOLE_PICTURE: f32 = 0.9;
/// Pixels that a sheet's picture has for a point at least: 144 an inch.
const PIXELS_A_POINT: f32 = 2.0;
/// What stays free at the left and right, above, and below, in points.
pub(super) const SIDE: f32 = 48.0;
const ABOVE: f32 = 48.0;
const BELOW: f32 = 62.0;
/// Sizes of letters in points.
const TITLE: f32 = 18.0;
const HEADING: f32 = 12.5;
const TEXT: f32 = 9.5;
const FOOT: f32 = 7.5;
/// From line to line, as a share of the letters' size.
pub(super) const LEADING: f32 = 1.38;
/// A heading stays with so much of what follows, in points: the heads of a table and a row.
const TOGETHER: f32 = 100.0;
/// Room for one line of handwriting.
const HANDWRITTEN: f32 = 22.0;
/// Lines of a foot at most: the rest of it is cut.
const FOOT_LINES: usize = 2;

/// The pages while they are filled.
pub(super) struct Flow {
    pub(super) size: (f32, f32),
    pub(super) pages: Vec<Page>,
    pub(super) tree: Tree,
    /// Titles with their page and height on it.
    pub(super) outline: Vec<(String, usize, f32)>,
    /// How far down the page is filled.
    pub(super) y: f32,
    /// Whether it is a sheet that is made for a picture.
    is_sheet: bool,
}

impl Flow {
    /// One empty page, upright or on its side.
    pub(super) fn new(is_wide: bool) -> Self {
        Self {
            size: if is_wide { (A4.1, A4.0) } else { A4 },
            pages: vec![Page::default()],
            tree: Tree::default(),
            outline: Vec::new(),
            y: ABOVE,
            is_sheet: false,
        }
    }

    /// One empty sheet on its side, made for a picture.
    pub(super) fn of_sheet(paper: Paper) -> Self {
        let (narrow, long) = match paper {
            Paper::A4 => A4,
            Paper::A3 => A3,
        };
        Self {
            size: (long, narrow),
            is_sheet: true,
            ..Self::new(true)
        }
    }

    /// How wide a line may be.
    pub(super) fn width(&self) -> f32 {
        self.size.0 - 2.0 * SIDE
    }

    /// How much room is left on the page.
    pub(super) fn room(&self) -> f32 {
        self.size.1 - BELOW - self.y
    }

    /// How much room an empty page has.
    pub(super) fn whole_room(&self) -> f32 {
        self.size.1 - BELOW - ABOVE
    }

    /// Goes on at the top of a new page.
    pub(super) fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = ABOVE;
    }

    /// Turns the page unless there is so much room.
    pub(super) fn need(&mut self, height: f32) {
        if self.room() < height && self.y > ABOVE {
            self.turn();
        }
    }

    /// Puts content on the page, if there is any.
    pub(super) fn put(&mut self, place: Place, marks: Vec<Mark>) {
        if marks.is_empty() {
            return;
        }
        let number = self.tree.content(place);
        self.piece(Told::Content(number), marks);
    }

    /// Puts something on the page that only helps the eye.
    pub(super) fn adorn(&mut self, marks: Vec<Mark>) {
        self.piece(Told::Looks, marks);
    }

    fn piece(&mut self, told: Told, marks: Vec<Mark>) {
        if let Some(page) = self.pages.last_mut() {
            page.0.push((told, marks));
        }
    }

    /// The title of the document.
    pub(super) fn title(&mut self, text: &str) {
        self.outlined(text);
        let place = self.tree.add(Kind::Title(text.to_owned()));
        self.text(text, (place, (TITLE, Weight::Bold), BLACK));
        self.y += 8.0;
    }

    /// The title of what follows.
    pub(super) fn heading(&mut self, text: &str) {
        self.y += 8.0;
        self.need(TOGETHER);
        self.outlined(text);
        let place = self.tree.add(Kind::Heading(text.to_owned()));
        self.text(text, (place, (HEADING, Weight::Bold), BLACK));
        self.y += 3.0;
    }

    fn outlined(&mut self, text: &str) {
        let short: String = text.chars().take(120).collect();
        self.outline.push((short, self.pages.len() - 1, self.y));
    }

    /// A text.
    pub(super) fn paragraph(&mut self, text: &str, (kind, weight): (Kind, Weight)) {
        if text.trim().is_empty() {
            return;
        }
        let place = self.tree.add(kind);
        self.text(text, (place, (TEXT, weight), BLACK));
        self.y += 5.0;
    }

    /// Lines of a text at the left edge; those of one page are one content.
    fn text(&mut self, text: &str, (place, look, colour): (Place, (f32, Weight), Colour)) {
        let high = look.0 * LEADING;
        let mut marks = Vec::new();
        for line in letters::lines(text, look, self.width()) {
            if self.room() < high && self.y > ABOVE {
                self.put(place, std::mem::take(&mut marks));
                self.turn();
            }
            if !line.is_empty() {
                marks.push(Mark::Letters {
                    x: SIDE,
                    y: self.y + look.0,
                    text: line,
                    look,
                    colour,
                });
            }
            self.y += high;
        }
        self.put(place, marks);
    }

    /// A picture as wide as the page, or as high as half of it.
    pub(super) fn picture(&mut self, picture: &Picture) {
        let (columns, rows) = picture.size;
        if columns == 0 || rows == 0 {
            return;
        }
        // Pictures have a few thousand pixels a side.
        #[expect(
            clippy::cast_precision_loss,
            reason = "a picture's sides are small numbers"
        )]
        let (across, ratio) = (columns as f32, rows as f32 / columns as f32);
        // On a sheet a picture is as fine as printers show, and no larger.
        let (most, widest) = if self.is_sheet {
            (WHOLE_PICTURE, across / PIXELS_A_POINT)
        } else {
            (PICTURE, self.width())
        };
        let room = most * self.whole_room() / ratio;
        let wide = self.width().min(widest).min(room);
        let high = wide * ratio;
        self.need(high + 6.0);
        let place = [SIDE, self.y, wide, high];
        let kind = Kind::Figure(picture.told.clone(), self.pages.len() - 1, place);
        let knot = self.tree.add(kind);
        self.put(knot, vec![Mark::Picture(place, picture.clone())]);
        self.y += high + 10.0;
    }

    /// Room to write by hand below what is asked.
    pub(super) fn lines(&mut self, text: &str, lines: u8) {
        self.need(TEXT * LEADING + HANDWRITTEN);
        self.paragraph(text, (Kind::Paragraph, Weight::Bold));
        for _ in 0..lines {
            self.need(HANDWRITTEN);
            self.y += HANDWRITTEN;
            let rule = [SIDE, self.y - 4.0, self.width(), 0.5];
            self.adorn(vec![Mark::Box(rule, RULE)]);
        }
        self.y += 4.0;
    }

    /// The foot of every page, with its number.
    pub(super) fn feet(&mut self, text: &str, number: impl Fn(usize, usize) -> String) {
        let look = (FOOT, Weight::Plain);
        let of = self.pages.len();
        let room = self.width() - 90.0;
        let mut lines = letters::lines(text, look, room);
        lines.truncate(FOOT_LINES);
        let top = self.size.1 - BELOW + 16.0;
        let letters = |x: f32, y: f32, text: String| Mark::Letters {
            x,
            y,
            text,
            look,
            colour: GREY,
        };
        for at in 0..of {
            let mut y = top + 12.0;
            let rule = [SIDE, top, self.width(), 0.5];
            let mut marks = vec![Mark::Box(rule, RULE)];
            for line in &lines {
                marks.push(letters(SIDE, y, line.clone()));
                y += FOOT * LEADING;
            }
            let told = number(at + 1, of);
            let x = self.size.0 - SIDE - letters::width(&told, look);
            marks.push(letters(x, top + 12.0, told));
            self.pages[at].0.push((Told::Foot, marks));
        }
    }
}
