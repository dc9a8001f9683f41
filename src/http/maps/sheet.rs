//! Maps on paper: a PDF of A4 or A3 with title, legend, scale, sources and day.

use serde::Deserialize;
use utoipa::IntoParams;

use super::Problem;
use crate::{app::Paper, domain};

/// Letters of a title at most.
const TITLE_MOST: usize = 120;

/// How a map stands on paper.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct SheetAsked {
    /// The paper of a PDF, on its side: `a4` unless given, or `a3`.
    #[param(value_type = Option<String>, pattern = "^(a4|a3)$")]
    paper: Option<String>,
    /// What stands above the map of a PDF: 120 characters at most.
    #[param(value_type = Option<String>, max_length = 120)]
    title: Option<String>,
}

/// A sheet that can be made.
#[derive(Clone)]
pub(super) struct Sheet {
    pub(super) paper: Paper,
    pub(super) title: Option<String>,
}

impl SheetAsked {
    pub(super) fn sheet(&self) -> Result<Sheet, Problem> {
        let paper = match self.paper.as_deref() {
            None | Some("a4") => Paper::A4,
            Some("a3") => Paper::A3,
            Some(_) => return Err(Problem::parameter("paper", "a4 or a3")),
        };
        let title = self.title.as_deref().map(str::trim);
        let title = title.filter(|title| !title.is_empty());
        let is_long = |title: &str| title.chars().count() > TITLE_MOST;
        if title.is_some_and(|title| is_long(title) || title.contains(char::is_control)) {
            let wanted = "one line of 120 characters at most";
            return Err(Problem::parameter("title", wanted));
        }
        Ok(Sheet {
            paper,
            title: title.map(str::to_owned),
        })
    }
}

impl Sheet {
    /// Pixels of its map, from west to east and from north to south.
    pub(super) fn size(&self) -> (u32, u32) {
        match self.paper {
            Paper::A4 => (780, 445),
            Paper::A3 => (1_140, 700),
        }
    }

    /// The sheet in a word that no other one has.
    pub(super) fn code(&self) -> String {
        let paper = match self.paper {
            Paper::A4 => "a4",
            Paper::A3 => "a3",
        };
        let title = self.title.as_deref().unwrap_or_default();
        // A tag holds plain letters only.
        format!("{paper}-{}", domain::hex(title.as_bytes()))
    }
}
