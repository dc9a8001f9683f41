//! One record's columns seen through the fields that they feed.

use super::{
    account::Account,
    field::Field,
    mapping::Columns,
    notice::Notice,
    refused::Refused,
    values::{self, Day},
};
use crate::{
    domain::{LayerKind, Place},
    spatial::{SourceFeature, Value},
};

/// How much of a file's own text a report repeats.
const SHOWN: usize = 60;

/// The beginning of a text, for reports.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

/// The columns of one record.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    columns: &'a Columns,
    feature: &'a SourceFeature,
}

impl<'a> Row<'a> {
    pub(super) fn new(columns: &'a Columns, feature: &'a SourceFeature) -> Self {
        Self { columns, feature }
    }

    /// Its place in the file.
    pub(super) fn number(&self) -> u64 {
        self.feature.number
    }

    /// The column that feeds the field.
    pub(super) fn column(&self, field: Field) -> &'a str {
        self.columns.get(field).unwrap_or(field.name())
    }

    /// The text of the field, if there is any.
    pub(super) fn text(&self, field: Field) -> Option<String> {
        self.value(field)?.as_text()
    }

    /// The field read by a reader of values; what it cannot read is noted and left empty.
    pub(super) fn read<T>(
        &self,
        field: Field,
        reader: impl Fn(&Value) -> Option<T>,
        account: &mut Account,
    ) -> Option<T> {
        let value = self.value(field)?;
        value.as_text()?;
        let read = reader(value);
        if read.is_none() {
            account.note(Notice::Unreadable { field }, self.number());
        }
        read
    }

    /// The field read as a word of a list; a word that is on no list is noted.
    pub(super) fn word<T>(
        &self,
        field: Field,
        reader: impl Fn(&str) -> Option<T>,
        account: &mut Account,
    ) -> Option<T> {
        let text = self.text(field)?;
        let read = reader(&text);
        if read.is_none() {
            let word = shortened(&text);
            account.note(Notice::UnknownWord { field, word }, self.number());
        }
        read
    }

    /// The day of the field, which a record cannot do without.
    pub(super) fn day(&self, field: Field) -> Result<time::Date, Refused> {
        let column = || self.column(field).to_owned();
        let Some(text) = self.text(field) else {
            return Err(Refused::NoDay { column: column() });
        };
        match self.value(field).and_then(values::day) {
            Some(Day::Exact(day)) => Ok(day),
            Some(Day::YearOnly(_)) | None => Err(Refused::NotADay {
                text: shortened(&text),
                column: column(),
            }),
        }
    }

    /// Where the record stands, called as people call it; a household is never named.
    pub(super) fn place(&self, kind: LayerKind) -> Place {
        let name = match kind {
            LayerKind::Placements | LayerKind::Zones(_) | LayerKind::Depth => None,
            LayerKind::Study(_) | LayerKind::Landmarks(_) => self.text(Field::Name),
            LayerKind::Settlements
            | LayerKind::Neighbourhoods
            | LayerKind::System(_)
            | LayerKind::Offers => self.text(Field::Code).or_else(|| self.text(Field::Name)),
        };
        Place {
            feature: self.number(),
            name: name.as_deref().map(shortened),
        }
    }

    fn value(&self, field: Field) -> Option<&'a Value> {
        self.feature.properties.get(self.columns.get(field)?)
    }
}
