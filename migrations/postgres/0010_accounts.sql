-- Who may come in: users, their grants, links, sessions, recovery codes, and tokens of programs. Of every
-- secret only a hash is kept; but for the key of a second factor, which no hash could check. The same
-- numbers and names stand in ../sqlite.

create table user_account (
    id text collate "C" not null,
    name text collate "C" not null,
    password text,
    factor_key text,
    factor_set bigint not null,
    factor_step bigint,
    territory text collate "C" not null,
    change bigint not null,
    created_at text collate "C" not null,
    disabled_at text collate "C",
    constraint user_account_key primary key (id),
    constraint user_account_once unique (name),
    constraint user_account_factor_set check (factor_set in (0, 1)),
    constraint user_account_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create table user_grant (
    id text collate "C" not null,
    holder text collate "C" not null,
    role text collate "C" not null,
    territory text collate "C" not null,
    until text collate "C",
    opens text not null,
    sites text not null,
    written_in text collate "C" not null,
    change bigint not null,
    constraint user_grant_key primary key (id),
    constraint user_grant_has_its_holder foreign key (holder) references user_account (id),
    constraint user_grant_has_its_event foreign key (written_in, change)
        references audit_event (territory, seq)
);

create index user_grant_of_holder on user_grant (holder);

create table user_link (
    digest text collate "C" not null,
    holder text collate "C" not null,
    kind text collate "C" not null,
    ends_at text collate "C" not null,
    constraint user_link_key primary key (digest),
    constraint user_link_kind check (kind in ('invitation', 'sign_in')),
    constraint user_link_has_its_holder foreign key (holder) references user_account (id)
);

create index user_link_of_holder on user_link (holder);

create table user_session (
    id text collate "C" not null,
    digest text collate "C" not null,
    holder text collate "C" not null,
    device text not null,
    is_field_device bigint not null,
    factor_due bigint not null,
    created_at text collate "C" not null,
    seen_at text collate "C" not null,
    constraint user_session_key primary key (id),
    constraint user_session_once unique (digest),
    constraint user_session_is_field_device check (is_field_device in (0, 1)),
    constraint user_session_factor_due check (factor_due in (0, 1)),
    constraint user_session_has_its_holder foreign key (holder) references user_account (id)
);

create index user_session_of_holder on user_session (holder, seen_at);

create table user_recovery (
    holder text collate "C" not null,
    digest text collate "C" not null,
    constraint user_recovery_key primary key (holder, digest),
    constraint user_recovery_has_its_holder foreign key (holder) references user_account (id)
);

create table api_token (
    id text collate "C" not null,
    digest text collate "C" not null,
    name text not null,
    holder text collate "C",
    scopes text not null,
    territory text collate "C" not null,
    change bigint not null,
    created_at text collate "C" not null,
    ends_at text collate "C" not null,
    constraint api_token_key primary key (id),
    constraint api_token_once unique (digest),
    constraint api_token_has_its_holder foreign key (holder) references user_account (id),
    constraint api_token_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);
