insert into gpkg_extensions values
    ('{t}', '{c}', 'gpkg_rtree_index', 'http://www.geopackage.org/spec121/#extension_rtree', 'write-only');
create trigger "rtree_{t}_{c}_insert" after insert on "{t}"
    when (new."{c}" not null and not ST_IsEmpty(new."{c}"))
begin
    insert or replace into "rtree_{t}_{c}" values (new.fid,
        ST_MinX(new."{c}"), ST_MaxX(new."{c}"), ST_MinY(new."{c}"), ST_MaxY(new."{c}"));
end;
create trigger "rtree_{t}_{c}_update1" after update of "{c}" on "{t}"
    when old.fid = new.fid and (new."{c}" not null and not ST_IsEmpty(new."{c}"))
begin
    insert or replace into "rtree_{t}_{c}" values (new.fid,
        ST_MinX(new."{c}"), ST_MaxX(new."{c}"), ST_MinY(new."{c}"), ST_MaxY(new."{c}"));
end;
create trigger "rtree_{t}_{c}_update2" after update of "{c}" on "{t}"
    when old.fid = new.fid and (new."{c}" is null or ST_IsEmpty(new."{c}"))
begin
    delete from "rtree_{t}_{c}" where id = old.fid;
end;
create trigger "rtree_{t}_{c}_update3" after update on "{t}"
    when old.fid != new.fid and (new."{c}" not null and not ST_IsEmpty(new."{c}"))
begin
    delete from "rtree_{t}_{c}" where id = old.fid;
    insert or replace into "rtree_{t}_{c}" values (new.fid,
        ST_MinX(new."{c}"), ST_MaxX(new."{c}"), ST_MinY(new."{c}"), ST_MaxY(new."{c}"));
end;
create trigger "rtree_{t}_{c}_update4" after update on "{t}"
    when old.fid != new.fid and (new."{c}" is null or ST_IsEmpty(new."{c}"))
begin
    delete from "rtree_{t}_{c}" where id in (old.fid, new.fid);
end;
create trigger "rtree_{t}_{c}_delete" after delete on "{t}"
    when old."{c}" not null
begin
    delete from "rtree_{t}_{c}" where id = old.fid;
end;
