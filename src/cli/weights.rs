//! `jalon weights` and `jalon rank --weights`: the numbers behind the scores, and other ones tried.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use super::{Error, args::Shared, open, output};
use crate::{
    app::{self, Jalon, WEIGHTS_FILE_LIMIT, WeightsBy, WeightsChange, features},
    domain::{Audience, Language, Words},
    publish::{self, WhatIfView},
};

/// Versions listed at most.
const LISTED: u32 = 100;

#[derive(Debug, Subcommand)]
pub(super) enum Weights {
    /// Check a file of weights; nothing is stored
    Check {
        /// TOML, as `jalon weights show` prints it
        file: PathBuf,
    },
    /// List what a file changes in the weights in force
    Diff {
        /// TOML, as `jalon weights show` prints it
        file: PathBuf,
    },
    /// Put a file of weights in force and assess every settlement under it
    Set {
        /// TOML, as `jalon weights show` prints it
        file: PathBuf,
        /// Why: weights are a choice of values
        #[arg(long)]
        note: String,
        /// Who sets them
        #[arg(long, default_value = "cli")]
        by: String,
    },
    /// Print the weights in force, as a file to start from
    Show,
    /// List the versions that were set, newest first
    List,
}

pub(super) async fn run(shared: &Shared, asked: Weights) -> Result<(), Error> {
    match asked {
        Weights::Check { file } => check(shared, &file),
        Weights::Diff { file } => diff(shared, &file).await,
        Weights::Set { file, note, by } => set(shared, &file, &note, &by).await,
        Weights::Show => {
            let (jalon, _) = open(shared, None).await?;
            output::line(jalon.model().text().trim_end())
        }
        Weights::List => list(shared).await,
    }
}

/// Lists the settlements as other weights would rank them.
pub(super) async fn rank_under(
    shared: &Shared,
    file: &Path,
    limit: usize,
    lang: Language,
) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let tried = jalon.rank_under(&read(file)?).await?;
    let rows: Vec<WhatIfView> = tried
        .iter()
        .filter_map(|tried| features::what_if(Audience::Team, tried))
        .take(limit)
        .collect();
    if shared.json {
        return output::json(&rows);
    }
    let words = Words::of(lang);
    let head = ["rank", "was", "site", "name", "class", "score", "was"]
        .map(|name| words.say(&format!("what-if-{name}")));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let cells = rows.iter().map(|row| what_if_row(&words, row)).collect();
    output::line(&output::table(&head, &[0, 5, 6], cells))?;
    output::note(&words.say("what-if-note"));
    Ok(())
}

fn what_if_row(words: &Words, row: &WhatIfView) -> Vec<String> {
    let moved = i64::from(row.rank_now) - i64::from(row.rank);
    let was = match moved {
        0 => "=".to_owned(),
        up if up > 0 => format!("{} (+{up})", row.rank_now),
        down => format!("{} ({down})", row.rank_now),
    };
    let class = if row.score.class == row.score_now.class {
        row.score.class.to_string()
    } else {
        format!("{} > {}", row.score_now.class, row.score.class)
    };
    vec![
        row.rank.to_string(),
        was,
        row.settlement.code.clone(),
        row.settlement.name.clone(),
        class,
        words.number(row.score.value, 1),
        words.number(row.score_now.value, 1),
    ]
}

fn check(shared: &Shared, file: &Path) -> Result<(), Error> {
    let sha256 = Jalon::check_weights(&read(file)?)?;
    if shared.json {
        return output::json(&json!({ "sha256": sha256 }));
    }
    output::line(&format!("{} can be used; SHA-256 {sha256}", file.display()))
}

async fn diff(shared: &Shared, file: &Path) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let changes = jalon.weights_changes(&read(file)?)?;
    if shared.json {
        let changes: Vec<_> = changes
            .iter()
            .map(|change| json!({ "key": change.key, "from": change.from, "to": change.to }))
            .collect();
        return output::json(&changes);
    }
    if changes.is_empty() {
        return output::line("nothing that counts differs from the weights in force");
    }
    let rows = changes.into_iter().map(diff_row).collect();
    output::line(&output::table(
        &["key", "in force", "in the file"],
        &[],
        rows,
    ))
}

fn diff_row(change: WeightsChange) -> Vec<String> {
    let shown = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    vec![change.key, shown(change.from), shown(change.to)]
}

async fn set(shared: &Shared, file: &Path, note: &str, by: &str) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let (set, scored) = jalon
        .set_weights(read(file)?, note, WeightsBy::just(by))
        .await?;
    if shared.json {
        let assessed = scored.assessed;
        return output::json(&json!({ "set": publish::weights(&set), "assessed": assessed }));
    }
    output::line(&format!(
        "version {} of the weights is in force; {} settlements assessed under it",
        set.version, scored.assessed
    ))
}

async fn list(shared: &Shared) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let versions = jalon.weights_versions(LISTED).await?;
    let views: Vec<_> = versions.iter().map(publish::weights).collect();
    if shared.json {
        return output::json(&views);
    }
    if views.is_empty() {
        return output::line("the default weights are in force; none were ever set");
    }
    let rows = views.into_iter().map(|set| {
        vec![
            set.version.to_string(),
            set.at.date().to_string(),
            set.actor,
            set.note,
            set.sha256.chars().take(12).collect(),
        ]
    });
    let head = ["version", "set on", "by", "note", "sha256"];
    output::line(&output::table(&head, &[0], rows.collect()))
}

/// The file's text; a file that is no page of numbers is refused before it fills the memory.
fn read(file: &Path) -> Result<String, Error> {
    let failed = |source| app::Error::Io {
        file: file.display().to_string(),
        source,
    };
    let bytes = std::fs::metadata(file).map_err(failed)?.len();
    if bytes > WEIGHTS_FILE_LIMIT as u64 {
        return Err(Error::Usage {
            what: format!(
                "{} has {bytes} bytes; a file of weights has at most {WEIGHTS_FILE_LIMIT}",
                file.display()
            ),
            command: "weights",
        });
    }
    let text = std::fs::read_to_string(file).map_err(failed)?;
    let named = |source| Error::Weights {
        file: file.to_owned(),
        source,
    };
    Jalon::check_weights(&text).map_err(named)?;
    Ok(text)
}
