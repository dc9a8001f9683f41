-- Photos and documents beside entries of registers, settlements and visits, with their bytes: a backup of
-- the database holds all, and every server of a PostgreSQL sees the same. A file is never changed; its
-- bytes and its name can be blanked, once, with a reason. The same numbers and names stand in ../sqlite.

create table attachment (
    territory text collate "C" not null,
    id text collate "C" not null,
    change bigint not null,
    target_kind text collate "C" not null,
    target text collate "C" not null,
    file_name text not null,
    kind text collate "C" not null,
    class text collate "C" not null,
    bytes bigint not null,
    sha256 text collate "C" not null,
    width bigint,
    height bigint,
    added_at text collate "C" not null,
    added_by text collate "C" not null,
    removed_change bigint,
    removed_at text collate "C",
    removed_by text collate "C",
    removed_reason text,
    content bytea,
    constraint attachment_key primary key (territory, id),
    constraint attachment_has_its_event foreign key (territory, change)
        references audit_event (territory, seq),
    constraint attachment_removal_has_its_event foreign key (territory, removed_change)
        references audit_event (territory, seq)
);

create index attachment_of on attachment (territory, target_kind, target);

-- Photos are packed already: to pack them again takes time and saves nothing.
alter table attachment alter column content set storage external;

create function refuse_other_than_removing() returns trigger language plpgsql as $$
begin
    if new.content is not null
        or old.removed_change is not null
        or new.removed_change is null
        or (new.file_name <> '' and new.file_name <> old.file_name)
        or (old.territory, old.id, old.change, old.target_kind, old.target, old.kind, old.class, old.bytes,
            old.sha256, old.width, old.height, old.added_at, old.added_by)
        is distinct from (new.territory, new.id, new.change, new.target_kind, new.target, new.kind, new.class,
            new.bytes, new.sha256, new.width, new.height, new.added_at, new.added_by)
    then
        raise exception '% is only appended to; the bytes of a file can only be removed', tg_table_name;
    end if;
    return new;
end
$$;

create trigger attachment_is_only_blanked before update on attachment
    for each row execute function refuse_other_than_removing();

create trigger attachment_is_not_deleted before delete on attachment
    for each row execute function refuse_change();

create trigger attachment_is_not_emptied before truncate on attachment
    for each statement execute function refuse_change();
