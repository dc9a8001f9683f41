//! Outlines that visits propose, and what was decided about them: appended, never changed.

use std::collections::HashMap;

use super::{clash, read::ruling};
use crate::{
    domain::{
        Code, Outline, ProposedOutline, RecordedVisit, Ruling, SettlementId, Territory, Visit,
        VisitId,
    },
    store::{
        Clash, Desk, Error, Missing, Result, Store, bulk::Target, database::Transaction, row::Row,
        value::Value,
    },
};

const OUTLINES: Target<'static> = Target {
    into: "visit_outline (territory, visit, how, accuracy_m, shape)",
    width: 5,
};

const RULINGS: Target<'static> = Target {
    into: "outline_ruling (territory, visit, decision, change, at, ruled_by, reason)",
    width: 7,
};

const OF_VISIT: &str = "
    select visit, how, accuracy_m, shape from visit_outline
    where territory = $1 and visit = $2";

/// Those of the same visits as a page of them.
const OF_PAGE: &str = "
    select visit, how, accuracy_m, shape from visit_outline
    where territory = $1 and visit in (
        select id from visit
        where territory = $1 and settlement = $2 and (at, id) <
            (coalesce((select at from visit where territory = $1 and id = $3), '~'), $3)
        order by at desc, id desc limit $4)";

/// What a visit that counts no longer had proposed is no proposal any more.
const PROPOSED: &str = "
    select visit.id as visit, visit.settlement, visit.at, visit.visited_by,
           visit_outline.how, visit_outline.accuracy_m, visit_outline.shape,
           taken.at as taken_at, taken.ruled_by as taken_by, taken.reason as taken_why,
           aside.at as aside_at, aside.ruled_by as aside_by, aside.reason as aside_why
    from visit
    join visit_outline on visit_outline.territory = visit.territory and visit_outline.visit = visit.id
    left join outline_ruling as taken on taken.territory = visit.territory
        and taken.visit = visit.id and taken.decision = 'taken'
    left join outline_ruling as aside on aside.territory = visit.territory
        and aside.visit = visit.id and aside.decision = 'set_aside'
    where visit.territory = $1 and visit.settlement = $2 and ($3 = '' or visit.id = $3)
      and not exists (
          select 1 from visit_ruling as ruling
          where ruling.territory = visit.territory and ruling.visit = visit.id
            and ruling.decision = 'withdrawn')
    order by visit.at desc, visit.id desc limit $4";

/// Those about which nobody has decided.
const WAITING: &str = "
    select count(*) as waiting
    from visit
    join visit_outline on visit_outline.territory = visit.territory and visit_outline.visit = visit.id
    where visit.territory = $1 and visit.settlement = $2
      and not exists (
          select 1 from outline_ruling
          where outline_ruling.territory = visit.territory and outline_ruling.visit = visit.id)
      and not exists (
          select 1 from visit_ruling as ruling
          where ruling.territory = visit.territory and ruling.visit = visit.id
            and ruling.decision = 'withdrawn')";

/// What may be decided about an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineDecision {
    /// It is the settlement's shape from now on.
    Taken,
    /// It does not become its shape.
    SetAside,
}

impl OutlineDecision {
    fn code(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::SetAside => "set_aside",
        }
    }
}

impl Store {
    /// Up to `limit` outlines that visits of a settlement propose, those of the newest visits first.
    pub async fn outlines_of(
        &self,
        territory: &Territory,
        (settlement, limit): (SettlementId, u32),
    ) -> Result<Vec<ProposedOutline>> {
        let key = asked(territory, (settlement, ""), limit);
        let rows = self.database.rows(PROPOSED, key).await?;
        rows.iter().map(proposed).collect()
    }

    /// How many outlines of a settlement nobody has decided about.
    pub async fn outlines_waiting(
        &self,
        territory: &Territory,
        settlement: SettlementId,
    ) -> Result<u64> {
        let key = vec![territory.as_str().into(), settlement.0.into()];
        let rows = self.database.rows(WAITING, key).await?;
        rows.first().map_or(Ok(0), |row| row.count("waiting"))
    }

    /// The outline that a visit of a settlement proposes; `None` where it proposes none, was withdrawn, or is
    /// another's.
    pub async fn outline_of(
        &self,
        territory: &Territory,
        (settlement, visit): (SettlementId, VisitId),
    ) -> Result<Option<ProposedOutline>> {
        let id = visit.0.to_string();
        let key = asked(territory, (settlement, &id), 1);
        let rows = self.database.rows(PROPOSED, key).await?;
        rows.first().map(proposed).transpose()
    }
}

impl Desk {
    /// Writes down what is decided about the outline of a visit. One that was set aside may still be taken over.
    ///
    /// # Errors
    /// [`Missing::Outline`] where the visit has none that stands,
    /// [`Clash::OutlineDecided`] when it was taken over, or set aside before.
    pub async fn rule_on_outline(
        &mut self,
        (settlement, visit): (SettlementId, VisitId),
        (decision, ruled): (OutlineDecision, &Ruling),
    ) -> Result<()> {
        let change = self.change();
        let (transaction, territory) = self.parts();
        let id = visit.0.to_string();
        let key = asked(territory, (settlement, &id), 1);
        let rows = transaction.rows(PROPOSED, key).await?;
        let standing = rows.first().map(proposed).transpose()?;
        let standing = standing.ok_or_else(|| none(visit))?;
        let again = decision == OutlineDecision::SetAside && standing.set_aside.is_some();
        if standing.taken.is_some() || again {
            return Err(clash(Clash::OutlineDecided));
        }
        let row = vec![
            territory.as_str().into(),
            visit.0.into(),
            decision.code().into(),
            change.into(),
            Value::moment(ruled.at)?,
            ruled.by.as_str().into(),
            ruled.reason.as_deref().into(),
        ];
        transaction.insert(&RULINGS, vec![row]).await
    }
}

/// Writes the outlines of visits that have one.
pub(super) async fn insert(
    transaction: &mut Transaction,
    territory: &Territory,
    visits: &[&RecordedVisit],
) -> Result<()> {
    let rows = visits
        .iter()
        .filter_map(|one| row_of(territory, &one.visit));
    transaction.insert(&OUTLINES, rows.collect()).await
}

/// Puts the outline of a visit into it.
pub(super) async fn into_one(
    transaction: &mut Transaction,
    territory: &Territory,
    visit: Option<RecordedVisit>,
) -> Result<Option<RecordedVisit>> {
    let Some(visit) = visit else {
        return Ok(None);
    };
    let key = vec![territory.as_str().into(), visit.visit.id.0.into()];
    let rows = transaction.rows(OF_VISIT, key).await?;
    Ok(joined(vec![visit], &rows)?.pop())
}

impl Store {
    /// Puts the outlines of visits into them.
    pub(super) async fn with_outline(
        &self,
        territory: &Territory,
        visit: RecordedVisit,
    ) -> Result<Vec<RecordedVisit>> {
        let key = vec![territory.as_str().into(), visit.visit.id.0.into()];
        joined(vec![visit], &self.database.rows(OF_VISIT, key).await?)
    }

    /// Puts the outlines of a page of visits into them, `key` being what asked for the page.
    pub(super) async fn with_outlines(
        &self,
        visits: Vec<RecordedVisit>,
        key: Vec<Value<'_>>,
    ) -> Result<Vec<RecordedVisit>> {
        joined(visits, &self.database.rows(OF_PAGE, key).await?)
    }
}

fn none(visit: VisitId) -> Error {
    Error::NotFound {
        missing: Missing::Outline { id: visit.0 },
    }
}

fn joined(mut visits: Vec<RecordedVisit>, rows: &[Row]) -> Result<Vec<RecordedVisit>> {
    let read = |row: &Row| Ok((VisitId(row.id("visit")?), outline(row)?));
    let mut outlines: HashMap<VisitId, Outline> = rows.iter().map(read).collect::<Result<_>>()?;
    for one in &mut visits {
        one.visit.outline = outlines.remove(&one.visit.id);
    }
    Ok(visits)
}

fn asked<'a>(
    territory: &'a Territory,
    (settlement, visit): (SettlementId, &'a str),
    limit: u32,
) -> Vec<Value<'a>> {
    vec![
        territory.as_str().into(),
        settlement.0.into(),
        visit.into(),
        limit.into(),
    ]
}

fn row_of<'a>(territory: &'a Territory, visit: &'a Visit) -> Option<Vec<Value<'a>>> {
    let outline = visit.outline.as_ref()?;
    Some(vec![
        territory.as_str().into(),
        visit.id.0.into(),
        outline.how.code().into(),
        outline.accuracy_m.into(),
        Value::from(outline.area.to_wkb()),
    ])
}

fn outline(row: &Row) -> Result<Outline> {
    Ok(Outline {
        how: row.word("how")?,
        accuracy_m: row.get("accuracy_m")?,
        area: row.footprint()?,
    })
}

fn proposed(row: &Row) -> Result<ProposedOutline> {
    Ok(ProposedOutline {
        visit: VisitId(row.id("visit")?),
        at: row.moment("at")?,
        by: row.get("visited_by")?,
        outline: outline(row)?,
        taken: ruling(row, "taken_at", "taken_by", Some("taken_why"))?,
        set_aside: ruling(row, "aside_at", "aside_by", Some("aside_why"))?,
    })
}
