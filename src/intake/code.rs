//! Codes: unique within a layer, and made where the file has none.

use std::collections::HashMap;

use super::{account::Account, field::Field, fold, notice::Notice, refused::Refused, row::Row};
use crate::domain::LayerKind;

/// Longest code that people can still say on the phone, with room to spare.
const LONGEST: usize = 64;

/// The codes of one layer, with the feature that has each.
pub(super) struct Codes {
    /// First letter of codes made from numbers.
    letter: char,
    taken: HashMap<String, u64>,
}

impl Codes {
    pub(super) fn of(kind: LayerKind) -> Self {
        Self {
            letter: match kind {
                LayerKind::Placements => 'H',
                LayerKind::Offers => 'O',
                LayerKind::Neighbourhoods | LayerKind::System(_) => 'N',
                LayerKind::Settlements
                | LayerKind::Zones(_)
                | LayerKind::Study(_)
                | LayerKind::Depth
                | LayerKind::Landmarks(_) => 'S',
            },
            taken: HashMap::new(),
        }
    }

    /// The record's own code, or one made from its name, or from its number in the file.
    pub(super) fn give(
        &mut self,
        row: Row<'_>,
        field: Field,
        account: &mut Account,
    ) -> Result<String, Refused> {
        let code = row.text(field).unwrap_or_else(|| {
            account.note(Notice::CodeMade, row.number());
            self.made(row)
        });
        if code.chars().count() > LONGEST {
            return Err(Refused::CodeTooLong { most: LONGEST });
        }
        match self.taken.get(&code) {
            Some(&first) => Err(Refused::CodeTaken { code, first }),
            None => Ok(code),
        }
    }

    /// Remembers the code of a record that is kept.
    pub(super) fn take(&mut self, code: &str, feature: u64) {
        self.taken.insert(code.to_owned(), feature);
    }

    /// A name is the steadier ground: numbers shift when the file is sorted anew.
    fn made(&self, row: Row<'_>) -> String {
        let slug = row.text(Field::Name).map(|name| slug(&name));
        let free = |slug: &String| !slug.is_empty() && !self.taken.contains_key(slug);
        slug.filter(free)
            .unwrap_or_else(|| format!("{}{:04}", self.letter, row.number()))
    }
}

/// A code made from a name, where the name has letters for one.
#[must_use]
pub fn code_of_name(name: &str) -> Option<String> {
    Some(slug(name)).filter(|code| !code.is_empty())
}

/// Whether two names are one to people: accents, capitals and signs make no difference.
///
/// ```
/// assert!(jalon::intake::is_same_name("Clos des Prés", "clos-des-pres"));
/// ```
#[must_use]
pub fn is_same_name(one: &str, other: &str) -> bool {
    fold::squeezed(one) == fold::squeezed(other)
}

/// The name in small letters, digits and hyphens: `Clos-des-Prés / Sud` → `clos-des-pres-sud`.
fn slug(name: &str) -> String {
    let mut words = fold::plain(name)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    words.truncate(LONGEST);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_keeps_letters_and_digits_only() {
        assert_eq!(
            slug("Clos-des-Prés / Route d'Été 2"),
            "clos-des-pres-route-d-ete-2"
        );
        assert_eq!(slug("٣ — ?"), "");
    }
}
