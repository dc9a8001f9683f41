//! Shapes as well-known text.

use geo_types::Coord;

use crate::{formats::number::write_number, spatial::SourceGeometry};

/// Writes a shape with so many decimals at most; one part is written without `MULTI`.
pub(in crate::formats) fn write_shape(
    text: &mut String,
    drawing: &SourceGeometry,
    decimals: usize,
) {
    let line = |text: &mut String, line: &Vec<Coord<f64>>| {
        list(text, line, |text, at| position(text, *at, decimals));
    };
    match drawing {
        SourceGeometry::Points(points) => parts(text, "POINT", points, |text, at| {
            text.push('(');
            position(text, *at, decimals);
            text.push(')');
        }),
        SourceGeometry::Lines(lines) => parts(text, "LINESTRING", lines, line),
        SourceGeometry::Polygons(polygons) => parts(text, "POLYGON", polygons, |text, rings| {
            list(text, rings, line);
        }),
    }
}

fn parts<T>(text: &mut String, kind: &str, parts: &[T], write: impl Fn(&mut String, &T)) {
    if parts.len() != 1 {
        text.push_str("MULTI");
    }
    text.push_str(kind);
    text.push(' ');
    match parts {
        [one] => write(text, one),
        _ => list(text, parts, write),
    }
}

fn list<T>(text: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    text.push('(');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        write(text, item);
    }
    text.push(')');
}

fn position(text: &mut String, at: Coord<f64>, decimals: usize) {
    write_number(text, at.x, decimals);
    text.push(' ');
    write_number(text, at.y, decimals);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Limits, wkt_shape};

    #[test]
    fn every_shape_is_read_back_as_it_was() {
        let at = |x: f64, y: f64| Coord { x, y };
        let ring = vec![at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.5), at(0.0, 0.0)];
        for shape in [
            SourceGeometry::Points(vec![at(1.44, 43.6)]),
            SourceGeometry::Points(vec![at(1.44, 43.6), at(-1.0, 2.0)]),
            SourceGeometry::Lines(vec![ring.clone()]),
            SourceGeometry::Lines(vec![ring.clone(), ring.clone()]),
            SourceGeometry::Polygons(vec![vec![ring.clone(), ring.clone()]]),
            SourceGeometry::Polygons(vec![vec![ring.clone()], vec![ring.clone()]]),
        ] {
            let mut text = String::new();
            write_shape(&mut text, &shape, 7);

            assert_eq!(
                wkt_shape(&text, Limits::default()).unwrap(),
                shape,
                "{text}"
            );
        }
    }
}
