//! The key of the installation: it marks what was erased, and signs the head of the record of changes.
//!
//! It lies in the data folder and not in the database: whoever can write there cannot sign.

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use ring::{
    hmac,
    rand::SystemRandom,
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};

use super::{AccountError, Error};
use crate::domain::{Territory, hex};

/// Its file in the data folder.
const FILE: &str = "installation.key";
/// So that what is marked with the key is nothing that was signed with it.
const FOR_MARKS: &[u8] = b"jalon marks of what was erased 1";

/// The key of the installation, made when it is first needed.
pub(super) struct Seal {
    file: PathBuf,
    key: OnceLock<Key>,
}

struct Key {
    pair: Ed25519KeyPair,
    marks: hmac::Key,
    secret: hmac::Key,
}

impl Seal {
    /// The key of a data folder.
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self {
            file: folder.join(FILE),
            key: OnceLock::new(),
        }
    }

    /// What a household's code is known by once it is gone: nobody without the key can tell the code
    /// from it.
    pub(super) fn mark(&self, territory: &Territory, code: &str) -> Result<String, Error> {
        let text = format!("{}\n{code}", territory.as_str());
        Ok(hex(hmac::sign(&self.key()?.marks, text.as_bytes()).as_ref()))
    }

    /// The same for all ways of writing the code, by what these have in common.
    pub(super) fn mark_of_form(&self, territory: &Territory, form: &str) -> Result<String, Error> {
        // No code has a line break: this is never the mark of one.
        self.mark(territory, &format!("form\n{form}"))
    }

    /// The public key and the signature of a text, in hexadecimal digits.
    pub(super) fn sign(&self, text: &str) -> Result<(String, String), Error> {
        let signature = self.key()?.pair.sign(text.as_bytes());
        Ok((self.public_key()?, hex(signature.as_ref())))
    }

    /// The public key, in hexadecimal digits.
    pub(super) fn public_key(&self) -> Result<String, Error> {
        Ok(hex(self.key()?.pair.public_key().as_ref()))
    }

    /// A secret of its own for one purpose: of it, nobody can tell another.
    pub(super) fn secret_for(&self, purpose: &[u8]) -> Result<Vec<u8>, Error> {
        let secret = hmac::sign(&self.key()?.secret, purpose);
        Ok(secret.as_ref().to_vec())
    }

    fn key(&self) -> Result<&Key, Error> {
        if let Some(key) = self.key.get() {
            return Ok(key);
        }
        let key = self.read_or_make()?;
        Ok(self.key.get_or_init(|| key))
    }

    fn read_or_make(&self) -> Result<Key, Error> {
        let failed = |source| Error::Io {
            file: self.file.display().to_string(),
            source,
        };
        let bytes = match std::fs::read(&self.file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
                let made = made.map_err(|_| AccountError::NoChance)?;
                keep(&self.file, made.as_ref()).map_err(failed)?;
                // Another process may have been faster: its key stands.
                std::fs::read(&self.file)
            }
            read => read,
        };
        let bytes = bytes.map_err(failed)?;
        let pair = Ed25519KeyPair::from_pkcs8(&bytes).map_err(|_| Error::NoKey {
            file: self.file.display().to_string(),
        })?;
        let secret = hmac::Key::new(hmac::HMAC_SHA256, &bytes);
        let marks = hmac::sign(&secret, FOR_MARKS);
        let marks = hmac::Key::new(hmac::HMAC_SHA256, marks.as_ref());
        Ok(Key {
            pair,
            marks,
            secret,
        })
    }
}

/// Whether a signature is that of a text, with a key; both in hexadecimal digits.
pub(super) fn is_signed(text: &str, (public_key, signature): (&str, &str)) -> bool {
    let (Some(key), Some(signature)) = (bytes_of(public_key), bytes_of(signature)) else {
        return false;
    };
    let key = UnparsedPublicKey::new(&ED25519, key);
    key.verify(text.as_bytes(), &signature).is_ok()
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.map(byte).collect()
}

/// Writes a file for its owner's eyes only, whole or not at all, if there is none.
fn keep(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    // Such files are made for their owner's eyes only.
    let mut made = tempfile::NamedTempFile::new_in(folder)?;
    made.write_all(bytes)?;
    made.as_file().sync_all()?;
    match made.persist_noclobber(file) {
        Err(error) if error.error.kind() != std::io::ErrorKind::AlreadyExists => Err(error.error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_lasts_and_marks_differ_by_key_and_code() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let town = Territory::default();
        let mark = |folder: &tempfile::TempDir, code| {
            let seal = Seal::in_folder(&folder.path().join("data"));
            seal.mark(&town, code).unwrap()
        };

        let first = mark(&one, "HH0001");

        assert_eq!(mark(&one, "HH0001"), first);
        assert_ne!(mark(&one, "HH0002"), first);
        assert_ne!(mark(&two, "HH0001"), first);
    }

    #[test]
    fn a_file_that_is_no_key_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "not a key").unwrap();

        let refused = Seal::in_folder(folder.path()).mark(&Territory::default(), "HH0001");

        assert!(matches!(refused, Err(Error::NoKey { .. })));
        let kept = std::fs::read(folder.path().join(FILE)).unwrap();
        assert_eq!(kept, b"not a key");
    }
}
