//! A list of families that wait for homes, as CSV text: all rows are read, and every fault is told
//! with its row, so that a person mends the file once. Codes and no names.

use super::{Error, convert::is_household_code, fold, mapping::listed, never_read, values};
use crate::{
    domain::{LayerKind, PLACES_LISTED, WaitingFamily},
    spatial::Value,
};

/// Families that one proposal looks at, at most.
pub const FAMILIES_MOST: usize = 1_000;

/// The families of a list, and what was not read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FamiliesRead {
    /// In the order of the rows.
    pub families: Vec<WaitingFamily>,
    /// Columns that no field asks for.
    pub not_read: Vec<String>,
}

/// The fields with what their columns are called.
const FIELDS: [(&str, &str); 11] = [
    (
        "household",
        "household household_code code_menage menage id_menage code_foyer foyer code",
    ),
    (
        "people",
        "people persons personnes nb_personnes taille size",
    ),
    ("origin", "origin settlement site_origine code_site site"),
    ("step_free", "step_free plain_pied pmr sans_marche"),
    (
        "wishes",
        "wishes wish_neighbourhoods souhaits quartiers_souhaites",
    ),
    ("refuses", "refuses refused refus quartiers_refuses"),
    ("school_lon", "school_lon ecole_lon"),
    ("school_lat", "school_lat ecole_lat"),
    ("work_lon", "work_lon travail_lon emploi_lon"),
    ("work_lat", "work_lat travail_lat emploi_lat"),
    ("farthest_m", "farthest_m distance_max_m distance_max"),
];

/// Reads every row.
///
/// # Errors
/// [`Error::FamiliesRefused`] when a row cannot be used, when the text has no column for the
/// household's code or the number of people, or when it holds more than [`FAMILIES_MOST`] rows.
pub fn read_families(text: &str) -> Result<FamiliesRead, Error> {
    let head = text.lines().next().unwrap_or_default();
    let separator = if head.matches(';').count() > head.matches(',').count() {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let names = reader
        .headers()
        .map_err(|fault| refused(&[fault.to_string()]))?;
    let columns = Columns::of(names)?;
    let (mut read, mut faults) = (FamiliesRead::default(), Vec::new());
    for (row, record) in (2_u64..).zip(reader.records()) {
        let family = record
            .map_err(|fault| fault.to_string())
            .and_then(|record| columns.family(&record));
        match family {
            Ok(family) => read.families.push(family),
            Err(fault) => faults.push(format!("row {row}: {fault}")),
        }
        if read.families.len() > FAMILIES_MOST {
            faults.push(format!("the list holds more than {FAMILIES_MOST} families"));
            break;
        }
    }
    if !faults.is_empty() {
        return Err(refused(&faults));
    }
    read.not_read = columns.not_read;
    Ok(read)
}

/// Which column feeds which field.
struct Columns {
    fed: [Option<usize>; FIELDS.len()],
    not_read: Vec<String>,
}

impl Columns {
    fn of(names: &csv::StringRecord) -> Result<Self, Error> {
        let may_be_read =
            |name: &str| never_read::subject_of(name, LayerKind::Placements).is_none();
        let fed = FIELDS.map(|(_, guesses)| {
            guesses.split(' ').find_map(|guess| {
                let guess = fold::squeezed(guess);
                names
                    .iter()
                    .position(|name| may_be_read(name) && fold::squeezed(name) == guess)
            })
        });
        for (at, (field, _)) in FIELDS.iter().enumerate().take(2) {
            if fed[at].is_none() {
                return Err(refused(&[format!(
                    "no column is called {field}; the list has {}",
                    listed(names.iter())
                )]));
            }
        }
        let unread = names.iter().enumerate();
        Ok(Self {
            not_read: unread
                .filter(|(at, _)| !fed.contains(&Some(*at)))
                .map(|(_, name)| name.to_owned())
                .collect(),
            fed,
        })
    }

    fn text<'r>(&self, record: &'r csv::StringRecord, field: &str) -> Option<&'r str> {
        let at = FIELDS.iter().position(|(name, _)| *name == field)?;
        record.get(self.fed[at]?).filter(|text| !text.is_empty())
    }

    fn read<T>(
        &self,
        record: &csv::StringRecord,
        field: &str,
        reader: fn(&Value) -> Option<T>,
    ) -> Result<Option<T>, String> {
        let Some(text) = self.text(record, field) else {
            return Ok(None);
        };
        let read = reader(&Value::from(text.to_owned()));
        read.map(Some)
            .ok_or_else(|| format!("{field} cannot be read; correct it or leave it empty"))
    }

    fn family(&self, record: &csv::StringRecord) -> Result<WaitingFamily, String> {
        let household = self.text(record, "household").unwrap_or_default();
        let people = self.read(record, "people", values::count)?;
        let list = |field| -> Vec<String> {
            let text = self.text(record, field).unwrap_or_default();
            let parts = text.split('|').map(str::trim);
            parts
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let mut goes_to = Vec::new();
        for (lon, lat) in [("school_lon", "school_lat"), ("work_lon", "work_lat")] {
            let lon = self.read(record, lon, Value::as_number)?;
            let lat = self.read(record, lat, Value::as_number)?;
            match (lon, lat) {
                (Some(lon), Some(lat)) => goes_to.push([lon, lat]),
                (None, None) => {}
                _ => return Err("a place needs both longitude and latitude".to_owned()),
            }
        }
        let family = WaitingFamily {
            household: household.to_owned(),
            people: people.ok_or("people is missing; give how many the household counts")?,
            origin: self.text(record, "origin").map(str::to_owned),
            step_free: self
                .read(record, "step_free", values::yes)?
                .unwrap_or(false),
            wishes: list("wishes"),
            refuses: list("refuses"),
            goes_to,
            farthest_m: self.read(record, "farthest_m", values::count)?,
        };
        check_family(&family).map(|()| family)
    }
}

/// Whether a family can be asked for.
///
/// # Errors
/// A sentence that says what is wrong; a code that could be a name is not repeated in it.
pub fn check_family(family: &WaitingFamily) -> Result<(), String> {
    /// More people than any home that is let fits.
    const MOST_PEOPLE: u32 = 30;
    /// Places one family goes to, and names it may give.
    const MOST_PLACES: usize = 10;
    const MOST_NAMES: usize = 100;
    if !is_household_code(&family.household) || family.household.len() > 64 {
        return Err(
            "the household's code is not a code: it needs a digit and no spelled-out words, for it must never be a name"
                .to_owned(),
        );
    }
    let code = &family.household;
    if !(1..=MOST_PEOPLE).contains(&family.people) {
        return Err(format!(
            "{code}: a household counts 1 to {MOST_PEOPLE} people, not {}",
            family.people
        ));
    }
    let is_place = |[lon, lat]: &[f64; 2]| lon.abs() <= 180.0 && lat.abs() <= 90.0;
    if family.goes_to.len() > MOST_PLACES || !family.goes_to.iter().all(is_place) {
        return Err(format!(
            "{code}: give at most {MOST_PLACES} places, each as longitude -180 to 180 and latitude -90 to 90"
        ));
    }
    if family.wishes.len() > MOST_NAMES || family.refuses.len() > MOST_NAMES {
        return Err(format!(
            "{code}: give at most {MOST_NAMES} wishes and refusals"
        ));
    }
    Ok(())
}

fn refused(faults: &[String]) -> Error {
    Error::FamiliesRefused {
        refused: faults.len(),
        faults: faults.iter().take(PLACES_LISTED).cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_with_french_names_and_semicolons() {
        let read = read_families(
            "menage;nb_personnes;site;pmr;souhaits;ecole_lon;ecole_lat;nationalite\n\
             H-1;5;S01;oui;N03|N04;1,44;43,6;x\n\
             H-2;1;;;;;;\n",
        )
        .unwrap();

        let [first, second] = &read.families[..] else {
            panic!("{read:?}");
        };
        assert_eq!(
            (first.people, first.step_free, &first.goes_to[..]),
            (5, true, &[[1.44, 43.6]][..])
        );
        assert_eq!(first.wishes, ["N03", "N04"]);
        assert_eq!((second.people, &second.origin), (1, &None));
        assert_eq!(read.not_read, ["nationalite"]);
    }

    #[test]
    fn every_fault_is_told_with_its_row_and_no_name_is_repeated() {
        let error = read_families(
            "household,people,school_lon,school_lat\n\
             Famille Martin,3,,\n\
             H-2,0,,\n\
             H-3,2,1.4,\n\
             H-4,2,500,43\n",
        )
        .unwrap_err()
        .to_string();

        for fault in ["row 2", "row 3", "row 4", "row 5", "both longitude"] {
            assert!(error.contains(fault), "{error}");
        }
        assert!(!error.contains("Martin"), "{error}");
    }

    #[test]
    fn a_list_without_codes_says_which_columns_it_has() {
        let error = read_families("nom,people\nA,1\n").unwrap_err().to_string();

        assert!(
            error.contains("household") && error.contains("nom"),
            "{error}"
        );
    }
}
