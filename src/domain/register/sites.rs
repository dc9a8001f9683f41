//! What is known and done of a settlement as a case: census, operation, approvals, procedures.

use super::{
    Field,
    FieldKind::{
        Count, Day, Link, Links, PastDay, Place, Prose, Settlement, Settlements, Shape, Text, Word,
        Words, YesNo,
    },
    Register, Workflow,
};
use crate::domain::{ClosureCause, SettlementStatus};

pub(super) const CENSUS: &[Field] = &[
    Field::internal("settlement", Settlement).needed(),
    Field::internal("operator", Link(Register::Organisation)),
    Field::internal("planned_from", Day),
    Field::internal("planned_until", Day),
    Field::internal("started_on", PastDay),
    Field::internal("done_on", PastDay),
    Field::internal("households_expected", Count(0, 5_000)),
    Field::internal("households_met", Count(0, 5_000)),
    Field::internal("households_refused", Count(0, 5_000)),
    // Somebody else says that it is done, and not how many households were met.
    Field::internal("told_elsewhere", YesNo),
    Field::internal("note", Prose(1_000)),
];

pub(super) static CENSUS_FLOW: Workflow = Workflow {
    steps: &[
        ("planned", &["in_progress", "done"]),
        ("in_progress", &["done", "planned"]),
        ("done", &[]),
    ],
    dated: &[("in_progress", "started_on"), ("done", "done_on")],
    needs: &[("done", "households_met")],
};

pub(super) const OPERATION: &[Field] = &[
    Field::internal("settlement", Settlement).needed(),
    Field::internal(
        "kind",
        Word(&[
            "rehousing",
            "relocation",
            "closure",
            "works_in_place",
            "other",
        ]),
    )
    .needed(),
    Field::internal("emergency", YesNo),
    Field::internal("operator", Link(Register::Organisation)),
    Field::internal("programme", Link(Register::Action)),
    Field::internal("planned_from", Day),
    Field::internal("planned_until", Day),
    Field::internal("informed_on", PastDay),
    Field::internal("started_on", PastDay),
    Field::internal("done_on", PastDay),
    Field::internal("workers", Count(0, 500)),
    Field::internal("moving_company", Text(120)),
    Field::internal("storage", Text(120)),
    Field::internal(
        "checklist",
        Words(&[
            "contracts_prepared",
            "land_equipped",
            "families_informed",
            "contracts_signed",
            "official_opening",
            "water_cut_planned",
            "waste_cleared",
            "site_secured",
        ]),
    ),
    Field::internal("people_moved", Count(0, 20_000)),
    Field::internal("note", Prose(1_000)),
];

pub(super) static OPERATION_FLOW: Workflow = Workflow {
    steps: &[
        ("prepared", &["families_informed", "under_way", "cancelled"]),
        ("families_informed", &["under_way", "cancelled"]),
        ("under_way", &["done", "cancelled"]),
        ("done", &[]),
        ("cancelled", &[]),
    ],
    dated: &[
        ("families_informed", "informed_on"),
        ("under_way", "started_on"),
        ("done", "done_on"),
    ],
    needs: &[],
};

pub(super) const PLANNING_APPROVAL: &[Field] = &[
    Field::internal("settlement", Settlement).needed(),
    Field::internal("operation", Link(Register::Operation)),
    Field::internal(
        "kind",
        Word(&[
            "emergency_permit",
            "temporary_occupation",
            "development",
            "works",
            "demolition",
            "other",
        ]),
    )
    .needed(),
    Field::internal("authority", Text(120)),
    Field::internal("due_on", Day).needed(),
    Field::internal("filed_on", PastDay),
    Field::internal("decided_on", PastDay),
    Field::internal("act", Text(120)),
    Field::internal("expires_on", Day),
];

pub(super) static PLANNING_APPROVAL_FLOW: Workflow = Workflow {
    steps: &[
        ("to_file", &["filed", "dropped"]),
        ("filed", &["granted", "refused", "dropped"]),
        ("granted", &[]),
        ("refused", &["to_file"]),
        ("dropped", &[]),
    ],
    dated: &[
        ("filed", "filed_on"),
        ("granted", "decided_on"),
        ("refused", "decided_on"),
    ],
    needs: &[("granted", "act")],
};

pub(super) const LEGAL_PROCEDURE: &[Field] = &[
    Field::restricted("settlement", Settlement).needed(),
    Field::restricted(
        "kind",
        Word(&[
            "court",
            "administrative_order",
            "insalubrity_order",
            "owner_complaint",
        ]),
    )
    .needed(),
    Field::restricted("authority", Text(120)),
    Field::restricted("started_on", PastDay),
    Field::restricted("hearing_on", Day),
    Field::restricted("decided_on", PastDay),
    Field::restricted("leave_by", Day),
    Field::restricted("appeal_until", Day),
    Field::restricted("police", Word(&["none", "requested", "granted", "unknown"])),
    Field::restricted("bailiff", Text(120)),
    Field::restricted("parcels", Links(Register::Parcel)),
    Field::restricted("act", Text(120)),
    Field::restricted("note", Prose(1_000)),
];

pub(super) static LEGAL_PROCEDURE_FLOW: Workflow = Workflow {
    steps: &[
        ("open", &["decided", "dropped"]),
        ("decided", &["appealed", "enforced", "dropped"]),
        ("appealed", &["decided", "dropped"]),
        ("enforced", &[]),
        ("dropped", &["open"]),
    ],
    dated: &[("decided", "decided_on")],
    needs: &[],
};

pub(super) const PARCEL: &[Field] = &[
    Field::restricted("settlement", Settlement).needed(),
    Field::restricted("cadastral_id", Text(20)).needed(),
    Field::restricted(
        "owner_kind",
        Word(&[
            "city",
            "metropole",
            "departement",
            "state",
            "public",
            "railway",
            "landlord",
            "company",
            "private",
            "unknown",
        ]),
    ),
    Field::restricted("owner", Text(120)),
];

pub(super) const REPORT: &[Field] = &[
    Field::internal(
        "channel",
        Word(&["phone", "mail", "web", "team", "police", "other"]),
    )
    .needed(),
    Field::internal("received_on", PastDay).needed(),
    Field::internal("place", Place),
    Field::internal("text", Prose(2_000)).needed(),
    Field::internal("settlement", Settlement),
    Field::internal("same_as", Link(Register::Report)),
    Field::internal("answered_on", PastDay),
];

pub(super) static REPORT_FLOW: Workflow = Workflow {
    steps: &[
        ("received", &["linked", "duplicate", "unfounded"]),
        ("linked", &["received"]),
        ("duplicate", &["received"]),
        ("unfounded", &["received"]),
    ],
    dated: &[],
    needs: &[("linked", "settlement"), ("duplicate", "same_as")],
};

pub(super) const SITE_DETAILS: &[Field] = &[
    Field::internal("settlement", Settlement).needed(),
    Field::internal("confidentiality", Word(&["normal", "sensitive"])),
    Field::internal("address", Text(200)),
    Field::internal("access_notes", Prose(1_000)),
    Field::internal(
        "shape_source",
        Word(&[
            "survey_gps",
            "drawn",
            "cadastre",
            "imagery",
            "point_buffer",
            "unknown",
        ]),
    ),
    Field::internal("shape_accuracy_m", Count(0, 10_000)),
    Field::internal("reinstalled", YesNo),
    Field::internal("predecessors", Settlements),
    Field::internal("reinstallation_note", Prose(500)),
    Field::internal("resorption_target_year", Count(1990, 2_100)),
];

pub(super) const SITE_FEATURE: &[Field] = &[
    Field::internal("settlement", Settlement).needed(),
    Field::internal(
        "kind",
        Word(&[
            "dwelling",
            "water_point",
            "toilet",
            "handwash",
            "waste_point",
            "electrical_board",
            "extinguisher",
            "hydrant",
            "access_path",
            "fence",
            "hazard_spot",
        ]),
    )
    .needed(),
    Field::internal("shape", Shape(100)),
    Field::internal("how_many", Count(1, 1_000)),
    Field::internal(
        "condition",
        Word(&["in_order", "damaged", "out_of_use", "unknown"]),
    ),
    Field::internal("seen_on", PastDay),
    Field::internal(
        "known_from",
        Word(&["visit", "city", "imagery", "residents", "other", "unknown"]),
    ),
    Field::internal("note", Prose(500)),
];

pub(super) const SITE_STEP: &[Field] = &[
    Field::internal("settlement", Settlement).needed(),
    Field::internal("operation", Link(Register::Operation)),
    Field::internal("programme", Link(Register::Action)),
    Field::internal(
        "axis",
        Word(&[
            "health",
            "schooling",
            "site_safety",
            "sanitation",
            "employment",
            "mediation",
            "other",
        ]),
    )
    .needed(),
    Field::internal("label", Text(200)).needed(),
    Field::internal("organisation", Link(Register::Organisation)),
    Field::internal("due_on", Day),
    Field::internal("done_on", PastDay),
];

pub(super) const JOURNAL_ENTRY: &[Field] = &[
    Field::internal("settlement", Settlement),
    Field::internal("operation", Link(Register::Operation)),
    Field::internal("on", PastDay).needed(),
    Field::internal(
        "tags",
        Words(&[
            "meeting", "phone", "visit", "health", "school", "conflict", "works", "press", "other",
        ]),
    ),
    Field::internal("text", Prose(2_000)).needed(),
];

pub(super) const STATUS_CHANGE: &[Field] = &[
    Field::internal("settlement", Settlement).needed(),
    Field::internal("from_status", Word(SettlementStatus::CODES)).needed(),
    Field::internal("to_status", Word(SettlementStatus::CODES)).needed(),
    Field::internal("cause", Word(ClosureCause::CODES)),
    Field::internal("on", PastDay).needed(),
    Field::internal("reason", Prose(500)),
    Field::internal("overridden", Prose(2_000)),
];
