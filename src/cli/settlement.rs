//! `jalon settlement`: one settlement shown, added, changed or taken out.

use std::{
    collections::BTreeMap,
    io::Read,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json, json};

use super::{Error, args::Shared, open, output, register::To};
use crate::{
    app::{
        Jalon, features,
        settlements::{Edited, EditedTo},
    },
    domain::{Code, LayerKind, Person, Viewer},
    spatial::{Feature, Value},
};

/// Who is named in the record of changes.
const ACTOR: &str = "cli";
/// The longest file of one settlement.
const MOST_BYTES: u64 = 1 << 20;

/// What can be typed behind `jalon settlement`.
#[derive(Debug, Subcommand)]
pub(super) enum SettlementCommand {
    /// Show what is known of a settlement
    Show {
        /// Its code
        code: String,
    },
    /// Add a settlement from a GeoJSON feature
    Add {
        /// File with one GeoJSON feature, - for standard input; `name` is its only needed property
        file: PathBuf,
    },
    /// Change what is named, and nothing else
    Edit(Box<SettlementEdit>),
    /// Bring a settlement to another status; the rules of the work are held
    Status {
        /// Its code
        code: String,
        #[command(flatten)]
        to: To,
        /// With closed, why, for example resorbed; a wrong word is answered with all of them
        #[arg(long)]
        cause: Option<String>,
    },
    /// Take a settlement out; one with visits, casework or moves is closed instead
    Remove {
        /// Its code
        code: String,
    },
}

/// What is changed; `-` makes a value unknown.
#[derive(Debug, Args)]
pub(super) struct SettlementEdit {
    /// Its code
    code: String,
    /// What people call it
    #[arg(long)]
    name: Option<String>,
    /// What people live in
    #[arg(long)]
    kind: Option<String>,
    /// How far the work has come
    #[arg(long)]
    status: Option<String>,
    /// Number of households
    #[arg(long, value_name = "N")]
    households: Option<String>,
    /// Number of people
    #[arg(long, value_name = "N")]
    people: Option<String>,
    /// Since when people live there: 2024-10-31
    #[arg(long, value_name = "DAY")]
    installed_on: Option<String>,
    /// File with a GeoJSON feature or geometry, - for standard input: its new shape
    #[arg(long, value_name = "FILE")]
    shape: Option<PathBuf>,
}

/// Carries it out.
pub(super) async fn run(shared: &Shared, asked: SettlementCommand) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let any = |_: &str| true;
    let edited = match asked {
        SettlementCommand::Show { code } => return show(shared, &jalon, &code),
        SettlementCommand::Add { file } => {
            let feature = read(&file)?;
            jalon.add_settlement((&feature, None), ACTOR).await?
        }
        SettlementCommand::Edit(asked) => {
            let patch = asked.patch()?;
            let by = (&any as _, ACTOR);
            jalon
                .patch_settlement(&asked.code, (&patch, None), by)
                .await?
        }
        SettlementCommand::Status { code, to, cause } => {
            let cause = cause.map(|cause| ("cause".to_owned(), cause.into()));
            let given = to.given(BTreeMap::from_iter(cause));
            let person = Person::operator(ACTOR);
            let brought = jalon.bring_settlement(&code, &given, &person).await?;
            let next: Vec<&str> = brought.status.next().iter().map(|one| one.code()).collect();
            let told = format!(
                "{code} is {}; it may become {}",
                brought.status,
                next.join(", ")
            );
            return output::line(&told);
        }
        SettlementCommand::Remove { code } => jalon.remove_settlement(&code, (&any, ACTOR)).await?,
    };
    tell(shared, &edited)
}

impl SettlementEdit {
    /// A JSON merge patch (RFC 7396).
    fn patch(&self) -> Result<Json, Error> {
        let texts = [
            ("name", &self.name),
            ("kind", &self.kind),
            ("status", &self.status),
            ("households", &self.households),
            ("people", &self.people),
            ("installed_on", &self.installed_on),
        ];
        let given = texts.into_iter().filter_map(|(name, text)| {
            let text = text.as_deref()?;
            let value = if text == "-" { Json::Null } else { json!(text) };
            Some((name.to_owned(), value))
        });
        let properties: Map<String, Json> = given.collect();
        let mut patch = Map::new();
        if let Some(file) = &self.shape {
            let mut shape = read(file)?;
            let inner = shape["geometry"].take();
            let geometry = if inner.is_null() { shape } else { inner };
            patch.insert("geometry".to_owned(), geometry);
        }
        if !properties.is_empty() {
            patch.insert("properties".to_owned(), properties.into());
        }
        if patch.is_empty() {
            return Err(usage("nothing is named that should change"));
        }
        Ok(patch.into())
    }
}

/// A file as JSON.
fn read(file: &Path) -> Result<Json, Error> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin()
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file)
            .and_then(|opened| opened.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    let shown = file.display();
    read.map_err(|error| usage(&format!("{shown} cannot be read: {error}")))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(usage(&format!("{shown} has more than {MOST_BYTES} bytes")));
    }
    serde_json::from_slice(&bytes).map_err(|error| usage(&format!("{shown} is no JSON: {error}")))
}

fn show(shared: &Shared, jalon: &Jalon, code: &str) -> Result<(), Error> {
    let atlas = jalon.atlas();
    let kind = LayerKind::Settlements;
    let found = atlas.layer(kind).and_then(|layer| {
        let found = crate::app::selection::find(layer, code)?;
        features::item(&atlas, (Viewer::CaseWorker, kind), found)
    });
    let item = found.ok_or_else(|| crate::app::Error::NoSettlement {
        code: code.to_owned(),
    })?;
    let bbox = item.shape.bbox().map(|bbox| bbox.to_array());
    if shared.json {
        let columns: Map<String, Json> = item
            .properties
            .iter()
            .map(|(name, value)| (name.to_owned(), json!(value)))
            .collect();
        return output::json(&json!({ "properties": columns, "bbox": bbox }));
    }
    output::line(&output::table(&["", ""], &[], rows(&item)))
}

fn rows(item: &Feature) -> Vec<Vec<String>> {
    let shown = |value: &Value| value.as_text().unwrap_or_else(|| "-".to_owned());
    let columns = item.properties.iter();
    let columns = columns.map(|(name, value)| vec![name.to_owned(), shown(value)]);
    let bbox = item.shape.bbox();
    let place = bbox.map(|bbox| {
        let [west, south, east, north] = bbox.to_array();
        vec![
            "box".to_owned(),
            format!("{west}, {south}, {east}, {north}"),
        ]
    });
    columns.chain(place).collect()
}

fn tell(shared: &Shared, edited: &Edited) -> Result<(), Error> {
    let (code, became) = (&edited.code, in_words(edited.outcome));
    if shared.json {
        return output::json(&json!({ "code": code, "outcome": became, "report": edited.report }));
    }
    for warning in edited.report.iter().flat_map(|report| &report.warnings) {
        output::note(warning);
    }
    output::line(&format!("{code} is {became}"))
}

fn in_words(outcome: EditedTo) -> &'static str {
    match outcome {
        EditedTo::Added => "added",
        EditedTo::Changed => "changed",
        EditedTo::Closed => "closed",
        EditedTo::Removed => "removed",
    }
}

fn usage(what: &str) -> Error {
    Error::Usage {
        what: what.to_owned(),
        command: "settlement",
    }
}
