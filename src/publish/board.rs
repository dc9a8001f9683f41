//! The rehousing board: households stage by stage, and what waits around them. Codes and needs, never names.

use std::collections::BTreeMap;

use serde::Serialize;
use time::{Date, Duration};
use utoipa::ToSchema;

use super::{EntryView, WordView};
use crate::domain::{Register, Words, word_name};

/// A follow-up is shown so long before it falls due.
const SOON: Duration = Duration::days(30);

/// Households by stage, with what waits for somebody.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BoardView {
    /// The day it was made for; ISO 8601.
    pub on: String,
    /// The stages of a household, in the order of the work.
    pub stages: Vec<BoardStageView>,
    /// Follow-ups that are due by now or within 30 days.
    pub follow_ups: BoardListView,
    /// Homes that were proposed and not answered yet.
    pub proposals: BoardListView,
    /// Moves that are planned.
    pub moves: BoardListView,
}

/// One stage.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BoardStageView {
    /// The state of the register.
    pub state: WordView,
    /// Households in it.
    pub total: usize,
    /// Those that have waited longest, what is late first.
    pub households: Vec<BoardHouseholdView>,
}

/// A household on the board, as far as whoever asks may read of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BoardHouseholdView {
    /// Its code.
    pub code: String,
    /// Code of the settlement where it lives.
    pub settlement: Option<String>,
    /// People.
    pub size: Option<f64>,
    /// Rooms that it needs.
    pub rooms_needed: Option<f64>,
    /// The highest rent it can pay, in euros a month.
    pub rent_most_eur: Option<f64>,
    /// Whether it needs a home on the ground floor.
    pub needs_ground_floor: bool,
    /// Whether it needs a home without steps.
    pub needs_step_free: bool,
    /// Whether it needs a school nearby.
    pub needs_school_near: bool,
    /// When its entry was changed last; ISO 8601.
    pub changed_on: String,
    /// What waits for somebody: by day, three at most.
    pub waits: Vec<BoardWaitView>,
}

/// Everything of one sort that waits.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BoardListView {
    /// How many there are.
    pub total: usize,
    /// How many of them are past their day.
    pub late: usize,
    /// The first of them, by day.
    pub items: Vec<BoardWaitView>,
}

/// Something that waits for somebody.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BoardWaitView {
    /// Its register.
    pub register: Register,
    /// Its code.
    pub code: String,
    /// Code of the household it is about.
    pub household: String,
    /// Code of the home that is proposed or moved into.
    pub unit: Option<String>,
    /// The kind of home that is moved into.
    pub kind: Option<WordView>,
    /// Months after the move, of a follow-up.
    pub months: Option<f64>,
    /// By which day; ISO 8601.
    pub due_on: Option<String>,
    /// Whether that day is over.
    pub is_late: bool,
}

/// What the board is made of: entries as far as whoever asks may read them.
#[derive(Debug, Default)]
pub struct BoardFound {
    /// Every household.
    pub households: Vec<EntryView>,
    /// Follow-ups that are not done.
    pub follow_ups: Vec<EntryView>,
    /// Proposals that are not answered.
    pub proposals: Vec<EntryView>,
    /// Moves that are planned.
    pub moves: Vec<EntryView>,
}

/// Things that wait on a card at most.
const WAITS_ON_CARD: usize = 3;

/// The board of a day, with `most` households a stage and things a list; of one settlement where it is named.
#[must_use]
pub fn board(
    mut found: BoardFound,
    settlement: Option<&str>,
    (today, most, words): (Date, usize, &Words),
) -> BoardView {
    if let Some(code) = settlement {
        found.keep_settlement(code);
    }
    let until = today.saturating_add(SOON);
    found
        .follow_ups
        .retain(|one| one.day("due_on").is_none_or(|day| day <= until));
    let waiting = |entries: &[EntryView]| -> Vec<BoardWaitView> { by_day(entries, (today, words)) };
    let follow_ups = waiting(&found.follow_ups);
    let proposals = waiting(&found.proposals);
    let moves = waiting(&found.moves);
    let mut by_household: BTreeMap<&str, Vec<BoardWaitView>> = BTreeMap::new();
    for one in follow_ups.iter().chain(&proposals).chain(&moves) {
        let waits = by_household.entry(&one.household).or_default();
        waits.push(one.clone());
    }
    let stages = Register::Household.workflow().states();
    let stages =
        stages.map(|state| stage(state, (&found.households, &by_household), (most, words)));
    BoardView {
        on: today.to_string(),
        stages: stages.collect(),
        follow_ups: first_of(follow_ups, most),
        proposals: first_of(proposals, most),
        moves: first_of(moves, most),
    }
}

impl BoardFound {
    /// Leaves only the households of one settlement and what is about them.
    fn keep_settlement(&mut self, settlement: &str) {
        self.households
            .retain(|one| one.text("settlement") == settlement);
        let codes: std::collections::BTreeSet<String> =
            self.households.iter().map(|one| one.code.clone()).collect();
        for list in [&mut self.follow_ups, &mut self.proposals, &mut self.moves] {
            list.retain(|one| codes.contains(one.text("household")));
        }
    }
}

fn stage(
    state: &str,
    (households, waiting): (&[EntryView], &BTreeMap<&str, Vec<BoardWaitView>>),
    (most, words): (usize, &Words),
) -> BoardStageView {
    let of_stage = households.iter().filter(|one| one.state == state);
    let mut of_stage: Vec<(bool, &EntryView)> = of_stage
        .map(|one| {
            let waits = waiting.get(one.code.as_str());
            let is_late = waits.is_some_and(|waits| waits.iter().any(|wait| wait.is_late));
            (!is_late, one)
        })
        .collect();
    of_stage.sort_by_key(|(is_calm, one)| (*is_calm, one.changed_at, one.code.clone()));
    let card = |(_, one): &(bool, &EntryView)| {
        let waits = waiting.get(one.code.as_str()).cloned();
        household(one, waits.unwrap_or_default())
    };
    BoardStageView {
        state: word(state, words),
        total: of_stage.len(),
        households: of_stage.iter().take(most).map(card).collect(),
    }
}

fn household(entry: &EntryView, mut waits: Vec<BoardWaitView>) -> BoardHouseholdView {
    waits.sort_by_key(|wait| (wait.due_on.is_none(), wait.due_on.clone()));
    waits.truncate(WAITS_ON_CARD);
    let needs = |field| entry.flag(field) == Some(true);
    BoardHouseholdView {
        code: entry.code.clone(),
        settlement: named(entry, "settlement"),
        size: entry.number("size"),
        rooms_needed: entry.number("rooms_needed"),
        rent_most_eur: entry.number("rent_most_eur"),
        needs_ground_floor: needs("needs_ground_floor"),
        needs_step_free: needs("needs_step_free"),
        needs_school_near: needs("needs_school_near"),
        changed_on: entry.changed_at.date().to_string(),
        waits,
    }
}

/// What waits, by the day it is due; what has no day comes last.
fn by_day(entries: &[EntryView], (today, words): (Date, &Words)) -> Vec<BoardWaitView> {
    let mut waits: Vec<BoardWaitView> = entries
        .iter()
        .map(|entry| {
            let due = entry.day("due_on").or(entry.day("answer_due_on"));
            BoardWaitView {
                register: entry.register,
                code: entry.code.clone(),
                household: entry.text("household").to_owned(),
                unit: named(entry, "unit"),
                kind: named(entry, "kind").map(|kind| word(&kind, words)),
                months: entry.number("months"),
                due_on: due.map(|day| day.to_string()),
                is_late: due.is_some_and(|day| day < today),
            }
        })
        .collect();
    waits.sort_by_key(|wait| {
        (
            wait.due_on.is_none(),
            wait.due_on.clone(),
            wait.code.clone(),
        )
    });
    waits
}

fn first_of(mut items: Vec<BoardWaitView>, most: usize) -> BoardListView {
    let (total, late) = (items.len(), items.iter().filter(|one| one.is_late).count());
    items.truncate(most);
    BoardListView { total, late, items }
}

pub(super) fn named(entry: &EntryView, field: &str) -> Option<String> {
    let text = entry.text(field);
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn word(code: &str, words: &Words) -> WordView {
    WordView {
        code: code.to_owned(),
        label: words.say(&word_name(code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;
    use serde_json::{Map, Value, json};
    use time::macros::{date, datetime};

    fn entry(register: Register, (code, state): (&str, &str), fields: &Value) -> EntryView {
        let at = datetime!(2026-01-05 08:00 UTC);
        EntryView {
            register,
            code: code.to_owned(),
            state: state.to_owned(),
            next: Vec::new(),
            revision: 1,
            change: 1,
            fields: fields.as_object().cloned().unwrap_or_else(Map::new),
            receipt: None,
            warnings: Vec::new(),
            created_at: at,
            created_by: "anna".to_owned(),
            changed_at: at,
            changed_by: "anna".to_owned(),
        }
    }

    fn household(code: &str, state: &str, settlement: &str) -> EntryView {
        let fields = json!({ "settlement": settlement, "size": 4, "needs_step_free": true });
        entry(Register::Household, (code, state), &fields)
    }

    fn follow_up(code: &str, household: &str, due_on: &str) -> EntryView {
        let fields = json!({ "household": household, "months": 3, "due_on": due_on });
        entry(Register::FollowUp, (code, "due"), &fields)
    }

    fn board_of(found: BoardFound, settlement: Option<&str>, most: usize) -> BoardView {
        let words = Words::of(Language::English);
        board(found, settlement, (date!(2026 - 03 - 10), most, &words))
    }

    #[test]
    fn a_household_with_something_late_comes_before_the_others_of_its_stage() {
        let found = BoardFound {
            households: vec![
                household("HH1", "housed", "S1"),
                household("HH2", "housed", "S1"),
            ],
            follow_ups: vec![follow_up("F1", "HH2", "2026-03-09")],
            ..BoardFound::default()
        };

        let board = board_of(found, None, 10);

        let housed = board.stages.iter().find(|one| one.state.code == "housed");
        let codes: Vec<&str> = housed
            .unwrap()
            .households
            .iter()
            .map(|one| &*one.code)
            .collect();
        assert_eq!(codes, ["HH2", "HH1"]);
        assert_eq!((board.follow_ups.total, board.follow_ups.late), (1, 1));
    }

    #[test]
    fn a_follow_up_of_next_season_does_not_wait_yet_and_one_of_today_is_not_late() {
        let found = BoardFound {
            follow_ups: vec![
                follow_up("F1", "HH1", "2026-06-01"),
                follow_up("F2", "HH1", "2026-03-10"),
            ],
            ..BoardFound::default()
        };

        let board = board_of(found, None, 10);

        assert_eq!(board.follow_ups.items.len(), 1);
        assert_eq!(board.follow_ups.items[0].code, "F2");
        assert!(!board.follow_ups.items[0].is_late);
    }

    #[test]
    fn a_settlement_keeps_what_is_about_its_own_households() {
        let found = BoardFound {
            households: vec![
                household("HH1", "housed", "S1"),
                household("HH2", "assessed", "S2"),
            ],
            follow_ups: vec![
                follow_up("F1", "HH1", "2026-03-01"),
                follow_up("F2", "HH2", "2026-03-01"),
            ],
            ..BoardFound::default()
        };

        let board = board_of(found, Some("S2"), 10);

        assert_eq!(board.stages.iter().map(|one| one.total).sum::<usize>(), 1);
        assert_eq!(board.follow_ups.items[0].household, "HH2");
        assert_eq!(board.follow_ups.total, 1);
    }

    #[test]
    fn a_stage_tells_how_many_there_are_beside_those_that_it_shows() {
        let found = BoardFound {
            households: (1..=5)
                .map(|number| household(&format!("HH{number}"), "accompanied", "S1"))
                .collect(),
            ..BoardFound::default()
        };

        let board = board_of(found, None, 2);

        let stage = board.stages.iter().find(|one| one.total > 0).unwrap();
        assert_eq!((stage.total, stage.households.len()), (5, 2));
    }
}
