//! Answers that a browser saves as a file.

use axum::{
    body::Body,
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

/// Rows under names of columns.
pub(super) const CSV: &str = "text/csv; charset=utf-8; header=present";

/// A file to save under a name.
pub(super) fn saved(bytes: impl Into<Body>, media_type: &'static str, name: &str) -> Response {
    let mut response = bytes.into().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(saved_as) = HeaderValue::from_str(&saved_as(name)) {
        headers.insert(CONTENT_DISPOSITION, saved_as);
    }
    response
}

/// How a browser is to save it: plain letters for old ones, all of the name for the others (RFC 6266).
fn saved_as(name: &str) -> String {
    use std::fmt::Write;
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || ".-_ ".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let whole = name.bytes().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            write!(text, "{}", char::from(byte))
        } else {
            write!(text, "%{byte:02X}")
        };
        text
    });
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_breaks_out_of_its_header() {
        let header = saved_as("é\"; x=1\r\n.jpg");

        assert_eq!(
            header,
            "attachment; filename=\"___ x_1__.jpg\"; filename*=UTF-8''%C3%A9%22%3B%20x%3D1%0D%0A.jpg"
        );
        assert!(HeaderValue::from_str(&header).is_ok());
    }
}
