//! A settlement brought to another status: the rules of the work, held here and kept with a reason
//! where one is set aside.

use std::collections::BTreeSet;

use serde_json::json;
use time::{Date, Duration};

use super::{desk_work::DeskWork, reason::checked_reason};
use crate::{
    access,
    app::{Error, Jalon, Known},
    domain::{
        Act, Body, Code, EntryError, LayerKind, Person, Reach, Register, RegisterEntry, Resource,
        Settlement, SettlementId, SettlementStatus, StateChange, moment_text,
    },
    store::{self, Clash, EditOutcome, EntriesAsked, SettlementEdit},
};

/// States of a household that need nothing more for its settlement to be closed.
const OUTCOMES: [&str; 7] = [
    "housed",
    "sustained",
    "exited",
    "kept_in_place",
    "voluntary_return",
    "declined",
    "lost_contact",
];
/// Entries of one settlement looked at, at most.
const LOOKED_AT: u32 = 5_000;
/// Households that a rule names, at most.
const NAMED: usize = 5;
/// How often a change is decided anew when others change something meanwhile.
const TRIES: usize = 8;
/// Where those may bring a settlement who look after it and decide nothing: a visit finds it, or finds
/// nothing there, and whoever sees the danger has it made safe.
const SEEN_ON_THE_SPOT: [SettlementStatus; 3] = [
    SettlementStatus::Confirmed,
    SettlementStatus::Rejected,
    SettlementStatus::Emergency,
];
/// A settlement that is made safe has its decision within a day.
const DECISION_WITHIN: Duration = Duration::days(1);

/// A settlement's new status, and the entry that keeps who brought it there and why.
#[derive(Clone, Debug)]
pub struct StatusBrought {
    /// The status now.
    pub status: SettlementStatus,
    /// What is kept of the change.
    pub entry: RegisterEntry,
}

impl Jalon {
    /// Brings a settlement to another status; the settlement, the reason and what follows are
    /// stored together.
    ///
    /// # Errors
    /// A status that cannot follow, a rule that stands in the way, a right that is not held.
    pub async fn bring_settlement(
        &self,
        code: &str,
        given: &StateChange,
        person: &Person,
    ) -> Result<StatusBrought, Error> {
        let of = (Resource::Sites, Act::Write);
        if !access::may(person, &self.territory, of, Reach::Own)
            || !access::sites(person, &self.territory, Act::Write).holds(code)
        {
            return Err(Error::NotAllowed { act: Act::Write });
        }
        let reason = checked_reason(given)?;
        for _ in 0..TRIES {
            self.refresh().await?;
            let brought = self.brought(code, (given, reason.as_deref()), person).await;
            match brought {
                Err(Error::Store(store::Error::Conflict {
                    clash: Clash::ChangedMeanwhile,
                    ..
                })) => {}
                Ok(brought) => {
                    self.rescore(code, &person.name).await?;
                    return Ok(brought);
                }
                Err(error) => return Err(error),
            }
        }
        Err(Error::Store(store::Error::Conflict {
            clash: Clash::ChangedMeanwhile,
            said: None,
        }))
    }

    async fn brought(
        &self,
        code: &str,
        (given, reason): (&StateChange, Option<&str>),
        person: &Person,
    ) -> Result<StatusBrought, Error> {
        let atlas = self.atlas();
        let known: &Known = atlas.settlement(code).ok_or_else(|| Error::NoSettlement {
            code: code.to_owned(),
        })?;
        let layer = atlas.layer(LayerKind::Settlements).ok_or(Error::NoLayer {
            layer: LayerKind::Settlements,
        })?;
        let before = known.settlement.status;
        let to = followed(&known.settlement, &given.to)?;
        let leads = (Resource::Steering, Act::Write);
        if !SEEN_ON_THE_SPOT.contains(&to)
            && !access::may(person, &self.territory, leads, Reach::Own)
        {
            return Err(Error::NotAllowed { act: Act::Write });
        }
        let event = self.event(
            (&person.name, "settlement-status"),
            format!("settlement/{code}"),
            json!({ "from": before, "to": to }),
        );
        // Read before we sit down: the edit is refused if anything has changed since the atlas.
        let broken = self.broken_site_rule(&known.settlement, to).await?;
        let overridden = match broken {
            Some(rule) if !given.overrides => return Err(Error::Rule { rule }),
            rule => rule,
        };
        let mut work = self.sit_down_for(person, &event).await?;
        let mut settlement = (*known.settlement).clone();
        settlement.status = to;
        let edit = SettlementEdit {
            layer: layer.version.id,
            settlement,
            outcome: EditOutcome::Stands,
        };
        work.desk.edit_settlement(&edit, atlas.change).await?;
        let (on, cause) = told(given, (to, work.today()))?;
        let mut fields = vec![
            ("settlement", json!(code)),
            ("from_status", json!(before)),
            ("to_status", json!(to)),
            ("on", json!(on.to_string())),
        ];
        fields.extend(cause.map(|cause| ("cause", json!(cause))));
        fields.extend(reason.map(|reason| ("reason", json!(reason))));
        fields.extend(overridden.map(|rule| ("overridden", json!(rule))));
        let entry = work.add_following(Register::StatusChange, &fields).await?;
        if to == SettlementStatus::Emergency {
            work.begin_emergency(code, on).await?;
        }
        work.leave().await?;
        Ok(StatusBrought { status: to, entry })
    }

    /// The rule that a new status of a settlement breaks, if there is one.
    async fn broken_site_rule(
        &self,
        settlement: &Settlement,
        to: SettlementStatus,
    ) -> Result<Option<String>, Error> {
        let code = &settlement.code;
        let id = settlement.id;
        Ok(match to {
            SettlementStatus::Confirmed if self.visits(code, None, 1).await?.is_empty() => {
                Some(format!("no visit has found settlement {code}"))
            }
            // After an emergency, families are accompanied wherever they are, counted or not.
            SettlementStatus::Accompaniment if settlement.status != SettlementStatus::Emergency => {
                self.lacking_diagnosis(settlement).await?
            }
            SettlementStatus::MovePlanned
                if !self.has(Register::Decision, "validated", id).await? =>
            {
                Some(format!("no decision about settlement {code} is validated"))
            }
            SettlementStatus::Closed => self.lacking_outcomes(settlement).await?,
            _ => None,
        })
    }

    /// What is lacking of the social diagnosis of a settlement: one that is done and says how many
    /// households were met.
    async fn lacking_diagnosis(&self, settlement: &Settlement) -> Result<Option<String>, Error> {
        let asked = EntriesAsked {
            settlement: Some(settlement.id),
            state: Some("done".to_owned()),
            ..EntriesAsked::of(Register::Census, LOOKED_AT)
        };
        let done = self.store.entries(&self.territory, &asked).await?;
        let done: Vec<_> = done.iter().filter(|one| !one.is_removed).collect();
        let code = &settlement.code;
        let says_how_many = |one: &&RegisterEntry| one.body.count("households_met").is_some();
        Ok(match done.first() {
            _ if done.iter().any(says_how_many) => None,
            None => Some(format!("no social diagnosis of settlement {code} is done")),
            Some(first) => Some(format!(
                "the social diagnosis of settlement {code} does not say how many households were met: \
                 write it into `households_met` of {}",
                first.code
            )),
        })
    }

    async fn has(
        &self,
        register: Register,
        state: &str,
        settlement: SettlementId,
    ) -> Result<bool, Error> {
        let asked = EntriesAsked {
            settlement: Some(settlement),
            state: Some(state.to_owned()),
            ..EntriesAsked::of(register, 1)
        };
        let found = self.store.entries(&self.territory, &asked).await?;
        Ok(!found.is_empty())
    }

    /// The rule that no settlement is closed while a household of it lacks an outcome: those that
    /// came from it, and those that live there now.
    pub(in crate::app) async fn lacking_outcomes(
        &self,
        settlement: &Settlement,
    ) -> Result<Option<String>, Error> {
        let of = |register| EntriesAsked {
            settlement: Some(settlement.id),
            ..EntriesAsked::of(register, LOOKED_AT)
        };
        let own = of(Register::Household);
        let mut households = self.store.entries(&self.territory, &own).await?;
        let known: BTreeSet<String> = households.iter().map(|one| one.code.clone()).collect();
        let stays = self
            .store
            .entries(&self.territory, &of(Register::Stay))
            .await?;
        for stay in stays.iter().filter(|stay| stay.body.day("until").is_none()) {
            let Some(code) = stay
                .body
                .text("household")
                .filter(|code| !known.contains(*code))
            else {
                continue;
            };
            let key = (Register::Household, code);
            households.extend(self.store.entry(&self.territory, key).await?);
        }
        let lacking: Vec<&str> = households
            .iter()
            .filter(|one| !OUTCOMES.contains(&one.state.as_str()))
            .map(|one| one.code.as_str())
            .collect();
        if lacking.is_empty() {
            return Ok(None);
        }
        let more = lacking.len().saturating_sub(NAMED);
        let named = lacking[..lacking.len() - more].join(", ");
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        Ok(Some(format!(
            "households of settlement {} have no outcome yet: {named}{more}",
            settlement.code
        )))
    }
}

impl DeskWork<'_> {
    /// What is due when a place is made safe: a decision within a day, and the permit of planning
    /// law for where the families go.
    async fn begin_emergency(&mut self, code: &str, on: Date) -> Result<(), Error> {
        // Of an emergency that is entered later the hour is not known: the day is counted from its end.
        let from = if on == self.today() {
            self.at()
        } else {
            on.midnight().assume_utc() + DECISION_WITHIN
        };
        let due_at = from + DECISION_WITHIN;
        let due_on = json!((on + DECISION_WITHIN).to_string());
        let decision = [
            ("settlement", json!(code)),
            ("body", json!("emergency_cell")),
            ("subject", json!("site_emergency")),
            ("due_on", due_on.clone()),
            ("due_at", json!(moment_text(due_at))),
        ];
        self.add_following(Register::Decision, &decision).await?;
        let permit = [
            ("settlement", json!(code)),
            ("kind", json!("emergency_permit")),
            ("due_on", due_on),
        ];
        self.add_following(Register::PlanningApproval, &permit)
            .await?;
        Ok(())
    }
}

fn followed(settlement: &Settlement, to: &str) -> Result<SettlementStatus, Error> {
    let next = settlement.status.next();
    let found = next.iter().find(|status| status.code() == to);
    found.copied().ok_or_else(|| Error::NoSuchStep {
        subject: format!("settlement {}", settlement.code),
        from: settlement.status.code().to_owned(),
        to: to.to_owned(),
        next: next.iter().map(|status| status.code()).collect(),
    })
}

/// On which day, and why where it is closed.
fn told(
    given: &StateChange,
    (to, today): (SettlementStatus, Date),
) -> Result<(Date, Option<String>), Error> {
    let is_known = |name: &String| name == "cause" && to == SettlementStatus::Closed;
    if let Some(name) = given.fields.keys().find(|name| !is_known(name)) {
        let allowed = "no other values than `cause`, of a settlement that is closed: its own are changed at its own address";
        return Err(EntryError::of("fields", name, allowed).into());
    }
    let mut fields = given.fields.clone();
    fields.insert("on".to_owned(), json!(given.on));
    let read = Body::default().with(Register::StatusChange, &fields, today)?;
    let cause = read.text("cause").map(str::to_owned);
    Ok((read.day("on").unwrap_or(today), cause))
}
