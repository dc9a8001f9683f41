-- The line around a settlement that a visitor walked along or drew, a row of its own as few visits have one; and
-- what was decided about it: 'taken' over as the settlement's shape, or 'set_aside'. Both are only appended.
-- The same numbers and names stand in ../sqlite.

create table visit_outline (
    territory text collate "C" not null,
    visit text collate "C" not null,
    how text collate "C" not null,
    accuracy_m double precision,
    shape bytea not null,
    constraint visit_outline_key primary key (territory, visit),
    constraint visit_outline_how check (how in ('walked', 'drawn')),
    constraint visit_outline_has_its_visit foreign key (territory, visit)
        references visit (territory, id)
);

create table outline_ruling (
    territory text collate "C" not null,
    visit text collate "C" not null,
    decision text collate "C" not null,
    change bigint not null,
    at text collate "C" not null,
    ruled_by text collate "C" not null,
    reason text,
    constraint outline_ruling_key primary key (territory, visit, decision),
    constraint outline_ruling_decision check (decision in ('taken', 'set_aside')),
    constraint outline_ruling_has_its_outline foreign key (territory, visit)
        references visit_outline (territory, visit),
    constraint outline_ruling_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create trigger visit_outline_is_only_appended before update or delete on visit_outline
    for each row execute function refuse_change();

create trigger visit_outline_is_not_emptied before truncate on visit_outline
    for each statement execute function refuse_change();

create trigger outline_ruling_is_not_changed before update on outline_ruling
    for each row execute function refuse_other_than_erasing_texts('reason');

create trigger outline_ruling_is_not_deleted before delete on outline_ruling
    for each row execute function refuse_change();

create trigger outline_ruling_is_not_emptied before truncate on outline_ruling
    for each statement execute function refuse_change();
