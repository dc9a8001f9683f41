//! A proposal of homes for families that wait for one: what is asked, and what is proposed.
//!
//! It proposes; people decide. Families have codes and no names, and where a home is stands in no
//! proposal: an offer is named by its code and its neighbourhood.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{HazardClass, code_list};

/// A family that waits for a home.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WaitingFamily {
    /// Its code, unique among those asked for; never a name.
    pub household: String,
    /// How many people it counts: 1 to 30.
    pub people: u32,
    /// Code of the settlement it lives in, whose hazard score says how urgent a home is.
    pub origin: Option<String>,
    /// Whether it can only live where one gets in without a step.
    pub step_free: bool,
    /// Codes of the neighbourhoods it wishes to live in: no other is proposed. None means anywhere.
    pub wishes: Vec<String>,
    /// Codes of neighbourhoods and offers, and names of landlords, that it does not want.
    pub refuses: Vec<String>,
    /// Longitude and latitude of the schools and works it goes to, 10 at most.
    pub goes_to: Vec<[f64; 2]>,
    /// Metres at most from a home to each of these, in a straight line.
    pub farthest_m: Option<u32>,
}

/// What planners hold a proposal to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlacingRules {
    /// Share of the placed families that may move into priority neighbourhoods, 0 to 1; none means
    /// any share.
    pub cap_deprived: Option<f64>,
    /// Homes that a landlord is asked for at most.
    pub landlord_caps: BTreeMap<String, u32>,
    /// Homes set by hand: household to offer.
    pub locks: BTreeMap<String, String>,
    /// Homes ruled out by hand: household to offers.
    pub forbids: BTreeMap<String, Vec<String>>,
}

/// A proposal that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewPlacing {
    /// The families, 1,000 at most.
    pub families: Vec<WaitingFamily>,
    /// The families as the text of a CSV file instead.
    pub families_csv: String,
    /// What the proposal is held to.
    pub rules: PlacingRules,
}

code_list! {
    /// Why a home is none for a family. The first that applies is told.
    RuledOut {
        /// It fits fewer people, or more.
        Size = "size",
        /// It is not known to be free of steps.
        StepFree = "step_free",
        /// Its ground is of hazard class D or E.
        Danger = "danger",
        /// The family does not want it.
        Refused = "refused",
        /// It lies in none of the neighbourhoods that the family wishes for.
        Wish = "wish",
        /// It is too far from where the family goes every day.
        Travel = "travel",
        /// It was ruled out by hand.
        Forbidden = "forbidden",
        /// Its neighbourhood is not known, or counts nobody to compare with.
        Nowhere = "nowhere",
    }
}

code_list! {
    /// How good a proposal is proven to be.
    PlacingProof {
        /// No other is better.
        Best = "best",
        /// None houses more, and none of those is more even; ways may be shorter.
        Even = "even",
        /// None houses more; others may be more even.
        Housed = "housed",
        /// Others may be better: the search was ended.
        None = "none",
    }
}

/// A proposal with everything to judge it by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlacingReport {
    /// Families that asked.
    pub families_asked: u32,
    /// Families with a home proposed.
    pub families_placed: u32,
    /// Homes on offer.
    pub homes_offered: u32,
    /// How good it is proven to be.
    pub proof: Option<PlacingProof>,
    /// How rehoused families are spread today.
    pub before: PlacingFigures,
    /// How they would be spread.
    pub after: PlacingFigures,
    /// The same by simpler ways of placing.
    pub baselines: Vec<PlacingBaseline>,
    /// Each family with its home, or why it has none.
    pub families: Vec<ProposedHome>,
    /// Each neighbourhood today and after, where something changes or somebody lives.
    pub neighbourhoods: Vec<NeighbourhoodChange>,
    /// Each landlord with what it offers and is asked for.
    pub landlords: Vec<LandlordAsked>,
    /// What each rule that binds costs, found by placing again without it.
    pub prices: Vec<RulePrice>,
    /// Where families stay without a home: the smallest set of rules that together leave no home
    /// for all of them; without any one of these, all could be placed. `homes` alone: there are
    /// too few.
    pub clash: Vec<String>,
    /// What to know about the data.
    pub warnings: Vec<String>,
    /// Whether it starts from the counts that were given out for the week, for somebody who may read
    /// of no household; otherwise from exact ones.
    #[serde(default)]
    pub is_given_out: bool,
}

/// How families are spread, in figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlacingFigures {
    /// Families counted.
    pub families: u32,
    /// Neighbourhoods they live in.
    pub neighbourhoods_used: u32,
    /// How many times more often than chance two of them share a neighbourhood.
    pub colocation_ratio: Option<f64>,
    /// Lower end of its 95 % interval.
    pub colocation_low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub colocation_high: Option<f64>,
    /// Index of dissimilarity D; none below thirty families.
    pub dissimilarity: Option<f64>,
    /// What chance alone gives D in 19 draws of 20: lower end.
    pub chance_low: Option<f64>,
    /// Upper end.
    pub chance_high: Option<f64>,
    /// Share that lives in priority neighbourhoods, 0 to 1.
    pub deprived_share: Option<f64>,
    /// `Σ (x − X·w)² / (X·w)`: 0 as even as the homes.
    pub unevenness: f64,
}

/// What a simpler way of placing comes to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlacingBaseline {
    /// `greedy`: one by one, the most endangered first. `lot`: drawn by lot, mean of 100 draws.
    pub way: String,
    /// Families placed.
    pub placed: f64,
    /// Co-location ratio afterwards.
    pub colocation_ratio: Option<f64>,
    /// `Σ (x − X·w)² / (X·w)`.
    pub unevenness: f64,
    /// Metres to school and work, a family placed.
    pub mean_distance_m: Option<f64>,
}

/// One family with the home proposed to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProposedHome {
    /// Code of the family.
    pub household: String,
    /// People.
    pub people: u32,
    /// Settlement it lives in.
    pub origin: Option<String>,
    /// Hazard score of that settlement, 0 to 100.
    pub danger: Option<f64>,
    /// Neighbourhoods it wishes for; empty anywhere.
    pub wishes: Vec<String>,
    /// The home; none where it has none.
    pub home: Option<HomeChosen>,
    /// Whether it was set by hand.
    pub locked: bool,
    /// Other homes that stay free, best first.
    pub alternatives: Vec<AlternativeHome>,
    /// Homes that fit it, free or not.
    pub homes_that_fit: u32,
    /// Homes that do not, by reason.
    pub ruled_out: BTreeMap<String, u32>,
}

/// A home named without its place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HomeChosen {
    /// Code of the offer.
    pub offer: String,
    /// Code of the neighbourhood.
    pub neighbourhood: String,
    /// Its name.
    pub neighbourhood_name: String,
    /// Whether that is a priority neighbourhood.
    pub deprived: Option<bool>,
    /// Who lets it.
    pub landlord: Option<String>,
    /// Rooms.
    pub rooms: Option<u32>,
    /// Hazard class of its ground.
    pub hazard_class: Option<HazardClass>,
    /// Whether the class was measured at the home, not over its whole neighbourhood.
    pub measured_at_home: bool,
    /// Metres to the schools and works of the family, added up; none where it named none.
    pub distance_m: Option<u32>,
}

/// Another home for a family, the others staying where they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AlternativeHome {
    /// The home.
    pub home: HomeChosen,
    /// What it adds to the unevenness.
    pub unevenness_added: f64,
    /// Metres that it adds.
    pub distance_added_m: i64,
}

/// A neighbourhood today and after.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NeighbourhoodChange {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is a priority neighbourhood.
    pub deprived: Option<bool>,
    /// Rehoused families today.
    pub before: u32,
    /// Families that would come.
    pub come: u32,
    /// Families it would have at the same share as its homes.
    pub expected: f64,
    /// Homes on offer there.
    pub homes: u32,
}

/// A landlord with what it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LandlordAsked {
    /// Its name.
    pub name: String,
    /// Homes it offers.
    pub homes: u32,
    /// Homes proposed to families.
    pub asked: u32,
    /// The most it may be asked for.
    pub most: Option<u32>,
}

/// What a rule costs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RulePrice {
    /// The rule: `cap_deprived`, `landlord_cap:NAME`, `lock:HOUSEHOLD`, `forbids`, `wishes`,
    /// `refusals` or `travel`.
    pub rule: String,
    /// Families more that could be placed without it.
    pub placed_more: i64,
    /// By how much more even the spread would be; below 0 where more families come.
    pub unevenness_less: f64,
    /// Metres less to school and work, added up.
    pub distance_less_m: i64,
}
