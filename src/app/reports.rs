//! A report: what it is made of is gathered as far as whoever asks may read, the look is written down,
//! and only then is it made.

mod gathered;

use std::collections::{BTreeMap, BTreeSet};

use super::{Error, Jalon, Look, features};
use crate::{
    access,
    domain::{
        Act, Audience, DataClass, DispersalAsked, DocumentFormat, EntryError, Language, Person,
        Reach, Register, ReportName, Resource, Viewer,
    },
    publish::{self, PublicationView},
    reports::{self, Also, Asks, Material, Plan, RecordsTold, SiteTold},
    store::Wanted,
};

/// Which report is asked for, and of what.
#[derive(Clone, Debug)]
pub struct ReportAsked {
    /// Which one.
    pub name: ReportName,
    /// In which language.
    pub language: Language,
    /// How it is written.
    pub format: DocumentFormat,
    /// Code of the settlement or the entry that it is about.
    pub about: Option<String>,
    /// The year that it is about; the current one unless given.
    pub year: Option<i32>,
}

/// Works, incidents and visits of one site told at most.
const LISTED: u32 = 100;
/// Readings told of a year at most, and read at a time.
const READINGS: usize = 50_000;
const PAGE: u32 = 1_000;

impl Jalon {
    /// The reports that somebody may have.
    #[must_use]
    pub fn reports(&self, person: &Person) -> Vec<&'static Plan> {
        let all = reports::PLANS.iter();
        all.filter(|plan| self.may_have(person, plan)).collect()
    }

    /// A report as a file. That it was taken is written down before it is made.
    ///
    /// # Errors
    /// A report that whoever asks may not have, what it is about is not there, or no purpose is given
    /// where households or courts are told of.
    pub async fn report(&self, asked: &ReportAsked, look: Look<'_>) -> Result<Vec<u8>, Error> {
        let plan = reports::plan(asked.name).filter(|plan| self.may_have(look.person, plan));
        let plan = plan.ok_or(Error::NotAllowed { act: Act::Read })?;
        if !plan.formats.contains(&asked.format) {
            let known: Vec<String> = plan.formats.iter().map(ToString::to_string).collect();
            let allowed = format!("one of {}", known.join(", "));
            let format = asked.format.to_string();
            return Err(EntryError::of("format", &format, allowed).into());
        }
        self.refresh().await?;
        let mut material = self.material(plan, asked, look.person).await?;
        self.log_report(&material, look).await?;
        let (format, also) = (asked.format, plan.also);
        let (atlas, person) = (self.atlas(), look.person.clone());
        let territory = self.territory.clone();
        let work = move || {
            if also == Also::Dispersal && material.dispersal.is_none() {
                material.dispersal = gathered::dispersal(&atlas, material.day);
            }
            if matches!(format, DocumentFormat::Pdf | DocumentFormat::Docx) {
                material.map = gathered::map(&atlas, (&material, &person, &territory));
            }
            reports::report(&material).written(format)
        };
        Ok(tokio::task::spawn_blocking(work).await??)
    }

    fn may_have(&self, person: &Person, plan: &Plan) -> bool {
        plan.is_open_to(|resource| self.reach_of(person, resource))
    }

    fn reach_of(&self, person: &Person, resource: Resource) -> Reach {
        access::reach(person, &self.territory, resource, Act::Read)
    }

    async fn material(
        &self,
        plan: &Plan,
        asked: &ReportAsked,
        person: &Person,
    ) -> Result<Material, Error> {
        let today = self.clock.now().date();
        let about = about(plan, asked)?;
        if let Some(code) = &about {
            self.may_be_about(code, (plan.asks, person)).await?;
        }
        let mut material = Material {
            report: asked.name,
            language: asked.language,
            day: today,
            year: asked.year.unwrap_or(today.year()),
            territory: self.territory.as_str().to_owned(),
            readers: readers(plan),
            counted: BTreeSet::new(),
            least: self.atlas().least.team,
            entries: BTreeMap::new(),
            ranking: self.ranking_seen(person),
            site: None,
            map: None,
            layers: gathered::layers(&self.atlas()),
            dispersal: None,
            records: None,
            publication: None,
            about,
        };
        for register in plan.registers {
            self.gather(*register, plan, (person, &mut material))
                .await?;
        }
        if let (Asks::Settlement, Some(code)) = (plan.asks, material.about.clone()) {
            material.site = Some(self.site_told(&code, asked.language).await?);
        }
        match plan.also {
            Also::Records => material.records = Some(self.records_told(material.year).await?),
            Also::Publication(audience) => {
                material.publication = self.published(audience, (person, asked.language)).await?;
            }
            Also::Dispersal if access::viewer(person, &self.territory) == Viewer::Planner => {
                let asked = DispersalAsked::default();
                let report = self.dispersal_given_out(asked, person).await?;
                material.dispersal = Some(publish::dispersal(
                    Viewer::Planner,
                    &report,
                    self.atlas().least,
                ));
            }
            Also::Dispersal | Also::Nothing => {}
        }
        let is_told_live = material.counted.is_empty() && material.dispersal.is_none();
        if plan.counts_only && is_told_live {
            material.readers = "report-readers-small-counts";
        } else if shows(&material, DataClass::Restricted) {
            material.readers = "report-readers-legal";
        } else if shows(&material, DataClass::Household) {
            material.readers = "report-readers-household";
        }
        Ok(material)
    }

    /// Refuses what somebody may not know of as what is not there.
    async fn may_be_about(&self, code: &str, (asks, person): (Asks, &Person)) -> Result<(), Error> {
        match asks {
            Asks::Entry(register) | Asks::MaybeEntry(register) => {
                let of = (person, Act::Read);
                self.entry_for((register, code), of).await.map(|_| ())
            }
            _ if access::sites(person, &self.territory, Act::Read).holds(code) => Ok(()),
            _ => Err(Error::NoSettlement {
                code: code.to_owned(),
            }),
        }
    }

    /// Who has read what in a year, and whether the records are whole.
    async fn records_told(&self, year: i32) -> Result<RecordsTold, Error> {
        let mut readings = Vec::new();
        let mut before = u64::MAX;
        while readings.len() < READINGS {
            let page = self.readings(before, PAGE).await?;
            let Some((last, oldest)) = page.last() else {
                break;
            };
            before = *last;
            let is_done = oldest.at.year() < year;
            let of_year = page.into_iter().map(|(_, one)| one);
            readings.extend(of_year.filter(|one| one.at.year() == year));
            if is_done {
                break;
            }
        }
        let proofs = self.prove_records().await?;
        Ok(RecordsTold { readings, proofs })
    }

    /// The latest counts that an audience was given; those of this week for the team.
    async fn published(
        &self,
        audience: Audience,
        (person, language): (&Person, Language),
    ) -> Result<Option<PublicationView>, Error> {
        if audience == Audience::Team {
            let made = self.figures_of_the_week(person).await?;
            return Ok(Some(publish::publication(&made, language)));
        }
        let all = self.publications(person).await?;
        let latest = all.iter().rfind(|one| one.audience == audience);
        Ok(latest.map(|one| publish::publication(one, language)))
    }

    /// The entries of a register as far as whoever asks may read; all of them where only counts are
    /// told, and then small ones are hidden. Counts of households change with every move, and two of
    /// neighbouring days would tell of one household: who may see counts only gets those given out
    /// once a week.
    async fn gather(
        &self,
        register: Register,
        plan: &Plan,
        (person, material): (&Person, &mut Material),
    ) -> Result<(), Error> {
        let reach = self.reach_of(person, register.resource());
        let is_household = register.resource() == Resource::Household;
        if reach == Reach::Counts && plan.counts_only && !is_household {
            material.counted.insert(register);
        } else if reach < Reach::Own {
            return Ok(());
        }
        let classes = access::classes(person, &self.territory, register.resource());
        let sees = |class| plan.counts_only || classes.sees(class);
        let entries = self.whole_register(register, person).await?;
        let views = entries
            .iter()
            .map(|entry| publish::register_entry(entry, sees));
        material.entries.insert(register, views.collect());
        Ok(())
    }

    /// What is known of one site.
    async fn site_told(&self, code: &str, language: Language) -> Result<SiteTold, Error> {
        let wanted = || Wanted {
            settlement: Some(code),
            before: u64::MAX,
            limit: LISTED,
        };
        let works = self.works_orders(wanted()).await?;
        let incidents = self.incidents(wanted()).await?;
        let visits = self.visits(code, None, LISTED).await?;
        let (atlas, today) = (self.atlas(), self.clock.now().date());
        let missing = || Error::NoSettlement {
            code: code.to_owned(),
        };
        let known = atlas.settlement(code).ok_or_else(missing)?;
        let team = Audience::Team;
        let score = known
            .assessment
            .as_ref()
            .map(|one| self.sentence(one, language));
        let beside = publish::casework_in_words(&known.casework, language);
        let sentence = format!("{beside} {}", score.unwrap_or_default());
        Ok(SiteTold {
            settlement: features::settlement(team, known).ok_or_else(missing)?,
            assessment: known.assessment.as_deref().map(publish::assessment),
            sentence: sentence.trim().to_owned(),
            works: works
                .iter()
                .filter_map(|one| publish::filed_works_order(team, one, today))
                .collect(),
            incidents: incidents
                .iter()
                .filter_map(|one| {
                    publish::filed_incident(team, &one.record, (Some(one.number), code))
                })
                .collect(),
            visits: visits
                .iter()
                .filter_map(|one| publish::visit(team, one))
                .collect(),
        })
    }

    /// The settlements that somebody may know of, most dangerous first.
    fn ranking_seen(&self, person: &Person) -> Vec<publish::RankedView> {
        let (atlas, seen) = (
            self.atlas(),
            access::sites(person, &self.territory, Act::Read),
        );
        let known = atlas
            .ranked()
            .filter(|known| seen.holds(&known.settlement.code));
        known
            .filter_map(|known| features::ranked(&atlas, Audience::Team, known))
            .collect()
    }

    /// Writes down that somebody takes a report.
    async fn log_report(&self, material: &Material, look: Look<'_>) -> Result<(), Error> {
        let resource = if shows(material, DataClass::Restricted) {
            Resource::Legal
        } else if shows(material, DataClass::Household) {
            Resource::Household
        } else {
            Resource::Export
        };
        let purpose = if resource == Resource::Export {
            look.purpose.or(Some("report"))
        } else {
            look.purpose
        };
        let about = material.about.as_deref().unwrap_or("all");
        let subject = format!("report/{}/{about}", material.report);
        let look = Look { purpose, ..look };
        self.log_look(look, (resource, &subject)).await
    }
}

/// What the report is about, if it has to be named.
fn about(plan: &Plan, asked: &ReportAsked) -> Result<Option<String>, Error> {
    let told = asked.about.as_deref().map(str::trim);
    let told = told.filter(|told| !told.is_empty()).map(str::to_owned);
    match plan.asks {
        Asks::Nothing | Asks::Year => Ok(None),
        Asks::Settlement | Asks::Entry(_) if told.is_none() => {
            let allowed = "the code of what the report is about";
            Err(EntryError::missing("about", allowed).into())
        }
        Asks::Settlement | Asks::Entry(_) | Asks::MaybeEntry(_) => Ok(told),
    }
}

/// Who may read a report of which nothing else says so.
fn readers(plan: &Plan) -> &'static str {
    match plan.also {
        Also::Publication(Audience::Public) => "report-readers-public",
        Also::Records => "report-readers-records",
        _ if plan.counts_only => "report-readers-counts",
        _ => "report-readers-team",
    }
}

/// Whether an entry that the report tells of has a field of a class.
fn shows(material: &Material, class: DataClass) -> bool {
    let tells_entries = reports::plan(material.report).is_some_and(|plan| !plan.counts_only);
    tells_entries
        && material.entries.values().flatten().any(|entry| {
            let fields = entry.register.fields().iter();
            fields
                .filter(|field| field.class == class)
                .any(|field| entry.fields.contains_key(field.name))
        })
}
