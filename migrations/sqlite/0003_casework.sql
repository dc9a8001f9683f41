-- What people write down beside the scores: overrides, works orders, incidents, teams.
-- All but teams is only appended; the database itself refuses to change or delete it.
-- The same names stand in ../postgres.

create table override_entry (
    territory text not null,
    id text not null,
    change integer not null,
    settlement text not null,
    kind text not null,
    class text,
    reason text not null,
    author text not null,
    at text not null,
    until_day text not null,
    constraint override_entry_key primary key (territory, id),
    constraint override_entry_class check (
        (kind = 'class' and class in ('A', 'B', 'C', 'D', 'E'))
        or (kind = 'imminent_danger' and class is null)),
    constraint override_entry_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint override_entry_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create index override_entry_newest on override_entry (territory, settlement, kind, change);
create index override_entry_in_order on override_entry (territory, change);

create table override_lifting (
    territory text not null,
    entry text not null,
    change integer not null,
    reason text not null,
    author text not null,
    at text not null,
    constraint override_lifting_key primary key (territory, entry),
    constraint override_lifting_has_its_entry foreign key (territory, entry)
        references override_entry (territory, id),
    constraint override_lifting_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create table works_order (
    territory text not null,
    id text not null,
    change integer not null,
    settlement text not null,
    kind text not null,
    requested_on text not null,
    due_on text,
    team text,
    cost_cents integer,
    note text,
    author text not null,
    at text not null,
    constraint works_order_key primary key (territory, id),
    constraint works_order_number unique (territory, change),
    constraint works_order_cost check (cost_cents >= 0),
    constraint works_order_dates check (due_on >= requested_on),
    constraint works_order_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint works_order_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create table works_ending (
    territory text not null,
    works text not null,
    change integer not null,
    how text not null,
    ended_on text not null,
    note text,
    answers text not null,
    author text not null,
    at text not null,
    constraint works_ending_key primary key (territory, works),
    constraint works_ending_how check (how in ('done', 'cancelled')),
    constraint works_ending_has_its_order foreign key (territory, works)
        references works_order (territory, id),
    constraint works_ending_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create table incident (
    territory text not null,
    id text not null,
    change integer not null,
    settlement text not null,
    kind text not null,
    happened_on text not null,
    lon real,
    lat real,
    severity text not null,
    deaths text not null,
    injured text not null,
    narrative text,
    author text not null,
    at text not null,
    constraint incident_key primary key (territory, id),
    constraint incident_number unique (territory, change),
    constraint incident_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint incident_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create index incident_by_day on incident (territory, happened_on);

create table team (
    territory text not null,
    name text not null,
    change integer not null,
    phone text,
    email text,
    constraint team_key primary key (territory, name),
    constraint team_can_be_reached check (phone is not null or email is not null),
    constraint team_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create table team_cover (
    territory text not null,
    team text not null,
    kind text not null,
    code text not null,
    constraint team_cover_key primary key (territory, team, kind, code),
    constraint team_cover_kind check (kind in ('all', 'neighbourhood', 'settlement')),
    constraint team_cover_has_its_team foreign key (territory, team)
        references team (territory, name)
) strict;

create trigger override_entry_is_not_changed before update on override_entry
begin
    select raise(abort, 'overrides are only appended');
end;

create trigger override_entry_is_not_deleted before delete on override_entry
begin
    select raise(abort, 'overrides are only appended');
end;

create trigger override_lifting_is_not_changed before update on override_lifting
begin
    select raise(abort, 'liftings are only appended');
end;

create trigger override_lifting_is_not_deleted before delete on override_lifting
begin
    select raise(abort, 'liftings are only appended');
end;

create trigger works_order_is_not_changed before update on works_order
begin
    select raise(abort, 'works orders are only appended');
end;

create trigger works_order_is_not_deleted before delete on works_order
begin
    select raise(abort, 'works orders are only appended');
end;

create trigger works_ending_is_not_changed before update on works_ending
begin
    select raise(abort, 'ends of works orders are only appended');
end;

create trigger works_ending_is_not_deleted before delete on works_ending
begin
    select raise(abort, 'ends of works orders are only appended');
end;

create trigger incident_is_not_changed before update on incident
begin
    select raise(abort, 'incidents are only appended');
end;

create trigger incident_is_not_deleted before delete on incident
begin
    select raise(abort, 'incidents are only appended');
end;
