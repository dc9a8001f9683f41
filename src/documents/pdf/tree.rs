//! The tree of tags: what each piece of the pages is, in the order it is read.

use std::num::NonZeroU16;

use krilla::{
    geom::Rect,
    tagging::{BBox, Identifier, Node, TableHeaderScope, Tag, TagGroup, TagKind},
};

/// What a piece is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Title(String),
    Heading(String),
    Paragraph,
    Table,
    Head,
    Body,
    Row,
    /// The name of a column.
    ColumnHead,
    /// The name of a row.
    RowHead,
    Cell,
    /// A picture: what is to be seen, its page, and its box.
    Figure(String, usize, [f32; 4]),
}

/// One piece with what it holds.
struct Knot {
    kind: Kind,
    holds: Vec<Held>,
}

enum Held {
    Knot(usize),
    Content(usize),
}

/// The tree while the pages are laid out.
#[derive(Default)]
pub(super) struct Tree {
    knots: Vec<Knot>,
    top: Vec<usize>,
    contents: usize,
}

/// A place in the tree.
#[derive(Clone, Copy)]
pub(super) struct Place(usize);

impl Tree {
    /// A new piece at the top.
    pub(super) fn add(&mut self, kind: Kind) -> Place {
        self.knots.push(Knot {
            kind,
            holds: Vec::new(),
        });
        let at = self.knots.len() - 1;
        self.top.push(at);
        Place(at)
    }

    /// A new piece within another.
    pub(super) fn add_in(&mut self, place: Place, kind: Kind) -> Place {
        self.knots.push(Knot {
            kind,
            holds: Vec::new(),
        });
        let at = self.knots.len() - 1;
        self.knots[place.0].holds.push(Held::Knot(at));
        Place(at)
    }

    /// The number of new content of a piece.
    pub(super) fn content(&mut self, place: Place) -> usize {
        let number = self.contents;
        self.contents += 1;
        self.knots[place.0].holds.push(Held::Content(number));
        number
    }

    /// How much content there is.
    pub(super) fn contents(&self) -> usize {
        self.contents
    }

    /// The tree as the file holds it, once all content is drawn.
    pub(super) fn grown(&self, drawn: &[Option<Identifier>]) -> Vec<Node> {
        self.top.iter().map(|&at| self.node(at, drawn)).collect()
    }

    fn node(&self, at: usize, drawn: &[Option<Identifier>]) -> Node {
        let knot = &self.knots[at];
        let children = knot.holds.iter().filter_map(|held| match held {
            Held::Knot(at) => Some(self.node(*at, drawn)),
            Held::Content(number) => drawn.get(*number).copied().flatten().map(Node::Leaf),
        });
        Node::Group(TagGroup::with_children(tag(&knot.kind), children.collect()))
    }
}

fn tag(kind: &Kind) -> TagKind {
    let heading = |level, title: &String| Tag::Hn(level, Some(title.clone())).into();
    match kind {
        Kind::Title(title) => heading(NonZeroU16::MIN, title),
        Kind::Heading(title) => heading(NonZeroU16::MIN.saturating_add(1), title),
        Kind::Paragraph => Tag::P.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Head => Tag::THead.into(),
        Kind::Body => Tag::TBody.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
        Kind::Figure(told, page, [x, y, wide, high]) => {
            let rect = Rect::from_xywh(*x, *y, *wide, *high);
            let bbox = rect.map(|rect| BBox::new(*page, rect));
            Tag::Figure(Some(told.clone())).with_bbox(bbox).into()
        }
    }
}
