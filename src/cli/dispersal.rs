//! `jalon dispersal`: spread or gathered, as a table.

use time::{Date, format_description::well_known::Iso8601};

use super::{
    Error,
    args::{self, Shared},
    open, output,
};
use crate::{
    domain::{Audience, DispersalReport, Spread, Words},
    publish,
};

/// Prints the report.
pub(super) async fn run(shared: &Shared, asked: args::Dispersal) -> Result<(), Error> {
    let as_of = asked
        .as_of
        .map(|text| {
            Date::parse(&text, &Iso8601::DATE).map_err(|_| Error::Usage {
                what: format!("--as-of {text:?} is not a day written YYYY-MM-DD"),
                command: "dispersal",
            })
        })
        .transpose()?;
    let (jalon, _) = open(shared, None).await?;
    let report = jalon.dispersal(as_of)?;
    if shared.json {
        return output::json(&publish::dispersal(Audience::Team, &report));
    }
    for (_, text) in report
        .in_words
        .iter()
        .filter(|(lang, _)| *lang == asked.lang)
    {
        output::line(text)?;
    }
    output::line(&neighbourhoods(&report))?;
    output::line(&years(&report, &Words::of(asked.lang)))?;
    output::line(&format!(
        "not counted: {} into a home whose neighbourhood is not known, {} not into an ordinary home",
        report.left_out.outside_neighbourhoods, report.left_out.not_a_home
    ))
}

fn neighbourhoods(report: &DispersalReport) -> String {
    let rows = report
        .neighbourhoods
        .iter()
        .map(|counted| {
            vec![
                counted.code.clone(),
                counted.name.clone(),
                counted
                    .households
                    .map_or_else(|| "?".to_owned(), |n| format!("{n:.0}")),
                counted.rehoused.to_string(),
                counted
                    .share
                    .map_or_else(String::new, |share| format!("{:.2} %", share * 100.0)),
                figure(counted.location_quotient),
            ]
        })
        .collect();
    let head = [
        "code",
        "neighbourhood",
        "households",
        "rehoused",
        "share",
        "location quotient",
    ];
    output::table(&head, &[2, 3, 4, 5], rows)
}

fn years(report: &DispersalReport, words: &Words) -> String {
    let row = |name: String, spread: &Spread| {
        vec![
            name,
            spread.households.to_string(),
            format!(
                "{} of {}",
                spread.neighbourhoods_used, spread.neighbourhoods
            ),
            figure(spread.dissimilarity),
            figure(spread.dissimilarity_by_chance),
            spread
                .isolation
                .map_or_else(|| "–".to_owned(), |x| format!("{:.1} of 1000", x * 1000.0)),
            figure(spread.colocation_ratio),
            spread
                .reason
                .map(|reason| words.say(reason))
                .unwrap_or_default(),
        ]
    };
    let rows = report
        .years
        .iter()
        .map(|year| row(format!("end of {}", year.year), &year.spread))
        .chain([row("all".to_owned(), &report.overall)])
        .collect();
    let head = [
        "moves up to",
        "households",
        "neighbourhoods",
        "D",
        "D by chance",
        "isolation",
        "co-location",
        "",
    ];
    output::table(&head, &[1, 3, 4, 5, 6], rows)
}

fn figure(x: Option<f64>) -> String {
    x.map_or_else(|| "–".to_owned(), |x| format!("{x:.2}"))
}
