-- Registers of the work: households, homes, decisions, follow-up … What an entry holds is told by one
-- table in the program (domain/register.rs), so the fields stand as JSON; what the database itself must
-- hold stands in columns: codes, states, revisions, and which entries lead to which.
-- The same numbers and names stand in ../postgres.

create table register_entry (
    territory text not null,
    id text not null,
    register text not null,
    code text not null,
    state text not null,
    revision integer not null,
    change integer not null,
    settlement text,
    body text not null,
    is_removed integer not null,
    created_at text not null,
    created_by text not null,
    changed_at text not null,
    changed_by text not null,
    constraint register_entry_key primary key (territory, id),
    constraint register_entry_once unique (territory, register, code),
    constraint register_entry_revision check (revision >= 1),
    constraint register_entry_is_removed check (is_removed in (0, 1)),
    constraint register_entry_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint register_entry_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create index register_entry_of_settlement on register_entry (territory, settlement, register);

create table register_link (
    territory text not null,
    entry text not null,
    field text not null,
    target text not null,
    constraint register_link_key primary key (territory, entry, field, target),
    constraint register_link_has_its_entry foreign key (territory, entry)
        references register_entry (territory, id),
    constraint register_link_has_its_target foreign key (territory, target)
        references register_entry (territory, id)
) strict;

create index register_link_back on register_link (territory, target);

-- What every entry was after each of its changes. Fields may be blanked, never rewritten: a household's
-- data can be erased, and who changed what and when stays.
create table register_revision (
    territory text not null,
    entry text not null,
    revision integer not null,
    change integer not null,
    deed text not null,
    state text not null,
    is_removed integer not null,
    body text,
    reason text,
    overridden text,
    at text not null,
    actor text not null,
    constraint register_revision_key primary key (territory, entry, revision),
    constraint register_revision_has_its_entry foreign key (territory, entry)
        references register_entry (territory, id),
    constraint register_revision_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create index register_revision_of_change on register_revision (territory, change);

-- A request that was answered once is answered the same again, and done once.
create table register_request (
    territory text not null,
    actor text not null,
    request_key text not null,
    digest text not null,
    change integer not null,
    register text not null,
    code text not null,
    constraint register_request_key primary key (territory, actor, request_key),
    constraint register_request_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create trigger register_revision_is_not_changed before update on register_revision
when new.body is not null
    or (new.reason is not null and new.reason is not old.reason)
    or (old.territory, old.entry, old.revision, old.change, old.deed, old.state, old.is_removed,
        old.at, old.actor)
    is not (new.territory, new.entry, new.revision, new.change, new.deed, new.state,
        new.is_removed, new.at, new.actor)
begin
    select raise(abort, 'revisions of registers are only appended; their fields can only be erased');
end;

create trigger register_revision_is_not_deleted before delete on register_revision
begin
    select raise(abort, 'revisions of registers are only appended');
end;
