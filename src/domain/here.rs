//! How a layer of dangers stands to one place.

use super::{Severity, code_list};

/// What one layer says of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HazardHere {
    /// How it stands to the place.
    pub seen: Seen,
    /// The greatest depth of water there in metres, of a grid of depths.
    pub depth_m: Option<f64>,
    /// How far was looked, in metres.
    pub reach_m: f64,
}

/// How a layer stands to a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seen {
    /// It is there; zones are there with a severity.
    Here(Option<Severity>),
    /// The nearest of it is so many metres away.
    Near(Option<Severity>, f64),
    /// Nothing of it is within reach, and somebody has looked.
    Clear,
    /// Nobody has looked.
    Unmapped,
}

code_list! {
    /// How a layer stands to a place.
    HereSeen {
        /// It is there.
        Here = "here",
        /// It is near.
        Near = "near",
        /// Nothing of it is within reach, and somebody has looked.
        Clear = "clear",
        /// Nobody has looked: that says nothing of the danger.
        Unmapped = "unmapped",
    }
}
