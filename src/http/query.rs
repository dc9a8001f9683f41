//! What stands behind the question mark of an address, checked.

use axum::{
    extract::{self, FromRequestParts},
    http::request::Parts,
};
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::IntoParams;

use super::{
    error::Problem,
    limits::{PAGE_DEFAULT, PAGE_MOST},
};
use crate::spatial::Bbox;

/// The parameters of an address; what is wrong with them is told in a problem document.
pub(super) struct Query<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = extract::Query::<T>::from_request_parts(parts, state).await;
        read.map(|extract::Query(told)| Self(told))
            .map_err(|fault| Problem::query(&fault.body_text()))
    }
}

/// Which part of a list is wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    /// How many at most: 1 to 10000, 1000 unless given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 10000)]
    limit: Option<String>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

impl Page {
    /// The part that these two words name.
    pub(super) fn of(limit: Option<String>, cursor: Option<String>) -> Self {
        Self { limit, cursor }
    }

    /// How many at most.
    pub(super) fn limit(&self) -> Result<usize, Problem> {
        let Some(text) = &self.limit else {
            return Ok(PAGE_DEFAULT);
        };
        digits(text)
            .and_then(|n| usize::try_from(n).ok())
            .filter(|n| (1..=PAGE_MOST).contains(n))
            .ok_or_else(|| Problem::parameter("limit", "a whole number from 1 to 10000"))
    }

    /// The number after which the page starts; 0 for the first page.
    pub(super) fn after(&self) -> Result<u64, Problem> {
        match &self.cursor {
            None => Ok(0),
            Some(text) => digits(text)
                .ok_or_else(|| Problem::parameter("cursor", "the `next` of an earlier page")),
        }
    }
}

/// A box from `west,south,east,north` in degrees.
pub(super) fn bbox(text: &str) -> Result<Bbox, Problem> {
    let wrong = || {
        Problem::parameter(
            "bbox",
            "west,south,east,north in degrees, west below east and south below north",
        )
    };
    let numbers: Vec<f64> = text
        .split(',')
        .map(|part| part.trim().parse().ok().filter(|n: &f64| n.is_finite()))
        .collect::<Option<_>>()
        .ok_or_else(wrong)?;
    match numbers[..] {
        [west, south, east, north] if west <= east && south <= north => Ok(Bbox {
            west,
            south,
            east,
            north,
        }),
        _ => Err(wrong()),
    }
}

/// A whole number of plain digits; `1e1`, `+1` and digits of other scripts are none.
pub(super) fn digits(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reversed_or_broken_box_is_refused() {
        for text in ["1,2,3", "3,0,1,1", "a,b,c,d", "NaN,0,1,1", "0,0,1,inf", ""] {
            assert!(bbox(text).is_err(), "{text}");
        }
        assert_eq!(
            bbox("1.2,43, 1.5,44").unwrap(),
            Bbox::around([(1.2, 43.0).into(), (1.5, 44.0).into()]).unwrap()
        );
    }

    #[test]
    fn a_limit_of_nothing_or_everything_is_refused() {
        for text in ["0", "10001", "1e1", "-1", "١", "99999999999999999999"] {
            let page = Page {
                limit: Some(text.into()),
                cursor: None,
            };
            assert!(page.limit().is_err(), "{text}");
        }
    }
}
