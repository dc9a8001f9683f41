-- Homes on offer. Where they are stays two plain numbers: nothing that a map program would draw by
-- itself. The same numbers and names stand in ../sqlite.

create table housing_offer (
    territory text collate "C" not null,
    layer_version text collate "C" not null,
    seq bigint not null,
    code text collate "C" not null,
    landlord text,
    neighbourhood text collate "C",
    place_lon double precision,
    place_lat double precision,
    homes bigint not null,
    rooms bigint,
    people_least bigint not null,
    people_most bigint not null,
    step_free boolean,
    available_from text collate "C",
    rent_cents bigint,
    constraint housing_offer_key primary key (territory, layer_version, seq),
    constraint housing_offer_once unique (territory, layer_version, code),
    constraint housing_offer_homes check (homes >= 1),
    constraint housing_offer_fits check (people_least >= 1 and people_most >= people_least),
    constraint housing_offer_is_somewhere check (neighbourhood is not null or place_lon is not null),
    constraint housing_offer_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
);
