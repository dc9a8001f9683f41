//! Somebody was at a settlement, or looked at it from afar, on a day, and brought back answers.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Observation, Outline, OutlineDraft, Position, SettlementId, WrongOutline, WrongPosition,
    code_list,
};

/// Names one visit for ever. Made on the device, so that a visit sent twice is one visit.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct VisitId(pub Uuid);

code_list! {
    /// How somebody looked.
    VisitMethod {
        /// There.
        OnSite = "on_site",
        /// From afar, for example over the fence.
        Remote = "remote",
        /// By telephone with somebody who lives there.
        Phone = "phone",
        /// On an aerial picture.
        Imagery = "imagery",
    }
}

/// What a visit brings back.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// All is as it was when last asked: the known answers are confirmed.
    NothingChanged,
    /// At least one question was asked; each once, in the order of their names.
    Answers(Vec<Observation>),
}

/// One visit. It is appended and never changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// Names it.
    pub id: VisitId,
    /// Where.
    pub settlement: SettlementId,
    /// When; never after the day on which it was added.
    pub at: OffsetDateTime,
    /// Who: a code or a role, for example `agent-07`; no name is needed.
    pub by: String,
    /// Of which team.
    pub team: Option<String>,
    /// How.
    pub method: VisitMethod,
    /// What the visitor adds.
    pub note: Option<String>,
    /// Where the visitor's device was; `None` where it was not told.
    pub position: Option<Position>,
    /// The line around the settlement, where the visitor walked along it or drew it.
    pub outline: Option<Outline>,
    /// What it brings back.
    pub finding: Finding,
}

/// A decision about a visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// When.
    pub at: OffsetDateTime,
    /// By whom.
    pub by: String,
    /// Why; a withdrawal always has a reason.
    pub reason: Option<String>,
}

/// A visit with what was decided about it.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedVisit {
    /// The visit.
    pub visit: Visit,
    /// Since when its answers count; `None` while it waits.
    pub validated: Option<Ruling>,
    /// Since when it no longer counts; it is kept.
    pub withdrawn: Option<Ruling>,
}

/// Everything about a visit as it was given, before it is checked.
#[derive(Clone, Debug)]
pub struct VisitDraft {
    /// Names it.
    pub id: VisitId,
    /// Where.
    pub settlement: SettlementId,
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub by: String,
    /// Of which team.
    pub team: Option<String>,
    /// How.
    pub method: VisitMethod,
    /// What the visitor adds.
    pub note: Option<String>,
    /// Where the visitor's device was.
    pub position: Option<Position>,
    /// The line around the settlement.
    pub outline: Option<OutlineDraft>,
    /// Whether all is as it was.
    pub nothing_changed: bool,
    /// The questions that were asked.
    pub observations: Vec<Observation>,
}

/// A visit that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongVisit {
    /// It has not taken place yet.
    #[error("the visit is dated {day}, which is after today, {today}; correct the date")]
    Future {
        /// The visit's day.
        day: String,
        /// The day it is.
        today: String,
    },
    /// It took place before anybody could have used this program's questions.
    #[error("the visit is dated {day}, which is before 1990; correct the date")]
    LongAgo {
        /// The visit's day.
        day: String,
    },
    /// It brings nothing.
    #[error("the visit answers nothing; give answers, or say that nothing has changed")]
    Empty,
    /// It contradicts itself.
    #[error(
        "the visit says that nothing has changed and answers questions; keep one, and add the other as a visit of its own"
    )]
    Both,
    /// A question stands twice.
    #[error("the visit answers '{question}' twice; keep one answer")]
    Twice {
        /// The question.
        question: String,
    },
    /// It took place nowhere on earth.
    #[error(transparent)]
    Position(#[from] WrongPosition),
    /// Its outline cannot be.
    #[error(transparent)]
    Outline(#[from] WrongOutline),
    /// A text is missing.
    #[error("the visit does not say '{field}'; {advice}")]
    Missing {
        /// What is missing.
        field: &'static str,
        /// What to write.
        advice: &'static str,
    },
    /// A text is too long.
    #[error("'{field}' of the visit is longer than {most} characters; shorten it")]
    TooLong {
        /// Which text.
        field: &'static str,
        /// Characters allowed.
        most: usize,
    },
}

/// Longest note and reason, in characters.
const NOTE_CHARS: usize = 2_000;
/// Longest code of a person or team, in characters.
const CODE_CHARS: usize = 80;

impl Visit {
    /// Checks a visit as it was given; texts lose blanks at their ends and control characters.
    ///
    /// # Errors
    /// [`WrongVisit`].
    pub fn checked(draft: VisitDraft, now: OffsetDateTime) -> Result<Self, WrongVisit> {
        let finding = finding(draft.nothing_changed, draft.observations)?;
        Ok(Self {
            id: draft.id,
            settlement: draft.settlement,
            at: past(draft.at, now)?,
            by: required("by", &draft.by, "write a code or a role")?,
            team: text("team", draft.team.as_deref(), CODE_CHARS)?,
            method: draft.method,
            note: text("note", draft.note.as_deref(), NOTE_CHARS)?,
            position: draft.position.map(Position::checked).transpose()?,
            outline: draft.outline.map(OutlineDraft::checked).transpose()?,
            finding,
        })
    }

    /// The questions that were asked, none when nothing has changed.
    #[must_use]
    pub fn observations(&self) -> &[Observation] {
        match &self.finding {
            Finding::NothingChanged => &[],
            Finding::Answers(observations) => observations,
        }
    }
}

impl Ruling {
    /// The validation of a visit.
    ///
    /// # Errors
    /// [`WrongVisit`] without a code or role.
    pub fn validation(at: OffsetDateTime, by: &str) -> Result<Self, WrongVisit> {
        Ok(Self {
            at,
            by: required("by", by, "write a code or a role")?,
            reason: None,
        })
    }

    /// That an outline becomes the shape of its settlement.
    ///
    /// # Errors
    /// [`WrongVisit`] without a code or role.
    pub fn taking_over(
        at: OffsetDateTime,
        (by, reason): (&str, Option<&str>),
    ) -> Result<Self, WrongVisit> {
        Ok(Self {
            reason: text("reason", reason, NOTE_CHARS)?,
            ..Self::validation(at, by)?
        })
    }

    /// That an outline does not become the shape of its settlement.
    ///
    /// # Errors
    /// [`WrongVisit`] without a code or role, or without a reason.
    pub fn setting_aside(at: OffsetDateTime, by: &str, reason: &str) -> Result<Self, WrongVisit> {
        let ruling = Self::taking_over(at, (by, Some(reason)))?;
        if ruling.reason.is_some() {
            return Ok(ruling);
        }
        Err(WrongVisit::Missing {
            field: "reason",
            advice: "write why the outline is not taken over",
        })
    }

    /// The withdrawal of a visit.
    ///
    /// # Errors
    /// [`WrongVisit`] without a code or role, or without a reason.
    pub fn withdrawal(at: OffsetDateTime, by: &str, reason: &str) -> Result<Self, WrongVisit> {
        let reason = text("reason", Some(reason), NOTE_CHARS)?.ok_or(WrongVisit::Missing {
            field: "reason",
            advice: "write why it no longer counts",
        })?;
        Ok(Self {
            reason: Some(reason),
            ..Self::validation(at, by)?
        })
    }
}

/// Days are compared, not moments: a telephone's clock may be minutes ahead.
fn past(at: OffsetDateTime, now: OffsetDateTime) -> Result<OffsetDateTime, WrongVisit> {
    let utc = |moment: OffsetDateTime| moment.to_offset(time::UtcOffset::UTC);
    let (day, today) = (utc(at).date(), utc(now).date());
    if day > today {
        return Err(WrongVisit::Future {
            day: day.to_string(),
            today: today.to_string(),
        });
    }
    if day.year() < 1990 {
        return Err(WrongVisit::LongAgo {
            day: day.to_string(),
        });
    }
    Ok(utc(at))
}

fn finding(
    nothing_changed: bool,
    mut observations: Vec<Observation>,
) -> Result<Finding, WrongVisit> {
    match (nothing_changed, observations.is_empty()) {
        (true, true) => return Ok(Finding::NothingChanged),
        (true, false) => return Err(WrongVisit::Both),
        (false, true) => return Err(WrongVisit::Empty),
        (false, false) => {}
    }
    observations.sort_by(|a, b| a.question.cmp(&b.question));
    for one in &mut observations {
        one.note = text("note", one.note.as_deref(), NOTE_CHARS)?;
    }
    let mut pairs = observations.windows(2);
    match pairs.find(|pair| pair[0].question == pair[1].question) {
        Some(pair) => Err(WrongVisit::Twice {
            question: pair[0].question.clone(),
        }),
        None => Ok(Finding::Answers(observations)),
    }
}

fn required(field: &'static str, given: &str, advice: &'static str) -> Result<String, WrongVisit> {
    text(field, Some(given), CODE_CHARS)?.ok_or(WrongVisit::Missing { field, advice })
}

fn text(
    field: &'static str,
    given: Option<&str>,
    most: usize,
) -> Result<Option<String>, WrongVisit> {
    let kept = |c: &char| !c.is_control() || *c == '\n';
    let clean: String = given.unwrap_or_default().chars().filter(kept).collect();
    let clean = clean.trim();
    if clean.chars().count() > most {
        return Err(WrongVisit::TooLong { field, most });
    }
    Ok((!clean.is_empty()).then(|| clean.to_owned()))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::domain::Reply;

    const NOW: OffsetDateTime = datetime!(2026-03-10 12:00 UTC);

    fn draft() -> VisitDraft {
        VisitDraft {
            id: VisitId(Uuid::from_u128(1)),
            settlement: SettlementId(Uuid::from_u128(2)),
            at: datetime!(2026-03-09 09:00 UTC),
            by: " agent-07 ".to_owned(),
            team: None,
            method: VisitMethod::OnSite,
            note: Some("a\u{0}b".to_owned()),
            position: None,
            outline: None,
            nothing_changed: false,
            observations: vec![pests(Some(Reply::Yes))],
        }
    }

    fn pests(reply: Option<Reply>) -> Observation {
        Observation {
            question: "pests".to_owned(),
            reply,
            note: None,
        }
    }

    #[test]
    fn a_visit_keeps_its_texts_clean() {
        let visit = Visit::checked(draft(), NOW).unwrap();

        assert_eq!(visit.by, "agent-07");
        assert_eq!(visit.note.as_deref(), Some("ab"));
    }

    #[test]
    fn a_visit_of_tomorrow_is_refused_and_one_of_later_today_is_not() {
        let dated = |at| Visit::checked(VisitDraft { at, ..draft() }, NOW);

        assert!(dated(datetime!(2026-03-10 23:59 UTC)).is_ok());
        let refused = dated(datetime!(2026-03-11 00:00 UTC)).unwrap_err();
        assert!(refused.to_string().contains("after today, 2026-03-10"));
    }

    #[test]
    fn a_visit_either_answers_or_says_that_nothing_has_changed() {
        let with = |nothing_changed, observations| {
            let given = VisitDraft {
                nothing_changed,
                observations,
                ..draft()
            };
            Visit::checked(given, NOW).map(|visit| visit.finding)
        };

        assert_eq!(with(true, vec![]), Ok(Finding::NothingChanged));
        assert_eq!(with(false, vec![]), Err(WrongVisit::Empty));
        assert_eq!(with(true, vec![pests(None)]), Err(WrongVisit::Both));
        let twice = with(false, vec![pests(None), pests(Some(Reply::No))]);
        assert!(matches!(twice, Err(WrongVisit::Twice { .. })));
    }

    #[test]
    fn a_withdrawal_needs_a_reason() {
        assert!(Ruling::withdrawal(NOW, "agent-07", " ").is_err());
        assert!(Ruling::withdrawal(NOW, "agent-07", "wrong site").is_ok());
    }
}
