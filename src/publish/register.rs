//! Entries of registers, field by field, as far as whoever asks may read.

use serde::Serialize;
use serde_json::Value;
use time::{
    Date, OffsetDateTime,
    format_description::well_known::{Iso8601, Rfc3339},
};
use utoipa::ToSchema;

use crate::domain::{
    Code, DataClass, Deed, Field, FieldKind, Language, Register, RegisterEntry, RegisterRevision,
    Unfit, Words, word_name,
};

/// An entry of a register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// Of which register.
    pub register: Register,
    /// Unique in its register.
    pub code: String,
    /// Its state.
    pub state: String,
    /// The states that may follow.
    pub next: Vec<String>,
    /// Which revision this is, from 1; changes name it.
    pub revision: u32,
    /// Number of the change that made it so.
    pub change: u64,
    /// Values by the names of their fields; those that whoever asks may not read are not there.
    #[schema(value_type = Object)]
    pub fields: serde_json::Map<String, Value>,
    /// What whoever told of a place can ask by what became of it: of a single report only.
    pub receipt: Option<String>,
    /// Notes that seem to speak of what should not be written down here.
    pub warnings: Vec<UnfitView>,
    /// When it was begun.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// By whom.
    pub created_by: String,
    /// When it was changed last.
    #[serde(with = "time::serde::rfc3339")]
    pub changed_at: OffsetDateTime,
    /// By whom.
    pub changed_by: String,
}

impl EntryView {
    /// The text in a field; empty where none is known or may be read.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        let value = self.fields.get(field).and_then(Value::as_str);
        value.unwrap_or_default()
    }

    /// The number in a field.
    #[must_use]
    pub fn number(&self, field: &str) -> Option<f64> {
        self.fields.get(field).and_then(Value::as_f64)
    }

    /// Yes or no in a field.
    #[must_use]
    pub fn flag(&self, field: &str) -> Option<bool> {
        self.fields.get(field).and_then(Value::as_bool)
    }

    /// The day in a field.
    #[must_use]
    pub fn day(&self, field: &str) -> Option<Date> {
        Date::parse(self.text(field), &Iso8601::DATE).ok()
    }

    /// The moment in a field.
    #[must_use]
    pub fn moment(&self, field: &str) -> Option<OffsetDateTime> {
        OffsetDateTime::parse(self.text(field), &Rfc3339).ok()
    }
}

/// A note that seems to speak of what should not be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnfitView {
    /// The field it stands in.
    pub field: String,
    /// What it seems to speak of.
    pub about: Unfit,
}

/// One change of an entry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RevisionView {
    /// Which one, from 1.
    pub revision: u32,
    /// Number of the change.
    pub change: u64,
    /// What was done.
    pub deed: Deed,
    /// The state after it.
    pub state: String,
    /// The fields after it, as far as whoever asks may read; null once they were erased.
    #[schema(value_type = Option<Object>)]
    pub fields: Option<serde_json::Map<String, Value>>,
    /// Why, where a reason was given and may be read.
    pub reason: Option<String>,
    /// The rule that was set aside for that reason.
    pub overridden: Option<String>,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// By whom.
    pub actor: String,
}

/// What a register holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RegisterView {
    /// Its name in addresses.
    pub register: Register,
    /// What people call its entries.
    pub label: String,
    /// What its fields are, in the order people read them.
    pub fields: Vec<FieldView>,
    /// The states of its entries; the first is where an entry begins.
    pub states: Vec<StateView>,
}

/// A field of a register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldView {
    /// Its name in files and addresses.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What may stand in it: `text`, `prose`, `past_day`, `day`, `moment`, `count`, `number`, `euros`, `yes_no`,
    /// `word`, `words`, `link`, `links`, `settlement`, `neighbourhood` or `place`.
    pub kind: String,
    /// Whom it is about: P public, I internal, R restricted, H household.
    pub class: DataClass,
    /// Whether an entry cannot do without it.
    pub needed: bool,
    /// The words that may stand in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<WordView>,
    /// The register that it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<Register>,
    /// The least number, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// The greatest number, or the most characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
}

/// A word of a list and what people call it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WordView {
    /// As it is written in files.
    pub code: String,
    /// As people read it.
    pub label: String,
}

/// A state of a register's entries.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StateView {
    /// Its name.
    pub code: String,
    /// What people call it.
    pub label: String,
    /// The states that may follow.
    pub next: Vec<String>,
    /// The fields that an entry needs in it.
    pub needs: Vec<String>,
    /// The field that keeps the day on which it was reached.
    pub day_field: Option<String>,
}

/// An entry with the fields whose classes are seen.
#[must_use]
pub fn register_entry(entry: &RegisterEntry, sees: impl Fn(DataClass) -> bool) -> EntryView {
    let next = entry.register.workflow().after(&entry.state);
    let told = entry.body.seen(entry.register, sees);
    let unfit = told.unfit_notes(entry.register).into_iter();
    EntryView {
        register: entry.register,
        code: entry.code.clone(),
        state: entry.state.clone(),
        next: next.iter().map(|&state| state.to_owned()).collect(),
        revision: entry.revision,
        change: entry.change,
        fields: fields(&told),
        receipt: None,
        warnings: unfit
            .map(|(field, about)| UnfitView {
                field: field.to_owned(),
                about,
            })
            .collect(),
        created_at: entry.created.0,
        created_by: entry.created.1.clone(),
        changed_at: entry.changed.0,
        changed_by: entry.changed.1.clone(),
    }
}

/// A revision with the fields whose classes are seen. A reason is prose about all of the entry: who
/// does not see every class of the register's fields does not read it.
#[must_use]
pub fn register_revision(
    register: Register,
    revision: &RegisterRevision,
    sees: impl Fn(DataClass) -> bool,
) -> RevisionView {
    let sees_all = register.fields().iter().all(|field| sees(field.class));
    let body = revision.body.as_ref();
    RevisionView {
        revision: revision.revision,
        change: revision.change,
        deed: revision.deed,
        state: revision.state.clone(),
        fields: body.map(|body| fields(&body.seen(register, &sees))),
        reason: revision.reason.clone().filter(|_| sees_all),
        overridden: revision.overridden.clone().filter(|_| sees_all),
        at: revision.at,
        actor: revision.actor.clone(),
    }
}

fn fields(body: &crate::domain::Body) -> serde_json::Map<String, Value> {
    body.values()
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect()
}

/// What a register holds, in the words of a language: no entry of it.
#[must_use]
pub fn register(register: Register, language: Language) -> RegisterView {
    let words = Words::of(language);
    let flow = register.workflow();
    let texts = |names: &mut dyn Iterator<Item = &'static str>| {
        names.map(str::to_owned).collect::<Vec<String>>()
    };
    RegisterView {
        register,
        label: words.say(&register.label_name()),
        fields: register
            .fields()
            .iter()
            .map(|one| field(one, &words))
            .collect(),
        states: flow
            .states()
            .map(|state| StateView {
                code: state.to_owned(),
                label: words.say(&word_name(state)),
                next: texts(&mut flow.after(state).iter().copied()),
                needs: texts(&mut flow.needed_in(state)),
                day_field: flow.day_field(state).map(str::to_owned),
            })
            .collect(),
    }
}

fn field(field: &Field, words: &Words) -> FieldView {
    let none = (&[][..], None, (None, None));
    let (kind, (list, leads_to, (least, most))) = match field.kind {
        FieldKind::Text(most) => ("text", (none.0, None, (None, length(most)))),
        FieldKind::Prose(most) => ("prose", (none.0, None, (None, length(most)))),
        FieldKind::PastDay => ("past_day", none),
        FieldKind::Day => ("day", none),
        FieldKind::Moment => ("moment", none),
        FieldKind::Count(least, most) => {
            let range = (Some(f64::from(least)), Some(f64::from(most)));
            ("count", (none.0, None, range))
        }
        FieldKind::Number(least, most) => ("number", (none.0, None, (Some(least), Some(most)))),
        FieldKind::Euros => ("euros", none),
        FieldKind::YesNo => ("yes_no", none),
        FieldKind::Word(list) => ("word", (list, None, none.2)),
        FieldKind::Words(list) => ("words", (list, None, none.2)),
        FieldKind::Link(to) => ("link", (none.0, Some(to), none.2)),
        FieldKind::Links(to) => ("links", (none.0, Some(to), none.2)),
        FieldKind::Settlement => ("settlement", none),
        FieldKind::Settlements => ("settlements", none),
        FieldKind::Neighbourhood => ("neighbourhood", none),
        FieldKind::Place => ("place", none),
        FieldKind::Shape(most) => ("shape", (none.0, None, (None, length(most)))),
    };
    FieldView {
        name: field.name.to_owned(),
        label: words.say(&field.label_name()),
        kind: kind.to_owned(),
        class: field.class,
        needed: field.is_needed,
        words: list
            .iter()
            .map(|word| WordView {
                code: (*word).to_owned(),
                label: words.say(&word_name(word)),
            })
            .collect(),
        leads_to,
        least,
        most,
    }
}

fn length(most: usize) -> Option<f64> {
    u32::try_from(most).ok().map(f64::from)
}

/// The first row of a register's file: its columns.
#[must_use]
pub fn register_columns(register: Register, sees: impl Fn(DataClass) -> bool) -> Vec<String> {
    let told = register.fields().iter().filter(|field| sees(field.class));
    ["code", "state", "revision"]
        .into_iter()
        .chain(told.map(|field| field.name))
        .map(str::to_owned)
        .collect()
}

/// A view as a row of its register's file.
#[must_use]
pub fn register_row(view: &EntryView, columns: &[String]) -> Vec<String> {
    columns
        .iter()
        .map(|column| match column.as_str() {
            "code" => view.code.clone(),
            "state" => view.state.clone(),
            "revision" => view.revision.to_string(),
            name => view.fields.get(name).map(register_cell).unwrap_or_default(),
        })
        .collect()
}

/// A value as a cell of a table.
#[must_use]
pub fn register_cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Array(list) => list.iter().map(register_cell).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}

/// Every register's name, for a message about one that is none.
#[must_use]
pub fn register_names() -> String {
    let names: Vec<&str> = Register::ALL.iter().map(|one| one.code()).collect();
    names.join(", ")
}
