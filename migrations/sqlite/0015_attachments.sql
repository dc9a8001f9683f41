-- Photos and documents beside entries of registers, settlements and visits, with their bytes: a backup of
-- the database holds all, and every server of a PostgreSQL sees the same. A file is never changed; its
-- bytes and its name can be blanked, once, with a reason. The same numbers and names stand in ../postgres.

create table attachment (
    territory text not null,
    id text not null,
    change integer not null,
    target_kind text not null,
    target text not null,
    file_name text not null,
    kind text not null,
    class text not null,
    bytes integer not null,
    sha256 text not null,
    width integer,
    height integer,
    added_at text not null,
    added_by text not null,
    removed_change integer,
    removed_at text,
    removed_by text,
    removed_reason text,
    content blob,
    constraint attachment_key primary key (territory, id),
    constraint attachment_has_its_event foreign key (territory, change)
        references audit_event (territory, seq),
    constraint attachment_removal_has_its_event foreign key (territory, removed_change)
        references audit_event (territory, seq)
) strict;

create index attachment_of on attachment (territory, target_kind, target);

create trigger attachment_is_only_blanked before update on attachment
when new.content is not null
    or old.removed_change is not null
    or new.removed_change is null
    or (new.file_name <> '' and new.file_name <> old.file_name)
    or (old.territory, old.id, old.change, old.target_kind, old.target, old.kind, old.class, old.bytes,
        old.sha256, old.width, old.height, old.added_at, old.added_by)
    is not (new.territory, new.id, new.change, new.target_kind, new.target, new.kind, new.class, new.bytes,
        new.sha256, new.width, new.height, new.added_at, new.added_by)
begin
    select raise(abort, 'files are only appended; their bytes can only be removed');
end;

create trigger attachment_is_not_deleted before delete on attachment
begin
    select raise(abort, 'files are only appended; their bytes can only be removed');
end;
