//! Sites of all kinds, for tests of rules that every site keeps.

use proptest::prelude::*;

use super::{
    Answer, Answers, DepthMeasured, DepthSeen, Model, Nearness, NearnessSeen, Reply, Scale,
    SiteInputs, ZonesMeasured, ZonesSeen,
};
use crate::domain::{Code, LandmarkKind, Peril};

prop_compose! {
    pub(super) fn zones()(
        parts in prop::array::uniform5(0.0..1.0_f64),
        near in prop::array::uniform4(prop::option::of(0.0..60.0_f64)),
        unstudied in prop_oneof![Just(0.0), 0.0..1.0_f64],
        inside in prop::bool::weighted(0.8),
        peril in prop::sample::select(Peril::ALL),
    ) -> ZonesSeen {
        let sum: f64 = parts.iter().sum::<f64>() + 1e-9;
        let shares = [parts[0] / sum, parts[1] / sum, parts[2] / sum, parts[3] / sum];
        let measured = if inside {
            ZonesMeasured::Within {
                shares: shares.map(|share| share * (1.0 - unstudied)),
                distances_m: near,
                unknown_share: unstudied,
            }
        } else {
            ZonesMeasured::OutsideStudy
        };
        ZonesSeen { peril, layer_version: 1, measured }
    }
}

prop_compose! {
    /// A grid over a site: dry ground, four severities, and ground without data.
    pub(super) fn depth()(parts in prop::array::uniform6(0.0..1.0_f64)) -> DepthSeen {
        let sum: f64 = parts.iter().sum::<f64>() + 1e-9;
        let measured = DepthMeasured {
            shares: [parts[0] / sum, parts[1] / sum, parts[2] / sum, parts[3] / sum],
            unknown_share: parts[4] / sum,
            ..DepthMeasured::unknown()
        };
        DepthSeen { layer_version: 1, measured }
    }
}

prop_compose! {
    pub(super) fn nearness()(
        landmark in prop::sample::select(LandmarkKind::ALL),
        nearness in prop_oneof![
            (0.0..250.0_f64).prop_map(Nearness::Metres),
            Just(Nearness::BeyondReach),
            Just(Nearness::Unmapped),
        ],
    ) -> NearnessSeen {
        NearnessSeen { landmark, layer_version: 1, nearness }
    }
}

/// For each question nothing, or how bad its answer is and how old.
pub(super) fn replies() -> impl Strategy<Value = Vec<Option<(f64, u32)>>> {
    prop::collection::vec(prop::option::of((0.0..=1.0_f64, 0..900_u32)), 24)
}

pub(super) fn answers(replies: &[Option<(f64, u32)>]) -> Answers {
    let given = Model::standard().weights().questions().zip(replies);
    let answers = given.filter_map(|(question, reply)| {
        let (bad, age_days) = (*reply)?;
        let reply = match question.scale {
            Scale::YesIsBad if bad > 0.5 => Reply::Yes,
            Scale::YesIsBad => Reply::No,
            Scale::Ramp { good, bad: worst } => Reply::Number(good + bad * (worst - good)),
        };
        Some((question.key.clone(), Answer { reply, age_days }))
    });
    Answers::checked(Model::standard(), answers).unwrap()
}

prop_compose! {
    pub(super) fn inputs()(
        zones in prop::collection::vec(zones(), 0..7),
        depth in prop::option::of(depth()),
        nearness in prop::collection::vec(nearness(), 0..6),
        replies in replies(),
    ) -> SiteInputs {
        SiteInputs {
            zones: once(zones, |seen| seen.peril),
            depth,
            nearness: once(nearness, |seen| seen.landmark),
            answers: answers(&replies),
        }
    }
}

/// A site has one entry for each layer.
fn once<T, K: Ord>(mut seen: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    seen.sort_by_key(&key);
    seen.dedup_by_key(|one| key(one));
    seen
}
