-- The name of whoever wrote a row is taken out of it when their account is closed for good and made anonymous:
-- that column, and nothing else of the row, while `erasing` names authors. The same number and name stand in ../sqlite.

create function only_authors_change(was jsonb, becomes jsonb) returns boolean language sql stable as $$
    select was - array['author', 'visited_by', 'ruled_by', 'actor', 'made_by', 'added_by', 'removed_by']
            is not distinct from
            becomes - array['author', 'visited_by', 'ruled_by', 'actor', 'made_by', 'added_by', 'removed_by']
        and exists (select 1 from erasing where territory = was ->> 'territory' and target = 'authors')
$$;

create function refuse_other_than_forgetting() returns trigger language plpgsql as $$
begin
    if not only_authors_change(to_jsonb(old), to_jsonb(new)) then
        raise exception '% is only appended to', tg_table_name;
    end if;
    return new;
end
$$;

create or replace function refuse_other_than_erasing_texts() returns trigger language plpgsql as $$
begin
    if only_authors_change(to_jsonb(old), to_jsonb(new)) then
        return new;
    end if;
    if to_jsonb(old) - tg_argv is distinct from to_jsonb(new) - tg_argv
        or not exists (select 1 from erasing where territory = old.territory and target = 'texts')
    then
        raise exception '% is only appended to', tg_table_name;
    end if;
    return new;
end
$$;

create or replace function refuse_other_than_blanking() returns trigger language plpgsql as $$
begin
    if only_authors_change(to_jsonb(old), to_jsonb(new)) then
        return new;
    end if;
    if new.body is not null
        or (new.reason is not null and new.reason is distinct from old.reason)
        or (old.territory, old.entry, old.revision, old.change, old.deed, old.state,
            old.is_removed, old.at, old.actor)
        is distinct from (new.territory, new.entry, new.revision, new.change, new.deed, new.state,
            new.is_removed, new.at, new.actor)
    then
        raise exception '% is only appended to; its fields can only be erased', tg_table_name;
    end if;
    return new;
end
$$;

create or replace function refuse_other_than_erasing_family() returns trigger language plpgsql as $$
begin
    if only_authors_change(to_jsonb(old), to_jsonb(new)) then
        return new;
    end if;
    if (old.territory, old.id, old.change, old.families_asked, old.families_placed, old.rules, old.author, old.at)
        is distinct from (new.territory, new.id, new.change, new.families_asked, new.families_placed, new.rules,
            new.author, new.at)
        or not exists (select 1 from erasing where territory = old.territory and target = old.id)
    then
        raise exception '% is only appended to', tg_table_name;
    end if;
    return new;
end
$$;

create or replace function refuse_other_than_removing() returns trigger language plpgsql as $$
begin
    if only_authors_change(to_jsonb(old), to_jsonb(new)) then
        return new;
    end if;
    if (old.territory, old.id, old.change, old.target_kind, old.target, old.kind, old.class, old.bytes,
        old.sha256, old.width, old.height, old.added_at, old.added_by)
    is distinct from (new.territory, new.id, new.change, new.target_kind, new.target, new.kind, new.class, new.bytes,
        new.sha256, new.width, new.height, new.added_at, new.added_by)
    or (not exists (select 1 from erasing where territory = old.territory and target = 'texts')
        and (new.content is not null
            or old.removed_change is not null
            or new.removed_change is null
            or (new.file_name <> '' and new.file_name <> old.file_name)))
    then
        raise exception '% is only appended to; the bytes of a file can only be removed', tg_table_name;
    end if;
    return new;
end
$$;

drop trigger weights_are_only_appended on weights;

create trigger weights_are_not_changed before update on weights
    for each row execute function refuse_other_than_forgetting();

create trigger weights_are_not_deleted before delete on weights
    for each row execute function refuse_change();

drop trigger publication_is_only_appended on publication;

create trigger publication_is_not_changed before update on publication
    for each row execute function refuse_other_than_forgetting();

create trigger publication_is_not_deleted before delete on publication
    for each row execute function refuse_change();
