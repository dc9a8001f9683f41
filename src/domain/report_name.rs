//! The reports that can be asked for, and how they are written.

use super::code_list;

code_list! {
    /// A report of the work, by its name in addresses.
    ReportName {
        /// The dangerous sites, most dangerous first, with reasons.
        DangerousSites = "dangerous_sites",
    }
}

code_list! {
    /// How a document is written.
    DocumentFormat {
        /// Pages of A4, tagged for screen readers.
        Pdf = "pdf",
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
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }
}
