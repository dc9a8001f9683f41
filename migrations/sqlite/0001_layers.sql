-- Layers, their records, assessments and the record of changes.
-- Times are text in UTC with nine decimals and days are text, so that text order is time order;
-- shapes are WKB in EPSG:4326. The same numbers and names stand in ../postgres.

-- "JALN": tells our file from any other SQLite file.
pragma application_id = 1245793358;

create table counter (
    territory text not null,
    name text not null,
    last integer not null,
    constraint counter_key primary key (territory, name)
) strict;

create table audit_event (
    territory text not null,
    seq integer not null,
    at text not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null,
    constraint audit_event_key primary key (territory, seq)
) strict;

create trigger audit_event_is_not_changed before update on audit_event
begin
    select raise(abort, 'audit events are only appended');
end;

create trigger audit_event_is_not_deleted before delete on audit_event
begin
    select raise(abort, 'audit events are only appended');
end;

create table layer_version (
    territory text not null,
    id text not null,
    kind text not null,
    version integer not null,
    change integer not null,
    source text not null,
    records integer not null,
    west real,
    south real,
    east real,
    north real,
    imported_at text not null,
    report text not null,
    constraint layer_version_key primary key (territory, id),
    constraint layer_version_once unique (territory, kind, version),
    constraint layer_version_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create table settlement_identity (
    territory text not null,
    code text not null,
    id text not null,
    constraint settlement_identity_key primary key (territory, code),
    constraint settlement_identity_once unique (territory, id),
    constraint settlement_identity_pair unique (territory, code, id)
) strict;

-- The layer's own row is written last, when its records are counted: hence the deferred keys.
create table settlement (
    territory text not null,
    layer_version text not null,
    seq integer not null,
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
    constraint settlement_key primary key (territory, layer_version, seq),
    constraint settlement_once unique (territory, layer_version, code),
    constraint settlement_keeps_its_id foreign key (territory, code, id)
        references settlement_identity (territory, code, id),
    constraint settlement_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
) strict;

create table neighbourhood (
    territory text not null,
    layer_version text not null,
    seq integer not null,
    code text not null,
    name text not null,
    population real,
    households real,
    social_homes real,
    deprived integer,
    shape blob not null,
    west real not null,
    south real not null,
    east real not null,
    north real not null,
    constraint neighbourhood_key primary key (territory, layer_version, seq),
    constraint neighbourhood_deprived check (deprived in (0, 1)),
    constraint neighbourhood_once unique (territory, layer_version, code),
    constraint neighbourhood_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
) strict;

create table hazard_zone (
    territory text not null,
    layer_version text not null,
    seq integer not null,
    peril text not null,
    severity integer not null,
    source_class text not null,
    shape blob not null,
    west real not null,
    south real not null,
    east real not null,
    north real not null,
    constraint hazard_zone_key primary key (territory, layer_version, seq),
    constraint hazard_zone_severity check (severity between 1 and 4),
    constraint hazard_zone_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
) strict;

create table landmark (
    territory text not null,
    layer_version text not null,
    seq integer not null,
    kind text not null,
    name text,
    shape blob not null,
    west real not null,
    south real not null,
    east real not null,
    north real not null,
    constraint landmark_key primary key (territory, layer_version, seq),
    constraint landmark_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
) strict;

-- Where a home is stays two plain numbers: nothing that a map program would draw by itself.
create table placement (
    territory text not null,
    layer_version text not null,
    seq integer not null,
    household text not null,
    kind text not null,
    moved_on text not null,
    origin text,
    neighbourhood text,
    landlord text,
    home_lon real,
    home_lat real,
    constraint placement_key primary key (territory, layer_version, seq),
    constraint placement_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
) strict;

create table assessment (
    territory text not null,
    id text not null,
    change integer not null,
    settlement text not null,
    at text not null,
    model_version text not null,
    weights_sha256 text not null,
    input_digest text not null,
    score_value real not null,
    score_low real not null,
    score_high real not null,
    class text not null,
    band text not null,
    vulnerability_points real not null,
    explanation text not null,
    constraint assessment_key primary key (territory, id),
    constraint assessment_has_its_settlement foreign key (territory, settlement)
        references settlement_identity (territory, id),
    constraint assessment_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create index assessment_newest on assessment (territory, settlement, change, id);

create trigger assessment_is_not_changed before update on assessment
begin
    select raise(abort, 'assessments are only appended');
end;

create trigger assessment_is_not_deleted before delete on assessment
begin
    select raise(abort, 'assessments are only appended');
end;
