//! Folders and zips: the one layer in them that is read.
//!
//! Nothing of a zip is trusted: its names never become paths, its sizes are counted while it
//! is unpacked, and only the files of the one layer are unpacked at all.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use zip::{ZipArchive, result::ZipError};

use super::{
    Error, Limits, OpenOptions,
    error::{file_name, shown},
};

/// Where the file to read is; the folder is removed when this is dropped.
pub(super) struct Unpacked {
    pub(super) path: PathBuf,
    pub(super) folder: Option<TempDir>,
}

/// Extensions of formats that hold a layer and nothing else.
const LAYERS: [&str; 9] = [
    "shp",
    "gpkg",
    "fgb",
    "kml",
    "geojson",
    "geojsonl",
    "geojsons",
    "geojsonseq",
    "ndjson",
];

/// Extensions that may also be something beside a layer.
const PERHAPS_LAYERS: [&str; 3] = ["json", "csv", "tsv"];

/// Files that belong to a `.shp`.
const BESIDE_SHP: [&str; 3] = ["dbf", "prj", "cpg"];

/// Finds the file to read in a folder or zip; any other file is itself.
pub(super) fn one_layer(path: &Path, options: &OpenOptions) -> Result<Unpacked, Error> {
    let file = file_name(path);
    let unreadable = |e| Error::unreadable(&file, e);
    let itself = |path: &Path| Unpacked {
        path: path.to_owned(),
        folder: None,
    };
    if fs::metadata(path).map_err(unreadable)?.is_dir() {
        return in_folder(path, options).map(|found| itself(&found));
    }
    let mut head = [0; 4];
    let mut opened = File::open(path).map_err(unreadable)?;
    let read = opened.read(&mut head).map_err(unreadable)?;
    match &head[..read] {
        b"PK\x03\x04" | b"PK\x05\x06" => in_zip(opened, &file, options),
        _ => Ok(itself(path)),
    }
}

/// The shapefile in a folder.
fn in_folder(folder: &Path, options: &OpenOptions) -> Result<PathBuf, Error> {
    let file = file_name(folder);
    let entries = fs::read_dir(folder).map_err(|e| Error::unreadable(&file, e))?;
    let mut shapes: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| extension(path) == "shp" && path.is_file())
        .collect();
    shapes.sort();
    let names: Vec<_> = shapes.iter().map(|path| stem(path)).collect();
    if shapes.is_empty() {
        return Err(Error::NoLayer {
            file,
            advice: "give a folder with a .shp file",
        });
    }
    let at = chosen(&names, &file, options)?;
    Ok(shapes.swap_remove(at))
}

/// The layer of this name, or the only one.
fn chosen(names: &[String], file: &str, options: &OpenOptions) -> Result<usize, Error> {
    let file = || file.to_owned();
    match (names, &options.layer) {
        ([], _) => Err(Error::NoLayer {
            file: file(),
            advice: "give a zip with a shapefile, GeoPackage, GeoJSON, FlatGeobuf, CSV or KML",
        }),
        // A single GeoPackage may hold several layers of its own, so its reader decides.
        ([_], _) => Ok(0),
        (_, None) => Err(Error::SeveralLayers {
            file: file(),
            layers: names.to_vec(),
        }),
        (_, Some(layer)) => {
            let same = |name: &String| name.eq_ignore_ascii_case(layer);
            names
                .iter()
                .position(same)
                .ok_or_else(|| Error::NoSuchLayer {
                    file: file(),
                    layer: layer.clone(),
                    layers: names.to_vec(),
                })
        }
    }
}

/// Unpacks the layer of a zip.
fn in_zip(mut opened: File, file: &str, options: &OpenOptions) -> Result<Unpacked, Error> {
    let limits = options.limits;
    let most = limits.max_zip_entries;
    check_count(&mut opened, most).map_err(|fault| fault.error(file))?;
    let mut archive = ZipArchive::new(opened).map_err(|e| Fault::from(e).error(file))?;
    let members = members(&archive, limits).map_err(|fault| fault.error(file))?;
    let layers = layers_among(&members);
    let names: Vec<_> = layers.iter().map(|member| stem(&member.name)).collect();
    let layer = layers[chosen(&names, file, options)?].clone();
    unpack(&mut archive, &members, &layer, limits).map_err(|fault| fault.error(file))
}

/// What a zip may not do.
enum Fault {
    Unsafe(String),
    Io(io::Error),
}

impl Fault {
    fn error(self, file: &str) -> Error {
        match self {
            Self::Io(source) => Error::unreadable(file, source),
            Self::Unsafe(reason) => Error::UnsafeArchive {
                file: file.to_owned(),
                reason,
            },
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ZipError> for Fault {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => Self::Io(error),
            other => Self::Unsafe(format!("the zip is broken ({other})")),
        }
    }
}

/// Looks at the number of members before their list is read into memory.
fn check_count(file: &mut File, most: usize) -> Result<(), Fault> {
    const END: &[u8] = b"PK\x05\x06";
    const LONGEST_END: u64 = 22 + 0xffff;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST_END)))?;
    let mut tail = Vec::new();
    file.take(LONGEST_END).read_to_end(&mut tail)?;
    let count = tail
        .windows(12)
        .rev()
        .find(|window| window.starts_with(END))
        .map_or(0, |end| usize::from(u16::from_le_bytes([end[10], end[11]])));
    if count > most {
        return Err(Fault::Unsafe(format!("it has more than {most} members")));
    }
    Ok(())
}

/// A member of a zip.
#[derive(Clone)]
struct Member {
    index: usize,
    name: PathBuf,
}

/// The members that are files, if all are harmless.
fn members(archive: &ZipArchive<File>, limits: Limits) -> Result<Vec<Member>, Fault> {
    let refuse = |reason: String| Err(Fault::Unsafe(reason));
    if archive.len() > limits.max_zip_entries || archive.has_duplicate_names() {
        return refuse("it has too many members, or two of one name".to_owned());
    }
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index)?;
        let name = entry.name()?.into_owned();
        let shown = shown(&name);
        if leaves_folder(&name) || entry.enclosed_name().is_none() {
            return refuse(format!(
                "its member {shown} would be written outside its folder"
            ));
        }
        if entry.is_symlink() {
            return refuse(format!("its member {shown} is a link"));
        }
        if entry.encrypted() {
            return refuse(format!("its member {shown} needs a password"));
        }
        let name = PathBuf::from(name);
        if matches!(extension(&name).as_str(), "zip" | "kmz" | "7z" | "gz") {
            return refuse(format!("its member {shown} is packed again"));
        }
        if entry.is_file() {
            members.push(Member { index, name });
        }
    }
    Ok(members)
}

/// Whether a name points out of the folder it is unpacked in, on any system.
fn leaves_folder(name: &str) -> bool {
    let parts: Vec<_> = name.split(['/', '\\']).collect();
    parts.contains(&"..")
        || name.starts_with(['/', '\\'])
        || name.contains(|c: char| c == ':' || c.is_control())
}

/// The members that hold a layer; `.json` and `.csv` only where nothing else does.
fn layers_among(members: &[Member]) -> Vec<Member> {
    let with = |extensions: &[&str]| -> Vec<Member> {
        let is_layer = |member: &&Member| {
            let hidden = member.name.iter().any(|part| {
                let part = part.to_string_lossy();
                part.starts_with('.') || part == "__MACOSX"
            });
            !hidden && extensions.contains(&extension(&member.name).as_str())
        };
        members.iter().filter(is_layer).cloned().collect()
    };
    let sure = with(&LAYERS);
    if sure.is_empty() {
        with(&PERHAPS_LAYERS)
    } else {
        sure
    }
}

/// Unpacks a layer and the files beside it, under names of our own.
fn unpack(
    archive: &mut ZipArchive<File>,
    members: &[Member],
    layer: &Member,
    limits: Limits,
) -> Result<Unpacked, Fault> {
    let folder = tempfile::tempdir()?;
    let bare = layer
        .name
        .with_extension("")
        .to_string_lossy()
        .to_lowercase();
    let is_shape = extension(&layer.name) == "shp";
    let mut left = limits.max_unzipped_bytes;
    for member in members {
        let extension = extension(&member.name);
        let beside = is_shape
            && BESIDE_SHP.contains(&extension.as_str())
            && member
                .name
                .with_extension("")
                .to_string_lossy()
                .to_lowercase()
                == bare;
        if beside || member.index == layer.index {
            let target = target(folder.path(), layer, &extension);
            let packed = archive.by_index_data(member.index)?.compressed_size();
            let most = most_bytes(packed, left, limits);
            left -= unpack_member(archive, member.index, &target, most)?;
        }
    }
    Ok(Unpacked {
        path: target(folder.path(), layer, &extension(&layer.name)),
        folder: Some(folder),
    })
}

/// The layer's name in the folder; its stem has no separator, so it stays inside.
fn target(folder: &Path, layer: &Member, extension: &str) -> PathBuf {
    folder.join(format!("{}.{extension}", stem(&layer.name)))
}

/// What a member may become: by its packed length, by what is left, whatever is less.
fn most_bytes(packed: u64, left: u64, limits: Limits) -> u64 {
    /// A short file of zeros is packed tightly too, and harmless.
    const HARMLESS: u64 = 1 << 20;
    let by_ratio = packed.saturating_mul(limits.max_zip_ratio);
    by_ratio.max(HARMLESS).min(left)
}

/// Unpacks one member and counts what it becomes.
fn unpack_member(
    archive: &mut ZipArchive<File>,
    index: usize,
    target: &Path,
    most: u64,
) -> Result<u64, Fault> {
    let mut member = archive.by_index(index)?;
    let mut written = File::create_new(target)?;
    let copied = io::copy(&mut (&mut member).take(most + 1), &mut written)
        .map_err(|e| Fault::Unsafe(format!("its member {} is broken ({e})", stem(target))))?;
    if copied > most {
        return Err(Fault::Unsafe(format!(
            "it unpacks to more than {most} bytes, as a zip bomb does"
        )));
    }
    Ok(copied)
}

/// A path's extension in lower case.
fn extension(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default();
    extension.to_string_lossy().to_ascii_lowercase()
}

/// A path's name without its extension.
fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_their_folder_are_told_on_any_system() {
        for name in ["../a.shp", "a/../../b", "/etc/a", "..\\a", "C:\\a", "a\0b"] {
            assert!(leaves_folder(name), "{name}");
        }
        for name in ["a.shp", "b/c..d/a.shp", "...shp"] {
            assert!(!leaves_folder(name), "{name}");
        }
    }

    #[test]
    fn a_table_beside_a_shapefile_is_no_layer() {
        let members: Vec<_> = ["x/a.shp", "x/a.csv", "__MACOSX/._a.shp", ".b.geojson"]
            .into_iter()
            .enumerate()
            .map(|(index, name)| Member {
                index,
                name: name.into(),
            })
            .collect();

        let layers = layers_among(&members);

        assert_eq!(layers.len(), 1);
        assert_eq!(layers[0].index, 0);
    }
}
