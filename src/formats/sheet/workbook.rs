//! The first sheet of a workbook: its texts, numbers, days and links, without what it looks like.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::{COLUMNS, CellContent, CellSheet, SheetCell, SheetFault, add};

/// Bytes that one part of a workbook may unpack to.
const PART_BYTES: u64 = 64 << 20;
/// Parts of a workbook at most.
const PARTS: usize = 2_000;
/// Texts that cells share at most.
const SHARED: usize = 2_000_000;
/// Days between the first days of the two ways to count them.
const DAYS_TO_1904: f64 = 1_462.0;

type Parts<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn read(bytes: &[u8]) -> Result<CellSheet, SheetFault> {
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if parts.len() > PARTS {
        return Err(broken(&"it has too many parts"));
    }
    let book = needed(&mut parts, "xl/workbook.xml")?;
    let (path, counts_from_1904) = first_sheet(&mut parts, &book)?;
    let shared = match part(&mut parts, "xl/sharedStrings.xml")? {
        Some(text) => shared_texts(&text)?,
        None => Vec::new(),
    };
    let days = match part(&mut parts, "xl/styles.xml")? {
        Some(text) => day_styles(&text)?,
        None => Vec::new(),
    };
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let targets = part(&mut parts, &format!("{folder}/_rels/{name}.rels"))?;
    let targets = targets.map_or_else(|| Ok(BTreeMap::new()), |text| relations(&text))?;
    let text = needed(&mut parts, &path)?;
    let mut walk = SheetWalk {
        shared: &shared,
        days: &days,
        moved: if counts_from_1904 { DAYS_TO_1904 } else { 0.0 },
        sheet: CellSheet {
            format: "XLSX",
            rows: Vec::new(),
        },
        links: Vec::new(),
        row: (0, Vec::new()),
        cell: None,
    };
    walk.walk(&text)?;
    Ok(walk.linked(&targets))
}

fn broken(why: &impl ToString) -> SheetFault {
    let why = why.to_string().chars().take(200).collect();
    SheetFault::Workbook { why }
}

fn needed(parts: &mut Parts<'_>, name: &str) -> Result<String, SheetFault> {
    part(parts, name)?.ok_or_else(|| broken(&format!("its part {name} is missing")))
}

/// A part of the workbook; what it unpacks to is counted.
fn part(parts: &mut Parts<'_>, name: &str) -> Result<Option<String>, SheetFault> {
    let Some(at) = parts.index_for_name(name) else {
        return Ok(None);
    };
    let member = parts.by_index(at).map_err(|error| broken(&error))?;
    let mut bytes = Vec::new();
    let read = member.take(PART_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| broken(&error))?;
    if bytes.len() as u64 > PART_BYTES {
        return Err(broken(&format!("its part {name} unpacks to too much")));
    }
    let text = String::from_utf8(bytes);
    text.map(Some)
        .map_err(|_| broken(&format!("its part {name} is not in UTF-8")))
}

/// An element begun, ended, or text between.
enum Step<'e> {
    Open(&'e BytesStart<'e>),
    Close(&'e str),
    Text(&'e str),
}

/// Goes through a part; declarations of document types and entities of their own are refused.
fn each(
    text: &str,
    mut on: impl FnMut(Step<'_>) -> Result<(), SheetFault>,
) -> Result<(), SheetFault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().map_err(|error| broken(&error))? {
            Event::Start(element) => on(Step::Open(&element))?,
            Event::End(element) => on(Step::Close(element.local_name().into_inner()))?,
            Event::Text(text) => on(Step::Text(&text))?,
            Event::CData(text) => on(Step::Text(&text))?,
            Event::GeneralRef(entity) => {
                let sign = entity.resolve_char_ref().ok().flatten().map(String::from);
                let known = || resolve_predefined_entity(&entity).map(str::to_owned);
                let text = sign.or_else(known);
                on(Step::Text(
                    &text.ok_or_else(|| broken(&"it has an entity of its own"))?,
                ))?;
            }
            Event::DocType(_) => return Err(broken(&"it declares a document type")),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// The path of the first sheet, and whether days are counted from 1904.
fn first_sheet(parts: &mut Parts<'_>, book: &str) -> Result<(String, bool), SheetFault> {
    let (mut first, mut from_1904) = (None, false);
    each(book, |step| {
        let Step::Open(element) = step else {
            return Ok(());
        };
        match element.local_name().into_inner() {
            "sheet" if first.is_none() => first = attribute(element, "r:id"),
            "workbookPr" => {
                let told = attribute(element, "date1904");
                from_1904 = matches!(told.as_deref(), Some("1" | "true"));
            }
            _ => {}
        }
        Ok(())
    })?;
    let relations = relations(&needed(parts, "xl/_rels/workbook.xml.rels")?)?;
    let target = first.and_then(|id| relations.get(&id).cloned());
    let target = target.ok_or_else(|| broken(&"it has no sheet"))?;
    let path = target
        .strip_prefix('/')
        .map_or_else(|| format!("xl/{target}"), str::to_owned);
    Ok((path, from_1904))
}

/// Where each relation of a part leads.
fn relations(text: &str) -> Result<BTreeMap<String, String>, SheetFault> {
    let mut found = BTreeMap::new();
    each(text, |step| {
        if let Step::Open(element) = step
            && element.local_name().into_inner() == "Relationship"
            && let (Some(id), Some(target)) =
                (attribute(element, "Id"), attribute(element, "Target"))
        {
            found.insert(id, target);
        }
        Ok(())
    })?;
    Ok(found)
}

/// The texts that cells share; how letters are read aloud is no part of them.
fn shared_texts(text: &str) -> Result<Vec<String>, SheetFault> {
    let (mut texts, mut own, mut is_text, mut is_aloud) = (Vec::new(), String::new(), false, false);
    each(text, |step| {
        match step {
            Step::Open(element) => match element.local_name().into_inner() {
                "si" => own.clear(),
                "t" => is_text = !is_aloud,
                "rPh" => is_aloud = true,
                _ => {}
            },
            Step::Text(text) if is_text => own.push_str(text),
            Step::Close("t") => is_text = false,
            Step::Close("rPh") => is_aloud = false,
            Step::Close("si") if texts.len() >= SHARED => {
                return Err(broken(&"it has too many texts"));
            }
            Step::Close("si") => texts.push(std::mem::take(&mut own)),
            Step::Text(_) | Step::Close(_) => {}
        }
        Ok(())
    })?;
    Ok(texts)
}

/// For each style of cells, whether it shows a number as a day.
fn day_styles(text: &str) -> Result<Vec<bool>, SheetFault> {
    let (mut own, mut styles, mut is_cells) = (BTreeMap::new(), Vec::new(), false);
    each(text, |step| {
        match step {
            Step::Open(element) => match element.local_name().into_inner() {
                "numFmt" => {
                    let id = attribute(element, "numFmtId").unwrap_or_default();
                    let code = attribute(element, "formatCode").unwrap_or_default();
                    own.insert(id, shows_days(&code));
                }
                "cellXfs" => is_cells = true,
                "xf" if is_cells => {
                    let id = attribute(element, "numFmtId").unwrap_or_default();
                    let known = own.get(&id).copied();
                    styles.push(known.unwrap_or_else(|| is_day_format(&id)));
                }
                _ => {}
            },
            Step::Close("cellXfs") => is_cells = false,
            Step::Close(_) | Step::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// The formats of days that need no description, after ECMA-376, 18.8.30.
fn is_day_format(id: &str) -> bool {
    let id: u32 = id.parse().unwrap_or(0);
    matches!(id, 14..=17 | 22 | 27..=36 | 50..=58)
}

/// Whether a described format shows a year or a day; what stands in quotes or brackets is no part of it.
fn shows_days(code: &str) -> bool {
    let (mut quoted, mut bracketed) = (false, false);
    code.chars().any(|sign| {
        match sign {
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ => {}
        }
        !quoted && !bracketed && matches!(sign, 'y' | 'Y' | 'd' | 'D')
    })
}

/// A cell that is being read.
#[derive(Default)]
struct OpenCell {
    column: usize,
    kind: String,
    style: usize,
    value: String,
    is_formula: bool,
    is_value: bool,
}

struct SheetWalk<'a> {
    shared: &'a [String],
    days: &'a [bool],
    moved: f64,
    sheet: CellSheet,
    links: Vec<(String, String)>,
    row: (u64, Vec<SheetCell>),
    cell: Option<OpenCell>,
}

impl SheetWalk<'_> {
    fn walk(&mut self, text: &str) -> Result<(), SheetFault> {
        each(text, |step| match step {
            Step::Open(element) => {
                self.open(element);
                Ok(())
            }
            Step::Close(name) => self.close(name),
            Step::Text(text) => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| cell.is_value) {
                    cell.value.push_str(text);
                }
                Ok(())
            }
        })
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        match element.local_name().into_inner() {
            "row" => {
                let told = attribute(element, "r").and_then(|text| text.parse().ok());
                self.row = (told.unwrap_or(self.row.0 + 1), Vec::new());
            }
            "c" => {
                let place = attribute(element, "r").unwrap_or_default();
                let column = column_of(&place).unwrap_or(self.row.1.len());
                if column >= COLUMNS {
                    // Formatted cells far to the right are common, and hold nothing.
                    self.cell = None;
                    return;
                }
                let style = attribute(element, "s").and_then(|text| text.parse().ok());
                self.cell = Some(OpenCell {
                    column,
                    kind: attribute(element, "t").unwrap_or_default(),
                    style: style.unwrap_or(0),
                    ..OpenCell::default()
                });
            }
            "f" => {
                if let Some(cell) = &mut self.cell {
                    cell.is_formula = true;
                }
            }
            "v" | "t" => {
                if let Some(cell) = &mut self.cell {
                    cell.is_value = true;
                }
            }
            "hyperlink" => {
                let pair = attribute(element, "ref").zip(attribute(element, "r:id"));
                self.links.extend(pair);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), SheetFault> {
        match name {
            "v" | "t" => {
                if let Some(cell) = &mut self.cell {
                    cell.is_value = false;
                }
            }
            "c" => {
                if let Some(cell) = self.cell.take() {
                    let content = self.content(&cell)?;
                    let cells = &mut self.row.1;
                    cells.resize_with(cells.len().max(cell.column + 1), SheetCell::default);
                    cells[cell.column].content = content;
                }
            }
            "row" => {
                let (number, cells) = std::mem::take(&mut self.row);
                add(&mut self.sheet, number, cells)?;
                self.row.0 = number;
            }
            _ => {}
        }
        Ok(())
    }

    fn content(&self, cell: &OpenCell) -> Result<CellContent, SheetFault> {
        if cell.is_formula {
            return Ok(CellContent::Formula);
        }
        let text = match cell.kind.as_str() {
            "s" => {
                let at: Option<usize> = cell.value.trim().parse().ok();
                let found = at.and_then(|at| self.shared.get(at));
                found
                    .ok_or_else(|| broken(&"a cell names a text that is not there"))?
                    .as_str()
            }
            "b" if cell.value.trim() == "1" => "oui",
            "b" => "non",
            "e" => return Ok(CellContent::Fault),
            "" | "n" => return self.number(cell),
            _ => cell.value.as_str(),
        };
        let text = text.trim();
        Ok(if text.is_empty() {
            CellContent::Blank
        } else {
            CellContent::Text(text.to_owned())
        })
    }

    fn number(&self, cell: &OpenCell) -> Result<CellContent, SheetFault> {
        let text = cell.value.trim();
        if text.is_empty() {
            return Ok(CellContent::Blank);
        }
        let number: f64 = text.parse().map_err(|_| broken(&"a number is none"))?;
        let is_day = self.days.get(cell.style).copied().unwrap_or(false);
        Ok(if is_day {
            CellContent::Day(number + self.moved)
        } else {
            CellContent::Number(number)
        })
    }

    /// The sheet with where its cells lead.
    fn linked(mut self, targets: &BTreeMap<String, String>) -> CellSheet {
        for (place, id) in &self.links {
            let row: Option<u64> = place
                .trim_start_matches(|sign: char| sign.is_ascii_alphabetic())
                .parse()
                .ok();
            let rows = &mut self.sheet.rows;
            let found = row.and_then(|row| rows.binary_search_by_key(&row, |one| one.number).ok());
            if let (Some(at), Some(column), Some(target)) =
                (found, column_of(place), targets.get(id))
                && let Some(cell) = rows[at].cells.get_mut(column)
            {
                cell.link = Some(target.clone());
            }
        }
        self.sheet
    }
}

/// The column of a place such as `AB12`, from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.take(4).fold(0, |number, letter| {
        number * 26 + usize::from(letter - b'A') + 1
    });
    number.checked_sub(1)
}
