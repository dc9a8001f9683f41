-- Addresses that are told what changes. The record of changes is their queue: each keeps the number of the
-- change up to which it was told. Their secrets are worked out of the installation's key, and stand nowhere.
-- The same numbers and names stand in ../sqlite.

create table webhook (
    territory text collate "C" not null,
    id text collate "C" not null,
    change bigint not null,
    url text not null,
    events text not null,
    is_active boolean not null,
    secret_number bigint not null,
    told bigint not null,
    tries bigint not null,
    next_at text collate "C" not null,
    is_stopped boolean not null,
    lease text collate "C" not null,
    lease_until text collate "C" not null,
    created_at text collate "C" not null,
    created_by text not null,
    constraint webhook_key primary key (territory, id),
    constraint webhook_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create table webhook_delivery (
    territory text collate "C" not null,
    webhook text collate "C" not null,
    change bigint not null,
    event text collate "C" not null,
    state text collate "C" not null,
    tries bigint not null,
    at text collate "C" not null,
    answer text not null,
    constraint webhook_delivery_key primary key (territory, webhook, change),
    constraint webhook_delivery_has_its_webhook foreign key (territory, webhook)
        references webhook (territory, id) on delete cascade
);
