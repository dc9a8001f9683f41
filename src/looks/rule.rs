//! Which features a look is for: a rule on their columns, judged here or written as an expression.

use serde_json::{Value as Json, json};

use crate::spatial::{Properties, Value};

/// A rule on the columns of a feature as it is published.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// All features.
    Always,
    /// The column is one of these.
    OneOf(&'static str, Vec<Value>),
    /// The first of the columns that is known is a number from the lower limit to under the upper.
    Within(&'static [&'static str], Option<f64>, Option<f64>),
    /// One of the columns is known.
    Known(&'static [&'static str]),
    /// The rule does not hold.
    Not(Box<Rule>),
    /// All of them hold.
    All(Vec<Rule>),
}

impl Rule {
    /// The column is this text.
    #[must_use]
    pub fn is(column: &'static str, text: &str) -> Self {
        Self::OneOf(column, vec![Value::from(text.to_owned())])
    }

    /// The rule does not hold.
    #[must_use]
    pub fn unless(rule: Self) -> Self {
        Self::Not(Box::new(rule))
    }

    /// Whether it holds for these columns.
    #[must_use]
    pub fn holds(&self, columns: &Properties) -> bool {
        match self {
            Self::Always => true,
            Self::OneOf(column, values) => columns
                .get(column)
                .is_some_and(|value| values.contains(value)),
            Self::Within(names, low, high) => {
                let number = first_known(columns, names).and_then(Value::as_number);
                number.is_some_and(|number| {
                    low.is_none_or(|low| number >= low) && high.is_none_or(|high| number < high)
                })
            }
            Self::Known(names) => first_known(columns, names).is_some(),
            Self::Not(rule) => !rule.holds(columns),
            Self::All(rules) => rules.iter().all(|rule| rule.holds(columns)),
        }
    }

    /// The rule as an expression of the `MapLibre` style specification; `None` where all are meant.
    #[must_use]
    pub fn expression(&self) -> Option<Json> {
        match self {
            Self::Always => None,
            Self::OneOf(column, values) => {
                Some(json!(["in", ["get", column], ["literal", values]]))
            }
            Self::Within(names, low, high) => Some(within(names, *low, *high)),
            Self::Known(names) => Some(known(names)),
            Self::Not(rule) => Some(json!(["!", rule.or_true()])),
            Self::All(rules) => {
                let rules: Vec<Json> = rules.iter().map(Self::or_true).collect();
                Some([vec![json!("all")], rules].concat().into())
            }
        }
    }

    fn or_true(&self) -> Json {
        self.expression().unwrap_or(json!(true))
    }
}

fn first_known<'a>(columns: &'a Properties, names: &[&str]) -> Option<&'a Value> {
    let mut values = names.iter().filter_map(|name| columns.get(name));
    values.find(|value| **value != Value::Null)
}

fn known(names: &[&str]) -> Json {
    let each = names.iter().map(|name| json!(["has", name]));
    std::iter::once(json!("any")).chain(each).collect()
}

/// A tile leaves out what is null; a number stands in so that the comparison has one.
fn within(names: &[&str], low: Option<f64>, high: Option<f64>) -> Json {
    let each = names.iter().map(|name| json!(["get", name]));
    let first: Json = std::iter::once(json!("coalesce"))
        .chain(each)
        .chain([json!(0)])
        .collect();
    let first = json!(["to-number", first]);
    let low = low.map(|low| json!([">=", first, low]));
    let high = high.map(|high| json!(["<", first, high]));
    [json!("all"), known(names)]
        .into_iter()
        .chain(low)
        .chain(high)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns<const N: usize>(of: [(&'static str, Value); N]) -> Properties {
        of.into_iter().collect()
    }

    #[test]
    fn a_null_is_not_known_and_the_next_column_counts() {
        let rule = Rule::Within(&["a", "b"], Some(1.0), Some(2.0));

        assert!(rule.holds(&columns([("a", Value::Null), ("b", Value::Number(1.0))])));
        assert!(!rule.holds(&columns([
            ("a", Value::Number(5.0)),
            ("b", Value::Number(1.5))
        ])));
        assert!(!rule.holds(&columns([("b", Value::Number(2.0))])));
        assert!(!rule.holds(&columns([])));
    }

    #[test]
    fn rules_are_written_as_expressions() {
        let both = Rule::All(vec![
            Rule::Known(&["a"]),
            Rule::unless(Rule::is("b", "yes")),
            Rule::Always,
        ]);

        assert_eq!(
            both.expression().unwrap(),
            json!([
                "all",
                ["any", ["has", "a"]],
                ["!", ["in", ["get", "b"], ["literal", ["yes"]]]],
                true
            ])
        );
        assert_eq!(Rule::Always.expression(), None);
    }
}
