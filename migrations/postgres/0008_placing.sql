-- Proposals of homes, and what was decided about each; only appended. Where families go every day is
-- not kept. The same names stand in ../sqlite.

create table placing_proposal (
    territory text collate "C" not null,
    id text collate "C" not null,
    change bigint not null,
    families_asked bigint not null,
    families_placed bigint not null,
    rules text not null,
    report text not null,
    note text,
    author text not null,
    at text collate "C" not null,
    constraint placing_proposal_key primary key (territory, id),
    constraint placing_proposal_number unique (territory, change),
    constraint placing_proposal_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create table placing_decision (
    territory text collate "C" not null,
    proposal text collate "C" not null,
    change bigint not null,
    outcome text collate "C" not null,
    reason text not null,
    author text not null,
    at text collate "C" not null,
    constraint placing_decision_key primary key (territory, proposal),
    constraint placing_decision_outcome check (outcome in ('accepted', 'refused')),
    constraint placing_decision_has_its_proposal foreign key (territory, proposal)
        references placing_proposal (territory, id),
    constraint placing_decision_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create trigger placing_proposal_is_only_appended before update or delete on placing_proposal
    for each row execute function refuse_change();

create trigger placing_proposal_is_not_emptied before truncate on placing_proposal
    for each statement execute function refuse_change();

create trigger placing_decision_is_only_appended before update or delete on placing_decision
    for each row execute function refuse_change();

create trigger placing_decision_is_not_emptied before truncate on placing_decision
    for each statement execute function refuse_change();
