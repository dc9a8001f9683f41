//! What the process takes of the machine.

use std::time::Duration;

/// What the process takes of the machine.
#[derive(Clone, Copy, Debug)]
pub struct Process {
    /// Processor time since the start, of the system for it too.
    pub cpu: Duration,
    /// Memory that is in use.
    pub resident_bytes: u64,
    /// Files and connections that are open.
    pub open_files: u64,
    /// When it was started, since 1970.
    pub started_at: Duration,
}

impl Process {
    /// What it takes now, where the system tells: Linux does.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn now() -> Option<Self> {
        use procfs::{CurrentSI as _, KernelStats, process};
        let own = process::Process::myself().ok()?;
        let stat = own.stat().ok()?;
        let ticks = |count: u64| Duration::from_millis(count * 1_000 / procfs::ticks_per_second());
        Some(Self {
            cpu: ticks(stat.utime + stat.stime),
            resident_bytes: stat.rss * procfs::page_size(),
            open_files: own.fd_count().ok()? as u64,
            started_at: Duration::from_secs(KernelStats::current().ok()?.btime)
                + ticks(stat.starttime),
        })
    }

    /// What it takes now, where the system tells.
    #[cfg(not(target_os = "linux"))]
    #[must_use]
    pub fn now() -> Option<Self> {
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::app::Clock;

    #[test]
    fn a_process_that_works_takes_time_memory_and_files() {
        let before = Process::now().unwrap();
        let file = tempfile::tempfile().unwrap();
        let begun = std::time::Instant::now();
        while begun.elapsed() < Duration::from_millis(200) {
            std::hint::black_box(vec![1_u8; 1 << 16]);
        }

        let now = Process::now().unwrap();

        drop(file);
        assert!(now.cpu > before.cpu);
        assert!(now.open_files > 0 && now.resident_bytes > 1 << 20);
        let age = Clock::system().now().unix_timestamp()
            - i64::try_from(now.started_at.as_secs()).unwrap();
        assert!((-2..3_600).contains(&age), "{age} s");
    }
}
