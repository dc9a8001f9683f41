//! One run of `wrk`, and what it cost the processes that answered.

use std::{
    fmt, fs,
    process::{self, Command},
};

use tempfile::NamedTempFile;

/// What is asked of whom.
#[derive(Clone)]
pub(crate) struct Load {
    address: String,
    paths: Vec<String>,
    connections: u32,
    packing: &'static str,
    seconds: u32,
}

impl Load {
    /// One connection that takes what is not packed.
    pub(crate) fn new(address: &str, paths: &[String]) -> Self {
        let given = std::env::var("LOAD_SECONDS")
            .ok()
            .and_then(|given| given.parse().ok());
        Self {
            address: address.to_owned(),
            paths: paths.to_vec(),
            connections: 1,
            packing: "identity",
            seconds: given.unwrap_or(3),
        }
    }

    pub(crate) fn at(self, connections: u32) -> Self {
        Self {
            connections,
            ..self
        }
    }

    pub(crate) fn for_seconds(self, seconds: u32) -> Self {
        Self { seconds, ..self }
    }

    pub(crate) fn packed(self, packing: &'static str) -> Self {
        Self { packing, ..self }
    }

    /// Asks for the paths by turns.
    fn script(&self) -> String {
        let paths: Vec<String> = self.paths.iter().map(|path| format!("{path:?}")).collect();
        format!(
            "local paths = {{{}}}\nlocal at = 0\nwrk.headers['Accept-Encoding'] = '{}'\n\
             request = function()\n  at = at % #paths + 1\n  return wrk.format('GET', paths[at])\nend\n",
            paths.join(", "),
            self.packing
        )
    }
}

/// A process that answers, by its number.
#[derive(Clone, Copy)]
pub(crate) struct Process(u32);

impl Process {
    /// This one.
    pub(crate) fn own() -> Self {
        Self(process::id())
    }

    /// All whose command begins with a name.
    pub(crate) fn named(name: &str) -> Vec<Self> {
        let Ok(entries) = fs::read_dir("/proc") else {
            return Vec::new();
        };
        let number =
            |entry: std::io::Result<fs::DirEntry>| entry.ok()?.file_name().to_str()?.parse().ok();
        let is_named = |number: &u32| {
            let command = fs::read_to_string(format!("/proc/{number}/comm")).unwrap_or_default();
            command.starts_with(name)
        };
        entries
            .filter_map(number)
            .filter(is_named)
            .map(Self)
            .collect()
    }

    /// Milliseconds of all cores it has taken; nought once it is gone.
    pub(crate) fn cpu_ms(self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0)).unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let ticks = after_name.split_whitespace().skip(11).take(2);
        ticks
            .filter_map(|ticks| ticks.parse::<f64>().ok())
            .sum::<f64>()
            * 10.0
    }
}

/// What a run told.
pub(crate) struct Told {
    pub(crate) requests_a_second: f64,
    p99: String,
    bytes_each: f64,
    cpu_ms_each: f64,
    failed: Option<String>,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:.1}/s, p99 {}, {:.3} ms of CPU each, {:.1} kB each",
            self.requests_a_second,
            self.p99,
            self.cpu_ms_each,
            self.bytes_each / 1000.0
        )?;
        self.failed
            .as_ref()
            .map_or(Ok(()), |failed| write!(f, "; {failed}"))
    }
}

pub(crate) fn is_there() -> bool {
    Command::new("wrk").arg("--version").output().is_ok()
}

/// Runs `wrk` once, and counts the processor time of the processes meanwhile.
pub(crate) fn run(load: &Load, answering: &[Process]) -> Told {
    let script = NamedTempFile::with_suffix(".lua").unwrap();
    fs::write(script.path(), load.script()).unwrap();
    let cpu = || {
        answering
            .iter()
            .map(|process| process.cpu_ms())
            .sum::<f64>()
    };
    let before = cpu();
    let done = Command::new("wrk")
        .args(["-t1", "--latency", "--timeout", "20s"])
        .arg(format!("-c{}", load.connections))
        .arg(format!("-d{}s", load.seconds))
        .arg("-s")
        .arg(script.path())
        .arg(format!("http://{}/", load.address))
        .output()
        .unwrap();
    let spent = cpu() - before;
    told(&String::from_utf8_lossy(&done.stdout), spent)
}

fn told(text: &str, cpu_ms: f64) -> Told {
    let after = |name: &str| {
        let line = text.lines().find(|line| line.trim().starts_with(name))?;
        Some(line.trim().trim_start_matches(name).trim().to_owned())
    };
    let number = |name: &str| {
        after(name)
            .and_then(|rest| rest.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    let summary = text
        .lines()
        .find(|line| line.contains(" requests in "))
        .unwrap_or_default();
    let mut words = summary.split_whitespace();
    let requests: f64 = words.next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
    let bytes = summary.rsplit(", ").next().map_or(0.0, bytes_of);
    Told {
        requests_a_second: number("Requests/sec:"),
        p99: after("99%").unwrap_or_default(),
        bytes_each: bytes / requests.max(1.0),
        cpu_ms_each: cpu_ms / requests.max(1.0),
        failed: after("Non-2xx or 3xx responses:").map(|count| format!("{count} of them failed")),
    }
}

/// `12.34MB read` in bytes, as `wrk` counts them.
fn bytes_of(text: &str) -> f64 {
    let text = text.trim_end_matches(" read").trim_end_matches('B');
    let (number, unit) = text.split_at(text.trim_end_matches(['K', 'M', 'G']).len());
    let factor = match unit {
        "K" => 1024.0,
        "M" => 1024.0 * 1024.0,
        "G" => 1024.0 * 1024.0 * 1024.0,
        _ => 1.0,
    };
    number.parse::<f64>().unwrap_or(0.0) * factor
}
