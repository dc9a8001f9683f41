//! The registers of the work: entries added, changed, brought from state to state, taken back.
//!
//! Every change is made at one desk of the store: what the rules look at cannot change meanwhile, and
//! what follows from a change (a home is occupied, follow-ups fall due) is stored with it or not at all.

mod agenda;
mod board;
mod desk_work;
mod doubled;
mod erase;
mod file;
mod late;
mod follow;
mod homes_board;
mod national;
mod reason;
mod receipt;
mod rights;
mod retention;
mod site_details;
mod site_status;
mod subject;
mod undo;
mod waits;
mod whereabouts;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Error, Jalon};
use crate::{
    access,
    domain::{
        Act, AuditEvent, DataClass, Deed, EntryError, NewEntry, Person, Reach, Register,
        RegisterEntry, RegisterRevision, Resource, StateChange, Way, hex,
    },
    store::{EntriesAsked, RequestKey},
};

pub use agenda::AgendaAsked;
pub use board::BoardAsked;
use desk_work::DeskWork;
pub use erase::HouseholdErased;
pub use file::{KnownRows, RegisterImported};
pub use homes_board::HomesBoardAsked;
pub use national::{NationalFile, NationalImported, NationalSiteTold};
use reason::{checked_reason, reason_of};
pub use receipt::ReportTold;
use rights::Own;
pub use site_details::SitePlace;
pub use site_status::StatusBrought;
pub use subject::SubjectFile;

/// Entries of a whole register read at a time, and at most.
const WHOLE_PAGE: u32 = 1_000;
const WHOLE_MOST: usize = 50_000;
/// Revisions of an entry told at most.
const REVISIONS_MOST: u32 = 500;

/// Which entries of a register are asked for, by the codes that people use.
#[derive(Clone, Debug, Default)]
pub struct ListAsked {
    /// Only those of the settlement of this code.
    pub settlement: Option<String>,
    /// Only those in this state.
    pub state: Option<String>,
    /// Only those that lead to this entry.
    pub linked_to: Option<(Register, String)>,
    /// Only what comes after this code.
    pub after: String,
    /// How many at most.
    pub limit: u32,
}

/// A change of an entry: who asks, and upon which revision it was decided.
#[derive(Clone, Copy, Debug)]
pub struct EntryBy<'a> {
    /// Who asks.
    pub person: &'a Person,
    /// The revision that was read; any, where nobody says.
    pub revision: Option<u32>,
}

/// A look at a register: whose, and what for. Looks at what is known of households or courts are
/// written down before anything is shown.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Who looks.
    pub person: &'a Person,
    /// What for, 3 to 200 characters; who sits at the machine need not say.
    pub purpose: Option<&'a str>,
}

/// What is written down where the operator says no purpose.
pub(super) const AT_THE_MACHINE: &str = "at the machine";

impl Jalon {
    /// Adds an entry to a register. A request with a key that was answered before is answered the
    /// same again, and nothing is added.
    ///
    /// # Errors
    /// A field or code that cannot be taken, a code or place that nothing has, a right not held.
    pub async fn add_entry(
        &self,
        register: Register,
        given: &NewEntry,
        (person, key): (&Person, Option<&str>),
    ) -> Result<RegisterEntry, Error> {
        self.allowed(person, register, Act::Write)?;
        self.may_fill(person, register, given.fields.keys())?;
        let digest = digest_of(register, given);
        let mut work = self.sit_down(person, (register, "add")).await?;
        let request = key.map(|key| RequestKey {
            actor: &person.name,
            key,
            digest: &digest,
        });
        if let Some(request) = request
            && let Some((_, register, code)) = work.desk.answered(request).await?
        {
            let known = work.desk.entry((register, &code)).await?;
            return known.ok_or(Error::NoEntry { register, code });
        }
        let entry = work.add_by_hand(register, given).await?;
        if let Some(request) = request {
            work.desk.remember(request, (register, &entry.code)).await?;
        }
        work.leave().await?;
        Ok(entry)
    }

    /// Changes fields of an entry; a blank value empties its field.
    ///
    /// # Errors
    /// As [`add_entry`](Self::add_entry), and when the entry was changed since it was read.
    pub async fn change_entry(
        &self,
        (register, code): (Register, &str),
        fields: &std::collections::BTreeMap<String, serde_json::Value>,
        by: EntryBy<'_>,
    ) -> Result<RegisterEntry, Error> {
        self.allowed(by.person, register, Act::Write)?;
        self.may_fill(by.person, register, fields.keys())?;
        let mut work = self.sit_down(by.person, (register, "change")).await?;
        let mut entry = work.standing((register, code), by).await?;
        if work.rewrite(&mut entry, fields).await? {
            work.leave().await?;
        }
        Ok(entry)
    }

    /// Brings an entry to another state, with all that follows from it.
    ///
    /// # Errors
    /// A state that cannot follow, a rule that stands in the way, a field that the state needs.
    pub async fn move_entry(
        &self,
        (register, code): (Register, &str),
        given: &StateChange,
        by: EntryBy<'_>,
    ) -> Result<RegisterEntry, Error> {
        self.allowed(by.person, register, Act::Write)?;
        self.may_fill(by.person, register, given.fields.keys())?;
        let reason = checked_reason(given)?;
        let mut work = self.sit_down(by.person, (register, "move")).await?;
        let mut entry = work.standing((register, code), by).await?;
        work.bring(&mut entry, given, reason.as_deref()).await?;
        work.leave().await?;
        Ok(entry)
    }

    /// Takes an entry out. It is kept, and its code stays its own.
    ///
    /// # Errors
    /// When other entries lead to it.
    pub async fn remove_entry(
        &self,
        (register, code): (Register, &str),
        reason: &str,
        by: EntryBy<'_>,
    ) -> Result<RegisterEntry, Error> {
        self.allowed(by.person, register, Act::Write)?;
        let reason = reason_of(reason, 3)?;
        let mut work = self.sit_down(by.person, (register, "remove")).await?;
        let mut entry = work.standing((register, code), by).await?;
        work.refuse_if_led_to(&entry).await?;
        entry.is_removed = true;
        work.write(&mut entry, (Deed::Removed, Some(&reason), None))
            .await?;
        work.leave().await?;
        Ok(entry)
    }

    /// Takes a change back with all that followed from it, if nothing was changed there since.
    ///
    /// # Errors
    /// When the change was not one of registers, or somebody has built upon it.
    pub async fn undo_change(
        &self,
        number: u64,
        person: &Person,
    ) -> Result<Vec<RegisterEntry>, Error> {
        if let Some(edits) = self.national_edits(number).await? {
            return self.undo_national((number, edits), person).await;
        }
        let detail = json!({ "change": number });
        let event = self.event(
            (&person.name, "register-undo"),
            "registers".to_owned(),
            detail,
        );
        let mut work = self.sit_down_for(person, &event).await?;
        let undone = undo::undo(&mut work, number).await?;
        work.leave().await?;
        Ok(undone)
    }

    /// The entry of a code, all of it: `publish` tells what whoever asks may read of it.
    ///
    /// # Errors
    /// When there is none, or none that may be known.
    pub async fn entry(
        &self,
        (register, code): (Register, &str),
        look: Look<'_>,
    ) -> Result<RegisterEntry, Error> {
        let reach = self.looked(look, (register, code)).await?;
        let entry = self.store.entry(&self.territory, (register, code)).await?;
        let entry = entry.filter(|entry| !entry.is_removed);
        let own = Own::of(self, look.person).await?;
        let entry = entry.and_then(|entry| own.shown(entry, reach));
        entry.ok_or_else(|| Error::NoEntry {
            register,
            code: code.to_owned(),
        })
    }

    /// Entries of a register by code; those that whoever asks may not know of are passed over. Only
    /// at the register's end are there fewer than asked for.
    ///
    /// # Errors
    /// A settlement, a state or an entry that there is none of.
    pub async fn entries(
        &self,
        register: Register,
        asked: &ListAsked,
        look: Look<'_>,
    ) -> Result<Vec<RegisterEntry>, Error> {
        let reach = self.looked(look, (register, "list")).await?;
        let own = Own::of(self, look.person).await?;
        let mut asked = self.resolved(register, (asked, look.person)).await?;
        let wanted = asked.limit as usize;
        let mut found = Vec::new();
        loop {
            let page = self.store.entries(&self.territory, &asked).await?;
            let is_last = page.len() < wanted;
            if let Some(last) = page.last() {
                asked.after.clone_from(&last.code);
            }
            found.extend(page.into_iter().filter_map(|entry| own.shown(entry, reach)));
            if is_last || found.len() >= wanted {
                found.truncate(wanted);
                return Ok(found);
            }
        }
    }

    /// Every entry of a register that somebody may know of, without writing the look down: whoever
    /// calls this writes one line for all that is shown.
    pub(super) async fn whole_register(
        &self,
        register: Register,
        person: &Person,
    ) -> Result<Vec<RegisterEntry>, Error> {
        let reach = access::reach(person, &self.territory, register.resource(), Act::Read);
        let own = Own::of(self, person).await?;
        let shown = |entry: RegisterEntry| match reach {
            Reach::Counts => Some(entry),
            _ => own.shown(entry, reach),
        };
        let mut asked = EntriesAsked::of(register, WHOLE_PAGE);
        let mut found = Vec::new();
        loop {
            let page = self.store.entries(&self.territory, &asked).await?;
            let Some(last) = page.last() else {
                return Ok(found);
            };
            asked.after.clone_from(&last.code);
            found.extend(page.into_iter().filter_map(shown));
            if found.len() >= WHOLE_MOST {
                return Ok(found);
            }
        }
    }

    /// What an entry was after each of its changes, newest first.
    ///
    /// # Errors
    /// As [`entry`](Self::entry).
    pub async fn entry_history(
        &self,
        key: (Register, &str),
        look: Look<'_>,
    ) -> Result<Vec<RegisterRevision>, Error> {
        self.looked(look, key).await?;
        let entry = self.entry_for(key, (look.person, Act::Read)).await?;
        let key = (entry.id, REVISIONS_MOST);
        let mut history = self.store.history(&self.territory, key).await?;
        let sites = access::sites(look.person, &self.territory, Act::Read);
        let bodies = history.iter_mut().filter_map(|one| one.body.as_mut());
        bodies.for_each(|body| rights::hide_sites(body, &sites));
        Ok(history)
    }

    /// How far whoever looks may see; what they will see of households or courts is written down.
    async fn looked(
        &self,
        look: Look<'_>,
        (register, subject): (Register, &str),
    ) -> Result<Reach, Error> {
        let reach = self.allowed(look.person, register, Act::Read)?;
        let classes = access::classes(look.person, &self.territory, register.resource());
        let shows = |class| {
            let mut fields = register.fields().iter();
            classes.sees(class) && fields.any(|field| field.class == class)
        };
        let resource = if shows(DataClass::Restricted) {
            Resource::Legal
        } else if shows(DataClass::Household) {
            Resource::Household
        } else {
            return Ok(reach);
        };
        let subject = format!("{register}/{subject}");
        self.log_look(look, (resource, &subject)).await?;
        Ok(reach)
    }

    /// Writes down a look at what is known of households or courts.
    pub(super) async fn log_look(&self, look: Look<'_>, of: (Resource, &str)) -> Result<(), Error> {
        let purpose = match (look.purpose, &look.person.way) {
            (None, Way::Operator) => AT_THE_MACHINE,
            (told, _) => told.unwrap_or_default(),
        };
        // Whoever broke the glass has said what for, and is held to it.
        let open = look.person.glass.first();
        let purpose = open.map_or(purpose, |glass| glass.reason.as_str());
        self.log_read(look.person, of, purpose).await
    }

    /// The entry of a code, if it is not taken out and somebody may read or write all of it; what is in
    /// it is not shown.
    pub(super) async fn entry_for(
        &self,
        (register, code): (Register, &str),
        (person, act): (&Person, Act),
    ) -> Result<RegisterEntry, Error> {
        let reach = self.allowed(person, register, act)?;
        let own = Own::of(self, person).await?;
        let entry = self.store.entry(&self.territory, (register, code)).await?;
        let entry = entry.filter(|entry| !entry.is_removed && own.holds(entry, reach));
        entry.ok_or_else(|| Error::NoEntry {
            register,
            code: code.to_owned(),
        })
    }

    /// How far whoever asks may go with a register.
    fn allowed(&self, person: &Person, register: Register, act: Act) -> Result<Reach, Error> {
        let reach = access::reach(person, &self.territory, register.resource(), act);
        let is_open = act == Act::Read || !register.is_kept_by_system();
        if is_open && reach >= Reach::Own {
            Ok(reach)
        } else {
            Err(Error::NotAllowed { act })
        }
    }

    /// Refuses fields of a class that whoever writes may not read: nobody writes over what they
    /// cannot see.
    fn may_fill<'n>(
        &self,
        person: &Person,
        register: Register,
        mut names: impl Iterator<Item = &'n String>,
    ) -> Result<(), Error> {
        let classes = access::classes(person, &self.territory, register.resource());
        let is_hidden = |name: &String| {
            let field = register.field(name);
            field.is_some_and(|field| !classes.sees(field.class))
        };
        if names.any(is_hidden) {
            return Err(Error::NotAllowed { act: Act::Write });
        }
        Ok(())
    }

    async fn sit_down<'a>(
        &'a self,
        person: &'a Person,
        (register, what): (Register, &'static str),
    ) -> Result<DeskWork<'a>, Error> {
        // What the map knows of settlements and neighbourhoods is looked at below.
        self.refresh().await?;
        let action = format!("register-{what}");
        let event = self.event(
            (&person.name, &action),
            format!("register/{register}"),
            json!({}),
        );
        self.sit_down_for(person, &event).await
    }

    /// Whoever sits at a desk holds up all others, and reads nothing elsewhere meanwhile: of a pool
    /// whose other connections wait for this desk there may be none left.
    async fn sit_down_for<'a>(
        &'a self,
        person: &'a Person,
        event: &AuditEvent,
    ) -> Result<DeskWork<'a>, Error> {
        let own = Own::of(self, person).await?;
        let desk = self.store.desk(&self.territory, event).await?;
        Ok(DeskWork::new(self, desk, (person, own)))
    }

    /// The same where the layer of settlements may begin.
    async fn sit_down_for_settlements<'a>(
        &'a self,
        person: &'a Person,
        event: &AuditEvent,
    ) -> Result<DeskWork<'a>, Error> {
        let own = Own::of(self, person).await?;
        let desk = self.store.desk_for_settlements(&self.territory, event);
        Ok(DeskWork::new(self, desk.await?, (person, own)))
    }

    /// What is asked for, with what it names looked up; what somebody may not know of is as little there
    /// as what was never written.
    async fn resolved(
        &self,
        register: Register,
        (asked, person): (&ListAsked, &Person),
    ) -> Result<EntriesAsked, Error> {
        let settlement = match &asked.settlement {
            Some(code) if access::sites(person, &self.territory, Act::Read).holds(code) => {
                Some(self.settlement_id(code)?)
            }
            Some(code) => return Err(Error::NoSettlement { code: code.clone() }),
            None => None,
        };
        let target = match &asked.linked_to {
            Some((register, code)) => {
                let of = (person, Act::Read);
                Some(self.entry_for((*register, code), of).await?.id)
            }
            None => None,
        };
        if let Some(state) = &asked.state
            && register.workflow().state(state).is_none()
        {
            let known: Vec<&str> = register.workflow().states().collect();
            let allowed = format!("one of {}", known.join(", "));
            return Err(Error::Entry(EntryError::of("state", state, allowed)));
        }
        Ok(EntriesAsked {
            settlement,
            target,
            state: asked.state.clone(),
            after: asked.after.clone(),
            ..EntriesAsked::of(register, asked.limit)
        })
    }
}

fn digest_of(register: Register, given: &NewEntry) -> String {
    let asked = json!({
        "register": register,
        "code": given.code,
        "state": given.state,
        "fields": given.fields,
    });
    hex(&Sha256::digest(asked.to_string()))
}
