//! Writes the survey form of a visit: `cargo run --example visit_form -- forms/jalon-visit.xlsx`.

#![expect(
    clippy::print_stderr,
    reason = "a person types this command and reads what went wrong"
)]

mod form;

use std::process::ExitCode;

fn main() -> ExitCode {
    let file = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "forms/jalon-visit.xlsx".into());
    match form::workbook().and_then(|mut workbook| workbook.save(&file)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("could not write {file}: {fault}; give a file in a folder that is there");
            ExitCode::FAILURE
        }
    }
}
