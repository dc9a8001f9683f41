//! Writing to people and programs: results to standard output, the rest to standard error.

use std::{io::Write, time::Duration};

use comfy_table::{CellAlignment, Table, presets::NOTHING};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::Error;

/// A line of the result.
pub(super) fn line(text: &str) -> Result<(), Error> {
    writeln!(std::io::stdout(), "{text}").or_else(closed_pipe_is_fine)
}

/// The result as JSON.
pub(super) fn json(value: &impl Serialize) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    line(&text)
}

/// A line beside the result: progress, advice, errors.
pub(super) fn note(text: &str) {
    // Nobody is left to be told that standard error is closed.
    drop(writeln!(std::io::stderr(), "{text}"));
}

/// A bar on standard error that shows how far long work is; none where nobody looks.
pub(super) fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) =
        ProgressStyle::with_template("{spinner} [{bar:40}] {percent} %, {elapsed} ({eta} left)")
    {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// A table with a head; columns named in `numbers` are set flush right.
pub(super) fn table(head: &[&str], numbers: &[usize], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
    table.set_header(head);
    let plain = |row: Vec<String>| row.into_iter().map(|cell| in_one_line(&cell));
    table.add_rows(rows.into_iter().map(plain));
    for &column in numbers {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.to_string()
}

/// Longest line of running text, which fits a page of A4 in a plain font.
const LINE: usize = 96;

/// Running text in lines that fit a page; a word longer than a line stands alone.
pub(super) fn wrapped(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in in_one_line(text).split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// The text without what would break a line or turn its direction: a name comes from a file.
pub(super) fn in_one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| if c.is_control() || turns(c) { ' ' } else { c })
        .collect()
}

/// `jalon rank | head` ends early on purpose.
pub(super) fn closed_pipe_is_fine(error: std::io::Error) -> Result<(), Error> {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        Ok(())
    } else {
        Err(Error::Output(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_fits_its_lines_and_loses_no_word() {
        let text = "one two three ".repeat(40);

        let lines = wrapped(&text);

        assert!(lines.lines().all(|line| line.len() <= LINE));
        assert!(lines.split_whitespace().eq(text.split_whitespace()));
    }

    #[test]
    fn a_name_cannot_break_or_turn_a_line_of_a_table() {
        assert_eq!(in_one_line("a\nb\u{202e}c\u{1b}[31m"), "a b c [31m");
    }
}
