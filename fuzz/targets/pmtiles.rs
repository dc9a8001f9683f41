//! Bytes read as a PMTiles file: header, metadata, directories and tiles, without a panic, without
//! end and within the limits of memory.
#![no_main]

use std::{io, sync::Arc};

use jalon::archive::{Ranges, Reader, TilePlace, gzip};
use libfuzzer_sys::fuzz_target;

struct Bytes(Vec<u8>);

impl Ranges for Bytes {
    fn name(&self) -> &str {
        "bytes"
    }

    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn tag(&self) -> &str {
        ""
    }

    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let from = usize::try_from(offset).map_err(io::Error::other)?;
        let part = from.checked_add(length).and_then(|to| self.0.get(from..to));
        part.map(<[u8]>::to_vec)
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

fuzz_target!(|bytes: &[u8]| {
    look(bytes.to_vec());
    look(framed(bytes));
});

fn look(file: Vec<u8>) {
    let Ok(reader) = Reader::open(Arc::new(Bytes(file))) else {
        return;
    };
    let _any = reader.metadata();
    for number in [0, 1, 5, 20, 1 << 20, u64::MAX / 3, u64::MAX] {
        if let Ok(Some(tile)) = reader.tile(TilePlace::of_number(number)) {
            let _any = reader
                .header()
                .tile_packing
                .unpack(&tile, 1 << 20, "a tile");
        }
    }
}

/// A file with a good header, whose directories are the bytes: the first half the first one, the
/// rest the one that it may lead to.
fn framed(bytes: &[u8]) -> Vec<u8> {
    let (root, leaf) = bytes.split_at(bytes.len() / 2);
    let [root, leaf] = [root, leaf].map(|bytes| gzip(bytes).expect("memory is written to"));
    let metadata = gzip(b"{}").expect("memory is written to");
    let mut file = b"PMTiles\x03".to_vec();
    let mut offset = 127;
    for length in [root.len(), metadata.len(), leaf.len(), bytes.len()] {
        file.extend((offset as u64).to_le_bytes());
        file.extend((length as u64).to_le_bytes());
        offset += length;
    }
    file.extend([0; 24]);
    file.extend([1, 2, 2, 1, 0, 14]);
    file.resize(127, 0);
    for part in [&root[..], &metadata, &leaf, bytes] {
        file.extend(part);
    }
    file
}
