//! A directory of a PMTiles file: which tile lies where.
//!
//! Source: PMTiles specification, version 3, section 4.

use super::Fault;

/// A tile, a run of like tiles, or a further directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Number of the first tile.
    pub(super) first: u64,
    /// How many tiles; 0 for a further directory.
    pub(super) run: u32,
    /// Where it begins, within the tiles or the directories.
    pub(super) offset: u64,
    /// Its bytes.
    pub(super) length: u32,
}

impl Entry {
    pub(super) fn is_directory(self) -> bool {
        self.run == 0
    }

    /// The number after its last tile.
    fn end(self) -> Option<u64> {
        self.first.checked_add(self.run.max(1).into())
    }
}

/// The entries of an unpacked directory, in the order of their tiles, none over another.
pub(super) fn read(bytes: &[u8], place: &str) -> Result<Vec<Entry>, Fault> {
    entries(bytes).map_err(|what| Fault::at(place, what))
}

/// The entry that a tile belongs to.
pub(super) fn find(entries: &[Entry], tile: u64) -> Option<Entry> {
    let after = entries.partition_point(|entry| entry.first <= tile);
    let entry = *entries.get(after.checked_sub(1)?)?;
    let holds = entry.is_directory() || tile - entry.first < entry.run.into();
    holds.then_some(entry)
}

fn entries(mut bytes: &[u8]) -> Result<Vec<Entry>, &'static str> {
    let bytes = &mut bytes;
    let count = varint(bytes)?;
    // Four numbers of at least a byte for each: what is claimed is not made room for before.
    let count = usize::try_from(count)
        .ok()
        .filter(|&count| count <= bytes.len() / 4)
        .ok_or("it claims more entries than it has bytes for")?;
    if count == 0 {
        return Err("it has no entries");
    }
    let mut entries = vec![Entry::default(); count];
    let mut first = 0_u64;
    for (at, entry) in entries.iter_mut().enumerate() {
        let step = varint(bytes)?;
        if at > 0 && step == 0 {
            return Err("two entries for one tile");
        }
        first = first.checked_add(step).ok_or("a tile's number too large")?;
        entry.first = first;
    }
    for entry in &mut entries {
        entry.run = short(bytes)?;
    }
    for entry in &mut entries {
        entry.length = short(bytes)?;
    }
    let mut end = None;
    for entry in &mut entries {
        entry.offset = match (varint(bytes)?, end) {
            (0, None) => return Err("a first entry that follows another"),
            (0, Some(end)) => end,
            (offset, _) => offset - 1,
        };
        end = entry.offset.checked_add(entry.length.into());
        if end.is_none() || entry.length == 0 {
            return Err("an entry without bytes, or past every end");
        }
    }
    if !bytes.is_empty() {
        return Err("something follows its entries");
    }
    let apart = |pair: &[Entry]| pair[0].end().is_some_and(|end| end <= pair[1].first);
    let ends = entries.last().is_some_and(|last| last.end().is_some());
    if ends && entries.windows(2).all(apart) {
        Ok(entries)
    } else {
        Err("runs of tiles that overlap")
    }
}

fn short(bytes: &mut &[u8]) -> Result<u32, &'static str> {
    u32::try_from(varint(bytes)?).map_err(|_| "a number of more than 32 bits")
}

fn varint(bytes: &mut &[u8]) -> Result<u64, &'static str> {
    let mut number = 0_u64;
    for (at, &byte) in bytes.iter().enumerate().take(10) {
        if at == 9 && byte > 1 {
            break;
        }
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            *bytes = &bytes[at + 1..];
            return Ok(number);
        }
    }
    Err("a number that is cut off or too long")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three entries: tile 5; tiles 6 to 8 right behind it; a directory from tile 40 on.
    const THREE: [u8; 13] = [3, 5, 1, 34, 1, 3, 0, 100, 50, 7, 1, 0, 9];

    #[test]
    fn entries_are_told_and_found() {
        let entries = read(&THREE, "x").unwrap();

        assert_eq!(entries[1].offset, 100);
        assert_eq!(find(&entries, 4), None);
        assert_eq!(find(&entries, 8), Some(entries[1]));
        assert_eq!(find(&entries, 9), None);
        assert_eq!(find(&entries, 4_000), Some(entries[2]));
        assert!(entries[2].is_directory());
    }

    #[test]
    fn a_directory_that_lies_is_refused() {
        let changed = |at: usize, to: u8| {
            let mut bytes = THREE;
            bytes[at] = to;
            read(&bytes, "x").unwrap_err().what
        };

        assert!(changed(0, 127).contains("more entries"));
        assert!(changed(2, 0).contains("two entries"));
        assert!(changed(5, 36).contains("overlap"));
        assert!(changed(7, 0).contains("without bytes"));
        assert!(changed(10, 0).contains("follows another"));
        assert!(read(&[0], "x").unwrap_err().what.contains("no entries"));
        for cut in 0..THREE.len() {
            assert!(read(&THREE[..cut], "x").is_err(), "{cut}");
        }
    }
}
