//! Counts of every category in every unit, checked once.

use super::super::{Error, Undefined};

/// Checked counts of two or more categories: finite and not negative.
#[derive(Clone, Debug, PartialEq)]
pub struct Groups {
    rows: Vec<Vec<f64>>,
    units: Vec<f64>,
    categories: Vec<f64>,
    total: f64,
}

impl Groups {
    /// One row a unit, one entry a category.
    ///
    /// # Errors
    /// No unit; rows of different lengths or of fewer than two entries; a count that is negative
    /// or not a number.
    pub fn new(rows: Vec<Vec<f64>>) -> Result<Self, Error> {
        let Some(width) = rows.first().map(Vec::len) else {
            return Err(Error::NoUnits);
        };
        for (unit, row) in rows.iter().enumerate() {
            if row.len() != width || width < 2 {
                return Err(Error::Categories {
                    unit,
                    found: row.len(),
                });
            }
            let sound = |count: &f64| count.is_finite() && *count >= 0.0;
            if let Some(&value) = row.iter().find(|count| !sound(count)) {
                let unit = unit.to_string();
                return Err(Error::NotACount { unit, value });
            }
        }
        let units: Vec<f64> = rows.iter().map(|row| row.iter().sum()).collect();
        let column = |k: usize| rows.iter().map(|row| row[k]).sum();
        let categories: Vec<f64> = (0..width).map(column).collect();
        let total = categories.iter().sum();
        Ok(Self {
            rows,
            units,
            categories,
            total,
        })
    }

    /// The counts of each unit.
    #[must_use]
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// Everyone in each unit.
    #[must_use]
    pub fn units(&self) -> &[f64] {
        &self.units
    }

    /// Everyone in each category.
    #[must_use]
    pub fn categories(&self) -> &[f64] {
        &self.categories
    }

    /// Everyone.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.total
    }

    /// Share of each category in the whole, or why no index can be told.
    pub(in crate::dispersal) fn shares(&self) -> Result<Vec<f64>, Undefined> {
        let inhabited = self.units.iter().filter(|&&unit| unit > 0.0).count();
        let present = self.categories.iter().filter(|&&all| all > 0.0).count();
        match () {
            () if self.total <= 0.0 => Err(Undefined::NoHouseholds),
            () if present < 2 => Err(Undefined::OneCategory),
            () if inhabited < 2 => Err(Undefined::OneUnit),
            () => Ok(self.categories.iter().map(|all| all / self.total).collect()),
        }
    }

    /// Inhabited units: everyone there, and the share of each category.
    pub(super) fn inhabited(&self) -> impl Iterator<Item = (f64, impl Iterator<Item = f64>)> {
        let units = self.rows.iter().zip(&self.units);
        units
            .filter(|(_, total)| **total > 0.0)
            .map(|(row, &total)| (total, row.iter().map(move |count| count / total)))
    }
}
