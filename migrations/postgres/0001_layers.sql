-- Layers, their records, assessments and the record of changes.
-- Times are text in UTC with nine decimals and days are text, so that text order is time order;
-- shapes are WKB in EPSG:4326. The same numbers and names stand in ../sqlite.

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is only appended to', tg_table_name;
end
$$;

create table counter (
    territory text collate "C" not null,
    name text collate "C" not null,
    last bigint not null,
    constraint counter_key primary key (territory, name)
);

create table audit_event (
    territory text collate "C" not null,
    seq bigint not null,
    at text collate "C" not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null,
    constraint audit_event_key primary key (territory, seq)
);

create trigger audit_event_is_only_appended before update or delete on audit_event
    for each row execute function refuse_change();

create trigger audit_event_is_not_emptied before truncate on audit_event
    for each statement execute function refuse_change();

create table layer_version (
    territory text collate "C" not null,
    id text collate "C" not null,
    kind text collate "C" not null,
    version bigint not null,
    change bigint not null,
    source text not null,
    records bigint not null,
    west double precision,
    south double precision,
    east double precision,
    north double precision,
    imported_at text collate "C" not null,
    report text not null,
    constraint layer_version_key primary key (territory, id),
    constraint layer_version_once unique (territory, kind, version),
    constraint layer_version_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create table settlement_identity (
    territory text collate "C" not null,
    code text collate "C" not null,
    id text collate "C" not null,
    constraint settlement_identity_key primary key (territory, code),
    constraint settlement_identity_once unique (territory, id),
    constraint settlement_identity_pair unique (territory, code, id)
);

-- The layer's own row is written last, when its records are counted: hence the deferred keys.
create table settlement (
    territory text collate "C" not null,
    layer_version text collate "C" not null,
    seq bigint not null,
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
    constraint settlement_key primary key (territory, layer_version, seq),
    constraint settlement_once unique (territory, layer_version, code),
    constraint settlement_keeps_its_id foreign key (territory, code, id)
        references settlement_identity (territory, code, id),
    constraint settlement_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
);

create table neighbourhood (
    territory text collate "C" not null,
    layer_version text collate "C" not null,
    seq bigint not null,
    code text collate "C" not null,
    name text not null,
    population double precision,
    households double precision,
    social_homes double precision,
    deprived boolean,
    shape bytea not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    constraint neighbourhood_key primary key (territory, layer_version, seq),
    constraint neighbourhood_once unique (territory, layer_version, code),
    constraint neighbourhood_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
);

create table hazard_zone (
    territory text collate "C" not null,
    layer_version text collate "C" not null,
    seq bigint not null,
    peril text collate "C" not null,
    severity bigint not null,
    source_class text not null,
    shape bytea not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    constraint hazard_zone_key primary key (territory, layer_version, seq),
    constraint hazard_zone_severity check (severity between 1 and 4),
    constraint hazard_zone_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
);

create table landmark (
    territory text collate "C" not null,
    layer_version text collate "C" not null,
    seq bigint not null,
    kind text collate "C" not null,
    name text,
    shape bytea not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    constraint landmark_key primary key (territory, layer_version, seq),
    constraint landmark_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
);

-- Where a home is stays two plain numbers: nothing that a map program would draw by itself.
create table placement (
    territory text collate "C" not null,
    layer_version text collate "C" not null,
    seq bigint not null,
    household text collate "C" not null,
    kind text collate "C" not null,
    moved_on text collate "C" not null,
    origin text collate "C",
    neighbourhood text collate "C",
    landlord text,
    home_lon double precision,
    home_lat double precision,
    constraint placement_key primary key (territory, layer_version, seq),
    constraint placement_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
);

create table assessment (
    territory text collate "C" not null,
    id text collate "C" not null,
    change bigint not null,
    settlement text collate "C" not null,
    at text collate "C" not null,
    model_version text collate "C" not null,
    weights_sha256 text collate "C" not null,
    input_digest text collate "C" not null,
    score_value double precision not null,
    score_low double precision not null,
    score_high double precision not null,
    class text collate "C" not null,
    band text collate "C" not null,
    vulnerability_points double precision not null,
    explanation text not null,
    constraint assessment_key primary key (territory, id),
    constraint assessment_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint assessment_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create index assessment_newest on assessment (territory, settlement, change, id);

create trigger assessment_is_only_appended before update or delete on assessment
    for each row execute function refuse_change();

create trigger assessment_is_not_emptied before truncate on assessment
    for each statement execute function refuse_change();
