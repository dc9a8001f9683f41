-- Where the visitor's device was, with its own estimate of the error: all three numbers, or none.
-- The same numbers and names stand in ../sqlite.

alter table visit add column lon double precision;
alter table visit add column lat double precision;
alter table visit add column accuracy_m double precision,
    add constraint visit_position check ((lon is null) = (accuracy_m is null) and (lat is null) = (accuracy_m is null));
