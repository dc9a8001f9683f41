-- Addresses that are told what changes. The record of changes is their queue: each keeps the number of the
-- change up to which it was told. Their secrets are worked out of the installation's key, and stand nowhere.
-- The same numbers and names stand in ../postgres.

create table webhook (
    territory text not null,
    id text not null,
    change integer not null,
    url text not null,
    events text not null,
    is_active integer not null,
    secret_number integer not null,
    told integer not null,
    tries integer not null,
    next_at text not null,
    is_stopped integer not null,
    lease text not null,
    lease_until text not null,
    created_at text not null,
    created_by text not null,
    constraint webhook_key primary key (territory, id),
    constraint webhook_is_active check (is_active in (0, 1)),
    constraint webhook_is_stopped check (is_stopped in (0, 1)),
    constraint webhook_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create table webhook_delivery (
    territory text not null,
    webhook text not null,
    change integer not null,
    event text not null,
    state text not null,
    tries integer not null,
    at text not null,
    answer text not null,
    constraint webhook_delivery_key primary key (territory, webhook, change),
    constraint webhook_delivery_has_its_webhook foreign key (territory, webhook)
        references webhook (territory, id) on delete cascade
) strict;
