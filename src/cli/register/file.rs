//! A register as a file of rows, out and in.

use std::{
    io::{Read, Write},
    path::Path,
};

use super::{super::output, Error, whole};
use crate::{
    app::{Jalon, ListAsked, Look, Table},
    domain::Register,
    publish,
};

/// Longest file of a register, in bytes.
const FILE_MOST: u64 = 8 << 20;
/// Entries read at a time.
const PAGE: u32 = 1_000;

/// Writes every entry of a register as rows.
pub(super) async fn export(jalon: &Jalon, register: Register, look: Look<'_>) -> Result<(), Error> {
    let columns = publish::register_columns(register, |_| true);
    let mut rows = Vec::new();
    let mut asked = ListAsked {
        limit: PAGE,
        ..ListAsked::default()
    };
    loop {
        let page = jalon.entries(register, &asked, look).await?;
        let Some(last) = page.last() else { break };
        asked.after.clone_from(&last.code);
        rows.extend(
            page.iter()
                .map(|entry| publish::register_row(&whole(entry), &columns)),
        );
    }
    write(&Table { columns, rows }.to_csv())
}

/// The bytes of a file that a command takes, - for standard input.
pub(in crate::cli) fn bytes_of(file: &Path, command: &'static str) -> Result<Vec<u8>, Error> {
    let usage = |what: &str| Error::Usage {
        what: what.to_owned(),
        command,
    };
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().take(FILE_MOST + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file)
            .and_then(|opened| opened.take(FILE_MOST + 1).read_to_end(&mut bytes))
    };
    let shown = file.display();
    read.map_err(|error| usage(&format!("{shown} cannot be read: {error}")))?;
    if bytes.len() as u64 > FILE_MOST {
        return Err(usage(&format!(
            "{shown} has more than {FILE_MOST} bytes; part it"
        )));
    }
    Ok(bytes)
}

/// The text as it is: a file for other programs.
pub(in crate::cli) fn write(text: &str) -> Result<(), Error> {
    let written = std::io::stdout().write_all(text.as_bytes());
    written.or_else(output::closed_pipe_is_fine)
}
