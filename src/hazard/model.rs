//! The weights of the score: read from a TOML file, checked once, and named by its digest.

mod changes;
mod read;
mod section;
mod weights;

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

pub use self::{
    changes::{WeightsChange, weights_changes},
    weights::{Areal, Checklist, Linear, Question, QuestionSet, RankDraws, Scale, Weights},
};
use self::{read::read, section::Section};
use super::Error;
use crate::domain::hex;

/// The version of the method that this code computes, as `docs/METHODS.md` tells it.
pub const METHOD_VERSION: &str = "1.0";

/// Checked weights with the digest of the text they came from.
#[derive(Clone, Debug)]
pub struct Model {
    weights: Weights,
    text: String,
    sha256: String,
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
        let weights = read(&mut file)?;
        file.done()?;
        Ok(Self {
            weights,
            text: text.to_owned(),
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

    /// The file, word by word.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
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

fn digest(text: &str) -> String {
    hex(&Sha256::digest(text))
}

#[cfg(test)]
mod tests;
