//! The report as tables for a terminal.

use crate::{
    cli::output,
    domain::{
        DispersalReport, MoveAccount, NeighbourhoodCount, Range, Significance, Spread,
        SpreadChange, Words,
    },
};

/// The figures a planner sees first, on both yardsticks.
pub(super) fn headline(report: &DispersalReport) -> String {
    let columns: Vec<&Spread> = [Some(&report.overall), report.on_offers.as_ref()]
        .into_iter()
        .flatten()
        .collect();
    let row = |name: &str, cell: &dyn Fn(&Spread) -> String| {
        let cells = columns.iter().map(|spread| cell(spread));
        std::iter::once(name.to_owned()).chain(cells).collect()
    };
    let rows = vec![
        row("households", &|one| one.households.to_string()),
        row("co-location ratio", &|one| {
            let ends = one.colocation_low.zip(one.colocation_high);
            with_ends(
                one.colocation_ratio,
                ends.map(|(low, high)| Range { low, high }),
            )
        }),
        row("D", &|one| {
            with_ends(one.dissimilarity, one.dissimilarity_interval)
        }),
        row("D by chance alone", &|one| {
            with_ends(one.dissimilarity_by_chance, one.dissimilarity_chance_band)
        }),
        row("  p of such a D", &|one| p(one.dissimilarity_p)),
        row("in priority areas", &|one| percent(one.deprived_share)),
        row("  what they are compared with", &|one| {
            percent(one.deprived_share_of_yardstick)
        }),
        row("neighbourhoods used", &|one| {
            format!("{} of {}", one.neighbourhoods_used, one.neighbourhoods)
        }),
        row("effective number", &|one| {
            figure(one.effective_neighbourhoods)
        }),
        row("largest share", &|one| percent(one.largest_share)),
        row("of 1,000 neighbours", &|one| {
            one.isolation
                .map_or_else(none, |x| format!("{:.1}", x * 1000.0))
        }),
        row("nearer than others by", &|one| {
            with_ends(one.proximity_ratio, None)
        }),
        row("  by chance alone", &|one| ends(one.proximity_chance_band)),
    ];
    let head = ["", "against all households", "against homes on offer"];
    output::table(&head[..=columns.len()], &[1, 2], rows)
}

/// One line a programme, landlord, year or kind.
pub(super) fn groups(report: &DispersalReport, words: &Words) -> String {
    let name = |group: &crate::domain::GroupSpread| match (&group.name, group.names) {
        (Some(name), _) => name.clone(),
        (None, 1) => "not recorded".to_owned(),
        (None, names) => format!("{names} others"),
    };
    let rows = report
        .groups
        .iter()
        .map(|group| measures(name(group), &group.spread, words));
    let by = report.by.map_or("", crate::domain::Code::code);
    output::table(&measures_head(by), &[1, 3, 4, 5, 6], rows.collect())
}

/// One line a year.
pub(super) fn years(report: &DispersalReport, words: &Words) -> String {
    let year = |year: &crate::domain::YearSpread| {
        measures(format!("end of {}", year.year), &year.spread, words)
    };
    let all = measures("all".to_owned(), &report.overall, words);
    let rows = report.years.iter().map(year).chain([all]).collect();
    output::table(&measures_head("moves up to"), &[1, 3, 4, 5, 6], rows)
}

fn measures_head(first: &str) -> [&str; 8] {
    [
        first,
        "households",
        "neighbourhoods",
        "D",
        "D by chance",
        "isolation",
        "co-location",
        "",
    ]
}

fn measures(name: String, spread: &Spread, words: &Words) -> Vec<String> {
    let isolation = spread.isolation;
    vec![
        name,
        spread.households.to_string(),
        format!(
            "{} of {}",
            spread.neighbourhoods_used, spread.neighbourhoods
        ),
        figure(spread.dissimilarity),
        with_ends(
            spread.dissimilarity_by_chance,
            spread.dissimilarity_chance_band,
        ),
        isolation.map_or_else(none, |x| format!("{:.1} of 1000", x * 1000.0)),
        figure(spread.colocation_ratio),
        spread
            .reason
            .map(|reason| words.say(reason))
            .unwrap_or_default(),
    ]
}

/// One line a neighbourhood.
pub(super) fn neighbourhoods(report: &DispersalReport) -> String {
    let row = |line: &NeighbourhoodCount| {
        vec![
            line.code.clone(),
            line.name.clone(),
            line.households
                .map_or_else(|| "?".to_owned(), |n| format!("{n:.0}")),
            line.offers.map_or_else(none, |n| n.to_string()),
            line.rehoused.to_string(),
            line.share
                .map_or_else(String::new, |share| format!("{:.2} %", share * 100.0)),
            figure(line.location_quotient),
            figure(line.shrunk_quotient),
            figure(line.gi_star),
            match line.significance {
                Some(Significance::More) => "more than chance".to_owned(),
                Some(Significance::Fewer) => "fewer than chance".to_owned(),
                Some(Significance::AsChance) | None => String::new(),
            },
        ]
    };
    let head = [
        "code",
        "neighbourhood",
        "households",
        "on offer",
        "rehoused",
        "share",
        "location quotient",
        "for colour",
        "Gi*",
        "with its neighbours",
    ];
    let rows = report.neighbourhoods.iter().map(row).collect();
    output::table(&head, &[2, 3, 4, 5, 6, 7, 8], rows)
}

/// The largest flows; `None` where there is none.
pub(super) fn flows(report: &DispersalReport, limit: usize) -> Option<String> {
    let place = |code: &Option<String>| code.clone().unwrap_or_else(|| "?".to_owned());
    let row = |flow: &crate::domain::Flow| {
        vec![
            place(&flow.settlement),
            place(&flow.from),
            flow.to.clone(),
            flow.households.to_string(),
        ]
    };
    let rows: Vec<_> = report.flows.iter().take(limit).map(row).collect();
    let head = ["from settlement", "in", "to", "households"];
    (!rows.is_empty()).then(|| output::table(&head, &[3], rows))
}

/// The homes that gather most; `None` where there is none.
pub(super) fn effects(report: &DispersalReport, limit: usize) -> Option<String> {
    let signed = |x: Option<f64>| x.map_or_else(none, |x| format!("{x:+.4}"));
    let row = |effect: &crate::domain::PlacementEffect| {
        vec![
            effect.household.clone(),
            effect.neighbourhood.clone(),
            effect.moved_on.to_string(),
            signed(effect.colocation),
            signed(effect.dissimilarity),
        ]
    };
    let rows: Vec<_> = report.effects.iter().take(limit).map(row).collect();
    let head = [
        "home that gathers most",
        "in",
        "moved on",
        "on co-location",
        "on D",
    ];
    (!rows.is_empty()).then(|| output::table(&head, &[3, 4], rows))
}

/// What else is to be known: journeys, change, what is not counted, draws.
pub(super) fn notes(report: &DispersalReport) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines.extend(journeys(report));
    lines.extend(report.change.map(change));
    lines.push(account(report.account));
    if !report.overlapping.is_empty() {
        lines.push(format!(
            "neighbourhoods that lie over others, correct their shapes: {}",
            report.overlapping.join(", ")
        ));
    }
    lines.push(format!(
        "bands and intervals from {} draws, seed {}; fewer for years, groups and nearness",
        report.drawn.draws, report.drawn.seed
    ));
    lines
}

fn journeys(report: &DispersalReport) -> Vec<String> {
    let journeys = report.journeys;
    let distances = journeys
        .low_km
        .zip(journeys.median_km)
        .zip(journeys.high_km)
        .map(|((low, median), high)| {
            format!(
                "distance moved, {} households: half less than {median:.1} km, a quarter less than {low:.1}, a quarter more than {high:.1}",
                journeys.measured
            )
        });
    let schools = (journeys.school_changed + journeys.school_kept > 0).then(|| {
        format!(
            "school: {} households whose children changed it, {} that kept it, {} not recorded",
            journeys.school_changed, journeys.school_kept, journeys.school_not_told
        )
    });
    distances.into_iter().chain(schools).collect()
}

fn change(change: SpreadChange) -> String {
    let pair =
        |[before, after]: [Option<f64>; 2]| format!("{} → {}", figure(before), figure(after));
    let parts = change
        .dissimilarity_by_place
        .zip(change.dissimilarity_by_sharing)
        .map(|(place, sharing)| {
            format!(", of the change of D {place:+.3} by the neighbourhoods and {sharing:+.3} by the sharing out")
        });
    format!(
        "from {} to {}: households {} → {}, co-location {}, D {}{}",
        change.from,
        change.to,
        change.households[0],
        change.households[1],
        pair(change.colocation_ratio),
        pair(change.dissimilarity),
        parts.unwrap_or_default()
    )
}

fn account(account: MoveAccount) -> String {
    let parts = [
        (account.later, "after the last day"),
        (account.earlier, "before the first day"),
        (account.moved_again, "by households that moved on"),
        (account.not_a_home, "not into an ordinary home"),
        (account.without_place, "without a place"),
        (
            account.unknown_neighbourhood,
            "into a neighbourhood that is not on the map",
        ),
        (account.outside, "outside every neighbourhood"),
        (
            account.nobody_to_compare,
            "where nobody lives to compare with",
        ),
    ];
    let told = parts.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, why)| format!("{count} {why}")).collect();
    let several = match account.in_several {
        0 => String::new(),
        homes => format!("; {homes} homes lie in several neighbourhoods and count in the first"),
    };
    format!(
        "{} moves recorded = {} counted + {} not counted{}{}{several}",
        account.records,
        account.counted,
        account.left_out(),
        if told.is_empty() { "" } else { ": " },
        told.join(", ")
    )
}

fn none() -> String {
    "–".to_owned()
}

fn figure(x: Option<f64>) -> String {
    x.map_or_else(none, |x| format!("{x:.2}"))
}

fn p(x: Option<f64>) -> String {
    x.map_or_else(none, |x| format!("{x:.4}"))
}

fn percent(x: Option<f64>) -> String {
    x.map_or_else(none, |x| format!("{:.0} %", x * 100.0))
}

fn ends(range: Option<Range>) -> String {
    range.map_or_else(none, |Range { low, high }| format!("{low:.2} to {high:.2}"))
}

fn with_ends(x: Option<f64>, range: Option<Range>) -> String {
    match range {
        Some(range) => format!("{} ({})", figure(x), ends(Some(range))),
        None => figure(x),
    }
}
