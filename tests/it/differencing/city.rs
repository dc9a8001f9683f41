//! A random city over some dates, and what is published of it.

use jalon::{
    domain::{
        Audience, Code, FiguresLine, FiguresPart, FiguresTable, HouseholdCounts, HouseholdFigures,
        HouseholdTable, PartLevel, Publication,
    },
    publish::{FiguresAsked, NOWHERE, flow_part, household_figures, part_id},
};
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use time::{
    Duration,
    macros::{date, datetime},
};

/// How counts are made known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// As the program does.
    Published,
    /// Every line without its small counts, and nothing else hidden.
    SmallLeftOut,
}

/// From which thresholds a city draws its own, and how many families a neighbourhood has at most.
#[derive(Clone, Copy)]
pub(super) struct ThresholdsDrawn {
    /// The least and the most of the team's.
    team: (u32, u32),
    /// How much more the public's may be.
    more: u32,
    families: usize,
    /// Whether ways into some neighbourhoods are told as well.
    has_flows: bool,
}

impl ThresholdsDrawn {
    /// Up to what is promised everywhere.
    pub(super) const USUAL: Self = Self {
        team: (2, 5),
        more: 6,
        families: 40,
        has_flows: false,
    };
    /// The same with ways from where to where.
    pub(super) const FLOWS: Self = Self {
        has_flows: true,
        ..Self::USUAL
    };
    /// What a city may raise them to.
    pub(super) const RAISED: Self = Self {
        team: (6, 15),
        more: 15,
        families: 120,
        has_flows: false,
    };
}

/// A household: neighbourhood, kind of home, size, wish, and what has become of it.
type Family = [usize; 5];

/// The tables whose classes a household has one of; the others follow from the first.
pub(super) const OWN: [HouseholdTable; 4] = [
    HouseholdTable::Home,
    HouseholdTable::Outcome,
    HouseholdTable::Size,
    HouseholdTable::Wish,
];

/// A publication with the date that it tells of.
pub(super) struct Read {
    pub(super) publication: Publication,
    pub(super) truth: usize,
}

pub(super) struct City {
    pub(super) parts: Vec<FiguresPart>,
    /// Places in `parts` of the leaves.
    pub(super) leaves: Vec<usize>,
    /// The least group that the public may learn of, and the team.
    pub(super) least: u32,
    pub(super) team: u32,
    /// Whether nothing changes between the dates.
    pub(super) stands_still: bool,
    /// The families of each date.
    truths: Vec<Vec<Family>>,
    published: Vec<Read>,
}

impl City {
    pub(super) fn random(seed: u64, way: Way) -> Self {
        Self::telling(seed, way, ThresholdsDrawn::USUAL)
    }

    /// One that tells of no groups smaller than these, with as many more households.
    pub(super) fn telling(seed: u64, way: Way, drawn: ThresholdsDrawn) -> Self {
        let mut draw = StdRng::seed_from_u64(seed);
        let parts = ground(&mut draw, drawn.has_flows);
        let holds = |at: usize| {
            parts
                .iter()
                .any(|one| one.within.as_ref() == Some(&parts[at].id))
        };
        let is_leaf = |at: &usize| !holds(*at);
        let leaves: Vec<usize> = (0..parts.len()).filter(is_leaf).collect();
        let team = draw.random_range(drawn.team.0..=drawn.team.1);
        let mut city = Self {
            least: team + draw.random_range(0..=drawn.more),
            team,
            stands_still: draw.random_bool(0.4),
            truths: vec![families(&mut draw, leaves.len(), drawn.families)],
            published: Vec::new(),
            parts,
            leaves,
        };
        for date in 1..draw.random_range(3..=5) {
            let mut next = city.truths[date - 1].clone();
            if !city.stands_still {
                change(&mut draw, &mut next, city.leaves.len());
            }
            city.truths.push(next);
        }
        for truth in 0..city.truths.len() {
            let audience = if draw.random_bool(0.6) {
                Audience::Public
            } else {
                Audience::Team
            };
            city.publish(way, audience, truth);
        }
        city
    }

    pub(super) fn read_by(&self, audience: Audience) -> Vec<&Read> {
        let all = self.published.iter();
        all.filter(|one| audience == Audience::Team || one.publication.audience == audience)
            .collect()
    }

    /// Households of a class of a table in some leaves at a date.
    pub(super) fn count(
        &self,
        truth: usize,
        (table, class): (HouseholdTable, usize),
        leaves: &[usize],
    ) -> i64 {
        let is_there = |family: &&Family| leaves.contains(&family[0]);
        let there = self.truths[truth].iter().filter(is_there);
        let is_of = |family: &&Family| class_of(family, table) == class;
        i64::try_from(there.filter(is_of).count()).unwrap()
    }

    /// The leaves in a part, by their order among the leaves.
    pub(super) fn leaves_in(&self, part: &str) -> Vec<usize> {
        let above = |one: &FiguresPart| {
            let above = one.within.as_ref();
            self.parts.iter().find(|part| Some(&part.id) == above)
        };
        let is_in = |leaf: &usize| {
            let around =
                std::iter::successors(Some(&self.parts[self.leaves[*leaf]]), |one| above(one));
            around.into_iter().any(|one| one.id == part)
        };
        (0..self.leaves.len()).filter(is_in).collect()
    }

    /// What is published after the last date, and what if there were a household more by then.
    pub(super) fn with_one_more(&self, leaf: usize, seed: u64) -> [HouseholdFigures; 2] {
        let same = self.truths[self.truths.len() - 1].clone();
        let mut more = same.clone();
        more.push(family(&mut StdRng::seed_from_u64(seed), leaf));
        [same, more].map(|next| self.followed_by(next))
    }

    /// What is published of one date more, after the last one was.
    fn followed_by(&self, next: Vec<Family>) -> HouseholdFigures {
        let last = self.truths[self.truths.len() - 1].clone();
        let mut city = Self {
            parts: self.parts.clone(),
            leaves: self.leaves.clone(),
            truths: vec![last, next],
            published: Vec::new(),
            ..*self
        };
        for truth in [0, 1] {
            city.publish(Way::Published, Audience::Public, truth);
        }
        city.published.remove(1).publication.figures
    }

    /// Whether no count becomes large enough to be told when there is a household more.
    pub(super) fn hides_one_more(&self, leaf: usize, seed: u64) -> bool {
        let family = family(&mut StdRng::seed_from_u64(seed), leaf);
        let last = self.truths.len() - 1;
        let around = self.parts.iter().map(|part| self.leaves_in(&part.id));
        let mut around = around.filter(|leaves| leaves.contains(&leaf));
        around.all(|leaves| {
            HouseholdTable::ALL.iter().all(|table| {
                let count = self.count(last, (*table, class_of(&family, *table)), &leaves);
                count + 1 != i64::from(self.least)
            })
        })
    }

    /// The counts that a table tells both times of parts that a leaf lies in.
    pub(super) fn counts_in_both(
        &self,
        leaf: usize,
        [before, after]: [&FiguresTable; 2],
    ) -> Vec<[Vec<u32>; 2]> {
        let around = before.lines.iter();
        let around = around.filter(|line| self.leaves_in(&line.part).contains(&leaf));
        let both = around.filter_map(|line| {
            let again = after.lines.iter().find(|one| one.part == line.part)?;
            Some([line.counts.clone(), again.counts.clone()])
        });
        both.collect()
    }

    pub(super) fn lines_told(&self) -> usize {
        let new = |one: &Read| {
            let lines = one
                .publication
                .figures
                .tables
                .iter()
                .flat_map(|table| &table.lines);
            lines
                .filter(|line| line.publication == one.publication.number)
                .count()
        };
        self.published.iter().map(new).sum()
    }

    /// Lines of ways that were told for the first time.
    pub(super) fn flows_told(&self) -> usize {
        let of = |one: &Read| {
            let lines = one
                .publication
                .figures
                .tables
                .iter()
                .flat_map(|table| &table.lines);
            let new = lines.filter(|line| line.publication == one.publication.number);
            new.filter(|line| line.part.starts_with("flow/")).count()
        };
        self.published.iter().map(of).sum()
    }

    fn publish(&mut self, way: Way, audience: Audience, truth: usize) {
        let number = u64::try_from(truth).unwrap() + 1;
        let least = if audience == Audience::Public {
            self.least
        } else {
            self.team
        };
        let as_of = date!(2026 - 01 - 01) + Duration::days(7 * i64::try_from(truth).unwrap());
        let of = |who: Audience| -> Vec<&Publication> {
            self.read_by(who)
                .iter()
                .map(|one| &one.publication)
                .collect()
        };
        let mut readers = vec![(self.team, of(Audience::Team))];
        if audience == Audience::Public {
            readers.push((self.least, of(Audience::Public)));
        }
        let same = |one: &&Read| one.publication.audience == audience;
        let asked = FiguresAsked {
            parts: &self.parts,
            tells_flows: audience == Audience::Team,
            counts: &self.counts(truth),
            number,
            as_of,
            least,
            readers,
            before: self
                .published
                .iter()
                .rfind(same)
                .map(|one| &one.publication),
        };
        let figures = match way {
            Way::Published => household_figures(&asked),
            Way::SmallLeftOut => self.small_left_out(truth, &asked),
        };
        let publication = Publication {
            number,
            change: number,
            audience,
            period: number.to_string(),
            as_of,
            made_at: datetime!(2026-01-01 0:00 UTC),
            made_by: "test".to_owned(),
            least,
            figures,
            checksum: String::new(),
        };
        self.published.push(Read { publication, truth });
    }

    fn counts(&self, truth: usize) -> HouseholdCounts {
        let mut counts = HouseholdCounts::default();
        for family in &self.truths[truth] {
            let id = &self.parts[self.leaves[family[0]]].id;
            let place = id.split_once('/').unwrap().1;
            for table in HouseholdTable::ALL {
                counts.add((place, *table), class_of(family, *table), 1);
            }
        }
        counts
    }

    fn small_left_out(&self, truth: usize, asked: &FiguresAsked<'_>) -> HouseholdFigures {
        let line = |table: HouseholdTable, part: &FiguresPart| {
            let leaves = self.leaves_in(&part.id);
            let counts: Vec<u32> = (0..table.classes().len())
                .map(|class| u32::try_from(self.count(truth, (table, class), &leaves)).unwrap())
                .collect();
            let small = counts.iter().any(|count| (1..asked.least).contains(count));
            (!small).then(|| FiguresLine {
                part: part.id.clone(),
                publication: asked.number,
                as_of: asked.as_of,
                counts,
            })
        };
        let tables = HouseholdTable::ALL.iter().map(|table| FiguresTable {
            table: *table,
            classes: Vec::new(),
            lines: self
                .parts
                .iter()
                .filter_map(|part| line(*table, part))
                .collect(),
        });
        HouseholdFigures {
            parts: self.parts.clone(),
            tables: tables.collect(),
        }
    }
}

/// The class of a household in a table.
pub(super) fn class_of(family: &Family, table: HouseholdTable) -> usize {
    match table {
        HouseholdTable::All => 0,
        HouseholdTable::Situation => HouseholdTable::Home.within()[family[1]],
        HouseholdTable::Home => family[1],
        HouseholdTable::Outcome => {
            let situation = HouseholdTable::Home.within()[family[1]];
            let of = HouseholdTable::Outcome.within().iter().enumerate();
            let of: Vec<usize> = of
                .filter(|(_, of)| **of == situation)
                .map(|(at, _)| at)
                .collect();
            of[family[4] % of.len()]
        }
        HouseholdTable::Size => family[2],
        HouseholdTable::Wish => family[3],
    }
}

fn ground(draw: &mut impl Rng, has_flows: bool) -> Vec<FiguresPart> {
    let part = |level: PartLevel, code: &str, within: Option<&String>| FiguresPart {
        id: part_id(level, code),
        level,
        name: code.to_owned(),
        within: within.cloned(),
        from: None,
    };
    let mut parts = vec![part(PartLevel::Whole, "all", None)];
    let whole = parts[0].id.clone();
    let most = if has_flows { 3 } else { 5 };
    let mut left: usize = draw.random_range(2..=most);
    if draw.random_bool(0.5) {
        for district in 0..2 {
            let above = part(PartLevel::District, &district.to_string(), Some(&whole));
            let inside = draw.random_range(1..=left.max(2) - 1);
            let id = above.id.clone();
            parts.push(above);
            for _ in 0..inside {
                let code = format!("n{}", parts.len());
                parts.push(part(PartLevel::Neighbourhood, &code, Some(&id)));
            }
            left = left.saturating_sub(inside).max(1);
        }
    } else {
        for leaf in 0..left {
            parts.push(part(
                PartLevel::Neighbourhood,
                &format!("n{leaf}"),
                Some(&whole),
            ));
        }
    }
    parts.push(part(PartLevel::Neighbourhood, NOWHERE, Some(&whole)));
    if has_flows {
        let codes = parts
            .iter()
            .filter(|one| one.level == PartLevel::Neighbourhood);
        let codes: Vec<String> = codes.map(|one| one.name.clone()).collect();
        let known = codes.len() - 1;
        for to in &codes[..draw.random_range(1..=known.min(2))] {
            let ways = draw.random_range(1..=2).min(known);
            // Of some nobody knows where they came from.
            let from = codes.iter().rev().take(ways + 1);
            parts.extend(from.map(|from| flow_part((from, from), (to, to))));
        }
    }
    parts
}

/// Families that stand in few classes in each neighbourhood, so that lines of large counts are
/// common, with some that stand apart.
fn families(draw: &mut impl Rng, leaves: usize, most: usize) -> Vec<Family> {
    let mut all = Vec::new();
    for leaf in 0..leaves {
        let usual: Vec<Family> = (0..draw.random_range(1..=2))
            .map(|_| family(draw, leaf))
            .collect();
        for _ in 0..draw.random_range(0..=most) {
            let pick = draw.random_range(0..usual.len());
            all.push(usual[pick]);
        }
        for _ in 0..draw.random_range(0..=3) {
            if draw.random_bool(0.5) {
                all.push(family(draw, leaf));
            }
        }
    }
    all
}

fn family(draw: &mut impl Rng, leaf: usize) -> Family {
    let class =
        |draw: &mut dyn FnMut(usize) -> usize, table: HouseholdTable| draw(table.classes().len());
    let mut pick = |most: usize| draw.random_range(0..most);
    [
        leaf,
        class(&mut pick, HouseholdTable::Home),
        class(&mut pick, HouseholdTable::Size),
        class(&mut pick, HouseholdTable::Wish),
        pick(4),
    ]
}

/// A few families come, go or change, or many do.
fn change(draw: &mut impl Rng, families: &mut Vec<Family>, leaves: usize) {
    for _ in 0..draw.random_range(0..=4) {
        let leaf = draw.random_range(0..leaves);
        let many = if draw.random_bool(0.3) { 15 } else { 2 };
        let new = family(draw, leaf);
        match draw.random_range(0..3) {
            0 => families.extend(std::iter::repeat_n(new, draw.random_range(1..=many))),
            1 => leave(families, leaf, draw.random_range(1..=many)),
            _ => {
                let there = families.iter_mut().filter(|one| one[0] == leaf);
                for one in there.take(draw.random_range(1..=many)) {
                    *one = new;
                }
            }
        }
    }
}

/// Some families of a leaf go away, the first ones.
fn leave(families: &mut Vec<Family>, leaf: usize, most: usize) {
    for _ in 0..most {
        if let Some(at) = families.iter().position(|one| one[0] == leaf) {
            families.swap_remove(at);
        }
    }
}
