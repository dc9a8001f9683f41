//! Files for the readers' tests, written to a folder that goes with them.

use std::{fs, path::PathBuf};

use tempfile::TempDir;

use super::{Error, Limits, OpenOptions, Reading, Source};
use crate::spatial::{SourceFeature, Value};

/// A folder of files.
pub(super) struct Files(pub(super) TempDir);

impl Files {
    /// One file with these bytes.
    pub(super) fn one(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let files = Self(tempfile::tempdir().unwrap());
        fs::write(files.path(name), bytes).unwrap();
        files
    }

    /// Where a file of this name is.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Opens a file with a layer and limits.
    pub(super) fn open(
        &self,
        name: &str,
        layer: Option<&str>,
        limits: Limits,
    ) -> Result<Source, Error> {
        let options = OpenOptions {
            layer: layer.map(str::to_owned),
            limits,
        };
        Source::open(&self.path(name), &options)
    }
}

/// Opens one file of these bytes; the folder is kept beside it.
pub(super) fn opened(name: &str, bytes: impl AsRef<[u8]>) -> (Files, Source) {
    let files = Files::one(name, bytes);
    let source = files.open(name, None, Limits::default()).unwrap();
    (files, source)
}

/// Every record of one file of these bytes.
pub(super) fn readings(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Reading> {
    let (_files, source) = opened(name, bytes);
    source.map(Result::unwrap).collect()
}

/// Every feature of one file of these bytes; none may be refused.
pub(super) fn features(name: &str, bytes: impl AsRef<[u8]>) -> Vec<SourceFeature> {
    let all = readings(name, bytes)
        .into_iter()
        .map(|reading| match reading {
            Reading::Feature(feature) => feature,
            Reading::Refused { number, fault } => panic!("feature {number}: {fault}"),
        });
    all.collect()
}

/// The error of opening or reading one file of these bytes.
pub(super) fn error(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let files = Files::one(name, bytes);
    let mut source = match files.open(name, None, Limits::default()) {
        Ok(source) => source,
        Err(error) => return error.to_string(),
    };
    let error = source.find_map(Result::err);
    error.expect("no error").to_string()
}

/// The words of the only record, which is refused.
pub(super) fn refusal(name: &str, bytes: impl AsRef<[u8]>) -> String {
    match readings(name, bytes).as_slice() {
        [Reading::Refused { number: 1, fault }] => fault.to_string(),
        other => panic!("not one refusal: {other:?}"),
    }
}

/// A text of a column.
pub(super) fn text(words: &str) -> Value {
    Value::from(words.to_owned())
}
