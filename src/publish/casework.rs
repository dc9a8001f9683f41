//! What people have written down beside a score, as the team sees it; the public has no view of it.

use std::collections::BTreeMap;

use fluent_bundle::FluentValue;
use serde::Serialize;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;

use super::{IncidentView, filed_incident};
use crate::domain::{
    Audience, Casework, Code, Filed, HazardClass, IncidentKind, Language, Lifting, Override,
    OverrideState, Verdict, VerdictKind, Words,
};

/// An officer's word on one settlement, beside its computed score.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OverrideView {
    /// Number of the change that filed it; null where it stands beside a score.
    pub number: Option<u64>,
    /// Code of the settlement.
    pub settlement: String,
    /// Another class, or imminent danger.
    pub kind: VerdictKind,
    /// The class; null for imminent danger.
    pub class: Option<HazardClass>,
    /// Why.
    pub reason: String,
    /// Who says it.
    pub by: String,
    /// When it was said.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Last day on which it holds; ISO 8601.
    pub until: String,
    /// What has become of it.
    pub state: OverrideState,
    /// Its end before that day, when it was taken back.
    pub lifted: Option<LiftingView>,
}

/// An override taken back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LiftingView {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// What stands beside a settlement's score.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CaseworkView {
    /// Another class, while it holds. The score stays what was computed.
    pub class: Option<OverrideView>,
    /// Imminent danger, while it holds. The score stays what was computed.
    pub imminent_danger: Option<OverrideView>,
    /// Incidents of the last twelve months, newest first. They do not change the score.
    pub incidents: Vec<IncidentView>,
}

/// A filed override with its state on a day; `None` when the audience may not know of it.
#[must_use]
pub fn filed_override(
    audience: Audience,
    filed: &Filed<Override>,
    today: Date,
) -> Option<OverrideView> {
    let (number, settlement) = (Some(filed.number), filed.settlement.as_str());
    (audience == Audience::Team).then(|| view(&filed.record, (number, settlement), today))
}

/// What stands beside the score of a settlement; `None` when the audience may not know of it.
#[must_use]
pub fn casework(
    audience: Audience,
    casework: &Casework,
    (settlement, today): (&str, Date),
) -> Option<CaseworkView> {
    if audience == Audience::Public {
        return None;
    }
    let said = |said: &Override| view(said, (None, settlement), today);
    Some(CaseworkView {
        class: casework.class.as_ref().map(said),
        imminent_danger: casework.danger.as_ref().map(said),
        incidents: casework
            .incidents
            .iter()
            .filter_map(|incident| filed_incident(audience, incident, (None, settlement)))
            .collect(),
    })
}

fn view(said: &Override, (number, settlement): (Option<u64>, &str), today: Date) -> OverrideView {
    OverrideView {
        number,
        settlement: settlement.to_owned(),
        kind: said.verdict.kind(),
        class: said.verdict.class(),
        reason: said.reason.clone(),
        by: said.by.clone(),
        at: said.at,
        until: said.until.to_string(),
        state: said.state(today),
        lifted: said.lifted.as_ref().map(lifting),
    }
}

fn lifting(lifted: &Lifting) -> LiftingView {
    LiftingView {
        reason: lifted.reason.clone(),
        by: lifted.by.clone(),
        at: lifted.at,
    }
}

/// What stands beside a score in a few sentences; empty when nothing does.
///
/// ```
/// use jalon::{domain::{Casework, Language}, publish::casework_in_words};
/// assert_eq!(casework_in_words(&Casework::default(), Language::English), "");
/// ```
#[must_use]
pub fn casework_in_words(casework: &Casework, language: Language) -> String {
    let words = Words::of(language);
    let said = [&casework.danger, &casework.class];
    let mut sentences: Vec<String> = said
        .into_iter()
        .flatten()
        .map(|said| override_in_words(said, &words))
        .collect();
    sentences.extend(incidents_in_words(casework, &words));
    sentences.join(" ")
}

fn override_in_words(said: &Override, words: &Words) -> String {
    let message = match said.verdict {
        Verdict::Class(_) => "explain-override",
        Verdict::ImminentDanger => "explain-danger",
    };
    let class = said.verdict.class().map_or("", Code::code);
    let blanks = [
        ("class", FluentValue::from(class)),
        ("reason", said.reason.trim_end_matches('.').into()),
        ("by", said.by.as_str().into()),
        ("on", said.at.date().to_string().into()),
        ("until", said.until.to_string().into()),
    ];
    words.say_with(message, &blanks)
}

/// Kinds with their counts, most frequent first, then in the order of the list.
fn incidents_in_words(casework: &Casework, words: &Words) -> Option<String> {
    let mut counts: BTreeMap<IncidentKind, usize> = BTreeMap::new();
    for incident in &casework.incidents {
        *counts.entry(incident.kind).or_default() += 1;
    }
    let mut counts: Vec<(IncidentKind, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind));
    let items: Vec<String> = counts
        .into_iter()
        .map(|(kind, count)| {
            let name = format!("incidents-{kind}");
            words.say_with(&name, &[("count", count.into())])
        })
        .collect();
    let list = FluentValue::from(items.join(", "));
    (!items.is_empty()).then(|| words.say_with("explain-incidents", &[("list", list)]))
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;
    use crate::domain::{Incident, IncidentSeverity, PeopleBand, SettlementId};

    fn incident(kind: IncidentKind) -> Incident {
        Incident {
            id: Uuid::nil(),
            settlement: SettlementId(Uuid::nil()),
            kind,
            on: date!(2026 - 05 - 01),
            place: None,
            severity: IncidentSeverity::Minor,
            deaths: PeopleBand::Nobody,
            injured: PeopleBand::Unknown,
            narrative: None,
            by: "fire service".to_owned(),
            at: datetime!(2026-05-02 08:00 UTC),
        }
    }

    fn casework() -> Casework {
        Casework {
            danger: Some(Override {
                id: Uuid::nil(),
                settlement: SettlementId(Uuid::nil()),
                verdict: Verdict::ImminentDanger,
                reason: "the bank is giving way.".to_owned(),
                by: "duty officer".to_owned(),
                at: datetime!(2026-05-02 08:00 UTC),
                until: date!(2026 - 06 - 01),
                replaced: false,
                lifted: None,
            }),
            class: None,
            incidents: [IncidentKind::Flood, IncidentKind::Fire, IncidentKind::Flood]
                .map(incident)
                .to_vec(),
        }
    }

    #[test]
    fn danger_and_incidents_are_told_in_both_languages() {
        assert_eq!(
            casework_in_words(&casework(), Language::English),
            "Imminent danger, declared by duty officer on 2026-05-02 until 2026-06-01: the bank is \
             giving way. In the last 12 months: 2 floods, one fire. Incidents do not change the score."
        );
        assert_eq!(
            casework_in_words(&casework(), Language::French),
            "Danger imminent, déclaré par duty officer le 2026-05-02 jusqu'au 2026-06-01 : the bank \
             is giving way. Au cours des 12 derniers mois : 2 inondations, un incendie. Les \
             incidents ne modifient pas le score."
        );
    }

    #[test]
    fn every_kind_of_incident_has_words_for_one_and_for_many() {
        for language in Language::ALL {
            let words = Words::of(*language);
            for kind in IncidentKind::ALL {
                let name = format!("incidents-{kind}");
                let said = |count: usize| words.say_with(&name, &[("count", count.into())]);
                assert_ne!(said(1), name);
                assert!(said(2).starts_with("2 "), "{}", said(2));
            }
        }
    }

    #[test]
    fn the_public_sees_none_of_it() {
        let today = date!(2026 - 05 - 03);

        let seen = super::casework(Audience::Public, &casework(), ("S1", today));

        assert!(seen.is_none());
    }
}
