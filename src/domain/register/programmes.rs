//! Partners, what they have signed, and the programmes with their goals, money and rounds.

use super::{
    Field,
    FieldKind::{
        Count, Day, Euros, Link, Links, Neighbourhood, Number, PastDay, Place, Prose, Text, Word,
        Words,
    },
    Register, Workflow,
};

pub(super) const ORGANISATION: &[Field] = &[
    Field::public("name", Text(120)).needed(),
    Field::public(
        "kind",
        Word(&[
            "state",
            "city",
            "metropole",
            "departement",
            "operator_association",
            "social_landlord",
            "private_landlord",
            "social_agency",
            "health",
            "education",
            "fire_service",
            "insertion_structure",
            "other",
        ]),
    )
    .needed(),
    Field::internal("siret", Text(14)),
    Field::internal("areas", Text(200)),
    Field::internal("homes_owned", Count(0, 1_000_000)),
    Field::internal("contact", Text(120)),
    Field::internal("accounts", Text(200)),
];

pub(super) const CONVENTION: &[Field] = &[
    Field::internal(
        "kind",
        Word(&[
            "reservation",
            "rental_mediation",
            "accompanied_housing",
            "guarantee",
            "agency_mandate",
            "landlords_mediation",
            "other",
        ]),
    )
    .needed(),
    Field::internal("landlord", Link(Register::Organisation)),
    Field::internal("partners", Links(Register::Organisation)),
    Field::internal("homes", Count(0, 10_000)),
    Field::internal("homes_new_households", Count(0, 10_000)),
    Field::internal("homes_existing_tenants", Count(0, 10_000)),
    Field::internal("follow_up_months", Count(0, 120)),
    Field::internal("signed_on", PastDay),
    Field::internal("starts_on", Day),
    Field::internal("ends_on", Day),
    Field::internal("terms", Prose(2_000)),
];

pub(super) static CONVENTION_FLOW: Workflow = Workflow {
    steps: &[
        ("draft", &["signed", "dropped"]),
        ("signed", &["ended"]),
        ("ended", &[]),
        ("dropped", &[]),
    ],
    dated: &[("signed", "signed_on"), ("ended", "ends_on")],
    needs: &[("signed", "starts_on")],
};

pub(super) const ACTION: &[Field] = &[
    Field::public("title", Text(160)).needed(),
    Field::internal(
        "topics",
        Words(&[
            "health",
            "schooling",
            "site_safety",
            "sanitation",
            "employment",
            "housing",
            "mediation",
            "return",
            "works",
        ]),
    ),
    Field::internal("settlements", Text(300)),
    Field::internal("pilots", Links(Register::Organisation)),
    Field::internal("operators", Links(Register::Organisation)),
    Field::internal("starts_on", Day),
    Field::internal("ends_on", Day),
    Field::internal("households_a_year_least", Count(0, 10_000)),
    Field::internal("households_a_year_most", Count(0, 10_000)),
    Field::internal("goals", Prose(2_000)),
];

pub(super) static ACTION_FLOW: Workflow = Workflow {
    steps: &[
        ("planned", &["under_way", "dropped"]),
        ("under_way", &["ended"]),
        ("ended", &[]),
        ("dropped", &[]),
    ],
    dated: &[],
    needs: &[],
};

pub(super) const INDICATOR: &[Field] = &[
    Field::internal("programme", Link(Register::Action)).needed(),
    Field::internal("name", Text(120)).needed(),
    Field::internal("on", PastDay).needed(),
    Field::internal("value", Number(0.0, 1e9)).needed(),
    Field::internal("target", Number(0.0, 1e9)),
];

pub(super) const FINANCE: &[Field] = &[
    Field::internal("programme", Link(Register::Action)).needed(),
    Field::internal("operation", Link(Register::Operation)),
    Field::internal("year", Count(1990, 2100)).needed(),
    Field::internal(
        "source",
        Word(&[
            "state",
            "city",
            "metropole",
            "departement",
            "region",
            "europe",
            "family_fund",
            "foundation",
            "landlord",
            "own",
            "other",
        ]),
    )
    .needed(),
    Field::internal("grant", Text(60)),
    Field::internal("planned_eur", Euros),
    Field::internal("executed_eur", Euros),
];

pub(super) const PLANNED_ROUND: &[Field] = &[
    Field::internal("programme", Link(Register::Action)),
    Field::internal("residence", Text(80)).needed(),
    Field::internal("place", Place),
    Field::internal("neighbourhood", Neighbourhood),
    Field::internal(
        "weekday",
        Word(&[
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ]),
    )
    .needed(),
    Field::internal("from_hour", Number(0.0, 24.0)).needed(),
    Field::internal("until_hour", Number(0.0, 48.0)).needed(),
    Field::internal("team", Text(80)),
    Field::internal("mediators", Count(0, 50)),
    Field::internal("starts_on", Day).needed(),
    Field::internal("ends_on", Day),
    Field::internal("note", Prose(1_000)),
];

const CONTACTS: super::FieldKind = Count(0, 5_000);

pub(super) const MEDIATION_ROUND: &[Field] = &[
    Field::internal("programme", Link(Register::Action)),
    Field::internal("kind", Word(&["round", "phone_line"])).needed(),
    Field::internal("on", PastDay).needed(),
    Field::internal("from_hour", Number(0.0, 24.0)),
    Field::internal("until_hour", Number(0.0, 48.0)),
    Field::internal("residence", Text(80)),
    Field::internal("place", Place),
    Field::internal("neighbourhood", Neighbourhood),
    Field::internal("mediators", Count(0, 50)),
    Field::internal("contacts", CONTACTS),
    Field::internal(
        "themes",
        Words(&[
            "noise",
            "gathering",
            "conflict",
            "waste",
            "damage",
            "safety",
            "information",
            "isolation",
            "other",
        ]),
    ),
    Field::internal("contacts_noise", CONTACTS),
    Field::internal("contacts_gathering", CONTACTS),
    Field::internal("contacts_conflict", CONTACTS),
    Field::internal("contacts_waste", CONTACTS),
    Field::internal("contacts_damage", CONTACTS),
    Field::internal("contacts_safety", CONTACTS),
    Field::internal("contacts_information", CONTACTS),
    Field::internal("contacts_isolation", CONTACTS),
    Field::internal("contacts_other", CONTACTS),
    Field::internal("referrals", Count(0, 5_000)),
    Field::internal("referred_to", Links(Register::Organisation)),
    Field::internal("note", Prose(1_000)),
];
