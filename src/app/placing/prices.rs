//! What the rules that bind cost, and which rules together leave families without a home: both are
//! found by placing again.

use super::solve::{Asked, Held, Locks, Solved, part};
use crate::domain::{Code, RulePrice, RuledOut};

/// Rules priced in one report, for each is a search of its own.
const MOST_PRICED: usize = 12;

/// Prices, and a word where some are missing.
pub(super) struct Prices {
    pub(super) found: Vec<RulePrice>,
    pub(super) warning: Option<String>,
}

/// Places again without each rule that binds.
pub(super) fn prices(asked: &Asked<'_>, held: &Held, solved: &Solved) -> Prices {
    let binding = binding(asked, held, solved);
    let left = binding.len().saturating_sub(MOST_PRICED);
    let priced = binding.into_iter().take(MOST_PRICED);
    let found = priced.map(|rule| {
        let without = asked.solve(&rule.set_aside(held));
        RulePrice {
            rule: rule.name(),
            placed_more: difference(without.placed(), solved.placed()),
            unevenness_less: solved.unevenness() - without.unevenness(),
            distance_less_m: solved.distance_m() - without.distance_m(),
        }
    });
    Prices {
        found: found.collect(),
        warning: (left > 0).then(|| {
            format!(
                "{left} more rules bind whose price was not looked for; {MOST_PRICED} are at once"
            )
        }),
    }
}

/// The smallest set of rules that together leave no home for every family; empty where all have one.
/// A rule is left out for good where the rest alone leave none either, so each that stays is needed.
pub(super) fn clash(asked: &Asked<'_>, held: &Held, solved: &Solved) -> Vec<String> {
    if solved.placed() == asked.families.len() {
        return Vec::new();
    }
    let mut left = held.clone();
    let mut needed = Vec::new();
    for rule in all(held) {
        let without = rule.set_aside(&left);
        if asked.solve(&without).placed() < asked.families.len() {
            left = without;
        } else {
            needed.push(rule.name());
        }
    }
    // With every rule set aside and somebody still without a home, there are too few.
    if needed.is_empty() {
        needed.push("homes".to_owned());
    }
    needed
}

/// A rule that can be set aside to see what it does.
#[derive(Clone, Debug, PartialEq)]
enum Rule {
    CapDeprived,
    LandlordCap(String),
    Locks,
    Forbids,
    Wishes,
    Refusals,
    Travel,
    /// What no proposal sets aside; to find clashes only.
    Need(RuledOut),
}

impl Rule {
    fn name(&self) -> String {
        match self {
            Self::CapDeprived => "cap_deprived".to_owned(),
            Self::LandlordCap(landlord) => format!("landlord_cap:{landlord}"),
            Self::Locks => "locks".to_owned(),
            Self::Forbids => "forbids".to_owned(),
            Self::Wishes => "wishes".to_owned(),
            Self::Refusals => "refusals".to_owned(),
            Self::Travel => "travel".to_owned(),
            Self::Need(need) => need.code().to_owned(),
        }
    }

    fn set_aside(&self, held: &Held) -> Held {
        let mut held = held.clone();
        match self {
            Self::CapDeprived => held.rules.cap_deprived = None,
            Self::LandlordCap(landlord) => {
                held.rules.landlord_caps.remove(landlord);
            }
            Self::Locks => held.locks = Locks::SetAside,
            Self::Forbids => held.aside.forbids = true,
            Self::Wishes => held.aside.wishes = true,
            Self::Refusals => held.aside.refusals = true,
            Self::Travel => held.aside.travel = true,
            Self::Need(RuledOut::Size) => held.aside.size = true,
            Self::Need(RuledOut::StepFree) => held.aside.step_free = true,
            Self::Need(_) => held.aside.danger = true,
        }
        held
    }
}

/// The rules that hold something back in a plan.
fn binding(asked: &Asked<'_>, held: &Held, solved: &Solved) -> Vec<Rule> {
    let mut binding = Vec::new();
    if let Some(share) = held.rules.cap_deprived
        && asked.in_deprived(solved) >= part(share, solved.placed())
    {
        binding.push(Rule::CapDeprived);
    }
    for (landlord, &most) in &held.rules.landlord_caps {
        let asked_for = asked_of(asked, solved, landlord);
        if asked_for >= most {
            binding.push(Rule::LandlordCap(landlord.clone()));
        }
    }
    let rules_out = |reason| {
        let mut fits = solved.fits.iter();
        fits.any(|fits| fits.ruled_out.contains_key(&reason))
    };
    let by_reason = [
        (RuledOut::Wish, Rule::Wishes),
        (RuledOut::Refused, Rule::Refusals),
        (RuledOut::Travel, Rule::Travel),
        (RuledOut::Forbidden, Rule::Forbids),
    ];
    let by_reason = by_reason.into_iter();
    binding.extend(by_reason.filter_map(|(reason, rule)| rules_out(reason).then_some(rule)));
    if asked.locked.iter().any(Option::is_some) {
        binding.push(Rule::Locks);
    }
    binding
}

/// Every rule there is. What nobody sets aside is tried first, so that it is named only where the
/// choices of people alone would leave a home for all.
fn all(held: &Held) -> Vec<Rule> {
    let needs = [RuledOut::Danger, RuledOut::StepFree, RuledOut::Size];
    let caps = held.rules.landlord_caps.keys();
    let needs = needs.into_iter().map(Rule::Need);
    let asked = [
        Rule::Wishes,
        Rule::Refusals,
        Rule::Travel,
        Rule::Forbids,
        Rule::Locks,
    ];
    let caps = caps.map(|landlord| Rule::LandlordCap(landlord.clone()));
    needs
        .chain(asked)
        .chain(caps)
        .chain(held.rules.cap_deprived.map(|_| Rule::CapDeprived))
        .collect()
}

fn asked_of(asked: &Asked<'_>, solved: &Solved, landlord: &str) -> u32 {
    let homes = solved.homes.iter().flatten();
    let of = homes.filter(|fit| {
        let offer = &asked.situation.homes[fit.home].offer;
        offer.landlord.as_deref() == Some(landlord)
    });
    of.fold(0, |count, _| count + 1)
}

fn difference(with: usize, without: usize) -> i64 {
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    whole(with) - whole(without)
}
