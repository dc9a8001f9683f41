//! The account of a file that an error may carry.

use super::Error;
use crate::{
    domain::{ImportReport, Language, VisitReport, Words},
    intake,
};

impl Error {
    /// The account of an import of which nothing could be kept.
    #[must_use]
    pub fn report(&self) -> Option<&ImportReport> {
        match self {
            Self::Intake(error) => error.report(),
            _ => None,
        }
    }

    /// Why a file did not become a layer, in the words of a language, where there are such words.
    #[must_use]
    pub fn import_told(&self, language: Language) -> Option<String> {
        match self {
            Self::Intake(error) => error.told(&Words::of(language)),
            _ => None,
        }
    }

    /// The account of a file of visits of which none could be stored.
    #[must_use]
    pub fn visit_report(&self) -> Option<&VisitReport> {
        match self {
            Self::Intake(error) => match &**error {
                intake::Error::VisitsRefused { report } => Some(report),
                _ => None,
            },
            _ => None,
        }
    }
}
