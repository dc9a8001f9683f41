//! Every index at once, each by its name in `docs/DISPERSAL-INDICES.md`.

use super::{
    Aversion, Centre, Counts, Decay, Figure, Surroundings, Told, Undefined,
    absolute_centralisation, absolute_concentration, atkinson, bias_corrected_dissimilarity,
    chance_dissimilarity, chance_gini, colocation, concentration_profile,
    corrected::modified_gini_against,
    correlation_ratio, delta, density_corrected_dissimilarity, dissimilarity, effective_units,
    ellison_glaeser, gini, gorard,
    groups::{self, Groups, RankOrder, rank_order},
    hutchens, information, interaction, inverse_simpson, isolation, isolation_without_oneself,
    min_max, modified_dissimilarity, modified_gini, mutual_information, neighbour_dissimilarity,
    places::{Bordered, Linked, Located, Places, Weights},
    proximity_profile, relative_centralisation, relative_concentration, shape_dissimilarity,
    typical_units,
};

/// Thresholds of the profiles, as `PySAL` has them.
const STEPS: usize = 1000;
/// Degree of the rank-order polynomial, as Reardon and Bischoff have it.
const DEGREE: usize = 4;

/// One index of a batch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// Its value, or why there is none.
    pub figure: Figure,
}

impl Entry {
    fn new((name, told): (&'static str, Told)) -> Self {
        Self {
            name,
            figure: told.into(),
        }
    }
}

/// An index of counts alone.
pub type IndexOfCounts = fn(&Counts) -> Told;

/// An index of several categories.
pub type IndexOfGroups = fn(&Groups) -> Told;

/// An index of places, by what it looks at.
#[derive(Clone, Copy)]
enum OfPlaces {
    /// Centres and areas.
    Ground(fn(Located) -> Told),
    /// Shared borders.
    Borders(fn(Bordered) -> Told),
    /// Which units touch.
    Touching(fn(Linked) -> Told),
    /// Who lives around each unit.
    Around(fn(&Surroundings) -> Told),
}

const OF_COUNTS: [(&str, IndexOfCounts); 24] = [
    ("dissimilarity", dissimilarity),
    ("chance_dissimilarity", chance_dissimilarity),
    ("modified_dissimilarity", modified_dissimilarity),
    ("bias_corrected_dissimilarity", bias_corrected_dissimilarity),
    (
        "density_corrected_dissimilarity",
        density_corrected_dissimilarity,
    ),
    ("gorard", gorard),
    ("min_max", min_max),
    ("gini", gini),
    ("chance_gini", chance_gini),
    ("modified_gini", modified_gini),
    ("information", information),
    ("mutual_information", mutual_information),
    ("atkinson", |counts| atkinson(counts, Aversion::EVEN)),
    ("hutchens", hutchens),
    ("isolation", isolation),
    ("isolation_without_oneself", isolation_without_oneself),
    ("interaction", interaction),
    ("correlation_ratio", correlation_ratio),
    ("concentration_profile", |counts| {
        concentration_profile(counts, STEPS).map(|profile| profile.index)
    }),
    ("colocation", |counts| {
        colocation(counts).map(|found| found.ratio)
    }),
    ("ellison_glaeser", ellison_glaeser),
    ("effective_units", effective_units),
    ("typical_units", typical_units),
    ("inverse_simpson", inverse_simpson),
];

#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself is of one lifetime, the closure of any"
)]
const OF_PLACES: [(&str, OfPlaces); 14] = [
    ("delta", OfPlaces::Ground(delta)),
    (
        "absolute_concentration",
        OfPlaces::Ground(absolute_concentration),
    ),
    (
        "relative_concentration",
        OfPlaces::Ground(relative_concentration),
    ),
    (
        "absolute_centralisation",
        OfPlaces::Ground(|city| absolute_centralisation(city, Centre::Households)),
    ),
    (
        "relative_centralisation",
        OfPlaces::Ground(|city| relative_centralisation(city, Centre::Households)),
    ),
    (
        "neighbour_dissimilarity",
        OfPlaces::Touching(neighbour_dissimilarity),
    ),
    ("border_dissimilarity", OfPlaces::Borders(by_borders)),
    (
        "shape_dissimilarity",
        OfPlaces::Borders(shape_dissimilarity),
    ),
    (
        "proximity_profile",
        OfPlaces::Touching(|city| proximity_profile(city, STEPS).map(|profile| profile.index)),
    ),
    (
        "proximity_ratio",
        OfPlaces::Around(|around| around.proximity_ratio()),
    ),
    (
        "spatial_proximity",
        OfPlaces::Around(|around| around.spatial_proximity()),
    ),
    (
        "absolute_clustering",
        OfPlaces::Around(|around| around.absolute_clustering()),
    ),
    (
        "decay_isolation",
        OfPlaces::Around(|around| around.isolation()),
    ),
    (
        "decay_interaction",
        OfPlaces::Around(|around| around.interaction()),
    ),
];

const OF_GROUPS: [(&str, IndexOfGroups); 13] = [
    ("groups_dissimilarity", groups::dissimilarity),
    ("groups_gini", groups::gini),
    ("groups_information", groups::information),
    ("groups_divergence", groups::divergence),
    ("groups_diversity", groups::diversity),
    ("groups_normalised_exposure", groups::normalised_exposure),
    ("groups_relative_diversity", groups::relative_diversity),
    ("groups_squared_variation", groups::squared_variation),
    (
        "groups_simpson_concentration",
        groups::simpson_concentration,
    ),
    ("groups_simpson_interaction", groups::simpson_interaction),
    ("rank_order_information", |table| {
        ordered(table, RankOrder::Information)
    }),
    ("rank_order_variance_ratio", |table| {
        ordered(table, RankOrder::VarianceRatio)
    }),
    ("rank_order_square_root", |table| {
        ordered(table, RankOrder::SquareRoot)
    }),
];

/// The names of the indices of counts alone, in the order of [`every_index`].
pub fn names_of_counts() -> impl Iterator<Item = &'static str> {
    OF_COUNTS.iter().map(|entry| entry.0)
}

/// The names of the indices of places, in the order of [`every_index_of_places`].
pub fn names_of_places() -> impl Iterator<Item = &'static str> {
    OF_PLACES.iter().map(|entry| entry.0)
}

/// The names of the indices of several categories, in the order of [`every_index_of_groups`].
pub fn names_of_groups() -> impl Iterator<Item = &'static str> {
    OF_GROUPS.iter().map(|entry| entry.0)
}

/// The index of counts alone that has this name.
///
/// ```
/// use jalon::dispersal::{dissimilarity, index_of_counts};
/// assert!(index_of_counts("dissimilarity").is_some());
/// assert!(index_of_counts("delta").is_none());
/// ```
#[must_use]
pub fn index_of_counts(name: &str) -> Option<IndexOfCounts> {
    found(&OF_COUNTS, name)
}

/// The index of several categories that has this name.
#[must_use]
pub fn index_of_groups(name: &str) -> Option<IndexOfGroups> {
    found(&OF_GROUPS, name)
}

/// The index of places that has this name, as [`every_index_of_places`] tells it; nothing else
/// is worked out.
#[must_use]
pub fn index_of_places(name: &str, city: Bordered, touching: Linked) -> Option<Told> {
    Some(match found(&OF_PLACES, name)? {
        OfPlaces::Ground(index) => index(city.located),
        OfPlaces::Borders(index) => index(city),
        OfPlaces::Touching(index) => index(touching),
        OfPlaces::Around(index) => index(&Surroundings::of(city.located, Decay::KILOMETRE)),
    })
}

fn found<I: Copy>(all: &[(&str, I)], name: &str) -> Option<I> {
    all.iter()
        .find(|entry| entry.0 == name)
        .map(|entry| entry.1)
}

/// Every index of counts alone.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, every_index};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// let all = every_index(&counts);
/// assert_eq!((all[0].name, all[0].figure.value), ("dissimilarity", Some(0.5)));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
#[must_use]
pub fn every_index(counts: &Counts) -> Vec<Entry> {
    // The mean Gini of chance is dear and two indices are made of it.
    let chance = chance_gini(counts);
    let told = |(name, index): (&'static str, IndexOfCounts)| match name {
        "chance_gini" => (name, chance),
        "modified_gini" => (name, modified_gini_against(counts, chance)),
        _ => (name, index(counts)),
    };
    OF_COUNTS.map(|entry| Entry::new(told(entry))).into()
}

/// Every index that needs to know where units lie: centres and areas, shared borders, and which
/// units touch. Proximity falls over a kilometre; the centre is that of the households.
#[must_use]
pub fn every_index_of_places(city: Bordered, touching: Linked) -> Vec<Entry> {
    let around = Surroundings::of(city.located, Decay::KILOMETRE);
    let told = |index| match index {
        OfPlaces::Ground(index) => index(city.located),
        OfPlaces::Borders(index) => index(city),
        OfPlaces::Touching(index) => index(touching),
        OfPlaces::Around(index) => index(&around),
    };
    OF_PLACES
        .map(|(name, index)| Entry::new((name, told(index))))
        .into()
}

/// Wong's D: each unit's shared borders sum to 1.
fn by_borders(city: Bordered) -> Told {
    let rows: Weights = city.linked.weights.row_standardised();
    neighbour_dissimilarity(Linked {
        counts: city.linked.counts,
        weights: &rows,
    })
}

/// Every index of several categories; the rank-order ones take the categories as ordered.
#[must_use]
pub fn every_index_of_groups(table: &Groups) -> Vec<Entry> {
    OF_GROUPS
        .map(|(name, index)| Entry::new((name, index(table))))
        .into()
}

fn ordered(table: &Groups, index: RankOrder) -> Told {
    rank_order(table, index, DEGREE).map(|fit| fit.index)
}

/// The mean distortion of people, in nats and as a part of the largest around four corners.
///
/// Each corner costs as much as the index itself; apart from [`every_index_of_groups`] for that.
///
/// # Errors
/// Another number of places than of units.
pub fn distortion(table: &Groups, places: &Places) -> Result<Vec<Entry>, super::Error> {
    let plain = groups::global_distortion(table, places)?;
    let corners = groups::corners(places);
    let mut largest: f64 = 0.0;
    for quarter in 0..4 {
        let Some(&corner) = corners.get(quarter * corners.len() / 4) else {
            continue;
        };
        largest = largest.max(groups::largest_distortion(table, places, corner)?);
    }
    let scaled = plain.and_then(|plain| {
        if largest > 0.0 {
            Ok(plain / largest)
        } else {
            Err(Undefined::NoRange)
        }
    });
    let both = [
        ("groups_distortion", plain),
        ("groups_scaled_distortion", scaled),
    ];
    Ok(both.map(Entry::new).into())
}
