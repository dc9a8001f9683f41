//! What stands in a cell of a file of visits: an answer, "nobody could tell", or nothing.

use time::{OffsetDateTime, Time, format_description::well_known::Rfc3339};

use super::{fold, values};
use crate::{
    domain::{AskedQuestion, Reply, Unit},
    spatial::Value,
};

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell {
    /// The question was not asked.
    NotAsked,
    /// It was asked, and nobody could tell.
    Unknown,
    /// It was answered.
    Reply(Reply),
}

/// Reads the cell of a question.
///
/// # Errors
/// What is wrong and what to write, as one sentence.
pub(super) fn cell(question: &AskedQuestion, value: Option<&Value>) -> Result<Cell, String> {
    let Some(text) = value.and_then(Value::as_text) else {
        return Ok(Cell::NotAsked);
    };
    match fold::squeezed(&text).as_str() {
        "" | "na" | "nan" | "null" | "none" if text != "?" => return Ok(Cell::NotAsked),
        "" | "unknown" | "inconnu" | "inconnue" | "dontknow" | "dk" | "nesaitpas" | "nsp" => {
            return Ok(Cell::Unknown);
        }
        _ => {}
    }
    let reply = if question.unit == Unit::YesNo {
        yes_or_no(&text)
    } else {
        number(question.unit, &text)
    };
    let reply = reply.ok_or_else(|| {
        let due = if question.unit == Unit::YesNo {
            "yes, no or unknown"
        } else {
            "a number or unknown"
        };
        format!("{text:?} is not {due}; write one of these, or leave the cell blank")
    })?;
    question.check(reply).map_err(|wrong| wrong.to_string())?;
    Ok(Cell::Reply(reply))
}

/// Whether a tick is set; `None` when the cell is something else.
pub(super) fn ticked(value: Option<&Value>) -> Option<bool> {
    let Some(text) = value.and_then(Value::as_text) else {
        return Some(false);
    };
    match fold::squeezed(&text).as_str() {
        "unknown" | "inconnu" | "ok" => Some(true),
        "" | "na" => Some(false),
        _ => values::yes(&Value::from(text)),
    }
}

/// A moment as people and telephones write it; a day alone is its first moment, and a time
/// without an offset is UTC: ages are counted in days.
///
/// ```
/// use jalon::intake::moment;
/// use time::macros::datetime;
/// assert_eq!(moment("2026-03-09"), Some(datetime!(2026-03-09 0:00 UTC)));
/// assert_eq!(moment("2026-03-09T14:30:00.000+01:00"), Some(datetime!(2026-03-09 13:30 UTC)));
/// assert_eq!(moment("2026-03-09 14:30"), Some(datetime!(2026-03-09 14:30 UTC)));
/// assert_eq!(moment("last week"), None);
/// ```
#[must_use]
pub fn moment(text: &str) -> Option<OffsetDateTime> {
    let text = text.trim();
    let Some((day, time)) = text.split_once(['T', ' ']) else {
        let day = match values::day(&Value::from(text.to_owned()))? {
            values::Day::Exact(day) => day,
            values::Day::YearOnly(_) => return None,
        };
        return Some(day.with_time(Time::MIDNIGHT).assume_utc());
    };
    let whole = [
        format!("{day}T{time}"),
        format!("{day}T{time}Z"),
        format!("{day}T{time}:00Z"),
    ];
    let parsed = whole
        .iter()
        .find_map(|text| OffsetDateTime::parse(text, &Rfc3339).ok())?;
    Some(parsed.to_offset(time::UtcOffset::UTC))
}

fn yes_or_no(text: &str) -> Option<Reply> {
    let yes = values::yes(&Value::from(text.to_owned()))?;
    Some(if yes { Reply::Yes } else { Reply::No })
}

/// A share may be written in per cent.
fn number(unit: Unit, text: &str) -> Option<Reply> {
    let number = |text: &str| Value::from(text.to_owned()).as_number();
    let number = match text.strip_suffix('%') {
        Some(percent) if unit == Unit::Share => number(percent)? / 100.0,
        _ => number(text)?,
    };
    Some(Reply::Number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(key: &str, unit: Unit, text: &str) -> Result<Cell, String> {
        let question = AskedQuestion {
            key: key.to_owned(),
            unit,
        };
        cell(&question, Some(&Value::from(text.to_owned())))
    }

    #[test]
    fn blank_is_not_asked_and_unknown_is_asked() {
        for blank in ["", "  ", "n/a", "N/A", "NA"] {
            assert_eq!(
                read("pests", Unit::YesNo, blank),
                Ok(Cell::NotAsked),
                "{blank}"
            );
        }
        for unknown in ["unknown", "Inconnu", "ne sait pas", "?"] {
            assert_eq!(
                read("pests", Unit::YesNo, unknown),
                Ok(Cell::Unknown),
                "{unknown}"
            );
        }
    }

    #[test]
    fn answers_are_read_as_people_write_them() {
        let number = |n| Ok(Cell::Reply(Reply::Number(n)));

        assert_eq!(
            read("pests", Unit::YesNo, "Oui"),
            Ok(Cell::Reply(Reply::Yes))
        );
        assert_eq!(read("litres_pd", Unit::Litres, "7,5"), number(7.5));
        assert_eq!(read("under5_share", Unit::Share, "25 %"), number(0.25));
    }

    #[test]
    fn an_answer_of_another_kind_or_out_of_range_says_what_is_due() {
        let wrong = read("pests", Unit::YesNo, "12").unwrap_err();
        assert!(wrong.contains("yes, no or unknown"), "{wrong}");
        let wrong = read("water_m", Unit::Metres, "far").unwrap_err();
        assert!(wrong.contains("a number or unknown"), "{wrong}");
        let wrong = read("under5_share", Unit::Share, "25").unwrap_err();
        assert!(wrong.contains("between 0 and 1"), "{wrong}");
    }

    #[test]
    fn half_a_date_is_none() {
        for text in ["2026", "2026-03-09 noon", "2026-13-01", ""] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
