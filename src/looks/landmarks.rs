//! Landmarks: each kind of line has its own dash, each kind of point its own figure.

use super::{Class, Colour, Entry, LayerLook, Line, Mark, On, Paint, Rule, Shows, Sign, SignShape};
use crate::domain::{LandmarkKind, LayerKind};

pub(super) fn look(kind: LandmarkKind) -> LayerLook {
    let (line, casing) = line(kind);
    let sign = sign(kind);
    let casing = casing.map(|colour| Line::whole(colour, line.width_px + 2.0));
    let under = casing.map(|casing| Mark::new(On::Line, Paint::Line(casing)));
    let marks: Vec<Mark> = under
        .into_iter()
        .chain([
            Mark::new(On::Line, Paint::Line(line)).at_floor(1),
            Mark::new(On::Point, Paint::Sign(sign)),
        ])
        .collect();
    let is_point = has_own_sign(kind);
    let mut sample = marks.clone();
    sample.retain(|mark| match mark.on {
        On::Line => !is_point,
        On::Point => is_point,
        _ => false,
    });
    let layer = LayerKind::Landmarks(kind);
    LayerLook {
        kind: layer,
        shows: Shows::Records,
        floor: if is_point { 4 } else { 2 },
        classes: vec![Class {
            rule: Rule::Always,
            marks,
        }],
        legend: vec![Entry {
            word: format!("layer-{layer}"),
            range: None,
            marks: sample,
        }],
        label: None,
    }
}

/// The line, and the colour of a wider one beneath, as under a railway.
fn line(kind: LandmarkKind) -> (Line, Option<Colour>) {
    let line = |colour, width_px, dash| Line {
        colour: Colour::rgb(colour),
        width_px,
        dash,
    };
    match kind {
        LandmarkKind::Railway => (
            line(0xff_ffff, 2.0, &[7.0, 7.0]),
            Some(Colour::rgb(0x2b_2f36)),
        ),
        LandmarkKind::Motorway => (line(0xc9_a227, 4.0, &[]), Some(Colour::rgb(0x6e_5608))),
        LandmarkKind::MainRoad => (line(0x9c_8a5a, 2.5, &[]), None),
        LandmarkKind::HvLine => (line(0x8a_5cc4, 1.8, &[10.0, 4.0, 2.0, 4.0]), None),
        LandmarkKind::GasPipeline => (line(0x1d_7f6d, 2.0, &[2.0, 4.0]), None),
        _ => (line(0x6b_7280, 2.0, &[4.0, 4.0]), None),
    }
}

/// What is usually a point.
fn has_own_sign(kind: LandmarkKind) -> bool {
    matches!(
        kind,
        LandmarkKind::Hydrant
            | LandmarkKind::WaterPoint
            | LandmarkKind::WasteDump
            | LandmarkKind::HealthCentre
    )
}

fn sign(kind: LandmarkKind) -> Sign {
    let (colour, shape, radius_px) = match kind {
        LandmarkKind::Hydrant => (0xc4_2b1c, SignShape::Diamond, 6.0),
        LandmarkKind::WaterPoint => (0x16_68b3, SignShape::Circle, 4.5),
        LandmarkKind::WasteDump => (0x70_522b, SignShape::Triangle, 6.5),
        LandmarkKind::HealthCentre => (0x1b_7a3d, SignShape::Cross, 6.0),
        _ => (0x6b_7280, SignShape::Square, 6.0),
    };
    let colour = Colour::rgb(colour);
    let (fill, edge) = match shape {
        SignShape::Cross => (None, Line::whole(colour, 3.0)),
        _ => (Some(colour), Line::whole(Colour::WHITE, 1.2)),
    };
    Sign {
        shape,
        radius_px,
        fill,
        edge,
        letter: None,
    }
}
