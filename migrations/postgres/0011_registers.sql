-- Registers of the work: households, homes, decisions, follow-up … What an entry holds is told by one
-- table in the program (domain/register.rs), so the fields stand as JSON; what the database itself must
-- hold stands in columns: codes, states, revisions, and which entries lead to which.
-- The same numbers and names stand in ../sqlite.

create table register_entry (
    territory text collate "C" not null,
    id text collate "C" not null,
    register text collate "C" not null,
    code text collate "C" not null,
    state text collate "C" not null,
    revision bigint not null,
    change bigint not null,
    settlement text collate "C",
    body text not null,
    is_removed boolean not null,
    created_at text collate "C" not null,
    created_by text collate "C" not null,
    changed_at text collate "C" not null,
    changed_by text collate "C" not null,
    constraint register_entry_key primary key (territory, id),
    constraint register_entry_once unique (territory, register, code),
    constraint register_entry_revision check (revision >= 1),
    constraint register_entry_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint register_entry_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create index register_entry_of_settlement on register_entry (territory, settlement, register);

create table register_link (
    territory text collate "C" not null,
    entry text collate "C" not null,
    field text collate "C" not null,
    target text collate "C" not null,
    constraint register_link_key primary key (territory, entry, field, target),
    constraint register_link_has_its_entry foreign key (territory, entry)
        references register_entry (territory, id),
    constraint register_link_has_its_target foreign key (territory, target)
        references register_entry (territory, id)
);

create index register_link_back on register_link (territory, target);

-- What every entry was after each of its changes. Fields may be blanked, never rewritten: a household's
-- data can be erased, and who changed what and when stays.
create table register_revision (
    territory text collate "C" not null,
    entry text collate "C" not null,
    revision bigint not null,
    change bigint not null,
    deed text collate "C" not null,
    state text collate "C" not null,
    is_removed boolean not null,
    body text,
    reason text,
    overridden text,
    at text collate "C" not null,
    actor text collate "C" not null,
    constraint register_revision_key primary key (territory, entry, revision),
    constraint register_revision_has_its_entry foreign key (territory, entry)
        references register_entry (territory, id),
    constraint register_revision_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create index register_revision_of_change on register_revision (territory, change);

-- A request that was answered once is answered the same again, and done once.
create table register_request (
    territory text collate "C" not null,
    actor text collate "C" not null,
    request_key text collate "C" not null,
    digest text collate "C" not null,
    change bigint not null,
    register text collate "C" not null,
    code text collate "C" not null,
    constraint register_request_key primary key (territory, actor, request_key),
    constraint register_request_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create function refuse_other_than_blanking() returns trigger language plpgsql as $$
begin
    if new.body is not null
        or (new.reason is not null and new.reason is distinct from old.reason)
        or (old.territory, old.entry, old.revision, old.change, old.deed, old.state,
            old.is_removed, old.at, old.actor)
        is distinct from (new.territory, new.entry, new.revision, new.change, new.deed, new.state,
            new.is_removed, new.at, new.actor)
    then
        raise exception '% is only appended to; its fields can only be erased', tg_table_name;
    end if;
    return new;
end
$$;

create trigger register_revision_is_only_blanked before update on register_revision
    for each row execute function refuse_other_than_blanking();

create trigger register_revision_is_not_deleted before delete on register_revision
    for each row execute function refuse_change();

create trigger register_revision_is_not_emptied before truncate on register_revision
    for each statement execute function refuse_change();
