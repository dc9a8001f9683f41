-- Whether a version of a layer only says that there is none any more, as its first import was taken back; such a
-- version was known by its missing name before. The same numbers and names stand in ../postgres.

alter table layer_version add column withdrawn integer not null default 0
    constraint layer_version_withdrawn check (withdrawn in (0, 1));
update layer_version set withdrawn = 1 where records = 0 and source = '';
