//! `jalon place`: which families could move into which of the homes on offer.

use std::{collections::BTreeMap, path::PathBuf};

use clap::Args;

use super::{
    Error,
    args::{self, Shared},
    open, output,
};
use crate::{
    app::{self, ImportFile, Offers},
    domain::{
        Audience, Code, Language, LayerKind, NewPlacing, NewPlacingProposal, PlacingFigures,
        PlacingReport, PlacingRules, ProposedHome, Viewer, Words,
    },
    publish,
};

/// What can be typed behind `jalon place`.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// The homes: a file, or `stored` for the imported layer of offers
    #[arg(long, value_name = "FILE|stored", default_value = "stored")]
    offers: String,
    /// The families as CSV: household, people, and what `docs/OPERATING.md` lists
    #[arg(long, value_name = "FILE")]
    families: PathBuf,
    /// Share of the placed families that may move into priority neighbourhoods, 0 to 1
    #[arg(long, value_name = "SHARE")]
    cap_deprived: Option<f64>,
    /// Homes that a landlord is asked for at most (repeatable)
    #[arg(long, value_name = "NAME=N")]
    landlord_cap: Vec<String>,
    /// Set the home of a family by hand (repeatable)
    #[arg(long, value_name = "FAMILY=OFFER")]
    lock: Vec<String>,
    /// Rule a home out for a family by hand (repeatable)
    #[arg(long, value_name = "FAMILY=OFFER")]
    forbid: Vec<String>,
    /// Print one line a family, as CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Keep the proposal, to be decided (with --by; stored offers only)
    #[arg(long, requires = "by")]
    save: bool,
    /// Who proposes
    #[arg(long, requires = "save")]
    by: Option<String>,
    /// Anything else about the proposal
    #[arg(long, requires = "save", default_value = "")]
    note: String,
    /// Language of the tables
    #[arg(long, default_value = "en", value_parser = args::language)]
    lang: Language,
}

/// Where homes come from when no file is named.
const STORED: &str = "stored";

/// Works out a proposal and prints it.
pub(super) async fn run(shared: &Shared, asked: Place) -> Result<(), Error> {
    let rules = rules(&asked)?;
    if asked.save && asked.offers != STORED {
        return Err(usage(
            "--save keeps proposals of stored offers; import them first".to_owned(),
        ));
    }
    let families_csv = text_of(&asked.families)?;
    let (jalon, _) = open(shared, None).await?;
    let words = Words::of(asked.lang);
    let report = if asked.save {
        let new = NewPlacingProposal {
            families_csv,
            rules,
            by: asked.by.clone().unwrap_or_default(),
            note: asked.note.clone(),
            ..NewPlacingProposal::default()
        };
        let (proposal, _, report) = jalon.add_placing(new, ("cli", Viewer::CaseWorker)).await?;
        output::note(&format!("kept as proposal {}", proposal.number));
        report
    } else {
        let new = NewPlacing {
            families_csv,
            rules,
            ..NewPlacing::default()
        };
        let offers = if asked.offers == STORED {
            Offers::Stored
        } else {
            let file = ImportFile::new(LayerKind::Offers, asked.offers.clone().into(), "cli");
            jalon.offers_of_file(file).await?
        };
        jalon.placing(&new, (&offers, Viewer::CaseWorker))?
    };
    let Some(report) = publish::placing(Audience::Team, report) else {
        return Ok(());
    };
    if shared.json {
        return output::json(&report);
    }
    if asked.csv {
        return csv(&report);
    }
    tables(&report, &words)
}

fn usage(what: String) -> Error {
    Error::Usage {
        what,
        command: "place",
    }
}

/// The text of a file; one that is not UTF-8 is read as Windows-1252, as spreadsheets write it.
fn text_of(path: &std::path::Path) -> Result<String, Error> {
    let bytes = std::fs::read(path).map_err(|source| app::Error::Io {
        file: path.display().to_string(),
        source,
    })?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => encoding_rs::WINDOWS_1252
            .decode(error.as_bytes())
            .0
            .into_owned(),
    })
}

fn rules(asked: &Place) -> Result<PlacingRules, Error> {
    let pair = |text: &String, flag: &str| -> Result<(String, String), Error> {
        let (name, value) = text
            .rsplit_once('=')
            .ok_or_else(|| usage(format!("{flag} {text:?} has no '='")))?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    };
    let mut rules = PlacingRules {
        cap_deprived: asked.cap_deprived,
        ..PlacingRules::default()
    };
    for text in &asked.landlord_cap {
        let (name, most) = pair(text, "--landlord-cap")?;
        let most = most
            .parse()
            .map_err(|_| usage(format!("--landlord-cap {text:?} ends in no whole number")))?;
        rules.landlord_caps.insert(name, most);
    }
    for text in &asked.lock {
        let (household, offer) = pair(text, "--lock")?;
        rules.locks.insert(household, offer);
    }
    let mut forbids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for text in &asked.forbid {
        let (household, offer) = pair(text, "--forbid")?;
        forbids.entry(household).or_default().push(offer);
    }
    rules.forbids = forbids;
    Ok(rules)
}

fn csv(report: &PlacingReport) -> Result<(), Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [String; 9]| writer.write_record(cells).map_err(std::io::Error::from);
    write(
        [
            "household",
            "people",
            "origin",
            "danger",
            "offer",
            "neighbourhood",
            "landlord",
            "distance_m",
            "locked",
        ]
        .map(str::to_owned),
    )?;
    for family in &report.families {
        let home = family.home.clone().unwrap_or_default();
        let number = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
        write([
            family.household.clone(),
            family.people.to_string(),
            family.origin.clone().unwrap_or_default(),
            family
                .danger
                .map_or_else(String::new, |score| format!("{score:.1}")),
            home.offer,
            home.neighbourhood,
            home.landlord.unwrap_or_default(),
            number(home.distance_m),
            family.locked.to_string(),
        ])?;
    }
    let bytes = writer.into_inner().unwrap_or_default();
    output::line(String::from_utf8_lossy(&bytes).trim_end())
}

fn tables(report: &PlacingReport, words: &Words) -> Result<(), Error> {
    let say = |name: &str| words.say(name);
    output::line(&words.say_with(
        "placing-headline",
        &[
            ("placed", report.families_placed.to_string().into()),
            ("asked", report.families_asked.to_string().into()),
            ("homes", report.homes_offered.to_string().into()),
        ],
    ))?;
    if let Some(proof) = report.proof {
        output::line(&say(&format!("placing-proof-{}", proof.code())))?;
    }
    output::line(&figures(report, words))?;
    output::line(&families(&report.families, words))?;
    if !report.clash.is_empty() {
        let rules: Vec<String> = report
            .clash
            .iter()
            .map(|rule| rule_said(rule, words))
            .collect();
        output::line(&words.say_with("placing-clash", &[("rules", rules.join(", ").into())]))?;
    }
    let prices = report.prices.iter().map(|price| {
        vec![
            rule_said(&price.rule, words),
            format!("{:+}", price.placed_more),
            format!("{:+.2}", price.unevenness_less),
            format!("{:+}", price.distance_less_m),
        ]
    });
    let head =
        ["rule", "placed", "even", "metres"].map(|name| say(&format!("placing-price-{name}")));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    if !report.prices.is_empty() {
        output::line(&output::table(&head, &[1, 2, 3], prices.collect()))?;
    }
    for warning in &report.warnings {
        output::note(warning);
    }
    Ok(())
}

/// A rule as people call it: its name may carry whose it is behind a colon.
fn rule_said(rule: &str, words: &Words) -> String {
    let (kind, whose) = rule.split_once(':').unwrap_or((rule, ""));
    let said = words.say(&format!("placing-rule-{kind}"));
    format!("{said} {whose}").trim_end().to_owned()
}

fn figures(report: &PlacingReport, words: &Words) -> String {
    let row = |name: &str, figures: &PlacingFigures| {
        vec![
            words.say(name),
            figures.families.to_string(),
            figures.neighbourhoods_used.to_string(),
            between(
                figures.colocation_ratio,
                (figures.colocation_low, figures.colocation_high),
            ),
            between(
                figures.dissimilarity,
                (figures.chance_low, figures.chance_high),
            ),
            figures
                .deprived_share
                .map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", share * 100.0)),
        ]
    };
    let names = [
        "",
        "families",
        "neighbourhoods",
        "colocation",
        "dissimilarity",
        "deprived",
    ];
    let head = names.map(|name| {
        if name.is_empty() {
            String::new()
        } else {
            words.say(&format!("placing-figure-{name}"))
        }
    });
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let mut rows = vec![
        row("placing-before", &report.before),
        row("placing-after", &report.after),
    ];
    rows.extend(report.baselines.iter().map(|baseline| {
        vec![
            words.say(&format!("placing-way-{}", baseline.way)),
            format!("+{:.1}", baseline.placed),
            String::new(),
            between(baseline.colocation_ratio, (None, None)),
            String::new(),
            String::new(),
        ]
    }));
    output::table(&head, &[1, 2, 3, 4, 5], rows)
}

fn between(value: Option<f64>, (low, high): (Option<f64>, Option<f64>)) -> String {
    match (value, low, high) {
        (Some(value), Some(low), Some(high)) => format!("{value:.2} ({low:.2}–{high:.2})"),
        (Some(value), ..) => format!("{value:.2}"),
        (None, ..) => "–".to_owned(),
    }
}

fn families(families: &[ProposedHome], words: &Words) -> String {
    let rows = families.iter().map(|family| {
        let home = family.home.as_ref();
        let ways = home.and_then(|home| home.distance_m);
        vec![
            family.household.clone(),
            family.people.to_string(),
            family
                .danger
                .map_or_else(|| "–".to_owned(), |score| format!("{score:.0}")),
            family.wishes.join(" "),
            home.map_or_else(|| without(family, words), |home| home.offer.clone()),
            home.map_or_else(String::new, |home| home.neighbourhood_name.clone()),
            home.and_then(|home| home.landlord.clone())
                .unwrap_or_default(),
            ways.map_or_else(String::new, |metres| metres.to_string()),
        ]
    });
    let names = [
        "family",
        "people",
        "danger",
        "wishes",
        "home",
        "neighbourhood",
        "landlord",
        "metres",
    ];
    let head = names.map(|name| words.say(&format!("placing-{name}")));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    output::table(&head, &[1, 2, 7], rows.collect())
}

/// Why a family has no home: the homes that are none for it by reason, or others need those that are.
fn without(family: &ProposedHome, words: &Words) -> String {
    if family.homes_that_fit > 0 {
        let homes = family.homes_that_fit.to_string();
        return words.say_with("placing-taken", &[("homes", homes.into())]);
    }
    let reasons = family.ruled_out.iter().map(|(reason, homes)| {
        let reason = words.say(&format!("placing-ruled-{reason}"));
        format!("{reason}: {homes}")
    });
    reasons.collect::<Vec<_>>().join(", ")
}
