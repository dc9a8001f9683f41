//! What became of the trials of one fault, and the table of all.

use std::time::Duration;

/// What became of the trials of one fault.
pub(crate) struct Tally {
    pub(crate) fault: &'static str,
    pub(crate) trials: u32,
    /// Acknowledged and gone, half there, or a panic.
    pub(crate) lost: u32,
    /// Served with a value that the damage had changed, and nobody noticed.
    pub(crate) changed: u32,
    /// Ended with an exit code that says what to do, or an answer that does.
    pub(crate) refused: u32,
    /// Went on with everything that was acknowledged.
    pub(crate) recovered: u32,
    /// The longest time until it did.
    pub(crate) worst: Duration,
    /// What else there is to say.
    pub(crate) note: String,
}

impl Tally {
    pub(crate) fn of(fault: &'static str) -> Self {
        Self {
            fault,
            trials: 0,
            lost: 0,
            changed: 0,
            refused: 0,
            recovered: 0,
            worst: Duration::ZERO,
            note: String::new(),
        }
    }

    /// Counts one that went on.
    pub(crate) fn recovered_in(&mut self, time: Duration) {
        self.trials += 1;
        self.recovered += 1;
        self.worst = self.worst.max(time);
    }

    /// Counts one that lost something, and says what on standard error.
    pub(crate) fn lost(&mut self, what: &str) {
        self.trials += 1;
        self.lost += 1;
        eprintln!("{}: trial {}: {what}", self.fault, self.trials);
    }

    /// Counts one by whether everything was there.
    pub(crate) fn judged(&mut self, fault: Option<String>, time: Duration) {
        match fault {
            Some(what) => self.lost(&what),
            None => self.recovered_in(time),
        }
    }

    pub(crate) fn line(&self) -> String {
        let time = format!("{:.2} s", self.worst.as_secs_f64());
        format!(
            "{:<28} {:>7} {:>6} {:>8} {:>8} {:>10} {:>11}  {}",
            self.fault,
            self.trials,
            self.lost,
            self.changed,
            self.refused,
            self.recovered,
            time,
            self.note
        )
    }
}

/// All of them under a head.
pub(crate) fn table(tallies: &[Tally]) -> String {
    let head = format!(
        "{:<28} {:>7} {:>6} {:>8} {:>8} {:>10} {:>11}",
        "fault", "trials", "lost", "changed", "refused", "recovered", "worst time"
    );
    let lines = tallies.iter().map(Tally::line);
    std::iter::once(head)
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}
