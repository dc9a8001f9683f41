//! The charter of those who work here: a text of the city, accepted by each account, and anew when it changes.

use std::path::Path;

use serde_json::json;
use uuid::Uuid;

use super::{AccountError, Error, Jalon, subject};
use crate::{access, domain::Person};

/// Bytes of a charter at most: a page that nobody reads is none.
const MOST: usize = 64 * 1024;
/// Letters of its digest that name a version.
const VERSION: usize = 12;

/// The charter as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charter {
    /// Which text: another one is another version.
    pub version: String,
    /// What is accepted.
    pub text: String,
}

impl Charter {
    /// The charter in a file.
    pub(super) fn read(file: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Io {
            file: file.display().to_string(),
            source,
        };
        let text = std::fs::read_to_string(file).map_err(failed)?;
        if text.trim().is_empty() || text.len() > MOST {
            let why = format!("a charter has a text of at most {MOST} bytes");
            return Err(failed(std::io::Error::other(why)));
        }
        let digest = access::digest(&text);
        Ok(Self {
            version: digest.chars().take(VERSION).collect(),
            text,
        })
    }
}

impl Jalon {
    /// The charter, where the settings name one.
    #[must_use]
    pub fn charter(&self) -> Option<&Charter> {
        self.accounts.charter.as_ref()
    }

    /// Whether somebody has yet to accept it.
    pub(super) async fn owes_charter(&self, holder: Uuid) -> Result<bool, Error> {
        match self.charter() {
            None => Ok(false),
            Some(charter) => Ok(!self.store.has_accepted(holder, &charter.version).await?),
        }
    }

    /// Keeps that somebody has accepted the charter as it stands, and when.
    ///
    /// # Errors
    /// [`AccountError::OtherCharter`] when it is another one by now than they have read.
    pub async fn accept_charter(&self, version: &str, person: &Person) -> Result<(), Error> {
        let holder = person.user.ok_or(AccountError::NoAccount)?;
        let charter = self.charter().filter(|charter| charter.version == version);
        let charter = charter.ok_or(AccountError::OtherCharter)?;
        let event = self.event(
            (&person.name, "charter-accept"),
            subject(&person.name),
            json!({ "version": charter.version }),
        );
        let accepted = (holder, charter.version.as_str());
        self.store
            .accept_charter(&self.territory, accepted, &event)
            .await?;
        self.accounts.known.forget();
        Ok(())
    }
}
