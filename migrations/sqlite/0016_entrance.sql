-- Two ways in beside the usual ones: what is opened for an hour with a reason, and the accounts of a city's
-- own sign-on. The same numbers and names stand in ../postgres.

create table broken_glass (
    id text not null,
    holder text not null,
    session text not null,
    class text not null,
    reason text not null,
    began_at text not null,
    ends_at text not null,
    territory text not null,
    change integer not null,
    constraint broken_glass_key primary key (id),
    constraint broken_glass_class check (class in ('R', 'H')),
    constraint broken_glass_has_its_holder foreign key (holder) references user_account (id),
    constraint broken_glass_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create index broken_glass_of_session on broken_glass (session, ends_at);

create trigger broken_glass_is_not_changed before update on broken_glass
begin
    select raise(abort, 'what was opened is only appended');
end;

create trigger broken_glass_is_not_deleted before delete on broken_glass
begin
    select raise(abort, 'what was opened is only appended');
end;

create table user_identity (
    issuer text not null,
    subject text not null,
    holder text not null,
    territory text not null,
    change integer not null,
    constraint user_identity_key primary key (issuer, subject),
    constraint user_identity_has_its_holder foreign key (holder) references user_account (id),
    constraint user_identity_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;
