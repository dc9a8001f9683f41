-- The chain of the record of changes: each event with a digest of itself and of the one before, so that
-- none can be altered or taken out unseen; and who has read what about households or courts, chained
-- in the same way. Events of before get their digests when the database is opened. The same numbers and names stand in
-- ../postgres.

create table audit_chain (
    territory text not null,
    seq integer not null,
    digest text not null,
    constraint audit_chain_key primary key (territory, seq),
    constraint audit_chain_has_its_event foreign key (territory, seq)
        references audit_event (territory, seq)
) strict;

create table reading (
    territory text not null,
    seq integer not null,
    at text not null,
    actor text not null,
    resource text not null,
    subject text not null,
    purpose text not null,
    digest text not null,
    constraint reading_key primary key (territory, seq)
) strict;

create trigger audit_chain_is_not_changed before update on audit_chain
begin
    select raise(abort, 'digests are only appended');
end;

create trigger audit_chain_is_not_deleted before delete on audit_chain
begin
    select raise(abort, 'digests are only appended');
end;

create trigger reading_is_not_changed before update on reading
begin
    select raise(abort, 'readings are only appended');
end;

create trigger reading_is_not_deleted before delete on reading
begin
    select raise(abort, 'readings are only appended');
end;
