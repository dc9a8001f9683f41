//! The form as `XLSForm` (<https://xlsform.org>): what a telephone asks, from the weights file.
//!
//! A number has no word for "nobody could tell", so each has a second question, shown while it
//! is blank; a question left blank was not asked.

use jalon::{
    domain::{AskedQuestion, Code, Language, Unit, VisitMethod, Words},
    hazard::{METHOD_VERSION, Model, Question, QuestionSet},
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// A sheet: its name and its rows, the names of the columns first.
pub(crate) struct Sheet {
    pub(crate) name: &'static str,
    pub(crate) rows: Vec<Vec<String>>,
}

/// The languages in the order of their columns, as `XLSForm` writes them.
const LANGUAGES: [(Language, &str); 2] = [
    (Language::French, "Français (fr)"),
    (Language::English, "English (en)"),
];

/// One row of the sheet `survey`.
#[derive(Default)]
struct Row {
    kind: String,
    name: String,
    /// Name of the label in the texts; none for what is not shown.
    label: Option<String>,
    hint: Option<String>,
    required: bool,
    relevant: String,
    constraint: String,
    default: String,
}

/// The three sheets of the form.
pub(crate) fn sheets() -> Vec<Sheet> {
    vec![survey(), choices(), settings()]
}

/// The form as a workbook; the same bytes every time.
pub(crate) fn workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let properties = DocProperties::new()
        .set_title("Jalon: visit")
        .set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let bold = Format::new().set_bold();
    for sheet in sheets() {
        let page = workbook.add_worksheet();
        page.set_name(sheet.name)?;
        page.set_freeze_panes(1, 0)?;
        let rows = (0..).zip(&sheet.rows);
        let cells = rows.flat_map(|(at, row)| (0..).zip(row).map(move |cell| (at, cell)));
        for (at, (column, text)) in cells.filter(|(_, (_, text))| !text.is_empty()) {
            page.write_string(at, column, text)?;
        }
        page.set_row_format(0, &bold)?;
    }
    Ok(workbook)
}

fn survey() -> Sheet {
    let head = [
        vec!["type".to_owned(), "name".to_owned()],
        in_each("label"),
        in_each("hint"),
        ["required", "relevant", "constraint"]
            .map(str::to_owned)
            .into(),
        in_each("constraint_message"),
        vec!["default".to_owned()],
    ];
    let rows = [opening(), questions(), vec![shown("text", "note")]];
    let rows = rows.into_iter().flatten().map(Row::cells);
    Sheet {
        name: "survey",
        rows: std::iter::once(head.concat()).chain(rows).collect(),
    }
}

/// Where, when, who and how. The telephone and its owner are not asked for.
fn opening() -> Vec<Row> {
    let silent = |kind: &str| Row {
        kind: kind.to_owned(),
        name: kind.to_owned(),
        ..Row::default()
    };
    let required = |row: Row| Row {
        required: true,
        ..row
    };
    vec![
        silent("start"),
        silent("end"),
        required(hinted("text", "settlement")),
        required(Row {
            constraint: ". <= today()".to_owned(),
            default: "today()".to_owned(),
            ..hinted("date", "visited_on")
        }),
        required(hinted("text", "by")),
        shown("text", "team"),
        required(Row {
            default: VisitMethod::OnSite.code().to_owned(),
            ..shown("select_one method", "method")
        }),
        required(Row {
            default: "no".to_owned(),
            ..hinted("select_one yes_no", "nothing_changed")
        }),
    ]
}

/// Every question of the weights file, in its groups.
fn questions() -> Vec<Row> {
    let weights = Model::standard().weights();
    let groups = weights.question_groups();
    groups.flat_map(|(name, set)| group(name, set)).collect()
}

fn group(name: &str, set: &QuestionSet) -> Vec<Row> {
    let begin = Row {
        relevant: "${nothing_changed} = 'no'".to_owned(),
        label: Some(format!("group-{name}")),
        ..plain("begin_group", name)
    };
    let questions = set.questions.iter().map(Question::asked);
    let asked = questions.flat_map(|question| asked(&question));
    let end = plain("end_group", "");
    std::iter::once(begin).chain(asked).chain([end]).collect()
}

fn asked(question: &AskedQuestion) -> Vec<Row> {
    let key = question.key.as_str();
    let label = Some(format!("ask-{key}"));
    let Some((low, high)) = question.unit.range() else {
        let kind = "select_one answer";
        return vec![Row {
            label,
            ..plain(kind, key)
        }];
    };
    let number = Row {
        label,
        hint: Some(unit(question.unit)),
        constraint: format!(". >= {low} and . <= {high}"),
        ..plain("decimal", key)
    };
    let nobody = Row {
        label: Some("form-nobody".to_owned()),
        relevant: format!("${{{key}}} = ''"),
        ..plain("select_one nobody", &format!("{key}_unknown"))
    };
    vec![number, nobody]
}

fn choices() -> Sheet {
    let head = [
        vec!["list_name".to_owned(), "name".to_owned()],
        in_each("label"),
    ];
    let answers = ["yes", "no", "unknown"].map(|name| ("answer", name, format!("reply-{name}")));
    let yes_no = ["yes", "no"].map(|name| ("yes_no", name, format!("reply-{name}")));
    let nobody = [("nobody", "unknown", "reply-unknown".to_owned())];
    let methods = VisitMethod::ALL
        .iter()
        .map(|method| ("method", method.code(), format!("method-{method}")));
    let rows = answers
        .into_iter()
        .chain(yes_no)
        .chain(nobody)
        .chain(methods);
    let rows = rows.map(|(list, name, label)| {
        let texts = LANGUAGES.map(|(language, _)| Words::of(language).say(&label));
        [vec![list.to_owned(), name.to_owned()], texts.into()].concat()
    });
    Sheet {
        name: "choices",
        rows: std::iter::once(head.concat()).chain(rows).collect(),
    }
}

fn settings() -> Sheet {
    let head = ["form_title", "form_id", "version", "default_language"];
    let row = ["Jalon", "jalon_visit", METHOD_VERSION, LANGUAGES[0].1];
    let text = |cells: [&str; 4]| cells.map(str::to_owned).into();
    Sheet {
        name: "settings",
        rows: vec![text(head), text(row)],
    }
}

impl Row {
    fn cells(self) -> Vec<String> {
        let texts = |name: &Option<String>| {
            LANGUAGES.map(|(language, _)| match name {
                Some(name) => Words::of(language).say(name),
                None => String::new(),
            })
        };
        let required = if self.required { "yes" } else { "" };
        let message = match self.name.as_str() {
            _ if self.constraint.is_empty() => None,
            "visited_on" => Some("form-not_later".to_owned()),
            _ => self.hint.clone(),
        };
        [
            vec![self.kind, self.name],
            texts(&self.label).into(),
            texts(&self.hint).into(),
            vec![required.to_owned(), self.relevant, self.constraint],
            texts(&message).into(),
            vec![self.default],
        ]
        .concat()
    }
}

fn plain(kind: &str, name: &str) -> Row {
    Row {
        kind: kind.to_owned(),
        name: name.to_owned(),
        ..Row::default()
    }
}

fn shown(kind: &str, name: &str) -> Row {
    Row {
        label: Some(format!("form-{name}")),
        ..plain(kind, name)
    }
}

fn hinted(kind: &str, name: &str) -> Row {
    Row {
        hint: Some(format!("form-{name}-hint")),
        ..shown(kind, name)
    }
}

fn unit(unit: Unit) -> String {
    format!("unit-{unit}")
}

fn in_each(column: &str) -> Vec<String> {
    let named = LANGUAGES.map(|(_, language)| format!("{column}::{language}"));
    named.into()
}
