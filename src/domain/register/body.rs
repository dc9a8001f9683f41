//! What stands in the fields of an entry.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{
    Date, OffsetDateTime,
    format_description::well_known::{Iso8601, Rfc3339},
};

use super::{FieldKind, Register};
use crate::domain::{DataClass, EntryError, Spelling};

/// Days of which the second is not before the first, in whatever register has both.
const IN_ORDER: [(&str, &str); 14] = [
    ("since", "until"),
    ("arrived_on", "left_on"),
    ("started_on", "ended_on"),
    ("started_on", "done_on"),
    ("starts_on", "ends_on"),
    ("planned_from", "planned_until"),
    ("proposed_on", "answer_due_on"),
    ("proposed_on", "answered_on"),
    ("received_on", "answered_on"),
    ("filed_on", "decided_on"),
    ("decided_on", "expires_on"),
    ("decided_on", "moved_on"),
    ("moved_on", "ended_on"),
    ("moved_on", "lease_passed_on"),
];

/// Values by the names of their fields; a field that says nothing is not there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body(BTreeMap<String, Value>);

impl Body {
    /// The body with other values in some fields; a blank one empties its field.
    ///
    /// # Errors
    /// A name that the register has no field for, or a value that cannot stand in its field.
    pub fn with(
        &self,
        register: Register,
        given: &BTreeMap<String, Value>,
        today: Date,
    ) -> Result<Self, EntryError> {
        let mut body = self.clone();
        for (name, value) in given {
            let field = register
                .field(name)
                .ok_or_else(|| unknown_field(register, name))?;
            match field.read(value, today)? {
                Some(value) => body.0.insert(name.clone(), value),
                None => body.0.remove(name),
            };
        }
        Ok(body)
    }

    /// Refuses a body that lacks what its register or its state cannot do without, or that
    /// contradicts itself.
    ///
    /// # Errors
    /// The first such field.
    pub fn checked(&self, register: Register, state: &str) -> Result<(), EntryError> {
        let needed = register.fields().iter().filter(|field| field.is_needed);
        let needed = needed.map(|field| field.name);
        for name in needed.chain(register.workflow().needed_in(state)) {
            if !self.0.contains_key(name) && !self.is_told_elsewhere(name) {
                let allowed = format!("a value: a {register} that is {state} cannot do without");
                return Err(EntryError::missing(name, allowed));
            }
        }
        for (first, then) in IN_ORDER {
            self.in_order(first, then)?;
        }
        match register {
            Register::Household => self.people_add_up()?,
            Register::Move => self.lease_is_theirs()?,
            Register::MediationRound => self.themes_add_up()?,
            Register::SiteDetails => self.origin_is_one()?,
            _ => {}
        }
        Ok(())
    }

    /// How many households a diagnosis met may be known to others only.
    fn is_told_elsewhere(&self, field: &str) -> bool {
        field == "households_met" && self.flag("told_elsewhere") == Some(true)
    }

    /// The text in a field.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.0.get(field)?.as_str()
    }

    /// The texts in a field that holds several.
    pub fn texts(&self, field: &str) -> impl Iterator<Item = &str> {
        let list = self.0.get(field).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str)
    }

    /// The numbers in a field that holds several.
    pub fn numbers(&self, field: &str) -> impl Iterator<Item = f64> {
        let list = self.0.get(field).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_f64)
    }

    /// The whole number in a field.
    #[must_use]
    pub fn count(&self, field: &str) -> Option<u32> {
        u32::try_from(self.0.get(field)?.as_u64()?).ok()
    }

    /// The number in a field.
    #[must_use]
    pub fn number(&self, field: &str) -> Option<f64> {
        self.0.get(field)?.as_f64()
    }

    /// Yes or no in a field.
    #[must_use]
    pub fn flag(&self, field: &str) -> Option<bool> {
        self.0.get(field)?.as_bool()
    }

    /// The day in a field.
    #[must_use]
    pub fn day(&self, field: &str) -> Option<Date> {
        Date::parse(self.text(field)?, &Iso8601::DATE).ok()
    }

    /// The moment in a field.
    #[must_use]
    pub fn moment(&self, field: &str) -> Option<OffsetDateTime> {
        OffsetDateTime::parse(self.text(field)?, &Rfc3339).ok()
    }

    /// Puts a value that needs no check into a field.
    pub fn set(&mut self, field: &'static str, value: impl Into<Value>) {
        self.0.insert(field.to_owned(), value.into());
    }

    /// Empties a field.
    pub fn clear(&mut self, field: &str) {
        self.0.remove(field);
    }

    /// Every value with the name of its field.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Codes that lead to entries of other registers, with the field they stand in.
    #[must_use]
    pub fn links(&self, register: Register) -> Vec<(&'static str, Register, String)> {
        let mut links = Vec::new();
        for field in register.fields() {
            match field.kind {
                FieldKind::Link(to) => {
                    links.extend(
                        self.text(field.name)
                            .map(|code| (field.name, to, code.to_owned())),
                    );
                }
                FieldKind::Links(to) => {
                    let codes = self.texts(field.name);
                    links.extend(codes.map(|code| (field.name, to, code.to_owned())));
                }
                _ => {}
            }
        }
        links
    }

    /// The values of the fields that whoever sees some classes may read.
    #[must_use]
    pub fn seen(&self, register: Register, sees: impl Fn(DataClass) -> bool) -> Self {
        let told = self
            .0
            .iter()
            .filter(|(name, _)| register.field(name).is_some_and(|field| sees(field.class)));
        Self(
            told.map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        )
    }

    /// The values of fields of these names alone.
    #[must_use]
    pub fn only(&self, names: &[&str]) -> Self {
        let told = self
            .0
            .iter()
            .filter(|(name, _)| names.contains(&name.as_str()));
        Self(
            told.map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        )
    }

    /// The values of all fields but those of these names.
    #[must_use]
    pub fn besides(&self, names: &[&str]) -> Self {
        let mut body = self.clone();
        body.0.retain(|name, _| !names.contains(&name.as_str()));
        body
    }

    /// The body with only those of the texts in a field that are to be kept.
    pub fn keep_texts(&mut self, field: &str, keep: impl Fn(&str) -> bool) {
        if let Some(Value::Array(list)) = self.0.get_mut(field) {
            list.retain(|one| one.as_str().is_some_and(&keep));
            if list.is_empty() {
                self.0.remove(field);
            }
        }
    }

    /// The body without links to entries that are gone, and without the code of one in its sentences.
    #[must_use]
    pub fn without(
        &self,
        register: Register,
        (gone, household): (&BTreeSet<(Register, String)>, &Spelling),
    ) -> Self {
        let is_gone = |to: Register, value: &Value| {
            let code = value.as_str().unwrap_or_default();
            gone.contains(&(to, code.to_owned()))
        };
        let mut body = self.clone();
        for field in register.fields() {
            let Some(value) = body.0.get_mut(field.name) else {
                continue;
            };
            match (field.kind, value) {
                (FieldKind::Link(to), value) if is_gone(to, value) => body.clear(field.name),
                (FieldKind::Links(to), Value::Array(codes)) => {
                    codes.retain(|one| !is_gone(to, one));
                }
                (FieldKind::Text(_) | FieldKind::Prose(_), Value::String(text)) => {
                    *text = household
                        .without(text)
                        .unwrap_or_else(|| std::mem::take(text));
                }
                _ => {}
            }
        }
        body
    }

    fn in_order(&self, first: &'static str, then: &'static str) -> Result<(), EntryError> {
        match (self.day(first), self.day(then)) {
            (Some(earlier), Some(later)) if later < earlier => {
                let allowed = format!("a day from {earlier} (`{first}`) on");
                Err(EntryError::of(then, &later.to_string(), allowed))
            }
            _ => Ok(()),
        }
    }

    /// Where adults and minors are all told, they are the size.
    fn people_add_up(&self) -> Result<(), EntryError> {
        const PARTS: [&str; 6] = [
            "adults",
            "minors_0_2",
            "minors_3_5",
            "minors_6_11",
            "minors_12_15",
            "minors_16_17",
        ];
        let Some(size) = self.count("size") else {
            return Ok(());
        };
        let told: Vec<u32> = PARTS.iter().filter_map(|part| self.count(part)).collect();
        let people: u32 = told.iter().sum();
        let is_wrong = people > size || (told.len() == PARTS.len() && people < size);
        if is_wrong {
            let allowed = format!("{people}, the sum of adults and minors");
            return Err(EntryError::of("size", &size.to_string(), allowed));
        }
        Ok(())
    }

    /// A lease that was passed over is the household's own.
    fn lease_is_theirs(&self) -> Result<(), EntryError> {
        let tenure = self.text("tenure").unwrap_or_default();
        if self.day("lease_passed_on").is_some() && tenure != "lease" {
            let allowed = "lease: it was passed over to the household";
            return Err(EntryError::of("tenure", tenure, allowed));
        }
        Ok(())
    }

    /// Who says from which settlement people came says that they came from one.
    fn origin_is_one(&self) -> Result<(), EntryError> {
        if self.flag("reinstalled") == Some(false) && self.texts("predecessors").next().is_some() {
            let allowed = "yes: `predecessors` names settlements that people came from";
            return Err(EntryError::of("reinstalled", "no", allowed));
        }
        Ok(())
    }

    /// Of all contacts of a round, no theme has more; one contact may have several themes.
    fn themes_add_up(&self) -> Result<(), EntryError> {
        let Some(all) = self.count("contacts") else {
            return Ok(());
        };
        let themes = Register::MediationRound.fields().iter();
        for field in themes.filter(|field| field.name.starts_with("contacts_")) {
            if let Some(of_theme) = self.count(field.name).filter(|count| *count > all) {
                let allowed = format!("at most {all}, all contacts of the round");
                return Err(EntryError::of(field.name, &of_theme.to_string(), allowed));
            }
        }
        Ok(())
    }
}

fn unknown_field(register: Register, name: &str) -> EntryError {
    let known: Vec<&str> = register.fields().iter().map(|field| field.name).collect();
    let allowed = format!("a field of {register}: {}", known.join(", "));
    EntryError::of("field", name, allowed)
}
