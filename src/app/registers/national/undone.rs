//! An import of the platform's file taken back: settlements as they were, its answers withdrawn, its
//! entries undone. Refused where somebody has built upon it.

use std::collections::HashMap;

use serde_json::json;

use crate::{
    access,
    app::{Error, Jalon, load, registers::undo},
    domain::{
        Act, AuditEvent, Code, LayerKind, LayerVersion, Person, Reach, Record, Register,
        RegisterEntry, Resource, Ruling, Settlement, SettlementId, VerdictKind,
    },
    store::{EditOutcome, EntriesAsked, SettlementEdit, Wanted},
};

/// Edits read at a time.
const PAGE: u32 = 5_000;
/// Visits of a settlement looked at.
const VISITS: u32 = 500;

impl Jalon {
    /// How many settlements an import of the platform's file has edited; `None` for another change.
    pub(in crate::app::registers) async fn national_edits(
        &self,
        number: u64,
    ) -> Result<Option<u64>, Error> {
        let before = number.saturating_sub(1);
        let found = self.store.audit_events(&self.territory, before, 1).await?;
        let event = found.into_iter().find(|(seq, _)| *seq == number);
        let event = event.filter(|(_, event)| event.action == "national-import");
        Ok(event.and_then(|(_, event)| event.detail["edits"].as_u64()))
    }

    /// Takes such an import back.
    pub(in crate::app::registers) async fn undo_national(
        &self,
        (number, edits): (u64, u64),
        person: &Person,
    ) -> Result<Vec<RegisterEntry>, Error> {
        let may = |of| access::may(person, &self.territory, (of, Act::Write), Reach::Territory);
        if !may(Resource::Sites) || !may(Resource::Steering) {
            return Err(Error::NotAllowed { act: Act::Write });
        }
        self.refresh().await?;
        let atlas = self.atlas();
        // As it was imported: the atlas's own copy counts the edits in.
        let layers = self.store.current_layers(&self.territory).await?;
        let is_sites = |layer: &&LayerVersion| layer.kind == LayerKind::Settlements;
        let restored = match layers.iter().find(is_sites) {
            Some(layer) if edits > 0 => self.before((layer, number), number + edits).await?,
            _ => Vec::new(),
        };
        if restored.len() as u64 != edits {
            let why = "the settlements were imported anew since".to_owned();
            return Err(Error::NotUndone { number, why });
        }
        for edit in &restored {
            if edit.outcome == EditOutcome::Removed {
                self.refuse_if_built_upon(number, &edit.settlement).await?;
            }
        }
        let detail = json!({ "change": number });
        let event = self.event(
            (&person.name, "national-undo"),
            "registers".to_owned(),
            detail,
        );
        let ruling = Ruling::withdrawal(
            self.clock().now(),
            &person.name,
            &format!("change {number} taken back"),
        )?;
        let mut work = self.sit_down_for(person, &event).await?;
        work.desk.only_since(atlas.change)?;
        let undone = if work.desk.touched_by(number).await?.is_empty() {
            Vec::new()
        } else {
            undo::undo_if(&mut work, number, |work, entry| {
                match entry.register.resource() {
                    // Who may write all settlements may take back what came with them.
                    Resource::Sites | Resource::Steering | Resource::Homes => Ok(()),
                    _ => work.may_write(entry),
                }
            })
            .await?
        };
        for edit in &restored {
            let event = self.event_of(edit, (number, person));
            work.desk.edit_also(edit, &event).await?;
        }
        work.desk.withdraw_visits_of(number, &ruling).await?;
        work.leave().await?;
        self.score(&person.name).await?;
        Ok(undone)
    }

    fn event_of(&self, edit: &SettlementEdit, (number, person): (u64, &Person)) -> AuditEvent {
        let action = match edit.outcome {
            EditOutcome::Stands => "settlement-change",
            EditOutcome::Removed => "settlement-remove",
        };
        let subject = format!("settlement/{}", edit.settlement.code);
        let detail = json!({ "undoes": number });
        self.event((&person.name, action), subject, detail)
    }

    /// The edits that put back what stood before the changes after `number`, up to `last`.
    async fn before(
        &self,
        (version, number): (&LayerVersion, u64),
        last: u64,
    ) -> Result<Vec<SettlementEdit>, Error> {
        let mut prior: HashMap<SettlementId, Option<Settlement>> = HashMap::new();
        for (_, record) in load::all_of(&self.store, version).await? {
            if let Record::Settlement(settlement) = record {
                prior.insert(settlement.id, Some(settlement));
            }
        }
        let mut later: HashMap<SettlementId, (u64, SettlementEdit)> = HashMap::new();
        let (mut own, mut after) = (Vec::<SettlementEdit>::new(), 0);
        loop {
            let page = self.store.settlement_edits(version, (after, PAGE)).await?;
            let Some((newest, _)) = page.last() else {
                break;
            };
            after = *newest;
            let (earlier, page): (Vec<_>, Vec<_>) =
                page.into_iter().partition(|(change, _)| *change < number);
            for (_, edit) in earlier {
                let stands = edit.outcome == EditOutcome::Stands;
                prior.insert(edit.settlement.id, stands.then_some(edit.settlement));
            }
            let (ours, upon): (Vec<_>, Vec<_>) =
                page.into_iter().partition(|(change, _)| *change <= last);
            own.extend(ours.into_iter().map(|(_, edit)| edit));
            let upon = upon.into_iter();
            later.extend(upon.map(|(change, edit)| (edit.settlement.id, (change, edit))));
        }
        for edit in &own {
            let Some((change, upon)) = later.get(&edit.settlement.id) else {
                continue;
            };
            // What was changed since and taken back stands as the import left it.
            if (&upon.settlement, upon.outcome) != (&edit.settlement, edit.outcome) {
                let code = &edit.settlement.code;
                let why = format!("settlement {code} was changed again by change {change}");
                return Err(Error::NotUndone { number, why });
            }
        }
        let back = own.into_iter().map(|edit| {
            let before = prior.get(&edit.settlement.id).cloned().flatten();
            SettlementEdit {
                layer: version.id,
                outcome: if before.is_some() {
                    EditOutcome::Stands
                } else {
                    EditOutcome::Removed
                },
                settlement: before.unwrap_or(edit.settlement),
            }
        });
        Ok(back.collect())
    }

    /// A settlement that people have written about since is not taken out again.
    async fn refuse_if_built_upon(
        &self,
        number: u64,
        settlement: &Settlement,
    ) -> Result<(), Error> {
        let code = settlement.code.as_str();
        let upon = |what: &str| Error::NotUndone {
            number,
            why: format!("there is {what} of settlement {code} by now"),
        };
        let wanted = Wanted {
            settlement: Some(code),
            before: u64::MAX,
            limit: 1,
        };
        for kind in VerdictKind::ALL {
            if !self.overrides(*kind, wanted).await?.is_empty() {
                return Err(upon("an officer's word"));
            }
        }
        if !self.works_orders(wanted).await?.is_empty() {
            return Err(upon("a works order"));
        }
        if !self.incidents(wanted).await?.is_empty() {
            return Err(upon("an incident"));
        }
        let visits = self.visits(code, None, VISITS).await?;
        let is_own = |by: &str| by == super::decided::BY;
        if visits.iter().any(|one| !is_own(&one.visit.by)) {
            return Err(upon("a visit"));
        }
        for register in Register::ALL {
            let asked = EntriesAsked {
                settlement: Some(settlement.id),
                ..EntriesAsked::of(*register, VISITS)
            };
            let entries = self.store.entries(&self.territory, &asked).await?;
            if entries.iter().any(|entry| entry.change != number) {
                return Err(upon(&format!("a {register}")));
            }
        }
        Ok(())
    }
}
