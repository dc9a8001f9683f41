//! Indices as tables for people, with what they were worked out from.

use super::super::{Error, output};
use crate::{
    domain::Words,
    publish::{
        DrawnView, IndexTestView, IndexView, IndicesView, JoinView, LocalIndicesView, ProfileView,
        ToldView,
    },
};

/// Tables, with what the figures were worked out from.
pub(super) fn print(view: &IndicesView, words: &Words) -> Result<(), Error> {
    basis(view)?;
    output::line(&indices(view, words))?;
    if !view.tests.is_empty() {
        output::line(&tests(&view.tests, words))?;
    }
    if let Some(local) = &view.local {
        output::line(&units(local))?;
    }
    for profile in &view.profiles {
        output::line(&curve(profile, words))?;
    }
    Ok(())
}

fn basis(view: &IndicesView) -> Result<(), Error> {
    let basis = &view.basis;
    let plane = basis.plane.as_ref();
    let plane = plane.map_or_else(String::new, |plane| format!(", on the plane {plane}"));
    output::line(&format!("{} units{plane}", basis.units))?;
    for counted in &basis.counted {
        let left = match counted.left_out {
            left if left > 0.0 => format!(" of {} (left out {left})", counted.read),
            _ => String::new(),
        };
        output::line(&format!("{}: {}{left}", counted.column, counted.used))?;
    }
    for line in basis.joined.iter().flat_map(join) {
        output::line(&line)?;
    }
    for note in &basis.notes {
        output::line(&format!("note: {note}"))?;
    }
    Ok(())
}

fn join(join: &JoinView) -> Vec<String> {
    let without = |count: usize, what: &str, keys: &[String]| {
        let more = if count > keys.len() { ", …" } else { "" };
        (count > 0).then(|| format!("{count} {what}: {}{more}", keys.join(", ")))
    };
    let lines = [
        Some(format!("{} rows of counts have a shape", join.matched)),
        without(
            join.counts_without_shape,
            "rows of counts without a shape are left out",
            &join.keys_without_shape,
        ),
        without(
            join.shapes_without_counts,
            "shapes have no counts",
            &join.keys_without_counts,
        ),
    ];
    lines.into_iter().flatten().collect()
}

fn indices(view: &IndicesView, words: &Words) -> String {
    let row = |index: &IndexView| {
        vec![
            index.name.clone(),
            number(index.told.value),
            reason(&index.told, words),
        ]
    };
    let rows = view.indices.iter().map(row).collect();
    output::table(&["index", "value", ""], &[1], rows)
}

fn tests(tests: &[IndexTestView], words: &Words) -> String {
    let row = |test: &IndexTestView| {
        let drawn = test.drawn.as_ref();
        let of = |value: fn(&DrawnView) -> f64| number(drawn.map(value));
        vec![
            test.name.clone(),
            test.null.clone(),
            number(test.told.value),
            of(|drawn| drawn.mean),
            of(|drawn| drawn.low),
            of(|drawn| drawn.high),
            of(|drawn| drawn.p_upper),
            of(|drawn| drawn.p_two_sided),
            reason(&test.told, words),
        ]
    };
    let head = [
        "tested", "against", "value", "mean", "2.5 %", "97.5 %", "p upper", "p", "",
    ];
    output::table(&head, &[2, 3, 4, 5, 6, 7], tests.iter().map(row).collect())
}

fn units(local: &LocalIndicesView) -> String {
    let head: Vec<&str> = std::iter::once("unit")
        .chain(local.names.iter().map(String::as_str))
        .collect();
    let rows = local.units.iter().map(|unit| {
        let values = unit.values.iter().map(|told| number(told.value));
        std::iter::once(unit.unit.clone()).chain(values).collect()
    });
    let numbers: Vec<usize> = (1..head.len()).collect();
    output::table(&head, &numbers, rows.collect())
}

fn curve(profile: &ProfileView, words: &Words) -> String {
    let rows = profile.points.iter().map(|point| {
        let told = &point.told;
        vec![
            number(Some(point.at)),
            number(told.value),
            reason(told, words),
        ]
    });
    output::table(&[profile.over, &profile.name, ""], &[0, 1], rows.collect())
}

/// Six decimals: enough to compare with another program, few enough to read.
fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.6}"))
}

fn reason(told: &ToldView, words: &Words) -> String {
    let name = told.reason.as_ref();
    name.map_or_else(String::new, |name| words.say(&format!("undefined-{name}")))
}
