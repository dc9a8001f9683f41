-- What people wrote of a household elsewhere than in the registers is blanked when it is erased: the texts, and
-- nothing else of these rows, while `erasing` names them. The same numbers and names stand in ../sqlite.

create function refuse_other_than_erasing_texts() returns trigger language plpgsql as $$
begin
    if to_jsonb(old) - tg_argv is distinct from to_jsonb(new) - tg_argv
        or not exists (select 1 from erasing where territory = old.territory and target = 'texts')
    then
        raise exception '% is only appended to', tg_table_name;
    end if;
    return new;
end
$$;

drop trigger visit_is_only_appended on visit;

create trigger visit_is_not_changed before update on visit
    for each row execute function refuse_other_than_erasing_texts('note');

create trigger visit_is_not_deleted before delete on visit
    for each row execute function refuse_change();

drop trigger observation_is_only_appended on observation;

create trigger observation_is_not_changed before update on observation
    for each row execute function refuse_other_than_erasing_texts('note');

create trigger observation_is_not_deleted before delete on observation
    for each row execute function refuse_change();

drop trigger visit_ruling_is_only_appended on visit_ruling;

create trigger visit_ruling_is_not_changed before update on visit_ruling
    for each row execute function refuse_other_than_erasing_texts('reason');

create trigger visit_ruling_is_not_deleted before delete on visit_ruling
    for each row execute function refuse_change();

drop trigger override_entry_is_only_appended on override_entry;

create trigger override_entry_is_not_changed before update on override_entry
    for each row execute function refuse_other_than_erasing_texts('reason');

create trigger override_entry_is_not_deleted before delete on override_entry
    for each row execute function refuse_change();

drop trigger override_lifting_is_only_appended on override_lifting;

create trigger override_lifting_is_not_changed before update on override_lifting
    for each row execute function refuse_other_than_erasing_texts('reason');

create trigger override_lifting_is_not_deleted before delete on override_lifting
    for each row execute function refuse_change();

drop trigger works_order_is_only_appended on works_order;

create trigger works_order_is_not_changed before update on works_order
    for each row execute function refuse_other_than_erasing_texts('note');

create trigger works_order_is_not_deleted before delete on works_order
    for each row execute function refuse_change();

drop trigger works_ending_is_only_appended on works_ending;

create trigger works_ending_is_not_changed before update on works_ending
    for each row execute function refuse_other_than_erasing_texts('note', 'answers');

create trigger works_ending_is_not_deleted before delete on works_ending
    for each row execute function refuse_change();

drop trigger incident_is_only_appended on incident;

create trigger incident_is_not_changed before update on incident
    for each row execute function refuse_other_than_erasing_texts('narrative');

create trigger incident_is_not_deleted before delete on incident
    for each row execute function refuse_change();

drop trigger placing_decision_is_only_appended on placing_decision;

create trigger placing_decision_is_not_changed before update on placing_decision
    for each row execute function refuse_other_than_erasing_texts('reason');

create trigger placing_decision_is_not_deleted before delete on placing_decision
    for each row execute function refuse_change();

drop trigger broken_glass_is_only_appended on broken_glass;

create trigger broken_glass_is_not_changed before update on broken_glass
    for each row execute function refuse_other_than_erasing_texts('reason');

create trigger broken_glass_is_not_deleted before delete on broken_glass
    for each row execute function refuse_change();

create or replace function refuse_other_than_removing() returns trigger language plpgsql as $$
begin
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
