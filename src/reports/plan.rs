//! Every report in one table: what it is made of, who may have it, how it is written.

use crate::domain::{DocumentFormat, Reach, Register, ReportName, Resource};

use DocumentFormat::{Csv, Pdf, Xlsx};
use Reach::{Counts, Own, Territory};
use Resource::{Dispersal, Finance, Hazard, Homes, Household, Sites};

/// What has to be named to get a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// A settlement.
    Settlement,
    /// A year; the current one unless given.
    Year,
}

impl Asks {
    /// What has to be named: `settlement`, or nothing.
    #[must_use]
    pub fn what(self) -> Option<String> {
        match self {
            Self::Nothing | Self::Year => None,
            Self::Settlement => Some("settlement".to_owned()),
        }
    }

    /// Whether it is a year.
    #[must_use]
    pub fn is_year(self) -> bool {
        matches!(self, Self::Year)
    }
}

/// A report before it is made.
#[derive(Debug)]
pub struct Plan {
    /// Which report.
    pub name: ReportName,
    /// How it is written.
    pub formats: &'static [DocumentFormat],
    /// What has to be named.
    pub asks: Asks,
    /// Whoever has it must reach so far with each of these.
    pub needs: &'static [(Resource, Reach)],
    /// Registers that it is made of; those that whoever asks may not read are left out of it.
    pub registers: &'static [Register],
    /// Whether it tells no entry, only how many there are: then small counts are hidden from whoever may
    /// see counts only.
    pub counts_only: bool,
}

const TABLES: &[DocumentFormat] = &[Pdf, Xlsx, Csv];

/// Every report, in the order people read them.
pub const PLANS: &[Plan] = &[
    Plan {
        name: ReportName::DangerousSites,
        formats: TABLES,
        asks: Asks::Nothing,
        needs: &[(Sites, Own), (Hazard, Territory)],
        registers: &[],
        counts_only: false,
    },
    Plan {
        name: ReportName::SiteSheet,
        formats: &[Pdf, Xlsx],
        asks: Asks::Settlement,
        needs: &[(Sites, Own), (Hazard, Territory)],
        registers: &[
            Register::SiteStep,
            Register::Operation,
            Register::StatusChange,
            Register::LegalProcedure,
            Register::Parcel,
        ],
        counts_only: false,
    },
    Plan {
        name: ReportName::RoundSheet,
        formats: TABLES,
        asks: Asks::Nothing,
        needs: &[(Sites, Own), (Hazard, Territory)],
        registers: &[],
        counts_only: false,
    },
    Plan {
        name: ReportName::EmergencyFile,
        formats: &[Pdf, Xlsx],
        asks: Asks::Settlement,
        needs: &[(Sites, Own), (Hazard, Territory)],
        registers: &[
            Register::PlanningApproval,
            Register::Decision,
            Register::Operation,
        ],
        counts_only: false,
    },
    Plan {
        name: ReportName::Steering,
        formats: TABLES,
        asks: Asks::Nothing,
        needs: &[(Sites, Territory)],
        registers: &[Register::Meeting, Register::Decision],
        counts_only: false,
    },
    Plan {
        name: ReportName::Activity,
        formats: TABLES,
        asks: Asks::Year,
        needs: &[(Sites, Territory), (Household, Counts)],
        registers: &[
            Register::Census,
            Register::Accompaniment,
            Register::Move,
            Register::Action,
        ],
        counts_only: true,
    },
    Plan {
        name: ReportName::Outcomes,
        formats: TABLES,
        asks: Asks::Nothing,
        needs: &[(Household, Counts), (Dispersal, Counts)],
        registers: &[Register::Move, Register::FollowUp, Register::Accompaniment],
        counts_only: true,
    },
    Plan {
        name: ReportName::HousingOffer,
        formats: TABLES,
        asks: Asks::Nothing,
        needs: &[(Homes, Counts)],
        registers: &[
            Register::HousingUnit,
            Register::Convention,
            Register::Organisation,
        ],
        counts_only: true,
    },
    Plan {
        name: ReportName::Finance,
        formats: TABLES,
        asks: Asks::Nothing,
        needs: &[(Finance, Counts)],
        registers: &[Register::Finance, Register::Move, Register::Action],
        counts_only: true,
    },
    Plan {
        name: ReportName::Mediation,
        formats: TABLES,
        asks: Asks::Year,
        needs: &[(Sites, Territory)],
        registers: &[Register::MediationRound],
        counts_only: false,
    },
];

/// The plan of a report.
#[must_use]
pub fn plan(name: ReportName) -> Option<&'static Plan> {
    PLANS.iter().find(|plan| plan.name == name)
}

impl Plan {
    /// Whether whoever asks, who reaches so far with each resource, may have the report.
    pub fn is_open_to(&self, reach: impl Fn(Resource) -> Reach) -> bool {
        self.needs.iter().all(|(of, least)| reach(*of) >= *least)
    }

    /// The name of its title, in the files of words.
    #[must_use]
    pub fn title_name(&self) -> String {
        format!("report-title-{}", self.name.to_string().replace('_', "-"))
    }

    /// The name of the sentence that tells what it holds, in the files of words.
    #[must_use]
    pub fn about_name(&self) -> String {
        format!("report-about-{}", self.name.to_string().replace('_', "-"))
    }
}
