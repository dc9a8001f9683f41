//! The rules by which a shape is made valid: reports name them.

use serde::{Deserialize, Serialize};

/// A rule by which a shape was made valid.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MendRule {
    /// The last point of a ring was not its first; the ring was closed.
    RingClosed,
    /// A ring crossed or touched itself; what it winds around was kept.
    RingUncrossed,
    /// A ring, line or part without extent was left out.
    EmptyPartDropped,
    /// A hole, or part of it, lay outside its shell and was left out.
    HoleOutsideDropped,
    /// Parts or holes overlapped or shared an edge, and were united.
    PartsUnited,
}
