-- What was opened for an hour and shut before: only appended, beside what was opened. The same numbers and
-- names stand in ../sqlite.

create table glass_ended (
    glass text collate "C" not null,
    ended_at text collate "C" not null,
    territory text collate "C" not null,
    change bigint not null,
    constraint glass_ended_key primary key (glass),
    constraint glass_ended_has_its_glass foreign key (glass) references broken_glass (id),
    constraint glass_ended_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create trigger glass_ended_is_only_appended before update or delete on glass_ended
    for each row execute function refuse_change();

create trigger glass_ended_is_not_emptied before truncate on glass_ended
    for each statement execute function refuse_change();
