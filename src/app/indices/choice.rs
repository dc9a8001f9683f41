//! What can be chosen by name: neighbours, nulls, comparisons. Names are those people type.

use std::str::FromStr;

use crate::dispersal::{
    change::Counterfactual,
    inference::{Comparison, Null},
    places::{Kernel, KernelShape, Places, Weights},
};
use geo_types::MultiPolygon;

/// Who is whose neighbour.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Neighbours {
    /// Units that touch, at least in a corner.
    #[default]
    Queen,
    /// Units that share a border.
    Rook,
    /// The nearest so many.
    Nearest(usize),
    /// Centres within a distance in metres.
    Within(f64),
    /// Centres weighed by their distance.
    Kernel(Kernel),
}

impl Neighbours {
    /// The weights between these units; gaps up to `gap_m` do not part neighbours.
    pub(super) fn of(self, shapes: &[MultiPolygon<f64>], places: &Places, gap_m: f64) -> Weights {
        match self {
            Self::Queen => Weights::queen(shapes, gap_m),
            Self::Rook => Weights::rook(shapes, gap_m),
            Self::Nearest(k) => Weights::nearest(places, k),
            Self::Within(distance_m) => Weights::within(places, distance_m),
            Self::Kernel(kernel) => Weights::kernel(places, &kernel),
        }
    }
}

/// Most neighbours by number.
const MOST_NEAREST: usize = 1_000;

impl FromStr for Neighbours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted =
            || "write queen, rook, knn:6, band:2000m or kernel:triangular:2000m".to_owned();
        match text.split_once(':') {
            None if text == "queen" => Ok(Self::Queen),
            None if text == "rook" => Ok(Self::Rook),
            Some(("knn", k)) => match k.parse() {
                Ok(k) if (1..=MOST_NEAREST).contains(&k) => Ok(Self::Nearest(k)),
                _ => Err(format!("knn takes a number from 1 to {MOST_NEAREST}")),
            },
            Some(("band", distance)) => metres(distance).map(Self::Within),
            Some(("kernel", kernel)) => self::kernel(kernel).map(Self::Kernel),
            _ => Err(wanted()),
        }
    }
}

/// A distance: `2000`, `2000m` or `2km`.
///
/// # Errors
/// Anything that is not a number of metres above 0.
///
/// ```
/// use jalon::app::indices::metres;
/// assert_eq!(metres("2km"), Ok(2000.0));
/// assert_eq!(metres("750m"), Ok(750.0));
/// assert!(metres("-1m").is_err());
/// ```
pub fn metres(text: &str) -> Result<f64, String> {
    let (number, unit_m) = match (text.strip_suffix("km"), text.strip_suffix('m')) {
        (Some(number), _) => (number, 1000.0),
        (None, Some(number)) => (number, 1.0),
        (None, None) => (text, 1.0),
    };
    let metres = number.trim().parse().map(|number: f64| number * unit_m);
    match metres {
        Ok(metres) if metres.is_finite() && metres > 0.0 => Ok(metres),
        _ => Err(format!("{text:?} is not a distance; write 2000m or 2km")),
    }
}

/// A kernel: `triangular:2000m`, or `2000m` for a triangular one.
///
/// # Errors
/// Another shape, or a reach that is no distance.
pub fn kernel(text: &str) -> Result<Kernel, String> {
    let (shape, reach) = text.split_once(':').unwrap_or(("triangular", text));
    let shape = SHAPES.iter().find(|(name, _)| *name == shape);
    let Some(&(_, shape)) = shape else {
        return Err(format!("a kernel is one of: {}", names(SHAPES)));
    };
    Kernel::new(shape, metres(reach)?).map_err(|error| error.to_string())
}

const SHAPES: &[(&str, KernelShape)] = &[
    ("triangular", KernelShape::Triangular),
    ("parabolic", KernelShape::Parabolic),
    ("bisquare", KernelShape::Bisquare),
    ("cosine", KernelShape::Cosine),
    ("gaussian", KernelShape::Gaussian),
    ("uniform", KernelShape::Uniform),
];

const NULLS: &[(&str, Null)] = &[
    ("systematic", Null::Systematic),
    ("evenness", Null::Evenness),
    ("person-permutation", Null::PersonPermutation),
    ("bootstrap", Null::Bootstrap { value: 0.0 }),
    ("geographic-permutation", Null::GeographicPermutation),
    ("systematic-permutation", Null::SystematicPermutation),
    ("even-permutation", Null::EvenPermutation),
];

const COMPARISONS: &[(&str, Comparison)] = &[
    ("random-label", Comparison::RandomLabel),
    ("bootstrap", Comparison::Bootstrap),
    ("person-permutation", Comparison::PersonPermutation),
    (
        "composition",
        Comparison::Swapped(Counterfactual::Composition),
    ),
    ("share", Comparison::Swapped(Counterfactual::Share)),
    (
        "dual-composition",
        Comparison::Swapped(Counterfactual::DualComposition),
    ),
];

/// A null by its name, with the name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NullName(pub(super) &'static str, pub(super) Null);

/// What is drawn to compare two files, with its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComparisonName(pub(super) &'static str, pub(super) Comparison);

impl FromStr for NullName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        named(NULLS, text).map(|(name, null)| Self(name, null))
    }
}

impl FromStr for ComparisonName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        named(COMPARISONS, text).map(|(name, comparison)| Self(name, comparison))
    }
}

fn named<T: Copy>(all: &[(&'static str, T)], text: &str) -> Result<(&'static str, T), String> {
    let found = all.iter().find(|(name, _)| *name == text);
    found
        .copied()
        .ok_or_else(|| format!("not one of: {}", names(all)))
}

fn names<T>(all: &[(&str, T)]) -> String {
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_read_as_people_write_them() {
        let read = |text: &str| text.parse::<Neighbours>();

        assert_eq!(read("rook"), Ok(Neighbours::Rook));
        assert_eq!(read("knn:6"), Ok(Neighbours::Nearest(6)));
        assert_eq!(read("band:1.5km"), Ok(Neighbours::Within(1_500.0)));
        assert_eq!(read("kernel:2000m"), read("kernel:triangular:2km"));
        assert!(read("knn:0").unwrap_err().contains("from 1 to 1000"));
        assert!(read("bishop").unwrap_err().contains("queen"));
        assert!(read("kernel:square:1m").unwrap_err().contains("gaussian"));
    }

    #[test]
    fn a_null_that_does_not_exist_is_told_those_that_do() {
        let refusal = "chance".parse::<NullName>().unwrap_err();

        assert!(refusal.contains("person-permutation"), "{refusal}");
    }
}
