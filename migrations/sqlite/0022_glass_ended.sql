-- What was opened for an hour and shut before: only appended, beside what was opened. The same numbers and
-- names stand in ../postgres.

create table glass_ended (
    glass text not null,
    ended_at text not null,
    territory text not null,
    change integer not null,
    constraint glass_ended_key primary key (glass),
    constraint glass_ended_has_its_glass foreign key (glass) references broken_glass (id),
    constraint glass_ended_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create trigger glass_ended_is_not_changed before update on glass_ended
begin
    select raise(abort, 'what was shut is only appended');
end;

create trigger glass_ended_is_not_deleted before delete on glass_ended
begin
    select raise(abort, 'what was shut is only appended');
end;
