//! Well-known text to shapes as written, also with `SRID=…;` before it.

use super::{
    DeclaredCrs, FeatureFault, Limits,
    nest::{Kind, Nest, Tally, shape, united, unread_kind},
};
use crate::spatial::SourceGeometry;

pub(super) mod write;

/// Reads one shape of well-known text, as it is written.
///
/// # Errors
/// What is wrong with the text; nothing is mended.
pub fn wkt_shape(text: &str, limits: Limits) -> Result<SourceGeometry, FeatureFault> {
    geometry(text, limits)
}

/// Reads one shape.
pub(super) fn geometry(text: &str, limits: Limits) -> Result<SourceGeometry, FeatureFault> {
    let tally = Tally::new(limits);
    let mut parser = Parser {
        left: split_srid(text).1.trim(),
        tally: &tally,
        max_depth: limits.max_depth,
    };
    let made = parser.geometry(0)?;
    if parser.left.trim().is_empty() {
        Ok(made)
    } else {
        Err(FeatureFault::malformed("text follows the shape"))
    }
}

/// Whether the text begins as a shape does.
pub(super) fn looks_like(text: &str) -> bool {
    let text = split_srid(text).1.trim_start();
    let word: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let rest = text[word.len()..].trim_start().to_ascii_uppercase();
    let known = Kind::named(without_dimensions(&word)).is_some()
        || word.eq_ignore_ascii_case("GeometryCollection");
    known && (rest.starts_with('(') || rest.starts_with("EMPTY") || rest.starts_with(['Z', 'M']))
}

/// The reference system before the shape, if there is one.
pub(super) fn declared_crs(text: &str) -> DeclaredCrs {
    let code = split_srid(text).0.and_then(|code| code.parse().ok());
    code.filter(|code| *code > 0)
        .map_or(DeclaredCrs::Undeclared, DeclaredCrs::Epsg)
}

/// `SRID=4326;POINT(…)` to the code and the shape.
fn split_srid(text: &str) -> (Option<&str>, &str) {
    let trimmed = text.trim_start();
    match trimmed.split_once(';') {
        Some((head, shape)) => match head.get(..5) {
            Some(word) if word.eq_ignore_ascii_case("SRID=") => (Some(head[5..].trim()), shape),
            _ => (None, trimmed),
        },
        None => (None, trimmed),
    }
}

/// The text that is still to be read.
struct Parser<'a> {
    left: &'a str,
    tally: &'a Tally,
    max_depth: u32,
}

impl Parser<'_> {
    fn geometry(&mut self, depth: u32) -> Result<SourceGeometry, FeatureFault> {
        let name = self.word();
        self.dimensions();
        if name.eq_ignore_ascii_case("GeometryCollection") {
            return self.collection(depth);
        }
        let Some(kind) = Kind::named(&name) else {
            return Err(unread_kind(&name));
        };
        let nest = self.nest(depth)?;
        shape(kind, as_geojson(kind, nest))
    }

    fn collection(&mut self, depth: u32) -> Result<SourceGeometry, FeatureFault> {
        if self.is_empty_word() {
            return united([]);
        }
        self.descend(depth)?;
        let mut members = Vec::new();
        loop {
            self.tally.one()?;
            members.push(self.geometry(depth + 1)?);
            if !self.another()? {
                return united(members);
            }
        }
    }

    /// `EMPTY` or a list in brackets, of lists or of positions.
    fn nest(&mut self, depth: u32) -> Result<Nest, FeatureFault> {
        if self.is_empty_word() {
            return Ok(Nest::Empty);
        }
        self.descend(depth)?;
        if self.next_is('(') || self.next_is('E') || self.next_is('e') {
            return self.lists(depth);
        }
        let mut list = Vec::new();
        loop {
            let (x, y) = self.pair()?;
            list.push(self.tally.position(x, y)?);
            if !self.another()? {
                return Ok(Nest::Positions(list));
            }
        }
    }

    fn lists(&mut self, depth: u32) -> Result<Nest, FeatureFault> {
        let mut lists = Vec::new();
        loop {
            self.tally.one()?;
            lists.push(self.nest(depth + 1)?);
            if !self.another()? {
                return Ok(Nest::Lists(lists));
            }
        }
    }

    /// The first two numbers of a position; height and measure are dropped.
    fn pair(&mut self) -> Result<(f64, f64), FeatureFault> {
        let end = self.left.find([',', ')', '(']).ok_or_else(ends_early)?;
        let (position, left) = self.left.split_at(end);
        self.left = left;
        let mut numbers = position.split_ascii_whitespace().map(str::parse::<f64>);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(x)), Some(Ok(y))) if numbers.all(|n| n.is_ok()) => Ok((x, y)),
            (Some(Ok(_)) | None, None) => Err(FeatureFault::HalfPosition),
            _ => Err(FeatureFault::NotANumber { found: "text" }),
        }
    }

    /// The opening bracket, one level deeper.
    fn descend(&mut self, depth: u32) -> Result<(), FeatureFault> {
        if depth >= self.max_depth {
            return Err(FeatureFault::TooDeep {
                limit: self.max_depth,
            });
        }
        self.left = self.left.trim_start();
        self.left = self.left.strip_prefix('(').ok_or_else(ends_early)?;
        Ok(())
    }

    /// A comma: more follows. A closing bracket: that was all.
    fn another(&mut self) -> Result<bool, FeatureFault> {
        self.left = self.left.trim_start();
        let more = self.next_is(',');
        if !more && !self.next_is(')') {
            return Err(ends_early());
        }
        self.left = &self.left[1..];
        Ok(more)
    }

    fn next_is(&mut self, sign: char) -> bool {
        self.left = self.left.trim_start();
        self.left.starts_with(sign)
    }

    fn is_empty_word(&mut self) -> bool {
        self.left = self.left.trim_start();
        let empty = self
            .left
            .get(..5)
            .is_some_and(|w| w.eq_ignore_ascii_case("EMPTY"));
        if empty {
            self.left = &self.left[5..];
        }
        empty
    }

    fn word(&mut self) -> String {
        self.left = self.left.trim_start();
        let is_other = |c: char| !c.is_ascii_alphabetic();
        let end = self.left.find(is_other).unwrap_or(self.left.len());
        let (word, left) = self.left.split_at(end);
        self.left = left;
        without_dimensions(word).to_owned()
    }

    fn dimensions(&mut self) {
        self.left = self
            .left
            .trim_start()
            .trim_start_matches(['Z', 'M', 'z', 'm']);
    }
}

/// The kind in `POINTZ`: PostGIS writes the dimensions without a space too.
fn without_dimensions(word: &str) -> &str {
    let bare = word.trim_end_matches(['Z', 'M', 'z', 'm']);
    Kind::named(bare).map_or(word, |_| bare)
}

/// GeoJSON's way of nesting: a point without a list, points of a multipoint without brackets.
fn as_geojson(kind: Kind, nest: Nest) -> Nest {
    match (kind, nest) {
        (Kind::Point, Nest::Positions(list)) if list.len() == 1 => Nest::Position(list[0]),
        (Kind::MultiPoint, Nest::Lists(points)) => {
            let each = points.iter().map(|point| match point {
                Nest::Positions(list) if list.len() == 1 => Some(list[0]),
                _ => None,
            });
            match each.collect() {
                Some(list) => Nest::Positions(list),
                None => Nest::Lists(points),
            }
        }
        (_, nest) => nest,
    }
}

fn ends_early() -> FeatureFault {
    FeatureFault::malformed("the well-known text ends early or lacks a bracket")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<SourceGeometry, FeatureFault> {
        geometry(text, Limits::default())
    }

    #[test]
    fn every_kind_is_read_with_or_without_heights() {
        for (text, vertices) in [
            ("POINT (1 2)", 1),
            ("POINT Z (1 2 3)", 1),
            ("pointz(1 2 3)", 1),
            ("MULTIPOINT (1 2, 3 4)", 2),
            ("MULTIPOINT ((1 2), (3 4))", 2),
            ("LINESTRING(0 0,1 1)", 2),
            ("MULTILINESTRING ZM ((0 0 1 1,1 1 1 1))", 2),
            ("POLYGON((0 0,1 0,0 1,0 0),(.1 .1,.2 .1,.1 .2,.1 .1))", 8),
            ("SRID=2154;MULTIPOLYGON(((0 0,1 0,0 1)),EMPTY)", 3),
            ("GEOMETRYCOLLECTION(POINT(1 2),MULTIPOINT(1 2))", 2),
            ("POLYGON EMPTY", 0),
        ] {
            assert!(looks_like(text), "{text}");
            assert_eq!(read(text).unwrap().coords().count(), vertices, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, says) in [
            ("POLYGON((0 0,1 0", "ends early"),
            ("POINT(1)", "fewer than two numbers"),
            ("POINT(1 b)", "a coordinate is text"),
            ("POINT(1 nan)", "not finite"),
            ("LINESTRING((0 0,1 1))", "not nested as a LineString"),
            ("CIRCULARSTRING(0 0,1 1,2 0)", "curves"),
            ("TIN(((0 0,1 1,2 0,0 0)))", "kind TIN"),
            ("POINT(1 2) x", "text follows"),
        ] {
            let fault = read(text).unwrap_err().to_string();

            assert!(fault.contains(says), "{text}: {fault}");
        }
    }

    #[test]
    fn brackets_without_end_do_not_exhaust_the_stack() {
        let text = format!("POLYGON{}", "(".repeat(100_000));

        assert_eq!(read(&text), Err(FeatureFault::TooDeep { limit: 32 }));
    }

    #[test]
    fn a_code_before_the_shape_is_its_reference_system() {
        assert_eq!(
            declared_crs("SRID=2154;POINT(1 2)"),
            DeclaredCrs::Epsg(2154)
        );
        assert_eq!(declared_crs("POINT(1 2)"), DeclaredCrs::Undeclared);
        assert_eq!(declared_crs("srid=0;POINT(1 2)"), DeclaredCrs::Undeclared);
    }

    proptest! {
        #[test]
        fn any_text_is_a_shape_or_a_fault(text in "[A-Za-z(), .0-9é=;-]{0,60}") {
            let _ = read(&text);
            let _ = read(&format!("POLYGON(({text}"));
            let _ = looks_like(&text);
            let _ = declared_crs(&text);
        }
    }
}
