-- Visits, the questions they answer, and what was decided about them; all only appended.
-- The same numbers and names stand in ../sqlite.

create table visit (
    territory text collate "C" not null,
    id text collate "C" not null,
    change bigint not null,
    settlement text collate "C" not null,
    at text collate "C" not null,
    visited_by text collate "C" not null,
    team text collate "C",
    method text collate "C" not null,
    nothing_changed boolean not null,
    note text,
    constraint visit_key primary key (territory, id),
    constraint visit_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint visit_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create index visit_newest on visit (territory, settlement, at, id);

-- `reply` is 'number', 'yes', 'no' or 'unknown': asked, and nobody could tell.
create table observation (
    territory text collate "C" not null,
    visit text collate "C" not null,
    question text collate "C" not null,
    reply text collate "C" not null,
    number double precision,
    note text,
    constraint observation_key primary key (territory, visit, question),
    constraint observation_reply check (reply in ('number', 'yes', 'no', 'unknown')),
    constraint observation_number check ((reply = 'number') = (number is not null)),
    constraint observation_has_its_visit foreign key (territory, visit)
        references visit (territory, id)
);

-- `decision` is 'validated' or 'withdrawn'; each is taken once.
create table visit_ruling (
    territory text collate "C" not null,
    visit text collate "C" not null,
    decision text collate "C" not null,
    change bigint not null,
    at text collate "C" not null,
    ruled_by text collate "C" not null,
    reason text collate "C",
    constraint visit_ruling_key primary key (territory, visit, decision),
    constraint visit_ruling_decision check (decision in ('validated', 'withdrawn')),
    constraint visit_ruling_has_its_visit foreign key (territory, visit)
        references visit (territory, id),
    constraint visit_ruling_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create index visit_ruling_newest on visit_ruling (territory, change);

create trigger visit_is_only_appended before update or delete on visit
    for each row execute function refuse_change();

create trigger visit_is_not_emptied before truncate on visit
    for each statement execute function refuse_change();

create trigger observation_is_only_appended before update or delete on observation
    for each row execute function refuse_change();

create trigger observation_is_not_emptied before truncate on observation
    for each statement execute function refuse_change();

create trigger visit_ruling_is_only_appended before update or delete on visit_ruling
    for each row execute function refuse_change();

create trigger visit_ruling_is_not_emptied before truncate on visit_ruling
    for each statement execute function refuse_change();
