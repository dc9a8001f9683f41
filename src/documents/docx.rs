//! A document for a word processor: headings, texts, tables and pictures that people go on writing in.
//!
//! The file is a small part of Office Open XML (ECMA-376) in a zip: parts that every word processor reads, written
//! here. Every text is escaped and stands as a text; there are no fields, links, macros or parts from outside.

use std::io::{self, Cursor, Write as _};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{Bar, Block, Cell, Document, Error, Picture, Table, plain::plain};
use crate::domain::Words;

/// Twentieths of a point: an A4 page, its edges, and the text between them.
const PAGE: (u32, u32) = (11_906, 16_838);
const EDGE: u32 = 1_134;
const TEXT_WIDTH: u32 = PAGE.0 - 2 * EDGE;
/// The highest picture: three quarters of a page.
const PICTURE_HIGHEST: u32 = 12_000;
/// English metric units in a twentieth of a point.
const EMU: u32 = 635;
/// Columns of a table at most, as word processors have it.
const COLUMNS_MOST: usize = 63;

/// How a row begins: it stays on one page.
const ROW: &str = "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
/// How the text of a cell stands: one that names others, and one of a column of figures.
const NAMING: &str = "<w:pStyle w:val=\"Head\"/>";
const FIGURE: &str = "<w:jc w:val=\"end\"/>";

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORDS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DRAWN: &str = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
    <Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
    <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

pub(super) fn written(document: &Document) -> Result<Vec<u8>, Error> {
    let mut writing = Writing {
        words: Words::of(document.language),
        body: String::new(),
        pictures: Vec::new(),
    };
    writing.styled("Title", &document.title);
    for block in &document.blocks {
        writing.block(block);
    }
    packed(document, &writing).map_err(Error::Packed)
}

fn packed(document: &Document, writing: &Writing<'_>) -> io::Result<Vec<u8>> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", relations_of_file()),
        ("docProps/core.xml", core(document)),
        ("word/document.xml", main_part(&writing.body)),
        ("word/styles.xml", styles(document)),
        ("word/footer1.xml", footer(document)),
        (
            "word/_rels/document.xml.rels",
            relations(writing.pictures.len()),
        ),
    ] {
        file.start_file(name, packed)?;
        file.write_all(HEAD.as_bytes())?;
        file.write_all(text.as_bytes())?;
    }
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (number, picture) in (1..).zip(&writing.pictures) {
        file.start_file(format!("word/media/picture{number}.png"), stored)?;
        file.write_all(&picture.png)?;
    }
    Ok(file.finish()?.into_inner())
}

/// The text while it is written.
struct Writing<'d> {
    words: Words,
    body: String,
    pictures: Vec<&'d Picture>,
}

impl<'d> Writing<'d> {
    fn block(&mut self, block: &'d Block) {
        match block {
            Block::Heading(text) => self.styled("Heading1", text),
            Block::Paragraph(text) => self.body.push_str(&paragraph("", &runs(text))),
            Block::Facts(facts) => self.facts(facts),
            Block::Table(table) => self.table(table),
            Block::Bars { title, bars } => self.bars(title, bars),
            Block::Picture(picture) => self.picture(picture),
            Block::Lines(text, lines) => {
                self.styled("Normal", text);
                let line = paragraph("<w:pStyle w:val=\"Line\"/>", "");
                self.body.push_str(&line.repeat(usize::from(*lines)));
            }
        }
    }

    fn styled(&mut self, style: &str, text: &str) {
        let style = format!("<w:pStyle w:val=\"{style}\"/>");
        self.body.push_str(&paragraph(&style, &runs(text)));
    }

    fn facts(&mut self, facts: &[(String, Cell)]) {
        let rows = facts.iter().map(|(name, cell)| {
            let name = self.cell((TEXT_WIDTH / 3, NAMING), &Cell::text(name.as_str()));
            let value = self.cell((TEXT_WIDTH * 2 / 3, ""), cell);
            format!("{ROW}{name}{value}</w:tr>")
        });
        let rows: String = rows.collect();
        let widths = [TEXT_WIDTH / 3, TEXT_WIDTH * 2 / 3];
        self.framed(&widths, &rows);
    }

    fn bars(&mut self, title: &str, bars: &[Bar]) {
        self.styled("Heading2", title);
        let facts: Vec<(String, Cell)> = bars
            .iter()
            .map(|bar| (bar.label.clone(), Cell::text(bar.told.as_str())))
            .collect();
        self.facts(&facts);
    }

    fn table(&mut self, table: &Table) {
        self.styled("Heading2", &table.title);
        if table.rows.is_empty() || table.columns.is_empty() {
            self.styled("Normal", &table.empty);
            return;
        }
        let columns = table.columns.len().min(COLUMNS_MOST);
        let width = TEXT_WIDTH / u32::try_from(columns).unwrap_or(1);
        let heads = table.columns.iter().take(columns);
        let heads = heads.map(|head| self.cell((width, NAMING), &Cell::text(head.as_str())));
        let heads: String = heads.collect();
        // Read out before each cell, and repeated on each page.
        let mut rows = format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>");
        for row in &table.rows {
            let cells = row.iter().take(columns);
            let cells: String = cells
                .map(|cell| self.cell((width, if cell.is_number() { FIGURE } else { "" }), cell))
                .collect();
            rows.extend([ROW, &cells, "</w:tr>"]);
        }
        self.framed(&vec![width; columns], &rows);
    }

    fn framed(&mut self, widths: &[u32], rows: &str) {
        if rows.is_empty() {
            return;
        }
        let grid = widths.iter();
        let grid = grid.map(|width| format!("<w:gridCol w:w=\"{width}\"/>"));
        let grid = grid.collect::<Vec<_>>().concat();
        // A paragraph between: two tables that touch would be one.
        let table = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Ruled\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/>\
             <w:tblLook w:firstRow=\"1\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{}",
            paragraph("", "")
        );
        self.body.push_str(&table);
    }

    fn cell(&self, (width, style): (u32, &str), cell: &Cell) -> String {
        let mut text = runs(&cell.told(&self.words));
        if let Cell::Signed(_, [red, green, blue]) = cell {
            let colour = format!("{red:02X}{green:02X}{blue:02X}");
            text = format!(
                "<w:r><w:rPr><w:color w:val=\"{colour}\"/></w:rPr><w:t xml:space=\"preserve\">■ </w:t></w:r>{text}"
            );
        }
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
            paragraph(style, &text)
        )
    }

    fn picture(&mut self, picture: &'d Picture) {
        self.pictures.push(picture);
        let number = self.pictures.len();
        let (across, down) = (picture.size.0.max(1), picture.size.1.max(1));
        let high = u64::from(TEXT_WIDTH) * u64::from(down) / u64::from(across);
        let high = u32::try_from(high).unwrap_or(PICTURE_HIGHEST);
        let high = high.clamp(1, PICTURE_HIGHEST);
        let wide = u64::from(high) * u64::from(across) / u64::from(down);
        let wide = u32::try_from(wide).unwrap_or(TEXT_WIDTH).min(TEXT_WIDTH);
        let (wide, high) = (wide * EMU, high * EMU);
        let told = escaped(&plain(&picture.told)).replace('\n', " ");
        let drawing = format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{wide}\" cy=\"{high}\"/><wp:docPr id=\"{number}\" name=\"picture{number}\" descr=\"{told}\"/>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"picture{number}\" descr=\"{told}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"picture{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
             </wp:inline></w:drawing></w:r>"
        );
        self.body.push_str(&paragraph("", &drawing));
    }
}

fn main_part(body: &str) -> String {
    format!(
        "<w:document {WORDS} {DRAWN}><w:body>{body}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"foot\"/>\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{EDGE}\" w:right=\"{EDGE}\" w:bottom=\"{EDGE}\" w:left=\"{EDGE}\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
        PAGE.0, PAGE.1
    )
}

fn paragraph(style: &str, runs: &str) -> String {
    let style = if style.is_empty() {
        String::new()
    } else {
        format!("<w:pPr>{style}</w:pPr>")
    };
    format!("<w:p>{style}{runs}</w:p>")
}

/// A text whose line breaks are kept.
fn runs(text: &str) -> String {
    let text = plain(text);
    let lines = text.split('\n');
    let lines: Vec<String> = lines
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line)))
        .collect();
    format!("<w:r>{}</w:r>", lines.join("<w:br/>"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn footer(document: &Document) -> String {
    let foot = paragraph("<w:pStyle w:val=\"Foot\"/>", &runs(&document.foot));
    format!("<w:ftr {WORDS}>{foot}</w:ftr>")
}

fn core(document: &Document) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:language>{}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T12:00:00Z</dcterms:created></cp:coreProperties>",
        escaped(&plain(&document.title)),
        document.language,
        document.day
    )
}

fn relations_of_file() -> String {
    format!(
        "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"text\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"about\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn relations(pictures: usize) -> String {
    let drawn = (1..=pictures).map(|number| {
        format!(
            "<Relationship Id=\"picture{number}\" Type=\"{OFFICE}/image\" Target=\"media/picture{number}.png\"/>"
        )
    });
    let drawn: String = drawn.collect();
    format!(
        "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"styles\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>\
         <Relationship Id=\"foot\" Type=\"{OFFICE}/footer\" Target=\"footer1.xml\"/>{drawn}</Relationships>"
    )
}

/// The styles that the text names; whoever goes on writing changes them once for the whole document.
fn styles(document: &Document) -> String {
    let headings = [("Title", 36, 0), ("Heading1", 28, 1), ("Heading2", 24, 2)];
    let headings = headings.map(|(name, half_points, level)| {
        let outline = match level {
            0 => String::new(),
            level => format!("<w:outlineLvl w:val=\"{}\"/>", level - 1),
        };
        let shown = match name {
            "Title" => "Title".to_owned(),
            _ => format!("heading {level}"),
        };
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{name}\"><w:name w:val=\"{shown}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/>{outline}</w:pPr>\
             <w:rPr><w:b/><w:sz w:val=\"{half_points}\"/></w:rPr></w:style>"
        )
    });
    let rule = |edge: &str| format!("<w:{edge} w:val=\"single\" w:sz=\"4\" w:color=\"808080\"/>");
    let ruled: String = ["top", "bottom", "insideH"].map(rule).concat();
    format!(
        "<w:styles {WORDS}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"20\"/><w:lang w:val=\"{}\"/></w:rPr></w:rPrDefault>\
         </w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         <w:pPr><w:spacing w:after=\"80\"/></w:pPr></w:style>{}\
         <w:style w:type=\"paragraph\" w:styleId=\"Head\"><w:name w:val=\"Column head\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:b/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Line\"><w:name w:val=\"Line to write on\"/><w:basedOn w:val=\"Normal\"/>\
         <w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:color=\"808080\"/></w:pBdr><w:spacing w:before=\"240\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Foot\"><w:name w:val=\"footer\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:sz w:val=\"16\"/></w:rPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"Ruled\"><w:name w:val=\"Ruled\"/><w:tblPr><w:tblBorders>{ruled}</w:tblBorders>\
         <w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>",
        document.language,
        headings.concat()
    )
}
