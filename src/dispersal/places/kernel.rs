//! How much a unit at a distance counts.

use std::f64::consts::FRAC_PI_2;

use geo_types::Coord;
use rayon::prelude::*;

use super::{super::Error, Near};

/// How the weight falls from 1 at the centre. All are 0 beyond the reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KernelShape {
    /// 1 − z.
    Triangular,
    /// 1 − z² (Epanechnikov).
    Parabolic,
    /// (1 − z²)².
    Bisquare,
    /// cos(πz/2).
    Cosine,
    /// exp(−z²/2), cut off at the reach.
    Gaussian,
    /// 1.
    Uniform,
}

/// A shape with the distance at which it ends; z is the distance over the reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kernel {
    shape: KernelShape,
    reach_m: f64,
}

impl Kernel {
    /// A kernel that ends at `reach_m`, more than 0.
    ///
    /// # Errors
    /// A reach that is not a number above 0.
    ///
    /// ```
    /// use jalon::dispersal::places::{Kernel, KernelShape};
    /// let kernel = Kernel::new(KernelShape::Triangular, 1000.0)?;
    /// assert_eq!(kernel.weight(250.0), 0.75);
    /// assert_eq!(kernel.weight(1000.1), 0.0);
    /// # Ok::<(), jalon::dispersal::Error>(())
    /// ```
    pub fn new(shape: KernelShape, reach_m: f64) -> Result<Self, Error> {
        if reach_m.is_finite() && reach_m > 0.0 {
            Ok(Self { shape, reach_m })
        } else {
            Err(Error::OutOfRange {
                what: "the reach of the kernel",
                value: reach_m,
                range: "of metres above 0",
            })
        }
    }

    /// The weight of a unit at this distance, 0 to 1.
    #[must_use]
    pub fn weight(&self, distance_m: f64) -> f64 {
        if distance_m > self.reach_m {
            return 0.0;
        }
        let z = distance_m / self.reach_m;
        match self.shape {
            KernelShape::Triangular => 1.0 - z,
            KernelShape::Parabolic => 1.0 - z * z,
            KernelShape::Bisquare => (1.0 - z * z) * (1.0 - z * z),
            KernelShape::Cosine => (FRAC_PI_2 * z).cos().max(0.0),
            KernelShape::Gaussian => (-0.5 * z * z).exp(),
            KernelShape::Uniform => 1.0,
        }
    }

    /// The distance at which the kernel ends.
    #[must_use]
    pub fn reach_m(&self) -> f64 {
        self.reach_m
    }

    /// For each centre the weighted sums of the values around it, itself included with weight 1.
    pub(in crate::dispersal) fn sums<const K: usize>(
        &self,
        centres: &[Coord<f64>],
        values: &[[f64; K]],
    ) -> Vec<[f64; K]> {
        let near = Near::new(centres, self.reach_m);
        let around = |&centre: &Coord<f64>| {
            let weighed = near
                .around(centre)
                .map(|(unit, distance)| (self.weight(distance), &values[unit]));
            weighed.fold([0.0; K], |sums, (weight, values)| {
                std::array::from_fn(|k| sums[k] + weight * values[k])
            })
        };
        centres.par_iter().map(around).collect()
    }
}
