//! The weights of the score: read from a TOML file, checked once, and named by its digest.

mod section;

use std::{collections::BTreeMap, sync::LazyLock};

use sha2::{Digest, Sha256};

use self::section::Section;
use super::Error;
use crate::domain::{Code, Factor, HazardClass, LandmarkKind, Peril};

/// The version of the method that this code computes, as `docs/METHODS.md` tells it.
pub const METHOD_VERSION: &str = "1.0";

/// A danger stays below certainty, or nothing could be worse than it.
const HIGHEST_VALUE: f64 = 0.99;
/// No distance in the method is longer than this.
const FARTHEST_M: f64 = 100_000.0;
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

/// Checked weights with the digest of the text they came from.
#[derive(Clone, Debug)]
pub struct Model {
    weights: Weights,
    sha256: String,
}

/// Every number that the score depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// What an unknown counts in the score shown, 0 to 1.
    pub unknown_mid: f64,
    /// Scores at which classes B, C, D and E begin.
    pub class_limits: [f64; 4],
    /// Share of the gap above the worst danger that all others can close, 0 to 1.
    pub rho: f64,
    /// How much vulnerability amplifies, 0 to 1.
    pub beta: f64,
    /// Share of the site from which a zone counts as fully present, above 0 to 1.
    pub full_share: f64,
    /// How much a zone that is only close counts, 0 to 1.
    pub kappa: f64,
    /// The factors of the score.
    pub factors: Vec<Factor>,
    /// How each peril counts.
    pub areal: BTreeMap<Peril, Areal>,
    /// How each threatening landmark counts.
    pub linear: BTreeMap<LandmarkKind, Linear>,
    /// What is asked on the spot.
    pub checklists: Vec<Checklist>,
    /// What makes the people on the site more vulnerable.
    pub vulnerability: QuestionSet,
    /// How ranks are drawn.
    pub rank_draws: RankDraws,
}

/// How zones of one peril count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Areal {
    /// The factor they belong to.
    pub factor: Factor,
    /// Value of each severity, mildest first, 0 to 0.99.
    pub values: [f64; 4],
    /// Distance in metres at which closeness stops counting; 0 when it never counts.
    pub near_m: f64,
}

/// How nearness to one kind of landmark counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// The factor it belongs to.
    pub factor: Factor,
    /// Value at the landmark, 0 to 0.99.
    pub value: f64,
    /// Distance in metres up to which the full value counts.
    pub inner_m: f64,
    /// Distance in metres from which nothing counts.
    pub outer_m: f64,
}

/// A checklist for one factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Checklist {
    /// The factor it belongs to.
    pub factor: Factor,
    /// The value that a checklist with every answer bad has, 0 to 0.99.
    pub cap: f64,
    /// Its groups; a plain checklist has one.
    pub groups: Vec<QuestionSet>,
}

/// Questions that are weighed together; their weights sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionSet {
    /// What the file calls it.
    pub name: String,
    /// Its questions.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What the file calls it.
    pub key: String,
    /// Its weight within its set.
    pub weight: f64,
    /// How its answer becomes a deficit.
    pub scale: Scale,
}

/// How an answer becomes a deficit, 0 good to 1 bad.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Yes is bad.
    YesIsBad,
    /// A number that is good at one end and bad at the other.
    Ramp {
        /// Deficit 0 here and beyond.
        good: f64,
        /// Deficit 1 here and beyond.
        bad: f64,
    },
}

/// How ranks are drawn to see how far they depend on the weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankDraws {
    /// Number of draws.
    pub draws: u64,
    /// The seed, so that anyone can draw the same again.
    pub seed: u64,
    /// Each weight is multiplied by a number between 1 − spread and 1 + spread.
    pub spread: f64,
    /// The probability of being among this many first is reported.
    pub top_k: u64,
}

static STANDARD_TEXT: &str = include_str!("hazard-model.v1.toml");
static STANDARD: LazyLock<Model> = LazyLock::new(|| {
    #[allow(
        clippy::expect_used,
        reason = "the embedded file is parsed by a test of this module"
    )]
    Model::parse(STANDARD_TEXT).expect("the embedded weights are valid")
});

impl Model {
    /// Reads and checks a weights file.
    ///
    /// # Errors
    /// Anything missing, misspelt, out of range or not adding up, with the key, what it holds
    /// and what it may hold.
    ///
    /// ```
    /// use jalon::hazard::Model;
    /// let steeper = Model::standard_text().replace("rho = 0.5", "rho = 1.5");
    /// let refusal = Model::parse(&steeper).unwrap_err().to_string();
    /// assert_eq!(refusal, "'rho' is 1.5, which is not between 0 and 1; choose a number there");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut file = Section::whole(text)?;
        let weights = weights(&mut file)?;
        file.done()?;
        Ok(Self {
            weights,
            sha256: digest(text),
        })
    }

    /// The weights that ship with the product.
    #[must_use]
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    /// The file of [`Model::standard`], for people who want to start from it.
    #[must_use]
    pub fn standard_text() -> &'static str {
        STANDARD_TEXT
    }

    /// The numbers.
    #[must_use]
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// SHA-256 of the file's text, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Version of the method that the file was written for.
    #[must_use]
    pub fn version(&self) -> &'static str {
        METHOD_VERSION
    }
}

impl Weights {
    /// The class of a score; a score on a limit belongs to the higher class.
    ///
    /// ```
    /// use jalon::{domain::HazardClass, hazard::Model};
    /// assert_eq!(Model::standard().weights().class_of(39.9), HazardClass::B);
    /// assert_eq!(Model::standard().weights().class_of(40.0), HazardClass::C);
    /// ```
    #[must_use]
    pub fn class_of(&self, score: f64) -> HazardClass {
        let reached = self.class_limits.iter().filter(|&&limit| score >= limit);
        HazardClass::ALL[reached.count()]
    }

    /// Every question that a visit may answer.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.checklists
            .iter()
            .flat_map(|checklist| &checklist.groups)
            .chain([&self.vulnerability])
            .flat_map(|set| &set.questions)
    }
}

fn digest(text: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(text)
        .iter()
        .fold(String::new(), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

fn weights(file: &mut Section) -> Result<Weights, Error> {
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
    let groups = names.iter().map(|name| question_set(&mut one, name));
    Ok(Checklist {
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
        draws: section.whole_number("draws", 1)?,
        seed: section.whole_number("seed", 0)?,
        spread: section.number("spread", 0.0..=HIGHEST_VALUE)?,
        top_k: section.whole_number("top_k", 1)?,
    };
    section.done()?;
    Ok(read)
}

fn rising(
    file: &mut Section,
    key: &str,
    within: std::ops::RangeInclusive<f64>,
) -> Result<[f64; 4], Error> {
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
    let mut seen = std::collections::BTreeSet::new();
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

#[cfg(test)]
mod tests;
