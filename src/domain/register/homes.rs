//! Homes, their offer to households, the moves into them, and how families live there afterwards.

use super::{
    Field,
    FieldKind::{
        Count, Day, Euros, Link, Neighbourhood, Number, PastDay, Place, Prose, Settlement, Text,
        Word, YesNo,
    },
    Register, Workflow,
};
use crate::domain::PlacementKind;

const PAYERS: &[&str] = &[
    "household",
    "association",
    "landlord",
    "state",
    "none",
    "unknown",
];

pub(super) const HOUSING_UNIT: &[Field] = &[
    Field::internal("kind", Word(PlacementKind::CODES)).needed(),
    Field::internal("landlord", Link(Register::Organisation)),
    Field::internal("convention", Link(Register::Convention)),
    Field::internal("neighbourhood", Neighbourhood),
    Field::household("address", Text(200)),
    Field::household("place", Place),
    Field::internal(
        "produced",
        Word(&[
            "existing",
            "private_after_works",
            "municipal",
            "new",
            "unknown",
        ]),
    ),
    Field::internal("rooms", Count(1, 12)),
    Field::internal("area_m2", Number(5.0, 1_000.0)),
    Field::internal("floor", Count(0, 60)),
    Field::internal("step_free", YesNo),
    Field::internal("people_most", Count(1, 200)),
    Field::internal("rent_eur", Euros),
    Field::internal("charges_eur", Euros),
    Field::internal("available_from", Day),
    Field::internal("hazard_checked_on", PastDay),
    Field::internal("hazard_class", Word(&["A", "B", "C", "D", "E", "unknown"])),
    Field::household("reserved_for", Link(Register::Household)),
    Field::internal("note", Prose(1_000)),
];

pub(super) static HOUSING_UNIT_FLOW: Workflow = Workflow {
    steps: &[
        ("prospect", &["available", "withdrawn"]),
        ("available", &["reserved", "occupied", "withdrawn"]),
        ("reserved", &["available", "occupied", "withdrawn"]),
        ("occupied", &["available", "withdrawn"]),
        ("withdrawn", &["prospect", "available"]),
    ],
    dated: &[],
    needs: &[("reserved", "reserved_for")],
};

pub(super) const PROPOSAL: &[Field] = &[
    Field::household("household", Link(Register::Household)).needed(),
    Field::household("unit", Link(Register::HousingUnit)).needed(),
    Field::household("proposed_on", PastDay).needed(),
    Field::household("answer_due_on", Day),
    Field::household("answered_on", PastDay),
    Field::household(
        "refusal",
        Word(&[
            "too_far",
            "school",
            "work",
            "size",
            "rent",
            "state_of_home",
            "neighbourhood",
            "not_step_free",
            "family_near",
            "other",
            "unknown",
        ]),
    ),
    Field::household("note", Prose(500)),
];

pub(super) static PROPOSAL_FLOW: Workflow = Workflow {
    steps: &[
        ("proposed", &["accepted", "refused", "expired", "withdrawn"]),
        ("accepted", &["withdrawn"]),
        ("refused", &[]),
        ("expired", &[]),
        ("withdrawn", &[]),
    ],
    dated: &[
        ("accepted", "answered_on"),
        ("refused", "answered_on"),
        ("expired", "answered_on"),
        ("withdrawn", "answered_on"),
    ],
    needs: &[("refused", "refusal")],
};

/// What a lease is called.
const TENURES: &[&str] = &[
    "lease",
    "sublease",
    "sliding_lease",
    "occupancy_agreement",
    "ownership",
    "none",
    "unknown",
];

/// How a household's time in a home has ended.
const END_CAUSES: &[&str] = &[
    "moved_on_better",
    "moved_on_worse",
    "evicted",
    "abandoned",
    "deceased",
    "returned_to_site",
    "lost_contact",
    "unknown",
];

pub(super) const MOVE: &[Field] = &[
    Field::household("household", Link(Register::Household)).needed(),
    Field::household("kind", Word(PlacementKind::CODES)).needed(),
    Field::household("unit", Link(Register::HousingUnit)),
    Field::household("origin", Settlement),
    Field::household("place", Place),
    Field::household("neighbourhood", Neighbourhood),
    // Where it was on that day, as the layers had it; the system fills in what nobody has.
    Field::household("deprived", YesNo),
    Field::household("commune", Text(40)),
    Field::household("iris", Text(40)),
    Field::internal("programme", Link(Register::Action)),
    Field::internal("operation", Link(Register::Operation)),
    Field::internal("convention", Link(Register::Convention)),
    Field::household("decided_on", PastDay),
    Field::household("moved_on", PastDay),
    Field::household("tenure", Word(TENURES)),
    Field::household("lease_passed_on", PastDay),
    Field::household("rent_share", Number(0.0, 1.0)),
    Field::household("subsidy_eur", Euros),
    Field::household("guarantee", Word(PAYERS)),
    Field::household("origin_distance_m", Count(0, 1_000_000)),
    Field::household("school_distance_m", Count(0, 1_000_000)),
    Field::household("school_changed", YesNo),
    Field::household("destination_country", Text(60)),
    Field::household("storage_until", Day),
    Field::household("ended_on", PastDay),
    Field::household("end_cause", Word(END_CAUSES)),
    Field::household("note", Prose(500)),
];

pub(super) static MOVE_FLOW: Workflow = Workflow {
    steps: &[
        ("planned", &["moved", "cancelled"]),
        ("moved", &["ended"]),
        ("ended", &[]),
        ("cancelled", &[]),
    ],
    dated: &[("moved", "moved_on"), ("ended", "ended_on")],
    needs: &[("moved", "moved_on"), ("ended", "end_cause")],
};

pub(super) const FOLLOW_UP: &[Field] = &[
    Field::household("move", Link(Register::Move)).needed(),
    Field::household("household", Link(Register::Household)).needed(),
    Field::household("months", Count(1, 60)).needed(),
    Field::household("due_on", Day).needed(),
    Field::household("done_on", PastDay),
    Field::household(
        "outcome",
        Word(&[
            "still_housed",
            "moved_on_better",
            "moved_on_worse",
            "evicted",
            "returned_to_site",
            "contact_held",
            "lost_contact",
            "unknown",
        ]),
    ),
    Field::household("rent_paid", YesNo),
    Field::household("school_attended", YesNo),
    Field::household("working", YesNo),
    Field::household("note", Prose(500)),
];

pub(super) static FOLLOW_UP_FLOW: Workflow = Workflow {
    steps: &[
        ("due", &["done", "dropped"]),
        ("done", &[]),
        ("dropped", &["due"]),
    ],
    dated: &[("done", "done_on")],
    needs: &[("done", "outcome")],
};
