-- Weights files of a territory, the last one in force; and assessments confirmed by newer inputs.

create table weights (
    territory text collate "C" not null,
    version bigint not null,
    change bigint not null,
    sha256 text collate "C" not null,
    content text not null,
    note text not null,
    actor text not null,
    at text collate "C" not null,
    constraint weights_key primary key (territory, version),
    constraint weights_have_their_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create trigger weights_are_only_appended before update or delete on weights
    for each row execute function refuse_change();

create trigger weights_are_not_emptied before truncate on weights
    for each statement execute function refuse_change();

create table confirmation (
    territory text collate "C" not null,
    assessment text collate "C" not null,
    settlement text collate "C" not null,
    change bigint not null,
    input_digest text collate "C" not null,
    constraint confirmation_key primary key (territory, assessment, change),
    constraint confirmation_has_its_assessment foreign key (territory, assessment)
        references assessment (territory, id),
    constraint confirmation_has_its_event foreign key (territory, change)
        references audit_event (territory, seq)
);

create trigger confirmation_is_only_appended before update or delete on confirmation
    for each row execute function refuse_change();

create trigger confirmation_is_not_emptied before truncate on confirmation
    for each statement execute function refuse_change();

-- What was assessed or confirmed since a change.
create index assessment_since on assessment (territory, change);
create index confirmation_since on confirmation (territory, change);
