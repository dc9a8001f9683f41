//! From the sections of a weights file to weights, every key checked.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use super::{
    Areal, Checklist, Linear, METHOD_VERSION, Question, QuestionSet, RankDraws, Scale, Weights,
    section::Section,
};
use crate::{
    domain::{Code, Factor, LandmarkKind, Peril},
    hazard::Error,
};

/// A danger stays below certainty, or nothing could be worse than it.
const HIGHEST_VALUE: f64 = 0.99;
/// No distance in the method is longer than this.
const FARTHEST_M: f64 = 100_000.0;
/// More draws than this are never worked out, so a file must not promise them.
const MOST_DRAWS: i64 = 100_000;
/// Weights of a list are written with a few decimals.
const SUM_TOLERANCE: f64 = 1e-9;

/// Landmarks that threaten by being near; hydrants and the like help by it.
const THREATS: [LandmarkKind; 6] = [
    LandmarkKind::Railway,
    LandmarkKind::Motorway,
    LandmarkKind::MainRoad,
    LandmarkKind::HvLine,
    LandmarkKind::GasPipeline,
    LandmarkKind::WasteDump,
];

/// The weights, each key checked where it is read; what is left over is the caller's to refuse.
pub(super) fn read(file: &mut Section) -> Result<Weights, Error> {
    version(file)?;
    let factors = file.words("factors", Factor::ALL)?;
    let read = Weights {
        unknown_mid: file.number("unknown_mid", 0.0..=1.0)?,
        class_limits: rising(file, "class_limits", 0.0..=100.0)?,
        rho: file.number("rho", 0.0..=1.0)?,
        beta: file.number("beta", 0.0..=1.0)?,
        full_share: file.number("F0", 0.001..=1.0)?,
        kappa: file.number("kappa", 0.0..=1.0)?,
        areal: areals(file, &factors)?,
        linear: linears(file, &factors)?,
        checklists: checklists(file, &factors)?,
        vulnerability: vulnerability(file)?,
        rank_draws: rank_draws(file)?,
        factors,
    };
    each_question_once(&read)?;
    Ok(read)
}

fn version(file: &mut Section) -> Result<(), Error> {
    let value = file.text("version")?;
    if value == METHOD_VERSION {
        return Ok(());
    }
    let allowed = METHOD_VERSION.to_owned();
    Err(Error::UnknownWord {
        key: "version".to_owned(),
        value,
        allowed,
    })
}

fn areals(file: &mut Section, factors: &[Factor]) -> Result<BTreeMap<Peril, Areal>, Error> {
    let mut all = file.section("areal")?;
    let mut areals = BTreeMap::new();
    for &peril in Peril::ALL {
        let mut one = all.section(peril.code())?;
        let values = one.numbers("v", 0.0..=HIGHEST_VALUE)?;
        if !values.is_sorted() {
            return Err(Error::NotRising {
                key: one.full("v"),
                values: values.to_vec(),
            });
        }
        let near_m = one.number("near_m", 0.0..=FARTHEST_M)?;
        let areal = Areal {
            factor: one.word("factor", factors)?,
            values,
            near_m,
        };
        one.done()?;
        areals.insert(peril, areal);
    }
    all.done()?;
    Ok(areals)
}

fn linears(
    file: &mut Section,
    factors: &[Factor],
) -> Result<BTreeMap<LandmarkKind, Linear>, Error> {
    let mut all = file.section("linear")?;
    let mut linears = BTreeMap::new();
    for landmark in THREATS {
        let mut one = all.section(landmark.code())?;
        let linear = Linear {
            factor: one.word("factor", factors)?,
            value: one.number("v", 0.0..=HIGHEST_VALUE)?,
            inner_m: one.number("d_in", 0.0..=FARTHEST_M)?,
            outer_m: one.number("d_out", 0.0..=FARTHEST_M)?,
        };
        if linear.inner_m >= linear.outer_m {
            let (key, values) = (
                format!("{}.d_in, d_out", one.path()),
                vec![linear.inner_m, linear.outer_m],
            );
            return Err(Error::NotRising { key, values });
        }
        one.done()?;
        linears.insert(landmark, linear);
    }
    all.done()?;
    Ok(linears)
}

/// Plain checklists first, then those in groups; each in the order of their names.
fn checklists(file: &mut Section, factors: &[Factor]) -> Result<Vec<Checklist>, Error> {
    let mut checklists = Vec::new();
    for kind in ["checklist", "groups"] {
        let mut all = file.section(kind)?;
        for name in all.names() {
            checklists.push(checklist(all.section(&name)?, factors)?);
        }
    }
    Ok(checklists)
}

fn checklist(mut one: Section, factors: &[Factor]) -> Result<Checklist, Error> {
    let factor = one.word("factor", factors)?;
    let cap = one.number("cap", 0.0..=HIGHEST_VALUE)?;
    let names = one.names();
    if names.is_empty() {
        return Err(Error::Missing {
            key: one.full("items"),
        });
    }
    let key = one.path().to_owned();
    let groups = names.iter().map(|name| question_set(&mut one, name));
    Ok(Checklist {
        key,
        factor,
        cap,
        groups: groups.collect::<Result<_, _>>()?,
    })
}

fn vulnerability(file: &mut Section) -> Result<QuestionSet, Error> {
    let mut section = file.section("vulnerability")?;
    let set = question_set(&mut section, "items")?;
    section.done()?;
    Ok(set)
}

fn question_set(section: &mut Section, name: &str) -> Result<QuestionSet, Error> {
    let key = section.full(name);
    let mut questions = Vec::new();
    for (at, value) in section.list(name)?.into_iter().enumerate() {
        let one = Section::listed(format!("{key}[{at}]"), value)?;
        questions.push(question(one)?);
    }
    let sum = questions
        .iter()
        .fold(0.0, |sum, question| sum + question.weight);
    if (sum - 1.0).abs() > SUM_TOLERANCE {
        return Err(Error::WeightsSum { key, sum });
    }
    Ok(QuestionSet {
        name: name.to_owned(),
        questions,
    })
}

fn question(mut one: Section) -> Result<Question, Error> {
    let key = one.text("k")?;
    let weight = one.number("w", 0.0..=1.0)?;
    let scale = if one.has("good") || one.has("bad") {
        ramp(&mut one)?
    } else {
        Scale::YesIsBad
    };
    one.done()?;
    Ok(Question { key, weight, scale })
}

fn ramp(one: &mut Section) -> Result<Scale, Error> {
    let good = one.number("good", 0.0..=FARTHEST_M)?;
    let bad = one.number("bad", 0.0..=FARTHEST_M)?;
    if (good - bad).abs() < f64::EPSILON {
        return Err(Error::NoSpan {
            key: one.path().to_owned(),
            value: good,
        });
    }
    Ok(Scale::Ramp { good, bad })
}

fn rank_draws(file: &mut Section) -> Result<RankDraws, Error> {
    let mut section = file.section("monte_carlo")?;
    let read = RankDraws {
        draws: section.whole_number("draws", 1..=MOST_DRAWS)?,
        seed: section.whole_number("seed", 0..=i64::MAX)?,
        spread: section.number("spread", 0.0..=HIGHEST_VALUE)?,
        top_k: section.whole_number("top_k", 1..=i64::MAX)?,
    };
    section.done()?;
    Ok(read)
}

fn rising(file: &mut Section, key: &str, within: RangeInclusive<f64>) -> Result<[f64; 4], Error> {
    let values = file.numbers(key, within)?;
    if values.is_sorted_by(|low, high| low < high) {
        return Ok(values);
    }
    Err(Error::NotRising {
        key: file.full(key),
        values: values.to_vec(),
    })
}

/// A question in two places would count twice.
fn each_question_once(weights: &Weights) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    match weights
        .questions()
        .find(|question| !seen.insert(&question.key))
    {
        None => Ok(()),
        Some(twice) => Err(Error::Twice {
            key: "k".to_owned(),
            value: twice.key.clone(),
        }),
    }
}
