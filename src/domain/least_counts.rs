//! The least group of households that each audience is told of.

use super::Audience;

/// No group of fewer households is told to an audience. What [`PROMISED`](Self::PROMISED) says is promised
/// everywhere; an installation may raise it, never lower it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeastCounts {
    /// To those of the team who may know of no single household.
    pub team: u32,
    /// To everybody.
    pub public: u32,
}

impl LeastCounts {
    /// Five for planners, eleven for the public.
    pub const PROMISED: Self = Self {
        team: 5,
        public: 11,
    };

    /// That of an audience.
    #[must_use]
    pub fn of(self, audience: Audience) -> u32 {
        match audience {
            Audience::Team => self.team,
            Audience::Public => self.public,
        }
    }
}

impl Default for LeastCounts {
    fn default() -> Self {
        Self::PROMISED
    }
}
