//! Geometry to the drawing commands of MVT 2.1 (section 4.3): moves, lines and closings,
//! each place written as the way from the one before; packed as they stand in a tile.

use prost::encoding::encode_varint;

use super::{
    grid::{Part, Point},
    wire::Varints,
};

/// The command numbers of the specification.
const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;

/// One move to each point.
pub(super) fn of_points(points: &[Point]) -> Vec<u8> {
    let mut pen = Pen::default();
    pen.go(MOVE_TO, points);
    pen.commands
}

/// A move and a way for each line.
pub(super) fn of_lines(lines: &[Vec<Point>]) -> Vec<u8> {
    let mut pen = Pen::default();
    for line in lines {
        pen.trace(line);
    }
    pen.commands
}

/// A closed way for each ring, shells before their holes.
pub(super) fn of_area(parts: &[Part]) -> Vec<u8> {
    let mut pen = Pen::default();
    // Most ways are written in a byte or two.
    let bytes = parts.iter().flatten().map(|ring| 3 * ring.len() + 8);
    pen.commands.reserve(bytes.sum());
    for ring in parts.iter().flatten() {
        pen.trace(ring);
        pen.write(command(CLOSE_PATH, 1));
    }
    pen.commands
}

/// The same drawing elsewhere: only its first place is told from the tile's corner. `None` for what
/// does not begin with one move.
pub(super) fn moved(commands: &[u8], by: Point) -> Option<Vec<u8>> {
    let mut rest = Varints(commands);
    let mut next = || rest.varint_32().ok();
    if next()? != command(MOVE_TO, 1) {
        return None;
    }
    let from = Point::from((unzigzag(next()?), unzigzag(next()?)));
    let mut pen = Pen::default();
    // The first place may take a few bytes more.
    pen.commands.reserve(commands.len() + 8);
    pen.go(MOVE_TO, &[from + by]);
    pen.commands.extend_from_slice(rest.0);
    Some(pen.commands)
}

#[derive(Default)]
struct Pen {
    at: Point,
    commands: Vec<u8>,
}

impl Pen {
    fn trace(&mut self, points: &[Point]) {
        if let [first, rest @ ..] = points {
            self.go(MOVE_TO, &[*first]);
            self.go(LINE_TO, rest);
        }
    }

    fn go(&mut self, id: u32, points: &[Point]) {
        self.write(command(id, points.len()));
        for &point in points {
            self.write(zigzag(point.x - self.at.x));
            self.write(zigzag(point.y - self.at.y));
            self.at = point;
        }
    }

    fn write(&mut self, number: u32) {
        match u8::try_from(number) {
            Ok(byte) if byte < 0x80 => self.commands.push(byte),
            _ => encode_varint(number.into(), &mut self.commands),
        }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a ring on a tile has fewer points than the tile has units, 2^25"
)]
fn command(id: u32, count: usize) -> u32 {
    (count as u32) << 3 | id
}

/// Small ways of either sign as small numbers: 0, -1, 1, -2 become 0, 1, 2, 3.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ways between two points of a buffered tile are within 2^14"
)]
fn zigzag(n: i64) -> u32 {
    ((n << 1) ^ (n >> 63)) as u32
}

/// The way that [`zigzag`] wrote.
fn unzigzag(n: u32) -> i64 {
    let n = i64::from(n);
    (n >> 1) ^ -(n & 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiles::wire::Varints;

    fn numbers(packed: &[u8]) -> Vec<u32> {
        let mut rest = Varints(packed);
        std::iter::from_fn(|| (!rest.is_empty()).then(|| rest.varint_32().unwrap())).collect()
    }

    fn points<const N: usize>(of: [(i64, i64); N]) -> Vec<Point> {
        of.map(Point::from).to_vec()
    }

    /// The examples of the specification, section 4.3.5.
    #[test]
    fn the_examples_of_the_specification_come_out_as_printed() {
        assert_eq!(numbers(&of_points(&points([(25, 17)]))), [9, 50, 34]);
        assert_eq!(
            numbers(&of_points(&points([(5, 7), (3, 2)]))),
            [17, 10, 14, 3, 9]
        );
        assert_eq!(
            numbers(&of_lines(&[points([(2, 2), (2, 10), (10, 10)])])),
            [9, 4, 4, 18, 0, 16, 16, 0]
        );
        assert_eq!(
            numbers(&of_area(&[vec![points([(3, 6), (8, 12), (20, 34)])]])),
            [9, 6, 12, 18, 10, 12, 24, 44, 15]
        );
    }

    #[test]
    fn a_drawing_elsewhere_is_the_drawing_of_what_is_elsewhere() {
        let square = |x, y| {
            vec![vec![points([
                (x, y),
                (x + 9, y),
                (x + 9, y + 9),
                (x, y + 9),
            ])]]
        };
        let here = of_area(&square(3, 6));

        for by in [(0, 0), (-3, -6), (4_000, -70), (-5_000, 1)] {
            let there = of_area(&square(3 + by.0, 6 + by.1));
            assert_eq!(moved(&here, by.into()), Some(there), "{by:?}");
        }
        assert_eq!(
            moved(&of_points(&points([(5, 7), (3, 2)])), (1, 1).into()),
            None
        );
        assert_eq!(moved(&here[..2], (1, 1).into()), None);
    }
}
