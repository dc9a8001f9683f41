//! Every index at once, each by its name in `docs/DISPERSAL-INDICES.md`.

use super::{
    Aversion, Centre, Counts, Decay, Figure, Surroundings, Told, Undefined,
    absolute_centralisation, absolute_concentration, atkinson, bias_corrected_dissimilarity,
    chance_dissimilarity, chance_gini, colocation, concentration_profile, correlation_ratio, delta,
    density_corrected_dissimilarity, dissimilarity, effective_units, ellison_glaeser, gini, gorard,
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
    let profile = concentration_profile(counts, STEPS).map(|profile| profile.index);
    let even = atkinson(counts, Aversion::EVEN);
    [
        ("dissimilarity", dissimilarity(counts)),
        ("chance_dissimilarity", chance_dissimilarity(counts)),
        ("modified_dissimilarity", modified_dissimilarity(counts)),
        (
            "bias_corrected_dissimilarity",
            bias_corrected_dissimilarity(counts),
        ),
        (
            "density_corrected_dissimilarity",
            density_corrected_dissimilarity(counts),
        ),
        ("gorard", gorard(counts)),
        ("min_max", min_max(counts)),
        ("gini", gini(counts)),
        ("chance_gini", chance_gini(counts)),
        ("modified_gini", modified_gini(counts)),
        ("information", information(counts)),
        ("mutual_information", mutual_information(counts)),
        ("atkinson", even),
        ("hutchens", hutchens(counts)),
        ("isolation", isolation(counts)),
        (
            "isolation_without_oneself",
            isolation_without_oneself(counts),
        ),
        ("interaction", interaction(counts)),
        ("correlation_ratio", correlation_ratio(counts)),
        ("concentration_profile", profile),
        ("colocation", colocation(counts).map(|found| found.ratio)),
        ("ellison_glaeser", ellison_glaeser(counts)),
        ("effective_units", effective_units(counts)),
        ("typical_units", typical_units(counts)),
        ("inverse_simpson", inverse_simpson(counts)),
    ]
    .map(Entry::new)
    .into()
}

/// Every index that needs to know where units lie: centres and areas, shared borders, and which
/// units touch. Proximity falls over a kilometre; the centre is that of the households.
#[must_use]
pub fn every_index_of_places(city: Bordered, touching: Linked) -> Vec<Entry> {
    let around = Surroundings::of(city.located, Decay::KILOMETRE);
    let profile = proximity_profile(touching, STEPS).map(|profile| profile.index);
    let mut entries = of_ground(city.located);
    entries.extend(
        [
            ("neighbour_dissimilarity", neighbour_dissimilarity(touching)),
            ("border_dissimilarity", by_borders(city)),
            ("shape_dissimilarity", shape_dissimilarity(city)),
            ("proximity_profile", profile),
            ("proximity_ratio", around.proximity_ratio()),
            ("spatial_proximity", around.spatial_proximity()),
            ("absolute_clustering", around.absolute_clustering()),
            ("decay_isolation", around.isolation()),
            ("decay_interaction", around.interaction()),
        ]
        .map(Entry::new),
    );
    entries
}

fn of_ground(city: Located) -> Vec<Entry> {
    let centre = Centre::Households;
    [
        ("delta", delta(city)),
        ("absolute_concentration", absolute_concentration(city)),
        ("relative_concentration", relative_concentration(city)),
        (
            "absolute_centralisation",
            absolute_centralisation(city, centre),
        ),
        (
            "relative_centralisation",
            relative_centralisation(city, centre),
        ),
    ]
    .map(Entry::new)
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
    let ordered = |index| rank_order(table, index, DEGREE).map(|fit| fit.index);
    [
        ("groups_dissimilarity", groups::dissimilarity(table)),
        ("groups_gini", groups::gini(table)),
        ("groups_information", groups::information(table)),
        ("groups_divergence", groups::divergence(table)),
        ("groups_diversity", groups::diversity(table)),
        (
            "groups_normalised_exposure",
            groups::normalised_exposure(table),
        ),
        (
            "groups_relative_diversity",
            groups::relative_diversity(table),
        ),
        ("groups_squared_variation", groups::squared_variation(table)),
        (
            "groups_simpson_concentration",
            groups::simpson_concentration(table),
        ),
        (
            "groups_simpson_interaction",
            groups::simpson_interaction(table),
        ),
        ("rank_order_information", ordered(RankOrder::Information)),
        (
            "rank_order_variance_ratio",
            ordered(RankOrder::VarianceRatio),
        ),
        ("rank_order_square_root", ordered(RankOrder::SquareRoot)),
    ]
    .map(Entry::new)
    .into()
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
