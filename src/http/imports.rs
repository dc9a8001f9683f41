//! A file sent to become a layer: the same import as on the command line.

use std::{io::Write, path::PathBuf};

use axum::{
    Json,
    extract::{DefaultBodyLimit, Multipart, Path, multipart::Field},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tempfile::TempDir;
use utoipa::{IntoParams, ToSchema};

use super::{
    asker::DoorFor,
    error::Problem,
    limits::UPLOAD_BYTES,
    query::{Query, digits},
};
use crate::{
    app::{self, Classes, ImportFile, Mapping, Rehearsal},
    domain::{Audience, Code, ImportReport, Language, LayerKind, Record, Severity, Speed},
    formats,
    publish::{self, Beside},
};

/// How the file is to be read.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct How {
    /// `true` reads and reports, and stores nothing.
    #[serde(default)]
    dry_run: bool,
    /// `true` keeps the layer's current zones, lines or points and adds those of the file.
    #[serde(default)]
    add: bool,
    /// Reference system of the file's coordinates, for example `EPSG:2154`.
    crs: Option<String>,
    /// Layer inside the file, where there are several.
    layer: Option<String>,
    /// `field=column`, several separated by commas.
    map: Option<String>,
    /// `source class=severity`, several separated by commas.
    class_map: Option<String>,
    /// How fast the water of a depth grid runs: `slow`, `medium` or `fast`.
    speed: Option<String>,
    /// One severity, 1 to 4, for all zones of a file without classes.
    class: Option<u8>,
    /// In which language refusals and warnings are told: `en` unless given, or `fr`.
    lang: Option<String>,
}

/// The file to send.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "it only describes the body in the API document")]
pub(super) struct Upload {
    /// GeoJSON, GeoPackage, zipped Shapefile, FlatGeobuf, CSV or KML; GeoTIFF for `flood_depth`.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Beside a depth grid: classes of speed 1 to 3 in the same cells.
    #[schema(value_type = Option<String>, format = Binary)]
    speed_grid: Option<Vec<u8>>,
}

/// What became of a file.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportTold {
    /// The account.
    #[serde(flatten)]
    report: ImportReport,
    /// The new version of the layer, by which it can be taken back; null after a rehearsal.
    version: Option<u32>,
    /// After a rehearsal the first features as they would be shown, 500 at most: GeoJSON. What may be on no map, such as
    /// homes of households, is not among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    preview: Option<Vec<Value>>,
}

/// Imports a file as the next version of a layer, whole or not at all. Team only.
#[utoipa::path(post, path = "/api/imports/{layer}", operation_id = "import",
    params(("layer" = String, Path, description = "settlements, neighbourhoods, placements, a peril, the study of one (`flood_study`), `flood_depth` or a kind of landmark"), How),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "The account of the import; after a rehearsal with its first shapes", body = ImportTold),
        (status = 400, description = "The request cannot be understood", body = Problem),
        (status = 404, description = "No such layer for this audience", body = Problem),
        (status = 413, description = "The file is too large", body = Problem),
        (status = 422, description = "The file cannot become this layer", body = Problem),
        (status = 429, description = "Two imports of this account are running", body = Problem),
        (status = 503, description = "Other imports are running", body = Problem)))]
pub(super) async fn import(
    DoorFor(door, person): DoorFor,
    Path(layer): Path<String>,
    Query(how): Query<How>,
    upload: Multipart,
) -> Result<Json<ImportTold>, Problem> {
    door.team_only()?;
    let kind = LayerKind::from_code(&layer)
        .ok_or_else(|| Problem::not_found(format!("there can be no layer {layer:?}")))?;
    let asked = spoken(how.lang.as_deref())?;
    let language = asked.unwrap_or(Language::English);
    let own_place = door.allowances.import_place(&person)?;
    let place = door.workers.import_place()?;
    let Received {
        folder,
        file,
        speed_grid,
    } = received(upload).await?;
    if kind != LayerKind::Depth && (how.speed.is_some() || speed_grid.is_some()) {
        return Err(Problem::parameter(
            "speed",
            "taken by any layer but flood_depth",
        ));
    }
    let file = ImportFile {
        speed_grid,
        actor: person.name,
        language,
        ..import_file(kind, file, how)?
    };
    // A task of its own: when the client hangs up the import goes on, and so does its claim on
    // the folder and on one of the places for imports.
    let importing = tokio::spawn(async move {
        let imported = door.jalon.import(file, |_| ()).await;
        drop((folder, place, own_place));
        imported
    });
    let imported = importing.await.map_err(app::Error::from)?;
    let imported = imported.map_err(|error| {
        let told = asked.and_then(|language| error.import_told(language));
        Problem::from(error).in_words(told)
    })?;
    let preview = imported
        .report
        .dry_run
        .then(|| first_shapes(&imported.shown));
    Ok(Json(ImportTold {
        report: imported.report,
        version: imported.version,
        preview,
    }))
}

/// What became of taking an import back.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportTakenBack {
    /// The new version of the layer.
    version: u32,
    /// The version that it holds again; null where there was no layer before, as there is none now.
    brought_back: Option<u32>,
    /// How many records the layer has.
    records: u64,
    /// Settlements that were assessed again.
    assessed: usize,
}

/// Takes an import back: what was there before becomes the newest version. Only the newest can be taken back,
/// and not once somebody has built upon it. Team only.
#[utoipa::path(post, path = "/api/imports/{layer}/{version}/undo", operation_id = "undoImport",
    params(("layer" = String, Path, description = "The layer"),
        ("version" = u32, Path, description = "The version that the import has made")),
    responses(
        (status = 200, description = "It is taken back", body = ImportTakenBack),
        (status = 404, description = "No such layer or version, or taken back already", body = Problem),
        (status = 409, description = "Something has come after it", body = Problem)))]
pub(super) async fn undo(
    DoorFor(door, person): DoorFor,
    Path((layer, version)): Path<(String, String)>,
) -> Result<Json<ImportTakenBack>, Problem> {
    door.team_only()?;
    let missing = || Problem::not_found("no import has made this version");
    let kind = LayerKind::from_code(&layer).ok_or_else(missing)?;
    let version = digits(&version).and_then(|number| u32::try_from(number).ok());
    let version = version.ok_or_else(missing)?;
    let place = door.workers.import_place()?;
    // A task of its own: when the client hangs up it goes on.
    let undoing = tokio::spawn(async move {
        let undone = door.jalon.undo_import((kind, version), &person.name).await;
        drop(place);
        undone
    });
    let undone = undoing.await.map_err(app::Error::from)??;
    Ok(Json(ImportTakenBack {
        version: undone.version,
        brought_back: undone.brought_back,
        records: undone.records,
        assessed: undone.assessed,
    }))
}

/// The language asked for. Without one a refusal names the flags of the command line.
fn spoken(lang: Option<&str>) -> Result<Option<Language>, Problem> {
    let wrong = || Problem::parameter("lang", "one of: en, fr");
    lang.map(|lang| Language::from_code(lang).ok_or_else(wrong))
        .transpose()
}

/// The records of a rehearsal as the team would see them.
fn first_shapes(shown: &[Record]) -> Vec<Value> {
    let features = shown.iter().zip(1..).filter_map(|(record, number)| {
        let feature = publish::feature(Audience::Team, number, record, Beside::Nothing)?;
        serde_json::from_str(&formats::geojson_text(&feature)).ok()
    });
    features.collect()
}

/// The file with how it is to be read.
pub(super) fn import_file(kind: LayerKind, path: PathBuf, how: How) -> Result<ImportFile, Problem> {
    Ok(ImportFile {
        file_layer: how.layer,
        crs: how.crs,
        mapping: mapping(how.map.as_deref())?,
        classes: classes(how.class, how.class_map.as_deref())?,
        adds: how.add,
        rehearsal: if how.dry_run {
            Rehearsal::StoreNothing
        } else {
            Rehearsal::No
        },
        speed: how.speed.as_deref().map(speed).transpose()?,
        ..ImportFile::new(kind, path, "http")
    })
}

/// The files of a body, in a folder that goes when it is done with.
pub(super) struct Received {
    pub(super) folder: TempDir,
    pub(super) file: PathBuf,
    pub(super) speed_grid: Option<PathBuf>,
}

/// How the part of the body is called that holds a grid of speeds.
const SPEED_GRID: &str = "speed_grid";

/// The first file of the body, and the first grid of speeds.
pub(super) async fn received(mut upload: Multipart) -> Result<Received, Problem> {
    let folder = tempfile::tempdir().map_err(|_| Problem::broken())?;
    let (mut file, mut speed_grid) = (None, None);
    let broken = |error: axum::extract::multipart::MultipartError| {
        Problem::no_upload(format!(
            "the body is not a whole multipart/form-data upload: {}",
            error.body_text()
        ))
    };
    while let Some(field) = upload.next_field().await.map_err(broken)? {
        if let Some(name) = field.file_name().map(plain_name) {
            let is_speed = field.name() == Some(SPEED_GRID);
            let place = if is_speed { &mut speed_grid } else { &mut file };
            if place.is_some() {
                return Err(Problem::no_upload(
                    "the body holds two files for one layer; send them one by one",
                ));
            }
            // Two files of the same name must not become one.
            let within = folder
                .path()
                .join(if is_speed { SPEED_GRID } else { "file" });
            std::fs::create_dir(&within).map_err(|_| Problem::broken())?;
            let path = within.join(name);
            write(field, &path).await?;
            *place = Some(path);
        }
    }
    let file = file.ok_or_else(|| {
        Problem::no_upload(
            "the body holds no file; send it as multipart/form-data with a file name",
        )
    })?;
    Ok(Received {
        folder,
        file,
        speed_grid,
    })
}

/// Writes the field to the file, up to the limit.
async fn write(mut field: Field<'_>, path: &PathBuf) -> Result<(), Problem> {
    let failed = |_| Problem::broken();
    let mut file = std::fs::File::create(path).map_err(failed)?;
    let mut bytes = 0;
    loop {
        let chunk = field
            .chunk()
            .await
            .map_err(|error| Problem::no_upload(error.body_text()))?;
        let Some(chunk) = chunk else {
            return file.flush().map_err(failed);
        };
        bytes += chunk.len() as u64;
        if bytes > UPLOAD_BYTES {
            return Err(Problem::too_large(format!(
                "the file is larger than {} MB; import it with `jalon import` on the server",
                UPLOAD_BYTES / 1024 / 1024
            )));
        }
        file.write_all(&chunk).map_err(failed)?;
    }
}

/// The file's own name, never a path; its ending helps to tell the format.
fn plain_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' '))
        .take(120)
        .collect();
    let plain = plain.trim_start_matches('.');
    if plain.is_empty() { "upload" } else { plain }.to_owned()
}

/// Columns given for fields: `field=column`, several separated by commas.
fn mapping(given: Option<&str>) -> Result<Mapping, Problem> {
    let mut mapping = Mapping::new();
    for pair in pairs(given) {
        mapping.add(pair).map_err(app::Error::from)?;
    }
    Ok(mapping)
}

/// The table of classes, with what was given over it.
fn classes(one: Option<u8>, given: Option<&str>) -> Result<Classes, Problem> {
    let mut classes = match one {
        Some(one) => Classes::all(
            Severity::try_from(one)
                .map_err(|_| Problem::parameter("class", "a severity from 1 to 4"))?,
        ),
        None => Classes::new(),
    };
    for pair in pairs(given) {
        classes.add(pair).map_err(app::Error::from)?;
    }
    Ok(classes)
}

fn speed(given: &str) -> Result<Speed, Problem> {
    Speed::from_code(given)
        .ok_or_else(|| Problem::parameter("speed", "one of slow, medium and fast"))
}

fn pairs(given: Option<&str>) -> impl Iterator<Item = &str> {
    given
        .into_iter()
        .flat_map(|given| given.split(','))
        .filter(|pair| !pair.trim().is_empty())
}

/// The body is counted by [`write()`], not by the framework's own small limit.
pub(super) fn no_body_limit() -> DefaultBodyLimit {
    DefaultBodyLimit::disable()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_file_name_is_cut_off() {
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("C:\\maps\\zone.zip"), "zone.zip");
        assert_eq!(plain_name(".."), "upload");
        assert_eq!(plain_name(""), "upload");
    }
}
