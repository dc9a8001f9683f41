//! Writes the invented sample city into a folder: `cargo run --example sample_city -- sample-data`.

#![expect(
    clippy::print_stderr,
    reason = "a person types this command and reads what went wrong"
)]

mod city;

use std::{fs, io, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "sample-data".into());
    match write_into(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!(
                "could not write the sample city into {folder}: {fault}; give another folder"
            );
            ExitCode::FAILURE
        }
    }
}

fn write_into(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, text) in city::files() {
        let file = folder.join(name);
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(file, text)?;
    }
    Ok(())
}
