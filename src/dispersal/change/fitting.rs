//! Iterative proportional fitting: the same structure with other margins.

use super::super::groups::Groups;

/// Rounds after which margins that a table with zeros cannot reach are given up.
const MOST_ROUNDS: u32 = 10_000;
/// Largest part of a margin that may be missing.
const CLOSE: f64 = 1e-13;

/// The table with the odds ratios of `structure` and the margins of two others, as shares of 1.
///
/// `units` and `categories` give the margins; each is scaled to 1. Where zeros of the structure
/// keep the margins out of reach, the nearest that 10,000 rounds give.
///
/// Source: Deming and Stephan 1940.
#[must_use]
pub fn fitted(structure: &Groups, units: &[f64], categories: &[f64]) -> Vec<Vec<f64>> {
    let (units, categories) = (scaled(units), scaled(categories));
    let mut rows = structure.rows().to_vec();
    for _ in 0..MOST_ROUNDS {
        to_categories(&mut rows, &categories);
        if to_units(&mut rows, &units) <= CLOSE {
            break;
        }
    }
    rows
}

fn scaled(margin: &[f64]) -> Vec<f64> {
    let sum: f64 = margin.iter().sum();
    margin.iter().map(|part| part / sum).collect()
}

fn to_categories(rows: &mut [Vec<f64>], wanted: &[f64]) {
    let sums: Vec<f64> = (0..wanted.len())
        .map(|category| rows.iter().map(|row| row[category]).sum())
        .collect();
    for row in rows {
        for ((cell, wanted), sum) in row.iter_mut().zip(wanted).zip(&sums) {
            if *sum > 0.0 {
                *cell *= wanted / sum;
            }
        }
    }
}

/// How far the largest row was off.
fn to_units(rows: &mut [Vec<f64>], wanted: &[f64]) -> f64 {
    let mut off: f64 = 0.0;
    for (row, wanted) in rows.iter_mut().zip(wanted) {
        let sum: f64 = row.iter().sum();
        if sum > 0.0 {
            off = off.max((sum - wanted).abs());
            for cell in row {
                *cell *= wanted / sum;
            }
        }
    }
    off
}
