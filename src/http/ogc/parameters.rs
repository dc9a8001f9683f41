//! The parameters of a request for features, checked against the columns of their layer.

use super::{asking::Asking, cursor, reference::Reference};
use crate::{
    app::selection::{Asked, SortKey},
    domain::LayerKind,
    filter::{self, Filter, Period, Terms},
    http::{error::Problem, query::digits},
    publish::{self, Column},
    spatial::{Bbox, Holds, SourceGeometry, Value},
};

/// Features on a page unless asked otherwise.
pub(super) const LIMIT_DEFAULT: usize = 100;
/// Features on a page at most; who asks for more gets this many.
pub(super) const LIMIT_MOST: usize = 10_000;
/// Most columns to sort by.
const MOST_SORTED: usize = 8;

/// What somebody asks for, and how it is to be written.
pub(super) struct Wanted {
    pub(super) asked: Asked,
    pub(super) reference: Reference,
    /// The columns to write; all of them where none is named.
    pub(super) columns: Option<Vec<&'static str>>,
}

/// Takes every parameter there is and refuses the rest.
pub(super) fn wanted(asking: &mut Asking, kind: LayerKind) -> Result<Wanted, Problem> {
    let columns = publish::columns(kind);
    let sort = asking.take("sortby")?;
    let sort = sort.map_or(Ok(Vec::new()), |text| sort_keys(&text, columns))?;
    let during = asking.take("datetime")?;
    let asked = Asked {
        boxes: boxes(asking)?,
        during: during.as_deref().map(period).transpose()?,
        equal: equal(asking, columns)?,
        filter: filter(asking, columns)?,
        limit: limit(asking)?,
        after: match asking.take("cursor")? {
            Some(text) => Some(cursor::read(&text, sort.len())?),
            None => None,
        },
        sort,
    };
    let reference = Reference::of("crs", asking.take("crs")?.as_deref())?;
    let properties = asking.take("properties")?;
    let names = properties.map(|text| names("properties", &text, columns));
    asking.finish()?;
    Ok(Wanted {
        asked,
        reference,
        columns: names.transpose()?,
    })
}

fn limit(asking: &mut Asking) -> Result<usize, Problem> {
    let Some(text) = asking.take("limit")? else {
        return Ok(LIMIT_DEFAULT);
    };
    let wrong = || Problem::parameter("limit", "a whole number from 1; at most 10000 come at once");
    let limit = digits(&text).filter(|&limit| limit > 0).ok_or_else(wrong)?;
    Ok(usize::try_from(limit).unwrap_or(LIMIT_MOST).min(LIMIT_MOST))
}

/// Boxes in longitude and latitude; two where the one asked for goes across the antimeridian.
fn boxes(asking: &mut Asking) -> Result<Vec<Bbox>, Problem> {
    let reference = Reference::of("bbox-crs", asking.take("bbox-crs")?.as_deref())?;
    let Some(text) = asking.take("bbox")? else {
        return Ok(Vec::new());
    };
    let wrong = || {
        Problem::parameter(
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

fn period(text: &str) -> Result<Period, Problem> {
    Period::of_text(text).ok_or_else(|| {
        Problem::parameter(
            "datetime",
            "a day, a moment, or two of them with / between, the earlier first; .. for no end",
        )
    })
}

/// Columns whose values are named one by one.
fn equal(asking: &mut Asking, columns: &[Column]) -> Result<Vec<(&'static str, Value)>, Problem> {
    let mut equal = Vec::new();
    for column in columns {
        if let Some(text) = asking.take(column.name)? {
            equal.push((column.name, value(column, text)?));
        }
    }
    Ok(equal)
}

fn value(column: &Column, text: String) -> Result<Value, Problem> {
    let name = column.name;
    match column.holds {
        Holds::Text | Holds::Day | Holds::Moment => Ok(Value::Text(text)),
        Holds::Integer | Holds::Number => {
            let number = text.parse().ok().filter(|n: &f64| n.is_finite());
            let number = number.ok_or_else(|| Problem::parameter(name, "a number"))?;
            Ok(Value::Number(number))
        }
        Holds::Bool => match &text[..] {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(Problem::parameter(name, "true or false")),
        },
    }
}

fn filter(asking: &mut Asking, columns: &[Column]) -> Result<Option<Filter>, Problem> {
    let language = asking.take("filter-lang")?;
    let reference = Reference::of("filter-crs", asking.take("filter-crs")?.as_deref())?;
    let read = match language.as_deref() {
        None | Some("cql2-text") => Filter::from_text,
        Some("cql2-json") => Filter::from_json,
        Some(_) => return Err(Problem::parameter("filter-lang", "cql2-text or cql2-json")),
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
        .map_err(|error| Problem::parameter("filter", &format!("one to be used: {error}")))
}

fn sort_keys(text: &str, columns: &[Column]) -> Result<Vec<SortKey>, Problem> {
    let keys = text.split(',').map(|part| {
        let (descending, name) = match part.strip_prefix('-') {
            Some(name) => (true, name),
            // A plus in an address may have become a space.
            None => (false, part.trim_start_matches(['+', ' '])),
        };
        let column = known("sortby", name, columns)?;
        Ok(SortKey { column, descending })
    });
    let keys: Vec<SortKey> = keys.take(MOST_SORTED + 1).collect::<Result<_, Problem>>()?;
    if keys.len() > MOST_SORTED {
        return Err(Problem::parameter("sortby", "a list of at most 8 columns"));
    }
    Ok(keys)
}

fn names(parameter: &str, text: &str, columns: &[Column]) -> Result<Vec<&'static str>, Problem> {
    let names: Result<Vec<&'static str>, Problem> = text
        .split(',')
        .map(|name| known(parameter, name, columns))
        .collect();
    let mut names = names?;
    names.dedup();
    Ok(names)
}

fn known(parameter: &str, name: &str, columns: &[Column]) -> Result<&'static str, Problem> {
    let found = columns.iter().find(|column| column.name == name);
    found.map(|column| column.name).ok_or_else(|| {
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        let wanted = format!(
            "a list of columns, of which there are: {}",
            names.join(", ")
        );
        Problem::parameter(parameter, &wanted)
    })
}
