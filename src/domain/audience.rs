//! Who is asking.

use super::code_list;

code_list! {
    /// Who is asking; decides what [`publish`](crate::publish) lets out.
    Audience {
        /// The people who do the work, on their own machine.
        Team = "team",
        /// Anybody: neighbourhood aggregates only, small counts hidden.
        Public = "public",
    }
}

/// For whom the counts of households in neighbourhoods are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// Whoever works with the households, or runs the machine: exact counts.
    CaseWorker,
    /// The rest of the team, who may know of no single household: the counts that were given out
    /// for the week.
    Planner,
    /// Anybody: the counts that are published.
    Public,
}

impl Viewer {
    /// Every one, from who sees most to who sees least.
    pub const ALL: [Self; 3] = [Self::CaseWorker, Self::Planner, Self::Public];

    /// What decides about everything else that they see.
    #[must_use]
    pub const fn audience(self) -> Audience {
        match self {
            Self::CaseWorker | Self::Planner => Audience::Team,
            Self::Public => Audience::Public,
        }
    }
}

impl From<Audience> for Viewer {
    /// Whoever asks at the machine itself: nobody is asked for a name there.
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Team => Self::CaseWorker,
            Audience::Public => Self::Public,
        }
    }
}
