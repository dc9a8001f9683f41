//! A JSON body, checked: what is wrong with it is told in a problem document.

use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Request},
};
use serde::de::DeserializeOwned;

use super::error::Problem;

/// Largest body of a form, in bytes.
const FORM_BYTES: usize = 64 * 1024;

/// A JSON body as a form that was filled in.
pub(super) struct Form<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, state).await.map_err(|_| {
            Problem::too_large(format!("the body is larger than {FORM_BYTES} bytes"))
        })?;
        // Without names, a list would be read by the order of the fields.
        if bytes.trim_ascii_start().starts_with(b"[") {
            return Err(Problem::form("it is a list, not an object"));
        }
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Problem::form(&error.to_string()))
    }
}

/// The limit of a form's body.
pub(super) fn form_limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(FORM_BYTES)
}
