//! Outlines of studies: a thin dashed border, so that what lies within stays in sight.

use super::{Class, Entry, LayerLook, Line, Mark, On, Paint, Rule, Shows, Theme, greys};
use crate::domain::LayerKind;

pub(super) fn look(kind: LayerKind, theme: Theme) -> LayerLook {
    let outline = Line {
        dash: &[6.0, 3.0, 1.0, 3.0],
        ..Line::whole(greys(theme).label, 1.2)
    };
    let marks = vec![Mark::new(On::Border, Paint::Line(outline))];
    LayerLook {
        kind,
        shows: Shows::Records,
        floor: 1,
        classes: vec![Class {
            rule: Rule::Always,
            marks: marks.clone(),
        }],
        legend: vec![Entry {
            word: format!("layer-{kind}"),
            range: None,
            marks,
        }],
        label: None,
    }
}
