-- What every way of writing the code of an erased household is known by, so that a visit that comes in late names it
-- no more; none for those erased before. The same numbers and names stand in ../sqlite.

alter table erasure add column spelling text collate "C";
