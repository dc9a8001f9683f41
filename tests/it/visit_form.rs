//! The survey form that ships asks what the weights file asks, in both languages.

use std::io::{Cursor, Read, Seek};

use calamine::{Data, Reader, Xlsx, open_workbook};
use jalon::hazard::Model;

#[path = "../../examples/visit_form/form.rs"]
mod form;

use form::Sheet;

#[test]
fn the_committed_form_is_what_the_generator_makes() {
    let mut kept: Xlsx<_> = open_workbook("forms/jalon-visit.xlsx").unwrap();
    let made = form::workbook().unwrap().save_to_buffer().unwrap();
    let mut made: Xlsx<_> = Xlsx::new(Cursor::new(made)).unwrap();

    for Sheet { name, rows } in form::sheets() {
        let rows: Vec<_> = rows.into_iter().map(trimmed).collect();

        assert_eq!(cells(&mut made, name), rows, "{name} is not written whole");
        assert_eq!(
            cells(&mut kept, name),
            rows,
            "{name} differs: run `make form`"
        );
    }
    assert_eq!(kept.sheet_names(), ["survey", "choices", "settings"]);
}

#[test]
fn every_question_of_the_weights_is_asked_once_and_in_words() {
    let survey = &form::sheets()[0].rows;

    for question in Model::standard().weights().questions() {
        let asked: Vec<_> = survey.iter().filter(|row| row[1] == question.key).collect();
        assert_eq!(asked.len(), 1, "{}", question.key);
        for label in &asked[0][2..4] {
            assert!(label.contains('?'), "{}: {label}", question.key);
        }
        assert_ne!(asked[0][2], asked[0][3]);
    }
}

#[test]
fn no_text_of_the_form_is_missing_in_a_language() {
    for sheet in form::sheets() {
        for text in sheet.rows.iter().skip(1).flatten() {
            let is_name_of_text = ["ask-", "form-", "group-", "unit-", "reply-", "method-"]
                .iter()
                .any(|start| text.starts_with(start));
            assert!(!is_name_of_text, "{}: {text}", sheet.name);
        }
    }
}

fn cells<R: Read + Seek>(workbook: &mut Xlsx<R>, sheet: &str) -> Vec<Vec<String>> {
    let range = workbook.worksheet_range(sheet).unwrap();
    let rows = range.rows().map(|row| row.iter().map(Data::to_string));
    rows.map(|row| trimmed(row.collect())).collect()
}

fn trimmed(mut row: Vec<String>) -> Vec<String> {
    while row.last().is_some_and(String::is_empty) {
        row.pop();
    }
    row
}
