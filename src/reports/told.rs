//! How the pieces of reports are told: fields of entries as cells, counts as far as they may be known.

use std::collections::BTreeMap;

use fluent_bundle::FluentValue;
use serde_json::Value;
use time::{Date, format_description::well_known::Iso8601};

use super::Material;
use crate::{
    documents::{Block, Cell, Document, Table},
    domain::{Code, FieldKind, PlacementKind, Register, Words, word_name},
    publish::{self, EntryView},
};

/// Material with the words to tell it in.
pub(super) struct Teller<'a> {
    pub(super) material: &'a Material,
    pub(super) words: Words,
}

impl Teller<'_> {
    /// A word or sentence.
    pub(super) fn say(&self, name: &str) -> String {
        self.words.say(name)
    }

    /// A sentence with its blanks filled in.
    pub(super) fn say_with(
        &self,
        name: &str,
        blanks: &[(&'static str, FluentValue<'_>)],
    ) -> String {
        self.words.say_with(name, blanks)
    }

    /// A paragraph of one sentence.
    pub(super) fn paragraph(&self, name: &str) -> Block {
        Block::Paragraph(self.say(name))
    }

    /// The document: the report's title, what it is about, and its foot.
    pub(super) fn document(&self, blocks: Vec<Block>) -> Document {
        let material = self.material;
        let name = material.report.to_string().replace('_', "-");
        let mut title = self.say(&format!("report-title-{name}"));
        if let Some(about) = &material.about {
            title = format!("{title} – {about}");
        }
        let blanks = [
            ("territory", FluentValue::from(material.territory.as_str())),
            ("day", self.words.day(material.day).into()),
            ("readers", self.say(material.readers).into()),
        ];
        Document {
            title,
            language: material.language,
            day: material.day,
            paper: None,
            blocks,
            foot: self.say_with("report-foot", &blanks),
        }
    }

    /// An empty table with a title and columns of these names.
    pub(super) fn table(&self, title: &str, columns: &[&str]) -> Table {
        let columns = columns.iter().map(|name| self.say(name));
        let mut table = Table::new(self.say(title), columns.collect());
        table.empty = self.say("report-nothing");
        table
    }

    /// A table without rows that says why there are none.
    pub(super) fn without_rows(&self, title: &str, why: &str) -> Block {
        let mut table = self.table(title, &["report-part"]);
        table.empty = self.say(why);
        Block::Table(table)
    }

    /// Entries as a table: their codes, and these fields. `state` is the entry's state.
    pub(super) fn entries<'e>(
        &self,
        (title, register): (&str, Register),
        fields: &[&str],
        entries: impl IntoIterator<Item = &'e EntryView>,
    ) -> Table {
        let head = |field: &&str| match *field {
            "code" => self.say("report-code"),
            "state" => self.say("report-state"),
            name => register
                .field(name)
                .map_or_else(String::new, |field| self.say(&field.label_name())),
        };
        let mut table = Table::new(self.say(title), fields.iter().map(head).collect());
        table.empty = self.say("report-nothing");
        for entry in entries {
            let cells = fields.iter().map(|field| self.cell(entry, field));
            table.rows.push(cells.collect());
        }
        table
    }

    /// A field of an entry as a cell.
    pub(super) fn cell(&self, entry: &EntryView, field: &str) -> Cell {
        match field {
            "code" => return Cell::text(entry.code.as_str()),
            "state" => return Cell::text(self.say(&word_name(&entry.state))),
            _ => {}
        }
        let kind = entry.register.field(field).map(|field| field.kind);
        match (entry.fields.get(field), kind) {
            (Some(value), Some(kind)) => self.value(value, kind),
            _ => Cell::Nothing,
        }
    }

    fn value(&self, value: &Value, kind: FieldKind) -> Cell {
        let text = || value.as_str().unwrap_or_default();
        match kind {
            FieldKind::Day | FieldKind::PastDay => {
                Date::parse(text(), &Iso8601::DATE).map_or(Cell::Nothing, Cell::Day)
            }
            FieldKind::Moment => Cell::text(text().replace('T', " ").replace('Z', " UTC")),
            FieldKind::Euros => value.as_f64().map_or(Cell::Nothing, Cell::Euros),
            FieldKind::Count(..) => value.as_f64().map_or(Cell::Nothing, |n| Cell::Number(n, 0)),
            FieldKind::Number(..) => value.as_f64().map_or(Cell::Nothing, |n| Cell::Number(n, 2)),
            FieldKind::YesNo => {
                let name = if value.as_bool() == Some(true) {
                    "report-yes"
                } else {
                    "report-no"
                };
                Cell::text(self.say(name))
            }
            FieldKind::Word(_) => Cell::text(self.word(text())),
            FieldKind::Words(_) => {
                let list = value.as_array().into_iter().flatten();
                let words = list.filter_map(Value::as_str).map(|word| self.word(word));
                Cell::text(words.collect::<Vec<_>>().join(", "))
            }
            _ => Cell::text(publish::register_cell(value)),
        }
    }

    /// What people call a word of a list.
    pub(super) fn word(&self, word: &str) -> String {
        self.say(&word_name(word))
    }

    /// A name, or the word for none.
    pub(super) fn named(&self, name: &str) -> String {
        if name.is_empty() {
            self.say("report-unnamed")
        } else {
            name.to_owned()
        }
    }

    /// The name of the organisation of a code.
    pub(super) fn organisation(&self, code: &str) -> String {
        self.linked((Register::Organisation, code), "name")
    }

    /// The title of the programme of a code.
    pub(super) fn programme(&self, code: &str) -> String {
        self.linked((Register::Action, code), "title")
    }

    /// Code of an entry and what it is called; the code alone where it may not be read.
    fn linked(&self, (register, code): (Register, &str), name: &str) -> String {
        match self.material.entry(register, code) {
            Some(entry) => format!("{code} {}", entry.text(name)),
            None => self.named(code),
        }
    }

    /// How people call a field of a register; the word for its state.
    pub(super) fn label(&self, register: Register, field: &str) -> String {
        let known = register.field(field);
        known.map_or_else(
            || self.say("report-state"),
            |field| self.say(&field.label_name()),
        )
    }

    /// How often each name comes, as far as it may be told.
    pub(super) fn tallied(
        &self,
        (title, head): (&str, &str),
        names: impl Iterator<Item = String>,
    ) -> Table {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
        let numbers: Vec<u32> = counts.values().copied().collect();
        let mut table = self.table(title, &[head, "report-households"]);
        table.rows = counts
            .into_keys()
            .zip(self.counts(&numbers))
            .map(|(name, cell)| vec![Cell::text(name), cell])
            .collect();
        table
    }

    /// One count, as far as it may be told.
    pub(super) fn count(&self, count: u32) -> Cell {
        match self.material.least_count() {
            Some(least) if count < least => Cell::Hidden(least),
            _ => Cell::Number(f64::from(count), 0),
        }
    }

    /// Counts whose sum is told too, as far as they may be: none that is hidden can be found by
    /// subtraction.
    pub(super) fn counts(&self, counts: &[u32]) -> Vec<Cell> {
        let number = |count: u32| Cell::Number(f64::from(count), 0);
        match self.material.least_count() {
            None => counts.iter().copied().map(number).collect(),
            Some(least) => publish::hide_small_counts(counts, least)
                .into_iter()
                .map(|shown| shown.map_or(Cell::Hidden(least), number))
                .collect(),
        }
    }

    /// Counts that make up a whole, then the share of one of them in it; no share of what is hidden.
    pub(super) fn parts(&self, parts: &[u32], of: u32) -> Vec<Cell> {
        let all: u32 = parts.iter().sum();
        let mut cells = self.counts(parts);
        let share = if all == 0 || cells.iter().any(|cell| matches!(cell, Cell::Hidden(_))) {
            Cell::Nothing
        } else {
            Cell::Share(f64::from(of) / f64::from(all))
        };
        cells.push(share);
        cells
    }
}

/// How many there are.
pub(super) fn counted<T>(entries: impl Iterator<Item = T>) -> u32 {
    u32::try_from(entries.count()).unwrap_or(u32::MAX)
}

/// Whether the day in a field lies in a year.
pub(super) fn is_of_year(entry: &EntryView, field: &str, year: i32) -> bool {
    entry.day(field).is_some_and(|day| day.year() == year)
}

/// Households that a programme brought into a home, or kept in theirs, in a year.
pub(super) fn helped(moves: &[EntryView], (programme, year): (&str, i32)) -> u32 {
    let made = moves
        .iter()
        .filter(|one| one.text("programme") == programme && is_of_year(one, "moved_on", year));
    counted(made.filter(|one| {
        let kind = PlacementKind::from_code(one.text("kind"));
        kind.is_some_and(|kind| kind.is_home() || kind == PlacementKind::MaintainedInPlace)
    }))
}
