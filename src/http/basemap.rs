//! The map beneath ours, out of a PMTiles file: its tiles, its TileJSON, and the file by ranges.

use std::{io, ops::Range, sync::Arc};

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            ACCEPT_ENCODING, ACCEPT_RANGES, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH,
            CONTENT_RANGE, CONTENT_TYPE, ETAG, VARY,
        },
    },
    response::{IntoResponse, Response},
};
use futures::stream;
use serde_json::Value;

use super::{
    Door,
    byte_range::{Wanted, wanted},
    error::Problem,
    limits::Workers,
    packing,
    query::digits,
    tile_cache::SentTile,
    tiles::{cache_rule, is_known, value},
};
use crate::{
    app::{Basemap, Error},
    archive::{self, Ranges, TileKind},
    spatial::TileId,
};

/// Bytes of the file that are read at once.
const CHUNK: u64 = 256 * 1024;

/// A tile of the map beneath ours.
///
/// The ending is that of the file's tiles: `mvt`, `png`, `jpg`, `webp` or `avif`.
#[utoipa::path(get, path = "/basemap/{z}/{x}/{tile}", operation_id = "basemap_tile",
    params(
        ("z" = String, Path, description = "Zoom, 0 to 22"),
        ("x" = String, Path, description = "Column, from the west"),
        ("tile" = String, Path, description = "Row from the north, then the ending")),
    responses(
        (status = 200, description = "The tile"),
        (status = 204, description = "Nothing is there"),
        (status = 304, description = "Unchanged"),
        (status = 400, description = "No such tile", body = Problem),
        (status = 404, description = "No base map, or tiles of another kind", body = Problem)))]
pub(super) async fn tile(
    State(door): State<Door>,
    Path((z, x, tile)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let basemap = basemap(&door)?;
    let id = tile_id(basemap.kind(), (&z, &x, &tile))?;
    let encoding = basemap.packing().encoding();
    let is_sent_packed = encoding.is_some_and(|code| packing::Packing::is_accepted(code, &headers));
    let as_sent = if is_sent_packed { "packed" } else { "plain" };
    let place = format!("{}-{}-{}", id.z(), id.x(), id.y());
    let etag = format!("\"{}-{place}-{as_sent}\"", basemap.edition());
    let mut answer = HeaderMap::from_iter([
        (CACHE_CONTROL, cache_rule(door.audience)),
        (VARY, HeaderValue::from(ACCEPT_ENCODING)),
        (ETAG, value(&etag)?),
    ]);
    if is_known(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, answer).into_response());
    }
    let (read, workers) = (basemap.clone(), door.workers.clone());
    let reading = async move {
        workers
            .fetch(move || stored(&read, id, is_sent_packed))
            .await?
    };
    let tile = door.tiles.get_or_draw(&etag, reading).await?;
    if tile.bytes.is_empty() {
        return Ok((StatusCode::NO_CONTENT, answer).into_response());
    }
    let media_type = HeaderValue::from_static(basemap.kind().media_type());
    answer.insert(CONTENT_TYPE, media_type);
    if let Some(code) = encoding.filter(|_| is_sent_packed) {
        answer.insert(CONTENT_ENCODING, HeaderValue::from_static(code));
    }
    Ok((answer, tile.bytes).into_response())
}

/// Where the tiles of the map beneath ours are and what they hold (TileJSON 3.0).
#[utoipa::path(get, path = "/basemap.json", operation_id = "basemap_tile_json",
    responses(
        (status = 200, description = "TileJSON 3.0", body = Object),
        (status = 404, description = "No base map", body = Problem)))]
pub(super) async fn tile_json(State(door): State<Door>) -> Result<Json<Value>, Problem> {
    let basemap = basemap(&door)?;
    Ok(Json(basemap.document(&address(&basemap))))
}

/// The map beneath ours as one PMTiles file, whole or by range, for readers in the browser.
#[utoipa::path(get, path = "/basemap.pmtiles", operation_id = "basemap_file",
    responses(
        (status = 200, description = "The file", content_type = "application/vnd.pmtiles"),
        (status = 206, description = "The part asked for", content_type = "application/vnd.pmtiles"),
        (status = 304, description = "Unchanged"),
        (status = 404, description = "No base map", body = Problem),
        (status = 416, description = "The file does not have this part")))]
pub(super) async fn file(
    State(door): State<Door>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let basemap = basemap(&door)?;
    let (etag, size) = (format!("\"{}\"", basemap.edition()), basemap.file().size());
    let mut answer = HeaderMap::from_iter([
        (CACHE_CONTROL, cache_rule(door.audience)),
        (ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (ETAG, value(&etag)?),
    ]);
    if is_known(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, answer).into_response());
    }
    let (status, part) = match wanted(&headers, size, &etag) {
        Wanted::Whole => (StatusCode::OK, 0..size),
        Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Wanted::Beyond => {
            answer.insert(CONTENT_RANGE, value(&format!("bytes */{size}"))?);
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, answer).into_response());
        }
    };
    if status == StatusCode::PARTIAL_CONTENT {
        let told = format!("bytes {}-{}/{size}", part.start, part.end - 1);
        answer.insert(CONTENT_RANGE, value(&told)?);
    } else {
        // Packed on its way it would have other bytes than its tag says.
        answer.insert(CONTENT_ENCODING, HeaderValue::from_static("identity"));
    }
    answer.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/vnd.pmtiles"),
    );
    answer.insert(CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    let body = Body::from_stream(chunks(basemap.file().clone(), part, door.workers.clone()));
    Ok((status, answer, body).into_response())
}

/// The address of the tiles; the edition stands in it, so that a map never mixes two.
pub(super) fn address(basemap: &Basemap) -> String {
    let (ending, edition) = (basemap.kind().ending(), &basemap.edition()[..8]);
    format!("/basemap/{{z}}/{{x}}/{{y}}.{ending}?v={edition}")
}

fn basemap(door: &Door) -> Result<Arc<Basemap>, Problem> {
    door.basemap.clone().ok_or_else(|| {
        Problem::not_found("this server has no base map; start it with --basemap FILE.pmtiles")
    })
}

fn tile_id(kind: TileKind, (z, x, tile): (&str, &str, &str)) -> Result<TileId, Problem> {
    let (y, ending) = tile.split_once('.').unwrap_or((tile, ""));
    if ending != kind.ending() {
        let detail = format!("tiles of this base map end in .{}", kind.ending());
        return Err(Problem::not_found(&detail));
    }
    let number = |text: &str| digits(text).and_then(|n| u32::try_from(n).ok());
    let zoom = number(z).and_then(|z| u8::try_from(z).ok());
    let id = match (zoom, number(x), number(y)) {
        (Some(z), Some(x), Some(y)) => TileId::new(z, x, y).ok(),
        _ => None,
    };
    id.ok_or_else(|| {
        let expected = "a tile: zoom 0 to 22, column and row from 0 to 2^zoom - 1";
        Problem::parameter("z/x/y", expected)
    })
}

fn stored(basemap: &Basemap, id: TileId, is_sent_packed: bool) -> Result<SentTile, Problem> {
    let stored = basemap.tile(id).map_err(|error| failed(&error))?;
    let bytes = match stored {
        None => Vec::new(),
        Some(stored) if is_sent_packed => stored,
        Some(stored) => basemap.unpacked(&stored).map_err(|error| failed(&error))?,
    };
    Ok(SentTile {
        bytes: bytes.into(),
        left_out: Arc::from(""),
    })
}

/// Whoever asks is told that it failed; where the file is stands in the log only.
fn failed(error: &Error) -> Problem {
    tracing::warn!(error = ?error, "the base map cannot be read");
    match error {
        Error::Archive(archive::Error::Io { .. }) => {
            Problem::not_ready("the base map cannot be read now; try again")
        }
        _ => Problem::broken(),
    }
}

/// The part of the file, read as the client takes it.
fn chunks(
    file: Arc<dyn Ranges>,
    part: Range<u64>,
    workers: Workers,
) -> impl futures::Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(part, move |left| {
        let (file, workers) = (file.clone(), workers.clone());
        async move {
            if left.is_empty() {
                return Ok(None);
            }
            let next = left.start + CHUNK.min(left.end - left.start);
            let length = usize::try_from(next - left.start).unwrap_or_default();
            let reading = workers.fetch(move || file.read(left.start, length));
            let bytes = reading
                .await
                .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
            Ok(Some((Bytes::from(bytes), next..left.end)))
        }
    })
}
