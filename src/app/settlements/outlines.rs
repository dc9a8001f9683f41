//! Outlines that visits propose: looked at beside the shape that stands, taken over in its place, or set aside.

use serde_json::{Value as Json, json};

use super::{Asked, Condition, Decided, Edited, revision, told};
use crate::{
    app::{Error, Jalon},
    domain::{AuditEvent, ProposedOutline, Ruling, SettlementId, VisitId},
    formats,
    spatial::{Footprint, Shape},
    store::{self, Missing, OutlineDecision},
};

/// Outlines shown of one settlement; more visits than these have walked around none.
const MOST: u32 = 50;

/// What visits propose, beside what stands.
#[derive(Clone, Debug)]
pub struct Outlines {
    /// The shape of the settlement.
    pub current: Footprint,
    /// The [`revision`] of the settlement, which whoever takes an outline over has seen.
    pub revision: String,
    /// The outlines of the newest visits first, 50 at most.
    pub proposed: Vec<ProposedOutline>,
}

/// An outline that is to be the settlement's shape, with who decided it.
pub(super) struct Taking {
    proposed: ProposedOutline,
    ruling: Ruling,
}

impl Taking {
    /// What changes of the settlement: its shape and nothing else.
    pub(super) fn patch(&self) -> Json {
        let shape = Shape::Area(self.proposed.outline.area.clone());
        let geometry = formats::geojson_geometry(&shape);
        let geometry: Json = serde_json::from_str(&geometry).unwrap_or_default();
        json!({ "geometry": geometry })
    }

    /// What is written down beside the edit.
    pub(super) fn ruling(&self) -> (VisitId, Ruling) {
        (self.proposed.visit, self.ruling.clone())
    }
}

impl Jalon {
    /// The outlines that visits of the settlement of a code propose, beside its shape.
    ///
    /// # Errors
    /// When there is no such settlement.
    pub async fn outlines(&self, code: &str) -> Result<Outlines, Error> {
        let atlas = self.atlas();
        let missing = || Error::NoSettlement {
            code: code.to_owned(),
        };
        let known = atlas.settlement(code).ok_or_else(missing)?;
        let item = told(&atlas, code).ok_or_else(missing)?;
        let asked = (known.settlement.id, MOST);
        Ok(Outlines {
            current: known.settlement.footprint.clone(),
            revision: revision(&item),
            proposed: self.store.outlines_of(&self.territory, asked).await?,
        })
    }

    /// How many outlines of the settlement of a code nobody has decided about.
    ///
    /// # Errors
    /// When there is no such settlement.
    pub async fn outlines_waiting(&self, code: &str) -> Result<u64, Error> {
        let settlement = self.settlement_id(code)?;
        let waiting = self.store.outlines_waiting(&self.territory, settlement);
        Ok(waiting.await?)
    }

    /// Puts the outline of a visit in the place of the settlement's shape, as an edit of it; both are stored, or
    /// nothing is.
    ///
    /// # Errors
    /// When the visit proposes none, the condition does not hold, or it was taken over before.
    pub async fn take_outline(
        &self,
        (code, visit): (&str, VisitId),
        reason: Option<&str>,
        by: (Condition<'_>, &str),
    ) -> Result<Edited, Error> {
        let settlement = self.settlement_id(code)?;
        let asked = (settlement, visit);
        let proposed = self.store.outline_of(&self.territory, asked).await?;
        let taking = Taking {
            proposed: proposed.ok_or_else(|| none(visit))?,
            ruling: Ruling::taking_over(self.clock.now(), (by.1, reason))?,
        };
        self.edit(Some(code), (Asked::Outline(&taking), None), by)
            .await
    }

    /// Writes down that the outline of a visit does not become the settlement's shape, and why.
    ///
    /// # Errors
    /// When the visit proposes none, no reason is given, or it was decided about before.
    pub async fn set_outline_aside(
        &self,
        (code, visit): (&str, VisitId),
        reason: &str,
        actor: &str,
    ) -> Result<(), Error> {
        let settlement = self.settlement_id(code)?;
        let ruling = Ruling::setting_aside(self.clock.now(), actor, reason)?;
        let subject = format!("visit/{}", visit.0);
        let event = self.event(
            (actor, "outline-aside"),
            subject,
            json!({ "settlement": code }),
        );
        let mut desk = self.store.desk(&self.territory, &event).await?;
        let decided = (OutlineDecision::SetAside, &ruling);
        desk.rule_on_outline((settlement, visit), decided).await?;
        desk.commit().await?;
        Ok(())
    }

    /// Writes an edit, and what was decided about the outline it comes from.
    pub(super) async fn written(
        &self,
        decided: &Decided,
        event: &AuditEvent,
        since: u64,
    ) -> Result<(), store::Error> {
        let Some((visit, ruling)) = &decided.outline else {
            let written = (&decided.edit, event);
            let stored = self.store.edit_settlement(&self.territory, written, since);
            return stored.await.map(|_| ());
        };
        let settlement: SettlementId = decided.edit.settlement.id;
        let mut desk = self.store.desk(&self.territory, event).await?;
        desk.edit_settlement(&decided.edit, since).await?;
        let taken = (OutlineDecision::Taken, ruling);
        desk.rule_on_outline((settlement, *visit), taken).await?;
        desk.commit().await?;
        Ok(())
    }
}

fn none(visit: VisitId) -> Error {
    Error::Store(store::Error::NotFound {
        missing: Missing::Outline { id: visit.0 },
    })
}
