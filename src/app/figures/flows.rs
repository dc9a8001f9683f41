//! The ways that households went: from the neighbourhood of their settlement into that of their home.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    app::{Atlas, atlas::neighbourhood_at},
    domain::{FiguresPart, HouseholdCounts, HouseholdTable, LayerKind, Publication},
    publish::{NOWHERE, flow_part, flow_place, flows_told},
};

/// Households counted where they live, by where they came from.
pub(super) struct Ways<'a> {
    atlas: &'a Atlas,
    /// The neighbourhood of each settlement that was asked for.
    began_in: BTreeMap<String, String>,
    /// From where to where somebody went.
    gone: BTreeSet<(String, String)>,
    counts: HouseholdCounts,
}

impl<'a> Ways<'a> {
    pub(super) fn on(atlas: &'a Atlas) -> Self {
        Self {
            atlas,
            began_in: BTreeMap::new(),
            gone: BTreeSet::new(),
            counts: HouseholdCounts::default(),
        }
    }

    /// The code of the neighbourhood that a settlement lies in.
    pub(super) fn neighbourhood_of(&mut self, settlement: Option<&str>) -> String {
        let Some(code) = settlement else {
            return NOWHERE.to_owned();
        };
        let found = |atlas: &Atlas| {
            let layer = atlas.layer(LayerKind::Neighbourhoods)?;
            let place = atlas.settlement(code)?.settlement.footprint.inner_point();
            neighbourhood_at(layer, place).map(|around| around.code.clone())
        };
        let atlas = self.atlas;
        let known = self.began_in.entry(code.to_owned());
        let known = known.or_insert_with(|| found(atlas).unwrap_or_else(|| NOWHERE.to_owned()));
        known.clone()
    }

    /// Counts households that went a way; who lives nowhere that is known went none.
    pub(super) fn add(
        &mut self,
        (from, to): (&str, &str),
        classes: &[(HouseholdTable, usize)],
        households: u32,
    ) {
        let place = if to == NOWHERE {
            to.to_owned()
        } else {
            self.gone.insert((from.to_owned(), to.to_owned()));
            flow_place(from, to)
        };
        for (table, class) in classes {
            self.counts.add((&place, *table), *class, households);
        }
    }

    /// The counts, and the parts with every way that somebody went or that was told before.
    pub(super) fn parted(
        self,
        mut parts: Vec<FiguresPart>,
        earlier: &[Publication],
    ) -> (HouseholdCounts, Vec<FiguresPart>) {
        let names: BTreeMap<&str, &str> = self
            .atlas
            .neighbourhoods()
            .map(|one| (one.code.as_str(), one.name.as_str()))
            .collect();
        let name = |code: &str| {
            names
                .get(code)
                .map_or(code.to_owned(), |name| (*name).to_owned())
        };
        let went = self.gone.iter();
        let went = went.map(|(from, to)| flow_part((from, &name(from)), (to, &name(to))));
        let places: BTreeSet<String> = parts.iter().map(|part| part.id.clone()).collect();
        let flows: BTreeMap<String, FiguresPart> = flows_told(earlier)
            .cloned()
            .chain(went)
            .filter(|part| part.within.as_ref().is_some_and(|to| places.contains(to)))
            .map(|part| (part.id.clone(), part))
            .collect();
        parts.extend(flows.into_values());
        (self.counts, parts)
    }
}
