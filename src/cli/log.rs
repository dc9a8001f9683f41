//! The log on standard error: lines for people, or JSON for programs.
//!
//! A server must not wait for whoever reads its log. A pipe that nobody reads takes 64 kB, and then
//! whoever writes to it stands still: so a thread of its own does, and what it has no time for is left out.

use std::{
    fmt::Display,
    io::{self, IsTerminal, Write},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use tracing_subscriber::fmt::MakeWriter;

/// What the log is written as; lines for people where it is not `json`.
const FORMAT: &str = "JALON_LOG_FORMAT";
/// Entries that wait to be written.
const WAITING: usize = 4_096;
/// How long the end of the program waits for them.
const AT_THE_END: Duration = Duration::from_millis(500);

/// The log of a program; at its end, [`Log::finish`].
pub(super) struct Log(Option<Writing>);

struct Writing {
    queue: Queue,
    thread: JoinHandle<()>,
}

/// Begins the log. Warnings and errors are written, `RUST_LOG` asks for more. A command writes each entry
/// itself, before it goes on; a server has them written.
pub(super) fn start(serves: bool) -> Log {
    if !serves {
        begin(io::stderr);
        return Log(None);
    }
    let (entries, waiting) = sync_channel(WAITING);
    let queue = Queue {
        entries,
        left_out: Arc::default(),
    };
    let left_out = queue.left_out.clone();
    let thread = std::thread::spawn(move || {
        let tell = |missing| tracing::warn!(missing, "entries are left out: the log was not read");
        write_all(
            &waiting,
            &mut io::stderr(),
            || left_out.swap(0, Ordering::Relaxed),
            tell,
        );
    });
    begin(queue.clone());
    // The usual words about a panic would wait for the pipe.
    std::panic::set_hook(Box::new(|panic| {
        tracing::error!("{}", panic as &dyn Display);
    }));
    Log(Some(Writing { queue, thread }))
}

fn begin<W>(writer: W)
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(writer);
    if std::env::var_os(FORMAT).is_some_and(|format| format == "json") {
        log.json().with_span_list(false).init();
    } else {
        log.init();
    }
}

impl Log {
    /// Has what waits written, as far as somebody reads it.
    pub(super) fn finish(self) {
        let Some(Writing { queue, thread }) = self.0 else {
            return;
        };
        // An empty entry is the last one: others hold the queue open for good.
        if queue.entries.try_send(Vec::new()).is_err() {
            return;
        }
        let begun = Instant::now();
        while !thread.is_finished() && begun.elapsed() < AT_THE_END {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Where entries wait to be written. Cloning is cheap, and clones share it.
#[derive(Clone)]
struct Queue {
    entries: SyncSender<Vec<u8>>,
    left_out: Arc<AtomicU64>,
}

impl Write for Queue {
    fn write(&mut self, entry: &[u8]) -> io::Result<usize> {
        if !entry.is_empty() && self.entries.try_send(entry.to_vec()).is_err() {
            self.left_out.fetch_add(1, Ordering::Relaxed);
        }
        Ok(entry.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Queue {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

/// Writes what waits until an empty entry comes, and tells where some were left out.
fn write_all(
    waiting: &Receiver<Vec<u8>>,
    to: &mut impl Write,
    left_out: impl Fn() -> u64,
    tell: impl Fn(u64),
) {
    while let Ok(entry) = waiting.recv() {
        if entry.is_empty() {
            return;
        }
        // Nobody is left to be told that standard error is closed.
        drop(to.write_all(&entry));
        let missing = left_out();
        if missing > 0 {
            tell(missing);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_writes_to_a_log_that_nobody_reads_goes_on() {
        let (entries, waiting) = sync_channel(2);
        let left_out = Arc::new(AtomicU64::new(0));
        let mut queue = Queue {
            entries,
            left_out: left_out.clone(),
        };

        for entry in ["one\n", "two\n", "three\n", "four\n"] {
            queue.write_all(entry.as_bytes()).unwrap();
        }
        drop(queue);
        let (mut written, told) = (Vec::new(), AtomicU64::new(0));
        let missing = || left_out.swap(0, Ordering::Relaxed);
        let tell = |missing| {
            told.fetch_add(missing, Ordering::Relaxed);
        };
        write_all(&waiting, &mut written, missing, tell);

        assert_eq!(String::from_utf8(written).unwrap(), "one\ntwo\n");
        assert_eq!(told.into_inner(), 2);
    }
}
