//! `jalon tiles`: an archive of tiles out of the current layers, and the check of any archive.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{
    Error,
    args::{self, Shared},
    open, output,
};
use crate::{
    app::{self, ArchiveAsked, ArchiveBuilt},
    archive::{self, Checked, Replacing},
    domain::{Audience, LayerKind},
};

/// What can be asked of tiles.
#[derive(Debug, Subcommand)]
pub(super) enum TilesCommand {
    /// Write the tiles of layers into one file; a build that was cut off goes on where it ended
    Build(Build),
    /// Go through a file of tiles and tell what it holds, and what is wrong with it
    Check(Check),
}

/// What is built.
#[derive(Debug, Args)]
pub(super) struct Build {
    /// Layers by their codes, the lowest first [default: all that the audience sees]
    #[arg(long, value_delimiter = ',', value_parser = layer)]
    layers: Vec<LayerKind>,
    /// For whom: what this audience may not see is not in the file
    #[arg(long, default_value = "public", value_parser = args::word::<Audience>)]
    audience: Audience,
    /// First zoom
    #[arg(long, default_value_t = 0, value_name = "0..22")]
    min_zoom: u8,
    /// Last zoom; maps draw it larger beyond
    #[arg(long, default_value_t = 14, value_name = "0..22")]
    max_zoom: u8,
    /// The file, ending in .pmtiles or .mbtiles
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// What people call it [default: the codes of its layers]
    #[arg(long)]
    name: Option<String>,
    /// Whose data it shows, as the map prints it
    #[arg(long, value_name = "TEXT")]
    attribution: Option<String>,
    /// Replace a file of that name
    #[arg(long)]
    force: bool,
}

/// What is checked.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// A file of tiles, ours or any other
    file: PathBuf,
}

/// Carries it out.
pub(super) async fn run(shared: &Shared, asked: TilesCommand) -> Result<(), Error> {
    match asked {
        TilesCommand::Build(asked) => build(shared, asked).await,
        TilesCommand::Check(asked) => check(shared, asked.file).await,
    }
}

async fn build(shared: &Shared, asked: Build) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let file = asked.output.clone();
    let asked = ArchiveAsked {
        file: asked.output,
        replacing: if asked.force {
            Replacing::Allowed
        } else {
            Replacing::Refused
        },
        audience: asked.audience,
        layers: asked.layers,
        zooms: asked.min_zoom..=asked.max_zoom,
        name: asked.name,
        attribution: asked.attribution,
    };
    let bar = output::progress_bar();
    let shown = bar.clone();
    let built = jalon.build_archive(asked, move |done, all| {
        shown.set_length(all as u64);
        shown.set_position(done as u64);
    });
    let built = built.await;
    bar.finish_and_clear();
    output::line(&in_words(&file, &built?))
}

fn in_words(file: &Path, done: &ArchiveBuilt) -> String {
    let built = &done.built;
    let mut lines = vec![format!(
        "{}: {} tiles, {} of them different, {} bytes",
        file.display(),
        built.tiles,
        built.contents,
        built.bytes
    )];
    if done.resumed > 0 {
        lines.push(format!(
            "  {} tiles were there already, from a build that was cut off",
            done.resumed
        ));
    }
    if built.tiles_cut > 0 {
        lines.push(format!(
            "  {} tiles had no room for all: {} features were left out of them, the smallest first",
            built.tiles_cut, built.left_out
        ));
    }
    lines.join("\n")
}

async fn check(shared: &Shared, file: PathBuf) -> Result<(), Error> {
    let name = file.display().to_string();
    let found = tokio::task::spawn_blocking(move || archive::check(&file))
        .await
        .map_err(app::Error::from)?
        .map_err(app::Error::from)?;
    if shared.json {
        output::json(&found)?;
    } else {
        output::line(&findings(&found))?;
    }
    if found.faults.is_empty() {
        Ok(())
    } else {
        Err(Error::Faults {
            file: name,
            faults: found.faults.len(),
        })
    }
}

fn findings(found: &Checked) -> String {
    let mut lines = vec![format!(
        "{}, {}: {} tiles, {} of them different",
        found.format, found.tile_type, found.tiles, found.contents
    )];
    if let Some(tile) = found.largest {
        lines.push(format!(
            "the largest is {}/{}/{} with {} bytes",
            tile.z, tile.x, tile.y, tile.bytes
        ));
    }
    let zooms = found.zooms.iter().map(|zoom| {
        let numbers = [zoom.tiles, zoom.bytes, zoom.largest.into()];
        std::iter::once(zoom.zoom.to_string())
            .chain(numbers.map(|number| number.to_string()))
            .collect()
    });
    let head = ["zoom", "tiles", "bytes", "largest"];
    lines.push(output::table(&head, &[0, 1, 2, 3], zooms.collect()));
    if !found.layers.is_empty() {
        let layers = found.layers.iter().map(|(name, count)| {
            vec![
                name.clone(),
                count.tiles.to_string(),
                count.features.to_string(),
            ]
        });
        let head = ["layer", "different tiles", "features in them"];
        lines.push(output::table(&head, &[1, 2], layers.collect()));
    }
    lines.extend(found.faults.iter().map(|fault| format!("  fault {fault}")));
    lines.join("\n")
}

fn layer(text: &str) -> Result<LayerKind, String> {
    LayerKind::from_code(text).ok_or_else(|| {
        let codes: Vec<_> = LayerKind::all().map(LayerKind::code).collect();
        format!("not one of: {}", codes.join(", "))
    })
}
