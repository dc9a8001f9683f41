//! What one cell of the platform's sheet says.

use time::{Date, Duration, Month};

use super::super::{fold, row::shortened, values};
use crate::{
    domain::{
        NATIONAL_CENSUS, NATIONAL_CLOSINGS, NATIONAL_OWNERS, NATIONAL_POLICE, NationalCell,
        NationalFact, SettlementKind, national_kind,
    },
    formats::CellContent,
    spatial::Value,
};

/// Letters of a name, of a line, of sentences.
const NAME: usize = 200;
const LINE: usize = 120;
const PROSE: usize = 500;
const NOTES: usize = 1_000;
/// People on one site at most.
const PEOPLE: f64 = 100_000.0;
/// Day 0 of a workbook's calendar.
const DAY_ZERO: Date = match Date::from_calendar_date(1899, Month::December, 30) {
    Ok(day) => day,
    Err(_) => Date::MIN,
};
/// The last day that a workbook can tell.
const LAST_DAY: f64 = 2_958_465.0;
/// Midnight in France is ten or eleven in the evening of the eve where times are told without a zone.
const TO_MIDNIGHT: f64 = 2.0 / 24.0 + 1e-6;

/// Why a cell cannot be read.
pub(super) enum Wrong {
    /// A word that is on no list: worth a look, and no more.
    Word(String),
    /// Something that would be lost or is meant otherwise.
    Cell(String),
}

/// Whether a cell says that nothing is known.
pub(super) fn is_blank(content: &CellContent) -> bool {
    match content {
        CellContent::Blank => true,
        CellContent::Text(text) => matches!(fold::squeezed(text).as_str(), "" | "nc"),
        _ => false,
    }
}

/// The cell in the words of our own copy of the sheet; `None` where it says nothing.
pub(super) fn read(
    fact: NationalFact,
    content: &CellContent,
    today: Date,
) -> Result<Option<NationalCell>, Wrong> {
    if is_blank(content) {
        return Ok(None);
    }
    refuse_formula(content)?;
    match fact {
        NationalFact::ResorptionTarget => year(content),
        NationalFact::People | NationalFact::Households => count(content).map(Some),
        NationalFact::InstalledOn
        | NationalFact::ReportedOn
        | NationalFact::ClosedOn
        | NationalFact::CourtDecidedOn
        | NationalFact::OrderOn
        | NationalFact::InsalubrityOn
        | NationalFact::UpdatedOn => day(content, Some(today)).map(Some),
        NationalFact::CensusOn | NationalFact::OrderLeaveBy => day(content, None).map(Some),
        NationalFact::Answer { .. }
        | NationalFact::Complaint
        | NationalFact::Court
        | NationalFact::CourtDecided
        | NationalFact::Appeal
        | NationalFact::Order
        | NationalFact::Reinstalled
        | NationalFact::Insalubrity => yes_no(content),
        NationalFact::Kind => kind(&text(content)),
        NationalFact::CensusState => Ok(census(&text(content))),
        NationalFact::OwnerKind => one_of(&text(content), &NATIONAL_OWNERS),
        NationalFact::Police => one_of(&text(content), &NATIONAL_POLICE.map(|(_, theirs)| theirs)),
        NationalFact::ClosedCause => {
            let words = NATIONAL_CLOSINGS.map(|(_, theirs)| theirs);
            one_of(&text(content), &words)
        }
        NationalFact::Name | NationalFact::Address => line(content, NAME),
        NationalFact::ClosedBecause | NationalFact::ReinstallationNote => line(content, PROSE),
        NationalFact::AccessNotes => line(content, NOTES),
        NationalFact::Owner
        | NationalFact::CourtBy
        | NationalFact::OrderBy
        | NationalFact::InsalubrityBy
        | NationalFact::Bailiff
        | NationalFact::CensusBy => line(content, LINE),
        NationalFact::Reference => line(content, 64),
        // Both degrees are read together.
        NationalFact::Latitude
        | NationalFact::Longitude
        | NationalFact::Nothing
        | NationalFact::Never
        | NationalFact::Commune
        | NationalFact::CommuneCode
        | NationalFact::PestsStatus => Ok(None),
    }
}

/// What a workbook would work out is not taken for what somebody has written.
fn refuse_formula(content: &CellContent) -> Result<(), Wrong> {
    let why = match content {
        CellContent::Formula => {
            "a formula, which is never worked out here; paste its value in its place"
        }
        CellContent::Fault => "a formula that has failed; write the value, or empty the cell",
        _ => return Ok(()),
    };
    Err(Wrong::Cell(why.to_owned()))
}

/// Longitude and latitude of a row; none where neither is told. Both may stand in the first cell.
pub(super) fn place(north: &CellContent, east: &CellContent) -> Result<Option<(f64, f64)>, String> {
    match (is_blank(north), is_blank(east)) {
        (true, true) => Ok(None),
        (false, true) => pair(north),
        (true, false) => Err("a longitude without a latitude; give both".to_owned()),
        (false, false) => match (degrees(north), degrees(east)) {
            (Some(lat), Some(lon)) => on_earth(lon, lat).map(Some),
            _ => Err(format!(
                "columns \"Latitude\" and \"Longitude\": {:?} and {:?} are no degrees such as 43.604 and 1.444",
                shortened(&text(north)),
                shortened(&text(east))
            )),
        },
    }
}

/// Latitude and longitude in one cell: `43.604, 1.444`.
pub(super) fn pair(content: &CellContent) -> Result<Option<(f64, f64)>, String> {
    if is_blank(content) {
        return Ok(None);
    }
    let told = text(content);
    let by = if told.contains(';') { ";" } else { ", " };
    let parts = told.split_once(by).or_else(|| {
        // Without a blank, a comma parts two numbers only where each has its point.
        told.split_once(',')
            .filter(|(one, other)| one.contains('.') && other.contains('.'))
    });
    let number = |part: &str| degrees(&CellContent::Text(part.to_owned()));
    let read = parts.and_then(|(lat, lon)| Some((number(lon)?, number(lat)?)));
    let Some((lon, lat)) = read else {
        return Err(format!(
            "the place {:?} is no latitude and longitude such as \"43.604, 1.444\"",
            shortened(&told)
        ));
    };
    on_earth(lon, lat).map(Some)
}

fn on_earth(lon: f64, lat: f64) -> Result<(f64, f64), String> {
    if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
        return Ok((lon, lat));
    }
    Err(format!(
        "latitude {lat} and longitude {lon} are no place on Earth; they may stand in each other's column, or be metres"
    ))
}

fn degrees(content: &CellContent) -> Option<f64> {
    let number = match content {
        CellContent::Number(number) => *number,
        CellContent::Text(text) => text.trim().replace(',', ".").parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// The words of a cell, whatever it holds.
fn text(content: &CellContent) -> String {
    match content {
        CellContent::Text(text) => text.trim().to_owned(),
        CellContent::Number(number) | CellContent::Day(number) => number.to_string(),
        _ => String::new(),
    }
}

fn line(content: &CellContent, most: usize) -> Result<Option<NationalCell>, Wrong> {
    let kept = |sign: &char| !sign.is_control() || *sign == '\n';
    let told: String = text(content).chars().filter(kept).collect();
    let length = told.chars().count();
    if length > most {
        return Err(Wrong::Cell(format!(
            "{length} characters, and there is room for {most}; shorten it"
        )));
    }
    Ok((!told.is_empty()).then_some(NationalCell::Text(told)))
}

fn count(content: &CellContent) -> Result<NationalCell, Wrong> {
    let value = match content {
        CellContent::Number(number) => Value::Number(*number),
        other => Value::from(text(other)),
    };
    let read = values::count(&value).filter(|count| f64::from(*count) <= PEOPLE);
    read.map(NationalCell::Count).ok_or_else(|| {
        Wrong::Cell(format!(
            "{:?} is no whole number from 0 to {PEOPLE}; correct it, or empty the cell",
            shortened(&text(content))
        ))
    })
}

/// A year as the platform writes one; anything else is left as it is.
fn year(content: &CellContent) -> Result<Option<NationalCell>, Wrong> {
    let Ok(NationalCell::Count(year @ 1990..=2100)) = count(content) else {
        return Err(Wrong::Word(shortened(&text(content))));
    };
    Ok(Some(NationalCell::Count(year)))
}

fn day(content: &CellContent, latest: Option<Date>) -> Result<NationalCell, Wrong> {
    let read = match content {
        CellContent::Day(number) | CellContent::Number(number) => day_of(*number),
        other => match values::day(&Value::from(text(other))) {
            Some(values::Day::Exact(day)) => Some(day),
            _ => None,
        },
    };
    let told = || shortened(&text(content));
    let Some(day) = read else {
        return Err(Wrong::Cell(format!(
            "{:?} is no day; write it like 31/01/2026",
            told()
        )));
    };
    if latest.is_some_and(|latest| day > latest) {
        return Err(Wrong::Cell(format!(
            "{day} has not come yet; correct the day"
        )));
    }
    Ok(NationalCell::Day(day))
}

/// The day of a number of a workbook's calendar.
fn day_of(number: f64) -> Option<Date> {
    if !(366.0..=LAST_DAY).contains(&number) {
        return None;
    }
    #[allow(
        clippy::cast_possible_truncation,
        reason = "whole and within range, as just checked"
    )]
    let days = (number + TO_MIDNIGHT).floor() as i64;
    DAY_ZERO.checked_add(Duration::days(days))
}

fn yes_no(content: &CellContent) -> Result<Option<NationalCell>, Wrong> {
    let told = text(content);
    let word = |word: &str| Ok(Some(NationalCell::Text(word.to_owned())));
    match values::yes(&Value::from(told.clone())) {
        Some(true) => word("oui"),
        Some(false) => word("non"),
        None if fold::squeezed(&told).starts_with("inconnu") => Ok(None),
        None => Err(Wrong::Cell(format!(
            "{:?} is not oui, non or NC",
            shortened(&told)
        ))),
    }
}

fn kind(told: &str) -> Result<Option<NationalCell>, Wrong> {
    let folded = fold::squeezed(told);
    let has = |stems: &[&str]| stems.iter().any(|stem| folded.contains(stem));
    let kind = if folded.starts_with("inconnu") {
        SettlementKind::Unknown
    } else if has(&["nonbati", "bidonville"]) {
        SettlementKind::Shantytown
    } else if has(&["immeuble", "squat", "bati"]) {
        SettlementKind::Squat
    } else if has(&["terrain"]) {
        SettlementKind::Shantytown
    } else {
        return Err(Wrong::Word(shortened(told)));
    };
    Ok(Some(NationalCell::Text(national_kind(kind).to_owned())))
}

/// Planned or done; what is unknown or not planned is nothing that could be kept.
fn census(told: &str) -> Option<NationalCell> {
    let folded = fold::squeezed(told);
    let is = |word: &&&str| fold::squeezed(word) == folded;
    let found = NATIONAL_CENSUS.iter().find(is);
    found.map(|word| NationalCell::Text((*word).to_owned()))
}

fn one_of(told: &str, words: &[&str]) -> Result<Option<NationalCell>, Wrong> {
    let folded = fold::squeezed(told);
    let found = words.iter().find(|word| fold::squeezed(word) == folded);
    match found {
        Some(word) => Ok(Some(NationalCell::Text((*word).to_owned()))),
        None => Err(Wrong::Word(shortened(told))),
    }
}
