//! Every report in one table: what it is made of, who may have it, how it is written.

use crate::domain::{DocumentFormat, Reach, Register, ReportName, Resource};

use DocumentFormat::{Csv, Pdf, Xlsx};
use Reach::{Own, Territory};
use Resource::{Hazard, Sites};

/// What has to be named to get a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// A settlement.
    Settlement,
    /// A settlement, or none for all of them.
    SettlementOrAll,
    /// An entry of a register.
    Entry(Register),
    /// A year; the current one unless given.
    Year,
}

impl Asks {
    /// What has to be named: `settlement`, or the name of a register.
    #[must_use]
    pub fn what(self) -> Option<String> {
        match self {
            Self::Nothing | Self::Year => None,
            Self::Settlement | Self::SettlementOrAll => Some("settlement".to_owned()),
            Self::Entry(register) => Some(register.to_string()),
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
pub const PLANS: &[Plan] = &[Plan {
    name: ReportName::DangerousSites,
    formats: TABLES,
    asks: Asks::Nothing,
    needs: &[(Sites, Own), (Hazard, Territory)],
    registers: &[],
    counts_only: false,
}];

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
