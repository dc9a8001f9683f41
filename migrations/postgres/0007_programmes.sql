-- Under which programme a household was rehoused, and whether its children changed school.
-- The same numbers and names stand in ../sqlite.

alter table placement add column programme text;
alter table placement add column school_changed boolean;
