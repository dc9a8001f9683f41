//! A report: what it is made of is gathered as far as whoever asks may read, the look is written down,
//! and only then is it made.

use super::{Error, Jalon, Look, features, registers::AT_THE_MACHINE};
use crate::{
    access,
    domain::{
        Act, Audience, DocumentFormat, EntryError, Language, Person, Reach, ReportName, Resource,
        Way,
    },
    reports::{self, Asks, Material, Plan},
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
        let material = self.material(plan, asked, look.person)?;
        self.log_report(&material, look).await?;
        let format = asked.format;
        let work = move || reports::report(&material).written(format);
        Ok(tokio::task::spawn_blocking(work).await??)
    }

    fn may_have(&self, person: &Person, plan: &Plan) -> bool {
        plan.is_open_to(|resource| self.reach_of(person, resource))
    }

    fn reach_of(&self, person: &Person, resource: Resource) -> Reach {
        access::reach(person, &self.territory, resource, Act::Read)
    }

    fn material(
        &self,
        plan: &Plan,
        asked: &ReportAsked,
        person: &Person,
    ) -> Result<Material, Error> {
        let today = self.clock.now().date();
        let material = Material {
            report: asked.name,
            language: asked.language,
            day: today,
            year: asked.year.unwrap_or(today.year()),
            territory: self.territory.as_str().to_owned(),
            readers: "report-readers-team",
            least_count: None,
            about: about(plan, asked)?,
            entries: std::collections::BTreeMap::new(),
            ranking: self.ranking_seen(person),
            map: None,
        };
        Ok(material)
    }

    /// The settlements that somebody may know of, most dangerous first.
    fn ranking_seen(&self, person: &Person) -> Vec<crate::publish::RankedView> {
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
        let resource = Resource::Export;
        let purpose = match (look.purpose, &look.person.way) {
            (Some(told), _) => told,
            (None, Way::Operator) => AT_THE_MACHINE,
            (None, _) => "report",
        };
        let about = material.about.as_deref().unwrap_or("all");
        let subject = format!("report/{}/{about}", material.report);
        self.log_read(look.person, (resource, &subject), purpose)
            .await
    }
}

/// What the report is about, if it has to be named.
fn about(plan: &Plan, asked: &ReportAsked) -> Result<Option<String>, Error> {
    let told = asked
        .about
        .as_deref()
        .map(str::trim)
        .filter(|told| !told.is_empty());
    match plan.asks {
        Asks::Nothing | Asks::Year => Ok(None),
        Asks::SettlementOrAll => Ok(told.map(str::to_owned)),
        Asks::Settlement | Asks::Entry(_) => {
            let allowed = "the code of what the report is about";
            told.map(|told| Some(told.to_owned()))
                .ok_or_else(|| EntryError::missing("about", allowed).into())
        }
    }
}
