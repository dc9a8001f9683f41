//! How dangerous is this place: exposure, score, interval, ranking. Pure calculation.
//!
//! What was measured and answered about a settlement ([`SiteInputs`]) and the weights of a
//! territory ([`Model`]) make an [`Outcome`]: a score with exact bounds for what is not known,
//! every point of it traced to a layer or an answer. `docs/METHODS.md` tells the method to
//! people who do not read code; the version here and there is [`METHOD_VERSION`].
//!
//! A peril of which no layer exists adds nothing and leaves its factor without parts: it was
//! *not looked at*, which is not the same as safe, and [`explain`] says so.

mod error;
mod exposure;
mod model;
mod inputs;
mod cases;
mod zones;
mod depth;
mod nearness;
mod checklist;
mod distance;
mod together;
mod assess;
mod rank;
mod rank_draws;
mod supposed;
mod sensitivity;
mod remedies;
mod moved;
mod sentence;
#[cfg(test)]
mod testing;

pub use crate::domain::Reply;
pub use assess::{Outcome, assess, assess_ground};
pub use cases::Cases;
pub use checklist::{STALE_AFTER_DAYS, UNKNOWN_AFTER_DAYS};
pub use depth::{DepthAreas, depth_areas, depth_measured, depth_severity};
pub use distance::{DistanceSeen, answer_by_distance, distance_question};
pub use error::Error;
pub use exposure::{
    Coverage, coverage, household_shares, nearest_m, nearest_zone_m, reach, unknown_share,
};
pub use inputs::{
    Answer, Answers, DepthMeasured, DepthSeen, Nearness, NearnessSeen, SiteInputs, ZonesMeasured,
    ZonesSeen, check_reply, check_told,
};
pub use model::{
    Areal, Checklist, Linear, METHOD_VERSION, Model, Question, QuestionSet, RankDraws, Scale,
    Weights, WeightsChange, weights_changes,
};
pub use moved::difference;
pub use nearness::nearness_value;
pub use rank::{RankBounds, rank_bounds, ranks};
pub use rank_draws::draw_ranks;
pub use remedies::remedies;
pub use sensitivity::sensitivity;
pub use sentence::{
    explain, explain_danger, explain_difference, explain_remedies, explain_sensitivity,
    explain_unknown, factor_causes, remedy_said, subject_said, swing_said, vulnerability_causes,
};
pub use together::{amplified, split, together};
pub use zones::{Closeness, zones_value};
