//! Archives opened by programs that are not ours: the Python packages `pmtiles` and
//! `mapbox-vector-tile`, and GDAL's MBTiles driver.
//!
//! Who is not installed is skipped with a line that says how to install it.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use jalon::{
    app::ArchiveAsked,
    archive::{self, Replacing},
    domain::{Audience, LayerKind, Peril},
};
use serde_json::Value;

use crate::support::TestTown;

async fn built(town: &TestTown, name: &str) -> PathBuf {
    let file = town.folder.path().join(name);
    let asked = ArchiveAsked {
        file: file.clone(),
        replacing: Replacing::Refused,
        audience: Audience::Team,
        layers: vec![LayerKind::Zones(Peril::Flood), LayerKind::Settlements],
        zooms: 0..=14,
        name: Some("Town".to_owned()),
        attribution: None,
    };
    town.jalon.build_archive(asked, |_, _| ()).await.unwrap();
    file
}

/// What a program prints, or `None` with a line where it is not installed.
fn output(program: &Path, arguments: &[&str], how: &str) -> Option<String> {
    let Ok(output) = Command::new(program).args(arguments).output() else {
        println!("skipped: {} is not installed ({how})", program.display());
        return None;
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if said.contains("ModuleNotFoundError") {
        println!("skipped: {} lacks a package ({how})", program.display());
        return None;
    }
    assert!(output.status.success(), "{}: {said}", program.display());
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Where scripts/test-tools puts Python packages.
fn test_python() -> PathBuf {
    let folder = std::env::var_os("JALON_TEST_PYTHON").map(PathBuf::from);
    let own = PathBuf::from(env!("CARGO_BIN_EXE_jalon"));
    let target = own.parent().and_then(|debug| debug.parent()).unwrap();
    folder.unwrap_or_else(|| target.join("test-python/bin/python"))
}

/// Prints the header, the metadata's layers, and by layer the tiles and features of the whole file.
const READ_ALL: &str = r"
import gzip, json, sys
from pmtiles.reader import Reader, MmapSource, all_tiles
from mapbox_vector_tile import decode
with open(sys.argv[1], 'rb') as file:
    source = MmapSource(file)
    reader = Reader(source)
    header = reader.header()
    layers = {}
    seen, tiles = set(), 0
    for (z, x, y), data in all_tiles(source):
        tiles += 1
        assert reader.get(z, x, y) == data
        if data in seen:
            continue
        seen.add(data)
        for name, layer in decode(gzip.decompress(data)).items():
            assert layer['extent'] == 4096 and layer['version'] == 2
            count = layers.setdefault(name, {'tiles': 0, 'features': 0})
            count['tiles'] += 1
            count['features'] += len(layer['features'])
    print(json.dumps({'tiles': tiles, 'told': header['addressed_tiles_count'],
        'clustered': header['clustered'], 'max_zoom': header['max_zoom'], 'layers': layers,
        'named': [layer['id'] for layer in reader.metadata()['vector_layers']]}))
";

#[tokio::test]
async fn the_python_package_reads_every_tile_and_counts_the_same_features() {
    let town = TestTown::small().await;
    let file = built(&town, "town.pmtiles").await;
    let ours = serde_json::to_value(archive::check(&file).unwrap()).unwrap();

    let arguments = ["-c", READ_ALL, &file.display().to_string()];
    let how = "scripts/test-tools installs it";
    let Some(said) = output(&test_python(), &arguments, how) else {
        return;
    };

    let theirs: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(theirs["tiles"], ours["tiles"]);
    assert_eq!(theirs["told"], ours["tiles"]);
    assert_eq!(theirs["layers"], ours["layers"]);
    assert_eq!(theirs["clustered"], true);
    assert_eq!(theirs["max_zoom"], 14);
    assert_eq!(theirs["named"], serde_json::json!(["flood", "settlements"]));
}

/// At zoom 5 the whole town lies within one tile.
#[tokio::test]
async fn gdal_opens_mbtiles_and_counts_the_town() {
    let town = TestTown::small().await;
    let file = built(&town, "town.mbtiles").await;

    let file = file.display().to_string();
    let arguments = ["-ro", "-al", "-oo", "ZOOM_LEVEL=5", &file, "settlements"];
    let Some(said) = output("ogrinfo".as_ref(), &arguments, "apt-get install gdal-bin") else {
        return;
    };

    assert!(said.contains("using driver `MBTiles'"), "{said}");
    assert!(said.contains("Feature Count: 2\n"), "{said}");
    assert!(said.contains("code (String) = S1\n"), "{said}");
    assert!(said.contains("code (String) = S2\n"), "{said}");
}
