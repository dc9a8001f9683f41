//! Settlements: coloured by hazard class, with the class letter on a disc at their middle.

use super::{
    CLASS_COLOURS, Class, Colour, Entry, Hatch, HatchKind, Label, LayerLook, LetterLook, Line,
    Mark, On, Paint, Rule, Shows, Sign, SignShape, Theme, clusters, greys, ink_on,
};
use crate::{
    domain::{Band, Code, HazardClass, LayerKind},
    spatial::Value,
};

/// Projected metres a pixel from which on a disc is a dot without its letter.
const LETTERS_BELOW: f64 = 80.0;

/// Projected metres a pixel from which on settlements do not carry their codes.
const CODES_BELOW: f64 = 12.0;

/// A ring that says the score is not sure.
const UNSURE_DASH: &[f32] = &[3.0, 3.0];

pub(super) fn look(theme: Theme) -> LayerLook {
    let shades = greys(theme);
    let sure = Line::whole(shades.ring, 1.5);
    let unsure = Line {
        dash: UNSURE_DASH,
        ..Line::whole(shades.ring, 2.0)
    };
    let insufficient = || Rule::is("band", Band::InsufficientData.code());
    let scored = CLASS_COLOURS.into_iter().flat_map(|(class, colour)| {
        let of = move || Rule::is("class", class.code());
        [
            Class {
                rule: Rule::All(vec![of(), insufficient()]),
                marks: marks((class, colour), (sure, unsure)),
            },
            Class {
                rule: Rule::All(vec![of(), Rule::unless(insufficient())]),
                marks: marks((class, colour), (sure, sure)),
            },
        ]
    });
    LayerLook {
        kind: LayerKind::Settlements,
        shows: Shows::Records,
        floor: 3,
        classes: std::iter::once(unscored(sure)).chain(scored).collect(),
        legend: legend((sure, unsure))
            .into_iter()
            .chain(clusters::entry(theme))
            .collect(),
        label: Some(Label {
            column: "code",
            colours: (shades.ring, shades.halo),
            size_px: 13.0,
            bold: true,
            below_px: 20.0,
            coarsest: Some(CODES_BELOW),
            must_fit: false,
        }),
    }
}

fn unscored(ring: Line) -> Class {
    let letters = HazardClass::ALL.iter().map(|class| class.code());
    let grey = Colour::rgb(0x9a_a3ab).with_alpha(0x99);
    let dot = Sign {
        shape: SignShape::Circle,
        radius_px: Sign::DOT_PX,
        fill: Some(grey),
        edge: ring,
        letter: None,
    };
    Class {
        rule: Rule::unless(Rule::OneOf("class", letters.map(Value::from).collect())),
        marks: vec![
            Mark::new(On::Area, Paint::Fill(grey)),
            Mark::new(On::Border, Paint::Line(ring)).at_floor(1),
            Mark::new(On::Middle, Paint::Sign(dot)),
            Mark::new(On::Point, Paint::Sign(dot)),
        ],
    }
}

fn marks((class, colour): (HazardClass, Colour), (border, ring): (Line, Line)) -> Vec<Mark> {
    let disc = disc((class, colour), ring);
    let mut marks = vec![
        Mark::new(On::Area, Paint::Fill(colour.with_alpha(0xd9))),
        Mark::new(On::Border, Paint::Line(border)).at_floor(1),
        Mark::new(On::Middle, Paint::Sign(disc)),
        Mark::new(On::Point, Paint::Sign(disc)),
    ];
    if class == HazardClass::E {
        let hatch = Hatch {
            kind: HatchKind::Falling,
            colour: Colour::WHITE.with_alpha(179),
            width_px: 1.4,
        };
        marks.insert(1, Mark::new(On::Area, Paint::Hatch(hatch)));
    }
    marks
}

fn disc((class, colour): (HazardClass, Colour), ring: Line) -> Sign {
    let letter = class.code().chars().next().map(|letter| LetterLook {
        letter,
        ink: ink_on(class),
        size_px: 12.0,
        coarsest: LETTERS_BELOW,
    });
    Sign {
        shape: SignShape::Circle,
        radius_px: 11.0,
        fill: Some(colour),
        edge: ring,
        letter,
    }
}

fn band_of(class: HazardClass) -> Band {
    match class {
        HazardClass::A => Band::VeryLow,
        HazardClass::B => Band::Low,
        HazardClass::C => Band::Moderate,
        HazardClass::D => Band::High,
        HazardClass::E => Band::Critical,
    }
}

/// Worst first, as in the ranking.
fn legend((sure, unsure): (Line, Line)) -> Vec<Entry> {
    let sample = |word: String, sign: Sign| Entry {
        word,
        range: None,
        marks: vec![Mark::new(On::Middle, Paint::Sign(sign))],
    };
    let classes = CLASS_COLOURS.into_iter().rev().map(|(class, colour)| {
        let word = format!("band-{}", band_of(class).code());
        sample(word, disc((class, colour), sure))
    });
    let open = Sign {
        shape: SignShape::Circle,
        radius_px: 11.0,
        fill: None,
        edge: unsure,
        letter: None,
    };
    let unscored = Sign {
        fill: Some(Colour::rgb(0x9a_a3ab).with_alpha(0x99)),
        edge: sure,
        radius_px: Sign::DOT_PX,
        ..open
    };
    let last = [
        sample("legend-insufficient".to_owned(), open),
        sample("legend-unscored".to_owned(), unscored),
    ];
    classes.chain(last).collect()
}
