//! What an import says to whoever sent the file, in their language: why a record is not kept, what is worth a
//! look, why nothing was kept. The words stand with all others, in the files of `text/`.

use fluent_bundle::FluentValue;

use super::{Error, refused::Refused};
use crate::{
    domain::{ImportReport, LandmarkKind, LayerKind, Words},
    formats::FeatureFault,
    spatial::{CrsError, Unmendable},
};

type Blanks<'a> = Vec<(&'static str, FluentValue<'a>)>;

/// Why a record is not kept.
pub(super) fn refusal(words: &Words, refused: &Refused) -> String {
    let (name, blanks) = match refused {
        Refused::NoShape => ("no-shape", vec![]),
        Refused::WrongShape { layer, .. } => {
            let needed = said(words, needed(*layer), &[]).into();
            let blanks = vec![("layer", layer_word(words, *layer)), ("needed", needed)];
            ("wrong-shape", blanks)
        }
        Refused::Unmendable(why) => return unmendable(words, why),
        Refused::OutOfReach(why) => return crs(words, why),
        Refused::NotDegrees => ("not-degrees", vec![]),
        Refused::CodeTaken { code, first } => {
            let first = first.to_string().into();
            ("code-taken", vec![("code", text(code)), ("first", first)])
        }
        Refused::NowhereOffered => ("nowhere-offered", vec![]),
        Refused::NoSize { column } => ("no-size", vec![("column", text(column))]),
        Refused::FitsNobody { least, most } => {
            let (least, most) = (least.to_string().into(), most.to_string().into());
            ("fits-nobody", vec![("least", least), ("most", most)])
        }
        Refused::NoHomes { column } => ("no-homes", vec![("column", text(column))]),
        Refused::CodeTooLong { most } => ("code-too-long", vec![("most", most.to_string().into())]),
        Refused::NoClass { column } => ("no-class", vec![("column", text(column))]),
        Refused::UnknownClass { class, known } => {
            let known = text(known);
            (
                "unknown-class",
                vec![("class", text(class)), ("known", known)],
            )
        }
        Refused::NoHazard { class } => ("no-hazard", vec![("class", text(class))]),
        Refused::OtherPeril { declared, peril } => {
            let peril = word(words, "peril", &peril.to_string());
            (
                "other-peril",
                vec![("declared", text(declared)), ("peril", peril)],
            )
        }
        Refused::StrangePeril { declared, peril } => {
            let peril = word(words, "peril", &peril.to_string());
            (
                "strange-peril",
                vec![("declared", text(declared)), ("peril", peril)],
            )
        }
        Refused::NoDay { column } => ("no-day", vec![("column", text(column))]),
        Refused::NotADay { text: day, column } => (
            "not-a-day",
            vec![("text", text(day)), ("column", text(column))],
        ),
        Refused::HouseholdNamed => ("household-named", vec![]),
    };
    said(words, name, &blanks)
}

/// Which shapes a layer is made of.
fn needed(layer: LayerKind) -> &'static str {
    use LandmarkKind as Kind;
    match layer {
        LayerKind::Settlements => "needs-outline",
        LayerKind::Landmarks(Kind::WasteDump) => "needs-dump",
        LayerKind::Landmarks(Kind::Hydrant | Kind::WaterPoint | Kind::HealthCentre) => {
            "needs-point"
        }
        LayerKind::Landmarks(_) => "needs-line",
        LayerKind::Placements | LayerKind::Offers => "needs-one-point",
        _ => "needs-area",
    }
}

/// Why a record cannot be read.
pub(super) fn fault(words: &Words, fault: &FeatureFault) -> String {
    let number = |number: u64| number.to_string().into();
    let size = |size: usize| size.to_string().into();
    let (name, blanks): (_, Blanks<'_>) = match fault {
        FeatureFault::TooManyVertices { limit } => ("vertices", vec![("limit", number(*limit))]),
        FeatureFault::TooLong { limit } => ("too-long", vec![("limit", number(*limit))]),
        FeatureFault::TooDeep { limit } => ("too-deep", vec![("limit", number((*limit).into()))]),
        FeatureFault::NotFinite => ("not-finite", vec![]),
        FeatureFault::NotANumber { .. } => ("not-a-number", vec![]),
        FeatureFault::HalfPosition => ("half-position", vec![]),
        FeatureFault::Misshapen { kind } => ("misshapen", vec![("kind", text(kind))]),
        FeatureFault::MixedCollection => ("mixed-collection", vec![]),
        FeatureFault::Curve { kind } => ("curve", vec![("kind", text(kind))]),
        FeatureFault::UnknownKind { kind } => ("unknown-kind", vec![("kind", text(kind))]),
        // The rule is one of the format's own, in its own words.
        FeatureFault::Malformed { detail } => ("malformed", vec![("detail", text(detail))]),
        FeatureFault::DuplicateMember { name } => ("duplicate-member", vec![("name", text(name))]),
        FeatureFault::TextTooLong { column, limit } => (
            "text-too-long",
            vec![("column", text(column)), ("limit", size(*limit))],
        ),
        FeatureFault::TooManyColumns { limit } => {
            ("too-many-columns", vec![("limit", size(*limit))])
        }
    };
    said(words, name, &blanks)
}

fn unmendable(words: &Words, why: &Unmendable) -> String {
    match why {
        Unmendable::Empty => said(words, "empty", &[]),
        Unmendable::TooLarge { points } => {
            said(words, "too-large", &[("points", points.to_string().into())])
        }
        Unmendable::NotFinite => said(words, "not-finite", &[]),
        Unmendable::OutOfRange { x, y } => at(words, "out-of-range", (*x, *y), vec![]),
        Unmendable::NoExtent => said(words, "no-extent", &[]),
        Unmendable::TooTangled => said(words, "too-tangled", &[]),
        Unmendable::StillInvalid(_) => said(words, "still-invalid", &[]),
    }
}

fn crs(words: &Words, why: &CrsError) -> String {
    match why {
        CrsError::Unknown { given } => said(words, "crs-unknown", &[("given", text(given))]),
        CrsError::Unreadable { .. } => said(words, "crs-unreadable", &[]),
        CrsError::Unsupported { name, .. } => {
            said(words, "crs-unsupported", &[("name", text(name))])
        }
        CrsError::NotFinite { .. } => said(words, "not-finite", &[]),
        CrsError::Outside { name, x, y } => {
            at(words, "crs-outside", (*x, *y), vec![("name", text(name))])
        }
    }
}

impl Error {
    /// Why nothing of a file is kept, in the words of a language; `None` where the words are those of a format
    /// or of a program, which are told as they are.
    #[must_use]
    pub fn told(&self, words: &Words) -> Option<String> {
        let (name, blanks): (_, Blanks<'_>) = match self {
            Self::NoSuchField {
                given,
                layer,
                fields,
            } => (
                "no-such-field",
                vec![
                    ("given", text(given)),
                    ("layer", layer_word(words, *layer)),
                    ("fields", text(fields)),
                ],
            ),
            Self::NoSuchColumn {
                field,
                column,
                columns,
            } => (
                "no-such-column",
                vec![
                    ("field", text(field)),
                    ("column", text(column)),
                    ("columns", text(columns)),
                ],
            ),
            Self::ColumnMissing {
                field,
                layer,
                columns,
                ..
            } => (
                "column-missing",
                vec![
                    ("field", text(field)),
                    ("layer", layer_word(words, *layer)),
                    ("columns", text(columns)),
                ],
            ),
            Self::NeverRead { column, .. } => ("never-read", vec![("column", text(column))]),
            Self::Crs(why) => return Some(crs(words, why)),
            Self::NotDegrees { feature, x, y, .. } => {
                let feature = ("feature", feature.to_string().into());
                return Some(at(words, "file-not-degrees", (*x, *y), vec![feature]));
            }
            Self::NotMetres {
                feature, x, y, crs, ..
            } => {
                let more = vec![("feature", feature.to_string().into()), ("crs", text(crs))];
                return Some(at(words, "file-not-metres", (*x, *y), more));
            }
            Self::Swapped { .. } => ("swapped", vec![]),
            Self::NothingKept { report } => return Some(nothing_kept(words, report)),
            _ => return None,
        };
        Some(said(words, name, &blanks))
    }
}

fn nothing_kept(words: &Words, report: &ImportReport) -> String {
    let mut blanks: Blanks<'_> = vec![
        ("read", report.tally.read.to_string().into()),
        ("file", text(&report.file)),
    ];
    let Some(first) = report.refusals.first() else {
        return said(words, "nothing-kept", &blanks);
    };
    blanks.push(("feature", first.place.feature.to_string().into()));
    blanks.push(("why", text(&first.why)));
    said(words, "none-kept", &blanks)
}

fn at(words: &Words, name: &str, (x, y): (f64, f64), more: Blanks<'_>) -> String {
    let mut blanks: Blanks<'_> = vec![("x", x.to_string().into()), ("y", y.to_string().into())];
    blanks.extend(more);
    said(words, name, &blanks)
}

pub(super) fn said(
    words: &Words,
    name: &str,
    blanks: &[(&'static str, FluentValue<'_>)],
) -> String {
    words.say_with(&format!("taken-in-{name}"), blanks)
}

pub(super) fn text(text: &str) -> FluentValue<'_> {
    FluentValue::from(text)
}

fn layer_word(words: &Words, layer: LayerKind) -> FluentValue<'static> {
    word(words, "layer", layer.code())
}

fn word(words: &Words, family: &str, code: &str) -> FluentValue<'static> {
    FluentValue::from(words.say(&format!("{family}-{code}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Language, Peril};

    fn refusals() -> Vec<Refused> {
        let column = || "COLUMN".to_owned();
        vec![
            Refused::NoShape,
            Refused::WrongShape {
                found: "points",
                layer: LayerKind::Settlements,
                needed: "an area",
            },
            Refused::Unmendable(Unmendable::NoExtent),
            Refused::Unmendable(Unmendable::Empty),
            Refused::Unmendable(Unmendable::NotFinite),
            Refused::Unmendable(Unmendable::OutOfRange { x: 200.0, y: 1.0 }),
            Refused::OutOfReach(CrsError::Unknown { given: column() }),
            Refused::OutOfReach(CrsError::Outside {
                name: "EPSG:2154".to_owned(),
                x: 1.5,
                y: 2.5,
            }),
            Refused::NotDegrees,
            Refused::CodeTaken {
                code: "S1".to_owned(),
                first: 7,
            },
            Refused::NowhereOffered,
            Refused::NoSize { column: column() },
            Refused::FitsNobody { least: 5, most: 2 },
            Refused::NoHomes { column: column() },
            Refused::CodeTooLong { most: 40 },
            Refused::NoClass { column: column() },
            Refused::UnknownClass {
                class: "X".to_owned(),
                known: "F, M",
            },
            Refused::NoHazard {
                class: "X".to_owned(),
            },
            Refused::NoDay { column: column() },
            Refused::NotADay {
                text: "then".to_owned(),
                column: column(),
            },
            Refused::HouseholdNamed,
        ]
    }

    #[test]
    fn what_is_refused_is_said_in_english_as_ever_and_in_french() {
        let (english, french) = (Words::of(Language::English), Words::of(Language::French));
        for refused in refusals() {
            let said = refusal(&english, &refused);
            // Which shape it has instead is told by the layer's name.
            if !matches!(
                refused,
                Refused::WrongShape { .. } | Refused::Unmendable(Unmendable::NotFinite)
            ) {
                assert_eq!(said, refused.to_string());
            }
            let other = refusal(&french, &refused);
            assert!(
                !other.contains("taken-in-") && !other.contains('$') && other != said,
                "{other}"
            );
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_in_both() {
        let kind = || "arc".to_owned();
        let faults = [
            FeatureFault::TooManyVertices { limit: 9 },
            FeatureFault::TooLong { limit: 9 },
            FeatureFault::TooDeep { limit: 9 },
            FeatureFault::NotFinite,
            FeatureFault::HalfPosition,
            FeatureFault::Misshapen { kind: kind() },
            FeatureFault::MixedCollection,
            FeatureFault::Curve { kind: "arc" },
            FeatureFault::UnknownKind { kind: kind() },
            FeatureFault::Malformed { detail: kind() },
            FeatureFault::DuplicateMember { name: kind() },
            FeatureFault::TextTooLong {
                column: kind(),
                limit: 9,
            },
            FeatureFault::TooManyColumns { limit: 9 },
        ];
        for one in faults {
            let said = fault(&Words::of(Language::English), &one);
            assert_eq!(said, one.to_string());
            let other = fault(&Words::of(Language::French), &one);
            assert!(!other.contains("taken-in-") && other != said, "{other}");
        }
    }

    #[test]
    fn a_missing_column_and_the_peril_are_named_in_the_language() {
        let words = Words::of(Language::French);
        let missing = Error::ColumnMissing {
            field: "class",
            layer: LayerKind::Zones(Peril::Flood),
            columns: "a, b".to_owned(),
            advice: "",
        };

        let told = missing.told(&words).unwrap();

        assert!(
            told.contains("a, b") && told.contains("Inondation"),
            "{told}"
        );
        assert!(
            Error::TooManyVisits {
                file: String::new(),
                most: 1
            }
            .told(&words)
            .is_none()
        );
    }
}
