//! Clusters of settlements: a disc with their number, its ring in the colour of the worst class.

use super::{
    CLASS_COLOURS, Class, Colour, Entry, Greys, Label, LayerLook, Line, Mark, On, Paint, Rule,
    Shows, Sign, SignShape, Theme, greys,
};
use crate::{
    domain::{Code, HazardClass, LayerKind},
    spatial::Value,
};

const RADIUS_PX: f32 = 14.0;

pub(super) fn look(kind: LayerKind, theme: Theme) -> LayerLook {
    let shades = greys(theme);
    let letters = HazardClass::ALL.iter().map(|class| class.code());
    let unscored = Rule::unless(Rule::OneOf(
        "worst_class",
        letters.map(Value::from).collect(),
    ));
    let grey = Colour::rgb(0x9a_a3ab);
    let scored = CLASS_COLOURS
        .into_iter()
        .zip(0_u8..)
        .map(|((class, colour), place)| Class {
            rule: Rule::is("worst_class", class.code()),
            marks: vec![disc(&shades, (colour, ring_px(place)))],
        });
    let classes: Vec<Class> = std::iter::once(Class {
        rule: unscored,
        marks: vec![disc(&shades, (grey, ring_px(0)))],
    })
    .chain(scored)
    .collect();
    LayerLook {
        kind,
        shows: Shows::Clusters,
        floor: 3,
        legend: Vec::new(),
        classes,
        label: Some(Label {
            column: "count",
            colours: (shades.ring, shades.halo),
            size_px: 12.0,
            bold: true,
            below_px: 0.0,
            coarsest: None,
            must_fit: false,
        }),
    }
}

/// What a legend says of them: the ring of the worst class stands for all.
pub(super) fn entry(theme: Theme) -> Option<Entry> {
    let (_, colour) = CLASS_COLOURS.last()?;
    Some(Entry {
        word: "legend-cluster".to_owned(),
        range: None,
        marks: vec![disc(&greys(theme), (*colour, ring_px(4)))],
    })
}

/// The worse, the wider: colour is not the only sign.
fn ring_px(place: u8) -> f32 {
    2.0 + f32::from(place)
}

fn disc(shades: &Greys, (colour, width_px): (Colour, f32)) -> Mark {
    let sign = Sign {
        shape: SignShape::Circle,
        radius_px: RADIUS_PX,
        fill: Some(shades.halo),
        edge: Line::whole(colour, width_px),
        letter: None,
    };
    Mark::new(On::Point, Paint::Sign(sign))
}
