//! Everything that is kept of one household, for the people it is about: as data, and in words.

use std::fmt::Write;

use serde::Serialize;
use serde_json::Value;
use time::{Date, OffsetDateTime};

use super::{FileView, RevisionView, file, register_cell, register_revision};
use crate::domain::{
    Attachment, Code, DataClass, Field, FieldKind, Language, Placement, PlacementKind, Reading,
    Register, RegisterEntry, RegisterRevision, Words, word_name,
};

/// What was found of one household.
#[derive(Clone, Debug)]
pub struct SubjectFound {
    /// Its code.
    pub household: String,
    /// When it was looked up.
    pub at: OffsetDateTime,
    /// In which language labels are told.
    pub language: Language,
    /// Entries about it alone, and others that name it.
    pub entries: Vec<SubjectEntry>,
    /// Where imported files say that it has lived.
    pub placements: Vec<Placement>,
    /// Its lines in kept proposals of homes.
    pub proposals: Vec<Value>,
    /// Looks at what is kept of it.
    pub readings: Vec<Reading>,
}

/// One entry that was found, with what hangs on it.
#[derive(Clone, Debug)]
pub struct SubjectEntry {
    /// The entry with the fields that whoever asks may read.
    pub entry: RegisterEntry,
    /// Its revisions, newest first.
    pub revisions: Vec<RegisterRevision>,
    /// Its photos and documents, with the names that they have in the file.
    pub files: Vec<(Attachment, String)>,
}

/// Everything that is kept of a household, as data.
#[derive(Clone, Debug, Serialize)]
pub struct SubjectView {
    /// Its code.
    pub household: String,
    /// When this was written.
    #[serde(with = "time::serde::rfc3339")]
    pub written_at: OffsetDateTime,
    /// What this is, in a sentence.
    pub about: String,
    /// Entries about it alone, and others that name it.
    pub entries: Vec<SubjectEntryView>,
    /// Where imported files say that it has lived.
    pub placements: Vec<SubjectMoveView>,
    /// Its lines in kept proposals of homes.
    pub proposals: Vec<Value>,
    /// Looks at what is kept of it, by whom need not be told.
    pub looks: Vec<LookView>,
}

/// An entry with labels.
#[derive(Clone, Debug, Serialize)]
pub struct SubjectEntryView {
    /// Its register.
    pub register: Register,
    /// What people call its entries.
    pub label: String,
    /// Its code.
    pub code: String,
    /// Its state.
    pub state: String,
    /// What people call the state.
    pub state_label: String,
    /// When it was begun.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// Its fields.
    pub fields: Vec<SubjectFieldView>,
    /// What it was after each change, newest first.
    pub revisions: Vec<RevisionView>,
    /// Photos and documents, with their names in this file.
    pub files: Vec<(String, FileView)>,
}

/// A field with its label.
#[derive(Clone, Debug, Serialize)]
pub struct SubjectFieldView {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Its value.
    pub value: Value,
    /// The value as people read it.
    pub said: String,
}

/// A move as an imported file tells it.
#[derive(Clone, Debug, Serialize)]
pub struct SubjectMoveView {
    /// What kind of home.
    pub kind: PlacementKind,
    /// The day of the move.
    #[serde(with = "crate::domain::iso_day")]
    pub moved_on: Date,
    /// The settlement it came from.
    pub origin: Option<String>,
    /// The neighbourhood it lives in.
    pub neighbourhood: Option<String>,
    /// Who lets the home.
    pub landlord: Option<String>,
    /// Under which programme.
    pub programme: Option<String>,
    /// Whether children changed school.
    pub school_changed: Option<bool>,
    /// Where the home is, in degrees.
    pub home: Option<[f64; 2]>,
}

/// That somebody has looked.
#[derive(Clone, Debug, Serialize)]
pub struct LookView {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// At what.
    pub subject: String,
    /// What for.
    pub purpose: String,
}

/// What was found as it leaves; `sees` tells which classes of an entry's register may be read.
#[must_use]
pub fn subject(found: &SubjectFound, sees: impl Fn(Register, DataClass) -> bool) -> SubjectView {
    let words = Words::of(found.language);
    SubjectView {
        household: found.household.clone(),
        written_at: found.at,
        about: words.say("subject-about"),
        entries: found
            .entries
            .iter()
            .map(|one| entry(one, &sees, &words))
            .collect(),
        placements: found.placements.iter().map(placement).collect(),
        proposals: found.proposals.clone(),
        looks: found.readings.iter().map(look).collect(),
    }
}

fn entry(
    one: &SubjectEntry,
    sees: &impl Fn(Register, DataClass) -> bool,
    words: &Words,
) -> SubjectEntryView {
    let register = one.entry.register;
    let sees = |class| sees(register, class);
    let body = one.entry.body.seen(register, sees);
    let fields = register.fields().iter().filter_map(|field| {
        let (_, value) = body.values().find(|(name, _)| *name == field.name)?;
        Some(told(field, value, words))
    });
    SubjectEntryView {
        register,
        label: words.say(&register.label_name()),
        code: one.entry.code.clone(),
        state: one.entry.state.clone(),
        state_label: words.say(&word_name(&one.entry.state)),
        created_at: one.entry.created.0,
        fields: fields.collect(),
        revisions: one
            .revisions
            .iter()
            .map(|revision| register_revision(register, revision, sees))
            .collect(),
        files: one
            .files
            .iter()
            .map(|(attachment, name)| (name.clone(), file(attachment)))
            .collect(),
    }
}

fn told(field: &Field, value: &Value, words: &Words) -> SubjectFieldView {
    let said = match (field.kind, value) {
        (FieldKind::Word(_) | FieldKind::Words(_), Value::String(word)) => {
            words.say(&word_name(word))
        }
        (FieldKind::Words(_), Value::Array(list)) => {
            let list = list.iter().filter_map(Value::as_str);
            let said: Vec<String> = list.map(|word| words.say(&word_name(word))).collect();
            said.join(", ")
        }
        (FieldKind::YesNo, Value::Bool(yes)) => {
            words.say(if *yes { "subject-yes" } else { "subject-no" })
        }
        _ => register_cell(value),
    };
    SubjectFieldView {
        name: field.name.to_owned(),
        label: words.say(&field.label_name()),
        value: value.clone(),
        said,
    }
}

fn placement(placement: &Placement) -> SubjectMoveView {
    SubjectMoveView {
        kind: placement.kind,
        moved_on: placement.moved_on,
        origin: placement.origin.clone(),
        neighbourhood: placement.neighbourhood.clone(),
        landlord: placement.landlord.clone(),
        programme: placement.programme.clone(),
        school_changed: placement.school_changed,
        home: placement.home.map(|place| [place.x, place.y]),
    }
}

fn look(reading: &Reading) -> LookView {
    LookView {
        at: reading.at,
        subject: reading.subject.clone(),
        purpose: reading.purpose.clone(),
    }
}

/// The same as people read it.
#[must_use]
pub fn subject_in_words(view: &SubjectView, language: Language) -> String {
    let words = Words::of(language);
    let mut text = format!(
        "{}\n{}\n",
        words.say_with("subject-title", &[("code", view.household.clone().into())]),
        view.about
    );
    for one in &view.entries {
        // Writing to a String cannot fail.
        write!(text, "\n{} {} — {}\n", one.label, one.code, one.state_label).ok();
        for field in &one.fields {
            writeln!(text, "  {} : {}", field.label, field.said).ok();
        }
        for (name, _) in &one.files {
            writeln!(text, "  {name}").ok();
        }
        let count = one.revisions.len().into();
        let revisions = words.say_with("subject-revisions", &[("count", count)]);
        writeln!(text, "  {revisions}").ok();
    }
    if !view.placements.is_empty() {
        write!(text, "\n{}\n", words.say("subject-placements")).ok();
    }
    for one in &view.placements {
        let kind = words.say(&word_name(one.kind.code()));
        let place = one.neighbourhood.as_deref().unwrap_or("–");
        writeln!(text, "  {} : {kind}, {place}", words.day(one.moved_on)).ok();
    }
    if !view.looks.is_empty() {
        write!(text, "\n{}\n", words.say("subject-looks")).ok();
    }
    for one in &view.looks {
        writeln!(text, "  {} : {}", words.day(one.at.date()), one.purpose).ok();
    }
    text
}
