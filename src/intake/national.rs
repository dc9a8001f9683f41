//! A file of the national platform: which columns it has, and what each cell says in the words of our own
//! copy of that sheet. All faults are told with their rows and columns, so that a person mends the file once.

mod cells;

use std::collections::BTreeMap;

use time::Date;

use super::{fold, never_read, row::shortened};
use crate::{
    domain::{
        LayerKind, NATIONAL_COLUMNS, NationalCell, NationalFact, Place, Refusal, national_degrees,
        national_place,
    },
    formats::{CellContent, CellSheet, SheetRow},
};

/// Rows looked at for the titles, at the head of a sheet.
const HEAD: usize = 30;
/// The column whose cells lead to the sites on the platform.
const LINKED: &str = "Adresse";
/// Titles of a column with both degrees, without blanks and accents.
const PAIRS: [&str; 3] = ["latitudelongitude", "coordonnees", "coordonneesgps"];
/// Titles of the platform that a row of titles has at least.
const TITLES_LEAST: usize = 3;

/// What has to be known to read a file.
#[derive(Clone, Debug)]
pub struct NationalPlan {
    /// The day it is: what has happened has happened by then.
    pub today: Date,
    /// Whether the columns about courts and owners are read.
    pub reads_law: bool,
}

/// A row that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct NationalRow {
    /// Its number in the sheet, from 1.
    pub number: u64,
    /// One cell for each of [`NATIONAL_COLUMNS`]; blank where the file says nothing.
    pub cells: Vec<NationalCell>,
    /// Longitude and latitude.
    pub place: Option<(f64, f64)>,
    /// The platform's own number of the site, where the row leads to it.
    pub platform_number: Option<u64>,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NationalRead {
    /// `XLSX` or `CSV`.
    pub format: &'static str,
    /// Rows of sites, read or refused.
    pub read: u64,
    /// The rows that can be used.
    pub rows: Vec<NationalRow>,
    /// What is wrong, row by row.
    pub refusals: Vec<Refusal>,
    /// Our name of a fact → title of its column.
    pub mapping: BTreeMap<String, String>,
    /// Titles of columns that were not read.
    pub columns_left_out: Vec<String>,
    /// Things worth a look that stopped nothing.
    pub warnings: Vec<String>,
}

impl NationalRow {
    /// The cell of a fact.
    #[must_use]
    pub fn cell(&self, fact: NationalFact) -> &NationalCell {
        let found = national_place(fact).and_then(|at| self.cells.get(at));
        found.unwrap_or(&NationalCell::Blank)
    }

    /// The words in the cell of a fact.
    #[must_use]
    pub fn text(&self, fact: NationalFact) -> Option<&str> {
        match self.cell(fact) {
            NationalCell::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The day in the cell of a fact.
    #[must_use]
    pub fn day(&self, fact: NationalFact) -> Option<Date> {
        match self.cell(fact) {
            NationalCell::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// The number in the cell of a fact.
    #[must_use]
    pub fn count(&self, fact: NationalFact) -> Option<u32> {
        match self.cell(fact) {
            NationalCell::Count(count) => Some(*count),
            _ => None,
        }
    }

    /// Where it stands, for a report.
    #[must_use]
    pub fn place_in_file(&self) -> Place {
        Place {
            feature: self.number,
            name: self.text(NationalFact::Name).map(shortened),
        }
    }
}

/// Reads a sheet that has the platform's titles.
///
/// # Errors
/// In words: a sheet without the titles, or without one that every row needs.
pub fn read_national(sheet: &CellSheet, plan: &NationalPlan) -> Result<NationalRead, String> {
    let Some(head) = sheet.rows.iter().take(HEAD).position(has_titles) else {
        return Err(format!(
            "no row among the first {HEAD} has the titles of the national platform, such as {:?} and {:?}; export the sites there again, or give the file to `jalon import settlements`",
            NATIONAL_COLUMNS[5].title, NATIONAL_COLUMNS[7].title
        ));
    };
    let mut read = NationalRead {
        format: sheet.format,
        ..NationalRead::default()
    };
    let columns = Columns::of(&sheet.rows[head], (plan, &mut read));
    columns.needed()?;
    for row in &sheet.rows[head + 1..] {
        columns.take(row, (plan, &mut read));
    }
    refuse_twins(&mut read);
    Ok(read)
}

fn has_titles(row: &SheetRow) -> bool {
    let known = titles_of(row).filter(|(_, title)| known(title).is_some());
    known.count() >= TITLES_LEAST
}

fn titles_of(row: &SheetRow) -> impl Iterator<Item = (usize, &str)> {
    let cells = row.cells.iter().enumerate();
    cells.filter_map(|(at, cell)| match &cell.content {
        CellContent::Text(title) => Some((at, title.as_str())),
        _ => None,
    })
}

/// The place of a title among our columns: apostrophes, accents and blanks make no difference.
fn known(title: &str) -> Option<usize> {
    let folded = fold::squeezed(title);
    let is_same = |one: &crate::domain::NationalColumn| fold::squeezed(one.title) == folded;
    NATIONAL_COLUMNS.iter().position(is_same)
}

/// Titles that are not read, and why.
#[derive(Default)]
struct Unread {
    all: Vec<String>,
    never: Vec<String>,
    law: Vec<String>,
}

impl Unread {
    /// A title that is none of the platform's.
    fn stranger(&mut self, title: &str, shown: String) {
        if never_read::subject_of(title, LayerKind::Settlements).is_some() {
            self.never.push(shown.clone());
        }
        self.all.push(shown);
    }

    fn known(&mut self, (fact, is_law): (NationalFact, bool), shown: String) {
        if self.all.contains(&shown) {
            return;
        }
        if fact == NationalFact::Never {
            self.never.push(shown.clone());
        }
        if is_law {
            self.law.push(shown.clone());
        }
        self.all.push(shown);
    }

    fn tell(self, read: &mut NationalRead) {
        let why = [
            ("it is never kept here", self.never),
            (
                "whoever imports may not write about courts and owners",
                self.law,
            ),
        ];
        for (why, titles) in why.into_iter().filter(|(_, titles)| !titles.is_empty()) {
            let told = format!("not read, because {why}: {}", titles.join(", "));
            read.warnings.push(told);
        }
        read.columns_left_out = self.all;
    }
}

/// Which column of the file feeds which of ours.
struct Columns {
    /// Column of the file for each of ours.
    of: Vec<Option<usize>>,
    /// The column that leads to the site on the platform.
    link: Option<usize>,
    /// The column with both degrees, where there is one.
    pair: Option<usize>,
}

impl Columns {
    fn of(titles: &SheetRow, (plan, read): (&NationalPlan, &mut NationalRead)) -> Self {
        let mut columns = Self {
            of: vec![None; NATIONAL_COLUMNS.len()],
            link: None,
            pair: None,
        };
        let mut unread = Unread::default();
        for (at, title) in titles_of(titles) {
            let shown = shortened(title);
            if PAIRS.contains(&fold::squeezed(title).as_str()) {
                columns.pair = Some(at);
                read.mapping.insert("place".to_owned(), shown);
                continue;
            }
            let Some(ours) = known(title) else {
                unread.stranger(title, shown);
                continue;
            };
            let fact = NATIONAL_COLUMNS[ours].fact;
            if NATIONAL_COLUMNS[ours].title == LINKED {
                columns.link = Some(at);
            }
            let is_law = fact.is_restricted() && !plan.reads_law;
            // The same title stands again where outcomes are counted: the first is meant.
            if fact.is_read() && !is_law && columns.of[ours].is_none() {
                columns.of[ours] = Some(at);
                read.mapping.insert(name_of(fact), shown);
            } else {
                unread.known((fact, is_law), shown);
            }
        }
        unread.tell(read);
        columns
    }

    /// Every row needs its place.
    fn needed(&self) -> Result<(), String> {
        let has = |fact| national_place(fact).is_some_and(|at| self.of[at].is_some());
        for fact in [NationalFact::Latitude, NationalFact::Longitude] {
            if self.pair.is_none() && !has(fact) {
                let title = national_place(fact).map_or("", |at| NATIONAL_COLUMNS[at].title);
                return Err(format!(
                    "the sheet has no column {title:?}; give it back its title of the national platform"
                ));
            }
        }
        if !has(NationalFact::Name) {
            return Err(
                "the sheet has no column \"Appellation du site\"; give it back its title of the national platform"
                    .to_owned(),
            );
        }
        Ok(())
    }

    fn take(&self, row: &SheetRow, (plan, read): (&NationalPlan, &mut NationalRead)) {
        let content = |at: usize| row.cells.get(at).map(|cell| &cell.content);
        let says = |content: &CellContent| {
            !matches!(content, CellContent::Blank | CellContent::Formula)
                && !cells::is_blank(content)
        };
        // Below the sites stand their sums, which are formulas and nothing else.
        if !row.cells.iter().any(|cell| says(&cell.content)) {
            return;
        }
        read.read += 1;
        let mut own = NationalRow {
            number: row.number,
            cells: vec![NationalCell::Blank; NATIONAL_COLUMNS.len()],
            place: None,
            platform_number: self.link.and_then(|at| site_number(row, at)),
        };
        let mut faults = Vec::new();
        for (ours, column) in NATIONAL_COLUMNS.iter().enumerate() {
            let Some(given) = self.of[ours].and_then(content) else {
                continue;
            };
            match cells::read(column.fact, given, plan.today) {
                Ok(Some(cell)) => own.cells[ours] = cell,
                Ok(None) => {}
                Err(cells::Wrong::Word(word)) => read.warnings.push(format!(
                    "row {}, column {:?}: {word:?} is no word of this column; it was left as it is",
                    row.number, column.title
                )),
                Err(cells::Wrong::Cell(why)) => {
                    faults.push(format!("column {:?}: {why}", column.title));
                }
            }
        }
        if let Err(why) = self.put_place(row, &mut own) {
            faults.push(why);
        }
        if faults.is_empty() {
            read.rows.push(own);
        } else {
            let place = own.place_in_file();
            let refused = faults.into_iter().map(|why| Refusal {
                place: place.clone(),
                why,
            });
            read.refusals.extend(refused);
        }
    }

    /// The place of a row, from two columns or one.
    fn put_place(&self, row: &SheetRow, own: &mut NationalRow) -> Result<(), String> {
        let at = |fact| national_place(fact).and_then(|ours| self.of[ours]);
        let content = |at: Option<usize>| {
            let cell = at.and_then(|at| row.cells.get(at));
            cell.map_or(&CellContent::Blank, |cell| &cell.content)
        };
        let (north, east) = (at(NationalFact::Latitude), at(NationalFact::Longitude));
        let place = match self.pair {
            Some(pair) => cells::pair(content(Some(pair)))?,
            None => cells::place(content(north), content(east))?,
        };
        own.place = place;
        let Some((lon, lat)) = place else {
            return Ok(());
        };
        let told = [
            (NationalFact::Latitude, lat),
            (NationalFact::Longitude, lon),
        ];
        for (ours, degrees) in told.map(|(fact, degrees)| (national_place(fact), degrees)) {
            let cell = ours.and_then(|ours| own.cells.get_mut(ours));
            if let Some(cell) = cell {
                *cell = NationalCell::Text(national_degrees(degrees));
            }
        }
        Ok(())
    }
}

/// What a fact is called in a report: `InstalledOn`, `Answer pests`.
fn name_of(fact: NationalFact) -> String {
    match fact {
        NationalFact::Answer { question, .. } => question.to_owned(),
        other => format!("{other:?}"),
    }
}

/// The number at the end of the address that a cell leads to: `…/site/1234`.
fn site_number(row: &SheetRow, at: usize) -> Option<u64> {
    let link = row.cells.get(at)?.link.as_deref()?;
    let (_, rest) = link.rsplit_once("/site/")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Two rows about one site contradict each other, or one is superfluous: both are told.
fn refuse_twins(read: &mut NationalRead) {
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut twins = Vec::new();
    for row in &read.rows {
        let number = row.platform_number.map(|number| format!("site {number}"));
        let code = row.text(NationalFact::Reference).map(str::to_owned);
        for key in number.into_iter().chain(code) {
            match seen.get(&key) {
                Some(first) => twins.push((row.place_in_file(), key, *first)),
                None => drop(seen.insert(key, row.number)),
            }
        }
    }
    for (place, key, first) in twins {
        read.rows.retain(|row| row.number != place.feature);
        let why = format!("{key} stands in row {first} already; keep one of the two rows");
        read.refusals.push(Refusal { place, why });
    }
}

#[cfg(test)]
mod tests;
