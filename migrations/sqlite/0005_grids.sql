-- Outlines of studies: beyond them a peril is unknown, not absent.
-- The same numbers and names stand in ../postgres.

create table study_area (
    territory text not null,
    layer_version text not null,
    seq integer not null,
    peril text not null,
    name text,
    shape blob not null,
    west real not null,
    south real not null,
    east real not null,
    north real not null,
    constraint study_area_key primary key (territory, layer_version, seq),
    constraint study_area_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
) strict;

-- A depth grid is kept in blocks of cells, packed; the grid itself stands beside each block.
create table depth_block (
    territory text not null,
    layer_version text not null,
    seq integer not null,
    crs text not null,
    origin_x real not null,
    origin_y real not null,
    step_x real not null,
    step_y real not null,
    grid_columns integer not null,
    grid_rows integer not null,
    first_column integer not null,
    first_row integer not null,
    block_columns integer not null,
    block_rows integer not null,
    cells blob not null,
    west real not null,
    south real not null,
    east real not null,
    north real not null,
    constraint depth_block_key primary key (territory, layer_version, seq),
    constraint depth_block_has_its_layer foreign key (territory, layer_version)
        references layer_version (territory, id) deferrable initially deferred
) strict;
