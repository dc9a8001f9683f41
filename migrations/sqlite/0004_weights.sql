-- Weights files of a territory, the last one in force; and assessments confirmed by newer inputs.

create table weights (
    territory text not null,
    version integer not null,
    change integer not null,
    sha256 text not null,
    content text not null,
    note text not null,
    actor text not null,
    at text not null,
    constraint weights_key primary key (territory, version),
    constraint weights_have_their_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create trigger weights_are_not_changed before update on weights
begin
    select raise(abort, 'weights are only appended');
end;

create trigger weights_are_not_deleted before delete on weights
begin
    select raise(abort, 'weights are only appended');
end;

create table confirmation (
    territory text not null,
    assessment text not null,
    settlement text not null,
    change integer not null,
    input_digest text not null,
    constraint confirmation_key primary key (territory, assessment, change),
    constraint confirmation_has_its_assessment foreign key (territory, assessment)
        references assessment (territory, id),
    constraint confirmation_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
) strict;

create trigger confirmation_is_not_changed before update on confirmation
begin
    select raise(abort, 'confirmations are only appended');
end;

create trigger confirmation_is_not_deleted before delete on confirmation
begin
    select raise(abort, 'confirmations are only appended');
end;

-- What was assessed or confirmed since a change.
create index assessment_since on assessment (territory, change);
create index confirmation_since on confirmation (territory, change);
