-- Settlements that people add, change or take out one by one, upon the layer version that was
-- current then. Only appended: the last row about a settlement is the one that counts. The same
-- numbers and names stand in ../postgres.

create table settlement_edit (
    territory text not null,
    change integer not null,
    layer_version text not null,
    is_removal integer not null,
    id text not null,
    code text not null,
    name text not null,
    kind text not null,
    status text not null,
    households integer,
    people integer,
    installed_on text,
    shape blob not null,
    west real not null,
    south real not null,
    east real not null,
    north real not null,
    constraint settlement_edit_key primary key (territory, change),
    constraint settlement_edit_is_removal check (is_removal in (0, 1)),
    constraint settlement_edit_keeps_its_id foreign key (territory, code, id)
        references settlement_identity (territory, code, id),
    constraint settlement_edit_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id),
    constraint settlement_edit_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create index settlement_edit_of_layer on settlement_edit (territory, layer_version, change);

create trigger settlement_edit_is_not_changed before update on settlement_edit
begin
    select raise(abort, 'edits of settlements are only appended');
end;

create trigger settlement_edit_is_not_deleted before delete on settlement_edit
begin
    select raise(abort, 'edits of settlements are only appended');
end;
