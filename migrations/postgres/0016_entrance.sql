-- Two ways in beside the usual ones: what is opened for an hour with a reason, and the accounts of a city's
-- own sign-on. The same numbers and names stand in ../sqlite.

create table broken_glass (
    id text collate "C" not null,
    holder text collate "C" not null,
    session text collate "C" not null,
    class text collate "C" not null,
    reason text not null,
    began_at text collate "C" not null,
    ends_at text collate "C" not null,
    territory text collate "C" not null,
    change bigint not null,
    constraint broken_glass_key primary key (id),
    constraint broken_glass_class check (class in ('R', 'H')),
    constraint broken_glass_has_its_holder foreign key (holder) references user_account (id),
    constraint broken_glass_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create index broken_glass_of_session on broken_glass (session, ends_at);

create trigger broken_glass_is_only_appended before update or delete on broken_glass
    for each row execute function refuse_change();

create trigger broken_glass_is_not_emptied before truncate on broken_glass
    for each statement execute function refuse_change();

create table user_identity (
    issuer text collate "C" not null,
    subject text collate "C" not null,
    holder text collate "C" not null,
    territory text collate "C" not null,
    change bigint not null,
    constraint user_identity_key primary key (issuer, subject),
    constraint user_identity_has_its_holder foreign key (holder) references user_account (id),
    constraint user_identity_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);
