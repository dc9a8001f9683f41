-- Counts of households as they were given out: for good, so that later ones can be held against them.
-- The same numbers and names stand in ../sqlite.

create table publication (
    territory text collate "C" not null,
    number bigint not null,
    change bigint not null,
    audience text collate "C" not null,
    period text collate "C" not null,
    as_of text collate "C" not null,
    made_at text collate "C" not null,
    made_by text not null,
    least bigint not null,
    figures text not null,
    checksum text collate "C" not null,
    constraint publication_key primary key (territory, number),
    constraint publication_once unique (territory, audience, period),
    constraint publication_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create trigger publication_is_only_appended before update or delete on publication
    for each row execute function refuse_change();

create trigger publication_is_not_emptied before truncate on publication
    for each statement execute function refuse_change();
