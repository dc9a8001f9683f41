//! The features of a collection, one at a time.

use std::{
    fs::File,
    io::{BufReader, Seek, SeekFrom},
    sync::atomic::Ordering::Relaxed,
};

use super::{
    BLOCK,
    outline::broken,
    record::read_record,
    scan::{Bounds, ScanFault, Scanner},
};
use crate::{
    formats::{Error, Limits, Progress, Reading, source::Found},
    spatial::SourceFeature,
};

/// The features that are still to be read.
pub(super) struct List {
    scanner: Scanner<BufReader<File>>,
    buffer: Vec<u8>,
    number: u64,
    count: u64,
    progress: Progress,
    file: String,
    limits: Limits,
}

impl List {
    /// So many records from this byte of the file on.
    pub(super) fn new(
        found: &Found,
        progress: &Progress,
        start: u64,
        count: u64,
    ) -> Result<Self, Error> {
        let mut input = found.open()?;
        input
            .seek(SeekFrom::Start(start))
            .map_err(|e| Error::unreadable(&found.file, e))?;
        Ok(Self {
            scanner: Scanner::new(BufReader::with_capacity(BLOCK, input), start),
            buffer: Vec::new(),
            number: 0,
            count,
            progress: progress.clone(),
            file: found.file.clone(),
            limits: found.limits(),
        })
    }

    fn read(&mut self) -> Result<Reading, ScanFault> {
        if self.number > 1 {
            self.scanner.expect(b',', "a comma")?;
        }
        let bounds = Bounds::of_record(self.limits);
        let kept = self.scanner.value(&mut self.buffer, bounds)?;
        self.progress.done.store(self.scanner.at(), Relaxed);
        let record = match kept.fault(self.limits) {
            Some(fault) => Err(fault),
            None => read_record(&self.buffer, self.limits),
        };
        Ok(reading(self.number, record))
    }
}

/// A record or its fault, numbered.
pub(super) fn reading(number: u64, record: super::record::Outcome) -> Reading {
    match record {
        Ok((geometry, properties)) => Reading::Feature(SourceFeature {
            number,
            geometry,
            properties,
        }),
        Err(fault) => Reading::Refused { number, fault },
    }
}

impl Iterator for List {
    type Item = Result<Reading, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.number == self.count {
            self.progress.done.store(self.progress.total, Relaxed);
            return None;
        }
        let place = match self.number {
            0 => "at its start".to_owned(),
            number => format!("after feature {number}"),
        };
        self.number += 1;
        let reading = self.read();
        Some(reading.map_err(|fault| broken(&self.file, place, fault)))
    }
}
