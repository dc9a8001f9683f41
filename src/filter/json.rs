//! CQL2 JSON.

use serde_json::{Map, Value};

use super::{
    Error, MOST_POINTS,
    expr::{Allowance, Expr},
    text::corners,
    time::Moment,
};
use crate::formats::{self, Limits};

/// Reads a whole filter. The reader of JSON itself goes no deeper than 128.
pub(super) fn read(text: &str) -> Result<Expr, Error> {
    let value: Value = serde_json::from_str(text).map_err(|error| Error::NotJson {
        line: error.line(),
        column: error.column(),
    })?;
    expr(&value, &mut Allowance::default())
}

fn expr(value: &Value, allowance: &mut Allowance) -> Result<Expr, Error> {
    allowance.part()?;
    match value {
        Value::Bool(yes) => Ok(Expr::Bool(*yes)),
        Value::Number(number) => number
            .as_f64()
            .map(Expr::Number)
            .ok_or_else(|| not(value, "a number")),
        Value::String(text) => Ok(Expr::Text(text.clone())),
        Value::Array(items) => Ok(Expr::List(list(items, allowance)?)),
        Value::Object(object) => object_expr(object, allowance),
        Value::Null => Err(not(value, "a value; ask with isNull")),
    }
}

fn list(items: &[Value], allowance: &mut Allowance) -> Result<Vec<Expr>, Error> {
    allowance.enter()?;
    let list = items.iter().map(|item| expr(item, allowance)).collect();
    allowance.leave();
    list
}

fn object_expr(object: &Map<String, Value>, allowance: &mut Allowance) -> Result<Expr, Error> {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    if let Some(operator) = text("op") {
        let arguments = match object.get("args") {
            Some(Value::Array(arguments)) => list(arguments, allowance)?,
            _ => return Err(not_object(object, "an operator with a list of args")),
        };
        return Ok(Expr::call(operator, arguments));
    }
    if let Some(name) = text("property") {
        return Ok(Expr::Name(name.to_owned()));
    }
    if let Some(day) = text("date") {
        return Ok(Expr::Moment(Moment::of_day(day)?));
    }
    if let Some(moment) = text("timestamp") {
        return Ok(Expr::Moment(Moment::of_moment(moment)?));
    }
    match (object.get("interval"), object.get("bbox")) {
        (Some(Value::Array(ends)), _) => interval(&list(ends, allowance)?),
        (_, Some(Value::Array(numbers))) if !object.contains_key("coordinates") => bbox(numbers),
        _ if object.contains_key("type") => shape(object),
        _ => Err(not_object(object, "an operator, a property or a value")),
    }
}

fn interval(ends: &[Expr]) -> Result<Expr, Error> {
    let end = |end: &Expr| match end {
        Expr::Text(text) if text != ".." => Moment::of_text(text).map(Expr::Moment),
        other => Ok(other.clone()),
    };
    match ends {
        [from, to] => Ok(Expr::Interval(Box::new([end(from)?, end(to)?]))),
        _ => Err(Error::Arguments {
            operator: "interval".to_owned(),
            wanted: "a beginning and an end",
        }),
    }
}

fn bbox(numbers: &[Value]) -> Result<Expr, Error> {
    let numbers: Option<Vec<f64>> = numbers.iter().map(Value::as_f64).collect();
    let corners = numbers.and_then(|numbers| corners(&numbers));
    corners.map(Expr::Box).ok_or_else(|| Error::Arguments {
        operator: "bbox".to_owned(),
        wanted: "four or six numbers",
    })
}

fn shape(object: &Map<String, Value>) -> Result<Expr, Error> {
    let limits = Limits {
        max_vertices_per_shape: MOST_POINTS,
        ..Limits::default()
    };
    let text = Value::Object(object.clone()).to_string();
    Ok(Expr::Shape(formats::geojson_shape(&text, limits)?))
}

fn not_object(object: &Map<String, Value>, wanted: &'static str) -> Error {
    not(&Value::Object(object.clone()), wanted)
}

fn not(value: &Value, wanted: &'static str) -> Error {
    Error::NotCql {
        found: value.to_string().chars().take(40).collect(),
        wanted,
    }
}
