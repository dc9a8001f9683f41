//! `jalon audit`: who changed and who read what, and whether anybody has altered that record.

use clap::Subcommand;
use serde_json::json;

use super::{Error, args::Shared, open, output};
use crate::domain::ChainProof;

/// What `jalon audit` does.
#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Go through the chained records of changes and readings and name whatever was altered or removed
    Verify {
        /// Also check that a head that was kept elsewhere is still in the chain
        #[arg(long, value_name = "NUMBER:DIGEST", value_parser = head)]
        head: Option<(u64, String)>,
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
            told(shared, &proofs, is_kept)
        }
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

fn told(shared: &Shared, proofs: &[ChainProof; 2], is_kept: bool) -> Result<(), Error> {
    let named = ["changes", "readings"].into_iter().zip(proofs);
    if shared.json {
        let told = named.clone().map(|(name, proof)| {
            let faults: Vec<String> = proof.faults.iter().map(ToString::to_string).collect();
            json!({ "chain": name, "records": proof.records, "head": head_text(proof), "faults": faults })
        });
        output::json(&json!({ "chains": told.collect::<Vec<_>>(), "head_is_kept": is_kept }))?;
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
    }
    let faults: usize = proofs.iter().map(|proof| proof.faults.len()).sum();
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
