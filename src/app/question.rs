//! What somebody asks of a layer in words, checked against its columns: the same parameters for
//! OGC API, for exports and on the command line.

use super::{
    reference::Reference,
    selection::{Asked, SortKey},
};
use crate::{
    domain::LayerKind,
    filter::{self, Filter, Period, Terms},
    publish::{self, Column},
    spatial::{Bbox, Holds, SourceGeometry, Value},
};

/// Most columns to sort by.
const MOST_SORTED: usize = 8;

/// A parameter that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the parameter `{name}` is not {wanted}")]
pub struct WrongParameter {
    /// Which one.
    pub name: String,
    /// What it could have been.
    pub wanted: String,
}

impl WrongParameter {
    /// A parameter that is not what is wanted.
    pub fn new(name: &str, wanted: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            wanted: wanted.into(),
        }
    }
}

/// Where parameters are taken from, each once.
pub trait Parameters {
    /// The value of a parameter, if it is given.
    ///
    /// # Errors
    /// When it is given more than once.
    fn take(&mut self, name: &str) -> Result<Option<String>, WrongParameter>;
}

/// What somebody asks for, and how it is to be written.
pub struct Wanted {
    /// Which records; `limit` and `after` are the caller's to set.
    pub asked: Asked,
    /// How many at most, if that was said.
    pub limit: Option<usize>,
    /// The columns to write; all of them where none is named.
    pub columns: Option<Vec<&'static str>>,
    /// The parameters that were given, as they were given.
    pub said: Vec<(String, String)>,
}

impl Wanted {
    /// Whether a column is to be written.
    #[must_use]
    pub fn writes(&self, column: &str) -> bool {
        let columns = self.columns.as_deref();
        columns.is_none_or(|columns| columns.contains(&column))
    }
}

/// Keeps what is taken, so that an answer can tell its question.
struct Kept<'a> {
    parameters: &'a mut dyn Parameters,
    said: Vec<(String, String)>,
}

impl Kept<'_> {
    fn take(&mut self, name: &str) -> Result<Option<String>, WrongParameter> {
        let value = self.parameters.take(name)?;
        let kept = value.iter().map(|value| (name.to_owned(), value.clone()));
        self.said.extend(kept);
        Ok(value)
    }
}

/// Takes `bbox`, `datetime`, `filter`, `sortby`, `properties`, `limit` and the columns by name.
///
/// # Errors
/// The first parameter that cannot be understood.
pub fn wanted(parameters: &mut dyn Parameters, kind: LayerKind) -> Result<Wanted, WrongParameter> {
    let columns = publish::columns(kind);
    let mut asking = Kept {
        parameters,
        said: Vec::new(),
    };
    let sort = asking.take("sortby")?;
    let sort = sort.map_or(Ok(Vec::new()), |text| sort_keys(&text, columns))?;
    let during = asking.take("datetime")?;
    let asked = Asked {
        boxes: boxes(&mut asking)?,
        during: during.as_deref().map(period).transpose()?,
        equal: equal(&mut asking, columns)?,
        filter: filter(&mut asking, columns)?,
        limit: usize::MAX,
        after: None,
        sort,
    };
    let limit = limit(&mut asking)?;
    let properties = asking.take("properties")?;
    let names = properties.map(|text| names("properties", &text, columns));
    Ok(Wanted {
        asked,
        limit,
        columns: names.transpose()?,
        said: asking.said,
    })
}

/// A number too long for the machine asks for everything.
fn limit(asking: &mut Kept<'_>) -> Result<Option<usize>, WrongParameter> {
    let Some(text) = asking.take("limit")? else {
        return Ok(None);
    };
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let limit = text.parse().unwrap_or(usize::MAX);
    if !is_number || limit == 0 {
        let wanted = "a whole number from 1";
        return Err(WrongParameter::new("limit", wanted));
    }
    Ok(Some(limit))
}

/// Boxes in longitude and latitude; two where the one asked for goes across the antimeridian.
fn boxes(asking: &mut Kept<'_>) -> Result<Vec<Bbox>, WrongParameter> {
    let reference = Reference::of("bbox-crs", asking.take("bbox-crs")?.as_deref())?;
    let Some(text) = asking.take("bbox")? else {
        return Ok(Vec::new());
    };
    let wrong = || {
        WrongParameter::new(
            "bbox",
            "four or six numbers (lower corner, upper corner) of places in its reference system, in the order of its axes",
        )
    };
    let numbers: Option<Vec<f64>> = text
        .split(',')
        .take(7)
        .map(|part| part.trim().parse().ok().filter(|n: &f64| n.is_finite()))
        .collect();
    let corners = numbers
        .and_then(|numbers| filter::corners(&numbers))
        .ok_or_else(wrong)?;
    let turn = |drawing: &mut SourceGeometry| reference.to_lon_lat(drawing);
    let terms = Terms {
        columns: &[],
        to_lon_lat: &turn,
    };
    let boxes = filter::boxes(corners, &terms).map_err(|_| wrong())?;
    // Only longitudes go round the world.
    if boxes.len() > 1 && !reference.is_geographic() {
        return Err(wrong());
    }
    Ok(boxes)
}

fn period(text: &str) -> Result<Period, WrongParameter> {
    Period::of_text(text).ok_or_else(|| {
        WrongParameter::new(
            "datetime",
            "a day, a moment, or two of them with / between, the earlier first; .. for no end",
        )
    })
}

/// Columns whose values are named one by one.
fn equal(
    asking: &mut Kept<'_>,
    columns: &[Column],
) -> Result<Vec<(&'static str, Value)>, WrongParameter> {
    let mut equal = Vec::new();
    for column in columns {
        if let Some(text) = asking.take(column.name)? {
            equal.push((column.name, value(column, text)?));
        }
    }
    Ok(equal)
}

fn value(column: &Column, text: String) -> Result<Value, WrongParameter> {
    let name = column.name;
    match column.holds {
        Holds::Text | Holds::Day | Holds::Moment => Ok(Value::from(text)),
        Holds::Integer | Holds::Number => {
            let number = text.parse().ok().filter(|n: &f64| n.is_finite());
            let number = number.ok_or_else(|| WrongParameter::new(name, "a number"))?;
            Ok(Value::Number(number))
        }
        Holds::Bool => match &text[..] {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(WrongParameter::new(name, "true or false")),
        },
    }
}

fn filter(asking: &mut Kept<'_>, columns: &[Column]) -> Result<Option<Filter>, WrongParameter> {
    let language = asking.take("filter-lang")?;
    let reference = Reference::of("filter-crs", asking.take("filter-crs")?.as_deref())?;
    let read = match language.as_deref() {
        None | Some("cql2-text") => Filter::from_text,
        Some("cql2-json") => Filter::from_json,
        Some(_) => return Err(WrongParameter::new("filter-lang", "cql2-text or cql2-json")),
    };
    let Some(text) = asking.take("filter")? else {
        return Ok(None);
    };
    let turn = |drawing: &mut SourceGeometry| reference.to_lon_lat(drawing);
    let known: Vec<_> = columns.iter().map(|c| (c.name, c.holds)).collect();
    let terms = Terms {
        columns: &known,
        to_lon_lat: &turn,
    };
    read(&text, &terms)
        .map(Some)
        .map_err(|error| WrongParameter::new("filter", format!("one to be used: {error}")))
}

fn sort_keys(text: &str, columns: &[Column]) -> Result<Vec<SortKey>, WrongParameter> {
    let keys = text.split(',').map(|part| {
        let (descending, name) = match part.strip_prefix('-') {
            Some(name) => (true, name),
            // A plus in an address may have become a space.
            None => (false, part.trim_start_matches(['+', ' '])),
        };
        let column = known("sortby", name, columns)?;
        Ok(SortKey { column, descending })
    });
    let keys: Vec<SortKey> = keys
        .take(MOST_SORTED + 1)
        .collect::<Result<_, WrongParameter>>()?;
    if keys.len() > MOST_SORTED {
        return Err(WrongParameter::new("sortby", "a list of at most 8 columns"));
    }
    Ok(keys)
}

fn names(
    parameter: &str,
    text: &str,
    columns: &[Column],
) -> Result<Vec<&'static str>, WrongParameter> {
    let names: Result<Vec<&'static str>, WrongParameter> = text
        .split(',')
        .map(|name| known(parameter, name, columns))
        .collect();
    let mut names = names?;
    names.dedup();
    Ok(names)
}

fn known(parameter: &str, name: &str, columns: &[Column]) -> Result<&'static str, WrongParameter> {
    let found = columns.iter().find(|column| column.name == name);
    found.map(|column| column.name).ok_or_else(|| {
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        let wanted = format!(
            "a list of columns, of which there are: {}",
            names.join(", ")
        );
        WrongParameter::new(parameter, wanted)
    })
}
