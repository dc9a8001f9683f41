//! What differs between two weights files, key by key, whatever their order and layout.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::hazard::Error;

/// One key whose value differs between two weights files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightsChange {
    /// The key with its sections; a question of a checklist stands under its own name.
    pub key: String,
    /// Its value in the first file; `None` where that has none.
    pub from: Option<String>,
    /// Its value in the second file; `None` where that has none.
    pub to: Option<String>,
}

/// The keys whose values differ, in alphabetical order. Comments, order and layout do not count;
/// a number counts by its value, so 50 and 50.0 are the same.
///
/// # Errors
/// A text that is not TOML. What the keys mean is not looked at: [`super::Model::parse`] does that.
///
/// ```
/// use jalon::hazard::{Model, weights_changes};
/// let standard = Model::standard_text();
/// let other = standard.replace("hydrant_m\", w = 0.20", "hydrant_m\", w = 0.25");
/// let changes = weights_changes(standard, &other).unwrap();
/// assert_eq!(changes[0].key, "checklist.fire.items.hydrant_m.w");
/// assert_eq!(changes[0].from.as_deref(), Some("0.2"));
/// assert_eq!(changes[0].to.as_deref(), Some("0.25"));
/// ```
pub fn weights_changes(from: &str, to: &str) -> Result<Vec<WeightsChange>, Error> {
    let (from, to) = (flat(from)?, flat(to)?);
    let mut keys: Vec<&String> = from.keys().chain(to.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let changed = keys
        .into_iter()
        .filter(|key| from.get(*key) != to.get(*key));
    Ok(changed
        .map(|key| WeightsChange {
            key: key.clone(),
            from: from.get(key).cloned(),
            to: to.get(key).cloned(),
        })
        .collect())
}

fn flat(text: &str) -> Result<BTreeMap<String, String>, Error> {
    let table: Table = text.parse().map_err(|source| Error::NotToml {
        source: Box::new(source),
    })?;
    let mut flat = BTreeMap::new();
    flatten(String::new(), &Value::Table(table), &mut flat);
    Ok(flat)
}

fn flatten(path: String, value: &Value, into: &mut BTreeMap<String, String>) {
    let below = |key: &str| match path.as_str() {
        "" => key.to_owned(),
        path => format!("{path}.{key}"),
    };
    match value {
        Value::Table(table) => {
            for (key, value) in table.iter().filter(|(key, _)| *key != "k") {
                flatten(below(key), value, into);
            }
        }
        Value::Array(questions) if questions.iter().any(|one| name(one).is_some()) => {
            for question in questions {
                flatten(below(name(question).unwrap_or("?")), question, into);
            }
        }
        other => {
            into.insert(path, plain(other));
        }
    }
}

/// What a question of a checklist is called.
fn name(question: &Value) -> Option<&str> {
    question.get("k")?.as_str()
}

/// The value as people write it; whole numbers without decimals.
fn plain(value: &Value) -> String {
    match value {
        Value::Float(number) => number.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(plain).collect();
            values.join(", ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hazard::Model;

    #[test]
    fn layout_comments_and_decimals_do_not_count() {
        let standard = Model::standard_text();
        let other = standard
            .replace("near_m = 50", "near_m = 50.0 # metres")
            .replace("\n\n", "\n");

        assert_eq!(weights_changes(standard, &other).unwrap(), []);
    }

    #[test]
    fn a_question_that_moved_within_its_list_has_not_changed_and_a_new_one_has() {
        let from = "items = [{ k = 'a', w = 0.5 }, { k = 'b', w = 0.5 }]";
        let to = "items = [{ k = 'b', w = 0.5 }, { k = 'c', w = 0.5 }]";

        let changes = weights_changes(from, to).unwrap();

        let seen: Vec<_> = changes
            .iter()
            .map(|change| (&*change.key, change.from.as_deref(), change.to.as_deref()))
            .collect();
        assert_eq!(
            seen,
            [
                ("items.a.w", Some("0.5"), None),
                ("items.c.w", None, Some("0.5"))
            ]
        );
    }
}
