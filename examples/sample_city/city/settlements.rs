//! The shapes of the thirty settlements and the text of their layer.

use jalon::domain::{Code, SettlementKind};
use serde_json::json;

use super::{
    draw::Draw,
    geojson,
    ground::{Spot, area_m2, unit_circle},
    lines::Lines,
    river::River,
    sites::{Beside, Site, sites},
};

/// The text of the layer's file.
pub(crate) fn draw(draw: &mut Draw, river: &River, lines: &Lines) -> String {
    let beside = |site: &Site, s: f64| match site.beside {
        Beside::River => river.middle(s),
        Beside::Railway => lines.railway.at(s),
        Beside::RiverRoad => lines.river_road.at(s),
        Beside::Motorway => lines.motorway.at(s),
        Beside::Ground => 0.0,
    };
    let features: Vec<_> = (1..)
        .zip(sites())
        .map(|(number, site)| {
            let ring = ring(&site, |s| beside(&site, s), draw);
            let columns = json!({
                "code": format!("S{number:02}"),
                "name": site.name,
                "kind": site.kind.code(),
                "status": site.status.code(),
                "households": site.households,
                "people": site.households * draw.whole(320, 430) / 100,
                "installed_on": site.installed_on.to_string(),
            });
            geojson::polygon(&ring, &columns)
        })
        .collect();
    geojson::collection("settlements", &features)
}

/// The outline of a settlement: built on its own axes, then turned along what it lies beside.
fn ring(site: &Site, beside: impl Fn(f64) -> f64, draw: &mut Draw) -> Vec<Spot> {
    let (area_m2, outline) = match site.kind {
        SettlementKind::Squat | SettlementKind::UnfitDwelling => {
            (draw.between(55.0, 95.0), building(draw))
        }
        _ => (draw.between(190.0, 330.0), open_ground(draw)),
    };
    let area_m2 = (area_m2 * f64::from(site.households)).clamp(1_050.0, 29_000.0);
    let outline = scaled(&outline, area_m2);

    let slope = match site.beside {
        Beside::Ground => draw.between(-1.0, 1.0),
        _ => (beside(site.along_m + 25.0) - beside(site.along_m - 25.0)) / 50.0,
    };
    let length = (1.0 + slope * slope).sqrt();
    let (cos, sin) = (1.0 / length, slope / length);

    let anchor = Spot::new(site.along_m, beside(site.along_m));
    let (anchor, push) = match site.beside {
        Beside::Ground => (anchor.moved(0.0, site.off_m), 0.0),
        _ => (anchor, site.off_m - nearest_edge(&outline, site.off_m)),
    };
    let turn = |spot: &Spot| {
        let (along, off) = (spot.s, spot.t + push);
        anchor.moved(along * cos - off * sin, along * sin + off * cos)
    };
    outline.iter().map(turn).collect()
}

/// Where the outline ends on the side that is turned to what it lies beside.
fn nearest_edge(outline: &[Spot], off_m: f64) -> f64 {
    let offs = outline.iter().map(|spot| spot.t);
    if off_m < 0.0 {
        offs.fold(f64::MIN, f64::max)
    } else {
        offs.fold(f64::MAX, f64::min)
    }
}

/// Self-built dwellings, tents or caravans: an uneven ring, longer than deep.
fn open_ground(draw: &mut Draw) -> Vec<Spot> {
    let longer = draw.between(1.2, 1.9);
    unit_circle()
        .step_by(2)
        .map(|(x, y)| {
            let reach = draw.between(0.72, 1.2);
            Spot::new(x * reach * longer, y * reach / longer)
        })
        .collect()
}

/// A building with a wing.
fn building(draw: &mut Draw) -> Vec<Spot> {
    let (length, depth) = (draw.between(1.4, 2.2), draw.between(0.9, 1.2));
    let (wing, inner) = (
        length * draw.between(0.35, 0.6),
        depth * draw.between(0.4, 0.6),
    );
    let corners = [
        (0.0, 0.0),
        (length, 0.0),
        (length, inner),
        (wing, inner),
        (wing, depth),
        (0.0, depth),
    ];
    corners
        .map(|(x, y)| Spot::new(x - length / 2.0, y - depth / 2.0))
        .into()
}

/// The outline with exactly this area.
fn scaled(outline: &[Spot], wanted_m2: f64) -> Vec<Spot> {
    let by = (wanted_m2 / area_m2(outline)).sqrt();
    outline
        .iter()
        .map(|spot| Spot::new(spot.s * by, spot.t * by))
        .collect()
}
