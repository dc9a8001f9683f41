-- Visits, the questions they answer, and what was decided about them; all only appended.
-- The same numbers and names stand in ../postgres.

create table visit (
    territory text not null,
    id text not null,
    change integer not null,
    settlement text not null,
    at text not null,
    visited_by text not null,
    team text,
    method text not null,
    nothing_changed integer not null,
    note text,
    constraint visit_key primary key (territory, id),
    constraint visit_nothing_changed check (nothing_changed in (0, 1)),
    constraint visit_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint visit_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create index visit_newest on visit (territory, settlement, at, id);

-- `reply` is 'number', 'yes', 'no' or 'unknown': asked, and nobody could tell.
create table observation (
    territory text not null,
    visit text not null,
    question text not null,
    reply text not null,
    number real,
    note text,
    constraint observation_key primary key (territory, visit, question),
    constraint observation_reply check (reply in ('number', 'yes', 'no', 'unknown')),
    constraint observation_number check ((reply = 'number') = (number is not null)),
    constraint observation_has_its_visit foreign key (territory, visit)
        references visit (territory, id)
) strict;

-- `decision` is 'validated' or 'withdrawn'; each is taken once.
create table visit_ruling (
    territory text not null,
    visit text not null,
    decision text not null,
    change integer not null,
    at text not null,
    ruled_by text not null,
    reason text,
    constraint visit_ruling_key primary key (territory, visit, decision),
    constraint visit_ruling_decision check (decision in ('validated', 'withdrawn')),
    constraint visit_ruling_has_its_visit foreign key (territory, visit)
        references visit (territory, id),
    constraint visit_ruling_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create index visit_ruling_newest on visit_ruling (territory, change);

create trigger visit_is_not_changed before update on visit
begin
    select raise(abort, 'visits are only appended');
end;

create trigger visit_is_not_deleted before delete on visit
begin
    select raise(abort, 'visits are only appended');
end;

create trigger observation_is_not_changed before update on observation
begin
    select raise(abort, 'observations are only appended');
end;

create trigger observation_is_not_deleted before delete on observation
begin
    select raise(abort, 'observations are only appended');
end;

create trigger visit_ruling_is_not_changed before update on visit_ruling
begin
    select raise(abort, 'decisions about visits are only appended');
end;

create trigger visit_ruling_is_not_deleted before delete on visit_ruling
begin
    select raise(abort, 'decisions about visits are only appended');
end;
