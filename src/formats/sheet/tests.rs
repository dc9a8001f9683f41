//! Sheets written and read again, and what is no sheet.

use time::macros::date;

use super::*;

fn sheet() -> TitledSheet {
    let column = |section: &str, title: &str| (section.to_owned(), title.to_owned());
    TitledSheet {
        name: "Sites".to_owned(),
        heading: vec!["All sites".to_owned()],
        columns: vec![
            column("Place", "Name"),
            column("Place", "Since"),
            column("", "People"),
        ],
        rows: vec![
            vec![
                SheetValue::Text("=1+1 & <b>".to_owned()),
                SheetValue::Day(date!(2024 - 02 - 29)),
                SheetValue::Count(12),
            ],
            vec![SheetValue::Blank, SheetValue::Blank, SheetValue::Count(3)],
        ],
    }
}

#[test]
fn a_workbook_is_read_again_as_it_was_written() {
    let read = CellSheet::read(&sheet().to_xlsx().unwrap()).unwrap();

    let cells: Vec<_> = read.rows.iter().map(|row| row.number).collect();
    assert_eq!(cells, [1, 6, 7, 8, 9]);
    let first: Vec<_> = read.rows[3].cells.iter().map(|one| &one.content).collect();
    let text = CellContent::Text("=1+1 & <b>".to_owned());
    // 29 February 2024 is day 45351 of a workbook's calendar.
    let (day, count) = (CellContent::Day(45_351.0), CellContent::Number(12.0));
    assert_eq!(first, [&text, &day, &count]);
}

#[test]
fn separated_values_tell_a_formula_from_a_text_that_looks_like_one() {
    let csv = sheet().to_csv();

    let read = CellSheet::read(csv.as_bytes()).unwrap();
    let worked_out = CellSheet::read(b"Name;People\n=1+1;3\n").unwrap();

    let name = &read.rows[1].cells[0].content;
    assert_eq!(name, &CellContent::Text("=1+1 & <b>".to_owned()));
    let day = &read.rows[1].cells[1].content;
    assert_eq!(day, &CellContent::Text("29/02/2024".to_owned()));
    assert_eq!(worked_out.rows[1].cells[0].content, CellContent::Formula);
}

#[test]
fn what_is_cut_off_or_no_workbook_is_refused_in_words() {
    let whole = sheet().to_xlsx().unwrap();

    for bytes in [&whole[..whole.len() / 2], b"PK\x03\x04 nothing"] {
        let fault = CellSheet::read(bytes).unwrap_err().to_string();
        assert!(fault.contains("cannot be read"), "{fault}");
    }
    let long = format!("a;{}\n", "x".repeat(CELL_BYTES + 1));
    let fault = CellSheet::read(long.as_bytes()).unwrap_err().to_string();
    assert!(fault.contains("bytes in one cell"), "{fault}");
}
