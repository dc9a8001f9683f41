//! One change of registers, from sitting down at the desk to leaving it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{EntryBy, rights::Own};
use crate::{
    access,
    app::{Atlas, Error, Jalon},
    domain::{
        Act, AuditEvent, Body, Deed, EntryError, ErasureReceipt, FieldKind, NewEntry, Person,
        Reach, Register, RegisterEntry, SettlementId, StateChange, moment_text,
    },
    store::{Desk, EntriesAsked, Written},
};

/// A desk, and who sits at it.
pub(super) struct DeskWork<'a> {
    pub(super) desk: Desk,
    jalon: &'a Jalon,
    atlas: std::sync::Arc<Atlas>,
    pub(super) person: &'a Person,
    own: Own,
    at: OffsetDateTime,
    /// Settlements that this very change adds: the map does not know them yet.
    pub(super) new_sites: BTreeMap<String, SettlementId>,
}

/// What was done to an entry, why, and the rule that was set aside.
type Done<'a> = (Deed, Option<&'a str>, Option<&'a str>);

/// Characters that a code is made of, so that it can stand in an address and be said on the phone.
fn is_code(code: &str) -> bool {
    (1..=40).contains(&code.len())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

impl<'a> DeskWork<'a> {
    pub(super) fn new(jalon: &'a Jalon, desk: Desk, (person, own): (&'a Person, Own)) -> Self {
        Self {
            desk,
            jalon,
            atlas: jalon.atlas(),
            person,
            own,
            at: jalon.clock().now(),
            new_sites: BTreeMap::new(),
        }
    }

    pub(super) fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    pub(super) fn at(&self) -> OffsetDateTime {
        self.at
    }

    /// The event that holds the digest of a receipt, and nothing of what was erased.
    pub(super) fn event(&self, action: &str, receipt: &ErasureReceipt) -> AuditEvent {
        let detail = json!({ "ground": receipt.ground, "erased": receipt.erased, "receipt": receipt.digest() });
        let subject = format!("erasure/{}", receipt.number);
        AuditEvent {
            at: self.at,
            actor: self.person.name.clone(),
            action: action.to_owned(),
            subject,
            detail,
        }
    }

    pub(super) fn today(&self) -> Date {
        self.at.date()
    }

    /// Makes everything last, and puts what it changes of moves and homes onto the map.
    pub(super) async fn leave(self) -> Result<u64, Error> {
        let change = self.desk.commit().await?;
        // It is stored by now: the map follows at the next look in any case.
        if let Err(error) = self.jalon.reload().await {
            tracing::error!(?error, "a change of the registers is not on the map yet");
        }
        Ok(change)
    }

    /// Adds an entry as it was given, with what follows from the state it is in.
    pub(super) async fn add(
        &mut self,
        register: Register,
        given: &NewEntry,
    ) -> Result<RegisterEntry, Error> {
        let flow = register.workflow();
        let state = match &given.state {
            None => flow.first(),
            Some(state) => flow.state(state).ok_or_else(|| {
                let known: Vec<&str> = flow.states().collect();
                EntryError::of("state", state, format!("one of {}", known.join(", ")))
            })?,
        };
        let code = match &given.code {
            Some(code) if is_code(code) => code.clone(),
            Some(code) => {
                let allowed = "1 to 40 letters, digits, '-' or '_'";
                return Err(EntryError::of("code", code, allowed).into());
            }
            None => self.desk.free_code(register).await?,
        };
        if self.desk.entry((register, &code)).await?.is_some() {
            return Err(Error::EntryTaken { register, code });
        }
        let body = Body::default().with(register, &given.fields, self.today())?;
        let mut entry = self.blank(register, code, state);
        entry.body = body;
        self.may_name(&entry, &Body::default()).await?;
        self.check_home(&mut entry, &Body::default());
        self.tell_where(&mut entry).await?;
        self.write(&mut entry, (Deed::Created, None, None)).await?;
        self.follow(&entry, None).await?;
        Ok(entry)
    }

    /// The same for a single entry. A move that is added as one that was made waits for what others wait
    /// for, and nothing is doubled; only files bring history over as it was.
    pub(super) async fn add_by_hand(
        &mut self,
        register: Register,
        given: &NewEntry,
    ) -> Result<RegisterEntry, Error> {
        let entry = self.add(register, given).await?;
        let broken = match register {
            Register::Move => self.broken_rule(&entry).await?,
            _ => self.doubled(&entry).await?,
        };
        match broken {
            Some(rule) => Err(Error::Rule { rule }),
            None => Ok(entry),
        }
    }

    /// Adds an entry that follows from another change.
    pub(super) async fn add_following(
        &mut self,
        register: Register,
        fields: &[(&'static str, Value)],
    ) -> Result<RegisterEntry, Error> {
        let code = self.desk.free_code(register).await?;
        let mut entry = self.blank(register, code, register.workflow().first());
        for (field, value) in fields {
            entry.body.set(field, value.clone());
        }
        self.write(&mut entry, (Deed::Created, None, None)).await?;
        Ok(entry)
    }

    fn blank(&self, register: Register, code: String, state: &str) -> RegisterEntry {
        RegisterEntry {
            id: self.jalon.clock().new_id(),
            register,
            code,
            state: state.to_owned(),
            revision: 0,
            settlement: None,
            body: Body::default(),
            is_removed: false,
            created: (self.at, self.person.name.clone()),
            changed: (self.at, self.person.name.clone()),
            change: self.desk.change(),
        }
    }

    /// The entry of a code that stands, is at the revision that was read, and may be written.
    pub(super) async fn standing(
        &mut self,
        (register, code): (Register, &str),
        by: EntryBy<'_>,
    ) -> Result<RegisterEntry, Error> {
        let entry = self.linked((register, code)).await?;
        self.may_write(&entry)?;
        if by.revision.is_some_and(|read| read != entry.revision) {
            return Err(Error::EntryChanged {
                register,
                code: entry.code,
                revision: entry.revision,
            });
        }
        Ok(entry)
    }

    /// Makes sure that whoever sits here may write an entry.
    pub(super) fn may_write(&self, entry: &RegisterEntry) -> Result<(), Error> {
        let register = entry.register;
        let reach = self.jalon.allowed(self.person, register, Act::Write)?;
        if self.own.holds(entry, reach) {
            return Ok(());
        }
        Err(Error::NoEntry {
            register,
            code: entry.code.clone(),
        })
    }

    /// Writes other fields of an entry, if they say anything new; whether they do.
    pub(super) async fn rewrite(
        &mut self,
        entry: &mut RegisterEntry,
        fields: &BTreeMap<String, Value>,
    ) -> Result<bool, Error> {
        let body = entry.body.with(entry.register, fields, self.today())?;
        if body == entry.body {
            return Ok(false);
        }
        let told = std::mem::replace(&mut entry.body, body);
        self.may_name(entry, &told).await?;
        self.check_home(entry, &told);
        self.write(entry, (Deed::Changed, None, None)).await?;
        Ok(true)
    }

    /// Makes sure that whoever sits here may name what an entry newly leads to. What they may not know of is
    /// as little there as what was never written.
    async fn may_name(&mut self, entry: &RegisterEntry, told: &Body) -> Result<(), Error> {
        let known = told.links(entry.register);
        for link in entry.body.links(entry.register) {
            if known.contains(&link) {
                continue;
            }
            let (field, register, code) = link;
            let (territory, of) = (self.jalon.territory(), register.resource());
            let reach = access::reach(self.person, territory, of, Act::Read);
            if reach < Reach::Own || self.own.knows_all(reach) {
                continue;
            }
            let named = self.linked((register, &code)).await?;
            if !self.own.may_name(field, &named, reach) {
                return Err(Error::NoEntry { register, code });
            }
        }
        Ok(())
    }

    /// The entry of a code, which is not taken out.
    pub(super) async fn linked(
        &mut self,
        (register, code): (Register, &str),
    ) -> Result<RegisterEntry, Error> {
        let found = self.desk.entry((register, code)).await?;
        found
            .filter(|entry| !entry.is_removed)
            .ok_or_else(|| Error::NoEntry {
                register,
                code: code.to_owned(),
            })
    }

    /// Up to a thousand entries of a register that lead to one.
    pub(super) async fn leading_to(
        &mut self,
        target: &RegisterEntry,
        register: Register,
    ) -> Result<Vec<RegisterEntry>, Error> {
        let asked = EntriesAsked {
            target: Some(target.id),
            ..EntriesAsked::of(register, 1_000)
        };
        Ok(self.desk.entries(&asked).await?)
    }

    /// Brings an entry to the state that was given, and on from there.
    pub(super) async fn bring(
        &mut self,
        entry: &mut RegisterEntry,
        given: &StateChange,
        reason: Option<&str>,
    ) -> Result<(), Error> {
        let flow = entry.register.workflow();
        let next = flow.after(&entry.state);
        let Some(to) = next.iter().find(|state| **state == given.to) else {
            return Err(Error::NoSuchStep {
                subject: format!("{} {}", entry.register, entry.code),
                from: entry.state.clone(),
                to: given.to.clone(),
                next: next.to_vec(),
            });
        };
        let mut fields = given.fields.clone();
        if let Some(field) = flow.day_field(to) {
            let on = if given.on.trim().is_empty() {
                self.today().to_string()
            } else {
                given.on.clone()
            };
            fields.entry(field.to_owned()).or_insert(on.into());
        }
        let body = entry.body.with(entry.register, &fields, self.today())?;
        let told = std::mem::replace(&mut entry.body, body);
        self.may_name(entry, &told).await?;
        let before = std::mem::replace(&mut entry.state, (*to).to_owned());
        self.tell_hour(entry);
        self.tell_where(entry).await?;
        let broken = self.broken_rule(entry).await?;
        let overridden = match broken {
            Some(rule) if !given.overrides => return Err(Error::Rule { rule }),
            rule => rule,
        };
        let done = (Deed::Moved, reason, overridden.as_deref());
        self.write(entry, done).await?;
        self.follow(entry, Some(&before)).await
    }

    /// A decision that is due at an hour and written down on its day was taken by now; the hour of an older
    /// one is not known unless somebody tells it.
    fn tell_hour(&self, entry: &mut RegisterEntry) {
        let is_taken = matches!(entry.state.as_str(), "validated" | "refused");
        let body = &entry.body;
        let is_asked = body.text("due_at").is_some() && body.text("taken_at").is_none();
        let is_of_today = body.day("decided_on") == Some(self.today());
        if entry.register == Register::Decision && is_taken && is_asked && is_of_today {
            entry.body.set("taken_at", moment_text(self.at));
        }
    }

    /// Brings an entry to a state because of another one, where that state may follow.
    pub(super) async fn advance(
        &mut self,
        entry: &mut RegisterEntry,
        (to, because): (&'static str, &RegisterEntry),
    ) -> Result<(), Error> {
        let flow = entry.register.workflow();
        if !flow.after(&entry.state).contains(&to) {
            return Ok(());
        }
        to.clone_into(&mut entry.state);
        let reason = format!("{} {}: {}", because.register, because.code, because.state);
        self.write(entry, (Deed::Moved, Some(&reason), None)).await
    }

    /// Writes an entry with its next revision, once everything it names is found.
    pub(super) async fn write(
        &mut self,
        entry: &mut RegisterEntry,
        (deed, reason, overridden): Done<'_>,
    ) -> Result<(), Error> {
        if !matches!(deed, Deed::Undone | Deed::Erased) {
            entry.body.checked(entry.register, &entry.state)?;
        }
        // What is out leads nowhere: what it led to may be taken out as well.
        let links = match deed {
            _ if entry.is_removed => Vec::new(),
            Deed::Erased => self.links_found(entry).await?,
            _ => self.links(entry).await?,
        };
        // An erasure waits for no map: the place may be gone from it by now.
        if deed != Deed::Erased {
            entry.settlement = self.settlement(entry.register, &entry.body)?;
            self.check_details(entry).await?;
        }
        entry.revision += 1;
        entry.change = self.desk.change();
        entry.changed = (self.at, self.person.name.clone());
        let written = Written {
            entry,
            links,
            deed,
            reason,
            overridden,
        };
        Ok(self.desk.write(&written).await?)
    }

    async fn links(&mut self, entry: &RegisterEntry) -> Result<Vec<(&'static str, Uuid)>, Error> {
        let mut links = Vec::new();
        for (field, register, code) in entry.body.links(entry.register) {
            links.push((field, self.linked((register, &code)).await?.id));
        }
        Ok(links)
    }

    /// Links of an entry as far as what they name is there.
    async fn links_found(
        &mut self,
        entry: &RegisterEntry,
    ) -> Result<Vec<(&'static str, Uuid)>, Error> {
        let mut links = Vec::new();
        for (field, register, code) in entry.body.links(entry.register) {
            let found = self.desk.entry((register, &code)).await?;
            links.extend(found.map(|found| (field, found.id)));
        }
        Ok(links)
    }

    /// The settlement that a body speaks of; every place that it names must be on the map.
    fn settlement(&self, register: Register, body: &Body) -> Result<Option<SettlementId>, Error> {
        let mut settlement = None;
        for field in register.fields() {
            match (field.kind, body.text(field.name)) {
                (FieldKind::Settlement, Some(code)) => {
                    settlement = Some(self.site_id(code)?);
                }
                (FieldKind::Settlements, _) => body
                    .texts(field.name)
                    .try_for_each(|code| self.site_id(code).map(drop))?,
                (FieldKind::Neighbourhood, Some(code)) if !self.is_neighbourhood(code) => {
                    let allowed = "the code of a neighbourhood of the current layer";
                    return Err(EntryError::of(field.name, code, allowed).into());
                }
                _ => {}
            }
        }
        Ok(settlement)
    }

    fn site_id(&self, code: &str) -> Result<SettlementId, Error> {
        let new = self.new_sites.get(code).copied();
        new.map_or_else(|| self.jalon.settlement_id(code), Ok)
    }

    fn is_neighbourhood(&self, code: &str) -> bool {
        self.atlas.neighbourhoods().any(|one| one.code == code)
    }

    /// Refuses to take out what other entries lead to.
    pub(super) async fn refuse_if_led_to(&mut self, entry: &RegisterEntry) -> Result<(), Error> {
        use crate::domain::Code;
        let mut leading = BTreeMap::new();
        for register in Register::ALL {
            let all = self.leading_to(entry, *register).await?;
            if let Some(first) = all.first() {
                leading.insert(register.code(), first.code.clone());
            }
        }
        if leading.is_empty() {
            return Ok(());
        }
        let named: Vec<String> = leading
            .iter()
            .map(|(register, code)| format!("{register} {code}"))
            .collect();
        Err(Error::Rule {
            rule: format!("{} is named by {}", entry.code, named.join(", ")),
        })
    }
}
