//! The same site, were one thing about it different.

use super::{
    Answer, Cases, DepthMeasured, Model, Nearness, Question, Reply, Scale, SiteInputs,
    ZonesMeasured,
    checklist::question_cases,
    zones::{DEPTH_PERIL, Ground},
};
use crate::domain::{Peril, Subject};

/// Which way a thing is supposed to turn out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// As good as can be.
    Good,
    /// As bad as can be.
    Bad,
    /// As if the site lay elsewhere: what is known to threaten it is gone too.
    Away,
}

/// What is known, today, of one question.
pub(super) struct Asked<'a> {
    pub(super) question: &'a Question,
    pub(super) deficit: Cases,
    /// Whether it was answered at all, however long ago.
    pub(super) is_answered: bool,
}

/// Questions with their deficits.
pub(super) fn asked<'a>(
    questions: impl Iterator<Item = &'a Question>,
    inputs: &SiteInputs,
) -> impl Iterator<Item = Asked<'a>> {
    questions.map(|question| Asked {
        question,
        deficit: question_cases(question, &inputs.answers, 0.5),
        is_answered: inputs.answers.to(&question.key).is_some(),
    })
}

/// Layers that do not say everything about the site.
pub(super) fn unmapped(inputs: &SiteInputs) -> Vec<Subject> {
    let nearness = inputs.nearness.iter();
    perils(inputs)
        .filter(|&peril| unknown_share(inputs, peril) > 0.0)
        .map(Subject::Peril)
        .chain(
            nearness
                .filter(|seen| seen.nearness == Nearness::Unmapped)
                .map(|seen| Subject::Landmark(seen.landmark)),
        )
        .collect()
}

/// The perils that zones or a grid speak of.
pub(super) fn perils(inputs: &SiteInputs) -> impl Iterator<Item = Peril> {
    let of_zones = inputs.zones.iter().map(|seen| seen.peril);
    let by_grid_alone =
        inputs.depth.is_some() && !inputs.zones.iter().any(|seen| seen.peril == DEPTH_PERIL);
    of_zones.chain(by_grid_alone.then_some(DEPTH_PERIL))
}

/// Share of the site of which no source of a peril says anything.
pub(super) fn unknown_share(inputs: &SiteInputs, peril: Peril) -> f64 {
    let grounds = Ground::of_peril(inputs, peril);
    grounds
        .iter()
        .map(|ground| ground.unknown_share)
        .fold(0.0, f64::max)
}

/// The site with one thing turned good or bad; a thing that nothing speaks of changes nothing.
pub(super) fn supposed(
    model: &Model,
    inputs: &SiteInputs,
    subject: &Subject,
    turn: Turn,
) -> SiteInputs {
    let mut other = inputs.clone();
    match subject {
        Subject::Question(key) => {
            let mut questions = model.weights().questions();
            if let Some(question) = questions.find(|question| question.key == *key) {
                other.answers.set(key.clone(), fresh(question.scale, turn));
            }
        }
        Subject::Peril(peril) => {
            let unknown = unknown_share(inputs, *peril);
            for seen in other.zones.iter_mut().filter(|seen| seen.peril == *peril) {
                seen.measured = zones(&seen.measured, unknown, turn);
            }
            if let Some(seen) = other.depth.as_mut().filter(|_| *peril == DEPTH_PERIL) {
                seen.measured = depth(&seen.measured, unknown, turn);
            }
        }
        Subject::Landmark(landmark) => {
            for seen in other
                .nearness
                .iter_mut()
                .filter(|seen| seen.landmark == *landmark)
            {
                seen.nearness = match turn {
                    Turn::Good | Turn::Away => Nearness::BeyondReach,
                    Turn::Bad => Nearness::Metres(0.0),
                };
            }
        }
        Subject::Depth | Subject::Checklist(_) => {}
    }
    other
}

/// Zones with what is unknown of the peril turned good or bad, or with everything gone.
fn zones(measured: &ZonesMeasured, unknown: f64, turn: Turn) -> ZonesMeasured {
    let (shares, distances_m) = match (*measured, turn) {
        (
            ZonesMeasured::Within {
                shares,
                distances_m,
                ..
            },
            Turn::Good | Turn::Bad,
        ) => (shares, distances_m),
        _ => ([0.0; 4], [None; 4]),
    };
    ZonesMeasured::Within {
        shares: turned(shares, unknown, turn),
        distances_m,
        unknown_share: 0.0,
    }
}

/// The same of a depth grid.
fn depth(measured: &DepthMeasured, unknown: f64, turn: Turn) -> DepthMeasured {
    let is_away = turn == Turn::Away;
    let (shares, distances_m) = if is_away {
        ([0.0; 4], [None; 4])
    } else {
        (measured.shares, measured.distances_m)
    };
    DepthMeasured {
        shares: turned(shares, unknown, turn),
        distances_m,
        unknown_share: 0.0,
        ..*measured
    }
}

/// Shares with unknown ground of the worst severity, where it turns out bad.
fn turned(mut shares: [f64; 4], unknown: f64, turn: Turn) -> [f64; 4] {
    if turn == Turn::Bad {
        shares[3] += unknown;
    }
    shares
}

fn fresh(scale: Scale, turn: Turn) -> Answer {
    let reply = match (scale, turn) {
        (Scale::YesIsBad, Turn::Good | Turn::Away) => Reply::No,
        (Scale::YesIsBad, Turn::Bad) => Reply::Yes,
        (Scale::Ramp { good, .. }, Turn::Good | Turn::Away) => Reply::Number(good),
        (Scale::Ramp { bad, .. }, Turn::Bad) => Reply::Number(bad),
    };
    Answer { reply, age_days: 0 }
}
