//! Hazard zones: one hue a peril, darker for worse by day and brighter by night.

use super::{
    Class, Colour, Entry, Hatch, HatchKind, LayerLook, Mark, On, Paint, Rule, Shows, Theme,
    severity_colour,
};
use crate::{
    domain::{LayerKind, Peril},
    spatial::Value,
};

pub(super) fn look(peril: Peril, theme: Theme) -> LayerLook {
    let classes: Vec<Class> = (1..=4)
        .map(|severity| class(peril, severity, theme))
        .collect();
    let worst_first = classes.iter().enumerate().rev();
    let legend = worst_first.map(|(at, class)| Entry {
        word: format!("severity-{}", at + 1),
        range: None,
        marks: class.marks.clone(),
    });
    LayerLook {
        kind: LayerKind::Zones(peril),
        shows: Shows::Records,
        floor: 1,
        legend: legend.collect(),
        classes,
        label: None,
    }
}

/// What a tile cannot mean is drawn as the mildest rather than not at all. Worse zones lie above
/// milder ones.
fn class(peril: Peril, severity: u8, theme: Theme) -> Class {
    let severities = |of: &[u8]| {
        let values = of.iter().map(|&severity| Value::Integer(severity.into()));
        Rule::OneOf("severity", values.collect())
    };
    let rule = match severity {
        1 => Rule::unless(severities(&[2, 3, 4])),
        _ => severities(&[severity]),
    };
    let fill = Paint::Fill(severity_colour(peril, severity, theme));
    let mut marks = vec![Mark::new(On::Area, fill).at_floor(severity)];
    if severity == 4 {
        let hatch = Hatch {
            kind: HatchKind::Rising,
            colour: match theme {
                Theme::Light => Colour::WHITE.with_alpha(179),
                Theme::Dark => Colour::rgb(0x0a_192d).with_alpha(204),
            },
            width_px: 1.2,
        };
        marks.push(Mark::new(On::Area, Paint::Hatch(hatch)).at_floor(5));
    }
    Class { rule, marks }
}
