//! Every report in one table: what it is made of, who may have it, how it is written.

use crate::domain::{Audience, DocumentFormat, Reach, Register, ReportName, Resource};

use DocumentFormat::{Csv, Docx, Pdf, Xlsx};
use Reach::{Counts, Own, Territory};
use Resource::{Audit, Dispersal, Finance, Hazard, Homes, Household, Sites, Steering};

/// What has to be named to get a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// A settlement.
    Settlement,
    /// An entry of a register.
    Entry(Register),
    /// An entry of a register, or nothing.
    MaybeEntry(Register),
    /// A year; the current one unless given.
    Year,
}

impl Asks {
    /// What is to be named: `settlement`, the name of a register, or nothing.
    #[must_use]
    pub fn what(self) -> Option<String> {
        match self {
            Self::Nothing | Self::Year => None,
            Self::Settlement => Some("settlement".to_owned()),
            Self::Entry(register) | Self::MaybeEntry(register) => Some(register.to_string()),
        }
    }

    /// Whether the report can be had without naming it.
    #[must_use]
    pub fn is_optional(self) -> bool {
        matches!(self, Self::MaybeEntry(_))
    }

    /// Whether it is a year.
    #[must_use]
    pub fn is_year(self) -> bool {
        matches!(self, Self::Year)
    }
}

/// What a report is made of besides registers and the ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Also {
    /// Nothing.
    Nothing,
    /// How households are spread.
    Dispersal,
    /// Who has read what.
    Records,
    /// Counts of households given out to an audience.
    Publication(Audience),
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
    /// What it is made of besides.
    pub also: Also,
    /// Whether it tells no entry, only how many there are: then small counts are hidden from whoever may
    /// see counts only.
    pub counts_only: bool,
}

const TABLES: &[DocumentFormat] = &[Pdf, Xlsx, Csv];

/// What most reports have in common; a name and needs stand in each.
const BARE: Plan = Plan {
    name: ReportName::DangerousSites,
    formats: TABLES,
    asks: Asks::Nothing,
    needs: &[],
    registers: &[],
    also: Also::Nothing,
    counts_only: false,
};

/// Every report, in the order people read them.
pub const PLANS: &[Plan] = &[
    Plan {
        name: ReportName::DangerousSites,
        needs: &[(Sites, Own), (Hazard, Territory)],
        ..BARE
    },
    Plan {
        name: ReportName::SiteSheet,
        formats: &[Pdf, Docx, Xlsx],
        asks: Asks::Settlement,
        needs: &[(Sites, Own), (Hazard, Territory)],
        registers: &[
            Register::SiteDetails,
            Register::SiteFeature,
            Register::SiteStep,
            Register::Operation,
            Register::StatusChange,
            Register::LegalProcedure,
            Register::Parcel,
        ],
        ..BARE
    },
    Plan {
        name: ReportName::RoundSheet,
        needs: &[(Sites, Own), (Hazard, Territory)],
        ..BARE
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
        ..BARE
    },
    Plan {
        name: ReportName::Steering,
        needs: &[(Steering, Territory)],
        registers: &[Register::Meeting, Register::Decision],
        ..BARE
    },
    Plan {
        name: ReportName::Activity,
        asks: Asks::Year,
        needs: &[(Sites, Own), (Household, Own)],
        registers: &[
            Register::Census,
            Register::Accompaniment,
            Register::Move,
            Register::Action,
        ],
        counts_only: true,
        ..BARE
    },
    Plan {
        name: ReportName::Outcomes,
        needs: &[(Sites, Own), (Household, Own)],
        registers: &[Register::Move, Register::FollowUp, Register::Accompaniment],
        counts_only: true,
        ..BARE
    },
    Plan {
        name: ReportName::HousingOffer,
        needs: &[(Homes, Counts)],
        registers: &[
            Register::HousingUnit,
            Register::Convention,
            Register::Organisation,
        ],
        counts_only: true,
        ..BARE
    },
    Plan {
        name: ReportName::Finance,
        needs: &[(Finance, Counts)],
        registers: &[Register::Finance, Register::Move, Register::Action],
        counts_only: true,
        ..BARE
    },
    Plan {
        name: ReportName::Mediation,
        asks: Asks::Year,
        needs: &[(Sites, Territory)],
        registers: &[
            Register::PlannedRound,
            Register::MediationRound,
            Register::Organisation,
        ],
        ..BARE
    },
    Plan {
        name: ReportName::Deadlines,
        needs: &[(Sites, Own)],
        registers: &[
            Register::PlanningApproval,
            Register::Decision,
            Register::Census,
            Register::Operation,
            Register::SiteStep,
            Register::LegalProcedure,
            Register::Accompaniment,
            Register::PlanStep,
            Register::Proposal,
            Register::FollowUp,
        ],
        ..BARE
    },
    Plan {
        name: ReportName::CensusForm,
        formats: &[Pdf],
        asks: Asks::MaybeEntry(Register::Household),
        needs: &[(Sites, Own), (Household, Own)],
        registers: &[Register::Household],
        ..BARE
    },
    Plan {
        name: ReportName::Census,
        needs: &[(Sites, Own), (Household, Own)],
        registers: &[Register::Census, Register::Household],
        counts_only: true,
        ..BARE
    },
    Plan {
        name: ReportName::OrientationFile,
        formats: &[Pdf],
        asks: Asks::Entry(Register::Meeting),
        needs: &[(Sites, Own), (Household, Own)],
        registers: &[
            Register::Meeting,
            Register::Decision,
            Register::Household,
            Register::Proposal,
        ],
        ..BARE
    },
    Plan {
        name: ReportName::HouseholdPlan,
        formats: &[Pdf],
        asks: Asks::Entry(Register::Household),
        needs: &[(Sites, Own), (Household, Own)],
        registers: &[
            Register::Household,
            Register::Accompaniment,
            Register::PlanStep,
            Register::Proposal,
            Register::Move,
            Register::FollowUp,
        ],
        ..BARE
    },
    Plan {
        name: ReportName::MoveNotice,
        formats: &[Pdf],
        asks: Asks::Entry(Register::Move),
        needs: &[(Sites, Own), (Household, Own)],
        registers: &[Register::Move, Register::HousingUnit, Register::Operation],
        ..BARE
    },
    Plan {
        name: ReportName::Dispersal,
        needs: &[(Dispersal, Territory)],
        also: Also::Dispersal,
        ..BARE
    },
    Plan {
        name: ReportName::Quality,
        needs: &[(Sites, Territory)],
        registers: &[
            Register::Household,
            Register::Accompaniment,
            Register::PlanStep,
            Register::Proposal,
            Register::Move,
            Register::FollowUp,
            Register::HousingUnit,
            Register::Convention,
            Register::Census,
            Register::Operation,
            Register::Decision,
        ],
        counts_only: true,
        ..BARE
    },
    Plan {
        name: ReportName::AccessLog,
        asks: Asks::Year,
        needs: &[(Audit, Territory)],
        also: Also::Records,
        ..BARE
    },
    Plan {
        name: ReportName::HouseholdFigures,
        needs: &[(Dispersal, Counts)],
        also: Also::Publication(Audience::Team),
        ..BARE
    },
    Plan {
        name: ReportName::PublicSnapshot,
        also: Also::Publication(Audience::Public),
        ..BARE
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
