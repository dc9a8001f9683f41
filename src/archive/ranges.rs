//! Parts of a file, wherever it lies.

use std::{fs::File, io, path::Path};

use super::Error;

/// A file of which parts can be read.
pub trait Ranges: Send + Sync {
    /// What people call it, in messages.
    fn name(&self) -> &str;

    /// Bytes in all.
    fn size(&self) -> u64;

    /// Names its content: another file of the same name has another tag.
    fn tag(&self) -> &str;

    /// Exactly these bytes.
    ///
    /// # Errors
    /// What the system says, or that the file ends before.
    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>>;
}

/// A file on this machine.
pub struct FileRanges {
    file: File,
    name: String,
    size: u64,
    tag: String,
}

impl FileRanges {
    /// Opens the file.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be read.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(|source| Error::io(path, source))?;
        let known = file.metadata().map_err(|source| Error::io(path, source))?;
        let changed = known.modified().ok();
        let since = changed.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        Ok(Self {
            name: path.display().to_string(),
            size: known.len(),
            tag: format!(
                "{:x}-{:x}",
                known.len(),
                since.unwrap_or_default().as_nanos()
            ),
            file,
        })
    }
}

impl Ranges for FileRanges {
    fn name(&self) -> &str {
        &self.name
    }

    fn size(&self) -> u64 {
        self.size
    }

    fn tag(&self) -> &str {
        &self.tag
    }

    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let end = offset.checked_add(length as u64);
        if end.is_none_or(|end| end > self.size) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut bytes = vec![0; length];
        read_exact_at(&self.file, &mut bytes, offset)?;
        Ok(bytes)
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, offset)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        offset += read as u64;
    }
    Ok(())
}
