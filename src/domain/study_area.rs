//! Ground that a hazard study has looked at: what it draws no zone on is free, beyond is unknown.

use super::Peril;
use crate::spatial::Footprint;

/// One area of the outline of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct StudyArea {
    /// What was studied.
    pub peril: Peril,
    /// What people call the study.
    pub name: Option<String>,
    /// Where.
    pub footprint: Footprint,
}
