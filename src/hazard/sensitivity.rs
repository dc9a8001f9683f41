//! Which number of the weights, and which thing not known, a settlement's score and rank hang on.

mod parameters;

use std::{borrow::Borrow, cmp::Reverse};

use rayon::prelude::*;

use self::parameters::{Parameters, scaled};
use super::{
    Model, SiteInputs, Weights,
    assess::assess_under,
    supposed::{Turn, asked, supposed, unmapped},
};
use crate::domain::{Code, Standing, Subject, Swing, SwingKind};

/// How far each thing alone moves the score and the rank of the settlement at `at`.
///
/// Each number of the weights is made smaller and larger by the share `spread`, for all settlements;
/// the severities of a peril together; a question's weight at the cost of the others of its group.
/// A number that cannot be changed so far (a distance that would pass the other end of its ramp)
/// is left as it is on that side. Each thing not known of this settlement is turned good and bad, and
/// so is an answer that has begun to fade with age.
/// Largest move of the rank first, then of the score; what moves neither is left out.
///
/// Takes time in proportion to settlements times numbers, about 160 assessments a settlement.
/// `None` when there is no settlement at `at`.
///
/// Source: one-at-a-time analysis as in Saisana, Saltelli and Tarantola 2005; method 1.0,
/// `docs/METHODS.md`.
///
/// A site alone keeps its rank, and hangs most on what nobody has asked about fire, sanitation
/// and the like:
///
/// ```
/// use jalon::{domain::SwingKind, hazard::{Model, SiteInputs, sensitivity}};
/// let swings = sensitivity(Model::standard(), &[SiteInputs::default()], 0, 0.25).unwrap();
/// assert!(swings.iter().all(|swing| swing.places() == 0));
/// let largest = |kind| swings.iter().find(|swing| swing.kind == kind).unwrap().key.as_str();
/// assert_eq!(largest(SwingKind::Weight), "unknown_mid");
/// assert_eq!(largest(SwingKind::Unknown), "spacing_m");
/// ```
#[must_use]
pub fn sensitivity<S: Borrow<SiteInputs> + Sync>(
    model: &Model,
    sites: &[S],
    at: usize,
    spread: f64,
) -> Option<Vec<Swing>> {
    let mine = sites.get(at)?.borrow();
    let weights = model.weights();
    let as_is = scores(weights, sites);
    let parameters = Parameters::of(weights);
    let of_weights = parameters.keys.par_iter().enumerate().map(|(number, key)| {
        let end = |factor: f64| match scaled(weights, number, factor) {
            Some(other) => standing(&scores(&other, sites), at),
            None => standing(&as_is, at),
        };
        Swing {
            kind: SwingKind::Weight,
            key: key.clone(),
            lower: end(1.0 - spread),
            upper: end(1.0 + spread),
        }
    });
    let mut swings: Vec<Swing> = of_weights.collect();
    swings.extend(unknowns(model, mine).into_iter().map(|subject| {
        let end = |turn: Turn| {
            let mut others = as_is.clone();
            others[at] = assess_under(weights, &supposed(model, mine, &subject, turn))
                .score
                .value;
            standing(&others, at)
        };
        Swing {
            kind: SwingKind::Unknown,
            lower: end(Turn::Good),
            upper: end(Turn::Bad),
            key: key(&subject),
        }
    }));
    swings.retain(|swing| swing.points() > LEAST_MOVE || swing.places() > 0);
    swings.sort_by(|a, b| {
        let places = |swing: &Swing| Reverse(swing.places());
        let by_rank = places(a).cmp(&places(b));
        by_rank
            .then_with(|| b.points().total_cmp(&a.points()))
            .then_with(|| a.key.cmp(&b.key))
    });
    Some(swings)
}

/// Moves below this are the rounding of a calculation, not points.
const LEAST_MOVE: f64 = 1e-9;

fn scores<S: Borrow<SiteInputs>>(weights: &Weights, sites: &[S]) -> Vec<f64> {
    let score = |site: &S| assess_under(weights, site.borrow()).score.value;
    sites.iter().map(score).collect()
}

fn standing(scores: &[f64], at: usize) -> Standing {
    let above = scores.iter().filter(|&&score| score > scores[at]).count();
    Standing {
        score: scores[at],
        rank: u32::try_from(1 + above).unwrap_or(u32::MAX),
    }
}

/// What is not known at all, or no longer for sure.
fn unknowns(model: &Model, inputs: &SiteInputs) -> Vec<Subject> {
    let open = asked(model.weights().questions(), inputs)
        .filter(|one| one.deficit.high > one.deficit.low)
        .map(|one| Subject::Question(one.question.key.clone()));
    open.chain(unmapped(inputs)).collect()
}

fn key(subject: &Subject) -> String {
    match subject {
        Subject::Peril(peril) => peril.code().to_owned(),
        Subject::Depth => "depth".to_owned(),
        Subject::Landmark(landmark) => landmark.code().to_owned(),
        Subject::Checklist(factor) => factor.code().to_owned(),
        Subject::Question(question) => question.clone(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        domain::{LandmarkKind, Peril},
        hazard::{
            Nearness, NearnessSeen, ZonesMeasured, ZonesSeen, assess, ranks,
            testing::{answers, inputs},
        },
    };

    fn standard() -> &'static Model {
        Model::standard()
    }

    fn railway(distance_m: f64) -> SiteInputs {
        SiteInputs {
            nearness: vec![NearnessSeen {
                landmark: LandmarkKind::Railway,
                layer_version: 1,
                nearness: Nearness::Metres(distance_m),
            }],
            answers: answers(&[Some((0.0, 0)); 24]),
            ..SiteInputs::default()
        }
    }

    fn flood(share: f64) -> SiteInputs {
        SiteInputs {
            zones: vec![ZonesSeen {
                peril: Peril::Flood,
                layer_version: 1,
                measured: ZonesMeasured::Within {
                    shares: [0.0, 0.0, share, 0.0],
                    distances_m: [None; 4],
                    unknown_share: 0.0,
                },
            }],
            answers: answers(&[Some((0.0, 0)); 24]),
            ..SiteInputs::default()
        }
    }

    #[test]
    fn a_number_that_moves_the_rank_stands_before_one_that_moves_the_score_alone() {
        // The railway gives 0.80 and the flood 0.70: a quarter less of the one or more of the other
        // turns the order round; the inner distance takes no more than 0.022 away.
        let swings = sensitivity(standard(), &[railway(5.0), flood(1.0)], 0, 0.25).unwrap();

        let at = |key: &str| swings.iter().position(|swing| swing.key == key).unwrap();
        let (railway, flood) = (
            &swings[at("linear.railway.v")],
            &swings[at("areal.flood.v")],
        );
        assert_eq!((railway.places(), flood.places()), (1, 1));
        assert!(flood.points() < 1e-9, "it moves the other site only");
        assert!(at("areal.flood.v") < at("linear.railway.d_in"));
        assert!((railway.lower.score - 60.0).abs() < 1e-9);
    }

    #[test]
    fn a_number_that_nothing_hangs_on_is_left_out() {
        let swings = sensitivity(standard(), &[railway(10.0)], 0, 0.25).unwrap();

        let perils = |swing: &Swing| swing.key.starts_with("areal.");
        assert_eq!(swings[0].key, "linear.railway.v");
        assert!(
            !swings
                .iter()
                .any(|swing| perils(swing) || swing.key.contains("motorway"))
        );
        assert_eq!(sensitivity::<SiteInputs>(standard(), &[], 0, 0.25), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn turning_what_is_not_known_stays_within_the_bounds(
            sites in prop::collection::vec(inputs(), 1..4),
        ) {
            let scores: Vec<_> = sites.iter().map(|site| assess(standard(), site).score).collect();
            let (score, rank) = (scores[0], ranks(&scores)[0]);

            let swings = sensitivity(standard(), &sites, 0, 0.0).unwrap();

            // An answer that has grown old keeps narrower bounds than asking again might find.
            for swing in swings.iter().filter(|swing| sites[0].answers.to(&swing.key).is_none()) {
                prop_assert!(score.low <= swing.lower.score + 1e-9, "{swing:?}");
                prop_assert!(swing.lower.score <= swing.upper.score + 1e-9, "{swing:?}");
                prop_assert!(swing.upper.score <= score.high + 1e-9, "{swing:?}");
                prop_assert!(rank.best <= swing.upper.rank && swing.lower.rank <= rank.worst);
            }
            // Without spread no number of the weights moves anything.
            prop_assert!(swings.iter().all(|swing| swing.kind == SwingKind::Unknown));
        }
    }
}
