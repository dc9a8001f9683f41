//! Several cities side by side: this one, and the reports that other installations have written.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    app,
    cli::{Error, args::Shared, output},
    publish::DispersalView,
};

/// Most cities in one table.
const MOST: usize = 20;
/// Largest report that is read.
const MOST_BYTES: u64 = 50_000_000;

/// One city's line: what a report says of all its households.
#[derive(Debug, Serialize)]
pub(super) struct City {
    name: String,
    #[serde(flatten)]
    report: Told,
}

/// What is read of a report; fields of later versions do no harm.
#[derive(Debug, Deserialize, Serialize)]
struct Told {
    as_of: String,
    system: Option<String>,
    overall: Figures,
    on_offers: Option<Figures>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Figures {
    households: Option<u32>,
    neighbourhoods_used: Option<u32>,
    neighbourhoods: u32,
    colocation_ratio: Option<f64>,
    colocation_low: Option<f64>,
    colocation_high: Option<f64>,
    dissimilarity: Option<f64>,
    dissimilarity_by_chance: Option<f64>,
    deprived_share: Option<f64>,
    deprived_share_of_yardstick: Option<f64>,
}

impl City {
    /// This installation's own.
    pub(super) fn of(name: &str, view: &DispersalView) -> Result<Self, Error> {
        let value = serde_json::to_value(view).map_err(std::io::Error::from)?;
        Ok(Self {
            name: name.to_owned(),
            report: serde_json::from_value(value).map_err(std::io::Error::from)?,
        })
    }
}

/// The reports of other cities, named after their files.
pub(super) fn read(files: &[PathBuf]) -> Result<Vec<City>, Error> {
    if files.len() >= MOST {
        return Err(usage(format!("--beside takes {} files at most", MOST - 1)));
    }
    files.iter().map(|file| city(file)).collect()
}

fn city(file: &Path) -> Result<City, Error> {
    let shown = file.display().to_string();
    let io = |source| app::Error::Io {
        file: shown.clone(),
        source,
    };
    if std::fs::metadata(file).map_err(io)?.len() > MOST_BYTES {
        return Err(usage(format!("{shown} is no report: it is too large")));
    }
    let text = std::fs::read_to_string(file).map_err(io)?;
    let report = serde_json::from_str(&text).map_err(|error| {
        usage(format!(
            "{shown} is not a report that `jalon dispersal --json` wrote ({error})"
        ))
    })?;
    let name = file.file_stem().unwrap_or(file.as_os_str());
    Ok(City {
        name: name.to_string_lossy().into_owned(),
        report,
    })
}

/// All cities in one table. D hangs on the number of neighbourhoods, the ratio does not.
pub(super) fn print(shared: &Shared, own: City, others: Vec<City>) -> Result<(), Error> {
    let cities: Vec<City> = std::iter::once(own).chain(others).collect();
    if shared.json {
        return output::json(&json!({ "cities": cities }));
    }
    let figure = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| format!("{x:.2}"));
    let row = |city: &City| {
        let told = &city.report;
        let Figures {
            households,
            neighbourhoods_used: used,
            ..
        } = told.overall;
        let count = |n: Option<u32>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
        let offers = told.on_offers.as_ref();
        vec![
            city.name.clone(),
            told.as_of.clone(),
            told.system.clone().unwrap_or_else(|| "own".to_owned()),
            count(households),
            format!("{} of {}", count(used), told.overall.neighbourhoods),
            format!(
                "{} ({} to {})",
                figure(told.overall.colocation_ratio),
                figure(told.overall.colocation_low),
                figure(told.overall.colocation_high)
            ),
            figure(offers.and_then(|on| on.colocation_ratio)),
            figure(told.overall.dissimilarity),
            figure(told.overall.dissimilarity_by_chance),
            figure(told.overall.deprived_share),
            figure(told.overall.deprived_share_of_yardstick),
        ]
    };
    let head = [
        "city",
        "as of",
        "parts",
        "households",
        "used",
        "co-location",
        "on offers",
        "D",
        "D by chance",
        "in priority areas",
        "of all households",
    ];
    let rows = cities.iter().map(row).collect();
    output::line(&output::table(&head, &[3, 5, 6, 7, 8, 9, 10], rows))?;
    output::line("compare the co-location ratios; D grows as neighbourhoods get smaller")
}

fn usage(what: String) -> Error {
    Error::Usage {
        what,
        command: "dispersal",
    }
}
