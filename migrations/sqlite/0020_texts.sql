-- What people wrote of a household elsewhere than in the registers is blanked when it is erased: the texts, and
-- nothing else of these rows, while `erasing` names them. The same numbers and names stand in ../postgres.

drop trigger visit_is_not_changed;

create trigger visit_is_not_changed before update of territory, id, change, settlement, at, visited_by, team, method, nothing_changed on visit
begin
    select raise(abort, 'visits are only appended');
end;

create trigger visit_keeps_its_texts before update of note on visit
when not exists (select 1 from erasing where territory = old.territory and target = 'texts')
begin
    select raise(abort, 'visits are only appended');
end;

drop trigger observation_is_not_changed;

create trigger observation_is_not_changed before update of territory, visit, question, reply, number on observation
begin
    select raise(abort, 'observations are only appended');
end;

create trigger observation_keeps_its_texts before update of note on observation
when not exists (select 1 from erasing where territory = old.territory and target = 'texts')
begin
    select raise(abort, 'observations are only appended');
end;

drop trigger visit_ruling_is_not_changed;

create trigger visit_ruling_is_not_changed before update of territory, visit, decision, change, at, ruled_by on visit_ruling
begin
    select raise(abort, 'decisions about visits are only appended');
end;

create trigger visit_ruling_keeps_its_texts before update of reason on visit_ruling
when not exists (select 1 from erasing where territory = old.territory and target = 'texts')
begin
    select raise(abort, 'decisions about visits are only appended');
end;

drop trigger override_entry_is_not_changed;

create trigger override_entry_is_not_changed before update of territory, id, change, settlement, kind, class, author, at, until_day on override_entry
begin
    select raise(abort, 'overrides are only appended');
end;

create trigger override_entry_keeps_its_texts before update of reason on override_entry
when not exists (select 1 from erasing where territory = old.territory and target = 'texts')
begin
    select raise(abort, 'overrides are only appended');
end;

drop trigger override_lifting_is_not_changed;

create trigger override_lifting_is_not_changed before update of territory, entry, change, author, at on override_lifting
begin
    select raise(abort, 'liftings are only appended');
end;

create trigger override_lifting_keeps_its_texts before update of reason on override_lifting
when not exists (select 1 from erasing where territory = old.territory and target = 'texts')
begin
    select raise(abort, 'liftings are only appended');
end;

drop trigger works_order_is_not_changed;

create trigger works_order_is_not_changed before update of territory, id, change, settlement, kind, requested_on, due_on, team, cost_cents, author, at on works_order
begin
    select raise(abort, 'works orders are only appended');
end;

create trigger works_order_keeps_its_texts before update of note on works_order
when not exists (select 1 from erasing where territory = old.territory and target = 'texts')
begin
    select raise(abort, 'works orders are only appended');
end;

drop trigger works_ending_is_not_changed;

create trigger works_ending_is_not_changed before update of territory, works, change, how, ended_on, author, at on works_ending
begin
    select raise(abort, 'ends of works orders are only appended');
end;

create trigger works_ending_keeps_its_texts before update of note, answers on works_ending
when not exists (select 1 from erasing where territory = old.territory and target = 'texts')
begin
    select raise(abort, 'ends of works orders are only appended');
end;

drop trigger incident_is_not_changed;

create trigger incident_is_not_changed before update of territory, id, change, settlement, kind, happened_on, lon, lat, severity, deaths, injured, author, at on incident
begin
    select raise(abort, 'incidents are only appended');
end;

create trigger incident_keeps_its_texts before update of narrative on incident
when not exists (select 1 from erasing where territory = old.territory and target = 'texts')
begin
    select raise(abort, 'incidents are only appended');
end;

drop trigger placing_decision_is_not_changed;

create trigger placing_decision_is_not_changed before update of territory, proposal, change, outcome, author, at on placing_decision
begin
    select raise(abort, 'decisions about proposals are only appended');
end;

create trigger placing_decision_keeps_its_texts before update of reason on placing_decision
when not exists (select 1 from erasing where territory = old.territory and target = 'texts')
begin
    select raise(abort, 'decisions about proposals are only appended');
end;

drop trigger broken_glass_is_not_changed;

create trigger broken_glass_is_not_changed before update of id, holder, session, class, began_at, ends_at, territory, change on broken_glass
begin
    select raise(abort, 'what was opened is only appended');
end;

create trigger broken_glass_keeps_its_texts before update of reason on broken_glass
when not exists (select 1 from erasing where territory = old.territory and target = 'texts')
begin
    select raise(abort, 'what was opened is only appended');
end;

drop trigger attachment_is_only_blanked;

create trigger attachment_is_only_blanked before update on attachment
when (old.territory, old.id, old.change, old.target_kind, old.target, old.kind, old.class, old.bytes,
        old.sha256, old.width, old.height, old.added_at, old.added_by)
    is not (new.territory, new.id, new.change, new.target_kind, new.target, new.kind, new.class, new.bytes,
        new.sha256, new.width, new.height, new.added_at, new.added_by)
    or (not exists (select 1 from erasing where territory = old.territory and target = 'texts')
        and (new.content is not null
            or old.removed_change is not null
            or new.removed_change is null
            or (new.file_name <> '' and new.file_name <> old.file_name)))
begin
    select raise(abort, 'files are only appended; their bytes can only be removed');
end;
