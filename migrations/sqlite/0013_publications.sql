-- Counts of households as they were given out: for good, so that later ones can be held against them.
-- The same numbers and names stand in ../postgres.

create table publication (
    territory text not null,
    number integer not null,
    change integer not null,
    audience text not null,
    period text not null,
    as_of text not null,
    made_at text not null,
    made_by text not null,
    least integer not null,
    figures text not null,
    checksum text not null,
    constraint publication_key primary key (territory, number),
    constraint publication_once unique (territory, audience, period),
    constraint publication_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create trigger publication_is_not_changed before update on publication
begin
    select raise(abort, 'publications are only appended');
end;

create trigger publication_is_not_deleted before delete on publication
begin
    select raise(abort, 'publications are only appended');
end;
