-- A household's erasure. What is only appended may be deleted for an entry that stands in `erasing`,
-- which is filled and emptied within one transaction; what is left is a receipt, counts by month, and
-- which changes can no longer be taken back. The same numbers and names stand in ../postgres.

create table erasure (
    territory text not null,
    number integer not null,
    change integer not null,
    marker text not null,
    ground text not null,
    at text not null,
    actor text not null,
    entries integer not null,
    revisions integer not null,
    files integer not null,
    mentions integer not null,
    rows_of_files integer not null,
    digest text not null,
    constraint erasure_key primary key (territory, number),
    constraint erasure_ground check (ground in ('person_asks', 'kept_in_error', 'time_is_up')),
    constraint erasure_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create index erasure_of_marker on erasure (territory, marker);

-- Alike households are one line: nothing tells one from another, or when it was erased. Lines stand in
-- the order of their words, not of their coming.
create table erased_household (
    territory text not null,
    traits text not null,
    households integer not null,
    constraint erased_household_key primary key (territory, traits)
) strict, without rowid;

create table erased_change (
    territory text not null,
    change integer not null,
    constraint erased_change_key primary key (territory, change)
) strict, without rowid;

create table erasing (
    territory text not null,
    target text not null,
    constraint erasing_key primary key (territory, target)
) strict, without rowid;

create trigger erasure_is_not_changed before update on erasure
begin
    select raise(abort, 'receipts of erasures are only appended');
end;

create trigger erasure_is_not_deleted before delete on erasure
begin
    select raise(abort, 'receipts of erasures are only appended');
end;

drop trigger register_revision_is_not_deleted;

create trigger register_revision_is_not_deleted before delete on register_revision
when not exists (select 1 from erasing where territory = old.territory and target = old.entry)
begin
    select raise(abort, 'revisions of registers are only appended');
end;

drop trigger attachment_is_not_deleted;

create trigger attachment_is_not_deleted before delete on attachment
when not exists (select 1 from erasing where territory = old.territory and target = old.target)
begin
    select raise(abort, 'files are only appended; their bytes can only be removed');
end;

drop trigger placing_proposal_is_not_changed;

create trigger placing_proposal_is_not_changed before update on placing_proposal
when (old.territory, old.id, old.change, old.families_asked, old.families_placed, old.rules, old.author, old.at)
    is not (new.territory, new.id, new.change, new.families_asked, new.families_placed, new.rules, new.author,
        new.at)
    or not exists (select 1 from erasing where territory = old.territory and target = old.id)
begin
    select raise(abort, 'proposals are only appended');
end;
