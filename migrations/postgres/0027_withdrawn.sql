-- Whether a version of a layer only says that there is none any more, as its first import was taken back; such a
-- version was known by its missing name before. The same numbers and names stand in ../sqlite.

alter table layer_version add column withdrawn boolean not null default false;
update layer_version set withdrawn = true where records = 0 and source = '';
