//! What was written down of casework, as rows.

use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    app::{Error, Jalon},
    domain::{Audience, CaseworkFile, EntryError, VerdictKind},
    formats::Table,
    publish::{self, WorksView},
    store::Wanted,
};

/// Records read at a time, and told at most.
const PAGE: u32 = 1_000;
const ROWS_MOST: usize = 100_000;

impl Jalon {
    /// Every record of a sort as rows, newest first.
    ///
    /// # Errors
    /// More than 100,000 records.
    pub async fn casework_file(
        &self,
        kind: CaseworkFile,
        audience: Audience,
    ) -> Result<Table, Error> {
        let verdicts: &[Option<VerdictKind>] = match kind {
            CaseworkFile::Overrides => {
                &[Some(VerdictKind::Class), Some(VerdictKind::ImminentDanger)]
            }
            _ => &[None],
        };
        let mut views = Vec::new();
        for verdict in verdicts {
            views.extend(self.all_told((kind, *verdict), audience).await?);
        }
        let columns: Vec<&str> = kind.columns().iter().map(|(column, _)| *column).collect();
        let row = |view: &Value| {
            let columns = columns.iter();
            columns
                .map(|column| publish::register_cell(&view[*column]))
                .collect()
        };
        Ok(Table {
            rows: views.iter().map(row).collect(),
            columns: columns.into_iter().map(str::to_owned).collect(),
        })
    }

    /// Every record as an audience sees it, page after page.
    async fn all_told(
        &self,
        of: (CaseworkFile, Option<VerdictKind>),
        audience: Audience,
    ) -> Result<Vec<Value>, Error> {
        let mut views = Vec::new();
        let mut before = u64::MAX;
        loop {
            let wanted = Wanted {
                settlement: None,
                before,
                limit: PAGE,
            };
            let page = self.page_told(of, (audience, wanted)).await?;
            let last = page.last().and_then(|view| view["number"].as_u64());
            let is_last = page.len() < PAGE as usize;
            views.extend(page);
            match last {
                Some(number) if !is_last => before = number,
                // How an order ended is told or not, once its page was read.
                _ => {
                    views.retain(|view| !view["how"].is_null() || of.0 != CaseworkFile::WorksEnds);
                    return Ok(views);
                }
            }
            if views.len() >= ROWS_MOST {
                let allowed = format!(
                    "at most {ROWS_MOST} records in one file; ask for them page by page at /api/{}",
                    of.0
                );
                return Err(EntryError::of("records", &views.len().to_string(), allowed).into());
            }
        }
    }

    async fn page_told(
        &self,
        (kind, verdict): (CaseworkFile, Option<VerdictKind>),
        (audience, wanted): (Audience, Wanted<'_>),
    ) -> Result<Vec<Value>, Error> {
        let today = self.clock.now().date();
        Ok(match kind {
            CaseworkFile::Works | CaseworkFile::WorksEnds => {
                let found = self.works_orders(wanted).await?;
                let view = |one| publish::filed_works_order(audience, one, today);
                let views = found.iter().filter_map(view);
                match kind {
                    CaseworkFile::Works => views.map(told).collect(),
                    _ => views.map(|view| end_told(&view)).collect(),
                }
            }
            CaseworkFile::Incidents => {
                let found = self.incidents(wanted).await?;
                let views = found.iter().filter_map(|one| {
                    let place = (Some(one.number), one.settlement.as_str());
                    publish::filed_incident(audience, &one.record, place)
                });
                views.map(told).collect()
            }
            CaseworkFile::Overrides => {
                let kind = verdict.unwrap_or(VerdictKind::Class);
                let found = self.overrides(kind, wanted).await?;
                let view = |one| publish::filed_override(audience, one, today);
                found.iter().filter_map(view).map(told).collect()
            }
            CaseworkFile::Teams => {
                let atlas = self.atlas();
                let teams = atlas.teams.iter();
                let views = teams.filter_map(|one| publish::team(audience, one));
                views.map(told).collect()
            }
        })
    }
}

fn told(view: impl Serialize) -> Value {
    serde_json::to_value(view).unwrap_or_default()
}

/// How an order has ended; without `how` where it has not.
fn end_told(order: &WorksView) -> Value {
    let mut row =
        json!({ "number": order.number, "settlement": order.settlement, "kind": order.kind });
    if let Some(end) = &order.ending {
        row["how"] = json!(end.how);
        row["on"] = json!(end.on);
        row["note"] = json!(end.note);
        row["by"] = json!(end.by);
    }
    row
}
