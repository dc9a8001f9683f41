//! The dispersal report as it goes out: the shapes of the answer.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{Cut, NeighbourhoodSystem, Significance, Yardstick};

/// The report as it goes out. What the public is not told is null or empty.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DispersalView {
    /// Moves after this day are not counted, ISO 8601.
    pub as_of: String,
    /// Moves before this day are not counted either, ISO 8601.
    pub since: Option<String>,
    /// Number of the publication that the counts were taken from, for the team without the households:
    /// measures then rest on it, and on estimates where `rehoused` is hidden.
    pub given_out: Option<u64>,
    /// Which neighbourhoods; null for the territory's own.
    pub system: Option<NeighbourhoodSystem>,
    /// Version of the neighbourhoods that were counted in.
    pub neighbourhood_layer_version: u32,
    /// What neighbourhoods, years and groups are compared with.
    pub yardstick: Yardstick,
    /// How often homes were drawn by lot for bands and intervals; years, groups and nearness less.
    pub draws: u32,
    /// The seed of the draws: the same gives the same.
    pub seed: u64,
    /// All moves together, against all households.
    pub overall: SpreadView,
    /// The same against the homes on offer; team only.
    pub on_offers: Option<SpreadView>,
    /// Homes on offer in the neighbourhoods; team only.
    pub offers: Option<u32>,
    /// Year by year, each with all moves up to its end.
    pub years: Vec<YearView>,
    /// By what the groups are told apart; team only.
    pub by: Option<Cut>,
    /// One line a programme, landlord, year or kind; team only.
    pub groups: Vec<GroupView>,
    /// One line a neighbourhood.
    pub neighbourhoods: Vec<NeighbourhoodView>,
    /// From where to where; by neighbourhood, small counts hidden, for the public and for whoever of the
    /// team may read of no household: then as they were given out.
    pub flows: Vec<FlowView>,
    /// How far households moved; team only.
    pub journeys: Option<JourneysView>,
    /// What has changed since the day before `since`; team only.
    pub change: Option<ChangeView>,
    /// What each household's home does to the figures; team only.
    pub effects: Vec<EffectView>,
    /// What became of every recorded move; team only.
    pub account: Option<AccountView>,
    /// Codes of neighbourhoods that lie over others; team only.
    pub overlapping: Vec<String>,
    /// The whole in plain words, by language; team only.
    pub in_words: BTreeMap<String, String>,
}

/// Measures; one that cannot be taken or shown is null, with a reason.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct SpreadView {
    /// Rehoused households counted; null where hidden.
    pub households: Option<u32>,
    /// Neighbourhoods with at least one of them; null where hidden.
    pub neighbourhoods_used: Option<u32>,
    /// Neighbourhoods in all.
    pub neighbourhoods: u32,
    /// Part of them in the neighbourhood that holds most, 0 to 1.
    pub largest_share: Option<f64>,
    /// In how many equally filled neighbourhoods they would meet as often.
    pub effective_neighbourhoods: Option<f64>,
    /// Index of dissimilarity D, 0 even to 1 apart.
    pub dissimilarity: Option<f64>,
    /// 95 % interval of D.
    pub dissimilarity_interval: Option<RangeView>,
    /// D that chance alone gives on average for so few households, exactly.
    pub dissimilarity_by_chance: Option<f64>,
    /// Where D lies in 95 of 100 draws by lot.
    pub dissimilarity_chance_band: Option<RangeView>,
    /// Two-sided chance of a D as far out by lot, (r + 1)/(B + 1).
    pub dissimilarity_p: Option<f64>,
    /// Isolation: share of rehoused households around a rehoused household.
    pub isolation: Option<f64>,
    /// How many times more often than chance two of them share a neighbourhood.
    pub colocation_ratio: Option<f64>,
    /// Lower end of its 95 % interval.
    pub colocation_low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub colocation_high: Option<f64>,
    /// Two-sided chance of a ratio as far out by lot: the verdict hangs on it.
    pub colocation_p: Option<f64>,
    /// How much nearer to each other they live than others do, exp(−d/1 km); 0 as near.
    pub proximity_ratio: Option<f64>,
    /// Where that ratio lies in 95 of 100 draws by lot.
    pub proximity_chance_band: Option<RangeView>,
    /// Two-sided chance of a ratio as far out by lot.
    pub proximity_p: Option<f64>,
    /// Part of them in priority neighbourhoods, 0 to 1; null where no neighbourhood is marked.
    pub deprived_share: Option<f64>,
    /// Part of what they are compared with that lies there, 0 to 1.
    pub deprived_share_of_yardstick: Option<f64>,
    /// Why a measure is missing: the name of a message in the files of words.
    pub reason: Option<&'static str>,
    /// Fewer than thirty households: counts and the ratio only.
    pub too_few: bool,
}

/// Two ends.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct RangeView {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The state at the end of a year.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct YearView {
    /// Calendar year.
    pub year: i32,
    /// Households that moved in this year; null where hidden.
    pub moved: Option<u32>,
    /// All moves up to the end of the year.
    #[serde(flatten)]
    pub spread: SpreadView,
}

/// The households of one programme, landlord, year or kind.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GroupView {
    /// Its name as recorded; null where none is recorded, and for the rest of a long list.
    pub name: Option<String>,
    /// How many names stand behind this line; more than 1 where a long list was cut.
    pub names: u32,
    /// Its measures.
    #[serde(flatten)]
    pub spread: SpreadView,
}

/// One neighbourhood's count.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeighbourhoodView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// All households living there.
    pub households: Option<f64>,
    /// Homes on offer there; team only.
    pub offers: Option<u32>,
    /// Rehoused households living there; null where hidden.
    pub rehoused: Option<u32>,
    /// Rehoused among all households, 0 to 1; null where hidden.
    pub share: Option<f64>,
    /// Part of the rehoused here over the part of the yardstick; null where hidden.
    pub location_quotient: Option<f64>,
    /// The same against all households, drawn towards 1 the fewer live here: for colour only.
    pub shrunk_quotient: Option<f64>,
    /// Gi* of the shares here and around, in standard deviations.
    pub gi_star: Option<f64>,
    /// Exact chance of as many or more here and around if homes were drawn by lot.
    pub p_more: Option<f64>,
    /// Here and around against homes drawn by lot, at 2.5 % on either side.
    pub significance: Option<Significance>,
    /// Whether it is a priority neighbourhood.
    pub deprived: Option<bool>,
}

/// Households that went the same way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FlowView {
    /// Code of the settlement they came from; team only.
    pub settlement: Option<String>,
    /// Code of the neighbourhood it lies in; null where it is not recorded or not on the map.
    pub from: Option<String>,
    /// Code of the neighbourhood they live in now.
    pub to: String,
    /// How many.
    pub households: u32,
}

/// How far households moved, and how many children changed school.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct JourneysView {
    /// Households whose settlement and home, or its neighbourhood, are both on the map.
    pub measured: u32,
    /// A quarter moved less far, kilometres as the crow flies.
    pub low_km: Option<f64>,
    /// Half of them moved less far.
    pub median_km: Option<f64>,
    /// A quarter moved further.
    pub high_km: Option<f64>,
    /// Households with children who changed school.
    pub school_changed: u32,
    /// Households with children who kept theirs.
    pub school_kept: u32,
    /// Households of whom nothing is recorded about school.
    pub school_not_told: u32,
}

/// What has changed between two days; of each pair the earlier first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChangeView {
    /// The earlier day, ISO 8601.
    pub from: String,
    /// The later day.
    pub to: String,
    /// Households counted at either day.
    pub households: [u32; 2],
    /// The co-location ratio at either day.
    pub colocation_ratio: [Option<f64>; 2],
    /// D at either day.
    pub dissimilarity: [Option<f64>; 2],
    /// Part of the change of D that is due to the neighbourhoods themselves (Shapley).
    pub dissimilarity_by_place: Option<f64>,
    /// Part of it that is due to how the households are shared out; both sum to the change.
    pub dissimilarity_by_sharing: Option<f64>,
}

/// What one household's home does: the figure with it less the figure without it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EffectView {
    /// The household's code.
    pub household: String,
    /// Code of the neighbourhood it moved to.
    pub neighbourhood: String,
    /// When, ISO 8601.
    pub moved_on: String,
    /// On the co-location ratio; above 0 it gathers.
    pub colocation: Option<f64>,
    /// On D.
    pub dissimilarity: Option<f64>,
}

/// What became of every recorded move: `counted` and what follows it sum to `records`.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct AccountView {
    /// Moves in the layer.
    pub records: u32,
    /// Counted.
    pub counted: u32,
    /// After the last day.
    pub later: u32,
    /// Before the first day.
    pub earlier: u32,
    /// The household has moved on since.
    pub moved_again: u32,
    /// Not into an ordinary home.
    pub not_a_home: u32,
    /// Neither a neighbourhood of this system nor a place is recorded.
    pub without_place: u32,
    /// Into a neighbourhood that is not in the layer.
    pub unknown_neighbourhood: u32,
    /// The home lies outside every neighbourhood.
    pub outside: u32,
    /// Into a neighbourhood without households or inhabitants to compare with.
    pub nobody_to_compare: u32,
    /// Of those counted: the home lies in several neighbourhoods, and counts in the first.
    pub in_several: u32,
}
