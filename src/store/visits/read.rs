//! Visits as they were stored, and the answers that stand.

use super::{missing, outlines};
use crate::{
    domain::{
        CurrentAnswer, Finding, Observation, Position, RecordedVisit, Reply, Ruling, SettlementId,
        Territory, Visit, VisitId,
    },
    store::{Error, Result, Store, database::Transaction, row::Row},
};

const ONE: &str = "
    select visit.id, visit.settlement, visit.at, visit.visited_by, visit.team, visit.method,
           visit.nothing_changed, visit.note, visit.lon, visit.lat, visit.accuracy_m,
           yes.at as validated_at, yes.ruled_by as validated_by,
           gone.at as withdrawn_at, gone.ruled_by as withdrawn_by, gone.reason as withdrawn_why,
           observation.question, observation.reply, observation.number,
           observation.note as observation_note
    from visit
    left join visit_ruling as yes on yes.territory = visit.territory
        and yes.visit = visit.id and yes.decision = 'validated'
    left join visit_ruling as gone on gone.territory = visit.territory
        and gone.visit = visit.id and gone.decision = 'withdrawn'
    left join observation on observation.territory = visit.territory
        and observation.visit = visit.id
    where visit.territory = $1 and visit.id = $2
    order by observation.question";

// '~' stands after every moment: without a visit to go on from, the newest come first.
const PAGE: &str = "
    select visit.id, visit.settlement, visit.at, visit.visited_by, visit.team, visit.method,
           visit.nothing_changed, visit.note, visit.lon, visit.lat, visit.accuracy_m,
           yes.at as validated_at, yes.ruled_by as validated_by,
           gone.at as withdrawn_at, gone.ruled_by as withdrawn_by, gone.reason as withdrawn_why,
           observation.question, observation.reply, observation.number,
           observation.note as observation_note
    from (
        select * from visit
        where territory = $1 and settlement = $2 and (at, id) <
            (coalesce((select at from visit where territory = $1 and id = $3), '~'), $3)
        order by at desc, id desc limit $4
    ) as visit
    left join visit_ruling as yes on yes.territory = visit.territory
        and yes.visit = visit.id and yes.decision = 'validated'
    left join visit_ruling as gone on gone.territory = visit.territory
        and gone.visit = visit.id and gone.decision = 'withdrawn'
    left join observation on observation.territory = visit.territory
        and observation.visit = visit.id
    order by visit.at desc, visit.id desc, observation.question";

// A visit that found nothing changed dates again what was known before it, so that the later of
// the two days counts. Of two visits at the same moment the one stored later counts.
const CURRENT: &str = "
    with counted as (
        select id, settlement, at, change,
               max(case when nothing_changed then at end)
                   over (partition by settlement) as confirmed_at
        from visit
        where territory = $1
          and settlement in (
              select ruled.settlement from visit_ruling as ruling
              join visit as ruled on ruled.territory = $1 and ruled.id = ruling.visit
              where ruling.territory = $1 and ruling.change > $2)
          and exists (
              select 1 from visit_ruling as ruling
              where ruling.territory = visit.territory and ruling.visit = visit.id
                and ruling.decision = 'validated')
          and not exists (
              select 1 from visit_ruling as ruling
              where ruling.territory = visit.territory and ruling.visit = visit.id
                and ruling.decision = 'withdrawn')
    ), known as (
        select counted.settlement, counted.id as visit, observation.question,
               observation.reply, observation.number,
               case when counted.confirmed_at > counted.at then counted.confirmed_at
                    else counted.at end as at,
               row_number() over (
                   partition by counted.settlement, observation.question
                   order by counted.at desc, counted.change desc, counted.id desc) as place
        from counted
        join observation on observation.territory = $1 and observation.visit = counted.id
        where observation.reply <> 'unknown'
    )
    select settlement, visit, question, reply, number, at
    from known where place = 1
    order by settlement, question";

const RULED: &str = "
    select distinct visit.settlement from visit_ruling as ruling
    join visit on visit.territory = $1 and visit.id = ruling.visit
    where ruling.territory = $1 and ruling.change > $2";

impl Store {
    /// A visit with what was decided about it.
    ///
    /// # Errors
    /// [`Missing::Visit`](crate::store::Missing::Visit).
    pub async fn visit(&self, territory: &Territory, id: VisitId) -> Result<RecordedVisit> {
        let key = vec![territory.as_str().into(), id.0.into()];
        let rows = self.database.rows(ONE, key).await?;
        let visit = visits(&rows)?.pop().ok_or_else(|| missing(id))?;
        let mut whole = self.with_outline(territory, visit).await?;
        whole.pop().ok_or_else(|| missing(id))
    }

    /// Up to `limit` visits of a settlement, newest first, after the visit `after`.
    pub async fn visits_of(
        &self,
        territory: &Territory,
        settlement: SettlementId,
        (after, limit): (Option<VisitId>, u32),
    ) -> Result<Vec<RecordedVisit>> {
        let after = after.map_or_else(|| "~".to_owned(), |id| id.0.to_string());
        let key = vec![
            territory.as_str().into(),
            settlement.0.into(),
            after.into(),
            limit.into(),
        ];
        let page = visits(&self.database.rows(PAGE, key.clone()).await?)?;
        self.with_outlines(page, key).await
    }

    /// The latest known answer of validated visits to each question, by settlement and question, of
    /// the settlements about whose visits anything was decided after a change; 0 is before all.
    /// Each has the day on which it was last found to be so.
    pub async fn current_answers(
        &self,
        territory: &Territory,
        after: u64,
    ) -> Result<Vec<CurrentAnswer>> {
        let key = vec![territory.as_str().into(), after.into()];
        let rows = self.database.rows(CURRENT, key).await?;
        rows.iter().map(answer).collect()
    }

    /// The settlements about whose visits anything was decided after a change.
    pub async fn settlements_ruled(
        &self,
        territory: &Territory,
        after: u64,
    ) -> Result<Vec<SettlementId>> {
        let key = vec![territory.as_str().into(), after.into()];
        let rows = self.database.rows(RULED, key).await?;
        let ids = rows
            .iter()
            .map(|row| Ok(SettlementId(row.id("settlement")?)));
        ids.collect()
    }
}

impl Transaction {
    /// The answers that stand now, as [`Store::current_answers`] tells them afterwards.
    pub(super) async fn current_answers(
        &mut self,
        territory: &Territory,
        after: u64,
    ) -> Result<Vec<CurrentAnswer>> {
        let key = vec![territory.as_str().into(), after.into()];
        let rows = self.rows(CURRENT, key).await?;
        rows.iter().map(answer).collect()
    }

    /// A visit, if it is stored.
    pub(super) async fn visit(
        &mut self,
        territory: &Territory,
        id: VisitId,
    ) -> Result<Option<RecordedVisit>> {
        let key = vec![territory.as_str().into(), id.0.into()];
        let visit = visits(&self.rows(ONE, key).await?)?.pop();
        outlines::into_one(self, territory, visit).await
    }
}

/// One row for each observation, those of a visit together; one for a visit without any.
fn visits(rows: &[Row]) -> Result<Vec<RecordedVisit>> {
    let mut visits: Vec<RecordedVisit> = Vec::new();
    for row in rows {
        let id = VisitId(row.id("id")?);
        if visits.last().is_none_or(|last| last.visit.id != id) {
            visits.push(visit(row, id)?);
        }
        let last = visits.last_mut().map(|last| &mut last.visit.finding);
        if let (Some(Finding::Answers(observations)), Some(observation)) = (last, observation(row)?)
        {
            observations.push(observation);
        }
    }
    Ok(visits)
}

fn visit(row: &Row, id: VisitId) -> Result<RecordedVisit> {
    Ok(RecordedVisit {
        visit: Visit {
            id,
            settlement: SettlementId(row.id("settlement")?),
            at: row.moment("at")?,
            by: row.get("visited_by")?,
            team: row.get("team")?,
            method: row.word("method")?,
            note: row.get("note")?,
            position: position(row)?,
            // It stands in a table of its own, and is put in afterwards.
            outline: None,
            finding: if row.get("nothing_changed")? {
                Finding::NothingChanged
            } else {
                Finding::Answers(Vec::new())
            },
        },
        validated: ruling(row, "validated_at", "validated_by", None)?,
        withdrawn: ruling(row, "withdrawn_at", "withdrawn_by", Some("withdrawn_why"))?,
    })
}

fn position(row: &Row) -> Result<Option<Position>> {
    let (lon, lat) = (row.get("lon")?, row.get("lat")?);
    let accuracy_m = row.get("accuracy_m")?;
    let all: (Option<f64>, Option<f64>, Option<f64>) = (lon, lat, accuracy_m);
    Ok(match all {
        (Some(lon), Some(lat), Some(accuracy_m)) => Some(Position {
            lon,
            lat,
            accuracy_m,
        }),
        _ => None,
    })
}

fn observation(row: &Row) -> Result<Option<Observation>> {
    let question: Option<String> = row.get("question")?;
    question
        .map(|question| {
            Ok(Observation {
                question,
                reply: reply(row)?,
                note: row.get("observation_note")?,
            })
        })
        .transpose()
}

/// `None` is "asked, and nobody could tell".
fn reply(row: &Row) -> Result<Option<Reply>> {
    let word: String = row.get("reply")?;
    let number: Option<f64> = row.get("number")?;
    match (word.as_str(), number) {
        ("number", Some(number)) => Ok(Some(Reply::Number(number))),
        ("yes", _) => Ok(Some(Reply::Yes)),
        ("no", _) => Ok(Some(Reply::No)),
        ("unknown", _) => Ok(None),
        _ => Err(damaged_reply()),
    }
}

pub(super) fn ruling(
    row: &Row,
    at: &'static str,
    by: &'static str,
    why: Option<&'static str>,
) -> Result<Option<Ruling>> {
    let Some(ruled_by) = row.get::<Option<String>>(by)? else {
        return Ok(None);
    };
    Ok(Some(Ruling {
        at: row.moment(at)?,
        by: ruled_by,
        reason: why.map_or(Ok(None), |why| row.get(why))?,
    }))
}

fn answer(row: &Row) -> Result<CurrentAnswer> {
    Ok(CurrentAnswer {
        settlement: SettlementId(row.id("settlement")?),
        question: row.get("question")?,
        reply: reply(row)?.ok_or_else(damaged_reply)?,
        at: row.moment("at")?,
        visit: VisitId(row.id("visit")?),
    })
}

fn damaged_reply() -> Error {
    Error::Damaged {
        column: "reply",
        source: None,
    }
}
