//! Pages for people: headings, lists and tables, without scripts or styles of their own.

use super::{asking::Asking, link::Link};
use crate::{
    domain::{Code, Words},
    spatial::Value,
};

/// Stands where rows are written later.
pub(super) const HERE: &str = "<!-- rows -->";

/// A page being written. Everything that is put in is text and is escaped.
pub(super) struct Sheet {
    title: String,
    body: String,
}

impl Sheet {
    pub(super) fn new(title: String) -> Self {
        Self {
            title,
            body: String::new(),
        }
    }

    pub(super) fn paragraph(mut self, text: impl AsRef<str>) -> Self {
        self.put(["<p>", &escaped(text.as_ref()), "</p>\n"]);
        self
    }

    pub(super) fn list(self, items: impl Iterator<Item = String>) -> Self {
        self.listed(items.map(|item| escaped(&item)))
    }

    /// A list of links, each an address and its name.
    pub(super) fn addresses(self, links: impl Iterator<Item = (String, String)>) -> Self {
        self.listed(links.map(|(address, name)| anchor(&address, &name)))
    }

    /// The links of a document.
    pub(super) fn links(self, links: &[Link]) -> Self {
        let plain = links.iter().filter(|link| !link.templated);
        self.addresses(plain.map(|link| {
            let relation = link.rel.rsplit('/').next().unwrap_or_default();
            let name = link.title.as_deref().unwrap_or(relation);
            (link.href.clone(), format!("{name} ({})", link.media))
        }))
    }

    /// A table; cells are text.
    pub(super) fn table(mut self, rows: impl Iterator<Item = Vec<String>>) -> Self {
        let rows: String = rows
            .map(|cells| {
                let cells: Vec<String> = cells.iter().map(|cell| escaped_but_here(cell)).collect();
                row(&cells)
            })
            .collect();
        self.put(["<table>\n", &rows, "</table>\n"]);
        self
    }

    fn listed(mut self, items: impl Iterator<Item = String>) -> Self {
        let items: Vec<String> = items.collect();
        if !items.is_empty() {
            let items = items.join("</li>\n<li>");
            self.put(["<ul>\n<li>", &items, "</li>\n</ul>\n"]);
        }
        self
    }

    fn put<const N: usize>(&mut self, parts: [&str; N]) {
        self.body.extend(parts);
    }

    /// The whole page.
    pub(super) fn page(self, asking: &Asking) -> String {
        let (title, body) = (escaped(&self.title), self.body);
        let (home, words): (String, Words) = (asking.at("?f=html"), asking.words());
        let home = anchor(&home, &words.say("ogc-title"));
        let language = asking.language.code();
        format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
             </head>\n<body>\n<p>{home}</p>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
        )
    }
}

/// A row of cells that are written already.
pub(super) fn row(cells: &[String]) -> String {
    format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>"))
}

/// The row of heads of a table.
pub(super) fn heads<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(escaped).collect();
    let between = "</th><th scope=\"col\">";
    format!("<tr><th scope=\"col\">{}</th></tr>\n", names.join(between))
}

/// A link.
pub(in crate::http) fn anchor(address: &str, name: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(address), escaped(name))
}

/// A value of a column as a cell.
pub(super) fn value(value: &Value) -> String {
    escaped(&value.as_text().unwrap_or_default())
}

/// A text with nothing in it that a page would take for its own.
pub(in crate::http) fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, letter| {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
        escaped
    })
}

fn escaped_but_here(cell: &str) -> String {
    if cell == HERE {
        return cell.to_owned();
    }
    escaped(cell)
}
