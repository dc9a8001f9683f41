//! A publication of counts of households, as it is read and as a table.

use serde::Serialize;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;

use crate::domain::{
    Audience, Code, FiguresPart, HouseholdFigures, HouseholdTable, Language, Publication, Words,
};

/// Counts of households as they were given out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicationView {
    /// Its number.
    pub number: u64,
    /// For whom.
    pub audience: Audience,
    /// The month or the week it stands for: `2026-11`, `2026-W47`.
    pub period: String,
    /// The day its new lines hold for, `YYYY-MM-DD`.
    #[serde(with = "crate::domain::iso_day")]
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339")]
    pub made_at: OffsetDateTime,
    /// No group of fewer households can be read or reckoned from it.
    pub least: u32,
    /// SHA-256 of the figures as they are stored, in hexadecimal.
    pub checksum: String,
    /// How it was made, for readers.
    pub note: String,
    /// The figures; parts without a line in a table are hidden there.
    pub figures: HouseholdFigures,
}

/// A publication as it was given out, with its note in a language.
#[must_use]
pub fn publication(one: &Publication, language: Language) -> PublicationView {
    let least = ("least", one.least.into());
    PublicationView {
        number: one.number,
        audience: one.audience,
        period: one.period.clone(),
        as_of: one.as_of,
        made_at: one.made_at,
        least: one.least,
        checksum: one.checksum.clone(),
        note: Words::of(language).say_with("figures-note", &[least]),
        figures: one.figures.clone(),
    }
}

/// The columns of [`publication_rows`].
#[must_use]
pub fn publication_columns() -> Vec<String> {
    let names = [
        "level",
        "part",
        "name",
        "table",
        "class",
        "households",
        "as_of",
    ];
    names.map(str::to_owned).to_vec()
}

/// A row for each part, table and class; households and day are blank where they are hidden.
#[must_use]
pub fn publication_rows(one: &Publication) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for table in &one.figures.tables {
        let is_counted =
            |part: &&FiguresPart| !part.is_flow() || table.table == HouseholdTable::All;
        for part in one.figures.parts.iter().filter(is_counted) {
            let line = table.lines.iter().find(|line| line.part == part.id);
            let as_of = line.map(|line| line.as_of.to_string()).unwrap_or_default();
            rows.extend(table.classes.iter().enumerate().map(|(class, name)| {
                let count = line.and_then(|line| line.counts.get(class));
                vec![
                    part.level.code().to_owned(),
                    part.id.clone(),
                    part.name.clone(),
                    table.table.code().to_owned(),
                    name.clone(),
                    count.map(ToString::to_string).unwrap_or_default(),
                    as_of.clone(),
                ]
            }));
        }
    }
    rows
}
