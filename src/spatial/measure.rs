//! How large a shape is, where its middle is, and what it holds.

use geo::{Centroid, Intersects};
use geo_types::{Coord, LineString};

use super::{Footprint, earth};

/// Places and weights of the three-point Gauss rule on 0..1.
const GAUSS: [(f64, f64); 3] = [
    (0.112_701_665_379_258_3, 5.0 / 18.0),
    (0.5, 8.0 / 18.0),
    (0.887_298_334_620_741_7, 5.0 / 18.0),
];
/// Longest step in degrees within which the rule is exact to rounding.
const STEP_DEG: f64 = 1.0;

impl Footprint {
    /// Area in square metres on the ellipsoid; edges are straight in longitude and latitude
    /// (RFC 7946, 3.1.1). Exact to rounding, with no projection in between.
    ///
    /// A cell of one degree at the equator is about 111.32 km by 110.57 km:
    ///
    /// ```
    /// use jalon::spatial::Footprint;
    /// let cell = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(Into::into).to_vec();
    /// let (cell, _) = Footprint::mended(&[vec![cell]]).unwrap();
    /// assert!((cell.area_m2() / 1e6 - 111.32 * 110.57).abs() < 1.0);
    /// ```
    #[must_use]
    pub fn area_m2(&self) -> f64 {
        let rings = self
            .polygons()
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        let base_m2 = earth::strip_m2(self.bbox().south);
        // Shells run counter-clockwise, so eastward edges are at the bottom.
        -rings.map(|ring| below_m2(ring, base_m2)).sum::<f64>()
    }

    /// The centre of gravity, which need not be inside. It is that of the drawing in degrees:
    /// within a city it differs from that on the ground by less than the width of a hand.
    #[must_use]
    pub fn centroid(&self) -> Coord<f64> {
        let centre = self.polygons().centroid();
        centre.map_or_else(|| self.bbox().centre(), |point| point.0)
    }

    /// A point inside, well away from the edge of the largest part: where a label or a pin goes.
    #[must_use]
    pub fn inner_point(&self) -> Coord<f64> {
        let parts = self.polygons().iter();
        let points = parts.filter_map(widest_middle);
        let widest = points.max_by(|a, b| a.0.total_cmp(&b.0));
        widest.map_or_else(|| self.centroid(), |(_, point)| point)
    }

    /// Whether the point is inside or on the edge.
    #[must_use]
    pub fn holds(&self, point: Coord<f64>) -> bool {
        self.bbox().contains(point) && self.polygons().intersects(&point)
    }
}

/// The signed area between a ring's edges and a parallel; `base_m2` is that parallel's strip.
fn below_m2(ring: &LineString<f64>, base_m2: f64) -> f64 {
    let edge_m2 = |from: Coord<f64>, to: Coord<f64>| {
        let run = to - from;
        let longest = run.x.abs().max(run.y.abs());
        let steps = (longest / STEP_DEG).ceil().max(1.0);
        let mut strips = 0.0;
        let mut step = 0.0;
        while step < steps {
            for (part, weight) in GAUSS {
                let lat = from.y + run.y * ((step + part) / steps);
                strips += weight * (earth::strip_m2(lat) - base_m2);
            }
            step += 1.0;
        }
        run.x * strips / steps
    };
    ring.lines().map(|edge| edge_m2(edge.start, edge.end)).sum()
}

/// The middle of the widest stretch inside on a parallel through the part's middle, and how wide
/// that stretch is. The parallel keeps clear of every point, so that it crosses edges only.
fn widest_middle(part: &geo_types::Polygon<f64>) -> Option<(f64, Coord<f64>)> {
    let rings = || std::iter::once(part.exterior()).chain(part.interiors());
    let lat = clear_parallel(|| rings().flat_map(LineString::coords).map(|coord| coord.y))?;
    let mut crossings: Vec<f64> = rings()
        .flat_map(LineString::lines)
        .filter(|edge| (edge.start.y < lat) != (edge.end.y < lat))
        .map(|edge| edge.start.x + (lat - edge.start.y) / (edge.end.y - edge.start.y) * edge.dx())
        .collect();
    crossings.sort_unstable_by(f64::total_cmp);
    crossings
        .chunks_exact(2)
        .map(|stretch| {
            let lon = f64::midpoint(stretch[0], stretch[1]);
            (stretch[1] - stretch[0], Coord { x: lon, y: lat })
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

/// The middle of the gap around the middle latitude in which there is no point.
fn clear_parallel<I: Iterator<Item = f64>>(lats: impl Fn() -> I) -> Option<f64> {
    let middle = f64::midpoint(lats().reduce(f64::min)?, lats().reduce(f64::max)?);
    let below = lats().filter(|&lat| lat <= middle).reduce(f64::max)?;
    let above = lats().filter(|&lat| lat > middle).reduce(f64::min)?;
    Some(f64::midpoint(below, above))
}

#[cfg(test)]
mod tests {
    use geo::GeodesicArea;
    use proptest::prelude::*;

    use super::*;

    fn footprint(rings: &[&[(f64, f64)]]) -> Footprint {
        let ring = |ring: &&[(f64, f64)]| ring.iter().copied().map(Coord::from).collect();
        Footprint::mended(&[rings.iter().map(ring).collect()])
            .unwrap()
            .0
    }

    // Edges of a hundred metres are geodesics to a millimetre, so Karney's area must agree.
    #[test]
    fn a_hectare_is_as_large_as_karney_2013_says() {
        let site = footprint(&[&[
            (1.443_58, 43.604_05),
            (1.444_82, 43.604_05),
            (1.444_82, 43.604_95),
            (1.443_58, 43.604_95),
        ]]);

        let karney = site.polygons().geodesic_area_unsigned();

        assert!(
            (site.area_m2() / karney - 1.0).abs() < 1e-8,
            "{} {karney}",
            site.area_m2()
        );
    }

    #[test]
    fn a_hole_is_not_counted() {
        let shell = [(0.0, 0.0), (3.0, 0.0), (3.0, 1.0), (0.0, 1.0)];
        let hole = [(1.0, 0.0), (2.0, 0.5), (1.0, 0.5)];
        let whole = footprint(&[&shell]).area_m2();
        let taken = footprint(&[&hole]).area_m2();

        let left = footprint(&[&shell, &hole]).area_m2();

        assert!((left - (whole - taken)).abs() < 1e-3);
    }

    #[test]
    fn the_inner_point_of_a_crescent_is_inside_though_its_centroid_is_not() {
        let crescent = footprint(&[&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (3.0, 2.0)]]);
        let horseshoe = footprint(&[&[
            (0.0, 0.0),
            (4.0, 0.0),
            (4.0, 1.0),
            (1.0, 1.0),
            (1.0, 3.0),
            (4.0, 3.0),
            (4.0, 4.0),
            (0.0, 4.0),
        ]]);

        assert!(!horseshoe.holds(Coord { x: 2.5, y: 2.0 }));
        for shape in [crescent, horseshoe] {
            assert!(shape.holds(shape.inner_point()));
        }
    }

    #[test]
    fn a_point_on_the_edge_is_held() {
        let square = footprint(&[&[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]]);

        assert!(square.holds(Coord { x: 2.0, y: 1.0 }));
        assert!(square.holds(Coord { x: 0.0, y: 0.0 }));
        assert!(!square.holds(Coord {
            x: 2.000_000_1,
            y: 1.0
        }));
    }

    proptest! {
        #[test]
        fn the_inner_point_is_inside(
            ring in prop::collection::vec((0..50_u8, 0..50_u8), 3..12)
        ) {
            let ring = ring.iter().map(|&(x, y)| Coord::from((f64::from(x), f64::from(y)))).collect();
            if let Ok((shape, _)) = Footprint::mended(&[vec![ring]]) {
                prop_assert!(shape.holds(shape.inner_point()));
            }
        }
    }
}
