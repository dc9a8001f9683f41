-- The name of whoever wrote a row is taken out of it when their account is closed for good and made anonymous:
-- that column, and nothing else of the row, while `erasing` names authors. The same number and name stand in ../postgres.

drop trigger visit_is_not_changed;

create trigger visit_is_not_changed before update of territory, id, change, settlement, at, team, method, nothing_changed on visit
begin
    select raise(abort, 'visits are only appended');
end;

create trigger visit_keeps_its_author before update of visited_by on visit
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'visits are only appended');
end;

drop trigger visit_ruling_is_not_changed;

create trigger visit_ruling_is_not_changed before update of territory, visit, decision, change, at on visit_ruling
begin
    select raise(abort, 'decisions about visits are only appended');
end;

create trigger visit_ruling_keeps_its_author before update of ruled_by on visit_ruling
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'decisions about visits are only appended');
end;

drop trigger override_entry_is_not_changed;

create trigger override_entry_is_not_changed before update of territory, id, change, settlement, kind, class, at, until_day on override_entry
begin
    select raise(abort, 'overrides are only appended');
end;

create trigger override_entry_keeps_its_author before update of author on override_entry
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'overrides are only appended');
end;

drop trigger override_lifting_is_not_changed;

create trigger override_lifting_is_not_changed before update of territory, entry, change, at on override_lifting
begin
    select raise(abort, 'liftings are only appended');
end;

create trigger override_lifting_keeps_its_author before update of author on override_lifting
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'liftings are only appended');
end;

drop trigger works_order_is_not_changed;

create trigger works_order_is_not_changed before update of territory, id, change, settlement, kind, requested_on, due_on, team, cost_cents, at on works_order
begin
    select raise(abort, 'works orders are only appended');
end;

create trigger works_order_keeps_its_author before update of author on works_order
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'works orders are only appended');
end;

drop trigger works_ending_is_not_changed;

create trigger works_ending_is_not_changed before update of territory, works, change, how, ended_on, at on works_ending
begin
    select raise(abort, 'ends of works orders are only appended');
end;

create trigger works_ending_keeps_its_author before update of author on works_ending
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'ends of works orders are only appended');
end;

drop trigger incident_is_not_changed;

create trigger incident_is_not_changed before update of territory, id, change, settlement, kind, happened_on, lon, lat, severity, deaths, injured, at on incident
begin
    select raise(abort, 'incidents are only appended');
end;

create trigger incident_keeps_its_author before update of author on incident
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'incidents are only appended');
end;

drop trigger placing_decision_is_not_changed;

create trigger placing_decision_is_not_changed before update of territory, proposal, change, outcome, at on placing_decision
begin
    select raise(abort, 'decisions about proposals are only appended');
end;

create trigger placing_decision_keeps_its_author before update of author on placing_decision
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'decisions about proposals are only appended');
end;

drop trigger weights_are_not_changed;

create trigger weights_are_not_changed before update of territory, version, change, sha256, content, note, at on weights
begin
    select raise(abort, 'weights are only appended');
end;

create trigger weights_keeps_its_author before update of actor on weights
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'weights are only appended');
end;

drop trigger publication_is_not_changed;

create trigger publication_is_not_changed before update of territory, number, change, audience, period, as_of, made_at, least, figures, checksum on publication
begin
    select raise(abort, 'publications are only appended');
end;

create trigger publication_keeps_its_author before update of made_by on publication
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'publications are only appended');
end;

drop trigger register_revision_is_not_changed;

create trigger register_revision_is_not_changed before update of territory, entry, revision, change, deed, state, is_removed, at,
    body, reason, overridden on register_revision
when new.body is not null
    or (new.reason is not null and new.reason is not old.reason)
    or (old.territory, old.entry, old.revision, old.change, old.deed, old.state, old.is_removed, old.at)
    is not (new.territory, new.entry, new.revision, new.change, new.deed, new.state, new.is_removed, new.at)
begin
    select raise(abort, 'revisions of registers are only appended; their fields can only be erased');
end;

create trigger register_revision_keeps_its_author before update of actor on register_revision
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'revisions of registers are only appended; their fields can only be erased');
end;

drop trigger placing_proposal_is_not_changed;

create trigger placing_proposal_is_not_changed before update of territory, id, change, families_asked, families_placed,
    rules, at, report, note on placing_proposal
when (old.territory, old.id, old.change, old.families_asked, old.families_placed, old.rules, old.at)
    is not (new.territory, new.id, new.change, new.families_asked, new.families_placed, new.rules, new.at)
    or not exists (select 1 from erasing where territory = old.territory and target = old.id)
begin
    select raise(abort, 'proposals are only appended');
end;

create trigger placing_proposal_keeps_its_author before update of author on placing_proposal
when not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'proposals are only appended');
end;

drop trigger attachment_is_only_blanked;

create trigger attachment_is_only_blanked before update of territory, id, change, target_kind, target, kind, class, bytes, sha256, width,
    height, added_at, file_name, content, removed_change, removed_at, removed_reason on attachment
when (old.territory, old.id, old.change, old.target_kind, old.target, old.kind, old.class, old.bytes,
        old.sha256, old.width, old.height, old.added_at)
    is not (new.territory, new.id, new.change, new.target_kind, new.target, new.kind, new.class, new.bytes,
        new.sha256, new.width, new.height, new.added_at)
    or (not exists (select 1 from erasing where territory = old.territory and target = 'texts')
        and (new.content is not null
            or old.removed_change is not null
            or new.removed_change is null
            or (new.file_name <> '' and new.file_name <> old.file_name)))
begin
    select raise(abort, 'files are only appended; their bytes can only be removed');
end;

create trigger attachment_keeps_its_authors before update of added_by, removed_by on attachment
when (new.added_by is not old.added_by or (new.removed_by is not old.removed_by
        and (old.removed_by is not null or new.removed_change is null)))
    and not exists (select 1 from erasing where territory = old.territory and target = 'authors')
begin
    select raise(abort, 'files are only appended; their bytes can only be removed');
end;
