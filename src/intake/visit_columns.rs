//! Which column of a file of visits feeds which field and which question.
//!
//! A survey tool writes the group before the name, `water/water_m` or `water-water_m`; its own
//! columns about the person and the telephone have no field here and are never read.

use std::collections::BTreeMap;

use super::{Error, fold, mapping::Mapping, never_read};
use crate::domain::{AskedQuestion, LayerKind};

/// How the columns of a file are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitColumns {
    /// As the fields and questions themselves.
    Plain,
    /// As ODK Central and `KoboToolbox` export them: groups before names, and their own id and dates.
    Survey,
}

/// A field of a visit with the names its column may have, the surest first.
pub(super) struct VisitField {
    pub(super) name: &'static str,
    plain: &'static [&'static str],
    survey: &'static [&'static str],
}

pub(super) const FIELDS: [VisitField; 8] = [
    VisitField {
        name: "id",
        plain: &["id", "visit_id", "uuid"],
        survey: &["KEY", "instanceID", "_uuid"],
    },
    VisitField {
        name: "settlement",
        plain: &["settlement", "settlement_code", "site", "site_code", "code"],
        survey: &[],
    },
    VisitField {
        name: "at",
        plain: &["at", "visited_at", "visited_on", "date"],
        survey: &[
            "today",
            "end",
            "start",
            "SubmissionDate",
            "_submission_time",
        ],
    },
    VisitField {
        name: "by",
        plain: &["by", "visited_by", "agent", "role"],
        survey: &[],
    },
    VisitField {
        name: "team",
        plain: &["team", "equipe"],
        survey: &[],
    },
    VisitField {
        name: "method",
        plain: &["method", "methode"],
        survey: &[],
    },
    VisitField {
        name: "note",
        plain: &["note", "notes", "remarks", "remarques"],
        survey: &[],
    },
    VisitField {
        name: "nothing_changed",
        plain: &["nothing_changed", "unchanged"],
        survey: &[],
    },
];

/// Other indicator lists name some of our questions otherwise; where theirs asks for the good
/// side of ours, yes and no change places.
const ALIASES: [(&str, &str, Sense); 8] = [
    ("water.distance_m", "water_m", Sense::Same),
    ("litres_per_person_day", "litres_pd", Sense::Same),
    ("hydrant_distance_m", "hydrant_m", Sense::Same),
    (
        "persons_per_working_toilet",
        "persons_per_toilet",
        Sense::Same,
    ),
    ("engine_access", "no_fire_engine_access", Sense::Opposite),
    ("lit_lockable", "toilets_unlit_or_unlocked", Sense::Opposite),
    ("handwash", "no_hand_washing", Sense::Opposite),
    (
        "container_within_100m",
        "no_bin_within_100m",
        Sense::Opposite,
    ),
];

/// Whether a column asks as our question does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Same,
    Opposite,
}

/// Where one question's answers stand.
pub(super) struct QuestionColumns {
    pub(super) question: AskedQuestion,
    pub(super) value: Option<String>,
    pub(super) sense: Sense,
    /// Where a tick says "asked, and nobody could tell", since a number has no word for it.
    pub(super) unknown: Option<String>,
    pub(super) note: Option<String>,
}

/// Every column that is read.
pub(super) struct Chosen {
    fields: BTreeMap<&'static str, String>,
    pub(super) questions: Vec<QuestionColumns>,
}

impl Chosen {
    /// What was given, and guesses for the rest.
    pub(super) fn choose(
        style: VisitColumns,
        given: &Mapping,
        questions: &[AskedQuestion],
        columns: &[String],
    ) -> Result<Self, Error> {
        let given = checked(given, questions, columns)?;
        let find = |names: &[&str]| {
            let mut found = names.iter().filter_map(|name| find(style, name, columns));
            found.next().cloned()
        };
        let fields = FIELDS.iter().filter_map(|field| {
            let column = match given.get(field.name) {
                Some(column) => Some(column.clone()),
                None if style == VisitColumns::Survey => {
                    find(field.plain).or_else(|| find(field.survey))
                }
                None => find(field.plain),
            };
            Some((field.name, column?))
        });
        let questions = questions.iter().map(|question| {
            let key = question.key.as_str();
            let (value, sense) = match given.get(key).cloned().or_else(|| find(&[key])) {
                Some(column) => (Some(column), Sense::Same),
                None => by_alias(key, find),
            };
            QuestionColumns {
                value,
                sense,
                unknown: find(&[&format!("{key}_unknown")]),
                note: find(&[&format!("{key}_note")]),
                question: question.clone(),
            }
        });
        Ok(Self {
            questions: questions.collect(),
            fields: fields.collect(),
        })
    }

    /// The column of a field.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// Field or question → column, as the report shows it.
    pub(super) fn shown(&self) -> BTreeMap<String, String> {
        let fields = self
            .fields
            .iter()
            .map(|(name, column)| ((*name).to_owned(), column.clone()));
        let questions = self.questions.iter().flat_map(|one| {
            let key = &one.question.key;
            [
                (key.clone(), &one.value),
                (format!("{key}_unknown"), &one.unknown),
                (format!("{key}_note"), &one.note),
            ]
        });
        let read = questions.filter_map(|(name, column)| Some((name, column.clone()?)));
        fields.chain(read).collect()
    }
}

/// The columns that were named, each there and for something a visit has.
fn checked(
    given: &Mapping,
    questions: &[AskedQuestion],
    columns: &[String],
) -> Result<BTreeMap<String, String>, Error> {
    let names = || {
        let fields = FIELDS.iter().map(|field| field.name);
        fields.chain(questions.iter().map(|question| question.key.as_str()))
    };
    let mut kept = BTreeMap::new();
    for (field, column) in given.given() {
        if !names().any(|name| name == field) {
            return Err(Error::NoSuchVisitField {
                given: field.to_owned(),
                fields: names().collect::<Vec<_>>().join(", "),
            });
        }
        let there = find(VisitColumns::Plain, column, columns);
        let column = there.ok_or_else(|| Error::NoSuchVisitColumn {
            field: field.to_owned(),
            column: column.to_owned(),
            columns: columns.join(", "),
        })?;
        let is_question = questions.iter().any(|question| question.key == field);
        let subject = never_read::subject_of(column, LayerKind::Placements);
        if let Some(subject) = subject.filter(|_| !is_question) {
            return Err(Error::NeverRead {
                column: column.clone(),
                subject,
            });
        }
        kept.insert(field.to_owned(), column.clone());
    }
    Ok(kept)
}

fn by_alias(key: &str, find: impl Fn(&[&str]) -> Option<String>) -> (Option<String>, Sense) {
    let mut named = ALIASES.iter().filter(|(_, of, _)| *of == key);
    named
        .find_map(|(alias, _, sense)| Some((Some(find(&[alias])?), *sense)))
        .unwrap_or((None, Sense::Same))
}

/// The column of this name; in a survey's export, with any groups before it.
fn find<'a>(style: VisitColumns, name: &str, columns: &'a [String]) -> Option<&'a String> {
    let plain = |text: &str| fold::plain(text.trim());
    let whole = columns.iter().find(|column| plain(column) == plain(name));
    if whole.is_some() || style == VisitColumns::Plain {
        return whole;
    }
    let wanted = segments(name);
    columns
        .iter()
        .find(|column| segments(column).ends_with(&wanted))
}

fn segments(column: &str) -> Vec<String> {
    let parts = column.split(['/', '-', '.', ':']);
    parts.map(fold::plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Unit;

    fn chosen(style: VisitColumns, columns: &[&str]) -> BTreeMap<String, String> {
        let asked = |key: &str, unit| AskedQuestion {
            key: key.to_owned(),
            unit,
        };
        let questions = [
            asked("water_m", Unit::Metres),
            asked("no_hand_washing", Unit::YesNo),
        ];
        let columns: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
        let chosen = Chosen::choose(style, &Mapping::new(), &questions, &columns);
        chosen.unwrap().shown()
    }

    #[test]
    fn groups_before_a_name_are_read_over_in_both_styles_of_export() {
        for column in ["sanitation/water/water_m", "sanitation-water_m", "water_m"] {
            let shown = chosen(VisitColumns::Survey, &["_uuid", column]);

            assert_eq!(shown["water_m"], column);
            assert_eq!(shown["id"], "_uuid");
        }
    }

    #[test]
    fn a_survey_has_its_own_names_for_id_and_date_and_ours_go_before() {
        let shown = chosen(
            VisitColumns::Survey,
            &[
                "SubmissionDate",
                "meta-instanceID",
                "KEY",
                "visit-visited_on",
            ],
        );

        assert_eq!(shown["id"], "KEY");
        assert_eq!(shown["at"], "visit-visited_on");
    }

    #[test]
    fn the_columns_about_the_person_and_the_telephone_are_not_read() {
        let shown = chosen(
            VisitColumns::Survey,
            &[
                "SubmitterName",
                "SubmitterID",
                "deviceid",
                "username",
                "phonenumber",
            ],
        );

        assert!(shown.is_empty(), "{shown:?}");
    }

    #[test]
    fn a_column_of_peoples_names_is_refused_even_when_named() {
        let mut mapping = Mapping::new();
        mapping.add("by=nom").unwrap();

        let columns = ["nom".to_owned()];
        let refused = Chosen::choose(VisitColumns::Plain, &mapping, &[], &columns);

        assert!(matches!(refused, Err(Error::NeverRead { .. })));
    }

    #[test]
    fn in_a_plain_file_a_group_before_a_name_makes_another_column() {
        assert!(chosen(VisitColumns::Plain, &["old/water_m", "KEY"]).is_empty());
    }

    #[test]
    fn another_list_may_ask_for_the_good_side() {
        let shown = chosen(
            VisitColumns::Survey,
            &["toilet/handwash", "water/distance_m"],
        );

        assert_eq!(shown["no_hand_washing"], "toilet/handwash");
        assert_eq!(shown["water_m"], "water/distance_m");
    }
}
