//! The ranking as it was on an earlier day, replayed from what is only ever appended: assessments, versions of the layer
//! of settlements, and their edits.

use time::{Date, OffsetDateTime, Time};

use super::{AtlasLayer, Error, Jalon, atlas::neighbourhood_at, load};
use crate::{
    domain::{Assessment, Audience, Casework, LayerKind, Record, Settlement, SettlementId},
    hazard,
    publish::{self, RankedView},
};

/// Edits read at a time.
const EDITS_PAGE: u32 = 5_000;
/// Runs of scoring looked through for their days.
const RUNS_MOST: u32 = 20_000;

impl Jalon {
    /// The ranking as it was at the end of a day. What officers wrote beside it is not in it.
    ///
    /// # Errors
    /// A database that fails.
    pub async fn ranking_on(&self, day: Date) -> Result<Vec<RankedView>, Error> {
        let Some(next) = day.next_day() else {
            return Ok(Vec::new());
        };
        let end = OffsetDateTime::new_utc(next, Time::MIDNIGHT);
        let change = self.store.last_change_before(&self.territory, end).await?;
        let assessments = self.store.assessments_by(&self.territory, change).await?;
        let settlements = self.settlements_by(change).await?;
        let find = |id: SettlementId| {
            let found = settlements.binary_search_by_key(&id, |(settlement, _)| settlement.id);
            found.ok().map(|at| &settlements[at])
        };
        let open = assessments.iter().filter_map(|assessment| {
            let (settlement, area) = find(assessment.settlement)?;
            let is_open = settlement.status.is_open();
            is_open.then_some((settlement, area.clone(), assessment))
        });
        Ok(ranked(open.collect()))
    }

    /// The days on which anything was assessed, oldest first.
    ///
    /// # Errors
    /// A database that fails.
    pub async fn ranking_days(&self) -> Result<Vec<Date>, Error> {
        let runs = self
            .store
            .scoring_moments(&self.territory, RUNS_MOST)
            .await?;
        let mut days: Vec<Date> = runs.iter().map(|at| at.date()).collect();
        days.sort_unstable();
        days.dedup();
        Ok(days)
    }

    /// The settlements as a change had left them, by id, each with the code of its neighbourhood.
    async fn settlements_by(
        &self,
        change: u64,
    ) -> Result<Vec<(Settlement, Option<String>)>, Error> {
        let key = (LayerKind::Settlements, change);
        let version = self.store.layer_version_by(&self.territory, key).await?;
        let Some(version) = version else {
            return Ok(Vec::new());
        };
        let records = load::all_of(&self.store, &version).await?;
        let mut layer = AtlasLayer::indexed(version, records);
        loop {
            let page = (layer.edited, EDITS_PAGE);
            let mut edits = self.store.settlement_edits(&layer.version, page).await?;
            edits.retain(|(number, _)| *number <= change);
            if edits.is_empty() {
                break;
            }
            layer = layer.with_edits(edits);
        }
        let areas = self.atlas().layer(LayerKind::Neighbourhoods).cloned();
        let mut settlements: Vec<(Settlement, Option<String>)> = layer
            .records()
            .filter_map(|(_, record)| match record {
                Record::Settlement(settlement) => Some(settlement.clone()),
                _ => None,
            })
            .map(|settlement| {
                let place = settlement.footprint.inner_point();
                let area = areas
                    .as_deref()
                    .and_then(|areas| neighbourhood_at(areas, place));
                let code = area.map(|area| area.code.clone());
                (settlement, code)
            })
            .collect();
        settlements.sort_by_key(|(settlement, _)| settlement.id);
        Ok(settlements)
    }
}

/// Lines of the ranking, most dangerous first.
fn ranked(open: Vec<(&Settlement, Option<String>, &Assessment)>) -> Vec<RankedView> {
    let scores: Vec<_> = open
        .iter()
        .map(|(.., assessment)| assessment.score)
        .collect();
    let nothing_beside = Casework::default();
    let mut rows: Vec<RankedView> = std::iter::zip(open, hazard::ranks(&scores))
        .filter_map(|((settlement, area, assessment), rank)| {
            let view = publish::settlement(Audience::Team, settlement, area)?;
            Some(publish::ranked(view, assessment, (rank, &nothing_beside)))
        })
        .collect();
    rows.sort_by(|a, b| {
        let by_code = || a.settlement.code.cmp(&b.settlement.code);
        a.rank.cmp(&b.rank).then_with(by_code)
    });
    rows
}
