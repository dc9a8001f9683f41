//! Features to records: column mapping, source classes to severities, duplicates, report.
