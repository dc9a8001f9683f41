//! `jalon household`: the rights of those whom the records are about.

use std::path::PathBuf;

use clap::Subcommand;

use super::{
    Error,
    args::{Shared, language, word},
    open, output,
};
use crate::{
    app::Look,
    domain::{ErasureGround, KeptReceipt, Language, Person},
    publish,
};

/// What can be typed behind `jalon household`.
#[derive(Debug, Subcommand)]
pub(super) enum HouseholdCommand {
    /// Erase a household with all that is kept of it, for good, and print the receipt
    Erase {
        /// Its code
        code: String,
        /// On what ground: because the person asks, because it was kept in error, or because time is up
        #[arg(long, default_value = "person_asks", value_parser = word::<ErasureGround>)]
        ground: ErasureGround,
        /// Really: it cannot be taken back
        #[arg(long)]
        yes: bool,
        /// Language of the receipt
        #[arg(long, default_value = "fr", value_parser = language)]
        lang: Language,
    },
    /// Write everything that is kept of a household into one packed file, for the people it is about
    Export {
        /// Its code
        code: String,
        /// Where to; a new file
        #[arg(long, short = 'o', value_name = "FILE.zip")]
        out: PathBuf,
        /// What for: written down
        #[arg(long)]
        purpose: Option<String>,
        /// Language of the labels
        #[arg(long, default_value = "fr", value_parser = language)]
        lang: Language,
    },
    /// List the receipts of erasures, newest first
    Receipts {
        /// Language of the receipts
        #[arg(long, default_value = "fr", value_parser = language)]
        lang: Language,
    },
}

/// Carries it out.
pub(super) async fn run(shared: &Shared, asked: HouseholdCommand) -> Result<(), Error> {
    if let HouseholdCommand::Erase { yes: false, .. } = asked {
        return Err(Error::Usage {
            what: "an erasure cannot be taken back; say --yes when it is meant".to_owned(),
            command: "household",
        });
    }
    let (jalon, _) = open(shared, None).await?;
    let person = Person::operator("cli");
    match asked {
        HouseholdCommand::Erase {
            code, ground, lang, ..
        } => {
            let erased = jalon.erase_household(&code, (ground, &person)).await?;
            if !erased.is_new {
                output::note("it was erased before; this is the receipt of then");
            }
            told(shared, &[erased.kept], lang)
        }
        HouseholdCommand::Export {
            code,
            out,
            purpose,
            lang,
        } => {
            let look = Look {
                person: &person,
                purpose: purpose.as_deref(),
            };
            let made = jalon.household_file(&code, (lang, look)).await?;
            let mut target = std::fs::File::create_new(&out)?;
            std::io::copy(&mut std::fs::File::open(&made.path)?, &mut target)?;
            target.sync_all()?;
            output::line(&format!(
                "all that is kept of {code} is in {}",
                out.display()
            ))
        }
        HouseholdCommand::Receipts { lang } => told(shared, &jalon.erasures(&person).await?, lang),
    }
}

fn told(shared: &Shared, all: &[KeptReceipt], language: Language) -> Result<(), Error> {
    if shared.json {
        let views: Vec<_> = all.iter().map(publish::erasure).collect();
        return output::json(&views);
    }
    for kept in all {
        output::line(&publish::erasure_in_words(kept, language))?;
    }
    Ok(())
}
