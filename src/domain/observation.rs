//! One answer as a visit brought it, and the answer that stands until a later one.

use std::{collections::BTreeMap, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, MapAccess, Visitor},
};
use time::OffsetDateTime;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, OneOfBuilder, RefOr, Schema, schema::Type},
};

use super::{AnswerSource, AskedQuestion, SettlementId, VisitId};

/// What was said or measured. In JSON a number, `"yes"` or `"no"`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reply {
    /// A number, in the unit that the question's name ends with.
    Number(f64),
    /// The thing asked about is there.
    Yes,
    /// It is not.
    No,
}

/// One question that was asked on a visit. A question that was not asked has no observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// What the weights file calls the question.
    pub question: String,
    /// What was said or measured; `None` when nobody could tell.
    pub reply: Option<Reply>,
    /// What the visitor adds to it.
    pub note: Option<String>,
}

/// The latest known answer of validated visits to one question.
#[derive(Clone, Debug, PartialEq)]
pub struct CurrentAnswer {
    /// Which settlement.
    pub settlement: SettlementId,
    /// What the weights file calls the question.
    pub question: String,
    /// What was said or measured.
    pub reply: Reply,
    /// When it was last found to be so.
    pub at: OffsetDateTime,
    /// The visit that brought it.
    pub visit: VisitId,
}

/// One question about a settlement and what is known of it today.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerNow {
    /// Which questions it is asked with, for example `water`.
    pub group: String,
    /// The question.
    pub question: AskedQuestion,
    /// What is known; `None` when nobody has told and no map could be measured.
    pub answer: Option<KnownAnswer>,
}

/// A known answer with its age.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KnownAnswer {
    /// What was said or measured.
    pub reply: Reply,
    /// Where it comes from.
    pub source: AnswerSource,
    /// Days since it was last found to be so.
    pub age_days: u32,
    /// Whether it is so old that it counts as partly unknown.
    pub stale: bool,
    /// The visit that brought it; `None` for one measured on the map.
    pub visit: Option<VisitId>,
}

/// The word for "asked, and nobody could tell", beside yes and no.
const UNKNOWN: &str = "unknown";

impl Reply {
    /// The word of an answer that is no number.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Number(_) => None,
            Self::Yes => Some("yes"),
            Self::No => Some("no"),
        }
    }
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Yes | Self::No => f.write_str(self.word().unwrap_or_default()),
        }
    }
}

impl Serialize for Reply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Yes | Self::No => serializer.serialize_str(self.word().unwrap_or_default()),
        }
    }
}

impl<'de> Deserialize<'de> for Reply {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        told::deserialize(deserializer)?
            .ok_or_else(|| D::Error::custom("an answer is a number, \"yes\" or \"no\""))
    }
}

impl PartialSchema for Reply {
    fn schema() -> RefOr<Schema> {
        let words = ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(["yes", "no", UNKNOWN]))
            .description(Some("`unknown`: asked, and nobody could tell"));
        OneOfBuilder::new()
            .item(ObjectBuilder::new().schema_type(Type::Number))
            .item(words)
            .into()
    }
}

impl ToSchema for Reply {}

/// Reads an object of answers in which every question stands once: of two answers to the same
/// question one would be lost without a word. For use with `#[serde(deserialize_with)]`.
///
/// # Errors
/// The question that stands twice, or what is wrong with an answer.
pub fn each_once<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_map(EachOnce(PhantomData))
}

struct EachOnce<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for EachOnce<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object of answers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut given: A) -> Result<Self::Value, A::Error> {
        let mut read = BTreeMap::new();
        while let Some((question, answer)) = given.next_entry::<String, T>()? {
            if read.contains_key(&question) {
                let why = format!("'{question}' is answered twice; keep one answer");
                return Err(A::Error::custom(why));
            }
            read.insert(question, answer);
        }
        Ok(read)
    }
}

/// A reply or `"unknown"` in JSON, for use with `#[serde(with)]`.
pub mod told {
    use super::{Deserialize, Deserializer, Reply, Serialize, Serializer, UNKNOWN};

    #[derive(Deserialize)]
    #[serde(
        untagged,
        expecting = "an answer is a number, \"yes\", \"no\" or \"unknown\""
    )]
    enum Written {
        Number(f64),
        Truth(bool),
        Word(Word),
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Word {
        Yes,
        No,
        Unknown,
    }

    /// Writes a reply, or `"unknown"`.
    pub fn serialize<S: Serializer>(
        reply: &Option<Reply>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match reply {
            Some(reply) => reply.serialize(serializer),
            None => serializer.serialize_str(UNKNOWN),
        }
    }

    /// Reads a number, yes or no (also as a JSON truth), or `"unknown"`.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Reply>, D::Error> {
        Ok(match Written::deserialize(deserializer)? {
            Written::Number(number) => Some(Reply::Number(number)),
            Written::Truth(true) | Written::Word(Word::Yes) => Some(Reply::Yes),
            Written::Truth(false) | Written::Word(Word::No) => Some(Reply::No),
            Written::Word(Word::Unknown) => None,
        })
    }
}
