//! `jalon export`: a layer, or what is asked of it, as a file.

use std::{collections::HashMap, path::PathBuf, sync::atomic::AtomicBool};

use clap::Args;
use serde_json::json;

use super::{
    Error,
    args::{self, Shared},
    open, output,
};
use crate::{
    app::{
        self, Export, ExportAsked, ExportFormat,
        question::{self, Parameters, WrongParameter},
        reference::Reference,
    },
    domain::{Audience, Language, LayerKind, Words},
    publish,
};

/// What can be typed behind `jalon export`.
#[derive(Debug, Args)]
pub(super) struct ExportCommand {
    /// Code of the layer, as `jalon layers` lists it
    #[arg(value_name = "LAYER")]
    layer: String,
    /// File to write; its ending names the format: geojson, geojsonl, geojsons, gpkg, fgb, csv, zip (Shapefile), kml, xlsx
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Only what passes this filter (CQL2 text): "severity >= 3"
    #[arg(long, value_name = "CQL2")]
    filter: Option<String>,
    /// Only what touches this box: west,south,east,north
    #[arg(long, value_name = "BOX", allow_hyphen_values = true)]
    bbox: Option<String>,
    /// Only what is of this day, or of this time: 2026-01-01/2026-03-31
    #[arg(long, value_name = "TIME")]
    datetime: Option<String>,
    /// Order of the features: columns with commas between, - before one for the largest first
    #[arg(long, value_name = "COLUMNS", allow_hyphen_values = true)]
    sortby: Option<String>,
    /// Columns to write, with commas between [default: all]
    #[arg(long, value_name = "COLUMNS")]
    properties: Option<String>,
    /// How many features at most [default: all]
    #[arg(long, value_name = "N")]
    limit: Option<String>,
    /// Reference system of the coordinates: 4326, 3857 or 2154 [default: 4326]
    #[arg(long, value_name = "EPSG")]
    crs: Option<String>,
    /// Who will see the file: team or public
    #[arg(long, default_value = "team", value_parser = args::word::<Audience>)]
    audience: Audience,
    /// Language of titles in the file
    #[arg(long, default_value = "en", value_parser = args::language)]
    lang: Language,
}

/// Writes the file whole, or not at all: it takes its name once it is whole.
pub(super) async fn run(shared: &Shared, asked: ExportCommand) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let atlas = jalon.atlas();
    let layer = LayerKind::from_code(&asked.layer)
        .filter(|&kind| publish::is_visible(asked.audience, kind) && publish::is_drawn(kind))
        .and_then(|kind| atlas.layer(kind).cloned())
        .ok_or_else(|| usage(format!("there is no layer {:?} to export", asked.layer)))?;
    let mut question = asked.question(layer.version.kind)?;
    if layer.version.kind == LayerKind::Settlements {
        question.left_out = jalon.sensitive_sites().await?;
    }
    let (words, now) = (Words::of(asked.lang), jalon.clock().now());
    let (target, json) = (asked.output, shared.json);
    let work = tokio::task::spawn_blocking(move || {
        let go_on = AtomicBool::new(false);
        let export = Export::begin((atlas, layer), question, (&words, now), &go_on);
        let written = export.write_whole(&target, &go_on);
        written.map(|()| (export.len(), target))
    });
    let (features, target) = work.await.map_err(app::Error::from)??;
    if json {
        return output::json(&json!({ "file": target, "features": features }));
    }
    output::line(&format!("{features} features are in {}", target.display()))
}

impl ExportCommand {
    fn question(&self, kind: LayerKind) -> Result<ExportAsked, Error> {
        let mut typed = Typed(HashMap::new());
        for (name, value) in [
            ("filter", &self.filter),
            ("bbox", &self.bbox),
            ("datetime", &self.datetime),
            ("sortby", &self.sortby),
            ("properties", &self.properties),
            ("limit", &self.limit),
        ] {
            typed.0.extend(value.clone().map(|value| (name, value)));
        }
        let format = self.format()?;
        let mut read = || -> Result<ExportAsked, WrongParameter> {
            let wanted = question::wanted(&mut typed, kind)?;
            let reference = Reference::of_file("crs", self.crs.as_deref())?;
            ExportAsked::new((wanted, reference), format, self.audience.into())
        };
        read().map_err(|wrong| usage(format!("--{} is not {}", wrong.name, wrong.wanted)))
    }

    fn format(&self) -> Result<ExportFormat, Error> {
        let ending = self.output.extension().and_then(|ending| ending.to_str());
        let ending = ending.map(str::to_ascii_lowercase).unwrap_or_default();
        if let Some(reason) = ExportFormat::why_not(&ending) {
            return Err(usage(reason.to_owned()));
        }
        ExportFormat::from_ending(&ending).ok_or_else(|| {
            let endings = ExportFormat::ALL.map(ExportFormat::ending).join(", ");
            usage(format!(
                "the file's name does not end with one of: {endings}"
            ))
        })
    }
}

/// What was typed, by name.
struct Typed(HashMap<&'static str, String>);

impl Parameters for Typed {
    fn take(&mut self, name: &str) -> Result<Option<String>, WrongParameter> {
        Ok(self.0.remove(name))
    }
}

fn usage(what: String) -> Error {
    Error::Usage {
        what,
        command: "export",
    }
}
