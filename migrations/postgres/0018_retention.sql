-- How long things are kept: when the clock was read last, from where the chain of readings begins since
-- older ones were erased, and a signed head of both chains for each day. The same numbers and names
-- stand in ../sqlite.

create table retention_clock (
    territory text collate "C" not null,
    at text collate "C" not null,
    constraint retention_clock_key primary key (territory)
);

create table chain_cut (
    territory text collate "C" not null,
    seq bigint not null,
    digest text collate "C" not null,
    change bigint not null,
    constraint chain_cut_key primary key (territory, seq),
    constraint chain_cut_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create table audit_head (
    territory text collate "C" not null,
    day text collate "C" not null,
    change bigint not null,
    digest text collate "C" not null,
    reading bigint not null,
    reading_digest text collate "C" not null,
    public_key text collate "C" not null,
    signature text collate "C" not null,
    constraint audit_head_key primary key (territory, day),
    constraint audit_head_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create trigger chain_cut_is_only_appended before update or delete on chain_cut
    for each row execute function refuse_change();

create trigger chain_cut_is_not_emptied before truncate on chain_cut
    for each statement execute function refuse_change();

create trigger audit_head_is_only_appended before update or delete on audit_head
    for each row execute function refuse_change();

create trigger audit_head_is_not_emptied before truncate on audit_head
    for each statement execute function refuse_change();

create function refuse_other_than_cut() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from chain_cut where territory = old.territory and seq >= old.seq) then
        raise exception '% is only appended to', tg_table_name;
    end if;
    return old;
end
$$;

drop trigger reading_is_only_appended on reading;

create trigger reading_is_not_changed before update on reading
    for each row execute function refuse_change();

create trigger reading_is_not_deleted before delete on reading
    for each row execute function refuse_other_than_cut();
