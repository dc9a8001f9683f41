//! `jalon import` and `jalon layers`: files in, and the account of what became of them.

use std::{path::Path, sync::atomic::Ordering};

use indicatif::ProgressBar;
use serde_json::json;

use super::{
    Error,
    args::{self, Shared},
    open, output,
};
use crate::{
    app::{self, Classes, ImportFile, Imported, Mapping, Rehearsal},
    domain::{ImportReport, LayerKind, LayerVersion, Place, Severity},
    spatial::MendRule,
};

/// How many mends and refusals are printed; the report keeps more.
const PRINTED: usize = 10;

/// Imports one file.
pub(super) async fn run(shared: &Shared, asked: args::Import) -> Result<(), Error> {
    let kind = asked.layer_kind().map_err(|what| Error::Usage {
        what,
        command: "import",
    })?;
    let file = ImportFile {
        file_layer: asked.layer,
        crs: asked.crs,
        mapping: mapping(asked.map_file.as_deref(), &asked.mapping)?,
        classes: classes(asked.class, &asked.class_map)?,
        adds: asked.add,
        speed: asked.speed,
        speed_grid: asked.speed_grid,
        rehearsal: if asked.dry_run {
            Rehearsal::StoreNothing
        } else {
            Rehearsal::No
        },
        ..ImportFile::new(kind, asked.file, "cli")
    };
    let (jalon, _) = open(shared, None).await?;
    let bar = output::progress_bar();
    let shown = bar.clone();
    let imported = jalon.import(file, move |done| show(&shown, &done)).await;
    bar.finish_and_clear();
    let imported = imported?;
    if let Some(file) = &asked.save_map {
        save(file, &imported.report)?;
    }
    if shared.json {
        output::json(&imported.report)
    } else {
        output::line(&in_words(&imported))
    }
}

/// Lists the layers.
pub(super) async fn layers(shared: &Shared) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let atlas = jalon.atlas();
    let versions: Vec<&LayerVersion> = atlas.layers.values().map(|layer| &layer.version).collect();
    if shared.json {
        let listed: Vec<_> = versions.iter().map(|version| as_json(version)).collect();
        return output::json(&listed);
    }
    let rows = versions
        .iter()
        .map(|version| {
            vec![
                version.kind.code().to_owned(),
                version.version.to_string(),
                version.records.to_string(),
                version.imported_at.date().to_string(),
                version.source.clone(),
            ]
        })
        .collect();
    let head = ["layer", "version", "records", "imported", "from"];
    output::line(&output::table(&head, &[1, 2], rows))
}

fn as_json(version: &LayerVersion) -> serde_json::Value {
    json!({
        "layer": version.kind,
        "version": version.version,
        "records": version.records,
        "imported_on": version.imported_at.date().to_string(),
        "bbox": version.bbox.map(|bbox| bbox.to_array()),
        "report": version.report,
    })
}

/// Why records were refused, for an import of which nothing was kept.
pub(super) fn refusals_in_words(report: &ImportReport) -> String {
    let mut lines: Vec<String> = report
        .refusals
        .iter()
        .take(PRINTED)
        .map(|refusal| format!("  refused  {}: {}", place(&refusal.place), refusal.why))
        .collect();
    lines.extend(rest(report.tally.refused, lines.len(), "refused"));
    lines.join("\n")
}

fn in_words(imported: &Imported) -> String {
    let report = &imported.report;
    let tally = report.tally;
    let mut lines = vec![
        format!(
            "{} ({}, {}) → layer {}{}",
            report.file,
            report.format,
            report.crs,
            report.layer,
            match imported.version {
                Some(version) => format!(", version {version}"),
                None => ": a rehearsal, nothing was stored".to_owned(),
            }
        ),
        format!(
            "  {} read = {} accepted ({} of them mended) + {} refused + {} left out as repeated",
            tally.read, tally.accepted, tally.mended, tally.refused, report.duplicates.same_record
        ),
    ];
    lines.extend(columns_in_words(report));
    lines.extend(studied_in_words(report.layer));
    lines.extend(report.mends.iter().take(PRINTED).map(|mend| {
        let rules: Vec<&str> = mend.rules.iter().map(|&rule| rule_in_words(rule)).collect();
        format!("  mended   {}: {}", place(&mend.place), rules.join(", "))
    }));
    lines.extend(rest(
        tally.mended,
        report.mends.len().min(PRINTED),
        "mended",
    ));
    if tally.refused > 0 {
        lines.push(refusals_in_words(report));
    }
    if report.duplicates.same_shape > 0 {
        lines.push(format!(
            "  {} records share their shape with another and were kept: worth a look",
            report.duplicates.same_shape
        ));
    }
    lines.extend(
        report
            .warnings
            .iter()
            .map(|warning| format!("  warning  {warning}")),
    );
    if imported.assessed > 0 {
        lines.push(format!(
            "  {} settlements were assessed again",
            imported.assessed
        ));
    }
    lines.join("\n")
}

/// What is taken as studied, for layers that draw a danger.
fn studied_in_words(layer: LayerKind) -> Option<String> {
    let studied = match layer {
        LayerKind::Depth => "the cells with a depth; without data and beyond them",
        LayerKind::Study(_) => "what lies in these areas or under a zone; elsewhere",
        LayerKind::Zones(_) => {
            "the outline that `jalon import study` brings, else the box around these zones; beyond it"
        }
        _ => return None,
    };
    Some(format!(
        "  studied  {studied} the danger is unknown, not nil"
    ))
}

fn rule_in_words(rule: MendRule) -> &'static str {
    match rule {
        MendRule::RingClosed => "a ring was closed",
        MendRule::RingUncrossed => "a ring that crossed itself was undone",
        MendRule::EmptyPartDropped => "a part without extent was left out",
        MendRule::HoleOutsideDropped => "a hole outside its shell was left out",
        MendRule::PartsUnited => "parts that overlapped were united",
    }
}

fn columns_in_words(report: &ImportReport) -> Vec<String> {
    let mut lines = Vec::new();
    if !report.mapping.is_empty() {
        let pairs: Vec<String> = report
            .mapping
            .iter()
            .map(|(field, column)| format!("{field}={column}"))
            .collect();
        lines.push(format!("  columns  {}", pairs.join(", ")));
    }
    if !report.columns_left_out.is_empty() {
        lines.push(format!(
            "  not read {} (not stored; --map FIELD=COLUMN reads one)",
            report.columns_left_out.join(", ")
        ));
    }
    lines
}

fn place(place: &Place) -> String {
    match &place.name {
        Some(name) => format!("feature {} ({name})", place.feature),
        None => format!("feature {}", place.feature),
    }
}

/// Says how many more there are than were printed.
fn rest(all: u64, printed: usize, what: &str) -> Option<String> {
    let more = all.saturating_sub(printed as u64);
    (more > 0).then(|| format!("  … and {more} more {what} (--json lists more)"))
}

fn show(bar: &ProgressBar, done: &app::Progress) {
    bar.set_length(done.total);
    bar.set_position(done.done.load(Ordering::Relaxed));
}

/// The mapping of a file, with what was typed over it.
fn mapping(file: Option<&Path>, typed: &[String]) -> Result<Mapping, app::Error> {
    let mut mapping = match file {
        Some(file) => Mapping::from_toml(&read(file)?)?,
        None => Mapping::new(),
    };
    for pair in typed {
        mapping.add(pair)?;
    }
    Ok(mapping)
}

/// The table of classes, with what was typed over it.
fn classes(one: Option<Severity>, typed: &[String]) -> Result<Classes, app::Error> {
    let mut classes = one.map_or_else(Classes::new, Classes::all);
    for pair in typed {
        classes.add(pair)?;
    }
    Ok(classes)
}

fn read(file: &Path) -> Result<String, app::Error> {
    std::fs::read_to_string(file).map_err(|source| io_error(file, source))
}

fn save(file: &Path, report: &ImportReport) -> Result<(), app::Error> {
    let text = Mapping::from(report.mapping.clone()).to_toml();
    std::fs::write(file, text).map_err(|source| io_error(file, source))
}

fn io_error(file: &Path, source: std::io::Error) -> app::Error {
    app::Error::Io {
        file: file.display().to_string(),
        source,
    }
}
