create table layer_styles (
    id INTEGER primary key autoincrement not null,
    f_table_catalog TEXT(256),
    f_table_schema TEXT(256),
    f_table_name TEXT(256),
    f_geometry_column TEXT(256),
    styleName TEXT(30),
    styleQML TEXT,
    styleSLD TEXT,
    useAsDefault BOOLEAN,
    description TEXT,
    owner TEXT(30),
    ui TEXT(30),
    update_time DATETIME default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
insert into gpkg_contents (table_name, data_type, identifier, description, srs_id) values
    ('layer_styles', 'attributes', 'layer_styles', '', 0);
