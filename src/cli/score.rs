//! `jalon score` and `rank`: where to go first.

use std::sync::Arc;

use fluent_bundle::FluentValue;
use serde_json::json;

use super::{
    Error,
    args::{Rank, Shared},
    open, output, weights,
};
use crate::{
    app::{self, Atlas, DrawsAsked, Jalon, RankDraws, ScoringProgress, features},
    domain::{Audience, RankChance, Words},
    publish::RankedView,
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
pub(super) async fn rank(shared: &Shared, asked: &Rank) -> Result<(), Error> {
    if let Some(file) = &asked.weights {
        return weights::rank_under(shared, file, asked.limit, asked.lang).await;
    }
    let (jalon, _) = open(shared, None).await?;
    let atlas = jalon.atlas();
    let mut rows: Vec<RankedView> = atlas
        .ranked()
        .take(asked.limit)
        .filter_map(|known| features::ranked(&atlas, Audience::Team, known))
        .collect();
    let draws = asked.draws.then(|| {
        atlas.rank_draws(DrawsAsked {
            draws: None,
            seed: asked.seed,
            top_k: asked.top,
        })
    });
    let draws = draws.transpose()?;
    if let Some(draws) = draws {
        let chances = chances(&atlas, draws).await?;
        for (row, chance) in rows.iter_mut().zip(chances) {
            row.chance = Some(chance);
        }
    }
    if shared.json {
        return output::json(&rows);
    }
    note_stale(&jalon).await?;
    let words = Words::of(asked.lang);
    output::line(&ranking_table(&rows, draws, &words))?;
    if rows.iter().any(|row| row.imminent_danger) {
        output::note(&words.say("rank-danger"));
    }
    output::note(&words.say("rank-legend"));
    if let Some(draws) = draws {
        output::note(&drawn_how(draws, &words));
    }
    Ok(())
}

fn ranking_table(rows: &[RankedView], draws: Option<RankDraws>, words: &Words) -> String {
    let mut head = [
        "table-rank",
        "table-site",
        "table-name",
        "table-class",
        "table-score",
        "table-households",
        "table-why",
    ]
    .map(|name| words.say(name))
    .to_vec();
    let mut numbers = vec![0, 4, 5];
    if let Some(draws) = draws {
        let first = [("first", FluentValue::from(draws.top_k))];
        head.insert(1, words.say_with("table-among-first", &first));
        head.insert(2, words.say("table-rank-drawn"));
        numbers = vec![0, 1, 2, 6, 7];
    }
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let rows = rows.iter().map(|row| row_in_words(row, words)).collect();
    output::table(&head, &numbers, rows)
}

fn drawn_how(draws: RankDraws, words: &Words) -> String {
    let blanks = [
        ("draws", FluentValue::from(draws.draws)),
        ("seed", draws.seed.to_string().into()),
        ("spread", words.number(100.0 * draws.spread, 0).into()),
    ];
    words.say_with("rank-drawn", &blanks)
}

/// Draws on a thread of its own: it takes seconds, and interrupting must still work.
async fn chances(atlas: &Arc<Atlas>, draws: RankDraws) -> Result<Vec<RankChance>, Error> {
    let atlas = atlas.clone();
    let drawing = tokio::task::spawn_blocking(move || atlas.rank_chances(&draws));
    Ok(drawing.await.map_err(app::Error::from)?)
}

/// Says when scores do not follow the layers, as after an import that was cut off.
pub(super) async fn note_stale(jalon: &Jalon) -> Result<(), Error> {
    let stale = jalon.stale().await?;
    if stale > 0 {
        output::note(&format!(
            "{stale} settlements are not assessed on the current layers, answers and weights; run `jalon score`"
        ));
    }
    Ok(())
}

fn row_in_words(row: &RankedView, words: &Words) -> Vec<String> {
    let reasons: Vec<String> = row
        .reasons
        .iter()
        .map(|reason| {
            let name = words.say(&format!("factor-{}", reason.factor));
            let doubt = if reason.known { "" } else { "?" };
            format!("{name} {:.0}{doubt}", reason.points)
        })
        .collect();
    let (score, site) = (row.score, &row.settlement);
    let mut cells = vec![format!(
        "{}{} ({}-{})",
        if row.imminent_danger { "! " } else { "" },
        row.rank,
        row.rank_best,
        row.rank_worst
    )];
    if let Some(chance) = row.chance {
        let percent = words.number(100.0 * chance.p_top, 0);
        cells.push(words.say_with("share", &[("percent", percent.into())]));
        cells.push(format!("{}-{}", chance.rank_p05, chance.rank_p95));
    }
    cells.extend([
        site.code.clone(),
        site.name.clone(),
        class_in_words(row, words),
        format!("{:.0} [{:.0}-{:.0}]", score.value, score.low, score.high),
        site.households
            .map_or_else(|| "?".to_owned(), |n| n.to_string()),
        reasons.join(", "),
    ]);
    cells
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
