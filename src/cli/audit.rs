//! `jalon audit`: who changed and who read what, and whether anybody has altered that record.

use clap::{Subcommand, ValueEnum};
use serde_json::{Value, json};
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339};

use super::{Error, args::Shared, open, output, user::day};
use crate::{
    app::{HeadsProof, Jalon},
    domain::{AuditHead, ChainProof},
};

/// Records read at a time.
const PAGE: u32 = 5_000;

/// What `jalon audit` does.
#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Go through the chained records of changes and readings and name whatever was altered or removed
    Verify {
        /// Also check that a head that was kept elsewhere is still in the chain
        #[arg(long, value_name = "NUMBER:DIGEST", value_parser = head)]
        head: Option<(u64, String)>,
    },
    /// List the signed heads of the record, one a day, oldest first
    Heads {
        /// Only those after a day, such as 2026-11-01
        #[arg(long, default_value = "")]
        after: String,
        /// How many at most
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
        /// Sign the head of today first, if there is none
        #[arg(long)]
        sign: bool,
    },
    /// Write every change and every reading as a line, changes first
    Export {
        /// How: `jsonl`, lines of JSON; `syslog`, the same as messages of RFC 5424
        #[arg(long, default_value_t = RecordForm::Jsonl, value_enum)]
        format: RecordForm,
        /// From which day on, such as 2026-11-01
        #[arg(long, value_name = "DAY", value_parser = day)]
        since: Option<Date>,
    },
    /// List what was changed, oldest first
    Changes {
        /// Number to begin after
        #[arg(long, default_value_t = 0)]
        after: u64,
        /// How many at most
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
    },
    /// List who has read what about households or courts, newest first
    Reads {
        /// How many at most
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
    },
}

/// Carries it out.
pub(super) async fn run(shared: &Shared, asked: AuditCommand) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    match asked {
        AuditCommand::Verify { head } => {
            let proofs = jalon.prove_records().await?;
            let is_kept = match &head {
                Some((seq, digest)) => jalon.is_kept(*seq, digest).await?,
                None => true,
            };
            told(shared, (&proofs, &jalon.prove_heads().await?), is_kept)
        }
        AuditCommand::Heads { after, limit, sign } => {
            if sign {
                jalon.sign_head().await?;
            }
            heads(shared, &jalon.heads(&after, limit).await?)
        }
        AuditCommand::Export { format, since } => export(&jalon, (format, since)).await,
        AuditCommand::Changes { after, limit } => {
            let found = jalon.changes(after, limit).await?;
            let row = |(seq, event): &(u64, crate::domain::AuditEvent)| {
                vec![
                    seq.to_string(),
                    event.at.to_string(),
                    event.actor.clone(),
                    event.action.clone(),
                    event.subject.clone(),
                    event.detail.to_string(),
                ]
            };
            let head = ["number", "at", "who", "what", "to what", "figures"];
            output::line(&output::table(&head, &[0], found.iter().map(row).collect()))
        }
        AuditCommand::Reads { limit } => {
            let found = jalon.readings(u64::MAX, limit).await?;
            let row = |(seq, reading): &(u64, crate::domain::Reading)| {
                vec![
                    seq.to_string(),
                    reading.at.to_string(),
                    reading.actor.clone(),
                    reading.resource.to_string(),
                    reading.subject.clone(),
                    reading.purpose.clone(),
                ]
            };
            let head = ["number", "at", "who", "what", "whose", "purpose"];
            output::line(&output::table(&head, &[0], found.iter().map(row).collect()))
        }
    }
}

fn heads(shared: &Shared, all: &[AuditHead]) -> Result<(), Error> {
    if shared.json {
        let views = all.iter().map(|head| {
            let (changes, readings) = (&head.changes, &head.readings);
            json!({
                "day": head.day.to_string(),
                "changes": format!("{}:{}", changes.0, changes.1),
                "readings": format!("{}:{}", readings.0, readings.1),
                "public_key": head.public_key,
                "signature": head.signature,
            })
        });
        return output::json(&views.collect::<Vec<_>>());
    }
    let row = |head: &AuditHead| {
        vec![
            head.day.to_string(),
            format!("{}:{}", head.changes.0, head.changes.1),
            head.readings.0.to_string(),
            head.signature.clone(),
        ]
    };
    let names = ["day", "changes", "readings", "signature"];
    output::line(&output::table(&names, &[], all.iter().map(row).collect()))
}

/// How a record leaves as lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RecordForm {
    /// JSON.
    Jsonl,
    /// Messages of RFC 5424, with the JSON for their text.
    Syslog,
}

/// Facility 13 (log audit), severity 5 (normal, but worth to be kept): RFC 5424, 6.2.1.
const PRIORITY: u8 = 13 * 8 + 5;

impl RecordForm {
    /// A record as a line: when it was, its number, what was done, and all of it as JSON.
    fn line(self, (at, number): (OffsetDateTime, u64), what: &str, record: &Value) -> String {
        if self == Self::Jsonl {
            return record.to_string();
        }
        // Names of messages are printable ASCII, 32 at most; numbers of structured data end at 2^31 - 1.
        let name: String = what
            .chars()
            .filter(char::is_ascii_graphic)
            .take(32)
            .collect();
        let sequence = number & 0x7FFF_FFFF;
        format!(
            "<{PRIORITY}>1 {} - jalon - {} [meta sequenceId=\"{sequence}\"] \u{feff}{record}",
            micros(at),
            if name.is_empty() { "-" } else { &name }
        )
    }
}

/// A moment with at most six decimals of a second, as RFC 5424 (6.2.3) has it.
fn micros(at: OffsetDateTime) -> String {
    let nanos = at.nanosecond() / 1_000 * 1_000;
    moment(at.replace_nanosecond(nanos).unwrap_or(at))
}

/// Both records as lines of JSON: changes oldest first, then readings newest first, page by page.
async fn export(jalon: &Jalon, (form, since): (RecordForm, Option<Date>)) -> Result<(), Error> {
    let is_asked = |at: OffsetDateTime| since.is_none_or(|day| at.date() >= day);
    let mut after = 0;
    loop {
        let page = jalon.changes(after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        for (number, event) in page.iter().filter(|(_, event)| is_asked(event.at)) {
            let line = json!({ "record": "change", "number": number, "at": moment(event.at), "who": event.actor,
                "what": event.action, "to": event.subject, "figures": event.detail });
            output::line(&form.line((event.at, *number), &event.action, &line))?;
        }
    }
    let mut before = u64::MAX;
    loop {
        let page = jalon.readings(before, PAGE).await?;
        let asked: Vec<_> = page.iter().filter(|(_, one)| is_asked(one.at)).collect();
        for (number, reading) in &asked {
            let line = json!({ "record": "reading", "number": number, "at": moment(reading.at),
                "who": reading.actor, "what": reading.resource, "to": reading.subject,
                "purpose": reading.purpose });
            output::line(&form.line((reading.at, *number), "read", &line))?;
        }
        match page.last() {
            Some((last, _)) if asked.len() == page.len() => before = *last,
            _ => return Ok(()),
        }
    }
}

fn moment(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}

fn told(
    shared: &Shared,
    (proofs, heads): (&[ChainProof; 2], &HeadsProof),
    is_kept: bool,
) -> Result<(), Error> {
    let named = ["changes", "readings"].into_iter().zip(proofs);
    if shared.json {
        let told = named.clone().map(|(name, proof)| {
            let faults: Vec<String> = proof.faults.iter().map(ToString::to_string).collect();
            json!({ "chain": name, "records": proof.records, "head": head_text(proof), "faults": faults })
        });
        let wrong: Vec<String> = heads.faults.iter().map(ToString::to_string).collect();
        let heads = json!({ "heads": heads.heads, "faults": wrong });
        output::json(
            &json!({ "chains": told.collect::<Vec<_>>(), "signed": heads, "head_is_kept": is_kept }),
        )?;
    } else {
        for (name, proof) in named {
            output::line(&format!(
                "{name}: {} records, head {}",
                proof.records,
                head_text(proof).unwrap_or_else(|| "none".to_owned())
            ))?;
            for fault in &proof.faults {
                output::line(&format!("  {name}: {fault}"))?;
            }
        }
        output::line(&format!("signed heads: {}", heads.heads))?;
        for fault in &heads.faults {
            output::line(&format!("  {fault}"))?;
        }
    }
    let faults: usize = proofs.iter().map(|proof| proof.faults.len()).sum();
    let faults = faults + heads.faults.len();
    if faults == 0 && is_kept {
        return Ok(());
    }
    Err(Error::Altered {
        faults: faults + usize::from(!is_kept),
    })
}

fn head_text(proof: &ChainProof) -> Option<String> {
    let (seq, digest) = proof.head.as_ref()?;
    Some(format!("{seq}:{digest}"))
}

fn head(text: &str) -> Result<(u64, String), String> {
    let parts = text.split_once(':');
    parts
        .and_then(|(seq, digest)| Some((seq.parse().ok()?, digest.to_owned())))
        .ok_or_else(|| {
            "not a number, a colon and a digest, as `jalon audit verify` prints it".to_owned()
        })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_record_is_a_message_of_rfc_5424_on_one_line() {
        let at = datetime!(2026-11-22 08:00:00.123_456_789 UTC);
        let record = json!({ "who": "a.martin", "to": "a\nb" });

        let line = RecordForm::Syslog.line((at, 17), "settlement change\u{e9}", &record);

        let told = "<109>1 2026-11-22T08:00:00.123456Z - jalon - settlementchange [meta sequenceId=\"17\"] \u{feff}{";
        assert!(line.starts_with(told), "{line}");
        assert!(!line.contains('\n'), "{line}");
        let jsonl = RecordForm::Jsonl.line((at, 17), "x", &record);
        assert!(line.ends_with(&jsonl), "{line}");
        let whole =
            RecordForm::Syslog.line((datetime!(2026-11-22 08:00 UTC), 1 << 31), "", &record);
        assert!(
            whole.starts_with("<109>1 2026-11-22T08:00:00Z - jalon - - [meta sequenceId=\"0\"]")
        );
    }
}
