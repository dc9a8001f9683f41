//! Files of a layer, or of what is asked of it, by the same parameters as its items.
//!
//! Texts are written piece by piece as the client reads. The other formats are made in a temporary
//! file, which is gone with the answer.

use std::{
    io,
    sync::{Arc, atomic::AtomicBool},
};

use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::{
        HeaderMap, HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use futures::{StreamExt, stream};
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::{fs::File, io::AsyncReadExt};

use super::{asking::AskingForFile, items::StopWhenGone, layer};
use crate::{
    app::{
        Export, ExportAsked, ExportFormat, TextExport,
        question::{self, Parameters as _},
        reference::Reference,
    },
    domain::LayerKind,
    http::{
        Door,
        asker::Seen,
        error::Problem,
        limits::EXPORT_TIME,
        pieces::{self, PIECE_BYTES, Pieces},
    },
};

/// The address of files, as it is described.
pub(super) const PATH: &str = "/api/layers/{layer}/{file}";

/// Parameters of items that files have no use for, or other values of.
const OF_PAGES: [&str; 3] = ["limit", "cursor", "crs"];

/// The description of the address, with the parameters that items have too.
pub(super) fn described(items: Vec<Value>) -> Value {
    let files = ExportFormat::ALL.map(|format| format!("export.{}", format.ending()));
    let path = |name: &str, what: &str, schema: Value| json!({ "name": name, "in": "path", "required": true, "description": what, "schema": schema });
    let query = |name: &str, what: &str, schema: Value| json!({ "name": name, "in": "query", "required": false, "description": what, "schema": schema });
    let shared = items
        .into_iter()
        .filter(|one| !OF_PAGES.iter().any(|name| one["name"] == *name));
    let own = [
        path("layer", "Code of the layer", json!({ "type": "string" })),
        path(
            "file",
            "`export.` and the format",
            json!({ "type": "string", "enum": files }),
        ),
        query(
            "limit",
            "How many features at most; all unless given",
            json!({ "type": "integer", "minimum": 1 }),
        ),
        query(
            "crs",
            "EPSG number of the coordinates",
            json!({ "type": "string", "enum": ["4326", "3857", "2154"] }),
        ),
    ];
    let parameters: Vec<Value> = own.into_iter().chain(shared).collect();
    let content: Map<String, Value> = ExportFormat::ALL
        .iter()
        .map(|format| (format.media_type().to_owned(), json!({})))
        .collect();
    let refused = |what: &str| {
        let problem = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
        json!({ "description": what, "content": { "application/problem+json": problem } })
    };
    json!({ "get": {
        "operationId": "export",
        "summary": "A layer as a file",
        "description": "The whole layer, or what the same parameters as those of OGC items ask of it.",
        "tags": ["exports"],
        "parameters": parameters,
        "responses": {
            "200": { "description": "The file", "content": content },
            "400": refused("A parameter cannot be understood"),
            "404": refused("No such layer for this audience, or no such format"),
            "422": refused("The format has no room for so much"),
            "503": refused("Too many files are being made"),
        },
    } })
}

/// A layer as a file, by `/api/layers/{layer}/export.{format}`.
pub(super) async fn export(
    Seen(door, viewer): Seen,
    Path((id, file)): Path<(String, String)>,
    AskingForFile(mut asking): AskingForFile,
) -> Result<Response, Problem> {
    let format = format(&file)?;
    let atlas = door.jalon.atlas();
    let layer = layer(&door, &atlas, &id)?;
    let wanted = question::wanted(&mut asking, layer.version.kind)?;
    let reference = Reference::of_file("crs", asking.take("crs")?.as_deref())?;
    asking.finish()?;
    let mut asked = ExportAsked::new((wanted, reference), format, viewer)?;
    if layer.version.kind == LayerKind::Settlements {
        asked.left_out = door.jalon.sensitive_sites().await?;
    }
    let stop = Arc::new(AtomicBool::new(false));
    let _gone = StopWhenGone(stop.clone());
    let (words, now, seen) = (asking.words(), door.jalon.clock().now(), stop.clone());
    let find = move || Export::begin((atlas, layer), asked, (&words, now), &seen);
    let export = door.workers.compute(find).await?;
    let mut headers = headers(&export, format);
    asking.tell_language(&mut headers);
    if let Some(text) = export.text() {
        let body = pieces::body(&door.workers, Written { export, text });
        return Ok((headers, body).into_response());
    }
    let (body, bytes) = made(&door, export, stop).await?;
    headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes));
    Ok((headers, body).into_response())
}

fn format(file: &str) -> Result<ExportFormat, Problem> {
    let ending = file.strip_prefix("export.");
    if let Some(reason) = ending.and_then(ExportFormat::why_not) {
        return Err(Problem::not_found(reason.to_owned()));
    }
    ending.and_then(ExportFormat::from_ending).ok_or_else(|| {
        let endings = ExportFormat::ALL.map(ExportFormat::ending).join(", ");
        Problem::not_found(format!(
            "there is nothing at this address; files are at export. and one of: {endings}"
        ))
    })
}

/// Names of layers are plain words, so they can stand in a header.
fn headers(export: &Export, format: ExportFormat) -> HeaderMap {
    let name = format!("attachment; filename=\"{}\"", export.file_name());
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    headers.extend(
        HeaderValue::from_str(&name)
            .ok()
            .map(|name| (CONTENT_DISPOSITION, name)),
    );
    headers
}

/// Features that are written as a text.
struct Written {
    export: Export,
    text: TextExport,
}

impl Pieces for Written {
    fn piece(&self, from: usize) -> (String, Option<usize>) {
        let mut piece = if from == 0 {
            self.text.begun()
        } else {
            String::new()
        };
        for at in from..self.export.len() {
            if piece.len() >= PIECE_BYTES {
                return (piece, Some(at));
            }
            if let Some(row) = self.export.row(at) {
                self.text.add(&mut piece, at, &row);
            }
        }
        piece.push_str(&self.text.ended());
        (piece, None)
    }
}

/// A file as a body, with its length.
async fn made(door: &Door, export: Export, stop: Arc<AtomicBool>) -> Result<(Body, u64), Problem> {
    let place = door.workers.export_place()?;
    let folder = TempDir::new().map_err(|_| Problem::broken())?;
    let path = folder.path().join(export.file_name());
    let target = path.clone();
    let making = door.workers.compute(move || {
        let _place = place;
        export.write_to(&target, &stop)
    });
    let in_time = tokio::time::timeout(EXPORT_TIME, making);
    in_time.await.map_err(|_| Problem::busy())???;
    let file = File::open(&path).await.map_err(|_| Problem::broken())?;
    let about = file.metadata().await.map_err(|_| Problem::broken())?;
    Ok((streamed(file, folder), about.len()))
}

/// The file as the client reads it; its folder goes with it.
pub(in crate::http) fn streamed(file: File, folder: TempDir) -> Body {
    let next = |(mut file, folder): (File, TempDir)| async move {
        let mut piece = Vec::with_capacity(PIECE_BYTES);
        match (&mut file)
            .take(PIECE_BYTES as u64)
            .read_to_end(&mut piece)
            .await
        {
            Ok(0) => None,
            Ok(_) => Some((Ok(Bytes::from(piece)), (file, folder))),
            Err(error) => Some((Err::<_, io::Error>(error), (file, folder))),
        }
    };
    Body::from_stream(stream::unfold((file, folder), next).fuse())
}
