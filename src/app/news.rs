//! What has changed since an atlas was made, as the record of changes tells: only that is read again.

use std::collections::BTreeSet;

use super::{Atlas, Error};
use crate::{domain::Territory, store::Store};

/// Changes looked at one by one; after more of them everything is read.
const LOOKED_AT: u32 = 1_000;

/// A part of an atlas that is read by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Layers,
    /// What the registers add to layers.
    Registers,
    Answers,
    Scores,
    Casework,
    Weights,
    Teams,
    /// The counts that were last given out.
    Figures,
}

const EVERYTHING: &[Part] = &[
    Part::Layers,
    Part::Registers,
    Part::Answers,
    Part::Scores,
    Part::Casework,
    Part::Weights,
    Part::Teams,
    Part::Figures,
];

/// Which parts of an atlas may be out of date.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct News {
    /// Number of the last change.
    pub(super) change: u64,
    parts: BTreeSet<Part>,
}

impl News {
    /// What has changed since `old` was made. What comes in while it is read is found at the next
    /// look.
    pub(super) async fn since(
        store: &Store,
        territory: &Territory,
        old: &Atlas,
    ) -> Result<Self, Error> {
        if old.change > 0 {
            let changes = store
                .actions_after(territory, old.change, LOOKED_AT)
                .await?;
            if changes.len() < LOOKED_AT as usize {
                return Ok(Self::of(old.change, &changes));
            }
        }
        Ok(Self {
            change: store.last_change(territory).await?,
            parts: EVERYTHING.iter().copied().collect(),
        })
    }

    /// Whether a part may be out of date.
    pub(super) fn about(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    fn of(since: u64, changes: &[(u64, String)]) -> Self {
        let touched = changes.iter().flat_map(|(_, action)| touched_by(action));
        Self {
            change: changes.last().map_or(since, |(last, _)| *last),
            parts: touched.copied().collect(),
        }
    }
}

/// What an action may have changed: everything, unless it is known to change less.
fn touched_by(action: &str) -> &'static [Part] {
    match action {
        "visit" | "validate" | "withdraw" => &[Part::Answers],
        "score" => &[Part::Scores],
        "override-set" | "override-lift" | "incident-add" => &[Part::Casework],
        "settlement-add" | "settlement-change" | "settlement-close" | "settlement-remove" => {
            &[Part::Layers]
        }
        "team-set" | "team-remove" => &[Part::Teams],
        "publish" => &[Part::Figures],
        "register-add" | "register-change" | "register-move" | "register-remove"
        | "register-undo" | "register-expire" => &[Part::Registers],
        // What people wrote of a household beside a score is blanked too.
        "erase" | "erasure-receipt" => &[Part::Registers, Part::Casework],
        // Whoever wrote it has no name any more.
        "user-forget" => &[Part::Registers, Part::Casework, Part::Figures],
        "works-add" | "works-end" | "alert" | "national-export"
        | "webhook-add" | "webhook-change" | "webhook-remove"
        | "outline-aside" | "subject-file" | "retention-clock" | "retention-run" | "retention-readings" | "audit-head" | "backup"
        // Files are read where they are stored.
        | "file-add" | "file-remove" | "file-refuse"
        // Accounts, and how people come in and go out.
        | "user-add" | "user-link" | "user-grant" | "user-revoke" | "user-disable"
        | "sessions-end" | "user-password" | "charter-accept" | "sign-in" | "sign-out" | "factor-set" | "factor-remove"
        | "recovery" | "token-add" | "token-end" | "export-limit" | "break-glass"
        | "break-glass-end" | "sign-on"
        | "sign-on-end" => &[],
        _ => EVERYTHING,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news_of(actions: &[&str]) -> News {
        let changes: Vec<(u64, String)> = std::iter::zip(8.., actions)
            .map(|(number, action)| (number, (*action).to_owned()))
            .collect();
        News::of(7, &changes)
    }

    #[test]
    fn a_visit_and_its_score_leave_the_rest_alone() {
        let news = news_of(&["visit", "score"]);

        assert_eq!(news.change, 9);
        assert_eq!(news.parts, BTreeSet::from([Part::Answers, Part::Scores]));
    }

    #[test]
    fn without_changes_nothing_is_new() {
        assert_eq!(news_of(&[]).change, 7);
        assert_eq!(news_of(&[]).parts, BTreeSet::new());
    }

    #[test]
    fn an_action_that_is_not_known_here_may_have_changed_everything() {
        assert!(
            EVERYTHING
                .iter()
                .all(|&part| news_of(&["of-tomorrow"]).about(part))
        );
    }
}
