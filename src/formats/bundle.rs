//! Several files in one, packed: written as they come, so that memory holds one at a time.

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Files in one that is being written.
pub struct Bundle(ZipWriter<File>);

impl Bundle {
    /// Begins a new file.
    ///
    /// # Errors
    /// When there is one already, or it cannot be written.
    pub fn create(path: &Path) -> io::Result<Self> {
        Ok(Self(ZipWriter::new(File::create_new(path)?)))
    }

    /// Adds a text.
    ///
    /// # Errors
    /// A name that stands there twice, or no room.
    pub fn add_text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.put(name, (text.as_bytes(), CompressionMethod::Deflated))
    }

    /// Adds a photo or a document as it is: they are packed already.
    ///
    /// # Errors
    /// A name that stands there twice, or no room.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.put(name, (bytes, CompressionMethod::Stored))
    }

    fn put(&mut self, name: &str, (bytes, method): (&[u8], CompressionMethod)) -> io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(method);
        self.0.start_file(name, options)?;
        self.0.write_all(bytes)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// No room.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish()?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_was_added_is_found_under_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.zip");

        let mut bundle = Bundle::create(&path).unwrap();
        bundle.add_text("a.json", "{}").unwrap();
        bundle.add("files/b.jpg", b"\xFF\xD8").unwrap();
        bundle.finish().unwrap();

        let mut read = zip::ZipArchive::new(File::open(&path).unwrap()).unwrap();
        let mut bytes = Vec::new();
        let mut photo = read.by_name("files/b.jpg").unwrap();
        photo.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, b"\xFF\xD8");
        assert!(Bundle::create(&path).is_err());
    }
}
