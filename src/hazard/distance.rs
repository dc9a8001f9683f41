//! Distances that a visit has not told, measured on the map: to water, a hydrant, a health centre.

use super::{Answer, Answers, Error, Model, Nearness, Scale};
use crate::domain::{AnswerSource, LandmarkKind, Reply};

/// Questions whose answer is the distance to the nearest landmark of a kind.
const BY_MAP: [(&str, LandmarkKind); 3] = [
    ("water_m", LandmarkKind::WaterPoint),
    ("hydrant_m", LandmarkKind::Hydrant),
    ("health_centre_m", LandmarkKind::HealthCentre),
];

/// What one layer of landmarks says about a distance that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct DistanceSeen {
    /// What the distance leads to.
    pub landmark: LandmarkKind,
    /// Version of the layer that was measured.
    pub layer_version: u32,
    /// How near the nearest is.
    pub nearness: Nearness,
}

/// The question of the weights that asks for the distance to landmarks of a kind, with the
/// distance in metres beyond which every answer is as bad: no need to search farther.
#[must_use]
pub fn distance_question(model: &Model, landmark: LandmarkKind) -> Option<(&str, f64)> {
    let (key, _) = BY_MAP.iter().find(|(_, kind)| *kind == landmark)?;
    let asked = model
        .weights()
        .questions()
        .find(|asked| asked.key == *key)?;
    match asked.scale {
        Scale::Ramp { good, bad } => Some((&asked.key, good.max(bad))),
        Scale::YesIsBad => None,
    }
}

/// Adds a measured distance where no visit has answered.
///
/// A straight line on the map is shorter than the way on the ground, so a measured distance
/// flatters; an answer of a visit always wins. A layer that has mapped the place and holds
/// nothing within reach tells that the distance is at least that; a layer that has not mapped
/// the place tells nothing.
///
/// # Errors
/// [`Error::UnknownQuestion`] never happens for a kind that [`distance_question`] knows.
///
/// ```
/// use jalon::{domain::{LandmarkKind, Reply}, hazard::*};
/// let model = Model::standard();
/// let mut answers = Answers::default();
/// let seen = DistanceSeen {
///     landmark: LandmarkKind::Hydrant, layer_version: 1, nearness: Nearness::Metres(310.0),
/// };
/// answer_by_distance(model, &mut answers, &seen)?;
/// assert_eq!(answers.to("hydrant_m").unwrap().reply, Reply::Number(310.0));
/// # Ok::<(), Error>(())
/// ```
pub fn answer_by_distance(
    model: &Model,
    answers: &mut Answers,
    seen: &DistanceSeen,
) -> Result<(), Error> {
    let Some((question, reach_m)) = distance_question(model, seen.landmark) else {
        return Ok(());
    };
    let (metres, at_least) = match seen.nearness {
        Nearness::Metres(metres) => (metres, false),
        Nearness::BeyondReach => (reach_m, true),
        Nearness::Unmapped => return Ok(()),
    };
    if answers.to(question).is_some() {
        return Ok(());
    }
    let answer = Answer {
        reply: Reply::Number(metres),
        age_days: 0,
    };
    let source = AnswerSource::Layer {
        landmark: seen.landmark,
        layer_version: seen.layer_version,
        at_least,
    };
    answers.add(model, question, (answer, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers_with(nearness: Nearness) -> Answers {
        let mut answers = Answers::default();
        measure(&mut answers, nearness);
        answers
    }

    fn measure(answers: &mut Answers, nearness: Nearness) {
        let seen = DistanceSeen {
            landmark: LandmarkKind::Hydrant,
            layer_version: 2,
            nearness,
        };
        answer_by_distance(Model::standard(), answers, &seen).unwrap();
    }

    #[test]
    fn nothing_within_reach_is_bad_where_the_layer_has_mapped_and_unknown_elsewhere() {
        let far = answers_with(Nearness::BeyondReach);

        assert_eq!(far.to("hydrant_m").unwrap().reply, Reply::Number(400.0));
        assert!(matches!(
            far.source("hydrant_m"),
            Some(AnswerSource::Layer { at_least: true, .. })
        ));
        assert_eq!(answers_with(Nearness::Unmapped), Answers::default());
    }

    #[test]
    fn an_answer_of_a_visit_wins_over_the_map() {
        let answer = Answer {
            reply: Reply::Number(90.0),
            age_days: 900,
        };
        let told = [("hydrant_m".to_owned(), answer)];
        let mut answers = Answers::checked(Model::standard(), told).unwrap();

        measure(&mut answers, Nearness::Metres(10.0));

        assert_eq!(answers.to("hydrant_m"), Some(answer));
    }
}
