//! A photo or a document beside an entry of a register, a settlement or a visit.
//!
//! What it is was found in its first bytes; a photo has been drawn anew, so that nothing the camera
//! wrote into it (place, time, serial number) is left.

use std::fmt;

use time::OffsetDateTime;
use uuid::Uuid;

use super::{DataClass, EntryError, Register, Resource, SettlementId, VisitId, code_list};

/// Bytes of a photo at most, as it is sent.
pub const PHOTO_BYTES: usize = 25 * 1024 * 1024;
/// Bytes of a document at most.
pub const DOCUMENT_BYTES: usize = 20 * 1024 * 1024;
/// Pixels of a photo at most, as it is sent.
pub const PHOTO_PIXELS: u64 = 50_000_000;
/// Pixels of the longer side of a photo at most, as it is kept.
pub const PHOTO_SIDE: u32 = 2_560;
/// Files that one thing can have at a time.
pub const FILES_OF_ONE: u32 = 100;
/// Characters of a file's name at most.
const NAME_MOST: usize = 120;

code_list! {
    /// What a file is.
    FileKind {
        /// A photo, kept as JPEG.
        Photo = "photo",
        /// A document, kept as the PDF that it is.
        Document = "document",
    }
}

impl FileKind {
    /// Its media type, as it is kept.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Photo => "image/jpeg",
            Self::Document => "application/pdf",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Photo => "jpg",
            Self::Document => "pdf",
        }
    }
}

/// What a file hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachedTo {
    /// An entry of a register, by its id.
    Entry(Uuid),
    /// A settlement.
    Settlement(SettlementId),
    /// A visit to a settlement.
    Visit(VisitId),
}

/// A file as it was taken in, without its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// For ever.
    pub id: Uuid,
    /// What it hangs on.
    pub on: AttachedTo,
    /// Its name, as [`file_name`] leaves it.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Who may see it: as the register's records, or the team where it hangs on no entry.
    pub class: DataClass,
    /// Bytes, as it is kept.
    pub bytes: u64,
    /// SHA-256 of them, in hexadecimal digits.
    pub sha256: String,
    /// Width and height of a photo in pixels, as it is kept.
    pub pixels: Option<(u32, u32)>,
    /// When it was taken in, and who sent it.
    pub added: (OffsetDateTime, String),
    /// When, by whom and why its bytes were removed; then they are nowhere any more.
    pub removed: Option<FileRemoval>,
}

/// How a file came to be removed.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRemoval {
    /// When.
    pub at: OffsetDateTime,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl FileRemoval {
    /// A removal for a reason of 3 to 500 characters.
    ///
    /// # Errors
    /// Another reason, or none.
    pub fn new(at: OffsetDateTime, by: &str, reason: &str) -> Result<Self, EntryError> {
        Ok(Self {
            at,
            by: by.to_owned(),
            reason: super::entry::text("reason", reason, 3..=500)?,
        })
    }
}

/// The class of the files of a register's entries: that of what its records are about.
#[must_use]
pub const fn class_of_files(register: Register) -> DataClass {
    match register.resource() {
        Resource::Household => DataClass::Household,
        Resource::Legal => DataClass::Restricted,
        _ => DataClass::Internal,
    }
}

/// A file's own name: without characters that cannot be seen or that turn the direction of a line,
/// cut after 120 characters, and with the ending of what the file is.
///
/// # Errors
/// A name with a path in it, or one of which nothing is left.
///
/// ```
/// use jalon::domain::{FileKind, file_name};
///
/// assert_eq!(file_name("Façade nord.PNG", FileKind::Photo)?, "Façade nord.jpg");
/// assert_eq!(file_name("bail", FileKind::Document)?, "bail.pdf");
/// assert!(file_name("../../etc/passwd", FileKind::Photo).is_err());
/// # Ok::<(), jalon::domain::EntryError>(())
/// ```
pub fn file_name(given: &str, kind: FileKind) -> Result<String, EntryError> {
    let allowed = "the file's own name without the folders, such as photo.jpg";
    let refused = || EntryError::of("name", given, allowed);
    if given.contains(['/', '\\']) {
        return Err(refused());
    }
    let seen: String = given.chars().filter(|c| !is_unseen(*c)).collect();
    let stem = match seen.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => stem,
        _ => &seen,
    };
    // Names of dots mean folders, and programs hide what begins with one.
    let stem = stem.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let ending = kind.ending();
    let stem: String = stem.chars().take(NAME_MOST - 1 - ending.len()).collect();
    if stem.is_empty() {
        return Err(refused());
    }
    Ok(format!("{stem}.{ending}"))
}

/// What is taken for the kind of a file and not for a part of its name.
fn is_ending(text: &str) -> bool {
    let has_letter = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    has_letter && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Control characters, marks of direction, blanks of no width, and what no alphabet uses.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}')
}

impl AttachedTo {
    /// The word of what it is, and its id.
    #[must_use]
    pub const fn parts(self) -> (&'static str, Uuid) {
        match self {
            Self::Entry(id) => ("entry", id),
            Self::Settlement(id) => ("settlement", id.0),
            Self::Visit(id) => ("visit", id.0),
        }
    }

    /// The thing of a word and an id, as [`parts`](Self::parts) tells them.
    #[must_use]
    pub fn from_parts(word: &str, id: Uuid) -> Option<Self> {
        match word {
            "entry" => Some(Self::Entry(id)),
            "settlement" => Some(Self::Settlement(SettlementId(id))),
            "visit" => Some(Self::Visit(VisitId(id))),
            _ => None,
        }
    }
}

impl fmt::Display for AttachedTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, id) = self.parts();
        write!(f, "{word}/{id}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(given: &str) -> Option<String> {
        file_name(given, FileKind::Photo).ok()
    }

    #[test]
    fn a_path_in_a_name_is_refused_and_never_followed() {
        for path in ["../../etc/passwd", "C:\\photo.jpg", "a/b.jpg", "..\\b", "/"] {
            assert_eq!(photo(path), None, "{path}");
        }
    }

    #[test]
    fn what_cannot_be_seen_in_a_name_is_taken_out() {
        assert_eq!(photo("a\0b\r\n\u{1b}c.jpg").as_deref(), Some("abc.jpg"));
        // Right-to-left override: it would read "photogpj.exe" backwards.
        let turned = photo("photo\u{202e}gpj.exe");
        assert_eq!(turned.as_deref(), Some("photogpj.jpg"));
    }

    #[test]
    fn a_name_of_which_nothing_is_left_is_refused() {
        for blank in ["", "  ", "..", ".jpg", "\u{200b}\u{feff}", "....png"] {
            assert_eq!(photo(blank), None, "{blank:?}");
        }
    }

    #[test]
    fn the_ending_tells_what_the_file_is_and_a_long_name_is_cut() {
        let long = photo(&"é".repeat(500)).unwrap();

        assert_eq!(long.chars().count(), NAME_MOST);
        assert_eq!(photo("page.html").as_deref(), Some("page.jpg"));
        assert_eq!(photo("10.03.2026").as_deref(), Some("10.03.2026.jpg"));
        assert_eq!(photo("v1.2 finale").as_deref(), Some("v1.2 finale.jpg"));
    }

    #[test]
    fn files_of_households_and_of_courts_are_of_their_class() {
        assert_eq!(class_of_files(Register::FollowUp), DataClass::Household);
        assert_eq!(class_of_files(Register::Parcel), DataClass::Restricted);
        assert_eq!(class_of_files(Register::Decision), DataClass::Internal);
    }

    #[test]
    fn what_a_file_hangs_on_is_read_as_it_was_told() {
        let id = Uuid::from_u128(7);
        for on in [
            AttachedTo::Entry(id),
            AttachedTo::Settlement(SettlementId(id)),
            AttachedTo::Visit(VisitId(id)),
        ] {
            let (word, id) = on.parts();

            assert_eq!(AttachedTo::from_parts(word, id), Some(on));
        }
        assert_eq!(AttachedTo::from_parts("team", id), None);
    }
}
