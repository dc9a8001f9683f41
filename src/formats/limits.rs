//! How much of a machine one file may take.

/// Bounds of reading; each is refused with its own message when it is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest file, in bytes; of a zip, the zip itself.
    pub max_file_bytes: u64,
    /// Longest record, in bytes of the file: what is held in memory at once.
    pub max_record_bytes: u64,
    /// Points of one shape, and parts of one shape.
    pub max_vertices_per_shape: u64,
    /// Lists in lists, collections in collections, elements in elements.
    pub max_depth: u32,
    /// Columns of one record.
    pub max_columns: usize,
    /// Longest text of one value, in bytes.
    pub max_text_bytes: usize,
    /// What a zip may unpack to, in bytes.
    pub max_unzipped_bytes: u64,
    /// Members of a zip.
    pub max_zip_entries: usize,
    /// Unpacked bytes for each packed byte of a zip's member.
    pub max_zip_ratio: u64,
}

impl Default for Limits {
    /// A record of a million vertices in GeoJSON takes about 40 MB; a whole country's flood
    /// zones stay under 4 GiB.
    fn default() -> Self {
        Self {
            max_file_bytes: 4 << 30,
            max_record_bytes: 64 << 20,
            max_vertices_per_shape: 1_000_000,
            max_depth: 32,
            max_columns: 2_000,
            max_text_bytes: 1 << 20,
            max_unzipped_bytes: 1 << 30,
            max_zip_entries: 1_000,
            max_zip_ratio: 200,
        }
    }
}
