//! Alert mode: which settlements a forecast touches, worst first, and whom to call.
//!
//! Everything is measured in memory; nothing is stored but the event that somebody asked.

use std::{collections::HashMap, sync::Arc};

use rayon::prelude::*;
use serde_json::json;

use super::{
    Atlas, AtlasLayer, Classes, Error, ImportFile, Jalon, Known,
    webhook::{Parcel, Webhook},
};
use crate::{
    domain::{
        Alert, AlertSource, Audience, Delivery, DepthBlock, ImportReport, LayerKind, Peril, Record,
        Settlement, Severity, TouchedSettlement,
    },
    hazard::{self, DepthMeasured},
    intake, publish,
    spatial::{Bbox, BoxIndex, Footprint},
};

/// What is forecast.
#[derive(Clone, Debug)]
pub enum Forecast {
    /// The areas of a file, read as flood zones are, or the depths of a grid, read as a depth grid.
    File(ImportFile),
    /// The zones of the current flood layer of this severity or a worse one.
    Level(Severity),
}

/// An alert that is asked for.
#[derive(Clone, Debug)]
pub struct AlertRequest {
    /// What is forecast.
    pub forecast: Forecast,
    /// Where the alert is sent on.
    pub webhook: Option<String>,
    /// Who asks: `cli`, `http` or an account.
    pub actor: String,
}

/// An alert, and what became of sending it on.
#[derive(Clone, Debug)]
pub struct Alerted {
    /// The alert.
    pub alert: Alert,
    /// What became of sending it on; a failure to send does not hide the alert.
    pub delivery: Option<Delivery>,
}

/// Areas of a forecast that are held in memory at most.
const MOST_ZONES: usize = 200_000;
/// The field of intake that holds a zone's class.
const CLASS: &str = "class";
/// A forecast without classes is taken as the worst: an alert errs on the side of going there.
const WITHOUT_CLASSES: Severity = Severity::ALL[3];

/// What is measured against the settlements.
enum Areas {
    File {
        zones: Vec<(Severity, Footprint)>,
        boxes: BoxIndex,
    },
    Grid {
        blocks: Vec<DepthBlock>,
        boxes: BoxIndex,
    },
    Level {
        layer: Arc<AtlasLayer>,
        least: Severity,
    },
}

/// What an alert comes to.
struct Found {
    looked_at: usize,
    touched: Vec<TouchedSettlement>,
    /// Settlements that are not touched as far as the forecast goes, which is not all over them.
    unknown: usize,
}

impl Jalon {
    /// Works out an alert, and sends it on where that is asked for.
    ///
    /// # Errors
    /// A file that cannot be read, no flood layer, or a webhook that may not be used: nothing is
    /// sent then.
    pub async fn alert(&self, request: AlertRequest) -> Result<Alerted, Error> {
        let webhook = request
            .webhook
            .as_deref()
            .map(|url| Webhook::checked(url, &self.alert))
            .transpose()?;
        let (areas, source, mut warnings) = self.areas(request.forecast).await?;
        let atlas = self.atlas();
        let found = tokio::task::spawn_blocking(move || find(&atlas, &areas)).await?;
        warnings.extend(beyond_the_forecast(found.unknown));
        let alert = Alert {
            at: self.clock.now(),
            source,
            looked_at: found.looked_at,
            touched: found.touched,
            warnings,
        };
        let host = webhook.as_ref().map(|webhook| webhook.host().to_owned());
        let event = self.event(
            (&request.actor, "alert"),
            subject(&alert.source),
            json!({ "looked_at": alert.looked_at, "touched": alert.touched.len(), "webhook": host }),
        );
        self.store.append_event(&self.territory, &event).await?;
        let delivery = match webhook {
            Some(webhook) => Some(self.send(webhook, &alert).await?),
            None => None,
        };
        Ok(Alerted { alert, delivery })
    }

    async fn send(&self, webhook: Webhook, alert: &Alert) -> Result<Delivery, Error> {
        let parcel = Parcel {
            id: self.clock.new_id(),
            at: alert.at,
            body: serde_json::to_vec(&publish::alert(Audience::Team, alert)).unwrap_or_default(),
        };
        Ok(tokio::task::spawn_blocking(move || webhook.send(&parcel)).await?)
    }

    async fn areas(&self, forecast: Forecast) -> Result<(Areas, AlertSource, Vec<String>), Error> {
        match forecast {
            Forecast::File(file) if file.kind == LayerKind::Depth => self.grid_of_file(file).await,
            Forecast::File(file) => self.areas_of_file(file).await,
            Forecast::Level(least) => {
                let layer = self.flood_layer()?;
                let layer_version = layer.version.version;
                let source = AlertSource::Level {
                    least,
                    layer_version,
                };
                Ok((Areas::Level { layer, least }, source, Vec::new()))
            }
        }
    }

    fn flood_layer(&self) -> Result<Arc<AtlasLayer>, Error> {
        let layer = LayerKind::Zones(Peril::Flood);
        let found = self.atlas().layer(layer).cloned();
        found.ok_or(Error::NoLayer { layer })
    }

    /// The depths of a grid.
    async fn grid_of_file(
        &self,
        file: ImportFile,
    ) -> Result<(Areas, AlertSource, Vec<String>), Error> {
        let keep = |record| match record {
            Record::DepthBlock(block) => Some(block),
            _ => None,
        };
        let (blocks, report) = self.read_forecast(&file, keep).await?;
        let notes = what_to_know(&report);
        let source = AlertSource::Grid { name: report.file };
        let boxes: Vec<Bbox> = blocks.iter().map(|block| block.bbox).collect();
        let boxes = BoxIndex::new(&boxes);
        Ok((Areas::Grid { blocks, boxes }, source, notes))
    }

    /// The areas of a file; one that has no classes is read again as being of the worst.
    async fn areas_of_file(
        &self,
        mut file: ImportFile,
    ) -> Result<(Areas, AlertSource, Vec<String>), Error> {
        let mut read = self.read_zones(&file).await;
        let mut notes = Vec::new();
        if read.as_ref().is_err_and(has_no_classes) {
            file.classes = Classes::all(WITHOUT_CLASSES);
            read = self.read_zones(&file).await;
            notes.push(format!(
                "the file has no classes, so that all its areas count as {} (very high)",
                WITHOUT_CLASSES.get()
            ));
        }
        let (zones, report) = read?;
        notes.extend(what_to_know(&report));
        let source = AlertSource::File {
            name: report.file,
            zones: zones.len(),
        };
        let boxes: Vec<Bbox> = zones.iter().map(|(_, zone)| zone.bbox()).collect();
        let boxes = BoxIndex::new(&boxes);
        Ok((Areas::File { zones, boxes }, source, notes))
    }

    async fn read_zones(
        &self,
        file: &ImportFile,
    ) -> Result<(Vec<(Severity, Footprint)>, ImportReport), Error> {
        let keep = |record| match record {
            Record::HazardZone(zone) => Some((zone.severity, zone.footprint)),
            _ => None,
        };
        self.read_forecast(file, keep).await
    }

    /// What is kept of a file's records, up to a limit.
    async fn read_forecast<T>(
        &self,
        file: &ImportFile,
        keep: fn(Record) -> Option<T>,
    ) -> Result<(Vec<T>, ImportReport), Error> {
        let plan = self.plan(file, HashMap::new());
        let (mut arriving, reading) = self.start_reading(file, plan, |_| ());
        let mut kept = Vec::new();
        while let Some(batch) = arriving.recv().await {
            kept.extend(batch.into_iter().filter_map(keep));
            if kept.len() > MOST_ZONES {
                return Err(Error::ForecastTooLarge { most: MOST_ZONES });
            }
        }
        Ok((kept, reading.await??))
    }
}

fn has_no_classes(error: &Error) -> bool {
    matches!(error, Error::Intake(cause)
        if matches!(**cause, intake::Error::ColumnMissing { field: CLASS, .. }))
}

/// The report's warnings, and how much of the file could not be used.
fn what_to_know(report: &ImportReport) -> Vec<String> {
    let refused = report.tally.refused;
    let lost = (refused > 0).then(|| {
        format!("{refused} areas of the file could not be read and are not part of this alert")
    });
    report.warnings.iter().cloned().chain(lost).collect()
}

fn subject(source: &AlertSource) -> String {
    match source {
        AlertSource::File { name, .. } | AlertSource::Grid { name } => format!("forecast/{name}"),
        AlertSource::Level {
            least,
            layer_version,
        } => format!("layer/flood/{layer_version}/severity/{}", least.get()),
    }
}

impl Areas {
    /// The share of a site in each severity and the worst one that touches it, be it at its edge;
    /// `None` where nothing does.
    fn over(&self, site: &Footprint) -> Option<([f64; 4], Severity)> {
        if let Some(depth) = self.depth(site) {
            let wet = |severity: &Severity| depth.shares[severity.index()] > 0.0;
            let worst = Severity::ALL.into_iter().rev().find(wet)?;
            return Some((depth.shares, worst));
        }
        let near = self.near(site.bbox());
        if near.is_empty() {
            return None;
        }
        let coverage = hazard::coverage(site, near, 0.0);
        let touches = |severity: &Severity| {
            let at = severity.index();
            coverage.shares[at] > 0.0 || coverage.distances_m[at] == Some(0.0)
        };
        let worst = Severity::ALL.into_iter().rev().find(touches)?;
        Some((coverage.shares, worst))
    }

    /// What a grid says of a site; `None` for other forecasts, whose areas say all.
    fn depth(&self, site: &Footprint) -> Option<DepthMeasured> {
        let Self::Grid { blocks, boxes } = self else {
            return None;
        };
        let near = boxes.touching(site.bbox()).map(|at| &blocks[at]);
        Some(hazard::depth_measured(site, &near.collect::<Vec<_>>(), 0.0))
    }

    /// The areas whose boxes touch a box.
    fn near(&self, bbox: Bbox) -> Vec<(Severity, &Footprint)> {
        match self {
            Self::File { zones, boxes } => boxes
                .touching(bbox)
                .map(|at| (zones[at].0, &zones[at].1))
                .collect(),
            Self::Grid { .. } => Vec::new(),
            Self::Level { layer, least } => layer
                .touching(bbox)
                .filter_map(|(_, record)| match record {
                    Record::HazardZone(zone) if zone.severity >= *least => {
                        Some((zone.severity, &zone.footprint))
                    }
                    _ => None,
                })
                .collect(),
        }
    }
}

/// Says of how many settlements the forecast does not know everything.
fn beyond_the_forecast(unknown: usize) -> Option<String> {
    (unknown > 0).then(|| {
        format!(
            "of {unknown} settlements that are not listed the grid does not say everything: \
             not known is not the same as dry"
        )
    })
}

/// How many open settlements there are, and those that are touched, worst first.
fn find(atlas: &Atlas, areas: &Areas) -> Found {
    let open: Vec<&Known> = atlas.open_sites().collect();
    let mut touched: Vec<TouchedSettlement> = open
        .par_iter()
        .filter_map(|known| touched_one(atlas, known, areas))
        .collect();
    touched.sort_by(worst_first);
    let is_unknown = |known: &&&Known| {
        let depth = areas.depth(&known.settlement.footprint);
        depth.is_some_and(|depth| {
            let is_dry = depth.shares.iter().all(|&share| share <= 0.0);
            is_dry && depth.unknown_share > 0.0
        })
    };
    Found {
        looked_at: open.len(),
        touched,
        unknown: open.par_iter().filter(is_unknown).count(),
    }
}

fn touched_one(atlas: &Atlas, known: &Known, areas: &Areas) -> Option<TouchedSettlement> {
    let settlement = &known.settlement;
    let (shares, worst) = areas.over(&settlement.footprint)?;
    let neighbourhood = known.neighbourhood.as_deref();
    Some(TouchedSettlement {
        shares,
        worst,
        score: known.assessment.as_ref().map(|assessment| assessment.score),
        class: known
            .casework
            .class
            .as_ref()
            .and_then(|said| said.verdict.class()),
        danger: known.casework.danger.clone(),
        contact: atlas.contact(&settlement.code, neighbourhood),
        neighbourhood: known.neighbourhood.as_deref().map(str::to_owned),
        settlement: Settlement::clone(settlement),
    })
}

/// The worse severity first, then the larger share, more households, the higher score, the code.
fn worst_first(a: &TouchedSettlement, b: &TouchedSettlement) -> std::cmp::Ordering {
    let score = |one: &TouchedSettlement| one.score.map_or(0.0, |score| score.value);
    b.worst
        .cmp(&a.worst)
        .then_with(|| b.share().total_cmp(&a.share()))
        .then_with(|| b.settlement.households.cmp(&a.settlement.households))
        .then_with(|| score(b).total_cmp(&score(a)))
        .then_with(|| a.settlement.code.cmp(&b.settlement.code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64) -> Footprint {
        let (east, north) = (west + 0.001, 0.001);
        let ring = [(west, 0.0), (east, 0.0), (east, north), (west, north)];
        Footprint::mended(&[vec![ring.map(Into::into).to_vec()]])
            .unwrap()
            .0
    }

    fn areas(zone: Footprint) -> Areas {
        Areas::File {
            boxes: BoxIndex::new(&[zone.bbox()]),
            zones: vec![(WITHOUT_CLASSES, zone)],
        }
    }

    #[test]
    fn a_settlement_whose_edge_is_touched_counts_and_one_beside_it_does_not() {
        let areas = areas(square(0.001));

        assert_eq!(areas.over(&square(0.0)), Some(([0.0; 4], WITHOUT_CLASSES)));
        assert_eq!(areas.over(&square(-0.000_5)), None);
    }
}
