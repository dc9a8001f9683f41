//! `jalon score`, `rank` and `explain`: where to go first, and why.

use serde_json::json;

use super::{
    Error,
    args::Shared,
    open, output,
    visit::{reply_in_words, source_in_words},
};
use crate::{
    app::{self, Jalon, Known, ScoringProgress, features},
    domain::{
        Assessment, Audience, Contact, FactorScore, Language, LayerKind, Part, QuestionScore, Words,
    },
    publish::{self, RankedView},
};

/// Assesses what is stale.
pub(super) async fn score(shared: &Shared) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let bar = output::progress_bar();
    let shown = |progress: ScoringProgress| {
        bar.set_length(progress.of as u64);
        bar.set_position(progress.done as u64);
    };
    let scored = jalon.score_with("cli", shown).await;
    bar.finish_and_clear();
    let scored = scored?;
    if shared.json {
        return output::json(
            &json!({ "assessed": scored.assessed, "unchanged": scored.unchanged }),
        );
    }
    output::line(&format!(
        "{} settlements assessed, {} unchanged since their last assessment",
        scored.assessed, scored.unchanged
    ))
}

/// Lists the settlements, most dangerous first.
pub(super) async fn rank(shared: &Shared, limit: usize) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let atlas = jalon.atlas();
    let ranked = atlas.ranked().take(limit);
    if shared.json {
        let rows: Vec<_> = ranked
            .filter_map(|known| features::ranked(Audience::Team, known))
            .collect();
        return output::json(&rows);
    }
    let rows = ranked.filter_map(row_in_words).collect();
    note_stale(&jalon).await?;
    let head = [
        "rank",
        "site",
        "name",
        "class",
        "score",
        "households",
        "why",
    ];
    output::line(&output::table(&head, &[0, 4, 5], rows))?;
    if atlas.ranked().any(|known| known.casework.danger.is_some()) {
        output::note("! marks imminent danger, listed first whatever its rank; ranks are by score");
    }
    output::note("(best-worst) and [low-high]: what is not known yet; ? counts a middling value");
    Ok(())
}

/// Says when scores do not follow the layers, as after an import that was cut off.
async fn note_stale(jalon: &Jalon) -> Result<(), Error> {
    let stale = jalon.stale().await?;
    if stale > 0 {
        output::note(&format!(
            "{stale} settlements are not assessed on the current layers; run `jalon score`"
        ));
    }
    Ok(())
}

/// Explains one score.
pub(super) async fn explain(shared: &Shared, code: &str, lang: Language) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let atlas = jalon.atlas();
    let known = atlas.settlement(code).ok_or(app::Error::NoSettlement {
        code: code.to_owned(),
    })?;
    if !known.settlement.status.is_open() {
        return Err(app::Error::Ended {
            code: code.to_owned(),
        })?;
    }
    let assessment = known.assessment.as_ref().ok_or(app::Error::NotAssessed {
        code: code.to_owned(),
    })?;
    if shared.json {
        return output::json(&explained(&jalon, known));
    }
    let words = Words::of(lang);
    output::line(&format!(
        "{} {}",
        known.settlement.code, known.settlement.name
    ))?;
    let beside = publish::casework_in_words(&known.casework, lang);
    if !beside.is_empty() {
        output::line(&beside)?;
    }
    output::line(&jalon.sentence(assessment, lang))?;
    let rows = assessment
        .factors
        .iter()
        .map(|factor| factor_row(&words, factor))
        .chain([vec![
            words.say("vulnerability"),
            format!("{:.1}", assessment.vulnerability_points),
            String::new(),
            String::new(),
        ]])
        .collect();
    if let Some(contact) = atlas.contact(code, known.neighbourhood.as_deref()) {
        output::line(&call_line(&words, &contact))?;
    }
    let head = [
        words.say("table-factor"),
        words.say("table-points"),
        words.say("table-value"),
        words.say("table-from"),
    ];
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    output::line(&output::table(&head, &[1], rows))?;
    if let Some(answers) = answers(&words, assessment) {
        output::line(&answers)?;
    }
    output::line(&traced(&words, assessment))
}

/// The assessment with what people have written down beside it.
fn explained(jalon: &Jalon, known: &Known) -> serde_json::Value {
    let assessment = known.assessment.as_deref().map(publish::assessment);
    let of = (known.settlement.code.as_str(), jalon.clock().now().date());
    let mut explained = json!(assessment);
    explained["casework"] = json!(publish::casework(Audience::Team, &known.casework, of));
    explained
}

fn row_in_words(known: &Known) -> Option<Vec<String>> {
    let row = features::ranked(Audience::Team, known)?;
    let words = Words::of(Language::English);
    let reasons: Vec<String> = row
        .reasons
        .iter()
        .map(|reason| {
            let name = words.say(&format!("factor-{}", reason.factor));
            let doubt = if reason.known { "" } else { "?" };
            format!("{name} {:.0}{doubt}", reason.points)
        })
        .collect();
    let score = row.score;
    Some(vec![
        format!(
            "{}{} ({}-{})",
            if row.imminent_danger { "! " } else { "" },
            row.rank,
            row.rank_best,
            row.rank_worst
        ),
        row.settlement.code.clone(),
        row.settlement.name.clone(),
        class_in_words(&row, &words),
        format!("{:.0} [{:.0}-{:.0}]", score.value, score.low, score.high),
        row.settlement
            .households
            .map_or_else(|| "?".to_owned(), |n| n.to_string()),
        reasons.join(", "),
    ])
}

/// Whom to call, in one line.
fn call_line(words: &Words, contact: &Contact) -> String {
    let ways = [&contact.phone, &contact.email];
    let ways: Vec<&str> = ways.into_iter().flatten().map(String::as_str).collect();
    let blanks = [
        ("team", contact.team.as_str().into()),
        ("ways", ways.join(" · ").into()),
    ];
    words.say_with("explain-contact", &blanks)
}

/// The computed class, and beside it the one that an officer's word gives.
fn class_in_words(row: &RankedView, words: &Words) -> String {
    let band = words.say(&format!("band-{}", row.score.band));
    let computed = format!("{} {band}", row.score.class);
    match row.overridden_class {
        Some(class) => {
            let blanks = [("class", class.to_string().into())];
            format!("{computed} ({})", words.say_with("mark-override", &blanks))
        }
        None => computed,
    }
}

fn factor_row(words: &Words, scored: &FactorScore) -> Vec<String> {
    let sources: Vec<String> = scored
        .parts
        .iter()
        .map(|part| source_of(words, part))
        .collect();
    vec![
        words.say(&format!("factor-{}", scored.factor)),
        format!("{:.1}", scored.points),
        format!("{:.2} [{:.2}-{:.2}]", scored.value, scored.low, scored.high),
        if sources.is_empty() {
            words.say("table-no-layer")
        } else {
            sources.join("; ")
        },
    ]
}

/// Which layer, answer or gap a part comes from.
fn source_of(words: &Words, part: &Part) -> String {
    match part {
        Part::Zones {
            peril,
            layer_version,
            shares,
            unknown_share,
            ..
        } => {
            let covered = covered(words, shares, *unknown_share);
            format!("{peril} v{layer_version}: {covered}")
        }
        Part::Depth {
            layer_version,
            shares,
            unknown_share,
            mean_depth_m,
            max_depth_m,
            ..
        } => {
            let mut said = covered(words, shares, *unknown_share);
            if let (Some(mean), Some(max)) = (mean_depth_m, max_depth_m) {
                let (mean, max) = (words.number(*mean, 2), words.number(*max, 2));
                let blanks = [("mean", mean.into()), ("max", max.into())];
                said = format!("{said} ({})", words.say_with("table-depth", &blanks));
            }
            format!("{} v{layer_version}: {said}", LayerKind::Depth)
        }
        Part::Nearness {
            landmark,
            layer_version,
            distance_m,
            ..
        } => {
            let distance = distance_m
                .map_or_else(|| words.say("table-far"), |metres| format!("{metres:.0} m"));
            format!("{landmark} v{layer_version}: {distance}")
        }
        Part::OutsideStudy {
            peril,
            layer_version,
            ..
        } => format!("{peril} v{layer_version}: {}", words.say("table-outside")),
        Part::UnmappedNearness {
            landmark,
            layer_version,
            ..
        } => format!(
            "{landmark} v{layer_version}: {}",
            words.say("table-outside")
        ),
        Part::Unanswered { .. } => words.say("table-unanswered"),
        Part::Checklist { groups, .. } => {
            let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
            names.join(", ")
        }
    }
}

/// The shares of a site by severity, and the one that nobody knows.
fn covered(words: &Words, shares: &[f64; 4], unknown_share: f64) -> String {
    let mut shares: Vec<String> = shares
        .iter()
        .enumerate()
        .filter(|(_, share)| **share > 0.0)
        .map(|(class, share)| {
            let severity = words.say(&format!("severity-{}", class + 1));
            format!("{:.1} % {severity}", share * 100.0)
        })
        .collect();
    shares.extend(unknown_in_words(words, unknown_share));
    if shares.is_empty() {
        words.say("table-not-covered")
    } else {
        shares.join(", ")
    }
}

/// The share of a site that nobody has studied.
fn unknown_in_words(words: &Words, share: f64) -> Option<String> {
    let share_said = format!("{:.1} %", share * 100.0);
    let blanks = [("share", share_said.as_str().into())];
    (share > 0.0).then(|| words.say_with("table-unknown-share", &blanks))
}

/// Each answer of the checklists with its day, or with the layer it was measured on.
fn answers(words: &Words, assessment: &Assessment) -> Option<String> {
    let parts = assessment.factors.iter().flat_map(|factor| {
        let factor_name = words.say(&format!("factor-{}", factor.factor));
        let parts = factor.parts.iter();
        parts.map(move |part| (factor_name.clone(), part))
    });
    let mut rows = Vec::new();
    for (factor_name, part) in parts {
        if let Part::Checklist { groups, .. } = part {
            let questions = groups.iter().flat_map(|group| &group.questions);
            rows.extend(questions.filter_map(|one| answer_row(words, &factor_name, one)));
        }
    }
    let head = [
        "table-factor",
        "table-question",
        "table-answer",
        "table-source",
    ];
    let head = head.map(|name| words.say(name));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    (!rows.is_empty()).then(|| output::table(&head, &[2], rows))
}

fn answer_row(words: &Words, factor: &str, question: &QuestionScore) -> Option<Vec<String>> {
    let source = question.source.map(|source| source_in_words(words, source));
    let faded = if question.stale {
        words.say("answer-old")
    } else {
        String::new()
    };
    Some(vec![
        factor.to_owned(),
        question.question.clone(),
        reply_in_words(words, question.reply?),
        format!("{}{faded}", source.unwrap_or_default()),
    ])
}

/// Date, method and weights: what makes the score repeatable.
fn traced(words: &Words, assessment: &Assessment) -> String {
    format!(
        "{} {} · {} {} · {} {}",
        words.say("table-assessed"),
        assessment.at.date(),
        words.say("table-method"),
        assessment.model_version,
        words.say("table-weights"),
        assessment.weights_sha256.get(..12).unwrap_or_default()
    )
}
