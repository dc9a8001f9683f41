//! Neighbourhoods: quiet ground under other things, or coloured by their location quotient.

use super::{
    Class, Colour, Entry, Hatch, HatchKind, Label, LayerLook, Line, Mark, On, Paint,
    QUOTIENT_BREAKS, QUOTIENT_COLOURS, Rule, Scene, Shows, Theme, View, greys,
};
use crate::{domain::LayerKind, spatial::Value};

/// The quotient that colours: drawn towards 1 where few live, when it is told.
const QUOTIENT: &[&str] = &["shrunk_quotient", "location_quotient"];

pub(super) fn look(kind: LayerKind, scene: Scene) -> LayerLook {
    let (classes, legend) = match scene.view {
        View::Dangers => {
            let ground = ground(scene.theme);
            let entry = Entry {
                word: format!("layer-{kind}"),
                range: None,
                marks: ground.marks.clone(),
            };
            (vec![ground], vec![entry])
        }
        View::Dispersal => {
            let classes = choropleth(scene.theme);
            let legend = legend(&classes);
            (classes, legend)
        }
    };
    LayerLook {
        kind,
        shows: Shows::Records,
        floor: 0,
        classes,
        legend,
        label: Some(label(scene)),
    }
}

fn label(scene: Scene) -> Label {
    let shades = greys(scene.theme);
    let colours = match scene.view {
        View::Dangers => (shades.label, shades.halo),
        View::Dispersal => (Colour::rgb(0x1d_262d), greys(Theme::Light).halo),
    };
    Label {
        column: "name",
        colours,
        size_px: 11.0,
        bold: false,
        below_px: 0.0,
        coarsest: None,
        must_fit: true,
    }
}

fn ground(theme: Theme) -> Class {
    let shades = greys(theme);
    Class {
        rule: Rule::Always,
        marks: vec![
            fill(shades.ground),
            Mark::new(On::Border, Paint::Line(Line::whole(shades.edge, 1.0))).at_floor(3),
        ],
    }
}

/// Five classes of the quotient, `hidden`, `none`; then what lies over any of them.
fn choropleth(theme: Theme) -> Vec<Class> {
    let border = Line::whole(
        match theme {
            Theme::Light => Colour::WHITE,
            Theme::Dark => Colour::rgb(0x12_171c),
        },
        1.2,
    );
    let border = Mark::new(On::Border, Paint::Line(border)).at_floor(3);
    let quotients = QUOTIENT_COLOURS
        .iter()
        .enumerate()
        .map(|(at, &(_, colour))| {
            let (low, high) = range(at);
            let mut marks = vec![fill(colour), border];
            if at == QUOTIENT_BREAKS.len() {
                let white = Colour::WHITE.with_alpha(153);
                marks.push(hatch(HatchKind::Rising, white));
            }
            Class {
                rule: Rule::Within(QUOTIENT, low, high),
                marks,
            }
        });
    let shades = greys(theme);
    let grey = match theme {
        Theme::Light => Colour::rgb(0xdf_e3e6),
        Theme::Dark => Colour::rgb(0x39_434c),
    };
    let hidden = Class {
        rule: Rule::All(vec![Rule::unless(Rule::Known(QUOTIENT)), is_hidden()]),
        marks: vec![fill(grey), hatch(HatchKind::Crossed, shades.edge), border],
    };
    let none = Class {
        rule: Rule::All(vec![
            Rule::unless(Rule::Known(QUOTIENT)),
            Rule::unless(is_hidden()),
        ]),
        marks: vec![fill(shades.ground), border],
    };
    quotients.chain([hidden, none]).chain(said(theme)).collect()
}

/// Where people live and the count of those rehoused is kept back.
fn is_hidden() -> Rule {
    Rule::All(vec![
        Rule::Known(&["households"]),
        Rule::unless(Rule::Known(&["rehoused"])),
    ])
}

/// What lies over the colour: not chance, falling for more and rising for fewer; priority.
fn said(theme: Theme) -> [Class; 3] {
    let ink = Colour::rgb(0x14_141e).with_alpha(184);
    let significant = |word, kind| Class {
        rule: Rule::is("significance", word),
        marks: vec![hatch(kind, ink).at_floor(2)],
    };
    let priority = Line {
        dash: &[7.0, 5.0],
        ..Line::whole(
            match theme {
                Theme::Light => Colour::rgb(0x14_212c),
                Theme::Dark => Colour::rgb(0xf5_f7f9),
            },
            2.2,
        )
    };
    [
        significant("more", HatchKind::Falling),
        significant("fewer", HatchKind::Rising),
        Class {
            rule: Rule::OneOf("deprived", vec![Value::Bool(true)]),
            marks: vec![Mark::new(On::Border, Paint::Line(priority)).at_floor(4)],
        },
    ]
}

fn fill(colour: Colour) -> Mark {
    Mark::new(On::Area, Paint::Fill(colour))
}

fn hatch(kind: HatchKind, colour: Colour) -> Mark {
    let hatch = Hatch {
        kind,
        colour,
        width_px: 1.1,
    };
    Mark::new(On::Area, Paint::Hatch(hatch)).at_floor(1)
}

fn range(at: usize) -> (Option<f64>, Option<f64>) {
    let edge = |at: usize| QUOTIENT_BREAKS.get(at).copied();
    (at.checked_sub(1).and_then(edge), edge(at))
}

/// Most first; the classes are in the order of [`choropleth`].
fn legend(classes: &[Class]) -> Vec<Entry> {
    let words = QUOTIENT_COLOURS.map(|(word, _)| word);
    let quotients = words.iter().enumerate().rev().map(|(at, word)| Entry {
        word: format!("quotient-{word}"),
        range: Some(range(at)),
        marks: classes[at].marks.clone(),
    });
    let others = [
        "quotient-hidden",
        "quotient-none",
        "significance-more",
        "significance-fewer",
        "legend-deprived",
    ];
    let others = others.into_iter().zip(&classes[words.len()..]);
    let others = others.map(|(word, class)| Entry {
        word: word.to_owned(),
        range: None,
        marks: class.marks.clone(),
    });
    quotients.chain(others).collect()
}
