//! Documents as they are handed over: what stands in the files, and how long making them takes.

use std::time::{Duration, Instant};

use time::macros::date;

use super::*;
use crate::domain::Language;

fn document(title: &str, blocks: Vec<Block>) -> Document {
    Document {
        title: title.to_owned(),
        language: Language::French,
        day: date!(2026 - 11 - 22),
        paper: None,
        blocks,
        foot: "au 22/11/2026 · équipe seulement".to_owned(),
    }
}

fn table(rows: usize) -> Table {
    let columns = ["rang", "site", "pourquoi"].map(str::to_owned);
    let mut table = Table::new("Sites".to_owned(), columns.to_vec());
    table.rows = (1..=rows)
        .map(|row| {
            vec![
                Cell::count(row),
                Cell::text(format!("Site {row}")),
                Cell::text("inondation, incendie, voie ferrée ".repeat(row % 4 + 1)),
            ]
        })
        .collect();
    table
}

fn holds(file: &[u8], word: &str) -> bool {
    file.windows(word.len()).any(|at| at == word.as_bytes())
}

/// How often a word stands in a file.
fn times(file: &[u8], word: &str) -> usize {
    file.windows(word.len())
        .filter(|at| *at == word.as_bytes())
        .count()
}

#[test]
fn a_pdf_is_tagged_and_tells_its_language_and_title() {
    let made = document("Sites à voir – 12 €", vec![Block::Table(table(3))]);

    let file = made.written(DocumentFormat::Pdf).unwrap();

    for word in [
        "/StructTreeRoot",
        "/Lang(fr)",
        "/DisplayDocTitle true",
        "pdfuaid",
        "/S/TH",
        "/S/H1",
        "/S/TD",
    ] {
        assert!(holds(&file, word), "{word}");
    }
    assert!(
        holds(&file, "Sites à voir – 12 €"),
        "the title stands in the metadata"
    );
}

#[test]
fn a_thousand_rows_go_over_many_pages_in_bounded_time() {
    let start = Instant::now();
    let file = document("Long", vec![Block::Table(table(1_000))]).written(DocumentFormat::Pdf);

    let file = file.unwrap();

    let pages = times(&file, "/Type/Page/");
    assert!((20..60).contains(&pages), "{pages} pages");
    assert!(
        start.elapsed() < Duration::from_mins(2),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn hostile_words_break_no_format() {
    let hostile = [
        "x".repeat(10_000),
        "<script>alert(1)</script> & \"quotes\"".to_owned(),
        "abc\u{202e}def\u{0}\u{7}\u{feff}\u{fffe}".to_owned(),
        "=HYPERLINK(\"http://x\")".to_owned(),
        "한글 مرحبا 𝕏 🏚".to_owned(),
        String::new(),
    ];
    let mut bad = table(1);
    for text in &hostile {
        bad.rows.push(vec![Cell::text(text.as_str()); 3]);
    }
    bad.title = hostile[0].clone();
    let blocks = vec![
        Block::Heading(hostile[1].clone()),
        Block::Paragraph(hostile.join("\n")),
        Block::Facts(vec![(hostile[0].clone(), Cell::text(hostile[2].as_str()))]),
        Block::Table(bad),
    ];

    for title in &hostile {
        let made = document(&format!("T{title}"), blocks.clone());
        for format in [
            DocumentFormat::Pdf,
            DocumentFormat::Docx,
            DocumentFormat::Xlsx,
            DocumentFormat::Csv,
        ] {
            let file = made.written(format).unwrap();

            assert!(file.len() > 500, "{format}");
            if format == DocumentFormat::Csv {
                assert!(!holds(&file, "\n=HYPER") && !holds(&file, ",=HYPER"));
            }
        }
    }
}

/// A part of a packed text, as a reader of XML takes it; panics where it is not well formed.
fn part(file: &[u8], name: &str) -> String {
    use std::io::Read;
    let mut all = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut text = String::new();
    all.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    let mut reader = quick_xml::Reader::from_str(&text);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    text
}

#[test]
fn a_text_for_a_word_processor_holds_headings_tables_and_what_a_picture_shows() {
    let picture = Picture {
        png: b"not looked at".to_vec(),
        size: (800, 400),
        told: "carte <du site> & \"autour\"".to_owned(),
    };
    let bars = vec![Bar {
        label: "inondation".to_owned(),
        value: 40.0,
        told: "40,0".to_owned(),
    }];
    let blocks = vec![
        Block::Facts(vec![("code".to_owned(), Cell::text("S1 & <b>"))]),
        Block::Bars {
            title: "Points".to_owned(),
            bars,
        },
        Block::Picture(picture),
        Block::Table(table(3)),
        Block::Table(table(0)),
        Block::Lines("Remarques".to_owned(), 4),
    ];

    let file = document("Fiche du site", blocks)
        .written(DocumentFormat::Docx)
        .unwrap();

    let text = part(&file, "word/document.xml");
    for held in [
        "<w:pStyle w:val=\"Title\"/>",
        "S1 &amp; &lt;b&gt;",
        "<w:tblHeader/>",
        "descr=\"carte &lt;du site&gt; &amp; &quot;autour&quot;\"",
        "Site 3",
        "40,0",
    ] {
        assert!(text.contains(held), "{held}: {text}");
    }
    assert_eq!(text.matches("w:val=\"Line\"").count(), 4);
    assert!(!text.contains("<b>"), "{text}");
    let related = part(&file, "word/_rels/document.xml.rels");
    assert!(related.contains("media/picture1.png"), "{related}");
    assert!(part(&file, "word/footer1.xml").contains("équipe seulement"));
    assert!(part(&file, "word/styles.xml").contains("w:lang w:val=\"fr\""));
    for name in ["[Content_Types].xml", "_rels/.rels", "docProps/core.xml"] {
        part(&file, name);
    }
}

#[test]
fn a_row_higher_than_a_page_is_broken_and_loses_no_page() {
    let mut tall = table(0);
    tall.rows.push(vec![
        Cell::count(1),
        Cell::text("x"),
        Cell::text("ligne\n".repeat(300)),
    ]);

    let file = document("Haut", vec![Block::Table(tall)]).written(DocumentFormat::Pdf);

    let file = file.unwrap();
    let pages = times(&file, "/Type/Page/");
    assert!(pages >= 5, "{pages} pages");
}

#[test]
fn a_document_without_a_table_is_no_csv() {
    let made = document("Texte", vec![Block::Paragraph("Bonjour.".to_owned())]);

    assert!(matches!(
        made.written(DocumentFormat::Csv),
        Err(Error::NoTable)
    ));
}
