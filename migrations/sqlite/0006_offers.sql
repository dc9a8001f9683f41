-- Homes on offer. Where they are stays two plain numbers: nothing that a map program would draw by
-- itself. The same numbers and names stand in ../postgres.

create table housing_offer (
    territory text not null,
    layer_version text not null,
    seq integer not null,
    code text not null,
    landlord text,
    neighbourhood text,
    place_lon real,
    place_lat real,
    homes integer not null,
    rooms integer,
    people_least integer not null,
    people_most integer not null,
    step_free integer,
    available_from text,
    rent_cents integer,
    constraint housing_offer_key primary key (territory, layer_version, seq),
    constraint housing_offer_once unique (territory, layer_version, code),
    constraint housing_offer_homes check (homes >= 1),
    constraint housing_offer_fits check (people_least >= 1 and people_most >= people_least),
    constraint housing_offer_step_free check (step_free in (0, 1)),
    constraint housing_offer_is_somewhere check (neighbourhood is not null or place_lon is not null),
    constraint housing_offer_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
) strict;
