//! The sample city in its own time: its ground first, then the visits half-year by half-year, so that there is a past to
//! look back on. Each chapter is stored as if it were that day.

use std::path::Path;

use tempfile::TempDir;
use time::{Date, Time, macros::date};

use super::{Error, FILES, Sample, VISITS, import_missing, import_visits};
use crate::{
    app::{Clock, Jalon},
    config::Settings,
    domain::LayerKind,
};

/// The days on which the story stops to look around; the first one has no visits behind it.
const CHAPTERS: [Date; 5] = [
    date!(2024 - 07 - 01),
    date!(2025 - 01 - 01),
    date!(2025 - 07 - 01),
    date!(2026 - 01 - 01),
    date!(2026 - 07 - 01),
];

/// Loads the ground of the city and the visits of its past into an empty database. Chapters that are yet to come on
/// this machine are left out.
pub(super) async fn tell(settings: &Settings) -> Result<(), Error> {
    let folder = TempDir::with_prefix("jalon-story-").map_err(Error::Sample)?;
    let now = Clock::system().now();
    let eight = Time::from_hms(8, 0, 0).unwrap_or(Time::MIDNIGHT);
    for day in CHAPTERS {
        let morning = day.with_time(eight).assume_utc();
        if morning >= now {
            break;
        }
        let jalon = Jalon::open(settings, Clock::fixed(morning)).await?;
        let ground = FILES.iter().filter(|(kind, _)| is_ground(*kind));
        import_missing(&jalon, ground, folder.path()).await?;
        visits_before(&jalon, day, folder.path()).await?;
    }
    Ok(())
}

/// Homes come with the programme, once the ground is known.
fn is_ground(kind: LayerKind) -> bool {
    !matches!(kind, LayerKind::Placements | LayerKind::Offers)
}

/// Imports the visits of before a day; those that are there already are left as they are.
async fn visits_before(jalon: &Jalon, day: Date, folder: &Path) -> Result<(), Error> {
    let missing = || Error::Sample(std::io::ErrorKind::NotFound.into());
    let file = Sample::get(VISITS).ok_or_else(missing)?;
    let text = String::from_utf8_lossy(&file.data).into_owned();
    let mut lines = text.lines();
    let head = lines.next().unwrap_or_default();
    let day = day.to_string();
    let made = |line: &&str| line.split(',').nth(2).is_some_and(|at| at < day.as_str());
    let before: Vec<&str> = lines.filter(made).collect();
    if before.is_empty() {
        return Ok(());
    }
    let path = folder.join(VISITS);
    std::fs::write(&path, format!("{head}\n{}\n", before.join("\n"))).map_err(Error::Sample)?;
    import_visits(jalon, path).await
}
