//! The same figures by programme, landlord, year or kind.

use super::{
    measures::Measure,
    moves::{Moved, gathered},
    whole,
};
use crate::{
    dispersal,
    domain::{Code, Cut, GroupSpread, Placement},
};

/// Most names of one cut; what is smaller goes together into one line.
const MOST_GROUPS: usize = 50;

/// One line a name, the largest first; those without a name have a line of their own.
pub(super) fn groups(
    measure: Measure,
    moved: &[Moved],
    by: Cut,
) -> Result<Vec<GroupSpread>, dispersal::Error> {
    let mut groups: Vec<_> = gathered(moved, |placement| name(placement, by))
        .into_iter()
        .map(|(name, moved)| (name, 1, moved))
        .collect();
    groups.sort_by(|a, b| b.2.len().cmp(&a.2.len()).then(a.0.cmp(&b.0)));
    if groups.len() > MOST_GROUPS {
        let rest = groups.split_off(MOST_GROUPS - 1);
        let names = whole(rest.len());
        let moved = rest.into_iter().flat_map(|group| group.2).collect();
        groups.push((None, names, moved));
    }
    let line = |(name, names, moved): (Option<String>, u32, Vec<Moved>)| {
        let counts = measure.ground.counts(moved.iter().map(|one| one.unit))?;
        Ok(GroupSpread {
            name,
            names,
            spread: measure.spread(&counts)?,
        })
    };
    groups.into_iter().map(line).collect()
}

fn name(placement: &Placement, by: Cut) -> Option<String> {
    match by {
        Cut::Programme => placement.programme.clone(),
        Cut::Landlord => placement.landlord.clone(),
        Cut::Year => Some(placement.moved_on.year().to_string()),
        Cut::Kind => Some(placement.kind.code().to_owned()),
    }
}
