//! The web page, carried inside the program.

use axum::{
    Router,
    extract::Path,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use rust_embed::RustEmbed;

use super::{Door, error::Problem};

/// The built page; a program built without it says how to get it.
#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Dist;

/// What stands at `/` when the page was not built.
const WITHOUT_PAGE: &str = "This program was built without its web page. \
    Run `npm ci && npm run build` in web/ and build it again, or use `make demo`. \
    The API is at /api/openapi.json.\n";

/// The page and its files.
pub(super) fn routes() -> Router<Door> {
    Router::new()
        .route("/", get(index))
        .route("/sign-in", get(index))
        .route("/invitation", get(index))
        .route(
            "/docs",
            get(async || Redirect::temporary("/api/openapi.json")),
        )
        .route("/assets/{*path}", get(asset))
        .route("/{file}", get(top_file))
}

async fn index() -> Response {
    match Dist::get("index.html") {
        Some(_) => file("index.html", "no-cache"),
        None => WITHOUT_PAGE.into_response(),
    }
}

/// Files whose names carry their content's hash never change.
async fn asset(Path(path): Path<String>) -> Response {
    file(
        &format!("assets/{path}"),
        "public, max-age=31536000, immutable",
    )
}

async fn top_file(Path(name): Path<String>) -> Response {
    file(&name, "no-cache")
}

fn file(path: &str, cache: &'static str) -> Response {
    let Some(found) = Dist::get(path) else {
        return Problem::not_found("there is nothing at this address; the page is at /")
            .into_response();
    };
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let headers = [
        (CONTENT_TYPE, kind.essence_str().to_owned()),
        (CACHE_CONTROL, cache.to_owned()),
    ];
    (headers, found.data).into_response()
}
