//! `jalon alert`: which settlements a forecast touches, worst first, and whom to call.

use std::path::PathBuf;

use clap::Args;

use super::{
    Error,
    args::{self, Shared},
    mail, open, output,
};
use crate::{
    app::{self, AlertRequest, Alerted, Classes, Forecast, ImportFile},
    domain::{Audience, Language, LayerKind, Peril, Severity, Speed, Words},
    publish::{self, AlertView, TouchedView},
};

/// What can be typed behind `jalon alert`.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("forecast").required(true).args(["flood", "severity", "depth_grid"])))]
pub(super) struct Alert {
    /// File with the areas that will be flooded, in any format that zones are imported from
    #[arg(long, value_name = "FILE")]
    flood: Option<PathBuf>,
    /// All zones of the current flood layer of this severity or a worse one
    #[arg(long, value_name = "1..4", value_parser = args::severity)]
    severity: Option<Severity>,
    /// GeoTIFF of forecast depths in metres
    #[arg(long, value_name = "FILE.tif")]
    depth_grid: Option<PathBuf>,
    /// How fast the water of the grid runs: slow, medium or fast [default: medium]
    #[arg(long, value_name = "SPEED", value_parser = args::speed, requires = "depth_grid")]
    speed: Option<Speed>,
    /// One severity for all areas of a file without classes [default: 4]
    #[arg(long, value_name = "1..4", value_parser = args::severity, requires = "flood")]
    class: Option<Severity>,
    /// What a class of the file means: R3=4 (repeatable)
    #[arg(long = "class-map", value_name = "CLASS=1..4", requires = "flood")]
    class_map: Vec<String>,
    /// Which column feeds which field, for example `class=niveau` (repeatable)
    #[arg(long = "map", value_name = "FIELD=COLUMN", requires = "flood")]
    mapping: Vec<String>,
    /// Layer inside the file, where there are several
    #[arg(long, value_name = "NAME", requires = "flood")]
    layer: Option<String>,
    /// Reference system of the file, if it does not say: EPSG:2154
    #[arg(long, value_name = "EPSG:CODE", conflicts_with = "severity")]
    crs: Option<String>,
    /// Send the alert on as JSON to a host that jalon.toml lists, or to this machine
    #[arg(long, value_name = "URL")]
    webhook: Option<String>,
    /// Print the alert as a mail: subject, blank line, text
    #[arg(long, conflicts_with = "json")]
    email: bool,
    /// Write the alert as an unsent mail to the teams it names, for a mail program to open
    #[arg(long, value_name = "FILE.eml")]
    eml: Option<PathBuf>,
    /// Language of the mail and the table
    #[arg(long, default_value = "en", value_parser = args::language)]
    lang: Language,
}

/// Works out the alert, prints it, and says what became of sending it on.
pub(super) async fn run(shared: &Shared, asked: Alert) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let request = AlertRequest {
        forecast: forecast(&asked)?,
        webhook: asked.webhook.clone(),
        actor: "cli".to_owned(),
    };
    let alerted = jalon.alert(request).await?;
    let Some(view) = publish::alert(Audience::Team, &alerted.alert) else {
        return Ok(());
    };
    for warning in &view.warnings {
        output::note(&format!("warning: {warning}"));
    }
    if let Some(file) = &asked.eml {
        mail::write(file, &view, asked.lang)?;
        output::note(&format!("the mail is in {}", file.display()));
    }
    if shared.json {
        output::json(&view)?;
    } else if asked.email {
        as_text(&view, asked.lang)?;
    } else {
        as_table(&view, asked.lang)?;
    }
    told_of_delivery(&alerted)
}

fn forecast(asked: &Alert) -> Result<Forecast, Error> {
    if let Some(grid) = &asked.depth_grid {
        return Ok(Forecast::File(ImportFile {
            crs: asked.crs.clone(),
            speed: asked.speed,
            ..ImportFile::new(LayerKind::Depth, grid.clone(), "cli")
        }));
    }
    let (Some(path), None) = (&asked.flood, asked.severity) else {
        let usage = || Error::Usage {
            what: "give --flood FILE, --depth-grid FILE or --severity 1..4".to_owned(),
            command: "alert",
        };
        return Ok(Forecast::Level(asked.severity.ok_or_else(usage)?));
    };
    let mut file = ImportFile {
        file_layer: asked.layer.clone(),
        crs: asked.crs.clone(),
        classes: asked.class.map_or_else(Classes::new, Classes::all),
        ..ImportFile::new(LayerKind::Zones(Peril::Flood), path.clone(), "cli")
    };
    for pair in &asked.mapping {
        file.mapping.add(pair).map_err(app::Error::from)?;
    }
    for pair in &asked.class_map {
        file.classes.add(pair).map_err(app::Error::from)?;
    }
    Ok(Forecast::File(file))
}

fn as_text(view: &AlertView, language: Language) -> Result<(), Error> {
    let message = publish::message(view, language);
    output::line(&format!("{}\n\n{}", message.subject, message.body))
}

fn as_table(view: &AlertView, language: Language) -> Result<(), Error> {
    let words = Words::of(language);
    let rows = view
        .settlements
        .iter()
        .map(|one| row(one, &words))
        .collect();
    let head = [
        "table-site",
        "table-name",
        "table-worst",
        "table-touched",
        "table-households",
        "table-people",
        "table-class",
        "table-beside",
        "table-to-call",
    ]
    .map(|name| words.say(name));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    output::line(&output::table(&head, &[3, 4, 5], rows))?;
    let totals = &view.totals;
    let blanks = [
        ("settlements", totals.settlements.into()),
        ("looked", totals.looked_at.into()),
        ("households", totals.households.into()),
        ("touched", totals.households_touched.into()),
        ("people", totals.people.into()),
    ];
    output::line(&words.say_with("alert-totals", &blanks))
}

fn row(touched: &TouchedView, words: &Words) -> Vec<String> {
    let count = |count: Option<u32>| count.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let danger = touched.imminent_danger.then(|| words.say("mark-danger"));
    let overridden = touched
        .overridden_class
        .map(|class| words.say_with("mark-override", &[("class", class.to_string().into())]));
    let beside: Vec<String> = danger.into_iter().chain(overridden).collect();
    let contact = touched.contact.as_ref().map(|contact| {
        let ways = [&contact.phone, &contact.email].into_iter().flatten();
        let ways: Vec<&str> = ways.map(String::as_str).collect();
        format!("{} {}", contact.team, ways.join(" "))
    });
    vec![
        touched.code.clone(),
        touched.name.clone(),
        words.say(&format!("severity-{}", touched.worst.get())),
        format!("{:.0} %", touched.share * 100.0),
        count(touched.households),
        count(touched.people),
        touched
            .score
            .map_or_else(|| "?".to_owned(), |score| score.class.to_string()),
        beside.join(", "),
        contact.unwrap_or_else(|| words.say("table-nobody")),
    ]
}

/// The alert has been printed by now; that it did not arrive is still a failure of the command.
fn told_of_delivery(alerted: &Alerted) -> Result<(), Error> {
    let Some(delivery) = &alerted.delivery else {
        return Ok(());
    };
    match &delivery.fault {
        None => {
            output::note(&format!("sent on to {}", delivery.host));
            Ok(())
        }
        Some(fault) => Err(Error::NotSent {
            host: delivery.host.clone(),
            tries: delivery.tries,
            fault: fault.clone(),
        }),
    }
}
