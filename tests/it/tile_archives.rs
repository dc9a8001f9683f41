//! Archives of tiles: they hold what the server sends, survive being cut off, and broken ones are
//! told from whole ones.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use jalon::{
    app::{ArchiveAsked, ArchiveBuilt},
    archive::{self, Checked, FileRanges, Packing, Reader, Replacing, TilePlace},
    domain::{Audience, LayerKind, Peril},
    spatial::TileId,
};

use crate::support::{TestTown, square};

const FLOOD: LayerKind = LayerKind::Zones(Peril::Flood);

fn asked(town: &TestTown, name: &str, layers: &[LayerKind]) -> ArchiveAsked {
    ArchiveAsked {
        file: town.folder.path().join(name),
        replacing: Replacing::Refused,
        audience: Audience::Team,
        layers: layers.to_vec(),
        zooms: 0..=14,
        name: None,
        attribution: None,
    }
}

async fn built(town: &TestTown, asked: &ArchiveAsked) -> ArchiveBuilt {
    town.jalon
        .build_archive(asked.clone(), |_, _| ())
        .await
        .unwrap()
}

fn reader(file: &Path) -> Reader {
    Reader::open(Arc::new(FileRanges::open(file).unwrap())).unwrap()
}

fn checked(file: &Path) -> Checked {
    let found = archive::check(file).unwrap();
    assert_eq!(found.faults, Vec::<String>::new());
    found
}

/// The tile in the archive, unpacked; empty where there is none.
fn stored(reader: &Reader, tile: TileId) -> Vec<u8> {
    let stored = reader.tile(TilePlace::of(tile).unwrap()).unwrap();
    stored.map_or(Vec::new(), |packed| {
        Packing::Gzip.unpack(&packed, 1 << 20, "a tile").unwrap()
    })
}

/// The tiles around the town, and their neighbours.
fn tiles_around_town(zoom: u8) -> impl Iterator<Item = TileId> {
    let at = |lon: f64, lat: f64| TileId::at((lon, lat).into(), zoom).unwrap();
    let (first, last) = (at(1.39, 43.63), at(1.45, 43.59));
    let columns = first.x().saturating_sub(1)..=last.x() + 1;
    columns.flat_map(move |x| {
        (first.y().saturating_sub(1)..=last.y() + 1)
            .filter_map(move |y| TileId::new(zoom, x, y).ok())
    })
}

#[tokio::test]
async fn an_archive_holds_the_tiles_that_the_server_sends_and_no_others() {
    let town = TestTown::small().await;
    for (audience, layers) in [
        (Audience::Team, &[LayerKind::Settlements, FLOOD][..]),
        (Audience::Public, &[LayerKind::Neighbourhoods]),
    ] {
        let file = format!("{audience}.pmtiles");
        let asked = ArchiveAsked {
            audience,
            ..asked(&town, &file, layers)
        };
        let built = built(&town, &asked).await;
        let reader = reader(&asked.file);
        let codes: Vec<&str> = layers.iter().map(|layer| layer.code()).collect();
        let mut drawn = 0;
        for tile in (0..=14).flat_map(tiles_around_town) {
            let (z, x, y) = (tile.z(), tile.x(), tile.y());
            let address = format!("/tiles/{}/{z}/{x}/{y}.mvt", codes.join(","));
            let sent = town.get(audience, &address).await;
            assert!(matches!(
                sent.status,
                StatusCode::OK | StatusCode::NO_CONTENT
            ));
            assert_eq!(stored(&reader, tile), sent.body, "{address}");
            drawn += u64::from(!sent.body.is_empty());
        }

        assert_eq!(built.built.tiles, drawn);
        let found = checked(&asked.file);
        assert_eq!((found.tiles, found.contents), (drawn, built.built.contents));
        assert!(found.layers.keys().map(String::as_str).eq({
            let mut sorted = codes.clone();
            sorted.sort_unstable();
            sorted
        }));
    }
}

#[tokio::test]
async fn an_archive_says_what_it_is() {
    let town = TestTown::small().await;
    let asked = ArchiveAsked {
        audience: Audience::Public,
        zooms: 8..=12,
        name: Some("Quarters".to_owned()),
        attribution: Some("City of X".to_owned()),
        ..asked(&town, "city.pmtiles", &[])
    };

    built(&town, &asked).await;
    let reader = reader(&asked.file);
    let (header, metadata) = (reader.header(), reader.metadata().unwrap());

    assert!(header.is_clustered);
    assert_eq!(header.zooms, 8..=12);
    assert_eq!((header.bounds.west, header.bounds.north), (1.4, 43.62));
    assert_eq!(metadata["name"], "Quarters");
    assert_eq!(metadata["attribution"], "City of X");
    assert_eq!(metadata["audience"], "public");
    assert_eq!(metadata["vector_layers"][0]["id"], "neighbourhoods");
    assert_eq!(
        metadata["vector_layers"].as_array().unwrap().len(),
        1,
        "the public sees nothing else"
    );
}

#[tokio::test]
async fn what_the_audience_may_not_see_is_refused_and_leaves_nothing() {
    let town = TestTown::small().await;
    let asked = ArchiveAsked {
        audience: Audience::Public,
        ..asked(&town, "city.pmtiles", &[LayerKind::Neighbourhoods, FLOOD])
    };

    let refused = town.jalon.build_archive(asked.clone(), |_, _| ()).await;

    let said = refused.unwrap_err().to_string();
    assert!(said.contains("the public does not see flood"), "{said}");
    assert!(!asked.file.exists());
}

#[tokio::test]
async fn a_file_that_is_there_stays_unless_it_may_be_replaced() {
    let town = TestTown::small().await;
    let mut asked = asked(&town, "city.pmtiles", &[FLOOD]);
    fs::write(&asked.file, "somebody's").unwrap();

    let refused = town.jalon.build_archive(asked.clone(), |_, _| ()).await;
    assert!(refused.unwrap_err().to_string().contains("--force"));
    assert_eq!(fs::read(&asked.file).unwrap(), b"somebody's");

    asked.replacing = Replacing::Allowed;
    built(&town, &asked).await;
    checked(&asked.file);
    let left: Vec<_> = fs::read_dir(town.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("pmtiles"))
        .collect();
    assert_eq!(left, ["city.pmtiles"], "the spool is gone");
}

#[tokio::test]
async fn a_changed_layer_is_drawn_anew_and_not_mixed_with_an_older_build() {
    let town = TestTown::small().await;
    let first = asked(&town, "city.pmtiles", &[LayerKind::Neighbourhoods]);
    built(&town, &first).await;
    let before = fs::read(&first.file).unwrap();

    town.import_json(LayerKind::Neighbourhoods, &[square("N", 1.40, 43.60, 0.01)])
        .await;
    let again = ArchiveAsked {
        replacing: Replacing::Allowed,
        ..first.clone()
    };
    let done = built(&town, &again).await;

    assert_eq!(done.resumed, 0);
    assert_ne!(fs::read(&first.file).unwrap(), before);
}

#[tokio::test]
async fn a_broken_archive_is_told_with_the_place() {
    let town = TestTown::small().await;
    let asked = asked(&town, "city.pmtiles", &[FLOOD, LayerKind::Settlements]);
    built(&town, &asked).await;
    let whole = fs::read(&asked.file).unwrap();
    let broken = |name: &str, bytes: &[u8]| {
        let file = town.folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        archive::check(&file)
    };

    for cut in [0, 100, 130, 16_390, whole.len() - 1] {
        let said = broken("cut.pmtiles", &whole[..cut])
            .unwrap_err()
            .to_string();
        assert!(said.contains("broken at"), "{cut}: {said}");
    }
    let mut missed = Vec::new();
    for at in (0..whole.len()).step_by(23) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        if broken("flipped.pmtiles", &flipped).is_ok_and(|checked| checked.faults.is_empty()) {
            missed.push(at);
        }
    }
    // Between the first directory and its end at 16,384 there is nothing to read.
    let directory_ends = usize::try_from(reader(&asked.file).header().root.end().unwrap()).unwrap();
    missed.retain(|at| !(directory_ends..16_384).contains(at));
    let looked_at = (directory_ends + whole.len() - 16_384) / 23;
    assert!(missed.len() * 10 < looked_at, "not seen: {missed:?}");
}

/// A file whose first directory is these bytes, packed.
fn with_first_directory(plain: &[u8]) -> Vec<u8> {
    let (root, metadata) = (archive::gzip(plain).unwrap(), archive::gzip(b"{}").unwrap());
    let long = |number: usize| (number as u64).to_le_bytes();
    let mut file = b"PMTiles\x03".to_vec();
    for number in [
        127,
        root.len(),
        127 + root.len(),
        metadata.len(),
        127,
        root.len(),
        127,
    ] {
        file.extend(long(number));
    }
    file.extend(long(root.len()));
    file.extend([0; 24]);
    // Clustered, gzip within and without, vectors, zooms 0 to 14; the rest is a place.
    file.extend([1, 2, 2, 1, 0, 14]);
    file.resize(127, 0);
    file.extend(root);
    file.extend(metadata);
    file
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let folder = tempfile::tempdir().unwrap();
    let said = |bytes: &[u8]| {
        let file = folder.path().join("bomb.pmtiles");
        fs::write(&file, bytes).unwrap();
        archive::check(&file).unwrap_err().to_string()
    };

    // Packed a thousandfold; entries that are not there; directories that lead to themselves.
    let swollen = said(&with_first_directory(&vec![0; 12_000_000]));
    let lying = said(&with_first_directory(&[255, 255, 255, 255, 15, 1, 1, 1]));
    let turning = with_first_directory(&[1, 0, 0, 40, 1]);

    assert!(swollen.contains("unpacks to more than"), "{swollen}");
    assert!(lying.contains("more entries"), "{lying}");
    assert!(said(&turning).contains("broken at"), "{}", said(&turning));
    let root = u64::from_le_bytes(turning[16..24].try_into().unwrap());
    let length = u8::try_from(root).unwrap();
    let turning = said(&with_first_directory(&[1, 0, 0, length, 1]));
    assert!(turning.contains("without end"), "{turning}");
}

#[tokio::test]
async fn mbtiles_hold_the_same_tiles_and_are_checked_alike() {
    let town = TestTown::small().await;
    let layers = [LayerKind::Settlements, FLOOD];
    built(&town, &asked(&town, "city.pmtiles", &layers)).await;
    let rows = asked(&town, "city.mbtiles", &layers);
    built(&town, &rows).await;

    let one = checked(&town.folder.path().join("city.pmtiles"));
    let other = tokio::task::spawn_blocking({
        let file = rows.file.clone();
        move || archive::check(&file).unwrap()
    });
    let other = other.await.unwrap();

    assert_eq!(other.faults, Vec::<String>::new());
    assert_eq!((one.tiles, one.contents), (other.tiles, other.contents));
    assert_eq!((one.zooms, one.layers), (other.zooms, other.layers));
    assert_eq!(one.largest, other.largest);
}

#[tokio::test]
async fn broken_mbtiles_are_told_with_the_place() {
    let town = TestTown::small().await;
    let asked = asked(&town, "city.mbtiles", &[FLOOD]);
    built(&town, &asked).await;
    let whole = fs::read(&asked.file).unwrap();
    let file = town.folder.path().join("bad.mbtiles");

    let mut found = 0;
    let places = (0..whole.len()).step_by(211);
    for at in places.clone() {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        fs::write(&file, flipped).unwrap();
        let checked = std::thread::scope(|scope| {
            scope
                .spawn(|| archive::check(&file))
                .join()
                .expect("no panic")
        });
        found += usize::from(!checked.is_ok_and(|checked| checked.faults.is_empty()));
    }
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let cut = std::thread::scope(|scope| scope.spawn(|| archive::check(&file)).join().unwrap());

    assert!(cut.is_err() || cut.is_ok_and(|checked| !checked.faults.is_empty()));
    assert!(found > 0, "of {} flips", places.count());
}

/// The program with a folder of its own.
struct Shell(tempfile::TempDir);

impl Shell {
    fn with_zones(count: u32) -> Self {
        let shell = Self(tempfile::tempdir().unwrap());
        let features: Vec<_> = (0..count)
            .map(|at| {
                let west = 1.0 + f64::from(at % 40) * 0.01;
                let mut zone = square("Z", west, 43.0 + f64::from(at / 40) * 0.01, 0.012);
                zone["properties"] = serde_json::json!({ "nivalea": "F" });
                zone
            })
            .collect();
        let text = serde_json::json!({"type": "FeatureCollection", "features": features});
        fs::write(shell.path("flood.geojson"), text.to_string()).unwrap();
        let said = shell.run("import zones flood.geojson --peril flood");
        assert!(said.status.success());
        shell
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jalon"));
        command
            .args(words.split(' '))
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, words: &str) -> Output {
        self.command(words).output().unwrap()
    }

    fn building(&self, file: &str) -> std::process::Child {
        self.command(&format!(
            "tiles build --audience team --layers flood --max-zoom 15 -o {file}"
        ))
        .spawn()
        .unwrap()
    }
}

/// Waits until a build has put down some tiles, but not all.
fn wait_for_tiles(journal: &Path) {
    let began = Instant::now();
    while fs::metadata(journal).map_or(0, |known| known.len()) < 4_000 {
        assert!(began.elapsed() < Duration::from_mins(2));
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_build_that_was_killed_goes_on_and_comes_to_the_same_bytes() {
    let shell = Shell::with_zones(400);
    let unbroken = shell.building("whole.pmtiles").wait().unwrap();
    assert!(unbroken.success());

    let mut killed = shell.building("city.pmtiles");
    wait_for_tiles(&shell.path("city.pmtiles.building/journal"));
    killed.kill().unwrap();
    killed.wait().unwrap();
    assert!(
        !shell.path("city.pmtiles").exists(),
        "half an archive has no name"
    );
    let resumed = shell.building("city.pmtiles").wait_with_output().unwrap();

    assert!(resumed.status.success());
    let same = fs::read(shell.path("whole.pmtiles")).unwrap();
    assert!(fs::read(shell.path("city.pmtiles")).unwrap() == same);
    assert!(!shell.path("city.pmtiles.building").exists());
}

/// A disk of 100 kB in a name space of its own, where the system lets us have one.
#[test]
fn a_full_disk_is_told_and_leaves_nothing_at_the_name() {
    let shell = Shell::with_zones(400);
    fs::create_dir(shell.path("small")).unwrap();
    let script = "mount -t tmpfs -o size=100k none small || exit 99; \
        $0 tiles build --audience team --layers flood --max-zoom 15 -o small/city.pmtiles; \
        code=$?; test ! -e small/city.pmtiles || exit 98; exit $code";

    let built = Command::new("unshare")
        .args(["-rm", "sh", "-c", script, env!("CARGO_BIN_EXE_jalon")])
        .current_dir(shell.0.path())
        .output();

    let Some(built) = built.ok().filter(|built| built.status.code() != Some(99)) else {
        println!("skipped: no disk of our own can be mounted here");
        return;
    };
    let said = String::from_utf8_lossy(&built.stderr);
    assert_eq!(built.status.code(), Some(6), "{said}");
    assert!(said.contains("no room left"), "{said}");
}

#[test]
fn a_check_ends_with_an_exit_code_that_scripts_can_trust() {
    let shell = Shell::with_zones(3);
    let built = shell.building("city.pmtiles").wait().unwrap();
    assert!(built.success());

    let good = shell.run("tiles check city.pmtiles --json");
    let mut bytes = fs::read(shell.path("city.pmtiles")).unwrap();
    let told: serde_json::Value = serde_json::from_slice(&good.stdout).unwrap();
    assert_eq!(good.status.code(), Some(0));
    assert_eq!(told["layers"]["flood"]["tiles"], told["contents"]);

    let rows = shell.building("city.mbtiles").wait().unwrap();
    let same = shell.run("tiles check city.mbtiles --json");
    assert!(rows.success());
    let same: serde_json::Value = serde_json::from_slice(&same.stdout).unwrap();
    assert_eq!(
        (&same["tiles"], &same["layers"]),
        (&told["tiles"], &told["layers"])
    );

    let last = bytes.len() - 40;
    bytes[last] ^= 0xff;
    fs::write(shell.path("bad.pmtiles"), bytes).unwrap();
    let bad = shell.run("tiles check bad.pmtiles");
    assert_eq!(bad.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&bad.stdout).contains("fault at tile"));
}
