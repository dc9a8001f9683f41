//! GeoPackage: the one layer that is asked for, read in the order of its rows.
//!
//! The database is opened read-only and immutable, so no trigger can fire; only plain tables
//! that the file itself lists are read. A thread of its own holds the connection and hands
//! rows over in small batches, so the caller needs no runtime and memory stays bounded.

mod blob;
mod database;
mod layer;
mod rows;
pub(super) mod write;

use std::{
    io,
    sync::mpsc::{Receiver, sync_channel},
    thread, vec,
};

use self::{database::Database, layer::Layer};
use super::{Error, Format, Progress, Reading, Source, source::Found};

/// Batches that may wait for the caller.
const BATCHES_WAITING: usize = 2;

/// What the thread hands over: records, the error that ends them, or none: the end.
type Batch = Result<Vec<Reading>, Error>;

/// Opens a layer of a GeoPackage.
pub(super) fn open(found: Found) -> Result<Source, Error> {
    let (say_opened, opened) = sync_channel(1);
    let (send, batches) = sync_channel::<Batch>(BATCHES_WAITING);
    let progress = Progress::of(0);
    let (file, counted) = (found.file.clone(), progress.clone());
    thread::Builder::new()
        .name("geopackage".to_owned())
        .spawn(move || {
            let layer = Database::open(&found).and_then(|mut database| {
                let layer = Layer::choose(&mut database, &found)?;
                Ok((database, layer))
            });
            match layer {
                Err(error) => drop(say_opened.send(Err(error))),
                Ok((database, layer)) => {
                    // The caller gone is the only way to fail, and the end of the work.
                    if say_opened.send(Ok(layer.clone())).is_ok() {
                        rows::hand_over(database, &layer, &send, &counted);
                    }
                }
            }
        })
        .map_err(|e| Error::unreadable(&file, e))?;
    let layer = opened
        .recv()
        .unwrap_or_else(|e| Err(Error::unreadable(&file, io::Error::other(e))))?;
    Ok(source(layer, progress, batches))
}

fn source(layer: Layer, mut progress: Progress, batches: Receiver<Batch>) -> Source {
    progress.total = layer.total;
    let records = Records {
        batches,
        current: Vec::new().into_iter(),
        file: layer.file.clone(),
        ended: false,
    };
    let mut source = Source::new(Format::GeoPackage, progress, Box::new(records));
    source.columns = layer.columns.iter().map(|c| c.name.clone()).collect();
    source.total = Some(layer.total);
    source.crs = layer.crs;
    source.notes = layer.notes;
    source.file_layer = Some(layer.name);
    source
}

/// The records as they come from the thread.
struct Records {
    batches: Receiver<Batch>,
    current: vec::IntoIter<Reading>,
    file: String,
    ended: bool,
}

impl Records {
    /// The next batch; a thread that is gone without saying so has not read to the end.
    fn batch(&mut self) -> Batch {
        let batch = self
            .batches
            .recv()
            .unwrap_or_else(|gone| Err(Error::unreadable(&self.file, io::Error::other(gone))));
        self.ended = batch.as_ref().map_or(true, Vec::is_empty);
        batch
    }
}

impl Iterator for Records {
    type Item = Result<Reading, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.current.len() == 0 && !self.ended {
            match self.batch() {
                Ok(batch) => self.current = batch.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
        self.current.next().map(Ok)
    }
}

#[cfg(test)]
mod tests;
