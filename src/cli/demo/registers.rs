//! The registers of the sample city, taken in like any other files.

use std::collections::BTreeSet;

use super::{Error, Sample, output};
use crate::{
    app::{self, ErrorKind, Jalon, KnownRows},
    domain::{Code, Person, Register},
};

/// The folder of the files; their numbers are the order in which they are taken in.
const FOLDER: &str = "registers/";

/// Takes in every file that is not there yet. What somebody has changed since stays as it is.
pub(super) async fn load(jalon: &Jalon) -> Result<(), Error> {
    let person = Person::operator("demo");
    let mut names: Vec<_> = Sample::iter()
        .filter(|name| name.starts_with(FOLDER))
        .collect();
    names.sort_unstable();
    // Follow-ups are added by the moves: a file of them tells what was found.
    let mut begun = BTreeSet::from([Register::FollowUp]);
    let mut taken = 0;
    for name in names {
        let missing = || Error::Sample(std::io::ErrorKind::NotFound.into());
        let register = register_of(&name).ok_or_else(missing)?;
        let known = if begun.insert(register) {
            KnownRows::Refuse
        } else {
            KnownRows::Change
        };
        let file = Sample::get(&name).ok_or_else(missing)?;
        let imported = jalon.take_in_register(register, (&file.data, known), &person);
        match imported.await {
            Ok(imported) => taken += imported.added + imported.changed,
            Err(error) if is_there(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    output::note(&format!("  registers: {taken} entries"));
    Ok(())
}

/// `registers/07-household.csv` is a file of households.
fn register_of(name: &str) -> Option<Register> {
    let (_, register) = name
        .strip_suffix(".csv")?
        .rsplit_once('/')?
        .1
        .split_once('-')?;
    Register::from_code(register)
}

/// Whether a file was taken in before, and perhaps worked upon.
fn is_there(error: &app::Error) -> bool {
    matches!(error.kind(), ErrorKind::Conflict | ErrorKind::Refused)
}
