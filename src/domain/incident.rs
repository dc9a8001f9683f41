//! What has happened on a settlement: a fire, a flood, an electrocution … in bands, without names.

use geo_types::Coord;
use serde::Deserialize;
use time::{Date, Month, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{EntryError, Origin, SettlementId, code_list, entry};

code_list! {
    /// What has happened.
    IncidentKind {
        /// Fire.
        Fire = "fire",
        /// Flood.
        Flood = "flood",
        /// Electrocution.
        Electrocution = "electrocution",
        /// Something has fallen in or down.
        Collapse = "collapse",
        /// Carbon monoxide.
        CoPoisoning = "co_poisoning",
        /// On a road or a railway.
        Road = "road",
        /// An illness that spreads.
        Outbreak = "outbreak",
        /// An injury from another cause.
        Injury = "injury",
        /// Violence.
        Violence = "violence",
        /// People were driven out without an order.
        EvictionWithoutOrder = "eviction_without_order",
        /// Anything else.
        Other = "other",
    }
}

code_list! {
    /// How bad it was.
    IncidentSeverity {
        /// Dealt with on the spot.
        Minor = "minor",
        /// Help had to come, or dwellings were damaged.
        Serious = "serious",
        /// Lives were lost or in danger, or dwellings were lost.
        Grave = "grave",
        /// Not known.
        Unknown = "unknown",
    }
}

code_list! {
    /// How many people, in bands that find nobody.
    PeopleBand {
        /// Nobody.
        Nobody = "none",
        /// One.
        One = "1",
        /// Two to five.
        TwoToFive = "2-5",
        /// Six or more.
        SixOrMore = "6+",
        /// Not known.
        Unknown = "unknown",
    }
}

/// An event that has happened on one settlement.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// For ever.
    pub id: Uuid,
    /// Which settlement.
    pub settlement: SettlementId,
    /// What has happened.
    pub kind: IncidentKind,
    /// On which day.
    pub on: Date,
    /// Where exactly, longitude and latitude in degrees.
    pub place: Option<Coord<f64>>,
    /// How bad it was.
    pub severity: IncidentSeverity,
    /// How many have died.
    pub deaths: PeopleBand,
    /// How many were injured.
    pub injured: PeopleBand,
    /// What happened, without names.
    pub narrative: Option<String>,
    /// Who writes it down.
    pub by: String,
    /// When it was written down.
    pub at: OffsetDateTime,
}

/// An incident as it is entered.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewIncident {
    /// Code of the settlement.
    pub settlement: String,
    /// What has happened.
    #[schema(value_type = IncidentKind)]
    pub kind: String,
    /// On which day; not in the future.
    pub on: String,
    /// Longitude and latitude in degrees, where the place is known.
    pub place: Option<[f64; 2]>,
    /// How bad it was; `unknown` unless given.
    #[schema(value_type = IncidentSeverity)]
    pub severity: String,
    /// How many have died; `unknown` unless given.
    #[schema(value_type = PeopleBand)]
    pub deaths: String,
    /// How many were injured; `unknown` unless given.
    #[schema(value_type = PeopleBand)]
    pub injured: String,
    /// What happened, without names: up to 2,000 characters.
    pub narrative: String,
    /// Who writes it down: 2 to 80 characters.
    pub by: String,
}

/// An earlier day is a slip of the pen.
const EARLIEST: Date = match Date::from_calendar_date(1990, Month::January, 1) {
    Ok(day) => day,
    Err(_) => Date::MIN,
};

impl Incident {
    /// What was entered, checked.
    ///
    /// # Errors
    /// A kind or band that is none, a day in the future, a place off the globe, no author.
    pub fn entered(new: &NewIncident, origin: Origin) -> Result<Self, EntryError> {
        let today = origin.at.date();
        Ok(Self {
            id: origin.id,
            settlement: origin.settlement,
            kind: entry::word("kind", &new.kind)?,
            on: entry::day("on", &new.on, EARLIEST..=today)?,
            place: new.place.map(place).transpose()?,
            severity: entry::word("severity", or_unknown(&new.severity))?,
            deaths: entry::word("deaths", or_unknown(&new.deaths))?,
            injured: entry::word("injured", or_unknown(&new.injured))?,
            narrative: entry::text_if_any("narrative", &new.narrative, 2_000)?,
            by: entry::author(&new.by)?,
            at: origin.at,
        })
    }
}

fn or_unknown(word: &str) -> &str {
    if word.trim().is_empty() {
        "unknown"
    } else {
        word
    }
}

fn place([lon, lat]: [f64; 2]) -> Result<Coord<f64>, EntryError> {
    if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
        return Ok(Coord { x: lon, y: lat });
    }
    let allowed = "longitude from -180 to 180, then latitude from -90 to 90";
    Err(EntryError::of("place", &format!("{lon},{lat}"), allowed))
}

/// What in a narrative may name or find somebody: forms of address with the word after them, two
/// capitalised words in a row, addresses of mail, telephone numbers. A guess, for a warning only.
///
/// ```
/// use jalon::domain::named_in;
/// assert_eq!(named_in("Stove fire, two huts lost, Mme X treated"), ["Mme X"]);
/// assert!(named_in("A stove fell over. Nobody was hurt.").is_empty());
/// ```
#[must_use]
pub fn named_in(narrative: &str) -> Vec<String> {
    let words: Vec<&str> = narrative.split_whitespace().collect();
    let pairs = words.windows(2).filter_map(|pair| {
        let [first, second] = pair else { return None };
        let names = is_address(first) || (is_capitalised(first) && !ends_sentence(first));
        (names && is_capitalised(second)).then(|| bare(&format!("{first} {second}")).to_owned())
    });
    let single = words.iter().filter(|word| word.contains('@'));
    let mut found: Vec<String> = pairs.collect();
    found.extend(single.map(|word| bare(word).to_owned()));
    found.extend(telephone(narrative));
    found
}

/// A form of address before a name.
fn is_address(word: &str) -> bool {
    const FORMS: [&str; 12] = [
        "m", "mr", "mrs", "ms", "mme", "mlle", "dr", "monsieur", "madame", "mister", "famille",
        "family",
    ];
    FORMS.contains(&bare(word).to_lowercase().as_str())
}

fn is_capitalised(word: &str) -> bool {
    bare(word).chars().next().is_some_and(char::is_uppercase)
}

fn ends_sentence(word: &str) -> bool {
    word.ends_with(['.', '!', '?', ':', ';'])
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Eight digits or more with nothing but blanks, dots and dashes between them.
fn telephone(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '+')))
        .map(str::trim)
        .find(|run| run.bytes().filter(u8::is_ascii_digit).count() >= 9)
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn refusal(change: impl FnOnce(&mut NewIncident)) -> String {
        let mut told = NewIncident {
            kind: "fire".to_owned(),
            on: "2026-06-01".to_owned(),
            by: "fire service".to_owned(),
            ..NewIncident::default()
        };
        let origin = Origin {
            id: Uuid::nil(),
            at: datetime!(2026-06-15 12:00 UTC),
            settlement: SettlementId(Uuid::nil()),
        };
        assert!(Incident::entered(&told, origin).is_ok());
        change(&mut told);
        Incident::entered(&told, origin).unwrap_err().to_string()
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        assert!(refusal(|new| new.kind = "earthquake".into()).contains("one of fire, flood"));
        assert!(refusal(|new| new.on = "2026-06-16".into()).contains("to 2026-06-15"));
        assert!(refusal(|new| new.deaths = "3".into()).contains("none, 1, 2-5, 6+, unknown"));
        assert!(refusal(|new| new.place = Some([200.0, 0.0])).contains("`place` is \"200,0\""));
        assert!(refusal(|new| new.place = Some([f64::NAN, 0.0])).contains("`place`"));
    }

    #[test]
    fn names_mail_and_telephone_numbers_in_a_narrative_are_noticed() {
        assert_eq!(named_in("seen by Jean Exemple."), ["Jean Exemple"]);
        assert_eq!(named_in("ask x@example.org"), ["x@example.org"]);
        assert_eq!(named_in("call 05 61 00 00 00 soon"), ["05 61 00 00 00"]);
        assert!(named_in("Fire at 22.30. Three huts of 12 m2 lost.").is_empty());
    }
}
