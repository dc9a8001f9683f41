//! A record of the atlas as an audience may see it, with what is known beside it.

use super::{Atlas, AtlasLayer, Known, WhatIf};
use crate::{
    domain::{Audience, LayerKind, Record, Settlement, Viewer},
    publish::{self, Beside, RankedView, SettlementView, Standing, WhatIfView},
    spatial::Feature,
    tiles::Cells,
};

/// The feature of a record, if the audience may see it.
#[must_use]
pub fn of(
    atlas: &Atlas,
    (viewer, layer): (Viewer, LayerKind),
    (number, record): (u64, &Record),
) -> Option<Feature> {
    let beside = beside(atlas, (viewer, layer), record);
    publish::feature(viewer.audience(), number, record, beside)
}

/// The settlements of some cells as clusters, if the audience may see them. A cluster is named by the
/// least number in it.
#[must_use]
pub fn clusters(
    atlas: &Atlas,
    (viewer, layer): (Viewer, &AtlasLayer),
    cells: &Cells,
) -> Vec<Feature> {
    let places = layer.touching(cells.bbox()).filter_map(|(number, record)| {
        let Record::Settlement(settlement) = record else {
            return None;
        };
        Some((
            settlement.footprint.bbox().centre(),
            (number, record, settlement),
        ))
    });
    let shown = (viewer, layer.version.kind);
    let clusters = cells.gather(places).into_iter().filter_map(|cluster| {
        let number = cluster.members.iter().map(|(number, ..)| *number).min()?;
        let members: Vec<(&Settlement, Beside)> = cluster
            .members
            .iter()
            .map(|&(_, record, settlement)| (settlement, beside(atlas, shown, record)))
            .collect();
        publish::cluster(viewer.audience(), (number, cluster.place), &members)
    });
    clusters.collect()
}

/// A record of a layer in full, if the audience may see it.
#[must_use]
pub fn item(
    atlas: &Atlas,
    (viewer, layer): (Viewer, LayerKind),
    (number, record): (u64, &Record),
) -> Option<Feature> {
    let standing = match record {
        Record::Settlement(settlement) => atlas.settlement(&settlement.code),
        _ => None,
    }
    .map_or(Standing::default(), |known| Standing {
        neighbourhood: known.neighbourhood.as_deref(),
        rank: atlas.rank_of(known),
    });
    let beside = beside(atlas, (viewer, layer), record);
    publish::item(
        viewer.audience(),
        (layer, number, record),
        (beside, standing),
    )
}

/// What is known beside a record.
fn beside<'a>(
    atlas: &'a Atlas,
    (viewer, layer): (Viewer, LayerKind),
    record: &Record,
) -> Beside<'a> {
    match record {
        Record::Settlement(settlement) => atlas
            .settlement_by_id(settlement.id)
            .and_then(|known| Some((known.assessment.as_deref()?, &known.casework)))
            .map_or(Beside::Nothing, |(assessment, casework)| {
                Beside::Assessment(assessment, casework)
            }),
        Record::Neighbourhood(neighbourhood) => atlas
            .count((viewer, layer), &neighbourhood.code)
            .map_or(Beside::Nothing, Beside::Count),
        _ => Beside::Nothing,
    }
}

/// A line of the ranking, if the settlement has a place in it and the audience may see it.
#[must_use]
pub fn ranked(atlas: &Atlas, audience: Audience, known: &Known) -> Option<RankedView> {
    Some(publish::ranked(
        settlement(audience, known)?,
        known.assessment.as_ref()?,
        (atlas.rank_of(known)?, &known.casework),
    ))
}

/// A line of the ranking under other weights, if the audience may see it.
#[must_use]
pub fn what_if(audience: Audience, tried: &WhatIf) -> Option<WhatIfView> {
    let known = &tried.known;
    let now = (tried.rank_now, known.assessment.as_ref()?.score);
    let view = settlement(audience, known)?;
    Some(publish::what_if(view, now, (tried.rank, tried.score)))
}

/// A settlement, if the audience may see it.
#[must_use]
pub fn settlement(audience: Audience, known: &Known) -> Option<SettlementView> {
    let neighbourhood = known.neighbourhood.as_deref().map(str::to_owned);
    publish::settlement(audience, &known.settlement, neighbourhood)
}
