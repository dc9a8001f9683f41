//! From where to where: exact for the team, by neighbourhood with small counts hidden for the public.

use std::collections::BTreeMap;

use super::{FlowView, hide_small_counts};
use crate::domain::Flow;

/// Every flow, with the settlement it began in.
pub(super) fn for_team(flows: &[Flow]) -> Vec<FlowView> {
    let view = |flow: &Flow| FlowView {
        settlement: flow.settlement.clone(),
        from: flow.from.clone(),
        to: flow.to.clone(),
        households: flow.households,
    };
    flows.iter().map(view).collect()
}

/// Flows between neighbourhoods, the largest first, without their settlements.
///
/// Only into neighbourhoods whose count is told. What is told of such a count is a list of parts
/// whose total is known, so parts are hidden as [`hide_small_counts`] hides them; totals by origin
/// are told nowhere, so there is no second total to subtract from.
pub(super) fn for_public(
    flows: &[Flow],
    (told, least): (&BTreeMap<&str, u32>, u32),
) -> Vec<FlowView> {
    let mut by_end: BTreeMap<&str, BTreeMap<Option<&str>, u32>> = BTreeMap::new();
    for flow in flows
        .iter()
        .filter(|flow| told.contains_key(flow.to.as_str()))
    {
        let parts = by_end.entry(&flow.to).or_default();
        *parts.entry(flow.from.as_deref()).or_default() += flow.households;
    }
    let mut shown: Vec<FlowView> = by_end
        .into_iter()
        .flat_map(|(to, parts)| {
            let counts: Vec<u32> = parts.values().copied().collect();
            let seen = hide_small_counts(&counts, least);
            let parts = std::iter::zip(parts.into_keys(), seen);
            parts.filter_map(move |(from, seen)| {
                Some(FlowView {
                    settlement: None,
                    from: Some(from?.to_owned()),
                    to: to.to_owned(),
                    households: seen?,
                })
            })
        })
        .collect();
    shown.sort_by_key(|flow| std::cmp::Reverse(flow.households));
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(settlement: &str, from: Option<&str>, to: &str, households: u32) -> Flow {
        Flow {
            settlement: Some(settlement.to_owned()),
            from: from.map(str::to_owned),
            to: to.to_owned(),
            households,
        }
    }

    #[test]
    fn the_public_sees_neighbourhoods_and_no_settlement() {
        let flows = [
            flow("S1", Some("N1"), "N9", 8),
            flow("S2", Some("N1"), "N9", 7),
            flow("S3", Some("N2"), "N9", 12),
        ];

        let shown = for_public(&flows, (&BTreeMap::from([("N9", 27)]), 11));

        let told: Vec<_> = shown
            .iter()
            .map(|one| (one.from.as_deref(), one.households))
            .collect();
        assert_eq!(told, [(Some("N1"), 15), (Some("N2"), 12)]);
        assert!(shown.iter().all(|one| one.settlement.is_none()));
    }

    #[test]
    fn a_small_part_cannot_be_found_by_subtraction() {
        let flows = [
            flow("S1", Some("N1"), "N9", 20),
            flow("S2", Some("N2"), "N9", 3),
        ];

        assert_eq!(for_public(&flows, (&BTreeMap::from([("N9", 23)]), 11)), []);
    }

    #[test]
    fn nothing_is_told_of_a_neighbourhood_whose_count_is_hidden() {
        let flows = [flow("S1", Some("N1"), "N9", 40)];

        assert_eq!(for_public(&flows, (&BTreeMap::new(), 11)), []);
    }

    #[test]
    fn a_part_of_unknown_origin_counts_and_is_not_listed() {
        let flows = [flow("S1", None, "N9", 30), flow("S2", Some("N2"), "N9", 11)];

        let shown = for_public(&flows, (&BTreeMap::from([("N9", 41)]), 11));

        assert_eq!(shown.len(), 1);
    }
}
