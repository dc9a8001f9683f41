-- Outlines of studies: beyond them a peril is unknown, not absent.
-- The same numbers and names stand in ../sqlite.

create table study_area (
    territory text collate "C" not null,
    layer_version text collate "C" not null,
    seq bigint not null,
    peril text collate "C" not null,
    name text,
    shape bytea not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    constraint study_area_key primary key (territory, layer_version, seq),
    constraint study_area_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
);

-- A depth grid is kept in blocks of cells, packed; the grid itself stands beside each block.
create table depth_block (
    territory text collate "C" not null,
    layer_version text collate "C" not null,
    seq bigint not null,
    crs text not null,
    origin_x double precision not null,
    origin_y double precision not null,
    step_x double precision not null,
    step_y double precision not null,
    grid_columns bigint not null,
    grid_rows bigint not null,
    first_column bigint not null,
    first_row bigint not null,
    block_columns bigint not null,
    block_rows bigint not null,
    cells bytea not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    constraint depth_block_key primary key (territory, layer_version, seq),
    constraint depth_block_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
);
