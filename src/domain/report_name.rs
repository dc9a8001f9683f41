//! The reports that can be asked for, and how they are written.

use super::code_list;

code_list! {
    /// A report of the work, by its name in addresses.
    ReportName {
        /// The dangerous sites, most dangerous first, with reasons.
        DangerousSites = "dangerous_sites",
        /// One site: facts, map, score, works, incidents, visits.
        SiteSheet = "site_sheet",
        /// The sites to go to, with room to write.
        RoundSheet = "round_sheet",
        /// How a site is exposed, by which layers, and approvals with their deadlines.
        EmergencyFile = "emergency_file",
        /// Agenda, decisions and minutes of the steering group.
        Steering = "steering",
        /// What was done in a year, beside the target.
        Activity = "activity",
        /// Where households went, and how they live months later.
        Outcomes = "outcomes",
        /// Homes by landlord and convention.
        HousingOffer = "housing_offer",
        /// Money planned and spent, by source and year.
        Finance = "finance",
        /// Rounds of mediators in a year.
        Mediation = "mediation",
        /// What falls due, the longest overdue first.
        Deadlines = "deadlines",
        /// The form of the social diagnosis, blank or filled in.
        CensusForm = "census_form",
        /// What the social diagnoses have found.
        Census = "census",
        /// The cases of a session, by code.
        OrientationFile = "orientation_file",
        /// What was agreed with a household.
        HouseholdPlan = "household_plan",
        /// What a household is told of its move.
        MoveNotice = "move_notice",
        /// Spread or gathered, with what chance alone would give.
        Dispersal = "dispersal",
        /// What is missing or out of date in the records.
        Quality = "quality",
        /// Who has read what, and whether the records are whole.
        AccessLog = "access_log",
        /// The counts of households of this week, for the team.
        HouseholdFigures = "household_figures",
        /// The latest counts of households for the public.
        PublicSnapshot = "public_snapshot",
    }
}

code_list! {
    /// How a document is written.
    DocumentFormat {
        /// Pages of A4, tagged for screen readers.
        Pdf = "pdf",
        /// A text for a word processor.
        Docx = "docx",
        /// A workbook: one sheet a table.
        Xlsx = "xlsx",
        /// The first table as comma-separated values.
        Csv = "csv",
    }
}

impl DocumentFormat {
    /// What the file is called on the wire.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }
}
