//! `jalon dispersal`: spread or gathered, as tables, JSON or CSV.

mod args;
mod tables;
mod csv;
mod beside;
mod indices;
mod index_tables;
mod index_csv;

pub(super) use args::Dispersal;

use super::{Error, args::Shared, open, output};
use crate::{
    domain::{DispersalReport, Viewer, Words},
    publish,
};

/// Prints the report.
pub(super) async fn run(shared: &Shared, asked: Dispersal) -> Result<(), Error> {
    if asked.csv == Some(args::CsvTable::Groups) && asked.wanted().by.is_none() {
        return Err(Error::Usage {
            what: "--csv groups needs --by programme, landlord, year or kind".to_owned(),
            command: "dispersal",
        });
    }
    let print_as = indices::Print::of(shared.json, asked.csv.is_some());
    if asked.indices.is_of_files() {
        return asked.indices.run(print_as, asked.lang);
    }
    if asked.indices.is_of_territory() {
        let (jalon, _) = open(shared, None).await?;
        let view = jalon.indices(asked.wanted(), &asked.indices.asked())?;
        return indices::print(&view, print_as, asked.lang);
    }
    let others = beside::read(&asked.beside)?;
    let (jalon, _) = open(shared, None).await?;
    let report = jalon.dispersal(asked.wanted())?;
    let view = publish::dispersal(Viewer::CaseWorker, &report, jalon.atlas().least);
    if let Some(table) = asked.csv {
        return output::line(csv::text(table, &view)?.trim_end());
    }
    if !others.is_empty() {
        let own = beside::City::of(jalon.territory().as_str(), &view)?;
        return beside::print(shared, own, others);
    }
    if shared.json {
        return output::json(&view);
    }
    print(&report, &asked)
}

fn print(report: &DispersalReport, asked: &Dispersal) -> Result<(), Error> {
    let words = Words::of(asked.lang);
    let said = report
        .in_words
        .iter()
        .filter(|(lang, _)| *lang == asked.lang);
    for (_, text) in said {
        output::line(&output::wrapped(text))?;
    }
    output::line(&format!("\n{}", tables::headline(report)))?;
    if report.by.is_some() {
        output::line(&format!("\n{}", tables::groups(report, &words)))?;
    }
    output::line(&format!("\n{}", tables::neighbourhoods(report)))?;
    output::line(&format!("\n{}", tables::years(report, &words)))?;
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let more = [tables::flows(report, limit), tables::effects(report, limit)];
    for table in more.into_iter().flatten() {
        output::line(&format!("\n{table}"))?;
    }
    for line in tables::notes(report) {
        output::line(&line)?;
    }
    Ok(())
}
