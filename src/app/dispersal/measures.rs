//! Counts as the figures of the report: exact ones, and what draws say of them.

use super::{ground::Ground, whole};
use crate::{
    dispersal::{
        self, Allotment, Counts, Decay, Figure, Hotspot, Stock, Summary, Undefined, hotspots,
        inference::{
            ChanceBand, Draws, Interval, Tested, chance_band, dissimilarity_interval,
            proximity_band,
        },
        places::{Linked, Located},
    },
    domain::{Range, Significance, Spread},
};

/// Either side of chance beyond which a place is said to be remarkable.
const REMARKABLE: f64 = 0.025;

/// What counts are measured with.
#[derive(Clone, Copy)]
pub(super) struct Measure<'a> {
    pub(super) ground: &'a Ground,
    /// The homes on offer, where they are the yardstick.
    pub(super) stock: Option<&'a Stock>,
    pub(super) drawing: Drawing,
}

/// How much is drawn by lot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Drawing {
    /// Nothing: exact figures only.
    Nothing,
    /// D and the co-location ratio.
    Band(Draws),
    /// With the interval of D, and nearness.
    All(Draws, Draws),
}

impl Measure<'_> {
    /// The figures of these counts.
    pub(super) fn spread(self, counts: &Counts) -> Result<Spread, dispersal::Error> {
        let summary = dispersal::summary(counts);
        let mut spread = of_summary(&summary);
        if let Some(stock) = self.stock {
            let allotted = Allotment::new(counts, stock)?;
            compare_with_stock(&mut spread, allotted);
        }
        self.add_deprived(&mut spread, counts)?;
        if !summary.too_few {
            self.add_draws(&mut spread, counts)?;
        }
        Ok(spread)
    }

    fn add_deprived(self, spread: &mut Spread, counts: &Counts) -> Result<(), dispersal::Error> {
        let Some(marks) = &self.ground.marks else {
            return Ok(());
        };
        if let Ok(found) = dispersal::deprived_share(counts, marks)? {
            let on_offer = self.stock.map(|stock| {
                let parts = std::iter::zip(stock.parts(), marks);
                let marked = parts.filter(|(_, marked)| **marked);
                marked.map(|(part, _)| part).sum()
            });
            spread.deprived_share = Some(found.of_group);
            spread.deprived_share_of_yardstick = Some(on_offer.unwrap_or(found.of_households));
        }
        Ok(())
    }

    fn add_draws(self, spread: &mut Spread, counts: &Counts) -> Result<(), dispersal::Error> {
        let (draws, few) = match self.drawing {
            Drawing::Nothing => return Ok(()),
            Drawing::Band(draws) => (draws, None),
            Drawing::All(draws, few) => (draws, Some(few)),
        };
        let band = match self.stock {
            None => chance_band(counts, draws),
            Some(stock) => Allotment::new(counts, stock)?.chance_band(draws),
        };
        if let Ok(ChanceBand {
            dissimilarity,
            colocation,
        }) = band
        {
            spread.dissimilarity_chance_band = Some(range(&dissimilarity));
            spread.dissimilarity_p = Some(dissimilarity.p_two_sided);
            spread.colocation_p = colocation.ok().map(|tested| tested.p_two_sided);
        }
        if let Some(few) = few {
            let interval = match self.stock {
                None => dissimilarity_interval(counts, draws),
                Some(stock) => Allotment::new(counts, stock)?.interval(draws),
            };
            let told = |Interval { low, high }| Range { low, high };
            spread.dissimilarity_interval = interval.ok().map(told);
            self.add_nearness(spread, counts, few)?;
        }
        Ok(())
    }

    /// Nearness compares with where people live, whatever is on offer.
    fn add_nearness(
        self,
        spread: &mut Spread,
        counts: &Counts,
        draws: Draws,
    ) -> Result<(), dispersal::Error> {
        let (Some(places), None) = (&self.ground.places, self.stock) else {
            return Ok(());
        };
        let city = Located::new(counts, places)?;
        if let Ok(tested) = proximity_band(city, Decay::KILOMETRE, draws) {
            spread.proximity_ratio = Some(tested.value);
            spread.proximity_chance_band = Some(range(&tested));
            spread.proximity_p = Some(tested.p_two_sided);
        }
        Ok(())
    }

    /// Each unit with its neighbours against homes drawn by lot.
    pub(super) fn hotspots(self, counts: &Counts) -> Result<Vec<Hotspot>, dispersal::Error> {
        Ok(hotspots(Linked::new(counts, &self.ground.weights)?))
    }
}

/// What both ends of the chance say of a place.
pub(super) fn significance(found: &Hotspot) -> Option<Significance> {
    match (found.p_upper.ok()?, found.p_lower.ok()?) {
        (upper, _) if upper <= REMARKABLE => Some(Significance::More),
        (_, lower) if lower <= REMARKABLE => Some(Significance::Fewer),
        _ => Some(Significance::AsChance),
    }
}

fn range(tested: &Tested) -> Range {
    Range {
        low: tested.low,
        high: tested.high,
    }
}

fn of_summary(summary: &Summary) -> Spread {
    let told = |figure: Figure| figure.value.filter(|_| !summary.too_few);
    let reason = [summary.dissimilarity, summary.colocation_ratio]
        .into_iter()
        .find_map(|figure| figure.reason);
    Spread {
        households: whole(summary.households),
        neighbourhoods_used: whole(summary.units_used),
        neighbourhoods: whole(summary.units),
        largest_share: summary.largest_share.value,
        effective_neighbourhoods: summary.effective_units.value,
        dissimilarity: told(summary.dissimilarity),
        dissimilarity_by_chance: told(summary.chance_dissimilarity),
        isolation: told(summary.isolation),
        colocation_ratio: summary.colocation_ratio.value,
        colocation_low: summary.colocation_low,
        colocation_high: summary.colocation_high,
        reason: reason
            .map(Undefined::message)
            .or(summary.too_few.then_some("dispersal-too_few")),
        too_few: summary.too_few,
        ..Spread::default()
    }
}

/// The headline figures against the homes on offer instead of all households.
fn compare_with_stock(spread: &mut Spread, allotted: Allotment) {
    let pairs = allotted.colocation().ok();
    spread.colocation_ratio = pairs.map(|pairs| pairs.ratio);
    spread.colocation_low = pairs.map(|pairs| pairs.low);
    spread.colocation_high = pairs.map(|pairs| pairs.high);
    let told = |figure: Result<f64, Undefined>| figure.ok().filter(|_| !spread.too_few);
    let (found, chance) = (
        told(allotted.dissimilarity()),
        told(allotted.chance_dissimilarity()),
    );
    spread.dissimilarity = found;
    spread.dissimilarity_by_chance = chance;
}
