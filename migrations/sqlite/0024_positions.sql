-- Where the visitor's device was, with its own estimate of the error: all three numbers, or none.
-- The same numbers and names stand in ../postgres.

alter table visit add column lon real;
alter table visit add column lat real;
alter table visit add column accuracy_m real
    constraint visit_position check ((lon is null) = (accuracy_m is null) and (lat is null) = (accuracy_m is null));

drop trigger visit_is_not_changed;

create trigger visit_is_not_changed before update of territory, id, change, settlement, at, team, method, nothing_changed, lon, lat, accuracy_m on visit
begin
    select raise(abort, 'visits are only appended');
end;
