//! Sealing a file, and opening a sealed one.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use age::{DecryptError, Decryptor, Encryptor};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::{Error, Keys, Lock, sync_folder};
use crate::domain::hex;

/// How hard it is packed: what zstd itself chooses, some hundred megabytes a second.
const LEVEL: i32 = 3;
/// What is read at once.
const BLOCK: usize = 128 * 1024;

/// Whether a file of the same name may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replacing {
    /// It is left as it is, and the new one refused.
    Refused,
    /// The new one takes its place.
    Allowed,
}

/// A sealed file that is whole and on the disk, but has no name yet. Dropped, it is gone.
#[derive(Debug)]
pub struct Ready {
    temporary: NamedTempFile,
    file: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// Seals the bytes of a file beside the place where the sealed one is to be.
///
/// # Errors
/// [`Error::Exists`], [`Error::Full`], [`Error::Io`].
pub fn seal(source: &Path, file: &Path, lock: &Lock, replacing: Replacing) -> Result<Ready, Error> {
    let of = |source| Error::of(file, source);
    if replacing == Replacing::Refused && file.exists() {
        return Err(Error::Exists {
            file: file.display().to_string(),
        });
    }
    let plain = File::open(source).map_err(|error| Error::of(source, error))?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new()
        .prefix(".jalon-backup-")
        .suffix(".part")
        .tempfile_in(if folder == Path::new("") {
            Path::new(".")
        } else {
            folder
        })
        .map_err(of)?;
    let (bytes, sha256) = write_sealed(plain, temporary.as_file_mut(), lock).map_err(of)?;
    temporary.as_file().sync_all().map_err(of)?;
    Ok(Ready {
        temporary,
        file: file.to_owned(),
        bytes,
        sha256,
    })
}

/// Packs and encrypts; tells the length and the digest of what came out.
fn write_sealed(mut plain: File, file: &mut File, lock: &Lock) -> io::Result<(u64, String)> {
    let output = Counted {
        inner: BufWriter::new(file),
        digest: Sha256::new(),
        bytes: 0,
    };
    let encryptor = Encryptor::with_recipients(lock.recipients()).map_err(io::Error::other)?;
    let sealing = encryptor.wrap_output(output)?;
    let mut packing = zstd::Encoder::new(sealing, LEVEL)?;
    packing.include_checksum(true)?;
    io::copy(&mut plain, &mut packing)?;
    let mut output = packing.finish()?.finish()?;
    output.flush()?;
    Ok((output.bytes, hex(&output.digest.finalize())))
}

impl Ready {
    /// Gives it its name, in one step.
    ///
    /// # Errors
    /// [`Error::Exists`] when somebody else took the name meanwhile; [`Error::Io`].
    pub fn keep(self, replacing: Replacing) -> Result<(), Error> {
        let of = |error: tempfile::PersistError| Error::of(&self.file, error.error);
        match replacing {
            Replacing::Refused => self.temporary.persist_noclobber(&self.file).map_err(of)?,
            Replacing::Allowed => self.temporary.persist(&self.file).map_err(of)?,
        };
        sync_folder(&self.file)
    }
}

/// Opens a sealed file into another one, which the caller removes when this fails; tells how many
/// bytes came out.
///
/// # Errors
/// [`Error::WrongKey`], [`Error::Damaged`] when anything was changed, cut off or added,
/// [`Error::Full`], [`Error::Io`].
pub fn open(file: &Path, into: &Path, keys: &Keys) -> Result<u64, Error> {
    let sealed = File::open(file).map_err(|source| Error::of(file, source))?;
    let refused = |error| refusal(file, error);
    let decryptor =
        Decryptor::new_buffered(BufReader::with_capacity(BLOCK, sealed)).map_err(refused)?;
    let stream = decryptor.decrypt(keys.identities()).map_err(refused)?;
    let damaged = |source: io::Error| Error::damaged(file, source);
    let mut unpacking = zstd::Decoder::new(stream).map_err(damaged)?;
    let mut output = private(into).map_err(|source| Error::of(into, source))?;
    let mut block = vec![0; BLOCK];
    let mut bytes = 0;
    loop {
        let read = unpacking.read(&mut block).map_err(damaged)?;
        if read == 0 {
            break;
        }
        let written = output.write_all(&block[..read]);
        written.map_err(|source| Error::of(into, source))?;
        bytes += read as u64;
    }
    output
        .sync_all()
        .map_err(|source| Error::of(into, source))?;
    Ok(bytes)
}

/// What the reader of the format means for whoever holds the file.
fn refusal(file: &Path, error: DecryptError) -> Error {
    match error {
        DecryptError::NoMatchingKeys
        | DecryptError::KeyDecryptionFailed
        | DecryptError::DecryptionFailed => Error::WrongKey {
            file: file.display().to_string(),
        },
        other => Error::damaged(file, other.to_string()),
    }
}

/// A new file for its owner's eyes only.
pub(super) fn private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create_new(true).open(path)
}

/// Counts and digests what passes.
struct Counted<W> {
    inner: W,
    digest: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests;
