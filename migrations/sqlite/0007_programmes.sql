-- Under which programme a household was rehoused, and whether its children changed school.
-- The same numbers and names stand in ../postgres.

alter table placement add column programme text;
alter table placement add column school_changed integer
    constraint placement_school_changed check (school_changed in (0, 1));
