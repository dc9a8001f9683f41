//! The middle of many distances, and where the outer quarters begin.

use super::inference::quantile;

/// The values below which one, two and three quarters of the list lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quartiles {
    /// A quarter lies below.
    pub low: f64,
    /// The median.
    pub middle: f64,
    /// A quarter lies above.
    pub high: f64,
}

/// Quartiles in any order of the values; `None` for an empty list.
///
/// Between two values of the sorted list on a straight line, at `part · (n − 1)` counted from 0.
///
/// Source: Hyndman and Fan 1996, type 7.
///
/// ```
/// use jalon::dispersal::quartiles;
/// let found = quartiles(vec![4.0, 1.0, 3.0, 2.0]).unwrap();
/// assert_eq!((found.low, found.middle, found.high), (1.75, 2.5, 3.25));
/// assert!(quartiles(Vec::new()).is_none());
/// ```
#[must_use]
pub fn quartiles(mut values: Vec<f64>) -> Option<Quartiles> {
    values.sort_unstable_by(f64::total_cmp);
    let at = |part| quantile(&values, part);
    (!values.is_empty()).then(|| Quartiles {
        low: at(0.25),
        middle: at(0.5),
        high: at(0.75),
    })
}
