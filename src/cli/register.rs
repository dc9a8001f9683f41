//! `jalon register`: the registers of the work listed, shown, filled, brought on and taken back.

mod file;

use std::{collections::BTreeMap, path::PathBuf};

use clap::{Args, Subcommand};
use serde_json::Value;

use super::{Error, args::Shared, open, output};
use crate::{
    app::{EntryBy, Jalon, KnownRows, ListAsked, Look, Table},
    domain::{Code, Language, NewEntry, Person, Register, RegisterEntry, StateChange},
    publish::{self, EntryView},
};

pub(super) use file::{bytes_of, write};

/// Characters of the fields of one entry in a list.
const SHOWN: usize = 70;

/// What can be typed behind `jalon register`.
#[derive(Debug, Subcommand)]
pub(super) enum RegisterCommand {
    /// Tell what a register holds: fields, words, states
    Describe {
        /// Which register; all are named without
        register: Option<String>,
    },
    /// List the entries of a register
    List(RegisterList),
    /// Show one entry, with its history if asked
    Show {
        #[command(flatten)]
        entry: EntryNamed,
        /// Every change of it, newest first
        #[arg(long)]
        history: bool,
        #[command(flatten)]
        purpose: Purpose,
    },
    /// Add an entry
    Add {
        /// Which register
        register: String,
        /// Its code; the next free one unless given
        #[arg(long)]
        code: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
    /// Change fields of an entry
    Change {
        #[command(flatten)]
        entry: EntryNamed,
        #[command(flatten)]
        fields: Fields,
    },
    /// Bring an entry to another state, with all that follows from it
    Move {
        #[command(flatten)]
        entry: EntryNamed,
        #[command(flatten)]
        to: To,
        #[command(flatten)]
        fields: Fields,
    },
    /// Take an entry out; it is kept
    Remove {
        #[command(flatten)]
        entry: EntryNamed,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Take a change back with all that followed from it
    Undo {
        /// Its number
        change: u64,
    },
    /// Write an empty file of a register: its columns
    Template {
        /// Which register
        register: String,
    },
    /// Write every entry of a register as rows of separated values
    Export {
        /// Which register
        register: String,
        #[command(flatten)]
        purpose: Purpose,
    },
    /// Take every row of a file into a register, or none
    Import {
        /// Which register
        register: String,
        /// The file, - for standard input; its columns are those of the template
        file: PathBuf,
        /// Change the entries of codes that are known: a blank cell leaves its field as it is
        #[arg(long)]
        change_known: bool,
    },
}

/// One entry.
#[derive(Debug, Args)]
pub(super) struct EntryNamed {
    /// Which register
    register: String,
    /// Code of the entry
    code: String,
}

/// Values of fields.
#[derive(Debug, Args)]
pub(super) struct Fields {
    /// A field and its value: `size=4`; `note=` empties it
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// A new state.
#[derive(Debug, Args)]
pub(super) struct To {
    /// The state to go to
    state: String,
    /// On which day [default: today]
    #[arg(long, value_name = "DAY", default_value = "")]
    on: String,
    /// Why
    #[arg(long, default_value = "")]
    reason: String,
    /// Set aside a rule that stands in the way; the reason is kept with it
    #[arg(long = "override")]
    overrides: bool,
}

/// What for.
#[derive(Debug, Args)]
pub(super) struct Purpose {
    /// What for: written down where households or courts are told of
    #[arg(long)]
    purpose: Option<String>,
}

/// Which entries are listed.
#[derive(Debug, Args)]
pub(super) struct RegisterList {
    /// Which register
    register: String,
    /// Only those of a settlement
    #[arg(long, value_name = "SITE")]
    site: Option<String>,
    /// Only those in a state
    #[arg(long)]
    state: Option<String>,
    /// Only those that lead to an entry: household:HH0001
    #[arg(long, value_name = "REGISTER:CODE")]
    linked_to: Option<String>,
    /// How many at most, by code
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    limit: u32,
    /// Only what comes after this code
    #[arg(long, default_value = "")]
    after: String,
    #[command(flatten)]
    purpose: Purpose,
}

/// Carries it out.
pub(super) async fn run(shared: &Shared, asked: RegisterCommand) -> Result<(), Error> {
    match asked {
        RegisterCommand::Describe { register: None } => {
            let language = Language::English;
            let rows = Register::ALL.iter().map(|one| {
                let view = publish::register(*one, language);
                vec![view.register.code().to_owned(), view.label]
            });
            return output::line(&output::table(&["register", "holds"], &[], rows.collect()));
        }
        RegisterCommand::Describe {
            register: Some(register),
        } => return describe(named(&register)?),
        RegisterCommand::Template { register } => {
            let columns = publish::register_columns(named(&register)?, |_| true);
            return file::write(
                &Table {
                    columns,
                    rows: Vec::new(),
                }
                .to_csv(),
            );
        }
        _ => {}
    }
    let (jalon, _) = open(shared, None).await?;
    let person = Person::operator("cli");
    match asked {
        RegisterCommand::List(_)
        | RegisterCommand::Show { .. }
        | RegisterCommand::Export { .. } => read(shared, &jalon, (&person, asked)).await,
        asked => change(shared, &jalon, (&person, asked)).await,
    }
}

async fn read(
    shared: &Shared,
    jalon: &Jalon,
    (person, asked): (&Person, RegisterCommand),
) -> Result<(), Error> {
    match asked {
        RegisterCommand::List(asked) => {
            let register = named(&asked.register)?;
            let wanted = asked.wanted()?;
            let entries = jalon.entries(register, &wanted, asked.purpose.look(person));
            list(shared, &asked, &entries.await?)
        }
        RegisterCommand::Show {
            entry,
            history,
            purpose,
        } => {
            let key = (named(&entry.register)?, entry.code.as_str());
            let look = purpose.look(person);
            if history {
                let revisions = jalon.entry_history(key, look).await?;
                let views = revisions.iter();
                let views = views.map(|one| publish::register_revision(key.0, one, |_| true));
                return output::json(&views.collect::<Vec<_>>());
            }
            show(shared, jalon, &jalon.entry(key, look).await?)
        }
        RegisterCommand::Export { register, purpose } => {
            file::export(jalon, named(&register)?, purpose.look(person)).await
        }
        _ => Ok(()),
    }
}

async fn change(
    shared: &Shared,
    jalon: &Jalon,
    (person, asked): (&Person, RegisterCommand),
) -> Result<(), Error> {
    let revision = None;
    let by = EntryBy { person, revision };
    let entry = match asked {
        RegisterCommand::Add {
            register,
            code,
            fields,
        } => {
            let new = NewEntry {
                code,
                state: None,
                fields: fields.read()?,
            };
            let register = named(&register)?;
            jalon.add_entry(register, &new, (person, None)).await?
        }
        RegisterCommand::Change { entry, fields } => {
            let key = (named(&entry.register)?, entry.code.as_str());
            jalon.change_entry(key, &fields.read()?, by).await?
        }
        RegisterCommand::Move { entry, to, fields } => {
            let key = (named(&entry.register)?, entry.code.as_str());
            let given = to.given(fields.read()?);
            jalon.move_entry(key, &given, by).await?
        }
        RegisterCommand::Remove { entry, reason } => {
            let key = (named(&entry.register)?, entry.code.as_str());
            let removed = jalon.remove_entry(key, &reason, by).await?;
            return output::line(&format!("{} {} is out", removed.register, removed.code));
        }
        RegisterCommand::Undo { change } => {
            let undone = jalon.undo_change(change, person).await?;
            return output::line(&format!("{} entries are as they were", undone.len()));
        }
        RegisterCommand::Import {
            register,
            file,
            change_known,
        } => {
            let bytes = file::bytes_of(&file, "register")?;
            let known = if change_known {
                KnownRows::Change
            } else {
                KnownRows::Refuse
            };
            let taken = jalon.take_in_register(named(&register)?, (&bytes, known), person);
            let taken = taken.await?;
            let told = format!(
                "{} added and {} changed by change {}",
                taken.added, taken.changed, taken.change
            );
            return output::line(&told);
        }
        _ => return Ok(()),
    };
    show(shared, jalon, &entry)
}

impl Purpose {
    fn look<'a>(&'a self, person: &'a Person) -> Look<'a> {
        let purpose = self.purpose.as_deref();
        Look { person, purpose }
    }
}

impl Fields {
    fn read(&self) -> Result<BTreeMap<String, Value>, Error> {
        let parted = self.set.iter().map(|text| {
            let parted = text.split_once('=');
            let (name, value) = parted.ok_or_else(|| usage(&format!("--set {text} has no '='")))?;
            Ok((name.trim().to_owned(), Value::from(value)))
        });
        parted.collect()
    }
}

impl To {
    /// The change as the system takes it.
    pub(super) fn given(self, fields: BTreeMap<String, Value>) -> StateChange {
        StateChange {
            to: self.state,
            on: self.on,
            reason: self.reason,
            overrides: self.overrides,
            fields,
        }
    }
}

impl RegisterList {
    fn wanted(&self) -> Result<ListAsked, Error> {
        let linked_to = match &self.linked_to {
            None => None,
            Some(text) => {
                let parted = text.split_once(':');
                let (register, code) = parted.ok_or_else(|| {
                    usage("--linked-to takes a register and a code: household:HH0001")
                })?;
                Some((named(register)?, code.to_owned()))
            }
        };
        Ok(ListAsked {
            settlement: self.site.clone(),
            state: self.state.clone(),
            linked_to,
            after: self.after.clone(),
            limit: self.limit,
        })
    }
}

fn named(register: &str) -> Result<Register, Error> {
    Register::from_code(register).ok_or_else(|| {
        let known = publish::register_names();
        usage(&format!(
            "there is no register {register:?}; there are {known}"
        ))
    })
}

fn list(shared: &Shared, asked: &RegisterList, entries: &[RegisterEntry]) -> Result<(), Error> {
    let views: Vec<EntryView> = entries.iter().map(whole).collect();
    if shared.json {
        return output::json(&views);
    }
    let rows = views.iter().map(|view| {
        let told: Vec<String> = view
            .fields
            .iter()
            .map(|(name, value)| format!("{name}={}", publish::register_cell(value)))
            .collect();
        let told: String = told.join(", ").chars().take(SHOWN).collect();
        vec![view.code.clone(), view.state.clone(), told]
    });
    output::line(&output::table(
        &["code", "state", "fields"],
        &[],
        rows.collect(),
    ))?;
    if views.len() >= asked.limit as usize
        && let Some(last) = views.last()
    {
        output::note(&format!("there may be more: --after {}", last.code));
    }
    Ok(())
}

fn show(shared: &Shared, jalon: &Jalon, entry: &RegisterEntry) -> Result<(), Error> {
    let mut view = whole(entry);
    view.receipt = jalon.receipt(entry)?;
    if shared.json {
        return output::json(&view);
    }
    let mut rows = vec![
        vec!["state".to_owned(), view.state.clone()],
        vec!["may become".to_owned(), view.next.join(", ")],
        vec!["revision".to_owned(), view.revision.to_string()],
        vec![
            "changed".to_owned(),
            format!(
                "{} by {} (change {})",
                view.changed_at.date(),
                view.changed_by,
                view.change
            ),
        ],
    ];
    let receipt = view.receipt.iter();
    rows.extend(receipt.map(|receipt| vec!["receipt".to_owned(), receipt.clone()]));
    let fields = view.fields.iter();
    rows.extend(fields.map(|(name, value)| vec![name.clone(), publish::register_cell(value)]));
    for unfit in &view.warnings {
        output::note(&format!(
            "the field {} seems to speak of {}, which is not written down here; say what is needed instead",
            unfit.field, unfit.about
        ));
    }
    let head = format!("{} {}", view.register, view.code);
    output::line(&output::table(&[&head, ""], &[], rows))
}

fn whole(entry: &RegisterEntry) -> EntryView {
    publish::register_entry(entry, |_| true)
}

fn describe(register: Register) -> Result<(), Error> {
    let view = publish::register(register, Language::English);
    let fields = view.fields.iter().map(|field| {
        let words: Vec<&str> = field.words.iter().map(|word| word.code.as_str()).collect();
        let needed = if field.needed { "needed" } else { "" };
        vec![
            field.name.clone(),
            field.class.code().to_owned(),
            field.kind.clone(),
            needed.to_owned(),
            words.join(" "),
        ]
    });
    let head = ["field", "class", "kind", "", "words"];
    output::line(&output::table(&head, &[], fields.collect()))?;
    let states = view.states.iter();
    let states = states.map(|state| {
        vec![
            state.code.clone(),
            state.next.join(" "),
            state.needs.join(" "),
        ]
    });
    output::line("")?;
    let head = ["state", "may become", "needs"];
    output::line(&output::table(&head, &[], states.collect()))
}

fn usage(what: &str) -> Error {
    Error::Usage {
        what: what.to_owned(),
        command: "register",
    }
}
