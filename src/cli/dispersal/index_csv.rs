//! Indices as rows for a spreadsheet or another program: all digits, names and no sentences.

use super::super::{Error, output};
use crate::publish::{DrawnView, IndexTestView, IndicesView, LocalIndicesView, ProfileView};

/// One table of values as they are: units, points or indices.
pub(super) fn print(view: &IndicesView) -> Result<(), Error> {
    let rows = match (&view.local, view.profiles.is_empty()) {
        (Some(local), _) => of_units(local),
        (None, false) => of_points(&view.profiles),
        (None, true) if view.tests.is_empty() => of_indices(view),
        (None, true) => of_tests(&view.tests),
    };
    write(&rows)
}

pub(super) fn write(rows: &[Vec<String>]) -> Result<(), Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(std::io::Error::from)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    let text = String::from_utf8_lossy(&bytes);
    output::line(text.trim_end())
}

fn plain(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

pub(super) fn headed(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let head = head.iter().map(|&name| name.to_owned()).collect();
    std::iter::once(head).chain(rows).collect()
}

fn of_indices(view: &IndicesView) -> Vec<Vec<String>> {
    let rows = view.indices.iter().map(|index| {
        let told = &index.told;
        vec![
            index.name.clone(),
            plain(told.value),
            told.reason.clone().unwrap_or_default(),
        ]
    });
    headed(&["index", "value", "reason"], rows)
}

fn of_tests(tests: &[IndexTestView]) -> Vec<Vec<String>> {
    let rows = tests.iter().map(|test| {
        let drawn = test.drawn.as_ref();
        let of = |value: fn(&DrawnView) -> f64| plain(drawn.map(value));
        vec![
            test.name.clone(),
            test.null.clone(),
            test.seed.to_string(),
            drawn.map_or_else(String::new, |drawn| drawn.draws.to_string()),
            plain(test.told.value),
            of(|drawn| drawn.mean),
            of(|drawn| drawn.deviation),
            of(|drawn| drawn.low),
            of(|drawn| drawn.high),
            of(|drawn| drawn.p_upper),
            of(|drawn| drawn.p_two_sided),
            test.told.reason.clone().unwrap_or_default(),
        ]
    });
    let head = [
        "index",
        "null",
        "seed",
        "draws",
        "value",
        "mean",
        "deviation",
        "low",
        "high",
        "p_upper",
        "p_two_sided",
        "reason",
    ];
    headed(&head, rows)
}

fn of_units(local: &LocalIndicesView) -> Vec<Vec<String>> {
    let head: Vec<&str> = std::iter::once("unit")
        .chain(local.names.iter().map(String::as_str))
        .collect();
    let rows = local.units.iter().map(|unit| {
        let values = unit.values.iter().map(|told| plain(told.value));
        std::iter::once(unit.unit.clone()).chain(values).collect()
    });
    headed(&head, rows)
}

fn of_points(profiles: &[ProfileView]) -> Vec<Vec<String>> {
    let rows = profiles.iter().flat_map(|profile| {
        profile.points.iter().map(|point| {
            let told = &point.told;
            vec![
                profile.name.clone(),
                plain(Some(point.at)),
                plain(told.value),
                told.reason.clone().unwrap_or_default(),
            ]
        })
    });
    headed(&["profile", "at", "value", "reason"], rows)
}
