//! What may be told, worked by hand.

use time::macros::{date, datetime};

use super::*;
use crate::domain::Audience;

fn part(level: PartLevel, code: &str, within: Option<&str>) -> FiguresPart {
    FiguresPart {
        id: part_id(level, code),
        level,
        name: code.to_owned(),
        within: within.map(str::to_owned),
        from: None,
    }
}

/// The whole with three neighbourhoods.
fn three() -> Vec<FiguresPart> {
    let mut parts = vec![part(PartLevel::Whole, "all", None)];
    parts.extend(
        ["A", "B", "C"].map(|code| part(PartLevel::Neighbourhood, code, Some("whole/all"))),
    );
    parts
}

/// So many households in each neighbourhood, all alike.
fn alike(households: [u32; 3]) -> HouseholdCounts {
    let mut counts = HouseholdCounts::default();
    for (place, households) in ["A", "B", "C"].iter().zip(households) {
        for table in HouseholdTable::ALL {
            counts.add((place, *table), 0, households);
        }
    }
    counts
}

fn asked<'a>(
    parts: &'a [FiguresPart],
    counts: &'a HouseholdCounts,
    before: Option<&'a Publication>,
) -> FiguresAsked<'a> {
    FiguresAsked {
        parts,
        tells_flows: true,
        counts,
        number: before.map_or(1, |one| one.number + 1),
        as_of: date!(2026 - 11 - 22),
        least: 11,
        readers: vec![(11, before.into_iter().collect())],
        before,
    }
}

fn published(number: u64, figures: HouseholdFigures) -> Publication {
    Publication {
        number,
        change: number,
        audience: Audience::Public,
        period: number.to_string(),
        as_of: date!(2026 - 11 - 22),
        made_at: datetime!(2026-11-22 0:00 UTC),
        made_by: "test".to_owned(),
        least: 11,
        figures,
        checksum: String::new(),
    }
}

/// What is told of all households: part, count, publication.
fn told(figures: &HouseholdFigures) -> Vec<(&str, u32, u64)> {
    let lines = figures.tables[0].lines.iter();
    let tell = |line: &FiguresLine| (line.counts[0], line.publication);
    lines
        .map(|line| (line.part.as_str(), tell(line).0, tell(line).1))
        .collect()
}

#[test]
fn beside_a_hidden_neighbourhood_the_smallest_other_one_is_hidden_too() {
    let (parts, counts) = (three(), alike([4, 13, 30]));

    let figures = household_figures(&asked(&parts, &counts, None));

    assert_eq!(
        told(&figures),
        [("whole/all", 47, 1), ("neighbourhood/C", 30, 1)]
    );
}

#[test]
fn two_hidden_neighbourhoods_of_ten_each_would_be_known_by_their_sum() {
    let (parts, counts) = (three(), alike([10, 10, 30]));

    let figures = household_figures(&asked(&parts, &counts, None));

    assert_eq!(told(&figures), [("whole/all", 50, 1)]);
}

#[test]
fn a_count_that_has_changed_by_few_is_repeated_and_what_would_betray_it_too() {
    let parts = three();
    let first = published(
        1,
        household_figures(&asked(&parts, &alike([20, 20, 20]), None)),
    );

    let few = alike([22, 20, 20]);
    let few = household_figures(&asked(&parts, &few, Some(&first)));
    let many = alike([32, 20, 20]);
    let many = household_figures(&asked(&parts, &many, Some(&first)));

    assert_eq!(few, first.figures);
    assert_eq!(
        told(&many)[..2],
        [("whole/all", 72, 2), ("neighbourhood/A", 32, 2)]
    );
    assert_eq!(
        told(&many)[2..],
        [("neighbourhood/B", 20, 1), ("neighbourhood/C", 20, 1)]
    );
}

#[test]
fn when_the_ground_is_parted_otherwise_only_the_whole_is_told() {
    let parts = three();
    let first = published(
        1,
        household_figures(&asked(&parts, &alike([20, 20, 20]), None)),
    );
    let mut others = three();
    others.push(part(PartLevel::Neighbourhood, "D", Some("whole/all")));

    let counts = alike([40, 20, 20]);
    let figures = household_figures(&asked(&others, &counts, Some(&first)));

    let new: Vec<&str> = told(&figures)
        .iter()
        .filter(|one| one.2 == 2)
        .map(|one| one.0)
        .collect();
    assert_eq!(new, ["whole/all"]);
}

#[test]
fn of_nobody_nothing_is_told() {
    let (parts, counts) = (three(), HouseholdCounts::default());

    let figures = household_figures(&asked(&parts, &counts, None));

    assert!(figures.tables.iter().all(|table| table.lines.is_empty()));
}
