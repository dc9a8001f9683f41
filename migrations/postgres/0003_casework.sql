-- What people write down beside the scores: overrides, works orders, incidents, teams.
-- All but teams is only appended; the database itself refuses to change or delete it.
-- The same names stand in ../sqlite.

create table override_entry (
    territory text collate "C" not null,
    id text collate "C" not null,
    change bigint not null,
    settlement text collate "C" not null,
    kind text collate "C" not null,
    class text collate "C",
    reason text not null,
    author text not null,
    at text collate "C" not null,
    until_day text collate "C" not null,
    constraint override_entry_key primary key (territory, id),
    constraint override_entry_class check (
        (kind = 'class' and class in ('A', 'B', 'C', 'D', 'E'))
        or (kind = 'imminent_danger' and class is null)),
    constraint override_entry_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint override_entry_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create index override_entry_newest on override_entry (territory, settlement, kind, change);
create index override_entry_in_order on override_entry (territory, change);

create table override_lifting (
    territory text collate "C" not null,
    entry text collate "C" not null,
    change bigint not null,
    reason text not null,
    author text not null,
    at text collate "C" not null,
    constraint override_lifting_key primary key (territory, entry),
    constraint override_lifting_has_its_entry foreign key (territory, entry)
        references override_entry (territory, id),
    constraint override_lifting_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create table works_order (
    territory text collate "C" not null,
    id text collate "C" not null,
    change bigint not null,
    settlement text collate "C" not null,
    kind text collate "C" not null,
    requested_on text collate "C" not null,
    due_on text collate "C",
    team text,
    cost_cents bigint,
    note text,
    author text not null,
    at text collate "C" not null,
    constraint works_order_key primary key (territory, id),
    constraint works_order_number unique (territory, change),
    constraint works_order_cost check (cost_cents >= 0),
    constraint works_order_dates check (due_on >= requested_on),
    constraint works_order_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint works_order_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create table works_ending (
    territory text collate "C" not null,
    works text collate "C" not null,
    change bigint not null,
    how text collate "C" not null,
    ended_on text collate "C" not null,
    note text,
    answers text not null,
    author text not null,
    at text collate "C" not null,
    constraint works_ending_key primary key (territory, works),
    constraint works_ending_how check (how in ('done', 'cancelled')),
    constraint works_ending_has_its_order foreign key (territory, works)
        references works_order (territory, id),
    constraint works_ending_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create table incident (
    territory text collate "C" not null,
    id text collate "C" not null,
    change bigint not null,
    settlement text collate "C" not null,
    kind text collate "C" not null,
    happened_on text collate "C" not null,
    lon double precision,
    lat double precision,
    severity text collate "C" not null,
    deaths text collate "C" not null,
    injured text collate "C" not null,
    narrative text,
    author text not null,
    at text collate "C" not null,
    constraint incident_key primary key (territory, id),
    constraint incident_number unique (territory, change),
    constraint incident_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint incident_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create index incident_by_day on incident (territory, happened_on);

create table team (
    territory text collate "C" not null,
    name text collate "C" not null,
    change bigint not null,
    phone text,
    email text,
    constraint team_key primary key (territory, name),
    constraint team_can_be_reached check (phone is not null or email is not null),
    constraint team_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create table team_cover (
    territory text collate "C" not null,
    team text collate "C" not null,
    kind text collate "C" not null,
    code text collate "C" not null,
    constraint team_cover_key primary key (territory, team, kind, code),
    constraint team_cover_kind check (kind in ('all', 'neighbourhood', 'settlement')),
    constraint team_cover_has_its_team foreign key (territory, team)
        references team (territory, name)
);

create trigger override_entry_is_only_appended before update or delete on override_entry
    for each row execute function refuse_change();

create trigger override_entry_is_not_emptied before truncate on override_entry
    for each statement execute function refuse_change();

create trigger override_lifting_is_only_appended before update or delete on override_lifting
    for each row execute function refuse_change();

create trigger override_lifting_is_not_emptied before truncate on override_lifting
    for each statement execute function refuse_change();

create trigger works_order_is_only_appended before update or delete on works_order
    for each row execute function refuse_change();

create trigger works_order_is_not_emptied before truncate on works_order
    for each statement execute function refuse_change();

create trigger works_ending_is_only_appended before update or delete on works_ending
    for each row execute function refuse_change();

create trigger works_ending_is_not_emptied before truncate on works_ending
    for each statement execute function refuse_change();

create trigger incident_is_only_appended before update or delete on incident
    for each row execute function refuse_change();

create trigger incident_is_not_emptied before truncate on incident
    for each statement execute function refuse_change();
