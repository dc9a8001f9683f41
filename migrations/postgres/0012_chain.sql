-- The chain of the record of changes: each event with a digest of itself and of the one before, so that
-- none can be altered or taken out unseen; and who has read what about households or courts, chained
-- in the same way. Events of before get their digests when the database is opened. The same numbers and names stand in
-- ../sqlite.

create table audit_chain (
    territory text collate "C" not null,
    seq bigint not null,
    digest text collate "C" not null,
    constraint audit_chain_key primary key (territory, seq),
    constraint audit_chain_has_its_event foreign key (territory, seq)
        references audit_event (territory, seq)
);

create table reading (
    territory text collate "C" not null,
    seq bigint not null,
    at text collate "C" not null,
    actor text not null,
    resource text collate "C" not null,
    subject text not null,
    purpose text not null,
    digest text collate "C" not null,
    constraint reading_key primary key (territory, seq)
);

create trigger audit_chain_is_only_appended before update or delete on audit_chain
    for each row execute function refuse_change();

create trigger audit_chain_is_not_emptied before truncate on audit_chain
    for each statement execute function refuse_change();

create trigger reading_is_only_appended before update or delete on reading
    for each row execute function refuse_change();

create trigger reading_is_not_emptied before truncate on reading
    for each statement execute function refuse_change();
