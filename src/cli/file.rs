//! `jalon file`: photos and documents taken in, listed, written out and removed.

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use uuid::Uuid;

use super::{Error, args::Shared, open, output};
use crate::{
    app::{FilePlace, Look, NewFile},
    domain::{Code, PHOTO_BYTES, Person, Register, VisitId},
    publish,
};

/// What can be typed behind `jalon file`.
#[derive(Debug, Subcommand)]
pub(super) enum FileCommand {
    /// Take in a photo or a PDF; a photo loses what the camera wrote into it
    Add {
        /// What it hangs on: settlement:S1, visit:ID, or an entry such as household:HH0001
        on: String,
        /// JPEG, PNG or WebP up to 25 MB, PDF up to 20 MB; - for standard input
        file: PathBuf,
        /// What to call it; as the file unless given
        #[arg(long)]
        name: Option<String>,
    },
    /// List what hangs on something
    List {
        /// settlement:S1, visit:ID, or an entry such as household:HH0001
        on: String,
        /// What for: written down where households or courts are told of
        #[arg(long)]
        purpose: Option<String>,
    },
    /// Write a photo or a document into a new file
    Get {
        /// Its id
        id: Uuid,
        /// Where to; - for standard output
        #[arg(long, short = 'o', value_name = "FILE")]
        out: PathBuf,
        /// What for: written down where households or courts are told of
        #[arg(long)]
        purpose: Option<String>,
    },
    /// Remove the bytes of a photo or a document; its line and the reason are kept
    Remove {
        /// Its id
        id: Uuid,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

/// Carries it out.
pub(super) async fn run(shared: &Shared, asked: FileCommand) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let person = Person::operator("cli");
    match asked {
        FileCommand::Add { on, file, name } => {
            let sent = NewFile {
                name: name.unwrap_or_else(|| name_of(&file)),
                bytes: bytes_of(&file)?,
            };
            let added = jalon.add_file(&place(&on)?, sent, &person).await?;
            if !added.is_new {
                output::note("the same file is there already");
            }
            told(shared, &[publish::file(&added.file)])
        }
        FileCommand::List { on, purpose } => {
            let look = Look {
                person: &person,
                purpose: purpose.as_deref(),
            };
            let files = jalon.files(&place(&on)?, look).await?;
            told(shared, &files.iter().map(publish::file).collect::<Vec<_>>())
        }
        FileCommand::Get { id, out, purpose } => {
            let look = Look {
                person: &person,
                purpose: purpose.as_deref(),
            };
            let opened = jalon.open_file(id, look).await?;
            write(&out, &opened.bytes)
        }
        FileCommand::Remove { id, reason } => {
            jalon.remove_file(id, &reason, &person).await?;
            output::line(&format!("the bytes of {id} are gone"))
        }
    }
}

/// What is named as `settlement:S1`, `visit:ID` or an entry of a register.
fn place(on: &str) -> Result<FilePlace, Error> {
    let wanted = || {
        usage(&format!(
            "{on:?} names nothing that a file can hang on; write settlement:S1, visit:ID or household:HH0001"
        ))
    };
    let (what, code) = on.split_once(':').ok_or_else(wanted)?;
    match what {
        "settlement" => Ok(FilePlace::Settlement(code.to_owned())),
        "visit" => {
            let id = Uuid::parse_str(code).map_err(|_| wanted())?;
            Ok(FilePlace::Visit(VisitId(id)))
        }
        register => {
            let register = Register::from_code(register).ok_or_else(wanted)?;
            Ok(FilePlace::Entry(register, code.to_owned()))
        }
    }
}

fn told(shared: &Shared, files: &[publish::FileView]) -> Result<(), Error> {
    if shared.json {
        return output::json(&files);
    }
    let rows = files.iter().map(|file| {
        let state = file.removed.as_ref().map_or_else(
            || format!("{} bytes", file.bytes),
            |removal| format!("removed by {}: {}", removal.by, removal.reason),
        );
        vec![
            file.id.to_string(),
            file.name.clone(),
            state,
            file.added_at.date().to_string(),
            file.added_by.clone(),
        ]
    });
    let head = ["id", "name", "", "since", "by"];
    output::line(&output::table(&head, &[], rows.collect()))
}

/// The name of a file without its folders, which are nobody's business.
fn name_of(file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy());
    name.map(std::borrow::Cow::into_owned).unwrap_or_default()
}

/// The bytes of a file, one more than can be taken at most.
fn bytes_of(file: &Path) -> Result<Vec<u8>, Error> {
    let most = PHOTO_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|opened| opened.take(most).read_to_end(&mut bytes))
    };
    let shown = file.display();
    read.map_err(|error| usage(&format!("{shown} cannot be read: {error}")))?;
    Ok(bytes)
}

/// Writes a file that is not there yet: nothing is written over.
fn write(out: &Path, bytes: &[u8]) -> Result<(), Error> {
    if out == Path::new("-") {
        let written = std::io::stdout().write_all(bytes);
        return written.or_else(output::closed_pipe_is_fine);
    }
    let opened = std::fs::File::options()
        .write(true)
        .create_new(true)
        .open(out);
    let written = opened.and_then(|mut file| file.write_all(bytes));
    let shown = out.display();
    written.map_err(|error| usage(&format!("{shown} cannot be written: {error}")))
}

fn usage(what: &str) -> Error {
    Error::Usage {
        what: what.to_owned(),
        command: "file",
    }
}
