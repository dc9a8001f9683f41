//! Line-delimited GeoJSON: one text a line, or one after each record separator (RFC 8142).

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    sync::atomic::Ordering::Relaxed,
};

use super::{
    BLOCK,
    list::reading,
    record::{Outcome, read_record},
    scan::{Bounds, Kept, ScanFault, Scanner},
};
use crate::formats::{Error, FeatureFault, Limits, Progress, Reading, source::Found};

/// Stands before each text of a sequence.
const RECORD_SEPARATOR: u8 = 0x1e;

/// The texts that are still to be read.
pub(super) struct Lines {
    input: BufReader<File>,
    separator: u8,
    buffer: Vec<u8>,
    number: u64,
    progress: Progress,
    file: String,
    limits: Limits,
}

impl Lines {
    /// From the start of the file.
    pub(super) fn new(found: &Found, progress: &Progress) -> Result<Self, Error> {
        let mut input = BufReader::with_capacity(BLOCK, found.open()?);
        let head = input
            .fill_buf()
            .map_err(|e| Error::unreadable(&found.file, e))?;
        let is_sequence = without_mark(head).first() == Some(&RECORD_SEPARATOR);
        Ok(Self {
            input,
            separator: if is_sequence { RECORD_SEPARATOR } else { b'\n' },
            buffer: Vec::new(),
            number: 0,
            progress: progress.clone(),
            file: found.file.clone(),
            limits: found.limits(),
        })
    }

    /// The next text that is not blank; whether it was kept whole.
    fn text(&mut self) -> io::Result<Option<bool>> {
        loop {
            let (read, whole) = self.until_separator()?;
            if read == 0 {
                return Ok(None);
            }
            if !whole || !without_mark(&self.buffer).is_empty() {
                return Ok(Some(whole));
            }
        }
    }

    /// Bytes read up to a separator, and whether the buffer holds them all.
    fn until_separator(&mut self) -> io::Result<(u64, bool)> {
        let (mut read, mut whole) = (0, true);
        self.buffer.clear();
        loop {
            let chunk = self.input.fill_buf()?;
            let end = chunk.iter().position(|byte| *byte == self.separator);
            let used = end.map_or(chunk.len(), |end| end + 1);
            let text = end.unwrap_or(used);
            whole &= (self.buffer.len() + text) as u64 <= self.limits.max_record_bytes;
            if whole {
                self.buffer.extend_from_slice(&chunk[..text]);
            }
            self.input.consume(used);
            read += used as u64;
            if end.is_some() || used == 0 {
                self.progress.done.fetch_add(read, Relaxed);
                return Ok((read, whole));
            }
        }
    }

    fn record(&self) -> Outcome {
        let text = without_mark(&self.buffer);
        let mut kept = Vec::new();
        let mut scanner = Scanner::new(text, 3);
        let bounds = Bounds {
            bytes: 0,
            ..Bounds::of_record(self.limits)
        };
        match scanner.value(&mut kept, bounds) {
            Ok(Kept::TooDeep) => Err(FeatureFault::TooDeep {
                limit: self.limits.max_depth,
            }),
            Err(ScanFault::EndsEarly) => Err(FeatureFault::malformed("the line ends too early")),
            _ => read_record(text, self.limits),
        }
    }
}

/// The text without white and a byte order mark around it.
fn without_mark(text: &[u8]) -> &[u8] {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    text.trim_ascii()
}

impl Iterator for Lines {
    type Item = Result<Reading, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let whole = match self.text() {
            Ok(text) => text?,
            Err(e) => return Some(Err(Error::unreadable(&self.file, e))),
        };
        self.number += 1;
        let record = if whole {
            self.record()
        } else {
            Err(FeatureFault::TooLong {
                limit: self.limits.max_record_bytes,
            })
        };
        Some(Ok(reading(self.number, record)))
    }
}
