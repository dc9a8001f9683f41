//! Where a home is, as the layers tell: how dangerous its own ground is, and which parts of the territory it lies in
//! on the day somebody moves there. What somebody has written stands.

use geo_types::Coord;
use serde_json::Value;

use super::desk_work::DeskWork;
use crate::{
    app::{Error, atlas::neighbourhood_at, placing},
    domain::{Body, Code, LayerKind, Neighbourhood, NeighbourhoodSystem, Register, RegisterEntry},
    spatial::{Bbox, CityPlane},
};

/// The farthest that is told of a move, in metres: beyond, the plane of a city is none.
const FARTHEST_M: f64 = 200_000.0;

impl DeskWork<'_> {
    /// Measures a home whose place is told anew, unless its class is told with it.
    pub(super) fn check_home(&self, entry: &mut RegisterEntry, told: &Body) {
        let place = place_of(&entry.body);
        let is_new = place.is_some() && place != place_of(told);
        let class = entry.body.text("hazard_class");
        let is_told = class.is_some() && class != told.text("hazard_class");
        if entry.register != Register::HousingUnit || !is_new || is_told {
            return;
        }
        // What was measured elsewhere says nothing of this place.
        for field in ["hazard_class", "hazard_checked_on"] {
            if entry.body.text(field) == told.text(field) {
                entry.body.clear(field);
            }
        }
        let class = place.and_then(|place| placing::class_at(self.atlas(), place));
        if let Some(class) = class {
            entry.body.set("hazard_class", class.code());
            let today = self.today().to_string();
            entry.body.set("hazard_checked_on", today);
        }
    }

    /// Fills in where a move that was made has gone.
    pub(super) async fn tell_where(&mut self, entry: &mut RegisterEntry) -> Result<(), Error> {
        if entry.register != Register::Move || entry.state != "moved" {
            return Ok(());
        }
        let unit = match entry.body.text("unit").map(str::to_owned) {
            Some(code) => Some(self.linked((Register::HousingUnit, &code)).await?.body),
            None => None,
        };
        let of_unit = unit.as_ref().and_then(place_of);
        let place = place_of(&entry.body).or(of_unit);
        let named = unit.as_ref().and_then(|unit| unit.text("neighbourhood"));
        let named = entry
            .body
            .text("neighbourhood")
            .or(named)
            .map(str::to_owned);
        let found = self.neighbourhood(named.as_deref(), place);
        let found = found.map(|one| (one.code.clone(), one.deprived));
        if let Some((code, deprived)) = found {
            fill(&mut entry.body, "neighbourhood", Some(code));
            fill(&mut entry.body, "deprived", deprived);
        }
        let Some(place) = place else { return Ok(()) };
        for (field, system) in [
            ("commune", NeighbourhoodSystem::Commune),
            ("iris", NeighbourhoodSystem::Iris),
        ] {
            let layer = self.atlas().layer(LayerKind::System(system));
            let part = layer.and_then(|layer| neighbourhood_at(layer, place));
            let code = part.map(|part| part.code.clone());
            fill(&mut entry.body, field, code);
        }
        let origin = entry.body.text("origin");
        let origin = origin.and_then(|code| self.atlas().settlement(code));
        let origin = origin.map(|known| known.settlement.footprint.bbox().centre());
        let far = origin.map(|origin| metres(origin, place));
        let far = far.filter(|far| *far <= FARTHEST_M).map(f64::round);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole metres, at most two hundred thousand"
        )]
        fill(
            &mut entry.body,
            "origin_distance_m",
            far.map(|far| far as u32),
        );
        Ok(())
    }

    /// The neighbourhood of a code, or the one that a place lies in.
    fn neighbourhood(
        &self,
        code: Option<&str>,
        place: Option<Coord<f64>>,
    ) -> Option<&Neighbourhood> {
        match code {
            Some(code) => self.atlas().neighbourhoods().find(|one| one.code == code),
            None => neighbourhood_at(self.atlas().layer(LayerKind::Neighbourhoods)?, place?),
        }
    }
}

/// Metres between two places of a region.
fn metres(one: Coord<f64>, other: Coord<f64>) -> f64 {
    let plane = CityPlane::around(Bbox::at(one).union(Bbox::at(other)));
    let (one, other) = (plane.point(one), plane.point(other));
    (one.x - other.x).hypot(one.y - other.y)
}

/// Puts a value where nobody has put one.
fn fill(body: &mut Body, field: &'static str, value: Option<impl Into<Value>>) {
    let is_told = body.values().any(|(name, _)| name == field);
    if let Some(value) = value.filter(|_| !is_told) {
        body.set(field, value);
    }
}

fn place_of(body: &Body) -> Option<Coord<f64>> {
    let mut degrees = body.numbers("place");
    Some(Coord {
        x: degrees.next()?,
        y: degrees.next()?,
    })
}
