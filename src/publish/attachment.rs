//! What is told of a photo or a document beside the records; its bytes leave by a door of their own.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{Attachment, DataClass, FileKind};

/// A photo or a document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FileView {
    /// By which it is opened.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its media type.
    pub media_type: &'static str,
    /// Who may see it: `I` the team, `H` and `R` whoever may see households or legal matters.
    pub class: DataClass,
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, in hexadecimal digits.
    pub sha256: String,
    /// Width of a photo in pixels.
    pub width: Option<u32>,
    /// Height of a photo in pixels.
    pub height: Option<u32>,
    /// When it was taken in.
    #[serde(with = "time::serde::rfc3339")]
    pub added_at: OffsetDateTime,
    /// Who sent it.
    pub added_by: String,
    /// How its bytes came to be removed; null while they are there.
    pub removed: Option<FileRemovalView>,
}

/// How a file came to be removed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FileRemovalView {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A file, for whoever may see what it hangs on.
#[must_use]
pub fn file(file: &Attachment) -> FileView {
    FileView {
        id: file.id,
        name: file.name.clone(),
        kind: file.kind,
        media_type: file.kind.media_type(),
        class: file.class,
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        width: file.pixels.map(|(width, _)| width),
        height: file.pixels.map(|(_, height)| height),
        added_at: file.added.0,
        added_by: file.added.1.clone(),
        removed: file.removed.as_ref().map(|removal| FileRemovalView {
            at: removal.at,
            by: removal.by.clone(),
            reason: removal.reason.clone(),
        }),
    }
}
