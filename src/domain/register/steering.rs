//! Who decides: sessions of the steering group and the cells, and what they decide.

use super::{
    Field,
    FieldKind::{Count, Day, Link, Links, Moment, PastDay, Prose, Settlement, Text, Word},
    Register, Workflow,
};

const BODIES: &[&str] = &["steering_group", "orientation_cell", "emergency_cell"];

pub(super) const MEETING: &[Field] = &[
    Field::internal("body", Word(BODIES)).needed(),
    Field::internal("planned_on", Day).needed(),
    Field::internal("held_on", PastDay),
    Field::internal("venue", Text(120)),
    Field::internal("organisations", Links(Register::Organisation)),
    Field::internal("minutes", Prose(10_000)),
];

pub(super) static MEETING_FLOW: Workflow = Workflow {
    steps: &[
        ("planned", &["held", "cancelled"]),
        ("held", &[]),
        ("cancelled", &[]),
    ],
    dated: &[("held", "held_on")],
    needs: &[],
};

/// What a decision is about; its words lead to the branch that a household takes.
const SUBJECTS: &[&str] = &[
    "site_resorption",
    "site_emergency",
    "family_request",
    "orientation",
    "placement",
    "shelter",
    "voluntary_return",
    "works_in_place",
    "budget",
    "other",
];

pub(super) const DECISION: &[Field] = &[
    Field::internal("body", Word(BODIES)).needed(),
    Field::internal("subject", Word(SUBJECTS)).needed(),
    Field::internal("meeting", Link(Register::Meeting)),
    Field::internal("settlement", Settlement),
    Field::household("household", Link(Register::Household)),
    Field::household("proposal", Link(Register::Proposal)),
    Field::internal("operation", Link(Register::Operation)),
    Field::internal("due_on", Day),
    Field::internal("due_at", Moment),
    Field::internal("decided_on", PastDay),
    Field::internal("taken_at", Moment),
    Field::internal(
        "orientation",
        Word(&[
            "rehousing",
            "kept_in_place",
            "shelter",
            "voluntary_return",
            "other_scheme",
            "none",
        ]),
    ),
    Field::internal("members", Count(0, 200)),
    Field::internal("minutes", Prose(2_000)),
];

pub(super) static DECISION_FLOW: Workflow = Workflow {
    steps: &[
        ("on_agenda", &["validated", "deferred", "refused"]),
        ("deferred", &["on_agenda", "validated", "refused"]),
        ("validated", &[]),
        ("refused", &[]),
    ],
    dated: &[("validated", "decided_on"), ("refused", "decided_on")],
    needs: &[],
};
