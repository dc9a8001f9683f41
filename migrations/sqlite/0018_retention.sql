-- How long things are kept: when the clock was read last, from where the chain of readings begins since
-- older ones were erased, and a signed head of both chains for each day. The same numbers and names
-- stand in ../postgres.

create table retention_clock (
    territory text not null,
    at text not null,
    constraint retention_clock_key primary key (territory)
) strict;

create table chain_cut (
    territory text not null,
    seq integer not null,
    digest text not null,
    change integer not null,
    constraint chain_cut_key primary key (territory, seq),
    constraint chain_cut_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create table audit_head (
    territory text not null,
    day text not null,
    change integer not null,
    digest text not null,
    reading integer not null,
    reading_digest text not null,
    public_key text not null,
    signature text not null,
    constraint audit_head_key primary key (territory, day),
    constraint audit_head_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create trigger chain_cut_is_not_changed before update on chain_cut
begin
    select raise(abort, 'cuts are only appended');
end;

create trigger chain_cut_is_not_deleted before delete on chain_cut
begin
    select raise(abort, 'cuts are only appended');
end;

create trigger audit_head_is_not_changed before update on audit_head
begin
    select raise(abort, 'heads are only appended');
end;

create trigger audit_head_is_not_deleted before delete on audit_head
begin
    select raise(abort, 'heads are only appended');
end;

drop trigger reading_is_not_deleted;

create trigger reading_is_not_deleted before delete on reading
when not exists (select 1 from chain_cut where territory = old.territory and seq >= old.seq)
begin
    select raise(abort, 'readings are only appended');
end;
