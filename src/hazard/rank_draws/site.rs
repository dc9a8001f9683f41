//! A settlement boiled down to what a draw needs: which parameters, and by how much.

use super::{
    drawn::Drawn,
    lanes::{Joint, LANES, Lanes, Uniform, each, larger, smaller},
};
use crate::{
    domain::Factor,
    hazard::{
        Answers, Checklist, Nearness, NearnessSeen, QuestionSet, SiteInputs, Weights,
        checklist::question_cases,
        nearness::share_left,
        zones::{Ground, remaining},
    },
};

/// What can count of a settlement, factor by factor; what is nought in every draw is left out.
pub(super) struct Site {
    factors: Vec<Vec<Part>>,
    vulnerability: Deficit,
}

/// One layer's or checklist's say; numbers name the parameter in [`Drawn`].
enum Part {
    /// Areas of one peril, from one source or two that speak of the same: the worse counts.
    Areas(usize, Vec<Areas>),
    /// A landmark, with the share of its value that is left at this distance.
    Near(usize, f32),
    /// A landmark of which nothing is known.
    Unmapped(usize),
    Checklist(usize, Vec<Deficit>),
}

/// Areas as sure as they are, and as they would be were unknown ground of the worst severity.
struct Areas {
    sure: Zones,
    worst: Option<Zones>,
}

/// Severity by severity: share or worse, share alone, closeness.
struct Zones {
    or_worse: [f32; 4],
    alone: [f32; 4],
    closeness: [f32; 4],
}

/// A weighed deficit: what is sure of it, and what each answer that is not known may add.
struct Deficit {
    sure: f32,
    open: Vec<f32>,
}

impl Site {
    pub(super) fn resolved(weights: &Weights, inputs: &SiteInputs) -> Self {
        let parts = |&factor: &Factor| -> Vec<Part> {
            let nearness = inputs.nearness.iter();
            let checklists = weights.checklists.iter().enumerate();
            areas_parts(weights, inputs, factor)
                .chain(nearness.filter_map(|seen| nearness_part(weights, seen, factor)))
                .chain(
                    checklists
                        .filter(|(_, checklist)| checklist.factor == factor)
                        .map(|(at, checklist)| checklist_part(at, checklist, &inputs.answers)),
                )
                .collect()
        };
        let factors = weights.factors.iter().map(parts);
        Self {
            factors: factors.filter(|parts| !parts.is_empty()).collect(),
            vulnerability: Deficit::of(&weights.vulnerability, &inputs.answers),
        }
    }

    /// Its score from 0 to 1 in each draw; what is not known is drawn for it.
    pub(super) fn scores(&self, drawn: &Drawn, uniform: &mut Uniform) -> Lanes {
        let mut all = Joint::none();
        for parts in &self.factors {
            all.add(&factor_values(parts, drawn, uniform));
        }
        let mut scores = all.value(&drawn.rho);
        let vulnerability = self.vulnerability.values(uniform);
        for lane in 0..LANES {
            let score = scores[lane];
            scores[lane] += drawn.beta[lane] * vulnerability[lane] * score * (1.0 - score);
        }
        scores
    }
}

fn factor_values(parts: &[Part], drawn: &Drawn, uniform: &mut Uniform) -> Lanes {
    if let [only] = parts {
        return only.values(drawn, uniform);
    }
    let mut factor = Joint::none();
    for part in parts {
        factor.add(&part.values(drawn, uniform));
    }
    factor.value(&drawn.rho)
}

/// The areas of each peril of a factor.
fn areas_parts(
    weights: &Weights,
    inputs: &SiteInputs,
    factor: Factor,
) -> impl Iterator<Item = Part> {
    let perils = weights.areal.iter().enumerate();
    perils
        .filter(move |(_, (_, areal))| areal.factor == factor)
        .filter_map(move |(at, (&peril, areal))| {
            let grounds = Ground::of_peril(inputs, peril);
            let areas = grounds.iter().map(|ground| Areas::of(ground, areal.near_m));
            let areas: Vec<Areas> = areas.filter(Areas::counts).collect();
            (!areas.is_empty()).then_some(Part::Areas(at, areas))
        })
}

fn nearness_part(weights: &Weights, seen: &NearnessSeen, factor: Factor) -> Option<Part> {
    let mut landmarks = weights.linear.iter().enumerate();
    let (at, linear) = landmarks
        .find(|(_, (landmark, _))| **landmark == seen.landmark)
        .map(|(at, (_, linear))| (at, linear))
        .filter(|(_, linear)| linear.factor == factor)?;
    match seen.nearness {
        Nearness::Metres(distance_m) => {
            let left = single(share_left(linear, distance_m));
            (left > 0.0).then_some(Part::Near(at, left))
        }
        Nearness::BeyondReach => None,
        Nearness::Unmapped => Some(Part::Unmapped(at)),
    }
}

fn checklist_part(at: usize, checklist: &Checklist, answers: &Answers) -> Part {
    let groups = checklist.groups.iter();
    Part::Checklist(at, groups.map(|set| Deficit::of(set, answers)).collect())
}

impl Part {
    fn values(&self, drawn: &Drawn, uniform: &mut Uniform) -> Lanes {
        match self {
            Self::Areas(at, sources) => worst_source(sources, drawn, &drawn.areal[*at], uniform),
            Self::Near(at, left) => each(|lane| drawn.linear[*at][lane] * left),
            Self::Unmapped(at) => product(&uniform.lanes(), &drawn.linear[*at]),
            Self::Checklist(at, groups) => {
                product(&worst_and_mean(groups, uniform), &drawn.caps[*at])
            }
        }
    }
}

/// The worse of what one peril's sources say.
fn worst_source(
    sources: &[Areas],
    drawn: &Drawn,
    severities: &[Lanes; 4],
    uniform: &mut Uniform,
) -> Lanes {
    // As nearly all are: one source, and nothing of it unknown.
    if let [Areas { sure, worst: None }] = sources {
        return sure.values(drawn, severities);
    }
    // Ground that no source knows is the same ground for all: one draw tells of it.
    let is_known = sources.iter().all(|source| source.worst.is_none());
    let unknown = if is_known {
        [0.0; LANES]
    } else {
        uniform.lanes()
    };
    let mut worse = [0.0; LANES];
    for source in sources {
        let values = source.values(drawn, severities, &unknown);
        worse = each(|lane| larger(values[lane], worse[lane]));
    }
    worse
}

impl Areas {
    fn of(ground: &Ground, near_m: f64) -> Self {
        let unknown = ground.unknown_share > 0.0;
        Self {
            sure: Zones::of(ground.shares, &ground.distances_m, near_m),
            worst: unknown.then(|| Zones::of(ground.worst_shares(), &ground.distances_m, near_m)),
        }
    }

    fn counts(&self) -> bool {
        self.worst.is_some() || self.sure.counts()
    }

    /// What is not known is drawn evenly between the two.
    fn values(&self, drawn: &Drawn, severities: &[Lanes; 4], unknown: &Lanes) -> Lanes {
        let sure = self.sure.values(drawn, severities);
        let Some(worst) = &self.worst else {
            return sure;
        };
        let worst = worst.values(drawn, severities);
        each(|lane| sure[lane] + unknown[lane] * (worst[lane] - sure[lane]))
    }
}

impl Zones {
    fn of(shares: [f64; 4], distances_m: &[Option<f64>; 4], near_m: f64) -> Self {
        let alone = shares.map(|share| share.clamp(0.0, 1.0));
        let gap_m = |severity: usize| {
            if alone[severity] > 0.0 {
                Some(0.0)
            } else {
                distances_m[severity]
            }
        };
        Self {
            or_worse: std::array::from_fn(|severity| single(alone[severity..].iter().sum())),
            alone: alone.map(single),
            closeness: std::array::from_fn(|at| single(remaining(gap_m(at), near_m))),
        }
    }

    fn counts(&self) -> bool {
        let figures = self.or_worse.iter().chain(&self.closeness);
        figures.into_iter().any(|&one| one > 0.0)
    }

    fn values(&self, drawn: &Drawn, severities: &[Lanes; 4]) -> Lanes {
        each(|lane| {
            let (mut worst, mut mean, mut near) = (0.0, 0.0, 0.0);
            for (severity, values) in severities.iter().enumerate() {
                let value = values[lane];
                let present = smaller(1.0, self.or_worse[severity] * drawn.per_full_share[lane]);
                worst = larger(value * present, worst);
                mean += value * self.alone[severity];
                near = larger(value * self.closeness[severity], near);
            }
            larger(0.5 * worst + 0.5 * mean, drawn.kappa[lane] * near)
        })
    }
}

impl Deficit {
    fn of(set: &QuestionSet, answers: &Answers) -> Self {
        // Where an unknown stands in the score shown does not matter: its bounds do.
        let cases = set.questions.iter().map(|question| {
            let cases = question_cases(question, answers, 0.5);
            (
                question.weight * cases.low,
                question.weight * (cases.high - cases.low),
            )
        });
        let (sure, open): (Vec<f64>, Vec<f64>) = cases.unzip();
        let open = open.into_iter().filter(|&span| span > 0.0);
        Self {
            sure: single(sure.iter().sum()),
            open: open.map(single).collect(),
        }
    }

    fn values(&self, uniform: &mut Uniform) -> Lanes {
        let mut deficits = [self.sure; LANES];
        for span in &self.open {
            let drawn = uniform.lanes();
            for lane in 0..LANES {
                deficits[lane] += span * drawn[lane];
            }
        }
        deficits
    }
}

/// Half the worst group, half the mean of the groups.
fn worst_and_mean(groups: &[Deficit], uniform: &mut Uniform) -> Lanes {
    if let [only] = groups {
        return only.values(uniform);
    }
    let (mut worst, mut sum) = ([0.0; LANES], [0.0; LANES]);
    for group in groups {
        let deficits = group.values(uniform);
        for lane in 0..LANES {
            worst[lane] = larger(deficits[lane], worst[lane]);
            sum[lane] += deficits[lane];
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "a checklist has a few groups")]
    let share = 0.5 / groups.len() as f32;
    each(|lane| 0.5 * worst[lane] + share * sum[lane])
}

fn product(a: &Lanes, b: &Lanes) -> Lanes {
    each(|lane| a[lane] * b[lane])
}

#[allow(clippy::cast_possible_truncation, reason = "seven digits are kept")]
fn single(figure: f64) -> f32 {
    figure as f32
}
