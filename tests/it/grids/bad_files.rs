//! Grids that must be refused by name, whole, and without harm.

use jalon::{
    app::{Error, ImportFile},
    domain::{LayerKind, Speed},
    formats::GeoTiff,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::tiff::Grid;
use crate::support::TestTown;

fn metres() -> Grid {
    Grid::in_metres((574_000.0, 6_280_000.0), 5.0, (12, 11)).with(|_, _| 0.4)
}

/// Why a file of these bytes is refused, with all causes; nothing of it may be stored.
async fn refusal(bytes: &[u8]) -> String {
    refusal_of(bytes, |file| file).await
}

async fn refusal_of(bytes: &[u8], how: impl FnOnce(ImportFile) -> ImportFile) -> String {
    let town = TestTown::empty().await;
    let path = town.folder.path().join("depth.tif");
    std::fs::write(&path, bytes).unwrap();
    let file = how(ImportFile::new(LayerKind::Depth, path, "test"));

    let error = town.jalon.import(file, |_| ()).await.unwrap_err();

    assert!(town.jalon.atlas().layer(LayerKind::Depth).is_none());
    assert!(
        matches!(error, Error::File(_) | Error::Intake(_)),
        "{error:?}"
    );
    error.to_string()
}

/// A file with something changed in it, and words that its refusal must hold.
type Case = (Vec<u8>, &'static [&'static str]);

fn changed(change: fn(&mut Grid)) -> Vec<u8> {
    let mut grid = metres();
    change(&mut grid);
    grid.bytes()
}

fn wrong_cells() -> Vec<Case> {
    vec![
        (
            changed(|grid| grid.cells[14] = -0.5),
            &["the depth at column 3, row 2", "-0.5 m", "0 to 100 m"],
        ),
        (
            changed(|grid| grid.cells[0] = 180.0),
            &["column 1, row 1", "180 m", "0 to 100 m"],
        ),
        (
            changed(|grid| grid.cells[0] = f32::INFINITY),
            &["column 1, row 1", "inf m"],
        ),
        (
            changed(|grid| grid.bands = 3),
            &["number of bands is 3", "1"],
        ),
        (
            changed(|grid| grid.cells.fill(f32::NAN)),
            &["its cells is no data in all 132", "at least one depth"],
        ),
    ]
}

fn wrong_heads() -> Vec<Case> {
    vec![
        (
            changed(|grid| grid.keys.clear()),
            &["its reference system is missing", "--crs EPSG:2154"],
        ),
        (
            changed(|grid| grid.keys[2][3] = 32_767),
            &["its reference system is missing"],
        ),
        (
            changed(|grid| grid.keys[2][3] = 2),
            &[
                "its reference system is EPSG:2; allowed: a code that is known",
                "--crs",
            ],
        ),
        (
            changed(|grid| grid.keys[0][3] = 3),
            &["GTModelType", "is 3", "1 (projected)"],
        ),
        (
            changed(|grid| grid.scale.clear()),
            &["georeference", "ModelTiepoint"],
        ),
        (
            changed(|grid| grid.scale[0] = 0.0),
            &["the size of its cells", "other than 0"],
        ),
        (
            changed(|grid| grid.keys = vec![[1024, 0, 1, 2], [2048, 0, 1, 4326]]),
            &["its extent in EPSG:4326", "574000", "longitudes"],
        ),
        (
            changed(|grid| grid.compression = 7),
            &["its compression is 7", "deflate"],
        ),
        (
            changed(|grid| grid.claimed = Some((30_000_000, 11))),
            &["its size is 30000000 by 11 cells", "268435456"],
        ),
    ]
}

#[tokio::test]
async fn every_fault_names_file_key_value_and_what_is_allowed() {
    for (bytes, said) in [wrong_cells(), wrong_heads()].concat() {
        let error = refusal(&bytes).await;

        for words in said {
            assert!(error.contains(words), "{words:?} is not in: {error}");
        }
        assert!(error.starts_with("depth.tif: "), "{error}");
    }
}

#[tokio::test]
async fn a_turned_grid_is_refused_and_a_straight_matrix_is_not() {
    let mut turned = metres().with_matrix();
    turned.matrix[1] = 1.0;

    assert!(
        refusal(&turned.bytes())
            .await
            .contains("turned by 1, 0 a cell")
    );
}

#[tokio::test]
async fn what_is_no_tiff_is_said_to_be_none() {
    for bytes in [&b""[..], b"GIF89a", b"<html>", b"II*\0", b"PK\x03\x04"] {
        let error = refusal(bytes).await;

        assert!(
            error.starts_with("depth.tif: broken TIFF at its head"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_grid_for_another_layer_is_told_its_command() {
    let town = TestTown::empty().await;
    let path = town.folder.path().join("depth.tif");
    std::fs::write(&path, metres().bytes()).unwrap();

    let file = ImportFile::new(LayerKind::Neighbourhoods, path, "test");
    let error = town.jalon.import(file, |_| ()).await.unwrap_err();

    assert!(error.to_string().contains("jalon import depth"), "{error}");
}

#[tokio::test]
async fn a_tile_that_would_not_fit_in_memory_is_refused_before_it_is_read() {
    let mut bomb = metres().tiled(16).deflated();
    bomb.claimed = Some((12, 11));
    let bytes = bomb.bytes();
    // The side of the tiles, tags 322 and 323, becomes 65,536.
    let mut grown = bytes.clone();
    for at in 8..bytes.len() - 12 {
        let tag = u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        if matches!(tag, 322 | 323) && bytes[at + 2..at + 8] == [4, 0, 1, 0, 0, 0] {
            grown[at + 8..at + 12].copy_from_slice(&65_536_u32.to_le_bytes());
        }
        // And the grid as wide as may be, so that the whole tile counts.
        if matches!(tag, 256 | 257) && bytes[at + 2..at + 8] == [4, 0, 1, 0, 0, 0] {
            grown[at + 8..at + 12].copy_from_slice(&16_000_u32.to_le_bytes());
        }
    }

    let error = refusal(&grown).await;

    assert!(
        error.contains("the size of a strip or tile is 65536 by 65536"),
        "{error}"
    );
}

#[tokio::test]
async fn a_grid_of_speeds_has_the_same_cells_and_known_classes() {
    let with_speeds = async |speeds: Grid| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("speed.tif");
        std::fs::write(&path, speeds.bytes()).unwrap();
        refusal_of(&metres().bytes(), |file| ImportFile {
            speed_grid: Some(path),
            ..file
        })
        .await
    };

    let mut shifted = metres().with(|_, _| 2.0);
    shifted.tie[3] += 5.0;
    let error = with_speeds(shifted).await;
    assert!(
        error.contains("speed.tif: its cells is 12 by 11") && error.contains("the same as"),
        "{error}"
    );
    let error = with_speeds(metres().with(|column, _| if column == 4 { 4.0 } else { 1.0 })).await;
    assert!(
        error.contains("the class of speed at column 5, row 1 is 4; allowed: 1 (slow)"),
        "{error}"
    );
}

#[tokio::test]
async fn one_speed_and_a_grid_of_speeds_are_not_both_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("speed.tif");
    std::fs::write(&path, metres().with(|_, _| 2.0).bytes()).unwrap();

    let error = refusal_of(&metres().bytes(), |file| ImportFile {
        speed: Some(Speed::Slow),
        speed_grid: Some(path),
        ..file
    })
    .await;

    assert!(error.contains("given twice"), "{error}");
}

/// Reads a file to its end or to its first fault.
fn read_all(path: &std::path::Path) -> bool {
    let Ok(mut grid) = GeoTiff::open(path) else {
        return false;
    };
    let size = (grid.columns.min(64), grid.rows.min(64));
    grid.window((0, 0), size).is_ok()
}

#[test]
fn no_cut_and_no_flipped_byte_takes_the_reader_down() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("depth.tif");
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let mut read = 0;
    for grid in [
        metres(),
        metres().deflated(),
        metres().tiled(16),
        metres().tiled(16).deflated(),
    ] {
        let whole = grid.bytes();
        for length in 0..whole.len() {
            std::fs::write(&path, &whole[..length]).unwrap();
            read += u32::from(read_all(&path));
        }
        for _ in 0..1_500 {
            let mut flipped = whole.clone();
            for _ in 0..rng.random_range(1..4) {
                let at = rng.random_range(0..flipped.len());
                flipped[at] = rng.random();
            }
            std::fs::write(&path, &flipped).unwrap();
            read += u32::from(read_all(&path));
        }
        std::fs::write(&path, &whole).unwrap();
        assert!(read_all(&path));
    }
    assert!(read > 0, "some flips change only a depth");
}
