//! The score of one settlement as a page to hand to a mayor: what, why, what is not known, what to
//! do first, and where each figure comes from.

use std::collections::BTreeSet;

use fluent_bundle::FluentValue;

use super::answers::answers;
use crate::{
    app::{Atlas, Known, explain_danger, explain_remedies, explain_unknown},
    cli::output,
    domain::{Assessment, FactorScore, Language, LayerKind, Part, QuestionGroup, Remedies, Words},
    publish,
};

/// How many works the page tells one after the other.
pub(super) const WORKS_FIRST: usize = 3;
/// A checklist is summed up by its heaviest answers.
const ANSWERS_TOLD: usize = 3;

/// All that the page is made of.
pub(super) struct Page<'a> {
    pub(super) atlas: &'a Atlas,
    pub(super) known: &'a Known,
    pub(super) assessment: &'a Assessment,
    pub(super) remedies: &'a Remedies,
    pub(super) language: Language,
}

impl Page<'_> {
    pub(super) fn text(&self) -> String {
        let words = Words::of(self.language);
        let Assessment {
            score,
            factors,
            vulnerability_points,
            ..
        } = self.assessment;
        let danger = explain_danger(score, factors, *vulnerability_points, self.language);
        let unknown = explain_unknown(factors, self.language);
        let first = explain_remedies(self.remedies, self.language);
        let section =
            |title: &str, text: &str| format!("{}\n{}", words.say(title), output::wrapped(text));
        let mut sections = vec![self.head(&words)];
        let beside = publish::casework_in_words(&self.known.casework, self.language);
        if !beside.is_empty() {
            sections.push(output::wrapped(&beside));
        }
        sections.extend([output::wrapped(&danger), self.table(&words)]);
        if !unknown.is_empty() {
            sections.push(section("page-unknown", &unknown));
        }
        sections.push(section("page-first", &first));
        if let Some(answers) = answers(&words, self.assessment) {
            sections.push(format!("{}\n{answers}", words.say("page-answers")));
        }
        sections.push(section("page-trace", &self.trace(&words)));
        sections.join("\n\n")
    }

    fn head(&self, words: &Words) -> String {
        let settlement = &self.known.settlement;
        let title = output::in_one_line(&format!("{} {}", settlement.code, settlement.name));
        let rule = "=".repeat(title.chars().count());
        let neighbourhood = self.known.neighbourhood.as_deref().map(|code| {
            let code = FluentValue::from(output::in_one_line(code));
            words.say_with("page-neighbourhood", &[("neighbourhood", code)])
        });
        let households = settlement.households.map(|households| {
            words.say_with("page-households", &[("households", households.into())])
        });
        let below: Vec<String> = neighbourhood.into_iter().chain(households).collect();
        let lines = [title, rule, below.join(", "), self.contact(words)];
        let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        lines.join("\n")
    }

    /// Whom to call, in one line.
    fn contact(&self, words: &Words) -> String {
        let code = &self.known.settlement.code;
        let neighbourhood = self.known.neighbourhood.as_deref();
        let Some(contact) = self.atlas.contact(code, neighbourhood) else {
            return String::new();
        };
        let ways = [&contact.phone, &contact.email];
        let ways: Vec<&str> = ways.into_iter().flatten().map(String::as_str).collect();
        let blanks = [
            ("team", contact.team.as_str().into()),
            ("ways", ways.join(" · ").into()),
        ];
        words.say_with("explain-contact", &blanks)
    }

    /// The factors that something speaks of, with vulnerability; the points sum to the score.
    fn table(&self, words: &Words) -> String {
        let factors = self.assessment.factors.iter();
        let points = |points: f64| words.number(points, 1);
        let mut rows: Vec<Vec<String>> = factors
            .filter(|scored| !scored.parts.is_empty())
            .map(|scored| {
                vec![
                    words.say(&format!("factor-{}", scored.factor)),
                    points(scored.points),
                    sources(words, scored),
                ]
            })
            .collect();
        rows.push(vec![
            words.say("vulnerability"),
            points(self.assessment.vulnerability_points),
            self.people(words),
        ]);
        rows.push(vec![
            words.say("table-total"),
            points(self.assessment.score.value),
            String::new(),
        ]);
        let head = ["table-factor", "table-points", "table-from"].map(|name| words.say(name));
        output::table(&head.each_ref().map(String::as_str), &[1], rows)
    }

    /// What is known of the people; nothing in assessments that did not keep it.
    fn people(&self, words: &Words) -> String {
        let told =
            |group| heaviest(words, [group]).unwrap_or_else(|| words.say("table-unanswered"));
        let group = self.assessment.vulnerability.as_ref();
        group.map(told).unwrap_or_default()
    }

    /// Layers with versions and dates, then day, method and weights: what makes it repeatable.
    fn trace(&self, words: &Words) -> String {
        let parts = self
            .assessment
            .factors
            .iter()
            .flat_map(|scored| &scored.parts);
        let layers: BTreeSet<(LayerKind, u32)> = parts.filter_map(layer_of).collect();
        let layers: Vec<String> = layers
            .into_iter()
            .map(|(kind, version)| self.layer(words, kind, version))
            .collect();
        let list = FluentValue::from(listed(words, &layers));
        let blanks = [
            (
                "date",
                FluentValue::from(self.assessment.at.date().to_string()),
            ),
            ("method", self.assessment.model_version.as_str().into()),
            ("weights", short(&self.assessment.weights_sha256).into()),
        ];
        let computed = words.say_with("page-computed", &blanks);
        if layers.is_empty() {
            return computed;
        }
        format!(
            "{} {computed}",
            words.say_with("page-layers", &[("list", list)])
        )
    }

    /// A layer's date is known as long as it is the current one.
    fn layer(&self, words: &Words, kind: LayerKind, version: u32) -> String {
        let current = self.atlas.layer(kind).map(|layer| &layer.version);
        let current = current.filter(|current| current.version == version);
        let date = current.map_or_else(String::new, |one| one.imported_at.date().to_string());
        let message = if date.is_empty() {
            "table-layer"
        } else {
            "table-layer-dated"
        };
        let blanks = [
            ("layer", FluentValue::from(layer_name(words, kind))),
            ("version", version.to_string().into()),
            ("date", date.into()),
        ];
        words.say_with(message, &blanks)
    }
}

/// Enough of a digest to find the file by.
pub(super) fn short(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(sha256)
}

fn layer_of(part: &Part) -> Option<(LayerKind, u32)> {
    match part {
        Part::Zones {
            peril,
            layer_version,
            ..
        }
        | Part::OutsideStudy {
            peril,
            layer_version,
            ..
        } => Some((LayerKind::Zones(*peril), *layer_version)),
        Part::Depth { layer_version, .. } => Some((LayerKind::Depth, *layer_version)),
        Part::Nearness {
            landmark,
            layer_version,
            ..
        }
        | Part::UnmappedNearness {
            landmark,
            layer_version,
            ..
        } => Some((LayerKind::Landmarks(*landmark), *layer_version)),
        Part::Unanswered { .. } | Part::Checklist { .. } => None,
    }
}

fn layer_name(words: &Words, kind: LayerKind) -> String {
    match kind {
        LayerKind::Zones(peril) => words.say(&format!("peril-{peril}")),
        LayerKind::Depth => words.say("depth-grid"),
        LayerKind::Landmarks(landmark) => words.say(&format!("landmark-{landmark}")),
        other => other.to_string(),
    }
}

fn sources(words: &Words, scored: &FactorScore) -> String {
    let sources = scored.parts.iter().map(|part| source(words, part));
    listed(words, &sources.collect::<Vec<_>>())
}

fn listed(words: &Words, items: &[String]) -> String {
    items.join(&format!("{} ", words.say("semicolon")))
}

/// Which layer, answer or gap a part comes from, and what it says.
fn source(words: &Words, part: &Part) -> String {
    let says = match part {
        Part::Zones {
            shares,
            unknown_share,
            ..
        } => covered(words, shares, *unknown_share),
        Part::Depth {
            shares,
            unknown_share,
            mean_depth_m,
            max_depth_m,
            ..
        } => {
            let covered = covered(words, shares, *unknown_share);
            match (mean_depth_m, max_depth_m) {
                (Some(mean), Some(max)) => {
                    let (mean, max) = (words.number(*mean, 2), words.number(*max, 2));
                    let blanks = [("mean", mean.into()), ("max", max.into())];
                    format!("{covered} ({})", words.say_with("table-depth", &blanks))
                }
                _ => covered,
            }
        }
        Part::Nearness { distance_m, .. } => distance_m.map_or_else(
            || words.say("table-far"),
            |metres| {
                let metres = FluentValue::from(words.number(metres, 0));
                words.say_with("distance", &[("metres", metres)])
            },
        ),
        Part::OutsideStudy { .. } | Part::UnmappedNearness { .. } => words.say("table-outside"),
        Part::Unanswered { .. } => return words.say("table-unanswered"),
        Part::Checklist { groups, .. } => return heaviest(words, groups).unwrap_or_default(),
    };
    let layer = layer_of(part).map(|(kind, _)| layer_name(words, kind));
    let colon = words.say("colon");
    format!("{}{colon} {says}", layer.unwrap_or_default())
}

/// The shares of a site by severity, and the one that nobody knows.
fn covered(words: &Words, shares: &[f64; 4], unknown_share: f64) -> String {
    let mut levels: Vec<String> = (0..4)
        .rev()
        .filter(|&at| shares[at] > 0.0)
        .map(|at| {
            let percent = FluentValue::from(words.number(100.0 * shares[at], 1));
            let blanks = [
                (
                    "share",
                    FluentValue::from(words.say_with("share", &[("percent", percent)])),
                ),
                (
                    "severity",
                    words.say(&format!("severity-{}", at + 1)).into(),
                ),
            ];
            words.say_with("zones-level", &blanks)
        })
        .collect();
    if unknown_share > 0.0 {
        let percent = FluentValue::from(words.number(100.0 * unknown_share, 1));
        let share = words.say_with("share", &[("percent", percent)]);
        levels.push(words.say_with("table-unknown-share", &[("share", share.into())]));
    }
    if levels.is_empty() {
        return words.say("table-not-covered");
    }
    levels.join(", ")
}

/// The heaviest bad answers, and how many are missing; `None` when nobody has answered.
fn heaviest<'a>(
    words: &Words,
    groups: impl IntoIterator<Item = &'a QuestionGroup>,
) -> Option<String> {
    let questions = groups.into_iter().flat_map(|group| &group.questions);
    let (answered, open): (Vec<_>, Vec<_>) = questions.partition(|one| one.deficit.is_some());
    if answered.is_empty() {
        return None;
    }
    let weighs = |weight: f64, deficit: Option<f64>| weight * deficit.unwrap_or_default();
    let mut bad: Vec<(f64, &str)> = answered
        .into_iter()
        .map(|one| (weighs(one.weight, one.deficit), one.question.as_str()))
        .filter(|(weighs, _)| *weighs > 0.0)
        .collect();
    bad.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut told: Vec<String> = bad
        .into_iter()
        .take(ANSWERS_TOLD)
        .map(|(_, question)| words.say(&format!("question-{question}")))
        .collect();
    if told.is_empty() {
        told.push(words.say("table-all-good"));
    }
    if !open.is_empty() {
        told.push(words.say_with("table-open", &[("questions", open.len().into())]));
    }
    Some(told.join(", "))
}
