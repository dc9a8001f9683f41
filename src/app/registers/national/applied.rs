//! Rows of the platform written: settlements, visits and entries at one desk.

use serde_json::{Value, json};

use super::{NationalFile, NationalImported, decided::Decided, refuse_if_any};
use crate::{
    access,
    app::{Atlas, Error, Jalon, registers::desk_work::DeskWork},
    domain::{
        Act, Deed, LayerKind, LayerVersionId, NATIONAL_CLOSINGS, NATIONAL_POLICE, NationalFact,
        NewEntry, Person, Reach, Refusal, Register, RegisterEntry, Resource, SettlementStatus,
    },
    intake::{self, NationalRow},
    publish::national_entry,
    store::{EditOutcome, EntriesAsked, NewVersion, SettlementEdit},
};

/// Entries of one register of one settlement looked at, at most.
const LOOKED_AT: u32 = 1_000;

/// What the sheet tells of each kind of procedure; the first says whether there is one.
const COURT: [NationalFact; 7] = [
    NationalFact::Court,
    NationalFact::CourtDecided,
    NationalFact::CourtDecidedOn,
    NationalFact::CourtBy,
    NationalFact::Appeal,
    NationalFact::Police,
    NationalFact::Bailiff,
];
const ORDER: [NationalFact; 4] = [
    NationalFact::Order,
    NationalFact::OrderLeaveBy,
    NationalFact::OrderBy,
    NationalFact::OrderOn,
];
const INSALUBRITY: [NationalFact; 3] = [
    NationalFact::Insalubrity,
    NationalFact::InsalubrityBy,
    NationalFact::InsalubrityOn,
];

/// A field and its value.
type Given = (&'static str, Option<Value>);

impl Jalon {
    /// Writes what was decided, if nothing has changed since the atlas it was decided upon.
    pub(super) async fn write_rows(
        &self,
        (file, atlas): (&NationalFile, &Atlas),
        (decided, person): (&[Decided], &Person),
        done: &mut NationalImported,
    ) -> Result<(), Error> {
        let edits = decided.iter().filter(|site| site.is_edited || site.is_new);
        let detail = json!({ "file": file.name, "rows": decided.len(), "edits": edits.count() });
        let subject = "layer/settlements".to_owned();
        let event = self.event((&person.name, "national-import"), subject, detail);
        let known = atlas.layer(LayerKind::Settlements);
        let mut work = match known {
            Some(_) => self.sit_down_for(person, &event).await?,
            None => self.sit_down_for_settlements(person, &event).await?,
        };
        work.desk.only_since(atlas.change)?;
        let layer = if let Some(layer) = known {
            layer.version.id
        } else {
            let new = NewVersion {
                source: file.name.clone(),
                report: done.report.clone(),
                bbox: None,
                imported_at: self.clock().now(),
                withdrawn: false,
            };
            work.desk.begin_settlements(new).await?.id
        };
        let may = (Resource::Homes, Act::Write);
        let names_partners = access::may(person, &self.territory, may, Reach::Own);
        for site in decided {
            self.edit_site((&mut work, layer), (site, person)).await?;
            let mut writing = Writing {
                work: &mut work,
                site,
                names_partners,
                entries: 0,
            };
            match writing.write().await {
                Ok(()) => done.entries += writing.entries,
                Err(Error::Entry(wrong)) => done.report.refusals.push(Refusal {
                    place: site.row.place_in_file(),
                    why: wrong.to_string(),
                }),
                Err(other) => return Err(other),
            }
        }
        // Whatever was written is gone with the desk where a row is refused.
        refuse_if_any(&mut done.report)?;
        let visits: Vec<_> = decided
            .iter()
            .filter_map(|site| site.visit.clone())
            .collect();
        work.desk.append_visits(&visits).await?;
        if !file.dry_run {
            done.change = Some(work.leave().await?);
        }
        Ok(())
    }

    async fn edit_site(
        &self,
        (work, layer): (&mut DeskWork<'_>, LayerVersionId),
        (site, person): (&Decided, &Person),
    ) -> Result<(), Error> {
        if !site.is_new && !site.is_edited {
            return Ok(());
        }
        let (code, id) = (site.settlement.code.clone(), site.settlement.id);
        let action = if site.is_new {
            work.new_sites.insert(code.clone(), id);
            "settlement-add"
        } else {
            "settlement-change"
        };
        let detail = json!({ "row": site.row.number });
        let event = self.event((&person.name, action), format!("settlement/{code}"), detail);
        let edit = SettlementEdit {
            layer,
            settlement: site.settlement.clone(),
            outcome: EditOutcome::Stands,
        };
        work.desk.edit_also(&edit, &event).await?;
        Ok(())
    }
}

/// The entries of one row being written.
struct Writing<'w, 'a> {
    work: &'w mut DeskWork<'a>,
    site: &'w Decided,
    names_partners: bool,
    entries: usize,
}

impl Writing<'_, '_> {
    async fn write(&mut self) -> Result<(), Error> {
        self.closing().await?;
        self.report().await?;
        self.census().await?;
        self.owner().await?;
        self.details().await?;
        self.procedures().await
    }

    /// When and why it was closed.
    async fn closing(&mut self) -> Result<(), Error> {
        let (site, row) = (self.site, &self.site.row);
        let is_news = [
            NationalFact::ClosedOn,
            NationalFact::ClosedCause,
            NationalFact::ClosedBecause,
        ];
        let is_news = is_news.into_iter().any(|fact| site.is_news(fact));
        let Some(on) = row.day(NationalFact::ClosedOn).filter(|_| is_news) else {
            return Ok(());
        };
        let mut fields = vec![
            ("settlement", json!(site.settlement.code)),
            ("from_status", json!(site.status_before)),
            ("to_status", json!(SettlementStatus::Closed)),
            ("on", json!(on.to_string())),
        ];
        let cause = row.text(NationalFact::ClosedCause).and_then(closing_cause);
        fields.extend(cause.map(|cause| ("cause", json!(cause))));
        let because = row.text(NationalFact::ClosedBecause);
        fields.extend(because.map(|because| ("reason", json!(because))));
        let given = NewEntry {
            fields: fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            ..NewEntry::default()
        };
        self.work.add(Register::StatusChange, &given).await?;
        self.entries += 1;
        Ok(())
    }

    /// When somebody first told of it, where that is earlier than what is known.
    async fn report(&mut self) -> Result<(), Error> {
        let on = self.site.row.day(NationalFact::ReportedOn);
        let Some(on) = on.filter(|_| self.site.is_news(NationalFact::ReportedOn)) else {
            return Ok(());
        };
        let told = self.all_of(Register::Report).await?;
        let days = told
            .iter()
            .filter_map(|entry| entry.body.day("received_on"));
        if days.min().is_some_and(|first| first <= on) {
            return Ok(());
        }
        let fields = vec![
            ("channel", Some(json!("other"))),
            ("received_on", Some(json!(on.to_string()))),
            ("text", Some(json!("Repris de la plateforme nationale."))),
        ];
        self.put(Register::Report, (None, Some("linked")), fields)
            .await
    }

    async fn census(&mut self) -> Result<(), Error> {
        use NationalFact as Fact;
        let site = self.site;
        let facts = [Fact::CensusState, Fact::CensusOn, Fact::CensusBy];
        if !facts.iter().any(|fact| site.is_news(*fact)) {
            return Ok(());
        }
        let row = &site.row;
        let Some(state) = row.text(Fact::CensusState) else {
            return Ok(());
        };
        let is_done = state == crate::domain::NATIONAL_CENSUS[1];
        let on = row.day(Fact::CensusOn).map(|on| json!(on.to_string()));
        let operator = match row.text(Fact::CensusBy).filter(|_| self.names_partners) {
            Some(name) => Some(json!(self.organisation(name).await?)),
            None => None,
        };
        let mut fields = vec![("operator", operator)];
        let state = if is_done {
            fields.push(("done_on", on));
            // The platform knows how many live there, and does not say how many of them were met.
            fields.push(("told_elsewhere", Some(json!(true))));
            "done"
        } else {
            fields.push(("planned_from", on));
            "planned"
        };
        self.put(Register::Census, (None, Some(state)), fields)
            .await
    }

    /// The organisation of a name; one that is not known is added.
    async fn organisation(&mut self, name: &str) -> Result<String, Error> {
        let asked = EntriesAsked::of(Register::Organisation, LOOKED_AT);
        let known = self.work.desk.entries(&asked).await?;
        let is_it = |entry: &&RegisterEntry| {
            let own = entry.body.text("name").unwrap_or_default();
            intake::is_same_name(own, name)
        };
        if let Some(entry) = known.iter().find(is_it) {
            return Ok(entry.code.clone());
        }
        let given = NewEntry {
            fields: [("name", name), ("kind", "other")]
                .map(|(field, value)| (field.to_owned(), json!(value)))
                .into(),
            ..NewEntry::default()
        };
        self.entries += 1;
        Ok(self.work.add(Register::Organisation, &given).await?.code)
    }

    async fn owner(&mut self) -> Result<(), Error> {
        use NationalFact as Fact;
        let (site, row) = (self.site, &self.site.row);
        let mut fields: Vec<Given> = Vec::new();
        if site.is_news(Fact::OwnerKind) {
            let kind = match row.text(Fact::OwnerKind) {
                Some("Public") => "public",
                Some("Privé") => "private",
                _ => "unknown",
            };
            fields.push(("owner_kind", Some(json!(kind))));
        }
        if site.is_news(Fact::Owner) {
            fields.push(("owner", row.text(Fact::Owner).map(|owner| json!(owner))));
        }
        if fields.is_empty() {
            return Ok(());
        }
        if national_entry(
            &self.all_of(Register::Parcel).await?,
            (Register::Parcel, None),
        )
        .is_none()
        {
            fields.push(("cadastral_id", Some(json!("NC"))));
        }
        self.put(Register::Parcel, (None, None), fields).await
    }

    /// What is written down of the place.
    async fn details(&mut self) -> Result<(), Error> {
        use NationalFact as Fact;
        let (site, row) = (self.site, &self.site.row);
        let mut fields: Vec<Given> = Vec::new();
        for (fact, field) in [
            (Fact::Address, "address"),
            (Fact::AccessNotes, "access_notes"),
            (Fact::ReinstallationNote, "reinstallation_note"),
        ] {
            let told = row.text(fact).filter(|_| site.is_news(fact));
            fields.extend(told.map(|told| (field, Some(json!(told)))));
        }
        if site.is_news(Fact::Reinstalled) {
            let came = row.text(Fact::Reinstalled) == Some("oui");
            fields.push(("reinstalled", Some(json!(came))));
        }
        if site.is_news(Fact::ResorptionTarget) {
            let year = row.count(Fact::ResorptionTarget).map(|year| json!(year));
            fields.push(("resorption_target_year", year));
        }
        if fields.is_empty() {
            return Ok(());
        }
        self.put(Register::SiteDetails, (None, None), fields).await
    }

    async fn procedures(&mut self) -> Result<(), Error> {
        use NationalFact as Fact;
        let row = self.site.row.clone();
        let words = |fact| row.text(fact).map(|told| json!(told));
        let day = |fact| row.day(fact).map(|on| json!(on.to_string()));
        let decided = |on, by| vec![("decided_on", day(on)), ("authority", words(by))];
        let kind = ("owner_complaint", None);
        self.procedure(&[Fact::Complaint], kind, Vec::new()).await?;
        let mut court = decided(Fact::CourtDecidedOn, Fact::CourtBy);
        court.push(("police", police(&row)));
        court.push(("bailiff", words(Fact::Bailiff)));
        let kind = ("court", Some(court_state(&row)));
        self.procedure(&COURT, kind, court).await?;
        let mut order = decided(Fact::OrderOn, Fact::OrderBy);
        order.push(("leave_by", day(Fact::OrderLeaveBy)));
        let kind = ("administrative_order", None);
        self.procedure(&ORDER, kind, order).await?;
        let unfit = decided(Fact::InsalubrityOn, Fact::InsalubrityBy);
        let kind = ("insalubrity_order", None);
        self.procedure(&INSALUBRITY, kind, unfit).await
    }

    async fn procedure(
        &mut self,
        facts: &[NationalFact],
        (kind, state): (&str, Option<&str>),
        fields: Vec<Given>,
    ) -> Result<(), Error> {
        if !self.is_told(facts) {
            return Ok(());
        }
        let of = (Some(kind), state);
        self.put(Register::LegalProcedure, of, fields).await
    }

    /// Whether the row speaks of a procedure, and says something new of it. A no says that there is none.
    fn is_told(&self, facts: &[NationalFact]) -> bool {
        let row = &self.site.row;
        let is_there = row.text(facts[0]) != Some("non");
        let says = |fact: &NationalFact| self.site.is_news(*fact) && row.text(*fact) != Some("non");
        is_there && facts.iter().any(says)
    }

    /// The entries of a register about the settlement that are not taken out.
    async fn all_of(&mut self, register: Register) -> Result<Vec<RegisterEntry>, Error> {
        let asked = EntriesAsked {
            settlement: Some(self.site.settlement.id),
            ..EntriesAsked::of(register, LOOKED_AT)
        };
        Ok(self.work.desk.entries(&asked).await?)
    }

    /// Changes the entry that the sheet tells of, or adds one. A state that may not follow is left.
    async fn put(
        &mut self,
        register: Register,
        (kind, state): (Option<&str>, Option<&str>),
        fields: Vec<Given>,
    ) -> Result<(), Error> {
        let mut given: std::collections::BTreeMap<String, Value> = fields
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect();
        given.extend(kind.map(|kind| ("kind".to_owned(), json!(kind))));
        let all = self.all_of(register).await?;
        let known = national_entry(&all, (register, kind)).cloned();
        let known = known.filter(|_| register != Register::Report);
        let Some(mut entry) = known else {
            let code = json!(self.site.settlement.code);
            given.insert("settlement".to_owned(), code);
            let new = NewEntry {
                code: None,
                state: state.map(str::to_owned),
                fields: given,
            };
            self.work.add(register, &new).await?;
            self.entries += 1;
            return Ok(());
        };
        let body = entry.body.with(register, &given, self.work.today())?;
        let flow = register.workflow();
        let to = state.filter(|to| flow.after(&entry.state).contains(to));
        if body == entry.body && to.is_none() {
            return Ok(());
        }
        entry.body = body;
        let deed = match to {
            Some(to) => {
                to.clone_into(&mut entry.state);
                Deed::Moved
            }
            None => Deed::Changed,
        };
        self.work.write(&mut entry, (deed, None, None)).await?;
        self.entries += 1;
        Ok(())
    }
}

/// Our word for why a site was closed.
fn closing_cause(told: &str) -> Option<&'static str> {
    let mut closings = NATIONAL_CLOSINGS.iter();
    let found = closings.find(|(_, theirs)| *theirs == told);
    found.map(|(ours, _)| *ours)
}

/// How far the police was asked, in our words.
fn police(row: &NationalRow) -> Option<Value> {
    let told = row.text(NationalFact::Police)?;
    let found = NATIONAL_POLICE.iter().find(|(_, theirs)| *theirs == told);
    found.map(|(ours, _)| json!(ours))
}

/// How far the case before the court has come.
fn court_state(row: &NationalRow) -> &'static str {
    let says_yes = |fact| row.text(fact) == Some("oui");
    let has_day = row.day(NationalFact::CourtDecidedOn).is_some();
    match (says_yes(NationalFact::Appeal), has_day) {
        (true, _) => "appealed",
        (false, true) => "decided",
        (false, false) if says_yes(NationalFact::CourtDecided) => "decided",
        (false, false) => "open",
    }
}
