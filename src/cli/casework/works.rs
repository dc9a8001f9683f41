//! `jalon works`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    ACTOR, WorksCommand,
    args::{Listing, WorksAdd, WorksEnd},
    or_dash,
};
use crate::{
    cli::{Error, args::Shared, open, output},
    domain::{Audience, Ending, Filed, NewEnding, NewWorksOrder, WorksOrder},
    publish::{self, WorksView},
};

/// Adds, ends or lists works orders.
pub(in crate::cli) async fn run(shared: &Shared, asked: WorksCommand) -> Result<(), Error> {
    match asked {
        WorksCommand::Add(asked) => add(shared, asked).await,
        WorksCommand::Done {
            number,
            answers,
            end,
        } => {
            let new = NewEnding {
                answers: read_answers(&answers)?,
                ..ending(end)
            };
            finish(shared, number, (Ending::Done, new)).await
        }
        WorksCommand::Cancel { number, end } => {
            finish(shared, number, (Ending::Cancelled, ending(end))).await
        }
        WorksCommand::List { open, listing } => list(shared, open, listing).await,
    }
}

async fn add(shared: &Shared, asked: WorksAdd) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let new = NewWorksOrder {
        settlement: asked.site,
        kind: asked.kind,
        requested_on: asked.requested,
        due_on: asked.due,
        team: asked.team,
        cost_eur: asked.cost,
        note: asked.note,
        by: asked.by,
    };
    let filed = jalon.add_works_order(&new, ACTOR).await?;
    if shared.json {
        return output::json(&view(&filed, jalon.clock().now().date()));
    }
    output::line(&format!(
        "{}: {} asked for, number {}; `jalon works done {}` ends it",
        filed.settlement, filed.record.kind, filed.number, filed.number
    ))
}

fn ending(end: WorksEnd) -> NewEnding {
    NewEnding {
        on: end.on,
        note: end.note,
        by: end.by,
        answers: BTreeMap::new(),
    }
}

/// `question=value` pairs; the value is a number, yes, no or unknown.
fn read_answers(pairs: &[String]) -> Result<BTreeMap<String, Value>, Error> {
    let mut answers = BTreeMap::new();
    for pair in pairs {
        let (question, value) = read_answer(pair).ok_or_else(|| {
            not_an_answer(
                pair,
                "is not QUESTION=NUMBER, QUESTION=yes, =no or =unknown",
            )
        })?;
        if answers.insert(question, value).is_some() {
            return Err(not_an_answer(
                pair,
                "answers a question that another --answer answers",
            ));
        }
    }
    Ok(answers)
}

fn read_answer(pair: &str) -> Option<(String, Value)> {
    let (question, value) = pair.split_once('=')?;
    let value = match value.trim().to_lowercase().as_str() {
        "yes" | "true" => Value::Bool(true),
        "no" | "false" => Value::Bool(false),
        "unknown" => Value::from("unknown"),
        number => Value::from(number.parse::<f64>().ok().filter(|n| n.is_finite())?),
    };
    Some((question.trim().to_owned(), value))
}

fn not_an_answer(pair: &str, why: &str) -> Error {
    Error::Usage {
        what: format!("--answer {pair:?} {why}"),
        command: "works done",
    }
}

async fn finish(
    shared: &Shared,
    number: u64,
    (how, new): (Ending, NewEnding),
) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let ended = jalon.end_works_order(number, (how, &new), ACTOR).await?;
    if shared.json {
        return output::json(&view(&ended.order, jalon.clock().now().date()));
    }
    let kept = match ended.visit {
        None => "",
        Some(_) => "; what was seen there is a visit, and the score follows it",
    };
    output::line(&format!(
        "{}: {} number {number} is {how}{kept}",
        ended.order.settlement, ended.order.record.kind
    ))
}

async fn list(shared: &Shared, only_open: bool, listing: Listing) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let found = if only_open {
        jalon.open_works_orders(listing.wanted()).await?
    } else {
        jalon.works_orders(listing.wanted()).await?
    };
    let today = jalon.clock().now().date();
    let views: Vec<WorksView> = found
        .iter()
        .filter_map(|filed| view(filed, today))
        .collect();
    if shared.json {
        return output::json(&views);
    }
    let rows = views.iter().map(row).collect();
    let head = [
        "number",
        "site",
        "what",
        "status",
        "requested",
        "due",
        "done",
        "team",
        "euros",
        "note",
    ];
    output::line(&output::table(&head, &[0, 8], rows))?;
    listing.note_more(found.len(), found.last().map(|filed| filed.number));
    Ok(())
}

fn row(view: &WorksView) -> Vec<String> {
    let ended = view.ending.as_ref();
    vec![
        view.number.to_string(),
        view.settlement.clone(),
        view.kind.to_string(),
        view.status.to_string(),
        view.requested_on.clone(),
        or_dash(view.due_on.as_deref()),
        or_dash(ended.map(|end| end.on.as_str())),
        or_dash(view.team.as_deref()),
        view.cost_eur
            .map_or_else(|| "-".to_owned(), |cost| format!("{cost:.2}")),
        or_dash(
            ended
                .and_then(|end| end.note.as_deref())
                .or(view.note.as_deref()),
        ),
    ]
}

fn view(filed: &Filed<WorksOrder>, today: time::Date) -> Option<WorksView> {
    publish::filed_works_order(Audience::Team, filed, today)
}
