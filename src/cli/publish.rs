//! `jalon publish`: counts of households given out, listed and shown.

use clap::Subcommand;

use super::{
    Error,
    args::{Shared, language, word},
    open, output,
};
use crate::{
    app::Table,
    domain::{Audience, Code, Language, Person, Publication},
    publish,
};

/// What can be typed behind `jalon publish`.
#[derive(Debug, Subcommand)]
pub(super) enum PublishCommand {
    /// Publish this month's counts to the public, or this week's to the team; they stand for good
    Snapshot {
        /// For whom: public or team
        #[arg(long = "for", value_name = "AUDIENCE", default_value = "public", value_parser = word::<Audience>)]
        audience: Audience,
        /// The least group of households to tell of [default: 11 for the public, 5 for the team]
        #[arg(long)]
        least: Option<u32>,
    },
    /// List what was published, oldest first
    List,
    /// Show a publication as rows of separated values, or with --json whole
    Show {
        /// Its number
        number: u64,
        /// Language of the note
        #[arg(long, default_value = "fr", value_parser = language)]
        lang: Language,
    },
}

/// Carries it out.
pub(super) async fn run(shared: &Shared, asked: PublishCommand) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let person = Person::operator("cli");
    match asked {
        PublishCommand::Snapshot { audience, least } => {
            let made = jalon.publish_figures(audience, (least, &person)).await?;
            let told: usize = made
                .figures
                .tables
                .iter()
                .map(|table| table.lines.len())
                .sum();
            output::note(&format!(
                "publication {} for the {} of {}: {told} lines, no group of fewer than {} households",
                made.number, made.audience, made.period, made.least
            ));
            show(shared, &made, Language::French)
        }
        PublishCommand::Show { number, lang } => {
            show(shared, &jalon.publication(number, &person).await?, lang)
        }
        PublishCommand::List => {
            let all = jalon.publications(&person).await?;
            let rows = all.iter().map(|one| {
                vec![
                    one.number.to_string(),
                    one.audience.code().to_owned(),
                    one.period.clone(),
                    one.least.to_string(),
                    one.checksum.clone(),
                ]
            });
            let head = ["number", "for", "period", "least", "checksum"];
            output::line(&output::table(&head, &[0, 3], rows.collect()))
        }
    }
}

fn show(shared: &Shared, one: &Publication, lang: Language) -> Result<(), Error> {
    if shared.json {
        return output::json(&publish::publication(one, lang));
    }
    let table = Table {
        columns: publish::publication_columns(),
        rows: publish::publication_rows(one),
    };
    output::line(table.to_csv().trim_end())
}
