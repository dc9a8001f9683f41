//! How the pieces of reports are told: titles, sentences, tables, the foot.

use fluent_bundle::FluentValue;

use super::Material;
use crate::{
    documents::{Block, Document, Table},
    domain::Words,
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
}
