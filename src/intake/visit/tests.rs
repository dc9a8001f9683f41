//! Rows of invented visits, good and bad.

use time::macros::datetime;

use super::*;
use crate::{domain::Unit, formats::OpenOptions};

fn plan(columns: VisitColumns) -> VisitPlan {
    let asked = |key: &str, unit| AskedQuestion {
        key: key.to_owned(),
        unit,
    };
    VisitPlan {
        file: "visits.csv".to_owned(),
        columns,
        mapping: Mapping::new(),
        questions: vec![
            asked("litres_pd", Unit::Litres),
            asked("pests", Unit::YesNo),
            asked("no_hand_washing", Unit::YesNo),
        ],
        settlements: [("S1".to_owned(), SettlementId(Uuid::from_u128(1)))].into(),
        by: Some("agent-07".to_owned()),
        team: None,
        method: VisitMethod::OnSite,
        now: datetime!(2026-03-10 12:00 UTC),
    }
}

fn read(plan: &VisitPlan, text: &str) -> Result<VisitsRead, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("visits.csv");
    std::fs::write(&path, text).unwrap();
    read_visits(plan, Source::open(&path, &OpenOptions::default()).unwrap())
}

fn replies(read: &VisitsRead) -> Vec<(&str, Option<Reply>)> {
    let observations = read
        .visits
        .iter()
        .flat_map(|(_, visit)| visit.observations());
    observations
        .map(|one| (one.question.as_str(), one.reply))
        .collect()
}

fn refusals(plan: &VisitPlan, text: &str) -> Vec<String> {
    match read(plan, text) {
        Err(Error::VisitsRefused { report }) => {
            report.refusals.iter().map(ToString::to_string).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn answered_unknown_and_not_asked_are_three_things() {
    let text = "site;date;litres_pd;litres_pd_unknown;pests\n\
                S1;2026-03-09;7,5;;unknown\n\
                S1;2026-03-08;;unknown;\n";

    let read = read(&plan(VisitColumns::Plain), text).unwrap();

    assert_eq!(
        replies(&read),
        [
            ("litres_pd", Some(Reply::Number(7.5))),
            ("pests", None),
            ("litres_pd", None),
        ]
    );
    assert_eq!(read.report.rows, 2);
}

#[test]
fn every_fault_is_told_with_its_row_and_column() {
    let text = "site,date,litres_pd,pests\n\
                S9,2026-03-09,10,no\n\
                S1,2026-03-11,10,no\n\
                S1,2026-03-09,many,maybe\n";

    let told = refusals(&plan(VisitColumns::Plain), text);

    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told[0].starts_with("row 2, column site: no settlement has the code \"S9\""));
    assert!(told[1].starts_with("row 3, column date: the visit is dated 2026-03-11"));
    assert!(told[2].starts_with("row 4, column litres_pd: \"many\" is not a number"));
    assert!(told[3].starts_with("row 4, column pests: \"maybe\" is not yes, no or unknown"));
}

#[test]
fn a_number_and_nobody_could_tell_contradict_each_other() {
    let text = "site,date,litres_pd,litres_pd_unknown\nS1,2026-03-09,10,unknown\n";

    let told = refusals(&plan(VisitColumns::Plain), text);

    assert!(told[0].contains("keep one"), "{told:?}");
}

#[test]
fn a_row_without_an_answer_is_left_out_and_counted() {
    let text = "site,date,pests,nothing_changed\nS1,2026-03-09,,\nS1,2026-03-09,,yes\n";

    let read = read(&plan(VisitColumns::Plain), text).unwrap();

    assert_eq!((read.visits.len(), read.report.empty), (1, 1));
}

#[test]
fn the_same_row_is_the_same_visit_and_another_row_another() {
    let text = "site,date,pests\nS1,2026-03-09,yes\nS1,2026-03-09,no\n";

    let (first, again) = (
        read(&plan(VisitColumns::Plain), text).unwrap(),
        read(&plan(VisitColumns::Plain), text).unwrap(),
    );

    assert_eq!(first.visits, again.visits);
    assert_ne!(first.visits[0].1.id, first.visits[1].1.id);
}

#[test]
fn a_survey_row_keeps_the_id_of_its_telephone_and_turns_the_good_side_round() {
    let text = "SubmissionDate,settlement,visit-visited_on,toilet-handwash,SubmitterName,KEY\n\
        2026-03-10T08:00:00.000Z,S1,2026-03-09,yes,invented,uuid:018f0000-0000-4000-8000-000000000001\n";

    let read = read(&plan(VisitColumns::Survey), text).unwrap();

    let visit = &read.visits[0].1;
    assert_eq!(
        visit.id.0.to_string(),
        "018f0000-0000-4000-8000-000000000001"
    );
    assert_eq!(visit.at, datetime!(2026-03-09 0:00 UTC));
    assert_eq!(replies(&read), [("no_hand_washing", Some(Reply::No))]);
    assert_eq!(read.report.not_read, ["SubmissionDate", "SubmitterName"]);
}

#[test]
fn a_file_that_does_not_say_where_is_refused_before_its_rows() {
    let refused = read(&plan(VisitColumns::Plain), "date,pests\n2026-03-09,yes\n").unwrap_err();

    assert!(
        refused.to_string().contains("--map settlement=COLUMN"),
        "{refused}"
    );
}
