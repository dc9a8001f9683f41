//! The registers of the work: households, homes, decisions, follow-up … one table tells what each holds.
//!
//! A [`Register`] has [`Field`]s, each of a [`DataClass`](super::DataClass), and a [`Workflow`] of states. Forms, files,
//! checks, the database and the door out all read this table: a field that is not here is nowhere.

mod field;
mod workflow;
mod body;
mod entry;
mod ledger;
mod unfit_words;
mod people;
mod homes;
mod sites;
mod steering;
mod programmes;

pub use body::Body;
pub use entry::{Deed, NewEntry, RegisterEntry, RegisterRevision, StateChange};
pub use field::{Field, FieldKind, moment_text};
pub use ledger::Ledger;
pub use unfit_words::{Unfit, unfit_words};
use workflow::ONE_STATE;
pub use workflow::Workflow;

use super::{Code, Resource, code_list};

code_list! {
    /// A register: the records of one kind.
    Register {
        /// A family that lives on a settlement or in an unfit dwelling; a code, never a name.
        Household = "household",
        /// Where a household lives or has lived, from one day to another.
        Stay = "stay",
        /// The social diagnosis of a settlement.
        Census = "census",
        /// A social worker's time with a household.
        Accompaniment = "accompaniment",
        /// One step of a household's plan.
        PlanStep = "plan_step",
        /// What is known of a settlement as a place: address, ways in, where its people came from.
        SiteDetails = "site_details",
        /// Something that stands on a settlement: a tap, toilets, a fence, a dwelling …
        SiteFeature = "site_feature",
        /// One step of the work on a settlement: health, schooling, safety, employment …
        SiteStep = "site_step",
        /// A partner: the State, a city, a landlord, an association …
        Organisation = "organisation",
        /// What two organisations have signed: homes reserved, conditions of follow-up.
        Convention = "convention",
        /// A home, a place in a shelter or a pitch.
        HousingUnit = "housing_unit",
        /// A home offered to a household, and its answer.
        Proposal = "proposal",
        /// A household's move into a home or another outcome.
        Move = "move",
        /// How a household lives 3, 6, 12 or 24 months after its move.
        FollowUp = "follow_up",
        /// The move or closure of a settlement as a piece of work.
        Operation = "operation",
        /// A session of a steering group or a cell.
        Meeting = "meeting",
        /// What a body decides, of a settlement, a household or anything else.
        Decision = "decision",
        /// A permit of planning law, asked for and answered.
        PlanningApproval = "planning_approval",
        /// A court case or an order.
        LegalProcedure = "legal_procedure",
        /// A piece of land that a settlement stands on, and whose it is.
        Parcel = "parcel",
        /// A programme: goals, pilots, years.
        Action = "action",
        /// A figure that a programme is measured by, on a day.
        Indicator = "indicator",
        /// Money of a programme, planned and spent, by source and year.
        Finance = "finance",
        /// A round that mediators mean to walk every week.
        PlannedRound = "planned_round",
        /// An evening round or a line's calls of mediators.
        MediationRound = "mediation_round",
        /// A settlement's status that was changed; written by the system alone.
        StatusChange = "status_change",
        /// What somebody has told about a place.
        Report = "report",
        /// A note of the day.
        JournalEntry = "journal_entry",
    }
}

impl Register {
    /// Its fields, in the order people read them.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Household => people::HOUSEHOLD,
            Self::Stay => people::STAY,
            Self::Accompaniment => people::ACCOMPANIMENT,
            Self::PlanStep => people::PLAN_STEP,
            Self::SiteDetails => sites::SITE_DETAILS,
            Self::SiteFeature => sites::SITE_FEATURE,
            Self::SiteStep => sites::SITE_STEP,
            Self::JournalEntry => sites::JOURNAL_ENTRY,
            Self::HousingUnit => homes::HOUSING_UNIT,
            Self::Proposal => homes::PROPOSAL,
            Self::Move => homes::MOVE,
            Self::FollowUp => homes::FOLLOW_UP,
            Self::Census => sites::CENSUS,
            Self::Operation => sites::OPERATION,
            Self::PlanningApproval => sites::PLANNING_APPROVAL,
            Self::LegalProcedure => sites::LEGAL_PROCEDURE,
            Self::Parcel => sites::PARCEL,
            Self::StatusChange => sites::STATUS_CHANGE,
            Self::Report => sites::REPORT,
            Self::Meeting => steering::MEETING,
            Self::Decision => steering::DECISION,
            Self::Organisation => programmes::ORGANISATION,
            Self::Convention => programmes::CONVENTION,
            Self::Action => programmes::ACTION,
            Self::Indicator => programmes::INDICATOR,
            Self::Finance => programmes::FINANCE,
            Self::PlannedRound => programmes::PLANNED_ROUND,
            Self::MediationRound => programmes::MEDIATION_ROUND,
        }
    }

    /// The states of its entries and the ways between them.
    #[must_use]
    pub const fn workflow(self) -> &'static Workflow {
        match self {
            Self::Household => &people::HOUSEHOLD_FLOW,
            Self::Accompaniment => &people::ACCOMPANIMENT_FLOW,
            Self::PlanStep | Self::SiteStep => &people::STEP_FLOW,
            Self::HousingUnit => &homes::HOUSING_UNIT_FLOW,
            Self::Proposal => &homes::PROPOSAL_FLOW,
            Self::Move => &homes::MOVE_FLOW,
            Self::FollowUp => &homes::FOLLOW_UP_FLOW,
            Self::Census => &sites::CENSUS_FLOW,
            Self::Operation => &sites::OPERATION_FLOW,
            Self::PlanningApproval => &sites::PLANNING_APPROVAL_FLOW,
            Self::LegalProcedure => &sites::LEGAL_PROCEDURE_FLOW,
            Self::Report => &sites::REPORT_FLOW,
            Self::Meeting => &steering::MEETING_FLOW,
            Self::Decision => &steering::DECISION_FLOW,
            Self::Convention => &programmes::CONVENTION_FLOW,
            Self::Action => &programmes::ACTION_FLOW,
            Self::Stay
            | Self::SiteDetails
            | Self::SiteFeature
            | Self::StatusChange
            | Self::Organisation
            | Self::Parcel
            | Self::Indicator
            | Self::Finance
            | Self::PlannedRound
            | Self::MediationRound
            | Self::JournalEntry => &ONE_STATE,
        }
    }

    /// What the table of rights calls it: who has no right to this does not learn that an entry is there.
    #[must_use]
    pub const fn resource(self) -> Resource {
        match self {
            Self::Household
            | Self::Stay
            | Self::Accompaniment
            | Self::PlanStep
            | Self::Proposal
            | Self::Move
            | Self::FollowUp => Resource::Household,
            Self::LegalProcedure | Self::Parcel => Resource::Legal,
            Self::Finance => Resource::Finance,
            Self::Organisation | Self::Convention | Self::HousingUnit => Resource::Homes,
            Self::Census
            | Self::Operation
            | Self::Meeting
            | Self::Decision
            | Self::PlanningApproval
            | Self::Action
            | Self::Indicator => Resource::Steering,
            Self::SiteDetails
            | Self::SiteFeature
            | Self::SiteStep
            | Self::PlannedRound
            | Self::MediationRound
            | Self::StatusChange
            | Self::Report
            | Self::JournalEntry => Resource::Sites,
        }
    }

    /// Whether only the system writes it.
    #[must_use]
    pub const fn is_kept_by_system(self) -> bool {
        matches!(self, Self::StatusChange)
    }

    /// What codes of its entries begin with when nobody gives one: `HH0001`.
    #[must_use]
    pub const fn code_prefix(self) -> &'static str {
        match self {
            Self::Household => "HH",
            Self::Stay => "ST",
            Self::Census => "CE",
            Self::Accompaniment => "AC",
            Self::PlanStep => "PS",
            Self::SiteDetails => "SD",
            Self::SiteFeature => "SF",
            Self::SiteStep => "SS",
            Self::Organisation => "OR",
            Self::Convention => "CO",
            Self::HousingUnit => "HU",
            Self::Proposal => "PR",
            Self::Move => "MV",
            Self::FollowUp => "FU",
            Self::Operation => "OP",
            Self::Meeting => "ME",
            Self::Decision => "DE",
            Self::PlanningApproval => "PA",
            Self::LegalProcedure => "LP",
            Self::Parcel => "PC",
            Self::Action => "AT",
            Self::Indicator => "IN",
            Self::Finance => "FI",
            Self::PlannedRound => "RP",
            Self::MediationRound => "MR",
            Self::StatusChange => "SC",
            Self::Report => "RE",
            Self::JournalEntry => "JE",
        }
    }

    /// The name of what people call it, in the files of words.
    #[must_use]
    pub fn label_name(self) -> String {
        named("register", self.code())
    }

    /// The field of a name.
    #[must_use]
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}

impl Field {
    /// The name of what people call it, in the files of words.
    #[must_use]
    pub fn label_name(&self) -> String {
        named("field", self.name)
    }
}

/// The name of what people call a state or a word of a list, in the files of words.
#[must_use]
pub fn word_name(word: &str) -> String {
    named("word", word)
}

/// Fluent's names have hyphens where ours have low lines.
fn named(group: &str, code: &str) -> String {
    format!("{group}-{}", code.replace('_', "-").to_lowercase())
}

#[cfg(test)]
mod tests;
