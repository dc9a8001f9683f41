-- From which addresses a token works (none named: from all), and which charter each account has accepted.
-- The same numbers and names stand in ../sqlite.

alter table api_token add column networks text not null default '[]';

create table user_charter (
    holder text collate "C" not null,
    version text collate "C" not null,
    accepted_at text collate "C" not null,
    constraint user_charter_key primary key (holder, version),
    constraint user_charter_has_its_holder foreign key (holder) references user_account (id)
);
