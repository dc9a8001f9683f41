//! Settlements gathered in one point, as the audience may see them.

use geo_types::Coord;

use super::Beside;
use crate::{
    domain::{Audience, Code, HazardClass, Settlement},
    spatial::{Feature, Properties, Shape, Value},
};

/// The settlements near a point as one feature; `None` where the audience may not see them, or there
/// are none. Households are those that are known; one settlement alone keeps its code and name.
#[must_use]
pub fn cluster(
    audience: Audience,
    (id, place): (u64, Coord<f64>),
    members: &[(&Settlement, Beside<'_>)],
) -> Option<Feature> {
    if audience == Audience::Public || members.is_empty() {
        return None;
    }
    let known = members.iter().filter_map(|(site, _)| site.households);
    let households = known.map(i64::from).reduce(|a, b| a + b);
    let mut columns = Properties::from_iter([
        ("count", Value::Integer(members.len().try_into().ok()?)),
        ("households", households.map_or(Value::Null, Value::Integer)),
    ]);
    let worst = members
        .iter()
        .filter_map(|(_, beside)| class(*beside))
        .max();
    if let Some(worst) = worst {
        columns.push("worst_class", Value::from(worst.code()));
    }
    if members.iter().any(|(_, beside)| is_in_danger(*beside)) {
        columns.push("imminent_danger", Value::Bool(true));
    }
    if let [(site, _)] = members {
        columns.push("code", Value::from(site.code.clone()));
        columns.push("name", Value::from(site.name.clone()));
    }
    Some(Feature {
        id,
        shape: Shape::Points(vec![place].into()),
        properties: columns,
    })
}

/// The worse of the scored class and an officer's word.
fn class(beside: Beside<'_>) -> Option<HazardClass> {
    let Beside::Assessment(assessment, casework) = beside else {
        return None;
    };
    let said = casework
        .class
        .as_ref()
        .and_then(|said| said.verdict.class());
    Some(assessment.score.class).max(said)
}

fn is_in_danger(beside: Beside<'_>) -> bool {
    matches!(beside, Beside::Assessment(_, casework) if casework.danger.is_some())
}
