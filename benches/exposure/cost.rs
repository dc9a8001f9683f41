//! What this process has used so far, as the kernel counts it; nothing where it does not tell.

use std::{fs, time::Instant};

/// CPU seconds and wall seconds of this process since it began.
#[derive(Clone, Copy, Default)]
pub(crate) struct Cost {
    /// Of all threads, in user and kernel mode, to a hundredth.
    pub(crate) cpu_s: f64,
    /// By the clock.
    pub(crate) wall_s: f64,
}

/// A stopwatch that runs from its making.
pub(crate) struct Meter {
    begun: Instant,
    before: Cost,
}

impl Meter {
    pub(crate) fn start() -> Self {
        Self {
            begun: Instant::now(),
            before: Cost {
                cpu_s: cpu_s(),
                wall_s: 0.0,
            },
        }
    }

    /// What was used since the last lap.
    pub(crate) fn lap(&mut self) -> Cost {
        let now = Cost {
            cpu_s: cpu_s(),
            wall_s: self.begun.elapsed().as_secs_f64(),
        };
        let lap = Cost {
            cpu_s: now.cpu_s - self.before.cpu_s,
            wall_s: now.wall_s - self.before.wall_s,
        };
        self.before = now;
        lap
    }
}

/// CPU seconds of all threads: fields 14 and 15 of `/proc/self/stat`, in hundredths.
fn cpu_s() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}

/// Most memory held at once, in MB of a million bytes: `VmHWM`.
pub(crate) fn peak_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or(f64::NAN) * 1024.0 / 1e6
}
