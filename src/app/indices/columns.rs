//! Which column of a file holds the key, the group and the total: as named, or guessed and told.

use super::IndicesFault;
use crate::intake::never_counted;

/// Columns of a file of counts; what is not named is guessed.
#[derive(Clone, Debug, Default)]
pub struct CountColumns {
    /// What a unit is called; without one units are called by their row.
    pub key: Option<String>,
    /// The group.
    pub group: Option<String>,
    /// Everybody, the group among them.
    pub total: Option<String>,
    /// Several categories instead of group and total, in their order.
    pub categories: Vec<String>,
}

/// Names that are taken for a key, a group and a total, the surest first.
const KEYS: &[&str] = &[
    "code",
    "id",
    "key",
    "unit",
    "iris",
    "code_iris",
    "insee",
    "code_insee",
    "quarter",
    "neighbourhood",
    "quartier",
    "name",
    "nom",
];
const GROUPS: &[&str] = &["group", "rehoused", "programme", "x"];
const TOTALS: &[&str] = &["total", "households", "menages", "all", "t"];

/// Most categories of one table.
const MOST_CATEGORIES: usize = 50;

/// The columns that are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// The key, if there is one.
    pub(super) key: Option<String>,
    /// Group and total, or the categories.
    pub(super) counted: Vec<String>,
    /// What was guessed, for the reader.
    pub(super) guessed: Vec<String>,
}

impl CountColumns {
    /// Chooses among the columns of a file; those of its shapes help to guess the key.
    pub(super) fn chosen(
        &self,
        file: &str,
        columns: &[String],
        shape_columns: Option<&[String]>,
    ) -> Result<Chosen, IndicesFault> {
        let mut guessed = Vec::new();
        let mut choose = |named: &Option<String>, wanted: &Wanted| {
            let found = wanted.among(file, columns, named.as_deref())?;
            if named.is_none() {
                guessed.push(format!(
                    "{} is read from column {found:?} of {file}",
                    wanted.what
                ));
            }
            Ok::<_, IndicesFault>(found)
        };
        let counted = if self.categories.is_empty() {
            vec![choose(&self.group, &GROUP)?, choose(&self.total, &TOTAL)?]
        } else {
            of_categories(&self.categories, file, columns)?
        };
        let key = match (&self.key, shape_columns) {
            (Some(_), _) => Some(choose(&self.key, &KEY)?),
            (None, Some(others)) => Some(shared_key(file, columns, others)?),
            (None, None) => listed_first(KEYS, columns),
        };
        if let (None, Some(key)) = (&self.key, &key) {
            guessed.push(format!("units are called by column {key:?} of {file}"));
        }
        match counted
            .iter()
            .find_map(|name| Some((name, never_counted(name)?)))
        {
            Some((column, subject)) => Err(IndicesFault::NeverRead {
                column: column.clone(),
                subject,
            }),
            None => Ok(Chosen {
                key,
                counted,
                guessed,
            }),
        }
    }
}

/// The key of a file of shapes: as named, or the column called as the key of the counts.
pub(super) fn shape_key(
    file: &str,
    columns: &[String],
    named: Option<&str>,
    counts_key: &str,
) -> Result<String, IndicesFault> {
    match named {
        Some(named) => named_column(file, columns, named),
        None => columns
            .iter()
            .find(|column| column.eq_ignore_ascii_case(counts_key))
            .cloned()
            .ok_or_else(|| IndicesFault::NotGuessed {
                file: file.to_owned(),
                what: "the key of a unit",
                option: "--shape-key",
                columns: columns.join(", "),
            }),
    }
}

/// A column to be found.
struct Wanted {
    what: &'static str,
    option: &'static str,
    names: &'static [&'static str],
}

const KEY: Wanted = Wanted {
    what: "the key of a unit",
    option: "--key",
    names: KEYS,
};
const GROUP: Wanted = Wanted {
    what: "the group",
    option: "--group",
    names: GROUPS,
};
const TOTAL: Wanted = Wanted {
    what: "the total",
    option: "--total",
    names: TOTALS,
};

impl Wanted {
    fn among(
        &self,
        file: &str,
        columns: &[String],
        named: Option<&str>,
    ) -> Result<String, IndicesFault> {
        if let Some(named) = named {
            return named_column(file, columns, named);
        }
        listed_first(self.names, columns).ok_or_else(|| IndicesFault::NotGuessed {
            file: file.to_owned(),
            what: self.what,
            option: self.option,
            columns: columns.join(", "),
        })
    }
}

fn of_categories(
    named: &[String],
    file: &str,
    columns: &[String],
) -> Result<Vec<String>, IndicesFault> {
    if !(2..=MOST_CATEGORIES).contains(&named.len()) {
        return Err(IndicesFault::Categories {
            given: named.len(),
            most: MOST_CATEGORIES,
        });
    }
    named
        .iter()
        .map(|name| named_column(file, columns, name))
        .collect()
}

fn named_column(file: &str, columns: &[String], named: &str) -> Result<String, IndicesFault> {
    let found = columns.iter().find(|column| *column == named);
    found.cloned().ok_or_else(|| IndicesFault::NoColumn {
        file: file.to_owned(),
        column: named.to_owned(),
        columns: columns.join(", "),
    })
}

/// The column that both files have and that is called like a key, or the first they both have.
fn shared_key(file: &str, columns: &[String], others: &[String]) -> Result<String, IndicesFault> {
    let in_both = |column: &&String| {
        others
            .iter()
            .any(|other| other.eq_ignore_ascii_case(column))
    };
    let both: Vec<String> = columns.iter().filter(in_both).cloned().collect();
    let found = listed_first(KEYS, &both).or_else(|| both.first().cloned());
    found.ok_or_else(|| IndicesFault::NotGuessed {
        file: file.to_owned(),
        what: "the key that the shapes have too",
        option: "--key",
        columns: columns.join(", "),
    })
}

/// The column that is called by the first of some names.
fn listed_first(names: &[&str], columns: &[String]) -> Option<String> {
    names.iter().find_map(|name| {
        let is_it = |column: &&String| column.trim().eq_ignore_ascii_case(name);
        columns.iter().find(is_it).cloned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn columns_with_plain_names_are_found_and_told() {
        let columns = list(&["Code", "area", "total", "GROUP"]);

        let chosen = CountColumns::default()
            .chosen("a.csv", &columns, None)
            .unwrap();

        assert_eq!(chosen.key.as_deref(), Some("Code"));
        assert_eq!(chosen.counted, ["GROUP", "total"]);
        assert!(chosen.guessed[0].contains("the group is read from column \"GROUP\""));
    }

    #[test]
    fn a_column_that_cannot_be_guessed_is_asked_for_with_the_names_there_are() {
        let columns = list(&["code", "social", "total"]);

        let refusal = CountColumns::default()
            .chosen("a.csv", &columns, None)
            .unwrap_err();

        assert_eq!(
            refusal.to_string(),
            "no column of a.csv is known to be the group; name it with --group, one of: code, social, total"
        );
    }

    #[test]
    fn the_key_is_a_column_that_both_files_have() {
        let columns = list(&["id", "grd_quart", "group", "total"]);

        let chosen = CountColumns::default()
            .chosen("a.csv", &columns, Some(&list(&["GRD_QUART"])))
            .unwrap();

        assert_eq!(chosen.key.as_deref(), Some("grd_quart"));
    }

    #[test]
    fn a_column_that_speaks_of_origin_is_refused_even_when_named() {
        let columns = list(&["code", "immigres", "total"]);
        let named = CountColumns {
            group: Some("immigres".to_owned()),
            ..CountColumns::default()
        };

        let refusal = named.chosen("a.csv", &columns, None).unwrap_err();

        assert!(
            refusal
                .to_string()
                .contains("nationality and is never read")
        );
    }
}
