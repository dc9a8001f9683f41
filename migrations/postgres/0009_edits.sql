-- Settlements that people add, change or take out one by one, upon the layer version that was
-- current then. Only appended: the last row about a settlement is the one that counts. The same
-- numbers and names stand in ../sqlite.

create table settlement_edit (
    territory text collate "C" not null,
    change bigint not null,
    layer_version text collate "C" not null,
    is_removal boolean not null,
    id text collate "C" not null,
    code text collate "C" not null,
    name text not null,
    kind text collate "C" not null,
    status text collate "C" not null,
    households bigint,
    people bigint,
    installed_on text collate "C",
    shape bytea not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    constraint settlement_edit_key primary key (territory, change),
    constraint settlement_edit_keeps_its_id foreign key (territory, code, id)
        references settlement_identity (territory, code, id),
    constraint settlement_edit_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id),
    constraint settlement_edit_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create index settlement_edit_of_layer on settlement_edit (territory, layer_version, change);

create trigger settlement_edit_is_only_appended before update or delete on settlement_edit
    for each row execute function refuse_change();

create trigger settlement_edit_is_not_emptied before truncate on settlement_edit
    for each statement execute function refuse_change();
