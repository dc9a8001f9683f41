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

/// Writes one move to each point.
pub(super) fn of_points(points: &[Point], to: &mut Vec<u8>) {
    Pen::new(to).go(MOVE_TO, points);
}

/// Writes a move and a way for each line.
pub(super) fn of_lines(lines: &[Vec<Point>], to: &mut Vec<u8>) {
    let mut pen = Pen::new(to);
    for line in lines {
        pen.trace(line);
    }
}

/// Writes a closed way for each ring, shells before their holes.
pub(super) fn of_area(parts: &[Part], to: &mut Vec<u8>) {
    let mut pen = Pen::new(to);
    // Most ways are written in a byte or two.
    let bytes = parts.iter().flatten().map(|ring| 3 * ring.len() + 8);
    pen.commands.reserve(bytes.sum());
    for ring in parts.iter().flatten() {
        pen.trace(ring);
        pen.write(command(CLOSE_PATH, 1));
    }
}

/// Writes the same drawing elsewhere: only its first place is told from the tile's corner. `None`, and
/// nothing written, for what does not begin with one move.
pub(super) fn moved(commands: &[u8], by: Point, to: &mut Vec<u8>) -> Option<()> {
    let mut rest = Varints(commands);
    let mut next = || rest.varint_32().ok();
    if next()? != command(MOVE_TO, 1) {
        return None;
    }
    let from = Point::from((unzigzag(next()?), unzigzag(next()?)));
    // The first place may take a few bytes more.
    to.reserve(commands.len() + 8);
    Pen::new(to).go(MOVE_TO, &[from + by]);
    to.extend_from_slice(rest.0);
    Some(())
}

struct Pen<'a> {
    at: Point,
    commands: &'a mut Vec<u8>,
}

impl<'a> Pen<'a> {
    fn new(commands: &'a mut Vec<u8>) -> Self {
        let at = Point::default();
        Self { at, commands }
    }

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
            _ => encode_varint(number.into(), self.commands),
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

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut packed = Vec::new();
        write(&mut packed);
        packed
    }

    fn points<const N: usize>(of: [(i64, i64); N]) -> Vec<Point> {
        of.map(Point::from).to_vec()
    }

    /// The examples of the specification, section 4.3.5.
    #[test]
    fn the_examples_of_the_specification_come_out_as_printed() {
        let of_points = |of: &[Point]| numbers(&written(|to| of_points(of, to)));
        assert_eq!(of_points(&points([(25, 17)])), [9, 50, 34]);
        assert_eq!(of_points(&points([(5, 7), (3, 2)])), [17, 10, 14, 3, 9]);

        let line = points([(2, 2), (2, 10), (10, 10)]);
        let way = written(|to| of_lines(&[line], to));
        assert_eq!(numbers(&way), [9, 4, 4, 18, 0, 16, 16, 0]);

        let shell = points([(3, 6), (8, 12), (20, 34)]);
        let way = written(|to| of_area(&[vec![shell]], to));
        assert_eq!(numbers(&way), [9, 6, 12, 18, 10, 12, 24, 44, 15]);
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
        let at = |x, y| written(|to| of_area(&square(x, y), to));
        let here = at(3, 6);

        for by in [(0, 0), (-3, -6), (4_000, -70), (-5_000, 1)] {
            let there = written(|to| moved(&here, by.into(), to).unwrap());
            assert_eq!(there, at(3 + by.0, 6 + by.1), "{by:?}");
        }
        let two_places = written(|to| of_points(&points([(5, 7), (3, 2)]), to));
        for strange in [&two_places, &here[..2]] {
            let nothing = written(|to| assert!(moved(strange, (1, 1).into(), to).is_none()));
            assert!(nothing.is_empty());
        }
    }
}
