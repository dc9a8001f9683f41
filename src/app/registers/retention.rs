//! What has been kept for long enough, erased class by class. A clock is believed only when two readings
//! on different days agree, and a run takes at most a hundredth of a class.

use serde_json::json;
use time::{Date, OffsetDateTime};

use super::reason::reason_of;
use crate::{
    access,
    app::{Error, Jalon},
    config::RetentionSettings,
    domain::{
        Act, ClockVerdict, Code, Deed, ErasureGround, FieldKind, FileRemoval, Person, Reach,
        Register, RegisterEntry, Resource, RetentionClass, RetentionLine, RetentionReport,
        SettlementStatus, clock_verdict, months_before, most_in_a_run,
    },
    store::{Due, DueClass, EntriesAsked},
};

/// Entries read at a time.
const PAGE: u32 = 1_000;
/// In whose name it is done.
const ACTOR: &str = "retention";
/// Characters of the reason for a run by hand.
const REASON_LEAST: usize = 10;

/// What was found of one class, and the names of what a run may take of it.
struct Found {
    line: RetentionLine,
    taken: Vec<String>,
}

impl Jalon {
    /// What a run would erase now. Nothing is changed, nor is the clock's reading kept.
    ///
    /// # Errors
    /// Whatever keeps the store from reading.
    pub async fn retention_rehearsed(&self) -> Result<RetentionReport, Error> {
        self.refresh().await?;
        let now = self.clock.now();
        let before = self.store.clock_read(&self.territory).await?;
        Ok(RetentionReport {
            clock: clock_verdict(before, now),
            is_run: false,
            lines: self
                .found_due(now)
                .await?
                .into_iter()
                .map(|one| one.line)
                .collect(),
        })
    }

    /// Erases what has been kept for long enough, if the clock agrees with its reading of an earlier day;
    /// keeps this reading. At most one run a day, and of each class at most a hundredth.
    ///
    /// # Errors
    /// Whatever keeps the store from writing; what was erased before stays erased.
    pub async fn retention_run(&self) -> Result<RetentionReport, Error> {
        self.run_for(ACTOR, None).await
    }

    /// The same at once, because somebody wants it and says why. The clock and the hundredth hold for them as
    /// well: whoever sits before a page cannot erase more than a server by itself.
    ///
    /// # Errors
    /// No right to erase, no reason of ten characters; else as [`retention_run`](Self::retention_run).
    pub async fn retention_run_by(
        &self,
        person: &Person,
        reason: &str,
    ) -> Result<RetentionReport, Error> {
        let erases = (Resource::Erasure, Act::Write);
        if !access::may(person, &self.territory, erases, Reach::Territory) {
            return Err(Error::NotAllowed { act: Act::Write });
        }
        let reason = reason_of(reason, REASON_LEAST)?;
        self.run_for(&person.name, Some(&reason)).await
    }

    /// A run in somebody's name. What is erased one by one is still the work of the rule, not of a person.
    async fn run_for(&self, actor: &str, reason: Option<&str>) -> Result<RetentionReport, Error> {
        let now = self.clock.now();
        let clock = self.clock_read_now(now).await?;
        self.refresh().await?;
        let found = self.found_due(now).await?;
        let is_run = clock == ClockVerdict::Agrees;
        let mut lines = Vec::new();
        let person = Person::operator(ACTOR);
        for one in found {
            let mut line = one.line;
            line.erased = if is_run {
                self.take(line.class, (&one.taken, &person)).await?
            } else {
                0
            };
            lines.push(line);
        }
        if is_run {
            let mut detail = json!({ "erased": lines });
            if let Some(reason) = reason {
                detail["reason"] = reason.into();
            }
            let event = self.event((actor, "retention-run"), "retention".to_owned(), detail);
            self.store.append_event(&self.territory, &event).await?;
            if lines.iter().any(|line| line.erased > 0) {
                self.compact().await;
            }
        }
        Ok(RetentionReport {
            clock,
            is_run,
            lines,
        })
    }

    /// Keeps a reading of the clock, and tells what it is worth; of one day the first is kept, so that two
    /// servers do not both run.
    async fn clock_read_now(&self, now: OffsetDateTime) -> Result<ClockVerdict, Error> {
        let event = self.event(
            (ACTOR, "retention-clock"),
            "retention".to_owned(),
            json!({}),
        );
        let mut desk = self.store.desk(&self.territory, &event).await?;
        let verdict = clock_verdict(desk.clock_read().await?, now);
        if verdict != ClockVerdict::SameDay {
            desk.read_clock(now).await?;
            desk.commit().await?;
        }
        Ok(verdict)
    }

    async fn found_due(&self, now: OffsetDateTime) -> Result<Vec<Found>, Error> {
        let RetentionSettings {
            household_months,
            legal_months,
            journal_months,
            visit_photo_months,
            access_log_months,
            idle_account_months,
            closed_account_months,
        } = self.retention;
        let classes = [
            (RetentionClass::Households, household_months),
            (RetentionClass::Legal, legal_months),
            (RetentionClass::Journal, journal_months),
            (RetentionClass::VisitPhotos, visit_photo_months),
            (RetentionClass::AccessLog, Some(access_log_months)),
            (RetentionClass::Accounts, idle_account_months),
            (RetentionClass::ClosedAccounts, closed_account_months),
        ];
        let mut found = Vec::new();
        for (class, months) in classes {
            let Some(months) = months else { continue };
            let before = months_before(now.date(), months);
            let due = self.due(class, before).await?;
            let most = usize::try_from(most_in_a_run(due.kept)).unwrap_or(usize::MAX);
            let oldest = due.oldest.first().map(|(_, day)| *day);
            let names = due.oldest.into_iter().take(most).map(|(name, _)| name);
            let taken: Vec<String> = names.collect();
            let line = RetentionLine {
                class,
                months,
                kept: due.kept,
                due: due.due,
                oldest,
                erased: taken.len() as u64,
            };
            found.push(Found { line, taken });
        }
        Ok(found)
    }

    async fn due(&self, class: RetentionClass, before: Date) -> Result<Due, Error> {
        let rows = match class {
            RetentionClass::Households => return self.households_due(before).await,
            RetentionClass::Legal => return self.legal_due(before).await,
            RetentionClass::Journal => {
                let day = |entry: &RegisterEntry| entry.body.day("on").filter(|on| *on < before);
                return self.entries_due(Register::JournalEntry, day).await;
            }
            RetentionClass::VisitPhotos => DueClass::VisitPhotos,
            RetentionClass::AccessLog => DueClass::Readings,
            RetentionClass::Accounts => DueClass::IdleAccounts,
            RetentionClass::ClosedAccounts => DueClass::ClosedAccounts,
        };
        let since = before.midnight().assume_utc();
        let asked = (rows, since);
        Ok(self
            .store
            .due(&self.territory, asked, most_in_a_run)
            .await?)
    }

    async fn households_due(&self, before: Date) -> Result<Due, Error> {
        let day = |entry: &RegisterEntry| {
            let has_left = entry.state == "exited";
            let left = entry.body.day("left_on").filter(|_| has_left);
            left.filter(|left| *left < before)
        };
        let mut due = self.entries_due(Register::Household, day).await?;
        let taken_out = |entry: &RegisterEntry| {
            let since = entry.changed.0.date();
            (since < before).then_some(since)
        };
        let asked = EntriesAsked::of(Register::Household, PAGE).taken_out();
        let more = self.due_among(asked, taken_out).await?;
        due.kept += more.kept;
        due.due += more.due;
        due.oldest.extend(more.oldest);
        due.oldest.sort_by_key(|(_, day)| *day);
        Ok(due)
    }

    /// Cases that have ended, and parcels of settlements that are closed, untouched since.
    async fn legal_due(&self, before: Date) -> Result<Due, Error> {
        let atlas = self.atlas();
        let is_closed = |entry: &RegisterEntry| {
            let code = entry.body.text("settlement").unwrap_or_default();
            let known = atlas.settlement(code);
            known.is_none_or(|known| known.settlement.status == SettlementStatus::Closed)
        };
        let day = |entry: &RegisterEntry| {
            let has_ended = match entry.register {
                Register::LegalProcedure => matches!(entry.state.as_str(), "enforced" | "dropped"),
                _ => is_closed(entry),
            };
            let untouched = entry.changed.0.date();
            (has_ended && untouched < before && says_something(entry)).then_some(untouched)
        };
        let mut all = Due::default();
        for register in [Register::LegalProcedure, Register::Parcel] {
            let due = self.entries_due(register, day).await?;
            all.kept += due.kept;
            all.due += due.due;
            let named = |(code, day): (String, Date)| (format!("{register}/{code}"), day);
            all.oldest.extend(due.oldest.into_iter().map(named));
        }
        all.oldest.sort_by_key(|(_, day)| *day);
        Ok(all)
    }

    /// Entries of a register that a rule gives a day, oldest first.
    async fn entries_due(
        &self,
        register: Register,
        day: impl Fn(&RegisterEntry) -> Option<Date>,
    ) -> Result<Due, Error> {
        self.due_among(EntriesAsked::of(register, PAGE), day).await
    }

    async fn due_among(
        &self,
        mut asked: EntriesAsked,
        day: impl Fn(&RegisterEntry) -> Option<Date>,
    ) -> Result<Due, Error> {
        let mut due = Due::default();
        loop {
            let page = self.store.entries(&self.territory, &asked).await?;
            let Some(last) = page.last() else { break };
            asked.after.clone_from(&last.code);
            due.kept += page.len() as u64;
            let found = page
                .iter()
                .filter_map(|entry| Some((entry.code.clone(), day(entry)?)));
            due.oldest.extend(found);
        }
        due.due = due.oldest.len() as u64;
        due.oldest.sort_by_key(|(_, day)| *day);
        Ok(due)
    }

    /// Erases things of a class by their names; tells how many there were.
    async fn take(
        &self,
        class: RetentionClass,
        (names, person): (&[String], &Person),
    ) -> Result<u64, Error> {
        if names.is_empty() {
            return Ok(0);
        }
        match class {
            RetentionClass::AccessLog => return self.cut_readings(names).await,
            RetentionClass::Journal => return self.take_journal(names, person).await,
            _ => {}
        }
        for name in names {
            match class {
                RetentionClass::Households => {
                    let ground = (ErasureGround::TimeIsUp, person);
                    self.erase_without_compacting(name, ground).await?;
                }
                RetentionClass::Legal => self.blank_legal(name, person).await?,
                RetentionClass::VisitPhotos => self.take_photo(name).await?,
                RetentionClass::ClosedAccounts => self.forget_user(name, person).await?,
                _ => self.disable_user(name, person).await?,
            }
        }
        Ok(names.len() as u64)
    }

    async fn take_journal(&self, codes: &[String], person: &Person) -> Result<u64, Error> {
        let mut work = self
            .sit_down(person, (Register::JournalEntry, "expire"))
            .await?;
        let mut entries = Vec::new();
        for code in codes {
            entries.extend(work.desk.entry((Register::JournalEntry, code)).await?);
        }
        let erased = work.desk.erase(&entries).await?;
        work.leave().await?;
        Ok(erased.entries)
    }

    /// Empties what people wrote into an entry about courts or owners, with its revisions and papers.
    async fn blank_legal(&self, name: &str, person: &Person) -> Result<(), Error> {
        let named = name.split_once('/');
        let named = named.and_then(|(of, code)| Some((Register::from_code(of)?, code)));
        let Some((register, code)) = named else {
            return Ok(());
        };
        let mut work = self.sit_down(person, (register, "expire")).await?;
        let mut entry = work.linked((register, code)).await?;
        for field in texts(register) {
            entry.body.clear(field);
        }
        work.desk.blank_revisions(entry.id, |_| true).await?;
        work.desk.erase_files(&entry).await?;
        work.write(&mut entry, (Deed::Erased, None, None)).await?;
        work.leave().await?;
        Ok(())
    }

    async fn take_photo(&self, id: &str) -> Result<(), Error> {
        let Ok(id) = uuid::Uuid::parse_str(id) else {
            return Ok(());
        };
        let removal = FileRemoval::new(self.clock.now(), ACTOR, "kept for long enough")?;
        let event = self.event((ACTOR, "file-remove"), format!("file/{id}"), json!({}));
        let removing = (id, &removal);
        self.store
            .remove_attachment(&self.territory, removing, &event)
            .await?;
        Ok(())
    }

    async fn cut_readings(&self, numbers: &[String]) -> Result<u64, Error> {
        let numbers = numbers
            .iter()
            .filter_map(|number| number.parse::<u64>().ok());
        let until = numbers.max().unwrap_or_default();
        let (_, digest) = self.store.digests_at(&self.territory, (0, until)).await?;
        let detail = json!({ "until": until, "digest": digest });
        let event = self.event((ACTOR, "retention-readings"), "readings".to_owned(), detail);
        let mut desk = self.store.desk(&self.territory, &event).await?;
        let (_, gone) = desk.cut_readings(until).await?;
        desk.commit().await?;
        Ok(gone)
    }

    /// Leaves no free pages with what was erased, or says so in the log.
    pub(super) async fn compact(&self) {
        if let Err(error) = self.store.compact().await {
            tracing::error!(?error, "the file of the database still holds free pages");
        }
    }
}

/// Fields that people write into, but for what the entry cannot do without.
fn texts(register: Register) -> impl Iterator<Item = &'static str> {
    let fields = register.fields().iter().filter(|field| {
        !field.is_needed && matches!(field.kind, FieldKind::Text(_) | FieldKind::Prose(_))
    });
    fields.map(|field| field.name)
}

fn says_something(entry: &RegisterEntry) -> bool {
    texts(entry.register).any(|field| entry.body.text(field).is_some())
}
