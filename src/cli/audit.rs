//! `jalon audit`: who changed and who read what, and whether anybody has altered that record.

use clap::Subcommand;
use serde_json::json;
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
    /// Write every change and every reading as a line of JSON, changes first
    Export {
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
        AuditCommand::Export { since } => export(&jalon, since).await,
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

/// Both records as lines of JSON: changes oldest first, then readings newest first, page by page.
async fn export(jalon: &Jalon, since: Option<Date>) -> Result<(), Error> {
    let is_asked = |at: OffsetDateTime| since.is_none_or(|day| at.date() >= day);
    let mut after = 0;
    loop {
        let page = jalon.changes(after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        for (number, event) in page.iter().filter(|(_, event)| is_asked(event.at)) {
            let line = json!({ "record": "change", "number": number, "at": moment(event.at), "who": event.actor,
                "what": event.action, "to": event.subject, "figures": event.detail });
            output::line(&line.to_string())?;
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
            output::line(&line.to_string())?;
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
