//! One field of a register: its name, what may stand in it, and who may read it.

use geo_types::{LineString, MultiPolygon, Polygon};
use serde_json::{Number, Value};
use time::{Date, Month, OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

use super::Register;
use crate::{
    domain::{DataClass, EntryError, entry},
    spatial::Footprint,
};

/// One field of a register.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in files, addresses and the database.
    pub name: &'static str,
    /// What may stand in it.
    pub kind: FieldKind,
    /// Who may read it.
    pub class: DataClass,
    /// Whether an entry cannot do without it.
    pub is_needed: bool,
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// A few words, at most so many characters; looked through for words that should not be written.
    Text(usize),
    /// Sentences, at most so many characters; looked through likewise.
    Prose(usize),
    /// A day that has come, from 1990.
    PastDay,
    /// Any day from 1990 to 2100.
    Day,
    /// A moment from 1990 to 2100: a day, an hour and its offset; kept in UTC.
    Moment,
    /// A whole number from one to another.
    Count(u32, u32),
    /// A number from one to another.
    Number(f64, f64),
    /// Euros with at most two decimals, from 0 to a hundred million.
    Euros,
    /// Yes or no.
    YesNo,
    /// One word of a list.
    Word(&'static [&'static str]),
    /// Some words of a list, each once.
    Words(&'static [&'static str]),
    /// The code of an entry of a register.
    Link(Register),
    /// Codes of entries of a register, each once.
    Links(Register),
    /// The code of a settlement.
    Settlement,
    /// Codes of settlements, each once.
    Settlements,
    /// The code of a neighbourhood.
    Neighbourhood,
    /// Longitude and latitude in degrees.
    Place,
    /// Longitude and latitude of each corner in turn, at most so many: one is a point, several are a line, and
    /// an area where the last is the first.
    Shape(usize),
}

/// The most that euros may be.
const DEAREST_EUR: f64 = 100_000_000.0;
/// Words or codes in one field at most.
const LISTED: usize = 200;
const EARLIEST: Date = day_of(1990);
const LATEST: Date = day_of(2100);

const fn day_of(year: i32) -> Date {
    match Date::from_calendar_date(year, Month::January, 1) {
        Ok(day) => day,
        Err(_) => Date::MIN,
    }
}

/// A moment as it stands in a field: in UTC, to the second.
///
/// ```
/// use time::macros::datetime;
/// assert_eq!(jalon::domain::moment_text(datetime!(2026-01-31 14:05:00.5 +1)), "2026-01-31T13:05:00Z");
/// ```
#[must_use]
pub fn moment_text(at: OffsetDateTime) -> String {
    let at = at.to_offset(UtcOffset::UTC).truncate_to_second();
    at.format(&Rfc3339).unwrap_or_default()
}

impl Field {
    const fn new(name: &'static str, kind: FieldKind, class: DataClass) -> Self {
        Self {
            name,
            kind,
            class,
            is_needed: false,
        }
    }

    /// A field that anybody may read.
    pub(super) const fn public(name: &'static str, kind: FieldKind) -> Self {
        Self::new(name, kind, DataClass::Public)
    }

    /// A field for the team.
    pub(super) const fn internal(name: &'static str, kind: FieldKind) -> Self {
        Self::new(name, kind, DataClass::Internal)
    }

    /// A field about owners and procedures.
    pub(super) const fn restricted(name: &'static str, kind: FieldKind) -> Self {
        Self::new(name, kind, DataClass::Restricted)
    }

    /// A field about a household.
    pub(super) const fn household(name: &'static str, kind: FieldKind) -> Self {
        Self::new(name, kind, DataClass::Household)
    }

    /// The same, and an entry cannot do without it.
    pub(super) const fn needed(mut self) -> Self {
        self.is_needed = true;
        self
    }

    /// A value as it was given, typed or as text from a file; `None` for one that says nothing.
    ///
    /// # Errors
    /// A value of another kind, out of range or too long: with what may stand there.
    pub fn read(&self, given: &Value, today: Date) -> Result<Option<Value>, EntryError> {
        let blank = match given {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(list) => list.is_empty(),
            _ => false,
        };
        if blank {
            return Ok(None);
        }
        self.value(given, today).map(Some)
    }

    fn value(&self, given: &Value, today: Date) -> Result<Value, EntryError> {
        match self.kind {
            FieldKind::Text(most) | FieldKind::Prose(most) => {
                let text = self.text(given)?;
                Ok(entry::text(self.name, &text, 1..=most)?.into())
            }
            FieldKind::PastDay => self.day(given, today),
            FieldKind::Day => self.day(given, LATEST),
            FieldKind::Moment => self.moment(given),
            FieldKind::Count(least, most) => self.count(given, (least, most)),
            FieldKind::Number(least, most) => {
                let number = self.number(given, (least, most))?;
                Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
            }
            FieldKind::Euros => {
                let euros = self.number(given, (0.0, DEAREST_EUR))?;
                let cents = (euros * 100.0).round() / 100.0;
                Ok(Number::from_f64(cents).map_or(Value::Null, Value::Number))
            }
            FieldKind::YesNo => self.yes_no(given),
            FieldKind::Word(words) => {
                let text = self.text(given)?;
                Ok(self.word(&text, words)?.into())
            }
            FieldKind::Words(words) => self.list(given, |text| self.word(text, words)),
            FieldKind::Links(_) | FieldKind::Settlements => {
                self.list(given, |text| self.code(text))
            }
            FieldKind::Link(_) | FieldKind::Settlement | FieldKind::Neighbourhood => {
                let text = self.text(given)?;
                Ok(self.code(&text)?.into())
            }
            FieldKind::Place => self.place(given),
            FieldKind::Shape(most) => self.shape(given, most),
        }
    }

    fn refused(&self, given: &Value, allowed: impl Into<String>) -> EntryError {
        let said = match given {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        EntryError::of(self.name, &said, allowed)
    }

    fn text(&self, given: &Value) -> Result<String, EntryError> {
        match given {
            Value::String(text) => Ok(text.trim().to_owned()),
            Value::Number(number) => Ok(number.to_string()),
            _ => Err(self.refused(given, "a text")),
        }
    }

    fn day(&self, given: &Value, latest: Date) -> Result<Value, EntryError> {
        let text = self.text(given)?;
        let day = entry::day_if_any(self.name, &text, EARLIEST..=latest)?;
        Ok(day.map_or(Value::Null, |day| day.to_string().into()))
    }

    fn moment(&self, given: &Value) -> Result<Value, EntryError> {
        let text = self.text(given)?;
        let read = OffsetDateTime::parse(text.trim(), &Rfc3339).ok();
        let at = read.and_then(|at| at.checked_to_offset(UtcOffset::UTC));
        let told = at.filter(|at| (EARLIEST..=LATEST).contains(&at.date()));
        told.map(|at| moment_text(at).into()).ok_or_else(|| {
            self.refused(
                given,
                "a moment from 1990 to 2100, such as 2026-01-31T14:05:00+01:00",
            )
        })
    }

    fn count(&self, given: &Value, (least, most): (u32, u32)) -> Result<Value, EntryError> {
        let whole = match given {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        whole
            .and_then(|number| u32::try_from(number).ok())
            .filter(|number| (least..=most).contains(number))
            .map(Value::from)
            .ok_or_else(|| self.refused(given, format!("a whole number from {least} to {most}")))
    }

    /// A number, with a point or as French files write it.
    fn number(&self, given: &Value, (least, most): (f64, f64)) -> Result<f64, EntryError> {
        let number = match given {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => {
                let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                plain.replace(',', ".").parse().ok()
            }
            _ => None,
        };
        number
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| self.refused(given, format!("a number from {least} to {most}")))
    }

    fn yes_no(&self, given: &Value) -> Result<Value, EntryError> {
        let yes = match given {
            Value::Bool(yes) => Some(*yes),
            Value::String(text) => match text.trim().to_lowercase().as_str() {
                "yes" | "oui" | "true" | "1" => Some(true),
                "no" | "non" | "false" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        };
        let yes = yes.ok_or_else(|| self.refused(given, "yes or no"))?;
        Ok(Value::Bool(yes))
    }

    fn word(&self, text: &str, words: &'static [&'static str]) -> Result<&'static str, EntryError> {
        let known = words.iter().find(|word| word.eq_ignore_ascii_case(text));
        known
            .copied()
            .ok_or_else(|| EntryError::of(self.name, text, format!("one of {}", words.join(", "))))
    }

    fn code(&self, text: &str) -> Result<String, EntryError> {
        entry::text(self.name, text, 1..=CODE_MOST)
    }

    /// A list as such, or as one text with `;` between.
    fn list<T: Into<Value> + PartialEq>(
        &self,
        given: &Value,
        read: impl Fn(&str) -> Result<T, EntryError>,
    ) -> Result<Value, EntryError> {
        let texts: Vec<String> = match given {
            Value::Array(list) => list
                .iter()
                .map(|one| self.text(one))
                .collect::<Result<_, _>>()?,
            other => {
                let text = self.text(other)?;
                text.split(';').map(|one| one.trim().to_owned()).collect()
            }
        };
        if texts.len() > LISTED {
            return Err(self.refused(&texts.len().into(), format!("at most {LISTED} of them")));
        }
        let mut known: Vec<T> = Vec::new();
        for text in texts.iter().filter(|text| !text.is_empty()) {
            let one = read(text)?;
            if !known.contains(&one) {
                known.push(one);
            }
        }
        Ok(Value::Array(known.into_iter().map(Into::into).collect()))
    }

    fn place(&self, given: &Value) -> Result<Value, EntryError> {
        let allowed = "longitude and latitude in degrees, such as 1.44;43.60";
        match degrees(given).as_deref() {
            Some(&[lon, lat]) if is_on_earth(&[lon, lat]) => Ok(Value::from(vec![lon, lat])),
            _ => Err(self.refused(given, allowed)),
        }
    }

    fn shape(&self, given: &Value, most: usize) -> Result<Value, EntryError> {
        let allowed = || {
            format!(
                "longitude and latitude of 1 to {most} corners in turn, such as 1.44;43.60;1.45;43.61; \
                 of an area the last is the first, and no two edges cross"
            )
        };
        let read = degrees(given).filter(|all| {
            let corners: Vec<&[f64]> = all.chunks(2).collect();
            (1..=most).contains(&corners.len())
                && corners.iter().all(|corner| is_on_earth(corner))
                && is_whole(&corners)
        });
        let read = read.ok_or_else(|| self.refused(given, allowed()))?;
        Ok(Value::from(read))
    }
}

/// Numbers as such, or as one text with `;` between.
fn degrees(given: &Value) -> Option<Vec<f64>> {
    match given {
        Value::Array(list) => list.iter().map(Value::as_f64).collect(),
        Value::String(text) => text.split(';').map(|one| one.trim().parse().ok()).collect(),
        _ => None,
    }
}

fn is_on_earth(corner: &[f64]) -> bool {
    matches!(corner, &[lon, lat] if lon.abs() <= 180.0 && lat.abs() <= 90.0)
}

/// Whether corners that come back to the first go around an area; others may lie as they like.
fn is_whole(corners: &[&[f64]]) -> bool {
    if corners.len() < 2 || corners.first() != corners.last() {
        return true;
    }
    let ring: LineString<f64> = corners
        .iter()
        .map(|corner| (corner[0], corner[1]))
        .collect();
    Footprint::new(MultiPolygon::new(vec![Polygon::new(ring, Vec::new())])).is_ok()
}

/// Characters of a code at most.
pub(super) const CODE_MOST: usize = 40;
