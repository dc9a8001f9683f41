//! How rehoused households are spread over the neighbourhoods, counted and measured.

use time::Date;

use super::{Language, NeighbourhoodSystem, code_list};

code_list! {
    /// What the households are compared with.
    Yardstick {
        /// All households: where people live.
        Households = "households",
        /// The homes on offer: where a home could be had.
        Offers = "offers",
    }
}

code_list! {
    /// By what the households of a report are told apart.
    Cut {
        /// Who rehoused them.
        Programme = "programme",
        /// Who lets the home.
        Landlord = "landlord",
        /// The year of the move.
        Year = "year",
        /// What kind of home.
        Kind = "kind",
    }
}

code_list! {
    /// What a neighbourhood with its neighbours shows against homes drawn by lot.
    Significance {
        /// More households of the programme than chance gives, at 2.5 %.
        More = "more",
        /// Fewer, at 2.5 %.
        Fewer = "fewer",
        /// Nothing that chance would not give.
        AsChance = "as_chance",
    }
}

/// Which report is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DispersalAsked {
    /// Count moves up to this day; today unless given.
    pub as_of: Option<Date>,
    /// Count only moves from this day on, and tell what has changed since the day before.
    pub since: Option<Date>,
    /// Tell the same by programme, landlord, year or kind.
    pub by: Option<Cut>,
    /// What neighbourhoods, years and cuts are compared with; all households unless given.
    pub yardstick: Option<Yardstick>,
    /// In which neighbourhoods; the territory's own unless given.
    pub system: Option<NeighbourhoodSystem>,
}

/// The report for one territory at one date.
#[derive(Clone, Debug, PartialEq)]
pub struct DispersalReport {
    /// Moves after this day are not counted.
    pub as_of: Date,
    /// Moves before this day are not counted either.
    pub since: Option<Date>,
    /// Number of the publication that the counts were taken from, where nothing else was looked at.
    pub given_out: Option<u64>,
    /// Which neighbourhoods, where not the territory's own.
    pub system: Option<NeighbourhoodSystem>,
    /// Version of the neighbourhoods that were counted in.
    pub neighbourhood_layer_version: u32,
    /// What neighbourhoods, years and cuts are compared with.
    pub yardstick: Yardstick,
    /// From which draws chance bands and intervals come.
    pub drawn: Drawn,
    /// All moves together, against all households.
    pub overall: Spread,
    /// The same against the homes on offer, where there are any.
    pub on_offers: Option<Spread>,
    /// Homes on offer in the neighbourhoods.
    pub offers: u32,
    /// By calendar year of the move, each with all moves up to its end.
    pub years: Vec<YearSpread>,
    /// By what the groups are told apart.
    pub by: Option<Cut>,
    /// One line a programme, landlord, year or kind, the largest first.
    pub groups: Vec<GroupSpread>,
    /// One line a neighbourhood, in the order of their codes.
    pub neighbourhoods: Vec<NeighbourhoodCount>,
    /// Where counted households came from and went to, most first.
    pub flows: Vec<Flow>,
    /// How far they moved.
    pub journeys: Journeys,
    /// What has changed since the day before `since`.
    pub change: Option<SpreadChange>,
    /// What each counted household's home does to the figures, the most gathering first.
    pub effects: Vec<PlacementEffect>,
    /// What became of every recorded move.
    pub account: MoveAccount,
    /// Neighbourhoods that lie over others, which they should not.
    pub overlapping: Vec<String>,
    /// The whole in plain words, one text a language.
    pub in_words: Vec<(Language, String)>,
}

/// Draws that can be repeated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// How many.
    pub draws: u32,
    /// From which seed.
    pub seed: u64,
}

/// The measures of one set of moves. A measure that cannot be taken is `None`, with a reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// Rehoused households counted.
    pub households: u32,
    /// Neighbourhoods with at least one of them.
    pub neighbourhoods_used: u32,
    /// Neighbourhoods in all.
    pub neighbourhoods: u32,
    /// Part of them in the neighbourhood that holds most, 0 to 1.
    pub largest_share: Option<f64>,
    /// In how many equally filled neighbourhoods they would meet as often.
    pub effective_neighbourhoods: Option<f64>,
    /// Index of dissimilarity D, 0 even to 1 apart.
    pub dissimilarity: Option<f64>,
    /// 95 % interval of D.
    pub dissimilarity_interval: Option<Range>,
    /// D that chance alone gives on average for so few households, exactly.
    pub dissimilarity_by_chance: Option<f64>,
    /// Where D lies in 95 of 100 draws by lot.
    pub dissimilarity_chance_band: Option<Range>,
    /// Chance of a D as far out or further on either side.
    pub dissimilarity_p: Option<f64>,
    /// Isolation: share of rehoused households around a rehoused household.
    pub isolation: Option<f64>,
    /// How many times more often than chance two of them share a neighbourhood.
    pub colocation_ratio: Option<f64>,
    /// Lower end of its 95 % interval.
    pub colocation_low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub colocation_high: Option<f64>,
    /// Chance of a ratio as far out or further on either side.
    pub colocation_p: Option<f64>,
    /// How much nearer to each other they live than the others do; 0 as near.
    pub proximity_ratio: Option<f64>,
    /// Where that ratio lies in 95 of 100 draws by lot.
    pub proximity_chance_band: Option<Range>,
    /// Chance of a ratio as far out or further on either side.
    pub proximity_p: Option<f64>,
    /// Part of them in priority neighbourhoods, 0 to 1; `None` where no neighbourhood is marked.
    pub deprived_share: Option<f64>,
    /// Part of what they are compared with that lies there, 0 to 1.
    pub deprived_share_of_yardstick: Option<f64>,
    /// Why a measure is missing, as the name of a message in `text/`.
    pub reason: Option<&'static str>,
    /// Fewer than thirty households: counts and the ratio only.
    pub too_few: bool,
}

/// Two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The state at the end of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearSpread {
    /// Calendar year.
    pub year: i32,
    /// Households that moved in this year.
    pub moved: u32,
    /// All households that had moved by its end.
    pub spread: Spread,
}

/// The households of one programme, landlord, year or kind.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupSpread {
    /// Its name as recorded; `None` for those of whom it is not recorded, and for the rest of a
    /// long list.
    pub name: Option<String>,
    /// How many names stand behind this line: 1, or more where a long list was cut.
    pub names: u32,
    /// Its measures.
    pub spread: Spread,
}

/// One neighbourhood's count.
#[derive(Clone, Debug, PartialEq)]
pub struct NeighbourhoodCount {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// All households living there.
    pub households: Option<f64>,
    /// Homes on offer there; `None` without a layer of offers.
    pub offers: Option<u32>,
    /// Rehoused households living there.
    pub rehoused: u32,
    /// Whether `rehoused` is an estimate: what was given out hides the count.
    pub is_estimated: bool,
    /// `rehoused / households`, 0 to 1.
    pub share: Option<f64>,
    /// Part of the rehoused here over the part of the yardstick: 1 as everywhere, 2 twice as many.
    pub location_quotient: Option<f64>,
    /// The same against all households, drawn towards 1 the fewer live here: for colour only.
    pub shrunk_quotient: Option<f64>,
    /// Gi* of the shares here and around, in standard deviations.
    pub gi_star: Option<f64>,
    /// Exact chance of as many or more here and around if homes were drawn by lot.
    pub p_more: Option<f64>,
    /// What both ends of that chance say.
    pub significance: Option<Significance>,
    /// Whether it is a priority neighbourhood.
    pub deprived: Option<bool>,
}

/// Households that went the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Code of the settlement they came from; `None` where it is not recorded or not on the map.
    pub settlement: Option<String>,
    /// Code of the neighbourhood that settlement lies in.
    pub from: Option<String>,
    /// Code of the neighbourhood they live in now.
    pub to: String,
    /// How many.
    pub households: u32,
}

/// How far households moved, and how many children changed school.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Journeys {
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

/// What has changed between two days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpreadChange {
    /// The earlier day.
    pub from: Date,
    /// The later day.
    pub to: Date,
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
#[derive(Clone, Debug, PartialEq)]
pub struct PlacementEffect {
    /// The household's code.
    pub household: String,
    /// Code of the neighbourhood it moved to.
    pub neighbourhood: String,
    /// When.
    pub moved_on: Date,
    /// On the co-location ratio; above 0 it gathers.
    pub colocation: Option<f64>,
    /// On D.
    pub dissimilarity: Option<f64>,
}

/// What became of every recorded move; the parts sum to the records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MoveAccount {
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
    /// Not into an ordinary home: hotel, shelter, return, other site …
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

impl MoveAccount {
    /// Everything that is not counted.
    #[must_use]
    pub fn left_out(self) -> u32 {
        self.later
            + self.earlier
            + self.moved_again
            + self.not_a_home
            + self.without_place
            + self.unknown_neighbourhood
            + self.outside
            + self.nobody_to_compare
    }

    /// Whether every record is accounted for.
    #[must_use]
    pub fn adds_up(self) -> bool {
        self.counted + self.left_out() == self.records && self.in_several <= self.counted
    }
}
