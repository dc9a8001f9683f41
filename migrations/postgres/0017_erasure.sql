-- A household's erasure. What is only appended may be deleted for an entry that stands in `erasing`,
-- which is filled and emptied within one transaction; what is left is a receipt, counts by month, and
-- which changes can no longer be taken back. The same numbers and names stand in ../sqlite.

create table erasure (
    territory text collate "C" not null,
    number bigint not null,
    change bigint not null,
    marker text collate "C" not null,
    ground text collate "C" not null,
    at text collate "C" not null,
    actor text collate "C" not null,
    entries bigint not null,
    revisions bigint not null,
    files bigint not null,
    mentions bigint not null,
    rows_of_files bigint not null,
    digest text collate "C" not null,
    constraint erasure_key primary key (territory, number),
    constraint erasure_ground check (ground in ('person_asks', 'kept_in_error', 'time_is_up')),
    constraint erasure_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create index erasure_of_marker on erasure (territory, marker);

-- Alike households are one line: nothing tells one from another, or when it was erased.
create table erased_household (
    territory text collate "C" not null,
    traits text collate "C" not null,
    households bigint not null,
    constraint erased_household_key primary key (territory, traits)
);

create table erased_change (
    territory text collate "C" not null,
    change bigint not null,
    constraint erased_change_key primary key (territory, change)
);

create table erasing (
    territory text collate "C" not null,
    target text collate "C" not null,
    constraint erasing_key primary key (territory, target)
);

create trigger erasure_is_not_changed before update or delete on erasure
    for each row execute function refuse_change();

create trigger erasure_is_not_emptied before truncate on erasure
    for each statement execute function refuse_change();

create function refuse_other_than_erasing_entry() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from erasing where territory = old.territory and target = old.entry) then
        raise exception '% is only appended to', tg_table_name;
    end if;
    return old;
end
$$;

drop trigger register_revision_is_not_deleted on register_revision;

create trigger register_revision_is_not_deleted before delete on register_revision
    for each row execute function refuse_other_than_erasing_entry();

create function refuse_other_than_erasing_file() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from erasing where territory = old.territory and target = old.target) then
        raise exception '% is only appended to; the bytes of a file can only be removed', tg_table_name;
    end if;
    return old;
end
$$;

drop trigger attachment_is_not_deleted on attachment;

create trigger attachment_is_not_deleted before delete on attachment
    for each row execute function refuse_other_than_erasing_file();

create function refuse_other_than_erasing_family() returns trigger language plpgsql as $$
begin
    if (old.territory, old.id, old.change, old.families_asked, old.families_placed, old.rules, old.author, old.at)
        is distinct from (new.territory, new.id, new.change, new.families_asked, new.families_placed, new.rules,
            new.author, new.at)
        or not exists (select 1 from erasing where territory = old.territory and target = old.id)
    then
        raise exception '% is only appended to', tg_table_name;
    end if;
    return new;
end
$$;

drop trigger placing_proposal_is_only_appended on placing_proposal;

create trigger placing_proposal_is_not_changed before update on placing_proposal
    for each row execute function refuse_other_than_erasing_family();

create trigger placing_proposal_is_not_deleted before delete on placing_proposal
    for each row execute function refuse_change();
