-- The line around a settlement that a visitor walked along or drew, a row of its own as few visits have one; and
-- what was decided about it: 'taken' over as the settlement's shape, or 'set_aside'. Both are only appended.
-- The same numbers and names stand in ../postgres.

create table visit_outline (
    territory text not null,
    visit text not null,
    how text not null,
    accuracy_m real,
    shape blob not null,
    constraint visit_outline_key primary key (territory, visit),
    constraint visit_outline_how check (how in ('walked', 'drawn')),
    constraint visit_outline_has_its_visit foreign key (territory, visit)
        references visit (territory, id)
) strict;

create table outline_ruling (
    territory text not null,
    visit text not null,
    decision text not null,
    change integer not null,
    at text not null,
    ruled_by text not null,
    reason text,
    constraint outline_ruling_key primary key (territory, visit, decision),
    constraint outline_ruling_decision check (decision in ('taken', 'set_aside')),
    constraint outline_ruling_has_its_outline foreign key (territory, visit)
        references visit_outline (territory, visit),
    constraint outline_ruling_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create trigger visit_outline_is_not_changed before update on visit_outline
begin
    select raise(abort, 'outlines are only appended');
end;

create trigger visit_outline_is_not_deleted before delete on visit_outline
begin
    select raise(abort, 'outlines are only appended');
end;

create trigger outline_ruling_is_not_changed before update of territory, visit, decision, change, at on outline_ruling
begin
    select raise(abort, 'decisions about outlines are only appended');
end;

create trigger outline_ruling_keeps_its_texts before update of reason on outline_ruling
when not exists (select 1 from erasing where territory = old.territory and target = 'texts')
begin
    select raise(abort, 'decisions about outlines are only appended');
end;

create trigger outline_ruling_keeps_its_author before update of ruled_by on outline_ruling
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'decisions about outlines are only appended');
end;

create trigger outline_ruling_is_not_deleted before delete on outline_ruling
begin
    select raise(abort, 'decisions about outlines are only appended');
end;
