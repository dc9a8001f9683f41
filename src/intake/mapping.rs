//! Which column feeds which field: guessed from names, shown in the report, overridable,
//! and small enough to be kept beside the layer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Error, field::Field, fold, never_read};
use crate::domain::LayerKind;

/// How many letters of a column's name a Shapefile keeps.
const SHAPEFILE_NAME: usize = 10;

/// Field → column, as a person gives it; an empty column means "do not read this field".
///
/// In a file it is one line per field: `name = "nom_quart"`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(BTreeMap<String, String>);

impl Mapping {
    /// Nothing given: every column is guessed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what was typed as `field=column`; a later one for the same field wins.
    ///
    /// ```
    /// use jalon::intake::Mapping;
    /// let mut mapping = Mapping::new();
    /// mapping.add("name=nom_quart")?;
    /// assert_eq!(mapping.to_toml(), "name = \"nom_quart\"\n");
    /// # Ok::<(), jalon::intake::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::MalformedPair`] when there is no `=`.
    pub fn add(&mut self, pair: &str) -> Result<(), Error> {
        let (field, column) = pair.split_once('=').ok_or_else(|| Error::MalformedPair {
            given: pair.to_owned(),
            expected: "--map name=nom_quart",
        })?;
        self.set(field.trim(), column.trim());
        Ok(())
    }

    /// Feeds the field from the column.
    pub fn set(&mut self, field: &str, column: &str) {
        self.0.insert(field.to_owned(), column.to_owned());
    }

    /// Each field that was given, with its column.
    pub(super) fn given(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(field, column)| (field.as_str(), column.as_str()))
    }

    /// The mapping that a file holds.
    ///
    /// # Errors
    /// [`Error::MalformedMapping`] when the text is not one line per field.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|source| Error::MalformedMapping { source })
    }

    /// The text of a file that holds this mapping.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let line = |(field, column): (&String, &String)| {
            format!("{field} = {}\n", toml::Value::String(column.clone()))
        };
        self.0.iter().map(line).collect()
    }
}

impl From<BTreeMap<String, String>> for Mapping {
    /// The mapping that a report shows, to import the next version in the same way.
    fn from(shown: BTreeMap<String, String>) -> Self {
        Self(shown)
    }
}

/// The columns of one file that are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Columns {
    fed: BTreeMap<Field, String>,
}

impl Columns {
    /// What was given, and guesses for the rest.
    pub(super) fn choose(
        kind: LayerKind,
        given: &Mapping,
        columns: &[String],
    ) -> Result<Self, Error> {
        let mut choice = Self::default();
        for (field, column) in &given.0 {
            let field = field_named(field, kind)?;
            if !column.is_empty() {
                choice.fed.insert(field, existing(field, column, columns)?);
            }
        }
        choice.check_permitted(kind)?;
        let silent = |field: &&Field| !given.0.contains_key(field.name());
        for &field in Field::of(kind).iter().filter(silent) {
            if let Some(column) = choice.guess(field, kind, columns) {
                choice.fed.insert(field, column);
            }
        }
        Ok(choice)
    }

    /// The column that feeds the field.
    pub(super) fn get(&self, field: Field) -> Option<&str> {
        self.fed.get(&field).map(String::as_str)
    }

    /// Field → column, as the report shows it.
    pub(super) fn shown(&self) -> BTreeMap<String, String> {
        let named = |(field, column): (&Field, &String)| (field.name().to_owned(), column.clone());
        self.fed.iter().map(named).collect()
    }

    /// Whether some field is read from the column.
    pub(super) fn read(&self, column: &str) -> bool {
        self.fed.values().any(|fed| fed == column)
    }

    fn check_permitted(&self, kind: LayerKind) -> Result<(), Error> {
        let refused = self
            .fed
            .values()
            .find_map(|column| Some((column, never_read::subject_of(column, kind)?)));
        match refused {
            Some((column, subject)) => Err(Error::NeverRead {
                column: column.clone(),
                subject,
            }),
            None => Ok(()),
        }
    }

    /// The first column, by the surest name, that no other field is read from.
    fn guess(&self, field: Field, kind: LayerKind, columns: &[String]) -> Option<String> {
        let free =
            |column: &&String| !self.read(column) && never_read::subject_of(column, kind).is_none();
        let called = |guess: &str| {
            columns
                .iter()
                .filter(free)
                .find(|column| is_called(column, guess, columns))
        };
        field.guesses(kind).find_map(called).cloned()
    }
}

fn field_named(given: &str, kind: LayerKind) -> Result<Field, Error> {
    let fields = Field::of(kind);
    let found = fields
        .iter()
        .find(|field| field.name().eq_ignore_ascii_case(given.trim()));
    found.copied().ok_or_else(|| Error::NoSuchField {
        given: given.to_owned(),
        layer: kind,
        fields: listed(fields.iter().map(|field| field.name())),
    })
}

/// The column as the file writes it, even when typed in other letters.
fn existing(field: Field, given: &str, columns: &[String]) -> Result<String, Error> {
    let exact = columns.iter().find(|column| *column == given);
    let alike = || {
        let folded = fold::squeezed(given);
        columns.iter().find(|name| fold::squeezed(name) == folded)
    };
    let found = exact.or_else(alike).cloned();
    found.ok_or_else(|| Error::NoSuchColumn {
        field: field.name(),
        column: given.to_owned(),
        columns: listed(columns.iter().map(String::as_str)),
    })
}

/// Whether a column is called so, cut short by a Shapefile or not. Where a file has longer names
/// nothing was cut: `p19_rp_loc` (all rented homes) is then not `p19_rp_lochlmv` (social ones).
fn is_called(column: &str, guess: &str, columns: &[String]) -> bool {
    let (name, full) = (fold::plain(column), fold::plain(guess));
    let may_be_cut = columns
        .iter()
        .all(|column| column.chars().count() <= SHAPEFILE_NAME);
    let cut = may_be_cut
        && name.chars().count() == SHAPEFILE_NAME
        && full.chars().count() > SHAPEFILE_NAME;
    let short: String = full.chars().take(SHAPEFILE_NAME).collect();
    matches(&fold::squeezed(&name), &squeezed_guess(&full)) || (cut && matches(&name, &short))
}

fn squeezed_guess(guess: &str) -> String {
    guess.chars().filter(|c| *c != '_').collect()
}

fn matches(name: &str, pattern: &str) -> bool {
    let fits = |(c, p): (char, char)| c == p || (p == '#' && c.is_ascii_digit());
    name.chars().count() == pattern.chars().count() && name.chars().zip(pattern.chars()).all(fits)
}

/// Names for a message: all of a short list, the first of a long one.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const SHOWN: usize = 40;
    let names: Vec<_> = names.collect();
    let more = names.len().saturating_sub(SHOWN);
    let shown = names[..names.len() - more].join(", ");
    match (names.is_empty(), more) {
        (true, _) => "no columns".to_owned(),
        (_, 0) => shown,
        (_, more) => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests;
