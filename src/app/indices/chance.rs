//! Each index against what chance gives, or against that of a second file.

use super::{
    DrawsWanted, IndicesAsked, IndicesFault, Pick,
    figures::{Land, index_of_categories, index_of_group, told},
};
use crate::{
    dispersal::{
        Counts, Undefined,
        groups::Groups,
        index_of_counts,
        inference::{Draws, Null, Tested, one_value, one_value_of_groups, two_values},
    },
    publish::{DrawnView, IndexTestView, ToldView},
};

/// Most indices tested at once: each is worked out anew for every draw.
const MOST_TESTED: usize = 20;
/// What is tested where no index is named.
const TESTED: [&str; 3] = ["dissimilarity", "isolation", "colocation"];
const TESTED_OF_CATEGORIES: [&str; 1] = ["groups_information"];

/// One group against chance; nothing where no null is asked for.
pub(super) fn of_group(
    counts: &Counts,
    land: Option<&Land>,
    asked: &IndicesAsked,
) -> Result<Vec<IndexTestView>, IndicesFault> {
    let Some(wanted) = asked.null else {
        return Ok(Vec::new());
    };
    let draws = Draws::new(wanted.count, wanted.seed)?;
    let null = wanted.null.1;
    let tested = |name: String| {
        let index = index_of_group(&name, land)?;
        let draws_units = matches!(null, Null::Bootstrap { .. });
        if draws_units && index_of_counts(&name).is_none() {
            return Err(IndicesFault::NotOffered {
                what: "a bootstrap draws a unit twice, which cannot lie in two places",
                advice: "choose another --null for indices of places",
            });
        }
        let found = one_value(counts, null, draws, index);
        Ok(view(&name, wanted.null.0, wanted.seed, found))
    };
    names(&asked.pick, &TESTED)?
        .into_iter()
        .map(tested)
        .collect()
}

/// Several categories against chance.
pub(super) fn of_categories(
    table: &Groups,
    asked: &IndicesAsked,
) -> Result<Vec<IndexTestView>, IndicesFault> {
    let Some(wanted) = asked.null else {
        return Ok(Vec::new());
    };
    let draws = Draws::new(wanted.count, wanted.seed)?;
    let tested = |name: String| {
        let found = one_value_of_groups(table, wanted.null.1, draws, index_of_categories(&name)?);
        Ok(view(&name, wanted.null.0, wanted.seed, found))
    };
    let names = names(&asked.pick, &TESTED_OF_CATEGORIES)?;
    names.into_iter().map(tested).collect()
}

/// The difference between two files, index by index.
pub(super) fn compared(
    sides: [&Counts; 2],
    asked: &IndicesAsked,
) -> Result<Vec<IndexTestView>, IndicesFault> {
    let Some(DrawsWanted { null, count, seed }) = asked.comparison else {
        return Ok(Vec::new());
    };
    let draws = Draws::new(count, seed)?;
    let tested = |name: String| {
        let index = index_of_counts(&name).ok_or(IndicesFault::NotOffered {
            what: "two files are compared by indices of counts alone",
            advice: "name some with --index, such as dissimilarity,gini",
        })?;
        Ok(view(
            &name,
            null.0,
            seed,
            two_values(sides, null.1, draws, index),
        ))
    };
    names(&asked.pick, &TESTED)?
        .into_iter()
        .map(tested)
        .collect()
}

fn names(pick: &Pick, otherwise: &[&str]) -> Result<Vec<String>, IndicesFault> {
    match pick {
        Pick::All => Ok(otherwise.iter().map(|&name| name.to_owned()).collect()),
        Pick::Named(names) if names.len() > MOST_TESTED => Err(IndicesFault::NotOffered {
            what: "more than 20 indices are not tested at once",
            advice: "name fewer with --index",
        }),
        Pick::Named(names) => Ok(names.clone()),
    }
}

fn view(name: &str, null: &str, seed: u64, tested: Result<Tested, Undefined>) -> IndexTestView {
    let drawn = tested.ok().map(|tested| DrawnView {
        draws: tested.draws,
        untold: tested.untold,
        mean: tested.mean,
        deviation: tested.deviation,
        low: tested.low,
        high: tested.high,
        p_upper: tested.p_upper,
        p_two_sided: tested.p_two_sided,
    });
    let told: ToldView = told(tested.map(|tested| tested.value).into());
    IndexTestView {
        name: name.to_owned(),
        null: null.to_owned(),
        seed,
        told,
        drawn,
    }
}
