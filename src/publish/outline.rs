//! The outline that a visit proposes, as the team sees it; for the public there is none.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{RulingView, visit::ruling};
use crate::{
    domain::{Audience, Outline, OutlineMethod, ProposedOutline},
    spatial::{Footprint, cover_m2},
};

/// That a visit brought an outline.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutlineBrought {
    /// How it was made.
    pub how: OutlineMethod,
    /// The device's own estimate of its usual error in metres; null for what was drawn.
    pub accuracy_m: Option<f64>,
    /// What it surrounds, in square metres.
    pub area_m2: f64,
}

/// An outline that a visit proposes, with what was decided about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutlineView {
    /// The visit that brought it.
    pub visit: Uuid,
    /// When that was.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Who: a code or a role.
    pub by: String,
    /// What it is.
    #[serde(flatten)]
    pub brought: OutlineBrought,
    /// How much of it lies within the shape that stands, in square metres.
    pub shared_m2: f64,
    /// Since when it is the settlement's shape, by whom; null unless it is.
    pub taken: Option<RulingView>,
    /// Since when it is set aside, by whom and why; null unless it is.
    pub set_aside: Option<RulingView>,
}

/// The outline for the audience, beside the shape that stands; `None` when it may not know of it.
#[must_use]
pub fn outline(
    audience: Audience,
    proposed: &ProposedOutline,
    current: &Footprint,
) -> Option<OutlineView> {
    let area = &proposed.outline.area;
    (audience == Audience::Team).then(|| OutlineView {
        visit: proposed.visit.0,
        at: proposed.at,
        by: proposed.by.clone(),
        brought: brought(&proposed.outline),
        shared_m2: cover_m2(area, &[vec![current]]).exclusive()[0],
        taken: proposed.taken.as_ref().map(ruling),
        set_aside: proposed.set_aside.as_ref().map(ruling),
    })
}

pub(super) fn brought(outline: &Outline) -> OutlineBrought {
    OutlineBrought {
        how: outline.how,
        accuracy_m: outline.accuracy_m,
        area_m2: outline.area.area_m2(),
    }
}
