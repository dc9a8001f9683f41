//! Households, where they lived, who accompanies them, and the steps of their plans.

use super::{
    Field,
    FieldKind::{Count, Day, Euros, Link, PastDay, Prose, Settlement, Text, Word, YesNo},
    Register, Workflow,
};

const PEOPLE: super::FieldKind = Count(0, 30);

/// What a household wishes.
const WISHES: &[&str] = &[
    "ordinary_housing",
    "stay_in_place",
    "adapted_housing",
    "voluntary_return",
    "undecided",
    "unknown",
];

/// On what ground the household's data are kept.
const CONSENT: &[&str] = &["consent", "public_task", "refused", "unknown"];

/// Why a household has left the programme.
const DEPARTURES: &[&str] = &[
    "rehoused",
    "returned",
    "moved_away",
    "declined",
    "lost_contact",
    "deceased",
    "other",
    "unknown",
];

pub(super) const HOUSEHOLD: &[Field] = &[
    Field::household("settlement", Settlement),
    Field::household("operator", Link(Register::Organisation)),
    Field::household("arrived_on", PastDay),
    Field::household("size", Count(1, 30)),
    Field::household("adults", PEOPLE),
    Field::household("minors_0_2", PEOPLE),
    Field::household("minors_3_5", PEOPLE),
    Field::household("minors_6_11", PEOPLE),
    Field::household("minors_12_15", PEOPLE),
    Field::household("minors_16_17", PEOPLE),
    Field::household("consent", Word(CONSENT)),
    Field::household("consent_on", PastDay),
    Field::household("wish", Word(WISHES)),
    Field::household("rooms_needed", Count(1, 12)),
    Field::household("needs_ground_floor", YesNo),
    Field::household("needs_step_free", YesNo),
    Field::household("needs_school_near", YesNo),
    Field::household("rent_most_eur", Euros),
    Field::household("departure", Word(DEPARTURES)),
    Field::household("left_on", PastDay),
    Field::household("note", Prose(1_000)),
];

/// From the first meeting to a home that lasts; each branch may be left again.
pub(super) static HOUSEHOLD_FLOW: Workflow = Workflow {
    steps: &[
        (
            "identified",
            &["assessed", "sheltered", "declined", "lost_contact"],
        ),
        (
            "assessed",
            &[
                "accompanied",
                "sheltered",
                "kept_in_place",
                "voluntary_return",
                "declined",
                "lost_contact",
            ],
        ),
        (
            "accompanied",
            &[
                "proposed",
                "housed",
                "sheltered",
                "kept_in_place",
                "voluntary_return",
                "declined",
                "lost_contact",
            ],
        ),
        (
            "proposed",
            &[
                "housed",
                "accompanied",
                "sheltered",
                "kept_in_place",
                "voluntary_return",
                "declined",
                "lost_contact",
            ],
        ),
        (
            "housed",
            &["sustained", "accompanied", "exited", "lost_contact"],
        ),
        ("sustained", &["exited", "accompanied", "lost_contact"]),
        (
            "sheltered",
            &[
                "accompanied",
                "proposed",
                "housed",
                "kept_in_place",
                "voluntary_return",
                "declined",
                "lost_contact",
            ],
        ),
        (
            "kept_in_place",
            &["accompanied", "sustained", "exited", "lost_contact"],
        ),
        (
            "voluntary_return",
            &["exited", "accompanied", "lost_contact"],
        ),
        ("declined", &["accompanied", "exited"]),
        ("lost_contact", &["identified", "accompanied", "exited"]),
        ("exited", &["identified"]),
    ],
    dated: &[("exited", "left_on")],
    needs: &[("exited", "departure")],
};

pub(super) const STAY: &[Field] = &[
    Field::household("household", Link(Register::Household)).needed(),
    Field::household("settlement", Settlement).needed(),
    Field::household("since", PastDay).needed(),
    Field::household("until", PastDay),
    Field::household(
        "because",
        Word(&[
            "arrival",
            "split",
            "merge",
            "return",
            "relocation",
            "unknown",
        ]),
    ),
    Field::household("other_household", Link(Register::Household)),
];

pub(super) const ACCOMPANIMENT: &[Field] = &[
    Field::household("household", Link(Register::Household)).needed(),
    Field::internal("organisation", Link(Register::Organisation)),
    Field::internal("convention", Link(Register::Convention)),
    Field::household("referent", Text(80)).needed(),
    Field::household("started_on", PastDay).needed(),
    Field::household("planned_until", Day),
    Field::household("next_review_on", Day),
    Field::household("ended_on", PastDay),
    Field::household(
        "ending",
        Word(&[
            "autonomous",
            "handed_over",
            "household_left",
            "refused",
            "other",
            "unknown",
        ]),
    ),
    Field::household("note", Prose(1_000)),
];

pub(super) static ACCOMPANIMENT_FLOW: Workflow = Workflow {
    steps: &[("under_way", &["ended"]), ("ended", &[])],
    dated: &[("ended", "ended_on")],
    needs: &[("ended", "ending")],
};

/// The strands of a household's plan.
const AXES: &[&str] = &[
    "administrative",
    "health",
    "schooling",
    "employment",
    "language",
    "housing",
    "return",
    "citizenship",
];

pub(super) const PLAN_STEP: &[Field] = &[
    Field::household("household", Link(Register::Household)).needed(),
    Field::household("axis", Word(AXES)).needed(),
    Field::household("label", Text(200)).needed(),
    Field::household("organisation", Link(Register::Organisation)),
    Field::household("due_on", Day),
    Field::household("done_on", PastDay),
];

pub(super) static STEP_FLOW: Workflow = Workflow {
    steps: &[
        ("todo", &["in_progress", "done", "dropped"]),
        ("in_progress", &["done", "dropped", "todo"]),
        ("done", &["in_progress"]),
        ("dropped", &["todo"]),
    ],
    dated: &[("done", "done_on")],
    needs: &[],
};
