-- Proposals of homes, and what was decided about each; only appended. Where families go every day is
-- not kept. The same names stand in ../postgres.

create table placing_proposal (
    territory text not null,
    id text not null,
    change integer not null,
    families_asked integer not null,
    families_placed integer not null,
    rules text not null,
    report text not null,
    note text,
    author text not null,
    at text not null,
    constraint placing_proposal_key primary key (territory, id),
    constraint placing_proposal_number unique (territory, change),
    constraint placing_proposal_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create table placing_decision (
    territory text not null,
    proposal text not null,
    change integer not null,
    outcome text not null,
    reason text not null,
    author text not null,
    at text not null,
    constraint placing_decision_key primary key (territory, proposal),
    constraint placing_decision_outcome check (outcome in ('accepted', 'refused')),
    constraint placing_decision_has_its_proposal foreign key (territory, proposal)
        references placing_proposal (territory, id),
    constraint placing_decision_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create trigger placing_proposal_is_not_changed before update on placing_proposal
begin
    select raise(abort, 'proposals are only appended');
end;

create trigger placing_proposal_is_not_deleted before delete on placing_proposal
begin
    select raise(abort, 'proposals are only appended');
end;

create trigger placing_decision_is_not_changed before update on placing_decision
begin
    select raise(abort, 'decisions are only appended');
end;

create trigger placing_decision_is_not_deleted before delete on placing_decision
begin
    select raise(abort, 'decisions are only appended');
end;
